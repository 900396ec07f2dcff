//! What may be done to an entry that exists: change, bar, remove, reinstate, hand over.
//!
//! Renewal is in `entry/renewal.rs`, membership of an organisation in `entry/membership.rs`,
//! the certificate in `entry/credential.rs`.

use chrono::NaiveDate;

use super::command::EntryCommand;
use super::event::{
    Bar, EntryEvent, ProfileChange, ReinstatementBasis, RemovalReason, TransferBasis,
};
use super::{Entry, credential, membership, renewal};
use crate::act::Act;
use crate::application::{ensure_in_territory, ensure_no_live_entry};
use crate::calendar::add_months;
use crate::codes::Kato;
use crate::command::decided_elsewhere;
use crate::court_code::CourtCode;
use crate::docket::Docket;
use crate::numbers::EntryNo;
use crate::rejection::{Code, Rejection, ensure};
use crate::standing::Standing;

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
    ensure_kept(docket, act, &command)?;
    match command {
        C::ChangeProfile { entry_no, changed } => change_profile(docket, act, entry_no, changed),
        C::ChangePracticeLocation {
            entry_no,
            practice_kato,
        } => move_practice(docket, act, entry_no, practice_kato),
        C::RecordTraining { .. } => train(docket, act, command),
        C::RenewEntry { entry_no, fee_id } => renewal::renew(docket, act, entry_no, fee_id),
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
            let entry = docket.entry(entry_no)?;
            ensure_not_removed(entry, entry_no, act.on)?;
            Ok(removed(entry, entry_no, reason, act.on))
        }
        C::ReinstateEntry { entry_no, basis } => reinstate(docket, act, entry_no, basis),
        C::TransferEntry { entry_no, to_court } => transfer(docket, act, entry_no, to_court),
        C::RecordSroMembership { .. }
        | C::EndSroMembership { .. }
        | C::IssueCertificate { .. }
        | C::RevokeCertificate { .. } => decide_belonging(docket, act, command),
        _ => Err(decided_elsewhere()),
    }
}

/// Decides about memberships and certificates.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "only commands about memberships and certificates come here"
)]
fn decide_belonging(
    docket: &Docket,
    act: &Act<'_>,
    command: EntryCommand,
) -> Result<Vec<EntryEvent>, Rejection> {
    use EntryCommand as C;
    match command {
        C::RecordSroMembership {
            entry_no,
            sro,
            office,
        } => membership::record(docket, act, entry_no, (sro, office)),
        C::EndSroMembership { entry_no, sro } => membership::end(docket, act, entry_no, sro),
        C::IssueCertificate {
            entry_no,
            credential_id,
        } => credential::issue(docket, act, entry_no, credential_id),
        C::RevokeCertificate {
            entry_no,
            credential_id,
            reason,
        } => credential::revoke(docket, act, entry_no, (credential_id, reason)),
        _ => Err(decided_elsewhere()),
    }
}

/// Refuses a command about an entry that another court keeps, but for handing it on.
pub(crate) fn ensure_kept(
    docket: &Docket,
    act: &Act<'_>,
    command: &EntryCommand,
) -> Result<(), Rejection> {
    let hands_over = matches!(command, EntryCommand::TransferEntry { .. });
    let Some(entry_no) = command.entry_no().filter(|_| !hands_over) else {
        return Ok(());
    };
    let entry = docket.entry(entry_no)?;
    act.ensure_keeps(entry_no.court(), entry.transferred_to)
}

