//! Corrections: history is never edited; what was stated wrongly is stated anew, and views
//! show the corrected value with the day it was corrected (events 4f).
//!
//! [`Corrections`] says what an event states once it is corrected, [`decide`] whether a
//! correction may be stated; how a patch changes a payload is in `correction/patch.rs`.

use std::borrow::Cow;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use strum::{IntoStaticStr, VariantNames};

use crate::entry::event::vocabulary;
use crate::event::Event;
use crate::ids::EventId;

mod patch;
mod rules;

pub use patch::patched;
pub use rules::{Target, decide};

/// A fact about a fact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, IntoStaticStr, VariantNames)]
#[serde(deny_unknown_fields)]
pub enum CorrectionEvent {
    /// An event should have been stated differently.
    RecordCorrected {
        /// Which.
        target_event: EventId,
        /// Why.
        reason: CorrectionReason,
        /// The fields of its payload that change, with their right values (RFC 7396).
        patch: Map<String, Value>,
    },
    /// An event should not have been stated at all.
    EventVoided {
        /// Which.
        target_event: EventId,
        /// Why.
        reason: CorrectionReason,
    },
}

/// A request to correct what was recorded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, VariantNames)]
#[strum(serialize_all = "snake_case")]
#[serde(tag = "act", rename_all = "snake_case", deny_unknown_fields)]
pub enum CorrectionCommand {
    /// Corrects an event.
    CorrectRecord {
        /// Which.
        target_event: EventId,
        /// Why.
        reason: CorrectionReason,
        /// The fields that change.
        patch: Map<String, Value>,
    },
    /// Voids an event.
    VoidEvent {
        /// Which.
        target_event: EventId,
        /// Why.
        reason: CorrectionReason,
    },
}

vocabulary! {
    /// Why a record is corrected.
    CorrectionReason {
        /// A slip of the pen.
        Clerical,
        /// A decision of a court or authority.
        Legal,
        /// The person concerned disputes it.
        Disputed,
    }
}

impl CorrectionEvent {
    /// The event that is corrected.
    pub fn target(&self) -> EventId {
        match self {
            Self::RecordCorrected { target_event, .. } | Self::EventVoided { target_event, .. } => {
                *target_event
            }
        }
    }
}

impl CorrectionCommand {
    /// The event to correct.
    pub fn target(&self) -> EventId {
        match self {
            Self::CorrectRecord { target_event, .. } | Self::VoidEvent { target_event, .. } => {
                *target_event
            }
        }
    }
}

/// What is corrected so far, by the event it corrects, oldest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Corrections(FxHashMap<EventId, Vec<CorrectionEvent>>);

impl Corrections {
    /// Takes a correction over. Never fails: what was recorded happened.
    pub fn take(&mut self, correction: &CorrectionEvent) {
        let known = self.0.entry(correction.target()).or_default();
        known.push(correction.clone());
    }

    /// Takes over what another court, whose matters go on here, has corrected.
    pub fn merge(&mut self, other: &Self) {
        for (id, corrections) in &other.0 {
            let known = self.0.entry(*id).or_default();
            known.extend(corrections.iter().cloned());
        }
    }

    /// True if something was said about the event since.
    pub fn is_touched(&self, id: EventId) -> bool {
        self.0.contains_key(&id)
    }

    /// True if the event should not have been stated.
    pub fn is_voided(&self, id: EventId) -> bool {
        let voids = |correction: &CorrectionEvent| match correction {
            CorrectionEvent::EventVoided { .. } => true,
            CorrectionEvent::RecordCorrected { .. } => false,
        };
        self.0.get(&id).into_iter().flatten().any(voids)
    }

    /// What the event states by now; none if it is voided.
    ///
    /// Patches apply in the order they were stated. One that gives no event changes nothing:
    /// it was never allowed, and folding never fails.
    pub fn corrected<'e>(&self, id: EventId, event: &'e Event) -> Option<Cow<'e, Event>> {
        if self.is_voided(id) {
            return None;
        }
        let mut now = Cow::Borrowed(event);
        for correction in self.0.get(&id).into_iter().flatten() {
            let CorrectionEvent::RecordCorrected { patch, .. } = correction else {
                continue;
            };
            if let Ok(next) = patched(&now, patch) {
                now = Cow::Owned(next);
            }
        }
        Some(now)
    }
}

#[cfg(test)]
mod tests;
