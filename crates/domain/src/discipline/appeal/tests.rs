use chrono::Days;
use proptest::prelude::*;
use serde_json::json;

use crate::command::Command;
use crate::entry::event::EntryEvent;
use crate::rejection::Code as C;
use crate::scenario::*;
use crate::standing::Standing;

fn suspend(proceeding: u128) -> Command {
    entry(
        "suspend_mediator",
        json!({"proceeding_id": id(0xe, proceeding)}),
    )
}

fn warn(proceeding: u128) -> Command {
    entry(
        "record_sanction",
        json!({"proceeding_id": id(0xe, proceeding), "kind": "WARNING"}),
    )
}

fn remove(reason: &str) -> Command {
    entry("remove_entry", json!({"reason": reason}))
}

/// An entry on which a proceeding confirmed a breach.
fn breached(day: &str, proceeding: u128) -> Given {
    let given = Given::court().entered(day);
    breach(proceeding)
        .into_iter()
        .fold(given, |given, step| given.then(day, step))
}

/// Suspended from [`DAY`] to 2025-09-03.
fn suspended() -> Given {
    breached(DAY, 1).then(DAY, suspend(1))
}

/// Removed on [`DAY`], with the appeal lodged a week later.
fn removed_and_appealed() -> Given {
    let removed = Given::court().entered(DAY).then(DAY, remove("JUDGMENT"));
    removed.then("2025-03-10", lodge_appeal(1, "REMOVAL", None))
}

fn standing(given: &Given, day: &str) -> Standing {
    given.the_entry().validity.standing(date(day))
}

fn shown(given: &Given, day: &str) -> usize {
    given.the_entry().sanctions_shown(date(day)).count()
}

#[test]
fn an_appeal_is_against_a_sanction_that_stands() {
    let lodged = Ok(&["AppealLodged"][..]);
    let warned = breached(DAY, 1).then(DAY, warn(1));
    check(&warned, (DAY, lodge_appeal(1, "SANCTION", Some(1))), lodged);
    check(
        &suspended(),
        (DAY, lodge_appeal(1, "SUSPENSION", Some(1))),
        lodged,
    );
    for (given, against, proceeding) in [
        (&warned, "SUSPENSION", Some(1)),
        (&warned, "SANCTION", Some(2)),
        (&warned, "SANCTION", None),
        (&warned, "REMOVAL", None),
        (&suspended(), "SANCTION", Some(1)),
        (&breached(DAY, 1), "SUSPENSION", Some(1)),
    ] {
        let appeal = lodge_appeal(1, against, proceeding);
        check(given, (DAY, appeal), Err(C::DisciplineSequence));
    }
    let early = lodge_appeal(1, "SUSPENSION", Some(1));
    check(&suspended(), ("2025-03-02", early), Err(C::DateOrder));
}

#[test]
fn an_appeal_against_a_removal_names_no_proceeding() {
    let removed = Given::court().entered(DAY).then(DAY, remove("JUDGMENT"));
    check(
        &removed,
        (DAY, lodge_appeal(1, "REMOVAL", None)),
        Ok(&["AppealLodged"]),
    );
    let named = lodge_appeal(1, "REMOVAL", Some(1));
    check(&removed, (DAY, named), Err(C::DisciplineSequence));
    let nobody = Given::court();
    check(
        &nobody,
        (DAY, lodge_appeal(1, "REMOVAL", None)),
        Err(C::EntryUnknown),
    );
}

#[test]
fn one_appeal_at_a_time_is_open_against_the_same() {
    let appealed = suspended().then(DAY, lodge_appeal(1, "SUSPENSION", Some(1)));
    check(
        &appealed,
        (DAY, lodge_appeal(1, "SUSPENSION", Some(1))),
        Err(C::AlreadyExists),
    );
    check(
        &appealed,
        (DAY, lodge_appeal(2, "SUSPENSION", Some(1))),
        Err(C::AlreadyExists),
    );
    let removed = appealed.clone().then(DAY, remove("JUDGMENT"));
    check(
        &removed,
        (DAY, lodge_appeal(2, "REMOVAL", None)),
        Ok(&["AppealLodged"]),
    );
    let lost = appealed.then("2025-04-01", decide_appeal(1, "LOST", None));
    check(
        &lost,
        ("2025-04-02", lodge_appeal(2, "SUSPENSION", Some(1))),
        Ok(&["AppealLodged"]),
    );
}

