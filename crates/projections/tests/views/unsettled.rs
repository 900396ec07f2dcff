//! Figures where a dispute does not go the straight way.

use chrono::{TimeZone, Utc};
use medreg_domain::reference::event::ReferenceEvent;
use medreg_domain::referral::event::{Ground, Outcome};
use medreg_domain::{Channel, Names};
use medreg_projections::{Rule, Views};
use tempfile::TempDir;

use crate::builder::{
    ALMATY, Chain, agreed, code, extended, lapsed, offered, positioned, referred, reopen, returned,
    terminated, views_of,
};
use crate::figures::ask;

const NO: &str = "KZ-75-012-2025-000001";
const LOAN: &str = "CIVIL.LOAN";

fn court() -> Chain {
    let mut court = Chain::of(ALMATY);
    court.state(
        "2025-01-10",
        referred(NO, Channel::InCourt, LOAN, "2025-01-10"),
    );
    court
}

fn observed(views: &Views) -> Vec<Rule> {
    let observations = views.observations().map(Result::unwrap);
    observations.map(|observation| observation.rule).collect()
}

#[test]
fn a_result_returned_after_the_end_is_counted_once_and_in_the_month_of_the_end() {
    let mut court = court();
    court.state("2025-01-15", agreed(NO, "2025-01-15", "2025-02-14"));
    court.state(
        "2025-01-31",
        terminated(NO, Ground::RefusedByAll, "2025-01-31"),
    );
    let folder = TempDir::new().unwrap();
    let mut views = views_of(folder.path(), &court.stated, 1);
    let months = "2025-01..2025-02";
    assert_eq!(
        ask(views.views(), "S11", &[], months),
        ["2025-01 A26_3:UNKNOWN 1"]
    );
    assert_eq!(
        ask(views.views(), "S16", &[], months),
        ["2025-01 settled 0/1"]
    );
    // A month later, in another batch and another life of the process.
    court.state(
        "2025-02-02",
        returned(NO, Outcome::NoSettlement, "2025-01-31", "2025-02-02"),
    );
    drop(views);
    views = reopen(folder.path()).0;
    views.take(&positioned(&court.stated, 3), None).unwrap();
    assert_eq!(
        ask(views.views(), "S11", &[], months),
        ["2025-01 A26_3:NO_SETTLEMENT 1"]
    );
    let durations = ask(views.views(), "S13", &[], months);
    assert_eq!(
        durations[..3],
        [
            "2025-01 median 16/1",
            "2025-01 p90 16/1",
            "2025-01 mean 16/1"
        ]
    );
    assert_eq!(
        ask(views.views(), "S14", &[], months),
        ["2025-01 within_term 1/1"]
    );
    assert_eq!(
        ask(views.views(), "S19", &[], months),
        ["2025-01 started 1", "2025-01 ended 1"]
    );
    assert_eq!(observed(views.views()), []);
}

#[test]
fn a_second_procedure_after_expiry_starts_and_ends_by_itself() {
    let mut court = court();
    court.state("2025-01-15", agreed(NO, "2025-01-15", "2025-02-14"));
    court.state("2025-02-20", terminated(NO, Ground::Expired, "2025-02-14"));
    court.state("2025-03-01", agreed(NO, "2025-03-01", "2025-03-31"));
    court.state(
        "2025-03-11",
        terminated(NO, Ground::Settlement, "2025-03-11"),
    );
    court.state(
        "2025-03-11",
        returned(NO, Outcome::FullSettlement, "2025-03-11", "2025-03-11"),
    );
    let folder = TempDir::new().unwrap();
    let views = views_of(folder.path(), &court.stated, 2);
    assert_eq!(ask(views.views(), "S7", &[], "2025"), ["2025 referrals 1"]);
    let begun = ["2025 uptake 1/1", "2025 offered 1/1"];
    assert_eq!(ask(views.views(), "S9", &[], "2025"), begun);
    assert_eq!(ask(views.views(), "S10", &[], "2025"), ["2025 started 2"]);
    let ended = ["2025 A26_1:FULL_SETTLEMENT 1", "2025 A26_5:UNKNOWN 1"];
    assert_eq!(ask(views.views(), "S11", &[], "2025"), ended);
    assert_eq!(ask(views.views(), "S16", &[], "2025"), ["2025 settled 1/2"]);
    let cohort = ["2025 settled 1/1", "2025 ended 1/1"];
    assert_eq!(ask(views.views(), "S17", &[], "2025"), cohort);
    // 30 and 10 days: the second procedure does not count from the first agreement.
    assert_eq!(ask(views.views(), "S13", &[], "2025")[2], "2025 mean 40/2");
    assert_eq!(
        ask(views.views(), "S19", &[], "2025"),
        ["2025 started 2", "2025 ended 2"]
    );
}

