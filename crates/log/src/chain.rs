//! The hash chain of one source: which event comes next, and what is wrong with others.
//!
//! Knows sequence numbers and hashes. What follows from a verdict (drop, quarantine,
//! pause, ask for a resend) is decided by intake.

use medreg_domain::{Digest, Source};

use crate::envelope::Envelope;
use crate::leaf::{Leaf, LeafError};
use crate::note::VerifierKey;

/// The last accepted event of a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SourceHead {
    /// Its court sequence.
    pub seq: u64,
    /// The hash of its leaf, which the next event names.
    pub leaf_hash: Digest,
}

/// What of an event matters to the chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link {
    /// Who states the event.
    pub source: Source,
    /// Its court sequence.
    pub seq: u64,
    /// The leaf hash it names as its predecessor's.
    pub prevhash: Option<Digest>,
    /// The hash of its own leaf.
    pub leaf_hash: Digest,
}

/// How an event stands to what was accepted from its source before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChainVerdict {
    /// It is the next event.
    Next,
    /// It is recorded already, byte for byte.
    Duplicate,
    /// Another leaf with this sequence is recorded: the source said two things.
    Equivocation {
        /// The hash of the leaf that is recorded.
        recorded: Digest,
    },
    /// It is not past the head, and the recorded leaf hash was not given: look it up.
    Past,
    /// Events before it are missing.
    Gap {
        /// The sequence that comes next.
        expected: u64,
        /// The sequence of this event.
        found: u64,
    },
    /// It has the next sequence, but names another predecessor.
    Broken {
        /// The leaf hash it had to name.
        expected: Option<Digest>,
        /// The leaf hash it names.
        found: Option<Digest>,
    },
}

/// Why a run of events is not accepted as a whole.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RunError {
    /// There is nothing to check.
    #[error("the run has no events")]
    Empty,
    /// An event does not follow the one before it.
    #[error("event {at} of the run does not follow the one before it: {verdict:?}")]
    Chain {
        /// Its place in the run, from 0.
        at: usize,
        /// What is wrong with it.
        verdict: ChainVerdict,
    },
    /// An event is of another source than the first.
    #[error("event {at} of the run is of source `{found}`, but the run is of `{expected}`")]
    OtherSource {
        /// Its place in the run, from 0.
        at: usize,
        /// The source of the first event.
        expected: Source,
        /// The source of this event.
        found: Source,
    },
    /// The last leaf is not the one the last link was made of.
    #[error("the last leaf of the run is not the one its last link speaks of")]
    OtherLeaf,
    /// The signature that vouches for the whole run does not hold.
    #[error("the last signature of the run does not hold")]
    Signature(#[source] LeafError),
}

impl Link {
    /// The link of an event whose leaf has this hash.
    pub fn new(envelope: &Envelope<'_>, leaf_hash: Digest) -> Self {
        Self {
            source: envelope.source,
            seq: envelope.courtseq,
            prevhash: envelope.prevhash,
            leaf_hash,
        }
    }

    /// The head once this event is accepted.
    pub fn head(&self) -> SourceHead {
        SourceHead {
            seq: self.seq,
            leaf_hash: self.leaf_hash,
        }
    }
}

/// Judges an event against the head of its source.
///
/// `recorded` is the hash of the leaf accepted with this sequence, if the caller knows
/// it; for the head itself it is known anyway.
pub fn check_link(head: Option<SourceHead>, link: &Link, recorded: Option<Digest>) -> ChainVerdict {
    let last = head.map_or(0, |head| head.seq);
    if link.seq <= last {
        let recorded = head
            .filter(|head| head.seq == link.seq)
            .map(|head| head.leaf_hash)
            .or(recorded);
        return match recorded {
            Some(recorded) if recorded == link.leaf_hash => ChainVerdict::Duplicate,
            Some(recorded) => ChainVerdict::Equivocation { recorded },
            None => ChainVerdict::Past,
        };
    }
    if link.seq - last > 1 {
        return ChainVerdict::Gap {
            expected: last + 1,
            found: link.seq,
        };
    }
    let expected = head.map(|head| head.leaf_hash);
    if link.prevhash == expected {
        ChainVerdict::Next
    } else {
        ChainVerdict::Broken {
            expected,
            found: link.prevhash,
        }
    }
}

