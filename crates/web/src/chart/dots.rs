//! Dots: some courts on the scale of each indicator, against the national median and all others.

use super::axis::Axis;
use super::look::{Look, Voice};
use super::path::{Area, Path, Shape};
use super::point::{Point, is_drawable};
use super::rows::{FIGURE_GAP, Rows};
use super::scale::Scale;
use super::stub::draw_stub;
use super::svg::{Anchor, Svg};
use super::text::fold;
use super::trace::look;
use super::{Frame, Picture};

/// How thick a row is, and how large a dot.
const ROW: f64 = 14.0;
const DOT: f64 = 5.0;

/// How long a stub is.
const STUB: f64 = 26.0;

/// From one line of a heading to the next.
const LINE: f64 = 17.0;

/// Half the height of the small mark of one of the others.
const OTHER: f64 = 4.0;

/// Courts compared on some indicators.
#[derive(Clone, Debug)]
pub(crate) struct Dots<'a> {
    /// One strip each, in their order.
    pub(crate) strips: Vec<Strip<'a>>,
}

/// The scale of an indicator and who stands where on it.
#[derive(Clone, Debug)]
pub(crate) struct Strip<'a> {
    /// What the indicator is called.
    pub(crate) name: String,
    /// Its scale.
    pub(crate) axis: Axis<'a>,
    /// What the median is called: "Медиана по стране".
    pub(crate) median_name: String,
    /// The national median, a line through all rows.
    pub(crate) median: Point,
    /// The figures of all that may be shown, a small mark each.
    pub(crate) others: Vec<f64>,
    /// Who is compared, a row each, in an order that is no ranking.
    pub(crate) dots: Vec<Dot>,
}

/// Who is compared, and the figure.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Dot {
    /// Its name.
    pub(crate) name: String,
    /// Its figure.
    pub(crate) point: Point,
}

impl Dots<'_> {
    /// Draws the strips one below the other; a court has one colour and one shape in all of them.
    pub(crate) fn svg(&self, frame: Frame) -> Picture {
        let dots = || self.strips.iter().flat_map(|strip| &strip.dots);
        let medians = self.strips.iter().map(|strip| strip.median_name.as_str());
        let figures = dots().map(|dot| &dot.point);
        let figures = figures.chain(self.strips.iter().map(|strip| &strip.median));
        let rows = Rows::new(
            frame,
            dots().map(|dot| dot.name.as_str()).chain(medians),
            figures.map(|point| Rows::figure(&point.label())),
        );
        let mut svg = Svg::new(frame.class(), frame.width());
        let mut top = 0.0;
        for strip in &self.strips {
            top = strip.draw(&mut svg, &rows, frame, top);
        }
        Picture::Stack(vec![svg.finish(top)])
    }
}

impl Strip<'_> {
    /// Draws the heading, the row of all, and the row of each; returns where they end.
    fn draw(&self, svg: &mut Svg, rows: &Rows, frame: Frame, top: f64) -> f64 {
        let scale = self.scale(rows);
        let mut top = top + 4.0;
        for line in fold(&self.name, Voice::Head.size(), frame.width(), 3) {
            svg.text(Voice::Head, (0.0, top + 12.0), Anchor::Start, &line);
            top += LINE;
        }
        top += 3.0;
        let median = (Voice::Muted, self.median_name.as_str());
        let (first, mut next) = rows.draw_name(svg, median, top, ROW);
        self.draw_others(svg, &scale, first);
        let mut places = Vec::new();
        for dot in &self.dots {
            let (row, after) = rows.draw_name(svg, (Voice::Name, &dot.name), next, ROW);
            places.push(row);
            next = after;
        }
        let last = places.last().copied().unwrap_or(first);
        self.draw_median(svg, rows, &scale, (first, &places));
        for (place, (dot, row)) in self.dots.iter().zip(places).enumerate() {
            dot.draw(svg, rows, &scale, (place, row));
        }
        rows.draw_scale(svg, (&scale, &self.axis), last + ROW + 3.0) + 16.0
    }

    fn scale(&self, rows: &Rows) -> Scale {
        let points = self.dots.iter().map(|dot| &dot.point);
        let known = points.chain([&self.median]).filter_map(Point::value);
        let others = self
            .others
            .iter()
            .copied()
            .filter(|value| is_drawable(*value));
        Scale::new(
            known.chain(others),
            &self.axis,
            (rows.left + DOT, rows.right - DOT),
        )
    }

    /// Draws a small mark for each of all, and the figure of the median.
    fn draw_others(&self, svg: &mut Svg, scale: &Scale, top: f64) {
        let middle = top + ROW / 2.0;
        let mut marks = Path::new();
        for value in self.others.iter().filter(|value| is_drawable(**value)) {
            marks.plumb(scale.place(*value), middle - OTHER, middle + OTHER);
        }
        svg.path(Look::Faint, &marks, None);
        let (_, high) = scale.ends();
        let at = (scale.place(high) + DOT + FIGURE_GAP, middle + 4.5);
        let figure = Rows::figure(&self.median.label());
        svg.text(Voice::Muted, at, Anchor::Start, &figure);
    }

    /// Draws the median through all rows, and not through names that stand between them.
    fn draw_median(
        &self,
        svg: &mut Svg,
        rows: &Rows,
        scale: &Scale,
        (first, places): (f64, &[f64]),
    ) {
        let Some(value) = self.median.value() else {
            return;
        };
        let x = scale.place(value);
        let mut line = Path::new();
        if rows.beside {
            let last = places.last().copied().unwrap_or(first);
            line.plumb(x, first - 2.0, last + ROW + 2.0);
        } else {
            for top in std::iter::once(&first).chain(places) {
                line.plumb(x, top - 2.0, top + ROW + 2.0);
            }
        }
        let title = self.median.title(&[&self.name, &self.median_name]);
        svg.path(Look::Median, &line, Some(&title));
    }
}

impl Dot {
    fn draw(&self, svg: &mut Svg, rows: &Rows, scale: &Scale, (place, top): (usize, f64)) {
        let middle = top + ROW / 2.0;
        let title = self.point.title(&[&self.name]);
        let mut track = Path::new();
        track.level(middle, rows.left, rows.right);
        svg.path(Look::Track, &track, None);
        if self.point.is_suppressed() {
            let zero = scale.zero();
            let area = Area::between((zero, top), (zero + STUB, top + ROW));
            draw_stub(svg, &area, &title);
        }
        if let Some(value) = self.point.value() {
            svg.series(place, |svg| {
                let mut mark = Path::new();
                mark.mark(Shape::of(place), (scale.place(value), middle), DOT);
                svg.path(look(&self.point), &mark, Some(&title));
            });
        }
        let at = (rows.right + FIGURE_GAP, middle + 4.5);
        svg.text(
            Voice::Value,
            at,
            Anchor::Start,
            &Rows::figure(&self.point.label()),
        );
    }
}
