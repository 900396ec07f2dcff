//! The facts a court knows: the shipped ones, and what the office has stated since, kept on
//! disk so that the court can act without the office.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use bytes::Bytes;
use medreg_domain::oversight::OversightEvent;
use medreg_domain::reference::Reference;
use medreg_domain::reference::builtin::{self, DataError};
use medreg_domain::{CourtCode, DataKeyId, Event, EventId, Source};
use medreg_log::{
    ChainVerdict, CodecError, Leaf, LeafError, Link, Recorded, SourceHead, VerifierKey, check_link,
};

use crate::asking::{Answer, Question};
use crate::transport::{AskError, CourtLink};

/// The facts of a court.
#[derive(Debug)]
pub struct Facts {
    path: PathBuf,
    office: VerifierKey,
    head: Option<SourceHead>,
    reference: Arc<Reference>,
    erased: BTreeSet<DataKeyId>,
    refused: Vec<Refused>,
}

/// An event of a court that the office refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// Whose.
    pub court: CourtCode,
    /// Its place in the court's log.
    pub courtseq: u64,
    /// The rule it breaks.
    pub code: String,
    /// The event.
    pub event: Option<EventId>,
}

/// The office's facts cannot be taken over.
#[derive(Debug, thiserror::Error)]
pub enum FactsError {
    /// The file of facts cannot be read or written.
    #[error("the facts at {} cannot be read or written", path.display())]
    Io {
        /// Where.
        path: PathBuf,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// The shipped facts are malformed.
    #[error(transparent)]
    Data(#[from] DataError),
    /// The office did not answer.
    #[error(transparent)]
    Ask(#[from] AskError),
    /// The answer is malformed.
    #[error("the office's answer is malformed")]
    Answer(#[from] serde_json::Error),
    /// A fact is not a leaf, or not signed by the office.
    #[error("a fact is not signed by the office")]
    Leaf(#[from] LeafError),
    /// A fact cannot be read.
    #[error(transparent)]
    Codec(#[from] CodecError),
    /// A fact does not follow the one before it.
    #[error("fact {0} of the office does not follow the one before it")]
    Chain(u64),
}

impl Facts {
    /// The shipped facts and those kept in a court's folder.
    pub fn open(data: &Path, office: VerifierKey) -> Result<Self, FactsError> {
        let path = data.join("facts");
        let mut facts = Self {
            path,
            office,
            head: None,
            reference: Arc::new(builtin::reference()?),
            erased: BTreeSet::new(),
            refused: Vec::new(),
        };
        let path = facts.path.clone();
        let fault = |source| FactsError::Io {
            path: path.clone(),
            source,
        };
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(facts),
            Err(error) => return Err(fault(error)),
        };
        let mut whole = 0;
        // A line torn by a crash was never counted: it is asked for again.
        for line in text
            .split_inclusive('\n')
            .filter(|line| line.ends_with('\n'))
        {
            let Ok(leaf) = serde_json::from_str::<String>(line) else {
                break;
            };
            facts.take(&leaf)?;
            whole += line.len();
        }
        if whole < text.len() {
            // What is kept next must not go on in the torn line.
            let file = fs::OpenOptions::new().write(true).open(&path);
            file.and_then(|file| file.set_len(whole as u64))
                .map_err(fault)?;
        }
        Ok(facts)
    }

    /// The world as known now.
    pub fn reference(&self) -> Arc<Reference> {
        Arc::clone(&self.reference)
    }

    /// The data keys that the office has erased: whoever holds a copy destroys it.
    pub fn erased(&self) -> impl Iterator<Item = DataKeyId> {
        self.erased.iter().copied()
    }

    /// The events of courts that the office refused, in the order of its decisions.
    pub fn refused(&self) -> &[Refused] {
        &self.refused
    }

    /// How many of the office's facts are known.
    pub fn known(&self) -> u64 {
        self.head.map_or(0, |head| head.seq)
    }

    /// Asks the office for newer facts until there are none; true if any came.
    pub async fn refresh(&mut self, link: &CourtLink) -> Result<bool, FactsError> {
        let mut any = false;
        loop {
            let question = serde_json::to_vec(&Question::Reference {
                from: self.known() + 1,
            })?;
            let answer = link.ask(Bytes::from(question)).await?;
            let leaves = match serde_json::from_slice(&answer)? {
                Answer::Reference { leaves } => leaves,
                Answer::Office { .. }
                | Answer::Standing { .. }
                | Answer::Kept { .. }
                | Answer::Refused { .. } => {
                    return Ok(any);
                }
            };
            if leaves.is_empty() {
                return Ok(any);
            }
            let before = (self.head, Arc::clone(&self.reference));
            let taken = leaves.iter().try_for_each(|leaf| self.take(leaf));
            if let Err(error) = taken.and_then(|()| self.keep(&leaves)) {
                // What is not on disk is not known: else the next answer would leave a gap there.
                (self.head, self.reference) = before;
                return Err(error);
            }
            any = true;
        }
    }

    fn take(&mut self, leaf: &str) -> Result<(), FactsError> {
        let leaf = Leaf::parse(leaf.as_bytes())?;
        leaf.verify(&self.office)?;
        let envelope = leaf.envelope().map_err(CodecError::from)?;
        let link = Link::new(&envelope, leaf.hash());
        if link.source != Source::Federal
            || check_link(self.head, &link, None) != ChainVerdict::Next
        {
            return Err(FactsError::Chain(link.seq));
        }
        match Recorded::from_envelope(&envelope)?.event {
            Event::Reference(event) => Arc::make_mut(&mut self.reference).evolve(&event),
            Event::Oversight(event) => self.hear(*event),
            Event::Entry(_)
            | Event::Referral(_)
            | Event::Fund(_)
            | Event::Outreach(_)
            | Event::Correction(_) => {}
        }
        self.head = Some(link.head());
        Ok(())
    }

    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "the other facts of oversight ask nothing of a court"
    )]
    fn hear(&mut self, event: OversightEvent) {
        match event {
            OversightEvent::PersonalDataErased { keys, .. } => self.erased.extend(keys),
            OversightEvent::EventRefused {
                court,
                courtseq,
                code,
                event,
                ..
            } => self.refused.push(Refused {
                court,
                courtseq,
                code,
                event,
            }),
            _ => {}
        }
    }

    fn keep(&self, leaves: &[String]) -> Result<(), FactsError> {
        let fault = |source| FactsError::Io {
            path: self.path.clone(),
            source,
        };
        let mut lines = String::new();
        for leaf in leaves {
            lines.push_str(&serde_json::to_string(leaf)?);
            lines.push('\n');
        }
        let mut file = fs::OpenOptions::new()
            .create(true)
            .append(true)
            .open(&self.path)
            .map_err(fault)?;
        file.write_all(lines.as_bytes())
            .and_then(|()| file.sync_data())
            .map_err(fault)
    }
}
