//! The court's end of the link: publish, find where the hub is, ask.

use bytes::Bytes;
use medreg_domain::{CourtCode, Source};
use serde_json::json;

use super::asks::{AskError, HEAD_REQUEST};
use super::nats::{ConnectError, NatsCourt, NatsOptions};
use super::{Embedded, LinkError, Message, Notices, embedded};

/// Messages in one publish: JetStream's bound for an atomic batch.
pub const BATCH_MAX: usize = 1_000;

/// A court's end of the link.
///
/// Publishing compares and sets: a batch is taken only if it follows the last message
/// of this court that the hub holds, however long ago that was. After any error the
/// outcome of which is unknown the link forgets where the hub is, and
/// [`CourtLink::head`] comes first.
#[derive(Clone, Debug)]
pub struct CourtLink(Form);

#[derive(Clone, Debug)]
enum Form {
    Nats(Box<NatsCourt>),
    Embedded(embedded::CourtEnd),
}

/// A batch that the hub has taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Published {
    /// The stream sequence of the batch's last message.
    pub last_sequence: u64,
}

/// The last message of a court that the hub holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HubHead {
    /// Its sequence in the stream.
    pub sequence: u64,
    /// Its signature header, if it has one.
    pub signature: Option<String>,
    /// Its body; the court sequence in it says where to go on.
    pub body: Bytes,
}

/// Why a batch was not published, or may not have been.
#[derive(Debug, thiserror::Error)]
pub enum PublishError {
    /// The link does not know where the hub is: ask for the head first.
    #[error("cannot publish from court sequence {first_seq} before the hub's head is known")]
    HeadUnknown {
        /// The court sequence the batch begins with.
        first_seq: u64,
    },
    /// The hub's last message of this court is not the one expected: ask for the head.
    #[error("the hub does not stand at stream sequence {expected}: another batch came first")]
    Conflict {
        /// The stream sequence this link took for the court's last.
        expected: u64,
    },
    /// No acknowledgement came; the outcome is unknown: ask for the head, resend the same bytes.
    #[error("no acknowledgement of the batch from court sequence {first_seq}: outcome unknown")]
    TimedOut {
        /// The court sequence the batch begins with.
        first_seq: u64,
    },
    /// Nothing was sent, for there is no connection; the same call may be repeated.
    #[error("no connection to the hub: nothing was sent")]
    Unreachable,
    /// The hub is taking too many batches at once; repeat the call after a random pause.
    #[error("the hub is taking too many batches at once")]
    Busy,
    /// The broker denies this court its own subject: fatal until the operator acts.
    #[error("the broker denies `{subject}`: enrol the court again with `medreg federal enrol`")]
    Denied {
        /// The subject that was denied.
        subject: String,
    },
    /// No stream takes the subject: the federal office has not been set up.
    #[error("no stream takes `{subject}`: run `medreg federal init --nats …` at the office")]
    NoStream {
        /// The subject nobody took.
        subject: String,
    },
    /// The broker refused the batch for another reason.
    #[error("the broker refused the batch: {reason}")]
    Refused {
        /// The broker's own words.
        reason: String,
    },
    /// The batch is empty or too long.
    #[error("a batch of {len} messages, where 1 to {BATCH_MAX} are allowed")]
    BatchLength {
        /// Its length.
        len: usize,
    },
    /// A message in the batch is stated by somebody else.
    #[error("a message of `{source_code}` cannot be published by court `{court}`")]
    ForeignSource {
        /// Who states the message.
        source_code: Source,
        /// Whose link this is.
        court: CourtCode,
    },
}

impl CourtLink {
    /// Connects to the office's broker, in the background if it cannot be reached now: a
    /// court must start without the office.
    pub async fn connect(options: &NatsOptions, court: CourtCode) -> Result<Self, ConnectError> {
        NatsCourt::connect(options, court)
            .await
            .map(|end| Self(Form::Nats(Box::new(end))))
    }

    /// A court in the same process as the office.
    pub fn embedded(hub: &Embedded, court: CourtCode) -> Self {
        Self(Form::Embedded(hub.court_end(court)))
    }

