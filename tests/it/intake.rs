//! Whatever reaches the inbox, only sound events enter the history, and the office says
//! what it keeps aside and why.

use std::collections::BTreeMap;
use std::path::PathBuf;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::harness::{self, Finished, NatsServer};
use crate::history::{Hash, Signature, leaf_hash};
use crate::nats_client::Client;
use crate::process::Process;
use crate::trial::{self, succeed, text};

const ONE: &str = "KZ-75-012";
const OTHER: &str = "KZ-19-001";
/// In the reference facts, and without a key.
const STRANGER: &str = "KZ-35-206";

/// A court whose key this test holds.
struct Court {
    code: &'static str,
    key: Signature,
    /// The last event that the office should have taken.
    head: Option<(u64, Hash)>,
}

/// A message to the inbox.
#[derive(Clone)]
struct Message {
    line: String,
    header: Option<String>,
}

impl Court {
    fn new(code: &'static str, seed: u8) -> Self {
        let key = Signature::new(&format!("{code}.register.example"), seed);
        Self {
            code,
            key,
            head: None,
        }
    }

    fn next(&self) -> u64 {
        self.head.map_or(1, |(last, _)| last + 1)
    }

    /// The court's next event, as it should be.
    fn event(&self) -> Value {
        self.event_at(self.next())
    }

    fn event_at(&self, courtseq: u64) -> Value {
        let mut event = json!({
            "specversion": "1.0",
            "id": format!("01957f3e-0{}-7000-8000-{courtseq:012x}", &self.code[6..]),
            "source": format!("urn:medreg:court:{}", self.code),
            "type": "medreg.ConsultationHeld.v1",
            "subject": format!("court/{}", self.code),
            "time": "2025-03-03T04:00:00.000Z",
            "datacontenttype": "application/json",
            "courtseq": courtseq,
            "occurredon": "2025-03-03",
            "ruleset": "KZ-2021",
            "actor": "COORDINATOR:o-1",
            "data": {
                "consultation_id": format!("01957f3e-0000-7000-8000-{courtseq:012x}"),
                "on": "2025-03-03", "channel": "PHONE", "given_by": "COORDINATOR",
                "outcome": "INFORMATION",
            },
        });
        if let Some((_, hash)) = self.head {
            event["prevhash"] = STANDARD.encode(hash).into();
        } else if courtseq > 1 {
            event["prevhash"] = STANDARD.encode([7; 32]).into();
        }
        event
    }

    fn sign(&self, event: &Value) -> Message {
        signed_by(&self.key, event)
    }

    /// The next event, signed; the court goes on from it.
    fn speak(&mut self) -> Message {
        self.speak_of(self.event())
    }

    /// An event, signed; the court goes on from it.
    fn speak_of(&mut self, event: Value) -> Message {
        let leaf = self.key.note(&format!("{event}\n"));
        let message = self.sign(&event);
        self.head = Some((self.next(), leaf_hash(&leaf)));
        message
    }
}

fn signed_by(key: &Signature, event: &Value) -> Message {
    let line = event.to_string();
    let header = Some(key.header(&format!("{line}\n")));
    Message { line, header }
}

/// An office that serves two courts.
struct Office {
    folder: PathBuf,
    serving: Process,
    inbox: Client,
    _broker: NatsServer,
    _folder: TempDir,
}

impl Office {
    fn start(courts: [&Court; 2]) -> Self {
        let temporary = TempDir::new().unwrap();
        let broker = NatsServer::jetstream(&temporary.path().join("broker"));
        let folder = temporary.path().join("office");
        succeed(&["federal", "init", text(&folder), "--nats", &broker.url()]);
        for court in courts {
            let vkey = court.key.vkey();
            let enrol = ["federal", "enrol", "--court", court.code, "--vkey", &vkey];
            let data = ["--data", text(&folder)];
            let printed = succeed(&[&enrol[..], &data].concat()).stdout;
            let inbox = format!("medreg.inbox.{}", court.code);
            assert!(printed.contains(&inbox), "{printed}");
        }
        trial::write_office_config(&folder, Some(&broker.url()));
        let config = folder.join("federal.toml");
        let serve = ["federal", "serve", "--config", text(&config)];
        let mut serving = Process::start(&harness::medreg(), serve);
        serving.wait_for("serving ");
        let inbox = Client::connect_freely(broker.port());
        Self {
            folder,
            serving,
            inbox,
            _broker: broker,
            _folder: temporary,
        }
    }

