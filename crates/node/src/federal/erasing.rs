//! Erasure: the fact first, then the keys; what a crash leaves undone is done at the next start.

use chrono::{DateTime, Utc};
use medreg_domain::entry::event::EntryEvent;
use medreg_domain::oversight::{self, Erasable};
use medreg_domain::{DataKeyId, EntryNo, Event};

use super::keyring::{Keyring, KeyringError};
use super::{Federal, FederalError};

impl Federal {
    /// Erases the name and contact behind an entry, with the ground as a code; tells which data
    /// keys are to be destroyed wherever they are. The fact is durable when this returns.
    pub fn erase(
        &mut self,
        entry_no: EntryNo,
        basis: &str,
        at: DateTime<Utc>,
    ) -> Result<Vec<DataKeyId>, FederalError> {
        let on = at.date_naive();
        let erasable = match self.fold.views().entry(entry_no)? {
            None => None,
            Some(row) => Some(Erasable {
                entry_no,
                standing: row.entry.validity.standing(on),
                keys: self.keys_named_at(&row.positions)?,
                is_erased: self.fold.views().erasure(entry_no).is_some(),
            }),
        };
        let keys = erasable.iter().flat_map(|entry| entry.keys.clone());
        let keys: Vec<DataKeyId> = keys.collect();
        let erased = oversight::erase(erasable, basis)?;
        self.state_one(on, Event::from(erased), at)?;
        self.commit(None)?;
        Ok(keys)
    }

    /// Destroys the keys of every erasure that are still here.
    pub fn destroy_erased(&self, keyring: &Keyring) -> Result<(), KeyringError> {
        let mut keys = self.fold.views().erased_keys().iter();
        keys.try_for_each(|key| keyring.destroy(*key))
    }

    fn keys_named_at(&self, positions: &[u64]) -> Result<Vec<DataKeyId>, FederalError> {
        let mut keys = Vec::new();
        for position in positions {
            let key = key_named_by(&self.fold.views().recalled(*position)?.event);
            keys.extend(key.filter(|key| !keys.contains(key)));
        }
        Ok(keys)
    }
}

/// The data key that opens what an event seals.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the other events seal nothing"
)]
fn key_named_by(event: &Event) -> Option<DataKeyId> {
    let Event::Entry(event) = event else {
        return None;
    };
    let personal = match event.as_ref() {
        EntryEvent::MediatorRegistered { personal, .. } => Some(personal),
        EntryEvent::ProfileChanged { changed, .. } => changed.personal.as_ref(),
        _ => None,
    };
    personal.map(|personal| personal.key)
}
