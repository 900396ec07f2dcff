use chrono::NaiveDate;
use serde_json::json;

use super::{Stage, decide_by, is_decision_overdue};
use crate::command::Command;
use crate::rejection::Code as C;
use crate::scenario::*;

/// An application of another person, or of the same one, under another number.
fn submit_again(number: u128, person: u128) -> Command {
    let changes = json!({
        "application_id": application_id(number), "person_key": person_key(person),
    });
    with(submit(), changes)
}

fn refuse(reasons: &[&str]) -> Command {
    command(json!({
        "act": "refuse_registration", "application_id": application_id(1), "reasons": reasons,
    }))
}

fn give_back_for(missing: &[&str]) -> Command {
    command(json!({
        "act": "return_application", "application_id": application_id(1), "missing": missing,
    }))
}

#[test]
fn an_application_is_taken_in_once_per_person() {
    let court = Given::court();
    check(&court, (DAY, submit()), Ok(&["ApplicationSubmitted"]));
    let applied = court.applied(DAY);
    check(&applied, (DAY, submit()), Err(C::AlreadyExists));
    check(&applied, (DAY, submit_again(2, 1)), Err(C::AlreadyEntered));
    check(
        &applied,
        (DAY, submit_again(2, 2)),
        Ok(&["ApplicationSubmitted"]),
    );
    let refused = applied.then(DAY, refuse(&["DOCUMENT_MISSING"]));
    check(
        &refused,
        (DAY, submit_again(2, 1)),
        Ok(&["ApplicationSubmitted"]),
    );
}

#[test]
fn a_person_with_a_live_entry_does_not_apply_again() {
    let entered = Given::court().entered(DAY);
    check(
        &entered,
        ("2026-03-02", submit_again(2, 1)),
        Err(C::AlreadyEntered),
    );
    check(
        &entered,
        ("2026-03-03", submit_again(2, 1)),
        Ok(&["ApplicationSubmitted"]),
    );
    // An entry that begins later than a back-dated application overlaps it too.
    check(
        &entered,
        ("2025-03-02", submit_again(2, 1)),
        Err(C::AlreadyEntered),
    );
}

#[test]
fn the_place_of_practice_lies_in_the_territory() {
    let court = Given::court();
    let at = |place: &str| with(submit(), json!({"practice_kato": place}));
    check(
        &court,
        (DAY, at("751410000")),
        Ok(&["ApplicationSubmitted"]),
    );
    check(
        &court,
        (DAY, at("751410100")),
        Ok(&["ApplicationSubmitted"]),
    );
    check(
        &court,
        (DAY, at("751310000")),
        Err(C::PracticeLocationMismatch),
    );
    check(
        &court,
        (DAY, at("750000000")),
        Err(C::PracticeLocationMismatch),
    );
}

#[test]
fn a_coordinator_of_any_court_is_no_mediator() {
    let court = Given::court();
    check(
        &court,
        (DAY, submit_again(1, 9)),
        Err(C::CoordinatorMediatorConflict),
    );
    check(
        &court,
        (DAY, submit_again(1, 8)),
        Err(C::CoordinatorMediatorConflict),
    );
    let released = court.fact(json!({"CoordinatorReleased":
        {"court": "KZ-75-204", "office": "o-77", "on": "2025-03-02", "reason": "OWN_WISH"}}));
    check(
        &released,
        (DAY, submit_again(1, 8)),
        Ok(&["ApplicationSubmitted"]),
    );
    check(
        &released,
        ("2025-03-02", submit_again(1, 8)),
        Err(C::CoordinatorMediatorConflict),
    );
}

#[test]
fn the_organisation_is_active_on_the_day() {
    let court = Given::court();
    let unknown = with(submit(), json!({"sro": "SRO-999"}));
    check(&court, (DAY, unknown), Err(C::SroUnknown));
    check(
        &court,
        (DAY, with(submit(), json!({"sro": null}))),
        Ok(&["ApplicationSubmitted"]),
    );
    let paid = court.paid(DAY).fact(json!({"SroStatusChanged":
        {"sro": "SRO-007", "status": "STRUCK_OFF", "on": "2025-03-05"}}));
    check(
        &paid,
        ("2025-03-04", register()),
        Ok(&["MediatorRegistered"]),
    );
    check(&paid, ("2025-03-05", register()), Err(C::SroUnknown));
}

#[test]
fn a_court_that_has_ended_or_not_begun_opens_nothing() {
    let ended = |on: &str| {
        Given::court().fact(json!({"CourtReorganised": {
            "predecessors": [COURT], "successors": ["KZ-75-204"], "kind": "MERGE",
            "effective_on": on, "act_ref": "Decree 1",
        }}))
    };
    check(&ended("2025-03-03"), (DAY, submit()), Err(C::WrongCourt));
    check(
        &ended("2025-03-04"),
        (DAY, submit()),
        Ok(&["ApplicationSubmitted"]),
    );
    check(&ended("2025-03-03"), (DAY, refer()), Err(C::WrongCourt));
}

#[test]
fn a_court_opens_nothing_before_its_first_day() {
    let founded = Given::court()
        .fact(registered("KZ-75-399", Some("2025-03-04")))
        .fact(
            json!({"CourtPolicySet": {"court": "KZ-75-399", "coordinator_required": false,
            "effective_on": "2025-03-01"}}),
        );
    let submitted = |on| founded.decide_at(("KZ-75-399", OFFICE), on, submit());
    assert_eq!(submitted(DAY).unwrap_err().code, C::WrongCourt);
    assert_eq!(submitted("2025-03-04").unwrap().len(), 1);
}

