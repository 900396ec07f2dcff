//! The frame of every page: who speaks, of which day, how fresh, and in which language.

use askama::Template;
use chrono::{Datelike, NaiveDate};
use medreg_node::query::{AsAt, Moment};
use medreg_projections::Release;
use medreg_projections::statistics::Period;
use strum::VariantArray;

use super::icon::Icon;
use super::path_of;
use super::plain::Plain;
use super::statistics::quarter;
use crate::asked::Asked;
use crate::language::Language;
use crate::past;
use crate::signing::FormToken;
use crate::site::Site;
use crate::viewer::{PAST_ROLES, Role, Viewer};

/// The sections, with their paths.
const SECTIONS: &[(&str, &str)] = &[
    ("section-find", "/entries"),
    ("section-check", "/check"),
    ("section-statistics", "/statistics"),
    ("section-courts", "/courts"),
    ("section-rules", "/rules"),
];

/// What is of today alone, or asks for its own day: beginnings of paths.
const OF_TODAY: [&str; 10] = [
    "/statistics",
    "/check",
    "/judge",
    "/v",
    "/sign-in",
    "/sign-out",
    "/audit",
    "/sync",
    "/federal",
    "/deadlines",
];

/// The frame of a page.
#[derive(Clone, Debug)]
pub(super) struct Frame {
    pub(super) language: Language,
    /// The path without the language.
    pub(super) path: String,
    query: Vec<(String, String)>,
    pub(super) as_of: NaiveDate,
    today: NaiveDate,
    pub(super) section: &'static str,
    known: Option<Known>,
    origin: String,
    pub(super) is_training: bool,
    viewer: Viewer,
    /// True where somebody who has not signed in could.
    pub(super) offers_sign_in: bool,
    /// The address of the page as it was asked for, in its language.
    place: String,
}

/// What a page rests on.
#[derive(Clone, Copy, Debug)]
struct Known {
    position: u64,
    /// Courts that were heard of lately.
    heard: usize,
    courts: usize,
    /// The earlier state of knowledge it shows, if it does.
    as_at: Option<AsAt>,
    /// The release its figures are of, if they are of one.
    release: Option<(Period, Release)>,
}

/// Three boxes for a day.
#[derive(Template)]
#[template(path = "date_field.html")]
struct DateField<'a> {
    frame: &'a Frame,
    name: &'a str,
    legend: &'a str,
    day: u32,
    month: u32,
    year: i32,
}

impl Frame {
    /// The frame of a page about a day.
    pub(super) fn of(site: &Site, asked: &Asked, as_of: NaiveDate, section: &'static str) -> Self {
        let query = form_urlencoded::parse(asked.query().as_bytes()).into_owned();
        let (language, path) = (asked.language(), path_of(&asked.uri));
        let asked_for = asked.uri.query().map(|query| format!("?{query}"));
        let place = format!(
            "/{}{}{}",
            language.code(),
            path.trim_end_matches('/'),
            asked_for.unwrap_or_default()
        );
        Self {
            place,
            offers_sign_in: site.signing().is_some() && asked.viewer.role.is_none(),
            viewer: asked.viewer.clone(),
            language,
            path,
            query: query.collect(),
            as_of,
            today: asked.today,
            section,
            known: None,
            origin: site.address().to_owned(),
            is_training: site.is_training(),
        }
    }

    /// The frame of a page that keeps nothing of what was asked.
    pub(super) fn bare(mut self) -> Self {
        self.query.clear();
        self
    }

    /// The frame of a page that rests on a moment.
    pub(super) fn knowing(mut self, site: &Site, moment: &Moment<'_>) -> Self {
        let (heard, courts) = moment.heard(site.clock().now());
        self.known = Some(Known {
            position: moment.position(),
            heard,
            courts,
            as_at: moment.as_at(),
            release: moment.release(),
        });
        self
    }

    /// Where people find the site.
    pub(super) fn origin(&self) -> &str {
        &self.origin
    }

