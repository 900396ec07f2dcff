//! The procedure: clock, sessions, extensions, procedural deadline, and what rests meanwhile.

use chrono::NaiveDate;

use super::command::ReferralCommand as C;
use super::event::ReferralEvent as E;
use super::offer::ensure_joint;
use super::{ensure_may_charge, ensure_may_mediate, ensure_not_before, in_term, open, running};
use crate::act::Act;
use crate::calendar::add_days;
use crate::channel::{Channel, Decider};
use crate::command::decided_elsewhere;
use crate::docket::Docket;
use crate::entry::wrong_state;
use crate::numbers::ReferralNo;
use crate::rejection::{Code, Rejection, ensure};
use crate::term::Extension;

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the dispatcher sends only these"
)]
pub(super) fn decide(docket: &Docket, act: &Act<'_>, command: C) -> Result<Vec<E>, Rejection> {
    let on = act.on;
    match command {
        C::ReplaceMediator {
            referral_no,
            entry_no,
            reason,
            all_parties,
        } => {
            let procedure = in_term(docket, act, referral_no)?;
            ensure_joint(all_parties)?;
            ensure_may_mediate(docket, act, entry_no)?;
            ensure_may_charge(docket, entry_no, procedure.fee_kind)?;
            Ok(vec![E::MediatorReplaced {
                referral_no,
                entry_no,
                reason,
                on,
            }])
        }
        C::SuspendProceedings { referral_no } => suspend(docket, act, referral_no),
        C::ResumeProceedings { referral_no } => {
            let rests = open(docket, act, referral_no)?.rests_since;
            let since = rests
                .ok_or_else(|| wrong_state(format!("nothing rests in referral {referral_no}")))?;
            ensure_not_before(since, on, "proceedings resumed before they rested")?;
            Ok(vec![E::ProceedingsResumed { referral_no, on }])
        }
        C::HoldSession {
            referral_no,
            mode,
            minutes,
            attended,
        } => {
            let procedure = in_term(docket, act, referral_no)?;
            ensure_attended(docket, referral_no, attended)?;
            Ok(vec![E::SessionHeld {
                referral_no,
                no: procedure.sessions.saturating_add(1),
                on,
                mode,
                minutes,
                attended,
            }])
        }
        C::Extend { .. } => extend(docket, act, command),
        C::SetProceduralDeadline {
            referral_no,
            deadline_on,
            authority,
        } => {
            ensure_deadline(docket, act, referral_no, deadline_on)?;
            Ok(vec![E::ProceduralDeadlineSet {
                referral_no,
                deadline_on,
                authority,
            }])
        }
        _ => Err(decided_elsewhere()),
    }
}

/// A session has at least one party, and no more than the dispute has.
fn ensure_attended(
    docket: &Docket,
    referral_no: ReferralNo,
    attended: Option<u8>,
) -> Result<(), Rejection> {
    let parties = docket.referral(referral_no)?.parties_count;
    let attended = attended.unwrap_or(parties);
    ensure(
        (1..=parties).contains(&attended),
        Code::PartyUnknown,
        || format!("referral {referral_no} has {parties} parties, so {attended} cannot attend"),
    )
}

/// Extends the term by a decision of the day (art 23; R44).
fn extend(docket: &Docket, act: &Act<'_>, command: C) -> Result<Vec<E>, Rejection> {
    let C::Extend {
        referral_no,
        days,
        decided_by,
        all_parties,
        notified_court_on,
    } = command
    else {
        return Err(decided_elsewhere());
    };
    let procedure = running(docket, act, referral_no)?;
    let decided_on = act.on;
    let extension = Extension {
        days,
        decided_on,
        decided_by,
        all_parties,
    };
    let term = act.law_on(decided_on)?.extend(&procedure.term, extension)?;
    // The parties decide first and notify then; a court decides on a notice given before.
    if let Some(notified_on) = notified_court_on
        && decided_by == Decider::Parties
    {
        ensure_not_before(decided_on, notified_on, "a notice before the decision")?;
    }
    Ok(vec![E::MediationExtended {
        referral_no,
        no: term.extensions,
        days,
        decided_on,
        decided_by,
        all_parties,
        notified_court_on,
        new_due_on_raw: term.due.raw,
        new_due_on: term.due.rolled,
    }])
}

/// In criminal and offence matters the authority sets the term, in no others (R45).
fn ensure_deadline(
    docket: &Docket,
    act: &Act<'_>,
    referral_no: ReferralNo,
    deadline_on: NaiveDate,
) -> Result<(), Rejection> {
    let referral = open(docket, act, referral_no)?;
    ensure(
        referral.channel.has_procedural_term(),
        Code::WrongState,
        || {
            let channel = referral.channel;
            format!("in channel {channel} the law sets the term, not the authority")
        },
    )?;
    let began_on = referral
        .running()
        .map_or(referral.referred_on, |procedure| procedure.term.started_on);
    ensure_not_before(began_on, deadline_on, "a deadline before the matter began")
}

/// Suspends the case, or enforcement for at most the days the law gives (art 23, 25-1).
fn suspend(docket: &Docket, act: &Act<'_>, referral_no: ReferralNo) -> Result<Vec<E>, Rejection> {
    let procedure = in_term(docket, act, referral_no)?;
    let referral = docket.referral(referral_no)?;
    ensure(referral.rests_since.is_none(), Code::WrongState, || {
        format!("referral {referral_no}: the proceedings rest already")
    })?;
    match referral.channel {
        Channel::InCourt | Channel::AdminCourt => {}
        Channel::Enforcement => {
            let ruleset = act.ruleset()?;
            let days = ruleset.parameters.enforcement_suspension_days;
            let started_on = procedure.term.started_on;
            let until = add_days(started_on, days);
            ensure(act.on <= until, Code::WrongState, || {
                let by = ruleset.source_of("enforcement_suspension_days");
                format!("by {by} enforcement rests at most {started_on} + {days} days = {until}")
            })?;
        }
        Channel::Criminal | Channel::AdminOffence => {
            let detail = "an agreement never suspends a criminal or offence case (art 24(1))";
            return Err(wrong_state(detail.to_owned()));
        }
        Channel::OutOfCourt | Channel::Arbitration => {
            let detail = "out of court there is no case to suspend";
            return Err(wrong_state(detail.to_owned()));
        }
    }
    Ok(vec![E::ProceedingsSuspended {
        referral_no,
        on: act.on,
    }])
}

#[cfg(test)]
mod tests;