#[test]
fn an_open_appeal_is_decided_once() {
    let decided = Ok(&["AppealDecided"][..]);
    check(
        &suspended(),
        (DAY, decide_appeal(1, "LOST", None)),
        Err(C::DisciplineSequence),
    );
    let appealed = suspended().then("2025-03-10", lodge_appeal(1, "SUSPENSION", Some(1)));
    for outcome in ["LOST", "WITHDRAWN"] {
        check(
            &appealed,
            ("2025-04-01", decide_appeal(1, outcome, None)),
            decided,
        );
        let ended = appealed
            .clone()
            .then("2025-04-01", decide_appeal(1, outcome, None));
        let again = decide_appeal(1, "WON", None);
        check(&ended, ("2025-04-02", again), Err(C::DisciplineSequence));
        let until = date("2025-09-03");
        assert_eq!(
            standing(&ended, "2025-04-02"),
            Standing::Suspended { until }
        );
        assert_eq!(shown(&ended, "2025-04-02"), 1);
    }
    let early = ("2025-03-09", decide_appeal(1, "LOST", None));
    check(&appealed, early, Err(C::DateOrder));
}

#[test]
fn a_won_appeal_lifts_the_suspension_from_its_date() {
    let appealed = suspended().then("2025-03-10", lodge_appeal(1, "SUSPENSION", Some(1)));
    let lifted = ["AppealDecided", "SuspensionLifted"];
    let won = |effective_on| ("2025-05-05", decide_appeal(1, "WON", effective_on));
    check(&appealed, won(None), Ok(&lifted));
    check(&appealed, won(Some(DAY)), Ok(&lifted));
    check(&appealed, won(Some("2025-03-02")), Err(C::DateOrder));
    check(&appealed, won(Some("2025-05-06")), Err(C::DateOrder));

    let from_the_act = appealed.clone().then("2025-05-05", won(None).1);
    assert!(matches!(
        standing(&from_the_act, "2025-05-04"),
        Standing::Suspended { .. }
    ));
    assert_eq!(standing(&from_the_act, "2025-05-05"), Standing::Active);
    assert_eq!(
        [
            shown(&from_the_act, "2025-05-04"),
            shown(&from_the_act, "2025-05-05")
        ],
        [1, 0]
    );

    let never = appealed.then("2025-05-05", won(Some(DAY)).1);
    assert_eq!(standing(&never, DAY), Standing::Active);
    assert!(never.the_entry().validity.suspensions.is_empty());
    assert_eq!(shown(&never, DAY), 0);
    let sanction = never.the_entry().sanctions[0];
    assert_eq!(sanction.overturned_on, Some(date(DAY)));
    let again = lodge_appeal(2, "SUSPENSION", Some(1));
    check(&never, ("2025-05-06", again), Err(C::DisciplineSequence));
}

#[test]
fn an_appeal_won_after_the_suspension_was_over_takes_it_out_of_sight() {
    let appealed = suspended().then("2025-03-10", lodge_appeal(1, "SUSPENSION", Some(1)));
    let over = ("2025-10-01", decide_appeal(1, "WON", None));
    check(&appealed, over.clone(), Ok(&["AppealDecided"]));
    let won = appealed.clone().then(over.0, over.1);
    let until = date("2025-09-03");
    assert_eq!(standing(&won, "2025-09-03"), Standing::Suspended { until });
    assert_eq!(
        [shown(&won, "2025-09-30"), shown(&won, "2025-10-01")],
        [1, 0]
    );
    let backwards = ("2025-10-01", decide_appeal(1, "WON", Some("2025-09-03")));
    check(
        &appealed,
        backwards,
        Ok(&["AppealDecided", "SuspensionLifted"]),
    );
}

#[test]
fn a_won_appeal_takes_one_sanction_away_and_leaves_the_others() {
    let twice = breach(2)
        .into_iter()
        .fold(suspended(), |given, step| given.then(DAY, step));
    let warned = twice
        .then("2025-03-04", warn(2))
        .then("2025-03-10", lodge_appeal(1, "SUSPENSION", Some(1)))
        .then("2025-04-01", decide_appeal(1, "WON", Some(DAY)));
    assert_eq!(standing(&warned, "2025-03-05"), Standing::Active);
    assert_eq!([shown(&warned, DAY), shown(&warned, "2025-03-04")], [0, 1]);
    let appealed = warned.then("2025-04-02", lodge_appeal(2, "SANCTION", Some(2)));
    let won = ("2025-05-05", decide_appeal(2, "WON", Some("2025-03-04")));
    check(&appealed, won.clone(), Ok(&["AppealDecided"]));
    assert_eq!(shown(&appealed.then(won.0, won.1), "2025-05-05"), 0);
}

