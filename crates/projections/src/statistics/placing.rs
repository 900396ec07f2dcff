//! Maps: to which court and region a figure belongs, as reported or as courts stand today.

use chrono::NaiveDate;
use medreg_domain::reference::Reference;
use medreg_domain::{CourtCode, RegionCode};
use serde::Serialize;

/// The map figures are given on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "map", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Map {
    /// Each court under the code that stands in its numbers.
    AsReported,
    /// Each court's figures at the court that has taken over by a day.
    Current {
        /// The day.
        on: NaiveDate,
    },
}

/// A map with the facts it follows.
#[derive(Clone, Copy, Debug)]
pub(super) struct Placing<'r> {
    pub(super) map: Map,
    pub(super) reference: &'r Reference,
}

impl Placing<'_> {
    /// The court a court's figures belong to, and its region.
    pub(super) fn place(&self, court: CourtCode) -> (CourtCode, RegionCode) {
        let court = match self.map {
            Map::AsReported => court,
            Map::Current { on } => self.reference.current_court(court, on),
        };
        let row = self.reference.courts.get(&court);
        (court, row.map_or_else(|| court.region(), |row| row.region))
    }

    /// The courts on the map on a day.
    pub(super) fn courts(&self, day: NaiveDate) -> impl Iterator<Item = CourtCode> {
        let on = match self.map {
            Map::AsReported => day,
            Map::Current { on } => on,
        };
        let stands = move |(court, row): (&CourtCode, &medreg_domain::reference::Court)| {
            let begun = row.valid_from.is_none_or(|from| from <= on);
            let ended = row.valid_to.is_some_and(|to| to < on);
            (begun && !ended).then_some(*court)
        };
        self.reference.courts.iter().filter_map(stands)
    }
}
