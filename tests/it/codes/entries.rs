//! What a court refuses about applications, entries, fees and its fund.

use medreg_domain::Code;
use serde_json::{Value, json};

use super::Told;
use super::story::{
    DAY, ENTRY, OFFICE, Story, appointed, assess, documents, entry, hash, id, person_key, register,
    released, submit, verify,
};

pub(super) fn refusals() -> Vec<Told> {
    [
        circumstances(),
        applications(),
        documents_shown(),
        fees(),
        registration(),
        entries(),
        funds(),
        corrections(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn circumstances() -> Vec<Told> {
    let ahead = ("2025-03-04", DAY);
    let hand_over = entry("transfer_entry", json!({"to_court": "KZ-75-204"}));
    let submitted = || submit(json!({}));
    vec![
        Story::court().refuses_recorded(Code::DateInFuture, ahead, submitted()),
        Story::court()
            .under("o-99")
            .refuses(Code::CoordinatorNotInOffice, DAY, submitted()),
        Story::entered().refuses(Code::WrongCourt, DAY, hand_over),
    ]
}

fn applications() -> Vec<Told> {
    let refuse = |reasons: Value| {
        let refusal = json!({"application_id": id(0xa, 1), "reasons": reasons});
        ("refuse_registration", refusal)
    };
    let own = Story::applied()
        .fact(released(DAY))
        .fact(appointed("2025-03-04", 1));
    let refused = |code: Code, changes: Value| Story::court().refuses(code, DAY, submit(changes));
    vec![
        Story::court().refuses(Code::ApplicationUnknown, DAY, verify(json!({}))),
        Story::applied().refuses(Code::AlreadyExists, DAY, submit(json!({}))),
        Story::applied().refuses(
            Code::AlreadyEntered,
            DAY,
            submit(json!({"application_id": id(0xa, 2)})),
        ),
        refused(
            Code::PracticeLocationMismatch,
            json!({"practice_kato": "110000000"}),
        ),
        refused(
            Code::CoordinatorMediatorConflict,
            json!({"person_key": person_key(9)}),
        ),
        refused(Code::SroUnknown, json!({"sro": "SRO-999"})),
        own.refuses(Code::SelfVerification, "2025-03-04", verify(json!({}))),
        Story::applied().refuses(Code::ReasonMissing, DAY, refuse(json!([]))),
        Story::applied().refuses(Code::ConfidentialContent, DAY, refuse(json!(["he lied"]))),
    ]
}

fn documents_shown() -> Vec<Told> {
    let without = |code: Code, missing: &str| {
        let mut items = documents();
        items.retain(|item| item["kind"] != missing);
        Story::applied().refuses(code, DAY, verify(json!({"items": items})))
    };
    let mut expired = documents();
    expired[0]["valid_to"] = json!("2025-03-02");
    let again = verify(json!({"verification_id": id(0xb, 2)}));
    let revoke = json!({"verification_id": id(0xb, 1), "reason": "FORGED"});
    vec![
        without(Code::DocumentMissing, "IDENTITY"),
        without(Code::EducationRequirement, "DIPLOMA"),
        without(Code::CertificateUnverified, "TRAINING_CERTIFICATE"),
        Story::applied().refuses(
            Code::DocumentExpired,
            DAY,
            verify(json!({"items": expired})),
        ),
        Story::verified().refuses(Code::AlreadyVerified, DAY, again),
        Story::applied().refuses(Code::NotVerified, DAY, register(json!({}))),
        Story::applied().refuses(
            Code::VerificationUnknown,
            DAY,
            ("revoke_verification", revoke),
        ),
    ]
}

fn fees() -> Vec<Told> {
    let unpriced = Story::without_fees()
        .then(DAY, submit(json!({})))
        .then(DAY, verify(json!({})));
    let assessed = Story::assessed();
    let little = assessed.pay(json!({"amount": {"amount_minor": 1, "currency": "KZT"}}));
    let other = assessed.pay(json!({"fee_id": id(0xf, 2)}));
    let paid = Story::paid();
    let twice = paid.pay(json!({}));
    vec![
        unpriced.refuses(Code::FeeScheduleMissing, DAY, assess()),
        assessed.refuses(Code::FeeAmountMismatch, DAY, little),
        Story::assessed().refuses(Code::FeeUnpaid, DAY, register(json!({}))),
        Story::assessed().refuses(Code::FeeUnknown, DAY, other),
        paid.refuses(Code::PaymentDuplicate, DAY, twice),
    ]
}

fn registration() -> Vec<Told> {
    let refused = |code: Code, changes: Value| Story::paid().refuses(code, DAY, register(changes));
    let certificate =
        json!({"provider": "TP-999", "issued_on": "2020-01-01", "number_hash": hash(25)});
    vec![
        refused(Code::AgeRequirement, json!({"born_on": "2001-01-01"})),
        refused(
            Code::TrainingProviderUnknown,
            json!({"certificate": certificate}),
        ),
        refused(Code::CategoryUnknown, json!({"categories": ["X"]})),
        refused(Code::LanguageUnknown, json!({"languages": ["xx"]})),
    ]
}

fn entries() -> Vec<Told> {
    let bar = |since: &str| {
        let bar = json!({"bar": "CONVICTION", "since": since});
        entry("establish_bar", bar)
    };
    let lapse = || entry("lapse_entry", json!({}));
    let reinstate = entry("reinstate_entry", json!({"basis": "BAR_LIFTED"}));
    let suspend = entry("suspend_mediator", json!({"proceeding_id": id(0xe, 1)}));
    let review = json!({"body": "QB-99", "result": "SOUND"});
    let refused = |code: Code, asked| Story::entered().refuses(code, DAY, asked);
    vec![
        Story::court().refuses(Code::EntryUnknown, DAY, lapse()),
        refused(Code::WrongState, lapse()),
        refused(Code::DateOrder, bar("2025-03-04")),
        Story::entered()
            .then(DAY, bar(DAY))
            .refuses(Code::StatutoryBar, DAY, reinstate),
        refused(Code::RenewalWindowClosed, entry("renew_entry", json!({}))),
        refused(Code::DisciplineSequence, suspend),
        refused(
            Code::QualityBodyUnknown,
            entry("record_quality_review", review),
        ),
    ]
}

fn funds() -> Vec<Told> {
    let allocate = |tiyin: i64, purpose: &str| {
        let allocation = json!({"allocation_id": id(7, 1), "purpose": purpose,
            "amount": {"amount_minor": tiyin, "currency": "KZT"}});
        ("allocate_revenue", allocation)
    };
    let pay = json!({"allocation_id": id(7, 1), "office": OFFICE,
        "amount": {"amount_minor": 100, "currency": "KZT"}});
    let refused = |code: Code, asked| Story::paid().refuses(code, DAY, asked);
    vec![
        refused(
            Code::AllocationExceedsFunds,
            allocate(i64::MAX, "COORDINATOR_PAY"),
        ),
        refused(Code::AllocationPurposeForbidden, allocate(100, "EQUIPMENT")),
        refused(Code::AllocationUnknown, ("pay_coordinator", pay)),
    ]
}

fn corrections() -> Vec<Told> {
    let nothing = json!({"target_event": id(0xe, 9), "reason": "CLERICAL"});
    let entered = Story::entered();
    let other = ENTRY.replace("00001", "00002");
    let renumber = json!({"target_event": entered.last_event(), "reason": "CLERICAL",
        "patch": {"entry_no": other}});
    vec![
        Story::entered().refuses(Code::EventUnknown, DAY, ("void_event", nothing)),
        entered.refuses(Code::PatchInvalid, DAY, ("correct_record", renumber)),
    ]
}
