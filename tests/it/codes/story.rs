//! A real court in memory, and the acts that lead to where a rule says no.

use std::sync::Arc;

use medreg_domain::reference::event::ReferenceEvent;
use medreg_domain::reference::{Reference, builtin};
use medreg_domain::{Code, Digest, PersonKey};
use medreg_log::SigningKey;
use medreg_node::court::{Acted, Court, CourtError, Request, key_name};
use medreg_node::entropy::Entropy;
use serde_json::{Value, json};

use super::Told;

pub(super) const COURT: &str = "KZ-75-304";
pub(super) const OFFICE: &str = "o-19";
pub(super) const ENTRY: &str = "KZ-75-304-2025-00001";
const REFERRAL: &str = "KZ-75-304-2025-000001";
const PLACE: &str = "751410000";

/// The day most stories happen on.
pub(super) const DAY: &str = "2025-03-03";

/// A court and what it has recorded so far.
pub(super) struct Story {
    court: Court,
    office: &'static str,
    last_event: Option<String>,
}

impl Story {
    /// A court with the shipped facts, a coordinator, a provider and an organisation.
    pub(super) fn court() -> Self {
        Self::knowing(builtin::reference().unwrap())
    }

    /// A court at which no fee was ever set.
    pub(super) fn without_fees() -> Self {
        let mut reference = Reference::default();
        for (_, fact) in builtin::facts().unwrap() {
            if !matches!(fact, ReferenceEvent::FeeScheduleSet { .. }) {
                reference.evolve(&fact);
            }
        }
        Self::knowing(reference)
    }

    fn knowing(reference: Reference) -> Self {
        let code = COURT.parse().unwrap();
        let key = SigningKey::from_seed(&key_name(code, "register.example"), &[7; 32]);
        let entropy = Entropy::seeded(7, COURT);
        let court = Court::in_memory(code, key.unwrap(), Arc::new(reference), entropy);
        let story = Self {
            court: court.unwrap(),
            office: OFFICE,
            last_event: None,
        };
        let names = json!({"kk": "Атауы", "ru": "Название", "en": "Name"});
        story
            .fact(appointed("2011-08-05", 9))
            .fact(json!({"SroRegistered":
                {"sro": "SRO-007", "bin": "240440012343", "names": names}}))
            .fact(json!({"TrainingProviderRecognised":
                {"id": "TP-014", "names": names, "valid_from": "2011-08-05"}}))
    }

    /// With a reference fact more.
    pub(super) fn fact(mut self, fact: Value) -> Self {
        let fact: ReferenceEvent = serde_json::from_value(fact).unwrap();
        let mut reference = Reference::clone(self.court.reference());
        reference.evolve(&fact);
        self.court.set_reference(Arc::new(reference));
        self
    }

    /// Whose next acts are signed under another office.
    pub(super) fn under(mut self, office: &'static str) -> Self {
        self.office = office;
        self
    }

    fn ask(&mut self, days: (&str, &str), act: &str, fields: Value) -> Result<Acted, CourtError> {
        let (on, recorded_on) = days;
        let mut command = json!({"act": act});
        let fields = fields.as_object().unwrap().clone();
        command.as_object_mut().unwrap().extend(fields);
        let request = json!({"recorded_at": format!("{recorded_on}T10:00:00Z"), "on": on,
            "office": self.office, "command": command});
        let request: Request = serde_json::from_value(request).unwrap();
        self.court.act(request)
    }

    /// After an act that the law allows.
    pub(super) fn then(mut self, on: &str, (act, fields): (&str, Value)) -> Self {
        let acted = self.ask((on, on), act, fields);
        let acted = acted.unwrap_or_else(|error| panic!("{act} on {on}: {error}"));
        self.last_event = acted
            .messages
            .last()
            .and_then(|last| last.id)
            .map(|id| id.to_string());
        self
    }

    /// The id of the event recorded last.
    pub(super) fn last_event(&self) -> String {
        self.last_event.clone().unwrap()
    }

    /// What is said to whoever asks for an act that the rule forbids.
    pub(super) fn refuses(self, code: Code, on: &str, asked: (&str, Value)) -> Told {
        self.refuses_recorded(code, (on, on), asked)
    }

    /// The same, where the act is not recorded on its own day.
    pub(super) fn refuses_recorded(
        mut self,
        code: Code,
        days: (&str, &str),
        (act, fields): (&str, Value),
    ) -> Told {
        let head = self.court.head();
        let refused = self.ask(days, act, fields);
        let CourtError::Rejected(rejection) = refused.unwrap_err() else {
            panic!("{act} failed and was not refused");
        };
        assert_eq!(rejection.code, code, "{act}: {rejection}");
        assert_eq!(self.court.head(), head, "{act} left an event behind");
        (code, rejection.to_string())
    }

    pub(super) fn applied() -> Self {
        Self::court().then(DAY, submit(json!({})))
    }

    pub(super) fn verified() -> Self {
        Self::applied().then(DAY, verify(json!({})))
    }

    pub(super) fn assessed() -> Self {
        Self::verified().then(DAY, assess())
    }

    pub(super) fn paid() -> Self {
        let story = Self::assessed();
        let pay = story.pay(json!({}));
        story.then(DAY, pay)
    }

    pub(super) fn entered() -> Self {
        Self::paid().then(DAY, register(json!({})))
    }

    /// With a dispute referred, beside the entry of the mediator.
    pub(super) fn referred(channel: &str) -> Self {
        Self::entered().then(DAY, refer(json!({"channel": channel})))
    }

    /// With two consents.
    pub(super) fn consented(channel: &str) -> Self {
        Self::referred(channel)
            .then(DAY, consent(0))
            .then(DAY, consent(1))
    }

