//! Discipline: complaint or quality review → proceeding → outcome → sanction → appeal, each
//! step after the one before (art 14(7)-(8), R32, R33).
//!
//! Appeals are in `discipline/appeal.rs`; what an entry keeps of it all in `entry/conduct.rs`.

use chrono::NaiveDate;

use crate::act::Act;
use crate::application::ensure_code;
use crate::codes::QualityBodyId;
use crate::command::decided_elsewhere;
use crate::docket::Docket;
use crate::entry::command::EntryCommand;
use crate::entry::event::{EntryEvent, LiftReason, ProceedingOutcome, ReviewResult};
use crate::entry::{Entry, ended_with, ensure_kept, ensure_not_removed, suspended_to, wrong_state};
use crate::ids::{ComplaintId, ProceedingId};
use crate::numbers::EntryNo;
use crate::rejection::{Code, Rejection, ensure};
use crate::standing::Standing;

mod appeal;

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the docket sends only commands about discipline"
)]
pub(crate) fn decide(
    docket: &Docket,
    act: &Act<'_>,
    command: EntryCommand,
) -> Result<Vec<EntryEvent>, Rejection> {
    use EntryCommand as C;
    ensure_kept(docket, act, &command)?;
    match command {
        C::ReceiveComplaint { .. } => complain(docket, command),
        C::RecordQualityReview {
            entry_no,
            body,
            result,
        } => review(docket, act, entry_no, (body, result)),
        C::OpenProceeding {
            proceeding_id,
            entry_no,
            complaint_id,
            body,
        } => open(
            docket,
            act.on,
            proceeding_id,
            (entry_no, complaint_id, body),
        ),
        C::CloseProceeding {
            proceeding_id,
            entry_no,
            outcome,
        } => close(docket, proceeding_id, entry_no, outcome),
        C::RecordSanction {
            proceeding_id,
            entry_no,
            kind,
        } => {
            ensure_breach_confirmed(docket.entry(entry_no)?, proceeding_id)?;
            Ok(vec![EntryEvent::SanctionRecorded {
                entry_no,
                proceeding_id,
                kind,
                on: act.on,
            }])
        }
        C::SuspendMediator {
            proceeding_id,
            entry_no,
        } => suspend(docket, act, proceeding_id, entry_no),
        C::LiftSuspension { entry_no, reason } => lift(docket, act, entry_no, reason),
        C::LodgeAppeal { .. } | C::DecideAppeal { .. } => appeal::decide(docket, act, command),
        _ => Err(decided_elsewhere()),
    }
}

fn complain(docket: &Docket, command: EntryCommand) -> Result<Vec<EntryEvent>, Rejection> {
    let EntryCommand::ReceiveComplaint {
        complaint_id,
        entry_no,
        by,
        ground,
        referral_no,
    } = command
    else {
        return Err(decided_elsewhere());
    };
    let entry = docket.entry(entry_no)?;
    ensure(
        !entry.complaints.contains(&complaint_id),
        Code::AlreadyExists,
        || format!("complaint {complaint_id} exists already: give the new one its own id"),
    )?;
    if let Some(referral_no) = referral_no {
        docket.referral(referral_no)?;
    }
    Ok(vec![EntryEvent::ComplaintReceived {
        complaint_id,
        entry_no,
        by,
        ground,
        referral_no,
    }])
}

/// Records what a quality body found that is registered on the day (R32).
fn review(
    docket: &Docket,
    act: &Act<'_>,
    entry_no: EntryNo,
    finding: (QualityBodyId, ReviewResult),
) -> Result<Vec<EntryEvent>, Rejection> {
    let (body, result) = finding;
    docket.entry(entry_no)?;
    act.reference.ensure_quality_body(body, act.on)?;
    Ok(vec![EntryEvent::QualityReviewRecorded {
        entry_no,
        body,
        result,
        on: act.on,
    }])
}

