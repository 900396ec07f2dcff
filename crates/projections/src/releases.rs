//! The figures the office has released: frozen as they stood at a position.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use medreg_domain::Digest;
use medreg_domain::oversight::OversightEvent;
use serde::{Deserialize, Serialize};

use crate::statistics::Period;
use crate::store::{Batch, Store, StoreError};
use crate::table;

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
#[derive(Clone, Debug, Default)]
pub(crate) struct Releases {
    made: BTreeMap<Period, Release>,
    touched: Vec<Period>,
}

impl Releases {
    pub(crate) fn load(store: &Store) -> Result<Self, StoreError> {
        Ok(Self {
            made: table::rows(store, PREFIX).collect::<Result<_, _>>()?,
            touched: Vec::new(),
        })
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
        self.made.insert(period, release);
        self.touched.push(period);
    }

    pub(crate) fn all(&self) -> &BTreeMap<Period, Release> {
        &self.made
    }

    /// True where something is to be written.
    pub(crate) fn is_touched(&self) -> bool {
        !self.touched.is_empty()
    }

    pub(crate) fn flush(&mut self, store: &Store, batch: &mut Batch) -> Result<(), StoreError> {
        for period in self.touched.drain(..) {
            if let Some(release) = self.made.get(&period) {
                let key = format!("{}{period}", char::from(PREFIX));
                batch.put(key.as_bytes(), store.encode(release)?);
            }
        }
        Ok(())
    }
}
