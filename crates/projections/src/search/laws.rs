//! The index against a plain reading of every name, whatever the names are.

use std::collections::BTreeSet;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use strsim::osa_distance;

use super::key::{loose, readings};
use super::query::{Fit, Query, QueryWord};
use super::{Found, NAME_WORDS_MAX, NameIndex, SPELLINGS_MAX, words};

#[derive(Clone, Debug)]
enum Step {
    Add(u8, String),
    Remove(usize),
    Erase(u8),
}

/// Few syllables in three scripts, so that words meet often.
fn word() -> impl Strategy<Value = String> {
    let syllables = vec![
        "қа", "ка", "нат", "жү", "Ю", "сіп", "суп", "ья", "ia", "kh", "k", "нұ", "о", "ө",
    ];
    vec(select(syllables), 1..4).prop_map(|syllables| syllables.concat())
}

fn name() -> impl Strategy<Value = String> {
    vec(word(), 1..4).prop_map(|words| words.join(" "))
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        9 => (0..6u8, name()).prop_map(|(id, name)| Step::Add(id, name)),
        2 => any::<prop::sample::Index>().prop_map(|at| Step::Remove(at.index(1_000))),
        1 => (0..6u8).prop_map(Step::Erase),
    ]
}

/// Every name, read anew for each query.
#[derive(Default)]
struct Plain(Vec<(u8, String)>);

impl Plain {
    fn take(&mut self, step: &Step, index: &mut NameIndex<u8>) {
        match step {
            Step::Add(id, name) => {
                index.add(*id, name);
                self.0.push((*id, name.clone()));
            }
            Step::Remove(at) if !self.0.is_empty() => {
                let (id, name) = self.0.swap_remove(at % self.0.len());
                assert_eq!(index.remove(id, &name), words(&name).next().is_some());
            }
            Step::Remove(_) => {}
            Step::Erase(id) => {
                index.erase(*id);
                self.0.retain(|(other, _)| other != id);
            }
        }
    }

    fn find(&self, query: &str, fits: impl Fn(&QueryWord, &str) -> Option<Fit>) -> Found<u8> {
        let query = Query::read(query);
        let ids: BTreeSet<u8> = self.0.iter().map(|(id, _)| *id).collect();
        let mut found = Found::default();
        for id in ids.into_iter().filter(|_| !query.words.is_empty()) {
            let names = self.0.iter().filter(|(other, _)| *other == id);
            let keys: Vec<String> = names
                .flat_map(|(_, name)| words(name).take(NAME_WORDS_MAX).flat_map(readings))
                .collect();
            let worst = query.words.iter().map(|word| {
                let fits = keys.iter().filter_map(|key| fits(word, key));
                fits.min()
            });
            match worst
                .collect::<Option<Vec<_>>>()
                .and_then(|fits| fits.into_iter().max())
            {
                Some(Fit::Whole) => found.whole.push(id),
                Some(Fit::Beginning) => found.beginning.push(id),
                None => {}
            }
        }
        found
    }
}

fn is_near(typed: &str, text: &str) -> bool {
    osa_distance(typed, text) <= 1 && !text.starts_with(typed)
}

fn alike(word: &QueryWord, key: &str) -> Option<Fit> {
    let prefixes = || {
        key.char_indices()
            .map(|(at, letter)| &key[..at + letter.len_utf8()])
    };
    let of = |typed: &str| {
        let (coarse, other) = (loose(typed), loose(key));
        if is_near(typed, key) || coarse == other {
            Some(Fit::Whole)
        } else if prefixes().any(|begun| is_near(typed, begun)) || other.starts_with(&coarse) {
            Some(Fit::Beginning)
        } else {
            None
        }
    };
    word.fit(key)
        .into_iter()
        .chain(word.similar().filter_map(of))
        .min()
}

fn without(mut found: Found<u8>, others: &Found<u8>) -> Found<u8> {
    found.whole.retain(|id| !others.contains(*id));
    found.beginning.retain(|id| !others.contains(*id));
    found
}

proptest! {
    #[test]
    fn the_index_finds_what_a_plain_reading_finds(
        steps in vec(step(), 0..40),
        queries in vec(vec(word(), 0..3), 1..20),
    ) {
        let (mut plain, mut index) = (Plain::default(), NameIndex::default());
        for step in &steps {
            plain.take(step, &mut index);
        }
        for query in queries.iter().map(|words| words.join(" ")) {
            let exact = plain.find(&query, QueryWord::fit);
            let similar = without(plain.find(&query, alike), &exact);
            prop_assert_eq!(index.find(&query), exact, "{}", &query);
            prop_assert_eq!(index.similar(&query), similar, "{}", &query);
        }
    }

    #[test]
    fn nothing_is_left_when_every_name_is_removed(steps in vec(step(), 0..40)) {
        let (mut plain, mut index) = (Plain::default(), NameIndex::default());
        for step in &steps {
            plain.take(step, &mut index);
        }
        while !plain.0.is_empty() {
            plain.take(&Step::Remove(0), &mut index);
        }
        prop_assert!(index.is_empty());
        prop_assert_eq!(index.spellings.len(), 0);
        prop_assert_eq!(index.keys.keys().len() + index.loose.keys().len(), 0);
    }

    #[test]
    fn a_name_is_found_by_itself_whatever_it_is(name in "\\PC{0,60}", other in any::<String>()) {
        let mut index = NameIndex::default();
        index.add(1, &name);
        index.add(2, &other);
        let has_sound = !Query::read(&name).words.is_empty();
        prop_assert_eq!(index.find(&name).whole.contains(&1), has_sound);
        for query in [&name, &other] {
            index.similar(query);
            prop_assert!(index.matched_forms(query).len() <= SPELLINGS_MAX);
        }
        prop_assert!(!index.erase(3) && index.remove(1, &name) == words(&name).next().is_some());
    }
}
