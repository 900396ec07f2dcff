//! The messages of one ephemeral pull consumer: asked for ahead, checked for holes.
//!
//! One consumer for the whole stream, without filters and acknowledgements: a filter over
//! courts costs the server a millisecond per message.

use std::mem;
use std::time::Duration;

use async_nats::jetstream::consumer::pull::{BatchConfig, Config};
use async_nats::jetstream::consumer::{AckPolicy, Consumer, DeliverPolicy};
use async_nats::jetstream::stream::Stream;
use async_nats::jetstream::{self, Context};
use async_nats::{HeaderMap, StatusCode, Subject, Subscriber};
use futures::{FutureExt, StreamExt};
use tokio::time::Instant;

use super::super::{Delivery, LinkError, subject};
use super::batch::SIGNATURE;

/// Messages asked for in one pull.
const PULL_MESSAGES: usize = 5_000;
/// Bytes a pull may bring: bounds memory when events are large.
const PULL_BYTES: usize = 16 * 1024 * 1024;
/// The next pull is sent when fewer than this are still to come.
const PULL_AGAIN_BELOW: usize = PULL_MESSAGES / 2;
/// Room for pulled messages in the client, which drops without a word what does not fit.
/// At most `PULL_AGAIN_BELOW + PULL_MESSAGES` = 7,500 are on their way, plus a few status
/// messages; twice that is safe.
pub(super) const SUBSCRIPTION_CAPACITY: usize = 16_384;
/// The server forgets a pull after this.
const PULL_EXPIRES: Duration = Duration::from_secs(30);
/// The server speaks at least this often while a pull is open.
const HEARTBEAT: Duration = Duration::from_secs(5);
/// Silence beyond this means that nobody is there.
pub(super) const SILENCE_MAX: Duration = Duration::from_secs(12);
/// The server deletes a consumer nobody has pulled from for this long.
const CONSUMER_IDLE_MAX: Duration = Duration::from_mins(2);

/// What the wire brought.
enum Item {
    Delivery(Delivery),
    /// A heartbeat, or the end of a pull.
    Status,
    Broken(Broken),
}

/// Why a feed cannot be read on; a new one begins behind the last message taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum Broken {
    #[error("consumer message {expected} is missing, {found} came")]
    Hole { expected: u64, found: u64 },
    #[error("the server ended the pull: {0}")]
    Status(String),
    #[error("a message without JetStream's reply subject")]
    Foreign,
    #[error("no heartbeat for {} s", SILENCE_MAX.as_secs())]
    Silent,
    #[error("the connection was made anew")]
    Reconnected,
    #[error("the subscription has ended")]
    Ended,
    #[error("the stream is ahead and nothing comes")]
    Stalled,
}

#[derive(Debug)]
pub(super) struct Feed {
    context: Context,
    consumer: Consumer<Config>,
    inbox: Subject,
    messages: Subscriber,
    /// Messages asked for that have not come yet.
    outstanding: usize,
    /// The consumer sequence of the last message.
    delivered: u64,
    /// When the server was last heard.
    pub(super) heard: Instant,
    /// The connection this feed began in.
    pub(super) connects: u64,
}

impl Feed {
    /// Sets up a consumer behind `sequence`.
    pub(super) async fn start(
        context: &Context,
        stream: &Stream,
        sequence: u64,
        connects: u64,
    ) -> Result<Self, LinkError> {
        let deliver_policy = match sequence {
            0 => DeliverPolicy::All,
            last => DeliverPolicy::ByStartSequence {
                start_sequence: last + 1,
            },
        };
        let config = Config {
            deliver_policy,
            ack_policy: AckPolicy::None,
            inactive_threshold: CONSUMER_IDLE_MAX,
            num_replicas: 1,
            memory_storage: true,
            ..Config::default()
        };
        let broker = |operation, kind: String| LinkError::Broker { operation, kind };
        let consumer = stream
            .create_consumer(config)
            .await
            .map_err(|error| broker("create a consumer", error.kind().to_string()))?;
        let client = context.client();
        let inbox = Subject::from(client.new_inbox());
        let messages = client
            .subscribe(inbox.clone())
            .await
            .map_err(|error| broker("subscribe to a consumer", error.kind().to_string()))?;
        Ok(Self {
            context: context.clone(),
            consumer,
            inbox,
            messages,
            outstanding: 0,
            delivered: 0,
            heard: Instant::now(),
            connects,
        })
    }

