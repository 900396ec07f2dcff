//! What the federal office says to one court: receipts and requests to resend.
//!
//! A notice may be missed by a court that is away or slow. The newer receipt says all an
//! older one said, and a court can ask; so nothing here is kept for it.

use bytes::Bytes;
use tokio::sync::broadcast;

use super::nats::NatsNotices;

/// Notices that may wait for a court before the oldest is dropped.
pub(super) const NOTICES_MAX: usize = 256;

/// One word from the office to a court; its bytes are opaque to the link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// How far the office has taken this court's events.
    Receipt(Bytes),
    /// What the office wants sent again.
    Resend(Bytes),
}

/// The notices of one court, from the moment of listening on.
#[derive(Debug)]
pub struct Notices(pub(super) NoticesForm);

#[derive(Debug)]
pub(super) enum NoticesForm {
    Nats(NatsNotices),
    Embedded(broadcast::Receiver<Notice>),
}

impl Notices {
    /// The next notice; `None` when the link has closed.
    ///
    /// Nothing is lost if the future is dropped.
    pub async fn next(&mut self) -> Option<Notice> {
        match &mut self.0 {
            NoticesForm::Nats(notices) => notices.next().await,
            NoticesForm::Embedded(notices) => loop {
                match notices.recv().await {
                    Ok(notice) => return Some(notice),
                    Err(broadcast::error::RecvError::Lagged(_)) => {}
                    Err(broadcast::error::RecvError::Closed) => return None,
                }
            },
        }
    }

    /// The next receipt, past requests to resend.
    pub async fn next_receipt(&mut self) -> Option<Bytes> {
        loop {
            if let Notice::Receipt(receipt) = self.next().await? {
                return Some(receipt);
            }
        }
    }
}
