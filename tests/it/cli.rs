//! What scripts rely on: exit codes and the shapes of answers.

use serde_json::Value;
use tempfile::TempDir;

use crate::trial::{Knobs, medreg, succeed, succeed_with, text};

const USAGE: i32 = 2;
const NOT_FOUND: i32 = 4;

const KNOBS: Knobs = Knobs {
    courts: 4,
    years: 1,
    procedures: 100,
    seed: 5,
};

/// A demo that has ended; each test has its own, for a folder serves one command at a time.
struct Demo(TempDir);

impl Demo {
    fn live() -> Self {
        let folder = TempDir::new().unwrap();
        let data = text(folder.path());
        succeed_with(&KNOBS, &["demo", "--once", "--json", "--data", data]);
        Self(folder)
    }

    fn office(&self) -> String {
        text(&self.0.path().join("federal")).to_owned()
    }

    fn ask(&self, arguments: &str) -> Value {
        let office = self.office();
        let mut all: Vec<&str> = arguments.split(' ').collect();
        all.extend(["--json", "--data", &office]);
        succeed(&all).json()
    }
}

/// Fails with the code, says why on stderr, and gives no data.
fn fails(arguments: &[&str], code: i32, said: &str) {
    let finished = medreg(arguments);
    assert_eq!(finished.code, Some(code), "{arguments:?}: {finished:?}");
    assert!(
        finished.stderr.contains(said),
        "{arguments:?}: {finished:?}"
    );
    assert_eq!(finished.stdout, "", "{arguments:?}");
}

fn has_keys(value: &Value, keys: &str) {
    for key in keys.split(' ') {
        assert!(value.get(key).is_some(), "no `{key}` in {value}");
    }
}

#[test]
fn wrong_usage_is_told_with_exit_code_2() {
    let folder = TempDir::new().unwrap();
    let config = folder.path().join("federal.toml");
    std::fs::write(&config, "date = \"/x\"\norigin = \"a.example\"\n").unwrap();
    let demo = Demo::live();
    let office = demo.office();
    let cases: [(&[&str], &str); 17] = [
        (&[], "Usage: medreg"),
        (&["nothing"], "unrecognized subcommand"),
        (&["demo", "--courts", "many"], "--courts"),
        (&["demo", "--years", "9"], "--years"),
        (&["demo", "--once", "--courts", "0"], "courts are asked for"),
        (&["simulate"], "--out"),
        (
            &["simulate", "--out", "x", "--except", "KZ-75-012"],
            "--nats",
        ),
        (&["term"], "--agreement"),
        (&["term", "--agreement", "2025-02-30"], "--agreement"),
        (
            &["term", "--agreement", "2025-01-31", "--channel", "SIDEWAYS"],
            "--channel",
        ),
        (
            &["term", "--agreement", "2025-01-31", "--extend", "20"],
            "DAYS@DATE",
        ),
        (&["register", "show", "12"], "not an entry number"),
        (
            &["register", "find", "--data", &office, "--court", "Almaty"],
            "--court",
        ),
        (
            &["statistics", "S16", "--data", &office, "--period", "lately"],
            "lately",
        ),
        (
            &["federal", "serve", "--config", text(&config)],
            "did you mean `data`",
        ),
        (
            &["statistics", "S999", "--data", &office, "--period", "2024"],
            "known are S1",
        ),
        (&["completions", "klingon"], "klingon"),
    ];
    for (arguments, said) in cases {
        fails(arguments, USAGE, said);
    }
}

#[test]
fn what_is_not_there_is_told_with_exit_code_4() {
    let (folder, demo) = (TempDir::new().unwrap(), Demo::live());
    let office = demo.office();
    let empty = text(folder.path());
    let cases: [(&[&str], &str); 5] = [
        (
            &[
                "register",
                "show",
                "KZ-75-012-2025-00041",
                "--data",
                &office,
            ],
            "KZ-75-012-2025-00041",
        ),
        (&["history", "show", &office, "99999999"], "99999999"),
        (&["history", "tail", empty], "no history"),
        (&["register", "find", "--data", empty], "no office"),
        (&["federal", "status", "--data", empty], "no office"),
    ];
    for (arguments, said) in cases {
        fails(arguments, NOT_FOUND, said);
    }
}

