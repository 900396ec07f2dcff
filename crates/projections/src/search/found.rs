//! What a query finds: first what is spelled so, then what is spelled alike.

use fixedbitset::FixedBitSet;

use super::index::NameIndex;
use super::key::loose;
use super::query::{Query, QueryWord};
use super::typo::{one_typo, outermost};

/// Ids whose names match every word of a query, the better ones apart; never cut short.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found<Id> {
    /// Every word of the query is a word of the names, sorted.
    pub whole: Vec<Id>,
    /// Every word begins one, and not all are whole, sorted.
    pub beginning: Vec<Id>,
}

impl<Id: Copy + Ord> Found<Id> {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.whole.len() + self.beginning.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether an id is among them.
    pub fn contains(&self, id: Id) -> bool {
        self.whole.binary_search(&id).is_ok() || self.beginning.binary_search(&id).is_ok()
    }

    /// All of them, sorted by id.
    pub fn into_sorted(self) -> Vec<Id> {
        let mut all = self.whole;
        all.extend(self.beginning);
        all.sort();
        all
    }
}

/// Slots that match a word, or every word, of a query.
pub(super) struct Matching {
    /// By whole words.
    pub(super) whole: FixedBitSet,
    /// By beginnings, the whole words among them.
    pub(super) begun: FixedBitSet,
}

impl<Id: Copy + Ord> NameIndex<Id> {
    /// Ids in whose names every word of the query is, or begins, a word; in any order.
    ///
    /// Nothing for a query without words.
    pub fn find(&self, query: &str) -> Found<Id> {
        self.told(self.matching(&Query::read(query)))
    }

    /// Ids in whose names every word is alike, without those that [`NameIndex::find`] finds.
    ///
    /// Alike are words one typo away, and those that Kazakh and Russian spell by different
    /// rules (Өтегенов, Утегенов). Words of less than four letters are only like themselves.
    pub fn similar(&self, query: &str) -> Found<Id> {
        let query = Query::read(query);
        let exact = self.matching(&query);
        let mut alike = self.every(&query, |word| self.alike(word));
        alike.whole.difference_with(&exact.begun);
        alike.begun.difference_with(&exact.begun);
        self.told(alike)
    }

    /// The slots that match every word of a query.
    pub(super) fn matching(&self, query: &Query) -> Matching {
        self.every(query, |word| self.exact(word))
    }

    fn every(&self, query: &Query, matching: impl Fn(&QueryWord) -> Matching) -> Matching {
        let every = query.words.iter().map(matching).reduce(|mut every, word| {
            every.whole.intersect_with(&word.whole);
            every.begun.intersect_with(&word.begun);
            every
        });
        every.unwrap_or_else(|| self.none())
    }

    fn exact(&self, word: &QueryWord) -> Matching {
        let mut matching = self.none();
        for key in &word.whole {
            self.keys.whole(key, &mut matching.whole);
        }
        for key in &word.begun {
            self.keys.begun(key, &mut matching.begun);
        }
        matching
    }

    fn alike(&self, word: &QueryWord) -> Matching {
        let mut matching = self.exact(word);
        for key in word.similar() {
            let near = one_typo(self.keys.keys(), key);
            for key in &near {
                self.keys.whole(key, &mut matching.whole);
            }
            for beginning in outermost(&near) {
                self.keys.begun(beginning, &mut matching.begun);
            }
            let coarse = loose(key);
            self.loose.whole(&coarse, &mut matching.whole);
            self.loose.begun(&coarse, &mut matching.begun);
        }
        matching
    }

    fn told(&self, matching: Matching) -> Found<Id> {
        let Matching { whole, mut begun } = matching;
        begun.difference_with(&whole);
        Found {
            whole: self.bearers.ids(&whole),
            beginning: self.bearers.ids(&begun),
        }
    }

    fn none(&self) -> Matching {
        Matching {
            whole: self.bearers.no_slots(),
            begun: self.bearers.no_slots(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: [(u32, &str); 7] = [
        (1, "Ибраев Қанат Серікұлы"),
        (1, "Ibrayev Kanat"),
        (2, "Ибраева Әйгерім"),
        (3, "Канатова Айгуль"),
        (4, "Өтегенов Марат"),
        (5, "Жүсіпова Дана"),
        (6, "Хасенова Дана"),
    ];

    fn index() -> NameIndex<u32> {
        let mut index = NameIndex::default();
        for (id, name) in NAMES {
            index.add(id, name);
        }
        index
    }

    fn check(query: &str, whole: &[u32], beginning: &[u32]) {
        let found = index().find(query);
        assert_eq!(
            (&*found.whole, &*found.beginning),
            (whole, beginning),
            "{query}"
        );
    }

    fn check_similar(query: &str, whole: &[u32], beginning: &[u32]) {
        let found = index().similar(query);
        assert_eq!(
            (&*found.whole, &*found.beginning),
            (whole, beginning),
            "{query}"
        );
    }

    #[test]
    fn whole_words_come_before_beginnings_in_any_script_and_order() {
        check("канат", &[1], &[3]);
        check("QANAT", &[1], &[3]);
        check("kan ibr", &[], &[1]);
        check("Серікұлы Kanat", &[1], &[]);
        check("ибр", &[], &[1, 2]);
    }

    #[test]
    fn every_word_of_the_query_must_match() {
        check("ибраев айгерим канат", &[], &[]);
        check("", &[], &[]);
        check("ь", &[], &[]);
    }

    #[test]
    fn one_typo_in_a_word_is_forgiven() {
        check_similar("кнаат", &[1], &[3]);
        check_similar("ибаре", &[], &[1, 2]);
        check_similar("ибраеу канта", &[1], &[]);
        check_similar("кмат", &[], &[]);
        check_similar("дона", &[5, 6], &[]);
        check_similar("дон", &[], &[]);
    }

    #[test]
    fn rules_of_spelling_are_forgiven_as_a_typo_is() {
        check_similar("Утегенов", &[4], &[]);
        check_similar("Юсупова", &[5], &[]);
        check_similar("yusup", &[], &[5]);
        check_similar("Qasenova", &[6], &[]);
    }

    #[test]
    fn what_is_found_is_not_told_again_as_similar() {
        check_similar("канатова", &[], &[]);
        check_similar("ибраев", &[], &[]);
    }
}
