//! A court's key given, changed and taken back by commands; and what becomes of a court that
//! tries another's subject, or a key that is not its own.

use std::fs;
use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use crate::deployment::{Deployment, Form, ONE, OTHER};
use crate::harness::{self, Finished};
use crate::history::{Signature, leaf_hash};
use crate::nats_client::{Client, User};
use crate::process::Process;
use crate::trial::{self, succeed, text};

const NOT_FOUND: i32 = 4;
const UNREACHABLE: i32 = 5;

/// The key that a court signs with, by its file.
fn key(deployment: &Deployment, code: &str, file: &str) -> Signature {
    let path = deployment.court(code).join(file);
    Signature::from_file(&format!("{code}.register.example"), &path)
}

fn revoke(deployment: &Deployment, code: &str, vkey: &str) -> Finished {
    let office = deployment.office();
    let revoke = ["federal", "revoke", "--court", code, "--vkey", vkey];
    let rest = ["--reason", "ROTATED", "--data", text(&office)];
    trial::medreg(&[&revoke[..], &rest].concat())
}

/// Enrols a key and returns what the office says.
fn enrol(deployment: &Deployment, code: &str, vkey: &str) -> Finished {
    let office = deployment.office();
    let enrol = ["federal", "enrol", "--court", code, "--vkey", vkey];
    succeed(&[&enrol[..], &["--data", text(&office)]].concat())
}

/// Whoever holds a court's old key and its broker user says something in its name.
///
/// The event is as it should be, but for the key: it follows the last one of the history.
fn forge(deployment: &Deployment, serving: &mut Process, stolen: &Signature, courtseq: u64) {
    let office = deployment.office();
    let status = deployment.wait_until(serving, "all is published", |status| {
        status["checkpoint"]["size"] == status["position"]
    });
    let last = status["position"].as_u64().unwrap() - 1;
    let last = succeed(&["history", "show", text(&office), &last.to_string()]).stdout;
    let before = STANDARD.encode(leaf_hash(last.as_bytes()));
    let port = deployment.servers.ports().next().unwrap();
    let user = User::from_file(&deployment.court(ONE).join("broker.nk"));
    let mut client = Client::connect(port, &user).unwrap();
    let line = json!({
        "specversion": "1.0", "id": "01957f3e-0012-7000-8000-000000000099",
        "source": format!("urn:medreg:court:{ONE}"), "type": "medreg.ConsultationHeld.v1",
        "subject": format!("court/{ONE}"), "time": "2026-03-03T04:00:00.000Z",
        "datacontenttype": "application/json", "courtseq": courtseq,
        "prevhash": before,
        "occurredon": "2025-03-03", "ruleset": "KZ-2021", "actor": "COORDINATOR:o-1",
        "data": {"consultation_id": "01957f3e-0000-7000-8000-000000000099", "on": "2025-03-03",
            "channel": "PHONE", "given_by": "COORDINATOR", "outcome": "INFORMATION"},
    })
    .to_string();
    let header = format!("Medreg-Signature: {}", stolen.header(&format!("{line}\n")));
    client.publish_with(&format!("medreg.inbox.{ONE}"), Some(&header), &line);
}

#[test]
fn a_court_changes_its_key_and_the_one_before_counts_no_more() {
    let deployment = Deployment::begin(Form::Single);
    let mut office = deployment.serve();
    deployment.act(ONE, 10);
    let folder = deployment.court(ONE);
    let before = key(&deployment, ONE, "court.key");

    let made = succeed(&["court", "new-key", text(&folder)]).json();
    let vkey = made["vkey"].as_str().unwrap();
    assert_eq!(vkey, key(&deployment, ONE, "court.key.next").vkey());
    enrol(&deployment, ONE, vkey);
    let again = enrol(&deployment, ONE, vkey);
    assert!(again.stderr.contains("has this key already"), "{again:?}");
    deployment.act(ONE, 10);
    let used = succeed(&["court", "new-key", text(&folder), "--use"]).json();
    assert_eq!(used["vkey"], vkey);
    assert_eq!(key(&deployment, ONE, "court.key").vkey(), vkey);
    deployment.act(ONE, 10);
    deployment.wait_for_events(&mut office, ONE, 30);

    let revoked = revoke(&deployment, ONE, &before.vkey());
    assert_eq!(revoked.code, Some(0), "{revoked:?}");
    assert_eq!(revoked.json()["valid"], json!([vkey]));
    let again = revoke(&deployment, ONE, &before.vkey());
    assert_eq!(again.code, Some(NOT_FOUND), "{again:?}");

    deployment.act(ONE, 10);
    deployment.wait_for_events(&mut office, ONE, 40);
    forge(&deployment, &mut office, &before, 41);
    let status = deployment.wait_until(&mut office, "the forgery is told", |status| {
        status["quarantine"] == 1
    });
    assert_eq!(status["quarantine_reasons"], json!({"BAD_SIGNATURE": 1}));
    assert_eq!(status["courts"][ONE]["last_courtseq"], 40);

    // The forgery is the last message on its subject; the court tells so and goes on.
    let goes_on = deployment.court_acts(ONE, 10).finish();
    assert_eq!(goes_on.code, Some(0), "{goes_on:?}");
    assert!(goes_on.stderr.contains("is somebody else's"), "{goes_on:?}");
    deployment.wait_for_events(&mut office, ONE, 50);
    assert_eq!(office.terminate().code, Some(0));
    assert_eq!(deployment.sound()["sources"][ONE], 50);
}

