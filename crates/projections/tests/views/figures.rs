//! Every indicator over the history on paper (`paper.rs`), computed by hand in the comments.
//!
//! A figure is written `group period name numerator/denominator`; counts of nothing are not
//! listed, shares of something are, even where the share is nothing.

use medreg_domain::CourtCode;
use medreg_projections::statistics::Map;
use medreg_projections::statistics::indicator::{Audience, Indicator, Question, Row, answer};
use medreg_projections::{Fold, Views};
use strum::VariantArray;
use tempfile::TempDir;

use crate::builder::{ABAI, ALMATY, ASTANA, code, day, in_turn, life, views_of};
use crate::paper::courts;

/// What an auditor asks, as reported, on the last day of 2026.
pub(crate) fn question(indicator: &str, by: &[&str], periods: &str) -> Question {
    Question {
        indicator: code(indicator),
        by: by.iter().map(|dimension| code(dimension)).collect(),
        periods: code(periods),
        map: Map::AsReported,
        audience: Audience::Audit,
        as_of: day("2026-12-31"),
    }
}

/// The answer's rows that are not nothing, each in one line.
pub(crate) fn ask(views: &Views, indicator: &str, by: &[&str], periods: &str) -> Vec<String> {
    let question = question(indicator, by, periods);
    let answer = answer(views, &question).unwrap();
    assert_eq!(answer.indicator, indicator);
    assert_eq!(answer.position, views.cursor().position);
    let counted = |row: &&Row| row.numerator != Some(0) || row.denominator.unwrap_or(0) != 0;
    answer.rows.iter().filter(counted).map(line).collect()
}

/// A row in one line; what is withheld is a star.
pub(crate) fn line(row: &Row) -> String {
    let number = |number: Option<i64>| number.map_or("*".to_owned(), |number| number.to_string());
    let of = row
        .denominator
        .filter(|whole| *whole != 0)
        .map_or_else(String::new, |whole| format!("/{whole}"));
    let mut words: Vec<String> = row.group.values().cloned().collect();
    words.push(row.period.clone());
    words.push(row.figure.clone());
    words.push(format!("{}{of}", number(row.numerator)));
    words.join(" ")
}

#[track_caller]
fn check(indicator: &str, by: &[&str], periods: &str, expected: &[&str]) {
    let folder = TempDir::new().unwrap();
    let views = views_of(folder.path(), &in_turn(&courts()), 8);
    assert_eq!(views.views().cursor().position, 30);
    assert_eq!(ask(views.views(), indicator, by, periods), expected);
}

#[test]
fn s1_counts_persons_who_are_active_at_the_end_of_the_period() {
    // Person 1 is entered in both courts, person 2 from 20 May to 31 July.
    check(
        "S1",
        &[],
        "2025-Q1..2025-Q4",
        &[
            "2025-Q1 active 1",
            "2025-Q2 active 2",
            "2025-Q3 active 1",
            "2025-Q4 active 1",
        ],
    );
    // By category person 1 is one person in CIVIL.LOAN, though entered twice.
    check(
        "S1",
        &["category"],
        "2025-Q2",
        &[
            "CIVIL.LOAN 2025-Q2 active 1",
            "FAMILY.DIVORCE 2025-Q2 active 2",
        ],
    );
    check(
        "S1",
        &["region"],
        "2025-06",
        &["71 2025-06 active 2", "75 2025-06 active 1"],
    );
    check("S1", &[], "2024", &[]);
    // The last day is 31 December.
    check("S1", &[], "2025..2026", &["2025 active 1"]);
}

