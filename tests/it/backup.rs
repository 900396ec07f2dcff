//! A backup is taken while the office serves, and a restore trusts nothing it is given.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde_json::Value;
use tempfile::TempDir;

use crate::harness::Finished;
use crate::trial::{self, Knobs, Trial, medreg, succeed, text};

const KNOBS: Knobs = Knobs {
    courts: 3,
    years: 1,
    procedures: 120,
    seed: 17,
};

/// A court that takes no part, so that the history keeps growing by the others.
const APART: &str = "KZ-10-011";

const INTEGRITY: Option<i32> = Some(6);
const USAGE: Option<i32> = Some(2);

/// A simulated office and a place for its copies.
struct Scene {
    folder: TempDir,
}

impl Scene {
    fn begin() -> Self {
        let folder = TempDir::new().unwrap();
        Trial::reference(folder.path(), &KNOBS);
        Self { folder }
    }

    fn at(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn office(&self) -> PathBuf {
        self.at("reference/federal")
    }

    fn back_up(&self, to: &str) -> Value {
        let (to, keys, data) = (self.at(to), self.at("keys"), self.office());
        let keys = ["--keys", text(&keys), "--data", text(&data)];
        succeed(&[&["backup", text(&to)], &keys[..]].concat()).json()
    }

    fn restore(&self, from: &str, to: &str, options: &[&str]) -> Finished {
        let (from, to, keys) = (self.at(from), self.at(to), self.at("keys"));
        let plain = ["restore", text(&from), text(&to), "--keys", text(&keys)];
        medreg(&[&plain[..], options].concat())
    }

    /// An act of the office, by which its history grows.
    fn grow(&self) {
        let acts = self.at("acts.jsonl");
        let fact = r#"{"on":"2026-01-05","fact":{"CourtPolicySet":{"court":"KZ-10-101","coordinator_required":false,"effective_on":"2026-01-05"}}}"#;
        fs::write(&acts, fact).unwrap();
        let data = self.office();
        succeed(&["federal", "state", text(&acts), "--data", text(&data)]);
        succeed(&["federal", "audit", "--data", text(&data)]);
    }
}

fn digests(told: &Value) -> [&Value; 2] {
    [&told["register_digest"], &told["statistics_digest"]]
}

fn views(data: &Path) -> Value {
    succeed(&["views", "verify", "--json", "--data", text(data)]).json()
}

#[test]
fn a_restored_office_is_the_one_that_was_backed_up() {
    let scene = Scene::begin();
    let office = scene.office();
    let release = ["federal", "release", "--on", "2025-02-10", "--data"];
    succeed(&[&release[..], &[text(&office)]].concat());
    let told = scene.back_up("backup");
    let expected = views(&scene.office());
    assert_eq!(told["size"], expected["events"]);
    assert!(
        told["data_keys"].as_u64().is_some_and(|keys| keys > 0),
        "{told}"
    );
    let mut keys = walk(&scene.at("backup"));
    keys.retain(|name| name.contains("key"));
    keys.sort();
    assert_eq!(keys, ["federal.vkey", "log.vkey"], "secrets lie apart");
    let restored = scene
        .restore("backup", "restored", &["--none-newer"])
        .json();
    assert_eq!(digests(&restored), digests(&expected));
    assert_eq!(restored["data_keys"], told["data_keys"]);
    let find = |data: &Path| {
        let all = [
            "register",
            "find",
            "--json",
            "--limit",
            "5",
            "--data",
            text(data),
        ];
        succeed(&all).json()
    };
    let found = find(&scene.at("restored"));
    assert_eq!(found["items"], find(&scene.office())["items"]);
    assert!(found["items"][0]["name"]["kk"].is_string(), "{found}");
    let released = |data: &Path| {
        let asked = [
            "statistics",
            "S7",
            "--period",
            "2024",
            "--release",
            "2024-Q4",
        ];
        succeed(&[&asked[..], &["--data", text(data)]].concat()).stdout
    };
    assert_eq!(released(&scene.at("restored")), released(&office));
    // It signs on from where it was.
    succeed(&["federal", "audit", "--data", text(&scene.at("restored"))]);
    let verified = succeed(&["history", "verify", text(&scene.at("restored")), "--json"]);
    assert_eq!(verified.json()["sound"], true);
}

/// The paths of every file under a folder, from there on.
fn walk(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for file in fs::read_dir(next).unwrap() {
            let path = file.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.push(text(path.strip_prefix(folder).unwrap()).to_owned());
            }
        }
    }
    found
}

#[test]
fn a_backup_is_brought_up_to_date_and_never_mixed_with_another_history() {
    let scene = Scene::begin();
    let first = scene.back_up("backup");
    scene.grow();
    let second = scene.back_up("backup");
    assert!(second["size"].as_u64() > first["size"].as_u64(), "{second}");
    let restored = scene
        .restore("backup", "restored", &["--none-newer"])
        .json();
    assert_eq!(digests(&restored), digests(&views(&scene.office())));
    // Neither an older state of the same office, nor another one, goes over it.
    let backup = scene.at("backup");
    let stranger = scene.at("stranger");
    succeed(&[
        "federal",
        "init",
        text(&stranger),
        "--origin",
        "elsewhere.example",
    ]);
    let older = TempDir::new().unwrap();
    Trial::reference(older.path(), &KNOBS);
    for data in [stranger, older.path().join("reference/federal")] {
        let refused = medreg(&["backup", text(&backup), "--data", text(&data)]);
        assert_eq!(refused.code, INTEGRITY, "{refused:?}");
    }
    let kept = succeed(&["history", "verify", text(&backup), "--json"]).json();
    assert_eq!(kept["size"], second["size"], "the backup is what it was");
}

