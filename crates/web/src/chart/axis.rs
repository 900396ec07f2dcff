//! What stands along a chart: how numbers of the scale are written, periods, and breaks.

use std::fmt;

use super::point::is_drawable;

/// The scale of a chart, and how its numbers are written.
#[derive(Clone, Copy)]
pub(crate) struct Axis<'a> {
    format: &'a dyn Fn(f64, usize) -> String,
    pub(super) reach: f64,
    pub(super) whole: bool,
}

impl<'a> Axis<'a> {
    /// A scale whose numbers are written by `format`, given the number and its decimals.
    pub(crate) fn new(format: &'a dyn Fn(f64, usize) -> String) -> Self {
        Self {
            format,
            reach: 0.0,
            whole: false,
        }
    }

    /// The same scale, going as far as that number at least: 100 for a rate in percent.
    #[must_use]
    pub(crate) fn reaching(mut self, number: f64) -> Self {
        self.reach = if is_drawable(number) { number } else { 0.0 };
        self
    }

    /// The same scale without steps below one: for what is counted.
    #[must_use]
    pub(crate) fn whole(mut self) -> Self {
        self.whole = true;
        self
    }

    pub(super) fn text(&self, number: f64, decimals: usize) -> String {
        (self.format)(number, decimals)
    }
}

impl fmt::Debug for Axis<'_> {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.debug_struct("Axis")
            .field("reach", &self.reach)
            .field("whole", &self.whole)
            .finish_non_exhaustive()
    }
}

/// One place along a chart: a period, or a category.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Period {
    /// Its full name, for titles: "III кв. 2026 г.".
    pub(crate) name: String,
    /// Its name on the axis: "III".
    pub(crate) tick: String,
    /// What it and its neighbours share, written once below them: "2026"; empty if nothing.
    pub(crate) group: String,
}

impl Period {
    /// A period with its full name, its name on the axis, and its group.
    pub(crate) fn of(
        name: impl Into<String>,
        tick: impl Into<String>,
        group: impl Into<String>,
    ) -> Self {
        let (name, tick, group) = (name.into(), tick.into(), group.into());
        Self { name, tick, group }
    }

    /// A period or a category that has one name: "2026".
    pub(crate) fn named(name: impl Into<String>) -> Self {
        let name = name.into();
        Self::of(name.clone(), name, "")
    }
}

/// A break in the series: what comes after is not counted like what was before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Break {
    /// The place of the first period after it.
    pub(crate) before: usize,
    /// Why, in a few words: `[b] новая карта судов`.
    pub(crate) label: String,
}

impl Break {
    /// Whether it lies between two of so many periods.
    pub(super) fn is_within(&self, count: usize) -> bool {
        (1..count).contains(&self.before)
    }
}
