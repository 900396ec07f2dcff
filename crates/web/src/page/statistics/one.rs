//! One indicator: a finding, its newest figure, charts with their tables, and what it means.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use medreg_node::query::{Figures, Moment};
use medreg_projections::statistics::PeriodRange;
use medreg_projections::statistics::indicator::{Gathered, Indicator};

use super::cell::{Cell, Unit};
use super::drawing::GROUPS_MAX;
use super::file::SUFFIX;
use super::map::RegionMap;
use super::table::{Layout, Line, Table};
use super::{drawing, figures, finding, period};
use crate::asked::Asked;
use crate::chart::{self, Break, SERIES_MAX};
use crate::language::Language;
use crate::page::asked::Named;
use crate::page::frame::Frame;
use crate::page::{problem, written};
use crate::parameters::{Parameters, VALUE_CHARACTERS_MAX};
use crate::question;
use crate::site::Site;

/// Periods up to which a table stands beside its chart, and not below.
const BESIDE_MAX: usize = 2;

#[derive(Template)]
#[template(path = "statistic.html")]
struct OnePage {
    frame: Frame,
    id: &'static str,
    period: String,
    dimensions: Vec<(String, String)>,
    newest: Option<Newest>,
    figures: Vec<Shown>,
}

/// The newest figure of the whole country.
#[derive(Clone, Debug)]
pub(super) struct Newest {
    finding: String,
    cell: Cell,
    name: String,
    period: String,
}

/// A table with its chart and what can be said of both.
#[derive(Clone, Debug)]
struct Shown {
    table: Table,
    heads: Vec<String>,
    legend: Vec<(String, String)>,
    chart: Option<String>,
    finding: Option<String>,
    map: Option<RegionMap>,
    is_beside: bool,
}

impl OnePage {
    /// A text of the indicator: its title, or what `.about` it is said.
    fn said(&self, attribute: &str) -> String {
        self.frame.t(&format!("indicator-{}{attribute}", self.id))
    }

    /// The same figures for programs.
    fn data(&self, suffix: &str) -> String {
        let address = self.frame.neutral_query();
        let (path, query) = address.split_once('?').unwrap_or((&address, ""));
        let mark = if query.is_empty() { "" } else { "?" };
        format!("/api/v1{path}{suffix}{mark}{query}")
    }

    /// The charts of the page, each with where it is as a file.
    fn files(&self) -> Vec<(String, &str)> {
        let drawn = self.figures.iter().filter(|shown| shown.chart.is_some());
        let file = |shown| {
            let Shown { table, .. }: &Shown = shown;
            let address = self.frame.here("figure", Some(&table.figure));
            (
                address.replacen('?', &format!("{SUFFIX}?"), 1),
                table.name.as_str(),
            )
        };
        drawn.map(file).collect()
    }
}

pub(crate) async fn one(State(site): State<Site>, named: Named, asked: Asked) -> Response {
    let name = named.0.1.as_str();
    let of_file = name.strip_suffix(SUFFIX);
    let is_file = of_file.is_some();
    let indicator = match question::indicator(of_file.unwrap_or(name)) {
        Ok(indicator) => indicator,
        Err(unknown) => return problem(&site, &asked, &unknown),
    };
    let read = move |parameters: &mut Parameters, asked: &Asked| {
        let figure = if is_file {
            parameters.text("figure", VALUE_CHARACTERS_MAX)
        } else {
            None
        };
        let asked_for = question::figures(parameters, indicator, asked.sight());
        (asked_for, figure)
    };
    let look = move |site: &Site, asked: &Asked, moment: &Moment<'_>, question| {
        let (asked_for, figure): (Figures, Option<String>) = question;
        let frame = asked.frame(site, moment, asked_for.as_of, "section-statistics");
        let country = if asked_for.by.is_empty() {
            None
        } else {
            let seen = (asked_for.as_of, asked.sight());
            let of_country = figures(indicator, &[], asked_for.period.clone(), seen);
            Some(moment.figures(&of_country)?)
        };
        let count = Count {
            frame,
            indicator,
            gathered: moment.figures(&asked_for)?,
            country,
            asked_for,
        };
        Ok((count, figure))
    };
    let told = (site.clone(), asked.clone());
    let write = move |(count, figure): (Count, Option<String>)| {
        if is_file {
            let file = count.file(figure.as_deref());
            return file.unwrap_or_else(|none| problem(&told.0, &told.1, &none));
        }
        let language = count.frame.language;
        written(StatusCode::OK, &count.page(), language)
    };
    asked.page_by(site, read, look, write).await
}

