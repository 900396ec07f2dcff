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

#[test]
fn an_entry_that_rests_on_a_newer_verification_outlives_the_older() {
    let mut items = documents();
    items[0] = document("IDENTITY", 99);
    let second = json!({"verification_id": verification_id(2)});
    let newer = with(with(verify(), second.clone()), json!({"items": items}));
    let verified = Given::court().verified(DAY).then(DAY, newer);
    let pay = verified.pay(DAY, 1);
    let paid = verified.then(DAY, assess(1)).then(DAY, pay);
    let entered = paid.then(DAY, register());
    check(&entered, (DAY, revoke()), Ok(&["VerificationRevoked"]));
    check(
        &entered,
        (DAY, with(revoke(), second)),
        Ok(&["VerificationRevoked", "EntryRemoved"]),
    );
}

fn withdrawn(number: u128) -> Value {
    json!({"VerificationWithdrawn":
        {"verification_id": verification_id(number), "reason": "FORGED"}})
}

/// A verification of the successor, shared with this court, of the person who applied.
fn shared() -> Given {
    Given::court().applied(DAY).fact(shared_verification(9, 1))
}

fn reuse_shared() -> Command {
    with(
        reuse(1, SUCCESSOR.0),
        json!({"verification_id": verification_id(9)}),
    )
}

#[test]
fn a_check_another_court_shares_is_relied_on_while_it_stands() {
    check(
        &shared(),
        (DAY, reuse_shared()),
        Ok(&["VerificationReused"]),
    );
    let not = Err(C::VerificationUnknown);
    check(&Given::court().applied(DAY), (DAY, reuse_shared()), not);
    let elsewhere = with(reuse_shared(), json!({"from_court": "KZ-75-303"}));
    check(&shared(), (DAY, elsewhere), not);
    check(&shared().fact(withdrawn(9)), (DAY, reuse_shared()), not);
    // Withdrawn is withdrawn, though it be shared again.
    let again = shared().fact(withdrawn(9)).fact(shared_verification(9, 1));
    check(&again, (DAY, reuse_shared()), not);
    let early = Given::court()
        .applied("2025-02-28")
        .fact(shared_verification(9, 1));
    check(&early, ("2025-02-28", reuse_shared()), not);
}

#[test]
fn a_shared_check_is_of_the_same_person_under_any_key() {
    let other = Given::court().applied(DAY).fact(shared_verification(9, 2));
    check(&other, (DAY, reuse_shared()), Err(C::VerificationUnknown));
    let merged = other.fact(merged(&[1, 2]));
    check(&merged, (DAY, reuse_shared()), Ok(&["VerificationReused"]));
}

#[test]
fn a_shared_check_holds_every_document_and_none_that_expired() {
    let with_documents = |documents: Value| {
        let mut fact = shared_verification(9, 1);
        fact["VerificationShared"]["documents"] = documents;
        Given::court().applied(DAY).fact(fact)
    };
    let mut kinds: Vec<Value> = documents()
        .iter()
        .map(|document| json!({"kind": document["kind"]}))
        .collect();
    kinds[3]["valid_to"] = json!("2025-06-30");
    let short = with_documents(json!(kinds));
    let reused = Ok(&["VerificationReused"][..]);
    check(&short, ("2025-06-30", reuse_shared()), reused);
    check(
        &short,
        ("2025-07-01", reuse_shared()),
        Err(C::DocumentExpired),
    );
    let missing = with_documents(json!(kinds[1..]));
    check(&missing, (DAY, reuse_shared()), Err(C::DocumentMissing));
}

