//! What the office says to one court, by two plain subscriptions.

use async_nats::{Client, Subscriber};
use futures::StreamExt;
use medreg_domain::CourtCode;

use super::super::{LinkError, Notice, subject};

#[derive(Debug)]
pub(in super::super) struct NatsNotices {
    receipts: Subscriber,
    resends: Subscriber,
}

impl NatsNotices {
    pub(super) async fn subscribe(client: &Client, court: CourtCode) -> Result<Self, LinkError> {
        Ok(Self {
            receipts: subscription(client, subject::receipt(court)).await?,
            resends: subscription(client, subject::resend(court)).await?,
        })
    }

    pub(in super::super) async fn next(&mut self) -> Option<Notice> {
        tokio::select! {
            receipt = self.receipts.next() => receipt.map(|receipt| Notice::Receipt(receipt.payload)),
            resend = self.resends.next() => resend.map(|resend| Notice::Resend(resend.payload)),
        }
    }
}

async fn subscription(client: &Client, subject: String) -> Result<Subscriber, LinkError> {
    client
        .subscribe(subject)
        .await
        .map_err(|error| LinkError::Broker {
            operation: "listen to the office",
            kind: error.kind().to_string(),
        })
}
