//! The link inside one process: an ordered, bounded queue with the same compare-and-set.
//!
//! What the office has read is gone from here, and so is everything when the process
//! ends; the truth is the courts' logs and the office's history. Wrapped data keys, which
//! stand in neither, lie in files.

mod keys;
mod queue;

use std::io;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use medreg_domain::{CourtCode, Source};
use tokio::sync::{mpsc, oneshot};
use tokio::time::{Instant, timeout, timeout_at};

use super::asks::{ANSWER_TIMEOUT, ASKS_MAX, AsksForm, Reply};
use super::inbox::InboxForm;
use super::notices::NoticesForm;
use super::position::body_hash;
use super::{
    Ask, AskError, Asks, Delivery, HubHead, Inbox, KeyError, KeyId, LinkError, Message, Notice,
    Notices, Opened, PublishError, Published, StreamPosition, StreamState, subject,
};
use keys::KeyFiles;
use queue::Queue;

pub use queue::QUEUE_MAX;

/// The hub inside this process; clones share it.
#[derive(Clone, Debug)]
pub struct Embedded {
    queue: Arc<Queue>,
    keys: KeyFiles,
}

/// The directory for keys could not be made.
#[derive(Debug, thiserror::Error)]
#[error("cannot keep wrapped keys in `{}`", path.display())]
pub struct EmbeddedError {
    /// The directory.
    pub path: std::path::PathBuf,
    /// Why.
    #[source]
    pub source: io::Error,
}

/// A court's end in this process.
#[derive(Clone, Debug)]
pub(super) struct CourtEnd {
    hub: Embedded,
    court: CourtCode,
    /// The stream sequence of this court's last message; `None` while it is unknown.
    expected: Option<u64>,
}

/// The office's reader in this process.
#[derive(Debug)]
pub(super) struct Reader {
    queue: Arc<Queue>,
    /// Which reader this is; the newest alone may read.
    number: u64,
    position: Option<StreamPosition>,
}

impl Embedded {
    /// A hub that keeps wrapped data keys as files in `keys`.
    pub fn open(keys: &Path) -> Result<Self, EmbeddedError> {
        let keys = KeyFiles::open(keys).map_err(|source| EmbeddedError {
            path: keys.to_owned(),
            source,
        })?;
        Ok(Self {
            queue: Arc::new(Queue::new()),
            keys,
        })
    }

    pub(super) fn court_end(&self, court: CourtCode) -> CourtEnd {
        CourtEnd {
            hub: self.clone(),
            court,
            expected: None,
        }
    }

    pub(super) fn open_inbox(&self, position: Option<StreamPosition>) -> (Inbox, Opened) {
        let (number, opened) = self.queue.open_reader(position.as_ref());
        let position = position.filter(|_| opened == Opened::Resumed);
        let queue = Arc::clone(&self.queue);
        (
            Inbox(InboxForm::Embedded(Reader {
                queue,
                number,
                position,
            })),
            opened,
        )
    }

    pub(super) fn stream_state(&self) -> StreamState {
        self.queue.state()
    }

    pub(super) fn serve_asks(&self) -> Asks {
        let (sender, asks) = mpsc::channel(ASKS_MAX);
        self.queue.listen_to_asks(sender);
        Asks(AsksForm::Embedded(asks))
    }

    pub(super) fn send_receipt(&self, court: CourtCode, receipt: Bytes) {
        self.queue.notify(court, Notice::Receipt(receipt));
    }

    pub(super) fn send_resend(&self, court: CourtCode, request: Bytes) {
        self.queue.notify(court, Notice::Resend(request));
    }

    pub(super) async fn put_key(&self, id: &KeyId, wrapped: Bytes) -> Result<(), KeyError> {
        self.keys.put(id, wrapped).await
    }

    pub(super) async fn key(&self, id: &KeyId) -> Result<Option<Bytes>, KeyError> {
        self.keys.read(id).await
    }

    pub(super) async fn purge_key(&self, id: &KeyId) -> Result<(), KeyError> {
        self.keys.destroy(id).await
    }
}

impl CourtEnd {
    pub(super) fn court(&self) -> CourtCode {
        self.court
    }

    pub(super) async fn publish(
        &mut self,
        first_seq: u64,
        batch: &[Message],
    ) -> Result<Published, PublishError> {
        let expected = match (self.expected, first_seq) {
            (Some(expected), _) => expected,
            (None, 1) => 0,
            (None, _) => return Err(PublishError::HeadUnknown { first_seq }),
        };
        self.expected = None;
        let source = Source::Court(self.court);
        let last_sequence = self.hub.queue.append(source, expected, batch).await?;
        self.expected = Some(last_sequence);
        Ok(Published { last_sequence })
    }

    pub(super) fn head(&mut self) -> Option<HubHead> {
        let head = self.hub.queue.head(Source::Court(self.court));
        self.expected = Some(head.as_ref().map_or(0, |head| head.sequence));
        head
    }

    pub(super) async fn ask(&self, request: Bytes) -> Result<Bytes, AskError> {
        let subject = || subject::ask(self.court);
        let Some(asks) = self.hub.queue.asks() else {
            return Err(AskError::NobodyListens { subject: subject() });
        };
        let (reply, answer) = oneshot::channel();
        let ask = Ask {
            court: self.court,
            request,
            reply: Reply::Embedded(reply),
        };
        let exchange = async {
            asks.send(ask)
                .await
                .map_err(|_| AskError::NobodyListens { subject: subject() })?;
            // Dropped unanswered: the broker's form of this is silence.
            match answer.await {
                Ok(answer) => Ok(answer),
                Err(_) => Err(AskError::TimedOut { subject: subject() }),
            }
        };
        let timed_out = |_| Err(AskError::TimedOut { subject: subject() });
        timeout(ANSWER_TIMEOUT, exchange)
            .await
            .unwrap_or_else(timed_out)
    }

    pub(super) fn notices(&self) -> Notices {
        Notices(NoticesForm::Embedded(self.hub.queue.listen(self.court)))
    }
}

impl Reader {
    pub(super) fn position(&self) -> Option<StreamPosition> {
        self.position.clone()
    }

    pub(super) async fn fetch(
        &mut self,
        max: usize,
        wait: Duration,
    ) -> Result<Vec<Delivery>, LinkError> {
        let deadline = Instant::now() + wait;
        loop {
            // Before the look, so that nothing comes unnoticed between look and wait.
            let arrival = self.queue.arrival();
            let deliveries = self.queue.take(self.number, max)?;
            if let Some(last) = deliveries.last() {
                self.position = Some(StreamPosition {
                    identity: self.queue.identity().clone(),
                    sequence: last.sequence,
                    last_hash: body_hash(&last.body),
                });
                return Ok(deliveries);
            }
            if timeout_at(deadline, arrival).await.is_err() {
                return Ok(Vec::new());
            }
        }
    }
}
