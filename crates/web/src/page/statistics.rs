//! Statistics: every indicator by theme, and the figures of one with what they are made of.

use std::collections::{BTreeMap, BTreeSet};

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use medreg_domain::reference::Reference;
use medreg_node::query::{Figures as FiguresAsked, Moment};
use medreg_projections::statistics::indicator::{
    Answer, Dimension, Gathered, Indicator, Row, Scale,
};

use super::asked::Named;
use super::frame::Frame;
use super::{problem, written};
use crate::asked::Asked;
use crate::language::Language;
use crate::parameters::Parameters;
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

/// Indicators whose counts are sums of money, in hundredths of a tenge.
const MONEY: [Indicator; 2] = [Indicator::S23, Indicator::S25];

#[derive(Template)]
#[template(path = "statistics.html")]
struct AllPage {
    frame: Frame,
}

#[derive(Template)]
#[template(path = "statistic.html")]
struct OnePage {
    frame: Frame,
    id: String,
    period: String,
    dimensions: Vec<(String, String)>,
    tables: Vec<Figures>,
    /// What everybody may not see is among the figures.
    is_suppressed: bool,
    is_provisional: bool,
}

/// One figure of an indicator: groups down, periods across.
#[derive(Clone, Debug)]
struct Figures {
    name: String,
    periods: Vec<String>,
    groups: Vec<(String, Vec<Cell>)>,
}

/// What stands in a table: the figure, and what it is made of.
#[derive(Clone, Debug, Default)]
struct Cell {
    text: String,
    of: String,
}

pub(super) async fn all(State(site): State<Site>, asked: Asked) -> Response {
    let read =
        |parameters: &mut Parameters, asked: &Asked| question::as_of(parameters, asked.today);
    asked
        .page(site, read, |site, asked, moment, as_of| {
            let frame = asked.frame(site, moment, as_of, "section-statistics");
            Ok(AllPage { frame })
        })
        .await
}

impl OnePage {
    fn of(frame: Frame, indicator: Indicator, period: String, counted: &Gathered) -> Self {
        let (language, answered) = (frame.language, counted.answer());
        let dimensions = indicator.public_dimensions().iter().map(|dimension| {
            let name: &str = dimension.into();
            (name.to_owned(), language.word("dimension", name))
        });
        let id: &str = indicator.into();
        Self {
            frame,
            id: id.to_owned(),
            period,
            dimensions: dimensions.collect(),
            is_suppressed: answered.rows.iter().any(|row| row.suppressed),
            is_provisional: answered.rows.iter().any(|row| row.provisional),
            tables: tables(language, counted.reference(), indicator, &answered),
        }
    }

    /// A text of the indicator: its title, or what `.about` it is said.
    fn said(&self, attribute: &str) -> String {
        self.frame.t(&format!("indicator-{}{attribute}", self.id))
    }
}

