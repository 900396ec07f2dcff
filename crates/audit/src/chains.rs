//! Every source's chain: gapless sequence, named predecessor, keys valid at their position.
//!
//! Each event names its predecessor's leaf hash, signature line and all, so the last signature
//! of a run by one key vouches for the whole run; strictly, every signature is verified.

use std::collections::BTreeMap;
use std::sync::Arc;

use medreg_domain::oversight::OversightEvent;
use medreg_domain::reference::event::ReferenceEvent;
use medreg_domain::{CourtCode, Event, Source};
use medreg_log::{ChainVerdict, Leaf, NoteSignature, SourceHead, VerifierKey, check_link};
use rayon::prelude::*;

use crate::bundles::{Read, Stated};
use crate::fault::{Class, Faults};

/// The keys that may sign, and how far every source has come.
#[derive(Debug)]
pub(crate) struct Chains {
    is_strict: bool,
    federal: Vec<Arc<VerifierKey>>,
    courts: BTreeMap<CourtCode, Vec<Arc<VerifierKey>>>,
    runs: BTreeMap<Source, Run>,
    to_verify: Vec<Signed>,
}

/// A source's events so far.
#[derive(Debug)]
struct Run {
    head: SourceHead,
    /// The newest event by a valid key, whose signature vouches for those before it.
    last: Option<Signed>,
}

/// A leaf whose signature is to be verified.
#[derive(Clone, Debug)]
struct Signed {
    index: u64,
    id: uuid::Uuid,
    leaf: Vec<u8>,
    key: Arc<VerifierKey>,
}

impl Chains {
    /// Chains of an office's history, or of a court's own log with the court's key.
    pub(crate) fn new(
        federal: Vec<VerifierKey>,
        log: Option<&VerifierKey>,
        is_strict: bool,
    ) -> Self {
        let own = log.and_then(|log| {
            let (code, _) = log.name().split_once('.')?;
            Some((code.parse().ok()?, vec![Arc::new(log.clone())]))
        });
        Self {
            is_strict,
            federal: federal.into_iter().map(Arc::new).collect(),
            courts: own.into_iter().collect(),
            runs: BTreeMap::new(),
            to_verify: Vec::new(),
        }
    }

    /// The last court sequence of every source.
    pub(crate) fn sources(&self) -> BTreeMap<String, u64> {
        let runs = self.runs.iter();
        runs.map(|(source, run)| (source.to_string(), run.head.seq))
            .collect()
    }

    /// Takes the events of a bundle, which follows the one taken before.
    pub(crate) fn take(&mut self, read: &Read, faults: &mut Faults) {
        let leaves = read.bundle.leaves().zip(&read.leaves);
        for (index, (bytes, stated)) in (read.bundle.first_index()..).zip(leaves) {
            match stated {
                Ok(stated) => self.event(index, bytes, stated, faults),
                Err(what) => faults.at(Class::Shape, index, None, (*what).to_owned()),
            }
        }
    }

    fn event(&mut self, index: u64, bytes: &[u8], stated: &Stated, faults: &mut Faults) {
        let link = &stated.link;
        let id = || Some(stated.id.to_string());
        let head = self.runs.get(&link.source).map(|run| run.head);
        let verdict = check_link(head, link, None);
        if verdict != ChainVerdict::Next {
            let detail = format!(
                "event {} of {} does not follow the one before it: {}",
                link.seq,
                link.source,
                said(&verdict)
            );
            faults.at(Class::Chain, index, id(), detail);
            // What stands before the break is vouched for by nothing after it.
            self.vouch(link.source);
        }
        let key = self.key(link.source, &stated.signature).map(Arc::clone);
        let run = self.runs.entry(link.source).or_insert(Run {
            head: link.head(),
            last: None,
        });
        run.head = link.head();
        let Some(key) = key else {
            let name = stated.signature.name();
            let detail = format!("the signature of `{name}` is by no key valid at this position");
            faults.at(Class::Key, index, id(), detail);
            self.vouch(link.source);
            return;
        };
        let is_other_key = run
            .last
            .as_ref()
            .is_some_and(|last| !Arc::ptr_eq(&last.key, &key));
        if is_other_key || self.is_strict {
            self.to_verify.extend(run.last.take());
        }
        match &mut run.last {
            Some(last) => {
                last.index = index;
                last.id = stated.id;
                last.leaf.clear();
                last.leaf.extend_from_slice(bytes);
            }
            None => {
                run.last = Some(Signed {
                    index,
                    id: stated.id,
                    leaf: bytes.to_vec(),
                    key,
                });
            }
        }
        if link.source == Source::Federal {
            match &stated.event {
                Some(Event::Reference(fact)) => self.take_key(fact),
                Some(Event::Oversight(fact)) => self.pass_over(index, stated, fact, faults),
                _ => {}
            }
        }
    }

