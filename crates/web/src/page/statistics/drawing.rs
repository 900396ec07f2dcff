//! Which chart a table gets.

use medreg_domain::reference::Reference;

use super::cell::{Cell, Unit};
use super::period;
use super::table::{Line, Table};
use crate::chart::{
    self, Axis, Bars, Break, Frame, Multiples, Picture, SERIES_MAX, Series, Stacking,
};
use crate::language::Language;

/// The most panels or rows of one chart; more are read in the table.
pub(super) const GROUPS_MAX: usize = 24;

/// A scale of hundredths that goes beyond this goes to the whole.
const HALF: f64 = 50.0;

/// Parts of a whole may differ from it by what rounding does.
const WHOLE: std::ops::RangeInclusive<f64> = 99.9..=100.1;

/// True where a chart says more than nothing, and its groups are not too many.
pub(super) fn is_drawable(table: &Table) -> bool {
    let mut cells = table.lines.iter().flat_map(|line| &line.cells);
    cells.any(|cell| cell.value.is_some()) && table.lines.len() <= GROUPS_MAX
}

/// The chart of a table, for a width.
pub(super) fn draw(language: Language, table: &Table, breaks: &[Break], frame: Frame) -> Picture {
    let lines = &table.lines;
    let write = |number: f64, decimals: usize| table.unit.write(language, number, decimals);
    let axis = axis(table, &write);
    let along = table.periods.iter();
    let along: Vec<chart::Period> = along.map(|code| period::along(language, code)).collect();
    let series: Vec<Series> = lines.iter().map(series).collect();
    let bars = |stacking| Bars {
        categories: along.clone(),
        series: series.clone(),
        breaks: breaks.to_vec(),
        stacking,
    };
    match (table.periods.len(), lines.len()) {
        (1, _) => rows(table, &axis, frame),
        (_, 1) if matches!(table.unit, Unit::Number | Unit::Money) => {
            bars(Stacking::Grouped).upright(&axis, frame)
        }
        (_, ..=SERIES_MAX) if adds_up(table) => bars(Stacking::Stacked).upright(&axis, frame),
        (_, ..=SERIES_MAX) => {
            let line = chart::Line {
                periods: along,
                series,
                breaks: breaks.to_vec(),
            };
            line.svg(&axis, frame)
        }
        _ => {
            let country = table.country.as_ref();
            let panels = Multiples {
                periods: along,
                country: country.and_then(|line| dashed(table.unit, line)),
                panels: series,
                breaks: breaks.to_vec(),
            };
            panels.svg(&axis)
        }
    }
}

/// The scale of a table's unit.
fn axis<'a>(table: &Table, write: &'a dyn Fn(f64, usize) -> String) -> Axis<'a> {
    let axis = Axis::new(write);
    let lines = table.lines.iter().chain(&table.country);
    let values = lines
        .flat_map(|line| &line.cells)
        .filter_map(|cell| cell.value);
    match table.unit {
        Unit::Number => axis.whole(),
        Unit::Percent if values.fold(0.0, f64::max) > HALF => axis.reaching(100.0),
        Unit::Percent | Unit::Money | Unit::Typical | Unit::Rate => axis,
    }
}

/// One period: a row for each line.
fn rows(table: &Table, axis: &Axis<'_>, frame: Frame) -> Picture {
    let named = |line: &Line| chart::Period::named(line.name.clone());
    let points = table.lines.iter().filter_map(|line| line.cells.first());
    let bars = Bars {
        categories: table.lines.iter().map(named).collect(),
        series: vec![Series::new(table.name.clone(), points.map(Cell::point))],
        breaks: Vec::new(),
        stacking: Stacking::Grouped,
    };
    bars.sideways(axis, frame)
}

fn series(line: &Line) -> Series {
    Series::new(line.name.clone(), line.cells.iter().map(Cell::point))
}

/// The country behind its parts, where it is of their size.
fn dashed(unit: Unit, country: &Line) -> Option<Series> {
    match unit {
        Unit::Number | Unit::Money => None,
        Unit::Percent | Unit::Typical | Unit::Rate => Some(series(country)),
    }
}

/// True for shares that are the parts of one whole in every period.
fn adds_up(table: &Table) -> bool {
    let whole = |at: usize| {
        let cells = table.lines.iter().filter_map(|line| line.cells.get(at));
        let sum: Option<f64> = cells.map(|cell| cell.value).sum();
        sum.is_some_and(|sum| WHOLE.contains(&sum))
    };
    let is_parted = table.country.is_none() && table.lines.len() > 1;
    table.unit == Unit::Percent && is_parted && (0..table.periods.len()).all(whole)
}

/// Where courts were reorganised: their figures are given on the map of today.
pub(super) fn breaks(language: Language, reference: &Reference, periods: &[String]) -> Vec<Break> {
    let successors = reference
        .courts
        .values()
        .flat_map(|court| &court.successors);
    let begun = successors.filter_map(|code| reference.courts.get(code)?.valid_from);
    let mut at: Vec<usize> = begun
        .filter_map(|day| {
            let (quarter, year) = (period::quarter_of(day), day.format("%Y").to_string());
            periods
                .iter()
                .position(|code| *code == quarter || *code == year)
        })
        .filter(|at| *at > 0)
        .collect();
    at.sort_unstable();
    at.dedup();
    let label = language.t("break-courts");
    let of = |before| Break {
        before,
        label: format!("[b] {label}"),
    };
    at.into_iter().map(of).collect()
}
