use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::reference::builtin;
use crate::rejection::Code;
use crate::scenario::{COURT, DAY, Given, PLACE, date, registered, reorganised};

const OTHER: &str = "KZ-75-204";
const THIRD: &str = "KZ-75-303";
const FOURTH: &str = "KZ-75-302";

fn code(text: &str) -> CourtCode {
    text.parse().unwrap()
}

fn knowing(facts: impl IntoIterator<Item = Value>) -> Reference {
    let given = facts.into_iter().fold(Given::court(), Given::fact);
    given.reference
}

fn successors(reference: &Reference, court: &str, day: &str) -> Vec<String> {
    let successors = reference.successors_on(code(court), date(day));
    successors.iter().map(ToString::to_string).collect()
}

fn current(reference: &Reference, court: &str, day: &str) -> String {
    reference.current_court(code(court), date(day)).to_string()
}

#[test]
fn a_court_that_sits_is_its_own_successor() {
    let reference = knowing([]);
    assert_eq!(successors(&reference, COURT, DAY), [COURT]);
    assert_eq!(current(&reference, COURT, DAY), COURT);
    assert!(reference.succeeds(code(COURT), code(COURT), date(DAY)));
    assert!(!reference.succeeds(code(COURT), code(OTHER), date(DAY)));
}

#[test]
fn courts_that_ended_are_followed_to_those_of_the_day() {
    let reference = knowing([
        reorganised(&[OTHER], &[THIRD], "RENAME", "2025-09-01"),
        reorganised(&[COURT], &[OTHER], "MERGE", "2025-06-01"),
        reorganised(&[THIRD], &[FOURTH], "CLOSE", "2025-12-01"),
    ]);
    for (day, court) in [
        ("2025-05-31", COURT),
        ("2025-06-01", OTHER),
        ("2025-09-01", THIRD),
        ("2025-12-01", FOURTH),
    ] {
        assert_eq!(successors(&reference, COURT, day), [court], "{day}");
        assert_eq!(current(&reference, COURT, day), court, "{day}");
        assert!(reference.succeeds(code(COURT), code(court), date(day)));
    }
    assert!(!reference.succeeds(code(COURT), code(OTHER), date("2025-09-01")));
}

#[test]
fn a_split_court_has_several_successors_and_keeps_its_code() {
    let reference = knowing([
        reorganised(&[COURT], &[OTHER], "RENAME", "2025-06-01"),
        reorganised(&[OTHER], &[THIRD, FOURTH], "SPLIT", "2025-09-01"),
    ]);
    assert_eq!(successors(&reference, COURT, "2025-09-01"), [THIRD, FOURTH]);
    assert_eq!(current(&reference, COURT, "2025-09-01"), OTHER);
    assert_eq!(current(&reference, OTHER, "2025-09-01"), OTHER);
    let succeeds = |court| reference.succeeds(code(COURT), code(court), date("2025-09-01"));
    assert_eq!(
        [COURT, OTHER, THIRD, FOURTH].map(succeeds),
        [false, false, true, true]
    );
}

#[test]
fn a_court_that_is_divided_and_goes_on_keeps_its_matters() {
    let reference = knowing([reorganised(
        &[COURT],
        &[COURT, OTHER],
        "SPLIT",
        "2025-06-01",
    )]);
    assert_eq!(successors(&reference, COURT, "2025-06-01"), [COURT, OTHER]);
    assert_eq!(current(&reference, COURT, "2025-06-01"), COURT);
    let succeeds = |court| reference.succeeds(code(COURT), code(court), date("2025-06-01"));
    assert_eq!([COURT, OTHER].map(succeeds), [true, false]);
}

#[test]
fn a_court_closed_without_successor_leaves_nobody() {
    let reference = knowing([reorganised(&[COURT], &[], "CLOSE", "2025-06-01")]);
    assert!(successors(&reference, COURT, "2025-06-01").is_empty());
    assert_eq!(current(&reference, COURT, "2025-06-01"), COURT);
}

