//! Decisions on what is kept aside: each is a fact, the message stays, the court goes on.

use std::fs;

use chrono::{DateTime, Utc};
use medreg_domain::{Code, Digest, Source};
use medreg_log::Leaf;
use medreg_node::federal::quarantine::{Item, ItemId, Wanted};
use medreg_node::federal::{FederalError, views_folder};
use medreg_node::transport::{Delivery, Message};
use serde_json::{Value, json};

use crate::clerk::{KURCHATOV, SEMEY, code, day, morning};
use crate::corrected::{corrected, id_of};
use crate::office::{Office, bodies};
use crate::pen::{Pen, consulted, delivered, missigned, not_started, referred};

const REFERRAL: &str = "KZ-10-101-2025-000001";
const FINDING: &str = "EQUIVOCATION/court/KZ-10-101";

fn at() -> DateTime<Utc> {
    morning("2025-06-20")
}

/// The message that is kept for the reason.
fn kept_for(office: &Office, reason: &str) -> (ItemId, Item) {
    let mut items = office.federal.quarantine().items().unwrap();
    items.retain(|(_, item)| item.reason.as_str() == reason);
    assert_eq!(items.len(), 1, "{reason}: {items:?}");
    items.remove(0)
}

/// Decides on the one message kept for the reason; tells what was stated, and how many
/// events entered.
fn discard(office: &mut Office, reason: &str) -> (&'static str, u64) {
    let (id, item) = kept_for(office, reason);
    let told = office.federal.discard_kept(&id, &item, "DECIDED", at());
    let told = told.unwrap();
    assert_eq!(told.id, id);
    (told.stated, told.entered)
}

fn resume(office: &mut Office) {
    let finding = FINDING.parse().unwrap();
    office
        .federal
        .close_finding(finding, "EXPLAINED", at())
        .unwrap();
}

fn unknown(pen: &mut Pen) -> Message {
    pen.write_raw("medreg.MediatorKnighted.v1", "{}", format!("court/{SEMEY}"))
}

/// Views folded anew say the same, row by row.
fn assert_same_when_rebuilt(office: Office) -> Office {
    let rows = |office: &Office| {
        let mut rows: Vec<_> = office.federal.views().rows().map(Result::unwrap).collect();
        rows.retain(|(key, _)| key != b"!transport");
        rows
    };
    let live = rows(&office);
    let (office, _) = office.reopened_after(|folder| {
        fs::remove_dir_all(views_folder(folder)).unwrap();
    });
    assert_eq!(rows(&office), live);
    office
}

#[test]
fn the_chain_of_a_court_goes_on_behind_an_event_that_is_refused() {
    let mut office = Office::begin();
    let mut pen = Pen::of(SEMEY);
    let messages = [
        unknown(&mut pen),
        pen.write(consulted()),
        pen.write(not_started("KZ-10-101-2025-000900")),
        pen.write_raw("medreg.FeePaid.v1", "{}", format!("court/{SEMEY}")),
        pen.write(consulted()),
    ];
    office.take(&messages);
    let before = office.position();
    assert_eq!(office.kept(), [("TYPE_UNKNOWN", 1), ("WAITING", 4)]);
    assert_eq!(discard(&mut office, "TYPE_UNKNOWN"), ("EventRefused", 1));
    assert_eq!(office.kept(), [("IMPOSSIBLE", 1), ("WAITING", 2)]);
    assert_eq!(discard(&mut office, "IMPOSSIBLE"), ("EventRefused", 0));
    assert_eq!(discard(&mut office, "PAYLOAD_REFUSED"), ("EventRefused", 1));
    assert!(office.federal.quarantine().is_empty());
    assert_eq!(office.head(SEMEY), 5);
    let refused = |at: usize, rule: &str| {
        let fact = json!({"court": SEMEY, "courtseq": at + 1, "code": rule,
            "leaf_hash": leaf_hash(&messages[at]), "event": event_id(&messages[at]),
            "reason": "DECIDED"});
        ("medreg.EventRefused.v1".to_owned(), fact)
    };
    let expected = [
        refused(0, "TYPE_UNKNOWN"),
        refused(2, "REFERRAL_UNKNOWN"),
        refused(3, "PAYLOAD_REFUSED"),
    ];
    assert_eq!(office.stated(before), expected);
    let entered = [messages[1].clone(), messages[4].clone()];
    assert_eq!(office.court_lines(before), bodies(&entered));

    let mut office = assert_same_when_rebuilt(office);
    // A court that sends all of it again has said nothing new.
    let taken = office.take(&messages);
    assert_eq!((taken.duplicates, taken.kept_aside), (5, 0));
    assert_eq!(office.take(&pen.consultations(2)).recorded, 2);
}

