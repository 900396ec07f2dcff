//! A policy's text, line by line.

use std::collections::{BTreeMap, BTreeSet};
use std::str::FromStr;

use medreg_log::{NoteError, VerifierKey, WitnessKey};

use super::{Group, Policy, PolicyError};

/// More names than any office and its witnesses need.
const NAMES_MAX: usize = 1_000;

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
