//! Consultations and the referrals that came of them within thirty days (S6).
//!
//! The referral names the consultation and its day, the consultation its category; which of
//! the two is recorded first does not matter.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use medreg_domain::{CategoryCode, ConsultationId, CourtCode};
use serde::{Deserialize, Serialize};

use super::rows::Counted;
use super::{Facets, Measure, Place, Sign, Tally};

pub(super) const PREFIX: &str = "sk";

/// Days from a consultation to a referral that came of it (S6).
pub(super) const LED_WITHIN_DAYS: i64 = 30;

/// A court's consultations of one month.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Consultations(BTreeMap<ConsultationId, Consultation>);

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Consultation {
    held: Option<Held>,
    referrals: i64,
}

/// When a consultation was held, and about what.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Held {
    pub(super) on: NaiveDate,
    pub(super) category: Option<CategoryCode>,
}

impl Consultations {
    /// Takes over that a consultation was held; what it counts before and after.
    pub(super) fn held(
        &mut self,
        court: CourtCode,
        id: ConsultationId,
        held: Held,
        sign: Sign,
    ) -> Difference {
        self.change(court, id, |consultation| {
            consultation.held = match sign {
                Sign::Count => Some(held),
                Sign::TakeBack => None,
            };
        })
    }

    /// Takes over that a referral came of it in time; what it counts before and after.
    pub(super) fn led(&mut self, court: CourtCode, id: ConsultationId, sign: Sign) -> Difference {
        self.change(court, id, |consultation| {
            consultation.referrals += sign.of(1);
        })
    }

    fn change(
        &mut self,
        court: CourtCode,
        id: ConsultationId,
        change: impl FnOnce(&mut Consultation),
    ) -> Difference {
        let consultation = self.0.entry(id).or_default();
        let before = consultation.tally(court);
        change(consultation);
        let after = consultation.tally(court);
        Difference { before, after }
    }
}

/// What a consultation counted, and what it counts now.
pub(super) struct Difference {
    pub(super) before: Option<Tally>,
    pub(super) after: Option<Tally>,
}

impl Consultation {
    fn tally(&self, court: CourtCode) -> Option<Tally> {
        let held = self.held.filter(|_| self.referrals > 0)?;
        let facets = Facets {
            category: held.category,
            ..Facets::default()
        };
        Some(Place { court, facets }.one(held.on, Measure::ConsultationsLed))
    }
}

impl Counted for Consultations {
    fn settle(&mut self) -> bool {
        self.0
            .retain(|_, consultation| consultation.held.is_some() || consultation.referrals != 0);
        self.0.is_empty()
    }
}
