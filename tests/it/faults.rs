//! What disks do: unreadable views, changed bytes, torn ends, no space.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

use serde_json::Value;
use tempfile::TempDir;

use crate::harness;
use crate::trial::{Knobs, medreg, outcome, succeed, succeed_with, text};

const UNREACHABLE: i32 = 5;
const INTEGRITY: i32 = 6;

const KNOBS: Knobs = Knobs {
    courts: 4,
    years: 1,
    procedures: 100,
    seed: 5,
};

/// An office with what the law says, and no courts yet heard of.
fn office(folder: &Path) -> PathBuf {
    let office = folder.join("office");
    succeed_with(&KNOBS, &["federal", "init", text(&office), "--simulated"]);
    office
}

/// A history with a register in it.
fn lived(folder: &Path) -> PathBuf {
    let out = folder.join("lived");
    succeed_with(&KNOBS, &["simulate", "--json", "--out", text(&out)]);
    out.join("federal")
}

fn ask(office: &Path, arguments: &str) -> Value {
    let mut all: Vec<&str> = arguments.split(' ').collect();
    all.extend(["--json", "--data", text(office)]);
    succeed(&all).json()
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push(path);
        }
    }
    found.sort();
    found
}

#[test]
fn unreadable_views_are_set_aside_and_made_again_never_served_empty() {
    let folder = TempDir::new().unwrap();
    let office = lived(folder.path());
    let before = ask(&office, "register find --limit 200");
    assert_ne!(before["total"], 0);
    for file in files(&office.join("views")) {
        fs::write(file, "this is no store").unwrap();
    }
    assert_eq!(ask(&office, "register find --limit 200"), before);
    let aside = fs::read_dir(&office)
        .unwrap()
        .map(|entry| entry.unwrap().file_name());
    let aside: Vec<_> = aside
        .filter(|name| name.to_string_lossy().starts_with("views.set-aside"))
        .collect();
    assert_eq!(
        aside.len(),
        1,
        "the unreadable views are kept to be looked at"
    );
    let verified = ask(&office, "views verify");
    assert_eq!(verified["same"], true, "{verified}");
}

#[test]
fn a_changed_byte_is_found_wherever_it_is() {
    let folder = TempDir::new().unwrap();
    let office = lived(folder.path());
    let sound = outcome(&office);
    let history = office.join("history");
    for name in [
        "tile/entries/000",
        "tile/entries/002",
        "tile/0/000",
        "checkpoint",
    ] {
        let path = history.join(name);
        let good = fs::read(&path).unwrap();
        let mut bad = good.clone();
        let at = bad.len() / 2;
        bad[at] ^= 1;
        fs::write(&path, bad).unwrap();
        let finished = medreg(&["history", "verify", text(&office), "--json"]);
        assert_eq!(finished.code, Some(INTEGRITY), "{name}: {finished:?}");
        assert!(
            finished.stderr.starts_with("medreg: "),
            "{name}: {finished:?}"
        );
        fs::write(&path, good).unwrap();
    }
    assert_eq!(outcome(&office), sound);
}

#[test]
fn a_torn_end_is_cut_off_and_the_history_stays() {
    let folder = TempDir::new().unwrap();
    let office = lived(folder.path());
    let sound = outcome(&office);
    let bundles = office.join("history/tile/entries");
    let number = sound.events / 256;
    let width = sound.events % 256;
    let partial = bundles.join(format!("{number:03}.p"));
    // As a crash leaves it: the wider bundle of the next events, torn in the last of them.
    let mut torn = fs::read(partial.join(width.to_string())).unwrap();
    torn.extend_from_slice(&[1, 200, b'{', b'"']);
    fs::write(partial.join((width + 1).to_string()), torn).unwrap();

    let status = ask(&office, "federal status");
    assert_eq!(status["position"], sound.events, "{status}");
    assert!(
        !partial.join((width + 1).to_string()).exists(),
        "the torn end is still there"
    );
    assert_eq!(outcome(&office), sound);
}

