//! The names of series above a chart that has no room for them where the series end.

use super::ink::Ink;
use super::look::{Look, Voice};
use super::path::{Area, Path, Shape};
use super::svg::{Anchor, Svg};
use super::text::{fold, widest};
use super::trace::Marking;
use super::{Point, Series, float};

/// From one row of names to the next.
const LINE: f64 = 19.0;

/// Lines a name may take.
const LINES_MAX: usize = 2;

/// Between two names.
const GAP: f64 = 18.0;

/// The width of a sample with the space after it.
const SAMPLE: f64 = 24.0;

/// What the samples show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sample {
    Bar,
    Line,
}

/// Names in rows, each after a sample of its bars or its line.
#[derive(Debug)]
pub(super) struct Key {
    sample: Sample,
    entries: Vec<Entry>,
    rows: usize,
}

#[derive(Debug)]
struct Entry {
    x: f64,
    row: usize,
    lines: Vec<String>,
}

impl Key {
    /// The key of these series in that width.
    pub(super) fn new(series: &[Series], sample: Sample, room: f64) -> Self {
        let size = Voice::Name.size();
        let (mut x, mut row, mut rows) = (0.0, 0, 0);
        let mut entries = Vec::new();
        for one in series {
            let lines = fold(&one.name, size, room - SAMPLE, LINES_MAX);
            let wide = SAMPLE + widest(&lines, size);
            if x > 0.0 && x + wide > room {
                (x, row) = (0.0, rows);
            }
            rows = rows.max(row + lines.len().max(1));
            entries.push(Entry { x, row, lines });
            x += wide + GAP;
        }
        Self {
            sample,
            entries,
            rows,
        }
    }

    pub(super) fn height(&self) -> f64 {
        float(self.rows) * LINE
    }

    /// Draws the key with its upper left corner there.
    pub(super) fn draw(&self, svg: &mut Svg, (left, top): (f64, f64)) {
        for (place, entry) in self.entries.iter().enumerate() {
            let (x, y) = (left + entry.x, top + LINE * float(entry.row));
            svg.series(place, |svg| self.sample.draw(svg, place, (x, y)));
            for (row, line) in entry.lines.iter().enumerate() {
                let at = (x + SAMPLE, y + LINE * float(row) + 13.5);
                svg.text(Voice::Name, at, Anchor::Start, line);
            }
        }
    }
}

impl Sample {
    fn draw(self, svg: &mut Svg, place: usize, (x, y): (f64, f64)) {
        match self {
            Self::Bar => {
                let area = Area::between((x, y + 2.0), (x + 15.0, y + 15.0));
                let mut ink = Ink::new(place, Marking::Together);
                ink.bar(svg, &area, &Point::new(1.0, ""), "");
                ink.finish(svg);
            }
            Self::Line => {
                let (mut line, mut mark) = (Path::new(), Path::new());
                line.level(y + 9.0, x, x + 18.0);
                mark.mark(Shape::of(place), (x + 9.0, y + 9.0), 3.5);
                svg.path(Look::Line(place), &line, None);
                svg.path(Look::Dot, &mark, None);
            }
        }
    }
}
