//! Corrections: history is never edited; what was stated wrongly is stated anew, and views
//! show the corrected value with the day it was corrected (events 4f).

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use strum::{IntoStaticStr, VariantNames};

use crate::entry::event::vocabulary;
use crate::ids::EventId;

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
