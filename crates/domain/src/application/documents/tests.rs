use serde_json::{Value, json};

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
