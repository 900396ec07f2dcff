//! Cells by court and month: the form in which all figures are kept.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use medreg_domain::CourtCode;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::rows::{Counted, scan};
use super::{Cell, Facets, Measure, Month, Sign, Tally};
use crate::store::{Store, StoreError};

pub(super) const PREFIX: &str = "sc";

/// Cells of what the link to a court did: another way to the office gives the same register
/// and the same figures of mediation, and other gaps.
pub(super) const SYNC: &str = "qc";

/// A court in a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct CourtMonth {
    pub(crate) court: CourtCode,
    pub(crate) month: Month,
}

impl fmt::Display for CourtMonth {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}/{}", self.court, self.month)
    }
}

impl CourtMonth {
    fn parse(text: &str) -> Option<Self> {
        let (court, month) = text.split_once('/')?;
        Some(Self {
            court: CourtCode::from_str(court).ok()?,
            month: Month::parse(month)?,
        })
    }
}

/// What happened for the same facets: few measures, found faster by looking than by hashing.
type Measured = Vec<(Measure, Cell)>;

/// The cells of one court in one month.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Cells(FxHashMap<Facets, Measured>);

impl Cells {
    pub(super) fn add(&mut self, tally: &Tally, sign: Sign) {
        let measured = self.0.entry(tally.place.facets).or_default();
        let known = measured
            .iter()
            .position(|(measure, _)| *measure == tally.measure);
        let at = known.unwrap_or_else(|| {
            measured.push((tally.measure, Cell::default()));
            measured.len() - 1
        });
        let Some((_, cell)) = measured.get_mut(at) else {
            return;
        };
        cell.count += sign.of(tally.count);
        cell.sum = cell.sum.saturating_add(sign.of(tally.sum));
        if let Some(days) = tally.days {
            cell.add_days(days, sign.of(tally.count));
        }
    }

    /// What happened for each of the facets.
    pub(super) fn by_facets(&self) -> impl Iterator<Item = (&Facets, &[(Measure, Cell)])> {
        let measured = self.0.iter();
        measured.map(|(facets, measured)| (facets, measured.as_slice()))
    }

    /// Each cell with its facets and measure.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&Facets, Measure, &Cell)> {
        self.by_facets().flat_map(|(facets, measured)| {
            measured
                .iter()
                .map(move |(measure, cell)| (facets, *measure, cell))
        })
    }
}

impl Counted for Cells {
    fn settle(&mut self) -> bool {
        self.0.retain(|_, measured| {
            measured.retain(|(_, cell)| !cell.is_zero());
            measured.sort_unstable_by_key(|(measure, _)| *measure);
            !measured.is_empty()
        });
        self.0.is_empty()
    }
}

impl Serialize for Cells {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut sorted: Vec<(&Facets, &Measured)> = self.0.iter().collect();
        sorted.sort_unstable_by_key(|(facets, _)| **facets);
        sorted.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Cells {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let sorted = Vec::<(Facets, Measured)>::deserialize(deserializer)?;
        Ok(Self(sorted.into_iter().collect()))
    }
}

/// Events the office refused, by court, in all months.
pub(crate) fn refused_by_court(store: &Store) -> Result<BTreeMap<CourtCode, i64>, StoreError> {
    let mut refused: BTreeMap<CourtCode, i64> = BTreeMap::new();
    for row in scan(store, SYNC, CourtMonth::parse) {
        let (key, cells): (CourtMonth, Cells) = row?;
        let of_it = cells
            .iter()
            .filter(|(_, measure, _)| *measure == Measure::EventsRefused);
        *refused.entry(key.court).or_default() += of_it.map(|(_, _, cell)| cell.count).sum::<i64>();
    }
    Ok(refused)
}

/// Every court-month with its cells, in two parts where the office spoke of the link.
pub(crate) fn cells(
    store: &Store,
) -> impl Iterator<Item = Result<(CourtMonth, Cells), StoreError>> {
    scan(store, PREFIX, CourtMonth::parse).chain(scan(store, SYNC, CourtMonth::parse))
}