#[test]
fn s2_counts_entries_that_are_active_at_the_end_of_the_period() {
    check(
        "S2",
        &[],
        "2025-Q1..2025-Q4",
        &[
            "2025-Q1 active 1",
            "2025-Q2 active 3",
            "2025-Q3 active 2",
            "2025-Q4 active 2",
        ],
    );
    check(
        "S2",
        &["court"],
        "2025-05..2025-08",
        &[
            "KZ-71-003 2025-05 active 2",
            "KZ-71-003 2025-06 active 2",
            "KZ-71-003 2025-07 active 2",
            "KZ-71-003 2025-08 active 1",
            "KZ-75-012 2025-05 active 1",
            "KZ-75-012 2025-06 active 1",
            "KZ-75-012 2025-07 active 1",
            "KZ-75-012 2025-08 active 1",
        ],
    );
    check(
        "S2",
        &["category"],
        "2025-Q2",
        &[
            "CIVIL.LOAN 2025-Q2 active 2",
            "FAMILY.DIVORCE 2025-Q2 active 2",
        ],
    );
    check("S2", &["channel"], "2025-Q1", &["UNKNOWN 2025-Q1 active 1"]);
}

#[test]
fn s4_counts_what_comes_into_the_register_and_leaves_it() {
    check(
        "S4",
        &[],
        "2025",
        &[
            "2025 registered 3",
            "2025 refused 1",
            "2025 removed:OWN_WISH 1",
        ],
    );
    check(
        "S4",
        &["court"],
        "2025-01..2025-12",
        &[
            "KZ-71-003 2025-05 registered 2",
            "KZ-71-003 2025-08 removed:OWN_WISH 1",
            "KZ-75-012 2025-01 registered 1",
            "KZ-75-012 2025-02 refused 1",
        ],
    );
}

#[test]
fn s6_counts_consultations_and_those_that_led_to_a_referral() {
    check(
        "S6",
        &[],
        "2025-Q1",
        &["2025-Q1 consultations 2", "2025-Q1 led_to_referral 1/2"],
    );
    check(
        "S6",
        &["category"],
        "2025-01",
        &[
            "FAMILY.DIVORCE 2025-01 consultations 1",
            "FAMILY.DIVORCE 2025-01 led_to_referral 1/1",
            "UNKNOWN 2025-01 consultations 1",
            "UNKNOWN 2025-01 led_to_referral 0/1",
        ],
    );
    // A consultation comes before any channel.
    check(
        "S6",
        &["channel"],
        "2025",
        &[
            "UNKNOWN 2025 consultations 2",
            "UNKNOWN 2025 led_to_referral 1/2",
        ],
    );
    check("S6", &["region"], "2025-Q2..2025-Q4", &[]);
}

#[test]
fn s7_counts_referrals_on_their_own_day() {
    // a1 20 January, a2 3 and a3 5 February; b1 2 May, b2 1 June.
    check(
        "S7",
        &[],
        "2025-01..2025-06",
        &[
            "2025-01 referrals 1",
            "2025-02 referrals 2",
            "2025-05 referrals 1",
            "2025-06 referrals 1",
        ],
    );
    check(
        "S7",
        &["region"],
        "2025",
        &["71 2025 referrals 2", "75 2025 referrals 3"],
    );
    check(
        "S7",
        &["channel", "category"],
        "2025",
        &[
            "CRIMINAL.MINOR CRIMINAL 2025 referrals 1",
            "CIVIL.LOAN IN_COURT 2025 referrals 1",
            "FAMILY.DIVORCE IN_COURT 2025 referrals 2",
            "CIVIL.LOAN OUT_OF_COURT 2025 referrals 1",
        ],
    );
}

