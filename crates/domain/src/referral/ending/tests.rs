use serde_json::json;

use crate::command::Command;
use crate::referral::Referral;
use crate::referral::event::Ground;
use crate::rejection::Code as C;
use crate::scenario::*;

fn act(name: &str) -> Command {
    referral(name, json!({}))
}

fn terminate(ground: &str) -> Command {
    referral("terminate", json!({"ground": ground}))
}

/// The one referral of the scenario.
fn state(given: &Given) -> Referral {
    *given.docket.referrals.values().next().unwrap()
}

#[test]
fn a_procedure_ends_on_a_ground_of_the_law() {
    let agreed = Given::court().agreed(DAY, "IN_COURT");
    check(
        &agreed,
        ("2025-04-02", terminate("A26_4")),
        Ok(&["MediationTerminated"]),
    );
    check(
        &agreed,
        ("2025-04-02", terminate("A26_5")),
        Err(C::WrongState),
    );
    check(
        &agreed,
        ("2025-04-10", terminate("A26_1")),
        Err(C::ResultCodeUnknown),
    );
    let expired = agreed.then("2025-04-10", terminate("A26_5"));
    assert_eq!(
        state(&expired).ended,
        Some((Ground::Expired, date("2025-04-02")))
    );
    check(
        &expired,
        ("2025-04-10", terminate("A26_5")),
        Err(C::WrongState),
    );
}

#[test]
fn the_result_follows_from_what_went_before() {
    let agreed = Given::court().agreed(DAY, "IN_COURT");
    let day = "2025-03-20";
    for result in [
        "FULL_SETTLEMENT",
        "NO_SETTLEMENT",
        "WITHDRAWN_ONE",
        "NOT_POSSIBLE",
    ] {
        check(
            &agreed,
            (day, give_back(result, day)),
            Ok(&["ResultReturned"]),
        );
    }
    for result in ["EXPIRED", "NOT_STARTED"] {
        check(
            &agreed,
            (day, give_back(result, day)),
            Err(C::ResultCodeUnknown),
        );
    }
    check(
        &agreed,
        (day, give_back("NO_SETTLEMENT", "2025-03-21")),
        Err(C::DateOrder),
    );
    check(
        &agreed,
        (day, give_back("NO_SETTLEMENT", "2025-03-02")),
        Err(C::DateOrder),
    );
    let unsigned = with(
        give_back("FULL_SETTLEMENT", day),
        json!({"signed_by_parties": false}),
    );
    check(&agreed, (day, unsigned), Err(C::SettlementUnsigned));
    let refused = agreed.then(day, terminate("A26_3"));
    check(
        &refused,
        (day, give_back("WITHDRAWN_ALL", day)),
        Ok(&["ResultReturned"]),
    );
    check(
        &refused,
        (day, give_back("NO_SETTLEMENT", day)),
        Ok(&["ResultReturned"]),
    );
    check(
        &refused,
        (day, give_back("FULL_SETTLEMENT", day)),
        Err(C::ResultCodeUnknown),
    );
    let other_day = give_back("WITHDRAWN_ALL", "2025-03-19");
    check(&refused, (day, other_day), Err(C::ResultCodeUnknown));
}

#[test]
fn a_term_that_ran_out_returns_as_expired_and_as_nothing_else() {
    let agreed = Given::court().agreed(DAY, "IN_COURT");
    let (due_on, after) = ("2025-04-02", "2025-04-10");
    check(
        &agreed,
        (after, give_back("EXPIRED", due_on)),
        Ok(&["ResultReturned"]),
    );
    check(
        &agreed,
        (due_on, give_back("EXPIRED", due_on)),
        Err(C::ResultCodeUnknown),
    );
    check(
        &agreed,
        (after, give_back("EXPIRED", after)),
        Err(C::ResultCodeUnknown),
    );
    check(
        &agreed,
        (after, give_back("FULL_SETTLEMENT", after)),
        Err(C::ResultCodeUnknown),
    );
    check(
        &agreed,
        (after, give_back("FULL_SETTLEMENT", due_on)),
        Ok(&["ResultReturned"]),
    );
}

