//! One figure with the numbers it is made of, and what decides whether the public sees it.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::super::disclosure::{Lattice, Unit};
use super::super::totals::SMALL_MAX;
use super::super::{Cell, Period};
use super::{Group, Row, Scale};

/// What decides whether the public sees a figure.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Guard {
    units: [Option<Unit>; 2],
    /// Cases behind a mean or percentile.
    cases: Option<i64>,
    is_withheld: bool,
}

impl Guard {
    /// For counts of courts and events, which are of no person.
    pub(super) fn open() -> Self {
        Self::default()
    }

    /// Shown where both are shown.
    pub(super) fn both(one: Unit, other: Unit) -> Self {
        Self {
            units: [Some(one), Some(other)],
            ..Self::default()
        }
    }

    /// Withheld too where so few cases stand behind the figure.
    pub(super) fn cases(self, cases: i64) -> Self {
        Self {
            cases: Some(cases),
            ..self
        }
    }

    /// Withheld from the public unless this holds.
    pub(super) fn only_if(self, holds: bool) -> Self {
        Self {
            is_withheld: !holds,
            ..self
        }
    }

    fn withholds(self, at: (&Group, Period), lattice: &mut Lattice<'_>) -> bool {
        let is_few = self
            .cases
            .is_some_and(|cases| (1..=SMALL_MAX).contains(&cases));
        let mut units = self.units.into_iter().flatten();
        self.is_withheld || is_few || units.any(|unit| lattice.withholds(unit, at.0, at.1))
    }
}

impl From<Unit> for Guard {
    fn from(unit: Unit) -> Self {
        Self {
            units: [Some(unit), None],
            ..Self::default()
        }
    }
}

/// A figure before it is put beside its group.
#[derive(Clone, Debug)]
pub(super) struct Figure {
    name: Cow<'static, str>,
    numerator: i64,
    denominator: Option<i64>,
    value: Option<f64>,
    scale: Scale,
    guard: Guard,
}

impl Figure {
    /// A plain count.
    pub(super) fn count(
        name: impl Into<Cow<'static, str>>,
        count: i64,
        guard: impl Into<Guard>,
    ) -> Self {
        Self {
            name: name.into(),
            numerator: count,
            denominator: None,
            value: Some(real(count)),
            scale: Scale::Count,
            guard: guard.into(),
        }
    }

    /// A share of a whole; no value where the whole is nothing.
    pub(super) fn share(
        name: impl Into<Cow<'static, str>>,
        part: i64,
        whole: i64,
        guard: impl Into<Guard>,
    ) -> Self {
        let scale = Scale::Share;
        Self {
            scale,
            ..Self::scaled(name, (part, whole), 1, guard)
        }
    }

    /// A share of a whole times a factor: so many per hundred, or days.
    pub(super) fn scaled(
        name: impl Into<Cow<'static, str>>,
        of: (i64, i64),
        factor: i64,
        guard: impl Into<Guard>,
    ) -> Self {
        let (part, whole) = of;
        let value = (whole != 0).then(|| real(factor) * real(part) / real(whole));
        Self {
            name: name.into(),
            numerator: part,
            denominator: Some(whole),
            value,
            scale: Scale::Rate,
            guard: guard.into(),
        }
    }

    /// A mean: the sum over the cases.
    pub(super) fn mean(name: &'static str, sum: i64, cases: i64, guard: impl Into<Guard>) -> Self {
        let guard = guard.into().cases(cases);
        Self {
            scale: Scale::Mean,
            ..Self::scaled(name, (sum, cases), 1, guard)
        }
    }

    /// A percentile in days or cases, over the cases.
    pub(super) fn percentile(
        name: &'static str,
        cell: &Cell,
        percent: i64,
        guard: impl Into<Guard>,
    ) -> Self {
        let days = cell.percentile(percent);
        Self {
            name: name.into(),
            numerator: days.map_or(0, i64::from),
            denominator: Some(cell.count),
            value: days.map(f64::from),
            scale: Scale::Percentile,
            guard: guard.into().cases(cell.count),
        }
    }

    /// True for a figure of a group in which nothing happened.
    pub(super) fn is_empty(&self) -> bool {
        self.numerator == 0 && self.denominator.unwrap_or(0) == 0
    }

    pub(super) fn row(
        self,
        group: BTreeMap<&'static str, String>,
        period: String,
        is_withheld: bool,
    ) -> Row {
        let shown = |number: i64| (!is_withheld).then_some(number);
        Row {
            group,
            period,
            figure: self.name.into_owned(),
            numerator: shown(self.numerator),
            denominator: self.denominator.and_then(shown),
            value: self.value.filter(|_| !is_withheld),
            scale: self.scale,
            suppressed: is_withheld,
            provisional: false,
        }
    }
}

/// Which figures of one group in one period the public does not see; without a lattice none.
pub(super) fn withheld(
    figures: &[Figure],
    at: (&Group, Period),
    lattice: Option<&mut Lattice<'_>>,
) -> Vec<bool> {
    let Some(lattice) = lattice else {
        return vec![false; figures.len()];
    };
    let figures = figures.iter();
    figures
        .map(|figure| figure.guard.withholds(at, lattice))
        .collect()
}

/// Counts stay far below 2^53, where every integer is a float.
#[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
fn real(count: i64) -> f64 {
    count as f64
}
