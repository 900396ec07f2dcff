//! The indicators the history on paper does not tell of, each over a history of its own.

use medreg_domain::Channel;
use medreg_domain::entry::EntryKind;
use medreg_domain::entry::event::AppealOutcome;
use medreg_domain::referral::event::{
    ConsultationOutcome, FeeBand, FeeKind, Ground, Outcome, ReferralSource,
};
use medreg_projections::statistics::indicator::{AnswerError, Row, answer};
use tempfile::TempDir;

use crate::builder::{
    ALMATY, ASTANA, Chain, Stated, agreed, approved, assessed, consulted, day, in_turn, paid,
    referred, registered, returned, terminated, views_of,
};
use crate::facts::{
    after, agreed_for, allocated, appealed, applied, by_source, categories, chosen, complained,
    contacted, court, disapproved, gap, gap_filled, informed, inhabitants, judged, languages,
    new_cases, of_kind, proceeding, refused_event, rejected, replaced, scored, session, suspended,
};
use crate::figures::{ask, question};

const FAMILY: &str = "FAMILY.DIVORCE";
const LOAN: &str = "CIVIL.LOAN";
const YEAR: (&str, &str) = ("2025-01-01", "2025-12-31");

#[track_caller]
fn check(stated: &[Stated], indicator: &str, by: &[&str], periods: &str, expected: &[&str]) {
    let folder = TempDir::new().unwrap();
    let views = views_of(folder.path(), stated, 16);
    assert_eq!(ask(views.views(), indicator, by, periods), expected);
}

/// A dispute's number in Almaty.
fn number(serial: u32) -> String {
    format!("{ALMATY}-2025-{serial:06}")
}

fn entry(serial: u32) -> String {
    format!("{ALMATY}-2025-{serial:05}")
}

/// A procedure from 1 March to 11 March: sessions with their attendance, then the result.
fn procedure(chain: &mut Chain, serial: u32, sessions: &[Option<u8>], result: Outcome) {
    let no = &number(serial);
    chain.state(
        "2025-02-20",
        referred(no, Channel::InCourt, LOAN, "2025-02-20"),
    );
    chain.state("2025-03-01", agreed(no, "2025-03-01", "2025-03-31"));
    for (at, attended) in (1..).zip(sessions) {
        chain.state("2025-03-05", session(no, at, "2025-03-05", *attended));
    }
    chain.state(
        "2025-03-11",
        returned(no, result, "2025-03-11", "2025-03-11"),
    );
}

#[test]
fn s3_divides_mediators_by_the_inhabitants_of_the_first_of_january() {
    let mut federal = Chain::of("federal");
    federal.state("2025-01-01", inhabitants("75", 2025, 2_000_000));
    federal.state("2025-01-01", inhabitants("71", 2025, 1_000_000));
    // The last statement counts.
    federal.state("2025-02-01", inhabitants("71", 2025, 500_000));
    let mut almaty = Chain::of(ALMATY);
    almaty.state("2025-01-01", registered(&entry(1), 1, &[LOAN], YEAR));
    almaty.state("2025-01-01", registered(&entry(2), 2, &[LOAN], YEAR));
    let mut astana = Chain::of(ASTANA);
    astana.state(
        "2025-01-01",
        registered("KZ-71-003-2025-00001", 1, &[LOAN], YEAR),
    );
    let stated = in_turn(&[federal, almaty, astana]);
    // Person 1 is one person in the country: 2 in 2.5 million, that is 0.08 in 100,000.
    check(&stated, "S3", &[], "2025", &["2025 per_100000 2/2500000"]);
    let by_region = [
        "71 2025 per_100000 1/500000",
        "75 2025 per_100000 2/2000000",
    ];
    check(&stated, "S3", &["region"], "2025", &by_region);
    let folder = TempDir::new().unwrap();
    let views = views_of(folder.path(), &stated, 16);
    let rows = answer(views.views(), &question("S3", &[], "2025"))
        .unwrap()
        .rows;
    assert_eq!(rows[0].value, Some(0.08));
}

