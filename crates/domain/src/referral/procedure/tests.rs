use serde_json::json;

use crate::command::Command;
use crate::referral::Referral;
use crate::rejection::Code as C;
use crate::scenario::*;
use crate::term::Due;

fn act(name: &str) -> Command {
    referral(name, json!({}))
}

fn replace(all_parties: bool) -> Command {
    let choice = json!({"entry_no": ENTRY, "reason": "PARTIES_WISH", "all_parties": all_parties});
    referral("replace_mediator", choice)
}

fn session() -> Command {
    referral("hold_session", json!({"mode": "VIDEO", "minutes": 90}))
}

fn deadline(on: &str) -> Command {
    let deadline = json!({"deadline_on": on, "authority": "COURT"});
    referral("set_procedural_deadline", deadline)
}

/// The one referral of the scenario.
fn state(given: &Given) -> Referral {
    *given.docket.referrals.values().next().unwrap()
}

fn due_of(given: &Given) -> Due {
    state(given).procedure.unwrap().term.due
}

#[test]
fn t10_extensions_fill_the_cap_of_a_referral() {
    let agreed = Given::court().agreed(DAY, "IN_COURT");
    let longer = agreed
        .then("2025-04-02", extend(10))
        .then("2025-04-14", extend(20));
    let rolled = date("2025-05-02");
    assert_eq!(
        due_of(&longer),
        Due {
            raw: rolled,
            rolled
        }
    );
    check(
        &longer,
        ("2025-05-02", extend(1)),
        Err(C::AggregateCapExceeded),
    );
    check(
        &longer,
        ("2025-05-02", extend(31)),
        Err(C::ExtensionDaysInvalid),
    );
}

#[test]
fn t13_a_decision_recorded_late_is_judged_by_its_own_day() {
    let agreed = Given::court().agreed(DAY, "IN_COURT");
    let (decided_on, recorded_on) = (date("2025-04-01"), date("2025-04-05"));
    assert!(
        agreed
            .decide_recorded(decided_on, recorded_on, extend(10))
            .is_ok()
    );
    let ahead = agreed.decide_recorded(recorded_on, decided_on, extend(10));
    assert_eq!(ahead.unwrap_err().code, C::DateInFuture);
}

#[test]
fn t15_who_extends_in_court_follows_the_law_of_the_day() {
    let court = |days| {
        with(
            extend(days),
            json!({"decided_by": "COURT", "all_parties": false}),
        )
    };
    let old = Given::court().agreed("2012-02-15", "IN_COURT");
    check(&old, ("2012-03-01", extend(10)), Err(C::DeciderNotAllowed));
    check(&old, ("2012-03-01", court(10)), Ok(&["MediationExtended"]));
    let new = Given::court().agreed("2023-04-17", "IN_COURT");
    check(&new, ("2023-05-01", extend(10)), Ok(&["MediationExtended"]));
    check(&new, ("2023-05-01", court(10)), Err(C::DeciderNotAllowed));
    let notified = |on: &str| with(extend(10), json!({"notified_court_on": on}));
    check(
        &new,
        ("2023-05-01", notified("2023-05-01")),
        Ok(&["MediationExtended"]),
    );
    check(
        &new,
        ("2023-05-01", notified("2023-04-30")),
        Err(C::DateOrder),
    );
    let alone = with(extend(10), json!({"all_parties": false}));
    check(&new, ("2023-05-01", alone), Err(C::MutualDecisionMissing));
}

#[test]
fn t17_the_authority_sets_and_moves_a_criminal_deadline() {
    let ready = Given::court().ready("2025-05-01", "CRIMINAL");
    let day = "2025-05-01";
    check(&ready, (day, sign(1)), Err(C::ProceduralDeadlineRequired));
    check(&ready, (day, deadline("2025-04-30")), Err(C::DateOrder));
    check(
        &ready,
        (day, deadline("2025-05-15")),
        Ok(&["ProceduralDeadlineSet"]),
    );
    let agreed = ready.then(day, deadline("2025-05-15")).then(day, sign(1));
    assert_eq!(due_of(&agreed).rolled, date("2025-05-15"));
    check(&agreed, (day, extend(10)), Err(C::CriminalTermFixed));
    let moved = agreed.then("2025-05-14", deadline("2025-06-15"));
    assert_eq!(due_of(&moved).rolled, date("2025-06-15"));
    check(&moved, ("2025-06-15", session()), Ok(&["SessionHeld"]));
    check(
        &moved,
        (day, act("suspend_proceedings")),
        Err(C::WrongState),
    );
    let civil = Given::court().agreed(DAY, "IN_COURT");
    check(&civil, (DAY, deadline("2025-05-15")), Err(C::WrongState));
}

