//! What was kept aside and will not be judged again, by a person's decision.

use std::collections::{BTreeMap, BTreeSet};

use medreg_domain::oversight::OversightEvent;
use medreg_domain::{Digest, EventId};

use crate::store::{Batch, Store, StoreError};
use crate::table;

const PREFIX: u8 = b'd';

/// Every decision, by the leaf that the message is or would make: few, so all in memory.
#[derive(Clone, Debug, Default)]
pub(crate) struct Decisions {
    decided: BTreeMap<Digest, Option<EventId>>,
    refused: BTreeSet<EventId>,
    touched: Vec<Digest>,
}

impl Decisions {
    pub(crate) fn load(store: &Store) -> Result<Self, StoreError> {
        let decided: BTreeMap<Digest, Option<EventId>> =
            table::rows(store, PREFIX).collect::<Result<_, _>>()?;
        Ok(Self {
            refused: decided.values().copied().flatten().collect(),
            decided,
            touched: Vec::new(),
        })
    }

    /// Takes a fact of the office over.
    pub(crate) fn apply(&mut self, event: &OversightEvent) {
        let (leaf_hash, refused) = match event {
            OversightEvent::EventRefused {
                leaf_hash: Some(leaf_hash),
                event,
                ..
            } => (*leaf_hash, *event),
            OversightEvent::MessageDiscarded { leaf_hash, .. } => (*leaf_hash, None),
            OversightEvent::EventRefused { .. }
            | OversightEvent::AuditFindingRaised { .. }
            | OversightEvent::AuditFindingClosed { .. }
            | OversightEvent::SyncGapDetected { .. }
            | OversightEvent::SyncGapResolved { .. }
            | OversightEvent::StatisticsReleased { .. }
            | OversightEvent::ViewSealed { .. }
            | OversightEvent::PersonalDataErased { .. } => return,
        };
        self.decided.insert(leaf_hash, refused);
        self.refused.extend(refused);
        self.touched.push(leaf_hash);
    }

    pub(crate) fn is_decided(&self, leaf_hash: &Digest) -> bool {
        self.decided.contains_key(leaf_hash)
    }

    pub(crate) fn is_refused(&self, event: EventId) -> bool {
        self.refused.contains(&event)
    }

    /// True where something is to be written.
    pub(crate) fn is_touched(&self) -> bool {
        !self.touched.is_empty()
    }

    pub(crate) fn flush(&mut self, store: &Store, batch: &mut Batch) -> Result<(), StoreError> {
        for leaf_hash in self.touched.drain(..) {
            if let Some(event) = self.decided.get(&leaf_hash) {
                let key = format!("{}{leaf_hash}", char::from(PREFIX));
                batch.put(key.as_bytes(), store.encode(event)?);
            }
        }
        Ok(())
    }
}
