//! Released figures: everybody is shown them, anybody can check them, and they stand.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::harness;
use crate::sign_in::{Browser, add};
use crate::site::{Shown, agent};
use crate::trial::{self, medreg, text};

const FIGURES: &str = "/api/v1/statistics/S7?by=region&period=2024";

/// Releases the figures of the year that the federation lived through.
fn release(shown: &Shown) -> Value {
    shown.ask("federal release --on 2025-02-10")
}

/// Runs a program in a folder; it must succeed.
fn run(folder: &Path, program: &str, arguments: &[&str]) -> String {
    let mut command = Command::new(program);
    let done = command
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap();
    assert!(done.status.success(), "{program} {arguments:?}: {done:?}");
    String::from_utf8(done.stdout).unwrap()
}

#[test]
fn everybody_is_shown_the_newest_release_and_who_may_look_at_all_what_is_known_now() {
    let shown = &Shown::lived();
    let password = add(&shown.office(), "analyst", "analyst");
    let mut analyst = Browser::signed_in(shown, "analyst", &password);
    let live = shown.get(FIGURES).json();
    assert_eq!(live["release"], Value::Null);
    let released = release(shown);
    assert_eq!(released["released"], "2024-Q4");
    assert_eq!(released["of_position"], live["position"]);

    let told = shown.get(FIGURES).json();
    assert_eq!(told["rows"], live["rows"]);
    assert!(!told["rows"].as_array().unwrap().is_empty());
    let frame = ["release", "as_of", "on", "position", "as_at"].map(|name| told[name].clone());
    let position = live["position"].clone();
    let as_at = json!(position.to_string());
    assert_eq!(
        frame,
        [
            json!("2024-Q4"),
            json!("2025-02-10"),
            json!("2025-02-10"),
            position,
            as_at
        ]
    );
    let of_command = shown.ask("statistics S7 --by region --period 2024 --release 2024-Q4");
    assert_eq!(of_command["rows"], told["rows"]);
    assert_eq!(of_command["position"], told["position"]);
    let page = shown.get("/en/statistics/S7?by=region&period=2024").text;
    assert!(
        page.contains("Figures of the release of Q4 2024, made on 10 February 2025 of"),
        "{page}"
    );

    // One event more changes what is known now, and nothing of what was released.
    let found = shown.get("/api/v1/entries?limit=2").json();
    let entry = |place: usize| found["items"][place]["entry_no"].as_str().unwrap();
    trial::merge(&shown.office(), [entry(0), entry(1)], "2025-12-01");
    assert_eq!(shown.get(FIGURES).json(), told);
    let now = analyst.get(shown, FIGURES).json();
    assert_eq!(now["release"], Value::Null);
    assert!(now["position"].as_u64() > told["position"].as_u64());
    let chosen = analyst
        .get(shown, &format!("{FIGURES}&release=2024-Q4"))
        .json();
    assert_eq!(chosen, told);
    // An auditor, who sees small cells in the figures of now, is told what was released.
    let password = add(&shown.office(), "auditor", "auditor");
    let mut auditor = Browser::signed_in(shown, "auditor", &password);
    let two = "/api/v1/statistics/S11?by=category,region&period=2024&release=2024-Q4";
    let of_auditor = auditor.get(shown, two).json();
    assert_eq!(of_auditor["rows"], shown.get(two).json()["rows"]);
    let withheld = |answer: &Value| answer["rows"].to_string().contains("\"suppressed\":true");
    assert!(withheld(&of_auditor), "{of_auditor}");
    let now = auditor.get(
        shown,
        "/api/v1/statistics/S11?by=category,region&period=2024",
    );
    assert!(!withheld(&now.json()), "{}", now.text);
    // What was asked for goes along from page to page.
    let of_release = analyst.get(shown, "/en/statistics?release=2024-Q4").text;
    assert!(
        of_release.contains("href=\"/en/statistics/S16?release=2024-Q4\""),
        "{of_release}"
    );
    assert!(!of_release.contains("/en/entries?release"), "{of_release}");
}