    pub(super) fn code(&self) -> &'static str {
        self.language.code()
    }

    pub(super) fn t(&self, id: &str) -> String {
        self.language.t(id)
    }

    pub(super) fn n(&self, id: &str, number: impl Plain<usize>) -> String {
        self.language.n(id, number.plain())
    }

    pub(super) fn number(&self, number: impl Plain<u64>) -> String {
        self.language.number(number.plain())
    }

    pub(super) fn with(&self, id: &str, name: &'static str, value: &str) -> String {
        self.language.with(id, &[(name, value)])
    }

    pub(super) fn date(&self, date: impl Plain<NaiveDate>) -> String {
        self.language.date(date.plain())
    }

    pub(super) fn long_date(&self, date: impl Plain<NaiveDate>) -> String {
        self.language.long_date(date.plain())
    }

    pub(super) fn count(&self, count: impl Plain<usize>) -> String {
        self.language
            .number(u64::try_from(count.plain()).unwrap_or(u64::MAX))
    }

    pub(super) fn is_language(&self, language: impl Plain<Language>) -> bool {
        language.plain() == self.language
    }

    pub(super) fn icon(name: &'static str) -> Icon {
        Icon(name)
    }

    pub(super) fn languages() -> &'static [Language] {
        Language::VARIANTS
    }

    pub(super) fn sections() -> &'static [(&'static str, &'static str)] {
        SECTIONS
    }

    /// The address of a path in this language; the day asked for and the earlier state of
    /// knowledge go along where the page there takes them.
    pub(super) fn to(&self, path: &str) -> String {
        let mut to = format!("/{}{}", self.code(), path.trim_end_matches('/'));
        let as_of = self.as_of_asked().filter(|_| !is_of_today(path));
        let as_at = self.as_at_asked().filter(|_| past::takes_as_at(path));
        let release = self.release_asked().filter(|_| past::takes_release(path));
        let kept = [
            ("as_of", as_of.map(ToString::to_string)),
            ("as_at", as_at.map(str::to_owned)),
            ("release", release.map(str::to_owned)),
        ];
        for (name, value) in kept {
            if let Some(value) = value {
                let mut query = form_urlencoded::Serializer::new(String::new());
                query.append_pair(name, &value);
                to = format!("{to}{}{}", mark(&to), query.finish());
            }
        }
        to
    }

    /// The address of a path in this language, without a day and of now.
    pub(super) fn bare_to(&self, path: &str) -> String {
        format!("/{}{path}", self.code())
    }

    /// Where to sign in and come back to this page.
    pub(super) fn sign_in_link(&self) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.append_pair("return_to", &self.place);
        format!("{}?{}", self.bare_to("/sign-in"), query.finish())
    }

    /// Who signed in, in words.
    pub(super) fn who(&self) -> Option<String> {
        let who = self.viewer.who()?;
        let role = self.language.word("role", who.role);
        let put = [("account", who.account.as_ref()), ("role", role.as_str())];
        Some(self.language.with("signed-in", &put))
    }

    /// True if its reader audits who looked at what.
    pub(super) fn is_auditors(&self) -> bool {
        self.viewer.role == Some(Role::Auditor)
    }

    /// What shows that a form of this page is its reader's.
    pub(super) fn form(&self) -> &str {
        self.viewer.form.as_ref().map_or("", FormToken::reveal)
    }

    /// True for a page that can be of another day.
    pub(super) fn takes_day(&self) -> bool {
        !is_of_today(&self.path)
    }

    /// The address of the page about a problem's code.
    pub(super) fn problem(&self, code: &str) -> String {
        self.to(&format!("/problems/{code}"))
    }

    /// The address of this page with one parameter set, or taken away.
    pub(super) fn here(&self, name: &str, value: Option<&str>) -> String {
        self.here_with(&[(name, value)])
    }

    /// The same with several.
    pub(super) fn here_with(&self, changed: &[(&str, Option<&str>)]) -> String {
        let path = format!("/{}{}", self.code(), self.path.trim_end_matches('/'));
        path + &self.query_with(changed)
    }

    /// The query of this page with some parameters set, or taken away, from its first page on.
    pub(super) fn query_with(&self, changed: &[(&str, Option<&str>)]) -> String {
        let is_kept = |other: &String| {
            !["page", "cursor"].contains(&other.as_str())
                && changed.iter().all(|(name, _)| other != name)
        };
        let kept = self.query.iter().filter(|(other, _)| is_kept(other));
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(kept);
        for (name, value) in changed {
            if let Some(value) = value {
                query.append_pair(name, value);
            }
        }
        match query.finish() {
            query if query.is_empty() => query,
            query => format!("?{query}"),
        }
    }

    /// This page in another language.
    pub(super) fn in_language(&self, language: impl Plain<Language>) -> String {
        let other = Self {
            language: language.plain(),
            ..self.clone()
        };
        other.here("page", None)
    }

    /// This page without a language: the permanent address.
    pub(super) fn neutral(&self) -> String {
        self.path.clone()
    }

    /// This page as of today.
    pub(super) fn today_link(&self) -> String {
        let mut today = self.clone();
        today.query.retain(|(name, _)| !name.starts_with("as_of"));
        today.here("as_of", None)
    }

    /// What the form for another day keeps of this page's address.
    pub(super) fn kept(&self) -> impl Iterator<Item = &(String, String)> {
        self.query
            .iter()
            .filter(|(name, _)| !name.starts_with("as_of") && name != "page")
    }

    /// The value of a parameter, as it was given.
    pub(super) fn given(&self, name: &str) -> &str {
        let given = self.query.iter().find(|(other, _)| other == name);
        given.map_or("", |(_, value)| value)
    }

    /// Every value of a parameter, as they were given.
    pub(super) fn given_all(&self, name: &str) -> impl Iterator<Item = &str> {
        let given = self.query.iter().filter(move |(other, _)| other == name);
        given.map(|(_, value)| value.as_str())
    }

    /// True if a parameter has a value.
    pub(super) fn is_given(&self, name: &str, value: &str) -> bool {
        let mut given = self.query.iter().filter(|(other, _)| other == name);
        given.any(|(_, given)| given == value)
    }

    /// The day asked for, if it is not today.
    pub(super) fn as_of_asked(&self) -> Option<&NaiveDate> {
        (self.as_of != self.today).then_some(&self.as_of)
    }

    /// The earlier state of knowledge that is shown, as it was asked for.
    pub(super) fn as_at_asked(&self) -> Option<&str> {
        self.known?.as_at?;
        Some(self.given("as_at")).filter(|as_at| !as_at.is_empty())
    }

    /// The release that is shown, as it was asked for.
    pub(super) fn release_asked(&self) -> Option<&str> {
        self.known?.release?;
        Some(self.given("release")).filter(|release| !release.is_empty())
    }

    /// The release that is shown, by its quarter: where its figures are found for good.
    pub(super) fn release_named(&self) -> String {
        let release = self.known.and_then(|known| known.release);
        release.map_or_else(String::new, |(period, _)| period.to_string())
    }

    /// Of which release the figures are, in words.
    pub(super) fn release(&self) -> Option<String> {
        let known = self.known?;
        let (period, release) = known.release?;
        let put = [
            ("period", quarter(self.language, period)),
            ("date", self.long_date(release.on)),
            ("position", self.language.number(release.position)),
        ];
        let put = put.each_ref().map(|(name, text)| (*name, text.as_str()));
        Some(self.language.with("release-shown", &put))
    }

    /// True where its reader may look at what was known earlier, on a page that rests on what is
    /// known.
    pub(super) fn takes_as_at(&self) -> bool {
        let may = self
            .viewer
            .role
            .is_some_and(|role| PAST_ROLES.contains(&role));
        may && self.known.is_some() && past::takes_as_at(&self.path)
    }

    /// What earlier state of knowledge is shown, in words.
    pub(super) fn past_known(&self) -> Option<String> {
        let known = self.known.filter(|known| known.release.is_none())?;
        let position = self.language.number(known.position);
        Some(match known.as_at? {
            AsAt::Position(_) => self.with("known-at-position", "position", &position),
            AsAt::Instant(instant) => {
                let instant = self.language.instant(instant);
                let put = [("instant", instant.as_str()), ("position", &position)];
                self.language.with("known-at-instant", &put)
            }
        })
    }

    /// This page by what is known now.
    pub(super) fn now_link(&self) -> String {
        self.here("as_at", None)
    }

    /// What the form for an earlier state of knowledge keeps of this page's address.
    pub(super) fn kept_but_as_at(&self) -> impl Iterator<Item = &(String, String)> {
        let left = ["as_at", "release", "page", "cursor"];
        let query = self.query.iter();
        query.filter(move |(name, value)| !left.contains(&name.as_str()) && !value.is_empty())
    }

    /// Events the page rests on, in words; none where it rests on nothing.
    pub(super) fn position(&self) -> Option<String> {
        let position = self.known?.position;
        let position = self.language.number(position);
        Some(self.with("position", "position", &position))
    }

    /// How many courts have been heard of lately; of an earlier state that says nothing.
    pub(super) fn freshness(&self) -> Option<String> {
        let known = self.known.filter(|known| known.as_at.is_none())?;
        let heard = self.language.number(known.heard as u64);
        let courts = self.language.number(known.courts as u64);
        let put = [("heard", heard.as_str()), ("courts", courts.as_str())];
        Some(self.language.with("freshness", &put))
    }

    /// Three boxes for a day, with it in them.
    pub(super) fn date_field(
        &self,
        name: &str,
        legend: &str,
        day: impl Plain<NaiveDate>,
    ) -> String {
        let day = day.plain();
        let field = DateField {
            frame: self,
            name,
            legend,
            day: day.day(),
            month: day.month(),
            year: day.year(),
        };
        field.render().unwrap_or_default()
    }
}

