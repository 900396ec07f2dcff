use chrono::NaiveDate;
use serde_json::{Value, json};

use super::{decide_by, is_decision_overdue};
use crate::command::Command;
use crate::entry::event::EntryEvent;
use crate::event::Event;
use crate::rejection::Code as C;
use crate::scenario::*;

/// An application of another person, or of the same one, under another number.
fn submit_again(number: u128, person: u128) -> Command {
    let changes = json!({
        "application_id": application_id(number), "person_key": person_key(person),
    });
    with(submit(), changes)
}

fn waive(reason: &str) -> Command {
    command(json!({
        "act": "waive_fee", "application_id": application_id(1), "fee_id": fee_id(1),
        "reason": reason,
    }))
}

fn refund(amount_minor: i64) -> Command {
    command(json!({
        "act": "refund_fee", "fee_id": fee_id(1), "reason": "WRONG_AMOUNT",
        "amount": {"amount_minor": amount_minor, "currency": "KZT"},
    }))
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

fn reuse(application: u128, from_court: &str) -> Command {
    command(json!({
        "act": "reuse_verification", "application_id": application_id(application),
        "verification_id": verification_id(1), "from_court": from_court,
    }))
}

fn revoke() -> Command {
    command(json!({
        "act": "revoke_verification", "verification_id": verification_id(1), "reason": "FORGED",
    }))
}

/// The verification of all documents, the one of that kind changed.
fn verify_with(kind: &str, changes: Value) -> Command {
    let mut items = documents();
    for item in &mut items {
        if item["kind"] == kind {
            let changes = changes.as_object().unwrap().clone();
            item.as_object_mut().unwrap().extend(changes);
        }
    }
    with(verify(), json!({"items": items}))
}

/// The verification of all documents but the one of that kind.
fn verify_without(kind: &str) -> Command {
    let mut items = documents();
    items.retain(|item| item["kind"] != kind);
    with(verify(), json!({"items": items}))
}

fn register_with(changes: Value) -> Command {
    with(register(), changes)
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
fn an_appointment_that_begins_within_the_entry_stands_in_its_way() {
    let mut later = appointed("KZ-75-204", "o-78", 1);
    later["CoordinatorAppointed"]["from"] = json!("2025-09-01");
    let paid = Given::court().paid(DAY).fact(later);
    check(
        &paid,
        (DAY, register()),
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
    let later = Given::court().fact(json!({"CourtRegistered": {
        "court": COURT, "names": names(), "kind": "district", "region": "75",
        "territory": [PLACE], "time_zone": "Asia/Almaty", "valid_from": "2025-03-04",
    }}));
    check(&later, (DAY, submit()), Err(C::WrongCourt));
    check(
        &later,
        ("2025-03-04", submit()),
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
    check(&returned, (DAY, verify()), Ok(&["DocumentsVerified"]));
    let verified = returned.then(DAY, verify());
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
fn every_document_the_kind_demands_passed_and_is_current() {
    let applied = Given::court().applied(DAY);
    check(&applied, (DAY, verify()), Ok(&["DocumentsVerified"]));
    for (kind, code) in [
        ("IDENTITY", C::DocumentMissing),
        ("DRUG_CERTIFICATE", C::DocumentMissing),
        ("PSYCHIATRIC_CERTIFICATE", C::DocumentMissing),
        ("NO_CONVICTION", C::DocumentMissing),
        ("DIPLOMA", C::EducationRequirement),
        ("TRAINING_CERTIFICATE", C::CertificateUnverified),
    ] {
        check(&applied, (DAY, verify_without(kind)), Err(code));
        let failed = verify_with(kind, json!({"result": "FAIL"}));
        check(&applied, (DAY, failed), Err(code));
        let on_its_last_day = verify_with(kind, json!({"valid_to": DAY}));
        check(&applied, (DAY, on_its_last_day), Ok(&["DocumentsVerified"]));
        let expired = verify_with(kind, json!({"valid_to": "2025-03-02"}));
        check(&applied, (DAY, expired), Err(C::DocumentExpired));
        let future = verify_with(kind, json!({"issued_on": "2025-03-04"}));
        check(&applied, (DAY, future), Err(C::DateOrder));
    }
}

#[test]
fn an_expired_document_beside_a_current_one_of_its_kind_does_no_harm() {
    let mut items = documents();
    let mut expired = document("IDENTITY", 90);
    expired["valid_to"] = json!("2024-01-01");
    items.insert(0, expired);
    let both = with(verify(), json!({"items": items}));
    check(
        &Given::court().applied(DAY),
        (DAY, both),
        Ok(&["DocumentsVerified"]),
    );
}

#[test]
fn free_text_does_not_enter_a_verification() {
    let applied = Given::court().applied(DAY);
    let told = verify_with("DIPLOMA", json!({"issuer": "the university of N. N."}));
    check(&applied, (DAY, told), Err(C::ConfidentialContent));
}

#[test]
fn documents_are_verified_once() {
    let verified = Given::court().verified(DAY);
    let again = with(verify(), json!({"verification_id": verification_id(2)}));
    check(&verified, (DAY, verify()), Err(C::AlreadyExists));
    check(&verified, (DAY, again.clone()), Err(C::AlreadyVerified));
    let newer = with(
        again.clone(),
        json!({"items": documents()[..5].iter().cloned()
        .chain([document("TRAINING_CERTIFICATE", 99)]).collect::<Vec<_>>()}),
    );
    check(&verified, (DAY, newer), Ok(&["DocumentsVerified"]));
    let revoked = verified.then(DAY, revoke());
    check(&revoked, (DAY, again), Ok(&["DocumentsVerified"]));
}

#[test]
fn nobody_verifies_his_own_documents() {
    // Taken in before the appointment, so that only the verification is at fault.
    let own = Given::court()
        .then(DAY, submit_again(1, 7))
        .fact(json!({"CoordinatorReleased":
            {"court": COURT, "office": OFFICE, "on": DAY, "reason": "OWN_WISH"}}));
    let mut successor = appointed(COURT, OFFICE, 7);
    successor["CoordinatorAppointed"]["from"] = json!("2025-03-04");
    let own = own.fact(successor);
    check(&own, (DAY, verify()), Ok(&["DocumentsVerified"]));
    check(&own, ("2025-03-04", verify()), Err(C::SelfVerification));
}

#[test]
fn a_later_application_relies_on_the_verification_that_stands() {
    let again = Given::court()
        .verified(DAY)
        .then(DAY, refuse(&["AGE_REQUIREMENT"]))
        .then(DAY, submit_again(2, 1))
        .then(DAY, submit_again(3, 3));
    check(&again, (DAY, reuse(2, COURT)), Ok(&["VerificationReused"]));
    check(&again, (DAY, reuse(3, COURT)), Err(C::VerificationUnknown));
    check(
        &again,
        (DAY, reuse(2, "KZ-75-204")),
        Err(C::VerificationUnknown),
    );
    check(&again, (DAY, reuse(1, COURT)), Err(C::WrongState));
    let revoked = again.then(DAY, revoke());
    check(
        &revoked,
        (DAY, reuse(2, COURT)),
        Err(C::VerificationUnknown),
    );
}

#[test]
fn a_reused_document_must_still_be_current() {
    let applied = Given::court().applied(DAY);
    let short = verify_with("NO_CONVICTION", json!({"valid_to": "2025-06-30"}));
    let again = applied
        .then(DAY, short)
        .then(DAY, refuse(&["AGE_REQUIREMENT"]))
        .then(DAY, submit_again(2, 1));
    check(
        &again,
        ("2025-06-30", reuse(2, COURT)),
        Ok(&["VerificationReused"]),
    );
    check(
        &again,
        ("2025-07-01", reuse(2, COURT)),
        Err(C::DocumentExpired),
    );
}

#[test]
fn a_revoked_verification_ends_the_entries_that_rest_on_it() {
    let entered = Given::court().entered(DAY);
    check(
        &entered,
        (DAY, revoke()),
        Ok(&["VerificationRevoked", "EntryRemoved"]),
    );
    let removed = entered.then(DAY, entry("remove_entry", json!({"reason": "OWN_WISH"})));
    check(&removed, (DAY, revoke()), Ok(&["VerificationRevoked"]));
    let revoked = removed.then(DAY, revoke());
    check(&revoked, (DAY, revoke()), Err(C::VerificationUnknown));
}

#[test]
fn the_fee_is_that_of_the_day() {
    let applied = Given::court().applied(DAY);
    let assessed = applied.decide(date(DAY), assess(1)).unwrap();
    let [Event::Entry(EntryEvent::FeeAssessed { amount, .. })] = assessed[..] else {
        panic!("{assessed:?}");
    };
    assert_eq!(amount, 5 * 3_932 * 100);
    check(
        &Given::court(),
        (DAY, assess(1)),
        Err(C::ApplicationUnknown),
    );
    check(
        &applied.clone().then(DAY, assess(1)),
        (DAY, assess(1)),
        Err(C::AlreadyExists),
    );
    check(
        &applied,
        ("2011-08-04", assess(1)),
        Err(C::CoordinatorNotInOffice),
    );
    let refused = applied.then(DAY, refuse(&["AGE_REQUIREMENT"]));
    check(&refused, (DAY, assess(1)), Err(C::WrongState));
    check(
        &refused,
        (DAY, waive("STATUTORY_RELIEF")),
        Err(C::WrongState),
    );
}

#[test]
fn without_a_schedule_no_fee_is_assessed() {
    let mut applied = Given::court().applied(DAY);
    let mut bare = crate::reference::Reference::default();
    for fact in [
        appointed(COURT, OFFICE, 9),
        json!({"CourtRegistered": {
            "court": COURT, "names": names(), "kind": "district", "region": "75",
            "territory": [PLACE], "time_zone": "Asia/Almaty",
        }}),
    ] {
        bare.evolve(&serde_json::from_value(fact).unwrap());
    }
    applied.reference = bare;
    check(&applied, (DAY, assess(1)), Err(C::FeeScheduleMissing));
    let multiple = applied.fact(json!({"FeeScheduleSet": {
        "schedule": "FEE-1", "entry_kind": "PROFESSIONAL", "mci_multiple": 5,
        "validity_months": 12, "effective_from": "2025-01-01",
    }}));
    check(&multiple, (DAY, assess(1)), Err(C::FeeScheduleMissing));
}

#[test]
fn public_mediators_are_waived_and_no_others_for_that_reason() {
    let applied = Given::court().applied(DAY);
    check(&applied, (DAY, waive("PUBLIC_MEDIATOR")), Err(C::FeeUnpaid));
    check(
        &applied,
        (DAY, waive("STATUTORY_RELIEF")),
        Ok(&["FeeWaived"]),
    );
    let public = Given::court().then(DAY, with(submit(), json!({"kind": "PUBLIC"})));
    check(&public, (DAY, waive("PUBLIC_MEDIATOR")), Ok(&["FeeWaived"]));
    let waived = public.then(DAY, waive("PUBLIC_MEDIATOR"));
    check(
        &waived,
        (DAY, waive("PUBLIC_MEDIATOR")),
        Err(C::AlreadyExists),
    );
}

#[test]
fn a_payment_is_exact_and_counts_once() {
    let assessed = Given::court().verified(DAY).then(DAY, assess(1));
    let pay = assessed.pay(DAY, 1);
    let short = json!({"amount": {"amount_minor": 1_965_999, "currency": "KZT"}});
    check(&assessed, (DAY, pay.clone()), Ok(&["FeePaid"]));
    check(
        &assessed,
        (DAY, with(pay.clone(), short)),
        Err(C::FeeAmountMismatch),
    );
    check(&assessed, (DAY, assessed.pay(DAY, 2)), Err(C::FeeUnknown));
    let paid = assessed.then(DAY, pay.clone());
    check(&paid, (DAY, pay.clone()), Err(C::PaymentDuplicate));
    let other = with(pay, json!({"bank_ref_hash": hash(999)}));
    check(&paid, (DAY, other), Err(C::FeeUnknown));
}

#[test]
fn a_fee_is_given_back_once_and_at_most_as_paid() {
    let assessed = Given::court().verified(DAY).then(DAY, assess(1));
    check(&assessed, (DAY, refund(1)), Err(C::FeeUnknown));
    let paid = Given::court().paid(DAY);
    check(&paid, (DAY, refund(1_966_000)), Ok(&["FeeRefunded"]));
    for wrong in [1_966_001, 0, -1] {
        check(&paid, (DAY, refund(wrong)), Err(C::FeeAmountMismatch));
    }
    let refunded = paid.then(DAY, refund(1_966_000));
    check(&refunded, (DAY, refund(1)), Err(C::FeeUnknown));
    check(&refunded, (DAY, register()), Err(C::FeeUnpaid));
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
fn a_mediator_is_entered_when_everything_is_settled() {
    let paid = Given::court().paid(DAY);
    check(&paid, (DAY, register()), Ok(&["MediatorRegistered"]));
    check(
        &Given::court().applied(DAY),
        (DAY, register()),
        Err(C::NotVerified),
    );
    check(
        &Given::court().verified(DAY),
        (DAY, register()),
        Err(C::FeeUnpaid),
    );
    let assessed = Given::court().verified(DAY).then(DAY, assess(1));
    check(&assessed, (DAY, register()), Err(C::FeeUnpaid));
    check(
        &paid.clone().then(DAY, revoke()),
        (DAY, register()),
        Err(C::NotVerified),
    );
    check(
        &Given::court(),
        (DAY, register()),
        Err(C::ApplicationUnknown),
    );
    let entered = paid.then(DAY, register());
    check(&entered, (DAY, register()), Err(C::WrongState));
}

#[test]
fn an_entry_is_valid_as_long_as_the_fee_buys() {
    let registered = Given::court().paid("2025-03-10");
    let registered = registered.decide(date("2025-03-10"), register()).unwrap();
    let [
        Event::Entry(EntryEvent::MediatorRegistered {
            entry_no,
            valid_from,
            valid_to,
            ..
        }),
    ] = &registered[..]
    else {
        panic!("{registered:?}");
    };
    assert_eq!(entry_no.to_string(), ENTRY);
    assert_eq!(
        (*valid_from, *valid_to),
        (date("2025-03-10"), date("2026-03-09"))
    );
}

#[test]
fn age_is_reached_on_the_day_of_entry() {
    let paid = Given::court().paid(DAY);
    let born = |on: &str| register_with(json!({"born_on": on}));
    check(
        &paid,
        (DAY, born("2000-03-03")),
        Ok(&["MediatorRegistered"]),
    );
    check(&paid, (DAY, born("2000-03-04")), Err(C::AgeRequirement));
    check(&paid, (DAY, born("2025-03-04")), Err(C::AgeRequirement));
}

#[test]
fn a_public_mediator_is_forty_and_shows_no_certificate() {
    let mut items = documents()[..4].to_vec();
    items.push(document("ELECTION_MINUTES", 30));
    let public = Given::court()
        .then(DAY, with(submit(), json!({"kind": "PUBLIC", "sro": null})))
        .then(DAY, with(verify(), json!({"items": items})))
        .then(DAY, waive("PUBLIC_MEDIATOR"));
    let born = |on: &str| register_with(json!({"born_on": on, "certificate": null}));
    check(
        &public,
        (DAY, born("1985-03-03")),
        Ok(&["MediatorRegistered"]),
    );
    check(&public, (DAY, born("1985-03-04")), Err(C::AgeRequirement));
}

#[test]
fn a_retired_judge_shows_the_decree_and_no_age() {
    let items = vec![
        document("IDENTITY", 20),
        document("NO_CONVICTION", 21),
        document("JUDGE_RETIREMENT", 22),
    ];
    let judge = Given::court()
        .then(DAY, with(submit(), json!({"kind": "RETIRED_JUDGE"})))
        .then(DAY, with(verify(), json!({"items": items})))
        .then(DAY, waive("STATUTORY_RELIEF"));
    let register = register_with(json!({"born_on": "2010-01-01", "certificate": null}));
    check(&judge, (DAY, register), Ok(&["MediatorRegistered"]));
}

#[test]
fn a_professional_shows_a_certificate_of_a_recognised_provider() {
    let paid = Given::court().paid(DAY);
    let certificate = |provider: &str, issued_on: &str| {
        register_with(json!({"certificate":
            {"provider": provider, "issued_on": issued_on, "number_hash": hash(25)}}))
    };
    let none = register_with(json!({"certificate": null}));
    check(&paid, (DAY, none), Err(C::CertificateUnverified));
    check(
        &paid,
        (DAY, certificate("TP-014", "2011-08-05")),
        Ok(&["MediatorRegistered"]),
    );
    for (provider, issued_on) in [("TP-014", "2011-08-04"), ("TP-999", "2020-01-01")] {
        let command = certificate(provider, issued_on);
        check(&paid, (DAY, command), Err(C::TrainingProviderUnknown));
    }
    check(
        &paid,
        (DAY, certificate("TP-014", "2025-03-04")),
        Err(C::DateOrder),
    );
}

#[test]
fn categories_and_languages_are_known() {
    let paid = Given::court().paid(DAY);
    let category = register_with(json!({"categories": ["NO.SUCH"]}));
    check(&paid, (DAY, category), Err(C::CategoryUnknown));
    let language = register_with(json!({"languages": ["kk", "xx"]}));
    check(&paid, (DAY, language), Err(C::LanguageUnknown));
}

#[test]
fn a_bar_on_an_earlier_entry_stands_in_the_way_of_a_new_one() {
    let bar = |act: &str| entry(act, json!({"bar": "CONVICTION"}));
    let barred = with(
        bar("lift_bar"),
        json!({"act": "establish_bar", "since": DAY}),
    );
    let second = |given: Given| {
        let fee = json!({"application_id": application_id(2)});
        let verified = json!({
            "act": "reuse_verification", "application_id": application_id(2),
            "verification_id": verification_id(1), "from_court": COURT,
        });
        let pay = given.pay(DAY, 2);
        given
            .then(DAY, submit_again(2, 1))
            .then(DAY, command(verified))
            .then(DAY, with(assess(2), fee))
            .then(DAY, pay)
    };
    let register = register_with(json!({"application_id": application_id(2)}));
    let again = second(Given::court().entered(DAY).then(DAY, barred));
    check(&again, (DAY, register.clone()), Err(C::StatutoryBar));
    let lifted = again.then(DAY, bar("lift_bar"));
    check(&lifted, (DAY, register), Ok(&["MediatorRegistered"]));
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
