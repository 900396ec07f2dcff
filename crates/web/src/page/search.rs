//! Search: every word of a name, filters that combine, and how many each would leave.

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use medreg_domain::reference::Reference;
use medreg_node::query::{EntryShown, Find, Found, Moment, Order, ROWS_MAX};

use super::frame::Frame;
use super::options::{Choice, Choices};
use super::plain::Plain;
use super::tag::Tag;
use super::written;
use crate::asked::Asked;
use crate::language::Language;
use crate::parameters::Parameters;
use crate::problem::Problem;
use crate::question;
use crate::site::Site;

/// Entries of a page.
const PAGE: usize = 25;

/// Pages shown by number around the current one.
const NEIGHBOURS: usize = 2;

/// Standings of the register of the day; the rest has ended, or not begun.
const IN_REGISTER: [&str; 2] = ["ACTIVE", "SUSPENDED"];

#[derive(Template)]
#[template(path = "search.html", blocks = ["results"])]
struct SearchPage {
    frame: Frame,
    choices: Choices,
    chips: Vec<Chip>,
    rows: Vec<Row>,
    total: usize,
    first: usize,
    last: usize,
    page: usize,
    pages: usize,
    similar: bool,
    matched: Vec<String>,
    /// The filter whose removal helps most, with what it would leave.
    helps: Option<(Chip, usize)>,
    /// The address of this page as a document.
    json: String,
    /// The address of all that match, as a table.
    csv: String,
}

/// A filter that is set, and the address without it.
#[derive(Clone, Debug)]
struct Chip {
    text: String,
    without: String,
}

/// One entry of a list.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub(super) entry_no: String,
    pub(super) name: Option<[String; 3]>,
    pub(super) tag: Tag,
    pub(super) court: String,
    pub(super) court_name: String,
    pub(super) region: String,
    pub(super) categories: String,
    pub(super) languages: String,
}

impl Row {
    pub(super) fn of(language: Language, reference: &Reference, shown: &EntryShown) -> Self {
        let court = reference.courts.get(&shown.court);
        let region = court.map(|court| court.region).and_then(|region| {
            Some(
                language
                    .name(&reference.regions.get(&region)?.last()?.names)
                    .to_owned(),
            )
        });
        let categories = shown.categories.iter().map(|code| {
            let known = reference.categories.get(code);
            known.map_or_else(
                || code.to_string(),
                |known| language.name(&known.names).to_owned(),
            )
        });
        let languages = shown.languages.iter().map(|code| {
            let known = reference.languages.get(code);
            known.map_or_else(|| code.to_string(), |names| language.name(names).to_owned())
        });
        Self {
            entry_no: shown.entry_no.to_string(),
            name: shown.name.clone().map(|name| [name.kk, name.ru, name.latn]),
            tag: Tag::of(language, &shown.standing, shown.valid_to),
            court: shown.court.to_string(),
            court_name: court.map_or_else(String::new, |it| language.name(&it.names).to_owned()),
            region: region.unwrap_or_default(),
            categories: categories.collect::<Vec<_>>().join(", "),
            languages: languages.collect::<Vec<_>>().join(", "),
        }
    }
}

pub(super) async fn search(State(site): State<Site>, asked: Asked, headers: HeaderMap) -> Response {
    let is_part = headers
        .get("hx-request-type")
        .is_some_and(|kind| kind == "partial");
    let by_name = match asked.language() {
        Language::Kk => Order::NameKk,
        Language::Ru => Order::NameRu,
        Language::En => Order::NameLatn,
    };
    let read = move |parameters: &mut Parameters, asked: &Asked| Find {
        counts: true,
        ..question::find(parameters, asked.sight(), (PAGE, by_name))
    };
    let look = |site: &Site, asked: &Asked, moment: &Moment<'_>, find: Find| {
        let mut within = find.clone();
        if within.standing.is_empty() {
            within.standing = IN_REGISTER.map(str::to_owned).to_vec();
        }
        let found = moment.find(&within)?;
        let frame = asked.frame(site, moment, find.as_of, "section-find");
        Ok(SearchPage::of(frame, moment.reference(), &find, found))
    };
    asked
        .page_by(site, read, look, move |page| page.response(is_part))
        .await
}

