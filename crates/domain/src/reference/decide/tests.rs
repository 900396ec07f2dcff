use serde_json::{Value, json};

use super::*;
use crate::reference::builtin;
use crate::scenario::*;

fn office(command: Value) -> OfficeCommand {
    serde_json::from_value(command).unwrap()
}

fn decided(given: &Given, command: Value) -> Result<&'static str, Code> {
    let nobody = |_: PersonKey, _: NaiveDate| None;
    let facts = decide(&given.reference, &nobody, office(command), date(DAY));
    let facts = facts.map_err(|refused| refused.code)?;
    let [fact] = facts.as_slice() else {
        unreachable!("one command of the office gives one fact, not {facts:?}");
    };
    Ok(fact.into())
}

fn appoint(changes: &Value) -> Value {
    let mut command = json!({
        "act": "appoint_coordinator", "court": COURT, "office": "o-20",
        "person_key": person_key(1), "from": DAY,
        "training": {
            "provider": "TP-014", "certificate_hash": hash(1), "completed_on": "2025-02-01",
        },
        "legal_education": {"institution": "KAZNU", "diploma_hash": hash(2)},
    });
    let changes = changes.as_object().unwrap().clone();
    command.as_object_mut().unwrap().extend(changes);
    command
}

fn release(on: &str) -> Value {
    json!({"act": "release_coordinator", "court": COURT, "office": OFFICE, "last_day": on,
        "reason": "OWN_WISH"})
}

fn reorganise(predecessors: &[&str], successors: &[&str], kind: &str) -> Value {
    json!({"act": "reorganise_courts", "predecessors": predecessors, "successors": successors,
        "kind": kind, "effective_on": "2025-06-01", "act_ref": "Decree 1"})
}

fn state(fact: &Value) -> Value {
    json!({"act": "state", "fact": fact})
}

fn persons(act: &str, numbers: &[u128]) -> Value {
    let keys: Vec<PersonKey> = numbers.iter().copied().map(person_key).collect();
    json!({"act": act, "person_keys": keys, "basis": "SAME_IIN"})
}

#[test]
fn a_coordinator_has_completed_training_with_a_recognised_provider() {
    let court = Given::court();
    let appointed = Ok("CoordinatorAppointed");
    assert_eq!(decided(&court, appoint(&json!({}))), appointed);
    let training = |provider: &str, completed_on: &str| {
        json!({"training": {"provider": provider, "certificate_hash": hash(1),
            "completed_on": completed_on}})
    };
    assert_eq!(
        decided(&court, appoint(&training("TP-014", DAY))),
        appointed
    );
    for missing in [
        json!({"training": null}),
        training("TP-999", "2025-02-01"),
        training("TP-014", "2011-08-04"),
        training("TP-014", "2025-03-04"),
    ] {
        let refused = decided(&court, appoint(&missing));
        assert_eq!(refused, Err(Code::CoordinatorTrainingMissing), "{missing}");
    }
}

#[test]
fn a_coordinator_has_higher_legal_education() {
    let court = Given::court();
    let none = appoint(&json!({"legal_education": null}));
    assert_eq!(
        decided(&court, none),
        Err(Code::CoordinatorLegalEducationMissing)
    );
    let told = json!({"institution": "the university of N. N.", "diploma_hash": hash(2)});
    let told = appoint(&json!({"legal_education": told}));
    assert_eq!(decided(&court, told), Err(Code::ConfidentialContent));
}

#[test]
fn a_mediator_of_any_court_under_any_key_is_no_coordinator() {
    let entry_no: EntryNo = ENTRY.parse().unwrap();
    let ends_on = date("2025-05-31");
    let mediator = |person: PersonKey, from: NaiveDate| {
        (person == person_key(1) && from <= ends_on).then_some(entry_no)
    };
    let decided = |given: &Given, changes: Value| {
        let command = office(appoint(&changes));
        let facts = decide(&given.reference, &mediator, command, date(DAY));
        facts.map(drop).map_err(|refused| refused.code)
    };
    let court = Given::court();
    let conflict = Err(Code::CoordinatorMediatorConflict);
    assert_eq!(decided(&court, json!({})), conflict);
    assert_eq!(decided(&court, json!({"from": "2025-06-01"})), Ok(()));
    let other = json!({"person_key": person_key(2)});
    assert_eq!(decided(&court, other.clone()), Ok(()));
    let one_person = court.fact(merged(&[1, 2]));
    assert_eq!(decided(&one_person, other), conflict);
}

