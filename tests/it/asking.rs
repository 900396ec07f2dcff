//! Questions on both axes, the judge's question, findings and published figures, asked of a
//! simulated office through the command line.

use std::path::{Path, PathBuf};

use medreg_tests::harness::{Finished, medreg, run};
use serde_json::Value;
use tempfile::TempDir;

/// The day after the simulated history.
const TODAY: &str = "2025-01-01";

/// A year of six courts, and the office that has it.
fn federation() -> (TempDir, PathBuf) {
    let folder = TempDir::new().unwrap();
    let out = folder.path().display().to_string();
    let knobs = ["--courts", "6", "--years", "1", "--procedures", "400"];
    let mut arguments = vec!["simulate", "--json", "--seed", "11", "--out", &out];
    arguments.extend(knobs);
    let simulated = run(&medreg(), &arguments);
    assert_eq!(simulated.code, Some(0), "{}", simulated.stderr);
    let office = folder.path().join("federal");
    (folder, office)
}

fn asked(office: &Path, line: &str) -> Finished {
    let office = office.display().to_string();
    let words = line.split_whitespace().chain(["--data", &office]);
    run(&medreg(), words)
}

fn told(office: &Path, line: &str) -> Value {
    let finished = asked(office, &format!("{line} --json"));
    assert_eq!(finished.code, Some(0), "{line}: {}", finished.stderr);
    finished.json()
}

fn text<'v>(value: &'v Value, field: &str) -> &'v str {
    value[field].as_str().unwrap()
}

/// How many disputes were referred in the year, as an answer tells it.
fn referred(answer: &Value) -> i64 {
    let rows = answer["rows"].as_array().unwrap();
    rows.iter()
        .filter_map(|row| row["numerator"].as_i64())
        .sum()
}

#[test]
fn register_referrals_and_figures_are_told_as_they_were_known() {
    let (_folder, office) = federation();
    let found = told(&office, &format!("register find --as-of {TODAY} --limit 5"));
    let position = found["position"].as_u64().unwrap();
    let entry = &found["items"][0];
    let entry_no = text(entry, "entry_no");

    let show = format!("register show {entry_no} --as-of {TODAY}");
    let now = told(&office, &show);
    let then = told(&office, &format!("{show} --as-at {position}"));
    for field in ["standing", "valid_to", "source_events", "federal_no"] {
        assert_eq!(now[field], then[field], "{field}");
    }
    assert_eq!(asked(&office, &format!("{show} --as-at 1")).code, Some(4));
    let ahead = asked(&office, &format!("{show} --as-at {}", position + 1));
    assert_eq!(ahead.code, Some(2), "{}", ahead.stderr);

    let figures = format!("statistics S7 --period 2024 --as-of {TODAY}");
    let last = referred(&told(&office, &figures));
    let half = referred(&told(
        &office,
        &format!("{figures} --as-at {}", position / 2),
    ));
    let whole = referred(&told(&office, &format!("{figures} --as-at {position}")));
    assert!(0 < half && half < last, "{half} of {last}");
    assert_eq!(whole, last);
    let by_instant = told(&office, &format!("{figures} --as-at 2024-07-01"));
    assert!((1..last).contains(&referred(&by_instant)));
    assert_eq!(text(&by_instant, "as_at"), "2024-07-01T23:59:59.999Z");

    let open = told(&office, &format!("deadlines --as-of {TODAY}"));
    let item = &open["items"][0];
    let referral = told(&office, &format!("referral {}", text(item, "referral_no")));
    assert_eq!(referral["due_on"], item["due_on"]);
}

#[test]
fn a_judge_is_told_whom_to_point_to_and_the_public_sees_only_its_fields() {
    let (_folder, office) = federation();
    let one_of = |standing: &str| {
        let line = format!("register find --as-of {TODAY} --standing {standing} --limit 1");
        told(&office, &line)["items"][0]["entry_no"].clone()
    };
    let active = one_of("ACTIVE");
    let check = format!("register check {} --on {TODAY}", active.as_str().unwrap());
    let verdict = told(&office, &check);
    assert_ne!(text(&verdict, "verdict"), "NO");
    let later = check.replace(TODAY, "2026-06-01");
    assert_eq!(text(&told(&office, &later), "verdict"), "NO");

    let show = format!("register show {} --as-of {TODAY}", active.as_str().unwrap());
    let public = told(&office, &format!("{show} --fields name,standing"));
    assert!(public["kind"].is_null() && !public["disclaimer"].is_null());
    let refused = asked(&office, &format!("{show} --fields name,person_key"));
    assert_eq!(refused.code, Some(3));
    assert!(
        refused.stderr.contains("FIELD_NOT_PUBLIC"),
        "{}",
        refused.stderr
    );
    let federal = told(
        &office,
        &format!("{show} --fields person_key --audience FEDERAL"),
    );
    assert!(!federal["person_key"].is_null());
}

#[test]
fn findings_are_stated_once_and_stay_closed_when_a_person_closes_them() {
    let (_folder, office) = federation();
    let audit = format!("federal audit --as-of {TODAY}");
    assert_eq!(
        told(&office, &audit)["changed"],
        0,
        "the history ends with one"
    );
    let open = told(&office, "federal findings");
    let finding = text(&open["items"][0], "finding").to_owned();
    let closed = asked(
        &office,
        &format!("federal close-finding {finding} --reason EXPLAINED"),
    );
    assert_eq!(closed.code, Some(0), "{}", closed.stderr);
    assert_eq!(told(&office, &audit)["changed"], 0);
    let left = told(&office, "federal findings");
    assert_eq!(
        left["total"].as_u64().unwrap() + 1,
        open["total"].as_u64().unwrap()
    );
    let again = asked(
        &office,
        &format!("federal close-finding {finding} --reason EXPLAINED"),
    );
    assert_eq!(again.code, Some(3));
    assert!(again.stderr.contains("FINDING_UNKNOWN"), "{}", again.stderr);
    assert_eq!(told(&office, "views verify")["same"], true);
}

#[test]
fn the_public_sees_no_small_cell_and_asks_only_what_is_published() {
    let (_folder, office) = federation();
    let public = format!("statistics S10 --by court --period 2024 --as-of {TODAY} --public");
    let answer = told(&office, &public);
    let rows = answer["rows"].as_array().unwrap();
    assert!(!rows.is_empty());
    for row in rows {
        let small = row["numerator"]
            .as_i64()
            .is_some_and(|n| (1..5).contains(&n));
        assert!(!small, "{row}");
    }
    let monthly = public.replace("--period 2024", "--period 2024-03");
    let refused = asked(&office, &monthly);
    assert_eq!(refused.code, Some(2));
    assert!(refused.stderr.contains("NOT_PUBLIC"), "{}", refused.stderr);
}
