//! What becomes of a hub whose stream lost its tail, was trimmed, put back to an older point
//! or recreated: the office notices, the courts send again what it lacks, and it is told.

use std::fs;
use std::path::Path;
use std::time::Instant;

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::deployment::{Deployment, Form, Listening, ONE, OTHER};
use crate::harness::{self, Finished};
use crate::process::{Process, WITHIN};
use crate::trial::{self, text};

const NOTICED: &str = "The stream is not as it was read";

/// The whole stream as it lies on the disk of a broker that does not run.
struct Copy(TempDir);

impl Copy {
    fn of(deployment: &Deployment) -> Self {
        let copy = TempDir::new().unwrap();
        copy_folder(
            &deployment.servers.inbox_folder(),
            &copy.path().join("inbox"),
        );
        Self(copy)
    }

    fn put_back(&self, deployment: &Deployment) {
        let folder = deployment.servers.inbox_folder();
        fs::remove_dir_all(&folder).unwrap();
        copy_folder(&self.0.path().join("inbox"), &folder);
    }
}

fn copy_folder(from: &Path, to: &Path) {
    let copied = harness::run("cp".as_ref(), ["-r", text(from), text(to)]);
    assert_eq!(copied.code, Some(0), "{copied:?}");
}

/// Asks the JetStream interface as an operator does.
fn operate(deployment: &Deployment, operation: &str, request: &str) -> Value {
    let mut operator = deployment.operator(0);
    operator.subscribe("_INBOX_federal.operator").unwrap();
    let subject = format!("$JS.API.STREAM.{operation}.MEDREG_INBOX");
    operator.ask(&subject, "_INBOX_federal.operator", request);
    serde_json::from_slice(&operator.next().payload).unwrap()
}

fn started_over(status: &Value) -> Option<&str> {
    status["stream"]["started_over"]["reason"].as_str()
}

/// Waits until the stream holds as much as the office has read of it.
fn wait_for_stream(deployment: &Deployment, office: &mut Process, last: u64) -> Value {
    let what = format!("the stream and the office are at {last}");
    deployment.wait_until(office, &what, |status| {
        let stream = &status["stream"];
        stream["last_sequence"] == last && stream["taken"] == last
    })
}

/// Has the office take 20 events and stop, and the hub take 20 more from a court that goes on.
fn acts_while_the_office_is_away(
    deployment: &Deployment,
    court: &mut Listening,
    mut office: Process,
) -> Finished {
    deployment.tell(court, 20);
    deployment.wait_for_events(&mut office, ONE, 20);
    let stopped = office.terminate();
    deployment.tell(court, 20);
    let deadline = Instant::now() + WITHIN;
    while operate(deployment, "INFO", "")["state"]["last_seq"] != 40 {
        assert!(Instant::now() < deadline, "the hub never takes all of it");
    }
    stopped
}

/// Nothing is lost, nothing came twice, and the history is whole.
fn sound(deployment: &Deployment, office: Process, wanted: &Value) {
    let stopped = office.terminate();
    assert_eq!(stopped.code, Some(0), "{stopped:?}");
    let verified = deployment.sound();
    for (court, events) in wanted.as_object().unwrap() {
        assert_eq!(&verified["sources"][court], events, "{verified}");
    }
}

#[test]
fn a_stream_that_lost_its_tail_is_noticed_and_filled_from_the_courts_log() {
    let mut deployment = Deployment::begin(Form::Single);
    let mut office = deployment.serve();
    deployment.act(ONE, 20);
    deployment.wait_for_events(&mut office, ONE, 20);
    deployment.servers.kill(0);
    let older = Copy::of(&deployment);
    deployment.servers.start_again(0);
    deployment.act(ONE, 20);
    deployment.wait_for_events(&mut office, ONE, 40);

    deployment.servers.kill(0);
    older.put_back(&deployment);
    deployment.servers.start_again(0);
    let status = deployment.wait_until(&mut office, "the office notices", |status| {
        started_over(status).is_some()
    });
    assert_eq!(started_over(&status), Some("TRUNCATED"), "{status}");
    office.wait_for(NOTICED);
    let told = trial::succeed(&["federal", "status", "--data", text(&deployment.office())]);
    assert!(told.stdout.contains("TRUNCATED"), "{told:?}");

    // The court's next act finds the hub behind and brings what it lacks.
    deployment.act(ONE, 1);
    let status = wait_for_stream(&deployment, &mut office, 41);
    assert_eq!(status["courts"][ONE]["last_courtseq"], 41);
    assert_eq!(status["taken"]["duplicates"], 40, "{status}");
    sound(&deployment, office, &json!({ONE: 41}));
}

