//! Questions from courts, and their way back.
//!
//! A court may not use the broker's own interface, so it asks the office. Where the hub
//! stands (`HEAD`) is the link's own matter and is answered here; every other question is
//! handed to the office unread.

use std::time::Duration;

use bytes::Bytes;
use medreg_domain::CourtCode;
use tokio::sync::{mpsc, oneshot};

use super::LinkError;
use super::nats::{NatsAsks, NatsReply};

/// How long a court waits for an answer.
pub(super) const ANSWER_TIMEOUT: Duration = Duration::from_secs(5);
/// Questions that may wait for the office before the next one waits outside.
pub(super) const ASKS_MAX: usize = 1_024;
/// The question for the last message of the asking court that the hub holds.
pub(super) const HEAD_REQUEST: &str = r#"{"ask":"HEAD"}"#;

/// A question from a court, to be answered once.
#[derive(Debug)]
pub struct Ask {
    /// Who asks; the broker's permissions make it true.
    pub court: CourtCode,
    /// The question, opaque to the link.
    pub request: Bytes,
    pub(super) reply: Reply,
}

#[derive(Debug)]
pub(super) enum Reply {
    Nats(NatsReply),
    Embedded(oneshot::Sender<Bytes>),
}

/// The questions of all courts, in the order of arrival.
#[derive(Debug)]
pub struct Asks(pub(super) AsksForm);

#[derive(Debug)]
pub(super) enum AsksForm {
    Nats(Box<NatsAsks>),
    Embedded(mpsc::Receiver<Ask>),
}

/// Why a court got no answer.
#[derive(Debug, thiserror::Error)]
pub enum AskError {
    /// Nobody at the federal office listens.
    #[error("nobody at the federal office listens on `{subject}`")]
    NobodyListens {
        /// The subject asked on.
        subject: String,
    },
    /// No answer came in time.
    #[error("no answer on `{subject}` within {} s", ANSWER_TIMEOUT.as_secs())]
    TimedOut {
        /// The subject asked on.
        subject: String,
    },
    /// The broker denies this court its own subject.
    #[error("the broker denies `{subject}`: enrol the court again with `medreg federal enrol`")]
    Denied {
        /// The subject that was denied.
        subject: String,
    },
    /// The question could not be sent.
    #[error("could not ask on `{subject}`: {reason}")]
    NotSent {
        /// The subject asked on.
        subject: String,
        /// The kind of failure.
        reason: String,
    },
    /// The answer does not have its form.
    #[error("the answer to `{request}` does not have its form")]
    AnswerMalformed {
        /// The question.
        request: &'static str,
    },
}

impl Asks {
    /// The next question; `None` when the link has closed.
    ///
    /// Nothing is lost if the future is dropped.
    pub async fn next(&mut self) -> Option<Ask> {
        match &mut self.0 {
            AsksForm::Nats(asks) => asks.next().await,
            AsksForm::Embedded(asks) => asks.recv().await,
        }
    }
}

impl Ask {
    /// Sends the answer; a court that no longer waits is no error.
    pub async fn answer(self, answer: Bytes) -> Result<(), LinkError> {
        match self.reply {
            Reply::Nats(reply) => reply.send(answer).await,
            Reply::Embedded(reply) => {
                // The court has timed out and will ask again.
                drop(reply.send(answer));
                Ok(())
            }
        }
    }
}

/// Whether a request is the question for the head.
pub(super) fn is_head(request: &[u8]) -> bool {
    #[derive(serde::Deserialize)]
    struct Question<'a> {
        ask: &'a str,
    }
    serde_json::from_slice::<Question<'_>>(request).is_ok_and(|question| question.ask == "HEAD")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_question_for_the_head_is_the_links_own() {
        assert!(is_head(HEAD_REQUEST.as_bytes()));
        for other in [
            r#"{"ask":"REFERENCE","from":3}"#,
            "HEAD",
            "",
            r#"{"ask":1}"#,
        ] {
            assert!(!is_head(other.as_bytes()), "{other}");
        }
    }
}