#[test]
fn an_extension_belongs_to_its_procedure_alone() {
    let mut court = court();
    court.state("2025-01-15", agreed(NO, "2025-01-15", "2025-02-14"));
    court.state("2025-02-10", extended(NO, "2025-02-10", 20, "2025-03-06"));
    court.state("2025-03-10", terminated(NO, Ground::Expired, "2025-03-06"));
    court.state("2025-04-01", agreed(NO, "2025-04-01", "2025-05-01"));
    court.state(
        "2025-04-11",
        returned(NO, Outcome::FullSettlement, "2025-04-11", "2025-04-11"),
    );
    let folder = TempDir::new().unwrap();
    let views = views_of(folder.path(), &court.stated, 4);
    assert_eq!(
        ask(views.views(), "S15", &[], "2025-Q1..2025-Q2"),
        [
            "2025-Q1 extended 1/1",
            "2025-Q1 mean_days_added 20/1",
            "2025-Q2 extended 0/1"
        ]
    );
}

#[test]
fn what_never_started_never_ends() {
    let mut court = court();
    court.state(
        "2025-01-20",
        returned(NO, Outcome::NotStarted, "2025-01-18", "2025-01-20"),
    );
    let folder = TempDir::new().unwrap();
    let views = views_of(folder.path(), &court.stated, 2);
    for indicator in ["S10", "S11", "S13", "S14", "S15", "S16", "S19", "S22"] {
        assert!(
            ask(views.views(), indicator, &[], "2025").is_empty(),
            "{indicator}"
        );
    }
    let not_begun = ["2025 uptake 0/1", "2025 offered 0/1"];
    assert_eq!(ask(views.views(), "S9", &[], "2025"), not_begun);
    let cohort = ["2025 settled 0/1", "2025 ended 0/1"];
    assert_eq!(ask(views.views(), "S17", &[], "2025"), cohort);
    assert_eq!(ask(views.views(), "S12", &[], "2025")[0], "2025 median 2/1");
    assert!(views.views().deadlines().unwrap().is_empty());
}

#[test]
fn an_offer_counts_once_and_what_began_without_one_counts_as_offered() {
    let s9 = |court: &Chain| {
        let folder = TempDir::new().unwrap();
        let views = views_of(folder.path(), &court.stated, 2);
        ask(views.views(), "S9", &[], "2025")
    };
    let mut court = court();
    court.state("2025-01-11", offered(NO, "2025-01-11"));
    assert_eq!(s9(&court), ["2025 uptake 0/1", "2025 offered 1/1"]);
    court.state("2025-01-22", lapsed(NO, "2025-01-22"));
    court.state("2025-01-23", offered(NO, "2025-01-23"));
    assert_eq!(s9(&court), ["2025 uptake 0/1", "2025 offered 1/1"]);
    court.state("2025-01-25", agreed(NO, "2025-01-25", "2025-02-24"));
    court.state("2025-01-26", offered(NO, "2025-01-26"));
    assert_eq!(s9(&court), ["2025 uptake 1/1", "2025 offered 1/1"]);
}

#[test]
fn a_cohort_counts_as_ended_until_mediation_begins_anew() {
    let s17 = |court: &Chain| {
        let folder = TempDir::new().unwrap();
        let views = views_of(folder.path(), &court.stated, 3);
        ask(views.views(), "S17", &[], "2025")
    };
    let mut court = court();
    court.state("2025-01-15", agreed(NO, "2025-01-15", "2025-02-14"));
    assert_eq!(s17(&court), ["2025 settled 0/1", "2025 ended 0/1"]);
    court.state("2025-02-20", terminated(NO, Ground::Expired, "2025-02-14"));
    assert_eq!(s17(&court), ["2025 settled 0/1", "2025 ended 1/1"]);
    court.state("2025-03-01", agreed(NO, "2025-03-01", "2025-03-31"));
    assert_eq!(s17(&court), ["2025 settled 0/1", "2025 ended 0/1"]);
    court.state(
        "2025-03-11",
        returned(NO, Outcome::FullSettlement, "2025-03-11", "2025-03-11"),
    );
    assert_eq!(s17(&court), ["2025 settled 1/1", "2025 ended 1/1"]);
}

