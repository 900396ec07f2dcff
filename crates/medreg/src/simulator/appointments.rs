//! Coordinators of a simulated federation: appointed, released, followed by others; and keys
//! that turn out to be of one person, or of two after all.
//!
//! An office keeps its code when another person takes it.

use chrono::{Days, NaiveDate};
use medreg_domain::reference::event::{LegalEducation, ReferenceEvent, Training};
use medreg_domain::{CourtCode, Digest, OfficeId, PersonKey};
use medreg_node::entropy::derive;

use super::Knobs;
use super::facts::{Courts, Facts, provider};
use super::reorganisation::Reorganisation;

/// Every so many courts one sees its coordinator go and another come.
const RELIEVED_EVERY: usize = 5;

/// Days an office stays empty where another one is held meanwhile.
const VACANT_DAYS: u64 = 21;

/// Days the coordinator of a court that has ended stays to hand its matters over.
const WINDING_UP_DAYS: u64 = 30;

/// A change in an office: who leaves it, who comes.
#[derive(Clone, Copy, Debug)]
struct Relief {
    court: CourtCode,
    office: OfficeId,
    /// Last day of the one.
    released_on: NaiveDate,
    /// First day of the other.
    appointed_on: NaiveDate,
}

/// Which holder of an office, in the order they came.
#[derive(Clone, Copy, Debug)]
enum Holder {
    First,
    Second,
}

/// Coordinators of the courts over time.
pub(super) fn facts(knobs: Knobs, courts: &Courts, reorganised: &[Reorganisation]) -> Facts {
    let mut facts = Facts::new();
    for (court, offices) in courts {
        let first = offices.iter().filter_map(|office| {
            let fact = appointment(knobs.seed, (*court, *office), Holder::First, knobs.start())?;
            Some((knobs.start(), fact))
        });
        facts.extend(first);
    }
    let reliefs = reliefs(knobs, courts, reorganised);
    for relief in &reliefs {
        let place = (relief.court, relief.office);
        facts.push(released(place, relief.released_on, "TERM_ENDED"));
        let next = appointment(knobs.seed, place, Holder::Second, relief.appointed_on);
        facts.extend(next.map(|fact| (relief.appointed_on, fact)));
    }
    for ended in reorganised {
        let on = ended.on + Days::new(WINDING_UP_DAYS);
        let known = courts.iter().find(|(court, _)| *court == ended.predecessor);
        let offices = known.into_iter().flat_map(|(_, offices)| offices);
        facts.extend(
            offices.map(|office| released((ended.predecessor, *office), on, "COURT_CLOSED")),
        );
    }
    facts.extend(persons(knobs, &reliefs));
    facts
}

/// The release of whoever holds an office, with its last day.
pub(super) fn released(
    place: (CourtCode, OfficeId),
    on: NaiveDate,
    reason: &str,
) -> (NaiveDate, ReferenceEvent) {
    let (court, office) = place;
    let reason = reason.to_owned();
    let fact = ReferenceEvent::CoordinatorReleased {
        court,
        office,
        on,
        reason,
    };
    (on, fact)
}

/// True for the courts, by their place, that see a coordinator go.
pub(super) fn is_relieved(at: usize) -> bool {
    at % RELIEVED_EVERY == RELIEVED_EVERY - 2
}

/// Some courts, a third of the time in and one day apart; none that ends.
fn reliefs(knobs: Knobs, courts: &Courts, reorganised: &[Reorganisation]) -> Vec<Relief> {
    let days = u64::try_from((knobs.end() - knobs.start()).num_days()).unwrap_or(3);
    let ends = |court: &CourtCode| reorganised.iter().any(|one| one.predecessor == *court);
    let chosen = courts
        .iter()
        .enumerate()
        .filter(|(at, (court, _))| is_relieved(*at) && !ends(court));
    let relief = |(nth, (_, (court, offices))): (usize, (usize, &(CourtCode, Vec<OfficeId>)))| {
        let later = u64::try_from(nth).unwrap_or(0);
        let released_on = knobs.start() + Days::new(days / 3 + later);
        let vacant = if offices.len() > 1 { VACANT_DAYS } else { 1 };
        Some(Relief {
            court: *court,
            office: *offices.first()?,
            released_on,
            appointed_on: released_on + Days::new(vacant),
        })
    };
    chosen.enumerate().filter_map(relief).collect()
}

/// Who left one court and came to another is one person under two keys; two others are taken
/// for one, and are not.
fn persons(knobs: Knobs, reliefs: &[Relief]) -> Facts {
    let [one, other, ..] = reliefs else {
        return Facts::new();
    };
    let key =
        |relief: &Relief, holder| person_key(knobs.seed, (relief.court, relief.office), holder);
    let merged = |person_keys, days| {
        let basis = "IDENTITY_DOCUMENT".to_owned();
        let on = other.appointed_on + Days::new(days);
        (on, ReferenceEvent::PersonsMerged { person_keys, basis })
    };
    let mistaken = vec![key(one, Holder::Second), key(other, Holder::First)];
    let split = ReferenceEvent::PersonsSplit {
        person_keys: mistaken.clone(),
        basis: "MERGED_IN_ERROR".to_owned(),
    };
    vec![
        merged(
            vec![key(one, Holder::First), key(other, Holder::Second)],
            10,
        ),
        merged(mistaken, 20),
        (other.appointed_on + Days::new(40), split),
    ]
}

fn secret(seed: u64, place: (CourtCode, OfficeId), holder: Holder, what: &str) -> Digest {
    let (court, office) = place;
    let name = match holder {
        Holder::First => format!("{court}/{office}/{what}"),
        Holder::Second => format!("{court}/{office}/second/{what}"),
    };
    Digest(derive(seed, &name))
}

fn person_key(seed: u64, place: (CourtCode, OfficeId), holder: Holder) -> PersonKey {
    PersonKey(secret(seed, place, holder, "person"))
}

fn appointment(
    seed: u64,
    place: (CourtCode, OfficeId),
    holder: Holder,
    from: NaiveDate,
) -> Option<ReferenceEvent> {
    let (court, office) = place;
    Some(ReferenceEvent::CoordinatorAppointed {
        court,
        office,
        person_key: person_key(seed, place, holder),
        training: Training {
            provider: provider(1)?,
            certificate_hash: secret(seed, place, holder, "certificate"),
            completed_on: from,
        },
        legal_education: LegalEducation {
            institution: "KZ-UNI-01".to_owned(),
            diploma_hash: secret(seed, place, holder, "diploma"),
        },
        from,
    })
}
