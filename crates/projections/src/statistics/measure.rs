//! What is counted, and the cells it is counted in.

use medreg_domain::entry::event::{AppealOutcome, RemovalReason};
use medreg_domain::referral::event::{ConsultationOutcome, FeeBand, FeeKind, Ground, Outcome};
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
    /// Referrals whose parties were offered mediation or began it without, on the date of the
    /// referral.
    CohortOffered,
    /// Referrals that led to an agreement, on the date of the referral.
    CohortAgreed,
    /// Referrals whose procedure has ended and was not begun anew, on the date of the referral.
    CohortEnded,
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
    /// Days from application to decision.
    Decision,
    /// Consultations a referral came of within thirty days, on the date of the consultation.
    ConsultationsLed,
    /// Acts of informing citizens; the sum is people, leaflets or visits.
    Informed,
    /// Contacts with the coordinator.
    Contacts,
    /// Procedures that ended after a first session all parties attended.
    Attended,
    /// Of those, the ones with a settlement.
    AttendedSettled,
    /// Procedures that ended after at least two sessions.
    PastFirst,
    /// Of those, the ones with a settlement.
    PastFirstSettled,
    /// Settlements a judge approved.
    SettlementsApproved,
    /// Settlements a judge refused to approve.
    SettlementsRefused,
    /// Procedures started, by what the mediator costs.
    Cost(FeeKind, Option<FeeBand>),
    /// Complaints about mediators.
    Complaints,
    /// Disciplinary proceedings opened.
    Proceedings,
    /// Suspensions that began.
    Suspensions,
    /// Appeals, by how they ended.
    Appeals(AppealOutcome),
    /// Fee revenue set aside; the sum in minor units.
    Allocated,
    /// Coordinators' pay; the sum in minor units.
    Remunerated,
    /// Scores received for procedures that ended; the sum of the scores.
    Scores,
    /// Procedures that ended and were scored at least once.
    Answered,
    /// Events of a court the federal office refused.
    EventsRefused,
    /// Gaps found in a court's events.
    GapsDetected,
    /// Gaps that were filled.
    GapsResolved,
    /// Persons with an active entry at the end of the period: made when asked for.
    ActivePersons,
    /// Entries active at the end of the period: made when asked for.
    ActiveEntries,
    /// Inhabitants on 1 January of the period's year: made when asked for.
    Inhabitants,
    /// Referrals in court whose category has stated court cases: made when asked for.
    InCourtStated,
    /// Referrals in court: made when asked for.
    InCourt,
    /// New court cases: made when asked for.
    CourtCases,
    /// Mediators by the procedures started under them: made when asked for.
    Workload,
    /// Courts on the map: made when asked for.
    Courts,
    /// Courts without an active mediator: made when asked for.
    CourtsWithoutMediator,
    /// Courts with at least one event recorded in the period: made when asked for.
    CourtsReporting,
}

impl Measure {
    /// True for what the office says of the link to a court (S29).
    pub(super) fn is_of_sync(self) -> bool {
        matches!(
            self,
            Self::EventsRefused | Self::GapsDetected | Self::GapsResolved
        )
    }

    /// True for what is carried from period to period: stocks are sums of such flows.
    pub(super) fn carries(self) -> bool {
        matches!(
            self,
            Self::Started
                | Self::Ended(..)
                | Self::FeesAssessed
                | Self::FeesPaid
                | Self::FeesRefunded
                | Self::Allocated
                | Self::GapsDetected
                | Self::GapsResolved
        )
    }
}

/// A count, a sum and, for durations, the exact number of cases by days.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    /// How many.
    pub count: i64,
    /// What they add up to.
    pub sum: i64,
    /// How many by days, in order of days; empty for what is no duration.
    pub days: Vec<(i32, i64)>,
}

impl Cell {
    /// Adds another cell.
    pub fn merge(&mut self, other: &Self) {
        self.count += other.count;
        self.sum = self.sum.saturating_add(other.sum);
        for (days, count) in &other.days {
            self.add_days(*days, *count);
        }
    }

    /// Adds cases of so many days; those that come to none leave no trace.
    pub(super) fn add_days(&mut self, days: i32, count: i64) {
        match self.days.binary_search_by_key(&days, |(days, _)| *days) {
            Ok(at) => {
                self.days[at].1 += count;
                if self.days[at].1 == 0 {
                    self.days.remove(at);
                }
            }
            Err(at) => self.days.insert(at, (days, count)),
        }
    }

    pub(super) fn is_zero(&self) -> bool {
        self.count == 0 && self.sum == 0 && self.days.is_empty()
    }

    /// The smallest number of days that at least `percent` of the cases do not exceed.
    ///
    /// Exact: cases are kept by day. The median of an even number is the lower of the two.
    pub fn percentile(&self, percent: i64) -> Option<i32> {
        let total: i64 = self.days.iter().map(|(_, count)| count).sum();
        let rank = (total * percent + 99) / 100;
        let mut seen = 0;
        self.days.iter().find_map(|(days, count)| {
            seen += count;
            (total > 0 && seen >= rank.max(1)).then_some(*days)
        })
    }

    /// Cases whose days lie in the range.
    pub fn between(&self, from: i32, to: i32) -> i64 {
        let within = |(days, _): &&(i32, i64)| (from..=to).contains(days);
        self.days
            .iter()
            .filter(within)
            .map(|(_, count)| count)
            .sum()
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
                days: vec![(*day, 1)],
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
