//! Matters whose beginning was voided: no row says anything of them any more, and their
//! events are kept findable, since history is never edited (events 4f).

use std::sync::Arc;

use chrono::NaiveDate;
use medreg_domain::Stream;
use serde::{Deserialize, Serialize};

use crate::small::Small;
use crate::store::{Batch, Store, StoreError};

const PREFIX: u8 = b'z';

/// Where the events of a voided matter stand.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Trace {
    pub(crate) positions: Vec<u64>,
    pub(crate) corrected_on: Option<NaiveDate>,
}

/// Every voided matter: few, and asked for whenever a matter begins, so all in memory.
#[derive(Clone, Debug)]
pub(crate) struct Voided(Small<Stream, Trace>);

impl Voided {
    pub(crate) fn load(store: &Store) -> Result<Self, StoreError> {
        Small::load(store, PREFIX).map(Self)
    }

    pub(crate) fn find(&self, stream: Stream) -> Option<&Trace> {
        self.0.rows().get(&stream)
    }

    pub(crate) fn keep(&mut self, stream: Stream, trace: Trace) {
        self.0.put(stream, trace);
    }

    /// True where something is to be written.
    pub(crate) fn is_touched(&self) -> bool {
        !self.0.touched().is_empty()
    }

    pub(crate) fn flush(&mut self, store: &Store, batch: &mut Batch) -> Result<(), StoreError> {
        self.0.flush(store, batch)
    }
}

/// Takes the trace of a matter that is there again; nearly none was ever voided, so that what
/// readers share is not copied for it.
pub(crate) fn take(voided: &mut Arc<Voided>, stream: Stream) -> Option<Trace> {
    voided.find(stream)?;
    Arc::make_mut(voided).0.remove(stream)
}