#[test]
fn nothing_unsound_is_restored() {
    let scene = Scene::begin();
    scene.back_up("backup");
    let bundle = scene.at("backup/history/tile/entries/000");
    let whole = fs::read(&bundle).unwrap();
    let mut torn = whole.clone();
    torn[700] ^= 1;
    fs::write(&bundle, torn).unwrap();
    let refused = scene.restore("backup", "restored", &["--none-newer"]);
    assert_eq!(refused.code, INTEGRITY, "{refused:?}");
    assert!(!scene.at("restored").exists());
    fs::write(&bundle, whole).unwrap();

    let keys = fs::read_to_string(scene.at("keys")).unwrap();
    let mut other: Value = serde_json::from_str(&keys).unwrap();
    other["log"] = "0".repeat(64).into();
    fs::write(scene.at("keys"), other.to_string()).unwrap();
    let refused = scene.restore("backup", "restored", &["--none-newer"]);
    assert_eq!(refused.code, USAGE, "another office's keys: {refused:?}");
    fs::write(scene.at("keys"), keys).unwrap();

    fs::create_dir(scene.at("there")).unwrap();
    let refused = scene.restore("backup", "there", &["--none-newer"]);
    assert_eq!(refused.code, USAGE, "{refused:?}");
    let unsaid = scene.restore("backup", "restored", &[]);
    assert_eq!(
        unsaid.code, USAGE,
        "somebody must say what is newest: {unsaid:?}"
    );
}

#[test]
fn an_office_never_signs_what_contradicts_a_checkpoint_that_was_published() {
    let scene = Scene::begin();
    scene.back_up("backup");
    let older = scene.at("older");
    fs::copy(scene.office().join("history/checkpoint"), &older).unwrap();
    scene.grow();
    let newest = scene.office().join("history/checkpoint");
    let refused = scene.restore("backup", "restored", &["--newest", text(&newest)]);
    assert_eq!(refused.code, INTEGRITY, "{refused:?}");
    assert!(refused.stderr.contains("--history"), "{refused:?}");
    assert!(!scene.at("restored").exists());
    // Whoever mirrored the history has what is missing.
    let mirror = scene.office().join("history");
    let options = ["--newest", text(&newest), "--history", text(&mirror)];
    let restored = scene.restore("backup", "restored", &options);
    assert_eq!(restored.code, Some(0), "{restored:?}");
    assert_eq!(digests(&restored.json()), digests(&views(&scene.office())));
    let again = scene.restore("backup", "again", &["--newest", text(&older)]);
    assert_eq!(again.code, Some(0), "{again:?}");
}

#[test]
fn a_name_that_was_erased_does_not_come_back_from_a_backup_of_keys() {
    let scene = Scene::begin();
    let data = scene.office();
    let ended = [
        "register",
        "find",
        "--json",
        "--standing",
        "LAPSED",
        "--data",
        text(&data),
    ];
    let ended = succeed(&ended).json();
    let entry = ended["items"][0]["entry_no"].as_str().unwrap().to_owned();
    let told = scene.back_up("backup");
    succeed(&[
        "federal",
        "erase",
        &entry,
        "--basis",
        "COURT_ORDER",
        "--data",
        text(&data),
    ]);
    let again = medreg(&[
        "federal",
        "erase",
        &entry,
        "--basis",
        "COURT_ORDER",
        "--data",
        text(&data),
    ]);
    assert_eq!(again.code, Some(3), "{again:?}");
    succeed(&["federal", "audit", "--data", text(&data)]);
    let history = data.join("history");
    let options = ["--none-newer", "--history", text(&history)];
    let restored = scene.restore("backup", "restored", &options).json();
    let kept = |told: &Value| told["data_keys"].as_u64().unwrap();
    assert_eq!(kept(&restored) + 1, kept(&told), "{restored}");
    let data = scene.at("restored");
    let shown = succeed(&["register", "show", &entry, "--json", "--data", text(&data)]).json();
    assert_eq!(
        (&shown["name"], &shown["erased"]),
        (&Value::Null, &Value::Bool(true))
    );
    trial::verified_by_others(text(&history), &scene.office());
}

#[test]
fn a_backup_of_a_serving_office_is_sound_whenever_it_is_taken() {
    let folder = TempDir::new().unwrap();
    let trial = Trial::begin(folder.path(), KNOBS);
    let office = trial.serve_ready();
    let mut living = trial.live_except(APART);
    let backup = folder.path().join("backup");
    let data = trial.office();
    let mut last = 0;
    loop {
        let ended = living.ends_within(Duration::ZERO);
        let told = succeed(&["backup", text(&backup), "--data", text(&data)]).json();
        let size = told["size"].as_u64().unwrap();
        assert!(size >= last, "{told}");
        last = size;
        let verified = succeed(&["history", "verify", text(&backup), "--json"]).json();
        assert_eq!(
            (&verified["sound"], &verified["size"]),
            (&Value::Bool(true), &told["size"])
        );
        if ended {
            break;
        }
    }
    let ended = living.finish();
    assert_eq!(ended.code, Some(0), "{ended:?}");
    office.terminate();
}
