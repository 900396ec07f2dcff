//! The office's reader over NATS: a feed, and the suspicion that it may fail silently.
//!
//! A feed is set up anew, behind the last message taken, when messages are missing, the
//! server falls silent, the connection was lost, or the stream is ahead and nothing
//! comes. Each time the stream is asked whether it is still the one we read before.

use std::mem;
use std::time::Duration;

use async_nats::jetstream::Context;
use async_nats::jetstream::stream::{LastRawMessageErrorKind, Stream};
use tokio::time::{Instant, sleep_until};

use super::super::position::body_hash;
use super::super::{
    Delivery, LinkError, Opened, StartOver, StreamIdentity, StreamPosition, StreamState,
};
use super::connection::Connection;
use super::feed::{Broken, Feed, SILENCE_MAX};
use super::signals::Signals;
use super::streams;

/// Without a message for this long, the stream is asked whether it is ahead.
const STALL_CHECK_AFTER: Duration = Duration::from_secs(10);
/// A feed that breaks again before it brought anything waits this long, doubled each time.
const RESTART_PAUSE: Duration = Duration::from_millis(100);
/// 100 ms doubled six times: 6.4 s.
const RESTART_DOUBLINGS_MAX: u32 = 6;

#[derive(Debug)]
pub(in super::super) struct NatsInbox {
    connection: Connection,
    context: Context,
    signals: Signals,
    /// The life of the stream that is read.
    identity: StreamIdentity,
    /// The last message taken; `None` before the first of this life.
    taken: Option<Taken>,
    feed: Option<Feed>,
    /// Taken from the feed and not yet handed out.
    ready: Vec<Delivery>,
    /// When a message last came, or the stream was last found not to be ahead.
    progress: Instant,
    restarts: u64,
    fruitless: u32,
}

#[derive(Clone, Copy, Debug)]
struct Taken {
    sequence: u64,
    hash: [u8; 32],
}

impl NatsInbox {
    pub(super) async fn open(
        connection: Connection,
        context: Context,
        position: Option<StreamPosition>,
    ) -> Result<(Self, Opened), LinkError> {
        let signals = connection.signals();
        let (stream, state) = find(&context, &connection.servers).await?;
        let opened = match &position {
            None => Opened::AtFirst,
            Some(position) => match same_life(&stream, &state, position).await? {
                Ok(()) => Opened::Resumed,
                Err(reason) => Opened::StartedOver { reason },
            },
        };
        let taken = position
            .filter(|_| opened == Opened::Resumed)
            .map(|position| Taken {
                sequence: position.sequence,
                hash: position.last_hash,
            });
        let mut inbox = Self {
            connection,
            context,
            signals,
            identity: state.identity,
            taken,
            feed: None,
            ready: Vec::new(),
            progress: Instant::now(),
            restarts: 0,
            fruitless: 0,
        };
        inbox.start_feed().await?;
        Ok((inbox, opened))
    }

    pub(in super::super) fn position(&self) -> Option<StreamPosition> {
        let taken = self.taken?;
        Some(StreamPosition {
            identity: self.identity.clone(),
            sequence: taken.sequence,
            last_hash: taken.hash,
        })
    }

    pub(in super::super) fn restarts(&self) -> u64 {
        self.restarts
    }

    pub(in super::super) async fn fetch(
        &mut self,
        max: usize,
        wait: Duration,
    ) -> Result<Vec<Delivery>, LinkError> {
        let deadline = Instant::now() + wait;
        loop {
            // Left over from a fetch that was dropped, or come during the watch.
            if !self.ready.is_empty() {
                return Ok(self.hand_out());
            }
            if self.feed.is_none() {
                // Rare, and too large to lie in every caller's future.
                Box::pin(self.restart(deadline)).await?;
            }
            let step = self.step(max, deadline).await;
            // What came before a break is good.
            if let Err(broken) = &step {
                self.give_up_feed(broken);
            }
            if !self.ready.is_empty() {
                return Ok(self.hand_out());
            }
            // Before the deadline counts: a caller may never wait as long as the watch.
            Box::pin(self.watch()).await?;
            if self.ready.is_empty() && Instant::now() >= deadline {
                return Ok(Vec::new());
            }
        }
    }

    /// Takes what is there, or waits for it, until the deadline or a suspicion.
    async fn step(&mut self, max: usize, deadline: Instant) -> Result<(), Broken> {
        let feed = self.feed.as_mut().ok_or(Broken::Ended)?;
        feed.drain(max, &mut self.ready)?;
        if feed.is_idle() {
            // Nothing was asked for, so nothing could come.
            self.progress = Instant::now();
        }
        feed.top_up().await?;
        if !self.ready.is_empty() {
            return Ok(());
        }
        let silent = feed.heard + SILENCE_MAX;
        let alarm = deadline.min(silent).min(self.progress + STALL_CHECK_AFTER);
        tokio::select! {
            biased;
            came = feed.wait(&mut self.ready) => came?,
            () = self.signals.changed() => {}
            () = sleep_until(alarm) => {}
        }
        feed.drain(max, &mut self.ready)?;
        if self.ready.is_empty() && self.connection.connects() != feed.connects {
            return Err(Broken::Reconnected);
        }
        if self.ready.is_empty() && feed.heard.elapsed() >= SILENCE_MAX {
            return Err(Broken::Silent);
        }
        Ok(())
    }

