//! `medreg-audit` finds a good history sound, and exits with the class of what is wrong with
//! a bad one.

use std::fs;
use std::path::{Path, PathBuf};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::harness::{self, Finished};
use crate::history::{COURT, FEDERAL, History, ORIGIN, Signature};
use crate::process::Process;
use crate::trial::{self, Knobs, medreg, succeed, succeed_with, text};

const SOUND: i32 = 0;
const SIGNATURE: i32 = 10;
const CONSISTENCY: i32 = 11;
const HASH: i32 = 12;
const CHAIN: i32 = 13;
const KEY: i32 = 14;
const COMMITMENT: i32 = 15;
const VIEW: i32 = 16;

/// A folder with a history and what an auditor holds apart from it.
struct Desk(TempDir);

impl Desk {
    fn of(history: &History) -> Self {
        let desk = Self(TempDir::new().unwrap());
        fs::create_dir(desk.history()).unwrap();
        history.write(&desk.history());
        desk.file(
            "policy",
            &format!("log {}\nquorum none\n", Signature::log().vkey()),
        );
        desk.file("federal.vkey", &Signature::federal().vkey());
        desk
    }

    fn history(&self) -> PathBuf {
        self.0.path().join("history")
    }

    fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.0.path().join(name);
        fs::write(&path, text).unwrap();
        path
    }

    /// Checks with these options; the exit code and the report.
    fn check(&self, options: &[&str]) -> (i32, Value) {
        let policy = self.0.path().join("policy");
        let mut arguments = vec![
            "check",
            self.history().to_str().unwrap(),
            "--json",
            "--policy",
        ]
        .into_iter()
        .map(str::to_owned)
        .collect::<Vec<_>>();
        arguments.push(policy.to_str().unwrap().to_owned());
        arguments.extend(options.iter().map(|option| (*option).to_owned()));
        let finished = harness::run(&harness::medreg_audit(), arguments);
        let code = finished.code.unwrap();
        (code, finished.json())
    }

    /// Checks that both modes find exactly these faults, and exit with this code.
    fn finds(&self, code: i32, faults: &[(&str, Option<u64>)]) {
        for options in [&[][..], &["--strict"]] {
            let (found, report) = self.check(options);
            assert_eq!(
                (found, told(&report)),
                (code, faults.to_vec()),
                "{report:#}"
            );
            assert_eq!(report["sound"], code == SOUND);
        }
    }
}

fn told(report: &Value) -> Vec<(&str, Option<u64>)> {
    let faults = report["faults"].as_array().unwrap().iter();
    faults
        .map(|fault| (fault["class"].as_str().unwrap(), fault["index"].as_u64()))
        .collect()
}

fn flip_byte(path: &Path, at: usize) {
    let mut bytes = fs::read(path).unwrap();
    bytes[at] ^= 1;
    fs::write(path, bytes).unwrap();
}

#[test]
fn histories_around_the_width_of_a_tile_are_sound() {
    Desk::of(&History::worked_example()).finds(SOUND, &[]);
    for size in [0, 1, 255, 256, 257, 513] {
        Desk::of(&History::of_size(size)).finds(SOUND, &[]);
    }
    let (_, report) = Desk::of(&History::of_size(300)).check(&[]);
    assert_eq!(report["sources"], json!({COURT: 299, FEDERAL: 1}));
    assert_eq!(
        (&report["size"], &report["origin"]),
        (&json!(300), &json!(ORIGIN))
    );
}

#[test]
fn an_edited_byte_is_found_by_hash_and_by_root_and_names_its_event() {
    let desk = Desk::of(&History::of_size(300));
    let bundle = desk.history().join("tile/entries/000");
    let text = fs::read(&bundle).unwrap();
    let wanted = b"FEDERAL_OFFICE:f-1";
    let windows = text.windows(wanted.len());
    let (at, _) = windows
        .enumerate()
        .filter(|(_, it)| it == wanted)
        .nth(5)
        .unwrap();
    flip_byte(&bundle, at + wanted.len() - 1);
    let (code, report) = desk.check(&[]);
    assert_eq!(code, HASH);
    assert_eq!(
        told(&report),
        [
            ("hash", Some(5)),
            ("chain", Some(6)),
            ("signature", Some(5)),
            ("hash", None),
            ("root", None)
        ]
    );
    assert_eq!(
        report["faults"][0]["event_id"],
        "01957f3e-0000-7000-8000-000000000006"
    );
}

