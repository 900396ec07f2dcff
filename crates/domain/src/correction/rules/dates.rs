//! The last days a corrected event must state: those the law gives.

use serde_json::{Map, Value};

use crate::act::Act;
use crate::referral::Referral;
use crate::referral::event::ReferralEvent;
use crate::rejection::{Code, Rejection};
use crate::term::{Due, Extension, PreDispute, Term};

/// Fields a last day is counted from, and the last days themselves.
const COUNTED: [&str; 10] = [
    "agreement_on",
    "started_on",
    "days",
    "decided_on",
    "decided_by",
    "all_parties",
    "due_on_raw",
    "due_on",
    "new_due_on_raw",
    "new_due_on",
];

/// True if the patch touches what a last day is counted from, or a last day.
pub(super) fn decides_due(patch: &Map<String, Value>) -> bool {
    COUNTED.iter().any(|field| patch.contains_key(*field))
}

/// The term by the law of the event's day, where the event states one, and how it is counted.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the other events state no last day"
)]
pub(super) fn term_by_law(
    act: &Act<'_>,
    before: &Referral,
    event: &ReferralEvent,
) -> Result<Option<(Term, String)>, Rejection> {
    use ReferralEvent as E;
    let (law, term) = match event {
        E::MediationAgreementSigned { agreement_on, .. } => {
            let law = act.law_on(*agreement_on)?;
            let deadline = before.procedural_deadline;
            let term = law.conclude(before.channel, *agreement_on, deadline)?;
            (law, term)
        }
        E::ProcedureStarted { started_on, .. } => {
            let (agreement_on, arose_on) = before.pre_dispute.ok_or_else(|| {
                let detail = "no agreement from before the dispute stands in the matter";
                Rejection::new(Code::NewAgreementRequired, detail)
            })?;
            let dates = PreDispute {
                agreement_on,
                arose_on,
                started_on: *started_on,
            };
            let law = act.law_on(*started_on)?;
            (law, law.start_pre_dispute(before.channel, dates)?)
        }
        E::MediationExtended {
            days,
            decided_on,
            decided_by,
            all_parties,
            ..
        } => {
            let procedure = before.procedure.ok_or_else(|| {
                let detail = "no procedure stands in the matter that could be extended";
                Rejection::new(Code::WrongState, detail)
            })?;
            let extension = Extension {
                days: *days,
                decided_on: *decided_on,
                decided_by: *decided_by,
                all_parties: *all_parties,
            };
            let law = act.law_on(*decided_on)?;
            (law, law.extend(&procedure.term, extension)?)
        }
        _ => return Ok(None),
    };
    Ok(Some((term, law.explained(&term))))
}

/// The last day the event states.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the other events state no last day"
)]
pub(super) fn stated_due(event: &ReferralEvent) -> Option<Due> {
    use ReferralEvent as E;
    match event {
        E::MediationAgreementSigned {
            due_on_raw, due_on, ..
        }
        | E::ProcedureStarted {
            due_on_raw, due_on, ..
        }
        | E::MediationExtended {
            new_due_on_raw: due_on_raw,
            new_due_on: due_on,
            ..
        } => Some(Due {
            raw: *due_on_raw,
            rolled: *due_on,
        }),
        _ => None,
    }
}

/// The names of the fields that state it: as counted, and as it falls due.
pub(super) fn due_fields(event: &ReferralEvent) -> (&'static str, &'static str) {
    if matches!(event, ReferralEvent::MediationExtended { .. }) {
        ("new_due_on_raw", "new_due_on")
    } else {
        ("due_on_raw", "due_on")
    }
}
