//! The key of a word: one for all spellings of a name that differ in script alone.
//!
//! Letters are written by their sounds, then any run of i and its kin as one i. Between vowels
//! it is silent (Ибраев, Ibrayev; Майя, Maya, Maia), and before e at the beginning (Ержан,
//! Yerzhan). Between a consonant and a vowel a short i may be heard or not, which gives a
//! second reading (Татьяна, Tatyana, Tatiana).

use super::letters::{GROUPS, LETTERS, composed};
use super::{WORD_LETTERS_MAX, small};

/// The skeleton of a word: equal for the Kazakh, Russian and Latin spellings of one name.
///
/// # Examples
///
/// ```
/// use medreg_projections::search::key;
///
/// assert_eq!(key("Жанұзақ"), key("Janūzaq"));
/// assert_eq!(key("Құдайберген"), key("Qudaybergen"));
/// ```
pub fn key(word: &str) -> String {
    written(&sounds(word), SoftI::Silent)
}

/// The keys of a word, the plain one first; two where a short i may be heard or not.
///
/// None for a word without a sound, such as a lone soft sign.
pub(super) fn readings(word: &str) -> Vec<String> {
    let sounds = sounds(word);
    let mut readings = vec![written(&sounds, SoftI::Silent)];
    let heard = written(&sounds, SoftI::Heard);
    if heard != readings[0] {
        readings.push(heard);
    }
    readings.retain(|reading| !reading.is_empty());
    readings
}

/// A coarser key, for names that are alike: what Kazakh and Russian spell by different rules.
///
/// Rounded vowels are one, and make an i after them round, which Kazakh does not write
/// (Жүніс, Жунус; Өтеген, Утеген). Initial ж is й (Жүсіп, Юсуп), дж is ж (Джумабаев), х is қ
/// (Хасенов, Қасенов), ф is п (Юсуф, Юсуп).
pub(super) fn loose(key: &str) -> String {
    let mut text = String::with_capacity(key.len());
    let mut is_round = false;
    let mut sounds = key.chars().peekable();
    while let Some(sound) = sounds.next() {
        let before_vowel = sounds.peek().copied().is_some_and(is_vowel);
        let sound = match sound {
            'i' if before_vowel && text.is_empty() => 'j',
            'i' if !before_vowel && is_round => 'u',
            'd' if sounds.peek() == Some(&'j') => continue,
            'o' => 'u',
            'h' => 'k',
            'f' => 'p',
            other => other,
        };
        if is_vowel(sound) {
            is_round = sound == 'u';
        }
        if !text.ends_with(sound) {
            text.push(sound);
        }
    }
    text
}

/// Whether a short i between a consonant and a vowel is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum SoftI {
    Silent,
    Heard,
}

/// Small letters without marks; the first of them, by bound.
fn letters(word: &str) -> Vec<char> {
    let mut letters: Vec<char> = Vec::new();
    for letter in small(word) {
        if letter.is_alphanumeric() && !matches!(letter, 'ʰ'..='ˤ') {
            if letters.len() == WORD_LETTERS_MAX {
                break;
            }
            letters.push(letter);
        } else if let Some(last) = letters.last_mut() {
            *last = composed(*last, letter).unwrap_or(*last);
        }
    }
    letters
}

fn sounds(word: &str) -> Vec<char> {
    let letters = letters(word);
    let mut sounds = Vec::with_capacity(letters.len() + 4);
    let mut rest = letters.as_slice();
    while let Some(letter) = rest.first() {
        let begins = |group: &str| {
            let mut letters = rest.iter();
            group.chars().all(|letter| letters.next() == Some(&letter))
        };
        let (count, sound) = if let Some((group, sound)) = GROUPS.iter().find(|(g, _)| begins(g)) {
            (group.len(), *sound)
        } else if let Some((_, sound)) = LETTERS.iter().find(|(row, _)| row.contains(*letter)) {
            (1, *sound)
        } else {
            sounds.push(*letter);
            rest = &rest[1..];
            continue;
        };
        sounds.extend(sound.chars());
        rest = &rest[count..];
    }
    sounds
}

fn written(sounds: &[char], soft: SoftI) -> String {
    let mut text = String::with_capacity(sounds.len() + 4);
    let mut rest = sounds;
    while let Some(sound) = rest.first() {
        let before = text.chars().next_back();
        let run = rest.iter().take_while(|sound| is_soft(**sound)).count();
        if run == 0 {
            if before != Some(*sound) || is_vowel(*sound) {
                text.push(*sound);
            }
            rest = &rest[1..];
            continue;
        }
        let (run, after) = rest.split_at(run);
        let vowel = after.first().copied().filter(|sound| is_vowel(*sound));
        let has_i = run.contains(&'i');
        let is_written = match (before, vowel) {
            (_, None) => run.iter().any(|sound| *sound != '\''),
            (None, Some(vowel)) => vowel != 'e' && (vowel != 'o' || has_i),
            (Some(before), Some(_)) => !is_vowel(before) && (has_i || soft == SoftI::Heard),
        };
        if is_written {
            text.push('i');
        }
        // Йо and yo are ё: Майоров, Mayorov; Семёнов, Semyonov.
        let is_yo = vowel == Some('o') && (!has_i || before.is_some_and(is_vowel));
        rest = after;
        if let Some(vowel) = vowel {
            text.push(if is_yo { 'e' } else { vowel });
            rest = &after[1..];
        }
    }
    text
}

fn is_vowel(sound: char) -> bool {
    matches!(sound, 'a' | 'e' | 'o' | 'u')
}

fn is_soft(sound: char) -> bool {
    matches!(sound, 'i' | 'y' | '\'')
}

#[cfg(test)]
mod tests;
