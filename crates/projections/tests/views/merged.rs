//! A court that took over speaks for the matters of the one before it, and only from then on.

use medreg_domain::correction::{CorrectionEvent, CorrectionReason};
use medreg_domain::entry::event::{EntryEvent, TransferBasis};
use medreg_domain::{Channel, Code, Event, EventId};
use medreg_projections::Fold;
use tempfile::TempDir;

use crate::builder::{
    ABAI, ALMATY, ASTANA, Chain, agreed, code, referred, registered, removed, views_of,
};
use crate::oversight::{court, merged};

const NO: &str = "KZ-75-012-2025-000001";
const ENTRY: &str = "KZ-75-012-2025-00001";

/// Almaty's matters; Almaty went to Astana on 1 March, and Astana to Abai on 1 June.
fn views(folder: &TempDir) -> Fold {
    let mut office = Chain::of("federal");
    for one in [ALMATY, ASTANA, ABAI] {
        office.state("2025-01-01", court(one, &["750000000"]));
    }
    office.state("2025-02-20", merged(ALMATY, ASTANA, "2025-03-01"));
    office.state("2025-05-20", merged(ASTANA, ABAI, "2025-06-01"));
    let mut almaty = Chain::of(ALMATY);
    almaty.state(
        "2025-02-01",
        referred(NO, Channel::InCourt, "CIVIL.LOAN", "2025-02-01"),
    );
    let valid = ("2025-02-01", "2025-12-31");
    almaty.state("2025-02-01", registered(ENTRY, 1, &["CIVIL.LOAN"], valid));
    let stated = [office.stated, almaty.stated].concat();
    views_of(folder.path(), &stated, 3)
}

fn impossible(views: &mut Fold, of: &str, on: &str, event: impl Into<Event>) -> Option<Code> {
    let mut chain = Chain::of(of);
    chain.state(on, event);
    views.impossible(&chain.stated[0].recorded).unwrap()
}

#[test]
fn a_successor_may_act_in_the_predecessors_matters_from_the_day_it_took_over() {
    let folder = TempDir::new().unwrap();
    let mut views = views(&folder);
    for (of, on, expected) in [
        (ASTANA, "2025-02-28", Some(Code::WrongCourt)),
        (ASTANA, "2025-03-01", None),
        (ABAI, "2025-03-01", Some(Code::WrongCourt)),
        (ABAI, "2025-06-01", None),
        (ASTANA, "2025-06-01", Some(Code::WrongCourt)),
    ] {
        let event = agreed(NO, on, "2025-07-01");
        assert_eq!(impossible(&mut views, of, on, event), expected, "{of} {on}");
        let event = removed(ENTRY, on);
        assert_eq!(impossible(&mut views, of, on, event), expected, "{of} {on}");
    }
    let transferred = EntryEvent::EntryTransferred {
        entry_no: code(ENTRY),
        to_court: code(ASTANA),
        basis: TransferBasis::CourtReorganised,
    };
    assert_eq!(
        impossible(&mut views, ALMATY, "2025-03-01", transferred),
        None
    );
}

#[test]
fn a_successor_gives_numbers_of_its_own() {
    let folder = TempDir::new().unwrap();
    let mut views = views(&folder);
    let on = "2025-04-01";
    let event = referred("KZ-75-012-2025-000009", Channel::InCourt, "CIVIL.LOAN", on);
    assert_eq!(
        impossible(&mut views, ASTANA, on, event),
        Some(Code::WrongCourt)
    );
    let valid = (on, "2025-12-31");
    let event = registered("KZ-75-012-2025-00009", 2, &[], valid);
    assert_eq!(
        impossible(&mut views, ASTANA, on, event),
        Some(Code::WrongCourt)
    );
    let event = referred("KZ-71-003-2025-000009", Channel::InCourt, "CIVIL.LOAN", on);
    assert_eq!(impossible(&mut views, ASTANA, on, event), None);
}

#[test]
fn a_successor_corrects_what_the_predecessor_stated() {
    let folder = TempDir::new().unwrap();
    let mut views = views(&folder);
    let mut correction = |of: &str, on: &str| {
        let mut almaty = Chain::of(ALMATY);
        almaty.state(
            "2025-02-01",
            referred(NO, Channel::InCourt, "CIVIL.LOAN", "2025-02-01"),
        );
        let mut chain = Chain::of(of);
        let voided = CorrectionEvent::EventVoided {
            target_event: EventId(almaty.stated[0].recorded.id),
            reason: CorrectionReason::Legal,
        };
        chain.correct(on, &format!("referral/{NO}"), voided);
        views.impossible(&chain.stated[0].recorded).unwrap()
    };
    assert_eq!(correction(ASTANA, "2025-02-28"), Some(Code::WrongCourt));
    assert_eq!(correction(ASTANA, "2025-03-01"), None);
    assert_eq!(correction(ABAI, "2025-03-01"), Some(Code::WrongCourt));
}
