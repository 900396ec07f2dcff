//! The ground of an upright chart: how it is laid out, and what is drawn before any series is.
//!
//! The names below the axis are in [`along`], the words of breaks above in [`notes`].

use super::axis::{Axis, Break, Period};
use super::field::Field;
use super::look::{Look, Voice};
use super::path::{Area, Path};
use super::scale::{Columns, Scale};
use super::svg::{Anchor, Svg};
use super::text::width;
use super::{Frame, Series};

mod along;
mod notes;

use along::Along;
use notes::Notes;

/// Between the numbers of the scale and the first column.
const TICK_GAP: f64 = 6.0;

/// The most a scale's numbers may take of the width.
const TICKS_SHARE: f64 = 0.3;

/// Between the edge of the field and the first and the last point of a line.
const INSET: f64 = 8.0;

/// How the periods fill the width.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Points from edge to edge: lines.
    Points,
    /// Columns of one width: bars.
    Bands,
}

/// What a plot is laid out from.
#[derive(Debug)]
pub(super) struct Ground<'a> {
    pub(super) axis: &'a Axis<'a>,
    pub(super) periods: &'a [Period],
    pub(super) breaks: &'a [Break],
    /// What the scale has to hold.
    pub(super) values: Vec<f64>,
    pub(super) kind: Kind,
    pub(super) frame: Frame,
    /// Room for other things above the field.
    pub(super) above: f64,
    /// Room on the right for the names of series.
    pub(super) right: f64,
}

/// A ground with its measures.
#[derive(Debug)]
pub(super) struct Plot<'a> {
    pub(super) field: Field<'a>,
    axis: &'a Axis<'a>,
    breaks: &'a [Break],
    notes: Notes,
    along: Along,
    frame: Frame,
}

impl<'a> Plot<'a> {
    /// Lays a plot out: each part is as large as its texts, the columns take the rest.
    pub(super) fn new(ground: Ground<'a>) -> Self {
        let tall = ground.frame.tall();
        let scale_at = |top: f64| {
            let values = ground.values.iter().copied();
            Scale::new(values, ground.axis, (top + tall, top))
        };
        let total = ground.frame.width();
        let ticks = written(&scale_at(0.0), ground.axis);
        let widths = ticks
            .iter()
            .map(|(_, text)| width(text, Voice::Muted.size()));
        let left = widths.fold(0.0, f64::max).min(total * TICKS_SHARE) + TICK_GAP;
        let right = total - ground.right;
        let columns = match ground.kind {
            Kind::Points => Columns::points(ground.periods.len(), (left + INSET, right - INSET)),
            Kind::Bands => Columns::bands(ground.periods.len(), (left, right)),
        };
        let notes = Notes::new(ground.breaks, &columns, (left, total));
        let top = 16.0 + notes.height() + ground.above;
        let field = Field {
            area: Area::between((left, top), (right, top + tall)),
            scale: scale_at(top),
            columns,
            periods: ground.periods,
        };
        Self {
            field,
            axis: ground.axis,
            breaks: ground.breaks,
            notes,
            along: Along::new(ground.periods, &columns),
            frame: ground.frame,
        }
    }

    /// Begins the drawing: hatched periods, the scale, the names of the periods, the breaks.
    pub(super) fn begin(&self, provisional: &[Series]) -> Svg {
        let mut svg = Svg::new(self.frame.class(), self.frame.width());
        self.field.draw_bands(&mut svg, provisional);
        self.draw_scale(&mut svg);
        self.along.draw(&mut svg, &self.field);
        self.field.draw_breaks(&mut svg, self.breaks);
        self.notes
            .draw(&mut svg, self.field.area.top - self.notes.height() - 12.0);
        svg
    }

    /// Where the drawing ends.
    pub(super) fn height(&self) -> f64 {
        self.field.area.bottom + self.along.height()
    }

    fn draw_scale(&self, svg: &mut Svg) {
        let area = &self.field.area;
        let mut lines = Path::new();
        let ticks = written(&self.field.scale, self.axis);
        for (place, _) in &ticks {
            lines.level(*place, area.left, area.right);
        }
        svg.path(Look::Grid, &lines, None);
        for (place, text) in ticks {
            let at = (area.left - TICK_GAP, place + 4.0);
            svg.text(Voice::Muted, at, Anchor::End, &text);
        }
    }
}

/// The numbers of a scale as they are written, and where.
fn written(scale: &Scale, axis: &Axis<'_>) -> Vec<(f64, String)> {
    let decimals = scale.decimals();
    let ticks = scale.ticks().into_iter();
    let written = ticks.map(|tick| (scale.place(tick), axis.text(tick, decimals)));
    written.collect()
}