#[test]
fn s5_measures_from_application_to_decision() {
    let mut almaty = Chain::of(ALMATY);
    for (application, on) in [(1, "2025-03-01"), (2, "2025-03-05"), (3, "2025-03-01")] {
        almaty.state(on, applied(application, on));
    }
    // 10 days, 5 days and, refused, 30 days.
    almaty.state("2025-03-11", registered(&entry(1), 1, &[LOAN], YEAR));
    almaty.state("2025-03-10", registered(&entry(2), 2, &[LOAN], YEAR));
    almaty.state("2025-03-31", rejected(3, "2025-03-31"));
    let expected = [
        "2025 median 10/3",
        "2025 p90 30/3",
        "2025 within_10_days 2/3",
    ];
    check(&almaty.stated, "S5", &[], "2025", &expected);
    check(&almaty.stated, "S5", &[], "2025-Q2", &[]);
}

#[test]
fn s6_counts_a_consultation_that_led_to_a_referral_in_its_own_month_and_category() {
    let (one, two, three) = (number(1), number(2), number(3));
    let mut almaty = Chain::of(ALMATY);
    let none = ConsultationOutcome::None;
    almaty.state("2025-01-31", consulted("2025-01-31", Some(FAMILY), none));
    almaty.state("2025-02-01", consulted("2025-02-01", None, none));
    let late = "2025-03-04";
    // Thirty days later it still counts, thirty-one days later it does not.
    let in_time = referred(&one, Channel::InCourt, LOAN, "2025-03-02");
    almaty.state("2025-03-02", after("2025-01-31", in_time));
    let second = referred(&two, Channel::InCourt, LOAN, "2025-03-02");
    almaty.state("2025-03-02", after("2025-01-31", second));
    let too_late = referred(&three, Channel::InCourt, LOAN, late);
    almaty.state(late, after("2025-02-01", too_late));
    almaty.state("2025-01-10", informed(40, "2025-01-10"));
    almaty.state("2025-01-11", contacted("2025-01-11"));
    let expected = [
        "2025-01 consultations 1",
        "2025-01 led_to_referral 1/1",
        "2025-01 informed 40",
        "2025-01 contacts 1",
        "2025-02 consultations 1",
        "2025-02 led_to_referral 0/1",
    ];
    check(&almaty.stated, "S6", &[], "2025-01..2025-03", &expected);
    let by_category = [
        "FAMILY.DIVORCE 2025 consultations 1",
        "FAMILY.DIVORCE 2025 led_to_referral 1/1",
        "UNKNOWN 2025 consultations 1",
        "UNKNOWN 2025 led_to_referral 0/1",
        "UNKNOWN 2025 informed 40",
        "UNKNOWN 2025 contacts 1",
    ];
    check(&almaty.stated, "S6", &["category"], "2025", &by_category);
}

#[test]
fn s7_is_given_by_who_had_the_idea() {
    let mut almaty = Chain::of(ALMATY);
    let sources = [
        ReferralSource::Judge,
        ReferralSource::Judge,
        ReferralSource::Bailiff,
    ];
    for (serial, source) in (1..).zip(sources) {
        let event = referred(&number(serial), Channel::InCourt, LOAN, "2025-02-20");
        almaty.state("2025-02-20", by_source(source, event));
    }
    let expected = ["BAILIFF 2025 referrals 1", "JUDGE 2025 referrals 2"];
    check(&almaty.stated, "S7", &["source"], "2025", &expected);
}

#[test]
fn s8_divides_referrals_in_court_by_the_new_cases_of_the_same_courts_and_categories() {
    let mut federal = Chain::of("federal");
    federal.state(
        "2025-04-10",
        new_cases(ALMATY, 1, &[("FAMILY", 200), ("CIVIL", 300)]),
    );
    federal.state("2025-04-10", new_cases(ASTANA, 1, &[("CIVIL.LOAN", 50)]));
    let mut almaty = Chain::of(ALMATY);
    for (serial, channel, category, on) in [
        (1, Channel::InCourt, FAMILY, "2025-01-10"),
        (2, Channel::InCourt, LOAN, "2025-02-10"),
        // Out of court, of a category without cases, of a quarter without cases.
        (3, Channel::OutOfCourt, LOAN, "2025-02-10"),
        (4, Channel::InCourt, "LABOUR.PAY", "2025-02-10"),
        (5, Channel::InCourt, LOAN, "2025-04-10"),
    ] {
        almaty.state(on, referred(&number(serial), channel, category, on));
    }
    let stated = in_turn(&[federal, almaty]);
    check(
        &stated,
        "S8",
        &[],
        "2025-Q1",
        &["2025-Q1 referral_rate 2/550"],
    );
    check(&stated, "S8", &[], "2025-Q2", &[]);
    let by_category = [
        "CIVIL 2025 referral_rate 1/350",
        "FAMILY 2025 referral_rate 1/200",
    ];
    check(&stated, "S8", &["category"], "2025", &by_category);
    let by_court = [
        "KZ-71-003 2025 referral_rate 0/50",
        "KZ-75-012 2025 referral_rate 2/500",
    ];
    check(&stated, "S8", &["court"], "2025", &by_court);
}

