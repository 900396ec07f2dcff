//! The hatched stub that stands where a figure is withheld.

use super::Series;
use super::axis::Break;
use super::look::Look;
use super::path::{Area, Path};
use super::svg::Svg;
use super::trace::Marking;

/// Neighbouring figures of a series that are withheld.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stub {
    pub(super) first: usize,
    pub(super) last: usize,
}

impl Stub {
    /// The stubs among the first so many figures of a series; none goes over a break.
    pub(super) fn of(series: &Series, count: usize, breaks: &[Break]) -> Vec<Self> {
        let mut stubs: Vec<Self> = Vec::new();
        let broken = |place: usize| breaks.iter().any(|at| at.before == place);
        let points = series.points.iter().take(count).enumerate();
        for (place, _) in points.filter(|(_, point)| point.is_suppressed()) {
            match stubs.last_mut() {
                Some(stub) if stub.last + 1 == place && !broken(place) => stub.last = place,
                _ => stubs.push(Self {
                    first: place,
                    last: place,
                }),
            }
        }
        stubs
    }
}

/// Draws the stubs of a series or of a row; they say nothing of how large a figure is.
#[derive(Debug)]
pub(super) struct Stubs {
    marking: Marking,
    outlines: Path,
    hatching: Path,
}

impl Stubs {
    pub(super) fn new(marking: Marking) -> Self {
        Self {
            marking,
            outlines: Path::new(),
            hatching: Path::new(),
        }
    }

    /// Draws one stub that says this when it is pointed at.
    pub(super) fn draw(&mut self, svg: &mut Svg, area: &Area, title: &str) {
        self.hatching.hatch(area);
        match self.marking {
            Marking::Together => self.outlines.area(area),
            Marking::Each => {
                let mut outline = Path::new();
                outline.area(area);
                svg.path(Look::Stub, &outline, Some(title));
            }
        }
    }

    /// Draws what was gathered.
    pub(super) fn finish(self, svg: &mut Svg) {
        svg.path(Look::Stub, &self.outlines, None);
        svg.path(Look::StubHatch, &self.hatching, None);
    }
}

/// Draws a stub that stands alone.
pub(super) fn draw_stub(svg: &mut Svg, area: &Area, title: &str) {
    let mut stubs = Stubs::new(Marking::Each);
    stubs.draw(svg, area, title);
    stubs.finish(svg);
}
