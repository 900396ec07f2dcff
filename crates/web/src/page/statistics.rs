//! Statistics: every indicator by theme, one of them, courts beside each other, and the way of
//! the referrals of a quarter.
//!
//! Every figure is asked for as the answer for programs is, so that a page shows nothing that
//! is withheld there.

use chrono::NaiveDate;
use medreg_node::query::{Figures, Sight};
use medreg_projections::statistics::Period;
use medreg_projections::statistics::indicator::{Answer, Dimension, Indicator, Row};

use crate::language::Language;
use crate::question;

mod all;
mod cell;
mod cohort;
mod compare;
mod drawing;
mod file;
mod finding;
mod map;
mod names;
mod one;
mod period;
mod releases;
mod table;

pub(super) use all::all;
pub(super) use cohort::cohort;
pub(super) use compare::compare;
pub(super) use one::one;
pub(super) use releases::releases;

/// Which figures of an indicator are asked for, as somebody may see them on a day.
fn figures(
    indicator: Indicator,
    by: &[Dimension],
    period: String,
    seen: (NaiveDate, Sight),
) -> Figures {
    let by = by.iter().map(|dimension| {
        let name: &str = dimension.into();
        name.to_owned()
    });
    question::figures_of(indicator, by.collect(), period, seen)
}

/// A quarter in the head of a table.
pub(super) fn quarter(language: Language, of: Period) -> String {
    period::short(language, &of.to_string())
}

/// The row of a figure of the whole country in a period.
fn row_of<'a>(answer: &'a Answer, figure: &str, period: &str) -> Option<&'a Row> {
    let mut rows = answer.rows.iter();
    rows.find(|row| row.group.is_empty() && row.figure == figure && row.period == period)
}
