//! The line of zero and the names of the periods below a field.
//!
//! Names are folded or left out so that none meets the next; the last period always has its name.

use super::super::axis::Period;
use super::super::field::Field;
use super::super::float;
use super::super::look::{Look, Voice};
use super::super::path::Path;
use super::super::scale::Columns;
use super::super::svg::{Anchor, Svg};
use super::super::text::{fold, fold_whole, width};

/// From one line of names to the next.
const LINE: f64 = 15.0;

/// Between two names.
const GAP: f64 = 6.0;

/// Lines a name may take.
const LINES_MAX: usize = 3;

/// The names below a plot, laid out.
#[derive(Debug)]
pub(super) struct Along {
    /// The place of a period and the lines of its name.
    ticks: Vec<(usize, Vec<String>)>,
    /// The first and the last place of a group, and its name.
    groups: Vec<(usize, usize, String)>,
}

impl Along {
    pub(super) fn new(periods: &[Period], columns: &Columns) -> Self {
        let groups = groups(periods);
        let ticks = match folded(periods, columns) {
            Some(ticks) => ticks,
            None => thinned(periods, columns, !groups.is_empty()),
        };
        Self { ticks, groups }
    }

    pub(super) fn height(&self) -> f64 {
        let lines = self.ticks.iter().map(|(_, lines)| lines.len()).max();
        let groups = usize::from(!self.groups.is_empty());
        float(lines.unwrap_or(0) + groups) * LINE + 9.0
    }

    pub(super) fn draw(&self, svg: &mut Svg, field: &Field<'_>) {
        let columns = &field.columns;
        let mut axis = Path::new();
        axis.level(field.scale.zero(), field.area.left, field.area.right);
        let bottom = field.area.bottom;
        for (first, _, _) in self.groups.iter().skip(1) {
            axis.plumb(columns.before(*first), bottom, bottom + 6.0);
        }
        svg.path(Look::Axis, &axis, None);
        let mut below = bottom + 4.0;
        for (place, lines) in &self.ticks {
            for (row, line) in lines.iter().enumerate() {
                let y = bottom + 1.0 + LINE * float(row + 1);
                below = below.max(y + 3.0);
                svg.text(Voice::Muted, (columns.at(*place), y), Anchor::Middle, line);
            }
        }
        self.draw_groups(svg, columns, below + LINE - 4.0);
    }

    /// Writes the groups from the last to the first, and leaves out what would meet the next.
    fn draw_groups(&self, svg: &mut Svg, columns: &Columns, y: f64) {
        let mut room = f64::INFINITY;
        for (first, last, name) in self.groups.iter().rev() {
            let middle = f64::midpoint(columns.at(*first), columns.at(*last));
            let half = width(name, Voice::Muted.size()) / 2.0;
            if middle + half <= room {
                svg.text(Voice::Muted, (middle, y), Anchor::Middle, name);
                room = middle - half - GAP;
            }
        }
    }
}

/// Every name in a few lines below its column, where no word has to be cut.
fn folded(periods: &[Period], columns: &Columns) -> Option<Vec<(usize, Vec<String>)>> {
    let (size, room) = (Voice::Muted.size(), columns.step - GAP);
    let ticks = periods.iter().enumerate().map(|(place, period)| {
        let lines = fold_whole(&period.tick, size, room, LINES_MAX)?;
        Some((place, lines))
    });
    ticks.collect()
}

/// Every second, third, … name in one line, counted from the last; none of the quarters of years
/// that are named below if that would leave one a year.
fn thinned(periods: &[Period], columns: &Columns, grouped: bool) -> Vec<(usize, Vec<String>)> {
    let size = Voice::Muted.size();
    let widest = periods.iter().map(|period| width(&period.tick, size));
    let room = widest.fold(0.0, f64::max).min(120.0) + GAP;
    let count = periods.len();
    let mut every = 1;
    while every < count && columns.step * float(every) < room {
        every += 1;
    }
    if grouped && every > 2 {
        return Vec::new();
    }
    let named = (0..count).filter(|place| (count - 1 - place).is_multiple_of(every));
    let ticks = named.filter_map(|place| {
        let tick = &periods.get(place)?.tick;
        Some((place, fold(tick, size, 120.0, 1)))
    });
    ticks.collect()
}

/// Neighbours with the same group, but for those without one.
fn groups(periods: &[Period]) -> Vec<(usize, usize, String)> {
    let mut groups: Vec<(usize, usize, String)> = Vec::new();
    for (place, period) in periods.iter().enumerate() {
        match groups.last_mut() {
            Some((_, last, name)) if *name == period.group => *last = place,
            _ => groups.push((place, place, period.group.clone())),
        }
    }
    groups.retain(|(_, _, name)| !name.is_empty());
    groups
}
