//! Appeals to the court: a won one takes the sanction or the removal away from its date on
//! (art 14(8), R33).

use chrono::NaiveDate;

use crate::act::Act;
use crate::command::decided_elsewhere;
use crate::docket::Docket;
use crate::entry::command::EntryCommand;
use crate::entry::event::{AppealOutcome, Appealed, EntryEvent, LiftReason, ReinstatementBasis};
use crate::entry::{Appeal, Entry, ensure_may_return, ensure_unbarred};
use crate::ids::{AppealId, ProceedingId};
use crate::numbers::EntryNo;
use crate::rejection::{Code, Rejection, ensure};
use crate::standing::Standing;

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "only commands about appeals come here"
)]
pub(super) fn decide(
    docket: &Docket,
    act: &Act<'_>,
    command: EntryCommand,
) -> Result<Vec<EntryEvent>, Rejection> {
    match command {
        EntryCommand::LodgeAppeal {
            appeal_id,
            entry_no,
            against,
            proceeding_id,
        } => lodge(docket, act, (appeal_id, entry_no), (against, proceeding_id)),
        EntryCommand::DecideAppeal {
            appeal_id,
            entry_no,
            outcome,
            effective_on,
        } => {
            let effective_on = effective_on.unwrap_or(act.on);
            conclude(docket, act, (appeal_id, entry_no), (outcome, effective_on))
        }
        _ => Err(decided_elsewhere()),
    }
}

/// Records an appeal against what stands, one open appeal at a time.
fn lodge(
    docket: &Docket,
    act: &Act<'_>,
    appeal: (AppealId, EntryNo),
    against: (Appealed, Option<ProceedingId>),
) -> Result<Vec<EntryEvent>, Rejection> {
    let (appeal_id, entry_no) = appeal;
    let (against, proceeding_id) = against;
    let entry = docket.entry(entry_no)?;
    let since = appealed_since(entry, entry_no, act.on, (against, proceeding_id))?;
    ensure(since <= act.on, Code::DateOrder, || {
        let on = act.on;
        format!("what the appeal is against begins on {since}: {on} lies before it")
    })?;
    let same_id = entry.appeals.iter().any(|known| known.id == appeal_id);
    ensure(!same_id, Code::AlreadyExists, || {
        format!("appeal {appeal_id} exists already: give the new one its own id")
    })?;
    let is_same = |known: &&Appeal| {
        let same = (known.against, known.proceeding, known.since);
        known.outcome.is_none() && same == (against, proceeding_id, since)
    };
    if let Some(open) = entry.appeals.iter().find(is_same) {
        let detail = format!(
            "appeal {} is open against the same: decide that one",
            open.id
        );
        return Err(Rejection::new(Code::AlreadyExists, detail));
    }
    Ok(vec![EntryEvent::AppealLodged {
        appeal_id,
        entry_no,
        against,
        proceeding_id,
    }])
}

/// The first day of what the appeal is against; a refusal where there is no such thing.
fn appealed_since(
    entry: &Entry,
    entry_no: EntryNo,
    day: NaiveDate,
    against: (Appealed, Option<ProceedingId>),
) -> Result<NaiveDate, Rejection> {
    let (against, proceeding_id) = against;
    let missing = |detail: String| Rejection::new(Code::DisciplineSequence, detail);
    match (against, proceeding_id) {
        (Appealed::Removal, None) => entry.validity.removed_since(day).ok_or_else(|| {
            missing(format!(
                "entry {entry_no} is not removed on {day}: there is nothing to appeal against"
            ))
        }),
        (Appealed::Removal, Some(_)) => Err(missing(
            "a removal comes from no proceeding: leave the proceeding out".to_owned(),
        )),
        (Appealed::Sanction | Appealed::Suspension, Some(id)) => {
            let name: &'static str = against.into();
            let sanction = entry.sanction(against, id).ok_or_else(|| {
                missing(format!(
                    "no {name} of entry {entry_no} from proceeding {id} stands: \
                     there is nothing to appeal against"
                ))
            })?;
            Ok(sanction.on)
        }
        (Appealed::Sanction | Appealed::Suspension, None) => Err(missing(
            "an appeal against a sanction names the proceeding it came from".to_owned(),
        )),
    }
}

