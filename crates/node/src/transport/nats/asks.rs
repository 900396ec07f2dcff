//! Questions from courts over NATS; where the hub stands is answered from the stream.

use async_nats::jetstream::Context;
use async_nats::jetstream::stream::LastRawMessageErrorKind;
use async_nats::{Client, Subject, Subscriber};
use bytes::Bytes;
use futures::StreamExt;
use medreg_domain::{CourtCode, Source};

use super::super::asks::{Reply, is_head};
use super::super::{Ask, HubHead, LinkError, subject};
use super::batch::SIGNATURE;
use super::streams;

#[derive(Debug)]
pub(in super::super) struct NatsAsks {
    context: Context,
    questions: Subscriber,
    /// A question for the head that is being answered: kept, should `next` be dropped.
    head_ask: Option<(CourtCode, NatsReply)>,
}

#[derive(Clone, Debug)]
pub(in super::super) struct NatsReply {
    client: Client,
    subject: Subject,
}

impl NatsAsks {
    pub(super) async fn subscribe(context: Context) -> Result<Self, LinkError> {
        let questions = context
            .client()
            .subscribe(subject::ASK_ALL)
            .await
            .map_err(|error| LinkError::Broker {
                operation: "listen to questions",
                kind: error.kind().to_string(),
            })?;
        Ok(Self {
            context,
            questions,
            head_ask: None,
        })
    }

    pub(in super::super) async fn next(&mut self) -> Option<Ask> {
        loop {
            if let Some((court, reply)) = &self.head_ask {
                // Unanswered, the court times out and asks again.
                if let Err(error) = answer_head(&self.context, *court, reply.clone()).await {
                    tracing::warn!(court.id = %court, error = %error,
                        "Could not tell court `{court}` where the hub stands");
                }
                self.head_ask = None;
            }
            let question = self.questions.next().await?;
            let (Some(court), Some(reply_to)) =
                (subject::asking_court(&question.subject), question.reply)
            else {
                tracing::warn!(subject = %question.subject, "Dropped a question without a court or a reply");
                continue;
            };
            // The broker lets a publisher name any reply subject: an answer sent elsewhere would
            // speak in the office's name to whoever listens there.
            if !reply_to.starts_with(&subject::private_inbox(court)) {
                tracing::warn!(court.id = %court, subject = %reply_to,
                    "Dropped a question of court `{court}` that asked for an answer outside its own inbox");
                continue;
            }
            let reply = NatsReply {
                client: self.context.client(),
                subject: reply_to,
            };
            if is_head(&question.payload) {
                self.head_ask = Some((court, reply));
                continue;
            }
            return Some(Ask {
                court,
                request: question.payload,
                reply: Reply::Nats(reply),
            });
        }
    }
}

impl NatsReply {
    pub(in super::super) async fn send(self, answer: Bytes) -> Result<(), LinkError> {
        self.client
            .publish(self.subject, answer)
            .await
            .map_err(|error| LinkError::Broker {
                operation: "answer a court",
                kind: error.kind().to_string(),
            })
    }
}

async fn answer_head(
    context: &Context,
    court: CourtCode,
    reply: NatsReply,
) -> Result<(), LinkError> {
    let head = head(context, court).await?;
    reply.send(HubHead::answer(head.as_ref())).await
}

/// The last message of a court in the inbox, asked of the stream's leader.
async fn head(context: &Context, court: CourtCode) -> Result<Option<HubHead>, LinkError> {
    let broker = |kind: String| LinkError::Broker {
        operation: "read a court's last message",
        kind,
    };
    let stream = context
        .get_stream_no_info(streams::INBOX)
        .await
        .map_err(|error| broker(error.kind().to_string()))?;
    let subject = subject::inbox(Source::Court(court));
    match stream.get_last_raw_message_by_subject(&subject).await {
        Ok(message) => Ok(Some(HubHead {
            sequence: message.sequence,
            signature: message
                .headers
                .get(SIGNATURE)
                .map(|header| header.as_str().to_owned()),
            body: message.payload,
        })),
        Err(error) if error.kind() == LastRawMessageErrorKind::NoMessageFound => Ok(None),
        Err(error) => Err(broker(error.kind().to_string())),
    }
}
