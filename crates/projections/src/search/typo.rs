//! One typo: a letter too many, missing, other, or changed places with the next.

use super::lexicon::Lexicon;

/// The texts one typo away from a key with which some text of the lexicon begins, in order.
///
/// A walk over the letters that do occur, so its cost depends on the key and not on how many
/// texts there are. A letter missing at the end is no typo but a beginning.
pub(super) fn one_typo<T>(lexicon: &Lexicon<T>, key: &str) -> Vec<String> {
    let mut near = Vec::new();
    let mut offer = |parts: [&str; 3]| {
        let text = parts.concat();
        if text != key && lexicon.begins(&text) {
            near.push(text);
        }
    };
    for (at, letter) in key.char_indices() {
        let (before, from) = key.split_at(at);
        if !lexicon.begins(before) {
            break;
        }
        let after = &from[letter.len_utf8()..];
        offer([before, after, ""]);
        if let Some(next) = after.chars().next() {
            let last = &after[next.len_utf8()..];
            offer([before, &format!("{next}{letter}"), last]);
        }
        for other in lexicon.letters_after(before) {
            let other = other.to_string();
            offer([before, &other, after]);
            offer([before, &other, from]);
        }
    }
    near.sort_unstable();
    near.dedup();
    near
}

/// The texts of a sorted list that begin with no other text of it.
pub(super) fn outermost(near: &[String]) -> impl Iterator<Item = &str> {
    let mut kept: Option<&str> = None;
    near.iter().map(String::as_str).filter(move |text| {
        let is_inner = kept.is_some_and(|kept| text.starts_with(kept));
        if !is_inner {
            kept = Some(text);
        }
        !is_inner
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(key: &str, expected: &[&str]) {
        let mut lexicon = Lexicon::default();
        for text in ["ibraev", "ibraeva", "ibrahim", "kanat", "karat", "anar"] {
            lexicon.insert(text, ());
        }
        assert_eq!(one_typo(&lexicon, key), expected, "{key}");
    }

    #[test]
    fn each_kind_of_typo_is_forgiven_once() {
        check("kannat", &["kanat"]);
        check("knat", &["kanat"]);
        check("kamat", &["kanat", "karat"]);
        check("aknat", &["kanat"]);
        check("bkraev", &[]);
        check("ibra", &["ibr"]);
        check("kanatt", &["kanat"]);
    }

    #[test]
    fn a_beginning_stands_for_all_that_begin_with_it() {
        let near = ["ib", "ibr", "ka", "kan", "l"].map(String::from);
        assert_eq!(outermost(&near).collect::<Vec<_>>(), ["ib", "ka", "l"]);
    }
}
