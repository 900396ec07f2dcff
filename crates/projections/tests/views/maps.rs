//! Figures on the map as reported and on the map as courts stand on a day; the identity of S19
//! on both, whatever happened.

use medreg_projections::Views;
use medreg_projections::statistics::Map;
use medreg_projections::statistics::indicator::{Row, answer};
use proptest::prelude::*;
use tempfile::TempDir;

use crate::builder::{ABAI, ALMATY, ASTANA, Chain, day, in_turn, life, views_of};
use crate::facts::{court, reorganised};
use crate::figures::{line, question};

/// Almaty goes over into Astana, which lies in another region; Abai is split in two.
fn federal() -> Chain {
    let mut federal = Chain::of("federal");
    for (code, region) in [(ALMATY, "75"), (ASTANA, "71"), (ABAI, "10")] {
        federal.state("2024-01-01", court(code, region, "2020-01-01"));
    }
    federal.state("2024-12-01", court("KZ-10-012", "10", "2025-07-01"));
    federal.state("2024-12-01", court("KZ-10-013", "10", "2025-07-01"));
    federal.state(
        "2025-03-01",
        reorganised(&[ALMATY], &[ASTANA], "2025-04-01"),
    );
    let parts = ["KZ-10-012", "KZ-10-013"];
    federal.state("2025-06-01", reorganised(&[ABAI], &parts, "2025-07-01"));
    federal
}

fn ask_on(views: &Views, map: Map, by: &[&str]) -> Vec<String> {
    let mut question = question("S7", by, "2025");
    question.map = map;
    answer(views, &question)
        .unwrap()
        .rows
        .iter()
        .map(line)
        .collect()
}

#[test]
fn figures_go_to_the_court_that_took_over_and_to_its_region() {
    let lives = [federal(), life(ALMATY, 6), life(ASTANA, 4), life(ABAI, 5)];
    let folder = TempDir::new().unwrap();
    let views = views_of(folder.path(), &in_turn(&lives), 64);
    let reported = ask_on(views.views(), Map::AsReported, &["court"]);
    let each = [
        "KZ-10-011 2025 referrals 5",
        "KZ-71-003 2025 referrals 4",
        "KZ-75-012 2025 referrals 6",
    ];
    assert_eq!(reported, each);
    // The day before, nothing has changed; on the day, Astana has both.
    let on = |on| Map::Current { on: day(on) };
    assert_eq!(ask_on(views.views(), on("2025-03-31"), &["court"]), each);
    let merged = ["KZ-10-011 2025 referrals 5", "KZ-71-003 2025 referrals 10"];
    assert_eq!(ask_on(views.views(), on("2025-04-01"), &["court"]), merged);
    // A court that was split keeps its own figures: nobody knows which part they belong to.
    assert_eq!(ask_on(views.views(), on("2025-12-31"), &["court"]), merged);
    let regions = ["10 2025 referrals 5", "71 2025 referrals 10"];
    assert_eq!(
        ask_on(views.views(), on("2025-12-31"), &["region"]),
        regions
    );
    let regions = [
        "10 2025 referrals 5",
        "71 2025 referrals 4",
        "75 2025 referrals 6",
    ];
    assert_eq!(ask_on(views.views(), Map::AsReported, &["region"]), regions);
}

#[test]
fn the_region_is_the_one_the_facts_put_the_court_in() {
    let mut federal = Chain::of("federal");
    federal.state("2024-01-01", court(ALMATY, "19", "2020-01-01"));
    let folder = TempDir::new().unwrap();
    let views = views_of(folder.path(), &in_turn(&[federal, life(ALMATY, 3)]), 64);
    assert_eq!(
        ask_on(views.views(), Map::AsReported, &["region"]),
        ["19 2025 referrals 3"]
    );
}

/// Pending at the end is pending at the start, plus started, minus ended, and the next start.
fn carries_on(views: &Views, map: Map, by: &[&str], periods: &str) -> Result<(), TestCaseError> {
    let mut question = question("S19", by, periods);
    question.map = map;
    let rows = answer(views, &question).unwrap().rows;
    let mut groups: Vec<_> = rows.iter().map(|row| row.group.clone()).collect();
    groups.dedup();
    for group in groups {
        let figure = |period: &str, name: &str| {
            let here =
                |row: &&Row| row.group == group && row.period == period && row.figure == name;
            rows.iter()
                .find(here)
                .map_or(0, |row| row.numerator.unwrap())
        };
        let mut pending = 0;
        for period in question.periods.iter() {
            let period = period.to_string();
            prop_assert_eq!(figure(&period, "pending_start"), pending);
            pending += figure(&period, "started") - figure(&period, "ended");
            prop_assert_eq!(figure(&period, "pending_end"), pending);
            prop_assert!(pending >= 0, "{:?} {} {}", group, period, pending);
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn what_is_pending_carries_on_in_every_period_and_group_of_both_maps(
        disputes in (0_u64..40, 0_u64..40, 0_u64..40),
        on in 0_u64..500,
    ) {
        let lives = [
            federal(),
            life(ALMATY, disputes.0),
            life(ASTANA, disputes.1),
            life(ABAI, disputes.2),
        ];
        let folder = TempDir::new().unwrap();
        let views = views_of(folder.path(), &in_turn(&lives), 64);
        let current = Map::Current { on: day("2025-01-01") + chrono::Days::new(on) };
        for map in [Map::AsReported, current] {
            for periods in ["2025-01..2026-12", "2025-Q1..2026-Q4", "2025..2026"] {
                let bys = [
                    &[][..],
                    &["court"],
                    &["region", "category"],
                    &["channel"],
                    &["source"],
                    &["kind"],
                    &["language", "court"],
                ];
                for by in bys {
                    carries_on(views.views(), map, by, periods)?;
                }
            }
        }
    }
}
