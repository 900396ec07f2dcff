use serde_json::json;

use crate::act::Act;
use crate::court_code::CourtCode;
use crate::rejection::Code as C;
use crate::scenario::*;

fn code(text: &str) -> CourtCode {
    text.parse().unwrap()
}

/// The outcome before the court of the story, or before its successor.
fn keeps(given: &Given, court: &str, on: &str, matter: (&str, Option<&str>)) -> Result<(), C> {
    let act = Act {
        court: code(court),
        office: OFFICE.parse().unwrap(),
        on: date(on),
        recorded_on: date(on),
        reference: &given.reference,
    };
    let (number_court, transferred_to) = matter;
    let kept = act.ensure_keeps(code(number_court), transferred_to.map(code));
    kept.map_err(|refused| refused.code)
}

#[test]
fn a_matter_is_kept_by_the_court_of_its_number_until_another_takes_over() {
    let (successor, _) = SUCCESSOR;
    let given = Given::court().fact(reorganised(&[COURT], &[successor], "MERGE", "2025-06-01"));
    let not = Err(C::WrongCourt);
    assert_eq!(keeps(&given, COURT, "2025-05-31", (COURT, None)), Ok(()));
    assert_eq!(keeps(&given, successor, "2025-05-31", (COURT, None)), not);
    assert_eq!(
        keeps(&given, successor, "2025-06-01", (COURT, None)),
        Ok(())
    );
    assert_eq!(
        keeps(&given, successor, "2025-06-01", (successor, None)),
        Ok(())
    );
    assert_eq!(keeps(&given, "KZ-75-303", "2025-06-01", (COURT, None)), not);
}

#[test]
fn a_transferred_matter_is_kept_by_the_court_it_went_to_and_by_who_follows_it() {
    let (successor, _) = SUCCESSOR;
    let given = Given::court()
        .fact(reorganised(
            &[COURT],
            &[successor, "KZ-75-303"],
            "SPLIT",
            "2025-06-01",
        ))
        .fact(reorganised(
            &["KZ-75-303"],
            &["KZ-75-302"],
            "RENAME",
            "2025-09-01",
        ));
    let on = "2025-06-02";
    let not = Err(C::WrongCourt);
    assert_eq!(keeps(&given, successor, on, (COURT, None)), Ok(()));
    assert_eq!(keeps(&given, "KZ-75-303", on, (COURT, None)), Ok(()));
    let moved = (COURT, Some("KZ-75-303"));
    assert_eq!(keeps(&given, successor, on, moved), not);
    assert_eq!(keeps(&given, "KZ-75-303", on, moved), Ok(()));
    assert_eq!(keeps(&given, "KZ-75-302", "2025-09-01", moved), Ok(()));
    assert_eq!(keeps(&given, COURT, on, moved), not);
}

#[test]
fn a_refusal_names_the_court_to_turn_to() {
    let given = Given::court()
        .fact(reorganised(&[COURT], &[SUCCESSOR.0], "MERGE", "2025-06-01"))
        .fact(reorganised(
            &[SUCCESSOR.0],
            &["KZ-75-303"],
            "MERGE",
            "2025-09-01",
        ));
    let told = |on: &str| given.decide(date(on), submit()).unwrap_err().to_string();
    assert!(
        told("2025-06-01").contains("turn to KZ-75-204"),
        "{}",
        told("2025-06-01")
    );
    assert!(
        told("2025-09-01").contains("turn to KZ-75-303"),
        "{}",
        told("2025-09-01")
    );
    let closed = Given::court().fact(reorganised(&[COURT], &[], "CLOSE", DAY));
    let told = closed.decide(date(DAY), submit()).unwrap_err().to_string();
    assert!(told.contains("ask the federal office"), "{told}");
}

#[test]
fn every_family_of_acts_ends_with_the_court_but_handing_over() {
    let ended = Given::court().agreed(DAY, "IN_COURT").fact(reorganised(
        &[COURT],
        &[SUCCESSOR.0],
        "MERGE",
        "2025-03-10",
    ));
    let room = command(json!({"act": "close_room", "room": "R-1"}));
    let pay = command(
        json!({"act": "allocate_revenue", "allocation_id": id(0xff, 1),
        "amount": {"amount_minor": 1, "currency": "KZT"}, "purpose": "COORDINATOR_PAY"}),
    );
    for command in [room, pay, extend(10), submit(), consent(0)] {
        check(&ended, ("2025-03-10", command), Err(C::WrongCourt));
    }
    let transfer = entry("transfer_entry", json!({"to_court": SUCCESSOR.0}));
    check(&ended, ("2025-03-10", transfer), Ok(&["EntryTransferred"]));
}

#[test]
fn a_court_acts_under_the_ruleset_of_its_policy() {
    let policy = |on: &str, ruleset: Option<&str>| {
        json!({"CourtPolicySet": {"court": COURT, "coordinator_required": true,
            "effective_on": on, "ruleset": ruleset}})
    };
    let pilot = Given::court()
        .fact(policy(DAY, Some("DRAFT-PRE-DISPUTE")))
        .fact(policy("2025-06-01", None));
    let ruleset = |given: &Given, court: &str, on: &str| {
        let named = given.reference.ruleset_for(code(court), date(on));
        named.unwrap().ruleset.to_string()
    };
    assert_eq!(ruleset(&pilot, COURT, "2025-03-02"), "KZ-2021");
    assert_eq!(ruleset(&pilot, COURT, DAY), "DRAFT-PRE-DISPUTE");
    assert_eq!(ruleset(&pilot, COURT, "2025-06-01"), "KZ-2021");
    assert_eq!(ruleset(&pilot, SUCCESSOR.0, DAY), "KZ-2021");
    let unpublished = Given::court().fact(policy(DAY, Some("NO-SUCH")));
    assert_eq!(ruleset(&unpublished, COURT, DAY), "KZ-2021");

    let clause = json!({"agreement_on": "2020-06-01", "dispute_arose_on": "2025-03-01"});
    let clause = referral("record_pre_dispute_agreement", clause);
    let ready = Given::court().ready(DAY, "OUT_OF_COURT");
    check(&ready, (DAY, clause.clone()), Err(C::PreDisputeNotAllowed));
    let piloting = ready.fact(policy(DAY, Some("DRAFT-PRE-DISPUTE")));
    check(
        &piloting,
        (DAY, clause),
        Ok(&["PreDisputeAgreementRecorded"]),
    );
}
