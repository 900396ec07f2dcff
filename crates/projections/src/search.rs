//! Name search: any words of a name, in any order, in Kazakh, Russian or Latin letters.
//!
//! The index lives in memory alone: names are opened with their data keys when a register
//! is loaded, so that destroying a key leaves no copy of the name on disk. It knows neither
//! entries nor who may see them, and never takes two names for one person.
//!
//! [`key()`] says which spellings are one name, [`NameIndex`] holds names, [`Found`] is an
//! answer. What is beyond the bounds is not read, in names and queries alike.

mod bearers;
mod found;
mod index;
mod key;
mod letters;
mod lexicon;
mod postings;
mod query;
mod spellings;
mod typo;

pub use found::Found;
pub use index::NameIndex;
pub use key::key;
pub use spellings::SPELLINGS_MAX;

/// Words read of one name: three scripts of a name never come in one text.
pub const NAME_WORDS_MAX: usize = 16;

/// Words read of a query.
pub const QUERY_WORDS_MAX: usize = 16;

/// Characters read of a query: all of a name in three scripts, with room.
pub const QUERY_LETTERS_MAX: usize = 256;

/// Letters read of one word; the longest surname known to us has 22.
pub const WORD_LETTERS_MAX: usize = 40;

/// The words of a text. Apostrophes and combining marks are inside words, hyphens between.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| !letter.is_alphanumeric() && !is_inside(letter))
        .filter(|word| word.chars().any(char::is_alphanumeric))
}

/// A text in small letters, each by itself: a sigma is the same wherever it stands.
fn small(text: &str) -> impl Iterator<Item = char> {
    text.chars().flat_map(char::to_lowercase)
}

/// Whether a character that is no letter belongs to the word around it.
fn is_inside(letter: char) -> bool {
    let is_apostrophe = matches!(letter, '\'' | '`' | '´' | '‘' | '’' | '′' | 'ʹ' | 'ʺ');
    let is_mark = matches!(letter, '\u{300}'..='\u{36f}');
    let is_invisible = matches!(
        letter,
        '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}'
    );
    is_apostrophe || is_mark || is_invisible
}

#[cfg(test)]
mod laws;

#[cfg(test)]
mod tests {
    use super::words;

    fn check(text: &str, expected: &[&str]) {
        assert_eq!(words(text).collect::<Vec<_>>(), expected, "{text}");
    }

    #[test]
    fn hyphens_part_words_and_apostrophes_do_not() {
        check("Ахметова-Ким  Ә.", &["Ахметова", "Ким", "Ә"]);
        check("Tat'yana O’Neil", &["Tat'yana", "O’Neil"]);
        check("Байжанов и\u{306}", &["Байжанов", "и\u{306}"]);
        check(" ' - \u{301} ", &[]);
    }
}
