//! A court's end of the link over NATS.
//!
//! A court may publish on its own subject, ask on its own, and listen to its own replies
//! and notices; the JetStream interface is closed to it.

use std::time::Duration;

use async_nats::{Client, Request, RequestErrorKind};
use bytes::Bytes;
use medreg_domain::{CourtCode, Source};

use super::super::asks::{ANSWER_TIMEOUT, HEAD_REQUEST};
use super::super::notices::NOTICES_MAX;
use super::super::{
    AskError, HubHead, LinkError, Message, Notices, PublishError, Published, notices, subject,
};
use super::batch::{self, ACK_TIMEOUT};
use super::connection::{Connection, FirstContact, Party};
use super::{ConnectError, NatsNotices, NatsOptions};

/// After so many unanswered batches in a row the connection is made anew: it may look
/// alive and carry nothing.
const TIMEOUTS_MAX: u32 = 3;

#[derive(Clone, Debug)]
pub(in super::super) struct NatsCourt {
    connection: Connection,
    court: CourtCode,
    inbox_subject: String,
    ask_subject: String,
    /// The stream sequence of this court's last message; `None` while it is unknown.
    hub: Option<u64>,
    timeouts: u32,
}

impl NatsCourt {
    pub(in super::super) async fn connect(
        options: &NatsOptions,
        court: CourtCode,
    ) -> Result<Self, ConnectError> {
        let party = Party {
            name: format!("medreg court {court}"),
            inbox_prefix: format!("_INBOX_{court}"),
            subscription_capacity: NOTICES_MAX,
            first_contact: FirstContact::InBackground,
        };
        Ok(Self {
            connection: Connection::open(options, party).await?,
            court,
            inbox_subject: subject::inbox(Source::Court(court)),
            ask_subject: subject::ask(court),
            hub: None,
            timeouts: 0,
        })
    }

    pub(in super::super) fn is_connected(&self) -> bool {
        self.connection.is_connected()
    }

    pub(in super::super) fn court(&self) -> CourtCode {
        self.court
    }

    pub(in super::super) async fn publish(
        &mut self,
        first_seq: u64,
        batch: &[Message],
    ) -> Result<Published, PublishError> {
        let hub = match (self.hub, first_seq) {
            (Some(hub), _) => hub,
            (None, 1) => 0,
            (None, _) => return Err(PublishError::HeadUnknown { first_seq }),
        };
        if !self.connection.connected(ACK_TIMEOUT).await {
            return Err(PublishError::Unreachable);
        }
        // Until the outcome is known: also if this future is dropped.
        self.hub = None;
        let outcome =
            batch::publish(&self.connection, &self.inbox_subject, hub, first_seq, batch).await;
        match &outcome {
            Ok(published) => {
                self.hub = Some(published.last_sequence);
                self.timeouts = 0;
            }
            Err(PublishError::Busy) => self.hub = Some(hub),
            Err(PublishError::TimedOut { .. }) => self.count_timeout().await,
            Err(_) => {}
        }
        outcome
    }

    pub(in super::super) async fn head(&mut self) -> Result<Option<HubHead>, AskError> {
        let answer = self
            .ask(Bytes::from_static(HEAD_REQUEST.as_bytes()))
            .await?;
        let head = HubHead::from_answer(&answer)?;
        self.hub = Some(head.as_ref().map_or(0, |head| head.sequence));
        Ok(head)
    }

    pub(in super::super) async fn ask(&self, request: Bytes) -> Result<Bytes, AskError> {
        let mut signals = self.connection.signals();
        let subject = || self.ask_subject.clone();
        let answer = tokio::select! {
            answer = request_once(&self.connection.client, &self.ask_subject, request, ANSWER_TIMEOUT) => answer,
            () = signals.denied(&self.ask_subject) => return Err(AskError::Denied { subject: subject() }),
        };
        answer.map_err(|kind| match kind {
            RequestErrorKind::TimedOut => AskError::TimedOut { subject: subject() },
            RequestErrorKind::NoResponders => AskError::NobodyListens { subject: subject() },
            RequestErrorKind::InvalidSubject
            | RequestErrorKind::MaxPayloadExceeded
            | RequestErrorKind::Other => AskError::NotSent {
                subject: subject(),
                reason: kind.to_string(),
            },
        })
    }

    pub(in super::super) async fn notices(&self) -> Result<Notices, LinkError> {
        let client = &self.connection.client;
        let notices = NatsNotices::subscribe(client, self.court).await?;
        Ok(Notices(notices::NoticesForm::Nats(notices)))
    }

    async fn count_timeout(&mut self) {
        self.timeouts += 1;
        if self.timeouts < TIMEOUTS_MAX {
            return;
        }
        self.timeouts = 0;
        tracing::warn!(court.id = %self.court,
            "Connecting anew: {TIMEOUTS_MAX} batches of court `{}` went unanswered", self.court);
        if let Err(error) = self.connection.client.force_reconnect().await {
            tracing::warn!(court.id = %self.court, error = %error, "The connection is closed");
        }
    }
}

/// One request with a reply subject of its own: the client's shared one keeps every
/// request that was never answered (nats.rs#1617).
async fn request_once(
    client: &Client,
    subject: &str,
    payload: Bytes,
    patience: Duration,
) -> Result<Bytes, RequestErrorKind> {
    let request = Request::new()
        .payload(payload)
        .inbox(client.new_inbox())
        .timeout(Some(patience));
    let sent = client.send_request(subject.to_owned(), request);
    // The time-out inside covers the answer only, not a client that cannot send.
    match tokio::time::timeout(patience.saturating_mul(2), sent).await {
        Ok(Ok(answer)) => Ok(answer.payload),
        Ok(Err(error)) => Err(error.kind()),
        Err(_) => Err(RequestErrorKind::TimedOut),
    }
}
