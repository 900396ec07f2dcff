//! The federal office's end of the link: read, answer, acknowledge, keep wrapped keys.

use std::sync::Arc;

use bytes::Bytes;
use medreg_domain::CourtCode;

use super::nats::{ConnectError, NatsOffice, NatsOptions};
use super::{
    Asks, Embedded, Inbox, KeyError, KeyId, Opened, StartOver, StreamPosition, StreamState,
};

/// The federal office's end of the link; clones share it.
#[derive(Clone, Debug)]
pub struct FederalLink(Form);

#[derive(Clone, Debug)]
enum Form {
    Nats(Arc<NatsOffice>),
    Embedded(Embedded),
}

/// Why the office's link failed.
#[derive(Debug, thiserror::Error)]
pub enum LinkError {
    /// The broker could not be reached at all.
    #[error("could not connect to the broker")]
    Connect(#[source] ConnectError),
    /// There is no connection; the link goes on trying.
    #[error("no connection to the broker")]
    Unreachable,
    /// A stream that the operator creates is not there.
    #[error("stream `{stream}` is missing: run `medreg federal init --nats {servers}`")]
    Missing {
        /// The stream.
        stream: &'static str,
        /// The broker it was looked for at.
        servers: String,
    },
    /// A stream is not configured as the register needs it.
    #[error("stream `{stream}` has {found} for `{setting}`, where {wanted} is needed")]
    Misconfigured {
        /// The stream.
        stream: &'static str,
        /// The setting.
        setting: &'static str,
        /// What it must be.
        wanted: String,
        /// What it is.
        found: String,
    },
    /// The stream is another one than before: the next fetch begins at its first message.
    #[error("reading starts over from the first message: {0}")]
    StartedOver(StartOver),
    /// Another reader was opened in this reader's place.
    #[error("another reader has taken this one's place")]
    Superseded,
    /// The broker refused or failed an operation.
    #[error("could not {operation}: {kind}")]
    Broker {
        /// What was attempted.
        operation: &'static str,
        /// The kind of failure.
        kind: String,
    },
}

impl FederalLink {
    /// Connects to the broker and checks that what the operator created is there; creates
    /// nothing itself.
    pub async fn connect(options: &NatsOptions) -> Result<Self, LinkError> {
        NatsOffice::connect(options)
            .await
            .map(|office| Self(Form::Nats(Arc::new(office))))
    }

    /// The office in the same process as its courts.
    pub fn embedded(hub: &Embedded) -> Self {
        Self(Form::Embedded(hub.clone()))
    }

    /// True while there is a connection to the broker.
    pub fn is_connected(&self) -> bool {
        match &self.0 {
            Form::Nats(office) => office.is_connected(),
            Form::Embedded(_) => true,
        }
    }

    /// Opens the inbox behind `position`, or at the first message if that no longer holds.
    pub async fn open_inbox(
        &self,
        position: Option<StreamPosition>,
    ) -> Result<(Inbox, Opened), LinkError> {
        match &self.0 {
            Form::Nats(office) => office.open_inbox(position).await,
            Form::Embedded(hub) => Ok(hub.open_inbox(position)),
        }
    }

    /// What the inbox stream holds now.
    pub async fn stream_state(&self) -> Result<StreamState, LinkError> {
        match &self.0 {
            Form::Nats(office) => office.stream_state().await,
            Form::Embedded(hub) => Ok(hub.stream_state()),
        }
    }

    /// Begins to take questions from courts; one holder at a time.
    pub async fn serve_asks(&self) -> Result<Asks, LinkError> {
        match &self.0 {
            Form::Nats(office) => office.serve_asks().await,
            Form::Embedded(hub) => Ok(hub.serve_asks()),
        }
    }

    /// Tells a court how far its events were taken.
    pub async fn send_receipt(&self, court: CourtCode, receipt: Bytes) -> Result<(), LinkError> {
        match &self.0 {
            Form::Nats(office) => office.send_receipt(court, receipt).await,
            Form::Embedded(hub) => {
                hub.send_receipt(court, receipt);
                Ok(())
            }
        }
    }

    /// Asks a court to send events again.
    pub async fn send_resend(&self, court: CourtCode, request: Bytes) -> Result<(), LinkError> {
        match &self.0 {
            Form::Nats(office) => office.send_resend(court, request).await,
            Form::Embedded(hub) => {
                hub.send_resend(court, request);
                Ok(())
            }
        }
    }

    /// Adds a reference fact to the outbox.
    ///
    /// Courts read reference facts by asking; in one process there is nobody else to read
    /// them, and the fact goes no further.
    pub async fn publish_reference(&self, fact: Bytes) -> Result<(), LinkError> {
        match &self.0 {
            Form::Nats(office) => office.publish_reference(fact).await,
            Form::Embedded(_) => Ok(()),
        }
    }

    /// Keeps a wrapped data key; it is as durable as its store when this returns.
    pub async fn put_key(&self, id: &KeyId, wrapped: Bytes) -> Result<(), KeyError> {
        match &self.0 {
            Form::Nats(office) => office.put_key(id, wrapped).await,
            Form::Embedded(hub) => hub.put_key(id, wrapped).await,
        }
    }

    /// A wrapped data key, unless it was never kept or is destroyed.
    pub async fn key(&self, id: &KeyId) -> Result<Option<Bytes>, KeyError> {
        match &self.0 {
            Form::Nats(office) => office.key(id).await,
            Form::Embedded(hub) => hub.key(id).await,
        }
    }

    /// Destroys a wrapped data key; one that is not there is no error.
    pub async fn purge_key(&self, id: &KeyId) -> Result<(), KeyError> {
        match &self.0 {
            Form::Nats(office) => office.purge_key(id).await,
            Form::Embedded(hub) => hub.purge_key(id).await,
        }
    }
}