#[test]
fn an_office_is_given_at_a_court_that_sits_and_to_one_person() {
    let court = Given::court();
    let at = |court: &str| appoint(&json!({"court": court}));
    assert_eq!(decided(&court, at("KZ-99-999")), Err(Code::WrongCourt));
    let ended = court
        .clone()
        .fact(reorganised(&[COURT], &[SUCCESSOR.0], "MERGE", DAY));
    assert_eq!(decided(&ended, at(COURT)), Err(Code::WrongCourt));
    let held = appoint(&json!({"office": OFFICE}));
    assert_eq!(decided(&court, held.clone()), Err(Code::AlreadyExists));
    let released = |on: &str| {
        court.clone().fact(json!({"CoordinatorReleased":
            {"court": COURT, "office": OFFICE, "on": on, "reason": "OWN_WISH"}}))
    };
    assert_eq!(
        decided(&released(DAY), held.clone()),
        Err(Code::AlreadyExists)
    );
    assert_eq!(
        decided(&released("2025-03-02"), held),
        Ok("CoordinatorAppointed")
    );
    // One who takes the office later holds it for as long as nothing else is stated.
    let mut later = appointed(COURT, "o-20", 5);
    later["CoordinatorAppointed"]["from"] = json!("2025-09-01");
    let promised = court.fact(later);
    assert_eq!(
        decided(&promised, appoint(&json!({}))),
        Err(Code::AlreadyExists)
    );
}

#[test]
fn a_coordinator_is_released_on_a_day_of_the_office_or_later() {
    let court = Given::court();
    assert_eq!(
        decided(&court, release("2025-06-30")),
        Ok("CoordinatorReleased")
    );
    assert_eq!(
        decided(&court, release("2011-08-05")),
        Ok("CoordinatorReleased")
    );
    assert_eq!(decided(&court, release("2011-08-04")), Err(Code::DateOrder));
    let mut told = release(DAY);
    told["reason"] = json!("because of what he said");
    assert_eq!(decided(&court, told), Err(Code::ConfidentialContent));
    let mut unknown = release(DAY);
    unknown["office"] = json!("o-99");
    assert_eq!(decided(&court, unknown), Err(Code::CoordinatorNotInOffice));
    let mut elsewhere = release(DAY);
    elsewhere["court"] = json!("KZ-99-999");
    assert_eq!(decided(&court, elsewhere), Err(Code::WrongCourt));
    let released = court.fact(json!({"CoordinatorReleased":
        {"court": COURT, "office": OFFICE, "on": DAY, "reason": "OWN_WISH"}}));
    assert_eq!(
        decided(&released, release(DAY)),
        Err(Code::CoordinatorNotInOffice)
    );
}

#[test]
fn a_reorganisation_has_the_form_of_its_kind() {
    let court = Given::court();
    let (other, third) = (SUCCESSOR.0, "KZ-75-303");
    for (predecessors, successors, kind) in [
        (&[COURT, other][..], &[other][..], "MERGE"),
        (&[COURT, other], &[third], "MERGE"),
        (&[COURT], &[other], "MERGE"),
        (&[COURT], &[other, third], "SPLIT"),
        (&[COURT], &[COURT, third], "SPLIT"),
        (&[COURT], &[other], "RENAME"),
        (&[COURT], &[other], "CLOSE"),
        (&[COURT], &[], "TERRITORY"),
    ] {
        let command = reorganise(predecessors, successors, kind);
        assert_eq!(
            decided(&court, command.clone()),
            Ok("CourtReorganised"),
            "{command}"
        );
    }
    for (predecessors, successors, kind) in [
        (&[COURT][..], &[COURT][..], "MERGE"),
        (&[COURT], &[other, third], "MERGE"),
        (&[], &[other], "MERGE"),
        (&[COURT], &[other], "SPLIT"),
        (&[COURT, other], &[other, third], "SPLIT"),
        (&[COURT], &[COURT], "RENAME"),
        (&[COURT], &[], "CLOSE"),
        (&[COURT], &[COURT], "CLOSE"),
        (&[COURT, COURT], &[other], "MERGE"),
        (&[], &[], "TERRITORY"),
    ] {
        let command = reorganise(predecessors, successors, kind);
        assert_eq!(
            decided(&court, command.clone()),
            Err(Code::WrongState),
            "{command}"
        );
    }
}

