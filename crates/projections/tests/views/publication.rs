//! What the public may ask, and what it is not told.

use medreg_domain::Channel;
use medreg_domain::referral::event::Outcome;
use medreg_projections::Views;
use medreg_projections::statistics::Map;
use medreg_projections::statistics::indicator::{
    AnswerError, Audience, Dimension, Indicator, Question, answer,
};
use strum::VariantArray;
use tempfile::TempDir;

use crate::builder::{
    ABAI, ALMATY, ASTANA, Chain, agreed, assessed, day, in_turn, life, paid, referred, returned,
    views_of,
};
use crate::figures::{line, question};

fn public(indicator: &str, by: &[&str], periods: &str) -> Question {
    Question {
        map: Map::Current {
            on: day("2026-12-31"),
        },
        audience: Audience::Public,
        ..question(indicator, by, periods)
    }
}

fn told(views: &Views, question: &Question) -> Vec<String> {
    answer(views, question)
        .unwrap()
        .rows
        .iter()
        .map(line)
        .collect()
}

/// So many referrals of each channel in the first quarter of 2025.
fn referrals(court: &str, channels: &[(Channel, u32)]) -> Chain {
    let mut chain = Chain::of(court);
    let mut serial = 0;
    for (channel, count) in channels {
        for _ in 0..*count {
            serial += 1;
            let no = format!("{court}-2025-{serial:06}");
            chain.state(
                "2025-02-01",
                referred(&no, *channel, "CIVIL.LOAN", "2025-02-01"),
            );
        }
    }
    chain
}

fn three_courts() -> [Chain; 3] {
    use Channel::{Criminal, InCourt, OutOfCourt};
    [
        referrals(ALMATY, &[(InCourt, 12), (OutOfCourt, 9), (Criminal, 2)]),
        referrals(ASTANA, &[(InCourt, 20), (OutOfCourt, 15), (Criminal, 11)]),
        referrals(ABAI, &[(InCourt, 30), (OutOfCourt, 25), (Criminal, 12)]),
    ]
}

#[test]
fn a_small_cell_is_withheld_and_a_block_around_it_and_the_audit_sees_all() {
    let folder = TempDir::new().unwrap();
    let views = views_of(folder.path(), &in_turn(&three_courts()), 64);
    let by = &["region", "channel"];
    let expected = [
        "CRIMINAL 10 2025 referrals 12",
        "IN_COURT 10 2025 referrals 30",
        "OUT_OF_COURT 10 2025 referrals 25",
        "CRIMINAL 71 2025 referrals *",
        "IN_COURT 71 2025 referrals 20",
        "OUT_OF_COURT 71 2025 referrals *",
        "CRIMINAL 75 2025 referrals *",
        "IN_COURT 75 2025 referrals 12",
        "OUT_OF_COURT 75 2025 referrals *",
    ];
    assert_eq!(told(views.views(), &public("S7", by, "2025")), expected);
    // Named the other way round it is the same table.
    assert_eq!(
        told(views.views(), &public("S7", &["channel", "region"], "2025")),
        expected
    );
    let margins = [
        "10 2025 referrals 67",
        "71 2025 referrals 46",
        "75 2025 referrals 23",
    ];
    assert_eq!(
        told(views.views(), &public("S7", &["region"], "2025")),
        margins
    );
    let audit = told(views.views(), &question("S7", by, "2025"));
    assert!(audit.contains(&"CRIMINAL 75 2025 referrals 2".to_owned()));
    assert!(audit.iter().all(|row| !row.contains('*')));
}

#[test]
fn a_withheld_row_bears_no_number_and_says_so() {
    let folder = TempDir::new().unwrap();
    let views = views_of(folder.path(), &in_turn(&three_courts()), 64);
    let rows = answer(views.views(), &public("S9", &["region", "channel"], "2025"))
        .unwrap()
        .rows;
    let withheld: Vec<_> = rows.iter().filter(|row| row.suppressed).collect();
    assert!(!withheld.is_empty());
    for row in withheld {
        assert_eq!(
            (row.numerator, row.denominator, row.value),
            (None, None, None)
        );
    }
    // No referral has an agreement: nought of a shown whole is shown.
    let shown = rows.iter().find(|row| !row.suppressed).unwrap();
    assert_eq!((shown.numerator, shown.value), (Some(0), Some(0.0)));
}