/// The identity an envelope states, of an event that need not be one.
fn event_id(message: &Message) -> Value {
    let line: Value = serde_json::from_slice(&message.body).unwrap();
    line["id"].clone()
}

fn leaf_hash(message: &Message) -> Digest {
    let line = std::str::from_utf8(&message.body).unwrap();
    let signature = message.signature.parse().unwrap();
    Leaf::new(line, &signature).unwrap().hash()
}

#[test]
fn what_is_refused_counts_nowhere_and_may_be_put_right() {
    let mut office = Office::begin();
    let mut pen = Pen::of(SEMEY);
    let first = pen.write(referred(REFERRAL));
    let again = pen.write(referred(REFERRAL));
    let correction = corrected(&mut pen, &id_of(&again));
    office.take(&[first, again, correction]);
    assert_eq!(office.kept(), [("IMPOSSIBLE", 1), ("WAITING", 1)]);
    let digests = office.digests();
    assert_eq!(discard(&mut office, "IMPOSSIBLE"), ("EventRefused", 1));
    assert_eq!(office.digests(), digests);
    assert_eq!(office.head(SEMEY), 3);
    assert_same_when_rebuilt(office);
}

#[test]
fn a_message_that_is_no_event_is_discarded_and_not_kept_again() {
    let mut office = Office::begin();
    let messages = Pen::of(SEMEY).consultations(2);
    let forged = delivered(&[missigned(&messages[0])]).remove(0);
    let garbled = Delivery {
        body: "no event".into(),
        ..forged.clone()
    };
    let before = office.position();
    let batch = vec![forged, garbled];
    office.federal.take(batch.clone(), None).unwrap();
    assert_eq!(office.kept(), [("BAD_SIGNATURE", 1), ("MALFORMED", 1)]);
    let (_, item) = kept_for(&office, "BAD_SIGNATURE");
    let expected = json!({"leaf_hash": item.leaf_hash(), "court": SEMEY,
        "kept_for": "BAD_SIGNATURE", "reason": "DECIDED"});
    for reason in ["BAD_SIGNATURE", "MALFORMED"] {
        assert_eq!(discard(&mut office, reason), ("MessageDiscarded", 0));
    }
    let stated = office.stated(before);
    assert_eq!(stated.len(), 2);
    let discarded = "medreg.MessageDiscarded.v1".to_owned();
    assert_eq!(stated[0], (discarded, expected));
    assert_eq!(stated[1].1.get("court"), None, "whose it is cannot be told");
    let taken = office.federal.take(batch, None).unwrap();
    assert_eq!((taken.recorded, taken.kept_aside), (0, 0));
    let mut office = assert_same_when_rebuilt(office);
    assert_eq!(office.take(&messages).recorded, 2, "the court's own stands");
}

#[test]
fn a_decision_that_was_cut_off_is_carried_out_at_the_next_start() {
    let mut office = Office::begin();
    let mut pen = Pen::of(SEMEY);
    office.take(&[unknown(&mut pen), missigned(&pen.write(consulted()))]);
    discard(&mut office, "TYPE_UNKNOWN");
    discard(&mut office, "BAD_SIGNATURE");
    let (kept, gone) = ("quarantine/KZ-10-101", "discarded/KZ-10-101");
    let (office, _) = office.reopened_after(|folder| {
        fs::create_dir_all(folder.join(kept)).unwrap();
        for file in fs::read_dir(folder.join(gone)).unwrap() {
            let file = file.unwrap();
            let back = folder.join(kept).join(file.file_name());
            fs::rename(file.path(), back).unwrap();
        }
    });
    assert!(office.federal.quarantine().is_empty());
    let evidence = fs::read_dir(office.folder.path().join(gone)).unwrap();
    assert_eq!(evidence.count(), 2, "nothing is lost");
}

#[test]
fn nothing_is_decided_on_what_waits_for_its_turn_or_would_enter() {
    let mut office = Office::begin();
    let mut pen = Pen::of(SEMEY);
    let first = pen.consultations(1);
    office.take(&[unknown(&mut pen), pen.write(consulted())]);
    office.take(&Pen::of(KURCHATOV).consultations(2)[1..]);
    let refused = |office: &mut Office, reason: &str, why: &str| {
        let (id, item) = kept_for(office, reason);
        match office.federal.discard_kept(&id, &item, why, at()) {
            Err(FederalError::Rejected(rejection)) => rejection.code,
            told => panic!("{told:?}"),
        }
    };
    // Of Semey the first is missing; of Kurchatov too.
    let gaps = office.federal.quarantine().items().unwrap();
    for (id, item) in gaps {
        let told = office.federal.discard_kept(&id, &item, "DECIDED", at());
        assert!(matches!(told, Err(FederalError::Rejected(_))), "{told:?}");
    }
    office.take(&first);
    assert_eq!(refused(&mut office, "WAITING", "DECIDED"), Code::WrongState);
    let story = "N. N. said so";
    let code = refused(&mut office, "TYPE_UNKNOWN", story);
    assert_eq!(code, Code::ConfidentialContent);
    let before = office.position();
    assert_eq!(office.federal.quarantine().items().unwrap().len(), 3);
    assert_eq!(office.position(), before);
}

