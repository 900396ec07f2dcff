//! Which person keys are one person, by decision of the federal office.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use crate::person::PersonKey;

/// The keys that were merged, by the group they are in.
#[derive(Clone, Debug, Default)]
pub(super) struct Persons {
    canonical: FxHashMap<PersonKey, PersonKey>,
    groups: BTreeMap<PersonKey, BTreeSet<PersonKey>>,
}

impl Persons {
    /// The key that stands for the person: the smallest of those merged.
    pub(super) fn canonical(&self, key: PersonKey) -> PersonKey {
        self.canonical.get(&key).copied().unwrap_or(key)
    }

    /// Every key of the person, the given one if it was never merged.
    pub(super) fn keys(&self, key: PersonKey) -> impl Iterator<Item = PersonKey> {
        let group = self.groups.get(&self.canonical(key));
        let alone = group.is_none().then_some(key);
        group.into_iter().flatten().copied().chain(alone)
    }

    /// Every key that was merged with another.
    pub(super) fn merged(&self) -> impl Iterator<Item = PersonKey> {
        self.groups.values().flatten().copied()
    }

    /// Makes one person of all who bear these keys.
    pub(super) fn merge(&mut self, keys: &[PersonKey]) {
        let mut group = BTreeSet::new();
        for key in keys {
            let known = self.groups.remove(&self.canonical(*key));
            group.extend(known.unwrap_or_else(|| BTreeSet::from([*key])));
        }
        self.keep(group);
    }

    /// Makes each of these keys a person of its own again; others of the group stay together.
    pub(super) fn split(&mut self, keys: &[PersonKey]) {
        for key in keys {
            let Some(mut group) = self.groups.remove(&self.canonical(*key)) else {
                continue;
            };
            group.remove(key);
            self.canonical.remove(key);
            self.keep(group);
        }
    }

    fn keep(&mut self, group: BTreeSet<PersonKey>) {
        let Some(first) = group.first().copied() else {
            return;
        };
        if group.len() == 1 {
            self.canonical.remove(&first);
            return;
        }
        for key in &group {
            self.canonical.insert(*key, first);
        }
        self.groups.insert(first, group);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::Digest;

    fn key(number: u8) -> PersonKey {
        PersonKey(Digest([number; 32]))
    }

    fn keys(numbers: &[u8]) -> Vec<PersonKey> {
        numbers.iter().copied().map(key).collect()
    }

    #[test]
    fn merged_keys_are_the_person_of_the_smallest() {
        let mut persons = Persons::default();
        persons.merge(&keys(&[5, 3]));
        persons.merge(&keys(&[5, 2, 9]));
        assert_eq!([2, 3, 5, 9].map(|n| persons.canonical(key(n))), [key(2); 4]);
        assert_eq!(persons.canonical(key(4)), key(4));
        let all: Vec<PersonKey> = persons.keys(key(9)).collect();
        assert_eq!(all, keys(&[2, 3, 5, 9]));
        assert_eq!(persons.keys(key(4)).collect::<Vec<_>>(), keys(&[4]));
    }

    #[test]
    fn split_keys_stand_alone_and_the_others_stay_together() {
        let mut persons = Persons::default();
        persons.merge(&keys(&[1, 2, 3, 4]));
        persons.split(&keys(&[1, 3]));
        assert_eq!(
            [1, 2, 3, 4].map(|n| persons.canonical(key(n))),
            [1, 2, 3, 2].map(key)
        );
        persons.split(&keys(&[2, 4]));
        assert!(persons.groups.is_empty() && persons.canonical.is_empty());
    }

    proptest! {
        #[test]
        fn every_key_is_in_the_group_of_its_smallest_whatever_was_decided(
            decisions in prop::collection::vec((any::<bool>(), prop::collection::vec(0u8..6, 2..4)), 0..12)
        ) {
            let mut persons = Persons::default();
            for (merge, numbers) in decisions {
                let told = keys(&numbers);
                if merge {
                    persons.merge(&told);
                    let first = persons.canonical(told[0]);
                    prop_assert!(told.iter().all(|key| persons.canonical(*key) == first));
                } else {
                    persons.split(&told);
                    prop_assert!(told.iter().all(|key| persons.keys(*key).count() == 1));
                }
                for number in 0..6 {
                    let group: Vec<PersonKey> = persons.keys(key(number)).collect();
                    prop_assert!(group.contains(&key(number)));
                    prop_assert_eq!(group[0], persons.canonical(key(number)));
                }
            }
        }
    }
}