impl AllPage {
    fn themes() -> [(&'static str, &'static [&'static str]); 7] {
        THEMES
    }
}

pub(super) async fn one(State(site): State<Site>, named: Named, asked: Asked) -> Response {
    let indicator = match question::indicator(&named.0.1) {
        Ok(indicator) => indicator,
        Err(unknown) => return problem(&site, &asked, &unknown),
    };
    let read = move |parameters: &mut Parameters, asked: &Asked| {
        question::figures(parameters, indicator, asked.sight())
    };
    let look = |site: &Site, asked: &Asked, moment: &Moment<'_>, figures: FiguresAsked| {
        let frame = asked.frame(site, moment, figures.as_of, "section-statistics");
        Ok((frame, moment.figures(&figures)?, figures.period))
    };
    let write = move |(frame, counted, period): (Frame, Gathered, String)| {
        let language = frame.language;
        let page = OnePage::of(frame, indicator, period, &counted);
        written(StatusCode::OK, &page, language)
    };
    asked.page_by(site, read, look, write).await
}

/// A table for each figure of the indicator.
fn tables(
    language: Language,
    reference: &Reference,
    indicator: Indicator,
    answered: &Answer,
) -> Vec<Figures> {
    let mut names: Vec<&str> = Vec::new();
    let mut periods: BTreeSet<&str> = BTreeSet::new();
    for row in &answered.rows {
        if !names.contains(&row.figure.as_str()) {
            names.push(&row.figure);
        }
        periods.insert(&row.period);
    }
    let table = |name: &&str| {
        let mut groups: BTreeMap<(String, Vec<&str>), Vec<Cell>> = BTreeMap::new();
        for row in answered.rows.iter().filter(|row| row.figure == **name) {
            let codes = row.group.values().map(String::as_str).collect();
            let group = (group(language, reference, row), codes);
            let cells = groups
                .entry(group)
                .or_insert_with(|| vec![Cell::default(); periods.len()]);
            let at = periods.iter().position(|period| *period == row.period);
            if let Some(cell) = at.and_then(|at| cells.get_mut(at)) {
                *cell = cell_of(language, indicator, row);
            }
        }
        Figures {
            name: figure_name(language, indicator.into(), name),
            periods: periods.iter().map(|period| (*period).to_owned()).collect(),
            groups: named_apart(groups),
        }
    };
    names.iter().map(table).collect()
}

/// The groups by name; those of one name with their codes.
fn named_apart(groups: BTreeMap<(String, Vec<&str>), Vec<Cell>>) -> Vec<(String, Vec<Cell>)> {
    let names: Vec<String> = groups.keys().map(|(name, _)| name.clone()).collect();
    let is_shared = |name: &String| names.iter().filter(|other| *other == name).count() > 1;
    let named = groups.into_iter().map(|((name, codes), cells)| {
        let shown = if is_shared(&name) {
            format!("{name} ({})", codes.join(", "))
        } else {
            name
        };
        (shown, cells)
    });
    named.collect()
}

/// What a figure is called: by the indicator it is of, or by itself.
fn figure_name(language: Language, indicator: &str, name: &str) -> String {
    let of_indicator = language.find(&format!("figure-{indicator}-{name}"), None);
    let (stem, parts) = name.split_once(':').unwrap_or((name, ""));
    let by_parts = || match stem {
        "removed" => Some(language.with("figure-removed", &[("reason", parts)])),
        "fee_band" => Some(language.with("figure-fee_band", &[("band", parts)])),
        _ if !parts.is_empty() => {
            Some(language.with("figure-ending", &[("ground", stem), ("outcome", parts)]))
        }
        _ => None,
    };
    let by_name = || language.t(&format!("figure-{name}"));
    of_indicator.or_else(by_parts).unwrap_or_else(by_name)
}

/// The group of a row, by the names of its values.
fn group(language: Language, reference: &Reference, row: &Row) -> String {
    let values = row.group.iter().map(|(dimension, value)| {
        let dimension = dimension.parse::<Dimension>().ok();
        value_name(language, reference, dimension, value)
    });
    let values: Vec<String> = values.collect();
    if values.is_empty() {
        language.t("whole-country")
    } else {
        values.join(", ")
    }
}

fn value_name(
    language: Language,
    reference: &Reference,
    dimension: Option<Dimension>,
    value: &str,
) -> String {
    let names = match dimension {
        Some(Dimension::Region) => {
            let code = value.parse().ok();
            let regions = code.and_then(|code| reference.regions.get(&code));
            regions.and_then(|regions| Some(&regions.last()?.names))
        }
        Some(Dimension::Court) => {
            let code = value.parse().ok();
            code.and_then(|code| Some(&reference.courts.get(&code)?.names))
        }
        Some(Dimension::Category) => {
            let code = value.parse().ok();
            code.and_then(|code| Some(&reference.categories.get(&code)?.names))
        }
        Some(Dimension::Language) => {
            let code = value.parse().ok();
            code.and_then(|code| reference.languages.get(&code))
        }
        Some(Dimension::Channel | Dimension::Source | Dimension::Kind) | None => None,
    };
    match (names, dimension) {
        (Some(names), _) => language.name(names).to_owned(),
        (None, Some(dimension)) => {
            let dimension: &str = (&dimension).into();
            language.t(&format!("value-{dimension}-{value}"))
        }
        (None, None) => value.to_owned(),
    }
}

fn cell_of(language: Language, indicator: Indicator, row: &Row) -> Cell {
    if row.suppressed {
        return Cell {
            text: "[c]".to_owned(),
            of: String::new(),
        };
    }
    let Some(value) = row.value else {
        return Cell {
            text: "[z]".to_owned(),
            of: String::new(),
        };
    };
    let mark = if row.provisional { " [p]" } else { "" };
    let text = match row.scale {
        Scale::Count if MONEY.contains(&indicator) => {
            let tenths_of_tenge = row.numerator.unwrap_or(0) / 10;
            format!("{} ₸", language.tenths(tenths_of_tenge))
        }
        Scale::Count | Scale::Percentile => language.number(row.numerator.unwrap_or(0)),
        Scale::Share => format!("{} %", language.tenths(tenths(value * 100.0))),
        Scale::Rate | Scale::Mean => language.tenths(tenths(value)),
    };
    let of = row.numerator.zip(row.denominator).map(|(part, whole)| {
        let (part, whole) = (language.number(part), language.number(whole));
        match row.scale {
            Scale::Percentile => language.with("of-cases", &[("whole", &whole)]),
            Scale::Count | Scale::Share | Scale::Rate | Scale::Mean => {
                language.with("of", &[("part", &part), ("whole", &whole)])
            }
        }
    });
    Cell {
        text: format!("{text}{mark}"),
        of: of.unwrap_or_default(),
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "figures stay far below 2^53"
)]
fn tenths(value: f64) -> i64 {
    (value * 10.0).round() as i64
}
