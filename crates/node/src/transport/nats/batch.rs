//! One batch to the court's subject: plain for one message, atomic for more (ADR-50).
//!
//! async-nats has no publisher for atomic batches; the protocol is three headers. The
//! first message carries the expectation, the last one the commit, and both the same
//! reply subject, so nothing waits between them.

use std::time::Duration;

use async_nats::jetstream::ErrorCode;
use async_nats::jetstream::publish::PublishAck;
use async_nats::jetstream::response::Response;
use async_nats::{Client, HeaderMap, StatusCode, Subscriber};
use futures::StreamExt;
use tokio::time::timeout;

use super::super::{Message, PublishError, Published};
use super::connection::Connection;

/// How long an acknowledgement may take once the bytes are through.
pub(super) const ACK_TIMEOUT: Duration = Duration::from_secs(5);
/// The slowest line a court may have: a batch of 1,000 × 600 bytes takes 9 s on it.
const LINE_BYTES_PER_SECOND: u64 = 64 * 1024;

const CONTENT_TYPE: &str = "application/cloudevents+json";
/// The signature's header.
pub(super) const SIGNATURE: &str = "Medreg-Signature";

/// What one reply of the broker says about the batch.
enum Verdict {
    /// The first message of a batch was accepted; the commit is still to be answered.
    Staged,
    Done(Result<Published, PublishError>),
}

pub(super) async fn publish(
    connection: &Connection,
    subject: &str,
    hub: u64,
    first_seq: u64,
    batch: &[Message],
) -> Result<Published, PublishError> {
    let client = &connection.client;
    let mut signals = connection.signals();
    let bytes: usize = batch.iter().map(|message| message.body.len()).sum();
    let on_the_line = u64::try_from(bytes).unwrap_or(u64::MAX) / LINE_BYTES_PER_SECOND;
    let patience = ACK_TIMEOUT.saturating_add(Duration::from_secs(on_the_line));
    let exchange = async {
        let mut replies = send(client, subject, hub, batch).await?;
        verdict(&mut replies, subject, hub).await
    };
    tokio::select! {
        outcome = timeout(patience, exchange) => match outcome {
            Ok(Some(outcome)) => outcome,
            Ok(None) | Err(_) => Err(PublishError::TimedOut { first_seq }),
        },
        () = signals.denied(subject) => {
            Err(PublishError::Denied { subject: subject.to_owned() })
        }
    }
}

/// Sends the whole batch; `None` if the client has closed half-way.
async fn send(client: &Client, subject: &str, hub: u64, batch: &[Message]) -> Option<Subscriber> {
    let inbox = client.new_inbox();
    let replies = client.subscribe(inbox.clone()).await.ok()?;
    let batch_id = uuid::Builder::from_random_bytes(rand::random())
        .into_uuid()
        .to_string();
    let last = batch.len() - 1;
    for (index, message) in batch.iter().enumerate() {
        let mut headers = HeaderMap::new();
        headers.insert("content-type", CONTENT_TYPE);
        if let Some(id) = message.id {
            headers.insert("Nats-Msg-Id", id.to_string());
        }
        headers.insert(SIGNATURE, message.signature.as_str());
        if index == 0 {
            headers.insert("Nats-Expected-Last-Subject-Sequence", hub.to_string());
        }
        if last > 0 {
            headers.insert("Nats-Batch-Id", batch_id.as_str());
            headers.insert("Nats-Batch-Sequence", (index + 1).to_string());
        }
        if last > 0 && index == last {
            headers.insert("Nats-Batch-Commit", "1");
        }
        let (subject, body) = (subject.to_owned(), message.body.clone());
        let sent = if index == 0 || index == last {
            let reply = inbox.clone();
            client
                .publish_with_reply_and_headers(subject, reply, headers, body)
                .await
        } else {
            client.publish_with_headers(subject, headers, body).await
        };
        sent.ok()?;
    }
    Some(replies)
}

/// Waits for the reply that decides; `None` if the subscription ends before it.
async fn verdict(
    replies: &mut Subscriber,
    subject: &str,
    hub: u64,
) -> Option<Result<Published, PublishError>> {
    loop {
        let reply = replies.next().await?;
        if reply.status == Some(StatusCode::NO_RESPONDERS) {
            return Some(Err(PublishError::NoStream {
                subject: subject.to_owned(),
            }));
        }
        if let Verdict::Done(outcome) = judge(&reply.payload, hub) {
            return Some(outcome);
        }
    }
}

fn judge(reply: &[u8], hub: u64) -> Verdict {
    if reply.is_empty() {
        return Verdict::Staged;
    }
    let refused = |reason: String| Verdict::Done(Err(PublishError::Refused { reason }));
    let conflict = Verdict::Done(Err(PublishError::Conflict { expected: hub }));
    match serde_json::from_slice::<Response<PublishAck>>(reply) {
        // Inside the duplicate window the broker recognises the message before it looks
        // at the expectation, and stores nothing.
        Ok(Response::Ok(ack)) if ack.duplicate => conflict,
        Ok(Response::Ok(ack)) => Verdict::Done(Ok(Published {
            last_sequence: ack.sequence,
        })),
        Ok(Response::Err { error }) => match error.error_code() {
            ErrorCode::STREAM_WRONG_LAST_SEQUENCE
            | ErrorCode::STREAM_WRONG_LAST_SEQUENCE_CONSTANT
            | ErrorCode::ATOMIC_PUBLISH_CONTAINS_DUPLICATE_MESSAGE => conflict,
            ErrorCode::ATOMIC_PUBLISH_TOO_MANY_INFLIGHT | ErrorCode::STREAM_TOO_MANY_REQUESTS => {
                Verdict::Done(Err(PublishError::Busy))
            }
            _ => refused(error.to_string()),
        },
        Err(_) => refused("its answer cannot be read".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(err_code: u64) -> String {
        format!(r#"{{"error":{{"code":400,"err_code":{err_code},"description":"d"}}}}"#)
    }

    #[test]
    fn each_answer_of_the_broker_has_its_meaning() {
        let done = |reply: &str| match judge(reply.as_bytes(), 4) {
            Verdict::Done(outcome) => outcome,
            Verdict::Staged => panic!("`{reply}` decides"),
        };
        assert!(matches!(judge(b"", 4), Verdict::Staged));
        assert_eq!(done(r#"{"stream":"S","seq":9}"#).unwrap().last_sequence, 9);
        for code in [10071, 10164, 10201] {
            let error = done(&refusal(code)).unwrap_err();
            assert!(
                matches!(error, PublishError::Conflict { expected: 4 }),
                "{error}"
            );
        }
        let twice = done(r#"{"stream":"S","seq":9,"duplicate":true}"#).unwrap_err();
        assert!(matches!(twice, PublishError::Conflict { .. }), "{twice}");
        for code in [10167, 10210] {
            assert!(matches!(done(&refusal(code)), Err(PublishError::Busy)));
        }
        assert!(matches!(
            done(&refusal(10176)),
            Err(PublishError::Refused { .. })
        ));
        assert!(matches!(done("?"), Err(PublishError::Refused { .. })));
    }
}
