//! Where the event of an id stands in the history, so that a proof is found without reading it.
//!
//! An id begins with its time (RFC 9562, `UUIDv7`): events of the same minutes lie together, and
//! a commit writes the newest rows alone.

use medreg_domain::EventId;

use crate::store::{Batch, Store, StoreError};
use crate::table::{RowNo, Table};

const PREFIX: u8 = b'j';

/// Ids of one row share their time but for so many bits of milliseconds: 17 minutes.
const TIME_BITS: u32 = 20;

/// Rows kept in memory between batches.
const ROWS_IN_MEMORY_MAX: usize = 4_096;

/// The last four bytes of an id, and a position.
type Place = (u32, u64);

/// The positions of all events, by id.
#[derive(Debug)]
pub(crate) struct Identities(Table<RowNo, Vec<Place>>);

impl Identities {
    pub(crate) fn new() -> Self {
        Self(Table::new(PREFIX))
    }

    pub(crate) fn add(
        &mut self,
        store: &Store,
        id: EventId,
        position: u64,
    ) -> Result<(), StoreError> {
        let row = self.0.change_or(store, row_of(id), Vec::new)?;
        row.push((short(id), position));
        Ok(())
    }

    /// Positions at which the event may stand, first in front: one, but for ids that end alike.
    pub(crate) fn find(&self, store: &Store, id: EventId) -> Result<Vec<u64>, StoreError> {
        let row = self.0.peek(store, row_of(id))?.unwrap_or_default();
        let alike = row.into_iter().filter(|(end, _)| *end == short(id));
        Ok(alike.map(|(_, position)| position).collect())
    }

    pub(crate) fn flush(&mut self, store: &Store, batch: &mut Batch) -> Result<(), StoreError> {
        self.0.flush(store, batch)
    }

    pub(crate) fn shrink(&mut self) {
        self.0.shrink(ROWS_IN_MEMORY_MAX);
    }
}

/// The row of an id: its 48 bits of time, less those that a row shares.
fn row_of(id: EventId) -> RowNo {
    let bytes = id.0.as_bytes()[..6].iter();
    let time = bytes.fold(0, |time, byte| time << 8 | u64::from(*byte));
    RowNo(time >> TIME_BITS)
}

fn short(id: EventId) -> u32 {
    let bytes = id.0.as_bytes()[12..].iter();
    bytes.fold(0, |short, byte| short << 8 | u32::from(*byte))
}