/// Opens a proceeding on a complaint, or on the breach of a quality review that none has
/// answered yet.
fn open(
    docket: &Docket,
    day: NaiveDate,
    proceeding_id: ProceedingId,
    about: (EntryNo, Option<ComplaintId>, String),
) -> Result<Vec<EntryEvent>, Rejection> {
    let (entry_no, complaint_id, body) = about;
    let entry = docket.entry(entry_no)?;
    let has_ground = match complaint_id {
        Some(id) => entry.complaints.contains(&id),
        None => entry.unanswered_breach(day).is_some(),
    };
    ensure(has_ground, Code::DisciplineSequence, || {
        format!(
            "a proceeding rests on a complaint about {entry_no}, or on a quality review with \
             the result BREACH that none has answered: record one"
        )
    })?;
    let mut known = entry.proceedings.iter();
    ensure(
        known.all(|known| known.id != proceeding_id),
        Code::AlreadyExists,
        || format!("proceeding {proceeding_id} exists already: give the new one its own id"),
    )?;
    ensure_code(&body, "body")?;
    Ok(vec![EntryEvent::DisciplinaryProceedingOpened {
        proceeding_id,
        entry_no,
        complaint_id,
        body,
    }])
}

fn close(
    docket: &Docket,
    proceeding_id: ProceedingId,
    entry_no: EntryNo,
    outcome: ProceedingOutcome,
) -> Result<Vec<EntryEvent>, Rejection> {
    let mut known = docket.entry(entry_no)?.proceedings.iter();
    let is_open = known.any(|known| known.id == proceeding_id && known.outcome.is_none());
    ensure(is_open, Code::DisciplineSequence, || {
        format!("no proceeding {proceeding_id} is open on {entry_no}: open one first")
    })?;
    Ok(vec![EntryEvent::DisciplinaryProceedingClosed {
        proceeding_id,
        entry_no,
        outcome,
    }])
}

fn suspend(
    docket: &Docket,
    act: &Act<'_>,
    proceeding_id: ProceedingId,
    entry_no: EntryNo,
) -> Result<Vec<EntryEvent>, Rejection> {
    let entry = docket.entry(entry_no)?;
    ensure_not_removed(entry, entry_no, act.on)?;
    ensure_breach_confirmed(entry, proceeding_id)?;
    if let Standing::Suspended { until } = entry.validity.standing(act.on) {
        let detail = format!("entry {entry_no} is suspended until {until} already");
        return Err(wrong_state(detail));
    }
    let to = suspended_to(act.on, act.ruleset()?.parameters.suspension_months);
    let mut events = vec![EntryEvent::MediatorSuspended {
        entry_no,
        proceeding_id,
        from: act.on,
        to,
    }];
    events.extend(ended_with(entry, entry_no, act.on));
    Ok(events)
}

/// Ends a suspension early whose ground fell away; a won appeal ends it by itself.
fn lift(
    docket: &Docket,
    act: &Act<'_>,
    entry_no: EntryNo,
    reason: LiftReason,
) -> Result<Vec<EntryEvent>, Rejection> {
    let standing = docket.entry(entry_no)?.validity.standing(act.on);
    ensure(
        matches!(standing, Standing::Suspended { .. }),
        Code::WrongState,
        || format!("entry {entry_no} is not suspended on {}", act.on),
    )?;
    ensure(reason != LiftReason::AppealWon, Code::WrongState, || {
        format!(
            "a won appeal ends the suspension of entry {entry_no} by itself: \
                 lodge the appeal and record its decision"
        )
    })?;
    Ok(vec![EntryEvent::SuspensionLifted {
        entry_no,
        reason,
        on: act.on,
    }])
}

/// Refuses unless the proceeding confirmed a breach that no sanction has answered yet.
fn ensure_breach_confirmed(entry: &Entry, id: ProceedingId) -> Result<(), Rejection> {
    let confirmed = entry.proceedings.iter().any(|known| {
        let breach = known.outcome == Some(ProceedingOutcome::BreachConfirmed);
        known.id == id && breach && !known.sanctioned
    });
    ensure(confirmed, Code::DisciplineSequence, || {
        format!("no breach is confirmed by proceeding {id}, or a sanction answered it already")
    })
}

#[cfg(test)]
mod tests;
