//! The doctor names what is wrong, and what to run about it.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use serde_json::Value;
use tempfile::TempDir;

use crate::trial::{self, Knobs, Trial, medreg, text};

const KNOBS: Knobs = Knobs {
    courts: 2,
    years: 1,
    procedures: 40,
    seed: 29,
};

const COURT: &str = "KZ-10-011";

/// What the doctor says: the exit code, and every finding.
fn doctor(arguments: &[&str]) -> (i32, Vec<Value>) {
    let said = medreg(&[&["doctor", "--json"], arguments].concat());
    let told = said.json();
    let findings = told["findings"].as_array().unwrap().clone();
    let failed = findings.iter().filter(|one| one["level"] == "FAIL");
    assert_eq!(told["failed"], failed.count(), "{told}");
    (said.code.unwrap(), findings)
}

/// The advice that goes with what is found, for a finding of that level.
#[track_caller]
fn advice(findings: &[Value], level: &str, found: &str) -> String {
    let mut of_level = findings.iter().filter(|one| one["level"] == level);
    let says = |one: &&Value| one["found"].as_str().unwrap().contains(found);
    let one = of_level.find(says);
    let one = one.unwrap_or_else(|| panic!("no {level} `{found}` in {findings:#?}"));
    one["run"].as_str().unwrap_or_default().to_owned()
}

fn simulated() -> (TempDir, PathBuf) {
    let folder = TempDir::new().unwrap();
    Trial::reference(folder.path(), &KNOBS);
    let office = folder.path().join("reference/federal");
    (folder, office)
}

fn readable_by_all(path: &Path) {
    fs::set_permissions(path, fs::Permissions::from_mode(0o644)).unwrap();
}

#[test]
fn an_office_that_lies_still_is_sound_and_told_to_serve() {
    let (_folder, office) = simulated();
    let data = ["--data", text(&office)];
    let (code, findings) = doctor(&data);
    assert_eq!(code, 0, "{findings:#?}");
    advice(&findings, "OK", "events stand under a signed checkpoint");
    advice(&findings, "OK", "nothing is kept aside");
    let run = advice(&findings, "WARN", "does not serve");
    assert!(run.starts_with("medreg federal serve"), "{run}");

    readable_by_all(&office.join("log.key"));
    let (code, findings) = doctor(&data);
    assert_eq!(code, 5);
    let run = advice(&findings, "FAIL", "others may read");
    assert_eq!(
        run,
        format!("chmod 600 {}", office.join("log.key").display())
    );

    fs::remove_file(office.join("wrap.key")).unwrap();
    // A look is no audit: it reads the few tiles from which the root follows.
    let partial = fs::read_dir(office.join("history/tile/1/000.p")).unwrap();
    let tile = partial.last().unwrap().unwrap().path();
    let mut bytes = fs::read(&tile).unwrap();
    bytes[40] ^= 1;
    fs::write(&tile, bytes).unwrap();
    let (code, findings) = doctor(&data);
    assert_eq!(code, 5);
    advice(&findings, "FAIL", "wrap.key");
    let run = advice(&findings, "FAIL", "do not give the root that was signed");
    assert!(run.starts_with("medreg history verify "), "{run}");
}

#[test]
fn what_is_no_office_is_said_to_be_none() {
    let folder = TempDir::new().unwrap();
    let (code, findings) = doctor(&["--data", text(folder.path())]);
    assert_eq!(code, 5);
    advice(&findings, "FAIL", "log.key");
    let config = folder.path().join("federal.toml");
    fs::write(&config, "date = '/x'\n").unwrap();
    let (code, findings) = doctor(&["--config", text(&config)]);
    assert_eq!(code, 5);
    let run = advice(&findings, "FAIL", "did you mean `data`");
    assert!(run.starts_with("edit "), "{run}");
    let nothing = medreg(&["doctor", "--config", text(&folder.path().join("none"))]);
    assert_eq!(nothing.code, Some(2), "{nothing:?}");
    assert_eq!(medreg(&["doctor"]).code, Some(2));
}

#[test]
fn a_serving_office_and_its_court_are_looked_at_and_so_is_the_broker() {
    let folder = TempDir::new().unwrap();
    let mut trial = Trial::begin(folder.path(), KNOBS);
    let mut office = trial.serve_ready();
    trial.set_up_court(COURT);
    let lived = trial.serve_court(COURT).finish();
    assert_eq!(lived.code, Some(0), "{lived:?}");
    trial::wait_until(&mut office, &trial.office(), "all is in", |status| {
        status["courts"][COURT]["last_courtseq"].as_u64() > Some(100)
    });
    let of_office = trial.office().join("federal.toml");
    let of_office = ["--config", text(&of_office)];
    let (code, findings) = doctor(&of_office);
    assert_eq!(code, 0, "{findings:#?}");
    advice(&findings, "OK", "the office serves");
    advice(&findings, "OK", "its streams are right");
    let config = trial.court(COURT).join("court.toml");
    let of_court = ["--config", text(&config)];
    let (_, findings) = doctor(&of_court);
    advice(&findings, "OK", "the office holds every data key");
    advice(&findings, "OK", "answers");

    trial.stop_broker();
    let (code, findings) = doctor(&of_office);
    assert_eq!(code, 5);
    let run = advice(&findings, "FAIL", "could not connect to the broker");
    assert!(run.starts_with("medreg federal init"), "{run}");
    let (_, findings) = doctor(&of_court);
    advice(&findings, "WARN", "the court works on");
    readable_by_all(&trial.court(COURT).join("court.key"));
    let (code, findings) = doctor(&of_court);
    assert_eq!(code, 5);
    advice(&findings, "FAIL", "others may read");
    office.terminate();
}
