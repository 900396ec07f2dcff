//! What a chart comes to: one drawing or several, for a page or for a file.

use std::fmt;

use super::float;
use super::look::Voice;
use super::svg::{Anchor, Drawing, Svg};
use super::text::fold;

/// Panels of a file side by side.
const COLUMNS_MAX: usize = 4;

/// Between panels, and between a picture and the edge of its paper.
const GAP: f64 = 24.0;

/// From one line of text to the next.
const LINE: f64 = 18.0;

/// Lines that one text may take.
const LINES_MAX: usize = 8;

/// A finished chart; as text, a part of a page.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Picture {
    /// Drawings one below the other.
    Stack(Vec<Drawing>),
    /// Panels of one size.
    Grid(Vec<Drawing>),
}

/// What is written around a picture that stands alone.
#[derive(Clone, Debug)]
pub(crate) struct Paper {
    /// The tag of the language.
    pub(crate) language: &'static str,
    /// What it shows.
    pub(crate) title: String,
    /// What can be said of it.
    pub(crate) finding: Option<String>,
    /// What the letters in brackets mean, and where it comes from.
    pub(crate) notes: Vec<String>,
}

impl fmt::Display for Picture {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Stack(drawings) => drawings.iter().try_for_each(|one| write!(out, "{one}")),
            Self::Grid(panels) => {
                out.write_str("<div class=\"mr-multiples\">\n")?;
                panels.iter().try_for_each(|one| write!(out, "{one}"))?;
                out.write_str("</div>\n")
            }
        }
    }
}

impl Picture {
    fn drawings(&self) -> &[Drawing] {
        match self {
            Self::Stack(drawings) | Self::Grid(drawings) => drawings,
        }
    }

    fn columns(&self) -> usize {
        match self {
            Self::Stack(_) => 1,
            Self::Grid(panels) => panels.len().clamp(1, COLUMNS_MAX),
        }
    }

    /// How wide it is on a sheet.
    fn width(&self) -> f64 {
        let widths = self.drawings().iter().map(|one| one.width);
        let columns = float(self.columns());
        columns * widths.fold(0.0, f64::max) + (columns - 1.0) * GAP
    }
}

impl Paper {
    /// The picture as a document of its own. Its colours are the attributes of its marks, which
    /// need no style sheet and which no policy forbids.
    pub(crate) fn svg(&self, picture: &Picture) -> String {
        // Panels may be few: there is room for a line of text in any case.
        let room = picture.width().max(600.0);
        let mut svg = Svg::new("", room + 2.0 * GAP);
        let mut top = write(&mut svg, (Voice::Head, &self.title), room, GAP);
        if let Some(finding) = &self.finding {
            top = write(&mut svg, (Voice::Muted, finding), room, top);
        }
        top += LINE / 2.0;
        for row in picture.drawings().chunks(picture.columns()) {
            let mut left = GAP;
            for drawing in row {
                svg.set(drawing, (left, top));
                left += drawing.width + GAP;
            }
            top += row.iter().map(|one| one.height).fold(0.0, f64::max) + GAP;
        }
        for note in &self.notes {
            top = write(&mut svg, (Voice::Muted, note), room, top);
        }
        let said = self.finding.iter().chain(&self.notes);
        let said: Vec<&str> = said.map(String::as_str).collect();
        let drawing = svg.finish(top + GAP - LINE / 2.0);
        drawing.alone(self.language, &self.title, &said.join(" · "))
    }
}

/// Writes a text in as many lines as it takes; returns where they end.
fn write(svg: &mut Svg, (voice, text): (Voice, &str), room: f64, mut top: f64) -> f64 {
    for line in fold(text, voice.size(), room, LINES_MAX) {
        svg.text(voice, (GAP, top + voice.size()), Anchor::Start, &line);
        top += LINE;
    }
    top
}
