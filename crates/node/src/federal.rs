//! The federal aggregator's core: takes events into the history and folds them into views.
//!
//! Order of durability: history first, then views with the transport's position, then
//! receipts. A crash in between is healed by catching the views up from the history; what
//! the transport delivers again is dropped by its court sequence.

use std::path::{Path, PathBuf};

use chrono::{DateTime, NaiveDate, Utc};
use medreg_domain::reference::event::ReferenceEvent;
use medreg_domain::{Docket, Event, Source};
use medreg_log::{
    Checkpoint, Draft, Leaf, LeafError, NoteError, Recorded, Recovery, SigningKey, SourceHead,
    TileError, TileWriter, encode, event_type,
};
use medreg_projections::{Opened, Positioned, RebuildError, Recall, StoreError, Views, catch_up};

use crate::entropy::Entropy;
use crate::transport::Delivery;

pub mod intake;
pub mod keyring;
pub mod quarantine;
mod reading;
pub mod service;

use intake::{Prepared, Taken};
use quarantine::{Quarantine, QuarantineError, Reason};

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
    history: TileWriter,
    views: Views,
    quarantine: Quarantine,
    key: SigningKey,
    entropy: Entropy,
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
        TileWriter::create(&history_folder(data), again(&keys.log)?)?;
        Ok(())
    }

    /// Opens an office: puts the end of the history in order and catches the views up.
    pub fn open(
        data: &Path,
        keys: OfficeKeys,
        entropy: Entropy,
        progress: impl FnMut(u64),
    ) -> Result<(Self, Opening), FederalError> {
        let (history, recovery) = TileWriter::open(&history_folder(data), keys.log)?;
        let (mut views, opened) = Views::open(&views_folder(data))?;
        let before = views.cursor().position;
        catch_up(
            &mut views,
            &history.reader(),
            history.flushed_size(),
            progress,
        )?;
        let caught_up = views.cursor().position - before;
        let quarantine = Quarantine::open(&data.join("quarantine"))?;
        let mut federal = Self {
            folder: data.to_owned(),
            history,
            views,
            quarantine,
            key: keys.federal,
            entropy,
        };
        federal.retry()?;
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
        &self.views
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
        let reasons = [Reason::Gap, Reason::TypeUnknown, Reason::UnknownSource];
        let deliveries = self.quarantine.ready(&self.views, &reasons)?;
        if !deliveries.is_empty() {
            self.take(deliveries, None)?;
        }
        Ok(())
    }

    /// States facts of the office's own, durably.
    pub fn state(
        &mut self,
        facts: &[(NaiveDate, ReferenceEvent)],
        at: DateTime<Utc>,
    ) -> Result<(), FederalError> {
        for (on, fact) in facts {
            self.state_one(*on, fact, at)?;
        }
        self.commit(None)?;
        self.retry()
    }

    fn state_one(
        &mut self,
        on: NaiveDate,
        fact: &ReferenceEvent,
        at: DateTime<Utc>,
    ) -> Result<(), FederalError> {
        let event = Event::from(fact.clone());
        let head = self.views.sources().head(Source::Federal);
        let draft = Draft {
            id: self.entropy.uuid(at)?,
            source: Source::Federal,
            event_type: event_type(&event),
            subject: event.subject(Source::Federal, &Docket::default()),
            time: at,
            occurred_on: on,
            ruleset: None,
            actor: "FEDERAL_OFFICE:f-1".to_owned(),
            correlation_id: None,
            causation_id: None,
            seen: None,
            data: encode(&event)?,
        };
        let courtseq = head.map_or(0, |head| head.courtseq) + 1;
        let line = draft.line(courtseq, head.map(|head| head.leaf_hash));
        let leaf = Leaf::sign(&line, &self.key)?;
        let recorded = Recorded {
            id: draft.id,
            source: Source::Federal,
            courtseq,
            time: at,
            on,
            event,
            corrects: None,
        };
        self.record(&leaf, recorded)
    }

    /// Appends a leaf to the history and folds it into the views; neither is durable yet.
    fn record(&mut self, leaf: &Leaf<'_>, recorded: Recorded) -> Result<(), FederalError> {
        let leaf_hash = leaf.hash();
        let position = self.history.append(leaf.as_bytes(), leaf_hash)?;
        self.views.apply(&Positioned {
            position,
            leaf_hash,
            recorded,
        })?;
        Ok(())
    }

    /// Flushes the history and lets the views read it back: a correction is judged and folded
    /// by the events of its matter, which may have come a moment before it.
    fn flush_for_recall(&mut self) -> Result<(), FederalError> {
        self.history.flush()?;
        self.views.recall_by(Recall::over(self.history.reader()));
        Ok(())
    }

    /// Makes history, then views, durable.
    fn commit(&mut self, transport: Option<&[u8]>) -> Result<(), FederalError> {
        self.flush_for_recall()?;
        self.views.commit(transport)?;
        Ok(())
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
            intake::take(self, prepared, &mut taken)?;
            let ready = self.quarantine.ready(&self.views, &[Reason::Gap])?;
            prepared = intake::prepare(ready);
        }
        self.commit(transport)?;
        self.quarantine.forget_recorded(&self.views)?;
        Ok(taken)
    }

    /// Signs and publishes a checkpoint over everything durable.
    pub fn publish(&mut self) -> Result<Checkpoint, FederalError> {
        Ok(self.history.publish()?)
    }

    /// The last event taken from a source.
    pub(crate) fn source_head(&self, source: Source) -> Option<SourceHead> {
        let head = self.views.sources().head(source)?;
        Some(SourceHead {
            seq: head.courtseq,
            leaf_hash: head.leaf_hash,
        })
    }
}

fn again(key: &SigningKey) -> Result<SigningKey, NoteError> {
    SigningKey::from_seed(key.name(), &key.seed())
}
