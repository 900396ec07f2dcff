//! The federal register: every court's entries, as their courts state them.

use chrono::NaiveDate;
use medreg_domain::entry::Entry;
use medreg_domain::entry::event::EntryEvent;
use medreg_domain::{EntryNo, FeeId};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::matter::Matter;
use crate::sources::Sources;
use crate::store::{Batch, Store, StoreError};
use crate::table::{self, Table};

const PREFIX: u8 = b'e';

/// Entries kept in memory between batches; more are read again when touched.
const ROWS_IN_MEMORY_MAX: usize = 20_000;

/// An entry with the events it follows from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntryRow {
    /// The entry as the law folds it.
    pub entry: Entry,
    /// The events, oldest first, corrections and what they correct among them.
    pub events: Vec<Uuid>,
    /// The civil date of the newest of them that states something itself.
    pub changed_on: NaiveDate,
    /// The fee its validity rests on.
    pub fee: Option<FeeId>,
    /// When its running out was recorded, unless it was renewed since.
    pub lapsed_on: Option<NaiveDate>,
    /// The positions of the events.
    pub positions: Vec<u64>,
    /// The day one of them was corrected last.
    pub corrected_on: Option<NaiveDate>,
}

impl EntryRow {
    /// The row a registration begins; none for any other event.
    pub(crate) fn begin(event: &EntryEvent, on: NaiveDate) -> Option<(EntryNo, Self)> {
        let (entry_no, entry) = Entry::begin(event)?;
        let mut row = Self {
            entry,
            events: Vec::new(),
            changed_on: on,
            fee: None,
            lapsed_on: None,
            positions: Vec::new(),
            corrected_on: None,
        };
        if let EntryEvent::MediatorRegistered { fee_id, .. } = event {
            row.fee = *fee_id;
        }
        Some((entry_no, row))
    }

    /// Takes an event of this entry over. Never fails: what was recorded happened.
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "the law folds the other events alone"
    )]
    pub(crate) fn evolve(&mut self, event: &EntryEvent, on: NaiveDate) {
        match event {
            EntryEvent::EntryRenewed { fee_id, .. } => {
                self.fee = fee_id.or(self.fee);
                self.lapsed_on = None;
            }
            EntryEvent::EntryLapsed { on, .. } => self.lapsed_on = Some(*on),
            _ => {}
        }
        self.entry.evolve(event, on);
        self.changed_on = on;
    }

    /// The row as these events make it; none where its beginning is not among them.
    pub(crate) fn fold(matter: &Matter, sources: &Sources) -> Option<Self> {
        let mut row: Option<Self> = None;
        for standing in &matter.standing() {
            let Some(stated) = standing.entry(sources) else {
                continue;
            };
            match &mut row {
                Some(row) => row.evolve(stated.event, stated.on()),
                None => row = Self::begin(stated.event, stated.on()).map(|(_, row)| row),
            }
        }
        row.map(|row| Self {
            events: matter.ids().into_iter().map(|id| id.0).collect(),
            positions: matter.positions(),
            corrected_on: matter.corrected_on(),
            ..row
        })
    }
}

/// The register's rows.
#[derive(Debug)]
pub(crate) struct Register(Table<EntryNo, EntryRow>);

impl Register {
    pub(crate) fn new() -> Self {
        Self(Table::new(PREFIX))
    }

    /// The entry, if there is one. Looking leaves nothing to be written.
    pub(crate) fn find(
        &mut self,
        store: &Store,
        entry_no: EntryNo,
    ) -> Result<Option<&EntryRow>, StoreError> {
        self.0.find(store, entry_no)
    }

    /// The entry, to be changed, if there is one.
    pub(crate) fn change(
        &mut self,
        store: &Store,
        entry_no: EntryNo,
    ) -> Result<Option<&mut EntryRow>, StoreError> {
        self.0.change(store, entry_no)
    }

    /// Puts the row in place of what is there; none removes it.
    pub(crate) fn replace(&mut self, entry_no: EntryNo, row: Option<EntryRow>) {
        self.0.replace(entry_no, row);
    }

    /// The entries that are to be written.
    pub(crate) fn touched(&self) -> impl Iterator<Item = EntryNo> {
        self.0.touched()
    }

    pub(crate) fn flush(&mut self, store: &Store, batch: &mut Batch) -> Result<(), StoreError> {
        self.0.flush(store, batch)
    }

    pub(crate) fn shrink(&mut self) {
        self.0.shrink(ROWS_IN_MEMORY_MAX);
    }
}

/// One entry.
pub(crate) fn entry(store: &Store, entry_no: EntryNo) -> Result<Option<EntryRow>, StoreError> {
    table::row(store, PREFIX, entry_no)
}

/// Every entry, by number.
pub(crate) fn entries(
    store: &Store,
) -> impl Iterator<Item = Result<(EntryNo, EntryRow), StoreError>> {
    table::rows(store, PREFIX)
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
