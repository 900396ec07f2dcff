//! Units: cells that are withheld together, and the units they are parts of.

use medreg_domain::entry::event::{AppealOutcome, RemovalReason};
use medreg_domain::referral::event::{FeeBand, FeeKind, Ground, Outcome};
use strum::VariantArray;

use super::super::indicator::{DECISION_DAYS, DURATION_BANDS};
use super::super::totals::Totals;
use super::super::{Cell, Measure as M};

/// Columns that are shown or withheld together in a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::statistics) enum Unit {
    /// Persons and entries active at the end of the period.
    Active,
    Registered,
    Refused,
    Lapsed,
    Reinstated,
    Removed(RemovalReason),
    Decided,
    DecidedInTime,
    Consulted,
    ConsultedLed,
    Informed,
    Contacts,
    Referred,
    Offered,
    Uptake,
    CohortEnded,
    CohortSettled,
    /// The channel `IN_COURT` of `Referred`.
    InCourt,
    /// Started and ended: withheld in the periods beside a withheld stock of pending ones.
    Flow,
    PendingStart,
    PendingEnd,
    Settled,
    SettledHow,
    UnsettledHow,
    Bands,
    WithinTerm,
    Extended,
    Attended,
    AttendedSettled,
    PastFirst,
    PastFirstSettled,
    Answered,
    Returned,
    ReturnedLate,
    Judged,
    Approved,
    Cost,
    FeeBands,
    /// Fees of the period, by how many of them there are.
    Fees,
    /// The fund at the end of the period, by how many fees were paid into it.
    Fund,
    Complaints,
    Proceedings,
    Suspensions,
    Appealed,
    Overturned,
    Mediators,
    Idle,
    Recorded,
    RecordedLate,
}

/// Whether a unit adds up over the quarters of a year, or stands at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Nature {
    Flow,
    /// At each end of a quarter, and at the start of the year.
    Stock,
    /// At the end of the year alone.
    YearStock,
    /// Of a whole year: it does not add up over quarters.
    YearFlow,
}

impl Unit {
    /// The unit a column of which this unit's columns add up to.
    pub(super) fn parent(self) -> Option<Self> {
        Some(match self {
            Self::DecidedInTime => Self::Decided,
            Self::ConsultedLed => Self::Consulted,
            Self::Offered => Self::Referred,
            Self::Uptake => Self::Offered,
            Self::CohortEnded => Self::Uptake,
            Self::CohortSettled => Self::CohortEnded,
            Self::Settled
            | Self::Bands
            | Self::WithinTerm
            | Self::Extended
            | Self::Attended
            | Self::PastFirst
            | Self::Answered
            | Self::Cost => Self::Flow,
            Self::SettledHow | Self::UnsettledHow => Self::Settled,
            Self::AttendedSettled => Self::Attended,
            Self::PastFirstSettled => Self::PastFirst,
            Self::ReturnedLate => Self::Returned,
            Self::Approved => Self::Judged,
            Self::FeeBands => Self::Cost,
            Self::Overturned => Self::Appealed,
            Self::Idle => Self::Mediators,
            Self::RecordedLate => Self::Recorded,
            Self::Active
            | Self::Registered
            | Self::Refused
            | Self::Lapsed
            | Self::Reinstated
            | Self::Removed(_)
            | Self::Decided
            | Self::Consulted
            | Self::Informed
            | Self::Contacts
            | Self::Referred
            | Self::InCourt
            | Self::Flow
            | Self::PendingStart
            | Self::PendingEnd
            | Self::Returned
            | Self::Judged
            | Self::Fees
            | Self::Fund
            | Self::Complaints
            | Self::Proceedings
            | Self::Suspensions
            | Self::Appealed
            | Self::Mediators
            | Self::Recorded => return None,
        })
    }

    pub(super) fn nature(self) -> Nature {
        if matches!(self, Self::Active | Self::PendingStart | Self::PendingEnd) {
            Nature::Stock
        } else if self == Self::Fund {
            Nature::YearStock
        } else if matches!(self, Self::Mediators | Self::Idle) {
            Nature::YearFlow
        } else {
            Nature::Flow
        }
    }

