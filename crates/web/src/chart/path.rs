//! The geometry of marks: path data with one decimal, areas, shapes and hatching.
//!
//! Hatching is computed line by line rather than filled with a `<pattern>`: a pattern needs an id,
//! which two charts on a page would share, and is not painted where its own chart is hidden.

use std::fmt::Write as _;

/// Between two lines of a hatching.
const HATCH_GAP: f64 = 6.0;

/// Between two lines of a texture.
const TEXTURE_GAP: f64 = 5.0;

/// A coordinate as it is written: one decimal, and never `-0`.
pub(super) fn number(value: f64) -> String {
    let tenths = (value * 10.0).round();
    if !tenths.is_finite() || tenths == 0.0 {
        return "0".into();
    }
    let text = format!("{:.1}", tenths / 10.0);
    match text.strip_suffix(".0") {
        Some(whole) => whole.to_owned(),
        None => text,
    }
}

/// An upright rectangle.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Area {
    pub(super) left: f64,
    pub(super) top: f64,
    pub(super) right: f64,
    pub(super) bottom: f64,
}

impl Area {
    /// The rectangle between two corners, in whatever order they come.
    pub(super) fn between(one: (f64, f64), other: (f64, f64)) -> Self {
        Self {
            left: one.0.min(other.0),
            top: one.1.min(other.1),
            right: one.0.max(other.0),
            bottom: one.1.max(other.1),
        }
    }

    /// The same area without a rim, where it is large enough to have one.
    pub(super) fn inset(&self, rim: f64) -> Self {
        let (x, y) = (rim.min(self.width() / 2.0), rim.min(self.height() / 2.0));
        Self {
            left: self.left + x,
            top: self.top + y,
            right: self.right - x,
            bottom: self.bottom - y,
        }
    }

    pub(super) fn width(&self) -> f64 {
        self.right - self.left
    }

    pub(super) fn height(&self) -> f64 {
        self.bottom - self.top
    }

    pub(super) fn middle(&self) -> (f64, f64) {
        let x = f64::midpoint(self.left, self.right);
        (x, f64::midpoint(self.top, self.bottom))
    }
}

/// The shape of a series' marks, its second channel beside the colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    Circle,
    Square,
    Diamond,
    Triangle,
    Wedge,
    Bar,
}

impl Shape {
    /// The shape of the series in that place.
    pub(super) fn of(place: usize) -> Self {
        match place % 6 {
            0 => Self::Circle,
            1 => Self::Square,
            2 => Self::Diamond,
            3 => Self::Triangle,
            4 => Self::Wedge,
            _ => Self::Bar,
        }
    }
}

/// Path data under way.
#[derive(Clone, Debug, Default)]
pub(super) struct Path(String);

impl Path {
    pub(super) fn new() -> Self {
        Self::default()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn data(&self) -> &str {
        &self.0
    }

    pub(super) fn line(&mut self, points: &[(f64, f64)]) {
        for (place, (x, y)) in points.iter().enumerate() {
            let step = if place == 0 { 'M' } else { 'L' };
            self.step(step, &[*x, *y]);
        }
    }

    pub(super) fn level(&mut self, y: f64, left: f64, right: f64) {
        self.step('M', &[left, y]);
        self.step('H', &[right]);
    }

    pub(super) fn plumb(&mut self, x: f64, top: f64, bottom: f64) {
        self.step('M', &[x, top]);
        self.step('V', &[bottom]);
    }

    pub(super) fn area(&mut self, area: &Area) {
        self.step('M', &[area.left, area.top]);
        self.step('H', &[area.right]);
        self.step('V', &[area.bottom]);
        self.step('H', &[area.left]);
        self.0.push('Z');
    }

    fn polygon(&mut self, points: &[(f64, f64)]) {
        self.line(points);
        self.0.push('Z');
    }

    /// A mark around a point.
    pub(super) fn mark(&mut self, shape: Shape, (x, y): (f64, f64), size: f64) {
        let (wide, tall) = (size * 1.25, size * 1.1);
        match shape {
            Shape::Circle => {
                let turn = size * 2.0;
                self.step('M', &[x - size, y]);
                self.step('a', &[size, size, 0.0, 1.0, 0.0, turn, 0.0]);
                self.step('a', &[size, size, 0.0, 1.0, 0.0, -turn, 0.0]);
                self.0.push('Z');
            }
            Shape::Square => {
                let half = size * 0.9;
                self.area(&Area::between((x - half, y - half), (x + half, y + half)));
            }
            Shape::Diamond => {
                self.polygon(&[(x, y - wide), (x + wide, y), (x, y + wide), (x - wide, y)]);
            }
            Shape::Triangle => {
                self.polygon(&[(x, y - wide), (x + wide, y + tall), (x - wide, y + tall)]);
            }
            Shape::Wedge => {
                self.polygon(&[(x, y + wide), (x + wide, y - tall), (x - wide, y - tall)]);
            }
            Shape::Bar => {
                let thin = size * 0.5;
                self.area(&Area::between((x - thin, y - wide), (x + thin, y + wide)));
            }
        }
    }

    /// Slanted lines within an area; lines of neighbouring areas meet.
    pub(super) fn hatch(&mut self, area: &Area) {
        let last = area.right + area.bottom;
        let mut sum = ((area.left + area.top) / HATCH_GAP).ceil() * HATCH_GAP;
        while sum < last {
            let from = area.left.max(sum - area.bottom);
            let to = area.right.min(sum - area.top);
            self.line(&[(from, sum - from), (to, sum - to)]);
            sum += HATCH_GAP;
        }
    }

    /// The stripes that tell the bars of the series in that place from the others'.
    pub(super) fn texture(&mut self, place: usize, area: &Area) {
        let (levels, plumbs) = match place % 4 {
            0 => (false, false),
            1 => (true, false),
            2 => (false, true),
            _ => (true, true),
        };
        if levels {
            let mut y = area.bottom - TEXTURE_GAP;
            while y > area.top {
                self.level(y, area.left, area.right);
                y -= TEXTURE_GAP;
            }
        }
        if plumbs {
            let mut x = area.left + TEXTURE_GAP;
            while x < area.right {
                self.plumb(x, area.top, area.bottom);
                x += TEXTURE_GAP;
            }
        }
    }

    fn step(&mut self, step: char, numbers: &[f64]) {
        self.0.push(step);
        for (place, value) in numbers.iter().enumerate() {
            let space = if place == 0 { "" } else { " " };
            // A string takes whatever is written to it.
            let _ = write!(self.0, "{space}{}", number(*value));
        }
    }
}
