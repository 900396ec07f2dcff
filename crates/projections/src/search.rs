//! Name search by prefix of any word, in Kazakh, Russian or Latin letters.
//!
//! The index lives in memory alone: names are opened with their data keys when a register
//! is loaded, so that destroying a key leaves no copy of the name on disk.

use std::collections::BTreeMap;

/// Words kept for one name, by bound.
const WORDS_MAX: usize = 16;

/// Folded words of names, with the entries they stand in.
#[derive(Debug)]
pub struct NameIndex<Id> {
    words: BTreeMap<String, Vec<Id>>,
}

impl<Id> Default for NameIndex<Id> {
    fn default() -> Self {
        Self {
            words: BTreeMap::new(),
        }
    }
}

impl<Id: Copy + Ord> NameIndex<Id> {
    /// Adds the words of a name, in one of its scripts.
    pub fn add(&mut self, id: Id, name: &str) {
        for word in words(name).take(WORDS_MAX) {
            let entries = self.words.entry(word).or_default();
            if !entries.contains(&id) {
                entries.push(id);
            }
        }
    }

    /// Takes all names of an entry out.
    pub fn erase(&mut self, id: Id) {
        self.words.retain(|_, entries| {
            entries.retain(|other| *other != id);
            !entries.is_empty()
        });
    }

    /// Entries in whose names every word of the query begins a word, sorted by number.
    pub fn find(&self, query: &str) -> Vec<Id> {
        let mut found: Option<Vec<Id>> = None;
        for prefix in words(query) {
            let mut matching: Vec<Id> = self
                .words
                .range(prefix.clone()..)
                .take_while(|(word, _)| word.starts_with(&prefix))
                .flat_map(|(_, entries)| entries.iter().copied())
                .collect();
            matching.sort_unstable();
            matching.dedup();
            found = Some(match found {
                None => matching,
                Some(before) => before
                    .into_iter()
                    .filter(|entry| matching.binary_search(entry).is_ok())
                    .collect(),
            });
        }
        found.unwrap_or_default()
    }
}

fn words(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(fold)
}

/// Folds letters that people type one for the other (law, "Data reality").
pub fn fold(word: &str) -> String {
    word.chars()
        .flat_map(char::to_lowercase)
        .map(plain)
        .collect()
}

fn plain(letter: char) -> char {
    match letter {
        'ә' => 'а',
        'ғ' => 'г',
        'қ' => 'к',
        'ң' => 'н',
        'ө' => 'о',
        'ұ' | 'ү' => 'у',
        'һ' => 'х',
        'і' => 'и',
        'ё' => 'е',
        'ä' => 'a',
        'ğ' => 'g',
        'ı' => 'i',
        'ñ' => 'n',
        'ö' => 'o',
        'ş' => 's',
        'ū' | 'ü' => 'u',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use medreg_domain::EntryNo;

    fn index() -> NameIndex<EntryNo> {
        let mut index = NameIndex::default();
        let names = [
            ("KZ-75-012-2025-00041", "Ибраев Қанат Серікұлы"),
            ("KZ-75-012-2025-00041", "Ibrayev Kanat"),
            ("KZ-75-012-2025-00042", "Ибраева Әйгерім"),
        ];
        for (number, name) in names {
            index.add(number.parse().unwrap(), name);
        }
        index
    }

    fn found(query: &str) -> Vec<String> {
        index()
            .find(query)
            .iter()
            .map(ToString::to_string)
            .collect()
    }

    #[test]
    fn any_word_is_found_by_its_beginning_in_any_script() {
        assert_eq!(found("канат"), ["KZ-75-012-2025-00041"]);
        assert_eq!(found("ҚАНАТ"), ["KZ-75-012-2025-00041"]);
        assert_eq!(found("kan ibr"), ["KZ-75-012-2025-00041"]);
        assert_eq!(found("Айгерим"), ["KZ-75-012-2025-00042"]);
        assert_eq!(
            found("ибр"),
            ["KZ-75-012-2025-00041", "KZ-75-012-2025-00042"]
        );
    }

    #[test]
    fn every_word_of_the_query_must_match() {
        assert!(found("ибраев айгерим канат").is_empty());
        assert!(found("").is_empty());
    }
}