    fn publish(&mut self, subject: &str, message: &Message) {
        let subject = format!("medreg.inbox.{subject}");
        let header = message.header.as_ref();
        let header = header.map(|it| format!("Medreg-Signature: {it}"));
        self.inbox
            .publish_with(&subject, header.as_deref(), &message.line);
    }

    fn wait_until(&mut self, what: &str, wanted: impl Fn(&Value) -> bool) -> Value {
        trial::wait_until(&mut self.serving, &self.folder, what, wanted)
    }

    fn position(&self) -> u64 {
        trial::status(&self.folder)["position"].as_u64().unwrap()
    }

    fn discard(&self, id: &str, reason: &str) -> Finished {
        let data = text(&self.folder);
        let discard = ["federal", "quarantine", "discard", id, "--reason", reason];
        trial::medreg(&[&discard[..], &["--json", "--data", data]].concat())
    }

    fn kept_aside(&self) -> Vec<Value> {
        let data = text(&self.folder);
        let kept = succeed(&["federal", "quarantine", "list", "--json", "--data", data]).json();
        kept["items"].as_array().unwrap().clone()
    }
}

/// What may not enter and holds nobody up, with the reason it is kept aside for.
fn bad_messages(court: &Court, other: &Court) -> Vec<(&'static str, Message)> {
    let good = court.event();
    let with = |key: &str, value: Value| {
        let mut event = good.clone();
        event[key] = value;
        event
    };
    let unsigned = Message {
        header: None,
        ..court.sign(&good)
    };
    let mut altered = court.sign(&good);
    altered.line = altered.line.replace("PHONE", "ONLINE");
    let malformed = Message {
        line: "{\"specversion\":".to_owned(),
        header: None,
    };
    vec![
        ("MALFORMED", malformed),
        (
            "MALFORMED",
            court.sign(&with("subject", "x".repeat(40_000).into())),
        ),
        ("UNSIGNED", unsigned),
        ("BAD_SIGNATURE", altered),
        ("BAD_SIGNATURE", signed_by(&other.key, &good)),
        ("WRONG_SUBJECT", other.sign(&other.event())),
        ("GAP", court.sign(&court.event_at(court.next() + 5))),
        (
            "BROKEN_CHAIN",
            court.sign(&with("prevhash", STANDARD.encode([9; 32]).into())),
        ),
    ]
}

#[test]
fn nothing_unsound_enters_and_everything_kept_aside_is_told_with_its_reason() {
    let (mut one, mut other) = (Court::new(ONE, 3), Court::new(OTHER, 4));
    let mut office = Office::start([&one, &other]);
    let begun = office.position();
    let first = one.speak();
    office.publish(ONE, &first);
    office.publish(OTHER, &other.speak());
    office.wait_until("two events are in", |status| {
        status["position"] == begun + 2
    });

    let bad = bad_messages(&one, &other);
    let mut reasons: BTreeMap<&str, u64> = BTreeMap::new();
    let mut stated = 0;
    for (at, (reason, message)) in (1..).zip(&bad) {
        office.publish(ONE, message);
        *reasons.entry(reason).or_default() += 1;
        let what = format!("{reason} is kept aside");
        let status = office.wait_until(&what, |status| status["quarantine"] == at);
        assert_eq!(status["quarantine_reasons"], json!(reasons), "{reason}");
        assert_eq!(status["courts"][ONE]["last_courtseq"], 1, "{reason}");
        check_reason(&office, reason);
        if *reason == "GAP" {
            // The office says so itself.
            stated += 1;
            assert_eq!(
                status["courts"][ONE]["missing"],
                json!({"from": 2, "to": 6})
            );
        }

        // Nobody else waits.
        office.publish(OTHER, &other.speak());
        let position = begun + 2 + at + stated;
        office.wait_until("the other court goes on", |status| {
            status["position"] == position
        });
    }

    office.publish(ONE, &first);
    let what = "a duplicate is dropped and counted";
    office.wait_until(what, |status| status["taken"]["duplicates"] == 1);
    let stranger = Court::new(STRANGER, 5).speak();
    office.publish(STRANGER, &stranger);
    let what = "a court without a key is kept aside";
    office.wait_until(what, |status| {
        status["quarantine_reasons"]["UNKNOWN_SOURCE"] == 1
    });
    check_reason(&office, "UNKNOWN_SOURCE");

    // Its own wrong messages do not stop the court for good.
    office.publish(ONE, &one.speak());
    let others = 1 + bad.len() as u64;
    let end = begun + 2 + others + stated;
    office.wait_until("the court goes on too", |status| status["position"] == end);
    check_desk(&office, bad.len() + 1);
    // Judged again, what named another predecessor contradicts what was recorded since.
    let end = end + 1;
    let status = trial::status(&office.folder);
    assert_eq!(
        (&status["position"], &status["findings"]),
        (&json!(end), &json!(1))
    );
    assert_eq!(status["courts"][ONE]["state"], "PAUSED");
    let stopped = office.serving.terminate();
    assert_eq!(stopped.code, Some(0), "{stopped:?}");
    let verified = succeed(&["history", "verify", text(&office.folder), "--json"]).json();
    assert_eq!(verified["size"], end, "{verified}");
    let sources = &verified["sources"];
    assert_eq!(
        (&sources[ONE], &sources[OTHER]),
        (&json!(2), &json!(others))
    );
    assert_eq!(sources.get(STRANGER), None);
}