#[test]
fn s9_and_s17_mark_cohorts_younger_than_ninety_days() {
    let mut almaty = Chain::of(ALMATY);
    procedure(&mut almaty, 1, &[], Outcome::FullSettlement);
    let folder = TempDir::new().unwrap();
    let views = views_of(folder.path(), &almaty.stated, 16);
    // The youngest of February's referrals may be of the 28th: old enough on 29 May.
    for (as_of, is_provisional) in [("2025-05-28", true), ("2025-05-29", false)] {
        for indicator in ["S9", "S17"] {
            let mut question = question(indicator, &[], "2025-02");
            question.as_of = day(as_of);
            let rows = answer(views.views(), &question).unwrap().rows;
            assert_eq!(rows.len(), 2);
            for row in rows {
                assert_eq!(row.provisional, is_provisional, "{indicator} {as_of}");
            }
        }
    }
}

#[test]
fn s11_gives_zero_beside_what_happened() {
    let mut almaty = Chain::of(ALMATY);
    procedure(&mut almaty, 1, &[], Outcome::FullSettlement);
    let folder = TempDir::new().unwrap();
    let views = views_of(folder.path(), &almaty.stated, 16);
    let rows = answer(views.views(), &question("S11", &[], "2025-02..2025-03"))
        .unwrap()
        .rows;
    // Five grounds without a result, seven results with theirs; nothing ended in February.
    assert_eq!(rows.len(), 12);
    let zeros = rows.iter().filter(|row| row.numerator == Some(0));
    assert_eq!(zeros.count(), 11);
    assert!(rows.iter().all(|row| row.period == "2025-03"));
}

#[test]
fn s18_tells_who_appears_who_agrees_and_who_goes_past_the_first_session() {
    let mut almaty = Chain::of(ALMATY);
    let settled = Outcome::PartialSettlement;
    // All attended the first session: one settled there, one settled later, one did not.
    procedure(&mut almaty, 1, &[None], settled);
    procedure(&mut almaty, 2, &[Some(2), Some(1)], settled);
    procedure(&mut almaty, 3, &[None], Outcome::NoSettlement);
    // One party stayed away at first, though all came later; nobody ever met.
    procedure(&mut almaty, 4, &[Some(1), None], Outcome::NoSettlement);
    procedure(&mut almaty, 5, &[], settled);
    let expected = [
        "2025 appearance 3/5",
        "2025 agreement 2/3",
        "2025 past_first_session 2/5",
        "2025 agreement_past_first 1/2",
    ];
    check(&almaty.stated, "S18", &[], "2025", &expected);
}

#[test]
fn s18_gives_the_figures_italy_published_for_2023() {
    // Of 5,000 ended all parties appeared in 2,625 (52.5 %), of which 798 agreed (30.4 %);
    // 1,250 went past the first meeting, of which 600 agreed (48 %).
    let mut almaty = Chain::of(ALMATY);
    for serial in 1..=5_000 {
        let sessions: &[Option<u8>] = match serial {
            1..=1_250 => &[None, None],
            1_251..=2_625 => &[None],
            _ => &[],
        };
        let settles = matches!(serial, 1..=600 | 1_251..=1_448);
        let result = if settles {
            Outcome::FullSettlement
        } else {
            Outcome::NoSettlement
        };
        procedure(&mut almaty, serial, sessions, result);
    }
    let folder = TempDir::new().unwrap();
    let views = views_of(folder.path(), &almaty.stated, 4_096);
    let rows = answer(views.views(), &question("S18", &[], "2025"))
        .unwrap()
        .rows;
    let value = |name: &str| rows.iter().find(|row| row.figure == name).unwrap().value;
    assert_eq!(value("appearance"), Some(0.525));
    assert_eq!(value("agreement"), Some(0.304));
    assert_eq!(value("agreement_past_first"), Some(0.48));
}