impl SearchPage {
    fn of(frame: Frame, reference: &Reference, find: &Find, found: Found) -> Self {
        let language = frame.language;
        let choices = Choices::of(language, reference, found.counts.as_ref());
        let first = find.skip + 1;
        let rows = found
            .items
            .iter()
            .map(|shown| Row::of(language, reference, shown));
        let rows: Vec<Row> = rows.collect();
        let chips = chips(&frame, &choices);
        let helps = helps(&frame, &choices, &found);
        let page = find.skip / find.limit.max(1) + 1;
        Self {
            json: json(&frame, find, page),
            csv: format!("/api/v1/entries.csv{}", same(&frame, find, &[])),
            last: find.skip + rows.len(),
            first,
            page,
            pages: found.total.div_ceil(find.limit.max(1)).max(1),
            total: found.total,
            similar: found.similar,
            matched: found.matched,
            frame,
            choices,
            chips,
            rows,
            helps,
        }
    }

    /// The page, or the part of it that a filter changes.
    fn response(&self, is_part: bool) -> Response {
        let language = self.frame.language;
        if is_part {
            let private = [(header::CACHE_CONTROL, HeaderValue::from_static("no-store"))];
            return match self.as_results().render() {
                Ok(part) => (private, Html(part)).into_response(),
                Err(error) => Problem::internal(&error).document(language),
            };
        }
        let mut response = written(StatusCode::OK, self, language);
        let varies = HeaderValue::from_static("hx-request-type, accept");
        response.headers_mut().insert(header::VARY, varies);
        response
    }

    /// The numbers of the pages to show; zero for those left out between.
    fn numbers(&self) -> Vec<usize> {
        let near = self.page.saturating_sub(NEIGHBOURS)..=self.page + NEIGHBOURS;
        let mut numbers = Vec::new();
        for number in 1..=self.pages {
            if number == 1 || number == self.pages || near.contains(&number) {
                numbers.push(number);
            } else if numbers.last() != Some(&0) {
                numbers.push(0);
            }
        }
        numbers
    }

    fn page_link(&self, page: impl Plain<usize>) -> String {
        self.frame.here("page", Some(&page.plain().to_string()))
    }
}

/// The query that asks the API what this page shows: those in the register, in its order,
/// where nothing else is asked for.
fn same(frame: &Frame, find: &Find, part: &[(&str, Option<&str>)]) -> String {
    let standing = find.standing.is_empty().then(|| IN_REGISTER.join(","));
    let mut said = part.to_vec();
    said.push(("sort", Some(find.sort.into())));
    if let Some(standing) = &standing {
        said.push(("standing", Some(standing)));
    }
    frame.query_with(&said)
}

fn json(frame: &Frame, find: &Find, page: usize) -> String {
    let (limit, page) = (find.limit.to_string(), page.to_string());
    let part = [("limit", Some(&*limit)), ("page", Some(&*page))];
    format!("/api/v1/entries{}", same(frame, find, &part))
}

fn set<'a>(frame: &Frame, choices: &'a Choices) -> Vec<(&'static str, &'a Choice)> {
    let filters = [
        ("court", &choices.courts),
        ("region", &choices.regions),
        ("category", &choices.categories),
        ("language", &choices.languages),
        ("kind", &choices.kinds),
    ];
    let all = filters
        .into_iter()
        .flat_map(|(name, choices)| choices.iter().map(move |choice| (name, choice)));
    all.filter(|(name, choice)| frame.is_given(name, &choice.value))
        .collect()
}

fn chips(frame: &Frame, choices: &Choices) -> Vec<Chip> {
    let set = set(frame, choices);
    let chips = set
        .into_iter()
        .map(|(name, choice)| chip(frame, name, choice));
    chips.collect()
}

fn chip(frame: &Frame, name: &'static str, choice: &Choice) -> Chip {
    Chip {
        text: format!("{}: {}", frame.t(&format!("filter-{name}")), choice.word),
        without: frame.here(name, None),
    }
}

/// Where nothing is found: the filter without which most would be.
fn helps(frame: &Frame, choices: &Choices, found: &Found) -> Option<(Chip, usize)> {
    if found.total > 0 {
        return None;
    }
    let counts = found.counts.as_ref()?;
    let would = |name: &str| {
        counts
            .get(name)
            .map_or(0, |values| values.values().sum::<usize>())
    };
    let best = set(frame, choices)
        .into_iter()
        .max_by_key(|(name, _)| would(name))?;
    let left = would(best.0);
    (left > 0).then(|| (chip(frame, best.0, best.1), left))
}