#[test]
fn s9_follows_the_cohort_of_its_referrals() {
    // a1, a2, b1 and b2 have an agreement, a3 has none; a2's second one counts no second time.
    // None was offered mediation in writing: what began counts as offered.
    check(
        "S9",
        &[],
        "2025-Q1..2025-Q2",
        &[
            "2025-Q1 uptake 2/3",
            "2025-Q1 offered 2/3",
            "2025-Q2 uptake 2/2",
            "2025-Q2 offered 2/2",
        ],
    );
    check("S9", &[], "2025", &["2025 uptake 4/5", "2025 offered 4/5"]);
    check(
        "S9",
        &["court"],
        "2025-02",
        &[
            "KZ-75-012 2025-02 uptake 1/2",
            "KZ-75-012 2025-02 offered 1/2",
        ],
    );
    check(
        "S9",
        &["channel"],
        "2025",
        &[
            "CRIMINAL 2025 uptake 1/1",
            "CRIMINAL 2025 offered 1/1",
            "IN_COURT 2025 uptake 2/3",
            "IN_COURT 2025 offered 2/3",
            "OUT_OF_COURT 2025 uptake 1/1",
            "OUT_OF_COURT 2025 offered 1/1",
        ],
    );
}

#[test]
fn s10_counts_every_procedure_that_starts() {
    // January a1, February a2, April a2 again, May b1, June b2.
    check(
        "S10",
        &[],
        "2025-Q1..2025-Q3",
        &["2025-Q1 started 2", "2025-Q2 started 3"],
    );
    check(
        "S10",
        &["category"],
        "2025",
        &[
            "CIVIL.LOAN 2025 started 3",
            "CRIMINAL.MINOR 2025 started 1",
            "FAMILY.DIVORCE 2025 started 1",
        ],
    );
}

#[test]
fn s11_counts_endings_by_ground_and_result() {
    check(
        "S11",
        &[],
        "2025",
        &[
            "2025 A26_1:FULL_SETTLEMENT 1",
            "2025 A26_1:PARTIAL_SETTLEMENT 1",
            "2025 A26_4:WITHDRAWN_ONE 1",
            "2025 A26_5:UNKNOWN 1",
        ],
    );
    check(
        "S11",
        &["court"],
        "2025-03..2025-06",
        &[
            "KZ-71-003 2025-06 A26_4:WITHDRAWN_ONE 1",
            "KZ-75-012 2025-03 A26_1:FULL_SETTLEMENT 1",
            "KZ-75-012 2025-03 A26_5:UNKNOWN 1",
            "KZ-75-012 2025-04 A26_1:PARTIAL_SETTLEMENT 1",
        ],
    );
    check(
        "S11",
        &["channel"],
        "2025-Q1..2025-Q2",
        &[
            "CRIMINAL 2025-Q2 A26_4:WITHDRAWN_ONE 1",
            "IN_COURT 2025-Q1 A26_1:FULL_SETTLEMENT 1",
            "OUT_OF_COURT 2025-Q1 A26_5:UNKNOWN 1",
            "OUT_OF_COURT 2025-Q2 A26_1:PARTIAL_SETTLEMENT 1",
        ],
    );
}

#[test]
fn s12_measures_from_the_end_to_the_return() {
    // Days: a3 1, a1 1, b1 2, a2 5. Of four the median is the second, p90 the fourth.
    check(
        "S12",
        &[],
        "2025",
        &["2025 median 1/4", "2025 p90 5/4", "2025 over_3_days 1/4"],
    );
    check(
        "S12",
        &["court"],
        "2025",
        &[
            "KZ-71-003 2025 median 2/1",
            "KZ-71-003 2025 p90 2/1",
            "KZ-71-003 2025 over_3_days 0/1",
            "KZ-75-012 2025 median 1/3",
            "KZ-75-012 2025 p90 5/3",
            "KZ-75-012 2025 over_3_days 1/3",
        ],
    );
    // On the day of the return: a2 ended on 15 April and came back on the 20th.
    check(
        "S12",
        &[],
        "2025-04",
        &[
            "2025-04 median 5/1",
            "2025-04 p90 5/1",
            "2025-04 over_3_days 1/1",
        ],
    );
}

