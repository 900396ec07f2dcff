//! The whole check of a history: root, tiles, signatures, keys, chains.

use std::collections::BTreeMap;

use medreg_domain::reference::event::ReferenceEvent;
use medreg_domain::{CourtCode, Digest, Event, Source};
use medreg_log::{
    Bundle, ChainVerdict, Checkpoint, Envelope, Frontier, Leaf, Link, SourceHead, TileError,
    TileReader, VerifierKey, check_link, decode,
};
use rayon::prelude::*;
use serde::Serialize;

/// Faults told; the rest are counted by `sound` alone.
const FAULTS_MAX: usize = 100;

/// What a check found.
#[derive(Debug, Serialize)]
pub(super) struct Report {
    pub(super) sound: bool,
    pub(super) size: u64,
    pub(super) root: String,
    pub(super) sources: BTreeMap<String, u64>,
    pub(super) faults: Vec<Fault>,
}

/// One fault, with the first index that shows it.
#[derive(Debug, Serialize)]
pub(super) struct Fault {
    pub(super) index: u64,
    pub(super) event_id: Option<String>,
    pub(super) class: &'static str,
    pub(super) detail: String,
}

/// A leaf's signature, to be verified on any core.
struct Signed {
    index: u64,
    id: String,
    leaf: Leaf<'static>,
    key: VerifierKey,
}

struct Walk<'a> {
    federal: &'a VerifierKey,
    heads: BTreeMap<Source, SourceHead>,
    keys: BTreeMap<CourtCode, Vec<VerifierKey>>,
    frontier: Frontier,
    faults: Vec<Fault>,
    to_verify: Vec<Signed>,
}

/// Reads every bundle once and checks everything in it.
pub(super) fn verify(
    reader: &TileReader,
    checkpoint: &Checkpoint,
    (federal, log): (&VerifierKey, &VerifierKey),
) -> Result<Report, TileError> {
    let mut walk = Walk {
        federal,
        heads: BTreeMap::new(),
        keys: own_key(log),
        frontier: Frontier::default(),
        faults: Vec::new(),
        to_verify: Vec::new(),
    };
    let mut bundle = Bundle::default();
    for number in 0..reader.bundles() {
        reader.read_bundle(number, &mut bundle)?;
        for (index, leaf) in (bundle.first_index()..).zip(bundle.leaves()) {
            walk.leaf(index, leaf);
            // The hash tiles serve proofs: they must say what the leaves say.
            if reader.hash(0, index)? != medreg_log::leaf_hash(leaf) {
                walk.fault(
                    index,
                    None,
                    "hash",
                    "the hash tile does not hold the leaf's hash",
                );
            }
        }
        walk.verify_signatures();
    }
    let root = walk.frontier.root();
    if root != checkpoint.root || walk.frontier.size() != checkpoint.size {
        walk.fault(
            checkpoint.size,
            None,
            "root",
            "the leaves do not give the root that was signed",
        );
    }
    Ok(Report {
        sound: walk.faults.is_empty(),
        size: walk.frontier.size(),
        root: root.to_string(),
        sources: walk
            .heads
            .iter()
            .map(|(source, head)| (source.to_string(), head.seq))
            .collect(),
        faults: walk.faults,
    })
}

/// The key of a court's own log, by which the court signs its events too.
fn own_key(log: &VerifierKey) -> BTreeMap<CourtCode, Vec<VerifierKey>> {
    let court = log
        .name()
        .split_once('.')
        .and_then(|(code, _)| code.parse().ok());
    court
        .map(|code| (code, vec![log.clone()]))
        .into_iter()
        .collect()
}

impl Walk<'_> {
    fn fault(&mut self, index: u64, event_id: Option<String>, class: &'static str, detail: &str) {
        if self.faults.len() < FAULTS_MAX {
            self.faults.push(Fault {
                index,
                event_id,
                class,
                detail: detail.to_owned(),
            });
        }
    }

    fn leaf(&mut self, index: u64, bytes: &[u8]) {
        let hash = medreg_log::leaf_hash(bytes);
        self.frontier.append(hash);
        let Ok(leaf) = Leaf::parse(bytes) else {
            return self.fault(index, None, "shape", "the leaf is not a signed event");
        };
        let Ok(leaf) = leaf
            .signature()
            .and_then(|signature| Leaf::new(leaf.line(), &signature))
        else {
            return self.fault(index, None, "shape", "the signature line is malformed");
        };
        let line = leaf.line().to_owned();
        let Ok(envelope) = Envelope::parse(line.as_bytes()) else {
            return self.fault(index, None, "shape", "the envelope is malformed");
        };
        self.chain(index, &envelope, hash);
        let id = envelope.id.to_string();
        match self.key(&envelope, &leaf) {
            Some(key) => self.to_verify.push(Signed {
                index,
                id,
                leaf,
                key,
            }),
            None => self.fault(
                index,
                Some(id),
                "key",
                "the signature is by no key that is valid at this position",
            ),
        }
        if envelope.source == Source::Federal {
            self.take_key(&envelope);
        }
    }

    fn chain(&mut self, index: u64, envelope: &Envelope<'_>, hash: Digest) {
        let link = Link::new(envelope, hash);
        if check_link(self.heads.get(&link.source).copied(), &link, None) != ChainVerdict::Next {
            let detail = format!(
                "event {} of {} does not follow the one before it",
                link.seq, link.source
            );
            self.fault(index, Some(envelope.id.to_string()), "chain", &detail);
        }
        self.heads.insert(link.source, link.head());
    }

    fn key(&self, envelope: &Envelope<'_>, leaf: &Leaf<'_>) -> Option<VerifierKey> {
        let signature = leaf.signature().ok()?;
        let fits = |key: &&VerifierKey| {
            key.name() == signature.name() && key.key_id() == signature.key_id()
        };
        match envelope.source {
            Source::Federal => Some(self.federal).filter(|key| fits(key)).cloned(),
            Source::Court(court) => self.keys.get(&court)?.iter().find(fits).cloned(),
        }
    }

    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "the other facts are about no key"
    )]
    fn take_key(&mut self, envelope: &Envelope<'_>) {
        let Ok(Event::Reference(fact)) = decode(&envelope.event_type, envelope.data.get()) else {
            return;
        };
        match *fact {
            ReferenceEvent::CourtKeyAdded { court, vkey } => {
                if let Ok(key) = vkey.parse() {
                    self.keys.entry(court).or_default().push(key);
                }
            }
            ReferenceEvent::CourtKeyRevoked { court, vkey, .. } => {
                self.keys
                    .entry(court)
                    .or_default()
                    .retain(|key| key.to_string() != vkey);
            }
            _ => {}
        }
    }

    fn verify_signatures(&mut self) {
        let wrong: Vec<(u64, String)> = std::mem::take(&mut self.to_verify)
            .into_par_iter()
            .filter(|signed| signed.leaf.verify(&signed.key).is_err())
            .map(|signed| (signed.index, signed.id))
            .collect();
        for (index, id) in wrong {
            self.fault(
                index,
                Some(id),
                "signature",
                "the signature does not match the event",
            );
        }
    }
}