    /// Whether nothing is asked for: the reader was away until the last pull expired.
    pub(super) fn is_idle(&self) -> bool {
        self.outstanding == 0
    }

    /// Asks for more before what was asked for has run out.
    pub(super) async fn top_up(&mut self) -> Result<(), Broken> {
        if self.outstanding >= PULL_AGAIN_BELOW {
            return Ok(());
        }
        if self.outstanding == 0 {
            self.heard = Instant::now();
        }
        // Counted before it is sent: were this future dropped in between, silence would
        // show it; the other way round the client's room could overflow.
        self.outstanding += PULL_MESSAGES;
        let pull = BatchConfig {
            batch: PULL_MESSAGES,
            expires: Some(PULL_EXPIRES),
            max_bytes: PULL_BYTES,
            idle_heartbeat: HEARTBEAT,
            ..BatchConfig::default()
        };
        let sent = self.consumer.request_batch(pull, self.inbox.clone()).await;
        sent.map_err(|error| Broken::Status(error.kind().to_string()))
    }

    /// Waits until the wire brings something, and takes it.
    ///
    /// What was taken is in `into` before this returns, so nothing is lost if the future
    /// is dropped.
    pub(super) async fn wait(&mut self, into: &mut Vec<Delivery>) -> Result<(), Broken> {
        let message = self.messages.next().await.ok_or(Broken::Ended)?;
        self.take(message, into)
    }

    /// Takes what has come already, until `into` holds `max`.
    pub(super) fn drain(&mut self, max: usize, into: &mut Vec<Delivery>) -> Result<(), Broken> {
        while into.len() < max {
            // The scheduler's budget would end this after 128 messages, and a batch with it.
            let next = tokio::task::unconstrained(self.messages.next());
            match next.now_or_never() {
                Some(Some(message)) => self.take(message, into)?,
                Some(None) => return Err(Broken::Ended),
                None => break,
            }
        }
        Ok(())
    }

    fn take(
        &mut self,
        message: async_nats::Message,
        into: &mut Vec<Delivery>,
    ) -> Result<(), Broken> {
        self.heard = Instant::now();
        match self.read(message) {
            Item::Delivery(delivery) => into.push(delivery),
            Item::Status => {}
            Item::Broken(broken) => return Err(broken),
        }
        Ok(())
    }

    fn read(&mut self, message: async_nats::Message) -> Item {
        match message.status {
            None | Some(StatusCode::OK) => self.delivery(message),
            Some(StatusCode::IDLE_HEARTBEAT) => Item::Status,
            Some(StatusCode::TIMEOUT | StatusCode::NOT_FOUND | StatusCode::REQUEST_TERMINATED) => {
                match message.headers.as_ref().and_then(pending) {
                    Some(pending) => {
                        self.outstanding = self.outstanding.saturating_sub(pending);
                        Item::Status
                    }
                    None => Item::Broken(ended(&message)),
                }
            }
            Some(_) => Item::Broken(ended(&message)),
        }
    }

    fn delivery(&mut self, message: async_nats::Message) -> Item {
        let mut message = jetstream::Message {
            message,
            context: self.context.clone(),
        };
        let Ok((sequence, delivered)) = message
            .info()
            .map(|info| (info.stream_sequence, info.consumer_sequence))
        else {
            return Item::Broken(Broken::Foreign);
        };
        if delivered != self.delivered + 1 {
            return Item::Broken(Broken::Hole {
                expected: self.delivered + 1,
                found: delivered,
            });
        }
        self.delivered = delivered;
        self.outstanding = self.outstanding.saturating_sub(1);
        let headers = message.headers.as_ref();
        let header = |name| headers.and_then(|headers| headers.get(name));
        Item::Delivery(Delivery {
            sequence,
            subject_source: subject::inbox_source(&message.subject),
            message_id: header("Nats-Msg-Id").and_then(|id| id.as_str().parse().ok()),
            signature: header(SIGNATURE).map(|signature| signature.as_str().to_owned()),
            body: mem::take(&mut message.message.payload),
        })
    }
}

/// What was left of a pull when it ended.
fn pending(headers: &HeaderMap) -> Option<usize> {
    headers.get("Nats-Pending-Messages")?.as_str().parse().ok()
}

fn ended(message: &async_nats::Message) -> Broken {
    let status = message
        .status
        .map(|status| status.to_string())
        .unwrap_or_default();
    let description = message.description.as_deref().unwrap_or_default();
    Broken::Status(format!("{status} {description}"))
}
