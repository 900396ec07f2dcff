use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::command::Command;
use crate::event::Event;
use crate::rejection::Code as C;
use crate::scenario::*;

fn money(tiyin: i64) -> serde_json::Value {
    json!({"amount_minor": tiyin, "currency": "KZT"})
}

fn allocate(allocation: u128, tiyin: i64) -> Command {
    command(json!({
        "act": "allocate_revenue", "allocation_id": id(0x7, allocation),
        "amount": money(tiyin), "purpose": "COORDINATOR_PAY",
    }))
}

fn pay(allocation: u128, tiyin: i64) -> Command {
    command(json!({
        "act": "pay_coordinator", "allocation_id": id(0x7, allocation), "office": OFFICE,
        "amount": money(tiyin),
    }))
}

fn refund(tiyin: i64) -> Command {
    command(json!({
        "act": "refund_fee", "fee_id": fee_id(1), "amount": money(tiyin), "reason": "WRONG_AMOUNT",
    }))
}

/// A court with one fee paid, and how much it was.
fn paid() -> (Given, i64) {
    let given = Given::court().paid(DAY);
    let receipts = given.docket.fund.receipts;
    assert!(receipts > 0);
    (given, receipts)
}

#[test]
fn a_fee_paid_and_given_back_moves_the_fund() {
    let (given, receipts) = paid();
    assert_eq!(given.docket.fund.balance(), receipts);
    let refunded = given.then(DAY, refund(100));
    assert_eq!(refunded.docket.fund.refunds, 100);
    assert_eq!(refunded.docket.fund.balance(), receipts - 100);
}

#[test]
fn revenue_is_set_aside_up_to_what_is_there() {
    let (given, receipts) = paid();
    let all = allocate(1, receipts);
    check(&given, (DAY, all.clone()), Ok(&["FeeRevenueAllocated"]));
    for wrong in [receipts + 1, i64::MAX, 0, -1, i64::MIN] {
        check(
            &given,
            (DAY, allocate(1, wrong)),
            Err(C::AllocationExceedsFunds),
        );
    }
    let empty = given.then(DAY, all.clone());
    assert_eq!(empty.docket.fund.balance(), 0);
    check(&empty, (DAY, all), Err(C::AlreadyExists));
    check(
        &empty,
        (DAY, allocate(2, 1)),
        Err(C::AllocationExceedsFunds),
    );
}

#[test]
fn fees_pay_coordinators_and_nothing_else() {
    let (given, _) = paid();
    for purpose in ["EQUIPMENT", "OTHER"] {
        let other = with(allocate(1, 100), json!({"purpose": purpose}));
        check(&given, (DAY, other), Err(C::AllocationPurposeForbidden));
    }
}

#[test]
fn revenue_is_not_set_aside_before_it_came_in() {
    let (given, _) = paid();
    check(
        &given,
        ("2025-03-02", allocate(1, 1)),
        Err(C::AllocationExceedsFunds),
    );
}

#[test]
fn money_taken_on_an_earlier_day_leaves_the_later_ones_covered() {
    let (given, receipts) = paid();
    let later = given.then("2025-03-20", allocate(1, receipts - 100));
    assert_eq!(later.docket.fund.free_on(date(DAY)), 100);
    check(
        &later,
        ("2025-03-10", allocate(2, 101)),
        Err(C::AllocationExceedsFunds),
    );
    check(
        &later,
        ("2025-03-10", allocate(2, 100)),
        Ok(&["FeeRevenueAllocated"]),
    );
}

