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
        DEFINITIONS[self as usize]
    }
}

/// One row an indicator, in the order of the enum.
const DEFINITIONS: [Definition; 18] = [
    row(
        "active mediators",
        "persons with at least one ACTIVE entry",
        None,
        "24:00 of the period's last day",
    ),
    row(
        "active entries",
        "ACTIVE entries",
        None,
        "24:00 of the period's last day",
    ),
    row(
        "register turnover",
        "entries registered, refused, lapsed, removed by reason, reinstated",
        None,
        "date of the event",
    ),
    row(
        "consultations",
        "consultations; of them those that led to a referral",
        Some("consultations"),
        "held_on",
    ),
    row("referrals", "disputes referred", None, "referred_on"),
    row(
        "uptake rate",
        "referrals of the cohort with an agreement",
        Some("referrals of the cohort"),
        "referred_on",
    ),
    row(
        "procedures started",
        "agreements signed",
        None,
        "agreement_on",
    ),
    row(
        "procedures ended",
        "procedures ended, by ground of art 26 and result",
        None,
        "ended_on",
    ),
    row(
        "return lag",
        "days from ended_on to returned_on; cases over 3 days",
        Some("results returned"),
        "returned_on",
    ),
    row(
        "duration",
        "days from agreement_on to ended_on; cases by band",
        Some("procedures ended"),
        "ended_on",
    ),
    row(
        "within-term rate",
        "procedures ended on or before due_on",
        Some("procedures ended"),
        "ended_on",
    ),
    row(
        "extension rate",
        "procedures ended with at least one extension; days added",
        Some("procedures ended; extended procedures"),
        "ended_on",
    ),
    row(
        "settlement rate of ended",
        "full and partial settlements",
        Some("procedures ended"),
        "ended_on",
    ),
    row(
        "settlement rate of referrals",
        "referrals of the cohort with a settlement",
        Some("referrals of the cohort"),
        "referred_on",
    ),
    row(
        "pending",
        "open at end = open at start + started − ended",
        None,
        "agreement_on, ended_on",
    ),
    row(
        "withdrawals",
        "ended by one party, all parties, the mediator",
        Some("procedures ended"),
        "ended_on",
    ),
    row(
        "fees",
        "tiyin assessed, paid, waived, refunded; outstanding at the period's end",
        None,
        "date of the event",
    ),
    row(
        "recording quality",
        "days from act to record; events recorded after the day of the act",
        Some("events recorded"),
        "occurred_on",
    ),
];

const fn row(
    name: &'static str,
    numerator: &'static str,
    denominator: Option<&'static str>,
    date_basis: &'static str,
) -> Definition {
    Definition {
        name,
        numerator,
        denominator,
        date_basis,
    }
}

#[cfg(test)]
mod tests {
    use strum::VariantArray;

    use super::*;

    #[test]
    fn every_indicator_has_its_own_definition() {
        assert_eq!(DEFINITIONS.len(), Indicator::VARIANTS.len());
        assert_eq!(Indicator::S1.definition().name, "active mediators");
        assert_eq!(Indicator::S16.definition().name, "settlement rate of ended");
        assert_eq!(Indicator::S29.definition().name, "recording quality");
    }
}