#[test]
fn s19_and_s24_keep_the_kind_of_the_mediator_a_procedure_started_under() {
    let mut almaty = Chain::of(ALMATY);
    let (no, unpaid) = (&number(1), &number(2));
    let professional = registered(&entry(1), 1, &[LOAN], YEAR);
    let professional = of_kind(EntryKind::Professional, &["kk"], professional);
    almaty.state("2025-01-01", professional);
    let public = registered(&entry(2), 2, &[LOAN], YEAR);
    almaty.state("2025-01-01", of_kind(EntryKind::Public, &["ru"], public));
    for (no, entry_no) in [(no, &entry(1)), (unpaid, &entry(2))] {
        almaty.state(
            "2025-01-10",
            referred(no, Channel::InCourt, LOAN, "2025-01-10"),
        );
        almaty.state("2025-01-11", chosen(no, entry_no, "2025-01-11"));
    }
    let band = Some(FeeBand::UpTo50);
    let start = agreed(no, "2025-01-20", "2025-02-19");
    almaty.state("2025-01-20", agreed_for("ru", (FeeKind::Paid, band), start));
    let start = agreed(unpaid, "2025-01-20", "2025-02-19");
    almaty.state("2025-01-20", agreed_for("kk", (FeeKind::Free, None), start));
    // Another mediator takes over; the procedure stays with the kind it started under.
    almaty.state("2025-02-01", replaced(no, &entry(2), "2025-02-01"));
    almaty.state(
        "2025-02-10",
        returned(no, Outcome::FullSettlement, "2025-02-10", "2025-02-10"),
    );
    let pending = [
        "PROFESSIONAL 2025-01 started 1",
        "PROFESSIONAL 2025-01 pending_end 1",
        "PROFESSIONAL 2025-02 pending_start 1",
        "PROFESSIONAL 2025-02 ended 1",
        "PUBLIC 2025-01 started 1",
        "PUBLIC 2025-01 pending_end 1",
        "PUBLIC 2025-02 pending_start 1",
        "PUBLIC 2025-02 pending_end 1",
    ];
    check(
        &almaty.stated,
        "S19",
        &["kind"],
        "2025-01..2025-02",
        &pending,
    );
    let cost = [
        "2025 paid 1/2",
        "2025 free 1/2",
        "2025 fee_band:UP_TO_10 0/1",
        "2025 fee_band:UP_TO_50 1/1",
        "2025 fee_band:UP_TO_200 0/1",
        "2025 fee_band:OVER_200 0/1",
        "2025 fee_band:UNKNOWN 0/1",
    ];
    check(&almaty.stated, "S24", &[], "2025", &cost);
    check(
        &almaty.stated,
        "S10",
        &["language"],
        "2025",
        &["kk 2025 started 1", "ru 2025 started 1"],
    );
    // Both began under different mediators: one each, though the second holds both now.
    let workload = [
        "2025 mediators 2",
        "2025 p25 1/2",
        "2025 median 1/2",
        "2025 p75 1/2",
        "2025 p90 1/2",
        "2025 gini 0/4",
        "2025 top_decile 1/2",
        "2025 without_procedures 0/2",
    ];
    check(&almaty.stated, "S27", &[], "2025", &workload);
}

