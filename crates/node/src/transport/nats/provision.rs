//! The operator's step: creates the streams, once.
//!
//! A create on every start has lost streams (nats-server#8449), so no node does it.

use async_nats::jetstream::stream::Info;
use async_nats::jetstream::{self, Context};

use super::super::LinkError;
use super::connection::{Connection, FirstContact, Party};
use super::streams::{ALL, Check, checked, wanted};
use super::{ConnectError, NatsOptions};

/// Replicas JetStream can keep.
const REPLICAS_MAX: usize = 5;

/// What provisioning did for one stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Provisioned {
    /// The stream.
    pub stream: &'static str,
    /// Whether it was there.
    pub found: Found,
}

/// Whether a stream was there before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// It was missing and has been created.
    Created,
    /// It was there and is configured as needed.
    Present,
}

/// Why the broker could not be set up; nothing that was there has been changed.
#[derive(Debug, thiserror::Error)]
pub enum ProvisionError {
    /// The broker could not be reached.
    #[error("could not connect to the broker")]
    Connect(#[source] ConnectError),
    /// JetStream keeps 1 to 5 replicas.
    #[error("{replicas} replicas cannot be kept: choose 1 to {REPLICAS_MAX}")]
    Replicas {
        /// The number asked for.
        replicas: usize,
    },
    /// A stream could not be created.
    #[error("could not create stream `{stream}`: {kind}")]
    Create {
        /// The stream.
        stream: &'static str,
        /// The kind of failure.
        kind: String,
    },
    /// A stream is there and is not as needed, or could not be read.
    #[error("stream `{stream}` cannot be used as it is")]
    Unfit {
        /// The stream.
        stream: &'static str,
        /// What is wrong with it.
        #[source]
        cause: LinkError,
    },
}

/// Creates what is missing of the register's streams and checks what is there.
///
/// Safe to repeat: a stream that exists is never changed.
pub async fn provision(
    options: &NatsOptions,
    replicas: usize,
) -> Result<Vec<Provisioned>, ProvisionError> {
    if !(1..=REPLICAS_MAX).contains(&replicas) {
        return Err(ProvisionError::Replicas { replicas });
    }
    let party = Party {
        name: "medreg federal init".to_owned(),
        inbox_prefix: "_INBOX_federal".to_owned(),
        subscription_capacity: 64,
        first_contact: FirstContact::Required,
    };
    let connection = Connection::open(options, party)
        .await
        .map_err(ProvisionError::Connect)?;
    let context = jetstream::new(connection.client.clone());
    let mut outcome = Vec::with_capacity(ALL.len());
    for stream in ALL {
        let found = provision_one(&context, &connection, stream, replicas).await?;
        outcome.push(Provisioned { stream, found });
    }
    Ok(outcome)
}

async fn provision_one(
    context: &Context,
    connection: &Connection,
    stream: &'static str,
    replicas: usize,
) -> Result<Found, ProvisionError> {
    let unfit = |cause| ProvisionError::Unfit { stream, cause };
    let found = match checked(context, &connection.servers, stream).await {
        Ok(found) => {
            return same_replicas(stream, found.cached_info(), replicas).map_err(unfit);
        }
        Err(LinkError::Missing { .. }) => Found::Created,
        Err(cause) => return Err(unfit(cause)),
    };
    context
        .create_stream(wanted(stream, replicas))
        .await
        .map_err(|error| ProvisionError::Create {
            stream,
            kind: error.kind().to_string(),
        })?;
    // An old server drops settings it does not know without a word.
    checked(context, &connection.servers, stream)
        .await
        .map_err(unfit)?;
    Ok(found)
}

fn same_replicas(stream: &'static str, info: &Info, replicas: usize) -> Result<Found, LinkError> {
    Check { stream }.same("num_replicas", &replicas, &info.config.num_replicas)?;
    Ok(Found::Present)
}
