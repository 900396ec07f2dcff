//! One sentence from the data: what the newest figure is, and how it differs from that of a
//! year before.

use super::cell::{Cell, Flag, Unit};
use super::period;
use super::table::{Line, Table};
use crate::language::Language;

/// Below this many a difference is told in numbers, for a share of so few says too much.
const SHARE_FROM: f64 = 20.0;

/// The newest figure of a line that may no longer change, or the newest at all.
pub(super) fn newest(line: &Line) -> Option<usize> {
    let cells = line.cells.iter();
    let is_shown = |cell: &Cell| cell.value.is_some() || cell.has(Flag::C);
    let is_final = |cell: &Cell| is_shown(cell) && !cell.has(Flag::P);
    cells
        .clone()
        .rposition(is_final)
        .or_else(|| cells.clone().rposition(is_shown))
}

/// The sentence about a line over these periods.
pub(super) fn of(
    language: Language,
    unit: Unit,
    name: &str,
    line: &Line,
    periods: &[String],
) -> Option<String> {
    let at = newest(line)?;
    let (cell, code) = (line.cells.get(at)?, periods.get(at)?);
    let when = period::long(language, code);
    let label = cell.label();
    let Some(value) = cell.value else {
        let put = [("figure", name), ("period", &when)];
        return Some(language.with("finding-withheld", &put));
    };
    let before = period::year_before(code);
    let before = before.and_then(|before| periods.iter().position(|code| *code == before));
    let before = before.and_then(|at| line.cells.get(at)?.value);
    let (id, change) = match before {
        Some(before) => compared(language, unit, value, before),
        None => ("finding-alone", String::new()),
    };
    let put = [
        ("figure", name),
        ("period", &when),
        ("value", &label),
        ("change", &change),
    ];
    Some(language.with(id, &put))
}

/// How a figure differs from the one before it: the text for that, and by how much.
fn compared(language: Language, unit: Unit, value: f64, before: f64) -> (&'static str, String) {
    let share = 100.0 * (value - before) / before;
    let (difference, decimals, [more, less]) = match unit {
        Unit::Percent => (
            value - before,
            1,
            ["finding-points-more", "finding-points-less"],
        ),
        Unit::Number | Unit::Money if before >= SHARE_FROM => {
            (share, 1, ["finding-percent-more", "finding-percent-less"])
        }
        Unit::Number => (value - before, 0, ["finding-more", "finding-less"]),
        Unit::Money | Unit::Typical | Unit::Rate => {
            (value - before, 1, ["finding-more", "finding-less"])
        }
    };
    let change = language.rounded(difference.abs(), decimals);
    if change == language.rounded(0.0, decimals) {
        return ("finding-same", String::new());
    }
    (if difference > 0.0 { more } else { less }, change)
}

/// Which parts of a country stand highest and lowest in the newest period: where the figure is
/// no mere number, which would only tell how large a part is.
pub(super) fn ends(language: Language, table: &Table) -> Option<String> {
    if matches!(table.unit, Unit::Number | Unit::Money) {
        return None;
    }
    let at = newest(table.country.as_ref()?)?;
    let sound = table.lines.iter().filter_map(|line| {
        let cell = line.cells.get(at).filter(|cell| !cell.has(Flag::U))?;
        Some((cell.value?, line, cell))
    });
    let mut sound: Vec<(f64, &Line, &Cell)> = sound.collect();
    sound.sort_by(|one, other| one.0.total_cmp(&other.0));
    let ((low, lowest, least), (high, highest, most)) = sound.first().zip(sound.last())?;
    if sound.len() < 3 || low.total_cmp(high).is_eq() {
        return None;
    }
    let (least, most) = (least.label(), most.label());
    let put = [
        ("highest", highest.name.as_str()),
        ("most", &most),
        ("lowest", &lowest.name),
        ("least", &least),
    ];
    Some(language.with("finding-ends", &put))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(value: f64, text: &str) -> Cell {
        Cell {
            text: text.to_owned(),
            flags: Vec::new(),
            of: String::new(),
            value: Some(value),
        }
    }

    fn withheld() -> Cell {
        Cell {
            text: String::new(),
            flags: vec![Flag::C],
            of: String::new(),
            value: None,
        }
    }

    #[track_caller]
    fn check(unit: Unit, cells: [Cell; 2], expected: &str) {
        let line = Line {
            code: String::new(),
            name: "Settled".to_owned(),
            cells: cells.to_vec(),
        };
        let periods = ["2025-Q3", "2026-Q3"].map(str::to_owned);
        let said = of(Language::En, unit, "Settled", &line, &periods);
        assert_eq!(said.as_deref(), Some(expected));
    }

    #[test]
    fn a_figure_is_compared_with_that_of_a_year_before() {
        check(
            Unit::Percent,
            [cell(62.3, "62.3 %"), cell(64.2, "64.2 %")],
            "Settled, Q3 2026: 64.2 %, which is 1.9 percentage points more than a year before.",
        );
        check(
            Unit::Number,
            [cell(200.0, "200"), cell(150.0, "150")],
            "Settled, Q3 2026: 150, which is 25.0 % less than a year before.",
        );
        check(
            Unit::Number,
            [cell(7.0, "7"), cell(9.0, "9")],
            "Settled, Q3 2026: 9, which is 2 more than a year before.",
        );
        check(
            Unit::Typical,
            [cell(18.0, "18"), cell(18.0, "18")],
            "Settled, Q3 2026: 18, as much as a year before.",
        );
    }

    #[test]
    fn what_is_withheld_is_neither_told_nor_compared() {
        check(
            Unit::Percent,
            [withheld(), cell(64.2, "64.2 %")],
            "Settled, Q3 2026: 64.2 %.",
        );
        check(
            Unit::Percent,
            [cell(62.3, "62.3 %"), withheld()],
            "Settled, Q3 2026: withheld to protect people.",
        );
    }
}
