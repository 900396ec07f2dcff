//! Statistics: every indicator by theme, one of them, courts beside each other, and the way of
//! the referrals of a quarter.
//!
//! Every figure is asked for as everybody may ask it, so that a page shows nothing the answer
//! for programs withholds.

use chrono::NaiveDate;
use medreg_projections::statistics::indicator::{Answer, Dimension, Indicator, Row};

use crate::problem::Problem;
use crate::question;
use crate::site::Site;

mod all;
mod cell;
mod cohort;
mod compare;
mod drawing;
mod finding;
mod names;
mod one;
mod period;
mod table;

pub(super) use all::all;
pub(super) use cohort::cohort;
pub(super) use compare::compare;
pub(super) use one::one;

/// The figures of an indicator, as everybody may have them today.
fn ask(
    site: &Site,
    indicator: Indicator,
    by: &[Dimension],
    period: String,
    today: NaiveDate,
) -> Result<Answer, Problem> {
    let id: &str = indicator.into();
    let by = by.iter().map(|dimension| {
        let name: &str = dimension.into();
        name.to_owned()
    });
    let figures = question::public(id, by.collect(), period, today);
    Ok(site.queries().statistics(&figures)?)
}

/// The row of a figure of the whole country in a period.
fn row_of<'a>(answer: &'a Answer, figure: &str, period: &str) -> Option<&'a Row> {
    let mut rows = answer.rows.iter();
    rows.find(|row| row.group.is_empty() && row.figure == figure && row.period == period)
}