#[test]
fn s20_gives_clearance_and_disposition_time_by_the_days_of_the_period() {
    let mut almaty = Chain::of(ALMATY);
    procedure(&mut almaty, 1, &[], Outcome::Expired);
    procedure(&mut almaty, 2, &[], Outcome::Expired);
    let open = &number(3);
    almaty.state(
        "2025-03-01",
        referred(open, Channel::InCourt, LOAN, "2025-03-01"),
    );
    almaty.state("2025-03-01", agreed(open, "2025-03-01", "2025-03-31"));
    let expected = ["2025 clearance 2/3", "2025 disposition_days 1/2"];
    check(&almaty.stated, "S20", &[], "2025", &expected);
    let folder = TempDir::new().unwrap();
    let views = views_of(folder.path(), &almaty.stated, 16);
    // 365 × 1 / 2, and in the quarter of 90 days 90 × 1 / 2.
    for (period, days) in [("2025", 182.5), ("2025-Q1", 45.0)] {
        let rows = answer(views.views(), &question("S20", &[], period))
            .unwrap()
            .rows;
        assert_eq!(rows[1].value, Some(days), "{period}");
    }
}

#[test]
fn s21_divides_approved_settlements_by_those_a_judge_decided_on() {
    let mut almaty = Chain::of(ALMATY);
    for serial in 1..=3 {
        procedure(&mut almaty, serial, &[], Outcome::FullSettlement);
    }
    almaty.state("2025-04-01", approved(&number(1), "2025-04-01"));
    almaty.state("2025-04-02", disapproved(&number(2), "2025-04-02"));
    check(
        &almaty.stated,
        "S21",
        &[],
        "2025-Q2",
        &["2025-Q2 approved 1/2"],
    );
    check(&almaty.stated, "S21", &[], "2025-Q1", &[]);
}

#[test]
fn s25_carries_the_fund_of_a_court_to_the_end_of_each_period() {
    let mut almaty = Chain::of(ALMATY);
    almaty.state("2025-01-05", assessed(1, 10_000));
    almaty.state("2025-01-05", paid(1, 10_000, "2025-01-05"));
    almaty.state("2025-02-05", allocated(4_000, "2025-02-05"));
    let expected = [
        "KZ-75-012 2025-01 balance 10000",
        "KZ-75-012 2025-02 balance 6000",
        "KZ-75-012 2025-02 allocated 4000",
        "KZ-75-012 2025-03 balance 6000",
    ];
    check(
        &almaty.stated,
        "S25",
        &["court"],
        "2025-01..2025-03",
        &expected,
    );
}

#[test]
fn s26_counts_complaints_proceedings_suspensions_and_what_falls_on_appeal() {
    let mut almaty = Chain::of(ALMATY);
    let no = &entry(1);
    almaty.state("2025-01-01", registered(no, 1, &[LOAN], YEAR));
    procedure(&mut almaty, 1, &[], Outcome::Expired);
    procedure(&mut almaty, 2, &[], Outcome::Expired);
    almaty.state("2025-03-01", complained(no, 1));
    almaty.state("2025-03-02", proceeding(no, 1));
    almaty.state("2025-03-03", suspended(no, 1, "2025-03-03", "2025-09-02"));
    for (appeal, outcome) in [
        (1, AppealOutcome::Won),
        (2, AppealOutcome::Lost),
        // Taken back before a decision.
        (3, AppealOutcome::Withdrawn),
    ] {
        almaty.state("2025-03-04", appealed(no, appeal));
        almaty.state("2025-03-20", judged(no, appeal, outcome, "2025-03-03"));
    }
    let expected = [
        "2025 complaints 1",
        "2025 complaints_per_100_ended 1/2",
        "2025 proceedings 1",
        "2025 suspensions 1",
        "2025 overturned_on_appeal 1/2",
    ];
    check(&almaty.stated, "S26", &[], "2025", &expected);
    let folder = TempDir::new().unwrap();
    let views = views_of(folder.path(), &almaty.stated, 16);
    let rows = answer(views.views(), &question("S26", &[], "2025"))
        .unwrap()
        .rows;
    assert_eq!(rows[1].value, Some(50.0));
    let by_kind = ask(views.views(), "S26", &["kind"], "2025");
    assert!(by_kind.contains(&"RETIRED_JUDGE 2025 complaints 1".to_owned()));
}

