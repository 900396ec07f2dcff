//! What can be wrong with a history, and where it shows first.

use serde::Serialize;

/// Faults told; the rest are counted.
const FAULTS_MAX: usize = 100;

/// A class of findings, each with an exit code of its own; the first that is found is what
/// the later ones rest on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Class {
    /// A hash tile does not hold what its leaves or tiles give, or a file is missing: 12.
    Hash,
    /// The leaves do not give the root that was signed: 12.
    Root,
    /// The history does not continue one that was signed before: 11.
    Consistency,
    /// A leaf is not a signed event: 13.
    Shape,
    /// An event does not follow the one before it: 13.
    Chain,
    /// No key that is valid at this position made the signature: 14.
    Key,
    /// A signature, or the quorum of witnesses, does not hold: 10.
    Signature,
    /// Sealed data is not what was committed to, or its key is gone without an erasure: 15.
    Commitment,
    /// The events do not give the views that the office sealed: 16.
    View,
}

impl Class {
    /// What `medreg-audit` exits with.
    pub fn exit_code(self) -> u8 {
        match self {
            Self::Signature => 10,
            Self::Consistency => 11,
            Self::Hash | Self::Root => 12,
            Self::Shape | Self::Chain => 13,
            Self::Key => 14,
            Self::Commitment => 15,
            Self::View => 16,
        }
    }

    /// The class as it stands in reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Signature => "signature",
            Self::Consistency => "consistency",
            Self::Hash => "hash",
            Self::Root => "root",
            Self::Shape => "shape",
            Self::Chain => "chain",
            Self::Key => "key",
            Self::Commitment => "commitment",
            Self::View => "view",
        }
    }
}

/// One fault, with the index that shows it, if one does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// What kind of fault.
    pub class: Class,
    /// The first leaf that shows it; none where it is of the whole.
    pub index: Option<u64>,
    /// The event in that leaf, if it could be read.
    pub event_id: Option<String>,
    /// What is wrong, in a sentence.
    pub detail: String,
}

/// The faults found so far: the first hundred whole, all by number.
#[derive(Debug, Default)]
pub(crate) struct Faults {
    pub(crate) told: Vec<Fault>,
    pub(crate) count: u64,
    /// The first class in order.
    pub(crate) gravest: Option<Class>,
}

impl Faults {
    pub(crate) fn note(&mut self, fault: Fault) {
        self.count += 1;
        let class = fault.class;
        self.gravest = Some(self.gravest.map_or(class, |gravest| gravest.min(class)));
        if self.told.len() < FAULTS_MAX {
            self.told.push(fault);
        }
    }

    /// A fault of the whole history.
    pub(crate) fn of_whole(&mut self, class: Class, detail: String) {
        self.note(Fault {
            class,
            index: None,
            event_id: None,
            detail,
        });
    }

    /// A fault that shows at a leaf.
    pub(crate) fn at(&mut self, class: Class, index: u64, id: Option<String>, detail: String) {
        self.note(Fault {
            class,
            index: Some(index),
            event_id: id,
            detail,
        });
    }
}
