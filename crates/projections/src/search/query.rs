//! A query, read once: its words with the keys to look for.

use super::key::readings;
use super::{QUERY_LETTERS_MAX, QUERY_WORDS_MAX, small, words};

/// A key shorter than this is not looked for among similar names: one letter of three
/// changed is another name.
const SIMILAR_LETTERS_MIN: usize = 4;

/// Latin letters that may begin a group, with the letters that sound like the group: who has
/// typed Ak may be on the way to Akhmetov.
const BEGUN: [(char, char); 7] = [
    ('k', 'х'),
    ('s', 'ш'),
    ('z', 'ж'),
    ('c', 'ч'),
    ('y', 'е'),
    ('y', 'я'),
    ('y', 'ю'),
];

/// The words of a query.
#[derive(Clone, Debug)]
pub(super) struct Query {
    /// Those that have a sound.
    pub(super) words: Vec<QueryWord>,
}

/// A word of a query.
#[derive(Clone, Debug)]
pub(super) struct QueryWord {
    /// The word as typed, small.
    pub(super) typed: String,
    /// Keys that a whole word may have.
    pub(super) whole: Vec<String>,
    /// Keys that a word may begin with.
    pub(super) begun: Vec<String>,
}

impl Query {
    /// Reads as much of a text as the bounds allow.
    pub(super) fn read(text: &str) -> Self {
        let end = text.char_indices().nth(QUERY_LETTERS_MAX);
        let text = &text[..end.map_or(text.len(), |(at, _)| at)];
        let mut read: Vec<QueryWord> = Vec::new();
        for word in words(text).take(QUERY_WORDS_MAX).map(QueryWord::read) {
            // Said twice is said once.
            let is_new = read.iter().all(|other| other.typed != word.typed);
            if is_new && !word.whole.is_empty() {
                read.push(word);
            }
        }
        Self { words: read }
    }
}

impl QueryWord {
    fn read(word: &str) -> Self {
        let typed: String = small(word).collect();
        let whole = readings(&typed);
        let mut begun = whole.clone();
        for (letter, sound) in BEGUN {
            if let Some(stem) = typed.strip_suffix(letter) {
                begun.extend(readings(&format!("{stem}{sound}")));
            }
        }
        Self {
            typed,
            whole,
            begun,
        }
    }

    /// The keys for which similar ones are looked for.
    pub(super) fn similar(&self) -> impl Iterator<Item = &str> {
        self.whole
            .iter()
            .map(String::as_str)
            .filter(|key| key.chars().count() >= SIMILAR_LETTERS_MIN)
    }

    /// How a key fits the word, if it does.
    pub(super) fn fit(&self, key: &str) -> Option<Fit> {
        if self.whole.iter().any(|whole| whole == key) {
            return Some(Fit::Whole);
        }
        let is_begun = self.begun.iter().any(|begun| key.starts_with(begun));
        is_begun.then_some(Fit::Beginning)
    }
}

/// How a key fits a word of a query, the better first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fit {
    /// It is the word.
    Whole,
    /// It begins with the word.
    Beginning,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_may_be_begun_by_its_first_letter() {
        let query = Query::read("Ak");
        assert_eq!(query.words[0].whole, ["ak"]);
        assert_eq!(query.words[0].begun, ["ak", "ah"]);
        assert_eq!(Query::read("Ақ").words[0].begun, ["ak"]);
    }

    #[test]
    fn what_is_beyond_the_bounds_is_not_read() {
        let many = ('a'..='z').fold(String::new(), |text, letter| format!("{text} {letter}"));
        assert_eq!(Query::read(&many).words.len(), QUERY_WORDS_MAX);
        assert_eq!(Query::read(&"а ".repeat(1000)).words.len(), 1);
        let long = Query::read(&"а".repeat(1000));
        assert_eq!(long.words[0].whole[0].len(), super::super::WORD_LETTERS_MAX);
    }

    #[test]
    fn words_without_a_sound_are_not_looked_for() {
        assert!(Query::read(" ь ' - ").words.is_empty());
    }
}
