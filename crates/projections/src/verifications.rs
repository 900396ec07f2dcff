//! Checks of documents that no longer stand, wherever they are relied on (R36).

use medreg_domain::{EventId, VerificationId};

use crate::store::{Batch, Store, StoreError};
use crate::table::{self, Table};

const PREFIX: u8 = b'w';

/// The event that revoked each check.
#[derive(Debug)]
pub(crate) struct Withdrawn(Table<VerificationId, EventId>);

impl Withdrawn {
    pub(crate) fn new() -> Self {
        Self(Table::new(PREFIX))
    }

    /// Notes that a check is revoked; the first event that says so stays.
    pub(crate) fn note(
        &mut self,
        store: &Store,
        id: VerificationId,
        event: EventId,
    ) -> Result<(), StoreError> {
        self.0.change_or(store, id, || event).map(drop)
    }

    pub(crate) fn flush(&mut self, store: &Store, batch: &mut Batch) -> Result<(), StoreError> {
        self.0.flush(store, batch)
    }

    pub(crate) fn shrink(&mut self) {
        self.0.shrink(0);
    }
}

/// The event that revoked a check, if one did.
pub(crate) fn withdrawn(store: &Store, id: VerificationId) -> Result<Option<EventId>, StoreError> {
    table::row(store, PREFIX, id)
}
