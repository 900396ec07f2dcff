//! The field of an upright chart: an area, its scale and its columns, and what stands in it
//! beside the series.

use super::Series;
use super::axis::{Break, Period};
use super::look::{Look, Voice};
use super::path::{Area, Path};
use super::point::Point;
use super::scale::{Columns, Scale};
use super::stub::{Stub, Stubs};
use super::svg::{Anchor, Svg};
use super::trace::{Marking, Trace};

/// How tall a stub is.
const STUB: f64 = 14.0;

/// How large a mark is: a share of a column, within bounds.
const MARK_SHARE: f64 = 0.2;
const MARK_MIN: f64 = 3.2;
const MARK_MAX: f64 = 4.0;

/// Half the room of the letters of a stub.
const LETTERS: f64 = 10.0;

/// Where numbers and periods stand.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Field<'a> {
    pub(super) area: Area,
    pub(super) scale: Scale,
    pub(super) columns: Columns,
    pub(super) periods: &'a [Period],
}

impl Field<'_> {
    /// The full name of a period; empty if it has none.
    pub(super) fn period(&self, place: usize) -> &str {
        self.periods.get(place).map_or("", |period| &period.name)
    }

    /// The trace of a series.
    pub(super) fn trace(&self, series: &Series, breaks: &[Break]) -> Trace {
        let points = series.points.iter().take(self.columns.count).enumerate();
        let spots = points.map(|(at, point)| {
            let value = point.value()?;
            Some((self.columns.at(at), self.scale.place(value)))
        });
        let mark = (self.columns.step * MARK_SHARE).clamp(MARK_MIN, MARK_MAX);
        Trace::new(spots.collect(), breaks, mark)
    }

    /// Hatches the periods of which a figure may still change, with a `[p]`.
    pub(super) fn draw_bands(&self, svg: &mut Svg, series: &[Series]) {
        let mut hatching = Path::new();
        let mut last = None;
        for place in 0..self.columns.count {
            let mut points = series.iter().filter_map(|one| one.points.get(place));
            if points.any(Point::is_provisional) {
                let from = self.columns.before(place).max(self.area.left);
                let to = self.columns.before(place + 1).min(self.area.right);
                hatching.hatch(&Area::between(
                    (from, self.area.top),
                    (to, self.area.bottom),
                ));
                last = Some(f64::midpoint(from, to));
            }
        }
        svg.path(Look::Band, &hatching, None);
        if let Some(x) = last {
            let at = (x, self.area.top - 4.0);
            svg.text(Voice::Muted, at, Anchor::Middle, "[p]");
        }
    }

    /// Draws a line at each break, and cuts the line of zero there.
    pub(super) fn draw_breaks(&self, svg: &mut Svg, breaks: &[Break]) {
        let (mut lines, mut cuts) = (Path::new(), Path::new());
        let zero = self.scale.zero();
        for at in breaks.iter().filter(|at| at.is_within(self.columns.count)) {
            let x = self.columns.before(at.before);
            lines.plumb(x, self.area.top - 4.0, self.area.bottom);
            for x in [x - 4.0, x] {
                cuts.line(&[(x, zero + 5.0), (x + 4.0, zero - 5.0)]);
            }
        }
        svg.path(Look::Break, &lines, None);
        svg.path(Look::Axis, &cuts, None);
    }

    /// Draws the stubs of a series on the line of zero; neighbours share one.
    pub(super) fn draw_stubs(
        &self,
        svg: &mut Svg,
        (series, breaks): (&Series, &[Break]),
        marking: Marking,
    ) {
        let zero = self.scale.zero();
        let half = (self.columns.step / 2.0 - 2.0).clamp(1.0, 7.0);
        let mut free_from = f64::NEG_INFINITY;
        let mut stubs = Stubs::new(marking);
        for stub in Stub::of(series, self.columns.count, breaks) {
            let from = self.columns.at(stub.first) - half;
            let to = self.columns.at(stub.last) + half;
            let area = Area::between((from, zero - STUB), (to, zero));
            stubs.draw(svg, &area, &self.title_of(stub, series));
            let x = area.middle().0;
            if x - LETTERS >= free_from {
                let (at, letters) = ((x, area.top - 4.0), Point::suppressed().label());
                svg.text(Voice::Muted, at, Anchor::Middle, &letters);
                free_from = x + LETTERS;
            }
        }
        stubs.finish(svg);
    }

    fn title_of(&self, stub: Stub, series: &Series) -> String {
        let (first, last) = (self.period(stub.first), self.period(stub.last));
        match series.points.get(stub.first) {
            Some(point) if stub.first == stub.last => point.title(&[&series.name, first]),
            _ => Point::suppressed().title(&[&series.name, &format!("{first} – {last}")]),
        }
    }
}
