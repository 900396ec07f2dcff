//! What the federal office may state: appointments, reorganisations, persons, other facts.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::Reference;
use super::command::OfficeCommand;
use super::event::{ReferenceEvent, ReorganisationKind, Training};
use crate::application::ensure_code;
use crate::codes::OfficeId;
use crate::court_code::CourtCode;
use crate::numbers::EntryNo;
use crate::person::PersonKey;
use crate::rejection::{Code, Rejection, ensure};

mod facts;

/// Characters of a reference to a legal act, by the bound of the wire contract.
const ACT_REF_CHARS_MAX: usize = 512;

/// Courts or persons in one fact, by the bound of the wire contract.
const ITEMS_MAX: usize = 64;

/// What the command makes the office state on a day, or the rule that forbids it.
///
/// `active_entry_of` tells an entry, at any court, under which the person may mediate on the
/// day or later: the office asks its register, which this crate does not hold.
pub fn decide(
    reference: &Reference,
    active_entry_of: &dyn Fn(PersonKey, NaiveDate) -> Option<EntryNo>,
    command: OfficeCommand,
    on: NaiveDate,
) -> Result<Vec<ReferenceEvent>, Rejection> {
    use OfficeCommand as C;
    let fact = match command {
        C::AppointCoordinator { .. } => appoint(reference, active_entry_of, command)?,
        C::ReleaseCoordinator {
            court,
            office,
            last_day,
            reason,
        } => release(reference, (court, office), last_day, reason)?,
        C::ReorganiseCourts {
            predecessors,
            successors,
            kind,
            effective_on,
            act_ref,
        } => {
            ensure_reorganisable(reference, kind, (&predecessors, &successors), effective_on)?;
            ensure_act_ref(&act_ref)?;
            ReferenceEvent::CourtReorganised {
                predecessors,
                successors,
                kind,
                effective_on,
                act_ref,
            }
        }
        C::MergePersons { person_keys, basis } => {
            ensure_persons(reference, &person_keys, Persons::Several)?;
            ensure_code(&basis, "basis")?;
            ReferenceEvent::PersonsMerged { person_keys, basis }
        }
        C::SplitPersons { person_keys, basis } => {
            ensure_persons(reference, &person_keys, Persons::One)?;
            ensure_code(&basis, "basis")?;
            ReferenceEvent::PersonsSplit { person_keys, basis }
        }
        C::State { fact } => {
            facts::ensure_statable(reference, &fact, on)?;
            *fact
        }
    };
    Ok(vec![fact])
}

/// Gives an office to a person who is trained, has studied law and mediates nowhere (R22-R24).
fn appoint(
    reference: &Reference,
    active_entry_of: &dyn Fn(PersonKey, NaiveDate) -> Option<EntryNo>,
    command: OfficeCommand,
) -> Result<ReferenceEvent, Rejection> {
    let OfficeCommand::AppointCoordinator {
        court,
        office,
        person_key,
        training,
        legal_education,
        from,
    } = command
    else {
        return Err(crate::command::decided_elsewhere());
    };
    ensure_sits(reference, court, from)?;
    let training = training.ok_or_else(|| {
        Rejection::new(
            Code::CoordinatorTrainingMissing,
            "a coordinator has completed training under the state programme: \
             state the provider, the certificate and the day it ended",
        )
    })?;
    ensure_trained(reference, &training, from)?;
    let legal_education = legal_education.ok_or_else(|| {
        Rejection::new(
            Code::CoordinatorLegalEducationMissing,
            "a coordinator has higher legal education: state the institution and the diploma",
        )
    })?;
    ensure_code(&legal_education.institution, "institution")?;
    ensure_not_held(reference, (court, office), from)?;
    let entry_no = reference
        .keys_of(person_key)
        .find_map(|key| active_entry_of(key, from));
    if let Some(entry_no) = entry_no {
        return Err(Rejection::new(
            Code::CoordinatorMediatorConflict,
            format!(
                "the person has the entry {entry_no}, active on {from} or later: \
                 it ends before an office begins"
            ),
        ));
    }
    Ok(ReferenceEvent::CoordinatorAppointed {
        court,
        office,
        person_key,
        training,
        legal_education,
        from,
    })
}

/// Refuses training that was not completed by the first day, or not with a recognised provider.
fn ensure_trained(
    reference: &Reference,
    training: &Training,
    from: NaiveDate,
) -> Result<(), Rejection> {
    let (provider, completed_on) = (training.provider, training.completed_on);
    ensure(
        completed_on <= from,
        Code::CoordinatorTrainingMissing,
        || {
            format!(
                "the training ends on {completed_on}, after the first day in office, {from}: \
             appoint from a later day"
            )
        },
    )?;
    ensure(
        reference.provider_recognised(provider, completed_on),
        Code::CoordinatorTrainingMissing,
        || format!("provider {provider} was not recognised on {completed_on}"),
    )
}

fn ensure_not_held(
    reference: &Reference,
    place: (CourtCode, OfficeId),
    from: NaiveDate,
) -> Result<(), Rejection> {
    let (court, office) = place;
    let held_from = reference.coordinators.held_after(place, from);
    held_from.map_or(Ok(()), |held_from| {
        let detail = format!(
            "office {office} at {court} is held since {held_from}, on {from} or later: \
             release its holder, or name another office"
        );
        Err(Rejection::new(Code::AlreadyExists, detail))
    })
}

