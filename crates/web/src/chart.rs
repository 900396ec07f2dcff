//! Charts of the site, drawn on the server: data in, the text of an SVG out.
//!
//! A chart is the picture beside a table, never the only place of a figure: it is hidden from
//! screen readers, needs no script and no pointer, and says with shapes, dashes and hatching what
//! it says with colour. It draws what it is given. It does not know what an indicator is, what
//! may be shown, what a number looks like in Kazakh, or what it is called: every word and every
//! number comes from the caller, but for the letters in brackets of the site's notation.
//!
//! - **Kinds.** [`Line`] and [`Multiples`] over periods, [`Bars`] (upright, sideways, grouped,
//!   stacked), [`Funnel`] and [`Dots`].
//! - **Figures.** A [`Point`] is known, suppressed (a hatched stub with `[c]`) or absent (a gap,
//!   never a zero). Few cases make its mark hollow, a cohort that is not complete hatches it.
//! - **Scales** begin at zero, or below it where a balance is negative.
//! - **Four series** are the most that are drawn over one another; more become small multiples.
//! - **Two widths.** A chart is drawn for a [`Frame`], narrow or wide; [`in_both`] puts both on
//!   the page and the style sheet shows the one that fits, so letters keep their size.
//! - **Alone.** A [`Paper`] is the wide drawing as a document of its own, on white paper, with
//!   title, description and source.
//!
//! # What the markup holds
//! Elements `svg`, `g`, `path`, `text`, `title` and, around them, `div`. Only classes and
//! presentation attributes: no `style`, no handler, no id, no reference, so the page's policy
//! `style-src 'self'` holds. The attributes carry the light colours for a drawing that is taken
//! from its page; the rules of `site.css` beat them on the page.
//!
//! # Classes
//! | class | on |
//! |---|---|
//! | `mr-plot` | the box around the two drawings of one chart |
//! | `mr-multiples` | the grid of panels |
//! | `mr-chart` with `narrow`, `wide` or `panel` | a drawing |
//! | `c1` to `c6` | a group in a series' colour, which its marks take as `currentColor` |
//! | `axis`, `grid` | the line of zero and its ticks; the lines of the scale |
//! | `line` with `d1` to `d4` | a series' line and its dashes |
//! | `line dashed` | the country's line behind a panel's own |
//! | `dot`, `hollow`, `bar` | a mark; a mark or bar of few cases; a bar |
//! | `texture` | the stripes in bars of the second to the fourth series |
//! | `hatch`, `band` | the hatching of a provisional bar; that behind provisional periods |
//! | `stub`, `hatch stub` | the outline and the hatching of a suppressed figure |
//! | `break` | a break in the series |
//! | `quiet` | an exit of a funnel |
//! | `open`, `hatch open` | the outline and the hatching of what is still open |
//! | `track`, `faint` | the line a dot stands on; the small marks of all others |
//! | `median`, `leader` | the national median; from a label to its line |
//! | `label` | every text, with `head`, `value`, `own` (in the series' colour), `muted`, `inside` |
//!
//! # How many nodes
//! A line chart has about 25 and two per figure, a panel about 14, a row of bars or dots about 5;
//! [`in_both`] doubles that. Above ninety-six figures their marks are drawn as one, without titles.

mod axis;
mod bar;
mod dots;
mod field;
mod funnel;
mod ink;
mod key;
mod line;
mod look;
mod multiples;
mod names;
mod path;
mod picture;
mod plot;
mod point;
mod rows;
mod scale;
mod stub;
mod svg;
#[cfg(test)]
mod tests;
mod text;
mod trace;

pub(crate) use axis::{Axis, Break, Period};
pub(crate) use bar::{Bars, Stacking};
pub(crate) use dots::{Dot, Dots, Strip};
pub(crate) use funnel::{Exit, Funnel, Stage};
pub(crate) use line::Line;
pub(crate) use multiples::Multiples;
pub(crate) use picture::{Paper, Picture};
pub(crate) use point::Point;

/// The most series that are drawn over one another.
pub(crate) const SERIES_MAX: usize = 4;

/// The width a chart is drawn for; letters are as large in both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Frame {
    /// A phone: 300 units.
    Narrow,
    /// A page, or the half of one beside a table: 600 units.
    Wide,
}

impl Frame {
    fn width(self) -> f64 {
        match self {
            Self::Narrow => 300.0,
            Self::Wide => 600.0,
        }
    }

    /// How tall the field of an upright chart is.
    fn tall(self) -> f64 {
        match self {
            Self::Narrow => 190.0,
            Self::Wide => 240.0,
        }
    }

    fn class(self) -> &'static str {
        match self {
            Self::Narrow => "narrow",
            Self::Wide => "wide",
        }
    }
}

/// Figures of one name, one for each period or category, in their order.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Series {
    /// What the figures are of, written beside them.
    pub(crate) name: String,
    /// The figures; those that are not given are missing.
    pub(crate) points: Vec<Point>,
}

impl Series {
    /// A series of that name.
    pub(crate) fn new(name: impl Into<String>, points: impl IntoIterator<Item = Point>) -> Self {
        Self {
            name: name.into(),
            points: points.into_iter().collect(),
        }
    }

    fn values(&self) -> impl Iterator<Item = f64> {
        self.points.iter().filter_map(Point::value)
    }
}

/// Draws a chart for both widths and puts them into one box, of which one is shown. Panels find
/// their places in any width.
///
/// `in_both(|frame| line.svg(&axis, frame))`
pub(crate) fn in_both(draw: impl Fn(Frame) -> Picture) -> String {
    match draw(Frame::Wide) {
        panels @ Picture::Grid(_) => panels.to_string(),
        wide @ Picture::Stack(_) => {
            let narrow = draw(Frame::Narrow);
            format!("<div class=\"mr-plot\">\n{narrow}{wide}</div>\n")
        }
    }
}

/// A count as a number of units.
fn float(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::from(u32::MAX), f64::from)
}
