//! One indicator: a finding, its newest figure, charts with their tables, and what it means.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use medreg_domain::reference::Reference;
use medreg_node::query::{Figures, Moment};
use medreg_projections::statistics::PeriodRange;
use medreg_projections::statistics::indicator::{Answer, Gathered, Indicator};

use super::cell::{Cell, Unit};
use super::drawing::GROUPS_MAX;
use super::table::{Layout, Line, Table};
use super::{drawing, figures, finding, period};
use crate::asked::Asked;
use crate::chart::SERIES_MAX;
use crate::language::Language;
use crate::page::asked::Named;
use crate::page::frame::Frame;
use crate::page::{problem, written};
use crate::parameters::Parameters;
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
struct Newest {
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
}

pub(crate) async fn one(State(site): State<Site>, named: Named, asked: Asked) -> Response {
    let indicator = match question::indicator(&named.0.1) {
        Ok(indicator) => indicator,
        Err(unknown) => return problem(&site, &asked, &unknown),
    };
    let read = move |parameters: &mut Parameters, asked: &Asked| {
        question::figures(parameters, indicator, asked.sight())
    };
    let look = move |site: &Site, asked: &Asked, moment: &Moment<'_>, asked_for: Figures| {
        let frame = asked.frame(site, moment, asked_for.as_of, "section-statistics");
        let country = if asked_for.by.is_empty() {
            None
        } else {
            let seen = (asked_for.as_of, asked.sight());
            let of_country = figures(indicator, &[], asked_for.period.clone(), seen);
            Some(moment.figures(&of_country)?)
        };
        Ok(Count {
            frame,
            indicator,
            gathered: moment.figures(&asked_for)?,
            country,
            asked_for,
        })
    };
    let write = |count: Count| {
        let language = count.frame.language;
        written(StatusCode::OK, &count.page(), language)
    };
    asked.page_by(site, read, look, write).await
}

/// What was counted, before the figures are made of it.
#[derive(Debug)]
struct Count {
    frame: Frame,
    indicator: Indicator,
    asked_for: Figures,
    gathered: Gathered,
    /// The whole country, where the question was about its parts.
    country: Option<Gathered>,
}

impl Count {
    fn page(self) -> OnePage {
        let language = self.frame.language;
        let answered = self.gathered.answer();
        let country = self.country.as_ref().map(Gathered::answer);
        let country = country.as_ref().unwrap_or(&answered);
        let reference = self.gathered.reference();
        let answers = (&answered, country);
        let (newest, figures) = shown(
            language,
            reference,
            self.indicator,
            &self.asked_for,
            answers,
        );
        let dimensions = self.indicator.public_dimensions().iter().map(|dimension| {
            let name: &str = dimension.into();
            (name.to_owned(), language.word("dimension", name))
        });
        OnePage {
            id: self.indicator.into(),
            period: self.asked_for.period,
            dimensions: dimensions.collect(),
            newest,
            figures,
            frame: self.frame,
        }
    }
}

/// What the page says of an answer and of the whole country.
fn shown(
    language: Language,
    reference: &Reference,
    indicator: Indicator,
    figures: &Figures,
    (answered, country): (&Answer, &Answer),
) -> (Option<Newest>, Vec<Shown>) {
    // Whoever counted has read it already.
    let Ok(periods) = figures.period.parse::<PeriodRange>() else {
        return (None, Vec::new());
    };
    let layout = Layout {
        language,
        reference,
        indicator,
        answer: country,
        country,
    };
    let newest = layout
        .tables(periods)
        .first()
        .and_then(|table| newest(language, table));
    let layout = Layout {
        answer: answered,
        ..layout
    };
    let is_by_court = figures.by.iter().any(|by| by == "court");
    let mut drawn = 0;
    let shown = layout.tables(periods).into_iter().map(|table| {
        let breaks = if is_by_court {
            drawing::breaks(language, reference, &table.periods)
        } else {
            Vec::new()
        };
        // The panels of all charts together, so that a page stays one that can be read.
        drawn += table.lines.len();
        let is_drawn = drawn <= GROUPS_MAX;
        let is_by_region = figures.by == ["region"];
        Shown {
            heads: table.heads(language),
            legend: table.legend(language),
            chart: drawing::draw(language, &table, breaks).filter(|_| is_drawn),
            finding: finding::ends(language, &table).filter(|_| is_by_region),
            is_beside: table.periods.len() <= BESIDE_MAX,
            table,
        }
    });
    (newest, shown.collect())
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