    /// The watchdog: heartbeats come from a consumer that may have stopped delivering.
    async fn watch(&mut self) -> Result<(), LinkError> {
        if self.feed.is_none() || self.progress.elapsed() < STALL_CHECK_AFTER {
            return Ok(());
        }
        let (_, state) = find(&self.context, &self.connection.servers).await?;
        self.progress = Instant::now();
        let taken = self.taken.map_or(0, |taken| taken.sequence);
        if state.identity == self.identity && state.last_sequence <= taken {
            return Ok(());
        }
        // It may have come while we asked.
        let came = self
            .feed
            .as_mut()
            .map_or(Ok(()), |feed| feed.drain(1, &mut self.ready));
        if let Err(broken) = came {
            self.give_up_feed(&broken);
        } else if self.ready.is_empty() {
            self.give_up_feed(&Broken::Stalled);
        }
        Ok(())
    }

    fn hand_out(&mut self) -> Vec<Delivery> {
        if let Some(last) = self.ready.last() {
            self.taken = Some(Taken {
                sequence: last.sequence,
                hash: body_hash(&last.body),
            });
        }
        self.progress = Instant::now();
        self.fruitless = 0;
        mem::take(&mut self.ready)
    }

    fn give_up_feed(&mut self, broken: &Broken) {
        self.feed = None;
        self.restarts += 1;
        tracing::warn!(log.restarts = self.restarts, error = %broken,
            "Setting up the inbox reader anew: {broken}");
    }

    /// Sets up a feed behind the last message taken, once there is a connection.
    async fn restart(&mut self, deadline: Instant) -> Result<(), LinkError> {
        if self.fruitless > 0 {
            let pause = RESTART_PAUSE * (1 << (self.fruitless - 1).min(RESTART_DOUBLINGS_MAX));
            sleep_until((Instant::now() + pause).min(deadline)).await;
        }
        self.fruitless += 1;
        let patience = deadline.saturating_duration_since(Instant::now());
        if !self.connection.connected(patience).await {
            return Err(LinkError::Unreachable);
        }
        let (stream, state) = find(&self.context, &self.connection.servers).await?;
        let Some(position) = self.position() else {
            // Nothing was taken, so nothing is lost by beginning in another life.
            self.identity = state.identity;
            return self.start_feed().await;
        };
        if let Err(reason) = same_life(&stream, &state, &position).await? {
            self.identity = state.identity;
            self.taken = None;
            return Err(LinkError::StartedOver(reason));
        }
        self.start_feed().await
    }

    async fn start_feed(&mut self) -> Result<(), LinkError> {
        let connects = self.connection.connects();
        let (stream, _) = find(&self.context, &self.connection.servers).await?;
        let sequence = self.taken.map_or(0, |taken| taken.sequence);
        let feed = Feed::start(&self.context, &stream, sequence, connects).await?;
        // The stream may have been replaced between the check and the consumer.
        let (_, state) = find(&self.context, &self.connection.servers).await?;
        self.feed = (state.identity == self.identity).then_some(feed);
        self.progress = Instant::now();
        Ok(())
    }
}

async fn find(context: &Context, servers: &str) -> Result<(Stream, StreamState), LinkError> {
    let stream = streams::checked(context, servers, streams::INBOX).await?;
    let state = streams::state(stream.cached_info());
    Ok((stream, state))
}

/// Whether the stream is the one the position was taken in, down to the message.
async fn same_life(
    stream: &Stream,
    state: &StreamState,
    position: &StreamPosition,
) -> Result<Result<(), StartOver>, LinkError> {
    if let Err(reason) = position.judge(state) {
        return Ok(Err(reason));
    }
    // Asked of the leader: a direct read may come from a replica that lags.
    match stream.get_raw_message(position.sequence).await {
        Ok(message) if body_hash(&message.payload) == position.last_hash => Ok(Ok(())),
        Ok(_) => Ok(Err(StartOver::MessageDiffers)),
        Err(error) if error.kind() == LastRawMessageErrorKind::NoMessageFound => {
            Ok(Err(StartOver::MessageDiffers))
        }
        Err(error) => Err(LinkError::Broker {
            operation: "read the message at the position",
            kind: error.kind().to_string(),
        }),
    }
}
