//! The acts the ledger is made of, as JSON requests.

use medreg_domain::ApplicationId;
use medreg_node::court::unsealed;
use serde_json::{Value, json};

use super::world::{A, B, C, World, hash, id, read};

/// How the ledger calls a court, and a place in its territory.
fn court_of(court: &str) -> (&'static str, &'static str) {
    match court {
        A => ("A", "355600000"),
        B => ("B", "392400000"),
        C => ("C", "551600000"),
        other => panic!("{other} is no court of the ledger"),
    }
}

/// The id of a person's application at a court: `A/P1`; others hang from it.
fn of(court: &str, person: &str, what: &str) -> String {
    id(&format!("{}/{person}{what}", court_of(court).0))
}

pub(super) fn tiyin(amount: i64) -> Value {
    json!({"amount_minor": amount, "currency": "KZT"})
}

pub(super) fn apply(world: &mut World, court: &'static str, person: &str, kind: &str, on: &str) {
    let application = json!({
        "act": "submit_application", "application_id": of(court, person, ""),
        "person_key": hash(person), "kind": kind, "practice_kato": court_of(court).1,
    });
    world.act(court, on, application);
}

pub(super) fn verify(world: &mut World, court: &'static str, person: &str, kind: &str, on: &str) {
    let own: &[&str] = match kind {
        "PROFESSIONAL" => &[
            "DIPLOMA",
            "TRAINING_CERTIFICATE",
            "DRUG_CERTIFICATE",
            "PSYCHIATRIC_CERTIFICATE",
        ],
        "PUBLIC" => &[
            "ELECTION_MINUTES",
            "DRUG_CERTIFICATE",
            "PSYCHIATRIC_CERTIFICATE",
        ],
        _ => &["JUDGE_RETIREMENT"],
    };
    let document = |kind: &str| {
        json!({
            "kind": kind, "issuer": "KZ-GOV", "issued_on": "2024-12-02",
            "number_hash": hash(&format!("{person}/{kind}")), "result": "PASS",
        })
    };
    let kinds = ["IDENTITY", "NO_CONVICTION"];
    let items: Vec<Value> = kinds.iter().chain(own).map(|kind| document(kind)).collect();
    let check = json!({
        "act": "verify_documents", "application_id": of(court, person, ""),
        "verification_id": of(court, person, "/check"), "items": items,
    });
    world.act(court, on, check);
}

pub(super) fn assess(world: &mut World, court: &'static str, person: &str, on: &str) {
    let fee = json!({
        "act": "assess_fee", "application_id": of(court, person, ""),
        "fee_id": of(court, person, "/fee"),
    });
    world.act(court, on, fee);
}

pub(super) fn pay(world: &mut World, court: &'static str, person: &str, on: &str) {
    let payment = json!({
        "act": "record_fee", "fee_id": of(court, person, "/fee"), "amount": tiyin(1_966_000),
        "payer": "SELF", "bank_ref_hash": hash(&format!("{court}/{person}/payment")),
    });
    world.act(court, on, payment);
}

pub(super) fn register(
    world: &mut World,
    court: &'static str,
    person: &str,
    (kind, on): (&str, &str),
    languages: &[&str],
) {
    let application_id: ApplicationId = read(json!(of(court, person, "")));
    let certificate = json!({
        "provider": "TP-001", "issued_on": "2024-06-01",
        "number_hash": hash(&format!("{person}/TRAINING_CERTIFICATE")),
    });
    let entry = json!({
        "act": "register_mediator", "application_id": application_id, "born_on": "1960-01-01",
        "personal": unsealed(application_id).unwrap(), "categories": ["CIVIL", "FAMILY"],
        "languages": languages,
        "certificate": if kind == "PROFESSIONAL" { certificate } else { Value::Null },
    });
    world.act(court, on, entry);
}

pub(super) fn consultation(name: &str, category: &str, outcome: &str) -> Value {
    let in_room = outcome == "REFERRAL";
    json!({
        "act": "hold_consultation", "consultation_id": id(name), "category": category,
        "channel": if in_room { "ROOM" } else { "PHONE" }, "given_by": "COORDINATOR",
        "room": if in_room { json!("R-1") } else { Value::Null }, "outcome": outcome,
    })
}

/// One event: the parties come themselves.
pub(super) fn refer(channel: &str, category: &str, name: &str) -> Value {
    json!({
        "act": "refer_dispute", "channel": channel, "category": category,
        "stage": if channel == "IN_COURT" { "FIRST_INSTANCE" } else { "PRE_TRIAL" },
        "source": "PARTIES", "parties_count": 2, "value_band": "NONE",
        "case_ref_hash": hash(name), "mandatory": false,
    })
}

/// Two events.
pub(super) fn consent(world: &mut World, court: &'static str, referral_no: &str, on: &str) {
    for party_index in [0, 1] {
        let consent = json!({
            "act": "record_consent", "referral_no": referral_no, "party_index": party_index,
        });
        world.act(court, on, consent);
    }
}

/// Two events: the mediator is chosen and the agreement signed, in a language, for a fee of a
/// kind and, where one is told, in a band.
pub(super) fn agree(
    world: &mut World,
    court: &'static str,
    (referral_no, entry_no): (&str, &str),
    on: &str,
    [language, fee_kind, fee_band]: [&str; 3],
) {
    let choice = json!({
        "act": "choose_mediator", "referral_no": referral_no, "entry_no": entry_no,
        "method": "JOINT_OWN", "all_parties": true,
    });
    world.act(court, on, choice);
    let band = Some(fee_band).filter(|band| !band.is_empty());
    let agreement = json!({
        "act": "sign_agreement", "referral_no": referral_no,
        "procedure_id": id(&format!("{referral_no}/procedure")), "language": language,
        "fee_kind": fee_kind, "fee_band": band,
    });
    world.act(court, on, agreement);
}

pub(super) fn session(referral_no: &str, attended: Option<u8>) -> Value {
    json!({
        "act": "hold_session", "referral_no": referral_no, "mode": "IN_PERSON", "minutes": 60,
        "attended": attended,
    })
}

pub(super) fn extension(referral_no: &str, days: u16) -> Value {
    json!({
        "act": "extend", "referral_no": referral_no, "days": days, "decided_by": "PARTIES",
        "all_parties": true,
    })
}

pub(super) fn result(referral_no: &str, result: &str, ended_on: &str) -> Value {
    json!({
        "act": "return_result", "referral_no": referral_no, "result": result,
        "ended_on": ended_on, "signed_by_parties": result.ends_with("L_SETTLEMENT"),
    })
}

pub(super) fn approval(referral_no: &str) -> Value {
    json!({
        "act": "approve_settlement", "referral_no": referral_no, "state_fee_refunded": true,
    })
}

pub(super) fn feedback(referral_no: &str, score: u8) -> Value {
    json!({
        "act": "receive_feedback", "referral_no": referral_no, "role": "PARTY", "score": score,
    })
}

/// New cases of a court in a quarter, as the office states them.
pub(super) fn cases(
    world: &mut World,
    on: &str,
    (court, quarter): (&str, u8),
    counts: &[(&str, u32)],
) {
    let count = |(category, count): &(&str, u32)| json!({"category": category, "count": count});
    let counts: Vec<Value> = counts.iter().map(count).collect();
    let stated = json!({"court": court, "year": 2025, "quarter": quarter, "cases": counts});
    world.fact(on, json!({"CourtCasesSet": stated}));
}
