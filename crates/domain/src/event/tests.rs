use std::collections::BTreeMap;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::*;
use crate::reference::builtin;
use crate::scenario::*;

/// The data of the worked example's payment, byte for byte.
const FEE_PAID: &str = r#"{"fee_id":"01957f3e-0000-7000-8000-00000000fe01","amount":{"amount_minor":1966000,"currency":"KZT"},"paid_on":"2025-03-07","payer":"SELF","bank_ref_hash":"UNhY4JhezH9gQYqvDMWrWH9CwlcKiECVqejMrND2VFw="}"#;

/// The data of the worked example's registration, byte for byte.
const MEDIATOR_REGISTERED: &str = r#"{"entry_no":"KZ-75-012-2025-00041","application_id":"01957f3e-0000-7000-8000-00000000aa01","person_key":"fHRYv8jAsENcBJAAfR4UAT6LEwemqZvyLU0obJDufKw=","kind":"PROFESSIONAL","personal":{"key":"KZ-75-012-2025-00041/1","commitment":"+lqetX1Ugbc74G337ftbN5w00o5xMVaFcVbbOKDTLM4=","sealed":"BgYGBgYGBgYGBgYGBgYGBgYGBgYGBgYGu3MRU10owV8mYlImxRAyINdvrykOij+RN5jEXj/ilc+ihYUoRYrtwWgnPzx7W2hPOFhQz9xlvnJgI3J0/oCH4kebsXuL0NtoY7EDgYVmQ12hKc0v97OiXZv2wNbP4mxPpf56wQySMy1gl/a1k8iyaAwnWAqTv+bgMbpyatRn7fodlbuPrE6DPha5v9vZg6in19f050WA6SShSltBHlbUwGY1R9o8d7dBZwrcqANMnKRIYuv101uNRJaOlDCw3UfS+dURLU1P3OdasrX08iP4KwtiHVooTa2EYccrA9wY8ClmMbeTV4Kn2CuZ3HX2UaPu"},"practice_kato":"750000000","categories":["HEALTH.TREATMENT"],"languages":["kk","ru"],"certificate":{"provider":"TP-014","issued_on":"2024-11-20","number_hash":"A9Zt0Ig1wco/EozOrNHzGslBYwlrIPRFroQoW8CDLXI="},"verification_id":"01957f3e-0000-7000-8000-00000000be01","fee_id":"01957f3e-0000-7000-8000-00000000fe01","valid_from":"2025-03-10","valid_to":"2026-03-09"}"#;

fn read<T: DeserializeOwned>(value: Value) -> Result<T, String> {
    serde_json::from_value(value).map_err(|error| error.to_string())
}

