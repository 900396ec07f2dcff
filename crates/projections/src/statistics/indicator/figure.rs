//! One figure with the numbers it is made of.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::{Cell, Row};

/// A figure before it is put beside its group.
#[derive(Clone, Debug)]
pub(super) struct Figure {
    name: Cow<'static, str>,
    numerator: i64,
    denominator: Option<i64>,
    value: Option<f64>,
}

impl Figure {
    /// A plain count.
    pub(super) fn count(name: impl Into<Cow<'static, str>>, count: i64) -> Self {
        Self {
            name: name.into(),
            numerator: count,
            denominator: None,
            value: Some(real(count)),
        }
    }

    /// A share of a whole; no value where the whole is nothing.
    pub(super) fn share(name: &'static str, part: i64, whole: i64) -> Self {
        let value = (whole != 0).then(|| real(part) / real(whole));
        Self {
            name: name.into(),
            numerator: part,
            denominator: Some(whole),
            value,
        }
    }

    /// A mean: the sum over the cases.
    pub(super) fn mean(name: &'static str, sum: i64, cases: i64) -> Self {
        Self::share(name, sum, cases)
    }

    /// A percentile in days, over the cases.
    pub(super) fn percentile(name: &'static str, cell: &Cell, percent: i64) -> Self {
        let days = cell.percentile(percent);
        Self {
            name: name.into(),
            numerator: days.map_or(0, i64::from),
            denominator: Some(cell.count),
            value: days.map(f64::from),
        }
    }

    /// True for a figure of a group in which nothing happened.
    pub(super) fn is_empty(&self) -> bool {
        self.numerator == 0 && self.denominator.unwrap_or(0) == 0
    }

    pub(super) fn row(self, group: BTreeMap<&'static str, String>, period: String) -> Row {
        Row {
            group,
            period,
            figure: self.name.into_owned(),
            numerator: self.numerator,
            denominator: self.denominator,
            value: self.value,
            suppressed: false,
        }
    }
}

/// Counts stay far below 2^53, where every integer is a float.
#[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
fn real(count: i64) -> f64 {
    count as f64
}