#[test]
fn what_is_not_released_is_refused_with_a_sentence() {
    let shown = &Shown::lived();
    let before = shown.get("/en/statistics/releases").text;
    assert!(before.contains("Nothing has been released yet"), "{before}");
    release(shown);
    let password = add(&shown.office(), "analyst", "analyst");
    let mut analyst = Browser::signed_in(shown, "analyst", &password);
    for (query, status, said) in [
        ("period=2025-Q1", 400, "NOT_RELEASED"),
        ("period=2025", 400, "NOT_RELEASED"),
        (
            "release=2024-Q3",
            404,
            "no figures were released with 2024-Q3",
        ),
        ("release=2024", 404, "no figures were released with 2024"),
        ("release=soon", 400, "QUERY_INVALID"),
        ("as_of=2025-02-09", 400, "NOT_OFFERED"),
        ("as_at=10", 401, "SIGN_IN"),
    ] {
        let told = shown.get(&format!("/api/v1/statistics/S7?{query}"));
        assert_eq!(told.status, status, "{query}: {}", told.text);
        assert!(told.text.contains(said), "{query}: {}", told.text);
        let page = shown.get(&format!("/ru/statistics/S7?{query}"));
        assert_eq!(page.status, status, "{query}: {}", page.text);
    }
    let both = analyst.get(shown, "/api/v1/statistics/S7?as_at=10&release=2024-Q4");
    assert_eq!(both.status, 400, "{}", both.text);
    assert!(both.text.contains("GIVEN_TWICE"), "{}", both.text);
    let elsewhere = shown.get("/api/v1/entries?release=2024-Q4");
    assert_eq!(elsewhere.status, 400, "{}", elsewhere.text);
    let office = shown.office();
    let again = [
        "federal",
        "release",
        "--on",
        "2025-02-11",
        "--data",
        text(&office),
    ];
    let again = medreg(&again);
    assert_eq!(again.code, Some(3), "{again:?}");
    assert!(again.stderr.contains("ALREADY_EXISTS"), "{}", again.stderr);
}

#[test]
fn anybody_can_check_the_archive_with_common_tools() {
    let shown = &Shown::lived();
    let released = release(shown);
    let listed = shown.get("/api/v1/releases").json()["items"][0].clone();
    assert_eq!(listed["release"], "2024-Q4");
    assert_eq!(listed["tables_hash"], released["tables_hash"]);
    let address = format!("{}{}", shown.address(), listed["archive"].as_str().unwrap());
    let mut answer = agent().get(address).call().unwrap();
    assert_eq!(answer.status(), 200);
    let header = |name: &str| answer.headers()[name].to_str().unwrap().to_owned();
    assert_eq!(header("content-type"), "application/zip");
    assert!(header("cache-control").contains("immutable"));
    let bytes = answer.body_mut().read_to_vec().unwrap();
    assert_eq!(bytes.len() as u64, released["bytes"].as_u64().unwrap());
    assert_eq!(
        bytes,
        fs::read(shown.office().join("releases/2024-Q4.zip")).unwrap()
    );

    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("2024-Q4.zip"), bytes).unwrap();
    let python = harness::python();
    run(
        folder.path(),
        text(&python),
        &["-m", "zipfile", "-e", "2024-Q4.zip", "."],
    );
    run(
        folder.path(),
        "sha256sum",
        &["--check", "--strict", "--quiet", "SHA256SUMS"],
    );
    let sum = run(folder.path(), "sha256sum", &["SHA256SUMS"]);
    let (hash, _) = sum.split_once(' ').unwrap();
    let page = shown.get("/kk/statistics/releases").text;
    assert!(page.contains(hash), "{hash} is not on {page}");

    // The tables are those that the site answers with.
    let table = fs::read_to_string(folder.path().join("S7-region.csv")).unwrap();
    let of_site = shown
        .get("/api/v1/statistics/S7.csv?by=region&period=2024")
        .text;
    let of_year = table.lines().filter(|line| line.contains(",2024,"));
    let of_year: Vec<&str> = table.lines().take(1).chain(of_year).collect();
    assert!(of_year.len() > 2, "{table}");
    assert_eq!(of_site.lines().collect::<Vec<_>>(), of_year);
    let about = fs::read_to_string(folder.path().join("release.json")).unwrap();
    let about: Value = serde_json::from_str(&about).unwrap();
    assert_eq!(about["as_of"], "2025-02-10");
    assert_eq!(about["definitions"].as_object().unwrap().len(), 30);
}
