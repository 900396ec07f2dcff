//! The office's reader of what courts publish: in order, from a position, nothing skipped.

use std::time::Duration;

use bytes::Bytes;
use medreg_domain::Source;
use uuid::Uuid;

use super::nats::NatsInbox;
use super::{LinkError, StreamPosition, embedded};

/// Messages one fetch may return.
pub const FETCH_MAX: usize = 10_000;

/// One message as the stream gave it; nothing in it has been verified.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivery {
    /// Its sequence in the stream.
    pub sequence: u64,
    /// Who was permitted to publish it, by its subject; `None` if that names nobody.
    pub subject_source: Option<Source>,
    /// The message id, if it bears one.
    pub message_id: Option<Uuid>,
    /// The body, verbatim.
    pub body: Bytes,
    /// The signature header, if it bears one.
    pub signature: Option<String>,
}

/// The office's reader.
#[derive(Debug)]
pub struct Inbox(pub(super) InboxForm);

#[derive(Debug)]
pub(super) enum InboxForm {
    Nats(Box<NatsInbox>),
    Embedded(embedded::Reader),
}

impl Inbox {
    /// The next messages, `max` at most; waits up to `wait` for the first, and returns none
    /// if none came.
    ///
    /// Nothing is lost if the future is dropped. After [`LinkError::StartedOver`] the next
    /// fetch begins at the stream's first message; after any other error it tries again.
    pub async fn fetch(&mut self, max: usize, wait: Duration) -> Result<Vec<Delivery>, LinkError> {
        let max = max.clamp(1, FETCH_MAX);
        match &mut self.0 {
            InboxForm::Nats(inbox) => inbox.fetch(max, wait).await,
            InboxForm::Embedded(inbox) => inbox.fetch(max, wait).await,
        }
    }

    /// The position behind everything fetched; `None` before the first message of this life.
    pub fn position(&self) -> Option<StreamPosition> {
        match &self.0 {
            InboxForm::Nats(inbox) => inbox.position(),
            InboxForm::Embedded(inbox) => inbox.position(),
        }
    }

    /// How often the reader had to be set up anew since it was opened.
    pub fn restarts(&self) -> u64 {
        match &self.0 {
            InboxForm::Nats(inbox) => inbox.restarts(),
            InboxForm::Embedded(_) => 0,
        }
    }
}
