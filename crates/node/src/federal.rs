//! The federal aggregator's core: takes events into the history and folds them into views.
//!
//! Order of durability: history first, then views with the transport's position, then
//! receipts. A crash in between is healed by catching the views up from the history; what
//! the transport delivers again is dropped by its court sequence.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use medreg_domain::{CourtCode, Rejection, Source};
use medreg_log::{
    Checkpoint, Disk, Leaf, LeafError, NoteError, Recorded, Recovery, SigningKey, SourceHead,
    TileError, TileWriter,
};
use medreg_projections::{
    AsAtError, Fold, Opened, Positioned, RebuildError, Recall, SnapshotError, StoreError, Views,
    catch_up,
};

use crate::entropy::Entropy;
use crate::query::QueryHandle;
use crate::transport::Delivery;

mod discarding;
mod erasing;
mod gaps;
pub mod held;
mod holding;
pub mod intake;
pub mod keyring;
pub mod quarantine;
mod reading;
mod releasing;
pub mod request;
mod retrying;
pub mod service;
mod snapshots;
mod stating;

use intake::{Prepared, Taken};
use keyring::Keyring;
use quarantine::{Quarantine, QuarantineError, Reason};
pub use snapshots::snapshots_folder;
pub use stating::Clock;
use stating::Consequence;

