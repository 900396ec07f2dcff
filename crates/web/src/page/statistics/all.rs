//! Every indicator by theme, the figures most asked for, and those that look alike and differ.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use chrono::NaiveDate;
use medreg_projections::statistics::indicator::{Indicator, Scale};

use super::cell::{Cell, Unit};
use super::{ask, names, period, row_of};
use crate::language::Language;
use crate::page::answer;
use crate::page::asked::Asked;
use crate::page::frame::Frame;
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

/// The figures most asked for.
const KEY: [(Indicator, &str, Scale); 8] = [
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
const ALIKE: [(Indicator, &str, Scale); 3] = [
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
    let read = |parameters: &mut Parameters, today| {
        question::today_alone(parameters, today);
        today
    };
    asked
        .answer(site, read, |site, asked, today| {
            let language = asked.language();
            let keys = |figures: &[(Indicator, &'static str, Scale)]| {
                let keys = figures
                    .iter()
                    .map(|figure| key(site, language, *figure, today));
                keys.collect::<Result<Vec<Key>, Problem>>()
            };
            let (key, alike) = (keys(&KEY)?, keys(&ALIKE)?);
            let views = site.queries().views();
            let [_, cohort] = period::ended(today);
            let page = AllPage {
                frame: asked.frame(site, &views, today, "section-statistics"),
                key,
                alike,
                cohort,
            };
            Ok(answer(StatusCode::OK, &page, language))
        })
        .await
}

/// A figure of the last quarter; of a cohort, that of the quarter before, which is final.
fn key(
    site: &Site,
    language: Language,
    (indicator, figure, scale): (Indicator, &'static str, Scale),
    today: NaiveDate,
) -> Result<Key, Problem> {
    let [newest, before] = period::ended(today);
    let is_cohort = matches!(indicator, Indicator::S9 | Indicator::S17);
    let quarter = if is_cohort { before } else { newest };
    let answered = ask(site, indicator, &[], quarter.clone(), today)?;
    let unit = Unit::of(indicator, scale);
    let cell = row_of(&answered, figure, &quarter).map_or_else(
        || Cell::of_nothing(language, unit),
        |row| Cell::of(language, indicator, row),
    );
    let is_one_of_many = matches!(indicator, Indicator::S12 | Indicator::S13 | Indicator::S29);
    let figure = names::figure(language, indicator, figure);
    Ok(Key {
        id: indicator.into(),
        figure: if is_one_of_many {
            figure
        } else {
            String::new()
        },
        cell,
        period: period::short(language, &quarter),
    })
}
