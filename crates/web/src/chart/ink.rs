//! The bars of one series: filled, textured, hollow or hatched.

use super::look::Look;
use super::path::{Area, Path};
use super::point::Point;
use super::svg::Svg;
use super::trace::Marking;

/// Draws the bars of one series and gathers what they share.
#[derive(Debug)]
pub(super) struct Ink {
    place: usize,
    marking: Marking,
    filled: Path,
    hollow: Path,
    texture: Path,
    hatching: Path,
}

impl Ink {
    /// The ink of the series in that place.
    pub(super) fn new(place: usize, marking: Marking) -> Self {
        Self {
            place,
            marking,
            filled: Path::new(),
            hollow: Path::new(),
            texture: Path::new(),
            hatching: Path::new(),
        }
    }

    /// Draws the bar of a figure: hatched while it may change, hollow if it is of few cases.
    pub(super) fn bar(&mut self, svg: &mut Svg, area: &Area, point: &Point, title: &str) {
        let outlined = point.is_provisional() || point.is_of_few_cases();
        if point.is_provisional() {
            self.hatching.hatch(area);
        }
        if !outlined {
            self.texture.texture(self.place, area);
        }
        let area = if outlined { &area.inset(1.0) } else { area };
        match (self.marking, outlined) {
            (Marking::Together, false) => self.filled.area(area),
            (Marking::Together, true) => self.hollow.area(area),
            (Marking::Each, _) => {
                let look = if outlined { Look::Hollow } else { Look::Bar };
                let mut bar = Path::new();
                bar.area(area);
                svg.path(look, &bar, Some(title));
            }
        }
    }

    /// Draws what was gathered.
    pub(super) fn finish(self, svg: &mut Svg) {
        svg.path(Look::Bar, &self.filled, None);
        svg.path(Look::Hollow, &self.hollow, None);
        svg.path(Look::Texture, &self.texture, None);
        svg.path(Look::Hatch, &self.hatching, None);
    }
}
