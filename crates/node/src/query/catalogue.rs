//! The catalogue: every entry with its opened name, in memory, in the orders lists are read in.
//!
//! Names are opened with their data keys and nothing of them is on disk; an erased name is gone
//! with the next look. It follows the committed rows, so it can be made again at any time.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::NaiveDate;
use medreg_domain::{DataKeyId, EntryNo, FederalNo};
use medreg_projections::statistics::indicator::Entries;
use medreg_projections::{EntryRow, Erasure, NameIndex, StoreError, Views};
use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::Sight;
use crate::federal::keyring::Keyring;

mod columns;
mod listed;
mod order;
mod standings;

pub(super) use columns::{Column, Columns};
pub(super) use listed::Listed;
pub use order::Order;
use order::Orders;
use standings::Remembered;
pub(super) use standings::Standings;

/// Of so many entries one may change before all are looked at anew.
const CHANGED_OF: usize = 4;

/// Every entry as it is listed.
#[derive(Debug, Default)]
pub(super) struct Catalogue {
    position: Option<u64>,
    slots: Vec<Arc<Listed>>,
    by_no: FxHashMap<EntryNo, u32>,
    by_person: FxHashMap<FederalNo, Vec<u32>>,
    orders: Orders,
    columns: Columns,
    standings: Remembered,
    names: NameIndex<u32>,
    /// Keys of the keyring's arrivals that were tried.
    keys: usize,
    /// The entries whose key is not here yet.
    unopened: FxHashMap<DataKeyId, BTreeSet<EntryNo>>,
}

impl Catalogue {
    /// The position of the views it is of; none before the first look.
    pub(super) fn position(&self) -> Option<u64> {
        self.position
    }

    /// True if it shows these views with all keys there are.
    pub(super) fn is_of(&self, views: &Views, keyring: &Keyring) -> bool {
        self.position == Some(views.cursor().position) && self.keys == keyring.arrived()
    }

    /// The entries whose key has arrived since it was made.
    fn openable(&self, keyring: &Keyring) -> BTreeSet<EntryNo> {
        let arrived = keyring.arrived_after(self.keys);
        let waiting = arrived.iter().filter_map(|key| self.unopened.get(key));
        waiting.flatten().copied().collect()
    }

    /// All entries of views, with the names opened before and those the keyring opens; what is
    /// erased by now is erased in every past.
    pub(super) fn of(
        views: &Views,
        keyring: &Keyring,
        erased: &BTreeMap<EntryNo, Erasure>,
        before: &Self,
    ) -> Result<Self, StoreError> {
        let keys = keyring.arrived();
        let rows: Vec<(EntryNo, EntryRow)> = views.entries().collect::<Result<_, _>>()?;
        let slots = rows.into_par_iter().map(|(entry_no, row)| {
            let known = before.find(entry_no).map(Arc::as_ref);
            Arc::new(list(erased, keyring, (entry_no, row), known))
        });
        Ok(Self {
            keys,
            ..Self::made(views, slots.collect())
        })
    }

    fn made(views: &Views, slots: Vec<Arc<Listed>>) -> Self {
        let mut made = Self {
            position: Some(views.cursor().position),
            orders: Orders::of(&slots),
            ..Self::default()
        };
        for (slot, listed) in (0..).zip(&slots) {
            made.by_no.insert(listed.entry_no, slot);
            made.know(slot, listed);
            listed.each_name(|name| made.names.add(slot, name));
        }
        made.slots = slots;
        made
    }

    /// Takes over what changed, and the names whose keys have arrived, where that is little; false if all is to be made anew.
    pub(super) fn follow(
        &mut self,
        views: &Views,
        keyring: &Keyring,
        mut changed: BTreeSet<EntryNo>,
    ) -> Result<bool, StoreError> {
        let keys = keyring.arrived();
        changed.extend(self.openable(keyring));
        if changed.len() > self.slots.len() / CHANGED_OF {
            return Ok(false);
        }
        let mut rows = Vec::with_capacity(changed.len());
        for entry_no in changed {
            let Some(row) = views.entry(entry_no)? else {
                // Its registration was voided.
                return Ok(false);
            };
            rows.push((entry_no, row));
        }
        let listed = rows.into_par_iter().map(|(entry_no, row)| {
            let known = self.find(entry_no).map(Arc::as_ref);
            Arc::new(list(views.erasures(), keyring, (entry_no, row), known))
        });
        self.put(listed.collect());
        self.position = Some(views.cursor().position);
        self.keys = keys;
        Ok(true)
    }