#[test]
fn what_the_hub_acknowledged_and_lost_before_the_office_read_it_is_sent_again() {
    let mut deployment = Deployment::begin(Form::Single);
    let office = deployment.serve();
    let mut court = deployment.court_listens(ONE);
    let office = acts_while_the_office_is_away(&deployment, &mut court, office);
    assert_eq!(office.code, Some(0));
    // The hub holds 40 and goes back to none of them; the court has no reason to look.
    deployment.servers.kill(0);
    let emptied = deployment.servers.inbox_folder().join("msgs");
    fs::remove_dir_all(&emptied).unwrap();
    deployment.servers.start_again(0);

    let mut office = deployment.serve();
    let status = deployment.wait_for_events(&mut office, ONE, 40);
    assert_eq!(started_over(&status), Some("TRUNCATED"), "{status}");
    court.process.wait_for("sends its events again from");
    wait_for_stream(&deployment, &mut office, 40);
    assert_eq!(court.process.terminate().code, Some(0));
    sound(&deployment, office, &json!({ONE: 40}));
}

#[test]
fn a_stream_that_was_trimmed_is_noticed_and_the_gap_is_closed_by_the_court() {
    let deployment = Deployment::begin(Form::Single);
    let purged = operate(&deployment, "PURGE", "");
    assert!(!purged["error"].is_null(), "{purged}");

    let office = deployment.serve();
    let mut court = deployment.court_listens(ONE);
    let office = acts_while_the_office_is_away(&deployment, &mut court, office);
    assert_eq!(office.code, Some(0));
    // An operator lets the broker keep the last message only, and takes that back.
    let config = operate(&deployment, "INFO", "")["config"].clone();
    let mut trimming = config.clone();
    trimming["max_msgs"] = 1.into();
    trimming["discard"] = "old".into();
    for config in [&trimming, &config] {
        let updated = operate(&deployment, "UPDATE", &config.to_string());
        assert!(updated["error"].is_null(), "{updated}");
    }

    let mut office = deployment.serve();
    let status = deployment.wait_for_events(&mut office, ONE, 40);
    assert_eq!(started_over(&status), Some("MESSAGE_DIFFERS"), "{status}");
    office.wait_for("has a gap at 21; asked it to resend");
    assert_eq!(court.process.terminate().code, Some(0));
    sound(&deployment, office, &json!({ONE: 40}));
}

#[test]
fn a_recreated_stream_is_noticed_and_read_from_its_first_message() {
    let deployment = Deployment::begin(Form::Single);
    let mut office = deployment.serve();
    deployment.act(OTHER, 5);
    deployment.act(ONE, 20);
    deployment.wait_for_events(&mut office, ONE, 20);

    let deleted = operate(&deployment, "DELETE", "");
    assert_eq!(deleted["success"], true, "{deleted}");
    office.wait_for("stream `MEDREG_INBOX` is missing: run `medreg federal init");
    assert_eq!(office.finish().code, Some(5));
    deployment.create_streams();
    let mut office = deployment.serve();
    let status = deployment.wait_until(&mut office, "the office notices", |status| {
        started_over(status).is_some()
    });
    assert_eq!(started_over(&status), Some("RECREATED"), "{status}");

    deployment.act(ONE, 20);
    let status = deployment.wait_for_events(&mut office, ONE, 40);
    assert_eq!(status["courts"][OTHER]["last_courtseq"], 5);
    wait_for_stream(&deployment, &mut office, 40);
    deployment.act(OTHER, 1);
    deployment.wait_for_events(&mut office, OTHER, 6);
    sound(&deployment, office, &json!({ONE: 40, OTHER: 6}));
}

#[test]
fn a_hub_whose_disk_is_full_holds_nobody_up_and_loses_nothing() {
    let mut deployment = Deployment::begin(Form::Single);
    let mut office = deployment.serve();
    deployment.act(ONE, 20);
    deployment.wait_for_events(&mut office, ONE, 20);
    deployment.servers.kill(0);
    deployment.servers.start_on_a_full_disk(0);

    // The court records on, whatever the hub has room for.
    let mut court = deployment.court_listens(ONE);
    deployment.tell(&mut court, 1000);
    trial::wait_for(&mut court.process, "every act is recorded", || {
        deployment.recorded(ONE) >= 1020
    });
    court
        .process
        .wait_for("cannot publish, and tries on: the broker refused");
    let status = trial::status(&deployment.office());
    let taken = status["courts"][ONE]["last_courtseq"].as_u64();
    assert!(taken < Some(1020), "the disk was not full: {status}");

    deployment.servers.make_room(0);
    deployment.wait_for_events(&mut office, ONE, 1020);
    court.process.terminate();
    sound(&deployment, office, &json!({ONE: 1020}));
}
