//! A writer of SVG that escapes every text and knows no attribute a visitor could fill.
//!
//! Names of elements, classes and attributes are literals of this module; numbers are written
//! with one decimal; only text and titles come from outside.

use std::fmt::Write as _;

use super::look::{Look, Voice};
use super::path::{Path, number};

/// Where a text hangs on its point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// A drawing under way.
#[derive(Debug)]
pub(super) struct Svg {
    class: &'static str,
    width: f64,
    body: String,
}

impl Svg {
    /// Begins a drawing of that width in units.
    pub(super) fn new(class: &'static str, width: f64) -> Self {
        Self {
            class,
            width,
            body: String::new(),
        }
    }

    /// Ends the drawing at that height; its size on the page is for the style sheet.
    pub(super) fn finish(self, height: f64) -> String {
        let Self { class, width, body } = self;
        let (width, height) = (number(width), number(height));
        format!(
            "<svg class=\"mr-chart {class}\" viewBox=\"0 0 {width} {height}\" aria-hidden=\"true\" focusable=\"false\" \
             font-family=\"Noto Sans, sans-serif\" font-size=\"13\">\n{body}</svg>\n"
        )
    }

    /// Draws in the colour of the series in that place.
    pub(super) fn series(&mut self, place: usize, draw: impl FnOnce(&mut Self)) {
        let (class, colour) = Look::series(place);
        self.put(format_args!("<g class=\"{class}\" color=\"{colour}\">\n"));
        draw(self);
        self.body.push_str("</g>\n");
    }

    /// Draws a path, unless it is empty; the title is what it says when it is pointed at.
    pub(super) fn path(&mut self, look: Look, path: &Path, title: Option<&str>) {
        if path.is_empty() {
            return;
        }
        let (class, paint) = look.class_and_paint();
        let data = path.data();
        self.put(format_args!("<path class=\"{class}\" {paint} d=\"{data}\""));
        match title {
            None => self.body.push_str("/>\n"),
            Some(title) => {
                self.body.push_str("><title>");
                self.escape(title);
                self.body.push_str("</title></path>\n");
            }
        }
    }

    /// Writes one line of text, unless it is empty.
    pub(super) fn text(&mut self, voice: Voice, at: (f64, f64), anchor: Anchor, text: &str) {
        if text.is_empty() {
            return;
        }
        let (class, paint) = voice.class_and_paint();
        let (x, y) = (number(at.0), number(at.1));
        self.put(format_args!(
            "<text class=\"{class}\" {paint} x=\"{x}\" y=\"{y}\""
        ));
        self.body.push_str(match anchor {
            Anchor::Start => ">",
            Anchor::Middle => " text-anchor=\"middle\">",
            Anchor::End => " text-anchor=\"end\">",
        });
        self.escape(text);
        self.body.push_str("</text>\n");
    }

    fn put(&mut self, arguments: std::fmt::Arguments<'_>) {
        // A string takes whatever is written to it.
        let _ = self.body.write_fmt(arguments);
    }

    /// Writes a text so that nothing in it is markup; what XML cannot hold becomes U+FFFD.
    fn escape(&mut self, text: &str) {
        for letter in text.chars() {
            match letter {
                '&' => self.body.push_str("&amp;"),
                '<' => self.body.push_str("&lt;"),
                '>' => self.body.push_str("&gt;"),
                '"' => self.body.push_str("&quot;"),
                '\'' => self.body.push_str("&#39;"),
                '\t' | '\n' | '\r' => self.body.push(' '),
                '\u{fffe}' | '\u{ffff}' => self.body.push('\u{fffd}'),
                letter if letter.is_control() => self.body.push('\u{fffd}'),
                letter => self.body.push(letter),
            }
        }
    }
}
