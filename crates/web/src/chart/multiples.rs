//! Small multiples: one panel for each region or court, all on one scale.
//!
//! A panel is a drawing of its own, so the style sheet sets two beside one another on a phone and
//! six on a desk.

use super::axis::{Axis, Break, Period};
use super::field::Field;
use super::look::{Look, Voice};
use super::path::{Area, Path};
use super::scale::{Columns, Scale};
use super::svg::{Anchor, Drawing, Svg};
use super::text::{fold, width};
use super::trace::Marking;
use super::{Picture, Point, Series, float};

/// How wide a panel is.
const WIDTH: f64 = 160.0;

/// How tall its field is.
const TALL: f64 = 78.0;

/// From one line of a name to the next.
const LINE: f64 = 16.0;

/// Lines a name may take.
const LINES_MAX: usize = 3;

/// The most a figure may take of the width.
const FIGURE_MAX: f64 = 64.0;

/// Panels on one scale.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Multiples {
    /// The periods, from the earliest.
    pub(crate) periods: Vec<Period>,
    /// The country, dashed in every panel.
    pub(crate) country: Option<Series>,
    /// One panel each, in their order.
    pub(crate) panels: Vec<Series>,
    /// Breaks, across which no line is drawn.
    pub(crate) breaks: Vec<Break>,
}

impl Multiples {
    /// Draws the panels into one grid: what is missing is a gap.
    pub(crate) fn svg(&self, axis: &Axis<'_>) -> Picture {
        let sheet = self.sheet(axis);
        let panels = self.panels.iter();
        Picture::Grid(panels.map(|panel| self.draw(panel, axis, &sheet)).collect())
    }

    /// Lays out what all panels share.
    fn sheet(&self, axis: &Axis<'_>) -> Sheet<'_> {
        let size = Voice::Head.size();
        let lines = self
            .panels
            .iter()
            .map(|panel| fold(&panel.name, size, WIDTH, LINES_MAX).len());
        let lines = lines.max().unwrap_or(0);
        let figures = self
            .panels
            .iter()
            .map(|panel| width(&self.figure(panel), size));
        let figure = figures.fold(0.0, f64::max).min(FIGURE_MAX);
        let top = float(lines) * LINE + 22.0;
        let right = WIDTH - figure - 10.0;
        let everyone = self.panels.iter().chain(&self.country);
        let field = Field {
            area: Area::between((0.0, top), (right, top + TALL)),
            scale: Scale::new(everyone.flat_map(Series::values), axis, (top + TALL, top)),
            columns: Columns::points(self.periods.len(), (8.0, right - 6.0)),
            periods: &self.periods,
        };
        Sheet { lines, field }
    }

    fn draw(&self, panel: &Series, axis: &Axis<'_>, sheet: &Sheet<'_>) -> Drawing {
        let field = &sheet.field;
        let mut svg = Svg::new("panel", WIDTH);
        let name = fold(&panel.name, Voice::Head.size(), WIDTH, LINES_MAX);
        let above = sheet.lines.saturating_sub(name.len());
        for (row, line) in name.iter().enumerate() {
            let y = 14.0 + LINE * float(above + row);
            svg.text(Voice::Head, (0.0, y), Anchor::Start, line);
        }
        field.draw_bands(&mut svg, std::slice::from_ref(panel));
        self.draw_ground(&mut svg, axis, field);
        field.draw_breaks(&mut svg, &self.breaks);
        field.draw_stubs(&mut svg, (panel, &self.breaks), Marking::of(&self.panels));
        if let Some(country) = &self.country {
            let trace = field.trace(country, &self.breaks);
            svg.path(Look::Dashed, &trace.line, Some(&country.name));
        }
        let trace = field.trace(panel, &self.breaks);
        svg.series(0, |svg| {
            svg.path(Look::Line(0), &trace.line, Some(&panel.name));
            trace.draw_marks(svg, (0, panel), Marking::Together, |at| field.period(at));
            let y = trace.end().map_or(field.scale.zero(), |(_, y)| y);
            let y = (y + 4.5).clamp(field.area.top + 8.0, field.area.bottom);
            let at = (field.area.right + 8.0, y);
            svg.text(Voice::Label, at, Anchor::Start, &self.figure(panel));
        });
        svg.finish(field.area.bottom + 18.0)
    }

    /// The scale, the line of zero, and the first and the last period.
    fn draw_ground(&self, svg: &mut Svg, axis: &Axis<'_>, field: &Field<'_>) {
        let (area, scale) = (&field.area, &field.scale);
        let (mut lines, mut zero) = (Path::new(), Path::new());
        for tick in scale.ticks() {
            lines.level(scale.place(tick), area.left, area.right);
        }
        zero.level(scale.zero(), area.left, area.right);
        svg.path(Look::Grid, &lines, None);
        svg.path(Look::Axis, &zero, None);
        let (low, high) = scale.ends();
        let decimals = scale.decimals();
        let named = [(high, area.top - 4.0), (low, area.bottom - 4.0)];
        for (tick, y) in named.into_iter().filter(|(tick, _)| *tick != 0.0) {
            svg.text(
                Voice::Muted,
                (0.0, y),
                Anchor::Start,
                &axis.text(tick, decimals),
            );
        }
        let y = area.bottom + 14.0;
        let (first, last) = self.ends();
        let size = Voice::Muted.size();
        svg.text(Voice::Muted, (area.right, y), Anchor::End, last);
        if width(first, size) + width(last, size) + 8.0 <= area.right {
            svg.text(Voice::Muted, (0.0, y), Anchor::Start, first);
        }
    }

    /// How the first and the last period are named: by their groups, if these differ.
    fn ends(&self) -> (&str, &str) {
        match (self.periods.first(), self.periods.last()) {
            (Some(first), Some(last)) if first == last => ("", &last.tick),
            (Some(first), Some(last)) if first.group == last.group => (&first.tick, &last.tick),
            (Some(first), Some(last)) => (&first.group, &last.group),
            (None, _) | (_, None) => ("", ""),
        }
    }

    /// The figure of the last period, or the letter of why there is none.
    fn figure(&self, panel: &Series) -> String {
        let place = self.periods.len().checked_sub(1);
        let point = place.and_then(|place| panel.points.get(place));
        let text = point.map_or_else(
            || Point::missing().text().to_owned(),
            |it| it.text().to_owned(),
        );
        fold(&text, Voice::Label.size(), FIGURE_MAX, 1).concat()
    }
}

/// What all panels share.
#[derive(Debug)]
struct Sheet<'a> {
    /// Lines of the longest name.
    lines: usize,
    field: Field<'a>,
}
