//! What is kept aside: it waits in order, enters by itself, and is never lost or repeated.

use medreg_domain::reference::event::{ReferenceEvent, ReorganisationKind};
use medreg_node::federal::quarantine::{Item, ItemId, Reason, Wanted};
use medreg_node::transport::Delivery;
use serde_json::json;

use crate::clerk::{KURCHATOV, SEED, SEMEY, code, court_key, day, key_added};
use crate::office::{Office, bodies};
use crate::pen::{Pen, consulted, delivered, missigned, not_started, offered, referred};

#[test]
fn what_waits_behind_a_gap_enters_once_the_gap_is_closed() {
    let mut office = Office::begin();
    let first = office.position();
    let messages = Pen::of(SEMEY).consultations(6);
    // 2, then 6, 4 and 3 in any order; 1 and 5 are missing.
    let taken = office.take(&messages[1..2]);
    assert_eq!(taken.gaps, [(code(SEMEY), 1)]);
    office.take(&[
        messages[5].clone(),
        messages[3].clone(),
        messages[2].clone(),
    ]);
    assert_eq!(office.kept(), [("GAP", 4)]);
    assert_eq!(office.federal.quarantine().waiting(code(SEMEY)), 4);
    let held = office.federal.quarantine().held();
    assert_eq!(held.len(), 1);
    let held = (held[0].source, held[0].kept, held[0].waiting);
    assert_eq!(held, (Some(code(SEMEY)), 4, 4));
    let (first_two, total) = office
        .federal
        .quarantine()
        .first(Some(code(SEMEY)), Some(Reason::Gap), 2)
        .unwrap();
    let numbers: Vec<Option<u64>> = first_two.iter().map(|(_, item)| item.courtseq).collect();
    assert_eq!((numbers, total), (vec![Some(2), Some(3)], 4));
    let elsewhere = office
        .federal
        .quarantine()
        .first(Some(code(KURCHATOV)), None, 2);
    assert_eq!(elsewhere.unwrap().1, 0);
    let others = Pen::of(KURCHATOV).consultations(2);
    assert_eq!(office.take(&others).recorded, 2, "others go on");
    assert_eq!(office.take(&messages[..1]).recorded, 4);
    assert_eq!((office.head(SEMEY), office.kept()), (4, vec![("GAP", 1)]));
    assert_eq!(office.take(&messages[4..5]).recorded, 2);
    assert!(office.federal.quarantine().is_empty());
    let lines = office.court_lines(first);
    assert_eq!(lines[2..], bodies(&messages));
    let gap = |name: &str, missing: u64| {
        let fact = json!({"court": SEMEY, "from": missing, "to": missing});
        (format!("medreg.SyncGap{name}.v1"), fact)
    };
    let told = [
        gap("Detected", 1),
        gap("Resolved", 1),
        gap("Detected", 5),
        gap("Resolved", 5),
    ];
    assert_eq!(office.stated(first), told);
}

#[test]
fn a_gap_is_stated_once_and_told_by_the_status_also_after_a_restart() {
    let mut office = Office::begin();
    let first = office.position();
    let messages = Pen::of(SEMEY).consultations(9);
    office.take(&messages[..2]);
    office.take(&messages[6..7]);
    office.take(&messages[8..]);
    let mut office = office.reopened();
    office.take(&messages[7..8]);
    let missing = json!({"court": SEMEY, "from": 3, "to": 6});
    let told = |name: &str| (format!("medreg.SyncGap{name}.v1"), missing.clone());
    assert_eq!(office.stated(first), [told("Detected")]);
    let status = office.federal.status().unwrap();
    assert_eq!(status["courts"][SEMEY]["state"], "GAP");
    assert_eq!(
        status["courts"][SEMEY]["missing"],
        json!({"from": 3, "to": 6})
    );
    assert_eq!(office.take(&messages[2..6]).recorded, 7);
    assert_eq!(office.stated(first), [told("Detected"), told("Resolved")]);
    let status = office.federal.status().unwrap();
    assert_eq!(status["courts"][SEMEY]["state"], "LIVE");
}