#[test]
fn dropped_swapped_and_doubled_events_are_found_though_the_log_signed_them() {
    let mut dropped = History::of_size(9);
    dropped.leaves.remove(3);
    Desk::of(&dropped).finds(CHAIN, &[("chain", Some(3))]);
    let mut swapped = History::of_size(9);
    swapped.leaves.swap(3, 4);
    Desk::of(&swapped).finds(
        CHAIN,
        &[("chain", Some(3)), ("chain", Some(4)), ("chain", Some(5))],
    );
    let mut doubled = History::of_size(9);
    let again = doubled.leaves[3].clone();
    doubled.leaves.insert(4, again);
    Desk::of(&doubled).finds(CHAIN, &[("chain", Some(4))]);
}

#[test]
fn an_old_message_played_again_is_found() {
    let mut history = History::of_size(300);
    let old = history.leaves[7].clone();
    history.leaves.push(old);
    Desk::of(&history).finds(CHAIN, &[("chain", Some(300))]);
}

#[test]
fn a_tail_cut_off_and_signed_anew_is_found_by_an_older_checkpoint() {
    let desk = Desk::of(&History::of_size(280));
    let old = History::of_size(300).checkpoint(300);
    let old = desk.file("old", std::str::from_utf8(&old).unwrap());
    let (code, report) = desk.check(&["--from", old.to_str().unwrap()]);
    assert_eq!(
        (code, told(&report)),
        (CONSISTENCY, vec![("consistency", None)])
    );
    assert_eq!(desk.check(&[]).0, SOUND);
}

#[test]
fn a_checkpoint_rolled_back_is_found_by_the_newer_one_beside_it() {
    let history = History::of_size(300);
    let desk = Desk::of(&history);
    let kept = desk.history().join("checkpoints");
    fs::create_dir(&kept).unwrap();
    for size in [280, 300] {
        fs::write(kept.join(size.to_string()), history.checkpoint(size)).unwrap();
    }
    desk.finds(SOUND, &[]);
    History::of_size(280).write(&desk.history());
    desk.finds(CONSISTENCY, &[("consistency", None)]);
}

#[test]
fn a_fork_is_found_at_any_size() {
    let mut fork = History::of_size(300);
    fork.append(COURT, &Signature::court(), "FeeRefunded", json!({}));
    let mut other = History::of_size(300);
    for _ in 0..20 {
        other.append(COURT, &Signature::court(), "FeePaid", json!({}));
    }
    let desk = Desk::of(&other);
    for (size, code) in [
        (1, SOUND),
        (255, SOUND),
        (256, SOUND),
        (300, SOUND),
        (301, CONSISTENCY),
    ] {
        let old = desk.file("old", std::str::from_utf8(&fork.checkpoint(size)).unwrap());
        let (found, report) = desk.check(&["--from", old.to_str().unwrap()]);
        assert_eq!(found, code, "{size}: {report:#}");
    }
}

#[test]
fn what_a_court_had_seen_must_be_there() {
    let seen = |of: &History| {
        let mut history = History::of_size(300);
        history.append_seen(COURT, &Signature::court(), of, 290);
        history
    };
    Desk::of(&seen(&History::of_size(300))).finds(SOUND, &[]);
    let mut other = History::of_size(280);
    while other.leaves.len() < 300 {
        other.append(COURT, &Signature::court(), "FeeRefunded", json!({}));
    }
    Desk::of(&seen(&other)).finds(CONSISTENCY, &[("consistency", Some(300))]);
}

#[test]
fn a_court_that_is_numbered_anew_breaks_its_chain() {
    let mut history = History::of_size(5);
    history.forget(COURT);
    history.append(COURT, &Signature::court(), "FeePaid", json!({}));
    Desk::of(&history).finds(CHAIN, &[("chain", Some(5))]);
}

#[test]
fn a_chain_goes_on_behind_an_event_that_is_refused_and_nowhere_else() {
    let mut history = History::of_size(5);
    history.refuse();
    Desk::of(&history).finds(SOUND, &[]);
    history.append(COURT, &Signature::court(), "FeePaid", json!({}));
    history.refuse();
    history.refuse();
    history.append(COURT, &Signature::court(), "FeePaid", json!({}));
    Desk::of(&history).finds(SOUND, &[]);
    // An event that is there, or not yet, cannot be passed over.
    let mut other = History::of_size(5);
    other.state_refusal(4, &[1; 32]);
    Desk::of(&other).finds(CHAIN, &[("chain", Some(5))]);
    let mut other = History::of_size(5);
    other.state_refusal(5, &[1; 32]);
    other.append(COURT, &Signature::court(), "FeePaid", json!({}));
    Desk::of(&other).finds(CHAIN, &[("chain", Some(6))]);
}