    /// The columns of a cell, always as many and in the same order.
    pub(super) fn columns(self, totals: &Totals) -> Vec<i64> {
        let count = |measure| totals.count(measure);
        let split = |part: i64, whole: i64| vec![part, whole - part];
        let of_ended = |measure| split(totals.count(measure), totals.ended());
        match self {
            Self::Active => vec![count(M::ActivePersons), count(M::ActiveEntries)],
            Self::Registered => vec![count(M::Registered)],
            Self::Refused => vec![count(M::Refused)],
            Self::Lapsed => vec![count(M::Lapsed)],
            Self::Reinstated => vec![count(M::Reinstated)],
            Self::Removed(reason) => vec![count(M::Removed(reason))],
            Self::Decided => vec![count(M::Decision)],
            Self::DecidedInTime => cut(&totals.cell(M::Decision), DECISION_DAYS),
            Self::Consulted => vec![totals.consultations()],
            Self::ConsultedLed => split(count(M::ConsultationsLed), totals.consultations()),
            Self::Informed => vec![totals.sum(M::Informed)],
            Self::Contacts => vec![count(M::Contacts)],
            Self::Referred | Self::InCourt => vec![count(M::Referred)],
            Self::Offered => split(count(M::CohortOffered), count(M::Referred)),
            Self::Uptake => split(count(M::CohortAgreed), count(M::CohortOffered)),
            Self::CohortEnded => split(count(M::CohortEnded), count(M::CohortAgreed)),
            Self::CohortSettled => split(count(M::CohortSettled), count(M::CohortEnded)),
            Self::Flow => vec![count(M::Started), totals.ended()],
            Self::PendingStart => vec![totals.pending_start()],
            Self::PendingEnd => vec![totals.pending_end()],
            Self::Settled => split(totals.settled(), totals.ended()),
            Self::SettledHow => endings(totals, true),
            Self::UnsettledHow => endings(totals, false),
            Self::Bands => {
                let cell = totals.cell(M::Duration);
                DURATION_BANDS
                    .map(|(_, from, to)| cell.between(from, to))
                    .to_vec()
            }
            Self::WithinTerm => of_ended(M::WithinTerm),
            Self::Extended => of_ended(M::Extended),
            Self::Attended => of_ended(M::Attended),
            Self::AttendedSettled => split(count(M::AttendedSettled), count(M::Attended)),
            Self::PastFirst => of_ended(M::PastFirst),
            Self::PastFirstSettled => split(count(M::PastFirstSettled), count(M::PastFirst)),
            Self::Answered => of_ended(M::Answered),
            Self::Returned => vec![count(M::ReturnLag)],
            Self::ReturnedLate => cut(&totals.cell(M::ReturnLag), 3),
            Self::Judged => vec![count(M::SettlementsApproved) + count(M::SettlementsRefused)],
            Self::Approved => vec![count(M::SettlementsApproved), count(M::SettlementsRefused)],
            Self::Cost => vec![totals.cost(FeeKind::Paid), totals.cost(FeeKind::Free)],
            Self::FeeBands => {
                let bands = FeeBand::VARIANTS.iter().map(|band| Some(*band));
                let count = |band| totals.count(M::Cost(FeeKind::Paid, band));
                bands.chain([None]).map(count).collect()
            }
            Self::Fees => [M::FeesAssessed, M::FeesPaid, M::FeesWaived, M::FeesRefunded]
                .map(count)
                .to_vec(),
            Self::Fund => vec![totals.count_to_end(M::FeesPaid)],
            Self::Complaints => vec![count(M::Complaints)],
            Self::Proceedings => vec![count(M::Proceedings)],
            Self::Suspensions => vec![count(M::Suspensions)],
            Self::Appealed => vec![totals.appeals_decided()],
            Self::Overturned => split(
                count(M::Appeals(AppealOutcome::Won)),
                totals.appeals_decided(),
            ),
            Self::Mediators => vec![count(M::Workload)],
            Self::Idle => cut(&totals.cell(M::Workload), 0),
            Self::Recorded => vec![count(M::RecordingLag)],
            Self::RecordedLate => cut(&totals.cell(M::RecordingLag), 0),
        }
    }
}

/// Cases up to so many days, and the rest.
fn cut(cell: &Cell, days: i32) -> Vec<i64> {
    let to = cell.between(i32::MIN, days);
    vec![to, cell.count - to]
}

/// Procedures ended, by ground and result, with or without a settlement.
fn endings(totals: &Totals, settled: bool) -> Vec<i64> {
    let results = Outcome::VARIANTS.iter().map(|outcome| Some(*outcome));
    let results = results
        .chain([None])
        .filter(|result| result.is_some_and(Outcome::is_settlement) == settled);
    let of = |result| {
        Ground::VARIANTS
            .iter()
            .map(move |ground| totals.ended_as(*ground, result))
    };
    results.flat_map(of).collect()
}