#[test]
fn t19_enforcement_rests_thirty_days_and_no_longer() {
    let agreed = Given::court().agreed(DAY, "ENFORCEMENT");
    let rest = || act("suspend_proceedings");
    check(
        &agreed,
        ("2025-04-02", rest()),
        Ok(&["ProceedingsSuspended"]),
    );
    let longer = agreed.then("2025-03-10", extend(30));
    check(
        &longer,
        ("2025-04-02", rest()),
        Ok(&["ProceedingsSuspended"]),
    );
    check(&longer, ("2025-04-03", rest()), Err(C::WrongState));
}

#[test]
fn a_case_in_court_rests_until_it_goes_on() {
    let agreed = Given::court().agreed(DAY, "IN_COURT");
    let (rest, resume) = (act("suspend_proceedings"), act("resume_proceedings"));
    check(&agreed, (DAY, resume.clone()), Err(C::WrongState));
    check(&agreed, (DAY, rest.clone()), Ok(&["ProceedingsSuspended"]));
    let rests = agreed.then(DAY, rest.clone());
    check(&rests, (DAY, rest.clone()), Err(C::WrongState));
    check(&rests, (DAY, resume), Ok(&["ProceedingsResumed"]));
    let ready = Given::court().ready(DAY, "IN_COURT");
    check(&ready, (DAY, rest.clone()), Err(C::WrongState));
    let outside = Given::court().agreed(DAY, "OUT_OF_COURT");
    check(&outside, (DAY, rest), Err(C::WrongState));
}

#[test]
fn t21_a_suspended_mediator_is_replaced_and_the_clock_runs_on() {
    let agreed = Given::court().agreed(DAY, "IN_COURT");
    let before = due_of(&agreed);
    check(&agreed, (DAY, replace(true)), Ok(&["MediatorReplaced"]));
    check(
        &agreed,
        (DAY, replace(false)),
        Err(C::MediatorNotJointlyChosen),
    );
    check(&agreed, ("2025-04-03", replace(true)), Err(C::WrongState));
    let ready = Given::court().ready(DAY, "IN_COURT");
    check(&ready, (DAY, replace(true)), Err(C::WrongState));
    let replaced = agreed.then("2025-03-15", replace(true));
    assert_eq!(due_of(&replaced), before);
}

#[test]
fn sessions_are_held_within_the_term_and_numbered() {
    let agreed = Given::court().agreed(DAY, "IN_COURT");
    check(&agreed, ("2025-04-02", session()), Ok(&["SessionHeld"]));
    check(&agreed, ("2025-03-02", session()), Err(C::DateOrder));
    let twice = agreed.then(DAY, session()).then(DAY, session());
    assert_eq!(state(&twice).procedure.unwrap().sessions, 2);
}

#[test]
fn a_session_has_some_of_the_parties_and_no_strangers() {
    let agreed = Given::court().agreed(DAY, "IN_COURT");
    let attended = |parties: serde_json::Value| with(session(), json!({"attended": parties}));
    for wrong in [0, 3, 255] {
        check(&agreed, (DAY, attended(json!(wrong))), Err(C::PartyUnknown));
    }
    assert_eq!(state(&agreed).procedure.unwrap().first_attended, None);
    for (parties, all) in [(json!(1), false), (json!(2), true), (json!(null), true)] {
        let held = agreed.clone().then(DAY, attended(parties));
        let first = state(&held).procedure.unwrap().first_attended;
        assert_eq!(first, Some(all));
        let again = held.then(DAY, attended(json!(1)));
        assert_eq!(state(&again).procedure.unwrap().first_attended, first);
    }
}

#[test]
fn proceedings_are_not_resumed_before_they_rested() {
    let rests = Given::court()
        .agreed(DAY, "IN_COURT")
        .then("2025-03-10", referral("suspend_proceedings", json!({})));
    let resume = referral("resume_proceedings", json!({}));
    check(&rests, ("2025-03-09", resume.clone()), Err(C::DateOrder));
    check(&rests, ("2025-03-10", resume), Ok(&["ProceedingsResumed"]));
}
