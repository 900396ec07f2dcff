//! The same lives give the same register, however their events travelled.

use tempfile::TempDir;

use crate::trial::{self, Knobs, Trial, succeed_with, text};

const KNOBS: Knobs = Knobs {
    courts: 4,
    years: 1,
    procedures: 200,
    seed: 11,
};

/// A court that takes part in a federation of these knobs.
const APART: &str = "KZ-35-206";

#[test]
fn a_demo_gives_the_same_history_run_after_run_and_so_does_a_simulation() {
    let folder = TempDir::new().unwrap();
    let out = folder.path().join("simulated");
    let mut summaries = [
        succeed_with(&KNOBS, &["demo", "--once", "--json"]),
        succeed_with(&KNOBS, &["demo", "--once", "--json"]),
        succeed_with(&KNOBS, &["simulate", "--json", "--out", text(&out)]),
    ];
    for summary in &mut summaries {
        let seconds = summary.as_object_mut().unwrap().remove("seconds");
        assert!(seconds.unwrap().is_f64());
    }
    let [first, second, simulated] = summaries;
    assert_eq!(first, second);
    assert_eq!(first, simulated);
    for key in [
        "events",
        "courts",
        "entries",
        "referrals",
        "findings",
        "position",
        "root",
        "origin",
        "vkey",
        "register_digest",
        "statistics_digest",
    ] {
        assert!(!first[key].is_null(), "no `{key}` in {first}");
    }
}

#[test]
fn courts_over_nats_and_a_court_apart_give_the_same_register_and_statistics() {
    let folder = TempDir::new().unwrap();
    let reference = Trial::reference(folder.path(), &KNOBS);
    let trial = Trial::begin(folder.path(), KNOBS);
    trial.set_up_court(APART);
    let mut office = trial.serve_ready();
    let living = trial.live_except(APART);
    let apart = trial.serve_court(APART);
    for ended in [living.finish(), apart.finish()] {
        assert_eq!(ended.code, Some(0), "{ended:?}");
    }
    let status = trial::wait_until(&mut office, &trial.office(), "all is in", |status| {
        trial::court_events(status) == reference.court_events()
    });
    assert_eq!(status["quarantine"], 0, "{status}");
    for (court, last) in &reference.courts {
        assert_eq!(status["courts"][court]["last_courtseq"], *last, "{court}");
    }
    let stopped = office.terminate();
    assert_eq!(stopped.code, Some(0), "{stopped:?}");
    let outcome = trial::outcome(&trial.office());
    assert!(outcome.is_as(&reference), "{outcome:?} for {reference:?}");
}

#[test]
fn the_independent_verifier_finds_a_simulated_history_sound() {
    let folder = TempDir::new().unwrap();
    let reference = Trial::reference(folder.path(), &KNOBS);
    let office = folder.path().join("reference/federal");
    let history = office.join("history");
    let report = trial::verified_by_others(text(&history), &office);
    assert_eq!(report["size"], reference.events);
    for (court, last) in &reference.courts {
        assert_eq!(report["sources"][court], *last, "{court}");
    }
}