#[test]
fn s13_measures_from_the_agreement_to_the_end() {
    // 14, 30, 36, 44: together 124.
    check(
        "S13",
        &[],
        "2025",
        &[
            "2025 median 30/4",
            "2025 p90 44/4",
            "2025 mean 124/4",
            "2025 to_10 0/4",
            "2025 11_30 2/4",
            "2025 31_60 2/4",
            "2025 over_60 0/4",
        ],
    );
    // First quarter 44 and 30, second 14 and 36.
    check(
        "S13",
        &[],
        "2025-Q1..2025-Q2",
        &[
            "2025-Q1 median 30/2",
            "2025-Q1 p90 44/2",
            "2025-Q1 mean 74/2",
            "2025-Q1 to_10 0/2",
            "2025-Q1 11_30 1/2",
            "2025-Q1 31_60 1/2",
            "2025-Q1 over_60 0/2",
            "2025-Q2 median 14/2",
            "2025-Q2 p90 36/2",
            "2025-Q2 mean 50/2",
            "2025-Q2 to_10 0/2",
            "2025-Q2 11_30 1/2",
            "2025-Q2 31_60 1/2",
            "2025-Q2 over_60 0/2",
        ],
    );
}

#[test]
fn s14_counts_what_ended_within_its_term() {
    // a1 within its extended term, a2 on the last day, a2 again; b1 six days over.
    check(
        "S14",
        &[],
        "2025-03..2025-06",
        &[
            "2025-03 within_term 2/2",
            "2025-04 within_term 1/1",
            "2025-06 within_term 0/1",
        ],
    );
    check(
        "S14",
        &["region"],
        "2025",
        &["71 2025 within_term 0/1", "75 2025 within_term 3/3"],
    );
}

#[test]
fn s15_counts_extended_procedures_and_their_days() {
    check(
        "S15",
        &[],
        "2025",
        &["2025 extended 1/4", "2025 mean_days_added 30/1"],
    );
    check(
        "S15",
        &[],
        "2025-Q1..2025-Q2",
        &[
            "2025-Q1 extended 1/2",
            "2025-Q1 mean_days_added 30/1",
            "2025-Q2 extended 0/2",
        ],
    );
}

#[test]
fn s16_divides_settlements_by_what_ended() {
    check(
        "S16",
        &[],
        "2025-Q1..2025-Q2",
        &["2025-Q1 settled 1/2", "2025-Q2 settled 1/2"],
    );
    check(
        "S16",
        &["category"],
        "2025",
        &[
            "CIVIL.LOAN 2025 settled 1/2",
            "CRIMINAL.MINOR 2025 settled 0/1",
            "FAMILY.DIVORCE 2025 settled 1/1",
        ],
    );
}

#[test]
fn s17_divides_settlements_by_the_referrals_of_their_cohort() {
    // a1 of January and a2 of February are settled, a3, b1 and b2 are not; b1 has ended, b2 is
    // open, a3 never began. a2 ended twice and counts once.
    check(
        "S17",
        &[],
        "2025-01..2025-06",
        &[
            "2025-01 settled 1/1",
            "2025-01 ended 1/1",
            "2025-02 settled 1/2",
            "2025-02 ended 1/2",
            "2025-05 settled 0/1",
            "2025-05 ended 1/1",
            "2025-06 settled 0/1",
            "2025-06 ended 0/1",
        ],
    );
    check(
        "S17",
        &["court"],
        "2025",
        &[
            "KZ-71-003 2025 settled 0/2",
            "KZ-71-003 2025 ended 1/2",
            "KZ-75-012 2025 settled 2/3",
            "KZ-75-012 2025 ended 2/3",
        ],
    );
}

