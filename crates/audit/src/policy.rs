//! Whose checkpoints are believed: logs, witnesses and a quorum, after C2SP `tlog-policy`.

use std::collections::{BTreeMap, BTreeSet};
use std::str::FromStr;

use medreg_log::{
    Checkpoint, CheckpointError, NoteError, SignedCheckpoint, SignedNote, VerifierKey, WitnessKey,
};

/// More names than any office and its witnesses need.
const NAMES_MAX: usize = 1_000;

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

impl FromStr for Policy {
    type Err = PolicyError;

    fn from_str(text: &str) -> Result<Self, PolicyError> {
        let mut reading = Reading {
            policy: Self {
                logs: Vec::new(),
                witnesses: BTreeMap::new(),
                groups: BTreeMap::new(),
                quorum: None,
            },
            members: BTreeSet::new(),
            has_quorum: false,
        };
        let mut line = 0;
        for (at, text) in text.lines().enumerate() {
            line = at + 1;
            let words: Vec<&str> = text
                .split([' ', '\t'])
                .filter(|it| !it.is_empty())
                .collect();
            reading
                .line(&words)
                .map_err(|what| PolicyError { line, what })?;
        }
        if !reading.has_quorum {
            return Err(PolicyError {
                line: line + 1,
                what: "there is no `quorum` line; `quorum none` asks for no witness".to_owned(),
            });
        }
        Ok(reading.policy)
    }
}

struct Reading {
    policy: Policy,
    members: BTreeSet<String>,
    has_quorum: bool,
}

impl Reading {
    fn line(&mut self, words: &[&str]) -> Result<(), String> {
        match words {
            [] => Ok(()),
            [first, ..] if first.starts_with('#') => Ok(()),
            ["log", vkey] | ["log", vkey, _] => self.log(vkey),
            ["witness", name, vkey] | ["witness", name, vkey, _] => self.witness(name, vkey),
            ["group", name, threshold, members @ ..] if !members.is_empty() => {
                self.group(name, threshold, members)
            }
            ["quorum", name] => self.quorum(name),
            [first, ..] => Err(format!(
                "`{first}` with {} words is none of: log VKEY [URL], witness NAME VKEY [URL], \
                 group NAME all|any|K NAME…, quorum NAME|none",
                words.len()
            )),
        }
    }

    fn log(&mut self, vkey: &str) -> Result<(), String> {
        let key: VerifierKey = vkey.parse().map_err(|error: NoteError| error.to_string())?;
        if self.policy.logs.contains(&key) {
            return Err(format!("the log `{}` stands twice", key.name()));
        }
        self.policy.logs.push(key);
        Ok(())
    }

    fn witness(&mut self, name: &str, vkey: &str) -> Result<(), String> {
        self.ensure_new(name)?;
        let key: WitnessKey = vkey.parse().map_err(|error: NoteError| error.to_string())?;
        let mut known = self.policy.witnesses.values();
        if known.any(|known| known.bytes() == key.bytes()) {
            return Err(format!("the key of witness `{name}` stands twice"));
        }
        self.policy.witnesses.insert(name.to_owned(), key);
        Ok(())
    }

    fn group(&mut self, name: &str, threshold: &str, members: &[&str]) -> Result<(), String> {
        self.ensure_new(name)?;
        let threshold = match threshold {
            "all" => members.len(),
            "any" => 1,
            number => number
                .parse()
                .ok()
                .filter(|k| (1..=members.len()).contains(k))
                .ok_or_else(|| format!("`{number}` is not all, any or 1 to {}", members.len()))?,
        };
        for member in members {
            if !self.policy.knows(member) {
                return Err(format!("`{member}` is not defined above"));
            }
            if !self.members.insert((*member).to_owned()) {
                return Err(format!("`{member}` is a member twice"));
            }
        }
        let members = members.iter().map(|member| (*member).to_owned()).collect();
        let group = Group { threshold, members };
        self.policy.groups.insert(name.to_owned(), group);
        Ok(())
    }

    fn quorum(&mut self, name: &str) -> Result<(), String> {
        if std::mem::replace(&mut self.has_quorum, true) {
            return Err("there is more than one `quorum` line".to_owned());
        }
        if name == "none" {
            return Ok(());
        }
        if !self.policy.knows(name) {
            return Err(format!("`{name}` is not defined above"));
        }
        self.policy.quorum = Some(name.to_owned());
        Ok(())
    }

    fn ensure_new(&self, name: &str) -> Result<(), String> {
        if name == "none" || self.policy.knows(name) {
            return Err(format!("the name `{name}` is taken"));
        }
        let names = self.policy.witnesses.len() + self.policy.groups.len();
        if names >= NAMES_MAX {
            return Err(format!(
                "there are more than {NAMES_MAX} witnesses and groups"
            ));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