#[test]
fn a_change_of_territory_ends_no_court() {
    let reference = knowing([reorganised(&[COURT], &[OTHER], "TERRITORY", "2025-06-01")]);
    assert_eq!(successors(&reference, COURT, "2025-06-01"), [COURT]);
    assert_eq!(reference.court(code(COURT)).unwrap().valid_to, None);
}

#[test]
fn a_court_founded_again_keeps_its_new_matters_and_not_its_old() {
    let reference = knowing([
        reorganised(&[COURT], &[OTHER], "MERGE", "2025-06-01"),
        registered(COURT, Some("2026-01-01")),
    ]);
    assert_eq!(successors(&reference, COURT, "2025-12-31"), [OTHER]);
    assert_eq!(successors(&reference, COURT, "2026-01-01"), [OTHER, COURT]);
    assert_eq!(current(&reference, COURT, "2026-01-01"), COURT);
    let court = reference.court(code(COURT)).unwrap();
    assert_eq!(
        (court.valid_from, court.valid_to),
        (Some(date("2026-01-01")), None)
    );
}

#[test]
fn the_territory_of_earlier_days_stays_what_it_was() {
    let mut wider = registered(COURT, Some("2025-06-01"));
    wider["CourtRegistered"]["territory"] = json!([PLACE, "751310000"]);
    let reference = knowing([wider]);
    let court = reference.court(code(COURT)).unwrap();
    assert_eq!(court.territory_on(date("2025-05-31")).len(), 1);
    assert_eq!(court.territory_on(date("2025-06-01")).len(), 2);
    assert_eq!(court.territory.len(), 2);
    // It sat before its territory changed, and what is stated later of earlier days is older.
    assert_eq!(court.valid_from, None);
    let mut earlier = registered(COURT, Some("2024-01-01"));
    earlier["CourtRegistered"]["territory"] = json!([]);
    let mut reference = reference;
    reference.evolve(&serde_json::from_value(earlier).unwrap());
    let court = reference.court(code(COURT)).unwrap();
    let sizes = ["2023-12-31", "2024-01-01", "2025-06-01"];
    let sizes = sizes.map(|day| court.territory_on(date(day)).len());
    assert_eq!((sizes, court.territory.len()), ([1, 0, 2], 2));
}

#[test]
fn shipped_courts_lead_to_courts_that_sit() {
    let reference = builtin::reference().unwrap();
    let day = date("2026-01-01");
    for (court, row) in &reference.courts {
        let acting = reference.successors_on(*court, day);
        assert!(!acting.is_empty(), "{court}");
        assert_eq!(acting.contains(court), row.valid_to.is_none(), "{court}");
        for successor in acting {
            let row = reference.court(successor).unwrap();
            assert!(row.valid_to.is_none(), "{court} leads to {successor}");
        }
        let current = reference.current_court(*court, day);
        let split = row.successors.len() > 1;
        assert_eq!(
            current == *court,
            row.valid_to.is_none() || split,
            "{court}"
        );
    }
}

proptest! {
    #[test]
    fn whatever_is_stated_every_court_leads_somewhere_in_finite_time(
        changes in prop::collection::vec(
            (prop::sample::subsequence(vec![COURT, OTHER, THIRD, FOURTH], 1..3),
             prop::sample::subsequence(vec![COURT, OTHER, THIRD, FOURTH], 1..3),
             1u32..28),
            0..8),
    ) {
        let facts = changes.iter().map(|(from, to, day)| {
            reorganised(from, to, "MERGE", &format!("2025-06-{day:02}"))
        });
        let reference = knowing(facts);
        for court in [COURT, OTHER, THIRD, FOURTH] {
            let day = date("2025-07-01");
            let acting = reference.successors_on(code(court), day);
            prop_assert!(!acting.is_empty());
            for successor in &acting {
                let own = acting.contains(&code(court));
                let expected = !own || *successor == code(court);
                prop_assert_eq!(reference.succeeds(code(court), *successor, day), expected);
            }
            // A court nobody took over from is where it was.
            let named = changes.iter().any(|(from, _, _)| from.contains(&court));
            prop_assert!(named || acting == [code(court)]);
        }
        prop_assert_eq!(reference.court(code("KZ-99-999")).map_err(|no| no.code).err(), Some(Code::WrongCourt));
    }
}