#[test]
fn s27_tells_how_unevenly_procedures_spread_over_mediators() {
    let mut almaty = Chain::of(ALMATY);
    for serial in 1..=4 {
        let person = u8::try_from(serial).unwrap();
        almaty.state(
            "2025-01-01",
            registered(&entry(serial), person, &[LOAN], YEAR),
        );
    }
    // Mediators with 0, 0, 1 and 3 procedures.
    for (serial, mediator) in [(1, 3), (2, 4), (3, 4), (4, 4)] {
        let no = &number(serial);
        almaty.state(
            "2025-02-01",
            referred(no, Channel::InCourt, LOAN, "2025-02-01"),
        );
        almaty.state("2025-02-01", chosen(no, &entry(mediator), "2025-02-01"));
        almaty.state("2025-02-01", agreed(no, "2025-02-01", "2025-03-03"));
    }
    // Ranks 1 to 4: 2 × (3 × 1 + 4 × 3) − 5 × 4 = 10 of 4 × 4.
    let expected = [
        "75 2025 mediators 4",
        "75 2025 p25 0/4",
        "75 2025 median 0/4",
        "75 2025 p75 1/4",
        "75 2025 p90 3/4",
        "75 2025 gini 10/16",
        "75 2025 top_decile 3/4",
        "75 2025 without_procedures 2/4",
    ];
    check(&almaty.stated, "S27", &["region"], "2025", &expected);
}

#[test]
fn s28_tells_in_which_courts_nobody_mediates_in_a_language_or_category() {
    let mut federal = Chain::of("federal");
    federal.state("2024-01-01", court(ALMATY, "75", "2020-01-01"));
    federal.state("2024-01-01", court(ASTANA, "71", "2020-01-01"));
    federal.state("2024-01-01", languages(&["kk", "ru"]));
    federal.state("2024-01-01", categories(&["CIVIL", LOAN, "LABOUR"]));
    let mut almaty = Chain::of(ALMATY);
    let both = registered(&entry(1), 1, &[LOAN], YEAR);
    almaty.state(
        "2025-01-01",
        of_kind(EntryKind::Professional, &["kk", "ru"], both),
    );
    let mut astana = Chain::of(ASTANA);
    let kazakh = registered("KZ-71-003-2025-00001", 2, &["CIVIL"], YEAR);
    astana.state(
        "2025-01-01",
        of_kind(EntryKind::Professional, &["kk"], kazakh),
    );
    let no = &number(1);
    almaty.state(
        "2025-02-01",
        referred(no, Channel::InCourt, LOAN, "2025-02-01"),
    );
    almaty.state("2025-02-01", agreed(no, "2025-02-01", "2025-03-03"));
    let stated = in_turn(&[federal, almaty, astana]);
    let by_language = [
        "kk 2025 procedures 1",
        "kk 2025 courts_without_mediator 0/2",
        "ru 2025 courts_without_mediator 1/2",
    ];
    check(&stated, "S28", &["language"], "2025", &by_language);
    // A loan is a civil matter, and who takes loans takes some civil matters.
    let by_category = [
        "CIVIL 2025 courts_without_mediator 0/2",
        "CIVIL.LOAN 2025 procedures 1",
        "CIVIL.LOAN 2025 courts_without_mediator 0/2",
        "LABOUR 2025 courts_without_mediator 2/2",
    ];
    check(&stated, "S28", &["category"], "2025", &by_category);
}

#[test]
fn s29_counts_silent_courts_refused_events_and_gaps() {
    let mut federal = Chain::of("federal");
    federal.state("2024-01-01", court(ALMATY, "75", "2020-01-01"));
    federal.state("2024-01-01", court(ASTANA, "71", "2020-01-01"));
    federal.state("2025-02-01", refused_event(ASTANA, 7));
    federal.state("2025-02-01", gap(ALMATY, 3, 4));
    federal.state("2025-03-01", gap_filled(ALMATY, 3, 4));
    federal.state("2025-03-01", gap(ALMATY, 9, 9));
    let mut almaty = Chain::of(ALMATY);
    almaty.state("2025-02-01", informed(1, "2025-02-01"));
    let stated = in_turn(&[federal, almaty]);
    let expected = [
        "2025-02 median 0/1",
        "2025-02 p90 0/1",
        "2025-02 recorded_late 0/1",
        "2025-02 courts_reporting 1/2",
        "2025-02 events_refused 1",
        "2025-02 gaps 1",
        "2025-02 gaps_open 1",
        "2025-03 courts_reporting 0/2",
        "2025-03 gaps 1",
        "2025-03 gaps_open 1",
    ];
    check(&stated, "S29", &[], "2025-02..2025-03", &expected);
}

