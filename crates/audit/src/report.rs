//! What a check found, for people and for scripts.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::commitments::Opened;
use crate::fault::{Class, Fault, Faults};
use crate::policy::Believed;

/// What a check found.
#[derive(Debug, Default)]
pub struct Report {
    is_strict: bool,
    origin: String,
    size: u64,
    root: String,
    witnesses: Vec<String>,
    pub(crate) sources: BTreeMap<String, u64>,
    pub(crate) seals: Option<u64>,
    pub(crate) commitments: Option<Opened>,
    pub(crate) faults: Faults,
}

/// The report as JSON.
#[derive(Debug, Serialize)]
struct Document<'r> {
    sound: bool,
    mode: &'static str,
    origin: &'r str,
    size: u64,
    root: &'r str,
    witnesses: &'r [String],
    sources: &'r BTreeMap<String, u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    seals: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    commitments: Option<Opened>,
    faults_count: u64,
    faults: &'r [Fault],
}

impl Report {
    pub(crate) fn new(is_strict: bool) -> Self {
        Self {
            is_strict,
            ..Self::default()
        }
    }

    pub(crate) fn of(&mut self, believed: &Believed) {
        self.origin.clone_from(&believed.checkpoint.origin);
        self.size = believed.checkpoint.size;
        self.root = believed.checkpoint.root.to_string();
        self.witnesses = believed.witnesses.iter().cloned().collect();
    }

    /// True if nothing is wrong.
    pub fn is_sound(&self) -> bool {
        self.faults.count == 0
    }

    /// How many faults there are.
    pub fn faults_count(&self) -> u64 {
        self.faults.count
    }

    /// The first hundred faults.
    pub fn faults(&self) -> &[Fault] {
        &self.faults.told
    }

    /// 0 if sound, else that of the first class in order: what the others rest on.
    pub fn exit_code(&self) -> u8 {
        self.faults.gravest.map_or(0, Class::exit_code)
    }

    /// The report as one JSON document.
    pub fn to_json(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string(&Document {
            sound: self.is_sound(),
            mode: self.mode(),
            origin: &self.origin,
            size: self.size,
            root: &self.root,
            witnesses: &self.witnesses,
            sources: &self.sources,
            seals: self.seals,
            commitments: self.commitments,
            faults_count: self.faults.count,
            faults: &self.faults.told,
        })
    }

    /// The report in lines for people.
    pub fn to_lines(&self) -> Vec<String> {
        let mut lines = vec![format!(
            "{} events of {} sources, root {}",
            self.size,
            self.sources.len(),
            self.root
        )];
        if let Some(seals) = self.seals.filter(|seals| *seals > 0) {
            lines.push(format!("{seals} sealings of the views compared"));
        }
        if let Some(Opened { opened, erased }) = self.commitments {
            lines.push(format!(
                "{opened} sealed texts opened, {erased} data keys erased"
            ));
        }
        for fault in &self.faults.told {
            let place = fault.index.map(|index| format!(" at {index}"));
            let event = fault.event_id.as_ref().map(|id| format!(", event {id}"));
            lines.push(format!(
                "{}{}{}: {}",
                fault.class.name(),
                place.unwrap_or_default(),
                event.unwrap_or_default(),
                fault.detail
            ));
        }
        let more = self.faults.count - self.faults.told.len() as u64;
        if more > 0 {
            lines.push(format!("and {more} faults more"));
        }
        lines
    }

    fn mode(&self) -> &'static str {
        if self.is_strict { "strict" } else { "chain" }
    }
}
