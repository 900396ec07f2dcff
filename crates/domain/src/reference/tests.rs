use serde_json::{Value, json};

use super::*;
use crate::Money;
use crate::scenario::*;

fn court() -> CourtCode {
    COURT.parse().unwrap()
}

fn stated(reference: &mut Reference, fact: Value) {
    reference.evolve(&serde_json::from_value(fact).unwrap());
}

fn registered(valid_from: Option<&str>) -> Value {
    json!({"CourtRegistered": {
        "court": COURT, "names": names(), "kind": "district", "region": "75",
        "territory": [PLACE], "time_zone": "Asia/Almaty", "valid_from": valid_from,
    }})
}

fn reorganised(predecessors: &[&str], successors: &[&str], kind: &str) -> Value {
    json!({"CourtReorganised": {
        "predecessors": predecessors, "successors": successors, "kind": kind,
        "effective_on": "2025-06-01", "act_ref": "Decree 1",
    }})
}

fn released(on: &str) -> Value {
    json!({"CoordinatorReleased":
        {"court": COURT, "office": OFFICE, "on": on, "reason": "OWN_WISH"}})
}

fn in_office(reference: &Reference, office: &str, day: &str) -> Result<(), Code> {
    let office = office.parse().unwrap();
    let held = reference.ensure_in_office(court(), office, date(day));
    held.map_err(|rejection| rejection.code)
}

#[test]
fn an_office_is_held_from_the_first_to_the_last_day() {
    let mut reference = Given::court().reference;
    stated(&mut reference, released("2025-06-30"));
    let not = Err(Code::CoordinatorNotInOffice);
    assert_eq!(in_office(&reference, OFFICE, "2011-08-04"), not);
    assert_eq!(in_office(&reference, OFFICE, "2011-08-05"), Ok(()));
    assert_eq!(in_office(&reference, OFFICE, "2025-06-30"), Ok(()));
    assert_eq!(in_office(&reference, OFFICE, "2025-07-01"), not);
    assert_eq!(in_office(&reference, "o-99", DAY), not);
    assert_eq!(in_office(&reference, "o-77", DAY), Err(Code::WrongCourt));
    let may_act = |day: &str| reference.may_act(court(), date(day));
    assert!(may_act("2025-06-30") && !may_act("2025-07-01") && !may_act("2011-08-04"));
}

#[test]
fn a_release_leaves_an_appointment_that_begins_later() {
    let mut reference = Given::court().reference;
    let mut successor = appointed(COURT, OFFICE, 7);
    successor["CoordinatorAppointed"]["from"] = json!("2025-07-01");
    stated(&mut reference, successor);
    stated(&mut reference, released("2025-06-30"));
    let holder = |day| reference.holder(court(), OFFICE.parse().unwrap(), date(day));
    assert_eq!(holder("2025-06-30"), Some(person_key(9)));
    assert_eq!(holder("2025-07-01"), Some(person_key(7)));
    let at = |person, day| reference.coordinates_at(person_key(person), date(day));
    assert_eq!(at(9, "2025-07-01"), None);
    assert_eq!(at(7, "2025-07-01"), Some(court()));
}

#[test]
fn an_office_of_the_same_name_elsewhere_does_not_hide_that_ours_is_vacant() {
    let mut reference = Given::court().reference;
    stated(&mut reference, appointed("KZ-75-204", OFFICE, 6));
    stated(&mut reference, released("2025-03-02"));
    assert_eq!(
        in_office(&reference, OFFICE, DAY),
        Err(Code::CoordinatorNotInOffice)
    );
}

