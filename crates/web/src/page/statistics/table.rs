//! Tables of figures: groups or figures down, periods across.

use std::collections::BTreeMap;

use medreg_domain::reference::Reference;
use medreg_projections::statistics::PeriodRange;
use medreg_projections::statistics::indicator::{Answer, Indicator, Row};

use super::cell::{Cell, Flag, Unit};
use super::{names, period};
use crate::language::Language;

/// Figures of one unit over the same periods.
#[derive(Clone, Debug)]
pub(super) struct Table {
    /// Its first figure, as programs are told it.
    pub(super) figure: String,
    pub(super) name: String,
    /// What the first column names.
    pub(super) head: String,
    pub(super) unit: Unit,
    /// The periods as questions name them.
    pub(super) periods: Vec<String>,
    pub(super) lines: Vec<Line>,
    /// The whole country, where the lines are parts of it.
    pub(super) country: Option<Line>,
}

/// The figures of one name, one for each period.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// The group or the figure, as programs are told it; empty for the whole country.
    pub(super) code: String,
    pub(super) name: String,
    pub(super) cells: Vec<Cell>,
}

impl Table {
    /// The periods in the heads of the columns.
    pub(super) fn heads(&self, language: Language) -> Vec<String> {
        let heads = self.periods.iter();
        heads.map(|code| period::short(language, code)).collect()
    }

    /// The marks that stand in the table, each with what it means.
    pub(super) fn legend(&self, language: Language) -> Vec<(String, String)> {
        let lines = self.lines.iter().chain(&self.country);
        legend(language, lines.flat_map(|line| &line.cells))
    }
}

/// The marks of some cells, each once with what it means.
pub(super) fn legend<'a>(
    language: Language,
    cells: impl Iterator<Item = &'a Cell>,
) -> Vec<(String, String)> {
    let mut flags: Vec<Flag> = cells.flat_map(|cell| cell.flags.iter().copied()).collect();
    flags.sort_unstable();
    flags.dedup();
    let said = |flag: &Flag| (flag.mark(), language.t(&flag.id()));
    flags.iter().map(said).collect()
}

/// An answer that is to be laid out.
#[derive(Clone, Copy, Debug)]
pub(super) struct Layout<'a> {
    pub(super) language: Language,
    pub(super) reference: &'a Reference,
    pub(super) indicator: Indicator,
    pub(super) answer: &'a Answer,
    /// The same figures of the whole country.
    pub(super) country: &'a Answer,
}

