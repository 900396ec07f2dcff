//! A series as a line and its marks: where the line runs, where it stops, what is marked.

use super::Series;
use super::axis::Break;
use super::look::Look;
use super::path::{Path, Shape};
use super::point::Point;
use super::svg::Svg;

/// The most marks that get a title each.
const MARKS_MAX: usize = 96;

/// Which figures of a line are marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Marking {
    /// Each, with a title.
    Each,
    /// The last with a title; together those of few cases and those no line reaches.
    Together,
}

impl Marking {
    /// Each figure of these series has a mark, unless that were too many for a page.
    pub(super) fn of(series: &[Series]) -> Self {
        let marks = series.iter().map(|one| one.points.len()).sum::<usize>();
        if marks > MARKS_MAX {
            Self::Together
        } else {
            Self::Each
        }
    }
}

/// A series on its plot.
#[derive(Debug)]
pub(super) struct Trace {
    /// The line, with a gap where a figure is missing or the series breaks.
    pub(super) line: Path,
    spots: Vec<Option<(f64, f64)>>,
    /// Places of figures that no line reaches.
    alone: Vec<usize>,
    /// How large a mark is.
    mark: f64,
}

impl Trace {
    /// The trace of figures that stand in those spots.
    pub(super) fn new(spots: Vec<Option<(f64, f64)>>, breaks: &[Break], mark: f64) -> Self {
        let mut line = Path::new();
        let mut alone = Vec::new();
        let mut run: Vec<(f64, f64)> = Vec::new();
        let mut end = |run: &mut Vec<(f64, f64)>, next: usize| {
            match run.as_slice() {
                [] => {}
                [_] => alone.push(next - 1),
                points => line.line(points),
            }
            run.clear();
        };
        for (place, spot) in spots.iter().enumerate() {
            if spot.is_none() || breaks.iter().any(|at| at.before == place) {
                end(&mut run, place);
            }
            run.extend(spot);
        }
        end(&mut run, spots.len());
        Self {
            line,
            spots,
            alone,
            mark,
        }
    }

    /// The spot of the last known figure.
    pub(super) fn end(&self) -> Option<(f64, f64)> {
        self.spots.iter().rev().find_map(|spot| *spot)
    }

    /// Marks the figures of the series in that place among the others.
    pub(super) fn draw_marks<'a>(
        &self,
        svg: &mut Svg,
        (place, series): (usize, &Series),
        marking: Marking,
        period: impl Fn(usize) -> &'a str,
    ) {
        let shape = Shape::of(place);
        let last = self.spots.iter().rposition(Option::is_some);
        let (mut dots, mut hollows) = (Path::new(), Path::new());
        for (at, (spot, point)) in self.spots.iter().zip(&series.points).enumerate() {
            let Some(spot) = *spot else { continue };
            if marking == Marking::Each || Some(at) == last {
                let mut mark = Path::new();
                mark.mark(shape, spot, self.mark);
                let title = point.title(&[&series.name, period(at)]);
                svg.path(look(point), &mark, Some(&title));
            } else if point.is_of_few_cases() {
                hollows.mark(shape, spot, self.mark);
            } else if self.alone.binary_search(&at).is_ok() {
                dots.mark(shape, spot, self.mark);
            }
        }
        svg.path(Look::Dot, &dots, None);
        svg.path(Look::Hollow, &hollows, None);
    }
}

/// How a figure's mark looks.
pub(super) fn look(point: &Point) -> Look {
    if point.is_of_few_cases() {
        Look::Hollow
    } else {
        Look::Dot
    }
}
