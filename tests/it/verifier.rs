//! The independent verifier finds a good history sound and names what is wrong
//! with a bad one.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::harness;
use crate::history::{COURT, FEDERAL, History, Signature, fixture};

const SOUND: i32 = 0;
const UNSOUND: i32 = 6;

/// Writes the history, lets the case tamper with the files, and verifies.
fn report(history: &History, tamper: impl FnOnce(&Path)) -> Value {
    let directory = TempDir::new().unwrap();
    history.write(directory.path());
    tamper(directory.path());
    let script = harness::root().join("tests/verify_history.py");
    let (log, federal) = (Signature::log().vkey(), Signature::federal().vkey());
    let finished = harness::run(
        &harness::python(),
        [
            script.as_os_str(),
            directory.path().as_os_str(),
            "--vkey".as_ref(),
            log.as_ref(),
            "--federal-vkey".as_ref(),
            federal.as_ref(),
        ],
    );
    let report = finished.json();
    let expected = if report["sound"] == true {
        SOUND
    } else {
        UNSOUND
    };
    assert_eq!(finished.code, Some(expected), "{finished:?}");
    report
}

/// Checks that exactly these faults are found: class, and index if it has one.
fn check(history: &History, tamper: impl FnOnce(&Path), faults: &[(&str, Option<u64>)]) {
    let report = report(history, tamper);
    let found: Vec<_> = report["faults"].as_array().unwrap().iter().collect();
    let found: Vec<_> = found
        .iter()
        .map(|fault| (fault["class"].as_str().unwrap(), fault["index"].as_u64()))
        .collect();
    assert_eq!(found, faults, "{report:#}");
}

fn untouched(_: &Path) {}

fn flip_byte(path: &Path, at: usize) {
    let mut bytes = fs::read(path).unwrap();
    bytes[at] ^= 1;
    fs::write(path, bytes).unwrap();
}

#[test]
fn the_worked_example_is_sound() {
    let history = History::worked_example();
    let fixture = fixture();
    assert_eq!(
        history.checkpoint(3),
        fixture["checkpoint"].as_str().unwrap().as_bytes()
    );
    for (signature, key) in [
        (Signature::log(), "log"),
        (Signature::federal(), "federal"),
        (Signature::court(), "court"),
    ] {
        assert_eq!(
            signature.vkey(),
            fixture["keys"][key]["vkey"].as_str().unwrap()
        );
    }
    let expected = json!({
        "sound": true,
        "size": 3,
        "root": "s0c3bCy9CBawazDjnvoKJU2+5vs7lbXda5TvmViYE/s=",
        "sources": {"KZ-75-012": 2, "federal": 1},
        "faults": [],
        "faults_total": 0,
    });
    assert_eq!(report(&history, untouched), expected);
}

#[test]
fn histories_around_the_width_of_a_tile_are_sound() {
    for size in [1, 255, 256, 257, 513] {
        check(&History::of_size(size), untouched, &[]);
    }
}

#[test]
fn an_empty_history_is_sound() {
    check(&History::default(), untouched, &[]);
}

#[test]
fn a_flipped_byte_in_an_event_is_found() {
    let history = History::worked_example();
    let flip = |directory: &Path| {
        let path = directory.join("tile/entries/000.p/3");
        let date = "\"valid_to\":\"2026-03-09";
        let at = fs::read(&path)
            .unwrap()
            .windows(date.len())
            .position(|window| window == date.as_bytes())
            .unwrap();
        flip_byte(&path, at + date.len() - 1);
    };
    check(
        &history,
        flip,
        &[("signature", Some(2)), ("root", None), ("tile", Some(2))],
    );
}

#[test]
fn every_single_flipped_byte_of_a_bundle_is_found() {
    let history = History::of_size(2);
    let bytes: usize = history.leaves.iter().map(|leaf| leaf.len() + 2).sum();
    // A step that is coprime with everything here, to keep the number of runs low.
    for at in (0..bytes).step_by(97) {
        let flip = |directory: &Path| flip_byte(&directory.join("tile/entries/000.p/2"), at);
        assert_eq!(report(&history, flip)["sound"], false, "byte {at}");
    }
}

#[test]
fn two_leaves_in_each_others_place_are_found_though_the_log_signed_them() {
    let mut history = History::of_size(5);
    history.leaves.swap(2, 3);
    check(
        &history,
        untouched,
        &[
            ("sequence", Some(2)),
            ("chain", Some(2)),
            ("sequence", Some(3)),
            ("chain", Some(3)),
            ("sequence", Some(4)),
            ("chain", Some(4)),
        ],
    );
}

#[test]
fn a_dropped_leaf_is_found_though_the_log_signed_the_rest() {
    let mut history = History::of_size(5);
    history.leaves.remove(2);
    check(
        &history,
        untouched,
        &[("sequence", Some(2)), ("chain", Some(2))],
    );
}