#[test]
fn a_won_appeal_does_not_lift_another_suspension_that_overlaps() {
    // The second suspension is of an earlier day than the first, and recorded after it.
    let overlapping = breach(2)
        .into_iter()
        .fold(breached(DAY, 1), |given, step| given.then(DAY, step))
        .then("2025-03-10", suspend(1))
        .then("2025-03-05", suspend(2));
    let won = overlapping
        .then("2025-03-11", lodge_appeal(1, "SUSPENSION", Some(1)))
        .then("2025-04-01", decide_appeal(1, "WON", None));
    let until = date("2025-09-05");
    assert_eq!(standing(&won, "2025-04-02"), Standing::Suspended { until });
    assert_eq!(standing(&won, "2025-09-06"), Standing::Active);
}

#[test]
fn a_won_appeal_brings_a_removed_entry_back_from_its_date() {
    let back = ["AppealDecided", "EntryReinstated"];
    let won = |effective_on| ("2025-05-05", decide_appeal(1, "WON", effective_on));
    check(&removed_and_appealed(), won(None), Ok(&back));
    check(
        &removed_and_appealed(),
        won(Some("2025-03-02")),
        Err(C::DateOrder),
    );
    let from_the_act = removed_and_appealed().then("2025-05-05", won(None).1);
    let on = date(DAY);
    assert_eq!(
        standing(&from_the_act, "2025-05-04"),
        Standing::Removed { on }
    );
    assert_eq!(standing(&from_the_act, "2025-05-05"), Standing::Active);
    let never = removed_and_appealed().then("2025-05-05", won(Some(DAY)).1);
    assert_eq!(standing(&never, DAY), Standing::Active);
    let lost = removed_and_appealed().then("2025-05-05", decide_appeal(1, "LOST", None));
    assert_eq!(standing(&lost, "2025-05-05"), Standing::Removed { on });
    let by_hand = entry("reinstate_entry", json!({"basis": "APPEAL_WON"}));
    check(&lost, ("2025-05-06", by_hand), Err(C::WrongState));
}

#[test]
fn an_entry_does_not_come_back_by_appeal_beside_another_or_beside_an_office() {
    let won = || ("2025-05-05", decide_appeal(1, "WON", None));
    let coordinator = removed_and_appealed().fact(appointed("KZ-75-204", "o-78", 1));
    check(&coordinator, won(), Err(C::CoordinatorMediatorConflict));
    let barred = entry("establish_bar", json!({"bar": "PROSECUTION", "since": DAY}));
    let barred = removed_and_appealed().then("2025-03-10", barred);
    check(&barred, won(), Err(C::StatutoryBar));

    let second = json!({"application_id": application_id(2)});
    let pay = removed_and_appealed().pay("2025-04-01", 2);
    let other = removed_and_appealed()
        .then("2025-04-01", with(submit(), second.clone()))
        .then(
            "2025-04-01",
            command(json!({
                "act": "reuse_verification", "application_id": application_id(2),
                "verification_id": verification_id(1), "from_court": COURT,
            })),
        )
        .then("2025-04-01", with(assess(2), second.clone()))
        .then("2025-04-01", pay)
        .then("2025-04-01", with(register(), second));
    check(&other, won(), Err(C::AlreadyEntered));
    // Once the first entry would have run out, it stands in nobody's way.
    let late = ("2026-03-03", decide_appeal(1, "WON", None));
    check(&other, late, Ok(&["AppealDecided", "EntryReinstated"]));
}

#[test]
fn what_has_come_back_meanwhile_is_not_reinstated_twice() {
    let bar = |act: &str| entry(act, json!({"bar": "PROSECUTION"}));
    let barred = with(
        bar("lift_bar"),
        json!({"act": "establish_bar", "since": DAY}),
    );
    let back = Given::court()
        .entered(DAY)
        .then(DAY, barred)
        .then("2025-03-10", lodge_appeal(1, "REMOVAL", None))
        .then("2025-04-01", bar("lift_bar"))
        .then(
            "2025-04-01",
            entry("reinstate_entry", json!({"basis": "BAR_LIFTED"})),
        );
    let won = ("2025-05-05", decide_appeal(1, "WON", Some("2025-03-20")));
    check(&back, won.clone(), Ok(&["AppealDecided"]));
    let won = back.then(won.0, won.1);
    let on = date(DAY);
    assert_eq!(standing(&won, "2025-03-19"), Standing::Removed { on });
    assert_eq!(standing(&won, "2025-03-20"), Standing::Active);
}