/// Why the office cannot go on.
#[derive(Debug, thiserror::Error)]
pub enum FederalError {
    /// The history failed.
    #[error(transparent)]
    History(#[from] TileError),
    /// The views failed; they are rebuilt from the history.
    #[error(transparent)]
    Views(#[from] StoreError),
    /// The views could not be brought up to the history.
    #[error(transparent)]
    Rebuild(#[from] RebuildError),
    /// What could not enter the history could not be kept aside either.
    #[error(transparent)]
    Quarantine(#[from] QuarantineError),
    /// The views as they were cannot be made.
    #[error(transparent)]
    AsAt(#[from] AsAtError),
    /// A snapshot of the views cannot be kept.
    #[error(transparent)]
    Snapshot(#[from] SnapshotError),
    /// A folder for views as they were cannot be made.
    #[error("no folder for the views as they were can be made")]
    Folder(#[source] std::io::Error),
    /// The tables of a release cannot be written.
    #[error("the tables of a release cannot be written")]
    Tables(#[source] std::io::Error),
    /// The law said no; nothing is stated.
    #[error(transparent)]
    Rejected(#[from] Rejection),
    /// A key's name is not one.
    #[error(transparent)]
    Key(#[from] NoteError),
    /// A leaf is malformed.
    #[error(transparent)]
    Leaf(#[from] LeafError),
    /// An event could not be written down.
    #[error("the event cannot be written")]
    Encode(#[from] serde_json::Error),
    /// The operating system gives no random bytes.
    #[error("the operating system gives no random bytes")]
    Entropy(#[from] rand::rngs::SysError),
}

/// The keys of a federal office.
#[derive(Debug)]
pub struct OfficeKeys {
    /// Signs checkpoints; its name is the origin.
    pub log: SigningKey,
    /// Signs the office's own facts and receipts.
    pub federal: SigningKey,
}

/// What opening found and did.
#[derive(Debug)]
pub struct Opening {
    /// What the end of the history looked like.
    pub recovery: Recovery,
    /// Whether the views could be read.
    pub views: Opened,
    /// Events the views had to catch up.
    pub caught_up: u64,
}

/// The federal office.
#[derive(Debug)]
pub struct Federal {
    folder: PathBuf,
    disk: Disk,
    history: TileWriter,
    fold: Fold,
    quarantine: Quarantine,
    /// Courts whose events wait because they contradict each other.
    paused: BTreeSet<CourtCode>,
    key: SigningKey,
    entropy: Entropy,
    clock: Clock,
}

/// Where the history lies in an office's folder.
pub fn history_folder(data: &Path) -> PathBuf {
    data.join("history")
}

/// Where the views lie in an office's folder.
pub fn views_folder(data: &Path) -> PathBuf {
    data.join("views")
}

/// The name of the key that signs the office's own facts.
pub fn federal_key_name(origin: &str) -> String {
    format!("federal.{origin}")
}

impl Federal {
    /// Begins an office's history.
    pub fn create(data: &Path, keys: &OfficeKeys) -> Result<(), FederalError> {
        Self::create_on(Disk::default(), data, keys)
    }

    /// The same on a disk that may be simulated.
    pub fn create_on(disk: Disk, data: &Path, keys: &OfficeKeys) -> Result<(), FederalError> {
        TileWriter::create_on(disk, &history_folder(data), again(&keys.log)?)?;
        Ok(())
    }

    /// Opens an office: puts the end of the history in order and catches the views up.
    pub fn open(
        data: &Path,
        keys: OfficeKeys,
        entropy: Entropy,
        progress: impl FnMut(u64),
    ) -> Result<(Self, Opening), FederalError> {
        let disk = Disk::default();
        Self::open_on(&disk, Clock::System, data, keys, entropy, progress)
    }

    /// The same on a disk that may be simulated, dating what follows from events by a clock
    /// that may be theirs.
    pub fn open_on(
        disk: &Disk,
        clock: Clock,
        data: &Path,
        keys: OfficeKeys,
        entropy: Entropy,
        progress: impl FnMut(u64),
    ) -> Result<(Self, Opening), FederalError> {
        let history = history_folder(data);
        let (history, recovery) = TileWriter::open_on(disk.clone(), &history, keys.log)?;
        let (mut fold, opened) = Fold::open_on(disk, &views_folder(data))?;
        let before = fold.views().cursor().position;
        catch_up(
            &mut fold,
            &history.reader(),
            history.flushed_size(),
            progress,
        )?;
        let caught_up = fold.views().cursor().position - before;
        fold.recall_by(Recall::over(history.reader()));
        let mut quarantine = Quarantine::open(disk, data)?;
        quarantine.settle(fold.views())?;
        let mut federal = Self {
            folder: data.to_owned(),
            disk: disk.clone(),
            history,
            fold,
            quarantine,
            paused: BTreeSet::new(),
            key: keys.federal,
            entropy,
            clock,
        };
        federal.state_what_was_cut_off()?;
        federal.resume()?;
        Ok((
            federal,
            Opening {
                recovery,
                views: opened,
                caught_up,
            },
        ))
    }

    /// The views as committed.
    pub fn views(&self) -> &Views {
        self.fold.views()
    }

    /// Who answers questions from what is committed, while this goes on.
    pub fn queries(&self, keyring: Arc<Keyring>) -> QueryHandle {
        QueryHandle::new(&self.folder, self.fold.reader(), keyring)
    }

    /// The history, to be read.
    pub fn history(&self) -> &TileWriter {
        &self.history
    }

    /// What was kept aside.
    pub fn quarantine(&self) -> &Quarantine {
        &self.quarantine
    }

    /// The key that signs the office's own facts and receipts.
    pub fn key(&self) -> &SigningKey {
        &self.key
    }

    /// The office's folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Takes up again what an upgrade or an enrolment may let pass by now.
    fn retry(&mut self) -> Result<(), FederalError> {
        let deliveries = self.ready(Reason::may_pass)?;
        if !deliveries.is_empty() {
            self.take(deliveries, None)?;
        }
        Ok(())
    }

    /// What was kept for such reasons and whose turn has come; a court that contradicts itself
    /// has none.
    fn ready(&self, of: impl Fn(Reason) -> bool) -> Result<Vec<Delivery>, FederalError> {
        let is_paused = |source| self.is_paused(source);
        Ok(self.quarantine.ready(self.fold.views(), of, is_paused)?)
    }

    /// Appends a leaf to the history and folds it into the views, and with it what follows
    /// from it; none of it is durable yet.
    fn record(&mut self, leaf: &Leaf<'_>, recorded: Recorded) -> Result<(), FederalError> {
        let leaf_hash = leaf.hash();
        let consequence = recorded.source.court().zip(Consequence::of(&recorded));
        let position = self.history.append(leaf.as_bytes(), leaf_hash)?;
        self.fold.apply(&Positioned {
            position,
            leaf_hash,
            recorded,
        })?;
        match consequence {
            Some((court, consequence)) => self.state_consequence(court, consequence),
            None => Ok(()),
        }
    }

    /// Flushes the history and lets the views read it back: a correction is judged and folded
    /// by the events of its matter, which may have come a moment before it.
    fn flush_for_recall(&mut self) -> Result<(), FederalError> {
        self.history.flush()?;
        self.fold.recall_by(Recall::over(self.history.reader()));
        Ok(())
    }

    /// Makes history, then views, durable.
    fn commit(&mut self, transport: Option<&[u8]>) -> Result<(), FederalError> {
        self.flush_for_recall()?;
        self.fold.commit(transport)?;
        self.keep_snapshot()
    }

    /// Takes deliveries in: what is sound enters the history, the rest is kept aside.
    pub fn take(
        &mut self,
        deliveries: Vec<Delivery>,
        transport: Option<&[u8]>,
    ) -> Result<Taken, FederalError> {
        self.take_prepared(intake::prepare(deliveries), transport)
    }

    /// Takes deliveries in whose own shape was checked before.
    pub fn take_prepared(
        &mut self,
        prepared: Prepared,
        transport: Option<&[u8]>,
    ) -> Result<Taken, FederalError> {
        let mut taken = Taken::default();
        let mut prepared = prepared;
        while !prepared.is_empty() {
            let before = taken.recorded;
            intake::take(self, prepared, &mut taken)?;
            self.state_contradictions(&mut taken)?;
            let mut ready = self.ready(Reason::waits)?;
            // Something of the court it waits for may just have come.
            if ready.is_empty() && taken.recorded > before {
                ready = self.ready(|reason| reason == Reason::Predecessor)?;
            }
            prepared = intake::prepare(ready);
        }
        self.state_gaps(&taken)?;
        self.commit(transport)?;
        self.quarantine
            .forget_recorded(self.fold.views(), Reason::may_pass)?;
        Ok(taken)
    }

    /// Signs and publishes a checkpoint over everything durable.
    pub fn publish(&mut self) -> Result<Checkpoint, FederalError> {
        Ok(self.history.publish()?)
    }

    /// Signs checkpoints with the key that follows too, from now on.
    pub fn sign_also(&mut self, next: SigningKey) -> Result<(), FederalError> {
        Ok(self.history.sign_also(next)?)
    }

    /// The last event taken from a source.
    pub(crate) fn source_head(&self, source: Source) -> Option<SourceHead> {
        let head = self.fold.views().sources().head(source)?;
        Some(SourceHead {
            seq: head.courtseq,
            leaf_hash: head.leaf_hash,
        })
    }
}

fn again(key: &SigningKey) -> Result<SigningKey, NoteError> {
    SigningKey::from_seed(key.name(), &key.seed())
}
