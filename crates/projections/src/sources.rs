//! Where each source's chain stands, and the reference facts with the positions at which
//! keys become valid.

use chrono::{DateTime, NaiveDate, Utc};
use medreg_domain::calendar::civil_date;
use medreg_domain::reference::Reference;
use medreg_domain::reference::event::ReferenceEvent;
use medreg_domain::{CourtCode, Digest, Event, Source};
use medreg_log::Recorded;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use crate::store::{Batch, Store, StoreError};

const HEAD: char = 'h';
const FACT: char = 'x';

/// The newest event taken from a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// Its place in the chain.
    pub courtseq: u64,
    /// Its leaf hash, which the next event names.
    pub leaf_hash: Digest,
    /// When it was recorded.
    pub time: DateTime<Utc>,
}

/// A signing key and the positions it is valid at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CourtKey {
    /// The key as `name+id+base64`.
    pub vkey: String,
    /// Valid after this position.
    pub from: u64,
    /// Not valid after this position.
    pub to: Option<u64>,
}

/// Heads, facts and keys, all in memory: they are few and every event needs them.
#[derive(Debug, Default)]
pub struct Sources {
    heads: FxHashMap<Source, Head>,
    touched: Vec<Source>,
    keys: FxHashMap<CourtCode, Vec<CourtKey>>,
    facts: Vec<(u64, String)>,
    reference: Reference,
}

impl Sources {
    pub(crate) fn load(store: &Store) -> Result<Self, StoreError> {
        let mut sources = Self::default();
        for row in store.scan(&[HEAD as u8]) {
            let (key, value) = row?;
            let source = std::str::from_utf8(&key[1..])
                .ok()
                .and_then(|text| text.parse().ok());
            if let Some(source) = source {
                sources.heads.insert(source, store.decode(&value)?);
            }
        }
        for row in store.scan(&[FACT as u8]) {
            let (key, value) = row?;
            let position = key[1..]
                .try_into()
                .map(u64::from_be_bytes)
                .unwrap_or_default();
            if let Ok(event) = serde_json::from_slice::<ReferenceEvent>(&value) {
                sources.take_fact(position, &event);
            }
        }
        Ok(sources)
    }

    /// The newest event taken from the source, if any was.
    pub fn head(&self, source: Source) -> Option<Head> {
        self.heads.get(&source).copied()
    }

    /// All heads, by source.
    pub fn heads(&self) -> Vec<(Source, Head)> {
        let mut heads: Vec<(Source, Head)> = self
            .heads
            .iter()
            .map(|(source, head)| (*source, *head))
            .collect();
        heads.sort_unstable_by_key(|(source, _)| *source);
        heads
    }

    /// The keys a court may sign with at a position.
    pub fn keys(&self, court: CourtCode, position: u64) -> impl Iterator<Item = &CourtKey> {
        let valid =
            move |key: &&CourtKey| key.from < position && key.to.is_none_or(|to| position <= to);
        self.keys.get(&court).into_iter().flatten().filter(valid)
    }

    /// True if the court was ever given a key.
    pub fn is_enrolled(&self, court: CourtCode) -> bool {
        self.keys.contains_key(&court)
    }

    /// The world as the facts taken so far state it.
    pub fn reference(&self) -> &Reference {
        &self.reference
    }

    /// The civil date an event was recorded on, by the clock of the place the court is at.
    pub(crate) fn recorded_on(&self, court: CourtCode, recorded: &Recorded) -> NaiveDate {
        let court = self.reference.courts.get(&court);
        court.map_or_else(
            || recorded.time.date_naive(),
            |court| civil_date(recorded.time, court.zone),
        )
    }

    pub(crate) fn apply(&mut self, position: u64, leaf_hash: Digest, recorded: &Recorded) {
        let head = Head {
            courtseq: recorded.courtseq,
            leaf_hash,
            time: recorded.time,
        };
        self.heads.insert(recorded.source, head);
        self.touched.push(recorded.source);
        if let Event::Reference(event) = &recorded.event {
            self.take_fact(position, event);
            if let Ok(json) = serde_json::to_string(event) {
                self.facts.push((position, json));
            }
        }
    }

    fn take_fact(&mut self, position: u64, event: &ReferenceEvent) {
        if let ReferenceEvent::CourtKeyAdded { court, vkey } = event {
            let key = CourtKey {
                vkey: vkey.clone(),
                from: position,
                to: None,
            };
            self.keys.entry(*court).or_default().push(key);
        }
        if let ReferenceEvent::CourtKeyRevoked { court, vkey, .. } = event {
            let keys = self.keys.entry(*court).or_default();
            for key in keys
                .iter_mut()
                .filter(|key| key.vkey == *vkey && key.to.is_none())
            {
                key.to = Some(position);
            }
        }
        self.reference.evolve(event);
    }

    pub(crate) fn flush(&mut self, store: &Store, batch: &mut Batch) -> Result<(), StoreError> {
        self.touched.sort_unstable();
        self.touched.dedup();
        for source in self.touched.drain(..) {
            if let Some(head) = self.heads.get(&source) {
                batch.put(format!("{HEAD}{source}").as_bytes(), store.encode(head)?);
            }
        }
        for (position, json) in self.facts.drain(..) {
            let mut key = vec![FACT as u8];
            key.extend(position.to_be_bytes());
            batch.put(&key, json.into_bytes());
        }
        Ok(())
    }
}
