//! How letters sound, as data: the Latin script of Kazakh is still changing.
//!
//! Sounds are small Latin letters, with four of a meaning of their own: `c` any of ш щ ч,
//! `j` ж, `y` a short i that may melt into the vowel after it, `'` softness alone.

/// Latin letters that sound together, longer groups first. They make no group with letters
/// of another alphabet, nor with what those sound like: Бекхан is not Behan.
pub(super) const GROUPS: &[(&str, &str)] = &[
    ("shch", "c"),
    ("sch", "c"),
    ("sh", "c"),
    ("ch", "c"),
    ("zh", "j"),
    ("kh", "h"),
    ("gh", "g"),
    ("ph", "f"),
    ("ce", "se"),
    ("ci", "si"),
    ("cy", "sy"),
    ("c", "k"),
];

/// Letters by themselves: each in the first text sounds like the second. What is in no row
/// sounds like itself.
pub(super) const LETTERS: &[(&str, &str)] = &[
    ("аәáàâãäåāăąə", "a"),
    ("б", "b"),
    ("в", "v"),
    ("гғґǵğģ", "g"),
    ("дđď", "d"),
    ("еэèéêëēėęě", "e"),
    ("ёє", "ye"),
    ("жҗžż", "j"),
    ("зź", "z"),
    ("иіыıíìîïīį", "i"),
    ("ї", "yi"),
    ("йÿ", "y"),
    ("кқqķ", "k"),
    ("лłļľ", "l"),
    ("м", "m"),
    ("нңñńņňŋ", "n"),
    ("оөóòôõöøōő", "o"),
    ("п", "p"),
    ("рŕř", "r"),
    ("сśß", "s"),
    ("тţťț", "t"),
    // In the Latin of 2018 ý is у, so is w in older Latin.
    ("уұүўúùûüūůűųwý", "u"),
    ("ф", "f"),
    ("хһ", "h"),
    ("ц", "ts"),
    ("чшщçćčşșš", "c"),
    ("ю", "yu"),
    ("я", "ya"),
    ("ьъ", "'"),
    ("x", "ks"),
];

/// A letter with a combining mark, where the mark makes another letter of it.
///
/// All other marks may be dropped without a change of sound.
pub(super) fn composed(letter: char, mark: char) -> Option<char> {
    Some(match (letter, mark) {
        ('и', '\u{306}') => 'й',
        ('у', '\u{306}') => 'ў',
        ('е', '\u{308}') => 'ё',
        ('і', '\u{308}') => 'ї',
        ('s', '\u{327}' | '\u{326}') => 'ş',
        ('s', '\u{30c}') => 'š',
        ('c', '\u{327}') => 'ç',
        ('c', '\u{301}' | '\u{30c}') => 'č',
        ('z', '\u{307}' | '\u{30c}') => 'ž',
        ('y', '\u{301}') => 'ý',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_letter_stands_in_one_row() {
        let mut seen = BTreeSet::new();
        for letter in LETTERS.iter().flat_map(|(letters, _)| letters.chars()) {
            assert!(seen.insert(letter), "{letter}");
        }
    }

    #[test]
    fn longer_groups_come_first() {
        let lengths: Vec<usize> = GROUPS.iter().map(|(group, _)| group.len()).collect();
        assert!(lengths.is_sorted_by(|a, b| a >= b));
    }

    #[test]
    fn kazakh_and_russian_letters_are_all_known() {
        for letter in "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя".chars()
        {
            assert!(
                LETTERS.iter().any(|(row, _)| row.contains(letter)),
                "{letter}"
            );
        }
    }
}
