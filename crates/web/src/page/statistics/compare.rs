//! Courts beside each other: up to six on the scale of some indicators, against the median of
//! all courts whose figures are shown. In alphabetical order, for it is no ranking.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use chrono::{Datelike, NaiveDate};
use medreg_domain::CourtCode;
use medreg_domain::reference::Reference;
use medreg_node::query::{Moment, Sight};
use medreg_projections::statistics::Period;
use medreg_projections::statistics::indicator::{
    Answer, Dimension, Gathered, Indicator, Row, Scale,
};

use super::cell::{Cell, Unit};
use super::{figures, names, table};
use crate::asked::Asked;
use crate::chart::{self, Axis, Dot, Dots, Point, Strip};
use crate::language::Language;
use crate::page::frame::Frame;
use crate::page::written;
use crate::parameters::Parameters;
use crate::problem::Problem;
use crate::question;
use crate::site::Site;

/// Courts that are compared at once: each has a colour and a shape of its own.
const COURTS_MAX: usize = 6;

/// What courts can be compared by: one figure of each indicator.
const COMPARED: [(Indicator, &str, Scale); 9] = [
    (Indicator::S9, "uptake", Scale::Share),
    (Indicator::S17, "settled", Scale::Share),
    (Indicator::S16, "settled", Scale::Share),
    (Indicator::S14, "within_term", Scale::Share),
    (Indicator::S13, "median", Scale::Percentile),
    (Indicator::S15, "extended", Scale::Share),
    (Indicator::S12, "median", Scale::Percentile),
    (Indicator::S21, "approved", Scale::Share),
    (Indicator::S30, "mean_score", Scale::Mean),
];

/// What is compared where nothing is chosen.
const USUAL: [Indicator; 3] = [Indicator::S9, Indicator::S16, Indicator::S13];

#[derive(Template)]
#[template(path = "compare.html")]
struct ComparePage {
    frame: Frame,
    year: i32,
    /// All courts there are, by code and name.
    courts: Vec<(String, String)>,
    /// The boxes of the form: a court chosen, or nothing.
    boxes: Vec<String>,
    indicators: Vec<Choice>,
    compared: Vec<Compared>,
    /// The courts chosen, each with its figures in the order of the indicators.
    rows: Vec<(String, Vec<Cell>)>,
    chart: Option<String>,
    legend: Vec<(String, String)>,
}

/// An indicator that can be chosen.
#[derive(Clone, Debug)]
struct Choice {
    id: &'static str,
    name: String,
    is_chosen: bool,
}

/// What is asked for.
#[derive(Clone, Debug)]
struct Comparison {
    courts: Vec<CourtCode>,
    indicators: Vec<Indicator>,
    year: i32,
    /// On which day, and by whom.
    seen: (NaiveDate, Sight),
}

/// One figure of the courts chosen, and of all.
#[derive(Clone, Debug)]
struct Compared {
    id: &'static str,
    name: String,
    unit: Unit,
    /// The figures of all courts that are shown.
    all: Vec<f64>,
    /// Their median.
    median: Option<f64>,
    /// The median as it is written.
    median_text: String,
    courts: Vec<(String, Cell)>,
}

impl Comparison {
    fn read(parameters: &mut Parameters, seen_by: Sight) -> Self {
        let today = seen_by.today;
        let as_of = question::day_of_figures(parameters, seen_by);
        let mut courts: Vec<CourtCode> = Vec::new();
        for text in parameters.many("court") {
            match text.parse() {
                Ok(court) if courts.contains(&court) => {}
                Ok(court) => courts.push(court),
                Err(error) => parameters.refuse("court", "INVALID", format!("`court`: {error}")),
            }
        }
        if courts.len() > COURTS_MAX {
            let detail = format!("at most {COURTS_MAX} courts are compared at once");
            parameters.refuse("court", "OUT_OF_RANGE", detail);
        }
        let indicators = chosen(parameters);
        let asked = parameters.one::<Period>("period");
        let year = asked.map_or(today.year() - 1, Period::year);
        if asked.is_some_and(|period| period.to_string() != year.to_string()) {
            let detail = "courts are compared by whole years, such as 2025".to_owned();
            parameters.refuse("period", "OUT_OF_RANGE", detail);
        }
        Self {
            courts,
            indicators,
            year,
            seen: (as_of, seen_by),
        }
    }
}

/// The indicators chosen, in the order of the page.
fn chosen(parameters: &mut Parameters) -> Vec<Indicator> {
    let mut asked: Vec<Indicator> = Vec::new();
    for text in parameters.many("indicator") {
        let known = text.parse().ok().filter(|asked| is_compared(*asked));
        if let Some(indicator) = known {
            asked.push(indicator);
        } else {
            let detail = format!("courts are not compared by `{text}`");
            parameters.refuse("indicator", "INVALID", detail);
        }
    }
    let wanted = if asked.is_empty() { &USUAL[..] } else { &asked };
    let all = COMPARED.iter().map(|(indicator, ..)| *indicator);
    all.filter(|indicator| wanted.contains(indicator)).collect()
}

