//! The publisher: carries a court's events from its own log to the office, in order.
//!
//! The log is the outbox. What the hub has taken is asked of the hub, never remembered, so
//! that after any failure identical bytes are sent again from the right place.

use std::time::Duration;

use bytes::Bytes;
use medreg_domain::CourtCode;
use medreg_log::{TileReader, VerifierKey};
use rand::RngExt;
use tokio::sync::watch;
use tokio::time::timeout;

use super::service::DataKeys;
use super::{CourtError, DataKey, message};
use crate::asking::{Answer, Question, open_public_key};
use crate::federal::keyring::{KeyringError, wrap};
use crate::stop::Stop;
use crate::transport::{AskError, BATCH_MAX, CourtLink, Message, PublishError, Published};

/// The longest pause between attempts, drawn at random below it.
const RETRY_MAX: Duration = Duration::from_secs(30);

/// The first pause; it doubles with each failure.
const RETRY_FIRST: Duration = Duration::from_millis(200);

/// Attempts that may fail before the operator is told.
const TOLD_AFTER: u32 = 3;

/// Data keys in one question.
const KEYS_PER_QUESTION: usize = 100;

mod head;

/// Why publishing stopped for good.
#[derive(Debug, thiserror::Error)]
pub enum PublisherError {
    /// The court's log cannot be read.
    #[error(transparent)]
    Log(#[from] CourtError),
    /// The broker does not let this court speak.
    #[error(transparent)]
    Denied(PublishError),
    /// The broker does not let this court ask.
    #[error(transparent)]
    NotHeard(AskError),
    /// The hub holds an event that is not in this court's log: somebody else speaks as this court.
    #[error(
        "the hub holds event {courtseq} of {court} with other bytes than this court's log: somebody else signs as this court, or its log was replaced"
    )]
    Contradicted {
        /// The court.
        court: CourtCode,
        /// Which event.
        courtseq: u64,
    },
}

/// Why one attempt failed; the next may not.
enum Attempt {
    Again(String),
    Fatal(PublisherError),
}

/// A court's outbox.
#[derive(Debug)]
pub struct Publisher {
    link: CourtLink,
    log: watch::Receiver<TileReader>,
    keys: DataKeys,
    own: VerifierKey,
    office: VerifierKey,
    /// Events the hub holds; none until asked.
    sent: Option<u64>,
    published: watch::Sender<u64>,
    /// The first event that is wanted again.
    wanted: watch::Sender<Option<u64>>,
    /// Events up to this one are sent again, past the broker's guard against copies.
    again_up_to: u64,
}

/// Has a court's events sent again; clones share it.
#[derive(Clone, Debug)]
pub struct Resend(watch::Sender<Option<u64>>);

impl Resend {
    /// Has everything sent again from an event on; what is there already drops at the office.
    pub fn from(&self, courtseq: u64) {
        self.0.send_modify(|wanted| {
            *wanted = Some(wanted.map_or(courtseq, |known| known.min(courtseq)));
        });
    }
}

impl Publisher {
    /// An outbox over a log that grows, of a court that signs with its own key.
    pub fn new(
        link: CourtLink,
        log: watch::Receiver<TileReader>,
        keys: DataKeys,
        own: VerifierKey,
        office: VerifierKey,
    ) -> Self {
        let published = watch::Sender::new(0);
        Self {
            link,
            log,
            keys,
            own,
            office,
            sent: None,
            published,
            wanted: watch::Sender::new(None),
            again_up_to: 0,
        }
    }

    /// By which events are asked for again.
    pub fn resend(&self) -> Resend {
        Resend(self.wanted.clone())
    }

    /// How many events the hub is known to hold.
    pub fn published(&self) -> watch::Receiver<u64> {
        self.published.subscribe()
    }

    /// Publishes until `stop` turns true or the court may not speak; the events that wait
    /// when it stops are sent at the next start.
    pub async fn run(mut self, mut stop: Stop) -> Result<(), PublisherError> {
        let mut failures = 0u32;
        let mut told = None;
        loop {
            let attempt = tokio::select! {
                biased;
                () = stop.asked() => return Ok(()),
                attempt = self.step() => attempt,
            };
            match attempt {
                Ok(()) => (failures, told) = (0, None),
                Err(Attempt::Fatal(error)) => return Err(error),
                Err(Attempt::Again(why)) => {
                    let pause = pause(failures);
                    failures = failures.saturating_add(1);
                    let court = self.link.court();
                    if failures >= TOLD_AFTER && told.as_ref() != Some(&why) {
                        tracing::warn!(court.id = %court, "Court `{court}` cannot publish, and tries on: {why}");
                        told = Some(why.clone());
                    }
                    tracing::debug!(court.id = %court, pause_ms = pause.as_millis(), "Court `{court}` will publish again: {why}");
                    // Waiting ends early where the court is told to stop.
                    if timeout(pause, stop.asked()).await.is_ok() {
                        return Ok(());
                    }
                }
            }
        }
    }

