//! Matters whose beginning was voided: no row says anything of them any more, and their
//! events are kept findable, since history is never edited (events 4f).

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;
use medreg_domain::Stream;
use serde::{Deserialize, Serialize};

use crate::store::{Batch, Store, StoreError};
use crate::table;

const PREFIX: u8 = b'z';

/// Where the events of a voided matter stand.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Trace {
    pub(crate) positions: Vec<u64>,
    pub(crate) corrected_on: Option<NaiveDate>,
}

/// Every voided matter: few, and asked for whenever a matter begins, so all in memory.
#[derive(Clone, Debug, Default)]
pub(crate) struct Voided {
    traces: BTreeMap<Stream, Trace>,
    touched: Vec<Stream>,
}

impl Voided {
    pub(crate) fn load(store: &Store) -> Result<Self, StoreError> {
        let traces = table::rows(store, PREFIX).collect::<Result<_, _>>()?;
        Ok(Self {
            traces,
            touched: Vec::new(),
        })
    }

    pub(crate) fn find(&self, stream: Stream) -> Option<&Trace> {
        self.traces.get(&stream)
    }

    pub(crate) fn keep(&mut self, stream: Stream, trace: Trace) {
        self.traces.insert(stream, trace);
        self.touched.push(stream);
    }

    fn remove(&mut self, stream: Stream) -> Option<Trace> {
        let trace = self.traces.remove(&stream)?;
        self.touched.push(stream);
        Some(trace)
    }

    /// True where something is to be written.
    pub(crate) fn is_touched(&self) -> bool {
        !self.touched.is_empty()
    }

    pub(crate) fn flush(&mut self, store: &Store, batch: &mut Batch) -> Result<(), StoreError> {
        for stream in self.touched.drain(..) {
            let key = format!("{}{stream}", char::from(PREFIX));
            match self.traces.get(&stream) {
                Some(trace) => batch.put(key.as_bytes(), store.encode(trace)?),
                None => batch.remove(key.as_bytes()),
            }
        }
        Ok(())
    }
}

/// Takes the trace of a matter that is there again; nearly none was ever voided, so that what
/// readers share is not copied for it.
pub(crate) fn take(voided: &mut Arc<Voided>, stream: Stream) -> Option<Trace> {
    voided.find(stream)?;
    Arc::make_mut(voided).remove(stream)
}
