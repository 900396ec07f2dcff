//! Who bears names: ids with dense numbers, their slots, and the words of their names.

use std::collections::BTreeMap;

use fixedbitset::FixedBitSet;

use super::lexicon::to_u32;

/// Stands behind the last word of each name.
const END: u32 = u32::MAX;

/// Ids in slots; the slot of an id without names is given to another.
#[derive(Clone, Debug)]
pub(super) struct Bearers<Id> {
    slots: Vec<Slot<Id>>,
    slot_of: BTreeMap<Id, u32>,
    free: Vec<u32>,
    /// Whether the ids are in order, slot by slot.
    is_sorted: bool,
}

#[derive(Clone, Debug)]
struct Slot<Id> {
    id: Option<Id>,
    /// Numbers of words, with [`END`] behind each name.
    names: Vec<u32>,
}

impl<Id> Default for Bearers<Id> {
    fn default() -> Self {
        Self {
            slots: Vec::new(),
            slot_of: BTreeMap::new(),
            free: Vec::new(),
            is_sorted: true,
        }
    }
}

impl<Id> Bearers<Id> {
    /// How many ids there are.
    pub(super) fn len(&self) -> usize {
        self.slot_of.len()
    }

    /// A set with room for all slots.
    pub(super) fn no_slots(&self) -> FixedBitSet {
        FixedBitSet::with_capacity(self.slots.len())
    }

    /// The numbers of the words of a slot, of all its names.
    pub(super) fn words(&self, slot: u32) -> impl Iterator<Item = u32> {
        let names = self.slots[slot as usize].names.iter();
        names.copied().filter(|word| *word != END)
    }
}

impl<Id: Copy + Ord> Bearers<Id> {
    /// The slot of an id that has names.
    pub(super) fn slot_of(&self, id: Id) -> Option<u32> {
        self.slot_of.get(&id).copied()
    }

    /// Gives an id a name, and a slot if it has none.
    pub(super) fn give(&mut self, id: Id, name: &[u32]) -> u32 {
        let slot = self.slot_of(id).unwrap_or_else(|| self.seat(id));
        let names = &mut self.slots[slot as usize].names;
        names.reserve_exact(name.len() + 1);
        names.extend(name);
        names.push(END);
        slot
    }

    /// Takes a name from a slot; false if it is not there.
    pub(super) fn take(&mut self, slot: u32, name: &[u32]) -> bool {
        let names = &mut self.slots[slot as usize].names;
        let mut from = 0;
        for here in names.split_inclusive(|word| *word == END) {
            let to = from + here.len();
            if here.strip_suffix(&[END]) == Some(name) {
                names.drain(from..to);
                self.leave_if_bare(slot);
                return true;
            }
            from = to;
        }
        false
    }

    /// Takes all names from a slot, and tells their words.
    pub(super) fn take_all(&mut self, slot: u32) -> Vec<u32> {
        let mut words = std::mem::take(&mut self.slots[slot as usize].names);
        words.retain(|word| *word != END);
        self.leave_if_bare(slot);
        words
    }

    /// The ids of slots, in order.
    pub(super) fn ids(&self, slots: &FixedBitSet) -> Vec<Id> {
        let mut ids = Vec::with_capacity(slots.count_ones(..));
        ids.extend(slots.ones().filter_map(|slot| self.slots[slot].id));
        if !self.is_sorted {
            // Long runs are sorted already, and a stable sort only joins them.
            ids.sort();
        }
        ids
    }

    fn seat(&mut self, id: Id) -> u32 {
        let last = self.slot_of.last_key_value();
        let is_last = last.is_none_or(|(last, _)| *last < id);
        let slot = Slot {
            id: Some(id),
            names: Vec::new(),
        };
        let number = if let Some(number) = self.free.pop() {
            self.slots[number as usize] = slot;
            self.is_sorted = false;
            number
        } else {
            self.slots.push(slot);
            self.is_sorted &= is_last;
            to_u32(self.slots.len() - 1)
        };
        self.slot_of.insert(id, number);
        number
    }

    fn leave_if_bare(&mut self, slot: u32) {
        let at = &mut self.slots[slot as usize];
        if at.names.is_empty()
            && let Some(id) = at.id.take()
        {
            at.names = Vec::new();
            self.slot_of.remove(&id);
            self.free.push(slot);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_come_in_order_whatever_slots_they_have() {
        let mut bearers = Bearers::default();
        for id in [1, 5, 9] {
            bearers.give(id, &[0]);
        }
        bearers.take_all(0);
        assert_eq!(bearers.give(7, &[0]), 0);
        let mut all = bearers.no_slots();
        all.extend([0, 1, 2]);
        assert_eq!(bearers.ids(&all), [5, 7, 9]);

        let mut bearers = Bearers::default();
        bearers.give(2, &[0]);
        bearers.give(1, &[0]);
        let mut all = bearers.no_slots();
        all.extend([0, 1]);
        assert_eq!(bearers.ids(&all), [1, 2]);
    }

    #[test]
    fn a_name_is_taken_whole_or_not() {
        let mut bearers = Bearers::default();
        let slot = bearers.give(1, &[3, 4]);
        bearers.give(1, &[3]);
        assert!(!bearers.take(slot, &[4]));
        assert!(bearers.take(slot, &[3]));
        assert_eq!(bearers.words(slot).collect::<Vec<_>>(), [3, 4]);
        assert!(bearers.take(slot, &[3, 4]));
        assert_eq!(bearers.len(), 0);
    }
}