#[test]
fn a_reorganisation_is_of_courts_that_sit_and_rests_on_an_act() {
    let court = Given::court();
    let other = SUCCESSOR.0;
    let not = Err(Code::WrongCourt);
    assert_eq!(
        decided(&court, reorganise(&[COURT], &["KZ-99-999"], "MERGE")),
        not
    );
    assert_eq!(
        decided(&court, reorganise(&["KZ-99-999"], &[other], "MERGE")),
        not
    );
    let ended = |on: &str| {
        let change = reorganised(&[COURT], &["KZ-75-303"], "MERGE", on);
        court.clone().fact(change)
    };
    let again = || reorganise(&[COURT], &[other], "RENAME");
    assert_eq!(decided(&ended("2025-05-31"), again()), not);
    let into_ended = reorganise(&[other], &[COURT], "MERGE");
    assert_eq!(decided(&ended("2025-06-01"), into_ended), not);
    let founded = registered("KZ-75-399", Some("2025-06-01"));
    let founded = court.clone().fact(founded);
    let into_new = reorganise(&[COURT], &["KZ-75-399"], "RENAME");
    assert_eq!(decided(&founded, into_new), Ok("CourtReorganised"));
    let of_new = reorganise(&["KZ-75-399"], &[COURT], "RENAME");
    assert_eq!(decided(&founded, of_new), not);
    for act_ref in [String::new(), "x".repeat(513)] {
        let mut command = again();
        command["act_ref"] = json!(act_ref);
        assert_eq!(decided(&court, command), Err(Code::ReasonMissing));
    }
}

#[test]
fn persons_are_merged_who_were_several_and_split_who_were_one() {
    let court = Given::court();
    let not = Err(Code::WrongState);
    assert_eq!(
        decided(&court, persons("merge_persons", &[1, 2])),
        Ok("PersonsMerged")
    );
    assert_eq!(decided(&court, persons("merge_persons", &[1, 1])), not);
    assert_eq!(decided(&court, persons("merge_persons", &[1])), not);
    assert_eq!(decided(&court, persons("split_persons", &[1, 2])), not);
    let one = court.fact(merged(&[1, 2]));
    assert_eq!(decided(&one, persons("merge_persons", &[1, 2])), not);
    assert_eq!(
        decided(&one, persons("merge_persons", &[1, 2, 3])),
        Ok("PersonsMerged")
    );
    assert_eq!(
        decided(&one, persons("split_persons", &[1, 2])),
        Ok("PersonsSplit")
    );
    assert_eq!(decided(&one, persons("split_persons", &[1, 3])), not);
    assert_eq!(decided(&one, persons("split_persons", &[1, 1])), not);
    for act in ["merge_persons", "split_persons"] {
        let numbers: &[u128] = if act == "merge_persons" {
            &[1, 3]
        } else {
            &[1, 2]
        };
        let mut told = persons(act, numbers);
        told["basis"] = json!("they look alike");
        assert_eq!(decided(&one, told), Err(Code::ConfidentialContent));
    }
}

#[test]
fn what_has_an_act_of_its_own_is_not_stated() {
    let court = Given::court();
    for fact in [
        appointed(COURT, "o-20", 5),
        json!({"CoordinatorReleased":
            {"court": COURT, "office": OFFICE, "on": DAY, "reason": "OWN_WISH"}}),
        reorganised(&[COURT], &[SUCCESSOR.0], "MERGE", DAY),
        merged(&[1, 2]),
        json!({"PersonsSplit":
            {"person_keys": [person_key(1), person_key(2)], "basis": "SAME_IIN"}}),
    ] {
        assert_eq!(
            decided(&court, state(&fact)),
            Err(Code::WrongState),
            "{fact}"
        );
    }
}

#[test]
fn every_shipped_fact_that_has_no_act_of_its_own_may_be_stated() {
    let court = Given::court();
    let nobody = |_: PersonKey, _: NaiveDate| None;
    for (on, fact) in builtin::facts().unwrap() {
        if matches!(fact, ReferenceEvent::CourtReorganised { .. }) {
            continue;
        }
        let value = serde_json::to_value(&fact).unwrap();
        let decided = decide(&court.reference, &nobody, office(state(&value)), on);
        assert_eq!(decided, Ok(vec![fact]));
    }
}