#[test]
fn what_stands_before_a_refused_event_is_vouched_for_by_its_own_signature() {
    let mut history = History::of_size(6);
    history.forge_last(COURT);
    history.refuse();
    history.append(COURT, &Signature::court(), "FeePaid", json!({}));
    Desk::of(&history).finds(SIGNATURE, &[("signature", Some(5))]);
}

#[test]
fn no_key_but_a_valid_one_of_the_source_signs() {
    let mut stranger = History::of_size(3);
    let own_name = Signature::new("KZ-75-012.register.example", 9);
    stranger.append(COURT, &own_name, "FeePaid", json!({}));
    Desk::of(&stranger).finds(KEY, &[("key", Some(3))]);
    let mut neighbour = History::of_size(3);
    neighbour.append("KZ-19-001", &Signature::court(), "FeePaid", json!({}));
    neighbour.append(FEDERAL, &Signature::court(), "FeePaid", json!({}));
    Desk::of(&neighbour).finds(KEY, &[("key", Some(3)), ("key", Some(4))]);
    let mut revoked = History::of_size(3);
    let key = json!({"court": COURT, "vkey": Signature::court().vkey(), "reason": "ROTATED"});
    revoked.append(FEDERAL, &Signature::federal(), "CourtKeyRevoked", key);
    revoked.append(COURT, &Signature::court(), "FeePaid", json!({}));
    Desk::of(&revoked).finds(KEY, &[("key", Some(4))]);
}

#[test]
fn a_forged_signature_of_the_right_name_is_found() {
    let mut history = History::of_size(6);
    history.forge_last(COURT);
    Desk::of(&history).finds(SIGNATURE, &[("signature", Some(5))]);
}

#[test]
fn a_checkpoint_of_a_stranger_or_of_another_log_is_not_believed() {
    let history = History::of_size(3);
    let text = String::from_utf8(history.checkpoint(3)).unwrap();
    let (text, _) = text.split_once("\n\n").unwrap();
    let desk = Desk::of(&history);
    for (name, seed) in [(ORIGIN, 9), ("elsewhere.example", 1)] {
        let forged = Signature::new(name, seed).note(&format!("{}\n", text.replace(ORIGIN, name)));
        fs::write(desk.history().join("checkpoint"), forged).unwrap();
        desk.finds(SIGNATURE, &[("signature", None)]);
    }
}

#[test]
fn a_quorum_of_witnesses_is_asked_for() {
    let desk = Desk::of(&History::of_size(3));
    let witness = Signature::witness("witness.example/w1", 7);
    let log = Signature::log().vkey();
    let w1 = witness.witness_vkey();
    let w2 = Signature::witness("witness.example/w2", 8).witness_vkey();
    let policy = |quorum: &str| {
        let text = format!(
            "log {log}\nwitness w1 {w1}\nwitness w2 {w2}\ngroup both all w1 w2\ngroup one any both\nquorum {quorum}\n"
        );
        desk.file("policy", &text);
    };
    policy("w1");
    desk.finds(SIGNATURE, &[("signature", None)]);
    let path = desk.history().join("checkpoint");
    let note = fs::read_to_string(&path).unwrap();
    fs::write(&path, witness.cosign(&note, 1_735_000_000)).unwrap();
    desk.finds(SOUND, &[]);
    assert_eq!(desk.check(&[]).1["witnesses"], json!(["w1"]));
    policy("one");
    desk.finds(SIGNATURE, &[("signature", None)]);
}

#[test]
fn wrong_and_missing_tiles_are_found() {
    for (tile, at) in [
        ("tile/0/000", 7),
        ("tile/0/001.p/44", 3),
        ("tile/1/000.p/1", 0),
    ] {
        let desk = Desk::of(&History::of_size(300));
        flip_byte(&desk.history().join(tile), 32 * at);
        assert_eq!(desk.check(&[]).0, HASH, "{tile}");
        fs::remove_file(desk.history().join(tile)).unwrap();
        assert_eq!(desk.check(&[]).0, HASH, "{tile}");
    }
}

#[test]
fn views_that_were_sealed_wrong_are_found() {
    let mut history = History::default();
    let hash = "CQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQk=";
    let seal = json!({"position": 0, "register_digest": hash, "statistics_digest": hash});
    history.append(FEDERAL, &Signature::federal(), "ViewSealed", seal);
    let desk = Desk::of(&history);
    desk.finds(VIEW, &[("view", Some(0)), ("view", Some(0))]);
    assert_eq!(desk.check(&["--no-views"]).0, SOUND);
}

