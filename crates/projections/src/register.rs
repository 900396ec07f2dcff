//! The federal register: every court's entries, as their courts state them.

use chrono::NaiveDate;
use medreg_domain::entry::Entry;
use medreg_domain::entry::event::EntryEvent;
use medreg_domain::{EntryNo, Event};
use medreg_log::Recorded;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::store::{Batch, Store, StoreError};
use crate::table::Table;

const PREFIX: u8 = b'e';

/// Entries kept in memory between batches; more are read again when touched.
const ROWS_IN_MEMORY_MAX: usize = 20_000;

/// An entry with the events it follows from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntryRow {
    /// The entry as the law folds it.
    pub entry: Entry,
    /// The events, oldest first.
    pub events: Vec<Uuid>,
    /// The civil date of the newest of them.
    pub changed_on: NaiveDate,
}

/// The register's rows.
#[derive(Debug)]
pub(crate) struct Register(Table<EntryNo, EntryRow>);

impl Register {
    pub(crate) fn new() -> Self {
        Self(Table::new(PREFIX))
    }

    pub(crate) fn apply(
        &mut self,
        store: &Store,
        recorded: &Recorded,
        event: &EntryEvent,
    ) -> Result<(), StoreError> {
        if let Some((entry_no, entry)) = Entry::begin(event) {
            let begun = EntryRow {
                entry,
                events: Vec::new(),
                changed_on: recorded.on,
            };
            let row = self.0.change_or(store, entry_no, || begun)?;
            row.events.push(recorded.id);
        } else if let Some(entry_no) = event.entry_no()
            && let Some(row) = self.0.change(store, entry_no)?
        {
            row.entry.evolve(event, recorded.on);
            row.events.push(recorded.id);
            row.changed_on = recorded.on;
        }
        Ok(())
    }

    pub(crate) fn contains(
        &mut self,
        store: &Store,
        entry_no: EntryNo,
    ) -> Result<bool, StoreError> {
        self.0.contains(store, entry_no)
    }

    pub(crate) fn flush(&mut self, store: &Store, batch: &mut Batch) -> Result<(), StoreError> {
        self.0.flush(store, batch)
    }

    pub(crate) fn shrink(&mut self) {
        self.0.shrink(ROWS_IN_MEMORY_MAX, |_, _| false);
    }
}

/// One entry.
pub(crate) fn entry(store: &Store, entry_no: EntryNo) -> Result<Option<EntryRow>, StoreError> {
    let row = store.get(format!("{}{entry_no}", char::from(PREFIX)).as_bytes())?;
    row.map(|bytes| store.decode(&bytes)).transpose()
}

/// Every entry, by number.
pub(crate) fn entries(
    store: &Store,
) -> impl Iterator<Item = Result<(EntryNo, EntryRow), StoreError>> {
    store.scan(&[PREFIX]).filter_map(move |row| {
        let parsed = row.and_then(|(key, value)| {
            let number = std::str::from_utf8(&key[1..])
                .ok()
                .and_then(|text| text.parse().ok());
            number
                .map(|number| Ok((number, store.decode(&value)?)))
                .transpose()
        });
        parsed.transpose()
    })
}

/// The digest of what the register says: sorted rows, no positions and no event ids, and
/// commitments in place of sealed content, so that neither interleaving nor erasure shows.
pub(crate) fn digest(store: &Store) -> Result<[u8; 32], StoreError> {
    let mut hash = Sha256::new();
    for row in entries(store) {
        let (entry_no, mut row) = row?;
        row.entry.personal.sealed.clear();
        hash.update(entry_no.to_string().as_bytes());
        let bytes = store.encode(&row.entry)?;
        hash.update((bytes.len() as u64).to_be_bytes());
        hash.update(&bytes);
    }
    Ok(hash.finalize().into())
}

/// True if the event concerns the register.
pub(crate) fn concerns(event: &Event) -> Option<&EntryEvent> {
    match event {
        Event::Entry(event) => Some(event),
        Event::Reference(_)
        | Event::Referral(_)
        | Event::Fund(_)
        | Event::Outreach(_)
        | Event::Correction(_)
        | Event::Oversight(_) => None,
    }
}