#[test]
fn s30_gives_the_mean_score_and_how_many_procedures_were_scored() {
    let mut almaty = Chain::of(ALMATY);
    procedure(&mut almaty, 1, &[], Outcome::FullSettlement);
    procedure(&mut almaty, 2, &[], Outcome::NoSettlement);
    // Both parties of the first answer, nobody of the second; on the day it ended.
    almaty.state("2025-05-01", scored(&number(1), 5));
    almaty.state("2025-05-02", scored(&number(1), 2));
    let expected = ["2025-03 mean_score 7/2", "2025-03 response_rate 1/2"];
    check(&almaty.stated, "S30", &[], "2025-03", &expected);
    check(&almaty.stated, "S30", &[], "2025-05", &[]);
}

#[test]
fn a_procedure_that_ends_before_its_result_is_known_is_counted_once() {
    let mut almaty = Chain::of(ALMATY);
    let no = &number(1);
    almaty.state(
        "2025-02-20",
        referred(no, Channel::InCourt, LOAN, "2025-02-20"),
    );
    almaty.state("2025-03-01", agreed(no, "2025-03-01", "2025-03-31"));
    almaty.state("2025-03-02", session(no, 1, "2025-03-02", None));
    almaty.state(
        "2025-03-11",
        terminated(no, Ground::Settlement, "2025-03-11"),
    );
    let unsettled = ["2025 appearance 1/1", "2025 agreement 0/1"];
    let none_past = ["2025 past_first_session 0/1"];
    let expected = [&unsettled[..], &none_past].concat();
    check(&almaty.stated, "S18", &[], "2025", &expected);
    almaty.state(
        "2025-03-12",
        returned(no, Outcome::FullSettlement, "2025-03-11", "2025-03-12"),
    );
    let settled = ["2025 appearance 1/1", "2025 agreement 1/1"];
    let expected = [&settled[..], &none_past].concat();
    check(&almaty.stated, "S18", &[], "2025", &expected);
    check(&almaty.stated, "S16", &[], "2025", &["2025 settled 1/1"]);
}

#[test]
fn what_no_figure_is_made_for_is_refused_with_what_may_be_asked() {
    let folder = TempDir::new().unwrap();
    let views = views_of(folder.path(), &[], 16);
    let refusal = |indicator, by: &[&str], period| {
        let answer = answer(views.views(), &question(indicator, by, period));
        let Err(AnswerError::NotOffered(detail)) = answer else {
            panic!("{indicator} by {by:?} in {period} was answered")
        };
        detail
    };
    let detail = refusal("S3", &["court"], "2025");
    assert_eq!(
        detail,
        "S3 is not counted by court: ask by nothing or by region"
    );
    let detail = refusal("S27", &[], "2025-Q1");
    assert_eq!(detail, "S27 is not counted for such periods: ask for years");
    let detail = refusal("S8", &[], "2025-01");
    assert_eq!(
        detail,
        "S8 is not counted for such periods: ask for quarters or years"
    );
    let detail = refusal("S7", &["region", "region"], "2025");
    assert_eq!(
        detail,
        "`region` is asked for twice: name each dimension once"
    );
}

#[test]
fn an_answer_is_written_with_its_map_and_without_what_does_not_hold() {
    let mut almaty = Chain::of(ALMATY);
    procedure(&mut almaty, 1, &[], Outcome::FullSettlement);
    let folder = TempDir::new().unwrap();
    let views = views_of(folder.path(), &almaty.stated, 16);
    let answer = answer(views.views(), &question("S7", &["region"], "2025")).unwrap();
    let rows: &[Row] = &answer.rows;
    let expected = concat!(
        r#"[{"region":"75","period":"2025","figure":"referrals","numerator":1,"#,
        r#""denominator":null,"value":1.0,"scale":"COUNT","suppressed":false}]"#
    );
    assert_eq!(serde_json::to_string(rows).unwrap(), expected);
    let json = serde_json::to_string(&answer).unwrap();
    assert!(json.contains(r#""map":"AS_REPORTED""#), "{json}");
}
