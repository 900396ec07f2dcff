//! Reading ahead: the inbox is fetched and each message checked by itself while the office
//! records the batch before.

use std::time::Duration;

use tokio::sync::mpsc;
use tokio::task::block_in_place;
use tokio::time::{Instant, sleep_until};

use super::intake::{Prepared, prepare};
use crate::transport::{
    Delivery, FETCH_MAX, FederalLink, Inbox, LinkError, Opened, StartOver, StreamPosition,
};

/// How long after an attempt to open the inbox the next one begins.
const OPEN_AGAIN_AFTER: Duration = Duration::from_secs(1);

/// How long a fetch waits for the first message.
const FETCH_WAIT: Duration = Duration::from_millis(500);

/// A fetch of so many means that the office is catching up: it pays to gather more.
const GATHER_FROM: usize = 64;

/// Deliveries taken in together at most.
const GATHER_MAX: usize = 20_000;

/// How long gathering waits for the next messages.
const GATHER_WAIT: Duration = Duration::from_millis(2);

/// Batches read ahead of the one that is recorded.
pub(super) const BATCHES_AHEAD: usize = 1;

/// A batch, with the position of the inbox behind it.
#[derive(Debug, Default)]
pub(super) struct Batch {
    pub(super) prepared: Prepared,
    /// As it is stored with the views; none before the first message of the stream's life.
    pub(super) position: Option<Vec<u8>>,
    pub(super) sequence: u64,
    /// Why reading began at the stream's first message again, where it just did.
    pub(super) started_over: Option<StartOver>,
}

/// What one round of fetching gave.
#[derive(Debug, Default)]
struct Fetched {
    deliveries: Vec<Delivery>,
    started_over: Option<StartOver>,
}

/// Reads behind a position until nobody takes the batches or the link fails for good.
pub(super) async fn read_ahead(
    link: FederalLink,
    position: Option<StreamPosition>,
    batches: mpsc::Sender<Result<Batch, LinkError>>,
) {
    let mut inbox = match open(&link, position, &batches).await {
        Ok(Some(inbox)) => inbox,
        Ok(None) => return,
        Err(error) => {
            drop(batches.send(Err(error)).await);
            return;
        }
    };
    loop {
        let fetched = match fetch(&mut inbox).await {
            Ok(fetched) if fetched.is_empty() => {
                if batches.is_closed() {
                    return;
                }
                continue;
            }
            Ok(fetched) => fetched,
            Err(error) => {
                // The office hears it, or has stopped.
                drop(batches.send(Err(error)).await);
                return;
            }
        };
        let position = inbox.position();
        let batch = Batch {
            prepared: block_in_place(|| prepare(fetched.deliveries)),
            sequence: position.as_ref().map_or(0, |position| position.sequence),
            position: position.and_then(|position| serde_json::to_vec(&position).ok()),
            started_over: fetched.started_over,
        };
        if batches.send(Ok(batch)).await.is_err() {
            return;
        }
    }
}

/// Opens the inbox, again and again where the broker is away for now; none once nobody takes
/// the batches any more.
async fn open(
    link: &FederalLink,
    position: Option<StreamPosition>,
    batches: &mpsc::Sender<Result<Batch, LinkError>>,
) -> Result<Option<Inbox>, LinkError> {
    loop {
        let again_at = Instant::now() + OPEN_AGAIN_AFTER;
        match link.open_inbox(position.clone()).await {
            Ok((inbox, Opened::StartedOver { reason })) => {
                let told = Batch {
                    started_over: Some(reason),
                    ..Batch::default()
                };
                return Ok(batches.send(Ok(told)).await.is_ok().then_some(inbox));
            }
            Ok((inbox, opened @ (Opened::AtFirst | Opened::Resumed))) => {
                tracing::info!(opened = ?opened, "Opened the inbox");
                return Ok(Some(inbox));
            }
            Err(error @ (LinkError::Broker { .. } | LinkError::Unreachable)) => {
                tracing::warn!(error = %error, "Could not open the inbox; trying again");
            }
            Err(error) => return Err(error),
        }
        tokio::select! {
            () = sleep_until(again_at) => {}
            () = batches.closed() => return Ok(None),
        }
    }
}

/// The next messages; none where the link is away for now.
async fn fetch(inbox: &mut Inbox) -> Result<Fetched, LinkError> {
    let mut fetched = Fetched::default();
    fetched.add(inbox.fetch(FETCH_MAX, FETCH_WAIT).await)?;
    // Catching up pays for few syncs this way, and live pays no wait.
    while (GATHER_FROM..GATHER_MAX).contains(&fetched.deliveries.len()) {
        // What came before a failure stands; the next fetch goes on from where the link is then.
        let more = inbox.fetch(FETCH_MAX, GATHER_WAIT).await;
        if !fetched.add(more)? {
            break;
        }
    }
    Ok(fetched)
}

impl Fetched {
    fn is_empty(&self) -> bool {
        self.deliveries.is_empty() && self.started_over.is_none()
    }

    /// Takes what a fetch gave; false if that is nothing. Failures that pass by themselves are
    /// told and give nothing.
    fn add(&mut self, fetched: Result<Vec<Delivery>, LinkError>) -> Result<bool, LinkError> {
        match fetched {
            Ok(more) => {
                let came = !more.is_empty();
                self.deliveries.extend(more);
                Ok(came)
            }
            Err(LinkError::Unreachable) => Ok(false),
            Err(LinkError::StartedOver(reason)) => {
                self.started_over = Some(reason);
                Ok(false)
            }
            Err(error @ LinkError::Broker { .. }) => {
                tracing::warn!(error = %error, "Could not read the inbox; trying again");
                Ok(false)
            }
            Err(error) => Err(error),
        }
    }
}
