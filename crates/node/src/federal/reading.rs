//! Reading ahead: the inbox is fetched and each message checked by itself while the office
//! records the batch before.

use std::time::Duration;

use tokio::sync::mpsc;
use tokio::task::block_in_place;

use super::intake::{Prepared, prepare};
use crate::transport::{Delivery, FETCH_MAX, Inbox, LinkError};

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
#[derive(Debug)]
pub(super) struct Batch {
    pub(super) prepared: Prepared,
    /// As it is stored with the views; none before the first message of the stream's life.
    pub(super) position: Option<Vec<u8>>,
    pub(super) sequence: u64,
}

/// Reads until nobody takes the batches or the link fails for good.
pub(super) async fn read_ahead(mut inbox: Inbox, batches: mpsc::Sender<Result<Batch, LinkError>>) {
    loop {
        let deliveries = match fetch(&mut inbox).await {
            Ok(deliveries) if deliveries.is_empty() => {
                if batches.is_closed() {
                    return;
                }
                continue;
            }
            Ok(deliveries) => deliveries,
            Err(error) => {
                // The office hears it, or has stopped.
                drop(batches.send(Err(error)).await);
                return;
            }
        };
        let position = inbox.position();
        let batch = Batch {
            prepared: block_in_place(|| prepare(deliveries)),
            sequence: position.as_ref().map_or(0, |position| position.sequence),
            position: position.and_then(|position| serde_json::to_vec(&position).ok()),
        };
        if batches.send(Ok(batch)).await.is_err() {
            return;
        }
    }
}

/// The next messages; none where the link is away for now.
async fn fetch(inbox: &mut Inbox) -> Result<Vec<Delivery>, LinkError> {
    let mut deliveries = passing(inbox.fetch(FETCH_MAX, FETCH_WAIT).await)?;
    // Catching up pays for few syncs this way, and live pays no wait.
    while deliveries.len() >= GATHER_FROM && deliveries.len() < GATHER_MAX {
        match inbox.fetch(FETCH_MAX, GATHER_WAIT).await {
            Ok(more) if more.is_empty() => break,
            Ok(more) => deliveries.extend(more),
            Err(error) => {
                // What came before stands; the next fetch goes on from where the link is then.
                passing(Err(error))?;
                break;
            }
        }
    }
    Ok(deliveries)
}

/// Failures that pass by themselves are told and give nothing.
fn passing(fetched: Result<Vec<Delivery>, LinkError>) -> Result<Vec<Delivery>, LinkError> {
    match fetched {
        Err(LinkError::Unreachable) => Ok(Vec::new()),
        Err(LinkError::StartedOver(reason)) => {
            tracing::warn!(reason = %reason, "The stream is another one: reading starts over, duplicates drop");
            Ok(Vec::new())
        }
        Err(error @ LinkError::Broker { .. }) => {
            tracing::warn!(error = %error, "Could not read the inbox; trying again");
            Ok(Vec::new())
        }
        other => other,
    }
}
