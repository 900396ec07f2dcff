//! Figures from outside the register: inhabitants of regions (S3), new court cases (S8).

use std::collections::BTreeMap;
use std::fmt;

use medreg_domain::reference::event::CasesOf;
use medreg_domain::{CategoryCode, CourtCode, RegionCode};
use serde::{Deserialize, Serialize};

use super::Month;
use super::rows::{Counted, scan};
use crate::store::{Store, StoreError};

pub(super) const POPULATION: &str = "sp";
pub(super) const CASES: &str = "sq";

/// A region's inhabitants on 1 January, by year; the last statement counts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Population(pub(crate) BTreeMap<i32, u64>);

impl Counted for Population {
    fn settle(&mut self) -> bool {
        self.0.is_empty()
    }
}

/// A court in a quarter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct CourtQuarter {
    pub(crate) court: CourtCode,
    pub(crate) year: i32,
    pub(crate) quarter: u8,
}

impl fmt::Display for CourtQuarter {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}/{:04}-Q{}", self.court, self.year, self.quarter)
    }
}

impl CourtQuarter {
    /// The quarter a month lies in.
    pub(super) fn of(court: CourtCode, month: Month) -> Self {
        let (year, quarter) = month.quarter();
        Self {
            court,
            year,
            quarter,
        }
    }

    /// The quarter's first month.
    pub(super) fn month(self) -> Month {
        Month::first_of_quarter(self.year, self.quarter)
    }

    fn parse(text: &str) -> Option<Self> {
        let (court, period) = text.split_once('/')?;
        let (year, quarter) = period.split_once("-Q")?;
        Some(Self {
            court: court.parse().ok()?,
            year: year.parse().ok()?,
            quarter: quarter.parse().ok()?,
        })
    }
}

/// New cases of a court in a quarter, by category.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Cases(pub(crate) BTreeMap<CategoryCode, u32>);

impl Cases {
    pub(super) fn set(&mut self, cases: &[CasesOf]) {
        self.0 = cases
            .iter()
            .map(|cases| (cases.category, cases.count))
            .collect();
    }
}

impl Counted for Cases {
    fn settle(&mut self) -> bool {
        self.0.is_empty()
    }
}

/// Every region's inhabitants.
pub(crate) fn populations(
    store: &Store,
) -> impl Iterator<Item = Result<(RegionCode, Population), StoreError>> {
    scan(store, POPULATION, |text| text.parse().ok())
}

/// Every court's new cases.
pub(crate) fn cases(
    store: &Store,
) -> impl Iterator<Item = Result<(CourtQuarter, Cases), StoreError>> {
    scan(store, CASES, CourtQuarter::parse)
}
