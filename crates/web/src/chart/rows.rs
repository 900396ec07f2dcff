//! Rows of a chart that lies: names beside the bars on a page, above them on a phone, figures at
//! their ends.

use super::axis::Axis;
use super::look::{Look, Voice};
use super::path::Path;
use super::scale::Scale;
use super::svg::{Anchor, Svg};
use super::text::{fold, width};
use super::{Frame, float};

/// The most the names may take of a page.
const NAMES_MAX: f64 = 210.0;

/// The most a figure may take.
const FIGURE_MAX: f64 = 130.0;

/// From one line of a name to the next.
const LINE: f64 = 16.0;

/// Lines a name may take.
const LINES_MAX: usize = 4;

/// Between two rows.
const GAP: f64 = 9.0;

/// Between a bar and its figure.
pub(super) const FIGURE_GAP: f64 = 7.0;

/// How rows are laid out.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Rows {
    /// Where bars begin.
    pub(super) left: f64,
    /// Where the longest bar ends.
    pub(super) right: f64,
    names: f64,
    /// Whether names stand beside their bars, not above.
    pub(super) beside: bool,
}

impl Rows {
    /// Rows with these names and figures.
    pub(super) fn new<'a>(
        frame: Frame,
        names: impl Iterator<Item = &'a str>,
        figures: impl Iterator<Item = String>,
    ) -> Self {
        let size = Voice::Name.size();
        let figure = figures.map(|text| width(&text, size)).fold(0.0, f64::max);
        let right = frame.width() - figure.min(FIGURE_MAX) - FIGURE_GAP;
        let (left, names, beside) = match frame {
            Frame::Narrow => (0.0, Frame::Narrow.width(), false),
            Frame::Wide => {
                let names = names.map(|name| width(name, size)).fold(0.0, f64::max);
                let names = names.min(NAMES_MAX);
                (names + 10.0, names, true)
            }
        };
        Self {
            left,
            right,
            names,
            beside,
        }
    }

    /// Writes the name of a row whose bars are so thick; returns where the bars begin and where
    /// the next row does.
    pub(super) fn draw_name(
        &self,
        svg: &mut Svg,
        (voice, name): (Voice, &str),
        top: f64,
        thick: f64,
    ) -> (f64, f64) {
        let lines = fold(name, voice.size(), self.names, LINES_MAX);
        let tall = float(lines.len()) * LINE;
        let (first, bars, end) = if self.beside {
            let block = tall.max(thick);
            let bars = top + (block - thick) / 2.0;
            (top + (block - tall) / 2.0, bars, top + block)
        } else {
            (top, top + tall + 3.0, top + tall + 3.0 + thick)
        };
        for (row, line) in lines.iter().enumerate() {
            let y = first + LINE * float(row) + 12.5;
            svg.text(voice, (0.0, y), Anchor::Start, line);
        }
        (bars, end + GAP)
    }

    /// Draws a scale below the rows, with the numbers that fit; returns where that ends.
    pub(super) fn draw_scale(
        &self,
        svg: &mut Svg,
        (scale, axis): (&Scale, &Axis<'_>),
        top: f64,
    ) -> f64 {
        let mut line = Path::new();
        line.level(top, self.left, self.right);
        let mut free_from = f64::NEG_INFINITY;
        for tick in scale.ticks() {
            let x = scale.place(tick);
            line.plumb(x, top, top + 4.0);
            let text = axis.text(tick, scale.decimals());
            let half = width(&text, Voice::Muted.size()) / 2.0;
            let middle = x.max(half);
            if middle - half >= free_from {
                svg.text(Voice::Muted, (middle, top + 17.0), Anchor::Middle, &text);
                free_from = middle + half + FIGURE_GAP;
            }
        }
        svg.path(Look::Axis, &line, None);
        top + 22.0
    }

    /// A figure as it fits at the end of a bar.
    pub(super) fn figure(text: &str) -> String {
        fold(text, Voice::Value.size(), FIGURE_MAX, 1).concat()
    }
}
