//! One connection to the broker: how it is made, kept, and what it reports.

use std::error::Error;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use async_nats::connection::State;
use async_nats::{Client, ConnectErrorKind, ConnectOptions, Event, ServerAddr};
use tokio::sync::watch;
use tokio::time::error::Elapsed;
use tokio::time::timeout;

use super::signals::{Events, Signals};

/// A dead connection shows after two of these.
const PING_INTERVAL: Duration = Duration::from_secs(10);
/// Thousands of courts return together after a restart of the hub: each waits a random
/// time below 1, 2, 4 … 60 seconds.
const RECONNECT_FIRST: Duration = Duration::from_secs(1);
const RECONNECT_MAX: Duration = Duration::from_mins(1);
/// How often the state of the connection is looked at while it is awaited.
const STATE_LOOK: Duration = Duration::from_millis(100);
/// 1 s doubled six times passes [`RECONNECT_MAX`].
const RECONNECT_DOUBLINGS_MAX: u32 = 6;

/// How to reach the broker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NatsOptions {
    /// Addresses, separated by commas: `nats://hub-1:4222,nats://hub-2:4222`.
    pub servers: String,
    /// The file that holds this node's nkey seed.
    pub seed_file: Option<PathBuf>,
    /// The certificate authority to trust besides the system's, as PEM.
    pub tls_ca_file: Option<PathBuf>,
}

/// Why no connection was made.
#[derive(Debug, thiserror::Error)]
pub enum ConnectError {
    /// An address cannot be read.
    #[error("`{servers}` is not a list of addresses such as `nats://hub:4222`")]
    Address {
        /// The text given.
        servers: String,
    },
    /// The seed file cannot be read.
    #[error("cannot read the nkey seed from `{}`", path.display())]
    SeedFile {
        /// The file.
        path: PathBuf,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// The broker was not reached, or did not let us in.
    #[error("cannot connect to `{servers}`: {kind}")]
    Refused {
        /// The addresses tried.
        servers: String,
        /// The kind of failure.
        kind: String,
    },
    /// The line could not be sealed, or leads to somebody else.
    #[error(
        "no TLS with `{servers}` ({reason}): `nats_ca_file` names the authority that signed the broker's certificate, and off this machine the broker must speak TLS"
    )]
    Tls {
        /// The addresses tried.
        servers: String,
        /// What the handshake came to.
        reason: String,
    },
}

/// Who connects; decides the name, the reply prefix and the patience.
#[derive(Clone, Debug)]
pub(super) struct Party {
    /// The name the broker shows.
    pub(super) name: String,
    /// The prefix of all reply subjects; a court may subscribe to its own only.
    pub(super) inbox_prefix: String,
    /// Messages one subscription can hold before the client drops them.
    pub(super) subscription_capacity: usize,
    /// Whether to go on without a first connection.
    pub(super) first_contact: FirstContact,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FirstContact {
    Required,
    InBackground,
}

/// A connection, shared by clones.
#[derive(Clone, Debug)]
pub(super) struct Connection {
    pub(super) client: Client,
    pub(super) servers: Arc<str>,
    events: watch::Receiver<Events>,
}

impl NatsOptions {
    /// Plain access to `servers`, without key or own authority.
    pub fn new(servers: impl Into<String>) -> Self {
        Self {
            servers: servers.into(),
            seed_file: None,
            tls_ca_file: None,
        }
    }

    fn addresses(&self) -> Result<Vec<ServerAddr>, ConnectError> {
        let wrong = |_| ConnectError::Address {
            servers: self.servers.clone(),
        };
        self.servers
            .split(',')
            .map(|text| text.trim().parse().map_err(wrong))
            .collect()
    }

    /// How a party connects: key, authority, patience, and where it hears what happens.
    fn prepare(
        &self,
        party: &Party,
        addresses: &[ServerAddr],
        events_in: watch::Sender<Events>,
    ) -> Result<ConnectOptions, ConnectError> {
        let connected_once = Arc::new(AtomicBool::new(false));
        let reconnecting = Arc::clone(&connected_once);
        let mut connect = ConnectOptions::new()
            .name(&party.name)
            .custom_inbox_prefix(&party.inbox_prefix)
            .subscription_capacity(party.subscription_capacity)
            .ping_interval(PING_INTERVAL)
            // Events in clear never leave the machine.
            .require_tls(!addresses.iter().all(is_loopback))
            .reconnect_delay_callback(move |attempt| {
                if reconnecting.load(Ordering::Relaxed) || attempt > 1 {
                    reconnect_delay(attempt)
                } else {
                    Duration::ZERO
                }
            })
            .event_callback(move |event| {
                if event == Event::Connected {
                    connected_once.store(true, Ordering::Relaxed);
                }
                events_in.send_modify(|events| events.add(&event));
                async {}
            });
        if let Some(path) = &self.seed_file {
            let seed = std::fs::read_to_string(path).map_err(|source| ConnectError::SeedFile {
                path: path.clone(),
                source,
            })?;
            connect = connect.nkey(seed.trim().to_owned());
        }
        if let Some(path) = &self.tls_ca_file {
            connect = connect.add_root_certificates(path.clone());
        }
        Ok(connect)
    }