    /// Publishes one batch, or waits for something to publish.
    async fn step(&mut self) -> Result<(), Attempt> {
        let mut wanted = self.wanted.subscribe();
        if wanted.borrow().is_some() {
            self.go_back().await?;
        }
        let sent = match self.sent {
            Some(sent) => sent,
            None => self.ask_head().await?,
        };
        let reader = self.log.borrow_and_update().clone();
        self.published.send_replace(sent);
        if reader.size() <= sent {
            self.sent = Some(sent);
            let changed = tokio::select! {
                changed = self.log.changed() => changed,
                changed = wanted.changed() => changed,
            };
            return changed.map_err(|_| Attempt::Again("the court has stopped".to_owned()));
        }
        self.send_keys().await?;
        let mut batch = read(&reader, sent).map_err(|error| Attempt::Fatal(error.into()))?;
        for (_, message) in (sent + 1..=self.again_up_to).zip(&mut batch) {
            message.id = None;
        }
        self.sent = None;
        let count = batch.len() as u64;
        match self.publish(sent + 1, &batch).await {
            Ok(_) => self.sent = Some(sent + count),
            Err(error @ (PublishError::Unreachable | PublishError::Busy)) => {
                self.sent = Some(sent);
                return Err(Attempt::Again(error.to_string()));
            }
            Err(error @ (PublishError::Denied { .. } | PublishError::ForeignSource { .. })) => {
                return Err(Attempt::Fatal(PublisherError::Denied(error)));
            }
            Err(error) => return Err(Attempt::Again(error.to_string())),
        }
        Ok(())
    }

    #[tracing::instrument(
        skip_all,
        fields(court.id = %self.link.court(), court.seq = first, events = batch.len())
    )]
    async fn publish(&mut self, first: u64, batch: &[Message]) -> Result<Published, PublishError> {
        self.link.publish(first, batch).await
    }

    /// Goes back to the first event that is wanted again.
    async fn go_back(&mut self) -> Result<(), Attempt> {
        let head = self.ask_head().await?;
        let Some(from) = self.wanted.send_replace(None) else {
            return Ok(());
        };
        self.sent = Some(from.saturating_sub(1).min(head));
        self.again_up_to = self.again_up_to.max(head);
        let court = self.link.court();
        tracing::warn!(court.id = %court, court.seq = from, "Court `{court}` sends its events again from {from} on");
        Ok(())
    }

    /// Hands the office the keys of what is about to be published.
    async fn send_keys(&mut self) -> Result<(), Attempt> {
        loop {
            let pending = self
                .keys
                .pending(KEYS_PER_QUESTION)
                .map_err(|error| Attempt::Again(error.to_string()))?;
            if pending.is_empty() {
                return Ok(());
            }
            hand_over(&self.link, &pending, &self.office)
                .await
                .map_err(|error| Attempt::Again(error.to_string()))?;
            self.keys
                .sent(&pending)
                .map_err(|error| Attempt::Again(error.to_string()))?;
        }
    }
}

/// Data keys could not be handed over; the court still has them.
#[derive(Debug, thiserror::Error)]
pub enum HandOverError {
    /// The office did not answer.
    #[error(transparent)]
    Ask(#[from] AskError),
    /// The answer is not the office's.
    #[error("the office's public key is not signed by the office")]
    PublicKey(#[source] medreg_log::NoteError),
    /// A key could not be wrapped.
    #[error(transparent)]
    Wrap(#[from] KeyringError),
    /// The office did not do what was asked.
    #[error("the office did not keep the data keys: {0}")]
    Refused(String),
    /// Question or answer is malformed.
    #[error("the question or its answer is malformed")]
    Malformed(#[from] serde_json::Error),
}

/// Hands data keys to the office, wrapped to its public key.
pub async fn hand_over(
    link: &CourtLink,
    keys: &[DataKey],
    office: &VerifierKey,
) -> Result<(), HandOverError> {
    let public_key = match ask(link, &Question::Office).await? {
        Answer::Office { note } => {
            open_public_key(&note, office).map_err(HandOverError::PublicKey)?
        }
        other @ (Answer::Reference { .. }
        | Answer::Standing { .. }
        | Answer::Kept { .. }
        | Answer::Refused { .. }) => {
            return Err(HandOverError::Refused(format!("{other:?}")));
        }
    };
    for some in keys.chunks(KEYS_PER_QUESTION) {
        let keys = some
            .iter()
            .map(|key| wrap(key, &public_key))
            .collect::<Result<Vec<_>, _>>()?;
        match ask(link, &Question::PutKeys { keys }).await? {
            Answer::Kept { .. } => {}
            other @ (Answer::Reference { .. }
            | Answer::Standing { .. }
            | Answer::Office { .. }
            | Answer::Refused { .. }) => {
                return Err(HandOverError::Refused(format!("{other:?}")));
            }
        }
    }
    Ok(())
}

pub(super) async fn ask(link: &CourtLink, question: &Question) -> Result<Answer, HandOverError> {
    let answer = link.ask(Bytes::from(serde_json::to_vec(question)?)).await?;
    Ok(serde_json::from_slice(&answer)?)
}

fn unanswered(error: AskError) -> Attempt {
    match error {
        AskError::Denied { .. } => Attempt::Fatal(PublisherError::NotHeard(error)),
        AskError::NobodyListens { .. }
        | AskError::TimedOut { .. }
        | AskError::NotSent { .. }
        | AskError::AnswerMalformed { .. } => Attempt::Again(error.to_string()),
    }
}

/// The next messages after `sent`, as many as one batch may have.
fn read(reader: &TileReader, sent: u64) -> Result<Vec<Message>, CourtError> {
    let end = reader.size().min(sent + BATCH_MAX as u64);
    let mut batch = Vec::new();
    reader.leaves(sent..end, |_, leaf| {
        batch.push(message(leaf)?);
        Ok::<_, CourtError>(())
    })?;
    Ok(batch)
}

fn pause(failures: u32) -> Duration {
    let ceiling = RETRY_FIRST
        .saturating_mul(1 << failures.min(8))
        .min(RETRY_MAX);
    ceiling.mul_f64(rand::rng().random_range(0.5..1.0))
}
