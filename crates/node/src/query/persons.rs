//! A person across courts: the entries that one federal number stands for.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::NaiveDate;
use medreg_domain::reference::Reference;
use medreg_domain::{FederalNo, PersonKey};
use serde::Serialize;

use super::catalogue::{Catalogue, Listed};
use super::shown::{self, EntryShown};
use super::{QueryError, Sight};

/// A person with the entries that somebody may see, those in the register of the day first.
#[derive(Clone, Debug, Serialize)]
pub struct PersonShown {
    /// The person's number by now: of persons who were merged, the one that is kept.
    pub federal_no: FederalNo,
    /// The entries, at one court or several.
    pub entries: Vec<EntryShown>,
}

impl EntryShown {
    /// True for an entry in the register of the day it is shown on: it is active or suspended.
    pub fn is_current(&self) -> bool {
        matches!(self.standing.code, "ACTIVE" | "SUSPENDED")
    }
}

impl PersonShown {
    /// The entry that a question about the person is about: the only one in the register of the
    /// day, or the only one there is. None where there are several: whoever asks chooses.
    pub fn only(&self) -> Option<&EntryShown> {
        let current = self.entries.iter().filter(|entry| entry.is_current());
        match (current.clone().count(), &self.entries[..]) {
            (1, _) => current.into_iter().next(),
            (0, [only]) => Some(only),
            _ => None,
        }
    }
}

/// The person of a number, that of a key which was merged with others too.
pub(super) fn person(
    reference: &Reference,
    catalogue: &Catalogue,
    number: FederalNo,
    (as_of, sight): (NaiveDate, Sight),
) -> Result<PersonShown, QueryError> {
    let keys = keys(reference, catalogue, number);
    let listed = listed(catalogue, &keys);
    let shown = listed.filter(|listed| shown::ensure_shown(listed, sight).is_ok());
    let shown = shown.map(|listed| shown::entry(reference, listed, as_of, sight));
    let mut entries: Vec<EntryShown> = shown.collect();
    entries.sort_by_key(|entry| (!entry.is_current(), entry.entry_no));
    let first = entries.first().ok_or_else(|| {
        QueryError::NotFound(format!(
            "nobody with the number {number} is in the register"
        ))
    })?;
    Ok(PersonShown {
        federal_no: first.federal_no,
        entries,
    })
}

/// Every key of the person: those that bear the number, and those merged with them.
fn keys(reference: &Reference, catalogue: &Catalogue, number: FederalNo) -> BTreeSet<PersonKey> {
    let entered = catalogue.of_number(number);
    let entered = entered.map(|listed| listed.row.entry.person);
    let merged = reference
        .merged_keys()
        .filter(|key| key.federal_no() == number);
    let own = entered.chain(merged);
    own.flat_map(|key| reference.keys_of(key)).collect()
}

fn listed<'c>(
    catalogue: &'c Catalogue,
    keys: &BTreeSet<PersonKey>,
) -> impl Iterator<Item = &'c Arc<Listed>> {
    let numbers: BTreeSet<FederalNo> = keys.iter().map(PersonKey::federal_no).collect();
    let listed = numbers
        .into_iter()
        .flat_map(|number| catalogue.of_number(number));
    listed.filter(|listed| keys.contains(&listed.row.entry.person))
}