#[test]
fn s19_carries_what_is_pending_from_month_to_month() {
    check(
        "S19",
        &[],
        "2025-01..2025-08",
        &[
            "2025-01 started 1",
            "2025-01 pending_end 1",
            "2025-02 pending_start 1",
            "2025-02 started 1",
            "2025-02 pending_end 2",
            "2025-03 pending_start 2",
            "2025-03 ended 2",
            "2025-04 started 1",
            "2025-04 ended 1",
            "2025-05 started 1",
            "2025-05 pending_end 1",
            "2025-06 pending_start 1",
            "2025-06 started 1",
            "2025-06 ended 1",
            "2025-06 pending_end 1",
            "2025-07 pending_start 1",
            "2025-07 pending_end 1",
            "2025-08 pending_start 1",
            "2025-08 pending_end 1",
        ],
    );
    check(
        "S19",
        &["channel"],
        "2025-Q2..2025-Q3",
        &[
            "CRIMINAL 2025-Q2 started 1",
            "CRIMINAL 2025-Q2 ended 1",
            "IN_COURT 2025-Q2 started 1",
            "IN_COURT 2025-Q2 pending_end 1",
            "IN_COURT 2025-Q3 pending_start 1",
            "IN_COURT 2025-Q3 pending_end 1",
            "OUT_OF_COURT 2025-Q2 started 1",
            "OUT_OF_COURT 2025-Q2 ended 1",
        ],
    );
    // A court's procedures are pending in the next year too.
    check(
        "S19",
        &["court"],
        "2025..2026",
        &[
            "KZ-71-003 2025 started 2",
            "KZ-71-003 2025 ended 1",
            "KZ-71-003 2025 pending_end 1",
            "KZ-71-003 2026 pending_start 1",
            "KZ-71-003 2026 pending_end 1",
            "KZ-75-012 2025 started 3",
            "KZ-75-012 2025 ended 3",
        ],
    );
}

#[test]
fn s22_counts_withdrawals_among_what_ended() {
    check(
        "S22",
        &[],
        "2025",
        &[
            "2025 one_party 1/4",
            "2025 all_parties 0/4",
            "2025 mediator 0/4",
        ],
    );
    check(
        "S22",
        &["court"],
        "2025-Q2",
        &[
            "KZ-71-003 2025-Q2 one_party 1/1",
            "KZ-71-003 2025-Q2 all_parties 0/1",
            "KZ-71-003 2025-Q2 mediator 0/1",
            "KZ-75-012 2025-Q2 one_party 0/1",
            "KZ-75-012 2025-Q2 all_parties 0/1",
            "KZ-75-012 2025-Q2 mediator 0/1",
        ],
    );
}

#[test]
fn s23_adds_up_fees_in_tiyin() {
    check(
        "S23",
        &[],
        "2025",
        &[
            "2025 assessed 20000",
            "2025 paid 20000",
            "2025 waived 5000",
            "2025 refunded 10000",
        ],
    );
    check(
        "S23",
        &["region"],
        "2025-01..2025-05",
        &[
            "71 2025-05 waived 5000",
            "75 2025-01 assessed 10000",
            "75 2025-01 paid 10000",
            "75 2025-02 assessed 10000",
            "75 2025-02 paid 10000",
            "75 2025-02 refunded 10000",
        ],
    );
    let folder = TempDir::new().unwrap();
    let views = views_of(folder.path(), &in_turn(&courts()), 30);
    let desk = |court: &str| views.views().desk(code::<CourtCode>(court)).unwrap();
    let almaty = desk(ALMATY).unwrap();
    assert_eq!(
        (almaty.assessed, almaty.paid, almaty.refunded),
        (20_000, 20_000, 10_000)
    );
    assert!(almaty.outstanding.is_empty());
    assert_eq!(desk(ASTANA).unwrap().waived, 5_000);
    let months = views.views().fund_months(code(ALMATY)).unwrap();
    let months: Vec<(String, i64, i64, i64)> = months
        .iter()
        .map(|(month, fund)| (month.to_string(), fund.paid, fund.refunded, fund.change()))
        .collect();
    let month = |text: &str, paid, refunded, change| (text.to_owned(), paid, refunded, change);
    let expected = [
        month("2025-01", 10_000, 0, 10_000),
        month("2025-02", 10_000, 10_000, 0),
    ];
    assert_eq!(months, expected);
    assert_eq!(desk(ABAI), None);
}

