//! A court for tests: shipped facts, a coordinator in office, and the one `check` by which
//! every rule is told: given what was recorded, when this is asked on that day, then these
//! events or this code.
//!
//! Commands name the numbers of 2025; a scenario of another year reads them as its own.

use std::sync::LazyLock;

use chrono::{Datelike, NaiveDate};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::reference::event::ReferenceEvent;
use crate::reference::{Reference, builtin};
use crate::{Act, Code, Command, Digest, Docket, Event, PersonKey, Rejection};

pub(crate) const COURT: &str = "KZ-75-304";
pub(crate) const OFFICE: &str = "o-19";
pub(crate) const ENTRY: &str = "KZ-75-304-2025-00001";
pub(crate) const REFERRAL: &str = "KZ-75-304-2025-000001";
pub(crate) const PLACE: &str = "751410000";

/// The day most stories begin.
pub(crate) const DAY: &str = "2025-03-03";

static FACTS: LazyLock<Reference> = LazyLock::new(|| {
    let mut reference = builtin::reference().unwrap();
    for fact in [
        appointed(COURT, OFFICE, 9),
        appointed("KZ-75-204", "o-77", 8),
        json!({"SroRegistered": {"sro": "SRO-007", "bin": "240440012343", "names": names()}}),
        json!({"TrainingProviderRecognised":
            {"id": "TP-014", "names": names(), "valid_from": "2011-08-05"}}),
    ] {
        reference.evolve(&fact_of(fact));
    }
    reference
});

/// What the court knows before a command.
#[derive(Clone, Debug)]
pub(crate) struct Given {
    pub(crate) reference: Reference,
    pub(crate) docket: Docket,
    pub(crate) recorded: Vec<(NaiveDate, Event)>,
    year: i32,
}

