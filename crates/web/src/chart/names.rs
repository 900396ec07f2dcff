//! The names of series beside the ends of their lines or bars.

use super::look::{Look, Voice};
use super::path::{Area, Path};
use super::svg::{Anchor, Svg};
use super::text::{fold, fold_whole, widest};
use super::{Frame, Point, Series, float};

/// From one line of a name to the next.
const LINE: f64 = 15.0;

/// Lines a name may take.
const LINES_MAX: usize = 3;

/// Between the last mark and its name.
const GAP: f64 = 12.0;

/// The names of series and their last figures, to stand where the series end.
#[derive(Debug)]
pub(super) struct Names {
    names: Vec<Name>,
    /// Whether the names did not fit, so that only the figures stand there.
    pub(super) apart: bool,
}

/// A name in lines, of which the last is the figure.
#[derive(Debug)]
struct Name {
    lines: Vec<String>,
}

impl Names {
    /// The names of series that have so many periods. A single series is not named, for its name
    /// stands above the chart.
    pub(super) fn new(series: &[Series], count: usize, frame: Frame) -> Self {
        let room = match frame {
            Frame::Narrow => 92.0,
            Frame::Wide => 170.0,
        };
        let size = Voice::Label.size();
        let figures = series.iter().map(|one| {
            let last = count.checked_sub(1).and_then(|last| one.points.get(last));
            let figure = last.map_or_else(|| Point::missing().label(), Point::label);
            Name {
                lines: fold(&figure, size, room, 1),
            }
        });
        let mut names: Vec<_> = figures.collect();
        if series.len() < 2 {
            return Self {
                names,
                apart: false,
            };
        }
        let folded: Option<Vec<_>> = series
            .iter()
            .map(|one| fold_whole(&one.name, size, room, LINES_MAX))
            .collect();
        let lines = folded.iter().flatten().map(|lines| lines.len() + 1).sum();
        match folded {
            Some(folded) if float(lines) * LINE <= frame.tall() => {
                for (name, lines) in names.iter_mut().zip(folded) {
                    name.lines.splice(..0, lines);
                }
                Self {
                    names,
                    apart: false,
                }
            }
            _ => Self { names, apart: true },
        }
    }

    /// The width they need.
    pub(super) fn room(&self) -> f64 {
        let lines = self.names.iter().flat_map(|name| &name.lines);
        widest(lines, Voice::Label.size()) + GAP
    }

    /// Writes each name beside its end, moved as little as needed to stand clear of the others.
    pub(super) fn draw(&self, svg: &mut Svg, area: &Area, ends: &[(f64, f64)]) {
        let heights = self.names.iter().map(|name| float(name.lines.len()) * LINE);
        let middles = ends.iter().map(|(_, y)| *y);
        let tops = apart(
            &middles.zip(heights).collect::<Vec<_>>(),
            (area.top - 8.0, area.bottom + 6.0),
        );
        let left = area.right + GAP - 8.0;
        for (place, ((name, top), end)) in self.names.iter().zip(tops).zip(ends).enumerate() {
            let middle = top + float(name.lines.len()) * LINE / 2.0;
            svg.series(place, |svg| {
                let moved = (middle - end.1).abs() > LINE / 2.0;
                if !name.lines.is_empty() && (moved || end.0 < area.right - GAP) {
                    let mut leader = Path::new();
                    leader.line(&[(end.0 + 6.0, end.1), (left - 3.0, middle)]);
                    svg.path(Look::Leader, &leader, None);
                }
                for (row, line) in name.lines.iter().enumerate() {
                    let at = (left, top + LINE * float(row) + 12.0);
                    svg.text(Voice::Label, at, Anchor::Start, line);
                }
            });
        }
    }
}

/// The tops of blocks that want their middles somewhere: in the order of these, without overlap,
/// and within the bounds as long as there is room.
fn apart(blocks: &[(f64, f64)], (top, bottom): (f64, f64)) -> Vec<f64> {
    let mut tops: Vec<_> = blocks
        .iter()
        .map(|(middle, height)| middle - height / 2.0)
        .collect();
    let mut order: Vec<_> = (0..blocks.len()).collect();
    order.sort_by(|one, other| blocks[*one].0.total_cmp(&blocks[*other].0));
    let mut floor = bottom;
    for at in order.iter().rev() {
        tops[*at] = tops[*at].min(floor - blocks[*at].1);
        floor = tops[*at];
    }
    let mut ceiling = top;
    for at in order {
        tops[at] = tops[at].max(ceiling);
        ceiling = tops[at] + blocks[at].1;
    }
    tops
}