/// What was counted, before the figures are made of it.
#[derive(Debug)]
pub(super) struct Count {
    pub(super) frame: Frame,
    pub(super) indicator: Indicator,
    pub(super) asked_for: Figures,
    gathered: Gathered,
    /// The whole country, where the question was about its parts.
    country: Option<Gathered>,
}

/// A table with what its chart needs, if it gets one.
#[derive(Clone, Debug)]
pub(super) struct Charted {
    pub(super) table: Table,
    pub(super) breaks: Vec<Break>,
    pub(super) is_drawn: bool,
}

impl Count {
    fn page(self) -> OnePage {
        let language = self.frame.language;
        let (newest, tables) = self.laid_out();
        let is_by_region = self.asked_for.by == ["region"];
        let shown = |charted: Charted| {
            let Charted { table, breaks, .. } = &charted;
            let draw = |frame| drawing::draw(language, table, breaks, frame);
            Shown {
                heads: table.heads(language),
                legend: table.legend(language),
                chart: charted.is_drawn.then(|| chart::in_both(draw)),
                finding: finding::ends(language, table).filter(|_| is_by_region),
                map: if charted.is_drawn && is_by_region {
                    RegionMap::of(language, table)
                } else {
                    None
                },
                is_beside: table.periods.len() <= BESIDE_MAX,
                table: charted.table,
            }
        };
        let dimensions = self.indicator.public_dimensions().iter().map(|dimension| {
            let name: &str = dimension.into();
            (name.to_owned(), language.word("dimension", name))
        });
        OnePage {
            id: self.indicator.into(),
            period: self.asked_for.period,
            dimensions: dimensions.collect(),
            newest,
            figures: tables.into_iter().map(shown).collect(),
            frame: self.frame,
        }
    }

    /// The newest figure of the whole country, and the tables in their order.
    pub(super) fn laid_out(&self) -> (Option<Newest>, Vec<Charted>) {
        // Whoever counted has read it already.
        let Ok(periods) = self.asked_for.period.parse::<PeriodRange>() else {
            return (None, Vec::new());
        };
        let answered = self.gathered.answer();
        let country = self.country.as_ref().map(Gathered::answer);
        let country = country.as_ref().unwrap_or(&answered);
        let (language, reference) = (self.frame.language, self.gathered.reference());
        let layout = Layout {
            language,
            reference,
            indicator: self.indicator,
            answer: country,
            country,
        };
        let of_country = layout.tables(periods);
        let newest = of_country.first().and_then(|table| newest(language, table));
        let layout = Layout {
            answer: &answered,
            ..layout
        };
        let is_by_court = self.asked_for.by.iter().any(|by| by == "court");
        let mut drawn = 0;
        let charted = layout.tables(periods).into_iter().map(|table| {
            // The panels of all charts together, so that a page stays one that can be read.
            drawn += table.lines.len();
            let breaks = if is_by_court {
                drawing::breaks(language, reference, &table.periods)
            } else {
                Vec::new()
            };
            Charted {
                is_drawn: drawn <= GROUPS_MAX && drawing::is_drawable(&table),
                breaks,
                table,
            }
        });
        (newest, charted.collect())
    }
}

/// The newest figure of the first line of a table; of many counts that of the greatest.
fn newest(language: Language, table: &Table) -> Option<Newest> {
    let is_of_many = table.unit == Unit::Number && table.lines.len() > SERIES_MAX;
    let mut lines = table.lines.iter();
    let line = if is_of_many {
        lines.max_by(|one, other| last(one).total_cmp(&last(other)))
    } else {
        lines.next()
    }?;
    let at = finding::newest(line)?;
    Some(Newest {
        finding: finding::of(language, table.unit, &line.name, line, &table.periods)?,
        cell: line.cells.get(at)?.clone(),
        name: line.name.clone(),
        period: period::short(language, table.periods.get(at)?),
    })
}

/// The last figure of a line that is shown.
fn last(line: &Line) -> f64 {
    let mut values = line.cells.iter().rev().filter_map(|cell| cell.value);
    values.next().unwrap_or(0.0)
}
