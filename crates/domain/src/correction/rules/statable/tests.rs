//! Every value that a rule bounds is bounded in a correction too.

use serde::de::DeserializeOwned;
use serde_json::json;

use super::*;
use crate::rejection::Code as C;
use crate::scenario::*;

fn stated<T: DeserializeOwned>(name: &str, fields: &Value) -> T {
    serde_json::from_value(json!({ name: fields })).unwrap()
}

/// Judges a patch by the values of the event it gives.
fn judge(name: &str, base: &Value, patch: &Value) -> Result<(), Rejection> {
    let mut fields = base.as_object().unwrap().clone();
    let patch = patch.as_object().unwrap();
    fields.extend(patch.clone());
    let fields = Value::Object(fields);
    let event = if fields.get("referral_no").is_some() {
        Event::Referral(stated(name, &fields))
    } else {
        Event::from(stated::<EntryEvent>(name, &fields))
    };
    let given = Given::court();
    let act = Act {
        court: COURT.parse().unwrap(),
        office: OFFICE.parse().unwrap(),
        on: date("2025-06-02"),
        recorded_on: date("2025-06-02"),
        reference: &given.reference,
    };
    ensure_statable(&act, &event, patch)
}

/// The patches that stand, and those refused, each with the code of its rule.
#[track_caller]
fn check(name: &str, base: &Value, stand: &[Value], refused: &[(Value, C)]) {
    for patch in stand {
        judge(name, base, patch).unwrap_or_else(|told| panic!("{name} {patch}: {told}"));
    }
    for (patch, code) in refused {
        let told = judge(name, base, patch).unwrap_err();
        assert_eq!(told.code, *code, "{name} {patch}: {told}");
    }
}

#[test]
fn what_happened_lies_in_the_past_and_a_last_day_may_come() {
    let lapsed = json!({"entry_no": ENTRY, "on": DAY});
    check(
        "EntryLapsed",
        &lapsed,
        &[json!({"on": "2025-06-02"})],
        &[(json!({"on": "2025-06-03"}), C::DateInFuture)],
    );
    let asked = json!({"application_id": application_id(1), "person_key": person_key(1),
        "kind": "PROFESSIONAL", "practice_kato": PLACE, "requested_on": DAY});
    check(
        "ApplicationSubmitted",
        &asked,
        &[json!({"requested_on": "2025-06-02"})],
        &[(json!({"requested_on": "2025-06-03"}), C::DateInFuture)],
    );
    let set = json!({"referral_no": REFERRAL, "deadline_on": "2025-05-01",
        "authority": "INVESTIGATOR"});
    let coming = json!({"deadline_on": "2025-12-01"});
    check("ProceduralDeadlineSet", &set, &[coming], &[]);
}

#[test]
fn an_entry_states_what_is_known_and_in_order() {
    let changed = json!({"entry_no": ENTRY, "changed": {}});
    check(
        "ProfileChanged",
        &changed,
        &[json!({"changed": {"categories": ["FAMILY"], "languages": ["kk"]}})],
        &[
            (
                json!({"changed": {"categories": ["MOON"]}}),
                C::CategoryUnknown,
            ),
            (
                json!({"changed": {"languages": ["xx"]}}),
                C::LanguageUnknown,
            ),
        ],
    );
    let suspended = json!({"entry_no": ENTRY, "proceeding_id": id(7, 1),
        "from": DAY, "to": "2025-09-03"});
    check(
        "MediatorSuspended",
        &suspended,
        &[json!({"to": DAY})],
        &[(json!({"to": "2025-03-02"}), C::DateOrder)],
    );
    let refused = json!({"application_id": application_id(1), "reasons": ["DOCUMENT_EXPIRED"],
        "decided_on": DAY});
    check(
        "RegistrationRefused",
        &refused,
        &[json!({"reasons": ["DOCUMENT_EXPIRED", "DOCUMENT_MISSING"]})],
        &[
            (json!({"reasons": []}), C::PatchInvalid),
            (
                json!({"reasons": ["DOCUMENT_EXPIRED", "HE_IS_RUDE"]}),
                C::PatchInvalid,
            ),
        ],
    );
}

#[test]
fn no_amount_is_less_than_nothing() {
    let amount = |minor: i64| json!({"amount": {"amount_minor": minor, "currency": "KZT"}});
    let paid = json!({"fee_id": fee_id(1), "amount": amount(5)["amount"], "paid_on": DAY,
        "payer": "SELF", "bank_ref_hash": hash(1)});
    let refunded = json!({"fee_id": fee_id(1), "amount": amount(5)["amount"], "reason": "REFUSED"});
    for (name, base) in [("FeePaid", paid), ("FeeRefunded", refunded)] {
        check(name, &base, &[amount(0)], &[(amount(-1), C::PatchInvalid)]);
    }
    let assessed = json!({"fee_id": fee_id(1), "application_id": application_id(1), "amount": 5,
        "currency": "KZT", "schedule": "FEE-X"});
    let waived = json!({"fee_id": fee_id(1), "application_id": application_id(1), "amount": 5,
        "currency": "KZT", "reason": "PUBLIC_MEDIATOR"});
    for (name, base) in [("FeeAssessed", assessed), ("FeeWaived", waived)] {
        let less = (json!({"amount": -1}), C::PatchInvalid);
        check(name, &base, &[json!({"amount": 0})], &[less]);
    }
}

#[test]
fn a_dispute_states_numbers_inside_their_bounds() {
    for (name, base, stand, refused) in [
        (
            "CostShareAgreed",
            json!({"referral_no": REFERRAL, "shares": [50, 50]}),
            json!({"shares": [34, 33, 33]}),
            (json!({"shares": [50, 49]}), C::CostShareInvalid),
        ),
        (
            "FeedbackReceived",
            json!({"referral_no": REFERRAL, "role": "PARTY", "score": 4}),
            json!({"score": 5}),
            (json!({"score": 6}), C::ScoreInvalid),
        ),
        (
            "SessionHeld",
            json!({"referral_no": REFERRAL, "no": 1, "on": DAY, "mode": "VIDEO", "minutes": 60}),
            json!({"attended": 1}),
            (json!({"attended": 0}), C::PartyUnknown),
        ),
        (
            "PreDisputeAgreementRecorded",
            json!({"referral_no": REFERRAL, "agreement_on": "2020-06-01",
                "dispute_arose_on": "2025-03-01"}),
            json!({"agreement_on": "2025-03-01"}),
            (json!({"agreement_on": "2025-03-02"}), C::DateOrder),
        ),
        (
            "ResultReturned",
            json!({"referral_no": REFERRAL, "result": "NO_SETTLEMENT", "ended_on": DAY,
                "returned_on": "2025-03-05", "sessions": 2}),
            json!({"returned_on": DAY}),
            (json!({"returned_on": "2025-03-02"}), C::DateOrder),
        ),
    ] {
        check(name, &base, &[json!({}), stand], &[refused]);
    }
}