/// Verifies a contiguous run of one source by its hashes and its last signature alone.
///
/// Each event commits to its predecessor, so the last signature vouches for all. `last`
/// is the leaf of the last link. Returns the new head.
pub fn verify_run(
    head: Option<SourceHead>,
    run: &[Link],
    last: &Leaf<'_>,
    key: &VerifierKey,
) -> Result<SourceHead, RunError> {
    let (Some(first), Some(end)) = (run.first(), run.last()) else {
        return Err(RunError::Empty);
    };
    let mut head = head;
    for (at, link) in run.iter().enumerate() {
        if link.source != first.source {
            let (expected, found) = (first.source, link.source);
            return Err(RunError::OtherSource {
                at,
                expected,
                found,
            });
        }
        match check_link(head, link, None) {
            ChainVerdict::Next => head = Some(link.head()),
            verdict @ (ChainVerdict::Duplicate
            | ChainVerdict::Equivocation { .. }
            | ChainVerdict::Past
            | ChainVerdict::Gap { .. }
            | ChainVerdict::Broken { .. }) => return Err(RunError::Chain { at, verdict }),
        }
    }
    if last.hash() != end.leaf_hash {
        return Err(RunError::OtherLeaf);
    }
    last.verify(key).map_err(RunError::Signature)?;
    Ok(end.head())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::note::SigningKey;

    const HASHES: [Digest; 3] = [Digest([1; 32]), Digest([2; 32]), Digest([3; 32])];

    fn link(seq: u64, prevhash: Option<Digest>, leaf_hash: Digest) -> Link {
        Link {
            source: Source::Federal,
            seq,
            prevhash,
            leaf_hash,
        }
    }

    /// Every head, sequence, predecessor, leaf and knowledge, against the rule in words.
    #[test]
    fn every_case_has_its_verdict() {
        let [one, two, other] = HASHES;
        let known = [None, Some(one), Some(two), Some(other)];
        let heads = [None, Some((1, one)), Some((2, two)), Some((9, two))];
        for head in heads.map(|head| head.map(|(seq, leaf_hash)| SourceHead { seq, leaf_hash })) {
            for seq in 1..=12 {
                for prevhash in known {
                    for leaf in HASHES {
                        for recorded in known {
                            let verdict = check_link(head, &link(seq, prevhash, leaf), recorded);
                            check_verdict(head, &link(seq, prevhash, leaf), recorded, verdict);
                        }
                    }
                }
            }
        }
    }

    fn check_verdict(
        head: Option<SourceHead>,
        link: &Link,
        recorded: Option<Digest>,
        verdict: ChainVerdict,
    ) {
        let last = head.map_or(0, |head| head.seq);
        let recorded = if link.seq == last {
            head.map(|head| head.leaf_hash)
        } else {
            recorded
        };
        let expected = head.map(|head| head.leaf_hash);
        match verdict {
            ChainVerdict::Next => {
                assert!(link.seq == last + 1 && link.prevhash == expected);
            }
            ChainVerdict::Duplicate => {
                assert!(link.seq <= last && recorded == Some(link.leaf_hash));
            }
            ChainVerdict::Equivocation { recorded: leaf } => {
                assert!(link.seq <= last && recorded == Some(leaf) && leaf != link.leaf_hash);
            }
            ChainVerdict::Past => assert!(link.seq <= last && recorded.is_none()),
            ChainVerdict::Gap { expected, found } => {
                assert!(expected == last + 1 && found == link.seq && found > expected);
            }
            ChainVerdict::Broken {
                expected: named,
                found,
            } => {
                assert!(link.seq == last + 1 && named == expected && found != expected);
            }
        }
    }

    #[test]
    fn the_largest_sequence_is_only_a_gap() {
        let far = link(u64::MAX, None, HASHES[0]);
        assert!(matches!(
            check_link(None, &far, None),
            ChainVerdict::Gap { expected: 1, .. }
        ));
    }

    #[test]
    fn one_signature_vouches_for_a_run() {
        let key = SigningKey::from_seed("court.example", &[3; 32]).unwrap();
        let leaves: Vec<_> = (1..=4)
            .map(|n| Leaf::sign(&format!("{{\"n\":{n}}}"), &key).unwrap())
            .collect();
        let mut run = Vec::new();
        let mut prevhash = None;
        for (seq, leaf) in (1..).zip(&leaves) {
            run.push(link(seq, prevhash, leaf.hash()));
            prevhash = Some(leaf.hash());
        }
        let head = Ok(run[3].head());
        assert_eq!(verify_run(None, &run, &leaves[3], &key.vkey()), head);
        assert_eq!(
            verify_run(Some(run[1].head()), &run[2..], &leaves[3], &key.vkey()),
            head
        );

        let chain = |at| move |result| matches!(result, Err(RunError::Chain { at: found, .. }) if found == at);
        assert!(chain(0)(verify_run(
            None,
            &run[1..],
            &leaves[3],
            &key.vkey()
        )));
        assert!(chain(0)(verify_run(
            Some(run[0].head()),
            &run,
            &leaves[3],
            &key.vkey()
        )));
        let without = [run[0], run[2], run[3]];
        assert!(chain(1)(verify_run(
            None,
            &without,
            &leaves[3],
            &key.vkey()
        )));
        let mut changed = run.clone();
        changed[1].leaf_hash = HASHES[0];
        assert!(chain(2)(verify_run(
            None,
            &changed,
            &leaves[3],
            &key.vkey()
        )));
        let mut foreign = run.clone();
        foreign[2].source = "KZ-75-012".parse().unwrap();
        assert!(matches!(
            verify_run(None, &foreign, &leaves[3], &key.vkey()),
            Err(RunError::OtherSource { at: 2, .. })
        ));
        assert_eq!(
            verify_run(None, &[], &leaves[3], &key.vkey()),
            Err(RunError::Empty)
        );
        assert_eq!(
            verify_run(None, &run, &leaves[2], &key.vkey()),
            Err(RunError::OtherLeaf)
        );
        let other = SigningKey::from_seed("court.example", &[4; 32])
            .unwrap()
            .vkey();
        assert!(matches!(
            verify_run(None, &run, &leaves[3], &other),
            Err(RunError::Signature(_))
        ));
    }
}