    /// Takes entries over as they are now.
    fn put(&mut self, listed: Vec<Arc<Listed>>) {
        let mut moved = Vec::new();
        for listed in listed {
            let (slot, before) = self.place(&listed);
            self.standings.put(slot, &listed);
            let is_as = |same: fn(&Listed, &Listed) -> bool| {
                before.as_ref().is_some_and(|before| same(before, &listed))
            };
            if !is_as(|one, two| one.keys == two.keys) {
                moved.push(slot);
            }
            if !is_as(|one, two| one.person == two.person) {
                self.names.erase(slot);
                listed.each_name(|name| self.names.add(slot, name));
            }
            if let Some(before) = before {
                self.forget(slot, &before);
            }
            self.know(slot, &listed);
        }
        self.orders.put(&moved, &self.slots);
    }

    /// The slot an entry is in from now on, and what was there.
    fn place(&mut self, listed: &Arc<Listed>) -> (u32, Option<Arc<Listed>>) {
        if let Some(slot) = self.slot(listed.entry_no) {
            let place = &mut self.slots[slot as usize];
            return (slot, Some(std::mem::replace(place, Arc::clone(listed))));
        }
        let next = u32::try_from(self.slots.len()).unwrap_or(u32::MAX);
        self.by_no.insert(listed.entry_no, next);
        self.slots.push(Arc::clone(listed));
        (next, None)
    }

    /// Remembers what an entry is found by, but for its name and its place in the orders.
    fn know(&mut self, slot: u32, listed: &Listed) {
        self.columns.put(slot, listed);
        let number = listed.row.entry.person.federal_no();
        self.by_person.entry(number).or_default().push(slot);
        if listed.person.is_none() && listed.erasure.is_none() {
            let waiting = self.unopened.entry(listed.row.entry.personal.key);
            waiting.or_default().insert(listed.entry_no);
        }
    }

    /// Forgets what an entry was found by as it was before.
    fn forget(&mut self, slot: u32, before: &Listed) {
        let number = before.row.entry.person.federal_no();
        if let Some(slots) = self.by_person.get_mut(&number) {
            slots.retain(|other| *other != slot);
        }
        if let Some(waiting) = self.unopened.get_mut(&before.row.entry.personal.key) {
            waiting.remove(&before.entry_no);
        }
    }

    /// The entries of the person whose own key has this number, and of nobody merged with them.
    pub(super) fn of_number(&self, number: FederalNo) -> impl Iterator<Item = &Arc<Listed>> {
        let slots = self.by_person.get(&number);
        slots.into_iter().flatten().map(|slot| self.at(*slot))
    }

    /// Every entry, in no order.
    pub(super) fn all(&self) -> impl Iterator<Item = &Arc<Listed>> {
        self.slots.iter()
    }

    /// One entry.
    pub(super) fn find(&self, entry_no: EntryNo) -> Option<&Arc<Listed>> {
        self.slot(entry_no).map(|slot| self.at(slot))
    }

    /// The slot of an entry.
    pub(super) fn slot(&self, entry_no: EntryNo) -> Option<u32> {
        self.by_no.get(&entry_no).copied()
    }

    /// The entry in a slot.
    pub(super) fn at(&self, slot: u32) -> &Arc<Listed> {
        &self.slots[slot as usize]
    }

    /// The slots of all entries, in an order.
    pub(super) fn in_order(&self, order: Order) -> &[u32] {
        self.orders.slots(order)
    }

    /// What filters look at, by slots.
    pub(super) fn columns(&self) -> &Columns {
        &self.columns
    }

    /// Where every entry stands on a day, as somebody sees it.
    pub(super) fn standings(&self, day: NaiveDate, sight: Sight) -> Arc<Standings> {
        self.standings.on(&self.slots, day, sight)
    }

    /// How many slots there are.
    pub(super) fn len(&self) -> usize {
        self.slots.len()
    }

    /// The names, by the slots of their entries.
    pub(super) fn names(&self) -> &NameIndex<u32> {
        &self.names
    }
}

impl Entries for Catalogue {
    fn each_entry(&self, take: &mut dyn FnMut(EntryNo, &EntryRow)) -> Result<(), StoreError> {
        for listed in &self.slots {
            take(listed.entry_no, &listed.row);
        }
        Ok(())
    }
}

/// An entry as it is listed, with the name that was opened before if it is still the same.
fn list(
    erased: &BTreeMap<EntryNo, Erasure>,
    keyring: &Keyring,
    (entry_no, row): (EntryNo, EntryRow),
    before: Option<&Listed>,
) -> Listed {
    let known = before.and_then(|listed| listed.opened_as(&row)).cloned();
    match (erased.get(&entry_no), known) {
        (None, Some(known)) => Listed::new(entry_no, row, Some(known), None),
        (erasure, _) => Listed::open(entry_no, row, keyring, erasure.cloned()),
    }
}
