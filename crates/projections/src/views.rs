//! The views: what the rows say, and the facts in memory that questions need beside them.
//!
//! What is asked of the rows is in `views/queries.rs`, of earlier positions in
//! `views/earlier.rs`. Nothing here writes: that is the [fold](crate::Fold).

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::decisions::Decisions;
use crate::erasures::Erasures;
use crate::identities::Identities;
use crate::instants::Instants;
use crate::oversight::AuditRules;
use crate::positions::Positions;
use crate::recall::Recall;
use crate::releases::Releases;
use crate::sources::Sources;
use crate::store::{Batch, Store, StoreError};
use crate::voided::Voided;

mod earlier;
mod queries;

pub(crate) const CURSOR_KEY: &[u8] = b"!cursor";

/// Where the transport stands: of no meaning outside the office's own folder.
pub(crate) const TRANSPORT_KEY: &[u8] = b"!transport";

/// How far the views have come, and what they count in all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cursor {
    /// Events taken: the next position.
    pub position: u64,
    /// Entries ever registered.
    pub entries: u64,
    /// Disputes ever referred.
    pub referrals: u64,
    /// Findings that are open.
    pub findings: u64,
}

/// What the views say, in two hashes that no interleaving of the courts changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Digests {
    /// Of the register.
    pub register: [u8; 32],
    /// Of the statistics.
    pub statistics: [u8; 32],
}

/// The views of a federal office.
#[derive(Debug)]
pub struct Views {
    pub(crate) store: Store,
    pub(crate) cursor: Cursor,
    rules: &'static AuditRules,
    pub(crate) recall: Option<Recall>,
    pub(crate) sources: Arc<Sources>,
    pub(crate) decisions: Arc<Decisions>,
    pub(crate) erasures: Arc<Erasures>,
    pub(crate) releases: Arc<Releases>,
    pub(crate) voided: Arc<Voided>,
    pub(crate) positions: Positions,
    pub(crate) identities: Identities,
    pub(crate) instants: Instants,
}

impl Views {
    /// The views whose rows a store holds.
    pub(crate) fn over(store: Store) -> Result<Self, StoreError> {
        let cursor = cursor(&store)?;
        Ok(Self {
            cursor,
            rules: AuditRules::shipped()?,
            recall: None,
            sources: Arc::new(Sources::load(&store)?),
            decisions: Arc::new(Decisions::load(&store)?),
            erasures: Arc::new(Erasures::load(&store)?),
            releases: Arc::new(Releases::load(&store)?),
            voided: Arc::new(Voided::load(&store)?),
            positions: Positions::new(),
            identities: Identities::new(),
            instants: Instants::load(&store, cursor.position)?,
            store,
        })
    }

    /// The same views for those who read, once all that was taken over is committed.
    pub(crate) fn committed(&self) -> Self {
        Self {
            store: self.store.clone(),
            cursor: self.cursor,
            rules: self.rules,
            recall: self.recall.clone(),
            sources: Arc::clone(&self.sources),
            decisions: Arc::clone(&self.decisions),
            erasures: Arc::clone(&self.erasures),
            releases: Arc::clone(&self.releases),
            voided: Arc::clone(&self.voided),
            positions: Positions::new(),
            identities: Identities::new(),
            instants: self.instants.committed(),
        }
    }

    /// Writes what changed in memory into a batch. What did not change is not copied for it,
    /// though readers hold it too.
    pub(crate) fn stage(&mut self, batch: &mut Batch) -> Result<(), StoreError> {
        let store = &self.store;
        Arc::make_mut(&mut self.sources).flush(store, batch)?;
        if self.decisions.is_touched() {
            Arc::make_mut(&mut self.decisions).flush(store, batch)?;
        }
        if self.erasures.is_touched() {
            Arc::make_mut(&mut self.erasures).flush(store, batch)?;
        }
        if self.releases.is_touched() {
            Arc::make_mut(&mut self.releases).flush(store, batch)?;
        }
        if self.voided.is_touched() {
            Arc::make_mut(&mut self.voided).flush(store, batch)?;
        }
        self.positions.flush(store, batch)?;
        self.identities.flush(store, batch)?;
        self.instants.flush(store, batch)?;
        batch.put(CURSOR_KEY, store.encode(&self.cursor)?);
        Ok(())
    }

    pub(crate) fn shrink(&mut self) {
        self.positions.shrink();
        self.identities.shrink();
        self.instants.shrink();
    }

    /// What counting needs beside the rows of a matter.
    pub(crate) fn world(&self) -> (&Store, &Sources) {
        (&self.store, &self.sources)
    }

    pub(crate) fn recall_by(&mut self, recall: Recall) {
        self.recall = Some(recall);
    }

    pub(crate) fn store(&self) -> &Store {
        &self.store
    }
}

/// How far the rows in a store have come.
pub(crate) fn cursor(store: &Store) -> Result<Cursor, StoreError> {
    match store.get(CURSOR_KEY)? {
        Some(bytes) => store.decode(&bytes),
        None => Ok(Cursor::default()),
    }
}