#[test]
fn s29_tells_how_late_events_are_recorded() {
    // Thirty events, a2's referral 4 days late, b1's return 1 day: p90 is the 27th of 30.
    check(
        "S29",
        &[],
        "2025",
        &[
            "2025 median 0/30",
            "2025 p90 0/30",
            "2025 recorded_late 2/30",
            "2025 courts_reporting 2/2",
        ],
    );
    // Nine in February: p90 is the ninth.
    check(
        "S29",
        &["court"],
        "2025-02",
        &[
            "KZ-75-012 2025-02 median 0/9",
            "KZ-75-012 2025-02 p90 4/9",
            "KZ-75-012 2025-02 recorded_late 1/9",
            "KZ-75-012 2025-02 courts_reporting 1/1",
        ],
    );
    check(
        "S29",
        &["region"],
        "2025-Q2..2025-Q3",
        &[
            "71 2025-Q2 median 0/8",
            "71 2025-Q2 p90 1/8",
            "71 2025-Q2 recorded_late 1/8",
            "71 2025-Q2 courts_reporting 1/1",
            "71 2025-Q3 median 0/1",
            "71 2025-Q3 p90 0/1",
            "71 2025-Q3 recorded_late 0/1",
            "71 2025-Q3 courts_reporting 1/1",
            "75 2025-Q2 median 0/2",
            "75 2025-Q2 p90 0/2",
            "75 2025-Q2 recorded_late 0/2",
            "75 2025-Q2 courts_reporting 1/1",
        ],
    );
}

#[test]
fn what_is_pending_at_the_end_is_pending_at_the_next_start_in_every_period_and_group() {
    let folder = TempDir::new().unwrap();
    let lives = in_turn(&[life(ALMATY, 120), life(ASTANA, 90)]);
    let views = views_of(folder.path(), &lives, 100);
    for periods in ["2025-01..2026-12", "2025-Q1..2026-Q4", "2025..2026"] {
        for by in [&[][..], &["court"], &["channel"], &["category", "region"]] {
            pending_carries_on(views.views(), by, periods);
        }
    }
}

fn pending_carries_on(views: &Views, by: &[&str], periods: &str) {
    let question = question("S19", by, periods);
    let rows = answer(views, &question).unwrap().rows;
    let mut groups: Vec<_> = rows.iter().map(|row| row.group.clone()).collect();
    groups.dedup();
    assert!(!groups.is_empty());
    for group in groups {
        let figure = |period: &str, name: &str| {
            let here =
                |row: &&Row| row.group == group && row.period == period && row.figure == name;
            rows.iter()
                .find(here)
                .map_or(0, |row| row.numerator.unwrap())
        };
        let mut pending = 0;
        let mut ended = 0;
        for period in question.periods.iter() {
            let period = period.to_string();
            assert_eq!(
                figure(&period, "pending_start"),
                pending,
                "{group:?} {period}"
            );
            pending += figure(&period, "started") - figure(&period, "ended");
            ended += figure(&period, "ended");
            assert_eq!(
                figure(&period, "pending_end"),
                pending,
                "{group:?} {period}"
            );
            assert!(pending >= 0);
        }
        assert!(ended > 0, "{group:?} never ends anything");
    }
}

#[test]
fn every_indicator_gives_its_definition_and_an_empty_history_gives_no_figure() {
    let folder = TempDir::new().unwrap();
    let (views, _) = Fold::open(folder.path()).unwrap();
    for indicator in Indicator::VARIANTS {
        let name: &'static str = indicator.into();
        assert!(
            ask(views.views(), name, &["region"], "2025").is_empty(),
            "{name}"
        );
        assert!(ask(views.views(), name, &[], "2025").is_empty(), "{name}");
        assert!(!indicator.definition().numerator.is_empty());
    }
}
