//! The courts of a simulated federation, their keys, and the facts they all know.

use std::str::FromStr;
use std::sync::{Arc, LazyLock};

use chrono::NaiveDate;
use medreg_domain::reference::Reference;
use medreg_domain::reference::builtin;
use medreg_domain::reference::event::{LegalEducation, ReferenceEvent, Training};
use medreg_domain::{CourtCode, Digest, PersonKey};
use medreg_log::SigningKey;
use medreg_node::court::key_name;
use medreg_node::entropy::derive;
use medreg_node::federal::{OfficeKeys, federal_key_name};

/// The name of the register.
pub(super) const ORIGIN: &str = "register.example";

/// Who signs at every court.
pub(super) const OFFICE: &str = "o-1";

/// Courts, and a place in the territory of each.
pub(super) const PLACES: [(&str, &str); 4] = [
    ("KZ-10-101", "101000000"),
    ("KZ-10-102", "101800000"),
    ("KZ-10-201", "103200000"),
    ("KZ-10-203", "103600000"),
];

/// The keys of simulated nodes follow from this; what happens to them, from the seed.
const KEYS: u64 = 7;

/// A code, number or date, by its text.
pub(super) fn code<T: FromStr<Err: std::fmt::Debug>>(text: &str) -> T {
    text.parse().expect("the simulation writes sound codes")
}

pub(super) fn court(at: usize) -> CourtCode {
    code(PLACES[at].0)
}

pub(super) fn court_key(at: usize) -> SigningKey {
    key(&key_name(court(at), ORIGIN))
}

pub(super) fn office_keys() -> OfficeKeys {
    OfficeKeys {
        log: key(ORIGIN),
        federal: key(&federal_key_name(ORIGIN)),
    }
}

/// The key of a name, or a stranger's of that name.
fn key(name: &str) -> SigningKey {
    SigningKey::from_seed(name, &derive(KEYS, name)).expect("the name is one of a key")
}

pub(super) fn strangers_key(at: usize) -> SigningKey {
    let name = key_name(court(at), ORIGIN);
    SigningKey::from_seed(&name, &derive(KEYS + 1, &name)).expect("the name is one of a key")
}

/// The fact by which the office believes a court.
pub(super) fn enrolment(at: usize) -> ReferenceEvent {
    ReferenceEvent::CourtKeyAdded {
        court: court(at),
        vkey: court_key(at).vkey().to_string(),
    }
}

/// Read once, for it is the same under every seed.
static REFERENCE: LazyLock<Arc<Reference>> = LazyLock::new(shipped);

/// The facts that all courts know from the beginning.
pub(super) fn reference() -> Arc<Reference> {
    Arc::clone(&REFERENCE)
}

fn shipped() -> Arc<Reference> {
    let mut reference = builtin::reference().expect("the shipped facts can be read");
    for at in 0..PLACES.len() {
        reference.evolve(&appointment(at, OFFICE));
    }
    Arc::new(reference)
}

/// The fact that somebody signs at a court.
pub(super) fn appointment(at: usize, office: &str) -> ReferenceEvent {
    let hash = |what: &str| Digest(derive(KEYS, &format!("{at}/{office}/{what}")));
    ReferenceEvent::CoordinatorAppointed {
        court: court(at),
        office: code(office),
        person_key: PersonKey(hash("person")),
        training: Training {
            provider: code("TP-001"),
            certificate_hash: hash("certificate"),
            completed_on: day("2022-06-01"),
        },
        legal_education: LegalEducation {
            institution: "KZ-UNI-01".to_owned(),
            diploma_hash: hash("diploma"),
        },
        from: day("2022-07-01"),
    }
}

pub(super) fn day(text: &str) -> NaiveDate {
    code(text)
}