/// Hands the entry over to the court that took over; its number stays.
fn transfer(
    docket: &Docket,
    act: &Act<'_>,
    entry_no: EntryNo,
    to_court: CourtCode,
) -> Result<Vec<EntryEvent>, Rejection> {
    let entry = docket.entry(entry_no)?;
    let keeper = entry.transferred_to.unwrap_or(entry_no.court());
    act.ensure_may_hand_over(keeper, to_court)?;
    Ok(vec![EntryEvent::EntryTransferred {
        entry_no,
        to_court,
        basis: TransferBasis::CourtReorganised,
    }])
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
    let entry = docket.entry(entry_no)?;
    ensure_live(entry, entry_no, act.on)?;
    let mut events = vec![EntryEvent::PracticeLocationChanged {
        entry_no,
        practice_kato,
        effective_on: act.on,
    }];
    if ensure_in_territory(act, &practice_kato).is_err() {
        events.extend(removed(entry, entry_no, RemovalReason::Moved, act.on));
    }
    Ok(events)
}

/// Records once that the entry ran out, with the end of its certificate.
fn lapse(docket: &Docket, act: &Act<'_>, entry_no: EntryNo) -> Result<Vec<EntryEvent>, Rejection> {
    let entry = docket.entry(entry_no)?;
    match entry.validity.standing(act.on) {
        Standing::Lapsed { on } if entry.lapsed_on == Some(on) => {
            let detail = format!("the lapse of entry {entry_no} on {on} is recorded already");
            Err(wrong_state(detail))
        }
        Standing::Lapsed { on } => {
            let mut events = vec![EntryEvent::EntryLapsed { entry_no, on }];
            events.extend(credential::ended_with(entry, entry_no, on));
            Ok(events)
        }
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
        let reason = RemovalReason::StatutoryBar;
        events.extend(removed(entry, entry_no, reason, act.on));
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
    match basis {
        ReinstatementBasis::AppealWon => {
            let detail = format!(
                "a won appeal brings entry {entry_no} back by itself: \
                 lodge the appeal and record its decision"
            );
            return Err(wrong_state(detail));
        }
        ReinstatementBasis::BarLifted => {
            let removals = &entry.validity.removals;
            let reason = removals.last().map(|removal| removal.reason);
            ensure(
                reason == Some(RemovalReason::StatutoryBar),
                Code::WrongState,
                || {
                    format!(
                        "entry {entry_no} was not removed for a bar, \
                         so none that is lifted brings it back"
                    )
                },
            )?;
        }
    }
    ensure_unbarred(entry, entry_no)?;
    ensure_may_return(docket, act, entry)?;
    Ok(vec![EntryEvent::EntryReinstated {
        entry_no,
        basis,
        on: act.on,
    }])
}

/// Refuses to bring an entry back beside another of the person, or beside an office (R24).
pub(crate) fn ensure_may_return(
    docket: &Docket,
    act: &Act<'_>,
    entry: &Entry,
) -> Result<(), Rejection> {
    ensure_no_live_entry(docket, act, entry.person)?;
    let valid_to = entry.validity.valid_to().max(act.on);
    act.reference
        .ensure_not_coordinator(entry.person, act.on, valid_to)
}

/// Refuses an entry on which a statutory bar is open (art 9(7), R15).
pub(crate) fn ensure_unbarred(entry: &Entry, entry_no: EntryNo) -> Result<(), Rejection> {
    let Some(bar) = entry.bars.first() else {
        return Ok(());
    };
    let bar: &'static str = bar.into();
    let detail = format!("the bar {bar} is open on entry {entry_no}: lift it first");
    Err(Rejection::new(Code::StatutoryBar, detail))
}

/// The end of an entry, and of its certificate.
pub(crate) fn removed(
    entry: &Entry,
    entry_no: EntryNo,
    reason: RemovalReason,
    on: NaiveDate,
) -> Vec<EntryEvent> {
    let mut events = vec![EntryEvent::EntryRemoved {
        entry_no,
        reason,
        on,
    }];
    events.extend(credential::ended_with(entry, entry_no, on));
    events
}

/// Refuses unless the entry is active or suspended.
pub(super) fn ensure_live(
    entry: &Entry,
    entry_no: EntryNo,
    day: NaiveDate,
) -> Result<(), Rejection> {
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
