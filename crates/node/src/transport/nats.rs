//! The link over NATS JetStream, and the operator's step that sets it up.

mod asks;
mod batch;
mod connection;
mod court;
mod feed;
mod inbox;
mod notices;
mod office;
mod provision;
mod signals;
mod streams;
mod user;

pub use connection::{ConnectError, NatsOptions};
pub use provision::{Found, ProvisionError, Provisioned, provision};
pub use user::{UserNkey, UserNkeyError};

pub(super) use asks::{NatsAsks, NatsReply};
pub(super) use court::NatsCourt;
pub(super) use inbox::NatsInbox;
pub(super) use notices::NatsNotices;
pub(super) use office::NatsOffice;
