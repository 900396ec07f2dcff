//! The names of ids, by the keys of their words.

use std::fmt;

use super::bearers::Bearers;
use super::key::{loose, readings};
use super::lexicon::Lexicon;
use super::postings::Postings;
use super::{NAME_WORDS_MAX, small, words};

/// Names with the ids that bear them.
///
/// A removed name leaves nothing behind: no word, no key, no slot. A name that was added
/// twice, as where Kazakh and Russian do not differ, is removed twice.
///
/// # Examples
///
/// ```
/// use medreg_projections::NameIndex;
///
/// let mut index = NameIndex::default();
/// index.add(41, "Ибраев Қанат Серікұлы");
/// index.add(42, "Канатова Айгуль");
/// let found = index.find("kanat");
/// assert_eq!((found.whole, found.beginning), (vec![41], vec![42]));
/// index.erase(41);
/// assert_eq!(index.find("қанат").len(), 1);
/// ```
#[derive(Clone)]
pub struct NameIndex<Id> {
    pub(super) bearers: Bearers<Id>,
    pub(super) spellings: Lexicon<Spelling>,
    pub(super) keys: Postings,
    pub(super) loose: Postings,
}

/// A word as it is spelled: its keys, and how often it stands in names.
#[derive(Clone, Debug)]
pub(super) struct Spelling {
    pub(super) keys: Vec<u32>,
    loose: Vec<u32>,
    uses: u32,
}

impl<Id> Default for NameIndex<Id> {
    fn default() -> Self {
        Self {
            bearers: Bearers::default(),
            spellings: Lexicon::default(),
            keys: Postings::default(),
            loose: Postings::default(),
        }
    }
}

/// Tells sizes alone: names do not go into logs.
impl<Id> fmt::Debug for NameIndex<Id> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NameIndex")
            .field("ids", &self.bearers.len())
            .field("spellings", &self.spellings.len())
            .field("keys", &self.keys.keys().len())
            .finish_non_exhaustive()
    }
}

impl<Id> NameIndex<Id> {
    /// How many ids have names.
    pub fn len(&self) -> usize {
        self.bearers.len()
    }

    /// Whether no id has a name.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl<Id: Copy + Ord> NameIndex<Id> {
    /// Adds a name of an id, in one of its scripts.
    pub fn add(&mut self, id: Id, name: &str) {
        let words: Vec<u32> = words(name)
            .take(NAME_WORDS_MAX)
            .map(|word| self.spelling(&spelled(word)))
            .collect();
        if words.is_empty() {
            return;
        }
        let slot = self.bearers.give(id, &words);
        for word in words {
            if let Some(spelling) = self.spellings.value_mut(word) {
                spelling.uses += 1;
                for key in &spelling.keys {
                    self.keys.add(*key, slot);
                }
                for key in &spelling.loose {
                    self.loose.add(*key, slot);
                }
            }
        }
    }

    /// Removes a name of an id, spelled as it was added; false if the id does not bear it.
    pub fn remove(&mut self, id: Id, name: &str) -> bool {
        let words: Option<Vec<u32>> = words(name)
            .take(NAME_WORDS_MAX)
            .map(|word| self.spellings.number(&spelled(word)))
            .collect();
        let (Some(slot), Some(words)) = (self.bearers.slot_of(id), words) else {
            return false;
        };
        let is_taken = self.bearers.take(slot, &words);
        if is_taken {
            self.forget(slot, &words);
        }
        is_taken
    }

    /// Removes all names of an id; false if it has none.
    pub fn erase(&mut self, id: Id) -> bool {
        let Some(slot) = self.bearers.slot_of(id) else {
            return false;
        };
        let words = self.bearers.take_all(slot);
        self.forget(slot, &words);
        true
    }

    /// The number of a spelling, which waits for its first use if it is new.
    fn spelling(&mut self, word: &str) -> u32 {
        if let Some(number) = self.spellings.number(word) {
            return number;
        }
        let keys = readings(word);
        let mut coarse: Vec<String> = keys.iter().map(|key| loose(key)).collect();
        coarse.dedup();
        let spelling = Spelling {
            keys: keys.iter().map(|key| self.keys.number(key)).collect(),
            loose: coarse.iter().map(|key| self.loose.number(key)).collect(),
            uses: 0,
        };
        self.spellings.insert(word, spelling)
    }

