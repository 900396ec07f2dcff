//! Whether the events of a dispute fit one another: dates in their order, parties that there
//! are, an end inside its term, and a result that follows.
//!
//! The rules decide each act by the state before it; a correction changes an event under those
//! that came later, so all of them are looked at again.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::referral::Referral;
use crate::referral::ending::{ensure_follows, ensure_inside};
use crate::referral::ensure_not_before;
use crate::referral::event::{Ground, ReferralEvent};
use crate::rejection::{Code, Rejection, ensure};

/// The events of a dispute in their places; none where one is voided.
pub(super) type Standing = Vec<Option<ReferralEvent>>;

/// Refuses a change after which an event does not fit any more. What did not fit before, as in
/// a history that was taken over, is no ground to refuse it.
pub(super) fn ensure_coherent(now: &Standing, next: &Standing) -> Result<(), Rejection> {
    let known = misfits(now);
    let new = misfits(next)
        .into_iter()
        .find(|(at, _)| !known.contains_key(at));
    match new {
        Some((_, refused)) => Err(refused),
        None => Ok(()),
    }
}

fn misfits(events: &Standing) -> BTreeMap<usize, Rejection> {
    let mut referral: Option<Referral> = None;
    let mut misfits = BTreeMap::new();
    for (at, event) in events.iter().enumerate() {
        let Some(event) = event else { continue };
        match &mut referral {
            Some(before) => {
                if let Err(refused) = ensure_fits(before, event) {
                    let name: &'static str = event.into();
                    let detail = format!("{name} would not fit: {}", refused.detail);
                    misfits.insert(at, Rejection::new(refused.code, detail));
                }
                before.evolve(event);
            }
            None => referral = Referral::begin(event).map(|(_, begun)| begun),
        }
    }
    misfits
}

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the other events state nothing that depends on what went before"
)]
fn ensure_fits(before: &Referral, event: &ReferralEvent) -> Result<(), Rejection> {
    use ReferralEvent as E;
    match event {
        E::PartyConsentRecorded { party_index, .. } | E::PartyWithdrew { party_index, .. } => {
            let parties = before.parties_count;
            ensure(*party_index < parties, Code::PartyUnknown, || {
                format!(
                    "parties are numbered from 0 to {}",
                    parties.saturating_sub(1)
                )
            })
        }
        E::MediationAgreementSigned {
            agreement_on: on, ..
        }
        | E::ProcedureStarted { started_on: on, .. } => {
            ensure_not_before(before.referred_on, *on, "a start before the referral")?;
            match before.ended {
                Some((_, ended_on)) => {
                    ensure_not_before(ended_on, *on, "a start before the end of the one before")
                }
                None => Ok(()),
            }
        }
        E::SessionHeld { on, .. }
        | E::MediatorReplaced { on, .. }
        | E::ProceedingsSuspended { on, .. }
        | E::MediationExtended { decided_on: on, .. } => ensure_begun(before, *on),
        E::MediationTerminated {
            referral_no,
            ground,
            on,
        } => {
            let Some(procedure) = &before.procedure else {
                return Ok(());
            };
            ensure_inside(procedure, *referral_no, *on)?;
            let due_on = procedure.term.due.rolled;
            let expired = *ground == Ground::Expired;
            ensure(!expired || *on == due_on, Code::ResultCodeUnknown, || {
                format!("a term ends by law on its last day, {due_on}")
            })
        }
        E::ResultReturned {
            referral_no,
            result,
            ended_on,
            returned_on,
            sessions,
        } => {
            ensure_follows(before, *referral_no, (*result, *ended_on, *returned_on))?;
            let held = before.procedure.map_or(0, |procedure| procedure.sessions);
            ensure(*sessions == held, Code::WrongState, || {
                format!("{held} sessions are recorded, not {sessions}")
            })
        }
        E::SettlementApproved { on, .. }
        | E::SettlementRefused { on, .. }
        | E::SettlementBreachReported { on, .. } => match before.returned {
            Some(returned) => {
                ensure_not_before(returned.returned_on, *on, "an act before the return")
            }
            None => Ok(()),
        },
        _ => Ok(()),
    }
}

fn ensure_begun(before: &Referral, on: NaiveDate) -> Result<(), Rejection> {
    match &before.procedure {
        Some(procedure) => {
            ensure_not_before(procedure.term.started_on, on, "an act before the start")
        }
        None => Ok(()),
    }
}
