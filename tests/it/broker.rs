//! The users of `deploy/nats/users.conf` may do what its comments say, and no
//! more: asked of a real server that runs the shipped config.

use std::fs;
use std::path::Path;

use serde_json::Value;
use tempfile::TempDir;

use crate::harness::{self, NatsServer};
use crate::nats_client::{Client, User};

const COURT: &str = "KZ-75-012";
const OTHER_COURT: &str = "KZ-19-001";

/// The single-machine deployment, with keys whose seeds this test holds.
struct Office {
    server: NatsServer,
    federal: User,
    court: User,
    other_court: User,
    _store: TempDir,
}

impl Office {
    fn start() -> Self {
        let store = TempDir::new().unwrap();
        let users = [1, 2, 3].map(User::from_seed);
        write_config(store.path(), &users);
        let config = store.path().join("single.conf");
        let [federal, court, other_court] = users;
        Self {
            server: NatsServer::start(["--config".as_ref(), config.as_os_str()]),
            federal,
            court,
            other_court,
            _store: store,
        }
    }

    fn federal(&self) -> Client {
        Client::connect(self.server.port(), &self.federal).unwrap()
    }

    fn court(&self) -> Client {
        Client::connect(self.server.port(), &self.court).unwrap()
    }
}

/// Copies the shipped config, with ports, store and keys of the test's own.
fn write_config(directory: &Path, users: &[User; 3]) {
    let shipped = harness::root().join("deploy/nats");
    let config = fs::read_to_string(shipped.join("single.conf")).unwrap();
    let config = config
        .replace("/var/lib/nats", &directory.display().to_string())
        .replace("127.0.0.1:4222", "127.0.0.1:-1")
        .replace("127.0.0.1:8222", "127.0.0.1:-1");
    fs::write(directory.join("single.conf"), config).unwrap();

    let mut config = fs::read_to_string(shipped.join("users.conf")).unwrap();
    let keys: Vec<String> = config
        .split('"')
        .filter(|word| word.starts_with('U') && word.len() == 56)
        .map(str::to_owned)
        .collect();
    assert_eq!(keys.len(), users.len(), "the office and two courts");
    for (key, user) in keys.iter().zip(users) {
        config = config.replace(key, &user.nkey());
    }
    fs::write(directory.join("users.conf"), config).unwrap();
}

fn create_inbox_stream(federal: &mut Client) {
    federal.subscribe("_INBOX_federal.>").unwrap();
    let stream = r#"{"name":"MEDREG_INBOX","subjects":["medreg.inbox.*"],"storage":"file"}"#;
    let create = "$JS.API.STREAM.CREATE.MEDREG_INBOX";
    federal.ask(create, "_INBOX_federal.create", stream);
    let created: Value = serde_json::from_slice(&federal.next().payload).unwrap();
    assert_eq!(created["did_create"], true, "{created}");
}

#[test]
fn a_court_says_only_its_own_events_and_questions() {
    let office = Office::start();
    let mut court = office.court();
    for topic in ["inbox", "ask"] {
        court
            .publish(&format!("medreg.{topic}.{COURT}"), "")
            .unwrap();
    }
    let denied = [
        format!("medreg.inbox.{OTHER_COURT}"),
        format!("medreg.ask.{OTHER_COURT}"),
        format!("medreg.receipt.{COURT}"),
        format!("medreg.resend.{COURT}"),
        format!("_INBOX_{OTHER_COURT}.1"),
        "medreg.inbox.federal".to_owned(),
        "medreg.reference".to_owned(),
        "$JS.API.STREAM.INFO.MEDREG_INBOX".to_owned(),
        "$JS.API.STREAM.PURGE.MEDREG_INBOX".to_owned(),
        "$KV.medreg_keys.x".to_owned(),
        "_INBOX.1".to_owned(),
    ];
    for subject in denied {
        let refusal = court.publish(&subject, "").expect_err(&subject);
        assert!(refusal.contains("Permissions Violation"), "{refusal}");
    }
}

#[test]
fn a_court_hears_only_what_is_meant_for_it() {
    let office = Office::start();
    let mut court = office.court();
    let allowed = [
        format!("medreg.receipt.{COURT}"),
        format!("medreg.resend.{COURT}"),
        format!("_INBOX_{COURT}.>"),
        "medreg.reference".to_owned(),
    ];
    for subject in allowed {
        court.subscribe(&subject).unwrap();
    }
    let denied = [
        format!("medreg.inbox.{COURT}"),
        format!("medreg.receipt.{OTHER_COURT}"),
        format!("_INBOX_{OTHER_COURT}.>"),
        "medreg.receipt.*".to_owned(),
        "medreg.ask.*".to_owned(),
        "_INBOX.>".to_owned(),
        "$JS.>".to_owned(),
        "$KV.>".to_owned(),
        ">".to_owned(),
    ];
    for subject in denied {
        let refusal = court.subscribe(&subject).expect_err(&subject);
        assert!(refusal.contains("Permissions Violation"), "{refusal}");
    }
}

#[test]
fn an_event_is_acknowledged_on_the_courts_own_inbox() {
    let office = Office::start();
    create_inbox_stream(&mut office.federal());
    let mut court = office.court();
    court.subscribe(&format!("_INBOX_{COURT}.>")).unwrap();
    let reply = format!("_INBOX_{COURT}.1");
    court.ask(&format!("medreg.inbox.{COURT}"), &reply, "{}");
    let answer = court.next();
    assert_eq!(answer.subject, reply);
    let acknowledged: Value = serde_json::from_slice(&answer.payload).unwrap();
    assert_eq!(acknowledged["seq"], 1, "{acknowledged}");
}

#[test]
fn the_office_answers_a_question_where_it_was_asked_and_nowhere_else() {
    let office = Office::start();
    let mut federal = office.federal();
    federal.subscribe("medreg.ask.*").unwrap();
    let mut court = office.court();
    court.subscribe(&format!("_INBOX_{COURT}.>")).unwrap();

    let reply = format!("_INBOX_{COURT}.1");
    court.ask(&format!("medreg.ask.{COURT}"), &reply, "head");
    let question = federal.next();
    assert_eq!(question.reply.as_ref(), Some(&reply));
    federal.publish(&reply, "here").unwrap();
    assert_eq!(court.next().payload, b"here");

    let unasked = format!("_INBOX_{COURT}.2");
    federal.publish(&unasked, "").expect_err("nobody asked");
}

#[test]
fn a_stranger_is_turned_away() {
    let office = Office::start();
    let stranger = User::from_seed(9);
    let refusal = Client::connect(office.server.port(), &stranger).expect_err("unknown key");
    assert!(refusal.contains("Authorization Violation"), "{refusal}");
}

/// Not a wish but how NATS is: what we receive must never be believed for the
/// subject it came on.
#[test]
fn a_court_can_steer_an_acknowledgement_onto_another_courts_subject() {
    let office = Office::start();
    create_inbox_stream(&mut office.federal());
    let mut other = Client::connect(office.server.port(), &office.other_court).unwrap();
    let steered = format!("medreg.receipt.{OTHER_COURT}");
    other.subscribe(&steered).unwrap();
    let subject = format!("medreg.inbox.{COURT}");
    office.court().ask(&subject, &steered, "{}");
    let forged = other.next();
    assert_eq!(forged.subject, steered);
    assert_eq!(forged.payload, br#"{"stream":"MEDREG_INBOX","seq":1}"#);
}