impl Layout<'_> {
    /// The tables of a question about these periods; the first and the last show something.
    pub(super) fn tables(&self, asked: PeriodRange) -> Vec<Table> {
        let asked: Vec<String> = asked.iter().map(|period| period.to_string()).collect();
        let rows = || self.answer.rows.iter().chain(&self.country.rows);
        let is_shown = |period: &String| rows().any(|row| row.period == *period);
        let first = asked.iter().position(is_shown);
        let last = asked.iter().rposition(is_shown);
        let Some((first, last)) = first.zip(last) else {
            return Vec::new();
        };
        let periods = asked[first..=last].to_vec();
        let figures = figures(rows());
        if self.answer.rows.iter().all(|row| row.group.is_empty()) {
            return self.of_country(&figures, &periods);
        }
        let tables = figures.iter().map(|(name, unit_row)| Table {
            figure: (*name).to_owned(),
            name: names::figure(self.language, self.indicator, name),
            head: self.language.t("statistics-group"),
            unit: Unit::of(self.indicator, unit_row.scale),
            lines: self.groups(name, &periods),
            country: Some(self.line_of_country(name, &periods)),
            periods: periods.clone(),
        });
        tables.collect()
    }

    /// Neighbouring figures of one unit stand in one table.
    fn of_country(&self, figures: &[(&str, &Row)], periods: &[String]) -> Vec<Table> {
        let unit = |row: &Row| Unit::of(self.indicator, row.scale);
        let sets: Vec<&[(&str, &Row)]> = figures
            .chunk_by(|one, other| unit(one.1) == unit(other.1))
            .collect();
        let title = names::title(self.language, self.indicator);
        let table = |set: &&[(&str, &Row)]| {
            let unit = set.first().map_or(Unit::Number, |(_, row)| unit(row));
            let lines = set.iter().map(|(name, _)| Line {
                code: (*name).to_owned(),
                name: names::figure(self.language, self.indicator, name),
                ..self.line_of_country(name, periods)
            });
            let lines: Vec<Line> = lines.collect();
            let name = match lines.as_slice() {
                [alone] => alone.name.clone(),
                _ if sets.len() == 1 => title.clone(),
                _ => format!("{title}: {}", unit.said(self.language)),
            };
            Table {
                figure: set.first().map_or("", |(name, _)| name).to_owned(),
                name,
                head: self.language.t("statistics-figure"),
                unit,
                periods: periods.to_vec(),
                lines,
                country: None,
            }
        };
        sets.iter().map(table).collect()
    }

    fn line_of_country(&self, figure: &str, periods: &[String]) -> Line {
        let rows = self.country.rows.iter();
        let rows: Vec<&Row> = rows
            .filter(|row| row.group.is_empty() && row.figure == figure)
            .collect();
        Line {
            code: String::new(),
            name: self.language.t("whole-country"),
            cells: self.cells(figure, &rows, periods),
        }
    }

    /// The groups by name; those of one name with their codes.
    fn groups(&self, figure: &str, periods: &[String]) -> Vec<Line> {
        let mut groups: BTreeMap<Vec<&str>, Vec<&Row>> = BTreeMap::new();
        for row in self.answer.rows.iter().filter(|row| row.figure == figure) {
            let codes = row.group.values().map(String::as_str).collect();
            groups.entry(codes).or_default().push(row);
        }
        let named = groups.into_iter().map(|(codes, rows)| {
            let name = rows.first().map_or_else(String::new, |row| {
                names::group(self.language, self.reference, row)
            });
            (name, codes.join(", "), self.cells(figure, &rows, periods))
        });
        let mut named: Vec<(String, String, Vec<Cell>)> = named.collect();
        named.sort_by(|one, other| {
            let by_name = self.language.compare(&one.0, &other.0);
            by_name.then_with(|| one.1.cmp(&other.1))
        });
        let all: Vec<String> = named.iter().map(|(name, ..)| name.clone()).collect();
        let is_shared = |name: &String| all.iter().filter(|other| *other == name).count() > 1;
        let lines = named.into_iter().map(|(name, codes, cells)| Line {
            name: if is_shared(&name) {
                format!("{name} ({codes})")
            } else {
                name
            },
            code: codes,
            cells,
        });
        lines.collect()
    }

    fn cells(&self, figure: &str, rows: &[&Row], periods: &[String]) -> Vec<Cell> {
        let every = self.answer.rows.iter().chain(&self.country.rows);
        let scale = every
            .clone()
            .find(|row| row.figure == figure)
            .map(|row| row.scale);
        let unit = scale.map_or(Unit::Number, |scale| Unit::of(self.indicator, scale));
        let cell = |period: &String| {
            let row = rows.iter().find(|row| row.period == *period);
            row.map_or_else(
                || Cell::of_nothing(self.language, unit),
                |row| Cell::of(self.language, self.indicator, row),
            )
        };
        periods.iter().map(cell).collect()
    }
}

/// The figures of an answer in their order, each with a row of it.
fn figures<'a>(rows: impl Iterator<Item = &'a Row>) -> Vec<(&'a str, &'a Row)> {
    let mut figures: Vec<(&str, &Row)> = Vec::new();
    for row in rows {
        if figures.iter().all(|(name, _)| *name != row.figure) {
            figures.push((&row.figure, row));
        }
    }
    figures
}