fn is_of_today(path: &str) -> bool {
    let begins = |start: &str| {
        let rest = path.strip_prefix(start);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?']))
    };
    OF_TODAY.iter().any(|start| begins(start)) || path.ends_with("/card")
}

fn mark(path: &str) -> char {
    if path.contains('?') { '&' } else { '?' }
}

/// Addresses and names that several pages write.
impl Frame {
    /// The address of an entry.
    pub(super) fn entry(&self, entry_no: &str) -> String {
        self.to(&format!("/entries/{entry_no}"))
    }

    /// The address of an entry's card.
    pub(super) fn to_card(&self, entry_no: &str) -> String {
        self.to(&format!("/entries/{entry_no}/card"))
    }

    /// The address of a person.
    pub(super) fn person(&self, federal_no: &str) -> String {
        self.to(&format!("/persons/{federal_no}"))
    }

    /// The address of a court.
    pub(super) fn court(&self, code: &str) -> String {
        self.to(&format!("/courts/{code}"))
    }

    /// The label of a filter.
    pub(super) fn filter_label(&self, name: &str) -> String {
        self.t(&format!("filter-{name}"))
    }

    /// The name as this page's language writes it; that it was erased, or is not here, else.
    pub(super) fn name(&self, name: Option<&[String; 3]>) -> String {
        let unknown = || self.t("name-erased");
        let name = name.map(|name| name[self.language as usize].clone());
        name.unwrap_or_else(unknown)
    }

