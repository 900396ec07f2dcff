//! A writer of SVG that escapes every text and knows no attribute a visitor could fill.
//!
//! Names of elements, classes and attributes are literals of this module; numbers are written
//! with one decimal; only text and titles come from outside.

use std::fmt::{self, Write as _};

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

    /// Ends the drawing at that height.
    pub(super) fn finish(self, height: f64) -> Drawing {
        let Self { class, width, body } = self;
        Drawing {
            class,
            width,
            height,
            body,
        }
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

    /// Sets another drawing into this one.
    pub(super) fn set(&mut self, drawing: &Drawing, at: (f64, f64)) {
        let (x, y) = (number(at.0), number(at.1));
        let (width, height) = (number(drawing.width), number(drawing.height));
        let body = &drawing.body;
        self.put(format_args!(
            "<svg x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" \
             viewBox=\"0 0 {width} {height}\" overflow=\"visible\">\n{body}</svg>\n"
        ));
    }

    fn put(&mut self, arguments: fmt::Arguments<'_>) {
        // A string takes whatever is written to it.
        let _ = self.body.write_fmt(arguments);
    }

    fn escape(&mut self, text: &str) {
        self.body.push_str(&escaped(text));
    }
}

/// A text in which nothing is markup; what XML cannot hold becomes U+FFFD.
fn escaped(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => written.push_str("&amp;"),
            '<' => written.push_str("&lt;"),
            '>' => written.push_str("&gt;"),
            '"' => written.push_str("&quot;"),
            '\'' => written.push_str("&#39;"),
            '\t' | '\n' | '\r' => written.push(' '),
            '\u{fffe}' | '\u{ffff}' => written.push('\u{fffd}'),
            letter if letter.is_control() => written.push('\u{fffd}'),
            letter => written.push(letter),
        }
    }
    written
}

/// A finished drawing. As text it is part of a page: hidden from screen readers, for the table
/// is beside it, and as large as the style sheet says.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Drawing {
    class: &'static str,
    pub(super) width: f64,
    pub(super) height: f64,
    body: String,
}

impl fmt::Display for Drawing {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { class, body, .. } = self;
        let (width, height) = (number(self.width), number(self.height));
        writeln!(
            out,
            "<svg class=\"mr-chart {class}\" viewBox=\"0 0 {width} {height}\" aria-hidden=\"true\" focusable=\"false\" \
             font-family=\"Noto Sans, sans-serif\" font-size=\"13\">\n{body}</svg>"
        )
    }
}

impl Drawing {
    /// The drawing as a document of its own on white paper, with what it is and what it says for
    /// whoever does not see it.
    pub(super) fn alone(&self, language: &str, title: &str, description: &str) -> String {
        let (width, height) = (number(self.width), number(self.height));
        let (title, description) = (escaped(title), escaped(description));
        let body = &self.body;
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
             <svg xmlns=\"http://www.w3.org/2000/svg\" lang=\"{language}\" role=\"img\" \
             width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" \
             font-family=\"Noto Sans, sans-serif\" font-size=\"13\">\n\
             <title>{title}</title>\n<desc>{description}</desc>\n\
             <rect width=\"{width}\" height=\"{height}\" fill=\"#fff\"/>\n{body}</svg>\n"
        )
    }
}
