//! What is counted, and the cells it is counted in.

use std::collections::BTreeMap;

use medreg_domain::entry::event::RemovalReason;
use medreg_domain::referral::event::{ConsultationOutcome, Ground, Outcome};
use serde::{Deserialize, Serialize};

/// One thing that is counted on its own date; indicators are made of these.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Measure {
    /// Entries registered.
    Registered,
    /// Applications refused.
    Refused,
    /// Entries recorded as lapsed.
    Lapsed,
    /// Entries removed, by reason.
    Removed(RemovalReason),
    /// Entries reinstated.
    Reinstated,
    /// Fees assessed; the sum in minor units.
    FeesAssessed,
    /// Fees paid.
    FeesPaid,
    /// Fees waived.
    FeesWaived,
    /// Fees refunded.
    FeesRefunded,
    /// Consultations, by outcome.
    Consultations(ConsultationOutcome),
    /// Referrals.
    Referred,
    /// Referrals that led to an agreement, on the date of the referral.
    CohortAgreed,
    /// Referrals that led to a settlement, on the date of the referral.
    CohortSettled,
    /// Procedures started.
    Started,
    /// Procedures ended, by ground and, once returned, result.
    Ended(Ground, Option<Outcome>),
    /// Referrals returned without a procedure.
    NotStarted,
    /// Days from end to return.
    ReturnLag,
    /// Days from agreement to end.
    Duration,
    /// Procedures that ended within their term.
    WithinTerm,
    /// Procedures that ended after at least one extension; the sum is days added.
    Extended,
    /// Events by the days between act and record.
    RecordingLag,
}

/// A count, a sum and, for durations, the exact number of cases by days.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    /// How many.
    pub count: i64,
    /// What they add up to.
    pub sum: i64,
    /// How many by days; empty for what is no duration.
    pub days: BTreeMap<i32, i64>,
}

impl Cell {
    /// Adds another cell.
    pub fn merge(&mut self, other: &Self) {
        self.count += other.count;
        self.sum = self.sum.saturating_add(other.sum);
        for (days, count) in &other.days {
            *self.days.entry(*days).or_default() += count;
        }
    }

    pub(super) fn is_zero(&self) -> bool {
        self.count == 0 && self.sum == 0 && self.days.is_empty()
    }

    /// The smallest number of days that at least `percent` of the cases do not exceed.
    ///
    /// Exact: cases are kept by day. The median of an even number is the lower of the two.
    pub fn percentile(&self, percent: i64) -> Option<i32> {
        let total: i64 = self.days.values().sum();
        let rank = (total * percent + 99) / 100;
        let mut seen = 0;
        self.days.iter().find_map(|(days, count)| {
            seen += count;
            (total > 0 && seen >= rank.max(1)).then_some(*days)
        })
    }

    /// Cases whose days lie in the range.
    pub fn between(&self, from: i32, to: i32) -> i64 {
        self.days.range(from..=to).map(|(_, count)| count).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(days: &[i32]) -> Cell {
        let mut cell = Cell::default();
        for day in days {
            let one = Cell {
                count: 1,
                sum: i64::from(*day),
                days: BTreeMap::from([(*day, 1)]),
            };
            cell.merge(&one);
        }
        cell
    }

    #[test]
    fn median_and_p90_are_those_of_the_sorted_cases() {
        assert_eq!(cell(&[1, 2, 3, 4, 100]).percentile(50), Some(3));
        assert_eq!(cell(&[1, 2, 3, 4]).percentile(50), Some(2));
        assert_eq!(
            cell(&[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]).percentile(90),
            Some(9)
        );
        assert_eq!(cell(&[]).percentile(50), None);
        assert_eq!(cell(&[7]).percentile(90), Some(7));
    }

    #[test]
    fn bands_count_both_ends() {
        assert_eq!(cell(&[10, 11, 30, 31]).between(11, 30), 2);
    }
}
