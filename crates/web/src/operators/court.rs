//! How a court node is.

use std::fs;
use std::path::PathBuf;

use medreg_domain::CourtCode;
use medreg_log::{TileReader, VerifierKey};
use medreg_node::Receipt;
use medreg_node::court::service::{CourtHandle, DataKeys};
use medreg_node::transport::CourtLink;
use tokio::sync::watch;

use super::{Look, Watched};

/// A court that is watched.
#[derive(Clone, Debug)]
pub struct CourtWatch {
    /// Which.
    pub court: CourtCode,
    /// The court itself.
    pub handle: CourtHandle,
    /// Its log.
    pub log: watch::Receiver<TileReader>,
    /// How far the hub holds it.
    pub published: watch::Receiver<u64>,
    /// Where the newest receipt is kept.
    pub receipt: PathBuf,
    /// By whom it is signed.
    pub office: VerifierKey,
    /// Data keys that are not handed over yet.
    pub keys: DataKeys,
    /// The way to the office.
    pub link: CourtLink,
}

impl Watched for CourtWatch {
    async fn look(&self) -> Look {
        let mut look = Look::default();
        // Without the office a court works on: that is told, and is no reason to restart it.
        if !self.handle.is_alive() {
            look.unready = Some("the court has stopped".to_owned());
        }
        let connected = if self.link.is_connected() { 1.0 } else { 0.0 };
        look.one(
            "medreg_connected",
            "1 while there is a connection to the broker",
            connected,
        );
        let events = self.log.borrow().size();
        let published = *self.published.borrow();
        let confirmed = self.confirmed().unwrap_or(0);
        for (name, meaning, value) in [
            (
                "medreg_log_events",
                "Events in the court's log, durably",
                events,
            ),
            (
                "medreg_published_events",
                "Events that the hub holds",
                published,
            ),
            (
                "medreg_confirmed_events",
                "Events that the office has taken, by its receipt",
                confirmed,
            ),
            (
                "medreg_unconfirmed_events",
                "Events that only this log is known to hold",
                events.saturating_sub(confirmed),
            ),
        ] {
            look.one(name, meaning, counted(value));
        }
        if let Ok(pending) = self.keys.pending(1_000) {
            let pending = counted(u64::try_from(pending.len()).unwrap_or(u64::MAX));
            look.one(
                "medreg_data_keys_pending",
                "Data keys that the office does not hold yet",
                pending,
            );
        }
        look
    }
}

impl CourtWatch {
    fn confirmed(&self) -> Option<u64> {
        let note = fs::read(&self.receipt).ok()?;
        let receipt = Receipt::open(&note, &self.office, self.court).ok()?;
        Some(receipt.courtseq)
    }
}

/// A count as a figure; exact below 2^53.
#[expect(clippy::cast_precision_loss, reason = "no log has so many events")]
fn counted(count: u64) -> f64 {
    count as f64
}
