//! The federal office's own facts: what it finds, refuses, seals and erases (events 4e).
//!
//! They change no register: a court's facts are that court's alone.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use strum::{IntoStaticStr, VariantNames};

use crate::application::ensure_code;
use crate::codes::{AuditRuleId, DataKeyId, FindingId};
use crate::court_code::CourtCode;
use crate::digest::Digest;
use crate::entry::event::vocabulary;
use crate::ids::EventId;
use crate::numbers::EntryNo;
use crate::rejection::{Code, Rejection, ensure};
use crate::standing::Standing;

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
    /// A court's event is not taken in; the event itself stays in quarantine, and the court's
    /// chain goes on behind it.
    EventRefused {
        /// The court.
        court: CourtCode,
        /// Its place in the court's chain.
        courtseq: u64,
        /// The rule it breaks.
        code: String,
        /// The hash of its leaf, which the court's next event names.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        leaf_hash: Option<Digest>,
        /// The event, so that the court may correct what it stated.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        event: Option<EventId>,
        /// Why it will not be taken in, as a code, by a person's decision.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
    },
    /// A message that is no event of a court's chain will not be judged again; the message
    /// itself stays in quarantine.
    MessageDiscarded {
        /// The hash of the leaf that its bytes and its signature header make.
        leaf_hash: Digest,
        /// The court under whose subject it came, where it names the same.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        court: Option<CourtCode>,
        /// What it was kept aside for.
        kept_for: String,
        /// Why it will not be judged again, as a code.
        reason: String,
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
    /// The data keys of an entry are destroyed: the person's name and contact can be read
    /// nowhere any more.
    PersonalDataErased {
        /// Whose, such as `entry/KZ-75-012-2025-00041`.
        subject: String,
        /// On what ground, as a code.
        basis: String,
        /// The keys, which whoever holds a copy destroys too.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        keys: Vec<DataKeyId>,
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

/// A finding as it was raised and stands open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Raised {
    /// By which rule.
    pub rule: AuditRuleId,
    /// About what.
    pub subjects: Vec<String>,
    /// The events it rests on.
    pub events: Vec<EventId>,
}

/// Closes a finding by a person's decision, with the reason as a code (R28).
///
/// The caller looks the finding up among those that stand open; none where it is not.
pub fn close(
    open: Option<Raised>,
    finding: FindingId,
    reason: &str,
) -> Result<OversightEvent, Rejection> {
    let Raised {
        rule,
        subjects,
        events,
    } = open.ok_or_else(|| {
        let detail = format!("no finding {finding} is open: it never was, or it is closed already");
        Rejection::new(Code::FindingUnknown, detail)
    })?;
    ensure_code(reason, "the reason")?;
    Ok(OversightEvent::AuditFindingClosed {
        finding,
        rule,
        subjects,
        events,
        closed_by: FindingClosure::Person,
        reason: Some(reason.to_owned()),
    })
}

/// Releases the figures of a quarter as they stood at a position, on a day up to today, and once:
/// what was published stands.
///
/// The caller looks up on which day that was done already, if it was.
pub fn release(
    released: Option<NaiveDate>,
    period: &str,
    (position, tables_hash): (u64, Digest),
    (on, today): (NaiveDate, NaiveDate),
) -> Result<OversightEvent, Rejection> {
    ensure_not_released(released, period)?;
    ensure(on <= today, Code::DateInFuture, || {
        format!("figures are released as of a day up to today, {today}: {on} lies ahead")
    })?;
    Ok(OversightEvent::StatisticsReleased {
        period: period.to_owned(),
        position,
        tables_hash,
    })
}

/// Refuses to release the figures of a quarter again.
pub fn ensure_not_released(released: Option<NaiveDate>, period: &str) -> Result<(), Rejection> {
    let Some(on) = released else { return Ok(()) };
    let detail = format!(
        "the figures of {period} were released on {on}, and stand: the next quarter's take them further"
    );
    Err(Rejection::new(Code::AlreadyExists, detail))
}

/// An entry whose personal data is to be erased.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Erasable {
    /// The entry.
    pub entry_no: EntryNo,
    /// Where it stands on the day.
    pub standing: Standing,
    /// Every data key that its events name.
    pub keys: Vec<DataKeyId>,
    /// True if that was done already.
    pub is_erased: bool,
}

/// Erases a person's name and contact, with the ground as a code: of an entry that has ended,
/// since the law publishes the name of a mediator who is in the register (art 14(3), 16(3)).
///
/// The caller looks the entry up; none where it is not.
pub fn erase(entry: Option<Erasable>, basis: &str) -> Result<OversightEvent, Rejection> {
    let Erasable {
        entry_no,
        standing,
        keys,
        is_erased,
    } = entry.ok_or_else(|| {
        let detail = "there is no such entry in the federal register".to_owned();
        Rejection::new(Code::EntryUnknown, detail)
    })?;
    ensure(!is_erased, Code::AlreadyClosed, || {
        format!("the name behind entry {entry_no} is erased already")
    })?;
    let has_ended = matches!(standing, Standing::Lapsed { .. } | Standing::Removed { .. });
    ensure(has_ended, Code::WrongState, || {
        format!("entry {entry_no} is in the register, which shows its name by law: remove it first")
    })?;
    ensure_code(basis, "the basis")?;
    Ok(OversightEvent::PersonalDataErased {
        subject: format!("entry/{entry_no}"),
        basis: basis.to_owned(),
        keys,
    })
}

/// A message that is kept aside, as far as a decision on it needs it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptMessage {
    /// The hash of the leaf that its bytes and its signature header make.
    pub leaf_hash: Digest,
    /// The court under whose subject it came, where it names the same.
    pub court: Option<CourtCode>,
    /// What it is kept aside for, or the rule it breaks.
    pub kept_for: String,
    /// Its place and identity, where it is the next event that the court signed.
    pub next: Option<(u64, EventId)>,
}

/// Decides that a message is not judged again, with the reason as a code: the next event of
/// a court is refused, and its chain goes on behind it; anything else is no part of a chain.
pub fn discard(kept: KeptMessage, reason: &str) -> Result<OversightEvent, Rejection> {
    ensure_code(reason, "the reason")?;
    let KeptMessage {
        leaf_hash,
        court,
        kept_for,
        next,
    } = kept;
    Ok(match court.zip(next) {
        Some((court, (courtseq, event))) => OversightEvent::EventRefused {
            court,
            courtseq,
            code: kept_for,
            leaf_hash: Some(leaf_hash),
            event: Some(event),
            reason: Some(reason.to_owned()),
        },
        None => OversightEvent::MessageDiscarded {
            leaf_hash,
            court,
            kept_for,
            reason: reason.to_owned(),
        },
    })
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
            Self::MessageDiscarded { court, .. } => match court {
                Some(court) => format!("court/{court}"),
                None => "office/quarantine".to_owned(),
            },
            Self::StatisticsReleased { period, .. } => format!("statistics/{period}"),
            Self::ViewSealed { position, .. } => format!("views/{position}"),
            Self::PersonalDataErased { subject, .. } => subject.clone(),
        }
    }
}

#[cfg(test)]
mod tests;
