//! Three servers from `deploy/nats` keep the streams: one of them dies during the intake and
//! comes back, and nothing is lost.

use std::time::{Duration, Instant};

use serde_json::Value;

use crate::deployment::{Deployment, Form, ONE, OTHER};
use crate::process::WITHIN;

const EACH: u64 = 1_500;

/// How the inbox stream stands, asked at one of the servers.
///
/// Asked again where no answer comes: servers that choose a leader lose what they are asked.
fn inbox(deployment: &Deployment, server: usize) -> Value {
    let deadline = Instant::now() + WITHIN;
    while Instant::now() < deadline {
        let mut operator = deployment.operator(server);
        operator.subscribe("_INBOX_federal.operator").unwrap();
        let subject = "$JS.API.STREAM.INFO.MEDREG_INBOX";
        operator.ask(subject, "_INBOX_federal.operator", "");
        if let Some(answer) = operator.next_within(Duration::from_secs(3)) {
            return serde_json::from_slice(&answer.payload).unwrap();
        }
    }
    panic!("nobody tells how the stream stands");
}

/// The place of the server that leads the stream.
fn leader(deployment: &Deployment) -> usize {
    let name = inbox(deployment, 0)["cluster"]["leader"].clone();
    let name = name.as_str().expect("the stream has a leader");
    let number: usize = name.trim_start_matches("medreg-").parse().unwrap();
    number - 1
}

/// Waits until both other servers hold all that the leader has.
fn wait_for_replicas(deployment: &Deployment, server: usize) {
    let deadline = Instant::now() + WITHIN;
    loop {
        let stream = inbox(deployment, server);
        let replicas = stream["cluster"]["replicas"].as_array();
        let current = replicas.into_iter().flatten().filter(|replica| {
            replica["current"] == true
                && replica["offline"] != true
                && replica["lag"].as_u64().unwrap_or(0) == 0
        });
        if current.count() == 2 {
            return;
        }
        assert!(Instant::now() < deadline, "a server lags behind: {stream}");
    }
}

#[test]
fn a_server_of_three_dies_during_the_intake_and_comes_back_and_nothing_is_lost() {
    let mut deployment = Deployment::begin(Form::Cluster);
    let mut office = deployment.serve();
    let one = deployment.court_acts(ONE, EACH);
    deployment.wait_until(&mut office, "the intake has begun", |status| {
        status["courts"][ONE]["last_courtseq"].as_u64() > Some(0)
    });
    let dying = leader(&deployment);
    deployment.servers.kill(dying);
    let status = deployment.wait_until(&mut office, "the office answers", |_| true);
    let taken = status["courts"][ONE]["last_courtseq"].as_u64().unwrap();
    assert!(taken < EACH, "the intake was over before: {status}");

    // Two of three go on.
    let other = deployment.court_acts(OTHER, EACH);
    for court in [one, other] {
        let finished = court.finish();
        assert_eq!(finished.code, Some(0), "{finished:?}");
    }
    for code in [ONE, OTHER] {
        deployment.wait_for_events(&mut office, code, EACH);
    }
    deployment.servers.start_again(dying);
    wait_for_replicas(&deployment, dying);

    // What came back is as good as the others: now another one dies.
    let next = leader(&deployment);
    deployment.servers.kill(next);
    deployment.act(ONE, 100);
    let status = deployment.wait_for_events(&mut office, ONE, EACH + 100);
    let stream = &status["stream"];
    assert_eq!(stream["taken"], stream["last_sequence"], "no lag: {status}");
    // What a court was not sure of it has sent again; it came in once.
    assert_eq!(status["taken"]["recorded"], 2 * EACH + 100, "{status}");
    assert!(stream["started_over"].is_null(), "{status}");
    assert_eq!(status["quarantine"], 0, "{status}");
    assert_eq!(office.terminate().code, Some(0));
    let verified = deployment.sound();
    assert_eq!(verified["sources"][ONE], EACH + 100, "{verified}");
    assert_eq!(verified["sources"][OTHER], EACH, "{verified}");
}
