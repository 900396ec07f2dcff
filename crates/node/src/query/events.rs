//! The history for whoever follows it: events as they were recorded, in order.

use medreg_log::{Leaf, TileReader};
use serde::Serialize;
use serde_json::value::RawValue;

use super::{QueryError, QueryHandle};
use crate::federal::{FederalError, history_folder};

/// Events in one answer.
pub const EVENTS_MAX: usize = 256;

/// One event as it was recorded.
#[derive(Debug, Serialize)]
pub struct RecordedEvent {
    /// Its position in the history.
    pub position: u64,
    /// What was signed, byte for byte.
    pub event: Box<RawValue>,
    /// The signature, as a note writes it: the key's name, its id and the signature.
    pub signature: String,
}

impl QueryHandle {
    /// Events from a position on, so many at most, and how many there are in all.
    pub fn events(&self, from: u64, limit: usize) -> Result<(Vec<RecordedEvent>, u64), QueryError> {
        let size = self.views().cursor().position;
        let limit = limit.min(EVENTS_MAX) as u64;
        let range = from.min(size)..from.saturating_add(limit).min(size);
        let reader = TileReader::over(&history_folder(self.office()), size);
        let mut events = Vec::new();
        let read = reader.leaves(range, |position, bytes| {
            let leaf = Leaf::parse(bytes)?;
            let event = RawValue::from_string(leaf.line().to_owned())?;
            events.push(RecordedEvent {
                position,
                event,
                signature: leaf.signature_header().to_owned(),
            });
            Ok::<_, FederalError>(())
        });
        read?;
        Ok((events, size))
    }
}