/// An office in which Semey has signed a second event under its first sequence.
fn contradicted() -> (Office, Vec<Message>, Message) {
    let mut office = Office::begin();
    let messages = Pen::of(SEMEY).consultations(4);
    let mut other = Pen::of(SEMEY);
    other.ink = 90;
    let again = other.write(consulted());
    office.take(&messages[..2]);
    office.take(&[again.clone(), messages[2].clone()]);
    (office, messages, again)
}

#[test]
fn a_court_that_contradicts_itself_waits_alone_until_a_person_has_decided() {
    let (mut office, messages, again) = contradicted();
    assert_eq!(office.kept(), [("EQUIVOCATION", 1), ("WAITING", 1)]);
    assert_eq!(
        office.take(&Pen::of(KURCHATOV).consultations(2)).recorded,
        2
    );
    let finding = office.federal.views().finding(FINDING.parse().unwrap());
    let finding = finding.unwrap().unwrap();
    assert!(finding.is_open());
    let events = json!([event_id(&messages[0]), event_id(&again)]);
    assert_eq!(serde_json::to_value(&finding.events).unwrap(), events);
    // No audit closes it, and a restart does not forget it.
    office.federal.audit(day("2025-07-01")).unwrap();
    let mut office = assert_same_when_rebuilt(office);
    let taken = office.take(&messages[3..]);
    assert_eq!((taken.recorded, taken.kept_aside), (0, 1));
    assert!(taken.gaps.is_empty(), "nothing is missing");
    let preview = office.federal.preview_retry(&Wanted::All).unwrap();
    assert!(preview.iter().all(|item| !item.enters), "{preview:?}");

    resume(&mut office);
    assert_eq!(office.head(SEMEY), 4);
    assert_eq!(office.kept(), [("EQUIVOCATION", 1)]);
    // The same message accuses it no more, another one does.
    office.take(&[again]);
    assert_eq!(office.federal.views().cursor().findings, 0);
    let mut third = Pen::of(SEMEY);
    third.ink = 190;
    office.take(&third.consultations(1));
    assert_eq!(office.federal.views().cursor().findings, 1);
}

#[test]
fn the_second_of_two_that_contradict_each_other_is_settled_without_ending_the_wait() {
    let (mut office, ..) = contradicted();
    assert_eq!(
        discard(&mut office, "EQUIVOCATION"),
        ("MessageDiscarded", 0)
    );
    assert_eq!(office.kept(), [("WAITING", 1)]);
    assert_eq!(office.head(SEMEY), 2);
    resume(&mut office);
    assert_eq!(office.head(SEMEY), 3);
}

#[test]
fn of_two_events_that_are_not_recorded_a_person_chooses() {
    let begin = || {
        let mut office = Office::begin();
        let mut pen = Pen::of(SEMEY);
        let mut other = pen.clone();
        office.take(&[unknown(&mut pen)]);
        // The court takes it back and states something else in its place.
        other.ink = 90;
        assert_eq!(office.take(&other.consultations(2)).recorded, 0);
        let kept = [("EQUIVOCATION", 1), ("TYPE_UNKNOWN", 1), ("WAITING", 1)];
        assert_eq!(office.kept(), kept);
        (office, pen)
    };
    let (mut office, _) = begin();
    assert_eq!(discard(&mut office, "TYPE_UNKNOWN").0, "MessageDiscarded");
    resume(&mut office);
    let semey = Wanted::Source(code::<Source>(SEMEY));
    office.federal.retry_kept(&semey).unwrap();
    assert_eq!(office.head(SEMEY), 2);
    assert!(office.federal.quarantine().is_empty());

    let (mut office, mut pen) = begin();
    assert_eq!(discard(&mut office, "EQUIVOCATION").0, "MessageDiscarded");
    assert_eq!(discard(&mut office, "TYPE_UNKNOWN").0, "EventRefused");
    resume(&mut office);
    assert_eq!(office.kept(), [("BROKEN_CHAIN", 1)]);
    assert_eq!(office.take(&pen.consultations(1)).recorded, 1);
    assert_eq!(office.head(SEMEY), 2);
}