#[test]
fn the_secretary_keeps_the_register_where_no_coordinator_is_required() {
    let vacant = Given::court().fact(json!({"CoordinatorReleased":
        {"court": COURT, "office": OFFICE, "on": "2025-03-02", "reason": "OWN_WISH"}}));
    check(&vacant, (DAY, submit()), Err(C::CoordinatorNotInOffice));
    let policy = json!({"CourtPolicySet":
        {"court": COURT, "coordinator_required": false, "effective_on": DAY}});
    let by_secretary = vacant.fact(policy).paid(DAY);
    check(
        &by_secretary,
        (DAY, register()),
        Ok(&["MediatorRegistered"]),
    );
}

#[test]
fn a_person_merged_of_two_keys_has_one_application_and_no_office() {
    let applied = Given::court().applied(DAY).fact(merged(&[1, 2]));
    check(&applied, (DAY, submit_again(2, 2)), Err(C::AlreadyEntered));
    let split = applied.fact(json!({"PersonsSplit":
        {"person_keys": [person_key(1), person_key(2)], "basis": "DECIDED_IN_ERROR"}}));
    check(
        &split,
        (DAY, submit_again(2, 2)),
        Ok(&["ApplicationSubmitted"]),
    );
    let coordinator = Given::court().fact(merged(&[1, 8]));
    check(
        &coordinator,
        (DAY, submit()),
        Err(C::CoordinatorMediatorConflict),
    );
    let entered = Given::court().entered(DAY).fact(merged(&[1, 2]));
    check(&entered, (DAY, submit_again(2, 2)), Err(C::AlreadyEntered));
}

#[test]
fn the_territory_is_the_one_of_the_day() {
    let mut wider = registered(COURT, Some("2025-03-04"));
    wider["CourtRegistered"]["territory"] = json!([PLACE, "751310000"]);
    let grown = Given::court().fact(wider);
    let at = |place: &str| with(submit(), json!({"practice_kato": place}));
    check(
        &grown,
        (DAY, at("751310000")),
        Err(C::PracticeLocationMismatch),
    );
    check(&grown, (DAY, at(PLACE)), Ok(&["ApplicationSubmitted"]));
    check(
        &grown,
        ("2025-03-04", at("751310000")),
        Ok(&["ApplicationSubmitted"]),
    );
}

#[test]
fn an_application_goes_back_for_what_is_missing() {
    let applied = Given::court().applied(DAY);
    check(
        &applied,
        (DAY, give_back_for(&["DIPLOMA"])),
        Ok(&["ApplicationReturned"]),
    );
    check(&applied, (DAY, give_back_for(&[])), Err(C::ReasonMissing));
    let returned = applied.then(DAY, give_back_for(&["DIPLOMA"]));
    let stage = |given: &Given| given.docket.applications.values().next().unwrap().stage;
    assert_eq!(stage(&returned), Stage::Returned);
    check(&returned, (DAY, verify()), Ok(&["DocumentsVerified"]));
    let verified = returned.then(DAY, verify());
    assert_eq!(stage(&verified), Stage::Verified);
    check(
        &verified,
        (DAY, give_back_for(&["DIPLOMA"])),
        Err(C::WrongState),
    );
    check(
        &Given::court(),
        (DAY, give_back_for(&["DIPLOMA"])),
        Err(C::ApplicationUnknown),
    );
}

#[test]
fn a_refusal_is_reasoned_by_codes_of_rules() {
    let applied = Given::court().applied(DAY);
    let reasons = ["DOCUMENT_EXPIRED", "AGE_REQUIREMENT"];
    check(
        &applied,
        (DAY, refuse(&reasons)),
        Ok(&["RegistrationRefused"]),
    );
    check(&applied, (DAY, refuse(&[])), Err(C::ReasonMissing));
    check(
        &applied,
        (DAY, refuse(&["he was rude"])),
        Err(C::ConfidentialContent),
    );
    let refused = applied.then(DAY, refuse(&reasons));
    check(&refused, (DAY, refuse(&reasons)), Err(C::WrongState));
    check(&refused, (DAY, verify()), Err(C::WrongState));
    check(&refused, (DAY, register()), Err(C::WrongState));
}

#[test]
fn a_message_repeats_the_head_of_a_text_alone() {
    let applied = Given::court().applied(DAY);
    let text = "he was rude ".repeat(6);
    let told = applied.decide(date(DAY), refuse(&[&text])).unwrap_err();
    let head = format!("`{}` is no code of a rule", &text[..64]);
    assert!(told.detail.starts_with(&head), "{told}");
}

#[test]
fn t23_an_application_is_decided_within_ten_days() {
    let reference = Given::court().reference;
    let ruleset = reference.rulesets.in_force(date(DAY)).unwrap();
    let requested_on: NaiveDate = date(DAY);
    assert_eq!(decide_by(requested_on, ruleset), date("2025-03-13"));
    assert!(!is_decision_overdue(
        requested_on,
        date("2025-03-13"),
        ruleset
    ));
    assert!(is_decision_overdue(
        requested_on,
        date("2025-03-14"),
        ruleset
    ));
    // An overdue decision is flagged and recorded all the same.
    let applied = Given::court().applied(DAY);
    let late = ("2025-05-01", refuse(&["DOCUMENT_MISSING"]));
    check(&applied, late, Ok(&["RegistrationRefused"]));
}