    /// The language tag of the name as this page writes it.
    pub(super) fn name_lang(&self) -> &'static str {
        SCRIPTS[self.language as usize]
    }

    /// The name in the other scripts, each with its language tag; what is written the same is
    /// shown once.
    pub(super) fn other_names(&self, name: Option<&[String; 3]>) -> Vec<(&'static str, String)> {
        let Some(name) = name else {
            return Vec::new();
        };
        let own = &name[self.language as usize];
        let mut others: Vec<(&'static str, String)> = Vec::new();
        for (script, other) in SCRIPTS.into_iter().zip(name) {
            if other != own && others.iter().all(|(_, shown)| shown != other) {
                others.push((script, other.clone()));
            }
        }
        others
    }

    /// A court's names in the other languages, each with its tag.
    pub(super) fn other_court_names(&self, names: &[String; 3]) -> Vec<(&'static str, String)> {
        let others = Language::VARIANTS.iter().zip(names);
        let others = others.filter(|(language, _)| **language != self.language);
        others
            .map(|(language, name)| (language.code(), name.clone()))
            .collect()
    }

    /// The address of a path with one parameter.
    pub(super) fn to_with(&self, path: &str, name: &str, value: &str) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.append_pair(name, value);
        let to = self.to(path);
        format!("{to}{}{}", mark(&to), query.finish())
    }

    /// True if a parameter is given.
    pub(super) fn is_any_given(&self, name: &str) -> bool {
        self.query
            .iter()
            .any(|(other, value)| other == name && !value.is_empty())
    }

    /// This page with ended entries among the others.
    pub(super) fn with_ended(&self) -> String {
        self.here("standing", Some("ACTIVE,SUSPENDED,LAPSED,REMOVED"))
    }

    /// The address of this page without a language, with its parameters.
    pub(super) fn neutral_query(&self) -> String {
        let pairs = self.query.iter().filter(|(_, value)| !value.is_empty());
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(pairs);
        match query.finish() {
            query if query.is_empty() => self.path.clone(),
            query => format!("{}?{query}", self.path),
        }
    }
}

/// The language tags of a name's three scripts.
const SCRIPTS: [&str; 3] = ["kk", "ru", "kk-Latn"];