    /// A court's chain goes on behind an event that the office refuses: its next event names
    /// the leaf that is refused.
    fn pass_over(
        &mut self,
        index: u64,
        stated: &Stated,
        fact: &OversightEvent,
        faults: &mut Faults,
    ) {
        let OversightEvent::EventRefused {
            court,
            courtseq,
            leaf_hash: Some(leaf_hash),
            ..
        } = fact
        else {
            return;
        };
        let source = Source::Court(*court);
        let next = self.runs.get(&source).map_or(0, |run| run.head.seq) + 1;
        if *courtseq != next {
            let id = Some(stated.id.to_string());
            let detail = format!("event {courtseq} of {court} is refused where {next} is next");
            faults.at(Class::Chain, index, id, detail);
            return;
        }
        // What is refused is not here: nothing after it vouches for what stands before.
        self.vouch(source);
        let head = SourceHead {
            seq: *courtseq,
            leaf_hash: *leaf_hash,
        };
        let run = self.runs.entry(source).or_insert(Run { head, last: None });
        run.head = head;
    }

    fn key(&self, source: Source, signature: &NoteSignature) -> Option<&Arc<VerifierKey>> {
        let keys = match source {
            Source::Federal => &self.federal,
            Source::Court(court) => self.courts.get(&court)?,
        };
        let mut keys = keys.iter();
        keys.find(|key| key.name() == signature.name() && key.key_id() == signature.key_id())
    }

    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "the other facts are about no key"
    )]
    fn take_key(&mut self, fact: &ReferenceEvent) {
        match fact {
            ReferenceEvent::CourtKeyAdded { court, vkey } => {
                let key = vkey.parse().map(Arc::new);
                self.courts.entry(*court).or_default().extend(key);
            }
            ReferenceEvent::CourtKeyRevoked { court, vkey, .. } => {
                let keys = self.courts.entry(*court).or_default();
                keys.retain(|key| key.to_string() != *vkey);
            }
            _ => {}
        }
    }

    fn vouch(&mut self, source: Source) {
        let last = self.runs.get_mut(&source).and_then(|run| run.last.take());
        self.to_verify.extend(last);
    }

    /// Verifies the signatures that are due, on every core.
    pub(crate) fn verify(&mut self, faults: &mut Faults) {
        let due = std::mem::take(&mut self.to_verify);
        let mut wrong: Vec<Signed> = due.into_par_iter().filter(|due| !due.holds()).collect();
        wrong.sort_by_key(|signed| signed.index);
        for signed in wrong {
            let detail = "the signature does not fit the event".to_owned();
            faults.at(
                Class::Signature,
                signed.index,
                Some(signed.id.to_string()),
                detail,
            );
        }
    }

    /// Verifies what is left at the end: the last signature of every run.
    pub(crate) fn finish(&mut self, faults: &mut Faults) {
        let last = self.runs.values_mut().filter_map(|run| run.last.take());
        self.to_verify.extend(last);
        self.verify(faults);
    }
}

impl Signed {
    fn holds(&self) -> bool {
        Leaf::parse(&self.leaf).is_ok_and(|leaf| leaf.verify(&self.key).is_ok())
    }
}

fn said(verdict: &ChainVerdict) -> String {
    match verdict {
        ChainVerdict::Next => "it does".to_owned(),
        ChainVerdict::Duplicate => "it is there twice".to_owned(),
        ChainVerdict::Equivocation { .. } => "another event has this place".to_owned(),
        ChainVerdict::Past => "its place is past".to_owned(),
        ChainVerdict::Gap { expected, .. } => format!("{expected} is missing"),
        ChainVerdict::Broken { .. } => "it names another predecessor".to_owned(),
    }
}