#[test]
fn a_dropped_last_leaf_is_found_by_the_checkpoint() {
    let drop_last = |directory: &Path| {
        let shorter = History::of_size(4);
        let checkpoint = History::of_size(5).checkpoint(5);
        fs::remove_dir_all(directory.join("tile")).unwrap();
        shorter.write(directory);
        fs::write(directory.join("checkpoint"), checkpoint).unwrap();
    };
    check(&History::of_size(5), drop_last, &[("bundle", Some(0))]);
}

#[test]
fn an_event_replaced_by_another_well_signed_one_breaks_the_chain() {
    let mut history = History::of_size(4);
    let mut other = History::of_size(2);
    other.append(COURT, &Signature::court(), "FeeRefunded", json!({}));
    history.leaves[2] = other.leaves.remove(2);
    check(&history, untouched, &[("chain", Some(3))]);
}

#[test]
fn a_wrong_hash_tile_is_found_by_its_leaf() {
    let history = History::of_size(300);
    let flip = |directory: &Path| flip_byte(&directory.join("tile/0/000"), 32 * 7);
    check(&history, flip, &[("tile", Some(7))]);
    let flip = |directory: &Path| flip_byte(&directory.join("tile/1/000.p/1"), 0);
    check(&history, flip, &[("tile", Some(0))]);
    let remove = |directory: &Path| fs::remove_file(directory.join("tile/0/001.p/44")).unwrap();
    check(&history, remove, &[("tile", None)]);
}

#[test]
fn a_checkpoint_that_another_key_signed_is_refused() {
    let forge = |directory: &Path| {
        let text = "register.example\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n";
        let note = Signature::new("register.example", 9).note(text);
        fs::write(directory.join("checkpoint"), note).unwrap();
    };
    check(&History::of_size(2), forge, &[("checkpoint", None)]);
    let flip = |directory: &Path| flip_byte(&directory.join("checkpoint"), 20);
    check(&History::of_size(2), flip, &[("checkpoint", None)]);
    let remove = |directory: &Path| fs::remove_file(directory.join("checkpoint")).unwrap();
    check(&History::of_size(2), remove, &[("checkpoint", None)]);
}

#[test]
fn an_older_checkpoint_must_fit_the_newest() {
    let history = History::of_size(300);
    let keep = |sizes: &'static [usize], from: History| {
        move |directory: &Path| {
            let kept = directory.join("checkpoints");
            fs::create_dir(&kept).unwrap();
            for size in sizes {
                fs::write(kept.join(size.to_string()), from.checkpoint(*size)).unwrap();
            }
        }
    };
    check(
        &history,
        keep(&[0, 1, 2, 255, 256, 299], History::of_size(300)),
        &[],
    );
    let mut rewritten = History::of_size(300);
    rewritten.leaves.swap(7, 8);
    check(
        &history,
        keep(&[7, 8, 9], rewritten),
        &[("checkpoint", None), ("checkpoint", None)],
    );
    check(
        &history,
        keep(&[301], History::of_size(301)),
        &[("checkpoint", None)],
    );
}

#[test]
fn a_revoked_key_signs_no_more() {
    let mut history = History::of_size(3);
    history.speak_of_key("CourtKeyRevoked", FEDERAL, &Signature::federal());
    history.append(COURT, &Signature::court(), "FeePaid", json!({}));
    check(&history, untouched, &[("key", Some(4))]);
    history.speak_of_key("CourtKeyAdded", FEDERAL, &Signature::federal());
    history.append(COURT, &Signature::court(), "FeePaid", json!({}));
    check(&history, untouched, &[("key", Some(4))]);
}

#[test]
fn a_key_that_was_never_added_signs_nothing() {
    let mut history = History::of_size(2);
    let stranger = Signature::new("KZ-75-012.register.example", 9);
    history.append(COURT, &stranger, "FeePaid", json!({}));
    check(&history, untouched, &[("key", Some(2))]);
}

#[test]
fn no_source_signs_for_another() {
    let mut history = History::of_size(2);
    history.append("KZ-19-001", &Signature::court(), "FeePaid", json!({}));
    history.append(FEDERAL, &Signature::court(), "FeePaid", json!({}));
    check(
        &history,
        untouched,
        &[("signature", Some(2)), ("signature", Some(3))],
    );
}

#[test]
fn a_court_does_not_speak_of_keys() {
    let mut history = History::of_size(2);
    history.speak_of_key("CourtKeyRevoked", COURT, &Signature::court());
    history.append(COURT, &Signature::court(), "FeePaid", json!({}));
    check(&history, untouched, &[("key", Some(2))]);
}

#[test]
fn a_chain_goes_on_behind_an_event_that_is_refused() {
    let mut history = History::of_size(4);
    history.refuse();
    history.append(COURT, &Signature::court(), "FeePaid", json!({}));
    check(&history, untouched, &[]);
    history.state_refusal(9, &[1; 32]);
    check(&history, untouched, &[("sequence", Some(6))]);
}