#[test]
fn gaps_change_no_digest() {
    let (mut straight, mut crooked) = (Office::begin(), Office::begin());
    let messages = Pen::of(SEMEY).consultations(6);
    straight.take(&messages);
    crooked.take(&messages[3..]);
    crooked.take(&messages[..3]);
    assert!(crooked.position() > straight.position());
    assert_eq!(crooked.digests(), straight.digests());
}

#[test]
fn a_whole_batch_in_reverse_enters_in_order() {
    let mut office = Office::begin();
    let first = office.position();
    let messages = Pen::of(SEMEY).consultations(80);
    let reversed: Vec<_> = messages.iter().rev().cloned().collect();
    let taken = office.take(&reversed);
    assert_eq!(taken.recorded, 80);
    assert_eq!(office.lines(first), bodies(&messages));
    assert!(office.federal.quarantine().is_empty());
}

#[test]
fn a_waiting_event_whose_turn_comes_is_judged_anew_and_kept_for_what_is_wrong_with_it() {
    // Its key, which was revoked while it waited.
    let mut office = Office::begin();
    office.state(&[key_added(SEMEY, SEED + 1)]);
    let mut pen = Pen::of(SEMEY);
    pen.sign_with(SEED + 1);
    let before = pen.consultations(2);
    pen.sign_with(SEED);
    office.take(&pen.consultations(1));
    assert_eq!(office.kept(), [("GAP", 1)]);
    office.state(&[ReferenceEvent::CourtKeyRevoked {
        court: code(SEMEY),
        vkey: court_key(SEMEY, SEED).vkey().to_string(),
        reason: "ROTATED".to_owned(),
    }]);
    assert_eq!(office.take(&before).recorded, 2);
    assert_eq!(office.kept(), [("BAD_SIGNATURE", 1)]);

    // Its predecessor: the second event was signed anew.
    let mut office = Office::begin();
    let messages = Pen::of(SEMEY).consultations(3);
    let mut other = Pen::of(SEMEY);
    other.ink = 90;
    let again = other.consultations(2);
    office.take(&messages[2..]);
    assert_eq!(office.take(&again).recorded, 2);
    assert_eq!(office.kept(), [("BROKEN_CHAIN", 1)]);

    // What it states.
    let mut office = Office::begin();
    let mut pen = Pen::of(SEMEY);
    let before = pen.consultations(1);
    let unknown = pen.write(not_started("KZ-10-101-2025-000900"));
    let after = pen.consultations(1);
    office.take(&[after[0].clone(), unknown]);
    assert_eq!(office.take(&before).recorded, 1);
    assert_eq!(office.kept(), [("IMPOSSIBLE", 1), ("WAITING", 1)]);
    assert_eq!(office.head(SEMEY), 1);
}

/// Kurchatov takes Semey over, and its line to the office is the better one.
#[test]
fn what_a_court_states_of_a_matter_it_took_over_waits_for_the_matter() {
    let mut office = Office::begin();
    office.state(&[ReferenceEvent::CourtReorganised {
        predecessors: vec![code(SEMEY)],
        successors: vec![code(KURCHATOV)],
        kind: ReorganisationKind::Merge,
        effective_on: day("2025-06-01"),
        act_ref: "order 1".to_owned(),
    }]);
    let (mut semey, mut kurchatov) = (Pen::of(SEMEY), Pen::of(KURCHATOV));
    let before = semey.consultations(2);
    let referral = "KZ-10-101-2025-000001";
    let matter = semey.write(referred(referral));
    let last = semey.write(offered(referral));
    kurchatov.after = last.id;
    let goes_on = [
        kurchatov.write(not_started(referral)),
        kurchatov.write(consulted()),
    ];
    office.take(&goes_on);
    let waits = [("PREDECESSOR", 1), ("WAITING", 1)];
    assert_eq!(office.kept(), waits);
    // Not yet the matter, then not yet all of it.
    assert_eq!(office.take(&before).recorded, 2);
    assert_eq!(office.take(&[matter]).recorded, 1);
    assert_eq!((office.kept(), office.head(KURCHATOV)), (waits.to_vec(), 0));
    let taken = office.take(&[last]);
    assert_eq!((taken.recorded, taken.kept_aside), (3, 0));
    assert!(office.federal.quarantine().is_empty());
    assert_eq!((office.head(SEMEY), office.head(KURCHATOV)), (4, 2));
}

