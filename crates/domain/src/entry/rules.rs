//! What may be done to an entry that exists: change, renew, bar, remove, reinstate.

use chrono::{Datelike, Days, NaiveDate};

use super::Entry;
use super::command::EntryCommand;
use super::event::{Bar, EntryEvent, ProfileChange, ReinstatementBasis, RemovalReason};
use crate::act::Act;
use crate::application::{ensure_in_territory, valid_to};
use crate::calendar::{add_days, add_months};
use crate::codes::Kato;
use crate::command::decided_elsewhere;
use crate::docket::Docket;
use crate::ids::FeeId;
use crate::numbers::EntryNo;
use crate::rejection::{Code, Rejection, ensure};
use crate::ruleset::Ruleset;
use crate::standing::Standing;

/// How many days before its end an entry may be renewed, where no yearly deadline applies.
const RENEWAL_OPENS_DAYS: u64 = 60;

/// How many days after its end an entry may still be renewed.
const GRACE_DAYS: u16 = 30;

/// Decides what concerns an existing entry.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the docket sends only commands about an entry"
)]
pub(crate) fn decide(
    docket: &Docket,
    act: &Act<'_>,
    command: EntryCommand,
) -> Result<Vec<EntryEvent>, Rejection> {
    use EntryCommand as C;
    match command {
        C::ChangeProfile { entry_no, changed } => change_profile(docket, act, entry_no, changed),
        C::ChangePracticeLocation {
            entry_no,
            practice_kato,
        } => move_practice(docket, act, entry_no, practice_kato),
        C::RecordTraining { .. } => train(docket, act, command),
        C::RenewEntry { entry_no, fee_id } => renew(docket, act, entry_no, fee_id),
        C::LapseEntry { entry_no } => lapse(docket, act, entry_no),
        C::EstablishBar {
            entry_no,
            bar,
            since,
        } => establish_bar(docket, act, entry_no, (bar, since)),
        C::LiftBar { entry_no, bar } => {
            let is_open = docket.entry(entry_no)?.bars.contains(&bar);
            let name: &'static str = bar.into();
            ensure(is_open, Code::WrongState, || {
                format!("the bar {name} is not open on entry {entry_no}")
            })?;
            Ok(vec![EntryEvent::BarLifted {
                entry_no,
                bar,
                on: act.on,
            }])
        }
        C::RemoveEntry { entry_no, reason } => {
            ensure_not_removed(docket.entry(entry_no)?, entry_no, act.on)?;
            Ok(vec![removed(entry_no, reason, act.on)])
        }
        C::ReinstateEntry { entry_no, basis } => reinstate(docket, act, entry_no, basis),
        _ => Err(decided_elsewhere()),
    }
}

fn change_profile(
    docket: &Docket,
    act: &Act<'_>,
    entry_no: EntryNo,
    changed: ProfileChange,
) -> Result<Vec<EntryEvent>, Rejection> {
    ensure_live(docket.entry(entry_no)?, entry_no, act.on)?;
    for category in changed.categories.iter().flatten() {
        act.reference.ensure_category(*category)?;
    }
    for language in changed.languages.iter().flatten() {
        act.reference.ensure_language(*language)?;
    }
    Ok(vec![EntryEvent::ProfileChanged { entry_no, changed }])
}

fn train(
    docket: &Docket,
    act: &Act<'_>,
    command: EntryCommand,
) -> Result<Vec<EntryEvent>, Rejection> {
    let EntryCommand::RecordTraining {
        entry_no,
        provider,
        kind,
        hours,
        completed_on,
    } = command
    else {
        return Err(decided_elsewhere());
    };
    ensure_live(docket.entry(entry_no)?, entry_no, act.on)?;
    ensure(completed_on <= act.on, Code::DateOrder, || {
        format!("the training of {completed_on} lies after {}", act.on)
    })?;
    ensure(
        act.reference.provider_recognised(provider, completed_on),
        Code::TrainingProviderUnknown,
        || format!("provider {provider} was not recognised on {completed_on}"),
    )?;
    Ok(vec![EntryEvent::TrainingRecorded {
        entry_no,
        provider,
        kind,
        hours,
        completed_on,
    }])
}