#[test]
fn no_public_answer_shows_a_count_of_one_to_four_and_none_contradicts_another() {
    let lives = [life(ALMATY, 60), life(ASTANA, 45), life(ABAI, 30)];
    let folder = TempDir::new().unwrap();
    let views = views_of(folder.path(), &in_turn(&lives), 200);
    let mut shown = 0;
    for indicator in Indicator::VARIANTS {
        let name: &'static str = indicator.into();
        let whole = public(name, &[], "2025");
        for by in breakdowns() {
            let by: Vec<&str> = by.iter().map(Into::into).collect();
            let Ok(answer) = answer(views.views(), &public(name, &by, "2025")) else {
                continue;
            };
            for row in answer.rows.iter().filter(|row| !row.suppressed) {
                shown += 1;
                let is_number_of_days = ["median", "p90", "p25", "p75", "gini"];
                if is_number_of_days.contains(&row.figure.as_str()) || is_of_courts(&row.figure) {
                    continue;
                }
                let number = row.numerator.unwrap();
                assert!(!(1..=4).contains(&number), "{name} {}", line(row));
            }
        }
        assert!(answer(views.views(), &whole).is_ok(), "{name}");
    }
    assert!(shown > 100, "only {shown} figures are shown");
}

fn is_of_courts(figure: &str) -> bool {
    figure.starts_with("courts") || figure.starts_with("gaps") || figure == "events_refused"
}

fn breakdowns() -> Vec<Vec<Dimension>> {
    let singles = Dimension::VARIANTS.iter().map(|by| vec![*by]);
    let pairs = Dimension::VARIANTS
        .iter()
        .map(|by| vec![Dimension::Region, *by]);
    singles.chain(pairs).collect()
}

/// Thirty referrals of which twenty were begun and have ended, so many of these settled.
fn cohort(settled: u32) -> Vec<String> {
    let mut chain = Chain::of(ALMATY);
    for serial in 1..=30 {
        let no = format!("{ALMATY}-2025-{serial:06}");
        let (on, ended) = ("2025-02-01", "2025-02-20");
        chain.state(on, referred(&no, Channel::InCourt, "CIVIL.LOAN", on));
        if serial <= 20 {
            chain.state(on, agreed(&no, on, "2025-03-03"));
        }
        if serial <= 20 {
            let result = if serial <= settled {
                Outcome::FullSettlement
            } else {
                Outcome::NoSettlement
            };
            chain.state(ended, returned(&no, result, ended, ended));
        }
    }
    let folder = TempDir::new().unwrap();
    let views = views_of(folder.path(), &in_turn(&[chain]), 64);
    let of = |indicator| told(views.views(), &public(indicator, &[], "2025-Q1"));
    [of("S9"), of("S17")].concat()
}

#[test]
fn settlements_are_withheld_where_few_procedures_of_a_cohort_are_without() {
    let with = |settled: &'static str| {
        let of_s9 = ["2025-Q1 uptake 20/30", "2025-Q1 offered 20/30"];
        [of_s9, [settled, "2025-Q1 ended 20/30"]].concat()
    };
    assert_eq!(cohort(12), with("2025-Q1 settled 12/30"));
    // Of twenty that ended, seventeen would tell of three.
    assert_eq!(cohort(17), with("2025-Q1 settled *"));
}