#[test]
fn a_referral_has_one_result() {
    let referred = Given::court().referred(DAY, "IN_COURT");
    check(
        &referred,
        (DAY, give_back("NOT_STARTED", DAY)),
        Ok(&["ResultReturned"]),
    );
    check(
        &referred,
        (DAY, give_back("NO_SETTLEMENT", DAY)),
        Err(C::ResultCodeUnknown),
    );
    check(
        &Given::court(),
        (DAY, give_back("NOT_STARTED", DAY)),
        Err(C::ReferralUnknown),
    );
    let closed = referred.then(DAY, give_back("NOT_STARTED", DAY));
    check(
        &closed,
        (DAY, give_back("NOT_STARTED", DAY)),
        Err(C::AlreadyClosed),
    );
    check(&closed, (DAY, consent(0)), Err(C::AlreadyClosed));
    check(&closed, (DAY, sign(1)), Err(C::AlreadyClosed));
}

#[test]
fn a_judge_decides_once_on_a_settlement_in_court() {
    let approve = || referral("approve_settlement", json!({"state_fee_refunded": true}));
    let settle = |channel: &str| {
        let agreed = Given::court().agreed(DAY, channel);
        agreed.then(DAY, give_back("PARTIAL_SETTLEMENT", DAY))
    };
    let settled = settle("IN_COURT");
    check(&settled, (DAY, approve()), Ok(&["SettlementApproved"]));
    check(
        &settled,
        (DAY, act("refuse_settlement")),
        Ok(&["SettlementRefused"]),
    );
    check(&settled, ("2025-03-02", approve()), Err(C::DateOrder));
    let approved = settled.then(DAY, approve());
    check(
        &approved,
        (DAY, act("refuse_settlement")),
        Err(C::AlreadyClosed),
    );
    check(
        &settle("OUT_OF_COURT"),
        (DAY, approve()),
        Err(C::WrongState),
    );
    let agreed = Given::court().agreed(DAY, "IN_COURT");
    check(&agreed, (DAY, approve()), Err(C::WrongState));
    let unsettled = agreed.then(DAY, give_back("NO_SETTLEMENT", DAY));
    check(&unsettled, (DAY, approve()), Err(C::WrongState));
}

#[test]
fn breach_and_feedback_come_after_the_end() {
    let agreed = Given::court().agreed(DAY, "IN_COURT");
    let score = |score: u8| referral("receive_feedback", json!({"role": "PARTY", "score": score}));
    check(&agreed, (DAY, score(5)), Err(C::WrongState));
    check(&agreed, (DAY, act("report_breach")), Err(C::WrongState));
    let settled = agreed.then(DAY, give_back("FULL_SETTLEMENT", DAY));
    check(
        &settled,
        (DAY, act("report_breach")),
        Ok(&["SettlementBreachReported"]),
    );
    for good in [1, 5] {
        check(&settled, (DAY, score(good)), Ok(&["FeedbackReceived"]));
    }
    for bad in [0, 6] {
        check(&settled, (DAY, score(bad)), Err(C::ScoreInvalid));
    }
}

#[test]
fn nobody_answers_how_it_was_before_it_ended() {
    let returned = Given::court()
        .agreed(DAY, "IN_COURT")
        .then("2025-03-20", give_back("FULL_SETTLEMENT", "2025-03-20"));
    let answer = referral("receive_feedback", json!({"role": "PARTY", "score": 4}));
    check(&returned, ("2025-03-19", answer.clone()), Err(C::DateOrder));
    check(&returned, ("2025-03-20", answer), Ok(&["FeedbackReceived"]));
}

#[test]
fn a_procedure_that_a_settlement_ended_is_not_returned_unsettled() {
    let ended = |ground: &str| {
        let ending = referral("terminate", json!({"ground": ground}));
        Given::court()
            .agreed(DAY, "IN_COURT")
            .then("2025-03-20", ending)
    };
    let unsettled = ("2025-03-20", give_back("NO_SETTLEMENT", "2025-03-20"));
    check(&ended("A26_3"), unsettled.clone(), Ok(&["ResultReturned"]));
    check(&ended("A26_1"), unsettled, Err(C::ResultCodeUnknown));
}