fn same_bytes(name: &str, data: &str) {
    let text = format!(r#"{{"{name}":{data}}}"#);
    let event: EntryEvent = serde_json::from_str(&text).unwrap();
    assert_eq!(<&str>::from(&event), name);
    assert_eq!(serde_json::to_string(&event).unwrap(), text);
}

/// Externally tagged by its name, the same after a round trip, and closed to other fields.
fn check_form<T>(event: &T, name: &str)
where
    T: Serialize + DeserializeOwned + PartialEq + std::fmt::Debug,
{
    let mut value = serde_json::to_value(event).unwrap();
    let keys: Vec<&String> = value.as_object().unwrap().keys().collect();
    assert_eq!(keys, [name]);
    assert_eq!(read::<T>(value.clone()).as_ref(), Ok(event));
    value[name]["smuggled"] = json!("text");
    let told = read::<T>(value).unwrap_err();
    assert!(
        told.starts_with("unknown field `smuggled`"),
        "{name}: {told}"
    );
}

fn check_forms(events: impl IntoIterator<Item = Event>, expected: &[&str]) {
    let mut seen: BTreeMap<&str, Event> = BTreeMap::new();
    for event in events {
        seen.insert(event.name(), event);
    }
    for (name, event) in &seen {
        match event {
            Event::Reference(event) => check_form(event, name),
            Event::Entry(event) => check_form(event, name),
            Event::Referral(event) => check_form(event, name),
            Event::Fund(event) => check_form(event, name),
            Event::Outreach(event) => check_form(event, name),
            Event::Correction(event) => check_form(event, name),
            Event::Oversight(event) => check_form(event, name),
        }
    }
    let missing: Vec<&&str> = expected
        .iter()
        .filter(|name| !seen.contains_key(*name))
        .collect();
    assert!(missing.is_empty(), "no example of {missing:?}");
}

/// The scenario with a story more: rows of day, act and fields, all about one subject.
fn tell(given: Given, subject: &Value, story: Value) -> Given {
    let rows = story.as_array().unwrap().iter();
    rows.fold(given, |given, row| {
        let mut whole = subject.clone();
        let fields = row[2].as_object().unwrap().clone();
        whole["act"] = row[1].clone();
        whole.as_object_mut().unwrap().extend(fields);
        given.then(row[0].as_str().unwrap(), command(whole))
    })
}

fn events(given: Given) -> impl Iterator<Item = Event> {
    given.recorded.into_iter().map(|(_, event)| event)
}

/// Everything that happens to an entry, and to the application of a person removed.
fn entry_story() -> Vec<Event> {
    let entry = json!({"entry_no": ENTRY});
    let breached = tell(
        Given::court().entered(DAY),
        &entry,
        json!([
            [DAY, "change_profile", {"changed": {"availability": "CLOSED"}}],
            [DAY, "change_practice_location", {"practice_kato": "751410100"}],
            [DAY, "record_training",
                {"provider": "TP-014", "kind": "GENERAL", "hours": 48, "completed_on": DAY}],
            [DAY, "receive_complaint",
                {"complaint_id": id(0xd, 1), "by": "SRO", "ground": "CONDUCT"}],
            [DAY, "open_proceeding",
                {"proceeding_id": id(0xe, 1), "complaint_id": id(0xd, 1), "body": "SRO-007"}],
            [DAY, "close_proceeding",
                {"proceeding_id": id(0xe, 1), "outcome": "BREACH_CONFIRMED"}],
        ]),
    );
    let lapsed = tell(
        breached.clone(),
        &entry,
        json!([
            [DAY, "record_sanction", {"proceeding_id": id(0xe, 1), "kind": "TRAINING"}],
            ["2026-03-03", "lapse_entry", {}],
        ]),
    );
    let pay = lapsed.pay("2026-03-03", 2);
    let paid = lapsed.then("2026-03-03", assess(2)).then("2026-03-03", pay);
    let renewed = tell(
        paid,
        &entry,
        json!([
            ["2026-03-03", "renew_entry", {"fee_id": fee_id(2)}],
        ]),
    );
    let removed = tell(
        breached,
        &entry,
        json!([
            [DAY, "suspend_mediator", {"proceeding_id": id(0xe, 1)}],
            [DAY, "lift_suspension", {"reason": "GROUND_FELL_AWAY"}],
            [DAY, "establish_bar", {"bar": "STATE_FUNCTIONS", "since": DAY}],
            [DAY, "lift_bar", {"bar": "STATE_FUNCTIONS"}],
            [DAY, "reinstate_entry", {"basis": "BAR_LIFTED"}],
            [DAY, "remove_entry", {"reason": "JUDGMENT"}],
        ]),
    );
    let again = json!({"application_id": application_id(2)});
    let applied = removed.then(DAY, with(submit(), again.clone()));
    let refused = tell(
        applied,
        &again,
        json!([
            [DAY, "return_application", {"missing": ["DIPLOMA"]}],
            [DAY, "reuse_verification",
                {"verification_id": verification_id(1), "from_court": COURT}],
            [DAY, "waive_fee", {"fee_id": fee_id(3), "reason": "STATUTORY_RELIEF"}],
            [DAY, "refuse_registration", {"reasons": ["STATUTORY_BAR"]}],
        ]),
    );
    let undone = tell(
        refused,
        &json!({}),
        json!([
            [DAY, "refund_fee", {"fee_id": fee_id(1), "reason": "PAID_TWICE",
                "amount": {"amount_minor": 1, "currency": "KZT"}}],
            [DAY, "revoke_verification",
                {"verification_id": verification_id(1), "reason": "WITHDRAWN"}],
        ]),
    );
    events(renewed).chain(events(undone)).collect()
}

/// An organisation, a certificate, a review, an appeal, and another court at the end.
fn belonging_story() -> Vec<Event> {
    let reviewed = tell(
        Given::court()
            .fact(quality_body())
            .fact(sro_office())
            .entered(DAY),
        &json!({"entry_no": ENTRY}),
        json!([
            [DAY, "end_sro_membership", {"sro": "SRO-007"}],
            [DAY, "record_sro_membership", {"sro": "SRO-007", "office": "SRO-007/75"}],
            [DAY, "issue_certificate", {"credential_id": id(0xcc, 1)}],
            [DAY, "record_quality_review", {"body": "QB-01", "result": "BREACH"}],
            [DAY, "open_proceeding",
                {"proceeding_id": id(0xe, 1), "complaint_id": null, "body": "QB-01"}],
            [DAY, "close_proceeding",
                {"proceeding_id": id(0xe, 1), "outcome": "BREACH_CONFIRMED"}],
            [DAY, "suspend_mediator", {"proceeding_id": id(0xe, 1)}],
            [DAY, "lodge_appeal", {"appeal_id": id(0xaa, 1), "against": "SUSPENSION",
                "proceeding_id": id(0xe, 1)}],
            ["2025-04-01", "decide_appeal", {"appeal_id": id(0xaa, 1), "outcome": "WON"}],
        ]),
    );
    let merged = reviewed.fact(reorganised(&[COURT], &[SUCCESSOR.0], "MERGE", "2025-06-01"));
    let transfer = entry("transfer_entry", json!({"to_court": SUCCESSOR.0}));
    events(merged.then("2025-06-01", transfer)).collect()
}

/// Everything that happens to disputes, in several of them.
fn referral_story() -> Vec<Event> {
    let referral = json!({"referral_no": REFERRAL});
    let consulted = tell(
        Given::court().referred(DAY, "IN_COURT"),
        &json!({}),
        json!([
            [DAY, "hold_consultation", {"consultation_id": id(1, 1), "channel": "ONLINE",
                "given_by": "COORDINATOR", "outcome": "REFERRAL"}],
        ]),
    );
    let ready = tell(
        consulted,
        &referral,
        json!([
            [DAY, "offer_mediation", {}],
            [DAY, "withdraw_party", {"party_index": 1}],
            ["2025-03-14", "lapse_offer", {}],
            ["2025-03-14", "record_consent", {"party_index": 0}],
            ["2025-03-14", "record_consent", {"party_index": 1}],
            ["2025-03-14", "offer_mediators",
                {"entries": [ENTRY], "method": "ALL", "reason": "ONLY_ONE_ACTIVE"}],
        ]),
    );
    let agreed = ready
        .then("2025-03-14", choose())
        .then("2025-03-14", sign(1));
    let returned = tell(
        agreed,
        &referral,
        json!([
            ["2025-03-14", "agree_cost_share", {"shares": [50, 50]}],
            ["2025-03-14", "replace_mediator",
                {"entry_no": ENTRY, "reason": "CONFLICT_OF_INTEREST", "all_parties": true}],
            ["2025-03-14", "suspend_proceedings", {}],
            ["2025-03-20", "hold_session", {"mode": "SHUTTLE", "minutes": 60}],
            ["2025-04-01", "extend", {"days": 10, "decided_by": "PARTIES", "all_parties": true}],
            ["2025-04-20", "terminate", {"ground": "A26_1"}],
            ["2025-04-20", "resume_proceedings", {}],
            ["2025-04-21", "return_result",
                {"result": "FULL_SETTLEMENT", "ended_on": "2025-04-20", "signed_by_parties": true}],
        ]),
    );
    let approved = tell(
        returned.clone(),
        &referral,
        json!([
            ["2025-05-05", "approve_settlement", {"state_fee_refunded": true}],
            ["2025-06-02", "report_breach", {}],
            ["2025-06-02", "receive_feedback", {"role": "JUDGE", "score": 4}],
        ]),
    );
    let refused = tell(
        returned,
        &referral,
        json!([["2025-05-05", "refuse_settlement", {}]]),
    );
    let criminal = tell(
        Given::court().ready(DAY, "CRIMINAL"),
        &referral,
        json!([
            [DAY, "set_procedural_deadline",
                {"deadline_on": "2025-05-15", "authority": "PROSECUTOR"}],
        ]),
    );
    let told = events(approved)
        .chain(events(refused))
        .chain(events(criminal))
        .chain(transferred_story());
    told.chain(pre_dispute_story()).collect()
}

/// A dispute of a court that was split.
fn transferred_story() -> impl Iterator<Item = Event> {
    let split = Given::court()
        .referred(DAY, "IN_COURT")
        .fact(json!({"CourtReorganised": {
            "predecessors": [COURT], "successors": ["KZ-75-204", "KZ-75-303"], "kind": "SPLIT",
            "effective_on": "2025-03-10", "act_ref": "Decree 2",
        }}));
    let transferred = tell(
        split,
        &json!({"referral_no": REFERRAL}),
        json!([["2025-03-10", "transfer_referral", {"to_court": "KZ-75-204"}]]),
    );
    events(transferred)
}

/// What the law in force does not allow, and a proposal would.
fn pre_dispute_story() -> [Event; 2] {
    let clause = json!({"PreDisputeAgreementRecorded": {"referral_no": REFERRAL,
        "agreement_on": "2020-06-01", "dispute_arose_on": "2025-03-01"}});
    let started = json!({"ProcedureStarted": {"referral_no": REFERRAL,
        "procedure_id": id(0xc, 1), "started_on": "2025-03-10", "language": "ru",
        "fee_kind": "FREE", "due_on_raw": "2025-04-09", "due_on": "2025-04-09"}});
    [clause, started].map(|value| Event::Referral(read(value).unwrap()))
}

/// Everything that happens in a court's fund.
fn fund_story() -> Vec<Event> {
    let story = tell(
        Given::court().paid(DAY),
        &json!({"allocation_id": id(0x7, 1), "amount": {"amount_minor": 100, "currency": "KZT"}}),
        json!([
            [DAY, "allocate_revenue", {"purpose": "COORDINATOR_PAY"}],
            [DAY, "pay_coordinator", {"office": OFFICE}],
        ]),
    );
    events(story).collect()
}

/// Everything a court offers before any dispute.
fn outreach_story() -> Vec<Event> {
    let story = tell(
        Given::court(),
        &json!({}),
        json!([
            [DAY, "open_room", {"room": "R-1",
                "hours": [{"weekday": 1, "from": "09:00:00", "to": "13:00:00"}]}],
            [DAY, "provide_information",
                {"channel": "TALK", "category": "FAMILY", "language": "kk", "count": 25}],
            [DAY, "log_contact",
                {"with": "ORGANISATION", "topic": "REFERRAL", "answered_on": DAY}],
            ["2025-03-10", "close_room", {"room": "R-1"}],
        ]),
    );
    events(story).collect()
}

/// What is corrected and what is voided.
fn correction_story() -> Vec<Event> {
    let told = [
        json!({"RecordCorrected": {"target_event": id(0xee, 1), "reason": "CLERICAL",
            "patch": {"category": "FAMILY"}}}),
        json!({"EventVoided": {"target_event": id(0xee, 2), "reason": "LEGAL"}}),
    ];
    let told = told.map(|value| read::<CorrectionEvent>(value).unwrap());
    told.into_iter().map(Event::from).collect()
}

/// Everything the federal office finds, refuses, seals and erases.
fn oversight_story() -> Vec<Event> {
    let subject = format!("referral/{REFERRAL}");
    let finding = format!("RETURN_OVERDUE/{subject}");
    let told = [
        json!({"AuditFindingRaised": {"finding": finding, "rule": "RETURN_OVERDUE",
            "subjects": [subject], "events": [id(0xee, 1)]}}),
        json!({"AuditFindingClosed": {"finding": finding, "rule": "RETURN_OVERDUE",
            "subjects": [subject], "events": [], "closed_by": "PERSON",
            "reason": "EXPLAINED"}}),
        json!({"SyncGapDetected": {"court": COURT, "from": 7, "to": 9}}),
        json!({"SyncGapResolved": {"court": COURT, "from": 7, "to": 9}}),
        json!({"EventRefused": {"court": COURT, "courtseq": 8, "code": "WRONG_COURT"}}),
        json!({"MessageDiscarded": {"leaf_hash": hash(4), "court": COURT,
            "kept_for": "BAD_SIGNATURE", "reason": "FORGED"}}),
        json!({"StatisticsReleased":
            {"period": "2025-Q1", "position": 90, "tables_hash": hash(1)}}),
        json!({"ViewSealed": {"position": 90, "register_digest": hash(2),
            "statistics_digest": hash(3)}}),
        json!({"PersonalDataErased": {"subject": format!("entry/{ENTRY}"),
            "basis": "COURT_ORDER"}}),
    ];
    let told = told.map(|value| read::<OversightEvent>(value).unwrap());
    told.into_iter().map(Event::from).collect()
}

/// Shipped facts, and by hand those that are not shipped.
fn reference_story() -> Vec<Event> {
    let by_hand = [
        json!({"CourtKeyAdded": {"court": COURT, "vkey": "name+id+key"}}),
        json!({"CourtKeyRevoked": {"court": COURT, "vkey": "name+id+key", "reason": "ROTATED"}}),
        appointed(COURT, OFFICE, 9),
        json!({"CoordinatorReleased":
            {"court": COURT, "office": OFFICE, "on": DAY, "reason": "TERM_ENDED"}}),
        json!({"CourtPolicySet":
            {"court": COURT, "coordinator_required": false, "effective_on": DAY}}),
        json!({"SroRegistered": {"sro": "SRO-007", "bin": "240440012343", "names": names()}}),
        json!({"SroStatusChanged": {"sro": "SRO-007", "status": "SUSPENDED", "on": DAY}}),
        json!({"TrainingProviderRecognised":
            {"id": "TP-014", "names": names(), "valid_from": DAY, "valid_to": "2030-12-31"}}),
        sro_office(),
        quality_body(),
        merged(&[1, 2]),
        json!({"PersonsSplit":
            {"person_keys": [person_key(1), person_key(2)], "basis": "DECIDED_IN_ERROR"}}),
        shared_verification(9, 1),
        json!({"VerificationWithdrawn":
            {"verification_id": verification_id(9), "reason": "FORGED"}}),
        json!({"PopulationSet": {"region": "75", "year": 2025, "inhabitants": 2_292_300,
            "source": "BNS"}}),
        json!({"CourtCasesSet": {"court": COURT, "year": 2025, "quarter": 1,
            "cases": [{"category": "HEALTH.TREATMENT", "count": 12}]}}),
    ];
    let by_hand = by_hand.map(|value| read(value).unwrap());
    let shipped = builtin::facts().unwrap().into_iter().map(|(_, fact)| fact);
    shipped.chain(by_hand).map(Event::from).collect()
}

#[test]
fn the_worked_examples_read_and_write_as_the_same_bytes() {
    same_bytes("FeePaid", FEE_PAID);
    same_bytes("MediatorRegistered", MEDIATOR_REGISTERED);
}

#[test]
fn events_of_an_entry_keep_their_form() {
    let told = entry_story().into_iter().chain(belonging_story());
    check_forms(told, EntryEvent::VARIANTS);
}

#[test]
fn events_of_a_referral_keep_their_form() {
    check_forms(referral_story(), ReferralEvent::VARIANTS);
}

#[test]
fn events_of_a_fund_keep_their_form() {
    check_forms(fund_story(), FundEvent::VARIANTS);
}

#[test]
fn events_of_outreach_keep_their_form() {
    check_forms(outreach_story(), OutreachEvent::VARIANTS);
}

#[test]
fn corrections_keep_their_form() {
    check_forms(correction_story(), CorrectionEvent::VARIANTS);
}

#[test]
fn facts_of_oversight_keep_their_form() {
    check_forms(oversight_story(), OversightEvent::VARIANTS);
}

#[test]
fn a_fund_and_an_offer_stand_in_streams_of_the_court() {
    let source = Source::Court(COURT.parse().unwrap());
    let subjects = |events: Vec<Event>| {
        let docket = Docket::default();
        let all = events.into_iter();
        all.map(|event| event.subject(source, &docket))
            .collect::<std::collections::BTreeSet<String>>()
    };
    let outreach: Vec<String> = subjects(outreach_story()).into_iter().collect();
    assert_eq!(outreach, [format!("court/{COURT}")]);
    let fund = fund_story().split_off(4);
    let fund: Vec<String> = subjects(fund).into_iter().collect();
    assert_eq!(fund, [format!("fund/{COURT}")]);
}

#[test]
fn reference_facts_keep_their_form() {
    check_forms(reference_story(), ReferenceEvent::VARIANTS);
}

#[test]
fn a_field_of_a_nested_value_is_refused_as_well() {
    let mut paid: Value = serde_json::from_str(FEE_PAID).unwrap();
    paid["amount"]["note"] = json!("for N. N.");
    let told = read::<EntryEvent>(json!({"FeePaid": paid})).unwrap_err();
    assert!(told.contains("unknown field `note`"), "{told}");
}

/// Every kind of event at least once.
fn every_story() -> impl Iterator<Item = Event> {
    let of_courts = [
        entry_story(),
        belonging_story(),
        referral_story(),
        fund_story(),
        outreach_story(),
        correction_story(),
    ];
    let of_the_office = [oversight_story(), reference_story()];
    of_courts.into_iter().chain(of_the_office).flatten()
}

#[test]
fn every_event_is_named_among_the_names() {
    let names: Vec<&str> = Event::names().collect();
    for event in every_story() {
        assert!(names.contains(&event.name()), "{event:?}");
    }
}

#[test]
fn a_name_is_of_a_court_where_the_event_is_a_courts_to_state() {
    let court = Source::Court(COURT.parse().unwrap());
    for event in every_story() {
        let by_court = event.ensure_stated_by(court);
        assert_eq!(Event::is_of_court(event.name()), by_court.is_ok());
        let by_office = event.ensure_stated_by(Source::Federal);
        assert_ne!(by_office.is_ok(), by_court.is_ok(), "{event:?}");
    }
    assert!(!Event::is_of_court("NoSuchEvent"));
}

#[test]
fn names_are_told_apart() {
    let names: Vec<&str> = Event::names().collect();
    let mut unique = names.clone();
    unique.sort_unstable();
    unique.dedup();
    assert_eq!(unique.len(), names.len());
}

#[test]
fn an_event_stands_in_the_stream_of_what_it_is_about() {
    let given = Given::court().agreed(DAY, "IN_COURT");
    let source = Source::Court(COURT.parse().unwrap());
    for (_, event) in &given.recorded {
        let subject = event.subject(source, &given.docket);
        let expected = if let Event::Referral(_) = event {
            format!("referral/{REFERRAL}")
        } else if matches!(event, Event::Entry(event) if event.entry_no().is_some()) {
            format!("entry/{ENTRY}")
        } else {
            format!("application/{}", application_id(1))
        };
        assert_eq!(subject, expected, "{event:?}");
    }
    for event in reference_story() {
        let subject = event.subject(Source::Federal, &given.docket);
        assert!(
            subject
                .split_once('/')
                .is_some_and(|(_, name)| !name.is_empty()),
            "{subject}"
        );
    }
}