#[test]
fn the_last_key_of_a_court_that_is_revoked_silences_it_until_another_is_enrolled() {
    let deployment = Deployment::begin(Form::Single);
    let mut office = deployment.serve();
    deployment.act(ONE, 3);
    deployment.wait_for_events(&mut office, ONE, 3);
    let lost = key(&deployment, ONE, "court.key").vkey();
    let revoked = revoke(&deployment, ONE, &lost);
    assert!(revoked.stderr.contains("no valid key now"), "{revoked:?}");
    deployment.act(ONE, 1);
    let kept = |status: &Value| status["quarantine_reasons"]["UNKNOWN_SOURCE"] == 1;
    deployment.wait_until(&mut office, "its next event is kept aside", kept);

    // It was not lost after all: what waited is taken up by itself.
    enrol(&deployment, ONE, &lost);
    deployment.wait_for_events(&mut office, ONE, 4);
}

/// A court's program in a folder of its own, as somebody would set it up who has one court's
/// broker user and wants to be another court.
fn impostor(deployment: &Deployment, code: &str, user_of: &str) -> Finished {
    let (own, other) = (deployment.court(user_of), deployment.court(code));
    let folder = deployment.court("impostor");
    fs::create_dir(&folder).unwrap();
    let copy = |from: &Path, name: &str| fs::copy(from.join(name), folder.join(name)).unwrap();
    copy(&own, "broker.nk");
    copy(&own, "facts");
    copy(&own, "acts.jsonl");
    fs::write(folder.join("court.key"), "07".repeat(32)).unwrap();
    let config = fs::read_to_string(other.join("court.toml")).unwrap();
    let config = config.replace(text(&other), text(&folder));
    fs::write(folder.join("court.toml"), config).unwrap();
    let (config, acts) = (folder.join("court.toml"), folder.join("acts.jsonl"));
    let serve = ["court", "serve", "--config", text(&config), "--once"];
    let acts = ["--acts", text(&acts)];
    harness::run(&harness::medreg(), [&serve[..], &acts].concat())
}

#[test]
fn a_court_that_speaks_on_anothers_subject_is_stopped_and_told() {
    let deployment = Deployment::begin(Form::Single);
    let mut office = deployment.serve();
    deployment.act(OTHER, 1);
    deployment.act(ONE, 1);
    let status = deployment.wait_for_events(&mut office, ONE, 1);
    let before = status["stream"]["last_sequence"].clone();
    let stopped = impostor(&deployment, ONE, OTHER);
    assert_eq!(stopped.code, Some(UNREACHABLE), "{stopped:?}");
    let said = stopped.stderr;
    assert!(said.contains("Permissions Violation"), "{said}");
    let status = trial::status(&deployment.office());
    assert_eq!(status["stream"]["last_sequence"], before, "{status}");
    assert_eq!(status["quarantine"], 0, "{status}");
}

#[test]
fn a_court_that_signs_with_a_key_that_is_not_its_own_is_kept_aside_and_told() {
    let deployment = Deployment::begin(Form::Single);
    let mut office = deployment.serve();
    deployment.act(OTHER, 1);
    deployment.wait_for_events(&mut office, OTHER, 1);
    // OTHER has acted once, so the program in its place begins with the same sequence.
    let stranger = impostor(&deployment, OTHER, OTHER);
    assert_eq!(stranger.code, Some(UNREACHABLE), "{stranger:?}");
    assert!(
        stranger
            .stderr
            .contains("somebody else signs as this court")
    );

    deployment.act(ONE, 1);
    deployment.wait_for_events(&mut office, ONE, 1);
    let own = key(&deployment, OTHER, "court.key");
    let foreign = Signature::new(&format!("{ONE}.register.example"), 7);
    assert_ne!(own.vkey(), foreign.vkey());
    forge(&deployment, &mut office, &foreign, 2);
    let status = deployment.wait_until(&mut office, "the forgery is told", |status| {
        status["quarantine"] == 1
    });
    assert_eq!(status["quarantine_reasons"], json!({"BAD_SIGNATURE": 1}));
    let listed = succeed(&[
        "federal",
        "quarantine",
        "list",
        "--json",
        "--data",
        text(&deployment.office()),
    ]);
    assert_eq!(listed.json()["items"][0]["source"], ONE);
}