#[test]
fn a_coordinator_in_office_is_paid_up_to_what_is_set_aside() {
    let (given, _) = paid();
    let given = given.then(DAY, allocate(1, 1_000));
    check(
        &given,
        (DAY, pay(1, 1_000)),
        Ok(&["CoordinatorRemunerationPaid"]),
    );
    for wrong in [1_001, i64::MAX, 0, -1] {
        check(&given, (DAY, pay(1, wrong)), Err(C::AllocationExceedsFunds));
    }
    check(&given, (DAY, pay(2, 1)), Err(C::AllocationUnknown));
    for stranger in ["o-77", "o-404"] {
        let other = with(pay(1, 1), json!({"office": stranger}));
        check(&given, (DAY, other), Err(C::CoordinatorNotInOffice));
    }
    let part = given.then(DAY, pay(1, 600));
    check(&part, (DAY, pay(1, 401)), Err(C::AllocationExceedsFunds));
    check(
        &part,
        (DAY, pay(1, 400)),
        Ok(&["CoordinatorRemunerationPaid"]),
    );
}

#[test]
fn what_is_set_aside_can_no_longer_be_given_back() {
    let (given, receipts) = paid();
    let given = given.then(DAY, allocate(1, receipts - 50));
    check(&given, (DAY, refund(51)), Err(C::AllocationExceedsFunds));
    check(&given, (DAY, refund(50)), Ok(&["FeeRefunded"]));
}

#[derive(Clone, Debug)]
enum Step {
    Fee,
    Refund(u128, i64),
    Allocate(u128, i64),
    Pay(u128, i64),
}

fn any_step() -> impl Strategy<Value = Step> {
    let tiyin = -10i64..2_500_000;
    prop_oneof![
        Just(Step::Fee),
        (1u128..4, tiyin.clone()).prop_map(|(fee, tiyin)| Step::Refund(fee, tiyin)),
        (0u128..6, tiyin.clone()).prop_map(|(at, tiyin)| Step::Allocate(at, tiyin)),
        (0u128..6, tiyin).prop_map(|(at, tiyin)| Step::Pay(at, tiyin)),
    ]
}

/// The least balance of any day, by the recorded events alone.
fn least_balance(given: &Given) -> i64 {
    let mut by_day = BTreeMap::<NaiveDate, i64>::new();
    for (on, event) in &given.recorded {
        let told = if let Event::Fund(event) = event {
            json!(event)
        } else if let Event::Entry(event) = event {
            json!(event)
        } else {
            unreachable!("{event:?} is no part of these stories")
        };
        let sum = |name: &str| told[name]["amount"]["amount_minor"].as_i64().unwrap_or(0);
        let change = sum("FeePaid") - sum("FeeRefunded") - sum("FeeRevenueAllocated");
        *by_day.entry(*on).or_default() += change;
    }
    let balances = by_day.values().scan(0, |balance, change| {
        *balance += change;
        Some(*balance)
    });
    balances.min().unwrap_or(0)
}

proptest! {
    #[test]
    fn whatever_is_asked_the_fund_is_covered_on_every_day(
        steps in proptest::collection::vec((any_step(), 0u64..30), 1..40),
    ) {
        let mut given = Given::court().applied(DAY);
        let mut fees = 0;
        for (step, days) in steps {
            let day = date(DAY) + chrono::Days::new(days);
            let asked = match step {
                Step::Fee => {
                    fees += 1;
                    if let Ok(events) = given.decide(day, assess(fees)) {
                        given.record(day, events);
                    }
                    given.pay(DAY, fees)
                }
                Step::Refund(fee, tiyin) => with(refund(tiyin), json!({"fee_id": fee_id(fee)})),
                Step::Allocate(at, tiyin) => allocate(at, tiyin),
                Step::Pay(at, tiyin) => pay(at, tiyin),
            };
            if let Ok(events) = given.decide(day, asked) {
                given.record(day, events);
            }
            let fund = &given.docket.fund;
            prop_assert!(fund.balance() >= 0, "{fund:?}");
            prop_assert!(least_balance(&given) >= 0, "{fund:?}");
            for allocation in fund.allocations.values() {
                prop_assert!(allocation.paid <= allocation.amount, "{fund:?}");
            }
        }
    }
}