#[test]
fn later_events_of_a_court_wait_behind_one_that_cannot_be() {
    let mut office = Office::begin();
    let mut pen = Pen::of(SEMEY);
    let referral = "KZ-10-101-2025-000001";
    let messages = [
        pen.write(referred(referral)),
        pen.write(not_started(referral)),
        pen.write(not_started(referral)),
        pen.write(consulted()),
        pen.write(consulted()),
    ];
    let others = Pen::of(KURCHATOV).consultations(1);
    let before = office.position();
    let taken = office.take(&[&messages[..], &others[..]].concat());
    assert_eq!((taken.recorded, taken.kept_aside), (3, 3));
    assert_eq!(office.kept(), [("IMPOSSIBLE", 1), ("WAITING", 2)]);
    let taken = office.take(&[pen.write(consulted())]);
    assert_eq!((taken.recorded, taken.kept_aside), (0, 1));
    assert!(taken.gaps.is_empty(), "nothing is missing");
    assert_eq!(office.stated(before), []);
    assert_eq!((office.head(SEMEY), office.head(KURCHATOV)), (2, 1));
}

#[test]
fn two_waiting_events_with_one_sequence_are_both_kept_until_one_is_recorded() {
    let messages = Pen::of(SEMEY).consultations(3);
    let mut other = Pen::of(SEMEY);
    other.consultations(2);
    other.ink = 90;
    let third = other.write(consulted());
    for order in [[&messages[2], &third], [&third, &messages[2]]] {
        let mut office = Office::begin();
        office.take(&order.map(Clone::clone));
        assert_eq!(office.kept(), [("GAP", 2)]);
        office.take(&messages[..2]);
        // One of them is recorded, the other contradicts it.
        assert_eq!(office.head(SEMEY), 3);
        assert_eq!(office.kept(), [("EQUIVOCATION", 1)]);
        let office = office.reopened();
        assert_eq!(office.kept(), [("EQUIVOCATION", 1)]);
    }
}

#[test]
fn an_event_that_contradicts_a_waiting_one_is_found_when_the_other_was_recorded() {
    let mut office = Office::begin();
    let messages = Pen::of(SEMEY).consultations(2);
    let mut other = Pen::of(SEMEY);
    other.ink = 90;
    let again = other.consultations(2);
    // The second event of one life waits; then the whole other life comes.
    office.take(&messages[1..]);
    office.take(&again[..1]);
    assert_eq!(office.kept(), [("BROKEN_CHAIN", 1)]);
    office.take(&again[1..]);
    assert_eq!(office.head(SEMEY), 2);
    office.take(&messages[..1]);
    assert_eq!(office.kept(), [("BROKEN_CHAIN", 1), ("EQUIVOCATION", 1)]);
}

#[test]
fn only_what_is_recorded_to_the_byte_is_forgotten() {
    let mut office = Office::begin();
    let messages = Pen::of(SEMEY).consultations(3);
    office.take(&[messages[2].clone(), missigned(&messages[2])]);
    assert_eq!(office.kept(), [("BAD_SIGNATURE", 1), ("GAP", 1)]);
    assert_eq!(office.take(&messages[..2]).recorded, 3);
    assert_eq!(office.kept(), [("BAD_SIGNATURE", 1)]);
    assert_eq!(office.reopened().kept(), [("BAD_SIGNATURE", 1)]);
}

