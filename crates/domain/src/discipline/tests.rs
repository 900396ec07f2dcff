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

fn review(result: &str) -> Command {
    let finding = json!({"body": "QB-01", "result": result});
    entry("record_quality_review", finding)
}

fn open_on_review(proceeding: u128) -> Command {
    with(open(proceeding), json!({"complaint_id": null}))
}

fn lift() -> Command {
    entry("lift_suspension", json!({"reason": "GROUND_FELL_AWAY"}))
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

#[test]
fn a_lifted_suspension_leaves_an_earlier_one_as_it_was() {
    let second = json!({"proceeding_id": id(0xe, 2)});
    let on = "2025-10-01";
    let twice = breached(DAY)
        .then(DAY, suspend(1))
        .then(on, open(2))
        .then(on, with(close("BREACH_CONFIRMED"), second))
        .then(on, suspend(2));
    let lifted = twice.then("2025-11-03", lift());
    let last_days: Vec<_> = lifted
        .the_entry()
        .sanctions
        .iter()
        .map(|known| known.to)
        .collect();
    let expected = ["2025-09-03", "2025-11-02"].map(|day| Some(date(day)));
    assert_eq!(last_days, expected);
}

#[test]
fn a_review_is_by_a_body_registered_on_the_day() {
    let entered = Given::court().entered(DAY).fact(quality_body());
    let reviewed = Ok(&["QualityReviewRecorded"][..]);
    check(&entered, (DAY, review("SOUND")), reviewed);
    check(&entered, ("2025-12-31", review("REMARKS")), reviewed);
    check(
        &entered,
        ("2026-01-01", review("SOUND")),
        Err(C::QualityBodyUnknown),
    );
    let unknown = with(review("SOUND"), json!({"body": "QB-99"}));
    check(&entered, (DAY, unknown), Err(C::QualityBodyUnknown));
    let nobody = Given::court().fact(quality_body());
    check(&nobody, (DAY, review("SOUND")), Err(C::EntryUnknown));
}

#[test]
fn a_proceeding_rests_on_the_breach_of_a_review_that_none_has_answered() {
    let entered = Given::court().entered(DAY).fact(quality_body());
    let opened = Ok(&["DisciplinaryProceedingOpened"][..]);
    check(
        &entered,
        (DAY, open_on_review(1)),
        Err(C::DisciplineSequence),
    );
    for result in ["SOUND", "REMARKS"] {
        let reviewed = entered.clone().then(DAY, review(result));
        check(
            &reviewed,
            (DAY, open_on_review(1)),
            Err(C::DisciplineSequence),
        );
    }
    let breach = entered.then("2025-03-05", review("BREACH"));
    check(
        &breach,
        (DAY, open_on_review(1)),
        Err(C::DisciplineSequence),
    );
    check(&breach, ("2025-03-05", open_on_review(1)), opened);
    let answered = breach.then("2025-03-05", open_on_review(1));
    check(
        &answered,
        ("2025-03-06", open_on_review(2)),
        Err(C::DisciplineSequence),
    );
    let again = answered.then("2025-03-06", review("BREACH"));
    check(&again, ("2025-03-06", open_on_review(2)), opened);
}

#[test]
fn a_complaint_answers_no_review() {
    let both = Given::court()
        .entered(DAY)
        .fact(quality_body())
        .then(DAY, review("BREACH"))
        .then(DAY, complain(1))
        .then(DAY, open(1));
    check(
        &both,
        (DAY, open_on_review(2)),
        Ok(&["DisciplinaryProceedingOpened"]),
    );
    let reviews = &both
        .then(DAY, open_on_review(2))
        .the_entry()
        .reviews
        .clone();
    let answered_by = reviews[0].answered_by.map(|proceeding| proceeding.0);
    assert_eq!(answered_by, Some(id(0xe, 2)));
}

#[test]
fn a_suspension_is_not_lifted_by_hand_as_an_appeal() {
    let suspended = breached(DAY).then(DAY, suspend(1));
    let by_hand = entry("lift_suspension", json!({"reason": "APPEAL_WON"}));
    check(&suspended, ("2025-05-05", by_hand), Err(C::WrongState));
    check(
        &suspended,
        ("2025-05-05", lift()),
        Ok(&["SuspensionLifted"]),
    );
}

#[test]
fn a_suspension_ends_the_certificate() {
    let issue = entry("issue_certificate", json!({"credential_id": id(0xcc, 1)}));
    let certified = breached(DAY).then(DAY, issue);
    let ended = ["MediatorSuspended", "CertificateRevoked"];
    check(&certified, (DAY, suspend(1)), Ok(&ended));
    let suspended = certified.then("2025-04-01", suspend(1));
    assert!(
        suspended
            .the_entry()
            .credential(date("2025-03-31"))
            .is_some()
    );
    assert_eq!(suspended.the_entry().credential(date("2025-04-01")), None);
}

#[test]
fn judges_are_shown_a_sanction_for_five_years_after_its_end() {
    let warned = breached(DAY).then(DAY, sanction());
    let shown = |given: &Given, day: &str| given.the_entry().sanctions_shown(date(day)).count();
    assert_eq!(
        ["2025-03-02", DAY, "2030-03-03", "2030-03-04"].map(|day| shown(&warned, day)),
        [0, 1, 1, 0]
    );
    let suspended = breached(DAY).then(DAY, suspend(1));
    assert_eq!(
        ["2030-09-03", "2030-09-04"].map(|day| shown(&suspended, day)),
        [1, 0]
    );
    let lifted = suspended.then("2025-05-05", lift());
    assert_eq!(lifted.the_entry().sanctions[0].to, Some(date("2025-05-04")));
    assert_eq!(
        ["2030-05-04", "2030-05-05"].map(|day| shown(&lifted, day)),
        [1, 0]
    );
}