fn move_practice(
    docket: &Docket,
    act: &Act<'_>,
    entry_no: EntryNo,
    practice_kato: Kato,
) -> Result<Vec<EntryEvent>, Rejection> {
    ensure_live(docket.entry(entry_no)?, entry_no, act.on)?;
    let mut events = vec![EntryEvent::PracticeLocationChanged {
        entry_no,
        practice_kato,
        effective_on: act.on,
    }];
    if ensure_in_territory(act, &practice_kato).is_err() {
        events.push(removed(entry_no, RemovalReason::Moved, act.on));
    }
    Ok(events)
}

/// Renews inside the window, by a fee of this entry that is settled and not used.
fn renew(
    docket: &Docket,
    act: &Act<'_>,
    entry_no: EntryNo,
    fee_id: Option<FeeId>,
) -> Result<Vec<EntryEvent>, Rejection> {
    let entry = docket.entry(entry_no)?;
    ensure_not_removed(entry, entry_no, act.on)?;
    let ruleset = act.ruleset()?;
    let ends_on = entry.validity.valid_to();
    let (opens_on, closes_on) = renewal_window(ruleset, ends_on);
    ensure(
        (opens_on..=closes_on).contains(&act.on),
        Code::RenewalWindowClosed,
        || {
            format!(
                "entry {entry_no} ends on {ends_on}: renewal may be asked for \
                 from {opens_on} to {closes_on}, not on {}",
                act.on
            )
        },
    )?;
    ensure_renewal_fee(docket, act, entry, (entry_no, fee_id))?;
    let from = renewal_from(ends_on, act.on);
    let valid_to = valid_to(act, ruleset, entry.kind, from)?;
    act.reference
        .ensure_not_coordinator(entry.person, act.on, valid_to)?;
    Ok(vec![EntryEvent::EntryRenewed {
        entry_no,
        valid_to,
        fee_id,
    }])
}

/// First and last day to ask for renewal: in the year of the end up to the yearly deadline
/// where the law sets one, else from [`RENEWAL_OPENS_DAYS`] before the end to [`GRACE_DAYS`]
/// after it.
fn renewal_window(ruleset: &Ruleset, ends_on: NaiveDate) -> (NaiveDate, NaiveDate) {
    if let Some(deadline) = ruleset.parameters.annual_renewal_deadline {
        let year = ends_on.year();
        let opens_on = NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or(NaiveDate::MIN);
        return (opens_on, deadline.in_year(year));
    }
    let opens_on = ends_on.checked_sub_days(Days::new(RENEWAL_OPENS_DAYS));
    let closes_on = add_days(ends_on, GRACE_DAYS);
    (opens_on.unwrap_or(NaiveDate::MIN), closes_on)
}

fn ensure_renewal_fee(
    docket: &Docket,
    act: &Act<'_>,
    entry: &Entry,
    renewal: (EntryNo, Option<FeeId>),
) -> Result<(), Rejection> {
    let (entry_no, fee_id) = renewal;
    let Some(fee_id) = fee_id else {
        let due = act.reference.fee(entry.kind, act.on)?.amount;
        return ensure(due.amount_minor == 0, Code::FeeUnpaid, || {
            format!("the renewal of entry {entry_no} costs {due}: assess the fee and name it")
        });
    };
    let fee = docket.fee(fee_id)?;
    ensure(
        fee.application == entry.application_id,
        Code::FeeUnknown,
        || format!("fee {fee_id} was not assessed for entry {entry_no}"),
    )?;
    ensure(fee.is_settled() && !fee.used, Code::FeeUnpaid, || {
        format!("fee {fee_id} is neither paid nor waived, or was used before")
    })
}

/// A renewal counts from the day after the end, or from the act if the entry had lapsed.
pub(super) fn renewal_from(ends_on: NaiveDate, on: NaiveDate) -> NaiveDate {
    ends_on.succ_opt().unwrap_or(ends_on).max(on)
}

fn lapse(docket: &Docket, act: &Act<'_>, entry_no: EntryNo) -> Result<Vec<EntryEvent>, Rejection> {
    match docket.entry(entry_no)?.validity.standing(act.on) {
        Standing::Lapsed { on } => Ok(vec![EntryEvent::EntryLapsed { entry_no, on }]),
        Standing::Active
        | Standing::Suspended { .. }
        | Standing::Removed { .. }
        | Standing::NotYet => {
            let detail = format!("entry {entry_no} has not run out on {}", act.on);
            Err(wrong_state(detail))
        }
    }
}

