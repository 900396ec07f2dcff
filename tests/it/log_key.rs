//! The key of the office's history is changed: both keys sign for a while, and nobody who knows
//! one of them is left behind.

use std::fs;
use std::path::PathBuf;

use tempfile::TempDir;

use crate::harness::{self, Finished};
use crate::trial::{self, medreg, succeed, text};

const NOT_FOUND: Option<i32> = Some(4);
const NOT_READY: Option<i32> = Some(5);
/// What the auditor says of a signature that it does not believe.
const SIGNATURE: Option<i32> = Some(10);
const SOUND: Option<i32> = Some(0);

/// An office of its own, and what others keep of it.
struct Scene(TempDir);

impl Scene {
    fn begin() -> Self {
        let scene = Self(TempDir::new().unwrap());
        succeed(&["federal", "init", text(&scene.office())]);
        scene
    }

    fn at(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn office(&self) -> PathBuf {
        self.at("office")
    }

    fn new_key(&self, options: &[&str]) -> Finished {
        let office = self.office();
        let plain = ["federal", "new-log-key", "--data", text(&office)];
        medreg(&[&plain[..], options].concat())
    }

    fn vkey(&self) -> String {
        fs::read_to_string(self.office().join("log.vkey"))
            .unwrap()
            .trim()
            .to_owned()
    }

    /// The newest checkpoint as it is served.
    fn checkpoint(&self) -> String {
        fs::read_to_string(self.office().join("history/checkpoint")).unwrap()
    }

    /// An act of the office, by which its history grows.
    fn grow(&self) {
        let acts = self.at("acts.jsonl");
        let fact = r#"{"on":"2026-01-05","fact":{"CourtPolicySet":{"court":"KZ-10-101","coordinator_required":false,"effective_on":"2026-01-05"}}}"#;
        fs::write(&acts, fact).unwrap();
        let office = self.office();
        succeed(&["federal", "state", text(&acts), "--data", text(&office)]);
    }

    /// What an auditor says who believes these keys, and has kept a checkpoint.
    fn audited(&self, vkeys: &[&str], kept: Option<&str>) -> Option<i32> {
        let policy = self.at("policy");
        let logs: Vec<String> = vkeys.iter().map(|vkey| format!("log {vkey}")).collect();
        fs::write(&policy, logs.join("\n") + "\nquorum none\n").unwrap();
        let history = self.office().join("history");
        let federal = fs::read_to_string(self.office().join("federal.vkey")).unwrap();
        let mut check = vec!["check", text(&history), "--policy", text(&policy)];
        check.extend(["--federal-vkey", federal.trim()]);
        let from = self.at("kept.checkpoint");
        if let Some(kept) = kept {
            fs::write(&from, kept).unwrap();
            check.extend(["--from", text(&from)]);
        }
        harness::run(&harness::medreg_audit(), check).code
    }
}

/// How many lines sign a note.
fn signatures(note: &str) -> usize {
    note.lines()
        .filter(|line| line.starts_with("\u{2014} "))
        .count()
}

#[test]
fn both_keys_sign_for_a_while_and_then_the_next_one_alone() {
    let scene = Scene::begin();
    let (before, kept) = (scene.vkey(), scene.checkpoint());
    assert_eq!(scene.new_key(&["--use"]).code, NOT_FOUND, "none was made");

    let made = scene.new_key(&[]).json();
    let next = made["vkey"].as_str().unwrap();
    assert_eq!(
        (made["in_use"].as_bool(), next == before),
        (Some(false), false)
    );
    assert_eq!(scene.new_key(&[]).json(), made, "it is made once");
    let early = scene.new_key(&["--use"]);
    assert_eq!(early.code, NOT_READY, "{early:?}");
    assert_eq!(
        (scene.vkey(), scene.checkpoint()),
        (before.clone(), kept.clone())
    );

    // What is lost meanwhile comes back with both.
    let (data, backup, keys) = (scene.office(), scene.at("backup"), scene.at("keys"));
    let again = scene.at("again");
    let back_up = ["backup", text(&backup), "--keys", text(&keys)];
    succeed(&[&back_up[..], &["--data", text(&data)]].concat());
    let restore = [
        "restore",
        text(&backup),
        text(&again),
        "--keys",
        text(&keys),
    ];
    succeed(&[&restore[..], &["--none-newer"]].concat());
    let restored = fs::read(again.join("log.key.next")).unwrap();
    assert_eq!(restored, fs::read(data.join("log.key.next")).unwrap());

    // Whichever key an auditor knows, and from wherever it goes on.
    scene.grow();
    let both = scene.checkpoint();
    assert_eq!(signatures(&both), 2, "{both}");
    for known in [&[before.as_str()][..], &[next], &[&before, next]] {
        assert_eq!(scene.audited(known, None), SOUND, "{known:?}");
    }
    assert_eq!(scene.audited(&[&before], Some(&kept)), SOUND);

    let used = scene.new_key(&["--use"]).json();
    assert_eq!(
        (used["vkey"].as_str(), used["in_use"].as_bool()),
        (Some(next), Some(true))
    );
    assert_eq!(scene.vkey(), next);
    scene.grow();
    assert_eq!(signatures(&scene.checkpoint()), 1);
    assert_eq!(scene.audited(&[next], Some(&both)), SOUND);
    assert_eq!(scene.audited(&[&before, next], Some(&kept)), SOUND);
    assert_eq!(scene.audited(&[&before], None), SIGNATURE);
    let office = scene.office();
    succeed(&["history", "verify", text(&office), "--json"]);
    trial::verified_by_others(text(&office.join("history")), &office);
    // Its own policy lists both, for whoever kept a checkpoint from before.
    let policy = fs::read_to_string(office.join("audit.policy")).unwrap();
    assert_eq!(policy, format!("log {before}\nlog {next}\nquorum none\n"));
    assert_eq!(
        scene.new_key(&["--use"]).code,
        NOT_FOUND,
        "the change has ended"
    );
}

#[test]
fn a_key_that_somebody_else_may_hold_counts_no_more_at_once() {
    let scene = Scene::begin();
    let before = scene.vkey();
    let next = scene.new_key(&[]).json()["vkey"].clone();
    assert_eq!(scene.new_key(&["--use", "--now"]).json()["vkey"], next);
    let next = next.as_str().unwrap();
    let office = scene.office();
    let policy = fs::read_to_string(office.join("audit.policy")).unwrap();
    assert_eq!(policy, format!("log {next}\nquorum none\n"));
    assert_eq!(scene.audited(&[next], None), SOUND);
    assert_eq!(scene.audited(&[&before], None), SIGNATURE);
    scene.grow();
    assert_eq!(scene.audited(&[next], None), SOUND);
}
