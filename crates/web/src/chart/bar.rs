//! Bars by period or category: upright or sideways, side by side or stacked.

use super::axis::{Axis, Break, Period};
use super::point::Point;
use super::scale::Scale;
use super::{Frame, Picture, SERIES_MAX, Series};

mod sideways;
mod upright;

/// How the bars of several series share a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stacking {
    /// Side by side, each from zero.
    Grouped,
    /// One on the other; negative figures below zero.
    Stacked,
}

/// Bars by period or category.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Bars {
    /// The periods or categories, in their order.
    pub(crate) categories: Vec<Period>,
    /// One to four series; more are drawn one below the other.
    pub(crate) series: Vec<Series>,
    /// Breaks in the series, told by upright bars.
    pub(crate) breaks: Vec<Break>,
    /// How the series share a place.
    pub(crate) stacking: Stacking,
}

impl Bars {
    /// Draws bars that stand: for periods, and for a few categories with short names.
    pub(crate) fn upright(&self, axis: &Axis<'_>, frame: Frame) -> Picture {
        let sets = self.sets(axis, frame).into_iter();
        Picture::Stack(sets.map(|set| set.upright()).collect())
    }

    /// Draws bars that lie, with the figure at the end of each: for categories with names.
    pub(crate) fn sideways(&self, axis: &Axis<'_>, frame: Frame) -> Picture {
        let sets = self.sets(axis, frame).into_iter();
        Picture::Stack(sets.map(|set| set.sideways()).collect())
    }

    /// What is drawn together: all series, or each alone where they are too many.
    fn sets<'a>(&'a self, axis: &'a Axis<'a>, frame: Frame) -> Vec<Set<'a>> {
        let crowded = self.series.len() > SERIES_MAX;
        let stacking = match (self.stacking, crowded) {
            (Stacking::Stacked, false) => Stacking::Stacked,
            (Stacking::Stacked, true) | (Stacking::Grouped, _) => Stacking::Grouped,
        };
        let all = Set {
            bars: self,
            series: &self.series,
            stacking,
            named: crowded,
            values: Vec::new(),
            axis,
            frame,
        };
        let values: Vec<f64> = all.extents().collect();
        let each = if crowded { 1 } else { self.series.len().max(1) };
        if self.series.is_empty() {
            return vec![all];
        }
        let sets = self.series.chunks(each).map(|series| Set {
            series,
            values: values.clone(),
            ..all.clone()
        });
        sets.collect()
    }
}

/// Series that are drawn together.
#[derive(Clone, Debug)]
struct Set<'a> {
    bars: &'a Bars,
    series: &'a [Series],
    stacking: Stacking,
    /// Whether a single series is named too.
    named: bool,
    /// What the scale has to hold.
    values: Vec<f64>,
    axis: &'a Axis<'a>,
    frame: Frame,
}

/// A figure and the part of the scale its bar covers.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Piece<'a> {
    series: usize,
    category: usize,
    point: &'a Point,
    from: f64,
    to: f64,
}

impl<'a> Set<'a> {
    fn stacked(&self) -> bool {
        self.stacking == Stacking::Stacked
    }

    /// The figures of a category, with what their bars cover; nothing if they are not known.
    fn pieces(&self, category: usize) -> Vec<Piece<'a>> {
        let (mut above, mut below) = (0.0, 0.0);
        let drawn = category < self.bars.categories.len();
        let points = self.series.iter().enumerate().filter(|_| drawn);
        let points = points.filter_map(|(place, one)| Some((place, one.points.get(category)?)));
        let pieces = points.map(|(series, point)| {
            let value = point.value().unwrap_or(0.0);
            let sum = if value < 0.0 { &mut below } else { &mut above };
            let from = if self.stacked() { *sum } else { 0.0 };
            *sum += value;
            Piece {
                series,
                category,
                point,
                from,
                to: from + value,
            }
        });
        pieces.collect()
    }

    /// The ends of all bars.
    fn extents(&self) -> impl Iterator<Item = f64> {
        let categories = 0..self.bars.categories.len();
        categories
            .flat_map(|category| self.pieces(category))
            .map(|piece| piece.to)
    }

    fn title(&self, piece: &Piece<'_>) -> String {
        let category = self.bars.categories.get(piece.category);
        let category = category.map_or("", |category| &category.name);
        let names: &[&str] = match self.series {
            [_] if !self.named => &[category],
            _ => &[
                self.series.get(piece.series).map_or("", |one| &one.name),
                category,
            ],
        };
        piece.point.title(names)
    }
}

impl Piece<'_> {
    /// Where a bar begins and ends; a line of paper parts it from the one it stands on.
    fn ends(&self, scale: &Scale) -> (f64, f64) {
        let (from, to) = (scale.place(self.from), scale.place(self.to));
        let parted = self.from.abs() > 0.0 && (to - from).abs() > 2.0;
        let rim = if parted { (to - from).signum() } else { 0.0 };
        (from + rim, to)
    }
}
