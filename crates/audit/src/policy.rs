//! Whose checkpoints are believed: logs, witnesses and a quorum, after C2SP `tlog-policy`.

use std::collections::{BTreeMap, BTreeSet};

use medreg_log::{
    Checkpoint, CheckpointError, NoteError, SignedCheckpoint, SignedNote, VerifierKey, WitnessKey,
};

mod reading;

/// Known logs, known witnesses, and how many of these must have cosigned.
#[derive(Clone, Debug)]
pub struct Policy {
    logs: Vec<VerifierKey>,
    witnesses: BTreeMap<String, WitnessKey>,
    groups: BTreeMap<String, Group>,
    quorum: Option<String>,
}

#[derive(Clone, Debug)]
struct Group {
    threshold: usize,
    members: Vec<String>,
}

/// A checkpoint that the policy believes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Believed {
    /// What the log says.
    pub checkpoint: Checkpoint,
    /// The note, verbatim.
    pub note: String,
    /// The witnesses that cosigned it, by their names in the policy.
    pub witnesses: BTreeSet<String>,
}

/// A policy cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line} of the policy: {what}")]
pub struct PolicyError {
    /// Which line, from 1; the line after the last for what is missing.
    pub line: usize,
    /// What is wrong with it.
    pub what: String,
}

/// A checkpoint is not believed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Disbelief {
    /// It is not a signed note of the right form, or no known log signed it.
    #[error("the checkpoint is not believed")]
    Checkpoint(#[from] CheckpointError),
    /// The log is not one of the policy.
    #[error("the checkpoint is of log `{0}`, which the policy does not list")]
    UnknownLog(String),
    /// A witness's line is by its key and does not hold.
    #[error("a cosignature does not hold")]
    Cosignature(#[source] NoteError),
    /// Too few witnesses cosigned it.
    #[error("the quorum `{quorum}` is not reached: {cosigned} of the known witnesses cosigned")]
    Quorum {
        /// The witness or group that is required.
        quorum: String,
        /// How many known witnesses cosigned.
        cosigned: usize,
    },
}

impl Policy {
    /// The policy that believes one log and asks for no witness.
    pub fn of_log(log: VerifierKey) -> Self {
        Self {
            logs: vec![log],
            witnesses: BTreeMap::new(),
            groups: BTreeMap::new(),
            quorum: None,
        }
    }

    /// The logs it lists.
    pub fn logs(&self) -> &[VerifierKey] {
        &self.logs
    }

    /// Believes a checkpoint, or says why not.
    pub fn believe(&self, note: &str) -> Result<Believed, Disbelief> {
        let parsed = SignedNote::parse(note).map_err(CheckpointError::from)?;
        let stated: Checkpoint = parsed.text().parse()?;
        let of_log = self.logs.iter().filter(|log| log.name() == stated.origin);
        let mut verified = of_log.map(|log| SignedCheckpoint::verify(note, log));
        let first = verified.next();
        let first = first.ok_or_else(|| Disbelief::UnknownLog(stated.origin.clone()))?;
        // A log that changes its key signs with both for a while: one known line is enough.
        let signed = first.or_else(|error| verified.find_map(Result::ok).ok_or(error))?;
        let mut witnesses = BTreeSet::new();
        for (name, witness) in &self.witnesses {
            let cosigned = witness.cosigned(&parsed).map_err(Disbelief::Cosignature)?;
            if cosigned.is_some() {
                witnesses.insert(name.clone());
            }
        }
        match &self.quorum {
            Some(quorum) if !self.is_witnessed(quorum, &witnesses) => Err(Disbelief::Quorum {
                quorum: quorum.clone(),
                cosigned: witnesses.len(),
            }),
            _ => Ok(Believed {
                checkpoint: signed.checkpoint().clone(),
                note: note.to_owned(),
                witnesses,
            }),
        }
    }

    /// True if the witness, or enough of the group, has cosigned.
    ///
    /// Ends: a group names only what stands above it.
    fn is_witnessed(&self, name: &str, cosigned: &BTreeSet<String>) -> bool {
        match self.groups.get(name) {
            None => cosigned.contains(name),
            Some(group) => {
                let members = group.members.iter();
                let witnessed = members.filter(|member| self.is_witnessed(member, cosigned));
                witnessed.count() >= group.threshold
            }
        }
    }

    fn knows(&self, name: &str) -> bool {
        self.witnesses.contains_key(name) || self.groups.contains_key(name)
    }
}

#[cfg(test)]
mod tests;
