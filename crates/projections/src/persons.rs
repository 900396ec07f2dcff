//! Persons who stand under several keys: merged by a person's decision, and split again.

use std::collections::BTreeSet;

use medreg_domain::PersonKey;
use medreg_domain::reference::event::ReferenceEvent;

/// The groups of keys that are one person each. Few: a merger is somebody's decision.
#[derive(Debug, Default)]
pub(crate) struct Persons(Vec<BTreeSet<PersonKey>>);

impl Persons {
    /// The key that stands for the person: the smallest of the group.
    pub(crate) fn of(&self, key: PersonKey) -> PersonKey {
        let group = self.0.iter().find(|group| group.contains(&key));
        group
            .and_then(|group| group.first())
            .copied()
            .unwrap_or(key)
    }

    /// All keys of the person.
    pub(crate) fn keys(&self, key: PersonKey) -> Vec<PersonKey> {
        let group = self.0.iter().find(|group| group.contains(&key));
        group.map_or_else(|| vec![key], |group| group.iter().copied().collect())
    }

    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "the other facts are about no person's keys"
    )]
    pub(crate) fn take(&mut self, event: &ReferenceEvent) {
        match event {
            ReferenceEvent::PersonsMerged { person_keys, .. } => {
                let mut merged: BTreeSet<PersonKey> = person_keys.iter().copied().collect();
                let joins = |group: &BTreeSet<PersonKey>| !group.is_disjoint(&merged);
                let (joined, apart): (Vec<_>, Vec<_>) = self.0.drain(..).partition(joins);
                self.0 = apart;
                merged.extend(joined.into_iter().flatten());
                self.0.push(merged);
            }
            ReferenceEvent::PersonsSplit { person_keys, .. } => {
                for group in &mut self.0 {
                    group.retain(|key| !person_keys.contains(key));
                }
                self.0.retain(|group| group.len() > 1);
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use medreg_domain::Digest;

    use super::*;

    fn key(number: u8) -> PersonKey {
        PersonKey(Digest([number; 32]))
    }

    fn persons(events: &[(bool, &[u8])]) -> Persons {
        let mut persons = Persons::default();
        for (merged, keys) in events {
            let person_keys = keys.iter().copied().map(key).collect();
            let basis = "SAME_IDENTITY_CARD".to_owned();
            persons.take(&if *merged {
                ReferenceEvent::PersonsMerged { person_keys, basis }
            } else {
                ReferenceEvent::PersonsSplit { person_keys, basis }
            });
        }
        persons
    }

    #[test]
    fn merged_keys_are_one_person_under_the_smallest_of_them() {
        let persons = persons(&[(true, &[3, 2]), (true, &[2, 1])]);
        assert_eq!(
            [1, 2, 3, 4].map(|no| persons.of(key(no))),
            [1, 1, 1, 4].map(key)
        );
        assert_eq!(persons.keys(key(3)), [1, 2, 3].map(key));
    }

    #[test]
    fn a_key_split_off_is_a_person_of_its_own_again() {
        let persons = persons(&[(true, &[1, 2, 3]), (false, &[1])]);
        assert_eq!([1, 2, 3].map(|no| persons.of(key(no))), [1, 2, 2].map(key));
    }
}
