//! The two forms of the link behind one trait, and the words the tests are written in.

use std::time::Duration;

use bytes::Bytes;
use medreg_domain::{CourtCode, Source};
use medreg_node::transport::{
    CourtLink, Delivery, Embedded, FederalLink, Inbox, Message, Opened, StreamPosition,
};
use tempfile::TempDir;
use tokio::task::JoinSet;
use tokio::time::{interval, timeout};
use uuid::Uuid;

use crate::server::{PATIENCE, Server};

pub(crate) const WAIT: Duration = Duration::from_millis(200);

/// A hub with an office that answers questions; every question is echoed.
pub(crate) trait Harness: Sized {
    async fn start() -> Self;
    async fn court(&self, code: &str) -> CourtLink;
    fn office(&self) -> &FederalLink;
}

pub(crate) struct OverNats {
    pub(crate) server: Server,
    office: FederalLink,
    _answers: JoinSet<()>,
}

pub(crate) struct InOneProcess {
    hub: Embedded,
    office: FederalLink,
    _keys: TempDir,
    _answers: JoinSet<()>,
}

impl Harness for OverNats {
    async fn start() -> Self {
        let server = Server::start().await;
        let office = FederalLink::connect(&server.options()).await.unwrap();
        let answers = echo(&office).await;
        Self {
            server,
            office,
            _answers: answers,
        }
    }

    async fn court(&self, code: &str) -> CourtLink {
        CourtLink::connect(&self.server.options(), court(code))
            .await
            .unwrap()
    }

    fn office(&self) -> &FederalLink {
        &self.office
    }
}

impl Harness for InOneProcess {
    async fn start() -> Self {
        let keys = TempDir::new().unwrap();
        let hub = Embedded::open(keys.path()).unwrap();
        let office = FederalLink::embedded(&hub);
        let answers = echo(&office).await;
        Self {
            hub,
            office,
            _keys: keys,
            _answers: answers,
        }
    }

    async fn court(&self, code: &str) -> CourtLink {
        CourtLink::embedded(&self.hub, court(code))
    }

    fn office(&self) -> &FederalLink {
        &self.office
    }
}

pub(crate) async fn echo(office: &FederalLink) -> JoinSet<()> {
    let mut asks = office.serve_asks().await.unwrap();
    let mut owner = JoinSet::new();
    owner.spawn(async move {
        while let Some(ask) = asks.next().await {
            let answer = format!("{} asked {}", ask.court, text(&ask.request));
            ask.answer(answer.into()).await.unwrap();
        }
    });
    owner
}

pub(crate) fn court(code: &str) -> CourtCode {
    code.parse().unwrap()
}

/// The message with court sequence `seq`; the same for the same arguments.
pub(crate) fn message(code: &str, seq: u64) -> Message {
    let court = court(code);
    let number: u128 = code
        .bytes()
        .fold(0, |number, byte| number << 8 | u128::from(byte));
    Message {
        id: Some(Uuid::from_u128(number << 48 | u128::from(seq))),
        source: Source::Court(court),
        body: format!(r#"{{"source":"{court}","courtseq":{seq}}}"#).into(),
        signature: format!("{court}.register.example c2ln{seq}"),
    }
}

/// Messages with the court sequences of `range`.
pub(crate) fn messages(code: &str, range: std::ops::RangeInclusive<u64>) -> Vec<Message> {
    range.map(|seq| message(code, seq)).collect()
}

/// The court sequence in a body made by [`message`].
pub(crate) fn courtseq(body: &[u8]) -> u64 {
    let body: serde_json::Value = serde_json::from_slice(body).unwrap();
    body["courtseq"].as_u64().unwrap()
}

pub(crate) fn courtseqs(deliveries: &[Delivery]) -> Vec<u64> {
    deliveries
        .iter()
        .map(|delivery| courtseq(&delivery.body))
        .collect()
}

pub(crate) fn text(bytes: &Bytes) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// An inbox from the first message on.
pub(crate) async fn fresh_inbox(office: &FederalLink) -> Inbox {
    let (inbox, opened) = office.open_inbox(None).await.unwrap();
    assert_eq!(opened, Opened::AtFirst);
    inbox
}

/// An inbox behind a position that must hold.
pub(crate) async fn resumed_inbox(office: &FederalLink, position: StreamPosition) -> Inbox {
    let (inbox, opened) = office.open_inbox(Some(position)).await.unwrap();
    assert_eq!(opened, Opened::Resumed);
    inbox
}

/// Fetches exactly `count` messages.
pub(crate) async fn fetch(inbox: &mut Inbox, count: usize) -> Vec<Delivery> {
    let fetched = timeout(PATIENCE, async {
        let mut all = Vec::with_capacity(count);
        while all.len() < count {
            all.extend(inbox.fetch(count - all.len(), WAIT).await.unwrap());
        }
        all
    });
    fetched
        .await
        .unwrap_or_else(|_| panic!("{count} messages did not come"))
}

/// Fails if there is anything left to fetch.
pub(crate) async fn expect_empty(inbox: &mut Inbox) {
    let rest = inbox.fetch(10, WAIT).await.unwrap();
    assert_eq!(courtseqs(&rest), [] as [u64; 0]);
}

/// Tries until `look` finds something; the pauses pace the tries and prove nothing.
pub(crate) async fn eventually<T>(what: &str, mut look: impl AsyncFnMut() -> Option<T>) -> T {
    let tries = async {
        let mut pace = interval(Duration::from_millis(20));
        loop {
            pace.tick().await;
            if let Some(found) = look().await {
                return found;
            }
        }
    };
    timeout(PATIENCE, tries)
        .await
        .unwrap_or_else(|_| panic!("{what} did not come in time"))
}