#[test]
fn a_stated_fact_names_what_is_known() {
    let court = Given::court();
    let policy = |court: &str, ruleset: &str| {
        json!({"CourtPolicySet": {"court": court, "coordinator_required": true,
            "effective_on": DAY, "ruleset": ruleset}})
    };
    let status =
        |sro: &str| json!({"SroStatusChanged": {"sro": sro, "status": "ACTIVE", "on": DAY}});
    let mut unknown_office = sro_office();
    unknown_office["SroOfficeAdded"]["sro"] = json!("SRO-999");
    let mut no_zone = registered("KZ-75-399", None);
    no_zone["CourtRegistered"]["time_zone"] = json!("Almaty");
    let cases = |court: &str, quarter: u8| json!({"CourtCasesSet": {"court": court, "year": 2025, "quarter": quarter, "cases": []}});
    let key = |court: &str| json!({"CourtKeyAdded": {"court": court, "vkey": "name+id+key"}});
    for (fact, code) in [
        (policy("KZ-99-999", "KZ-SEED"), Code::WrongCourt),
        (policy(COURT, "NO-SUCH"), Code::RulesetUnknown),
        (status("SRO-999"), Code::SroUnknown),
        (unknown_office, Code::SroUnknown),
        (no_zone, Code::WrongState),
        (cases("KZ-99-999", 1), Code::WrongCourt),
        (cases(COURT, 5), Code::DateOrder),
        (
            json!({"SroRegistered": {"sro": "SRO-1", "bin": "850101300124", "names": names()}}),
            Code::BinInvalid,
        ),
    ] {
        assert_eq!(decided(&court, state(&fact)), Err(code), "{fact}");
    }
    for fact in [
        key("KZ-99-999"),
        policy(COURT, "DRAFT-PRE-DISPUTE"),
        status("SRO-007"),
        sro_office(),
        registered("KZ-75-399", None),
        cases(COURT, 4),
        key(COURT),
        quality_body(),
    ] {
        assert!(decided(&court, state(&fact)).is_ok(), "{fact}");
    }
}

#[test]
fn the_last_day_of_a_recognition_does_not_lie_before_the_first() {
    let court = Given::court();
    let mut body = quality_body();
    body["QualityBodyRegistered"]["valid_to"] = json!("2024-12-31");
    assert_eq!(decided(&court, state(&body)), Err(Code::DateOrder));
    let provider = json!({"TrainingProviderRecognised":
        {"id": "TP-1", "names": names(), "valid_from": DAY, "valid_to": "2025-03-02"}});
    assert_eq!(decided(&court, state(&provider)), Err(Code::DateOrder));
}

#[test]
fn a_verification_is_shared_once_and_withdrawn_once() {
    let court = Given::court();
    let withdraw = || {
        state(&json!({"VerificationWithdrawn":
        {"verification_id": verification_id(9), "reason": "FORGED"}}))
    };
    let share = || state(&shared_verification(9, 1));
    assert_eq!(decided(&court, withdraw()), Err(Code::VerificationUnknown));
    assert_eq!(decided(&court, share()), Ok("VerificationShared"));
    let mut later = shared_verification(9, 1);
    later["VerificationShared"]["verified_on"] = json!("2025-03-04");
    assert_eq!(decided(&court, state(&later)), Err(Code::DateInFuture));
    let shared = court.fact(shared_verification(9, 1));
    assert_eq!(decided(&shared, share()), Err(Code::AlreadyExists));
    assert_eq!(decided(&shared, withdraw()), Ok("VerificationWithdrawn"));
    let withdrawn = shared.fact(json!({"VerificationWithdrawn":
        {"verification_id": verification_id(9), "reason": "FORGED"}}));
    assert_eq!(
        decided(&withdrawn, withdraw()),
        Err(Code::VerificationUnknown)
    );
}

#[test]
fn a_command_reads_back_as_written() {
    for command in [appoint(&json!({})), release(DAY), state(&quality_body())] {
        let read = office(command.clone());
        let mut written = serde_json::to_value(&read).unwrap();
        assert_eq!(office(written.clone()), read);
        written["smuggled"] = json!("text");
        assert!(
            serde_json::from_value::<OfficeCommand>(written).is_err(),
            "{command}"
        );
    }
}