/// Where a disk can be filled: a small one of the test's own, or a limit on files.
///
/// The script runs with `$1` the program, `$2` the folder of the office, `$3` the facts.
fn on_a_full_disk(office: &Path, facts: &Path) -> Vec<String> {
    let has_namespaces = harness::run("unshare".as_ref(), ["-rm", "true"]).code == Some(0);
    let (shell, script): (&[&str], &str) = if has_namespaces {
        (&["unshare", "-rm", "bash", "-c"], ON_A_SMALL_DISK)
    } else {
        (&["bash", "-c"], UNDER_A_LIMIT)
    };
    let program = harness::medreg();
    let rest = [script, "full", text(&program), text(office), text(facts)];
    let arguments: Vec<&str> = shell[1..].iter().copied().chain(rest).collect();
    let finished = harness::run(shell[0].as_ref(), arguments);
    assert_eq!(finished.code, Some(0), "{finished:?}");
    let both = finished.stdout + &finished.stderr;
    both.lines().map(str::to_owned).collect()
}

/// A disk with room for the office and little more, filled up; then some room again.
const ON_A_SMALL_DISK: &str = r#"
disk=$(dirname "$2")/disk && mkdir "$disk" || exit 9
size=$(( $(du -sk "$2" | cut -f1) + 400 ))
mount -t tmpfs -o size=${size}k none "$disk" || exit 9
cp -r "$2/." "$disk/" || exit 9
head -c 100000000 /dev/zero > "$disk/filler" 2>/dev/null
"$1" federal state "$3" --data "$disk"; echo "stated: $?"
rm "$disk/filler"
mount -o remount,size=64m "$disk" || exit 9
"$1" history verify "$disk" --json; echo "verified: $?"
"$1" federal state "$3" --data "$disk"; echo "stated again: $?"
"$1" history verify "$disk" --json; echo "verified again: $?"
"#;

/// Where no disk can be mounted: no file may grow beyond what the office has.
const UNDER_A_LIMIT: &str = r#"
( trap '' XFSZ; ulimit -f 8; "$1" federal state "$3" --data "$2"; echo "stated: $?" )
"$1" history verify "$2" --json; echo "verified: $?"
"$1" federal state "$3" --data "$2"; echo "stated again: $?"
"$1" history verify "$2" --json; echo "verified again: $?"
"#;

fn told<'a>(lines: &'a [String], what: &str) -> &'a str {
    let line = lines.iter().find_map(|line| line.strip_prefix(what));
    line.unwrap_or_else(|| panic!("nothing is told of `{what}`: {lines:#?}"))
}

#[test]
fn a_full_disk_is_told_and_leaves_the_history_as_it_was() {
    let folder = TempDir::new().unwrap();
    let office = office(folder.path());
    let before = outcome(&office);
    let facts = folder.path().join("facts.jsonl");
    let mut file = OpenOptions::new()
        .create(true)
        .append(true)
        .open(&facts)
        .unwrap();
    for n in 1..=500 {
        let names = format!(r#"{{"kk":"Орталық {n}","ru":"Центр {n}","en":"Centre {n}"}}"#);
        let fact = format!(r#"{{"id":"TP-{n:03}","names":{names},"valid_from":"2025-01-01"}}"#);
        let line =
            format!(r#"{{"on":"2025-01-01","fact":{{"TrainingProviderRecognised":{fact}}}}}"#);
        writeln!(file, "{line}").unwrap();
    }

    let lines = on_a_full_disk(&office, &facts);
    let code: i32 = told(&lines, "stated: ").parse().unwrap();
    assert!([UNREACHABLE, INTEGRITY].contains(&code), "{lines:#?}");
    let said = told(&lines, "medreg: ");
    assert!(
        ["space", "too large"]
            .iter()
            .any(|it| said.to_lowercase().contains(it)),
        "the message does not say why: {said}"
    );
    assert_eq!(told(&lines, "verified: "), "0", "{lines:#?}");
    let verified: Vec<Value> = lines
        .iter()
        .filter(|line| line.starts_with("{\"sound\""))
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(verified[0]["size"], before.events, "{lines:#?}");
    assert_eq!(told(&lines, "stated again: "), "0", "{lines:#?}");
    assert_eq!(told(&lines, "verified again: "), "0", "{lines:#?}");
    assert!(verified[1]["size"].as_u64().unwrap() >= before.events + 500);
}
