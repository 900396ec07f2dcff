//! The end: ground, one result, approval by the judge, and what parties say afterwards.

use chrono::NaiveDate;

use super::command::ReferralCommand as C;
use super::event::{Ground, Outcome, ReferralEvent as E};
use super::{Procedure, Referral, ensure_not_before, open, running};
use crate::act::Act;
use crate::command::decided_elsewhere;
use crate::docket::Docket;
use crate::numbers::ReferralNo;
use crate::rejection::{Code, Rejection, ensure};

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the dispatcher sends only these"
)]
pub(super) fn decide(docket: &Docket, act: &Act<'_>, command: C) -> Result<Vec<E>, Rejection> {
    let on = act.on;
    match command {
        C::Terminate {
            referral_no,
            ground,
        } => terminate(docket, act, referral_no, ground),
        C::ReturnResult {
            referral_no,
            result,
            ended_on,
            signed_by_parties,
        } => {
            let claim = (result, ended_on, signed_by_parties);
            return_result(docket, act, referral_no, claim)
        }
        C::ApproveSettlement {
            referral_no,
            state_fee_refunded,
        } => {
            ensure_approvable(docket, act, referral_no)?;
            Ok(vec![E::SettlementApproved {
                referral_no,
                on,
                state_fee_refunded,
            }])
        }
        C::RefuseSettlement { referral_no } => {
            ensure_approvable(docket, act, referral_no)?;
            Ok(vec![E::SettlementRefused {
                referral_no,
                on,
                state_fee_refunded: false,
            }])
        }
        C::ReportBreach { referral_no } => {
            ensure_settled(docket.referral(referral_no)?, referral_no, act)?;
            Ok(vec![E::SettlementBreachReported { referral_no, on }])
        }
        C::ReceiveFeedback {
            referral_no,
            role,
            score,
        } => {
            let returned = docket.referral(referral_no)?.returned.ok_or_else(|| {
                let detail = format!("referral {referral_no} has not ended");
                Rejection::new(Code::WrongState, detail)
            })?;
            ensure_not_before(returned.returned_on, on, "a response before the return")?;
            ensure((1..=5).contains(&score), Code::ScoreInvalid, || {
                format!("a score is 1 to 5, not {score}")
            })?;
            Ok(vec![E::FeedbackReceived {
                referral_no,
                role,
                score,
            }])
        }
        _ => Err(decided_elsewhere()),
    }
}

/// Ends the procedure: on the day of the act, or by law on the last day of its term.
fn terminate(
    docket: &Docket,
    act: &Act<'_>,
    referral_no: ReferralNo,
    ground: Ground,
) -> Result<Vec<E>, Rejection> {
    let procedure = running(docket, act, referral_no)?;
    let (due, expired) = (procedure.term.due, ground == Ground::Expired);
    ensure(!expired || due.is_past_on(act.on), Code::WrongState, || {
        let due_on = due.rolled;
        format!("the term of referral {referral_no} runs until the end of {due_on}")
    })?;
    let on = if expired { due.rolled } else { act.on };
    ensure_inside(procedure, referral_no, on)?;
    Ok(vec![E::MediationTerminated {
        referral_no,
        ground,
        on,
    }])
}

/// Refuses an end before the start, or after the day on which the procedure ended by law.
pub(crate) fn ensure_inside(
    procedure: &Procedure,
    referral_no: ReferralNo,
    on: NaiveDate,
) -> Result<(), Rejection> {
    ensure_not_before(procedure.term.started_on, on, "an end before the start")?;
    let due = procedure.term.due;
    ensure(!due.is_past_on(on), Code::ResultCodeUnknown, || {
        let due_on = due.rolled;
        format!("the term of referral {referral_no} ended on {due_on}: it expired on that day")
    })
}

/// Returns the matter with the one result that follows from what went before (R5, R9, R27).
fn return_result(
    docket: &Docket,
    act: &Act<'_>,
    referral_no: ReferralNo,
    claim: (Outcome, NaiveDate, bool),
) -> Result<Vec<E>, Rejection> {
    let (result, ended_on, signed_by_parties) = claim;
    let referral = open(docket, act, referral_no)?;
    ensure_follows(referral, referral_no, (result, ended_on, act.on))?;
    ensure(
        !result.is_settlement() || signed_by_parties,
        Code::SettlementUnsigned,
        || "a settlement is signed by all parties: return it when it is".to_owned(),
    )?;
    let sessions = referral.procedure.map_or(0, |procedure| procedure.sessions);
    Ok(vec![E::ResultReturned {
        referral_no,
        result,
        ended_on,
        returned_on: act.on,
        sessions,
    }])
}

/// Refuses a result, an end and a return that do not follow from what went before.
pub(crate) fn ensure_follows(
    referral: &Referral,
    referral_no: ReferralNo,
    claim: (Outcome, NaiveDate, NaiveDate),
) -> Result<(), Rejection> {
    let (result, ended_on, returned_on) = claim;
    ensure_not_before(referral.referred_on, ended_on, "an end before the referral")?;
    ensure_not_before(ended_on, returned_on, "a return before the end")?;
    let Some(procedure) = &referral.procedure else {
        return ensure(
            result == Outcome::NotStarted,
            Code::ResultCodeUnknown,
            || format!("no procedure started in referral {referral_no}: the result is NOT_STARTED"),
        );
    };
    ensure(
        result != Outcome::NotStarted,
        Code::ResultCodeUnknown,
        || format!("a procedure started in referral {referral_no}: the result is not NOT_STARTED"),
    )?;
    let Some((ground, terminated_on)) = referral.ended else {
        ensure_inside(procedure, referral_no, ended_on)?;
        let due_on = procedure.term.due.rolled;
        let ran_out = ended_on == due_on && returned_on > due_on;
        return ensure(
            result != Outcome::Expired || ran_out,
            Code::ResultCodeUnknown,
            || format!("the term of referral {referral_no} ends on {due_on}, and not before"),
        );
    };
    let refused = result == Outcome::NoSettlement && ground != Ground::Settlement;
    let agrees = refused || result.ground() == Some(ground);
    ensure(
        agrees && ended_on == terminated_on,
        Code::ResultCodeUnknown,
        || {
            let name: &'static str = ground.into();
            format!(
                "the procedure ended on {terminated_on} by ground {name}: \
                 result and date must agree with it"
            )
        },
    )
}

/// Refuses unless a settlement was returned by the day of the act.
fn ensure_settled(
    referral: &Referral,
    referral_no: ReferralNo,
    act: &Act<'_>,
) -> Result<(), Rejection> {
    let settled = referral
        .returned
        .filter(|returned| returned.result.is_settlement());
    let settled = settled.ok_or_else(|| {
        let detail = format!("referral {referral_no} was not settled");
        Rejection::new(Code::WrongState, detail)
    })?;
    ensure_not_before(settled.returned_on, act.on, "an act before the return")
}

fn ensure_approvable(
    docket: &Docket,
    act: &Act<'_>,
    referral_no: ReferralNo,
) -> Result<(), Rejection> {
    let referral = docket.referral(referral_no)?;
    let before_a_judge = referral.channel.is_before_a_judge();
    ensure(before_a_judge, Code::WrongState, || {
        let channel = referral.channel;
        format!("no judge approves a settlement in channel {channel} (referral {referral_no})")
    })?;
    ensure_settled(referral, referral_no, act)?;
    ensure(referral.approved.is_none(), Code::AlreadyClosed, || {
        format!("the judge has decided on the settlement of referral {referral_no}")
    })
}

#[cfg(test)]
mod tests;
