//! One entry of the catalogue.

use medreg_domain::EntryNo;
use medreg_log::PersonalData;
use medreg_projections::{EntryRow, Erasure};

use super::order::{Keys, Order};
use crate::federal::keyring::Keyring;

/// An entry with its opened name.
#[derive(Debug)]
pub(in crate::query) struct Listed {
    /// Its number.
    pub entry_no: EntryNo,
    /// What the courts state of it.
    pub row: EntryRow,
    /// Name and contact; none if they are erased or their key is not here.
    pub person: Option<PersonalData>,
    /// When the name was erased, if it was.
    pub erasure: Option<Erasure>,
    pub(super) keys: Keys,
}

impl Listed {
    /// The entry of a row, its name opened by a keyring unless it is erased.
    pub(in crate::query) fn open(
        entry_no: EntryNo,
        row: EntryRow,
        keyring: &Keyring,
        erasure: Option<Erasure>,
    ) -> Self {
        let opened = || keyring.person(&row.entry.personal);
        let person = if erasure.is_some() { None } else { opened() };
        Self::new(entry_no, row, person, erasure)
    }

    pub(super) fn new(
        entry_no: EntryNo,
        row: EntryRow,
        person: Option<PersonalData>,
        erasure: Option<Erasure>,
    ) -> Self {
        let name = person.as_ref().map(|person| &person.name);
        let keys = Keys::of(name, row.entry.validity.valid_to());
        Self {
            entry_no,
            row,
            person,
            erasure,
            keys,
        }
    }

    /// Name and contact, if they are what another row of the entry is committed to.
    pub(super) fn opened_as(&self, row: &EntryRow) -> Option<&PersonalData> {
        let is_same = self.row.entry.personal.commitment == row.entry.personal.commitment;
        self.person.as_ref().filter(|_| is_same)
    }

    /// The bytes an order sorts it by, before its number.
    pub(in crate::query) fn sort_key(&self, order: Order) -> Vec<u8> {
        self.keys.bytes(order)
    }

    /// Hands over the name in each of its scripts.
    pub(super) fn each_name(&self, mut take: impl FnMut(&str)) {
        if let Some(person) = &self.person {
            let name = &person.name;
            for name in [&name.kk, &name.ru, &name.latn] {
                take(name);
            }
        }
    }
}
