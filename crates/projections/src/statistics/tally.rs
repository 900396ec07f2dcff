//! A tally: one thing counted once, so that it can be taken back and counted anew.

use chrono::NaiveDate;
use medreg_domain::entry::EntryKind;
use medreg_domain::referral::event::ReferralSource;
use medreg_domain::{CategoryCode, Channel, CourtCode, LanguageCode};
use serde::{Deserialize, Serialize};

use super::Measure;

/// For which dispute, procedure or entry something is counted; none where it is not known.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub(crate) struct Facets {
    pub(crate) channel: Option<Channel>,
    pub(crate) category: Option<CategoryCode>,
    /// Who had the idea of the referral.
    pub(crate) source: Option<ReferralSource>,
    /// The kind of the mediator under whom the procedure started.
    pub(crate) kind: Option<EntryKind>,
    /// The language of the procedure.
    pub(crate) language: Option<LanguageCode>,
}

/// Where and for what something is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    /// The court of the number, so that all that is counted of one matter meets.
    pub(crate) court: CourtCode,
    pub(crate) facets: Facets,
}

/// One thing counted once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) place: Place,
    pub(crate) on: NaiveDate,
    pub(crate) measure: Measure,
    /// How many; minus one where a case leaves a cell.
    pub(crate) count: i64,
    /// What it adds to the sum.
    pub(crate) sum: i64,
    /// The days it took, where the exact distribution is kept.
    pub(crate) days: Option<i32>,
}

/// Whether a tally is counted, or was counted and is taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sign {
    /// Counted.
    Count,
    /// Taken back: what a correction of the stream undoes.
    TakeBack,
}

impl Sign {
    /// Adds an amount to a sum, or takes it off again.
    pub(crate) fn add(self, sum: &mut i64, amount: i64) {
        *sum = sum.saturating_add(self.of(amount));
    }

    /// A count with this sign.
    pub(crate) fn of(self, count: i64) -> i64 {
        match self {
            Self::Count => count,
            Self::TakeBack => count.saturating_neg(),
        }
    }
}

impl Place {
    /// A place without facets.
    pub(crate) fn bare(court: CourtCode) -> Self {
        Self {
            court,
            facets: Facets::default(),
        }
    }

    /// A place that differs by the mediator's kind.
    pub(crate) fn with_kind(self, kind: Option<EntryKind>) -> Self {
        let facets = Facets {
            kind,
            ..self.facets
        };
        Self { facets, ..self }
    }

    /// One case.
    pub(crate) fn one(self, on: NaiveDate, measure: Measure) -> Tally {
        self.sum(on, measure, 0)
    }

    /// One case with an amount.
    pub(crate) fn sum(self, on: NaiveDate, measure: Measure, sum: i64) -> Tally {
        Tally {
            place: self,
            on,
            measure,
            count: 1,
            sum,
            days: None,
        }
    }

    /// One case that took some days.
    pub(crate) fn days(self, on: NaiveDate, measure: Measure, days: i64) -> Tally {
        Tally {
            days: Some(i32::try_from(days).unwrap_or(i32::MAX)),
            ..self.sum(on, measure, days)
        }
    }
}
