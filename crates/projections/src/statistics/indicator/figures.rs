//! The figures of each indicator, made of a group's totals.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};
use medreg_domain::entry::event::{AppealOutcome, RemovalReason};
use medreg_domain::referral::event::{FeeBand, FeeKind, Ground, Outcome};
use strum::VariantArray;

use super::super::disclosure::Unit;
use super::super::totals::Totals;
use super::super::{Cell, Measure as M, Period};
use super::Indicator;
use super::figure::{Figure, Guard};

mod procedures;
mod register;

pub(in crate::statistics) use procedures::DURATION_BANDS;
pub(in crate::statistics) use register::DECISION_DAYS;

/// Days after which a cohort is old enough for its rates to be final (S9).
const COHORT_AGE_DAYS: u64 = 90;

/// What the figures need to know beside the totals.
#[derive(Clone, Copy, Debug)]
pub(super) struct Frame<'f> {
    pub(super) period: Period,
    /// All ways in which procedures ended that occur in the answer.
    pub(super) endings: &'f BTreeSet<(Ground, Option<Outcome>)>,
}

impl Indicator {
    /// The day from which a rate of a period's cohort is final; none for what is of no cohort.
    pub fn final_from(self, period: Period) -> Option<NaiveDate> {
        let aged_on = period.last().last_day() + Days::new(COHORT_AGE_DAYS);
        matches!(self, Self::S9 | Self::S17).then_some(aged_on)
    }

    /// True for a rate of a period's cohort that is not old enough on the day of the question.
    pub fn is_provisional(self, period: Period, as_of: NaiveDate) -> bool {
        self.final_from(period).is_some_and(|day| as_of < day)
    }

    /// The figures of one group, always the same ones in the same order.
    pub(super) fn figures(self, totals: &Totals, frame: &Frame<'_>) -> Vec<Figure> {
        match self {
            Self::S1 => vec![Figure::count(
                "active",
                totals.count(M::ActivePersons),
                Unit::Active,
            )],
            Self::S2 => vec![Figure::count(
                "active",
                totals.count(M::ActiveEntries),
                Unit::Active,
            )],
            Self::S3 => vec![Figure::scaled(
                "per_100000",
                (totals.count(M::ActivePersons), totals.count(M::Inhabitants)),
                100_000,
                Unit::Active,
            )],
            Self::S4 => register::turnover(totals),
            Self::S5 => register::decisions(&totals.cell(M::Decision)),
            Self::S6 => register::consultations(totals),
            Self::S7 => vec![Figure::count(
                "referrals",
                totals.count(M::Referred),
                Unit::Referred,
            )],
            Self::S8 => vec![referral_rate(totals)],
            Self::S9 => vec![
                cohort("uptake", M::CohortAgreed, Unit::Uptake, totals),
                cohort("offered", M::CohortOffered, Unit::Offered, totals),
            ],
            Self::S10 => vec![Figure::count(
                "started",
                totals.count(M::Started),
                Unit::Flow,
            )],
            Self::S11 => procedures::endings(totals, frame.endings),
            Self::S12 => procedures::return_lag(&totals.cell(M::ReturnLag)),
            Self::S13 => procedures::duration(&totals.cell(M::Duration)),
            Self::S14 => vec![of_ended(
                "within_term",
                M::WithinTerm,
                Unit::WithinTerm,
                totals,
            )],
            Self::S15 => procedures::extensions(totals),
            Self::S16 => {
                let (settled, ended) = (totals.settled(), totals.ended());
                vec![Figure::share("settled", settled, ended, Unit::Settled)]
            }
            Self::S17 => vec![
                cohort("settled", M::CohortSettled, Unit::CohortSettled, totals),
                cohort("ended", M::CohortEnded, Unit::CohortEnded, totals),
            ],
            Self::S18 => procedures::appearance(totals),
            Self::S19 => procedures::pending(totals),
            Self::S20 => procedures::clearance(totals, frame.period),
            Self::S21 => procedures::approval(totals),
            Self::S22 => procedures::withdrawals(totals),
            Self::S23 => register::fees(totals),
            Self::S24 => procedures::cost(totals),
            Self::S25 => register::fund(totals),
            Self::S26 => register::discipline(totals),
            Self::S27 => register::workload(&totals.cell(M::Workload)),
            Self::S28 => register::accessibility(totals),
            Self::S29 => register::recording(totals),
            Self::S30 => procedures::satisfaction(totals),
        }
    }
}

/// Referrals in court by the court cases that could have been referred; published only where
/// all of them have such cases, so that no part of S7 is told apart.
fn referral_rate(totals: &Totals) -> Figure {
    let (stated, cases) = (totals.count(M::InCourtStated), totals.count(M::CourtCases));
    let guard = Guard::from(Unit::InCourt).only_if(stated == totals.count(M::InCourt));
    Figure::share("referral_rate", stated, cases, guard)
}

fn cohort(name: &'static str, part: M, unit: Unit, totals: &Totals) -> Figure {
    Figure::share(name, totals.count(part), totals.count(M::Referred), unit)
}

fn of_ended(name: &'static str, part: M, unit: Unit, totals: &Totals) -> Figure {
    Figure::share(name, totals.count(part), totals.ended(), unit)
}

fn spread(cell: &Cell, unit: Unit) -> Vec<Figure> {
    vec![
        Figure::percentile("median", cell, 50, unit),
        Figure::percentile("p90", cell, 90, unit),
    ]
}