/// Records the decision on an open appeal, with what follows from a won one.
fn conclude(
    docket: &Docket,
    act: &Act<'_>,
    appeal: (AppealId, EntryNo),
    decision: (AppealOutcome, NaiveDate),
) -> Result<Vec<EntryEvent>, Rejection> {
    let (appeal_id, entry_no) = appeal;
    let (outcome, effective_on) = decision;
    let entry = docket.entry(entry_no)?;
    let mut open = entry.appeals.iter().filter(|known| known.outcome.is_none());
    let appeal = open.find(|known| known.id == appeal_id).ok_or_else(|| {
        let detail = format!("no appeal {appeal_id} of entry {entry_no} is open: lodge it first");
        Rejection::new(Code::DisciplineSequence, detail)
    })?;
    ensure_in_order(act, appeal, effective_on)?;
    let mut events = vec![EntryEvent::AppealDecided {
        appeal_id,
        entry_no,
        outcome,
        effective_on,
    }];
    if outcome == AppealOutcome::Won {
        events.extend(consequence(
            docket,
            act,
            (entry, entry_no),
            (appeal, effective_on),
        )?);
    }
    Ok(events)
}

/// Refuses a decision before its appeal, and an effect before the sanction or after the act.
fn ensure_in_order(
    act: &Act<'_>,
    appeal: &Appeal,
    effective_on: NaiveDate,
) -> Result<(), Rejection> {
    let Appeal {
        since, lodged_on, ..
    } = *appeal;
    let on = act.on;
    ensure(lodged_on <= on, Code::DateOrder, || {
        format!("the appeal was lodged on {lodged_on}: its decision of {on} lies before it")
    })?;
    ensure(
        (since..=on).contains(&effective_on),
        Code::DateOrder,
        || {
            format!(
                "the decision counts from {effective_on}: that is not between {since}, the first day \
             of what the appeal is against, and {on}, the day of the act"
            )
        },
    )
}

/// What a won appeal brings beside its decision: a suspension that would run on is lifted, an
/// entry that is still removed comes back.
fn consequence(
    docket: &Docket,
    act: &Act<'_>,
    entry: (&Entry, EntryNo),
    won: (&Appeal, NaiveDate),
) -> Result<Option<EntryEvent>, Rejection> {
    let ((entry, entry_no), (appeal, on)) = (entry, won);
    match appeal.against {
        Appealed::Sanction => Ok(None),
        Appealed::Suspension => {
            let mut suspensions = entry.validity.suspensions.iter();
            let runs_on = suspensions.any(|(from, to)| *from == appeal.since && on <= *to);
            Ok(runs_on.then_some(EntryEvent::SuspensionLifted {
                entry_no,
                reason: LiftReason::AppealWon,
                on,
            }))
        }
        Appealed::Removal => {
            let mut removals = entry.validity.removals.iter();
            let stands =
                removals.any(|known| known.on == appeal.since && known.reinstated_on.is_none());
            if !stands {
                return Ok(None);
            }
            ensure_unbarred(entry, entry_no)?;
            let mut back = entry.validity.clone();
            back.overturn_removal(appeal.since, on);
            match back.standing(act.on) {
                Standing::Active | Standing::Suspended { .. } => {
                    ensure_may_return(docket, act, entry)?;
                }
                // Another removal keeps it out of the register.
                Standing::Removed { .. } => return Ok(None),
                // Its time has run out meanwhile: it stands in nobody's way.
                Standing::Lapsed { .. } | Standing::NotYet => {}
            }
            Ok(Some(EntryEvent::EntryReinstated {
                entry_no,
                basis: ReinstatementBasis::AppealWon,
                on,
            }))
        }
    }
}

#[cfg(test)]
mod tests;
