//! Three courts and an office, and the ways in which an event of the ledger gets about.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use medreg_domain::reference::builtin;
use medreg_domain::reference::event::ReferenceEvent;
use medreg_domain::{CourtCode, Digest};
use medreg_log::{Disk, PersonName, SigningKey};
use medreg_node::court::{Court, Person, Request, key_name};
use medreg_node::entropy::{Entropy, derive};
use medreg_node::federal::intake::Taken;
use medreg_node::federal::{Clock, Federal, OfficeKeys, federal_key_name};
use medreg_node::transport::{Delivery, Message};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use tempfile::TempDir;

const ORIGIN: &str = "register.example";
const SEED: u64 = 2025;
const OFFICE: &str = "o-1";

/// Osakarov, in the region 35 of Karaganda.
pub(super) const A: &str = "KZ-35-206";
/// Rudny, in the region 39 of Kostanay.
pub(super) const B: &str = "KZ-39-104";
/// Aksu, in the region 55 of Pavlodar.
pub(super) const C: &str = "KZ-55-101";
pub(super) const COURTS: [&str; 3] = [A, B, C];

/// What JSON says, as it would arrive at a court or the office.
pub(super) fn read<T: DeserializeOwned>(value: Value) -> T {
    serde_json::from_value(value.clone()).unwrap_or_else(|error| panic!("{error}: {value}"))
}

pub(super) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// A hash nothing else has.
pub(super) fn hash(of: &str) -> String {
    Digest(derive(SEED, of)).to_string()
}

/// An id nothing else has.
pub(super) fn id(of: &str) -> String {
    let bytes = derive(SEED, of);
    let bytes = bytes[..16].try_into().unwrap();
    uuid::Builder::from_random_bytes(bytes)
        .into_uuid()
        .to_string()
}

fn key(name: &str) -> SigningKey {
    SigningKey::from_seed(name, &derive(SEED, name)).unwrap()
}

fn office_keys() -> OfficeKeys {
    OfficeKeys {
        log: key(ORIGIN),
        federal: key(&federal_key_name(ORIGIN)),
    }
}

fn person(name: &str) -> Person {
    Person {
        name: PersonName {
            kk: name.to_owned(),
            ru: name.to_owned(),
            latn: name.to_owned(),
        },
        contact: BTreeMap::new(),
    }
}

/// The federation.
pub(super) struct World {
    pub(super) federal: Federal,
    courts: BTreeMap<&'static str, Court>,
    /// What courts have said and the office has not heard, in the order it will hear it.
    on_the_way: Vec<Message>,
    /// What an offline court has said.
    held: Vec<Message>,
    offline: Option<&'static str>,
    /// Everything that was ever delivered.
    pub(super) delivered: Vec<Delivery>,
    acts: i64,
    pub(super) folder: TempDir,
}

impl World {
    /// The office with the shipped facts, of these three courts alone.
    pub(super) fn begin() -> Self {
        let folder = TempDir::new().unwrap();
        Federal::create(folder.path(), &office_keys()).unwrap();
        let entropy = Entropy::seeded(SEED, "federal");
        let (disk, clock) = (Disk::default(), Clock::Events);
        let opened = Federal::open_on(&disk, clock, folder.path(), office_keys(), entropy, |_| {});
        let (federal, _) = opened.unwrap();
        let is_foreign = |fact: &ReferenceEvent| {
            let registers_other = matches!(fact, ReferenceEvent::CourtRegistered { court, .. }
                if !COURTS.contains(&court.to_string().as_str()));
            registers_other || matches!(fact, ReferenceEvent::CourtReorganised { .. })
        };
        let mut facts = builtin::facts().unwrap();
        facts.retain(|(_, fact)| !is_foreign(fact));
        let mut world = Self {
            federal,
            courts: BTreeMap::new(),
            on_the_way: Vec::new(),
            held: Vec::new(),
            offline: None,
            delivered: Vec::new(),
            acts: 0,
            folder,
        };
        let at = world.at("2025-01-01");
        world.federal.state(&facts, at).unwrap();
        world
    }

    /// Ten in the morning UTC of a day, a second after whatever was recorded before.
    fn at(&mut self, on: &str) -> DateTime<Utc> {
        self.acts += 1;
        let morning = day(on).and_hms_opt(10, 0, 0).unwrap().and_utc();
        morning + TimeDelta::seconds(self.acts)
    }

    /// The office acts, and every court that is online hears of it.
    pub(super) fn office(&mut self, on: &str, command: Value) {
        self.sync();
        let at = self.at(on);
        let command = read(command);
        self.federal.act(vec![(day(on), command)], at).unwrap();
        self.sync();
    }

    /// The office states a fact.
    pub(super) fn fact(&mut self, on: &str, fact: Value) {
        self.office(on, json!({"act": "state", "fact": fact}));
    }

