//! What was known when: the running maximum of recording times over the history.
//!
//! As at an instant the office knew the longest prefix of the history before the first event
//! recorded after it. Everything from that event on reached the office after the instant,
//! whatever it states itself: a court that was offline records in time and arrives late, and
//! is not known before it arrives. The rule needs the history alone, so that any auditor who
//! holds a copy finds the same position.

use std::ops::Range;

use chrono::{DateTime, Utc};

use crate::store::{Batch, Store, StoreError};
use crate::table::{RowNo, Table};

const PREFIX: u8 = b't';

/// Events under one maximum: a bundle of the history, so that refining reads one file.
const BLOCK: u64 = 256;

/// Maxima in one row.
const BLOCKS: u64 = 64;

/// Rows kept in memory between batches: only the newest is written.
const ROWS_IN_MEMORY_MAX: usize = 16;

/// The maxima, in milliseconds: times are recorded to the millisecond.
#[derive(Debug)]
pub(crate) struct Instants {
    rows: Table<RowNo, Vec<i64>>,
    latest: i64,
}

impl Instants {
    pub(crate) fn load(store: &Store, size: u64) -> Result<Self, StoreError> {
        let rows: Table<RowNo, Vec<i64>> = Table::new(PREFIX);
        let newest = match size.checked_sub(1) {
            Some(last) => rows.peek(store, row_of(last))?,
            None => None,
        };
        let latest = newest.and_then(|maxima| maxima.last().copied());
        Ok(Self {
            rows,
            latest: latest.unwrap_or(i64::MIN),
        })
    }

    /// The same once all that was added is committed.
    pub(crate) fn committed(&self) -> Self {
        Self {
            rows: Table::new(PREFIX),
            latest: self.latest,
        }
    }

    pub(crate) fn add(
        &mut self,
        store: &Store,
        position: u64,
        time: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        self.latest = self.latest.max(time.timestamp_millis());
        let maxima = self.rows.change_or(store, row_of(position), Vec::new)?;
        let at = usize::try_from(position / BLOCK % BLOCKS).unwrap_or(usize::MAX);
        match maxima.get_mut(at) {
            Some(maximum) => *maximum = self.latest,
            None => maxima.push(self.latest),
        }
        Ok(())
    }

    /// The block of events in which the first one recorded after the instant lies; empty, at
    /// the end, where none is.
    pub(crate) fn block_after(
        &self,
        store: &Store,
        size: u64,
        instant: DateTime<Utc>,
    ) -> Result<Range<u64>, StoreError> {
        let instant = instant.timestamp_millis();
        let events_in_row = BLOCK * BLOCKS;
        let (mut first, mut end) = (0, size.div_ceil(events_in_row));
        while first < end {
            let middle = first.midpoint(end);
            let maxima = self.rows.peek(store, RowNo(middle))?.unwrap_or_default();
            if maxima.last().is_some_and(|maximum| *maximum > instant) {
                end = middle;
            } else {
                first = middle + 1;
            }
        }
        let maxima = self.rows.peek(store, RowNo(first))?.unwrap_or_default();
        let before = maxima.partition_point(|maximum| *maximum <= instant) as u64;
        let from = (first * events_in_row + before * BLOCK).min(size);
        Ok(from..(from + BLOCK).min(size))
    }

    pub(crate) fn flush(&mut self, store: &Store, batch: &mut Batch) -> Result<(), StoreError> {
        self.rows.flush(store, batch)
    }

    pub(crate) fn shrink(&mut self) {
        self.rows.shrink(ROWS_IN_MEMORY_MAX);
    }
}

fn row_of(position: u64) -> RowNo {
    RowNo(position / BLOCK / BLOCKS)
}