/// A registration as its fixture has it, with this text sealed under a data key.
fn registered(text: &str, key: &[u8; 32]) -> (Value, String) {
    let path = harness::root().join("crates/log/fixtures/MediatorRegistered.v1.json");
    let fixture: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    let event: Value = serde_json::from_str(fixture["line"].as_str().unwrap()).unwrap();
    let mut data = event["data"].clone();
    let sealed = medreg_log::seal(text.as_bytes(), key, &[1; 24]).unwrap();
    data["personal"]["commitment"] = json!(sealed.commitment.to_string());
    data["personal"]["sealed"] = json!(sealed.sealed);
    let id = data["personal"]["key"].as_str().unwrap().to_owned();
    (data, id)
}

#[test]
fn sealed_data_is_what_was_committed_to_and_a_key_goes_with_an_erasure_alone() {
    let (data, id) = registered("Ибраева Әйгерім", &[5; 32]);
    let (other, _) = registered("Somebody else", &[5; 32]);
    let mut history = History::of_size(3);
    history.append(
        COURT,
        &Signature::court(),
        "MediatorRegistered",
        data.clone(),
    );
    let line = |key: [u8; 32]| format!("{id} {}\n", STANDARD.encode(key));
    let check = |history: &History, keys: &str| {
        let desk = Desk::of(history);
        let keys = desk.file("keys", keys);
        let (code, report) = desk.check(&["--data-keys", text(&keys)]);
        assert_eq!(
            told(&report).len(),
            usize::from(code != SOUND),
            "{report:#}"
        );
        (code, report["commitments"].clone())
    };
    let opened = |opened: u64, erased: u64| json!({"opened": opened, "erased": erased});
    assert_eq!(check(&history, &line([5; 32])), (SOUND, opened(1, 0)));
    assert_eq!(check(&history, &line([6; 32])).0, COMMITMENT, "another key");
    assert_eq!(check(&history, "").0, COMMITMENT, "a key that is gone");
    let mut swapped = data;
    swapped["personal"]["sealed"] = other["personal"]["sealed"].clone();
    let mut changed = History::of_size(3);
    changed.append(COURT, &Signature::court(), "MediatorRegistered", swapped);
    assert_eq!(
        check(&changed, &line([5; 32])).0,
        COMMITMENT,
        "another text"
    );
    let erased = json!({"subject": "entry/KZ-75-012-2025-00003", "basis": "REQUEST", "keys": [id]});
    history.append(FEDERAL, &Signature::federal(), "PersonalDataErased", erased);
    assert_eq!(check(&history, ""), (SOUND, opened(0, 1)));
    let kept = check(&history, &line([5; 32]));
    assert_eq!(kept.0, COMMITMENT, "a key that was said to be destroyed");
}

#[test]
fn a_checkpoint_found_sound_is_saved_for_the_next_time_and_no_other() {
    let desk = Desk::of(&History::of_size(300));
    let saved = desk.0.path().join("saved");
    let option = ["--save", saved.to_str().unwrap()];
    assert_eq!(desk.check(&option).0, SOUND);
    assert_eq!(
        fs::read(&saved).unwrap(),
        History::of_size(300).checkpoint(300)
    );
    let mut longer = History::of_size(310);
    longer.leaves.swap(305, 306);
    longer.write(&desk.history());
    assert_eq!(desk.check(&option).0, CHAIN);
    assert_eq!(
        fs::read(&saved).unwrap(),
        History::of_size(300).checkpoint(300)
    );
}

#[test]
fn what_cannot_be_read_is_told_with_a_sentence() {
    let desk = Desk::of(&History::of_size(3));
    let policy = desk.0.path().join("policy");
    let run = |history: &str, policy: &Path| {
        let arguments = ["check", history, "--policy", policy.to_str().unwrap()];
        harness::run(&harness::medreg_audit(), arguments)
    };
    let nowhere = run("nowhere", &policy);
    assert_eq!(nowhere.code, Some(5), "{nowhere:?}");
    assert!(nowhere.stderr.contains("nowhere/checkpoint"), "{nowhere:?}");
    let refused = run("http://127.0.0.1:1/history", &policy);
    assert_eq!(refused.code, Some(5), "{refused:?}");
    let wrong = desk.file("policy", "log x\nquorum none\n");
    let wrong = run(desk.history().to_str().unwrap(), &wrong);
    assert_eq!(wrong.code, Some(2), "{wrong:?}");
    assert!(wrong.stderr.contains("line 1 of the policy"), "{wrong:?}");
}

