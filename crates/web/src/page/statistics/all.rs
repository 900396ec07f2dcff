//! Every indicator by theme, the figures most asked for, and those that look alike and differ.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use chrono::NaiveDate;
use medreg_node::query::{Moment, Sight};
use medreg_projections::statistics::indicator::{Gathered, Indicator, Scale};

use super::cell::{Cell, Unit};
use super::{figures, names, period, row_of};
use crate::asked::Asked;
use crate::language::Language;
use crate::page::frame::Frame;
use crate::page::written;
use crate::parameters::Parameters;
use crate::problem::Problem;
use crate::question;
use crate::site::Site;

/// The indicators by theme, in the order of a page.
const THEMES: [(&str, &[&str]); 7] = [
    ("register", &["S1", "S2", "S3", "S4", "S5"]),
    ("demand", &["S6", "S7", "S8", "S9"]),
    ("course", &["S10", "S19", "S13", "S14", "S15", "S20"]),
    (
        "results",
        &["S11", "S16", "S17", "S18", "S21", "S22", "S12"],
    ),
    ("money", &["S23", "S24", "S25"]),
    ("trust", &["S26", "S27", "S30"]),
    ("reach", &["S28", "S29"]),
];

/// A figure of an indicator.
type Named = (Indicator, &'static str, Scale);

/// The figures most asked for.
const KEY: [Named; 8] = [
    (Indicator::S1, "active", Scale::Count),
    (Indicator::S10, "started", Scale::Count),
    (Indicator::S9, "uptake", Scale::Share),
    (Indicator::S16, "settled", Scale::Share),
    (Indicator::S13, "median", Scale::Percentile),
    (Indicator::S14, "within_term", Scale::Share),
    (Indicator::S12, "median", Scale::Percentile),
    (Indicator::S29, "courts_reporting", Scale::Share),
];

/// Figures that look alike and differ: each divides settlements by something else.
const ALIKE: [Named; 3] = [
    (Indicator::S16, "settled", Scale::Share),
    (Indicator::S17, "settled", Scale::Share),
    (Indicator::S18, "agreement", Scale::Share),
];

#[derive(Template)]
#[template(path = "statistics.html")]
struct AllPage {
    frame: Frame,
    key: Vec<Key>,
    alike: Vec<Key>,
    /// The newest quarter whose referrals are old enough.
    cohort: String,
}

/// A figure with what it is called and of which quarter it is.
#[derive(Clone, Debug)]
struct Key {
    id: &'static str,
    /// What the figure is called, where the indicator has several.
    figure: String,
    cell: Cell,
    period: String,
}

impl AllPage {
    fn themes() -> [(&'static str, &'static [&'static str]); 7] {
        THEMES
    }

    fn of(&self, key: &Key, attribute: &str) -> String {
        self.frame.t(&format!("indicator-{}{attribute}", key.id))
    }
}

pub(crate) async fn all(State(site): State<Site>, asked: Asked) -> Response {
    let read = |parameters: &mut Parameters, asked: &Asked| {
        question::day_of_figures(parameters, asked.sight())
    };
    let look = |site: &Site, asked: &Asked, moment: &Moment<'_>, as_of| {
        let count = |figures: &[Named]| {
            let seen = (as_of, asked.sight());
            let counted = figures
                .iter()
                .map(|named| Counted::of(moment, *named, seen));
            counted.collect::<Result<Vec<Counted>, Problem>>()
        };
        let frame = asked.frame(site, moment, as_of, "section-statistics");
        Ok((frame, as_of, count(&KEY)?, count(&ALIKE)?))
    };
    let write = |(frame, as_of, key, alike): (Frame, NaiveDate, Vec<Counted>, Vec<Counted>)| {
        let language = frame.language;
        let keys = |counted: &[Counted]| counted.iter().map(|one| one.key(language)).collect();
        let [_, cohort] = period::ended(as_of);
        let page = AllPage {
            key: keys(&key),
            alike: keys(&alike),
            cohort,
            frame,
        };
        written(StatusCode::OK, &page, language)
    };
    asked.page_by(site, read, look, write).await
}

/// A figure that was counted.
#[derive(Debug)]
struct Counted {
    named: Named,
    quarter: String,
    gathered: Gathered,
}

impl Counted {
    /// A figure of the last quarter; of a cohort, that of the quarter before, which is final.
    fn of(moment: &Moment<'_>, named: Named, seen: (NaiveDate, Sight)) -> Result<Self, Problem> {
        let (indicator, ..) = named;
        let [newest, before] = period::ended(seen.0);
        let is_cohort = matches!(indicator, Indicator::S9 | Indicator::S17);
        let quarter = if is_cohort { before } else { newest };
        let asked = figures(indicator, &[], quarter.clone(), seen);
        Ok(Self {
            named,
            gathered: moment.figures(&asked)?,
            quarter,
        })
    }

    fn key(&self, language: Language) -> Key {
        let (indicator, figure, scale) = self.named;
        let answer = self.gathered.answer();
        let unit = Unit::of(indicator, scale);
        let cell = row_of(&answer, figure, &self.quarter).map_or_else(
            || Cell::of_nothing(language, unit),
            |row| Cell::of(language, indicator, row),
        );
        let is_one_of_many = matches!(indicator, Indicator::S12 | Indicator::S13 | Indicator::S29);
        let figure = names::figure(language, indicator, figure);
        Key {
            id: indicator.into(),
            figure: if is_one_of_many {
                figure
            } else {
                String::new()
            },
            cell,
            period: period::short(language, &self.quarter),
        }
    }
}
