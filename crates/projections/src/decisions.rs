//! What was kept aside and will not be judged again, by a person's decision.

use std::collections::BTreeSet;

use medreg_domain::oversight::OversightEvent;
use medreg_domain::{Digest, EventId};

use crate::small::Small;
use crate::store::{Batch, Store, StoreError};

const PREFIX: u8 = b'd';

/// Every decision, by the leaf that the message is or would make: few, so all in memory.
#[derive(Clone, Debug)]
pub(crate) struct Decisions {
    decided: Small<Digest, Option<EventId>>,
    refused: BTreeSet<EventId>,
}

impl Decisions {
    pub(crate) fn load(store: &Store) -> Result<Self, StoreError> {
        let decided: Small<Digest, Option<EventId>> = Small::load(store, PREFIX)?;
        Ok(Self {
            refused: decided.rows().values().copied().flatten().collect(),
            decided,
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
        self.decided.put(leaf_hash, refused);
        self.refused.extend(refused);
    }

    pub(crate) fn is_decided(&self, leaf_hash: &Digest) -> bool {
        self.decided.rows().contains_key(leaf_hash)
    }

    pub(crate) fn is_refused(&self, event: EventId) -> bool {
        self.refused.contains(&event)
    }

    /// True where something is to be written.
    pub(crate) fn is_touched(&self) -> bool {
        !self.decided.touched().is_empty()
    }

    pub(crate) fn flush(&mut self, store: &Store, batch: &mut Batch) -> Result<(), StoreError> {
        self.decided.flush(store, batch)
    }
}
