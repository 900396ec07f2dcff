use serde_json::{Value, json};

use crate::command::Command;
use crate::rejection::Code as C;
use crate::scenario::*;

fn open(hours: Value) -> Command {
    command(json!({"act": "open_room", "room": "R-1", "hours": hours}))
}

fn close() -> Command {
    command(json!({"act": "close_room", "room": "R-1"}))
}

fn slot(weekday: u8, from: &str, to: &str) -> Value {
    json!({"weekday": weekday, "from": format!("{from}:00"), "to": format!("{to}:00")})
}

fn inform(changes: Value) -> Command {
    let base = command(json!({
        "act": "provide_information", "channel": "LEAFLET", "language": "kk", "count": 40,
    }));
    with(base, changes)
}

fn contact(changes: Value) -> Command {
    let base = command(json!({
        "act": "log_contact", "with": "PARTY", "topic": "INFORMATION",
    }));
    with(base, changes)
}

fn consult(changes: Value) -> Command {
    let base = command(json!({
        "act": "hold_consultation", "consultation_id": id(1, 1), "channel": "ROOM",
        "given_by": "COORDINATOR", "outcome": "INFORMATION", "room": "R-1",
    }));
    with(base, changes)
}

#[test]
fn a_room_opens_once_and_closes_while_it_is_open() {
    let court = Given::court();
    let hours = json!([slot(1, "09:00", "13:00"), slot(1, "14:00", "18:00")]);
    check(&court, (DAY, open(hours.clone())), Ok(&["RoomOpened"]));
    check(&court, (DAY, close()), Err(C::RoomUnknown));
    let opened = court.then(DAY, open(hours.clone()));
    for day in ["2025-03-01", DAY, "2025-06-01"] {
        check(&opened, (day, open(hours.clone())), Err(C::AlreadyExists));
    }
    check(&opened, ("2025-03-02", close()), Err(C::RoomUnknown));
    check(&opened, ("2025-03-10", close()), Ok(&["RoomClosed"]));
    let closed = opened.then("2025-03-10", close());
    check(&closed, ("2025-03-10", close()), Err(C::RoomUnknown));
    check(&closed, ("2025-03-05", close()), Err(C::RoomUnknown));
    check(
        &closed,
        ("2025-03-05", open(json!([]))),
        Err(C::AlreadyExists),
    );
    check(
        &closed,
        ("2025-03-10", open(json!([]))),
        Ok(&["RoomOpened"]),
    );
}

#[test]
fn a_room_that_opens_again_was_closed_in_between() {
    let again = Given::court()
        .then(DAY, open(json!([])))
        .then("2025-03-10", close())
        .then("2025-03-12", open(json!([])))
        .then("2025-03-20", close());
    let is_open = |day: &str| {
        again
            .docket
            .rooms
            .is_open("R-1".parse().unwrap(), date(day))
    };
    let days = [DAY, "2025-03-09", "2025-03-12", "2025-03-19"];
    assert!(days.into_iter().all(is_open));
    let days = ["2025-03-02", "2025-03-10", "2025-03-11", "2025-03-20"];
    assert!(!days.into_iter().any(is_open));
}

#[test]
fn a_room_that_is_not_open_is_answered_with_those_that_are() {
    let told = |given: &Given| {
        let elsewhere = consult(json!({"room": "R-3"}));
        given.decide(date(DAY), elsewhere).unwrap_err().detail
    };
    let court = Given::court();
    assert!(told(&court).contains("nor is any other"));
    let second = with(open(json!([])), json!({"room": "R-2"}));
    let opened = court.then(DAY, open(json!([]))).then(DAY, second);
    assert!(told(&opened).ends_with("open are R-1, R-2"));
}

