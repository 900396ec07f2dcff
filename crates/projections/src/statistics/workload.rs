//! Workload: each entry's kind, and the procedures started under it by year (S27).

use std::collections::BTreeMap;

use medreg_domain::EntryNo;
use medreg_domain::entry::EntryKind;
use serde::{Deserialize, Serialize};

use super::Sign;
use super::rows::{Counted, scan};
use crate::store::{Store, StoreError};

pub(super) const PREFIX: &str = "sw";

/// What one mediator's entry carried.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Workload {
    /// The kind under which all is counted that is counted of this mediator.
    pub(crate) kind: Option<EntryKind>,
    /// Registrations that stand: one, or none where it was taken back.
    registrations: i64,
    /// Procedures started, by year.
    pub(crate) started: BTreeMap<i32, i64>,
}

impl Workload {
    /// Takes the registration over, or back.
    ///
    /// Taken back, the kind stays until the row is written: what follows from the registration
    /// is taken back after it, under the kind it was counted under. Where procedures are
    /// counted under a kind it stays for good, or they would end where they never started.
    pub(super) fn register(&mut self, kind: EntryKind, sign: Sign) {
        let is_free = self.registrations == 0 && self.started.values().all(|count| *count == 0);
        if sign == Sign::Count && (is_free || self.kind.is_none()) {
            self.kind = Some(kind);
        }
        self.registrations += sign.of(1);
    }
}

impl Counted for Workload {
    fn settle(&mut self) -> bool {
        self.started.retain(|_, count| *count != 0);
        self.registrations == 0 && self.started.is_empty()
    }
}

/// Every entry's workload, by number.
pub(crate) fn workloads(
    store: &Store,
) -> impl Iterator<Item = Result<(EntryNo, Workload), StoreError>> {
    scan(store, PREFIX, |text| text.parse().ok())
}