#[test]
fn quarters_are_offered_where_they_are_published() {
    use Dimension as D;
    for (indicator, by, expected) in [
        (Indicator::S7, &[][..], true),
        (Indicator::S7, &[D::Region], true),
        (Indicator::S8, &[D::Region], false),
        (Indicator::S7, &[D::Court], false),
        (Indicator::S7, &[D::Kind, D::Region], false),
        (Indicator::S7, &[D::Court, D::Channel], false),
        (Indicator::S23, &[], false),
    ] {
        assert_eq!(indicator.is_public_by_quarter(by), expected, "{by:?}");
    }
}

#[test]
fn the_lattice_is_all_the_public_may_ask() {
    let folder = TempDir::new().unwrap();
    let views = views_of(folder.path(), &[], 16);
    let is_public = |indicator, by: &[&str], periods| match answer(
        views.views(),
        &public(indicator, by, periods),
    ) {
        Ok(_) => true,
        Err(AnswerError::NotPublic(detail)) => {
            assert!(!detail.is_empty());
            false
        }
        Err(other) => panic!("{other}"),
    };
    for (by, quarter, year) in [
        (&[][..], true, true),
        (&["region"], true, true),
        (&["category"], true, true),
        (&["language"], true, true),
        (&["court"], false, true),
        (&["region", "kind"], false, true),
        (&["source", "region"], false, true),
        (&["court", "channel"], false, false),
        (&["region", "court"], false, false),
        (&["category", "channel"], false, false),
        (&["region", "category", "channel"], false, false),
    ] {
        assert_eq!(is_public("S7", by, "2025-Q1..2025-Q4"), quarter, "{by:?}");
        assert_eq!(is_public("S7", by, "2024..2025"), year, "{by:?}");
        assert!(!is_public("S7", by, "2025-03"), "{by:?}");
    }
    let mut as_reported = public("S7", &[], "2025");
    as_reported.map = Map::AsReported;
    let refusal = answer(views.views(), &as_reported).unwrap_err();
    assert_eq!(
        refusal.to_string(),
        "NOT_PUBLIC: public figures are given on the current map"
    );
    let refusal = answer(views.views(), &public("S7", &["court"], "2025-Q1")).unwrap_err();
    assert_eq!(
        refusal.to_string(),
        "NOT_PUBLIC: S7 is not published for such periods in this breakdown: ask for years"
    );
}

#[test]
fn money_is_published_by_region_and_year_where_five_fees_lie_behind() {
    let mut almaty = Chain::of(ALMATY);
    let mut astana = Chain::of(ASTANA);
    let mut abai = Chain::of(ABAI);
    for (chain, from, count) in [
        (&mut almaty, 1, 4),
        (&mut astana, 11, 6),
        (&mut abai, 21, 9),
    ] {
        for fee in from..from + count {
            chain.state("2025-01-05", assessed(fee, 1_000));
            chain.state("2025-01-06", paid(fee, 1_000, "2025-01-06"));
        }
    }
    let folder = TempDir::new().unwrap();
    let views = views_of(folder.path(), &in_turn(&[almaty, astana, abai]), 16);
    let shown = |indicator, by| {
        let told = told(views.views(), &public(indicator, by, "2025"));
        told.into_iter()
            .filter(|row| !row.ends_with(" 0"))
            .collect::<Vec<_>>()
    };
    assert_eq!(shown("S25", &[]), ["2025 balance 19000"]);
    // Four fees lie behind region 75; that of 71 goes with it, or the whole would tell it.
    let expected = [
        "10 2025 balance 9000",
        "71 2025 balance *",
        "71 2025 allocated *",
        "75 2025 balance *",
        "75 2025 allocated *",
    ];
    assert_eq!(shown("S25", &["region"]), expected);
    let fees = shown("S23", &["region"]);
    assert!(fees.contains(&"10 2025 paid 9000".to_owned()));
    assert!(fees.contains(&"71 2025 paid *".to_owned()));
    for (by, periods) in [(&["court"][..], "2025"), (&[], "2025-Q1")] {
        let refusal = answer(views.views(), &public("S23", by, periods));
        assert!(matches!(refusal, Err(AnswerError::NotPublic(_))), "{by:?}");
    }
}
