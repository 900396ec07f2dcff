//! A federal office in a folder that outlives it.

use std::path::Path;
use std::time::{Duration, Instant};

use chrono::NaiveDate;
use medreg_domain::Source;
use medreg_domain::reference::event::ReferenceEvent;
use medreg_log::{Leaf, SigningKey};
use medreg_node::entropy::{Entropy, derive};
use medreg_node::federal::intake::Taken;
use medreg_node::federal::{Federal, FederalError, OfficeKeys, Opening, federal_key_name};
use medreg_node::transport::Message;
use medreg_projections::{Digests, StoreError};
use serde_json::Value;
use tempfile::TempDir;

use crate::clerk::{KURCHATOV, ORIGIN, SEED, SEMEY, code, day, key_added, morning};
use crate::pen::delivered;

/// An office and its folder.
#[derive(Debug)]
pub(crate) struct Office {
    pub(crate) folder: TempDir,
    pub(crate) federal: Federal,
}

pub(crate) fn office_keys() -> OfficeKeys {
    let key = |name: &str| SigningKey::from_seed(name, &derive(SEED, name)).unwrap();
    OfficeKeys {
        log: key(ORIGIN),
        federal: key(&federal_key_name(ORIGIN)),
    }
}

/// Opens an office whose views may have been dropped just before: sled lets go of its lock
/// in a thread of its own, a moment after the last handle is gone.
pub(crate) fn open(data: &Path) -> (Federal, Opening) {
    let patience = Instant::now() + Duration::from_secs(10);
    loop {
        match Federal::open(data, office_keys(), Entropy::System, |_| {}) {
            Err(FederalError::Views(StoreError::InUse(_))) if Instant::now() < patience => {
                std::thread::yield_now();
            }
            opened => return opened.unwrap(),
        }
    }
}

impl Office {
    /// An office that knows the keys of two courts.
    pub(crate) fn begin() -> Self {
        let mut office = Self::begin_empty();
        office.state(&[key_added(SEMEY, SEED), key_added(KURCHATOV, SEED)]);
        office
    }

    pub(crate) fn begin_empty() -> Self {
        let folder = TempDir::new().unwrap();
        Federal::create(folder.path(), &office_keys()).unwrap();
        let (federal, _) = open(folder.path());
        Self { folder, federal }
    }

    /// The office after a crash: what was not committed is gone.
    pub(crate) fn reopened(self) -> Self {
        self.reopened_after(|_| {}).0
    }

    /// The office after something happened to its folder.
    pub(crate) fn reopened_after(self, happens: impl FnOnce(&Path)) -> (Self, Opening) {
        let Self { folder, federal } = self;
        drop(federal);
        happens(folder.path());
        let (federal, opening) = open(folder.path());
        (Self { folder, federal }, opening)
    }

    pub(crate) fn state(&mut self, facts: &[ReferenceEvent]) {
        let dated: Vec<(NaiveDate, ReferenceEvent)> = facts
            .iter()
            .map(|fact| (day("2025-01-01"), fact.clone()))
            .collect();
        self.federal.state(&dated, morning("2025-01-01")).unwrap();
    }

    pub(crate) fn take(&mut self, messages: &[Message]) -> Taken {
        self.federal.take(delivered(messages), None).unwrap()
    }

    pub(crate) fn digests(&self) -> Digests {
        self.federal.views().digests().unwrap()
    }

    pub(crate) fn position(&self) -> u64 {
        self.federal.views().cursor().position
    }

    /// The sequence of the last event recorded of a court.
    pub(crate) fn head(&self, court: &str) -> u64 {
        let head = self.federal.views().sources().head(code::<Source>(court));
        head.map_or(0, |head| head.courtseq)
    }

    /// How many messages are kept, by reason.
    pub(crate) fn kept(&self) -> Vec<(&'static str, u64)> {
        self.federal.quarantine().by_reason().into_iter().collect()
    }

    /// The lines of courts in the history from a position on.
    pub(crate) fn court_lines(&self, from: u64) -> Vec<String> {
        let mut lines = self.lines(from);
        lines.retain(|line| !line.contains("urn:medreg:federal"));
        lines
    }

    /// What the office stated itself from a position on: type and payload.
    pub(crate) fn stated(&self, from: u64) -> Vec<(String, Value)> {
        let lines = self.lines(from);
        let facts = lines
            .iter()
            .filter(|line| line.contains("urn:medreg:federal"));
        let read = |line: &String| {
            let event: Value = serde_json::from_str(line).unwrap();
            (
                event["type"].as_str().unwrap().to_owned(),
                event["data"].clone(),
            )
        };
        facts.map(read).collect()
    }

    /// The lines of the history from a position on.
    pub(crate) fn lines(&self, from: u64) -> Vec<String> {
        let reader = self.federal.history().reader();
        let line = |position| {
            let leaf = reader.leaf(position).unwrap();
            Leaf::parse(&leaf).unwrap().line().to_owned()
        };
        (from..self.position()).map(line).collect()
    }
}

/// The bodies of messages, as the history would show them.
pub(crate) fn bodies(messages: &[Message]) -> Vec<String> {
    messages
        .iter()
        .map(|message| String::from_utf8(message.body.to_vec()).unwrap())
        .collect()
}
