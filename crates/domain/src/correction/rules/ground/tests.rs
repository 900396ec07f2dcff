//! What rests on what: every pair of events that name the same things, and the same with others.

use serde_json::{Value, json};

use super::*;
use crate::scenario::*;

/// The events about one entry, each naming the things of the given number.
fn events(number: u128) -> Vec<EntryEvent> {
    let entry_no = ENTRY;
    let fee = fee_id(number);
    let check = verification_id(number);
    let proceeding = id(7, number);
    let complaint = id(8, number);
    let appeal = id(9, number);
    let credential = id(10, number);
    let application = application_id(1);
    let sro = format!("SRO-00{number}");
    let bar = if number == 1 {
        "STATE_FUNCTIONS"
    } else {
        "CONVICTION"
    };
    let amount = json!({"amount_minor": 5, "currency": "KZT"});
    let told = json!([
        {"DocumentsVerified": {"application_id": application, "verification_id": check,
            "items": [], "verified_on": DAY}},
        {"VerificationReused": {"application_id": application, "verification_id": check,
            "from_court": "KZ-75-204"}},
        {"FeeAssessed": {"fee_id": fee, "application_id": application, "amount": 5,
            "currency": "KZT", "schedule": "FEE-X"}},
        {"FeeWaived": {"fee_id": fee, "application_id": application, "amount": 5,
            "currency": "KZT", "reason": "PUBLIC_MEDIATOR"}},
        {"FeePaid": {"fee_id": fee, "amount": amount, "paid_on": DAY, "payer": "SELF",
            "bank_ref_hash": hash(1)}},
        {"FeeRefunded": {"fee_id": fee, "amount": amount, "reason": "REFUSED"}},
        {"MediatorRegistered": {"entry_no": entry_no, "application_id": application,
            "person_key": person_key(1), "kind": "PROFESSIONAL", "personal": personal(),
            "practice_kato": PLACE, "categories": [], "languages": ["kk"],
            "verification_id": check, "fee_id": fee, "valid_from": DAY, "valid_to": DAY}},
        {"EntryRenewed": {"entry_no": entry_no, "valid_to": DAY, "fee_id": fee}},
        {"ComplaintReceived": {"complaint_id": complaint, "entry_no": entry_no, "by": "PARTY",
            "ground": "CONFIDENTIALITY"}},
        {"DisciplinaryProceedingOpened": {"proceeding_id": proceeding, "entry_no": entry_no,
            "complaint_id": complaint, "body": "SRO-BOARD"}},
        {"DisciplinaryProceedingClosed": {"proceeding_id": proceeding, "entry_no": entry_no,
            "outcome": "BREACH_CONFIRMED"}},
        {"SanctionRecorded": {"entry_no": entry_no, "proceeding_id": proceeding,
            "kind": "WARNING", "on": DAY}},
        {"MediatorSuspended": {"entry_no": entry_no, "proceeding_id": proceeding,
            "from": DAY, "to": DAY}},
        {"AppealLodged": {"appeal_id": appeal, "entry_no": entry_no, "against": "SUSPENSION",
            "proceeding_id": proceeding}},
        {"AppealDecided": {"appeal_id": appeal, "entry_no": entry_no, "outcome": "WON",
            "effective_on": DAY}},
        {"SuspensionLifted": {"entry_no": entry_no, "reason": "APPEAL_WON", "on": DAY}},
        {"EntryRemoved": {"entry_no": entry_no, "reason": "OWN_WISH", "on": DAY}},
        {"EntryReinstated": {"entry_no": entry_no, "basis": "APPEAL_WON", "on": DAY}},
        {"BarEstablished": {"entry_no": entry_no, "bar": bar, "since": DAY}},
        {"BarLifted": {"entry_no": entry_no, "bar": bar, "on": DAY}},
        {"SroMembershipRecorded": {"entry_no": entry_no, "sro": sro, "from": DAY}},
        {"SroMembershipEnded": {"entry_no": entry_no, "sro": sro, "on": DAY}},
        {"CertificateIssued": {"entry_no": entry_no, "credential_id": credential,
            "valid_to": DAY}},
        {"CertificateRevoked": {"entry_no": entry_no, "credential_id": credential, "on": DAY,
            "reason": "LOST"}},
        {"EntryLapsed": {"entry_no": entry_no, "on": DAY}},
    ]);
    let Value::Array(told) = told else {
        unreachable!()
    };
    told.into_iter()
        .map(|event| serde_json::from_value(event).unwrap())
        .collect()
}

/// What rests on each event, where both name the same thing.
const RESTING: [(&str, &[&str]); 14] = [
    ("DocumentsVerified", &["MediatorRegistered"]),
    ("VerificationReused", &["MediatorRegistered"]),
    (
        "FeeAssessed",
        &[
            "FeeWaived",
            "FeePaid",
            "FeeRefunded",
            "MediatorRegistered",
            "EntryRenewed",
        ],
    ),
    (
        "FeeWaived",
        &["FeeRefunded", "MediatorRegistered", "EntryRenewed"],
    ),
    (
        "FeePaid",
        &["FeeRefunded", "MediatorRegistered", "EntryRenewed"],
    ),
    ("ComplaintReceived", &["DisciplinaryProceedingOpened"]),
    (
        "DisciplinaryProceedingOpened",
        &[
            "DisciplinaryProceedingClosed",
            "SanctionRecorded",
            "MediatorSuspended",
            "AppealLodged",
        ],
    ),
    (
        "DisciplinaryProceedingClosed",
        &["SanctionRecorded", "MediatorSuspended", "AppealLodged"],
    ),
    ("SanctionRecorded", &["AppealLodged"]),
    ("MediatorSuspended", &["AppealLodged"]),
    ("AppealLodged", &["AppealDecided"]),
    ("BarEstablished", &["BarLifted"]),
    ("SroMembershipRecorded", &["SroMembershipEnded"]),
    ("CertificateIssued", &["CertificateRevoked"]),
];

/// What rests on another event whatever it names: an entry has one of them at a time.
const RESTING_ANYHOW: [(&str, &[&str]); 3] = [
    ("MediatorSuspended", &["SuspensionLifted"]),
    ("AppealDecided", &["SuspensionLifted", "EntryReinstated"]),
    ("EntryRemoved", &["EntryReinstated"]),
];

fn listed(table: &[(&str, &[&str])], later: &EntryEvent, earlier: &EntryEvent) -> bool {
    let (later, earlier): (&'static str, &'static str) = (later.into(), earlier.into());
    table
        .iter()
        .any(|(on, resting)| *on == earlier && resting.contains(&later))
}

#[test]
fn an_event_rests_on_what_it_names_and_on_nothing_else() {
    for earlier in events(1) {
        for later in events(1) {
            let expected =
                listed(&RESTING, &later, &earlier) || listed(&RESTING_ANYHOW, &later, &earlier);
            assert_eq!(
                rests_on(&later, &earlier),
                expected,
                "{later:?} on {earlier:?}"
            );
        }
        for later in events(2) {
            let expected = listed(&RESTING_ANYHOW, &later, &earlier);
            assert_eq!(
                rests_on(&later, &earlier),
                expected,
                "{later:?} on {earlier:?}"
            );
        }
    }
}