fn is_compared(indicator: Indicator) -> bool {
    COMPARED.iter().any(|(other, ..)| *other == indicator)
}

pub(crate) async fn compare(State(site): State<Site>, asked: Asked) -> Response {
    let read =
        |parameters: &mut Parameters, asked: &Asked| Comparison::read(parameters, asked.sight());
    let look = |site: &Site, asked: &Asked, moment: &Moment<'_>, comparison: Comparison| {
        let frame = asked.frame(site, moment, comparison.seen.0, "section-statistics");
        // What is compared with nobody is not counted.
        let wanted = comparison.indicators.iter();
        let wanted = wanted.filter(|_| !comparison.courts.is_empty());
        let counted = wanted.map(|indicator| {
            let year = comparison.year.to_string();
            let asked_for = figures(*indicator, &[Dimension::Court], year, comparison.seen);
            Ok((*indicator, moment.figures(&asked_for)?))
        });
        Ok(Count {
            courts: courts(frame.language, moment.reference(), &comparison)?,
            all: all_courts(frame.language, moment.reference(), comparison.seen.0),
            gathered: counted.collect::<Result<_, Problem>>()?,
            comparison,
            frame,
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
    comparison: Comparison,
    courts: Vec<(CourtCode, String)>,
    all: Vec<(String, String)>,
    gathered: Vec<(Indicator, Gathered)>,
}

impl Count {
    fn page(self) -> ComparePage {
        let language = self.frame.language;
        let compared = self.gathered.iter().filter_map(|(indicator, counted)| {
            compared_by(language, *indicator, &counted.answer(), &self.courts)
        });
        let compared: Vec<Compared> = compared.collect();
        let cells = compared.iter().flat_map(|one| &one.courts);
        ComparePage {
            year: self.comparison.year,
            courts: self.all,
            boxes: boxes(&self.comparison.courts),
            indicators: choices(language, &self.comparison.indicators),
            chart: (!compared.is_empty()).then(|| draw(language, &compared)),
            legend: table::legend(language, cells.map(|(_, cell)| cell)),
            rows: rows(&compared),
            compared,
            frame: self.frame,
        }
    }
}

/// The courts chosen in alphabetical order; one nobody knows is refused.
fn courts(
    language: Language,
    reference: &Reference,
    comparison: &Comparison,
) -> Result<Vec<(CourtCode, String)>, Problem> {
    let named = comparison.courts.iter().map(|code| {
        let court = reference.courts.get(code);
        let court = court.ok_or_else(|| Problem::not_found(format!("there is no court {code}")))?;
        Ok((*code, language.name(&court.names).to_owned()))
    });
    let mut named: Vec<(CourtCode, String)> = named.collect::<Result<_, Problem>>()?;
    named.sort_by(|one, other| language.compare(&one.1, &other.1));
    Ok(named)
}

/// The courts of the day.
fn all_courts(
    language: Language,
    reference: &Reference,
    today: NaiveDate,
) -> Vec<(String, String)> {
    let there = reference.courts.iter();
    let there = there.filter(|(_, court)| court.valid_to.is_none_or(|to| today <= to));
    let named =
        there.map(|(code, court)| (code.to_string(), language.name(&court.names).to_owned()));
    let mut named: Vec<(String, String)> = named.collect();
    named.sort_by(|one, other| language.compare(&one.1, &other.1));
    named
}

fn boxes(courts: &[CourtCode]) -> Vec<String> {
    let chosen = courts.iter().map(ToString::to_string);
    let empty = std::iter::repeat_with(String::new);
    chosen.chain(empty).take(COURTS_MAX).collect()
}

fn choices(language: Language, chosen: &[Indicator]) -> Vec<Choice> {
    let choice = |(indicator, ..): &(Indicator, &str, Scale)| Choice {
        id: (*indicator).into(),
        name: names::title(language, *indicator),
        is_chosen: chosen.contains(indicator),
    };
    COMPARED.iter().map(choice).collect()
}

/// The figures of the courts chosen, and of all that are shown.
fn compared_by(
    language: Language,
    indicator: Indicator,
    answer: &Answer,
    courts: &[(CourtCode, String)],
) -> Option<Compared> {
    let (_, figure, scale) = COMPARED.iter().find(|(other, ..)| *other == indicator)?;
    let court: &str = Dimension::Court.into();
    let rows = answer.rows.iter().filter(|row| row.figure == *figure);
    let of_courts = rows.filter_map(|row| Some((row.group.get(court)?.as_str(), row)));
    let rows: BTreeMap<&str, &Row> = of_courts.collect();
    let unit = Unit::of(indicator, *scale);
    let cell = |row: &Row| Cell::of(language, indicator, row);
    let of_chosen = courts.iter().map(|(code, name)| {
        let row = rows.get(code.to_string().as_str());
        let cell = row.map_or_else(|| Cell::of_nothing(language, unit), |row| cell(row));
        (name.clone(), cell)
    });
    let name = names::title(language, indicator);
    let several = matches!(indicator, Indicator::S12 | Indicator::S13 | Indicator::S30);
    let all: Vec<f64> = rows.values().filter_map(|row| cell(row).value).collect();
    let median = median(&all);
    Some(Compared {
        id: indicator.into(),
        name: if several {
            format!("{name}: {}", names::figure(language, indicator, figure))
        } else {
            name
        },
        unit,
        median_text: median.map_or_else(
            || Cell::of_nothing(language, unit).label(),
            |median| unit.write(language, median, 1),
        ),
        median,
        all,
        courts: of_chosen.collect(),
    })
}

/// A row for each court.
fn rows(compared: &[Compared]) -> Vec<(String, Vec<Cell>)> {
    let names = compared.first().map_or(&[][..], |first| &first.courts);
    let row = |(at, (name, _)): (usize, &(String, Cell))| {
        let cells = compared.iter().filter_map(|one| one.courts.get(at));
        (name.clone(), cells.map(|(_, cell)| cell.clone()).collect())
    };
    names.iter().enumerate().map(row).collect()
}

/// The median of the figures of all courts.
fn median(values: &[f64]) -> Option<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let last = sorted.len().checked_sub(1)?;
    let middle = |at: usize| sorted.get(at).copied();
    Some(f64::midpoint(middle(last / 2)?, middle(last.div_ceil(2))?))
}

fn draw(language: Language, compared: &[Compared]) -> String {
    let units: Vec<Box<dyn Fn(f64, usize) -> String>> = compared
        .iter()
        .map(|one| {
            let unit = one.unit;
            Box::new(move |number: f64, decimals: usize| unit.write(language, number, decimals))
                as Box<dyn Fn(f64, usize) -> String>
        })
        .collect();
    let strips = compared.iter().zip(&units).map(|(one, write)| {
        let dots = one.courts.iter().map(|(name, cell)| Dot {
            name: name.clone(),
            point: cell.point(),
        });
        Strip {
            name: one.name.clone(),
            axis: Axis::new(write),
            median_name: language.n("compare-median", one.all.len()),
            median: one.median.map_or_else(Point::not_applicable, |median| {
                Point::new(median, one.median_text.clone())
            }),
            others: one.all.clone(),
            dots: dots.collect(),
        }
    });
    let dots = Dots {
        strips: strips.collect(),
    };
    chart::in_both(|frame| dots.svg(frame))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(query: &str) -> (Comparison, Vec<(String, &'static str)>) {
        let mut parameters = Parameters::of(query);
        let today = NaiveDate::from_ymd_opt(2026, 5, 1).unwrap();
        let comparison = Comparison::read(&mut parameters, Sight::everybody(today));
        let faults = parameters.finish().err().unwrap_or_default();
        let faults = faults.into_iter().map(|fault| (fault.field, fault.code));
        (comparison, faults.collect())
    }

    #[test]
    fn courts_are_compared_by_whole_years_and_what_is_usual() {
        let (comparison, faults) = read("court=KZ-75-012&court=KZ-71-011&court=KZ-75-012&court=");
        assert_eq!((comparison.courts.len(), faults.len()), (2, 0));
        assert_eq!(
            (comparison.year, comparison.indicators),
            (2025, USUAL.to_vec())
        );
        let (comparison, faults) = read("indicator=s16&period=2024");
        assert!(faults.is_empty());
        assert_eq!(
            (comparison.year, comparison.indicators),
            (2024, vec![Indicator::S16])
        );
    }

    #[test]
    fn half_of_the_courts_lie_on_either_side_of_the_median() {
        assert_eq!(median(&[]), None);
        assert_eq!(median(&[3.0]), Some(3.0));
        assert_eq!(median(&[9.0, 1.0, 5.0]), Some(5.0));
        assert_eq!(median(&[9.0, 1.0, 5.0, 7.0]), Some(6.0));
    }

    #[test]
    fn what_courts_cannot_be_compared_by_is_refused() {
        let fault = |query| read(query).1;
        let one = |field: &str, code| vec![(field.to_owned(), code)];
        assert_eq!(fault("court=75"), one("court", "INVALID"));
        assert_eq!(fault("indicator=S11"), one("indicator", "INVALID"));
        assert_eq!(fault("period=2025-Q1"), one("period", "OUT_OF_RANGE"));
        assert_eq!(fault("as_of=2026-01-01"), one("as_of", "NOT_OFFERED"));
        let seven: Vec<String> = (11..18)
            .map(|court| format!("court=KZ-75-0{court}"))
            .collect();
        assert_eq!(fault(&seven.join("&")), one("court", "OUT_OF_RANGE"));
    }
}