/// A bar that arises forces exclusion (R15).
fn establish_bar(
    docket: &Docket,
    act: &Act<'_>,
    entry_no: EntryNo,
    bar: (Bar, NaiveDate),
) -> Result<Vec<EntryEvent>, Rejection> {
    let (bar, since) = bar;
    let entry = docket.entry(entry_no)?;
    let name: &'static str = bar.into();
    ensure(!entry.bars.contains(&bar), Code::AlreadyExists, || {
        format!("the bar {name} is open on entry {entry_no} already")
    })?;
    ensure(since <= act.on, Code::DateOrder, || {
        format!("the bar since {since} lies after {}", act.on)
    })?;
    let mut events = vec![EntryEvent::BarEstablished {
        entry_no,
        bar,
        since,
    }];
    if ensure_not_removed(entry, entry_no, act.on).is_ok() {
        events.push(removed(entry_no, RemovalReason::StatutoryBar, act.on));
    }
    Ok(events)
}

fn reinstate(
    docket: &Docket,
    act: &Act<'_>,
    entry_no: EntryNo,
    basis: ReinstatementBasis,
) -> Result<Vec<EntryEvent>, Rejection> {
    let entry = docket.entry(entry_no)?;
    let standing = entry.validity.standing(act.on);
    ensure(
        matches!(standing, Standing::Removed { .. }),
        Code::WrongState,
        || format!("entry {entry_no} is not removed on {}", act.on),
    )?;
    let removals = &entry.validity.removals;
    let barred = removals.last().map(|removal| removal.reason) == Some(RemovalReason::StatutoryBar);
    ensure(
        barred || basis != ReinstatementBasis::BarLifted,
        Code::WrongState,
        || {
            format!(
                "entry {entry_no} was not removed for a bar, so none that is lifted brings it back"
            )
        },
    )?;
    if let Some(bar) = entry.bars.first() {
        let bar: &'static str = bar.into();
        let detail = format!("the bar {bar} is open on entry {entry_no}: lift it first");
        return Err(Rejection::new(Code::StatutoryBar, detail));
    }
    if let Some(other) = docket.live_entry_of(entry.person, act.on) {
        let detail = format!("the person has the live entry {other} here");
        return Err(Rejection::new(Code::AlreadyEntered, detail));
    }
    let valid_to = entry.validity.valid_to().max(act.on);
    act.reference
        .ensure_not_coordinator(entry.person, act.on, valid_to)?;
    Ok(vec![EntryEvent::EntryReinstated {
        entry_no,
        basis,
        on: act.on,
    }])
}

fn removed(entry_no: EntryNo, reason: RemovalReason, on: NaiveDate) -> EntryEvent {
    EntryEvent::EntryRemoved {
        entry_no,
        reason,
        on,
    }
}

/// Refuses unless the entry is active or suspended.
fn ensure_live(entry: &Entry, entry_no: EntryNo, day: NaiveDate) -> Result<(), Rejection> {
    match entry.validity.standing(day) {
        Standing::Active | Standing::Suspended { .. } => Ok(()),
        Standing::Lapsed { .. } | Standing::Removed { .. } | Standing::NotYet => {
            let detail = format!("entry {entry_no} is not live on {day}");
            Err(wrong_state(detail))
        }
    }
}

pub(crate) fn ensure_not_removed(
    entry: &Entry,
    entry_no: EntryNo,
    day: NaiveDate,
) -> Result<(), Rejection> {
    match entry.validity.standing(day) {
        Standing::Removed { on } => {
            let detail = format!("entry {entry_no} was removed on {on}");
            Err(wrong_state(detail))
        }
        Standing::NotYet => {
            let detail = format!("entry {entry_no} has not begun on {day}");
            Err(wrong_state(detail))
        }
        Standing::Active | Standing::Suspended { .. } | Standing::Lapsed { .. } => Ok(()),
    }
}

pub(crate) fn wrong_state(detail: String) -> Rejection {
    Rejection::new(Code::WrongState, detail)
}

/// The day a suspension ends: the same date months later, or the month's last (vector T20).
pub fn suspended_to(from: NaiveDate, months: u16) -> NaiveDate {
    add_months(from, months)
}

#[cfg(test)]
mod tests;
