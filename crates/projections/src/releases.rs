//! The figures the office has released: frozen as they stood at a position.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use medreg_domain::Digest;
use medreg_domain::oversight::OversightEvent;
use serde::{Deserialize, Serialize};

use crate::small::Small;
use crate::statistics::Period;
use crate::store::{Batch, Store, StoreError};

const PREFIX: u8 = b'y';

/// A release of figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Release {
    /// The day it was made: figures are looked at from it, on its map of courts.
    pub on: NaiveDate,
    /// Events the figures are made of.
    pub position: u64,
    /// SHA-256 of the list of its tables.
    pub tables_hash: Digest,
}

/// Every release, by the newest quarter it holds: few, so all in memory.
#[derive(Clone, Debug)]
pub(crate) struct Releases(Small<Period, Release>);

impl Releases {
    pub(crate) fn load(store: &Store) -> Result<Self, StoreError> {
        Small::load(store, PREFIX).map(Self)
    }

    /// Takes a fact of the office over.
    pub(crate) fn apply(&mut self, on: NaiveDate, event: &OversightEvent) {
        let OversightEvent::StatisticsReleased {
            period,
            position,
            tables_hash,
        } = event
        else {
            return;
        };
        let Ok(period) = period.parse() else { return };
        let release = Release {
            on,
            position: *position,
            tables_hash: *tables_hash,
        };
        self.0.put(period, release);
    }

    pub(crate) fn all(&self) -> &BTreeMap<Period, Release> {
        self.0.rows()
    }

    /// True where something is to be written.
    pub(crate) fn is_touched(&self) -> bool {
        !self.0.touched().is_empty()
    }

    pub(crate) fn flush(&mut self, store: &Store, batch: &mut Batch) -> Result<(), StoreError> {
        self.0.flush(store, batch)
    }
}
