//! The queue itself: strict order of arrival, a bound, and a publisher that waits at it.

use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

use medreg_domain::{CourtCode, Source};
use tokio::sync::futures::Notified;
use tokio::sync::{Notify, Semaphore, broadcast, mpsc};

use super::super::notices::NOTICES_MAX;
use super::super::position::body_hash;
use super::super::{
    Ask, Delivery, HubHead, LinkError, Message, Notice, Opened, PublishError, StartOver,
    StreamIdentity, StreamPosition, StreamState,
};

/// Unread messages before a publisher waits: at 700 bytes each, 6 MB.
pub const QUEUE_MAX: usize = 8_192;

#[derive(Debug)]
pub(super) struct Queue {
    identity: StreamIdentity,
    state: Mutex<State>,
    /// One permit for each message that still fits; given in the order of asking, so that
    /// a waiting court is not overtaken.
    room: Semaphore,
    arrived: Notify,
}

#[derive(Debug, Default)]
struct State {
    unread: VecDeque<Delivery>,
    last_sequence: u64,
    /// The last message of each source: one per court, of at most 32 KiB.
    heads: HashMap<Source, HubHead>,
    /// The last message read, and the hash of its body.
    read: Option<(u64, [u8; 32])>,
    readers: u64,
    asks: Option<mpsc::Sender<Ask>>,
    notices: HashMap<CourtCode, broadcast::Sender<Notice>>,
}

impl Queue {
    pub(super) fn new() -> Self {
        let identity = StreamIdentity {
            stream: "embedded".to_owned(),
            created: SystemTime::now().into(),
            epoch: uuid::Builder::from_random_bytes(rand::random())
                .into_uuid()
                .to_string(),
        };
        Self {
            identity,
            state: Mutex::default(),
            room: Semaphore::new(QUEUE_MAX),
            arrived: Notify::new(),
        }
    }

    pub(super) fn identity(&self) -> &StreamIdentity {
        &self.identity
    }

    /// Appends a batch if `source` stands at `expected`; waits for room first.
    pub(super) async fn append(
        &self,
        source: Source,
        expected: u64,
        batch: &[Message],
    ) -> Result<u64, PublishError> {
        let conflict = PublishError::Conflict { expected };
        let len = u32::try_from(batch.len())
            .map_err(|_| PublishError::BatchLength { len: batch.len() })?;
        // The semaphore is never closed.
        let room = self
            .room
            .acquire_many(len)
            .await
            .map_err(|_| PublishError::Unreachable)?;
        let mut state = self.lock();
        if state.heads.get(&source).map_or(0, |head| head.sequence) != expected {
            return Err(conflict);
        }
        for message in batch {
            state.push(source, message);
        }
        room.forget();
        self.arrived.notify_one();
        Ok(state.last_sequence)
    }

    pub(super) fn head(&self, source: Source) -> Option<HubHead> {
        self.lock().heads.get(&source).cloned()
    }

    pub(super) fn state(&self) -> StreamState {
        let state = self.lock();
        let last_sequence = state.last_sequence;
        let unread = state.unread.front().map(|delivery| delivery.sequence);
        StreamState {
            identity: self.identity.clone(),
            first_sequence: unread.unwrap_or(last_sequence + 1),
            last_sequence,
        }
    }

    /// A new reader, which alone may read from now on.
    pub(super) fn open_reader(&self, position: Option<&StreamPosition>) -> (u64, Opened) {
        let state = self.state();
        let mut locked = self.lock();
        locked.readers += 1;
        let opened = match position {
            None => Opened::AtFirst,
            Some(position) => match position.judge(&state) {
                Err(reason) => Opened::StartedOver { reason },
                Ok(()) if locked.read == Some((position.sequence, position.last_hash)) => {
                    Opened::Resumed
                }
                Ok(()) => Opened::StartedOver {
                    reason: StartOver::NotRetained,
                },
            },
        };
        (locked.readers, opened)
    }

    /// Wakes when something has arrived after this call.
    pub(super) fn arrival(&self) -> Notified<'_> {
        self.arrived.notified()
    }

    /// Takes what is there, `max` at most, and makes room for as much.
    pub(super) fn take(&self, reader: u64, max: usize) -> Result<Vec<Delivery>, LinkError> {
        let mut state = self.lock();
        if reader != state.readers {
            // The wake-up was meant for the newer reader.
            self.arrived.notify_one();
            return Err(LinkError::Superseded);
        }
        let count = state.unread.len().min(max);
        let taken: Vec<Delivery> = state.unread.drain(..count).collect();
        if let Some(last) = taken.last() {
            state.read = Some((last.sequence, body_hash(&last.body)));
        }
        self.room.add_permits(count);
        Ok(taken)
    }

    pub(super) fn listen_to_asks(&self, asks: mpsc::Sender<Ask>) {
        self.lock().asks = Some(asks);
    }

    pub(super) fn asks(&self) -> Option<mpsc::Sender<Ask>> {
        self.lock().asks.clone()
    }

    pub(super) fn listen(&self, court: CourtCode) -> broadcast::Receiver<Notice> {
        let mut state = self.lock();
        let notices = state
            .notices
            .entry(court)
            .or_insert_with(|| broadcast::Sender::new(NOTICES_MAX));
        notices.subscribe()
    }

    pub(super) fn notify(&self, court: CourtCode, notice: Notice) {
        if let Some(notices) = self.lock().notices.get(&court) {
            // A court that does not listen misses it, as it would with a broker.
            drop(notices.send(notice));
        }
    }

    /// No code panics while it holds the lock, so a poisoned one is whole.
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn push(&mut self, source: Source, message: &Message) {
        self.last_sequence += 1;
        let sequence = self.last_sequence;
        self.heads.insert(
            source,
            HubHead {
                sequence,
                signature: Some(message.signature.clone()),
                body: message.body.clone(),
            },
        );
        self.unread.push_back(Delivery {
            sequence,
            subject_source: Some(source),
            message_id: message.id,
            body: message.body.clone(),
            signature: Some(message.signature.clone()),
        });
    }
}
