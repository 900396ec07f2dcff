//! How wide a text is, and where it is folded.
//!
//! The server has no font, so widths are those of Noto Sans by kind of letter, rounded up: a
//! label has some room to spare and does not run into the next one.

/// Letters of a name that are looked at; what follows cannot be shown anyway.
const LETTERS_MAX: usize = 240;

/// Takes the place of what is cut off.
const CUT: char = '…';

/// The width of a text in letters of that size.
pub(super) fn width(text: &str, size: f64) -> f64 {
    text.chars().take(LETTERS_MAX).map(em).sum::<f64>() * size
}

/// The width of a letter in ems: Noto Sans 600, measured, rounded up by kind.
fn em(letter: char) -> f64 {
    match letter {
        ' ' | '\u{a0}' | '\u{202f}' => 0.26,
        'i' | 'j' | 'l' | 'J' | 'і' | 'ї' | 'І' | '|' | '!' | '.' | ',' | ':' | ';' | '·'
        | '\'' => 0.31,
        '(' | ')' | '[' | ']' | '-' => 0.34,
        'f' | 't' | 'r' | 'I' | '/' => 0.43,
        'c' | 's' | 'z' | 'з' | 'с' | 'т' | 'э' | 'г' | 'ғ' | '–' => 0.51,
        '0'..='9' | '₸' => 0.58,
        'w' | 'м' | 'ж' | 'ы' | 'ф' | 'ю' | '%' | '…' => 0.84,
        'm' | 'M' | 'W' | 'ш' | 'щ' | 'Ж' | 'М' | 'Ф' | 'Ы' => 0.96,
        'Ш' | 'Щ' | 'Ю' | '№' | '—' => 1.06,
        letter if u32::from(letter) >= 0x2e80 => 1.1,
        letter if letter.is_uppercase() => 0.75,
        _ => 0.63,
    }
}

/// A text in at most so many lines of that width; what does not fit ends in `…`.
///
/// Folds at spaces and after hyphens, and within a word only where the word alone is too long.
pub(super) fn fold(text: &str, size: f64, room: f64, lines_max: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = Line::default();
    for piece in pieces(text) {
        if line.wide + width(piece.trim_end(), size) > room {
            lines.extend(line.end());
        }
        for letter in piece.chars() {
            let wide = em(letter) * size;
            if line.wide + wide > room && !letter.is_whitespace() {
                lines.extend(line.end());
            }
            line.text.push(letter);
            line.wide += wide;
        }
    }
    lines.extend(line.end());
    if lines.len() > lines_max {
        lines.truncate(lines_max);
        if let Some(last) = lines.last_mut() {
            cut(last, size, room);
        }
    }
    lines
}

/// A text in at most so many lines of that width, if that needs no cut in a word.
pub(super) fn fold_whole(
    text: &str,
    size: f64,
    room: f64,
    lines_max: usize,
) -> Option<Vec<String>> {
    let mut pieces = pieces(text);
    if pieces.any(|piece| width(piece.trim_end(), size) > room) {
        return None;
    }
    let lines = fold(text, size, room, lines_max + 1);
    (lines.len() <= lines_max).then_some(lines)
}

/// The width of the widest line.
pub(super) fn widest<'a>(lines: impl IntoIterator<Item = &'a String>, size: f64) -> f64 {
    let widths = lines.into_iter().map(|line| width(line, size));
    widths.fold(0.0, f64::max)
}

/// Shortens a line until there is room for the sign of a cut.
fn cut(line: &mut String, size: f64, room: f64) {
    let mut wide = width(line, size) + em(CUT) * size;
    while wide > room {
        let Some(letter) = line.pop() else { break };
        wide -= em(letter) * size;
    }
    line.push(CUT);
}

/// A line under way.
#[derive(Default)]
struct Line {
    text: String,
    wide: f64,
}

impl Line {
    /// Ends the line and begins the next; nothing if it was empty.
    fn end(&mut self) -> Option<String> {
        let line = std::mem::take(self).text.trim().to_owned();
        (!line.is_empty()).then_some(line)
    }
}

/// A text cut where it may be folded, each piece with the space or hyphen it ends in.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let end = text.char_indices().nth(LETTERS_MAX);
    let text = text
        .get(..end.map_or(text.len(), |(at, _)| at))
        .unwrap_or(text);
    text.split_inclusive(|letter: char| {
        let bound = matches!(letter, '\u{a0}' | '\u{202f}');
        (letter.is_whitespace() && !bound) || letter == '-'
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, room: f64, lines_max: usize, expected: &[&str]) {
        assert_eq!(fold(text, 13.0, room, lines_max), expected, "{text}");
    }

    #[test]
    fn a_name_is_folded_at_spaces_and_hyphens() {
        check("Астана қаласы", 200.0, 3, &["Астана қаласы"]);
        check("Астана қаласы", 60.0, 3, &["Астана", "қаласы"]);
        check(
            "Западно-Казахстанская область",
            120.0,
            3,
            &["Западно-", "Казахстанская", "область"],
        );
        check("64,2\u{a0}% [u]", 60.0, 3, &["64,2\u{a0}%", "[u]"]);
        check(" ", 60.0, 3, &[]);
    }

    #[test]
    fn what_does_not_fit_is_cut_and_says_so() {
        check("Здравоохранение", 60.0, 1, &["Здрав…"]);
        check("Здравоохранение", 60.0, 3, &["Здравоо", "хранени", "е"]);
        check("один два три четыре", 40.0, 2, &["один", "два…"]);
        check("мир", 1.0, 2, &["м", "…"]);
        assert_eq!(fold_whole("Здравоохранение", 13.0, 60.0, 3), None);
        assert_eq!(
            fold_whole("один два", 13.0, 70.0, 1),
            Some(vec!["один два".to_owned()])
        );
    }
}