#[test]
fn the_quarantine_survives_a_restart_and_what_waits_still_enters() {
    let mut office = Office::begin();
    let messages = Pen::of(SEMEY).consultations(4);
    let mut stranger = Pen::of(KURCHATOV);
    stranger.sign_with(SEED + 1);
    office.take(&messages[2..]);
    office.take(&stranger.consultations(1));
    let before = office.federal.quarantine().items().unwrap();
    assert_eq!(before.len(), 3);
    let mut office = office.reopened();
    let told = |items: &[(ItemId, Item)]| -> Vec<_> {
        let told = items
            .iter()
            .map(|(id, item)| (id.clone(), item.reason, item.body.clone()));
        told.collect()
    };
    let after = office.federal.quarantine().items().unwrap();
    assert_eq!(told(&after), told(&before));
    assert_eq!(office.take(&messages[..2]).recorded, 4);
    assert_eq!(office.kept(), [("BAD_SIGNATURE", 1)]);
    assert_eq!(office.reopened().kept(), [("BAD_SIGNATURE", 1)]);
}

#[test]
fn what_a_new_key_signed_enters_once_the_key_is_a_fact_and_a_person_asks() {
    let mut office = Office::begin();
    let mut pen = Pen::of(SEMEY);
    let old = pen.consultations(2);
    pen.sign_with(SEED + 1);
    let new = pen.consultations(2);
    office.take(&[old, new].concat());
    assert_eq!(office.kept(), [("BAD_SIGNATURE", 2)]);
    let stays = office.federal.preview_retry(&Wanted::All).unwrap();
    assert!(stays.iter().all(|item| !item.enters), "{stays:?}");
    office.state(&[key_added(SEMEY, SEED + 1)]);
    assert_eq!(office.kept(), [("BAD_SIGNATURE", 2)], "not by itself");
    let before = office.position();
    let preview = office
        .federal
        .preview_retry(&Wanted::Source(code(SEMEY)))
        .unwrap();
    assert!(preview.iter().all(|item| item.enters), "{preview:?}");
    assert_eq!(office.position(), before, "a preview does nothing");
    let retried = office
        .federal
        .retry_kept(&Wanted::Source(code(SEMEY)))
        .unwrap();
    assert_eq!(retried, preview);
    assert!(office.federal.quarantine().is_empty());
    assert_eq!(office.head(SEMEY), 4);
}

#[test]
fn one_message_is_judged_alone_and_stays_for_what_is_wrong_with_it_now() {
    let mut office = Office::begin();
    let mut semey = Pen::of(SEMEY).consultations(4);
    let mut kurchatov = Pen::of(KURCHATOV).consultations(1);
    let forged = missigned(&semey.remove(0));
    kurchatov.push(forged);
    kurchatov.extend(semey.drain(1..));
    office.take(&kurchatov);
    let items = office.federal.quarantine().items().unwrap();
    let [(first, _), (third, item), _] = &items[..] else {
        panic!("{items:?}")
    };
    assert_eq!(item.courtseq, Some(3));
    for id in [first, third] {
        let retried = office.federal.retry_kept(&Wanted::One(id.clone())).unwrap();
        let [retried] = &retried[..] else {
            panic!("{retried:?}")
        };
        assert!(!retried.enters && retried.id == *id);
    }
    let nobody = Wanted::Source(code(KURCHATOV));
    assert_eq!(office.federal.retry_kept(&nobody).unwrap(), []);
    let after = office.federal.quarantine().items().unwrap();
    let since = |items: &[(ItemId, Item)]| -> Vec<_> {
        items
            .iter()
            .map(|(id, item)| (id.clone(), item.kept_at))
            .collect()
    };
    assert_eq!(since(&after), since(&items), "kept since the first time");
}

#[test]
fn a_message_whose_event_came_properly_since_is_dropped_when_it_is_judged_again() {
    let mut office = Office::begin();
    let messages = Pen::of(SEMEY).consultations(2);
    let altered = Delivery {
        subject_source: Some(code(KURCHATOV)),
        ..delivered(&messages[1..]).remove(0)
    };
    office.federal.take(vec![altered], None).unwrap();
    office.take(&messages);
    assert_eq!(office.kept(), [("WRONG_SUBJECT", 1)]);
    // Whose it is cannot be told, so it is for a person to discard.
    let retried = office.federal.retry_kept(&Wanted::All).unwrap();
    assert_eq!(retried[0].reason, Some(Reason::WrongSubject));
}