    /// Publishes consecutive messages of this court, whole or not at all; the first has
    /// court sequence `first_seq`.
    ///
    /// Waits while the hub is full. Dropped half-way, the outcome is unknown.
    pub async fn publish(
        &mut self,
        first_seq: u64,
        batch: &[Message],
    ) -> Result<Published, PublishError> {
        check_batch(self.court(), batch)?;
        match &mut self.0 {
            Form::Nats(end) => end.publish(first_seq, batch).await,
            Form::Embedded(end) => end.publish(first_seq, batch).await,
        }
    }

    /// The last message of this court that the hub holds; the next publish follows it.
    ///
    /// A batch of unknown outcome may arrive even after this answer. Nothing is doubled by
    /// it: the next publish is refused with a conflict, and the head is asked for again.
    pub async fn head(&mut self) -> Result<Option<HubHead>, AskError> {
        match &mut self.0 {
            Form::Nats(end) => end.head().await,
            Form::Embedded(end) => Ok(end.head()),
        }
    }

    /// Asks the federal office and waits for its answer.
    pub async fn ask(&self, request: Bytes) -> Result<Bytes, AskError> {
        match &self.0 {
            Form::Nats(end) => end.ask(request).await,
            Form::Embedded(end) => end.ask(request).await,
        }
    }

    /// Begins to listen to what the office says to this court.
    pub async fn notices(&self) -> Result<Notices, LinkError> {
        match &self.0 {
            Form::Nats(end) => end.notices().await,
            Form::Embedded(end) => Ok(end.notices()),
        }
    }

    /// True while there is a connection to the hub.
    pub fn is_connected(&self) -> bool {
        match &self.0 {
            Form::Nats(end) => end.is_connected(),
            Form::Embedded(_) => true,
        }
    }

    /// Whose link this is.
    pub fn court(&self) -> CourtCode {
        match &self.0 {
            Form::Nats(end) => end.court(),
            Form::Embedded(end) => end.court(),
        }
    }
}

impl HubHead {
    /// The answer to the question for the head: sequence and signature as a line of JSON, then
    /// the body, verbatim.
    pub(super) fn answer(head: Option<&Self>) -> Bytes {
        let line = json!({
            "sequence": head.map_or(0, |head| head.sequence),
            "signature": head.and_then(|head| head.signature.as_ref()),
        });
        let mut answer = format!("{line}\n").into_bytes();
        answer.extend_from_slice(head.map_or(&[], |head| &head.body));
        answer.into()
    }

    /// Reads [`HubHead::answer`]; sequence 0 says that the hub holds nothing.
    pub(super) fn from_answer(answer: &Bytes) -> Result<Option<Self>, AskError> {
        #[derive(serde::Deserialize)]
        struct Line {
            sequence: u64,
            signature: Option<String>,
        }
        let wrong = || AskError::AnswerMalformed {
            request: HEAD_REQUEST,
        };
        let end = answer
            .iter()
            .position(|&byte| byte == b'\n')
            .ok_or_else(wrong)?;
        let Line {
            sequence,
            signature,
        } = serde_json::from_slice(&answer[..end]).map_err(|_| wrong())?;
        let body = answer.slice(end + 1..);
        Ok((sequence > 0).then_some(Self {
            sequence,
            signature,
            body,
        }))
    }
}

fn check_batch(court: CourtCode, batch: &[Message]) -> Result<(), PublishError> {
    if batch.is_empty() || batch.len() > BATCH_MAX {
        return Err(PublishError::BatchLength { len: batch.len() });
    }
    match batch
        .iter()
        .find(|message| message.source != Source::Court(court))
    {
        Some(foreign) => Err(PublishError::ForeignSource {
            source_code: foreign.source,
            court,
        }),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_head_reads_back_as_answered() {
        let head = HubHead {
            sequence: 7,
            signature: Some("KZ-75-012.register.example c2ln".to_owned()),
            body: Bytes::from_static(b"{\"a\":\n1}\xff"),
        };
        assert_eq!(
            HubHead::from_answer(&HubHead::answer(Some(&head))).unwrap(),
            Some(head)
        );
        assert_eq!(HubHead::from_answer(&HubHead::answer(None)).unwrap(), None);
        assert!(HubHead::from_answer(&Bytes::from_static(b"no line")).is_err());
    }
}
