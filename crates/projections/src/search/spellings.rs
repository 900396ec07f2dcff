//! The spellings a query matched, to tell whoever typed another.

use std::cmp::Reverse;

use super::index::{NameIndex, Spelling, spelled};
use super::lexicon::to_u32;
use super::query::{Fit, Query};

/// Spellings told for one query.
pub const SPELLINGS_MAX: usize = 8;

/// Names looked through for spellings; the common ones stand in the first of them.
const LOOKED_THROUGH_MAX: usize = 1_000;

impl<Id: Copy + Ord> NameIndex<Id> {
    /// Spellings that the query matched in what [`NameIndex::find`] finds: whole words first,
    /// then the most common; at most [`SPELLINGS_MAX`], and not as they were typed.
    ///
    /// They are looked for in the first thousand names found, the better ones first.
    /// Whoever shows a part of what is found asks [`NameIndex::matched_forms_of`] about it.
    pub fn matched_forms(&self, query: &str) -> Vec<String> {
        let query = Query::read(query);
        let matching = self.matching(&query);
        let mut begun = matching.begun;
        begun.difference_with(&matching.whole);
        let slots = matching.whole.ones().chain(begun.ones());
        self.forms(&query, slots.map(to_u32))
    }

    /// Spellings that the query matched in the names of these ids.
    pub fn matched_forms_of(&self, query: &str, ids: &[Id]) -> Vec<String> {
        let slots = ids.iter().filter_map(|id| self.bearers.slot_of(*id));
        self.forms(&Query::read(query), slots)
    }

    fn forms(&self, query: &Query, slots: impl Iterator<Item = u32>) -> Vec<String> {
        let slots = slots.take(LOOKED_THROUGH_MAX);
        let mut words: Vec<u32> = slots.flat_map(|slot| self.bearers.words(slot)).collect();
        words.sort_unstable();
        let typed: Vec<String> = query
            .words
            .iter()
            .map(|word| spelled(&word.typed))
            .collect();
        let mut forms: Vec<(Fit, Reverse<usize>, &str)> = words
            .chunk_by(|word, next| word == next)
            .filter_map(|uses| {
                let (text, spelling) = self.spellings.term(uses[0])?;
                Some((self.fit(query, spelling)?, Reverse(uses.len()), text))
            })
            .filter(|(_, _, text)| !typed.iter().any(|typed| typed == text))
            .collect();
        forms.sort_unstable();
        forms.truncate(SPELLINGS_MAX);
        forms
            .into_iter()
            .map(|(_, _, text)| text.to_owned())
            .collect()
    }

    /// How a spelling fits the word of the query it fits best.
    fn fit(&self, query: &Query, spelling: &Spelling) -> Option<Fit> {
        let keys = || {
            spelling
                .keys
                .iter()
                .filter_map(|key| self.keys.keys().term(*key))
        };
        let fits = query
            .words
            .iter()
            .flat_map(|word| keys().filter_map(|(key, _)| word.fit(key)));
        fits.min()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn index() -> NameIndex<u32> {
        let mut index = NameIndex::default();
        for (id, name) in [
            (1, "ИБРАЕВ Қанат"),
            (1, "Ибраев Канат"),
            (1, "Ibrayev Kanat"),
            (2, "Оразов Канат"),
            (2, "Orazov Qanat"),
            (3, "Канатова Айгуль"),
        ] {
            index.add(id, name);
        }
        index
    }

    #[test]
    fn other_spellings_of_what_was_typed_are_told() {
        let forms = index().matched_forms("kanat");
        assert_eq!(forms, ["Канат", "Qanat", "Қанат", "Канатова"]);
        assert_eq!(
            index().matched_forms("kanat ibr"),
            ["Канат", "Қанат", "Ибраев", "Ibrayev"]
        );
        assert!(index().matched_forms("").is_empty());
    }

    #[test]
    fn spellings_of_some_are_told_without_those_of_others() {
        assert_eq!(index().matched_forms_of("канат", &[2, 9]), ["Qanat"]);
    }

    #[test]
    fn no_more_than_the_bound_are_told() {
        let mut index = NameIndex::default();
        for letter in 'б'..='я' {
            index.add(1, &format!("А{letter}а"));
        }
        assert_eq!(index.matched_forms("а").len(), SPELLINGS_MAX);
    }
}