/// A federation that has lived, with the views it sealed.
struct Lived(TempDir);

impl Lived {
    fn begin() -> Self {
        let folder = TempDir::new().unwrap();
        let knobs = Knobs {
            courts: 4,
            years: 1,
            procedures: 300,
            seed: 5,
        };
        succeed_with(
            &knobs,
            &["simulate", "--json", "--out", text(folder.path())],
        );
        Self(folder)
    }

    fn office(&self) -> PathBuf {
        self.0.path().join("federal")
    }

    fn audit(&self, arguments: &[&str]) -> Finished {
        let policy = self.office().join("audit.policy");
        let all = arguments.iter().copied().chain(["--policy", text(&policy)]);
        harness::run(&harness::medreg_audit(), all)
    }
}

#[test]
fn a_lived_history_is_sound_with_every_sealed_view_from_disk_and_from_any_web_server() {
    let lived = Lived::begin();
    let checked = lived.audit(&["check", text(&lived.office()), "--json", "--strict"]);
    assert_eq!(checked.code, Some(SOUND), "{checked:?}");
    let report = checked.json();
    assert!(report["seals"].as_u64().unwrap() >= 2, "{report}");
    let history = lived.office().join("history");
    let mut server = Process::start(
        &harness::python(),
        [
            "-u",
            "-m",
            "http.server",
            "0",
            "--bind",
            "127.0.0.1",
            "--directory",
            text(&history),
        ],
    );
    let url = format!("http://{}", server.wait_between("(http://", ")"));
    let mirror = lived.0.path().join("mirror");
    for _ in 0..2 {
        let fetched = lived.audit(&[
            "check",
            &url,
            "--json",
            "--strict",
            "--mirror",
            text(&mirror),
        ]);
        assert_eq!(fetched.code, Some(SOUND), "{fetched:?}");
        assert_eq!(fetched.json(), report);
    }
    let by_others = trial::verified_by_others(&url, &lived.office());
    assert_eq!(by_others["root"], report["root"]);
    server.kill();
}

#[test]
fn one_events_proof_stands_alone() {
    let lived = Lived::begin();
    let proof = lived.0.path().join("event.tlog-proof");
    let office = lived.office();
    for which in ["0", "700"] {
        succeed(&[
            "history",
            "proof",
            text(&office),
            which,
            "--out",
            text(&proof),
        ]);
        let proven = lived.audit(&["proof", text(&proof), "--json"]);
        assert_eq!(proven.code, Some(SOUND), "{proven:?}");
        assert_eq!(proven.json()["index"].to_string(), which);
    }
    let shown = medreg(&["history", "proof", text(&office), "700"]);
    assert_eq!(shown.stdout, fs::read_to_string(&proof).unwrap());
    let whole = shown.stdout;
    for (wrong, code) in [
        (whole.replace("index 700", "index 701"), HASH),
        (whole.replace("index 700", "place 700"), CHAIN),
        (whole.replacen("\n— ", "\n— another", 1), SIGNATURE),
    ] {
        fs::write(&proof, wrong).unwrap();
        let refused = lived.audit(&["proof", text(&proof)]);
        assert_eq!(refused.code, Some(code), "{refused:?}");
        assert_eq!(refused.stdout, "");
    }
}

#[test]
fn an_edited_row_of_the_views_is_found_though_the_history_is_sound() {
    let lived = Lived::begin();
    let office = lived.office();
    succeed(&["views", "verify", "--data", text(&office)]);
    {
        let views = sled::open(office.join("views")).unwrap();
        let row = views.scan_prefix("e").next().unwrap().unwrap();
        let mut edited = row.1.to_vec();
        // The first date of the entry, a year off.
        let at = edited
            .windows(3)
            .position(|window| window == b"202")
            .unwrap();
        edited[at + 3] ^= 1;
        views.insert(&row.0, edited).unwrap();
        views.flush().unwrap();
    }
    let found = medreg(&["views", "verify", "--data", text(&office)]);
    assert_eq!(found.code, Some(6), "{found:?}");
    assert!(found.stderr.contains("views rebuild"), "{found:?}");
    assert_eq!(lived.audit(&["check", text(&office)]).code, Some(SOUND));
    succeed(&["views", "rebuild", "--data", text(&office)]);
    succeed(&["views", "verify", "--data", text(&office)]);
}
