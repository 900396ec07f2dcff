//! Keys with the slots of those in whose names they stand.

use fixedbitset::FixedBitSet;

use super::lexicon::Lexicon;

/// Keys, each with its slots in order; a key without slots is not kept.
#[derive(Clone, Debug, Default)]
pub(super) struct Postings(Lexicon<Vec<u32>>);

impl Postings {
    /// The number of a key, which waits for its first slot if it is new.
    pub(super) fn number(&mut self, key: &str) -> u32 {
        let number = self.0.number(key);
        number.unwrap_or_else(|| self.0.insert(key, Vec::new()))
    }

    /// Adds a slot to a key.
    pub(super) fn add(&mut self, key: u32, slot: u32) {
        let Some(slots) = self.0.value_mut(key) else {
            return;
        };
        if slots.last().is_none_or(|last| *last < slot) {
            slots.push(slot);
        } else if let Err(at) = slots.binary_search(&slot) {
            slots.insert(at, slot);
        }
    }

    /// Removes a slot from a key, and the key with its last slot.
    pub(super) fn remove(&mut self, key: u32, slot: u32) {
        let Some(slots) = self.0.value_mut(key) else {
            return;
        };
        if let Ok(at) = slots.binary_search(&slot) {
            slots.remove(at);
        }
        if slots.is_empty() {
            self.0.remove(key);
        }
    }

    /// The keys.
    pub(super) fn keys(&self) -> &Lexicon<Vec<u32>> {
        &self.0
    }

    /// Adds the slots of a key to a set.
    pub(super) fn whole(&self, key: &str, set: &mut FixedBitSet) {
        if let Some(slots) = self.0.value(key) {
            set.extend(slots.iter().map(|slot| *slot as usize));
        }
    }

    /// Adds the slots of all keys that begin so to a set.
    pub(super) fn begun(&self, beginning: &str, set: &mut FixedBitSet) {
        for slots in self.0.values_from(beginning) {
            set.extend(slots.iter().map(|slot| *slot as usize));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_goes_with_its_last_slot() {
        let mut postings = Postings::default();
        let key = postings.number("kanat");
        for slot in [4, 1, 4, 2] {
            postings.add(key, slot);
        }
        assert_eq!(postings.keys().value("kanat"), Some(&vec![1, 2, 4]));
        for slot in [1, 4, 2] {
            postings.remove(key, slot);
        }
        assert_eq!(postings.keys().len(), 0);
    }
}
