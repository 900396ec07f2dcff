//! Where each event of a source stands in the history, 256 to a row, with enough of its
//! hash to tell a duplicate from a contradiction.

use std::fmt;

use medreg_domain::{Digest, Source};

use crate::store::{Batch, Store, StoreError};
use crate::table::Table;

const PREFIX: u8 = b'i';

/// Events of one source in one row.
const BLOCK: u64 = 256;

/// Rows kept in memory between batches.
const ROWS_IN_MEMORY_MAX: usize = 4_096;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct BlockKey {
    source: Source,
    block: u64,
}

impl fmt::Display for BlockKey {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}/{:012}", self.source, self.block)
    }
}

/// Position and short hash of an event.
pub(crate) type Place = (u64, u64);

/// The places of all events.
#[derive(Debug)]
pub(crate) struct Positions(Table<BlockKey, Vec<Place>>);

impl Positions {
    pub(crate) fn new() -> Self {
        Self(Table::new(PREFIX))
    }

    pub(crate) fn add(
        &mut self,
        store: &Store,
        source: Source,
        courtseq: u64,
        place: Place,
    ) -> Result<(), StoreError> {
        let key = BlockKey {
            source,
            block: (courtseq - 1) / BLOCK,
        };
        self.0.change_or(store, key, Vec::new)?.push(place);
        Ok(())
    }

    /// The place of an event, if it was taken.
    pub(crate) fn find(
        &self,
        store: &Store,
        source: Source,
        courtseq: u64,
    ) -> Result<Option<Place>, StoreError> {
        let Some(index) = courtseq.checked_sub(1) else {
            return Ok(None);
        };
        let block = self.0.peek(
            store,
            BlockKey {
                source,
                block: index / BLOCK,
            },
        )?;
        let at = usize::try_from(index % BLOCK).unwrap_or(usize::MAX);
        Ok(block.and_then(|block| block.get(at).copied()))
    }

    pub(crate) fn flush(&mut self, store: &Store, batch: &mut Batch) -> Result<(), StoreError> {
        self.0.flush(store, batch)
    }

    pub(crate) fn shrink(&mut self) {
        self.0.shrink(ROWS_IN_MEMORY_MAX);
    }
}

/// The first eight bytes of a leaf hash.
pub fn short_hash(leaf_hash: &Digest) -> u64 {
    leaf_hash.0[..8]
        .iter()
        .fold(0, |short, byte| short << 8 | u64::from(*byte))
}
