//! What a court hears of the office: receipts, requests to resend, and where it stands.
//!
//! A court that publishes everything may still be missing something at the office: a broker
//! that lost its tail acknowledges and forgets. So the court asks, now and then, how far the
//! office is, and sends again what does not arrive.

use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use medreg_domain::CourtCode;
use medreg_log::{TileReader, VerifierKey, leaf_hash};
use serde::Deserialize;
use tokio::sync::watch;
use tokio::time::{Instant, MissedTickBehavior};

use super::publisher::{HandOverError, Resend, ask};
use crate::asking::{Answer, Question};
use crate::receipt::{Receipt, ReceiptError};
use crate::transport::{CourtLink, LinkError, Notice};

/// How often a court asks where it stands, unless it is configured otherwise.
pub const RECONCILE_EVERY: Duration = Duration::from_mins(10);

/// Hearing ends for good.
#[derive(Debug, thiserror::Error)]
pub enum HearingError {
    /// The link failed for good.
    #[error(transparent)]
    Link(#[from] LinkError),
    /// The newest receipt cannot be kept.
    #[error("the receipt cannot be kept at {}", path.display())]
    Keep {
        /// Where.
        path: PathBuf,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// The office has taken an event with other bytes than this court's log holds.
    #[error(
        "the office holds event {courtseq} of {court} with other bytes than this court's log: somebody else signs as this court, or its log was replaced"
    )]
    Contradicted {
        /// The court.
        court: CourtCode,
        /// Which event.
        courtseq: u64,
    },
}

/// A court's ear.
#[derive(Debug)]
pub struct Hearing {
    link: CourtLink,
    office: VerifierKey,
    receipt: PathBuf,
    log: watch::Receiver<TileReader>,
    resend: Resend,
    /// How far the office was when it was asked last, if something was missing there.
    behind: Option<u64>,
}

/// What the office asks to have again.
#[derive(Debug, Deserialize)]
struct Wanted {
    from: u64,
}

impl Hearing {
    /// An ear that keeps the newest receipt in a file.
    pub fn new(
        link: CourtLink,
        office: VerifierKey,
        receipt: PathBuf,
        log: watch::Receiver<TileReader>,
        resend: Resend,
    ) -> Self {
        Self {
            link,
            office,
            receipt,
            log,
            resend,
            behind: None,
        }
    }

    /// Hears until the link closes, and asks where the court stands at these intervals.
    pub async fn run(mut self, every: Duration) -> Result<(), HearingError> {
        let mut notices = self.link.notices().await?;
        let mut ticks = tokio::time::interval_at(Instant::now() + every, every);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                notice = notices.next() => match notice {
                    Some(Notice::Receipt(note)) => self.take(&note)?,
                    Some(Notice::Resend(request)) => self.send_again(&request),
                    None => return Ok(()),
                },
                _ = ticks.tick() => self.reconcile().await?,
            }
        }
    }

    fn take(&self, note: &[u8]) -> Result<(), HearingError> {
        match Receipt::open(note, &self.office, self.link.court()) {
            Ok(receipt) => self.keep(&receipt),
            Err(error) => {
                tracing::warn!(error = %error, "Dropped a receipt that is not the office's");
                Ok(())
            }
        }
    }

    /// Keeps the newest receipt; one of what this court never stated ends the hearing.
    fn keep(&self, receipt: &Receipt) -> Result<(), HearingError> {
        let reader = self.log.borrow().clone();
        let own = receipt.courtseq.checked_sub(1);
        let own = own.and_then(|index| reader.leaf(index).ok());
        if own.is_none_or(|leaf| leaf_hash(&leaf) != receipt.leaf_hash) {
            return Err(HearingError::Contradicted {
                court: receipt.court,
                courtseq: receipt.courtseq,
            });
        }
        let text = serde_json::to_string(receipt).unwrap_or_default();
        let temporary = self.receipt.with_extension("new");
        let kept = fs::write(&temporary, text).and_then(|()| fs::rename(&temporary, &self.receipt));
        kept.map_err(|source| HearingError::Keep {
            path: self.receipt.clone(),
            source,
        })
    }

    fn send_again(&self, request: &[u8]) {
        match serde_json::from_slice::<Wanted>(request) {
            Ok(wanted) => self.resend.from(wanted.from),
            Err(error) => tracing::warn!(error = %error, "Dropped a malformed request to resend"),
        }
    }

    /// Compares the court's head with the office's: what was missing there already when it was
    /// asked before is sent again.
    async fn reconcile(&mut self) -> Result<(), HearingError> {
        let court = self.link.court();
        let taken = match self.standing().await {
            Ok(taken) => taken,
            Err(error) => {
                tracing::debug!(court.id = %court, error = %error, "Could not ask where court `{court}` stands");
                return Ok(());
            }
        };
        if let Some(receipt) = &taken {
            self.keep(receipt)?;
        }
        let taken = taken.map_or(0, |receipt| receipt.courtseq);
        let size = self.log.borrow().size();
        if taken < size && self.behind == Some(taken) {
            self.resend.from(taken + 1);
        }
        self.behind = (taken < size).then_some(taken);
        Ok(())
    }

    async fn standing(&self) -> Result<Option<Receipt>, StandingError> {
        let note = match ask(&self.link, &Question::Standing).await? {
            Answer::Standing { note } => note,
            other @ (Answer::Reference { .. }
            | Answer::Office { .. }
            | Answer::Kept { .. }
            | Answer::Refused { .. }) => {
                return Err(StandingError::Answer(format!("{other:?}")));
            }
        };
        let open = |note: String| Receipt::open(note.as_bytes(), &self.office, self.link.court());
        Ok(note.map(open).transpose()?)
    }
}

/// The office did not say where the court stands.
#[derive(Debug, thiserror::Error)]
enum StandingError {
    #[error(transparent)]
    Asked(#[from] HandOverError),
    #[error(transparent)]
    Receipt(#[from] ReceiptError),
    #[error("the office answers another question: {0}")]
    Answer(String),
}
