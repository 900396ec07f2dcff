//! A court's fees and fund by month, from the cells of the statistics (R40, R41, S25).

use medreg_domain::CourtCode;

use super::cells::{self, Cells};
use super::{Measure, Month};
use crate::store::{Store, StoreError};

/// What a court's fees and fund came to in a month, in minor units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FundMonth {
    /// Assessed.
    pub assessed: i64,
    /// Waived.
    pub waived: i64,
    /// Paid, by the day of payment.
    pub paid: i64,
    /// Refunded.
    pub refunded: i64,
    /// Set aside for coordinators.
    pub allocated: i64,
    /// Paid to coordinators.
    pub remunerated: i64,
}

impl FundMonth {
    fn of(cells: &Cells) -> Self {
        let sum = |wanted: Measure| {
            let of_it = cells.iter().filter(|(_, measure, _)| *measure == wanted);
            of_it.map(|(_, _, cell)| cell.sum).sum()
        };
        Self {
            assessed: sum(Measure::FeesAssessed),
            waived: sum(Measure::FeesWaived),
            paid: sum(Measure::FeesPaid),
            refunded: sum(Measure::FeesRefunded),
            allocated: sum(Measure::Allocated),
            remunerated: sum(Measure::Remunerated),
        }
    }

    /// What the month added to the balance (S25).
    pub fn change(&self) -> i64 {
        self.paid
            .saturating_sub(self.refunded)
            .saturating_sub(self.allocated)
    }
}

/// The months of a court in which its fund or its fees moved, oldest first.
pub(crate) fn fund_months(
    store: &Store,
    court: CourtCode,
) -> Result<Vec<(Month, FundMonth)>, StoreError> {
    let prefix = format!("{}{court}/", cells::PREFIX);
    let mut months = Vec::new();
    for row in store.scan(prefix.as_bytes()) {
        let (key, value) = row?;
        let month = key.get(prefix.len()..).map(std::str::from_utf8);
        let Some(Ok(month)) = month else { continue };
        let moved = FundMonth::of(&store.decode(&value)?);
        if let Some(month) = Month::parse(month).filter(|_| moved != FundMonth::default()) {
            months.push((month, moved));
        }
    }
    Ok(months)
}
