//! Entries whose name and contact were erased, and the data keys that are destroyed with them.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use medreg_domain::oversight::OversightEvent;
use medreg_domain::{DataKeyId, EntryNo};
use serde::{Deserialize, Serialize};

use crate::small::Small;
use crate::store::{Batch, Store, StoreError};

const PREFIX: u8 = b'b';

/// When an entry's name and contact were erased.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Erasure {
    /// The day.
    pub on: NaiveDate,
    /// On what ground, as a code.
    pub basis: String,
    /// The keys that opened them.
    pub keys: Vec<DataKeyId>,
}

/// Every erasure: few, so all in memory.
#[derive(Clone, Debug)]
pub(crate) struct Erasures {
    erased: Small<EntryNo, Erasure>,
    keys: BTreeSet<DataKeyId>,
}

impl Erasures {
    pub(crate) fn load(store: &Store) -> Result<Self, StoreError> {
        let erased: Small<EntryNo, Erasure> = Small::load(store, PREFIX)?;
        let keys = erased.rows().values().flat_map(|erasure| &erasure.keys);
        Ok(Self {
            keys: keys.copied().collect(),
            erased,
        })
    }

    /// Takes a fact of the office over.
    pub(crate) fn apply(&mut self, on: NaiveDate, event: &OversightEvent) {
        let OversightEvent::PersonalDataErased {
            subject,
            basis,
            keys,
        } = event
        else {
            return;
        };
        let named = subject.strip_prefix("entry/").map(str::parse);
        let Some(Ok(entry_no)) = named else { return };
        let erasure = Erasure {
            on,
            basis: basis.clone(),
            keys: keys.clone(),
        };
        self.keys.extend(keys);
        self.erased.put(entry_no, erasure);
    }

    pub(crate) fn find(&self, entry_no: EntryNo) -> Option<&Erasure> {
        self.erased.rows().get(&entry_no)
    }

    pub(crate) fn all(&self) -> &BTreeMap<EntryNo, Erasure> {
        self.erased.rows()
    }

    pub(crate) fn keys(&self) -> &BTreeSet<DataKeyId> {
        &self.keys
    }

    /// The entries whose erasure is to be written.
    pub(crate) fn touched(&self) -> impl Iterator<Item = EntryNo> {
        self.erased.touched().iter().copied()
    }

    /// True where something is to be written.
    pub(crate) fn is_touched(&self) -> bool {
        !self.erased.touched().is_empty()
    }

    pub(crate) fn flush(&mut self, store: &Store, batch: &mut Batch) -> Result<(), StoreError> {
        self.erased.flush(store, batch)
    }
}