#[test]
fn where_no_coordinator_is_required_the_secretary_acts() {
    let mut reference = Given::court().reference;
    stated(
        &mut reference,
        json!({"CourtPolicySet":
        {"court": COURT, "coordinator_required": false, "effective_on": DAY}}),
    );
    stated(
        &mut reference,
        json!({"CourtPolicySet":
        {"court": COURT, "coordinator_required": true, "effective_on": "2025-06-01"}}),
    );
    let not = Err(Code::CoordinatorNotInOffice);
    assert_eq!(in_office(&reference, "secretary", "2025-03-02"), not);
    assert_eq!(in_office(&reference, "secretary", DAY), Ok(()));
    assert_eq!(in_office(&reference, "secretary", "2025-06-01"), not);
}

#[test]
fn a_court_stated_again_keeps_its_policy_and_its_end() {
    let mut reference = Given::court().reference;
    stated(
        &mut reference,
        json!({"CourtPolicySet":
        {"court": COURT, "coordinator_required": false, "effective_on": DAY}}),
    );
    stated(
        &mut reference,
        reorganised(&[COURT], &["KZ-75-204"], "MERGE"),
    );
    stated(&mut reference, registered(None));
    let row = reference.court(court()).unwrap();
    assert_eq!(row.coordinator_required.len(), 1);
    assert_eq!(row.valid_to, Some(date("2025-05-31")));
    stated(&mut reference, registered(Some("2026-01-01")));
    assert_eq!(reference.court(court()).unwrap().valid_to, None);
}

#[test]
fn a_court_that_takes_others_in_does_not_end() {
    let mut reference = Given::court().reference;
    stated(
        &mut reference,
        reorganised(&[COURT, "KZ-75-204"], &[COURT], "MERGE"),
    );
    assert_eq!(reference.court(court()).unwrap().valid_to, None);
    let taken_in = reference.court("KZ-75-204".parse().unwrap()).unwrap();
    assert_eq!(taken_in.valid_to, Some(date("2025-05-31")));
    assert_eq!(taken_in.successors, [court()]);
    stated(&mut reference, reorganised(&[COURT], &[], "TERRITORY"));
    assert_eq!(reference.court(court()).unwrap().valid_to, None);
}

#[test]
fn a_court_nobody_stated_is_not_known() {
    let refused = Reference::default().court(court()).unwrap_err();
    assert_eq!(refused.code, Code::WrongCourt);
    assert!(refused.detail.contains(COURT), "{refused}");
}

#[test]
fn a_fee_is_fixed_or_a_multiple_of_the_index_of_the_day() {
    let mut reference = Given::court().reference;
    let kind = EntryKind::Professional;
    let due = |reference: &Reference, day| reference.fee(kind, date(day)).unwrap();
    assert_eq!(
        due(&reference, "2025-12-31").amount,
        Money::tiyin(1_966_000)
    );
    assert_eq!(
        due(&reference, "2026-01-01").amount,
        Money::tiyin(2_162_500)
    );
    stated(
        &mut reference,
        json!({"FeeScheduleSet": {
            "schedule": "FEE-2", "entry_kind": "PROFESSIONAL",
            "amount": {"amount_minor": 500, "currency": "KZT"}, "mci_multiple": 5,
            "validity_months": 24, "effective_from": "2026-01-01",
        }}),
    );
    assert_eq!(
        due(&reference, "2025-12-31").amount,
        Money::tiyin(1_966_000)
    );
    assert_eq!(due(&reference, "2026-01-01").amount, Money::tiyin(500));
    assert_eq!(due(&reference, "2026-01-01").validity_months, 24);
    assert!(reference.fee(EntryKind::Public, date("2026-01-01")).is_ok());
}

#[test]
fn an_organisation_is_active_between_its_changes() {
    let mut reference = Given::court().reference;
    for (status, on) in [("SUSPENDED", "2025-04-01"), ("ACTIVE", "2025-05-01")] {
        stated(
            &mut reference,
            json!({"SroStatusChanged":
            {"sro": "SRO-007", "status": status, "on": on}}),
        );
    }
    let active = |day| reference.sro_active("SRO-007".parse().unwrap(), date(day));
    assert_eq!(
        ["2025-03-31", "2025-04-01", "2025-05-01"].map(active),
        [true, false, true]
    );
}
