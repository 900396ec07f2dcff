//! Sets of slots: which of the ids, by their dense numbers.

/// A set of slots, a bit each: two hundred thousand fit into the first cache.
#[derive(Clone, Debug)]
pub(super) struct SlotSet(Vec<u64>);

impl SlotSet {
    /// No slot, with room for so many.
    pub(super) fn empty(slots: usize) -> Self {
        Self(vec![0; slots.div_ceil(64)])
    }

    /// Adds slots that are below the room.
    pub(super) fn add(&mut self, slots: &[u32]) {
        for slot in slots {
            self.0[(*slot / 64) as usize] |= 1 << (*slot % 64);
        }
    }

    /// Keeps the slots that another set with the same room has too.
    pub(super) fn keep(&mut self, other: &Self) {
        for (mine, other) in self.0.iter_mut().zip(&other.0) {
            *mine &= other;
        }
    }

    /// Drops the slots that another set has.
    pub(super) fn drop_all(&mut self, other: &Self) {
        for (mine, other) in self.0.iter_mut().zip(&other.0) {
            *mine &= !other;
        }
    }

    /// How many slots there are.
    pub(super) fn len(&self) -> usize {
        self.0.iter().map(|bits| bits.count_ones() as usize).sum()
    }

    /// The slots in order.
    pub(super) fn iter(&self) -> impl Iterator<Item = u32> {
        (0..)
            .step_by(64)
            .zip(&self.0)
            .flat_map(|(at, bits): (u32, &u64)| {
                let mut bits = *bits;
                std::iter::from_fn(move || {
                    let bit = (bits != 0).then(|| bits.trailing_zeros())?;
                    bits &= bits - 1;
                    Some(at + bit)
                })
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(slots: &[u32]) -> SlotSet {
        let mut set = SlotSet::empty(130);
        set.add(slots);
        set
    }

    fn check(set: &SlotSet, expected: &[u32]) {
        assert_eq!(set.iter().collect::<Vec<_>>(), expected);
        assert_eq!(set.len(), expected.len());
    }

    #[test]
    fn sets_are_cut_and_taken_away() {
        check(&set(&[129, 0, 63, 64, 63]), &[0, 63, 64, 129]);
        let (mut cut, mut less) = (set(&[1, 70]), set(&[1, 70]));
        let other = set(&[70, 71]);
        cut.keep(&other);
        less.drop_all(&other);
        check(&cut, &[70]);
        check(&less, &[1]);
    }
}