#[test]
fn a_suspension_after_a_won_appeal_is_lifted_like_any_other() {
    let won = suspended()
        .then("2025-03-10", lodge_appeal(1, "SUSPENSION", Some(1)))
        .then("2025-04-01", decide_appeal(1, "WON", None));
    let again = breach(2)
        .into_iter()
        .fold(won, |given, step| given.then("2025-05-05", step))
        .then("2025-05-05", suspend(2));
    let lift = entry("lift_suspension", json!({"reason": "GROUND_FELL_AWAY"}));
    let lifted = again.then("2025-06-02", lift);
    assert_eq!(standing(&lifted, "2025-06-02"), Standing::Active);
}

/// The story with an event of the entry that no command of today gives.
fn stated(mut given: Given, name: &str, mut fields: serde_json::Value) -> Given {
    fields["entry_no"] = json!(ENTRY);
    let event: EntryEvent = serde_json::from_value(json!({name: fields})).unwrap();
    given.record(date("2025-05-05"), vec![event.into()]);
    given
}

#[test]
fn what_was_undone_as_won_counts_where_no_won_appeal_is_recorded() {
    let on = "2025-05-05";
    let lost = |given: Given| given.then("2025-04-01", decide_appeal(1, "LOST", None));
    let appealed = suspended().then(DAY, lodge_appeal(1, "SUSPENSION", Some(1)));
    for given in [suspended(), lost(appealed)] {
        let fields = json!({"reason": "APPEAL_WON", "on": on});
        let lifted = stated(given, "SuspensionLifted", fields);
        assert_eq!(standing(&lifted, on), Standing::Active);
    }
    let removed = Given::court().entered(DAY).then(DAY, remove("JUDGMENT"));
    for given in [removed, lost(removed_and_appealed())] {
        let fields = json!({"basis": "APPEAL_WON", "on": on});
        let back = stated(given, "EntryReinstated", fields);
        assert_eq!(standing(&back, on), Standing::Active);
    }
}

#[test]
fn a_won_appeal_brings_nobody_back_from_another_removal() {
    let appealed = Given::court()
        .entered(DAY)
        .then("2025-04-10", remove("JUDGMENT"))
        .then("2025-04-01", remove("OWN_WISH"))
        .then("2025-04-11", lodge_appeal(1, "REMOVAL", None));
    let won = decide_appeal(1, "WON", None);
    check(
        &appealed,
        ("2025-05-05", won.clone()),
        Ok(&["AppealDecided"]),
    );
    let won = appealed.then("2025-05-05", won);
    let fields = json!({"basis": "APPEAL_WON", "on": "2025-05-05"});
    let on = date("2025-04-01");
    for given in [won.clone(), stated(won, "EntryReinstated", fields)] {
        assert_eq!(standing(&given, "2025-05-05"), Standing::Removed { on });
    }
}

/// What may be tried on a day, counted from the story's first.
fn attempt(kind: u8, number: u128, back: u64, day: chrono::NaiveDate) -> Command {
    let effective_on = (day - Days::new(back)).to_string();
    match kind {
        0 => suspend(number),
        1 => warn(number),
        2 => lodge_appeal(number, "SUSPENSION", Some(number)),
        3 => lodge_appeal(number, "SANCTION", Some(number)),
        4 => decide_appeal(number, "WON", Some(&effective_on)),
        _ => decide_appeal(number, "LOST", None),
    }
}

proptest! {
    #[test]
    fn whatever_is_tried_what_an_appeal_took_away_is_seen_by_nobody(
        attempts in prop::collection::vec((0u8..6, 1u128..4, 0u64..40, 0u64..60), 1..24)
    ) {
        let mut given = (1..4).flat_map(breach).fold(
            Given::court().entered(DAY),
            |given, step| given.then(DAY, step),
        );
        for (kind, number, back, after) in attempts {
            let day = date(DAY) + Days::new(after);
            if let Ok(events) = given.decide(day, attempt(kind, number, back, day)) {
                given.record(day, events);
            }
        }
        let entry = given.the_entry();
        for sanction in &entry.sanctions {
            let Some(overturned_on) = sanction.overturned_on else { continue };
            prop_assert!(sanction.on <= overturned_on);
            prop_assert!(!sanction.is_shown(overturned_on));
            let alone = entry.sanctions.iter().filter(|other| other.on == sanction.on).count() == 1;
            let mut suspensions = entry.validity.suspensions.iter();
            let runs_on = suspensions.any(|(from, to)| *from == sanction.on && overturned_on <= *to);
            prop_assert!(!(alone && runs_on), "{sanction:?}");
        }
        for appeal in &entry.appeals {
            let won = appeal.outcome == Some(crate::entry::event::AppealOutcome::Won);
            let mut sanctions = entry.sanctions.iter().filter(|sanction| {
                Some(sanction.proceeding) == appeal.proceeding
            });
            prop_assert_eq!(won, sanctions.any(|sanction| sanction.overturned_on.is_some()));
        }
    }
}
