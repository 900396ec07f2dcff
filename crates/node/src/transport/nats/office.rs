//! The office's end of the link over NATS.

use async_nats::HeaderMap;
use async_nats::jetstream::{self, Context, kv};
use bytes::Bytes;
use medreg_domain::CourtCode;

use super::super::asks::AsksForm;
use super::super::inbox::InboxForm;
use super::super::{
    Asks, Inbox, KeyError, KeyId, LinkError, Opened, StreamPosition, StreamState, subject,
};
use super::connection::{Connection, FirstContact, Party};
use super::feed::SUBSCRIPTION_CAPACITY;
use super::{NatsAsks, NatsInbox, NatsOptions, streams};

#[derive(Clone, Debug)]
pub(in super::super) struct NatsOffice {
    connection: Connection,
    context: Context,
    keys: kv::Store,
}

impl NatsOffice {
    pub(in super::super) async fn connect(options: &NatsOptions) -> Result<Self, LinkError> {
        let party = Party {
            name: "medreg federal office".to_owned(),
            inbox_prefix: "_INBOX_federal".to_owned(),
            subscription_capacity: SUBSCRIPTION_CAPACITY,
            first_contact: FirstContact::Required,
        };
        let connection = Connection::open(options, party)
            .await
            .map_err(LinkError::Connect)?;
        let context = jetstream::new(connection.client.clone());
        streams::check_all(&context, &connection.servers).await?;
        let keys = context
            .get_key_value(streams::KEYS_BUCKET)
            .await
            .map_err(|error| LinkError::Broker {
                operation: "open the key bucket",
                kind: error.kind().to_string(),
            })?;
        Ok(Self {
            connection,
            context,
            keys,
        })
    }

    pub(in super::super) fn is_connected(&self) -> bool {
        self.connection.is_connected()
    }

    pub(in super::super) async fn open_inbox(
        &self,
        position: Option<StreamPosition>,
    ) -> Result<(Inbox, Opened), LinkError> {
        let connection = self.connection.clone();
        let (inbox, opened) = NatsInbox::open(connection, self.context.clone(), position).await?;
        Ok((Inbox(InboxForm::Nats(Box::new(inbox))), opened))
    }

    pub(in super::super) async fn stream_state(&self) -> Result<StreamState, LinkError> {
        let stream =
            streams::checked(&self.context, &self.connection.servers, streams::INBOX).await?;
        Ok(streams::state(stream.cached_info()))
    }

    pub(in super::super) async fn serve_asks(&self) -> Result<Asks, LinkError> {
        let asks = NatsAsks::subscribe(self.context.clone()).await?;
        Ok(Asks(AsksForm::Nats(Box::new(asks))))
    }

    pub(in super::super) async fn send_receipt(
        &self,
        court: CourtCode,
        receipt: Bytes,
    ) -> Result<(), LinkError> {
        self.say(
            "send a receipt",
            subject::receipt(court),
            newest_only(),
            receipt,
        )
        .await
    }

    pub(in super::super) async fn send_resend(
        &self,
        court: CourtCode,
        request: Bytes,
    ) -> Result<(), LinkError> {
        self.say(
            "ask for events again",
            subject::resend(court),
            newest_only(),
            request,
        )
        .await
    }

    pub(in super::super) async fn publish_reference(&self, fact: Bytes) -> Result<(), LinkError> {
        let subject = subject::REFERENCE.to_owned();
        self.say("publish a reference fact", subject, HeaderMap::new(), fact)
            .await
    }

    pub(in super::super) async fn put_key(
        &self,
        id: &KeyId,
        wrapped: Bytes,
    ) -> Result<(), KeyError> {
        let put = self.keys.put(id.as_str(), wrapped).await;
        put.map(drop)
            .map_err(|error| id.failed("keep", error.kind()))
    }

    pub(in super::super) async fn key(&self, id: &KeyId) -> Result<Option<Bytes>, KeyError> {
        self.keys
            .get(id.as_str())
            .await
            .map_err(|error| id.failed("read", error.kind()))
    }

    pub(in super::super) async fn purge_key(&self, id: &KeyId) -> Result<(), KeyError> {
        self.keys
            .purge(id.as_str())
            .await
            .map_err(|error| id.failed("destroy", error.kind()))
    }

    async fn say(
        &self,
        operation: &'static str,
        subject: String,
        headers: HeaderMap,
        body: Bytes,
    ) -> Result<(), LinkError> {
        let broker = |kind: String| LinkError::Broker { operation, kind };
        let stored = self
            .context
            .publish_with_headers(subject, headers, body)
            .await
            .map_err(|error| broker(error.kind().to_string()))?;
        stored
            .await
            .map_err(|error| broker(error.kind().to_string()))?;
        Ok(())
    }
}

/// The header by which the outbox keeps the newest word on a subject and drops the rest.
fn newest_only() -> HeaderMap {
    let mut headers = HeaderMap::new();
    headers.insert("Nats-Rollup", "sub");
    headers
}