#[test]
fn a_second_result_or_end_changes_no_figure() {
    let mut court = court();
    court.state("2025-01-15", agreed(NO, "2025-01-15", "2025-02-14"));
    court.state(
        "2025-01-20",
        returned(NO, Outcome::FullSettlement, "2025-01-20", "2025-01-20"),
    );
    let folder = TempDir::new().unwrap();
    let once = views_of(&folder.path().join("once"), &court.stated, 3);
    court.state(
        "2025-01-21",
        returned(NO, Outcome::NotPossible, "2025-01-21", "2025-01-21"),
    );
    court.state(
        "2025-01-22",
        terminated(NO, Ground::Impossible, "2025-01-22"),
    );
    let again = views_of(&folder.path().join("again"), &court.stated, 5);
    for indicator in [
        "S10", "S11", "S12", "S13", "S14", "S16", "S17", "S19", "S22",
    ] {
        let figures = |views: &Views| ask(views, indicator, &["channel"], "2025");
        assert_eq!(figures(again.views()), figures(once.views()), "{indicator}");
    }
}

#[test]
fn an_event_of_an_unknown_referral_changes_no_figure() {
    let mut court = Chain::of(ALMATY);
    court.state("2025-01-15", agreed(NO, "2025-01-15", "2025-02-14"));
    court.state(
        "2025-01-20",
        returned(NO, Outcome::FullSettlement, "2025-01-20", "2025-01-20"),
    );
    let folder = TempDir::new().unwrap();
    let views = views_of(folder.path(), &court.stated, 2);
    for indicator in ["S9", "S10", "S11", "S12", "S13", "S17", "S19"] {
        assert!(
            ask(views.views(), indicator, &[], "2025").is_empty(),
            "{indicator}"
        );
    }
    assert_eq!(views.views().cursor().referrals, 0);
    assert_eq!(
        ask(views.views(), "S29", &[], "2025")[2],
        "2025 recorded_late 0/2"
    );
}

#[test]
fn late_returns_terms_exceeded_and_late_extensions_are_found() {
    let mut court = court();
    court.state("2025-01-15", agreed(NO, "2025-01-15", "2025-02-14"));
    // Decided on the last day, recorded two days later.
    court.state_late(
        "2025-02-14",
        2,
        extended(NO, "2025-02-14", 10, "2025-02-24"),
    );
    court.state("2025-03-01", extended(NO, "2025-03-01", 5, "2025-03-01"));
    court.state(
        "2025-03-09",
        returned(NO, Outcome::NoSettlement, "2025-03-05", "2025-03-09"),
    );
    let folder = TempDir::new().unwrap();
    let views = views_of(folder.path(), &court.stated, 5);
    let expected = [
        Rule::ExtensionAfterExpiry,
        Rule::LateRecorded,
        Rule::ReturnLate,
        Rule::TermExceeded,
    ];
    assert_eq!(observed(views.views()), expected);
}

/// The fact that a court is at a place whose clock is not UTC's.
fn registered_in_almaty() -> ReferenceEvent {
    let name = || "Court".to_owned();
    ReferenceEvent::CourtRegistered {
        court: code(ALMATY),
        names: Names {
            kk: name(),
            ru: name(),
            en: name(),
        },
        kind: "district".to_owned(),
        region: code("75"),
        territory: vec![code("750000000")],
        time_zone: "Asia/Almaty".to_owned(),
        valid_from: None,
    }
}

#[test]
fn the_day_an_event_is_recorded_on_is_the_courts_own() {
    let mut office = Chain::of("federal");
    office.state("2025-01-01", registered_in_almaty());
    let mut court = court();
    court.state("2025-01-15", agreed(NO, "2025-01-15", "2025-02-14"));
    // Half past midnight in Almaty (UTC+5) on the day after the term, still its last day in UTC.
    let night = Utc.with_ymd_and_hms(2025, 2, 14, 19, 30, 0).unwrap();
    court.state_at(
        "2025-02-14",
        night,
        extended(NO, "2025-02-14", 10, "2025-02-24"),
    );
    // Half past three in the morning in Almaty, still the day before in UTC.
    let morning = Utc.with_ymd_and_hms(2025, 2, 19, 22, 30, 0).unwrap();
    let result = returned(NO, Outcome::FullSettlement, "2025-02-20", "2025-02-20");
    court.state_at("2025-02-20", morning, result);
    let mut stated = office.stated;
    stated.extend(court.stated);
    let folder = TempDir::new().unwrap();
    let views = views_of(folder.path(), &stated, 5);
    assert_eq!(observed(views.views()), [Rule::LateRecorded]);
    assert_eq!(
        ask(views.views(), "S29", &[], "2025")[2],
        "2025 recorded_late 1/4"
    );
}
