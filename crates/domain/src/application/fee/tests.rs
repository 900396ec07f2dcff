use serde_json::json;

use crate::command::Command;
use crate::entry::event::EntryEvent;
use crate::event::Event;
use crate::rejection::Code as C;
use crate::scenario::*;

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

#[test]
fn the_fee_is_that_of_the_day() {
    let applied = Given::court().applied(DAY);
    let assessed = applied.decide(date(DAY), assess(1)).unwrap();
    let [Event::Entry(event)] = &assessed[..] else {
        panic!("{assessed:?}");
    };
    let EntryEvent::FeeAssessed { amount, .. } = **event else {
        panic!("{event:?}");
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
fn a_fee_is_given_back_for_a_refusal_that_was_decided() {
    let for_refusal = with(refund(1_966_000), json!({"reason": "REFUSED"}));
    let paid = Given::court().paid(DAY);
    check(&paid, (DAY, for_refusal.clone()), Err(C::WrongState));
    let refused = paid.then(DAY, refuse(&["DOCUMENT_EXPIRED"]));
    check(&refused, (DAY, for_refusal), Ok(&["FeeRefunded"]));
}