    /// Drops words that were taken from a slot, unless other words there or elsewhere need them.
    fn forget(&mut self, slot: u32, words: &[u32]) {
        let left: Vec<u32> = self.bearers.words(slot).collect();
        let left = || left.iter().filter_map(|word| self.spellings.term(*word));
        let keys: Vec<u32> = left().flat_map(|(_, word)| word.keys.clone()).collect();
        let loose: Vec<u32> = left().flat_map(|(_, word)| word.loose.clone()).collect();
        for word in words {
            let Some(spelling) = self.spellings.value_mut(*word) else {
                continue;
            };
            for key in spelling.keys.iter().filter(|key| !keys.contains(key)) {
                self.keys.remove(*key, slot);
            }
            for key in spelling.loose.iter().filter(|key| !loose.contains(key)) {
                self.loose.remove(*key, slot);
            }
            spelling.uses -= 1;
            if spelling.uses == 0 {
                self.spellings.remove(*word);
            }
        }
    }
}

/// A word with one great letter, so that ҚАНАТ and Қанат are one spelling.
pub(super) fn spelled(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().into_iter().map(|first| {
        let mut great = first.to_uppercase();
        match (great.next(), great.next()) {
            // Some letters, such as ß and ı, have no great letter of their own.
            (Some(great), None) if great.to_lowercase().eq([first]) => great,
            _ => first,
        }
    });
    first.chain(small(letters.as_str())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn index(names: &[(u32, &str)]) -> NameIndex<u32> {
        let mut index = NameIndex::default();
        for (id, name) in names {
            index.add(*id, name);
        }
        index
    }

    fn found(index: &NameIndex<u32>, query: &str) -> Vec<u32> {
        index.find(query).into_sorted()
    }

    #[test]
    fn a_corrected_name_is_found_by_its_new_spelling_alone() {
        let mut index = index(&[
            (1, "Ибраев Қанат"),
            (1, "Ибраев Канат"),
            (2, "Оразов Канат"),
        ]);
        assert!(index.remove(1, "ибраев канат"));
        assert_eq!(found(&index, "канат"), [1, 2]);
        assert!(index.remove(1, "Ибраев Қанат"));
        index.add(1, "Ибраев Марат");
        assert_eq!(found(&index, "канат"), [2]);
        assert_eq!(found(&index, "ибраев"), [1]);
    }

    #[test]
    fn what_is_left_of_a_name_is_still_similar() {
        let mut index = index(&[(1, "Жүсіпова"), (1, "Жосыпова")]);
        assert!(index.remove(1, "Жосыпова"));
        assert_eq!(index.similar("Юсупова").whole, [1]);
    }

    #[test]
    fn only_a_name_the_id_bears_is_removed() {
        let mut index = index(&[(1, "Ибраев Қанат Серікұлы")]);
        assert!(!index.remove(1, "Ибраев Қанат"));
        assert!(!index.remove(2, "Ибраев Қанат Серікұлы"));
        assert!(!index.remove(1, ""));
        assert!(!index.erase(2));
        assert_eq!(found(&index, "ибраев"), [1]);
    }

    #[test]
    fn an_erased_name_leaves_nothing_behind() {
        let mut index = index(&[
            (1, "Ибраев Қанат Серікұлы"),
            (1, "Ibrayev Kanat"),
            (2, "Ким Ким"),
        ]);
        assert!(index.erase(1));
        assert_eq!((index.spellings.len(), index.keys.keys().len()), (1, 1));
        assert!(index.remove(2, "Ким Ким"));
        assert!(index.is_empty());
        assert_eq!((index.spellings.len(), index.loose.keys().len()), (0, 0));
        assert!(!format!("{index:?}{:?}", index.spellings).contains("Ким"));
    }
}
