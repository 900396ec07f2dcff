//! Texts in order, each with a dense number and a value.

use std::collections::BTreeMap;
use std::ops::Bound::{Excluded, Included, Unbounded};
use std::sync::Arc;

/// Texts with their numbers; a number is given again once its text is removed.
#[derive(Clone, Debug)]
pub(super) struct Lexicon<T> {
    numbers: BTreeMap<Arc<str>, u32>,
    terms: Vec<Option<(Arc<str>, T)>>,
    free: Vec<u32>,
}

impl<T> Default for Lexicon<T> {
    fn default() -> Self {
        Self {
            numbers: BTreeMap::new(),
            terms: Vec::new(),
            free: Vec::new(),
        }
    }
}

impl<T> Lexicon<T> {
    /// The number of a text, if it is here.
    pub(super) fn number(&self, text: &str) -> Option<u32> {
        self.numbers.get(text).copied()
    }

    /// Adds a text that is not here yet.
    pub(super) fn insert(&mut self, text: &str, value: T) -> u32 {
        let text: Arc<str> = text.into();
        let term = Some((Arc::clone(&text), value));
        let number = if let Some(number) = self.free.pop() {
            self.terms[number as usize] = term;
            number
        } else {
            self.terms.push(term);
            to_u32(self.terms.len() - 1)
        };
        self.numbers.insert(text, number);
        number
    }

    /// Removes a text; its number is free.
    pub(super) fn remove(&mut self, number: u32) {
        if let Some((text, _)) = self.terms[number as usize].take() {
            self.numbers.remove(&text);
            self.free.push(number);
        }
    }

    /// A text and its value.
    pub(super) fn term(&self, number: u32) -> Option<(&str, &T)> {
        let (text, value) = self.terms.get(number as usize)?.as_ref()?;
        Some((text, value))
    }

    /// The value of a text.
    pub(super) fn value_mut(&mut self, number: u32) -> Option<&mut T> {
        let (_, value) = self.terms.get_mut(number as usize)?.as_mut()?;
        Some(value)
    }

    /// The value of a text, if it is here.
    pub(super) fn value(&self, text: &str) -> Option<&T> {
        self.term(self.number(text)?).map(|(_, value)| value)
    }

    /// The values of all texts that begin so.
    pub(super) fn values_from<'a>(&'a self, beginning: &'a str) -> impl Iterator<Item = &'a T> {
        self.numbers
            .range::<str, _>((Included(beginning), Unbounded))
            .take_while(move |(text, _)| text.starts_with(beginning))
            .filter_map(|(_, number)| self.term(*number))
            .map(|(_, value)| value)
    }

    /// Whether a text begins so.
    pub(super) fn begins(&self, beginning: &str) -> bool {
        self.next(beginning)
            .is_some_and(|text| text.starts_with(beginning))
    }

    /// The letters that come after a beginning in some text, in order.
    pub(super) fn letters_after(&self, beginning: &str) -> Vec<char> {
        let mut letters: Vec<char> = Vec::new();
        let mut next = self
            .numbers
            .range::<str, _>((Excluded(beginning), Unbounded))
            .next();
        while let Some((text, _)) = next
            && let Some(letter) = text.strip_prefix(beginning).and_then(|l| l.chars().next())
        {
            letters.push(letter);
            // All texts with this letter lie before its successor.
            let Some(after) = (letter..=char::MAX).nth(1) else {
                break;
            };
            let from = format!("{beginning}{after}");
            next = self
                .numbers
                .range::<str, _>((Included(&*from), Unbounded))
                .next();
        }
        letters
    }

    /// How many texts there are.
    pub(super) fn len(&self) -> usize {
        self.numbers.len()
    }

    fn next(&self, from: &str) -> Option<&str> {
        let (text, _) = self
            .numbers
            .range::<str, _>((Included(from), Unbounded))
            .next()?;
        Some(text)
    }
}

/// A length as a number.
///
/// Four milliard texts or names do not fit into the memory of one machine.
pub(super) fn to_u32(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lexicon(texts: &[&str]) -> Lexicon<usize> {
        let mut lexicon = Lexicon::default();
        for (value, text) in texts.iter().enumerate() {
            lexicon.insert(text, value);
        }
        lexicon
    }

    #[test]
    fn letters_after_a_beginning_are_each_told_once() {
        let lexicon = lexicon(&["an", "ana", "anar", "anel", "an\u{10ffff}b", "bo"]);
        assert_eq!(lexicon.letters_after("an"), ['a', 'e', '\u{10ffff}']);
        assert_eq!(lexicon.letters_after(""), ['a', 'b']);
        assert!(lexicon.letters_after("ar").is_empty());
    }

    #[test]
    fn a_removed_text_leaves_its_number_to_the_next() {
        let mut lexicon = lexicon(&["ana", "bota"]);
        lexicon.remove(0);
        assert!(!lexicon.begins("a"));
        assert_eq!(lexicon.insert("asel", 7), 0);
        assert_eq!(lexicon.values_from("").collect::<Vec<_>>(), [&7, &1]);
    }
}