    /// Why there is no connection; of a handshake that failed, what it came to.
    fn refused(&self, error: &async_nats::ConnectError) -> ConnectError {
        let servers = self.servers.clone();
        let cause = error.source().map(ToString::to_string);
        let handshake = error
            .source()
            .and_then(|cause| cause.downcast_ref::<io::Error>())
            .is_some_and(|cause| cause.kind() == io::ErrorKind::InvalidData);
        if handshake || error.kind() == ConnectErrorKind::Tls {
            let reason = cause.unwrap_or_else(|| error.kind().to_string());
            return ConnectError::Tls { servers, reason };
        }
        let kind = match (error.kind(), cause) {
            (ConnectErrorKind::Io, Some(cause)) => cause,
            (kind, _) => kind.to_string(),
        };
        ConnectError::Refused { servers, kind }
    }
}

impl Connection {
    pub(super) async fn open(options: &NatsOptions, party: Party) -> Result<Self, ConnectError> {
        let first = Self::attempt(options, &party, FirstContact::Required).await;
        match (first, party.first_contact) {
            (Err(error @ (ConnectError::Refused { .. } | ConnectError::Tls { .. })), again)
                if again == FirstContact::InBackground =>
            {
                // Trying on in the background tells the kind of a failure, never its cause.
                tracing::warn!("{error}; trying again until it succeeds");
                Self::attempt(options, &party, again).await
            }
            (first, _) => first,
        }
    }

    async fn attempt(
        options: &NatsOptions,
        party: &Party,
        first_contact: FirstContact,
    ) -> Result<Self, ConnectError> {
        let addresses = options.addresses()?;
        let (events_in, events) = watch::channel(Events::default());
        let mut connect = options.prepare(party, &addresses, events_in)?;
        if first_contact == FirstContact::InBackground {
            connect = connect.retry_on_initial_connect();
        }
        let client = connect
            .connect(addresses)
            .await
            .map_err(|error| options.refused(&error))?;
        Ok(Self {
            client,
            servers: options.servers.as_str().into(),
            events,
        })
    }

    /// True while there is a connection.
    pub(super) fn is_connected(&self) -> bool {
        self.client.connection_state() == State::Connected
    }

    /// Waits for a connection.
    pub(super) async fn connected(&self, patience: Duration) -> bool {
        let mut signals = self.signals();
        let connected = async {
            while !self.is_connected() {
                // A report may come just before the state it announces, or be dropped.
                let _: Result<(), Elapsed> = timeout(STATE_LOOK, signals.changed()).await;
            }
        };
        timeout(patience, connected).await.is_ok()
    }

    /// How many connections there have been; a change means that something may be lost.
    pub(super) fn connects(&self) -> u64 {
        self.client.statistics().connects.load(Ordering::Relaxed)
    }

    /// Signals of what is reported from now on.
    pub(super) fn signals(&self) -> Signals {
        Signals::from_now(&self.events)
    }
}

fn reconnect_delay(attempt: usize) -> Duration {
    let doublings = u32::try_from(attempt.saturating_sub(1)).unwrap_or(u32::MAX);
    let factor = 1_u32 << doublings.min(RECONNECT_DOUBLINGS_MAX);
    let ceiling = RECONNECT_FIRST.saturating_mul(factor).min(RECONNECT_MAX);
    ceiling.mul_f64(rand::random_range(0.0..1.0))
}

fn is_loopback(address: &ServerAddr) -> bool {
    let host = address.host();
    host == "localhost"
        || host
            .parse::<std::net::IpAddr>()
            .is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn courts_do_not_return_all_at_once_nor_later_than_a_minute() {
        for attempt in 0..100 {
            assert!(reconnect_delay(attempt) <= RECONNECT_MAX);
        }
        assert!(reconnect_delay(1) <= RECONNECT_FIRST);
    }

    #[test]
    fn only_the_own_machine_is_spoken_to_in_clear() {
        let loopback = |text: &str| is_loopback(&text.parse().unwrap());
        assert!(loopback("nats://127.0.0.1:4222"));
        assert!(loopback("nats://localhost:4222"));
        assert!(loopback("nats://[::1]:4222"));
        assert!(!loopback("nats://hub.example:4222"));
        assert!(!loopback("nats://10.0.0.1:4222"));
    }

    #[test]
    fn a_wrong_address_is_named() {
        let error = NatsOptions::new("nats://a:4222, :::")
            .addresses()
            .unwrap_err();
        assert!(error.to_string().contains(":::"), "{error}");
    }
}
