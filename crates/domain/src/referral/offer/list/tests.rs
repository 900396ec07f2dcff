use serde_json::{Value, json};

use crate::command::Command;
use crate::referral::tests::{also_entered, numbers};
use crate::rejection::Code as C;
use crate::scenario::*;

fn list(method: &str, serials: &[u32]) -> Command {
    let reason = (serials.len() < 2).then_some("NAMED_BY_PARTIES");
    let list = json!({"entries": numbers(serials), "method": method, "reason": reason});
    referral("offer_mediators", list)
}

/// A dispute on medical treatment, and three mediators of any categories beside the first.
fn four() -> Given {
    let any = json!({"categories": Value::Array(Vec::new())});
    (2..=4).fold(Given::court().referred(DAY, "IN_COURT"), |given, serial| {
        also_entered(given, serial, DAY, any.clone())
    })
}

const OFFERED: [&str; 1] = ["MediatorListOffered"];

#[test]
fn a_list_of_all_leaves_nobody_out() {
    let four = four();
    check(&four, (DAY, list("ALL", &[4, 3, 2, 1])), Ok(&OFFERED));
    let short = four.decide(date(DAY), list("ALL", &[1, 2])).unwrap_err();
    assert_eq!(short.code, C::ShortlistTooShort);
    assert!(short.detail.contains("2 of them are missing"), "{short}");
    let twice = list("ALL", &[1, 2, 3, 3]);
    check(&four, (DAY, twice), Err(C::ShortlistTooShort));
}

#[test]
fn a_list_of_all_passes_over_who_may_not_mediate() {
    let four = four().then(DAY, entry("remove_entry", json!({"reason": "OWN_WISH"})));
    let coordinator = four.fact(appointed("KZ-75-204", "o-78", 102));
    check(&coordinator, (DAY, list("ALL", &[3, 4])), Ok(&OFFERED));
    check(
        &coordinator,
        (DAY, list("ALL", &[3])),
        Err(C::ShortlistTooShort),
    );
}

#[test]
fn a_list_of_all_ends_with_what_an_event_holds() {
    let many = (5..=70).fold(four(), |given, serial| {
        also_entered(given, serial, DAY, json!({}))
    });
    let first = |count: u32| list("ALL", &(1..=count).collect::<Vec<_>>());
    check(&many, (DAY, first(64)), Ok(&OFFERED));
    check(&many, (DAY, first(63)), Err(C::ShortlistTooShort));
    check(&many, (DAY, first(65)), Err(C::WrongState));
}

#[test]
fn a_filtered_list_holds_mediators_of_the_category() {
    let of = |given, serial, category: &str| {
        also_entered(given, serial, DAY, json!({"categories": [category]}))
    };
    let given = of(of(four(), 5, "HEALTH"), 6, "FAMILY");
    check(&given, (DAY, list("FILTERED", &[1, 2, 5])), Ok(&OFFERED));
    check(&given, (DAY, list("FILTERED", &[1, 6])), Err(C::WrongState));
    let top = with(refer(), json!({"category": "HEALTH"}));
    let referred = of(Given::court().entered(DAY), 2, "FAMILY").then(DAY, top);
    check(&referred, (DAY, list("FILTERED", &[1])), Ok(&OFFERED));
}

#[test]
fn a_list_in_rotation_begins_with_another_than_the_last() {
    let first = four().then(DAY, list("ROTATION", &[1, 2]));
    check(&first, (DAY, list("ROTATION", &[1, 3])), Err(C::WrongState));
    check(&first, (DAY, list("ROTATION", &[2, 1])), Ok(&OFFERED));
    check(&first, (DAY, list("ROTATION", &[1])), Ok(&OFFERED));
    check(&first, (DAY, list("FILTERED", &[1, 2])), Ok(&OFFERED));
    let second = first.then(DAY, list("ROTATION", &[2, 1]));
    check(&second, (DAY, list("ROTATION", &[1, 3])), Ok(&OFFERED));
}
