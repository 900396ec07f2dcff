//! The link between courts and the federal office, in two forms behind one contract:
//! NATS JetStream, and one process.
//!
//! It carries opaque bytes in order and knows no event's meaning: signatures, chains and
//! court sequences are judged by those who call it. It is never the only copy either: a
//! court resends from its own log whatever the link has lost.
//!
//! A court holds a [`CourtLink`], the office a [`FederalLink`]; the office reads through
//! an [`Inbox`]. The operator's step for NATS is [`nats::provision`].

mod asks;
mod court;
mod embedded;
mod federal;
mod inbox;
mod keys;
pub mod nats;
mod notices;
mod position;
mod subject;

use bytes::Bytes;
use medreg_domain::Source;
use uuid::Uuid;

pub use asks::{Ask, AskError, Asks};
pub use court::{BATCH_MAX, CourtLink, HubHead, PublishError, Published};
pub use embedded::{Embedded, EmbeddedError, QUEUE_MAX};
pub use federal::{FederalLink, LinkError};
pub use inbox::{Delivery, FETCH_MAX, Inbox};
pub use keys::{KeyError, KeyId, KeyIdError};
pub use notices::{Notice, Notices};
pub use position::{Opened, StartOver, StreamIdentity, StreamPosition, StreamState};

/// One event on its way from a court to the federal office.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// The event's identity, by which the broker drops a copy that comes at once; none where it
    /// is sent again on purpose.
    pub id: Option<Uuid>,
    /// Who states it.
    pub source: Source,
    /// One JSON line, verbatim and without its line feed.
    pub body: Bytes,
    /// The signature in header form: `<key name> <base64(key id ‖ signature)>`.
    pub signature: String,
}