#[test]
fn completions_and_help_are_for_every_command() {
    let bash = succeed(&["completions", "bash"]).stdout;
    let help = succeed(&["--help"]).stdout;
    for command in "demo simulate court federal history register statistics term views".split(' ') {
        assert!(
            bash.contains(command),
            "completions do not know `{command}`"
        );
        assert!(help.contains(command), "help does not know `{command}`");
        let own = succeed(&[command, "--help"]).stdout;
        assert!(own.contains("Usage: medreg"), "{own}");
    }
}

#[test]
fn the_register_of_a_demo_is_found_page_by_page_and_shown() {
    let demo = Demo::live();
    let page = demo.ask("register find --limit 5");
    has_keys(&page, "items next total as_of as_at position disclaimer");
    let items = page["items"].as_array().unwrap();
    assert_eq!(items.len(), 5);
    for item in items {
        has_keys(
            item,
            "entry_no federal_no court name kind standing categories languages practice_kato sro \
             valid_from valid_to source_events",
        );
        has_keys(&item["name"], "kk ru latn");
        has_keys(&item["standing"], "code until on");
    }
    let next = page["next"].as_str().unwrap();
    let second = demo.ask(&format!("register find --limit 200 --cursor {next}"));
    let total = usize::try_from(page["total"].as_u64().unwrap()).unwrap();
    assert_eq!(second["items"].as_array().unwrap().len(), total - 5);

    let entry_no = items[0]["entry_no"].as_str().unwrap();
    let shown = demo.ask(&format!("register show {entry_no}"));
    assert_eq!(shown["name"], items[0]["name"]);
    has_keys(
        &shown,
        "federal_no court kind standing valid_from valid_to source_events",
    );
}

#[test]
fn statistics_of_a_demo_tell_numerator_and_denominator() {
    let answer = Demo::live().ask("statistics S16 --by region --period 2024-Q1..2024-Q4");
    has_keys(&answer, "indicator definition as_at position rows");
    has_keys(&answer["definition"], "numerator denominator date_basis");
    let rows = answer["rows"].as_array().unwrap();
    assert!(!rows.is_empty(), "{answer}");
    for row in rows {
        has_keys(row, "region period numerator denominator value suppressed");
    }
}

#[test]
fn the_status_of_a_demo_counts_every_court() {
    let demo = Demo::live();
    let status = demo.ask("federal status");
    has_keys(
        &status,
        "position checkpoint stream courts quarantine findings",
    );
    has_keys(&status["checkpoint"], "size root");
    has_keys(&status["stream"], "last_sequence taken");
    let courts = status["courts"].as_object().unwrap();
    assert_eq!(courts.len(), 5, "four courts and the office itself");
    for court in courts.values() {
        has_keys(court, "last_courtseq last_seen state gap");
    }
    has_keys(&demo.ask("federal quarantine list"), "items");
}

#[test]
fn a_history_tells_whether_it_is_sound_and_what_it_replays_to() {
    let demo = Demo::live();
    let office = demo.office();
    let verified = succeed(&["history", "verify", &office, "--json"]).json();
    has_keys(&verified, "sound size root sources faults");
    let replayed = succeed(&["history", "replay", &office, "--json"]).json();
    has_keys(
        &replayed,
        "events seconds events_per_second register_digest statistics_digest peak_rss_bytes",
    );
    assert_eq!(replayed["events"], verified["size"]);
    let tail = succeed(&["history", "tail", &office, "-n", "3", "--json"]).stdout;
    assert_eq!(tail.lines().count(), 3);
    for line in tail.lines() {
        let event: Value = serde_json::from_str(line).unwrap();
        has_keys(
            &event,
            "specversion id source type subject time courtseq occurredon data",
        );
    }
}

#[test]
fn who_writes_a_word_that_is_none_is_told_those_that_are() {
    for (arguments, known) in [
        (["register", "find", "--sort", "shoe"].as_slice(), "name_kk"),
        (&["register", "find", "--kind", "SHOE"], "RETIRED_JUDGE"),
        (
            &["federal", "account", "add", "aigul", "--role", "emperor"],
            "auditor",
        ),
    ] {
        let refused = medreg(arguments);
        assert_eq!(refused.code, Some(USAGE), "{refused:?}");
        assert!(refused.stderr.contains(known), "{refused:?}");
    }
}
