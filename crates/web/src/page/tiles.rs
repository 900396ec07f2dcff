//! The regions as a map of tiles: a square each, laid out roughly as the country lies.
//!
//! On a true map the emptiest regions are the largest and the three cities are dots. Here each
//! region has the same room for its name and its word or number.

use medreg_domain::RegionCode;

/// The row, from the north, and the column, from the west, of each region. Neighbours stay
/// neighbours as far as squares let them; a city stands beside or below the region around it,
/// the Caspian Sea and the empty south are left blank.
const PLACES: [(&str, u8, u8); 20] = [
    ("39", 1, 3), // Kostanay
    ("59", 1, 4), // North Kazakhstan
    ("27", 2, 1), // West Kazakhstan
    ("15", 2, 2), // Aktobe
    ("11", 2, 3), // Akmola
    ("71", 2, 4), // Astana
    ("55", 2, 5), // Pavlodar
    ("23", 3, 1), // Atyrau
    ("62", 3, 3), // Ulytau
    ("35", 3, 4), // Karaganda
    ("10", 3, 5), // Abai
    ("63", 3, 6), // East Kazakhstan
    ("47", 4, 1), // Mangystau
    ("43", 4, 2), // Kyzylorda
    ("61", 4, 3), // Turkistan
    ("31", 4, 4), // Zhambyl
    ("19", 4, 5), // Almaty region
    ("33", 4, 6), // Zhetisu
    ("79", 5, 3), // Shymkent
    ("75", 5, 5), // Almaty
];

/// Where a region stands that has no place: below the map, as those that are no more.
const NOWHERE: &str = "mr-y0";

/// The classes that put a region into its place.
pub(super) fn place(region: RegionCode) -> String {
    let code = region.to_string();
    let found = PLACES.iter().find(|(other, ..)| *other == code);
    found.map_or_else(
        || NOWHERE.to_owned(),
        |(_, row, column)| format!("mr-y{row} mr-x{column}"),
    )
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use medreg_domain::reference::builtin;

    use super::*;

    #[test]
    fn every_region_that_has_courts_has_a_place_of_its_own() {
        let courts = builtin::reference().unwrap().courts;
        let standing = courts.values().filter(|court| court.valid_to.is_none());
        let regions: BTreeSet<RegionCode> = standing.map(|court| court.region).collect();
        let places: BTreeSet<String> = regions.iter().map(|region| place(*region)).collect();
        assert_eq!((regions.len(), places.len()), (20, 20), "{places:?}");
        assert!(!places.contains(NOWHERE), "{places:?}");
    }

    #[test]
    fn a_region_that_is_no_more_stands_below_the_map() {
        assert_eq!(place("51".parse().unwrap()), NOWHERE);
    }

    #[test]
    fn the_style_sheet_knows_every_row_and_column() {
        let sheet = include_str!("../../assets/site.css");
        for (code, row, column) in PLACES {
            let (row, column) = (format!(".mr-y{row}{{"), format!(".mr-x{column}{{"));
            assert!(sheet.contains(&row) && sheet.contains(&column), "{code}");
        }
        assert!(sheet.contains(&format!(".{NOWHERE}{{")));
    }
}
