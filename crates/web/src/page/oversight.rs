//! Pages for auditors and operators, and the two of them that are for everybody.

use chrono::{Datelike, NaiveDate};
use medreg_domain::reference::Reference;
use medreg_domain::{CourtCode, Money, RegionCode};
use medreg_node::query::Moment;

use super::frame::Frame;
use super::icon::Icon;
use super::options::Choice;
use super::tag::Tag;
use crate::asked::Asked;
use crate::language::Language;
use crate::oversight::{AUDITORS, KEEPERS};
use crate::problem::Problem;
use crate::site::Site;
use crate::viewer::Role;

pub(super) mod audit;
pub(super) mod deadlines;
pub(super) mod fees;
pub(super) mod findings;
pub(super) mod quarantine;
pub(super) mod record;
pub(super) mod sync;

/// The section of pages that answer of now alone.
pub(super) const SECTION: &str = "oversight";

/// The section of pages that count from a day.
const SECTION_OF_DAY: &str = "deadlines";

/// The pages, with their texts, paths and who they are for.
const DESK: [(&str, &str, &[Role]); 7] = [
    ("sync-title", "/federal/sync", &KEEPERS),
    ("quarantine-title", "/federal/quarantine", &KEEPERS),
    ("findings-title", "/audit/findings", &AUDITORS),
    ("deadlines-title", "/deadlines", &AUDITORS),
    ("fees-title", "/federal/fees", &AUDITORS),
    ("audit-title", "/audit", &AUDITORS),
    ("section-reads", "/audit/reads", &AUDITORS),
];

/// A page that whoever asks may go to.
#[derive(Clone, Debug)]
pub(super) struct DeskLink {
    pub(super) word: String,
    pub(super) href: String,
    pub(super) is_here: bool,
}

/// The pages that whoever asks may go to; nothing for everybody.
pub(super) fn desk(asked: &Asked, frame: &Frame) -> Vec<DeskLink> {
    let role = asked.viewer.role;
    let own = DESK
        .iter()
        .filter(|(.., roles)| role.is_some_and(|role| roles.contains(&role)));
    own.map(|(title, path, _)| DeskLink {
        word: frame.t(title),
        href: frame.to(path),
        is_here: frame.path == *path,
    })
    .collect()
}

/// A frame of now, of a moment.
fn frame(site: &Site, asked: &Asked, moment: &Moment<'_>) -> Frame {
    asked.frame(site, moment, asked.today, SECTION)
}

impl Frame {
    /// The address of this page's data below the API, with the same parameters.
    fn data(&self, path: &str) -> String {
        let query = self.neutral_query();
        let query = query.split_once('?').map(|(_, query)| format!("?{query}"));
        format!("/api/v1{path}{}", query.unwrap_or_default())
    }
}

/// A word with its icon and tone.
fn tag(language: Language, (tone, icon): (&'static str, &'static str), word: &str) -> Tag {
    Tag {
        tone,
        icon: Icon(icon),
        word: language.t(word),
    }
}

fn court_name(language: Language, reference: &Reference, code: CourtCode) -> String {
    let court = reference.courts.get(&code);
    court.map_or_else(
        || code.to_string(),
        |court| language.name(&court.names).to_owned(),
    )
}

fn region_name(language: Language, reference: &Reference, code: RegionCode) -> String {
    let newest = reference
        .regions
        .get(&code)
        .and_then(|regions| regions.last());
    newest.map_or_else(
        || code.to_string(),
        |region| language.name(&region.names).to_owned(),
    )
}

/// Every court as a choice, by its name.
fn court_choices(language: Language, reference: &Reference) -> Vec<Choice> {
    let choices = reference.courts.iter().map(|(code, court)| Choice {
        value: code.to_string(),
        word: format!("{} ({code})", language.name(&court.names)),
        count: None,
    });
    choices.collect()
}

/// Every region as a choice.
fn region_choices(language: Language, reference: &Reference) -> Vec<Choice> {
    let choices = reference.regions.keys().map(|code| Choice {
        value: code.to_string(),
        word: region_name(language, reference, *code),
        count: None,
    });
    choices.collect()
}

/// Words of a vocabulary as choices.
fn word_choices<'a>(
    language: Language,
    noun: &str,
    values: impl Iterator<Item = &'a str>,
) -> Vec<Choice> {
    let choices = values.map(|value| Choice {
        word: language.word(noun, value),
        value: value.to_owned(),
        count: None,
    });
    choices.collect()
}

/// A date with its weekday.
fn weekday(language: Language, day: NaiveDate) -> String {
    let name = language.word("weekday", day.weekday().number_from_monday());
    format!("{name}, {}", language.date(day))
}

fn money(language: Language, sum: Money) -> String {
    language.money(sum.amount_minor)
}

/// Which of how many are shown, in words.
fn range(frame: &Frame, (first, last): (usize, usize), total: usize) -> String {
    let [first, last, total] = [first, last, total].map(|number| frame.count(number));
    let put = [
        ("first", first.as_str()),
        ("last", last.as_str()),
        ("total", total.as_str()),
    ];
    frame.language.with("range", &put)
}

/// Whoever has none of the roles is told so.
fn ensure(asked: &Asked, roles: &[Role]) -> Result<(), Problem> {
    asked.viewer.ensure(roles)
}