/// What a command is expected to give: the names of its events, or the code of the rule.
pub(crate) type Then<'a> = Result<&'a [&'a str], Code>;

/// The form of every rule's test.
#[track_caller]
pub(crate) fn check(given: &Given, when: (&str, Command), then: Then<'_>) {
    let (day, command) = when;
    let told = format!("{command:?} on {day}");
    match (given.decide(date(day), command), then) {
        (Ok(events), Ok(expected)) => {
            let names: Vec<&str> = events.iter().map(Event::name).collect();
            assert_eq!(names, expected, "{told}");
        }
        (Err(rejection), Err(code)) => {
            assert_eq!(rejection.code, code, "{told}: {rejection}");
            assert!(!rejection.detail.is_empty(), "{told}");
        }
        (decided, _) => panic!("{told} gave {decided:?}, not {then:?}"),
    }
}

impl Given {
    /// A court with shipped facts, a coordinator in office, a provider and an organisation.
    pub(crate) fn court() -> Self {
        Self {
            reference: FACTS.clone(),
            docket: Docket::default(),
            recorded: Vec::new(),
            year: 2025,
        }
    }

    /// With a reference fact more.
    pub(crate) fn fact(mut self, fact: Value) -> Self {
        self.reference.evolve(&fact_of(fact));
        self
    }

    /// With what the command gave on the day.
    #[track_caller]
    pub(crate) fn then(mut self, day: &str, command: Command) -> Self {
        let told = format!("{command:?} on {day}");
        match self.decide(date(day), command) {
            Ok(events) => self.record(date(day), events),
            Err(rejection) => panic!("{told}: {rejection}"),
        }
        self
    }

    pub(crate) fn record(&mut self, on: NaiveDate, events: Vec<Event>) {
        for event in events {
            self.docket.evolve(&event, on);
            self.recorded.push((on, event));
        }
    }

    pub(crate) fn decide(&self, on: NaiveDate, command: Command) -> Result<Vec<Event>, Rejection> {
        self.decide_recorded(on, on, command)
    }

    pub(crate) fn decide_recorded(
        &self,
        on: NaiveDate,
        recorded_on: NaiveDate,
        command: Command,
    ) -> Result<Vec<Event>, Rejection> {
        let act = Act {
            court: COURT.parse().unwrap(),
            office: OFFICE.parse().unwrap(),
            on,
            recorded_on,
            reference: &self.reference,
        };
        self.docket.decide(&act, self.of_year(command))
    }

    /// The command with the numbers of the scenario's year.
    fn of_year(&self, command: Command) -> Command {
        let own = format!("{COURT}-{}-", self.year);
        let text = serde_json::to_string(&command).unwrap();
        serde_json::from_str(&text.replace("KZ-75-304-2025-", &own)).unwrap()
    }

    pub(crate) fn applied(mut self, day: &str) -> Self {
        self.year = date(day).year();
        self.then(day, submit())
    }

    pub(crate) fn verified(self, day: &str) -> Self {
        self.applied(day).then(day, verify())
    }

    pub(crate) fn paid(self, day: &str) -> Self {
        let pay = self.pay(day, 1);
        self.verified(day).then(day, assess(1)).then(day, pay)
    }

    pub(crate) fn entered(self, day: &str) -> Self {
        self.paid(day).then(day, register())
    }

    /// With one dispute referred in the channel, beside the entry of the mediator.
    pub(crate) fn referred(self, day: &str, channel: &str) -> Self {
        let refer = with(refer(), json!({"channel": channel}));
        self.entered(day).then(day, refer)
    }

    /// With two consents and a mediator chosen.
    pub(crate) fn ready(self, day: &str, channel: &str) -> Self {
        self.referred(day, channel)
            .then(day, consent(0))
            .then(day, consent(1))
            .then(day, choose())
    }

    /// With the agreement signed.
    pub(crate) fn agreed(self, day: &str, channel: &str) -> Self {
        self.ready(day, channel).then(day, sign(1))
    }

    /// The payment of the fee of the day.
    pub(crate) fn pay(&self, day: &str, fee: u128) -> Command {
        let due = self
            .reference
            .fee(crate::entry::EntryKind::Professional, date(day));
        command(json!({
            "act": "record_fee", "fee_id": fee_id(fee), "amount": due.unwrap().amount,
            "payer": "SELF", "bank_ref_hash": hash(100 + fee),
        }))
    }
}

pub(crate) fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub(crate) fn command(value: Value) -> Command {
    serde_json::from_value(value).unwrap()
}

/// The command with some fields changed.
pub(crate) fn with(base: Command, changes: Value) -> Command {
    let mut value = serde_json::to_value(base).unwrap();
    let fields = value.as_object_mut().unwrap();
    fields.extend(changes.as_object().unwrap().clone());
    command(value)
}

fn fact_of(value: Value) -> ReferenceEvent {
    serde_json::from_value(value).unwrap()
}

pub(crate) fn names() -> Value {
    json!({"kk": "Атауы", "ru": "Название", "en": "Name"})
}

pub(crate) fn appointed(court: &str, office: &str, person: u128) -> Value {
    json!({"CoordinatorAppointed": {
        "court": court, "office": office, "person_key": person_key(person),
        "training": {
            "provider": "TP-014", "certificate_hash": hash(1), "completed_on": "2011-06-01",
        },
        "legal_education": {"institution": "KAZNU", "diploma_hash": hash(2)},
        "from": "2011-08-05",
    }})
}

pub(crate) fn hash(number: u128) -> Digest {
    let mut bytes = [7; 32];
    bytes[..16].copy_from_slice(&number.to_be_bytes());
    Digest(bytes)
}

pub(crate) fn person_key(number: u128) -> PersonKey {
    PersonKey(hash(number))
}

/// An id for tests: the kind in the first digits, the number in the last.
pub(crate) fn id(kind: u128, number: u128) -> Uuid {
    Uuid::from_u128(kind << 64 | number)
}

pub(crate) fn application_id(number: u128) -> Uuid {
    id(0xa, number)
}

pub(crate) fn verification_id(number: u128) -> Uuid {
    id(0xb, number)
}

pub(crate) fn fee_id(number: u128) -> Uuid {
    id(0xf, number)
}

pub(crate) fn submit() -> Command {
    command(json!({
        "act": "submit_application", "application_id": application_id(1),
        "person_key": person_key(1), "kind": "PROFESSIONAL", "practice_kato": PLACE,
        "sro": "SRO-007",
    }))
}

/// One document that passed.
pub(crate) fn document(kind: &str, number: u128) -> Value {
    json!({
        "kind": kind, "issuer": "GOV-1", "issued_on": "2011-07-01", "number_hash": hash(number),
        "result": "PASS",
    })
}

/// Every document a professional mediator shows.
pub(crate) fn documents() -> Vec<Value> {
    let kinds = [
        "IDENTITY",
        "DRUG_CERTIFICATE",
        "PSYCHIATRIC_CERTIFICATE",
        "NO_CONVICTION",
        "DIPLOMA",
        "TRAINING_CERTIFICATE",
    ];
    let numbered = kinds.iter().zip(20..);
    numbered
        .map(|(kind, number)| document(kind, number))
        .collect()
}

pub(crate) fn verify() -> Command {
    command(json!({
        "act": "verify_documents", "application_id": application_id(1),
        "verification_id": verification_id(1), "items": documents(),
    }))
}

pub(crate) fn assess(fee: u128) -> Command {
    command(json!({
        "act": "assess_fee", "application_id": application_id(1), "fee_id": fee_id(fee),
    }))
}

pub(crate) fn register() -> Command {
    command(json!({
        "act": "register_mediator", "application_id": application_id(1), "born_on": "1980-05-20",
        "personal": personal(), "categories": ["HEALTH.TREATMENT"], "languages": ["kk", "ru"],
        "certificate": {"provider": "TP-014", "issued_on": "2011-08-05", "number_hash": hash(25)},
    }))
}

pub(crate) fn personal() -> Value {
    json!({"key": "KZ-75-304-2025-00001/1", "commitment": hash(50), "sealed": "BgYGBg=="})
}

/// A command about the entry.
pub(crate) fn entry(act: &str, fields: Value) -> Command {
    let base = json!({"act": act, "entry_no": ENTRY});
    command(joined(base, fields))
}

pub(crate) fn refer() -> Command {
    command(json!({
        "act": "refer_dispute", "channel": "IN_COURT", "category": "HEALTH.TREATMENT",
        "stage": "FIRST_INSTANCE", "source": "JUDGE", "parties_count": 2,
        "value_band": "UP_TO_1000", "case_ref_hash": hash(60),
        "suitability": ["CONTINUING_RELATION"], "mandatory": false,
    }))
}

/// A command about the referral.
pub(crate) fn referral(act: &str, fields: Value) -> Command {
    let base = json!({"act": act, "referral_no": REFERRAL});
    command(joined(base, fields))
}

fn joined(mut base: Value, fields: Value) -> Value {
    let more = fields.as_object().unwrap().clone();
    base.as_object_mut().unwrap().extend(more);
    base
}

pub(crate) fn consent(party_index: u8) -> Command {
    referral("record_consent", json!({"party_index": party_index}))
}

pub(crate) fn choose() -> Command {
    let choice = json!({"entry_no": ENTRY, "method": "JOINT_FROM_LIST", "all_parties": true});
    referral("choose_mediator", choice)
}

pub(crate) fn sign(procedure: u128) -> Command {
    let form = json!({"procedure_id": id(0xc, procedure), "language": "ru", "fee_kind": "PAID"});
    referral("sign_agreement", form)
}

pub(crate) fn extend(days: u16) -> Command {
    let decision = json!({"days": days, "decided_by": "PARTIES", "all_parties": true});
    referral("extend", decision)
}

pub(crate) fn give_back(result: &str, ended_on: &str) -> Command {
    let result = json!({"result": result, "ended_on": ended_on, "signed_by_parties": true});
    referral("return_result", result)
}

impl Given {
    /// What the same facts and matters give before another court, under an office of its own.
    pub(crate) fn decide_at(
        &self,
        place: (&str, &str),
        on: &str,
        command: Command,
    ) -> Result<Vec<Event>, Rejection> {
        let (court, office) = place;
        let act = Act {
            court: court.parse().unwrap(),
            office: office.parse().unwrap(),
            on: date(on),
            recorded_on: date(on),
            reference: &self.reference,
        };
        self.docket.decide(&act, self.of_year(command))
    }

    /// The entry of the story.
    pub(crate) fn the_entry(&self) -> &crate::entry::Entry {
        self.docket.entries.values().next().unwrap()
    }
}

/// The court that takes over in stories of reorganisation, and its coordinator's office.
pub(crate) const SUCCESSOR: (&str, &str) = ("KZ-75-204", "o-77");

pub(crate) fn reorganised(
    predecessors: &[&str],
    successors: &[&str],
    kind: &str,
    effective_on: &str,
) -> Value {
    json!({"CourtReorganised": {
        "predecessors": predecessors, "successors": successors, "kind": kind,
        "effective_on": effective_on, "act_ref": "Decree 1",
    }})
}

/// A court of the same place as the story's.
pub(crate) fn registered(court: &str, valid_from: Option<&str>) -> Value {
    json!({"CourtRegistered": {
        "court": court, "names": names(), "kind": "district", "region": "75",
        "territory": [PLACE], "time_zone": "Asia/Almaty", "valid_from": valid_from,
    }})
}

pub(crate) fn quality_body() -> Value {
    json!({"QualityBodyRegistered": {"id": "QB-01", "names": names(),
        "valid_from": "2025-01-01", "valid_to": "2025-12-31"}})
}

pub(crate) fn sro_office() -> Value {
    json!({"SroOfficeAdded": {"sro": "SRO-007", "office": "SRO-007/75", "region": "75"}})
}

pub(crate) fn merged(numbers: &[u128]) -> Value {
    let keys: Vec<PersonKey> = numbers.iter().copied().map(person_key).collect();
    json!({"PersonsMerged": {"person_keys": keys, "basis": "SAME_IIN"}})
}

/// Everything a professional shows, checked at the successor and shared with all courts.
pub(crate) fn shared_verification(number: u128, person: u128) -> Value {
    let documents: Vec<Value> = documents()
        .iter()
        .map(|document| json!({"kind": document["kind"]}))
        .collect();
    json!({"VerificationShared": {"verification_id": verification_id(number),
        "court": SUCCESSOR.0, "person_key": person_key(person), "verified_on": "2025-03-01",
        "documents": documents}})
}

/// What leads to a confirmed breach on a complaint: commands of one day.
pub(crate) fn breach(proceeding: u128) -> [Command; 3] {
    let (complaint, proceeding) = (id(0xd, proceeding), id(0xe, proceeding));
    [
        entry(
            "receive_complaint",
            json!({"complaint_id": complaint, "by": "PARTY", "ground": "CONFIDENTIALITY"}),
        ),
        entry(
            "open_proceeding",
            json!({"proceeding_id": proceeding, "complaint_id": complaint, "body": "SRO-007"}),
        ),
        entry(
            "close_proceeding",
            json!({"proceeding_id": proceeding, "outcome": "BREACH_CONFIRMED"}),
        ),
    ]
}

pub(crate) fn lodge_appeal(number: u128, against: &str, proceeding: Option<u128>) -> Command {
    let proceeding = proceeding.map(|number| id(0xe, number));
    entry(
        "lodge_appeal",
        json!({"appeal_id": id(0xaa, number), "against": against, "proceeding_id": proceeding}),
    )
}

pub(crate) fn decide_appeal(number: u128, outcome: &str, effective_on: Option<&str>) -> Command {
    entry(
        "decide_appeal",
        json!({"appeal_id": id(0xaa, number), "outcome": outcome, "effective_on": effective_on}),
    )
}
