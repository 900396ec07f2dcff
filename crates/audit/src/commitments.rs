//! Sealed personal data: where a key is at hand, the content is what was committed to; where
//! one is gone, an erasure says so.

use std::collections::{BTreeMap, BTreeSet};
use std::str::FromStr;

use base64::prelude::{BASE64_STANDARD, Engine};
use medreg_domain::entry::event::{EntryEvent, SealedPersonal};
use medreg_domain::oversight::OversightEvent;
use medreg_domain::{DataKeyId, EntryNo, Event};
use medreg_log::Sealed;
use serde::Serialize;

use crate::bundles::Stated;
use crate::fault::{Class, Faults};

/// The data keys an auditor was given: all that the office has.
#[derive(Clone, Default)]
pub struct DataKeys(BTreeMap<DataKeyId, [u8; 32]>);

/// A file of data keys cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {0} of the data keys is not `KEY-ID BASE64`, with 32 bytes in base64")]
pub struct DataKeysError(pub usize);

/// What became of the sealed data of a history.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Opened {
    /// Events whose content was opened and is what was committed to.
    pub opened: u64,
    /// Data keys that are gone, with an erasure on record.
    pub erased: u64,
}

/// The commitments of a history against the keys at hand.
pub(crate) struct Commitments<'k> {
    keys: &'k DataKeys,
    opened: u64,
    /// Keys that are not at hand, with the first event each would open, and its entry.
    missing: BTreeMap<DataKeyId, (u64, uuid::Uuid, EntryNo)>,
    erased: BTreeSet<String>,
    /// Keys that an erasure destroyed, with where it says so.
    destroyed: BTreeMap<DataKeyId, (u64, uuid::Uuid)>,
}

impl<'k> Commitments<'k> {
    pub(crate) fn new(keys: &'k DataKeys) -> Self {
        Self {
            keys,
            opened: 0,
            missing: BTreeMap::new(),
            erased: BTreeSet::new(),
            destroyed: BTreeMap::new(),
        }
    }

    pub(crate) fn take(&mut self, index: u64, stated: &Stated, faults: &mut Faults) {
        match &stated.event {
            Some(Event::Entry(event)) => {
                if let Some((entry_no, personal)) = personal(event) {
                    self.open((index, stated.id, entry_no), personal, faults);
                }
            }
            Some(Event::Oversight(event)) => {
                if let OversightEvent::PersonalDataErased { subject, keys, .. } = event.as_ref() {
                    self.erased.insert(subject.clone());
                    let destroyed = keys.iter().map(|key| (*key, (index, stated.id)));
                    self.destroyed.extend(destroyed);
                }
            }
            _ => {}
        }
    }

    fn open(
        &mut self,
        place: (u64, uuid::Uuid, EntryNo),
        personal: &SealedPersonal,
        faults: &mut Faults,
    ) {
        let Some(key) = self.keys.0.get(&personal.key) else {
            self.missing.entry(personal.key).or_insert(place);
            return;
        };
        let (index, id, _) = place;
        let sealed = Sealed {
            commitment: personal.commitment,
            sealed: personal.sealed.clone(),
        };
        match sealed.open(key) {
            Ok(_) => self.opened += 1,
            Err(error) => {
                let detail = format!("data key `{}`: {error}", personal.key);
                faults.at(Class::Commitment, index, Some(id.to_string()), detail);
            }
        }
    }

    pub(crate) fn finish(self, faults: &mut Faults) -> Opened {
        for (key, (index, id)) in &self.destroyed {
            if self.keys.0.contains_key(key) {
                let detail = format!("data key `{key}` is at hand though it was erased");
                faults.at(Class::Commitment, *index, Some(id.to_string()), detail);
            }
        }
        let mut erased = 0;
        for (key, (index, id, entry_no)) in &self.missing {
            if self.erased.contains(&format!("entry/{entry_no}")) {
                erased += 1;
            } else {
                let detail = format!("data key `{key}` is gone, and no erasure is on record");
                faults.at(Class::Commitment, *index, Some(id.to_string()), detail);
            }
        }
        Opened {
            opened: self.opened,
            erased,
        }
    }
}

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the other events seal nothing"
)]
fn personal(event: &EntryEvent) -> Option<(EntryNo, &SealedPersonal)> {
    match event {
        EntryEvent::MediatorRegistered {
            entry_no, personal, ..
        } => Some((*entry_no, personal)),
        EntryEvent::ProfileChanged {
            entry_no, changed, ..
        } => Some((*entry_no, changed.personal.as_ref()?)),
        _ => None,
    }
}

impl FromStr for DataKeys {
    type Err = DataKeysError;

    fn from_str(text: &str) -> Result<Self, DataKeysError> {
        let mut keys = BTreeMap::new();
        for (at, line) in text.lines().enumerate() {
            let wrong = DataKeysError(at + 1);
            let (id, base64) = line.split_once(' ').ok_or(wrong.clone())?;
            let id = id.parse().map_err(|_| wrong.clone())?;
            let key = BASE64_STANDARD.decode(base64).map_err(|_| wrong.clone())?;
            keys.insert(id, key.try_into().map_err(|_| wrong)?);
        }
        Ok(Self(keys))
    }
}

impl std::fmt::Debug for DataKeys {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "DataKeys({}, secret)", self.0.len())
    }
}
