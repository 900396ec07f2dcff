//! Bars that stand over periods.

use super::super::ink::Ink;
use super::super::key::{Key, Sample};
use super::super::look::Voice;
use super::super::names::Names;
use super::super::path::Area;
use super::super::plot::{Ground, Kind, Plot};
use super::super::stub::Stubs;
use super::super::svg::{Anchor, Drawing, Svg};
use super::super::text::width;
use super::super::trace::Marking;
use super::super::{SERIES_MAX, Series, float};
use super::{Piece, Set};

/// The most a column takes of its place, and its most in units.
const SHARE: f64 = 0.74;
const WIDE_MAX: f64 = 56.0;

/// How tall a stub is.
const STUB: f64 = 14.0;

impl Set<'_> {
    pub(super) fn upright(&self) -> Drawing {
        let count = self.bars.categories.len();
        let several = self.series.len() > 1 || self.named;
        let ending: &[Series] = if several && self.stacked() {
            self.series
        } else {
            &[]
        };
        let names = Names::new(ending, count, self.frame);
        let keyed = if ending.is_empty() {
            several
        } else {
            names.apart
        };
        let keyed: &[Series] = if keyed { self.series } else { &[] };
        let key = Key::new(keyed, Sample::Bar, self.frame.width());
        let plot = Plot::new(Ground {
            axis: self.axis,
            periods: &self.bars.categories,
            breaks: &self.bars.breaks,
            values: self.values.clone(),
            kind: Kind::Bands,
            frame: self.frame,
            above: key.height() + 4.0,
            right: if ending.is_empty() { 0.0 } else { names.room() },
        });
        let mut svg = plot.begin(&[]);
        key.draw(&mut svg, (0.0, 0.0));
        let marking = Marking::of(self.series);
        for place in 0..self.series.len().min(SERIES_MAX) {
            svg.series(place, |svg| self.draw_series(svg, &plot, place, marking));
        }
        let mut stubs = Stubs::new(marking);
        for category in 0..count {
            self.draw_notes(&mut svg, (&plot, &mut stubs), category, marking);
        }
        stubs.finish(&mut svg);
        names.draw(&mut svg, &plot.field.area, &self.middles(&plot));
        svg.finish(plot.height())
    }

    fn draw_series(&self, svg: &mut Svg, plot: &Plot<'_>, place: usize, marking: Marking) {
        let mut ink = Ink::new(place, marking);
        for category in 0..self.bars.categories.len() {
            let pieces = self.pieces(category);
            let of_series = |piece: &&Piece<'_>| piece.series == place;
            for piece in pieces.iter().filter(of_series) {
                if piece.point.value().is_some() {
                    let area = self.column_area(plot, piece);
                    ink.bar(svg, &area, piece.point, &self.title(piece));
                }
            }
        }
        ink.finish(svg);
    }

    /// The area of a bar between two numbers of the scale.
    fn column_area(&self, plot: &Plot<'_>, piece: &Piece<'_>) -> Area {
        let (left, right) = self.sides(plot, piece);
        let (from, to) = piece.ends(&plot.field.scale);
        Area::between((left, from), (right, to))
    }

    fn sides(&self, plot: &Plot<'_>, piece: &Piece<'_>) -> (f64, f64) {
        let columns = &plot.field.columns;
        let together = if self.stacked() {
            1.0
        } else {
            float(self.series.len())
        };
        let wide = (columns.step * SHARE).min(WIDE_MAX * together);
        let left = columns.at(piece.category) - wide / 2.0;
        if self.stacked() {
            return (left, left + wide);
        }
        let each = wide / together;
        let left = left + each * float(piece.series);
        (left, left + each * 0.94)
    }

    /// Stubs, and figures where there is room for them.
    fn draw_notes(
        &self,
        svg: &mut Svg,
        (plot, stubs): (&Plot<'_>, &mut Stubs),
        category: usize,
        marking: Marking,
    ) {
        let mut pieces = self.pieces(category);
        let mut top = None;
        if self.stacked() {
            // What is withheld stands on all that is known, once.
            top = Some(pieces.iter().map(|piece| piece.to).fold(0.0, f64::max));
            pieces.retain(|piece| piece.point.value().is_none());
            pieces.truncate(1);
        }
        for piece in &pieces {
            let top = plot.field.scale.place(top.unwrap_or(piece.to.max(0.0)));
            let (left, right) = self.sides(plot, piece);
            let suppressed = piece.point.is_suppressed();
            if suppressed {
                let area = Area::between((left, top - STUB), (right, top));
                stubs.draw(svg, &area, &self.title(piece));
            }
            let y = match piece.point.value() {
                Some(_) if marking == Marking::Together => continue,
                Some(value) if value < 0.0 => plot.field.scale.place(value) + 15.0,
                Some(_) => top - 5.0,
                None if suppressed => top - STUB - 4.0,
                None if self.stacked() => top - 5.0,
                None => continue,
            };
            let room = if self.stacked() || self.series.len() == 1 {
                plot.field.columns.step - 2.0
            } else {
                right - left + 2.0
            };
            let texts = [piece.point.label(), piece.point.short().to_owned()];
            let fits = |text: &&String| width(text, Voice::Muted.size()) <= room;
            if let Some(text) = texts.iter().find(fits) {
                let at = (f64::midpoint(left, right), y);
                svg.text(Voice::Muted, at, Anchor::Middle, text);
            }
        }
    }

    /// Where the names of stacked series belong: the middles of the last column's pieces.
    fn middles(&self, plot: &Plot<'_>) -> Vec<(f64, f64)> {
        let last = self.bars.categories.len().saturating_sub(1);
        let pieces = self.pieces(last);
        let scale = &plot.field.scale;
        let ends = (0..self.series.len()).map(|place| {
            let piece = pieces.iter().find(|piece| piece.series == place);
            let middle = piece.map_or(0.0, |piece| f64::midpoint(piece.from, piece.to));
            (plot.field.area.right, scale.place(middle))
        });
        ends.collect()
    }
}