    /// With the mediator chosen.
    pub(super) fn ready(channel: &str) -> Self {
        Self::consented(channel).then(DAY, choose(json!({})))
    }

    /// With the agreement signed.
    pub(super) fn agreed(channel: &str) -> Self {
        Self::ready(channel).then(DAY, sign(json!({})))
    }

    /// The payment of the fee of the day.
    pub(super) fn pay(&self, changes: Value) -> (&'static str, Value) {
        let kind = medreg_domain::entry::EntryKind::Professional;
        let due = self.court.reference().fee(kind, DAY.parse().unwrap());
        let paid = json!({"fee_id": id(0xf, 1), "amount": due.unwrap().amount, "payer": "SELF",
            "bank_ref_hash": hash(101)});
        ("record_fee", with(paid, changes))
    }
}

/// Some fields, and others in their place.
fn with(mut base: Value, changes: Value) -> Value {
    let changes = changes.as_object().unwrap().clone();
    base.as_object_mut().unwrap().extend(changes);
    base
}

/// The fact that a person holds the office from a day.
pub(super) fn appointed(from: &str, person: u8) -> Value {
    json!({"CoordinatorAppointed": {
        "court": COURT, "office": OFFICE, "person_key": person_key(person),
        "training": {
            "provider": "TP-014", "certificate_hash": hash(1), "completed_on": "2011-06-01",
        },
        "legal_education": {"institution": "KAZNU", "diploma_hash": hash(2)},
        "from": from,
    }})
}

/// The fact that nobody holds the office after a day.
pub(super) fn released(on: &str) -> Value {
    json!({"CoordinatorReleased":
        {"court": COURT, "office": OFFICE, "on": on, "reason": "OWN_WISH"}})
}

pub(super) fn hash(number: u8) -> Digest {
    Digest([number; 32])
}

pub(super) fn person_key(number: u8) -> PersonKey {
    PersonKey(hash(number))
}

/// An id by its kind and number.
pub(super) fn id(kind: u8, number: u8) -> String {
    format!("00000000-0000-00{kind:02x}-0000-0000000000{number:02x}")
}

pub(super) fn submit(changes: Value) -> (&'static str, Value) {
    let application = json!({"application_id": id(0xa, 1), "person_key": person_key(1),
        "kind": "PROFESSIONAL", "practice_kato": PLACE, "sro": "SRO-007"});
    ("submit_application", with(application, changes))
}

/// Every document a professional mediator shows.
pub(super) fn documents() -> Vec<Value> {
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
        .map(|(kind, number)| {
            json!({"kind": kind, "issuer": "GOV-1", "issued_on": "2011-07-01",
                "number_hash": hash(number), "result": "PASS"})
        })
        .collect()
}

pub(super) fn verify(changes: Value) -> (&'static str, Value) {
    let check = json!({"application_id": id(0xa, 1), "verification_id": id(0xb, 1),
        "items": documents()});
    ("verify_documents", with(check, changes))
}

pub(super) fn assess() -> (&'static str, Value) {
    let fee = json!({"application_id": id(0xa, 1), "fee_id": id(0xf, 1)});
    ("assess_fee", fee)
}

pub(super) fn register(changes: Value) -> (&'static str, Value) {
    let entry = json!({"application_id": id(0xa, 1), "born_on": "1980-05-20",
        "personal": {"key": format!("{ENTRY}/1"), "commitment": hash(50), "sealed": "BgYGBg=="},
        "categories": ["HEALTH.TREATMENT"], "languages": ["kk", "ru"],
        "certificate":
            {"provider": "TP-014", "issued_on": "2011-08-05", "number_hash": hash(25)}});
    ("register_mediator", with(entry, changes))
}

/// An act on the entry.
pub(super) fn entry(act: &'static str, fields: Value) -> (&'static str, Value) {
    (act, with(json!({"entry_no": ENTRY}), fields))
}

pub(super) fn refer(changes: Value) -> (&'static str, Value) {
    let dispute = json!({"channel": "IN_COURT", "category": "HEALTH.TREATMENT",
        "stage": "FIRST_INSTANCE", "source": "JUDGE", "parties_count": 2,
        "value_band": "UP_TO_1000", "case_ref_hash": hash(60),
        "suitability": ["CONTINUING_RELATION"], "mandatory": false});
    ("refer_dispute", with(dispute, changes))
}

/// An act on the referral.
pub(super) fn referral(act: &'static str, fields: Value) -> (&'static str, Value) {
    (act, with(json!({"referral_no": REFERRAL}), fields))
}

pub(super) fn consent(party_index: u8) -> (&'static str, Value) {
    referral("record_consent", json!({"party_index": party_index}))
}

pub(super) fn choose(changes: Value) -> (&'static str, Value) {
    let choice = json!({"entry_no": ENTRY, "method": "JOINT_FROM_LIST", "all_parties": true});
    referral("choose_mediator", with(choice, changes))
}

pub(super) fn sign(changes: Value) -> (&'static str, Value) {
    let form = json!({"procedure_id": id(0xc, 1), "language": "ru", "fee_kind": "PAID"});
    referral("sign_agreement", with(form, changes))
}

pub(super) fn extend(changes: Value) -> (&'static str, Value) {
    let decision = json!({"days": 10, "decided_by": "PARTIES", "all_parties": true});
    referral("extend", with(decision, changes))
}

pub(super) fn give_back(result: &str, changes: Value) -> (&'static str, Value) {
    let result = json!({"result": result, "ended_on": DAY, "signed_by_parties": true});
    referral("return_result", with(result, changes))
}
