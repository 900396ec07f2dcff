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
const DEFINITIONS: [Definition; 30] = [
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
        "mediators per 100,000 inhabitants",
        "persons with at least one ACTIVE entry, times 100,000",
        Some("inhabitants on 1 January of the period's year"),
        "24:00 of the period's last day",
    ),
    row(
        "register turnover",
        "entries registered, refused, lapsed, removed by reason, reinstated",
        None,
        "date of the event",
    ),
    row(
        "time to decision",
        "days from submitted_on to decision_on; decisions within 10 days",
        Some("applications decided"),
        "decision_on",
    ),
    row(
        "consultations",
        "consultations; of them those a referral came of within 30 days; people informed, contacts",
        Some("consultations"),
        "held_on",
    ),
    row("referrals", "disputes referred", None, "referred_on"),
    row(
        "referral rate",
        "referrals of channel IN_COURT in categories with stated court cases",
        Some("new court cases of the same courts, quarters and categories"),
        "referred_on; quarter of the cases",
    ),
    row(
        "uptake rate",
        "referrals of the cohort with an agreement; those offered mediation or begun without",
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
        "referrals of the cohort with a settlement; those whose procedure has ended",
        Some("referrals of the cohort"),
        "referred_on",
    ),
    row(
        "appearance and agreement",
        "procedures whose first session all parties attended; settlements among them; procedures of two sessions or more; settlements among them",
        Some(
            "procedures ended; those all attended; procedures ended; those of two sessions or more",
        ),
        "ended_on",
    ),
    row(
        "pending",
        "open at end = open at start + started − ended",
        None,
        "agreement_on, ended_on",
    ),
    row(
        "clearance rate and disposition time",
        "procedures ended; days of the period, at most 365, times procedures pending at its end",
        Some("procedures started; procedures ended"),
        "agreement_on, ended_on",
    ),
    row(
        "court approval rate",
        "settlements approved",
        Some("settlements a judge decided on"),
        "date of the decision",
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
        "cost",
        "procedures started for a fee; free of charge; paid ones by band of the fee",
        Some("procedures started; paid procedures"),
        "agreement_on",
    ),
    row(
        "fund balance",
        "tiyin of fees paid − refunded − allocated up to the period's end; allocated in the period",
        None,
        "24:00 of the period's last day",
    ),
    row(
        "complaints and sanctions",
        "complaints, also times 100; proceedings opened; suspensions; sanctions overturned on appeal",
        Some("procedures ended; appeals decided"),
        "date of the event",
    ),
    row(
        "workload",
        "mediators by procedures started under them in the year: quantiles, Gini coefficient, share of the busiest tenth, those without any",
        Some("mediators active at the year's end or with a procedure in it; procedures"),
        "agreement_on",
    ),
    row(
        "language and accessibility",
        "procedures started; courts without an active mediator for the group",
        Some("courts"),
        "agreement_on; 24:00 of the period's last day",
    ),
    row(
        "coverage and recording quality",
        "days from act to record; events recorded after the day of the act; courts with an event; events refused; gaps found, and open at the period's end",
        Some("events recorded; courts"),
        "occurred_on; date of the finding",
    ),
    row(
        "satisfaction",
        "sum of scores, 1 to 5; procedures scored at least once",
        Some("scores; procedures ended"),
        "ended_on",
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
        assert_eq!(
            Indicator::S29.definition().name,
            "coverage and recording quality"
        );
    }
}
