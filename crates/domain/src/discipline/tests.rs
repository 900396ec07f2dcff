use serde_json::json;

use crate::command::Command;
use crate::rejection::Code as C;
use crate::scenario::*;
use crate::standing::Standing;

fn complain(complaint: u128) -> Command {
    let about = json!({
        "complaint_id": id(0xd, complaint), "by": "PARTY", "ground": "CONFIDENTIALITY",
    });
    entry("receive_complaint", about)
}

fn open(proceeding: u128) -> Command {
    let about = json!({
        "proceeding_id": id(0xe, proceeding), "complaint_id": id(0xd, 1), "body": "SRO-007",
    });
    entry("open_proceeding", about)
}

fn close(outcome: &str) -> Command {
    let end = json!({"proceeding_id": id(0xe, 1), "outcome": outcome});
    entry("close_proceeding", end)
}

fn sanction() -> Command {
    let kind = json!({"proceeding_id": id(0xe, 1), "kind": "WARNING"});
    entry("record_sanction", kind)
}

fn suspend(proceeding: u128) -> Command {
    let proceeding = json!({"proceeding_id": id(0xe, proceeding)});
    entry("suspend_mediator", proceeding)
}

fn lift() -> Command {
    entry("lift_suspension", json!({"reason": "APPEAL_WON"}))
}

/// An entry on which a proceeding confirmed a breach.
fn breached(day: &str) -> Given {
    let entered = Given::court().entered(day);
    entered
        .then(day, complain(1))
        .then(day, open(1))
        .then(day, close("BREACH_CONFIRMED"))
}

fn standing(given: &Given, day: &str) -> Standing {
    let entry = given.docket.entries.values().next().unwrap();
    entry.validity.standing(date(day))
}

#[test]
fn a_complaint_names_an_entry_and_perhaps_a_referral_of_this_court() {
    let entered = Given::court().entered(DAY);
    check(&entered, (DAY, complain(1)), Ok(&["ComplaintReceived"]));
    check(&Given::court(), (DAY, complain(1)), Err(C::EntryUnknown));
    let in_referral = with(complain(1), json!({"referral_no": REFERRAL}));
    check(
        &entered,
        (DAY, in_referral.clone()),
        Err(C::ReferralUnknown),
    );
    let referred = Given::court().referred(DAY, "IN_COURT");
    check(&referred, (DAY, in_referral), Ok(&["ComplaintReceived"]));
    let complained = entered.then(DAY, complain(1));
    check(&complained, (DAY, complain(1)), Err(C::AlreadyExists));
}

#[test]
fn each_step_follows_the_one_before() {
    let entered = Given::court().entered(DAY);
    for early in [open(1), close("DISMISSED"), sanction(), suspend(1)] {
        check(&entered, (DAY, early), Err(C::DisciplineSequence));
    }
    let complained = entered.then(DAY, complain(1));
    check(
        &complained,
        (DAY, open(1)),
        Ok(&["DisciplinaryProceedingOpened"]),
    );
    let opened = complained.then(DAY, open(1));
    check(&opened, (DAY, open(1)), Err(C::AlreadyExists));
    check(&opened, (DAY, suspend(1)), Err(C::DisciplineSequence));
    check(
        &opened,
        (DAY, close("DISMISSED")),
        Ok(&["DisciplinaryProceedingClosed"]),
    );
    let dismissed = opened.then(DAY, close("DISMISSED"));
    check(
        &dismissed,
        (DAY, close("BREACH_CONFIRMED")),
        Err(C::DisciplineSequence),
    );
    check(&dismissed, (DAY, suspend(1)), Err(C::DisciplineSequence));
    check(&dismissed, (DAY, sanction()), Err(C::DisciplineSequence));
}

#[test]
fn the_body_of_a_proceeding_is_a_code() {
    let complained = Given::court().entered(DAY).then(DAY, complain(1));
    let told = with(
        open(1),
        json!({"body": "the board, because of what he said"}),
    );
    check(&complained, (DAY, told), Err(C::ConfidentialContent));
    let long = with(open(1), json!({"body": "X".repeat(65)}));
    check(&complained, (DAY, long), Err(C::ConfidentialContent));
}

#[test]
fn a_breach_is_answered_by_one_sanction() {
    let breached = breached(DAY);
    check(&breached, (DAY, sanction()), Ok(&["SanctionRecorded"]));
    check(&breached, (DAY, suspend(1)), Ok(&["MediatorSuspended"]));
    let warned = breached.then(DAY, sanction());
    check(&warned, (DAY, suspend(1)), Err(C::DisciplineSequence));
}

#[test]
fn t20_a_suspension_ends_on_the_same_date_or_the_months_last() {
    for (from, to, free) in [
        ("2024-08-31", "2025-02-28", "2025-03-01"),
        ("2023-08-31", "2024-02-29", "2024-03-01"),
        ("2025-03-10", "2025-09-10", "2025-09-11"),
    ] {
        let suspended = breached(from).then(from, suspend(1));
        let until = date(to);
        assert_eq!(standing(&suspended, from), Standing::Suspended { until });
        assert_eq!(standing(&suspended, to), Standing::Suspended { until });
        assert_eq!(standing(&suspended, free), Standing::Active);
    }
}

#[test]
fn a_suspended_mediator_is_not_suspended_again_nor_a_removed_one() {
    let second = [
        with(open(2), json!({})),
        with(
            close("BREACH_CONFIRMED"),
            json!({"proceeding_id": id(0xe, 2)}),
        ),
    ];
    let [open, close] = second;
    let twice = breached(DAY).then(DAY, open).then(DAY, close);
    let suspended = twice.then(DAY, suspend(1));
    check(&suspended, (DAY, suspend(2)), Err(C::WrongState));
    check(
        &suspended,
        ("2025-09-04", suspend(2)),
        Ok(&["MediatorSuspended"]),
    );
    let remove = entry("remove_entry", json!({"reason": "OWN_WISH"}));
    let removed = breached(DAY).then(DAY, remove);
    check(&removed, (DAY, suspend(1)), Err(C::WrongState));
}

#[test]
fn a_lifted_suspension_frees_the_day_it_is_lifted_on() {
    let suspended = breached(DAY).then(DAY, suspend(1));
    check(&breached(DAY), (DAY, lift()), Err(C::WrongState));
    check(&suspended, ("2025-09-04", lift()), Err(C::WrongState));
    let lifted = suspended.clone().then("2025-05-05", lift());
    assert!(matches!(
        standing(&lifted, "2025-05-04"),
        Standing::Suspended { .. }
    ));
    assert_eq!(standing(&lifted, "2025-05-05"), Standing::Active);
    let at_once = suspended.then(DAY, lift());
    assert_eq!(standing(&at_once, DAY), Standing::Active);
}
