//! What the broker reports beside its answers: connections, and denials above all.

use std::collections::VecDeque;

use async_nats::{ClientError, Event, ServerError};
use tokio::sync::watch;

/// Different errors of the broker that are remembered.
const ERRORS_MAX: usize = 8;

/// What the broker has reported, coarsely: enough to look closer.
#[derive(Debug, Default)]
pub(super) struct Events {
    /// How much was reported so far.
    count: u64,
    /// The newest errors, each once.
    errors: VecDeque<BrokerError>,
}

#[derive(Debug)]
struct BrokerError {
    /// The number of the report that said it last.
    number: u64,
    /// The broker's own words.
    text: String,
}

/// Wakes when something was reported, from its making on.
#[derive(Debug)]
pub(super) struct Signals {
    events: watch::Receiver<Events>,
    since: u64,
}

impl Signals {
    pub(super) fn from_now(events: &watch::Receiver<Events>) -> Self {
        let mut events = events.clone();
        let since = events.borrow_and_update().count;
        Self { events, since }
    }

    /// Waits for the next report of any kind; for ever once the connection is closed.
    pub(super) async fn changed(&mut self) {
        if self.events.changed().await.is_err() {
            std::future::pending::<()>().await;
        }
    }

    /// Waits until the broker denies `subject`: a denied publish has no other answer.
    pub(super) async fn denied(&mut self, subject: &str) {
        let quoted = format!("\"{subject}\"");
        loop {
            self.changed().await;
            let events = self.events.borrow_and_update();
            let new = |error: &&BrokerError| error.number > self.since;
            if events
                .errors
                .iter()
                .filter(new)
                .any(|error| error.text.contains(&quoted))
            {
                return;
            }
        }
    }
}

impl Events {
    pub(super) fn add(&mut self, event: &Event) {
        self.count += 1;
        let Some(text) = error_text(event) else {
            return;
        };
        let known = self.errors.len();
        self.errors.retain(|error| error.text != text);
        // A denied batch says the same a thousand times.
        if self.errors.len() == known {
            tracing::warn!(error = %text, "The broker reports: {text}");
        }
        if self.errors.len() == ERRORS_MAX {
            self.errors.pop_front();
        }
        self.errors.push_back(BrokerError {
            number: self.count,
            text: text.to_owned(),
        });
    }
}

/// The error an event bears, in the broker's words.
fn error_text(event: &Event) -> Option<&str> {
    match event {
        Event::ServerError(ServerError::Other(text)) => Some(text),
        Event::ServerError(ServerError::AuthorizationViolation) => Some("authorization violation"),
        Event::ClientError(ClientError::Other(text)) => Some(text),
        Event::ServerError(ServerError::SlowConsumer(_))
        | Event::ClientError(ClientError::MaxReconnects | ClientError::ServerNotInPool)
        | Event::Connected
        | Event::Disconnected
        | Event::LameDuckMode
        | Event::Draining
        | Event::Closed
        | Event::SlowConsumer(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn denial(subject: &str) -> Event {
        let text = format!("Permissions Violation for Publish to \"{subject}\"");
        Event::ServerError(ServerError::Other(text))
    }

    #[tokio::test]
    async fn a_denial_is_heard_though_others_follow() {
        let (events_in, events) = watch::channel(Events::default());
        let mut signals = Signals::from_now(&events);
        for subject in ["a.b", "a.b.c", "x", "x", "x"] {
            events_in.send_modify(|events| events.add(&denial(subject)));
        }
        signals.denied("a.b").await;
    }

    #[test]
    fn what_is_remembered_is_bounded() {
        let mut events = Events::default();
        for number in 0..100 {
            events.add(&denial(&number.to_string()));
            events.add(&denial("same"));
        }
        assert_eq!(events.errors.len(), ERRORS_MAX);
        assert_eq!(events.count, 200);
    }
}
