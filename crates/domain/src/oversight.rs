//! The federal office's own facts: what it finds, refuses, seals and erases (events 4e).
//!
//! They change no register: a court's facts are that court's alone.

use serde::{Deserialize, Serialize};
use strum::{IntoStaticStr, VariantNames};

use crate::codes::{AuditRuleId, FindingId};
use crate::court_code::CourtCode;
use crate::digest::Digest;
use crate::entry::event::vocabulary;
use crate::ids::EventId;

/// A fact of oversight.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, IntoStaticStr, VariantNames)]
#[serde(deny_unknown_fields)]
pub enum OversightEvent {
    /// A rule of oversight found something (R28).
    AuditFindingRaised {
        /// The finding.
        finding: FindingId,
        /// By which rule.
        rule: AuditRuleId,
        /// About what, such as `referral/KZ-75-012-2025-000318`.
        subjects: Vec<String>,
        /// The events it rests on, where it rests on some.
        events: Vec<EventId>,
    },
    /// A finding no longer stands.
    AuditFindingClosed {
        /// The finding.
        finding: FindingId,
        /// By which rule it was raised.
        rule: AuditRuleId,
        /// About what.
        subjects: Vec<String>,
        /// The events it is closed on.
        events: Vec<EventId>,
        /// What closed it.
        closed_by: FindingClosure,
        /// Why, as a code, where a person decided.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
    },
    /// Events of a court are missing.
    SyncGapDetected {
        /// The court.
        court: CourtCode,
        /// The first sequence missing.
        from: u64,
        /// The last.
        to: u64,
    },
    /// What was missing came in.
    SyncGapResolved {
        /// The court.
        court: CourtCode,
        /// The first sequence that was missing.
        from: u64,
        /// The last.
        to: u64,
    },
    /// A court's event is not taken in; the event itself stays in quarantine.
    EventRefused {
        /// The court.
        court: CourtCode,
        /// Its place in the court's chain.
        courtseq: u64,
        /// Why.
        code: String,
    },
    /// Official figures are frozen as they stood at a position.
    StatisticsReleased {
        /// The period, such as `2025-Q1`.
        period: String,
        /// Events the figures are made of.
        position: u64,
        /// SHA-256 of the released tables.
        tables_hash: Digest,
    },
    /// What the views said at a position.
    ViewSealed {
        /// Events the views are made of.
        position: u64,
        /// Of the register.
        register_digest: Digest,
        /// Of the statistics.
        statistics_digest: Digest,
    },
    /// A data key is destroyed: the person's name and contact can be read nowhere any more.
    PersonalDataErased {
        /// Whose, such as `entry/KZ-75-012-2025-00041`.
        subject: String,
        /// On what ground, as a code.
        basis: String,
    },
}

vocabulary! {
    /// What closes a finding.
    FindingClosure {
        /// The facts changed.
        Facts,
        /// A person decided.
        Person,
    }
}

impl OversightEvent {
    /// The stream the event belongs to.
    pub(crate) fn subject(&self) -> String {
        match self {
            Self::AuditFindingRaised { finding, .. } | Self::AuditFindingClosed { finding, .. } => {
                format!("finding/{finding}")
            }
            Self::SyncGapDetected { court, .. }
            | Self::SyncGapResolved { court, .. }
            | Self::EventRefused { court, .. } => format!("court/{court}"),
            Self::StatisticsReleased { period, .. } => format!("statistics/{period}"),
            Self::ViewSealed { position, .. } => format!("views/{position}"),
            Self::PersonalDataErased { subject, .. } => subject.clone(),
        }
    }
}
