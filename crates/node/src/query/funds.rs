//! Fees and funds of the courts: what was assessed, paid, given back and set aside (R40, R41).

use medreg_domain::{CourtCode, Money};
use medreg_projections::Desk;
use medreg_projections::statistics::FundMonth;
use serde::Serialize;

use super::{Moment, QueryError};

/// What fees and fund of a court came to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FundShown {
    /// Whose.
    pub court: CourtCode,
    /// Fees assessed.
    pub assessed: Money,
    /// Fees waived.
    pub waived: Money,
    /// Fees paid: the fund's receipts.
    pub paid: Money,
    /// Fees given back.
    pub refunded: Money,
    /// Set aside for coordinators.
    pub allocated: Money,
    /// Of it, paid to coordinators.
    pub remunerated: Money,
    /// Paid less refunded less allocated (S25).
    pub balance: Money,
    /// Assessed and not paid.
    pub outstanding: Money,
    /// How many fees that are.
    pub outstanding_count: usize,
}

/// What fees and fund came to in a month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FundMonthShown {
    /// The month, such as `2025-03`.
    pub month: String,
    /// Fees assessed.
    pub assessed: Money,
    /// Fees waived.
    pub waived: Money,
    /// Fees paid, by the day of payment.
    pub paid: Money,
    /// Fees given back.
    pub refunded: Money,
    /// Set aside for coordinators.
    pub allocated: Money,
    /// Paid to coordinators.
    pub remunerated: Money,
    /// The balance at the month's end.
    pub balance: Money,
}

impl Moment<'_> {
    /// The fund of every court that has one, by court.
    pub fn funds(&self) -> Result<Vec<FundShown>, QueryError> {
        let desks = self.views().desks();
        let funds = desks.map(|row| row.map(|(court, desk)| fund(court, &desk)));
        Ok(funds.collect::<Result<Vec<_>, _>>()?)
    }

    /// The fund of a court, with its months, oldest first; zero where nothing ever moved.
    pub fn fund(&self, court: CourtCode) -> Result<(FundShown, Vec<FundMonthShown>), QueryError> {
        let courts = &self.reference().courts;
        if !courts.contains_key(&court) {
            let unknown = format!("there is no court {court}");
            return Err(QueryError::NotFound(unknown));
        }
        let desk = self.views().desk(court)?.unwrap_or_default();
        let mut balance = 0_i64;
        let months = self.views().fund_months(court)?.into_iter();
        let months = months.map(|(month, moved)| {
            balance = balance.saturating_add(moved.change());
            month_shown(month.to_string(), &moved, balance)
        });
        Ok((fund(court, &desk), months.collect()))
    }
}

fn fund(court: CourtCode, desk: &Desk) -> FundShown {
    let outstanding = desk.outstanding.values();
    FundShown {
        court,
        assessed: Money::tiyin(desk.assessed),
        waived: Money::tiyin(desk.waived),
        paid: Money::tiyin(desk.paid),
        refunded: Money::tiyin(desk.refunded),
        allocated: Money::tiyin(desk.allocated),
        remunerated: Money::tiyin(desk.remunerated),
        balance: Money::tiyin(desk.balance()),
        outstanding: Money::tiyin(outstanding.sum()),
        outstanding_count: desk.outstanding.len(),
    }
}

fn month_shown(month: String, moved: &FundMonth, balance: i64) -> FundMonthShown {
    FundMonthShown {
        month,
        assessed: Money::tiyin(moved.assessed),
        waived: Money::tiyin(moved.waived),
        paid: Money::tiyin(moved.paid),
        refunded: Money::tiyin(moved.refunded),
        allocated: Money::tiyin(moved.allocated),
        remunerated: Money::tiyin(moved.remunerated),
        balance: Money::tiyin(balance),
    }
}