#[test]
fn what_another_court_verified_is_not_verified_again() {
    check(&shared(), (DAY, verify()), Err(C::AlreadyVerified));
    let verified = Ok(&["DocumentsVerified"][..]);
    check(&shared().fact(withdrawn(9)), (DAY, verify()), verified);
    let mut fact = shared_verification(9, 1);
    fact["VerificationShared"]["documents"][0]["valid_to"] = json!("2025-03-02");
    let expired = Given::court().applied(DAY).fact(fact);
    check(&expired, (DAY, verify()), verified);
    // What this court shares itself is judged by its own record of it.
    let mut own = shared_verification(9, 1);
    own["VerificationShared"]["court"] = json!(COURT);
    let own = Given::court().applied(DAY).fact(own);
    check(&own, (DAY, verify()), verified);
}

#[test]
fn an_entry_rests_on_a_shared_check_as_long_as_it_stands() {
    let reused = shared().then(DAY, reuse_shared());
    let pay = reused.pay(DAY, 1);
    let paid = reused.then(DAY, assess(1)).then(DAY, pay);
    // The other court's numbers are not known here, so any certificate may be stated.
    let certificate = json!({"certificate":
        {"provider": "TP-014", "issued_on": "2011-08-05", "number_hash": hash(999)}});
    let register = with(register(), certificate);
    check(&paid, (DAY, register.clone()), Ok(&["MediatorRegistered"]));
    let withdrawn_before = paid.clone().fact(withdrawn(9));
    check(
        &withdrawn_before,
        (DAY, register.clone()),
        Err(C::NotVerified),
    );

    let entered = paid.then(DAY, register);
    let revoke = with(revoke(), json!({"verification_id": verification_id(9)}));
    check(&entered, (DAY, revoke.clone()), Err(C::VerificationUnknown));
    let entered = entered.fact(withdrawn(9));
    check(&entered, (DAY, revoke.clone()), Ok(&["EntryRemoved"]));
    let removed = entered.then(DAY, revoke.clone());
    check(&removed, (DAY, revoke), Err(C::VerificationUnknown));
}

#[test]
fn the_same_set_is_known_again_under_another_key_of_the_person() {
    let again = json!({"application_id": application_id(2),
        "verification_id": verification_id(2)});
    let applied = Given::court()
        .verified(DAY)
        .then(DAY, refuse(&["AGE_REQUIREMENT"]))
        .then(DAY, submit_again(2, 2));
    check(
        &applied,
        (DAY, with(verify(), again.clone())),
        Ok(&["DocumentsVerified"]),
    );
    check(
        &applied,
        (DAY, reuse(2, COURT)),
        Err(C::VerificationUnknown),
    );
    let merged = applied.fact(merged(&[1, 2]));
    check(
        &merged,
        (DAY, with(verify(), again)),
        Err(C::AlreadyVerified),
    );
    check(&merged, (DAY, reuse(2, COURT)), Ok(&["VerificationReused"]));
}

#[test]
fn an_applicant_in_office_under_another_key_does_not_verify_either() {
    let own = Given::court().applied(DAY).fact(merged(&[1, 9]));
    check(&own, (DAY, verify()), Err(C::SelfVerification));
}

#[test]
fn the_documents_are_those_of_the_ruleset_of_the_day() {
    let fields = json!({"kind": "RETIRED_JUDGE", "sro": null});
    let judges = json!({"items": [document("IDENTITY", 20), document("NO_CONVICTION", 21),
        document("JUDGE_RETIREMENT", 22)]});
    let applied = |day: &str| Given::court().then(day, with(submit(), fields.clone()));
    let verify = || with(verify(), judges.clone());
    check(&applied(DAY), (DAY, verify()), Ok(&["DocumentsVerified"]));
    // Before Law 84-VII the register knew no retired judges.
    let day = "2019-03-04";
    check(&applied(day), (day, verify()), Err(C::RulesetUnknown));
    let policy = json!({"CourtPolicySet": {"court": COURT, "coordinator_required": true,
        "effective_on": day, "ruleset": "KZ-SEED"}});
    check(
        &applied(day).fact(policy),
        (day, verify()),
        Ok(&["DocumentsVerified"]),
    );
}