#[test]
fn hours_lie_in_the_week_and_apart_from_each_other() {
    let court = Given::court();
    for wrong in [
        json!([slot(0, "09:00", "13:00")]),
        json!([slot(8, "09:00", "13:00")]),
        json!([slot(1, "13:00", "13:00")]),
        json!([slot(1, "13:00", "09:00")]),
        json!([
            slot(2, "12:00", "14:00"),
            slot(1, "08:00", "09:00"),
            slot(2, "09:00", "12:01")
        ]),
    ] {
        check(&court, (DAY, open(wrong)), Err(C::DateOrder));
    }
    let touching = json!([slot(2, "12:00", "14:00"), slot(2, "09:00", "12:00")]);
    check(&court, (DAY, open(touching)), Ok(&["RoomOpened"]));
    let many = |count: u32| {
        let slots = (0..count).map(|at| {
            let (hour, minute) = (8 + at / 60, at % 60);
            let next = at + 1;
            let (to_hour, to_minute) = (8 + next / 60, next % 60);
            slot(
                1,
                &format!("{hour:02}:{minute:02}"),
                &format!("{to_hour:02}:{to_minute:02}"),
            )
        });
        json!(slots.collect::<Vec<_>>())
    };
    check(&court, (DAY, open(many(64))), Ok(&["RoomOpened"]));
    check(&court, (DAY, open(many(65))), Err(C::WrongState));
}

#[test]
fn a_consultation_in_a_room_names_one_that_is_open() {
    let held = ["ConsultationHeld"];
    let court = Given::court();
    check(&court, (DAY, consult(json!({}))), Err(C::RoomUnknown));
    let opened = court.then(DAY, open(json!([])));
    check(&opened, (DAY, consult(json!({}))), Ok(&held));
    check(
        &opened,
        ("2025-03-02", consult(json!({}))),
        Err(C::RoomUnknown),
    );
    for room in [json!(null), json!("R-2")] {
        let other = consult(json!({"room": room}));
        check(&opened, (DAY, other), Err(C::RoomUnknown));
    }
    let by_phone = |room: Value| consult(json!({"channel": "PHONE", "room": room}));
    check(&opened, (DAY, by_phone(json!(null))), Ok(&held));
    check(&opened, (DAY, by_phone(json!("R-2"))), Err(C::RoomUnknown));
    let closed = opened.then("2025-03-10", close());
    check(&closed, ("2025-03-09", consult(json!({}))), Ok(&held));
    check(
        &closed,
        ("2025-03-10", consult(json!({}))),
        Err(C::RoomUnknown),
    );
}

#[test]
fn information_is_counted_and_names_nobody() {
    let court = Given::court();
    check(
        &court,
        (DAY, inform(json!({}))),
        Ok(&["InformationProvided"]),
    );
    let known = json!({"category": "FAMILY"});
    check(&court, (DAY, inform(known)), Ok(&["InformationProvided"]));
    for (wrong, code) in [
        (json!({"note": "N. N. came twice"}), C::PiiInPublicEvent),
        (json!({"note": ""}), C::PiiInPublicEvent),
        (json!({"language": "xx"}), C::LanguageUnknown),
        (json!({"category": "X"}), C::CategoryUnknown),
    ] {
        check(&court, (DAY, inform(wrong)), Err(code));
    }
}

#[test]
fn a_contact_is_answered_after_it_and_not_ahead_of_time() {
    let court = Given::court();
    check(&court, (DAY, contact(json!({}))), Ok(&["ContactLogged"]));
    let on = |day: &str| contact(json!({"answered_on": day}));
    check(&court, (DAY, on(DAY)), Ok(&["ContactLogged"]));
    check(&court, (DAY, on("2025-03-02")), Err(C::DateOrder));
    check(&court, (DAY, on("2025-03-04")), Err(C::DateInFuture));
    let noted = contact(json!({"note": "call back"}));
    check(&court, (DAY, noted), Err(C::PiiInPublicEvent));
    let later = court.decide_recorded(date(DAY), date("2025-03-10"), on("2025-03-09"));
    assert!(later.is_ok(), "{later:?}");
}
