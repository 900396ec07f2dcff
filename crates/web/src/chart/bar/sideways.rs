//! Bars that lie, a row for each category.

use super::super::ink::Ink;
use super::super::key::{Key, Sample};
use super::super::look::{Look, Voice};
use super::super::path::{Area, Path};
use super::super::rows::{FIGURE_GAP, Rows};
use super::super::scale::Scale;
use super::super::stub::draw_stub;
use super::super::svg::{Anchor, Drawing, Svg};
use super::super::text::width;
use super::super::trace::Marking;
use super::super::{Series, float};
use super::{Piece, Set};

/// How thick a bar is, alone and among others.
const THICK: f64 = 20.0;
const THIN: f64 = 16.0;

/// How long a stub is.
const STUB: f64 = 26.0;

impl Set<'_> {
    pub(super) fn sideways(&self) -> Drawing {
        let names = self
            .bars
            .categories
            .iter()
            .map(|category| category.name.as_str());
        let rows = Rows::new(self.frame, names, self.figures());
        let values = self.values.iter().copied();
        let scale = Scale::new(values, self.axis, (rows.left, rows.right));
        let several = self.series.len() > 1 || self.named;
        let keyed: &[Series] = if several { self.series } else { &[] };
        let key = Key::new(keyed, Sample::Bar, self.frame.width() - rows.left);
        let mut svg = Svg::new(self.frame.class(), self.frame.width());
        key.draw(&mut svg, (rows.left, 0.0));
        let top = if several { key.height() + 6.0 } else { 2.0 };
        let mut y = top;
        for (place, category) in self.bars.categories.iter().enumerate() {
            let name = (Voice::Name, category.name.as_str());
            let (bars, next) = rows.draw_name(&mut svg, name, y, self.thick());
            self.draw_row(&mut svg, &scale, place, bars);
            y = next;
        }
        let mut zero = Path::new();
        zero.plumb(scale.zero(), top - 2.0, y - 5.0);
        svg.path(Look::Axis, &zero, None);
        if self.stacked() {
            // Figures of stacked bars are on them or nowhere, so they need a scale.
            y = rows.draw_scale(&mut svg, (&scale, self.axis), y - 5.0);
        }
        svg.finish(y)
    }

    /// The figures that stand at the ends of bars.
    fn figures(&self) -> impl Iterator<Item = String> {
        let stacked = self.stacked();
        let points = self.series.iter().flat_map(|one| &one.points);
        let points = points.filter(move |point| !stacked || point.value().is_none());
        points.map(|point| Rows::figure(&point.label()))
    }

    fn thick(&self) -> f64 {
        match (self.stacked(), self.series.len()) {
            (true, _) | (false, 0 | 1) => THICK,
            (false, several) => THIN * float(several),
        }
    }

    fn draw_row(&self, svg: &mut Svg, scale: &Scale, category: usize, top: f64) {
        let pieces = self.pieces(category);
        for piece in &pieces {
            let area = self.row_area(scale, piece, top);
            if piece.point.value().is_some() {
                svg.series(piece.series, |svg| {
                    let mut ink = Ink::new(piece.series, Marking::Each);
                    ink.bar(svg, &area, piece.point, &self.title(piece));
                    ink.finish(svg);
                    if self.stacked() {
                        draw_inside(svg, &area, piece);
                    }
                });
            }
        }
        let sum = pieces.iter().map(|piece| piece.to).fold(0.0, f64::max);
        let mut end = scale.place(sum);
        for piece in &pieces {
            if self.stacked() && piece.point.value().is_some() {
                continue;
            }
            let area = self.row_area(scale, piece, top);
            let from = if self.stacked() { end } else { area.right };
            end = self.draw_figure(svg, piece, from, &area);
        }
    }

    /// Writes a figure, after a stub if it is withheld; returns where that ends.
    fn draw_figure(&self, svg: &mut Svg, piece: &Piece<'_>, from: f64, area: &Area) -> f64 {
        let mut x = from;
        if piece.point.is_suppressed() {
            let stub = Area::between((x, area.top), (x + STUB, area.bottom));
            draw_stub(svg, &stub, &self.title(piece));
            x += STUB;
        }
        let text = Rows::figure(&piece.point.label());
        let (x, y) = (x + FIGURE_GAP, area.middle().1 + 4.5);
        svg.text(Voice::Value, (x, y), Anchor::Start, &text);
        x + width(&text, Voice::Value.size())
    }

    fn row_area(&self, scale: &Scale, piece: &Piece<'_>, top: f64) -> Area {
        let (from, to) = piece.ends(scale);
        if self.stacked() || self.series.len() == 1 {
            return Area::between((from, top), (to, top + THICK));
        }
        let top = top + THIN * float(piece.series);
        Area::between((from, top), (to, top + THIN - 2.0))
    }
}

/// Writes a figure on its bar, if the bar is long enough.
fn draw_inside(svg: &mut Svg, area: &Area, piece: &Piece<'_>) {
    let text = piece.point.label();
    if width(&text, Voice::Inside.size()) + 8.0 <= area.width() {
        let (x, y) = area.middle();
        svg.text(Voice::Inside, (x, y + 4.5), Anchor::Middle, &text);
    }
}
