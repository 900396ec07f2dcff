//! Where each source's chain stands, and the reference facts with the positions at which
//! keys become valid.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use medreg_domain::calendar::civil_date;
use medreg_domain::oversight::OversightEvent;
use medreg_domain::reference::Reference;
use medreg_domain::reference::event::ReferenceEvent;
use medreg_domain::{CourtCode, Digest, Event, EventId, PersonKey, Source};
use medreg_log::Recorded;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use crate::store::{Batch, Store, StoreError};

const HEAD: char = 'h';
const FACT: char = 'x';
const GAP: char = 'y';

/// The newest event of a source, taken in or refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// Its place in the chain.
    pub courtseq: u64,
    /// Its leaf hash, which the next event names.
    pub leaf_hash: Digest,
    /// When it was recorded.
    pub time: DateTime<Utc>,
    /// Its identity.
    pub id: EventId,
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
    /// The day the fact was stated for.
    pub added_on: NaiveDate,
}

/// A reference fact as its row keeps it, in JSON, since facts grow new fields.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Fact {
    on: NaiveDate,
    json: String,
}

/// Events of a court that are missing, by their sequences, first and last.
pub(crate) type Gap = (u64, u64);

/// Heads, facts and keys, all in memory: they are few and every event needs them.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    heads: FxHashMap<Source, Head>,
    touched: Vec<Source>,
    keys: FxHashMap<CourtCode, Vec<CourtKey>>,
    gaps: BTreeMap<CourtCode, Gap>,
    gaps_touched: Vec<CourtCode>,
    facts: Vec<(u64, Fact)>,
    reference: Arc<Reference>,
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
        for row in store.scan(&[GAP as u8]) {
            let (key, value) = row?;
            let court = std::str::from_utf8(&key[1..])
                .ok()
                .and_then(|text| text.parse().ok());
            if let Some(court) = court {
                sources.gaps.insert(court, store.decode(&value)?);
            }
        }
        for row in store.scan(&[FACT as u8]) {
            let (key, value) = row?;
            let position = key[1..]
                .try_into()
                .map(u64::from_be_bytes)
                .unwrap_or_default();
            let fact: Fact = store.decode(&value)?;
            if let Ok(event) = serde_json::from_str::<ReferenceEvent>(&fact.json) {
                sources.take_fact(position, fact.on, &event);
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

    /// What is missing of courts, first and last sequence, by what the office has stated.
    pub fn gaps(&self) -> &BTreeMap<CourtCode, (u64, u64)> {
        &self.gaps
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

    /// Courts with a key that is valid now, with the day they were first given one.
    pub(crate) fn enrolled(&self) -> impl Iterator<Item = (CourtCode, NaiveDate)> {
        self.keys.iter().filter_map(|(court, keys)| {
            let is_valid = keys.iter().any(|key| key.to.is_none());
            let first = keys.iter().map(|key| key.added_on).min();
            first.filter(|_| is_valid).map(|first| (*court, first))
        })
    }

    /// The key that stands for a person wherever several keys were found to be one person's.
    pub(crate) fn person(&self, key: PersonKey) -> PersonKey {
        self.reference.person(key)
    }

    /// A court where the person is a coordinator on a day, under whichever key (R24).
    pub(crate) fn coordinates_at(&self, key: PersonKey, day: NaiveDate) -> Option<CourtCode> {
        let keys = self.reference.keys_of(key);
        keys.filter_map(|key| self.reference.coordinates_at(key, day))
            .min()
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
            id: EventId(recorded.id),
        };
        self.heads.insert(recorded.source, head);
        self.touched.push(recorded.source);
        if let Event::Oversight(event) = &recorded.event {
            self.take_gap(event);
        }
        if let Event::Reference(event) = &recorded.event {
            let on = recorded.on;
            self.take_fact(position, on, event);
            if let Ok(json) = serde_json::to_string(event) {
                self.facts.push((position, Fact { on, json }));
            }
        }
    }

    /// Moves a court's head past an event that the office refuses, if it is the court's next.
    pub(crate) fn pass_over(
        &mut self,
        event: &OversightEvent,
        time: DateTime<Utc>,
    ) -> Option<(Source, Head)> {
        let OversightEvent::EventRefused {
            court,
            courtseq,
            leaf_hash: Some(leaf_hash),
            event: Some(id),
            ..
        } = event
        else {
            return None;
        };
        let source = Source::Court(*court);
        let last = self.heads.get(&source);
        let head = Head {
            courtseq: *courtseq,
            leaf_hash: *leaf_hash,
            // What is refused tells nothing of when the court was heard of last.
            time: last.map_or(time, |last| last.time),
            id: *id,
        };
        let is_next = *courtseq == last.map_or(0, |last| last.courtseq) + 1;
        if !is_next {
            return None;
        }
        self.heads.insert(source, head);
        self.touched.push(source);
        Some((source, head))
    }

    fn take_gap(&mut self, event: &OversightEvent) {
        match event {
            OversightEvent::SyncGapDetected { court, from, to } => {
                self.gaps.insert(*court, (*from, *to));
                self.gaps_touched.push(*court);
            }
            OversightEvent::SyncGapResolved { court, .. } => {
                self.gaps.remove(court);
                self.gaps_touched.push(*court);
            }
            OversightEvent::AuditFindingRaised { .. }
            | OversightEvent::AuditFindingClosed { .. }
            | OversightEvent::EventRefused { .. }
            | OversightEvent::MessageDiscarded { .. }
            | OversightEvent::StatisticsReleased { .. }
            | OversightEvent::ViewSealed { .. }
            | OversightEvent::PersonalDataErased { .. } => {}
        }
    }

    fn take_fact(&mut self, position: u64, on: NaiveDate, event: &ReferenceEvent) {
        if let ReferenceEvent::CourtKeyAdded { court, vkey } = event {
            let key = CourtKey {
                vkey: vkey.clone(),
                from: position,
                to: None,
                added_on: on,
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
        Arc::make_mut(&mut self.reference).evolve(event);
    }

    pub(crate) fn flush(&mut self, store: &Store, batch: &mut Batch) -> Result<(), StoreError> {
        self.touched.sort_unstable();
        self.touched.dedup();
        for source in self.touched.drain(..) {
            if let Some(head) = self.heads.get(&source) {
                batch.put(format!("{HEAD}{source}").as_bytes(), store.encode(head)?);
            }
        }
        for court in self.gaps_touched.drain(..) {
            let key = format!("{GAP}{court}");
            match self.gaps.get(&court) {
                Some(gap) => batch.put(key.as_bytes(), store.encode(gap)?),
                None => batch.remove(key.as_bytes()),
            }
        }
        for (position, fact) in self.facts.drain(..) {
            let mut key = vec![FACT as u8];
            key.extend(position.to_be_bytes());
            batch.put(&key, store.encode(&fact)?);
        }
        Ok(())
    }
}
