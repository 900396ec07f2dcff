//! Lines over periods, each with its name at its end.

use super::axis::{Axis, Break, Period};
use super::key::{Key, Sample};
use super::look::Look;
use super::names::Names;
use super::plot::{Ground, Kind, Plot};
use super::trace::Marking;
use super::{Frame, Multiples, Picture, SERIES_MAX, Series};

/// Lines over periods.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Line {
    /// The periods, from the earliest.
    pub(crate) periods: Vec<Period>,
    /// One to four series; more are drawn as [`Multiples`].
    pub(crate) series: Vec<Series>,
    /// Breaks, across which no line is drawn.
    pub(crate) breaks: Vec<Break>,
}

impl Line {
    /// Draws the lines; what is missing is a gap.
    pub(crate) fn svg(&self, axis: &Axis<'_>, frame: Frame) -> Picture {
        if self.series.len() > SERIES_MAX {
            let multiples = Multiples {
                periods: self.periods.clone(),
                country: None,
                panels: self.series.clone(),
                breaks: self.breaks.clone(),
            };
            return multiples.svg(axis);
        }
        let names = Names::new(&self.series, self.periods.len(), frame);
        let keyed: &[Series] = if names.apart { &self.series } else { &[] };
        let key = Key::new(keyed, Sample::Line, frame.width());
        let plot = Plot::new(Ground {
            axis,
            periods: &self.periods,
            breaks: &self.breaks,
            values: self.series.iter().flat_map(Series::values).collect(),
            kind: Kind::Points,
            frame,
            above: key.height(),
            right: names.room(),
        });
        let field = &plot.field;
        let mut svg = plot.begin(&self.series);
        key.draw(&mut svg, (0.0, 0.0));
        let marking = Marking::of(&self.series);
        for series in &self.series {
            field.draw_stubs(&mut svg, (series, &self.breaks), marking);
        }
        let mut ends = Vec::new();
        for (place, series) in self.series.iter().enumerate() {
            let trace = field.trace(series, &self.breaks);
            svg.series(place, |svg| {
                svg.path(Look::Line(place), &trace.line, None);
                trace.draw_marks(svg, (place, series), marking, |at| field.period(at));
            });
            ends.push(
                trace
                    .end()
                    .unwrap_or((field.area.right, field.scale.zero())),
            );
        }
        names.draw(&mut svg, &field.area, &ends);
        Picture::Stack(vec![svg.finish(plot.height())])
    }
}
