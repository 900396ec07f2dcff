//! What each indicator means, in words that stand beside the figures.

use serde::Serialize;

use super::Indicator;

/// Numerator, denominator and date basis of an indicator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Definition {
    /// What it is called.
    pub name: &'static str,
    /// What is counted.
    pub numerator: &'static str,
    /// Of what; a plain count has none.
    pub denominator: Option<&'static str>,
    /// The date by which a case falls into a period.
    pub date_basis: &'static str,
}

impl Indicator {
    /// The definition.
    pub fn definition(self) -> Definition {
        let (name, numerator, denominator, date_basis) = match self {
            Self::S1 => ("active mediators", "persons with at least one ACTIVE entry", None, "24:00 of the period's last day"),
            Self::S2 => ("active entries", "ACTIVE entries", None, "24:00 of the period's last day"),
            Self::S4 => ("register turnover", "entries registered, refused, lapsed, removed by reason, reinstated", None, "date of the event"),
            Self::S6 => ("consultations", "consultations; of them those that led to a referral", Some("consultations"), "held_on"),
            Self::S7 => ("referrals", "disputes referred", None, "referred_on"),
            Self::S9 => ("uptake rate", "referrals of the cohort with an agreement", Some("referrals of the cohort"), "referred_on"),
            Self::S10 => ("procedures started", "agreements signed", None, "agreement_on"),
            Self::S11 => ("procedures ended", "procedures ended, by ground of art 26 and result", None, "ended_on"),
            Self::S12 => ("return lag", "days from ended_on to returned_on; cases over 3 days", Some("results returned"), "returned_on"),
            Self::S13 => ("duration", "days from agreement_on to ended_on; cases by band", Some("procedures ended"), "ended_on"),
            Self::S14 => ("within-term rate", "procedures ended on or before due_on", Some("procedures ended"), "ended_on"),
            Self::S15 => ("extension rate", "procedures ended with at least one extension; days added", Some("procedures ended; extended procedures"), "ended_on"),
            Self::S16 => ("settlement rate of ended", "full and partial settlements", Some("procedures ended"), "ended_on"),
            Self::S17 => ("settlement rate of referrals", "referrals of the cohort with a settlement", Some("referrals of the cohort"), "referred_on"),
            Self::S19 => ("pending", "open at end = open at start + started − ended", None, "agreement_on, ended_on"),
            Self::S22 => ("withdrawals", "ended by one party, all parties, the mediator", Some("procedures ended"), "ended_on"),
            Self::S23 => ("fees", "tiyin assessed, paid, waived, refunded, outstanding", None, "date of the event"),
            Self::S29 => ("recording quality", "days from act to record; events recorded after the day of the act", Some("events recorded"), "occurred_on"),
        };
        Definition { name, numerator, denominator, date_basis }
    }
}
