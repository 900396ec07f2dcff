//! What filters look at, side by side in memory: each value once, and for each slot which it has.
//! A list is counted over every entry there is, and rows lie too far apart for that.

use std::hash::Hash;

use medreg_domain::entry::{Availability, EntryKind};
use medreg_domain::{CategoryCode, CourtCode, Kato, LanguageCode, SroId};
use rustc_hash::FxHashMap;

use super::listed::Listed;

/// One thing that is said of every entry.
#[derive(Debug)]
pub(in crate::query) struct Column<T> {
    values: Vec<T>,
    numbers: FxHashMap<T, u32>,
    slots: Vec<u32>,
}

impl<T> Default for Column<T> {
    fn default() -> Self {
        Self {
            values: Vec::new(),
            numbers: FxHashMap::default(),
            slots: Vec::new(),
        }
    }
}

impl<T: Clone + Eq + Hash> Column<T> {
    fn put(&mut self, slot: u32, value: &T) {
        let number = self.numbers.get(value).copied().unwrap_or_else(|| {
            let next = u32::try_from(self.values.len()).unwrap_or(u32::MAX);
            self.values.push(value.clone());
            self.numbers.insert(value.clone(), next);
            next
        });
        put_at(&mut self.slots, slot, number);
    }

    /// The values there were, each once, by their numbers.
    pub(in crate::query) fn values(&self) -> &[T] {
        &self.values
    }

    /// The number of the value each slot has.
    pub(in crate::query) fn slots(&self) -> &[u32] {
        &self.slots
    }
}

/// Everything filters look at.
#[derive(Debug, Default)]
pub(in crate::query) struct Columns {
    /// The court that keeps the entry, if it stands yet, and the court in the entry's number.
    pub(in crate::query) courts: Column<(CourtCode, CourtCode)>,
    pub(in crate::query) kinds: Column<EntryKind>,
    pub(in crate::query) availabilities: Column<Availability>,
    pub(in crate::query) sros: Column<Option<SroId>>,
    pub(in crate::query) places: Column<Kato>,
    pub(in crate::query) categories: Column<Vec<CategoryCode>>,
    pub(in crate::query) languages: Column<Vec<LanguageCode>>,
}

impl Columns {
    /// Takes over what is said of the entry in a slot.
    pub(super) fn put(&mut self, slot: u32, listed: &Listed) {
        let (founder, entry) = (listed.entry_no.court(), &listed.row.entry);
        let keeper = entry.transferred_to.unwrap_or(founder);
        self.courts.put(slot, &(keeper, founder));
        self.kinds.put(slot, &entry.kind);
        self.availabilities.put(slot, &entry.availability);
        self.sros.put(slot, &entry.sro);
        self.places.put(slot, &entry.practice_kato);
        self.categories.put(slot, &entry.categories);
        self.languages.put(slot, &entry.languages);
    }
}

/// Puts what belongs to a slot where it is: a new slot is the next one.
pub(super) fn put_at<T>(all: &mut Vec<T>, slot: u32, one: T) {
    match all.get_mut(slot as usize) {
        Some(place) => *place = one,
        None => all.push(one),
    }
}