/// Ends the appointment that runs, on a day of it or later.
fn release(
    reference: &Reference,
    place: (CourtCode, OfficeId),
    on: NaiveDate,
    reason: String,
) -> Result<ReferenceEvent, Rejection> {
    let (court, office) = place;
    reference.court(court)?;
    let from = reference.coordinators.open_since(place).ok_or_else(|| {
        let detail = format!("nobody holds office {office} at {court}: there is none to release");
        Rejection::new(Code::CoordinatorNotInOffice, detail)
    })?;
    ensure(from <= on, Code::DateOrder, || {
        format!("office {office} at {court} is held from {from}: the last day {on} lies before it")
    })?;
    ensure_code(&reason, "reason")?;
    Ok(ReferenceEvent::CoordinatorReleased {
        court,
        office,
        on,
        reason,
    })
}

/// Refuses a reorganisation of courts that are not there, or that has not its kind's form.
fn ensure_reorganisable(
    reference: &Reference,
    kind: ReorganisationKind,
    courts: (&[CourtCode], &[CourtCode]),
    effective_on: NaiveDate,
) -> Result<(), Rejection> {
    let (predecessors, successors) = courts;
    for codes in [predecessors, successors] {
        let once: BTreeSet<&CourtCode> = codes.iter().collect();
        ensure(
            once.len() == codes.len() && codes.len() <= ITEMS_MAX,
            Code::WrongState,
            || format!("a reorganisation names each court once and at most {ITEMS_MAX} of them"),
        )?;
    }
    let eve = effective_on.pred_opt().unwrap_or(effective_on);
    for court in predecessors {
        ensure_sits(reference, *court, eve)?;
    }
    for court in successors {
        ensure_sits(reference, *court, effective_on)?;
    }
    let (name, form) = match kind {
        ReorganisationKind::Merge => ("MERGE", "one successor, and a predecessor other than it"),
        ReorganisationKind::Split => ("SPLIT", "one predecessor and two successors or more"),
        ReorganisationKind::Rename => ("RENAME", "one predecessor and one successor other than it"),
        ReorganisationKind::Close => ("CLOSE", "predecessors, and successors other than they"),
        ReorganisationKind::Territory => ("TERRITORY", "the courts concerned as predecessors"),
    };
    let formed = has_form(kind, predecessors, successors);
    ensure(formed, Code::WrongState, || {
        format!("a reorganisation of kind {name} names {form}")
    })
}

fn has_form(
    kind: ReorganisationKind,
    predecessors: &[CourtCode],
    successors: &[CourtCode],
) -> bool {
    let goes_on = |court: &CourtCode| successors.contains(court);
    match kind {
        ReorganisationKind::Merge => {
            successors.len() == 1 && predecessors.iter().any(|court| !goes_on(court))
        }
        ReorganisationKind::Split => predecessors.len() == 1 && successors.len() >= 2,
        ReorganisationKind::Rename => {
            predecessors.len() == 1 && successors.len() == 1 && !predecessors.iter().any(goes_on)
        }
        ReorganisationKind::Close => {
            let named = !predecessors.is_empty() && !successors.is_empty();
            named && !predecessors.iter().any(goes_on)
        }
        ReorganisationKind::Territory => !predecessors.is_empty(),
    }
}

/// Refuses a court that is unknown, has not begun or has ended on the day.
fn ensure_sits(reference: &Reference, court: CourtCode, day: NaiveDate) -> Result<(), Rejection> {
    let row = reference.court(court)?;
    let begun = row.valid_from.is_none_or(|from| from <= day);
    ensure(
        begun && row.valid_to.is_none_or(|to| day <= to),
        Code::WrongCourt,
        || format!("court {court} does not sit on {day}: name one that does"),
    )
}

fn ensure_act_ref(act_ref: &str) -> Result<(), Rejection> {
    let length = act_ref.chars().count();
    ensure(
        length > 0 && length <= ACT_REF_CHARS_MAX,
        Code::ReasonMissing,
        || {
            format!(
                "a reorganisation rests on an act: name it in 1 to {ACT_REF_CHARS_MAX} characters, \
             not {length}"
            )
        },
    )
}

/// Whether the keys of a decision are one person so far, or several.
#[derive(Clone, Copy, Debug)]
enum Persons {
    One,
    Several,
}

/// Refuses a decision about persons that changes nothing.
fn ensure_persons(
    reference: &Reference,
    keys: &[PersonKey],
    expected: Persons,
) -> Result<(), Rejection> {
    let distinct: BTreeSet<&PersonKey> = keys.iter().collect();
    ensure(
        distinct.len() >= 2 && keys.len() <= ITEMS_MAX,
        Code::WrongState,
        || {
            let named = distinct.len();
            format!("name two to {ITEMS_MAX} different person keys: {named} differ")
        },
    )?;
    let persons: BTreeSet<PersonKey> = keys.iter().map(|key| reference.person(*key)).collect();
    match expected {
        Persons::Several => ensure(persons.len() >= 2, Code::WrongState, || {
            "all these person keys are one person already".to_owned()
        }),
        Persons::One => ensure(persons.len() == 1, Code::WrongState, || {
            let count = persons.len();
            format!("these person keys are {count} persons already: name keys that were merged")
        }),
    }
}

#[cfg(test)]
mod tests;