/// An event of a type that no version knows, and one with a field that may not stand in it.
fn unreadable(court: &Court) -> [(&'static str, Value); 2] {
    let mut unknown = court.event();
    unknown["type"] = "medreg.MoonRisen.v1".into();
    let mut undeclared = court.event();
    undeclared["data"]["party_name"] = "a name".into();
    [("TYPE_UNKNOWN", unknown), ("PAYLOAD_REFUSED", undeclared)]
}

#[test]
fn a_court_that_is_held_up_goes_on_once_a_person_has_decided() {
    let (mut one, mut other) = (Court::new(ONE, 3), Court::new(OTHER, 4));
    let mut office = Office::start([&one, &other]);
    let at = |seq: u64| move |status: &Value| status["courts"][ONE]["last_courtseq"] == seq;
    office.publish(ONE, &one.speak());
    for (kind, _) in unreadable(&one) {
        let [first, second] = unreadable(&one);
        let (_, event) = if kind == first.0 { first } else { second };
        office.publish(ONE, &one.speak_of(event));
        office.publish(ONE, &one.speak());
        office.publish(OTHER, &other.speak());
        let status = office.wait_until("two messages are kept aside", |status| {
            status["quarantine"] == 2
                && status["courts"][OTHER]["last_courtseq"] == other.next() - 1
        });
        assert_eq!(status["quarantine_reasons"], json!({kind: 1, "WAITING": 1}));
        assert_eq!(status["courts"][ONE]["state"], "WAITING");
        let items = office.kept_aside();
        let id = |reason: &str| {
            let item = items.iter().find(|item| item["reason"] == reason);
            item.unwrap()["id"].as_str().unwrap().to_owned()
        };
        let waits = office.discard(&id("WAITING"), "DECIDED");
        assert_eq!(waits.code, Some(3), "{waits:?}");
        let story = office.discard(&id(kind), "because N. N. said so");
        assert_eq!(story.code, Some(3), "{story:?}");
        let decided = office.discard(&id(kind), "NOT_OF_OUR_VERSION");
        let told = decided.json();
        assert_eq!(told["items"][0]["stated"], "EventRefused", "{told}");
        assert_eq!(told["items"][0]["entered"], 1, "{told}");
        office.wait_until("the court goes on", at(one.next() - 1));
        assert!(office.kept_aside().is_empty());
    }

    let mut recorded = one.event_at(1);
    recorded["data"]["channel"] = "ROOM".into();
    recorded.as_object_mut().unwrap().remove("prevhash");
    office.publish(ONE, &one.sign(&recorded));
    office.publish(ONE, &one.speak());
    office.publish(OTHER, &other.speak());
    let status = office.wait_until("the court pauses alone", |status| {
        status["quarantine"] == 2 && status["courts"][OTHER]["last_courtseq"] == other.next() - 1
    });
    assert_eq!(status["courts"][ONE]["state"], "PAUSED");
    assert_eq!(status["findings"], 1);
    let looked = trial::medreg(&["doctor", "--json", "--data", text(&office.folder)]);
    assert_eq!(
        looked.code,
        Some(5),
        "a court waits for a person: {looked:?}"
    );
    assert!(
        looked.stdout.contains("close-finding EQUIVOCATION"),
        "{looked:?}"
    );
    let finding = format!("EQUIVOCATION/court/{ONE}");
    let data = text(&office.folder);
    let close = [
        "federal",
        "close-finding",
        &finding,
        "--reason",
        "KEY_ROTATED",
    ];
    succeed(&[&close[..], &["--data", data]].concat());
    office.wait_until("the court goes on", at(one.next() - 1));
    let kept = office.kept_aside();
    assert_eq!(kept[0]["reason"], "EQUIVOCATION");
    let decided = office.discard(kept[0]["id"].as_str().unwrap(), "KEY_ROTATED");
    assert_eq!(decided.json()["items"][0]["stated"], "MessageDiscarded");
    assert!(office.kept_aside().is_empty());
    check_history(office, one.next() - 1);
}

/// Views, auditor and the independent program agree on a history with decisions in it.
fn check_history(office: Office, of_one: u64) {
    let stopped = office.serving.terminate();
    assert_eq!(stopped.code, Some(0), "{stopped:?}");
    let folder = text(&office.folder);
    let verified = succeed(&["history", "verify", folder, "--json"]).json();
    assert_eq!(verified["sources"][ONE], of_one, "{verified}");
    succeed(&["views", "verify", "--data", folder]);
    let history = office.folder.join("history");
    let report = trial::verified_by_others(text(&history), &office.folder);
    assert_eq!(report["sources"][ONE], of_one, "{report}");
}

/// What an operator is told of what is kept aside, while the office serves.
fn check_desk(office: &Office, kept: usize) {
    let data = text(&office.folder);
    let ask = |arguments: &[&str]| {
        let all = [&["federal", "quarantine"], arguments, &["--data", data]].concat();
        succeed(&all).json()
    };
    let unsigned = ask(&["list", "--reason", "UNSIGNED", "--json"]);
    assert_eq!(unsigned["total"], 1, "{unsigned}");
    let listed = &unsigned["items"][0];
    let id = listed["id"].as_str().unwrap();
    assert!(id.starts_with(&format!("{ONE}/")), "{id}");
    let whole = ask(&["show", id]);
    assert!(whole["text"].as_str().unwrap().starts_with('{'), "{whole}");
    assert_eq!(
        (&whole["reason"], &whole["kept_at"]),
        (&json!("UNSIGNED"), &listed["kept_at"])
    );
    let of_court = ask(&["list", "--court", ONE, "--json"]);
    let preview = ask(&["retry", "--court", ONE, "--preview", "--json"]);
    assert_eq!(
        (&preview["enters"], &preview["stays"]),
        (&json!(0), &of_court["total"])
    );
    let retried = ask(&["retry", "--json"]);
    assert_eq!(
        (&retried["enters"], &retried["stays"]),
        (&json!(0), &json!(kept)),
        "{retried}"
    );
    for verb in ["show", "retry"] {
        let unknown = trial::medreg(&["federal", "quarantine", verb, "KZ/1", "--data", data]);
        assert_eq!(unknown.code, Some(4), "{unknown:?}");
    }
    let malformed = trial::medreg(&[
        "federal",
        "quarantine",
        "list",
        "--reason",
        "BORED",
        "--data",
        data,
    ]);
    assert_eq!(malformed.code, Some(2), "{malformed:?}");
}

fn check_reason(office: &Office, reason: &str) {
    let items = office.kept_aside();
    let item = items.iter().find(|item| item["reason"] == reason);
    let item = item.unwrap_or_else(|| panic!("no {reason} in {items:?}"));
    assert!(
        item["detail"].as_str().is_some_and(|it| !it.is_empty()),
        "{item}"
    );
}
