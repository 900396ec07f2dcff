//! The regions on a map of tiles, each with its figure of one period and, in at most five steps,
//! how large that is among the others.

use medreg_domain::RegionCode;

use super::cell::{Cell, Flag};
use super::table::{Line, Table};
use super::{finding, period};
use crate::language::Language;
use crate::page::tiles::place;

/// Shades of the map.
const STEPS: usize = 5;

/// A figure of each region in one period.
#[derive(Clone, Debug)]
pub(super) struct RegionMap {
    pub(super) period: String,
    pub(super) tiles: Vec<Tile>,
    /// The shades that occur, each with the figures it stands for.
    pub(super) key: Vec<(String, String)>,
}

/// A region with its figure.
#[derive(Clone, Debug)]
pub(super) struct Tile {
    pub(super) name: String,
    pub(super) figure: String,
    /// The classes of its place and shade.
    pub(super) class: String,
}

impl RegionMap {
    /// The map of a table by region, of the newest period that is final; none where no figure
    /// of it is shown.
    pub(super) fn of(language: Language, table: &Table) -> Option<Self> {
        let at = finding::newest(table.country.as_ref()?)?;
        let code = table.periods.get(at)?;
        let known = table.lines.iter().filter_map(|line| {
            let region: RegionCode = line.code.parse().ok()?;
            Some((region, line, line.cells.get(at)?))
        });
        let known: Vec<(RegionCode, &Line, &Cell)> = known.collect();
        let values = known.iter().filter_map(|(_, _, cell)| cell.value);
        let mut values: Vec<f64> = values.collect();
        values.sort_by(f64::total_cmp);
        if values.is_empty() {
            return None;
        }
        let tile = |(region, line, cell): &(RegionCode, &Line, &Cell)| {
            let shade = shade(&values, cell);
            Tile {
                name: line.name.clone(),
                figure: cell.label(),
                class: format!("{} {shade}", place(*region)).trim().to_owned(),
            }
        };
        let cells: Vec<&Cell> = known.iter().map(|(_, _, cell)| *cell).collect();
        Some(Self {
            period: period::long(language, code),
            tiles: known.iter().map(tile).collect(),
            key: key(&values, &cells),
        })
    }
}

/// The step of a value among all, which are sorted: a fifth of the regions each, and those that
/// are equal together.
fn step(values: &[f64], value: f64) -> usize {
    let lower = values.iter().filter(|other| **other < value).count();
    1 + lower * STEPS / values.len().max(1)
}

/// The class of a figure's shade.
fn shade(values: &[f64], cell: &Cell) -> String {
    match cell.value {
        Some(value) => format!("mr-k{}", step(values, value)),
        None if cell.has(Flag::C) => "mr-kc".to_owned(),
        None => "mr-kz".to_owned(),
    }
}

/// What the shades stand for: the lowest and the highest figure of each.
fn key(values: &[f64], cells: &[&Cell]) -> Vec<(String, String)> {
    let mut known: Vec<(f64, &Cell)> = cells
        .iter()
        .filter_map(|cell| Some((cell.value?, *cell)))
        .collect();
    known.sort_by(|one, other| one.0.total_cmp(&other.0));
    let shades = known.chunk_by(|one, other| step(values, one.0) == step(values, other.0));
    let rows = shades.filter_map(|shade| {
        let ((low, lowest), (high, highest)) = shade.first().zip(shade.last())?;
        let (lowest, highest) = (plain(lowest), plain(highest));
        let said = if low.total_cmp(high).is_eq() || lowest == highest {
            lowest
        } else {
            format!("{lowest} – {highest}")
        };
        Some((format!("mr-k{}", step(values, *low)), said))
    });
    rows.collect()
}

/// A figure without its marks.
fn plain(cell: &Cell) -> String {
    if cell.text.is_empty() {
        cell.label()
    } else {
        cell.text.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::super::cell::Unit;
    use super::*;

    fn line(code: &str, cell: Cell) -> Line {
        Line {
            code: code.to_owned(),
            name: format!("Region {code}"),
            cells: vec![cell],
        }
    }

    fn counted(count: Option<i64>) -> Cell {
        Cell::counted(Language::En, count)
    }

    fn table(cells: impl IntoIterator<Item = (&'static str, Cell)>) -> Table {
        let lines = cells.into_iter().map(|(code, cell)| line(code, cell));
        Table {
            figure: "started".to_owned(),
            name: String::new(),
            head: String::new(),
            unit: Unit::Number,
            periods: vec!["2024-Q4".to_owned()],
            lines: lines.collect(),
            country: Some(line("", counted(Some(100)))),
        }
    }

    #[test]
    fn regions_fall_into_five_steps_and_what_is_withheld_into_none() {
        let cells = [
            ("10", counted(Some(5))),
            ("11", counted(Some(8))),
            ("15", counted(Some(8))),
            ("19", counted(Some(20))),
            ("75", counted(Some(1_500))),
            ("79", counted(None)),
        ];
        let map = RegionMap::of(Language::En, &table(cells)).unwrap();
        let seen = map.tiles.iter();
        let seen: Vec<(&str, &str)> = seen
            .map(|tile| (tile.figure.as_str(), tile.class.as_str()))
            .collect();
        assert_eq!(
            seen,
            [
                ("5", "mr-y3 mr-x5 mr-k1"),
                ("8", "mr-y2 mr-x3 mr-k2"),
                ("8", "mr-y2 mr-x2 mr-k2"),
                ("20", "mr-y4 mr-x5 mr-k4"),
                ("1,500", "mr-y5 mr-x5 mr-k5"),
                ("[c]", "mr-y5 mr-x3 mr-kc"),
            ]
        );
        let key = [
            ("mr-k1", "5"),
            ("mr-k2", "8"),
            ("mr-k4", "20"),
            ("mr-k5", "1,500"),
        ];
        assert_eq!(
            map.key,
            key.map(|(shade, said)| (shade.to_owned(), said.to_owned()))
        );
    }

    #[test]
    fn a_shade_is_named_by_its_ends() {
        let codes = ["10", "11", "15", "19", "23", "27", "31", "33", "35", "39"];
        let cells = codes
            .into_iter()
            .zip((1..).map(|count| counted(Some(count))));
        let map = RegionMap::of(Language::En, &table(cells)).unwrap();
        let key: Vec<&str> = map.key.iter().map(|(_, said)| said.as_str()).collect();
        assert_eq!(key, ["1 – 2", "3 – 4", "5 – 6", "7 – 8", "9 – 10"]);
    }

    #[test]
    fn where_nothing_is_shown_there_is_no_map() {
        let hidden = [("10", counted(None)), ("11", counted(None))];
        assert!(RegionMap::of(Language::En, &table(hidden)).is_none());
        let country = Table {
            country: None,
            ..table([("10", counted(Some(5)))])
        };
        assert!(RegionMap::of(Language::En, &country).is_none());
    }
}
