//! Workload: each entry's kind, and the procedures started under it by year (S27).

use std::collections::BTreeMap;

use medreg_domain::EntryNo;
use medreg_domain::entry::EntryKind;
use serde::{Deserialize, Serialize};

use super::rows::{Counted, scan};
use crate::store::{Store, StoreError};

pub(super) const PREFIX: &str = "sw";

/// What one mediator's entry carried.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Workload {
    /// The kind as first registered: a facet that changed would end what it never started.
    pub(crate) kind: Option<EntryKind>,
    /// Procedures started, by year.
    pub(crate) started: BTreeMap<i32, i64>,
}

impl Counted for Workload {
    fn settle(&mut self) -> bool {
        self.started.retain(|_, count| *count != 0);
        self.kind.is_none() && self.started.is_empty()
    }
}

/// Every entry's workload, by number.
pub(crate) fn workloads(
    store: &Store,
) -> impl Iterator<Item = Result<(EntryNo, Workload), StoreError>> {
    scan(store, PREFIX, |text| text.parse().ok())
}