    /// A court begins to take part: its key is known, its coordinator in office.
    pub(super) fn enrol(&mut self, court: &'static str) {
        let code: CourtCode = court.parse().unwrap();
        let signing = key(&key_name(code, ORIGIN));
        let vkey = signing.vkey().to_string();
        self.fact(
            "2025-01-01",
            json!({"CourtKeyAdded": {"court": court, "vkey": vkey}}),
        );
        self.office(
            "2025-01-01",
            json!({
                "act": "appoint_coordinator", "court": court, "office": OFFICE,
                "person_key": hash(&format!("{court}/coordinator")),
                "training": {
                    "provider": "TP-001", "completed_on": "2024-06-01",
                    "certificate_hash": hash(&format!("{court}/certificate")),
                },
                "legal_education": {
                    "institution": "KZ-UNI-01",
                    "diploma_hash": hash(&format!("{court}/diploma")),
                },
                "from": "2025-01-01",
            }),
        );
        let reference = Arc::new(self.federal.views().sources().reference().clone());
        let entropy = Entropy::seeded(SEED, court);
        let opened = Court::in_memory(code, signing, reference, entropy).unwrap();
        self.courts.insert(court, opened);
    }

    /// A court acts, and records it on the day.
    pub(super) fn act(&mut self, court: &'static str, on: &str, command: Value) {
        self.act_late(court, (on, on), command);
    }

    /// A court acts on a day and records it on a later one.
    pub(super) fn act_late(
        &mut self,
        court: &'static str,
        (on, recorded): (&str, &str),
        command: Value,
    ) {
        let name = command["act"].to_string();
        let enters = command["act"] == "register_mediator";
        let request = Request {
            recorded_at: self.at(recorded),
            on: day(on),
            office: OFFICE.parse().unwrap(),
            command: read(command),
            person: enters.then(|| person("Аты-жөні")),
        };
        let acting = self.courts.get_mut(court).unwrap();
        let acted = acting
            .act(request)
            .unwrap_or_else(|error| panic!("{court} {on} {name}: {error}"));
        let said = if self.offline == Some(court) {
            &mut self.held
        } else {
            &mut self.on_the_way
        };
        said.extend(acted.messages);
    }

    /// The line to a court breaks: it goes on alone.
    pub(super) fn goes_offline(&mut self, court: &'static str) {
        self.offline = Some(court);
    }

    /// The line is mended: what the court said meanwhile arrives after all that came before.
    pub(super) fn comes_back(&mut self) {
        self.offline = None;
        self.on_the_way.append(&mut self.held);
        self.sync();
    }

    /// One court takes another's matters over.
    pub(super) fn adopt(&mut self, successor: &str, predecessor: &str) {
        let before = self.courts.remove(predecessor).unwrap();
        self.courts.get_mut(successor).unwrap().adopt(before);
    }

    /// The office hears what is on the way, and the courts that are online hear its facts.
    pub(super) fn sync(&mut self) {
        let messages = std::mem::take(&mut self.on_the_way);
        let (mut sequence, count) = (self.delivered.len() as u64, messages.len() as u64);
        let deliveries: Vec<Delivery> = messages
            .into_iter()
            .map(|message| {
                sequence += 1;
                delivery(sequence, message)
            })
            .collect();
        let taken = self.deliver(deliveries.clone());
        assert_eq!((taken.recorded, taken.kept_aside), (count, 0), "{taken:?}");
        self.delivered.extend(deliveries);
        let reference = Arc::new(self.federal.views().sources().reference().clone());
        for (code, court) in &mut self.courts {
            if self.offline != Some(*code) {
                court.set_reference(Arc::clone(&reference));
            }
        }
    }

    /// The id of the one event of this name that states these fields.
    pub(super) fn event(&self, name: &str, fields: &[(&str, Value)]) -> String {
        let event_type = format!("medreg.{name}.v1");
        let lines = self.delivered.iter();
        let lines = lines.map(|delivery| serde_json::from_slice::<Value>(&delivery.body).unwrap());
        let states = |line: &Value, (field, value): &(&str, Value)| line["data"][*field] == *value;
        let found: Vec<Value> = lines
            .filter(|line| line["type"] == event_type.as_str())
            .filter(|line| fields.iter().all(|field| states(line, field)))
            .collect();
        assert_eq!(found.len(), 1, "{name} {fields:?}");
        found[0]["id"].as_str().unwrap().to_owned()
    }

    /// The office takes these in, whatever it took before.
    pub(super) fn deliver(&mut self, deliveries: Vec<Delivery>) -> Taken {
        self.federal.take(deliveries, None).unwrap()
    }
}

fn delivery(sequence: u64, message: Message) -> Delivery {
    Delivery {
        sequence,
        subject_source: Some(message.source),
        message_id: message.id,
        body: message.body,
        signature: Some(message.signature),
    }
}
