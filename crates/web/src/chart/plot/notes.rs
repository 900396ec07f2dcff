//! The words of breaks above a plot, each in rows of its own.

use super::super::axis::Break;
use super::super::float;
use super::super::look::Voice;
use super::super::scale::Columns;
use super::super::svg::{Anchor, Svg};
use super::super::text::fold;

/// From one line to the next.
const LINE: f64 = 15.0;

/// Breaks that are told in words; more than these are lines only.
const LABELS_MAX: usize = 4;

/// The words of breaks, laid out.
#[derive(Debug)]
pub(super) struct Notes(Vec<Note>);

#[derive(Debug)]
struct Note {
    x: f64,
    anchor: Anchor,
    lines: Vec<String>,
}

impl Notes {
    pub(super) fn new(breaks: &[Break], columns: &Columns, (left, right): (f64, f64)) -> Self {
        let shown = breaks.iter().filter(|at| at.is_within(columns.count));
        let notes = shown.take(LABELS_MAX).map(|at| {
            let x = columns.before(at.before);
            let (anchor, edge) = if right - x >= x - left {
                (Anchor::Start, x - 4.0)
            } else {
                (Anchor::End, x + 4.0)
            };
            let room = (right - edge).max(edge - left);
            let lines = fold(&at.label, Voice::Muted.size(), room, 2);
            Note {
                x: edge,
                anchor,
                lines,
            }
        });
        Self(notes.collect())
    }

    pub(super) fn height(&self) -> f64 {
        float(self.0.iter().map(|note| note.lines.len()).sum()) * LINE
    }

    /// Writes the words from there downwards.
    pub(super) fn draw(&self, svg: &mut Svg, top: f64) {
        let mut y = top - 2.0;
        for note in &self.0 {
            for line in &note.lines {
                y += LINE;
                svg.text(Voice::Muted, (note.x, y), note.anchor, line);
            }
        }
    }
}
