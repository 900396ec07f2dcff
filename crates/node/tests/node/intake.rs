//! What enters the history, and what is kept aside for which reason.

use bytes::Bytes;
use medreg_domain::entry::event::EntryEvent;
use medreg_domain::reference::event::ReferenceEvent;
use medreg_domain::{Event, Source};
use medreg_node::transport::{Delivery, Message};

use crate::clerk::{ABAI, KURCHATOV, SEED, SEMEY, code, court_key, day, key_added};
use crate::office::{Office, bodies};
use crate::pen::{Pen, altered, consulted, delivered, missigned, not_started, referred};

const REFERRAL: &str = "KZ-10-101-2025-000001";

#[test]
fn sound_events_enter_in_the_order_they_came_in() {
    let mut office = Office::begin();
    let (mut semey, mut kurchatov) = (Pen::of(SEMEY), Pen::of(KURCHATOV));
    let mut messages = Vec::new();
    for count in [1, 3, 2] {
        messages.extend(semey.consultations(count));
        messages.extend(kurchatov.consultations(count + 1));
    }
    let first = office.position();
    let taken = office.take(&messages);
    assert_eq!(
        (taken.recorded, taken.duplicates, taken.kept_aside),
        (15, 0, 0)
    );
    assert_eq!(taken.sources, [code(SEMEY), code::<Source>(KURCHATOV)]);
    assert!(taken.gaps.is_empty());
    assert_eq!(office.lines(first), bodies(&messages));
    assert_eq!((office.head(SEMEY), office.head(KURCHATOV)), (6, 9));
}

/// Delivers one message of Semey's among sound ones of Kurchatov's, and tells what became of it.
///
/// Semey stands at event 3: a consultation, a referral, and its result.
#[track_caller]
fn check(reason: &'static str, bad: impl FnOnce(&mut Pen, &[Message]) -> Delivery) {
    let mut office = Office::begin();
    let mut semey = Pen::of(SEMEY);
    let recorded = [
        semey.write(consulted()),
        semey.write(referred(REFERRAL)),
        semey.write(not_started(REFERRAL)),
    ];
    office.take(&recorded);
    let others = Pen::of(KURCHATOV).consultations(2);
    let bad = bad(&mut semey, &recorded);
    let mut batch = delivered(&others);
    batch.insert(1, bad.clone());
    let before = office.position();
    let taken = office.federal.take(batch, None).unwrap();
    assert_eq!(
        (taken.recorded, taken.duplicates, taken.kept_aside),
        (2, 0, 1)
    );
    assert_eq!(office.kept(), [(reason, 1)]);
    assert_eq!(
        office.court_lines(before),
        bodies(&others),
        "others are not affected"
    );
    assert_eq!(office.head(SEMEY), 3);
    let facts = u64::from(matches!(reason, "GAP" | "EQUIVOCATION"));
    assert_eq!(office.position(), before + 2 + facts);
    let items = office.federal.quarantine().items().unwrap();
    assert_eq!(items.len(), 1);
    assert!(!items[0].1.detail.is_empty());
    assert_eq!(items[0].1.signature, bad.signature);
    // The same message again is the same finding.
    let taken = office.federal.take(vec![bad], None).unwrap();
    assert_eq!((taken.recorded, taken.kept_aside), (0, 0));
    assert_eq!(office.kept(), [(reason, 1)]);
}

fn one(message: &Message) -> Delivery {
    delivered(std::slice::from_ref(message)).remove(0)
}

#[test]
fn what_is_no_event_is_malformed() {
    let with = |body: &'static [u8]| {
        move |pen: &mut Pen, _: &[Message]| Delivery {
            body: Bytes::from_static(body),
            ..one(&pen.write(consulted()))
        }
    };
    check("MALFORMED", with(b""));
    check("MALFORMED", with(b"no event"));
    check("MALFORMED", with(b"{}"));
    check("MALFORMED", with(b"{\"specversion\":\"1.0\"\xff}"));
}

#[test]
fn an_event_that_is_too_long_is_malformed() {
    check("MALFORMED", |pen, _| {
        let data = format!(r#"{{"a":"{}"}}"#, "x".repeat(33_000));
        one(&pen.write_raw(
            "medreg.ConsultationHeld.v1",
            &data,
            "court/KZ-10-101".to_owned(),
        ))
    });
}

#[test]
fn an_event_under_another_subject_is_kept_aside() {
    let under = |source: Option<Source>| {
        move |pen: &mut Pen, _: &[Message]| Delivery {
            subject_source: source,
            ..one(&pen.write(consulted()))
        }
    };
    check("WRONG_SUBJECT", under(Some(code(KURCHATOV))));
    check("WRONG_SUBJECT", under(Some(Source::Federal)));
    check("WRONG_SUBJECT", under(None));
    // The office's own facts do not come by the inbox, even under its own subject.
    check("WRONG_SUBJECT", |_, _| {
        one(&Pen::of("federal").write(consulted()))
    });
}

#[test]
fn an_event_without_a_signature_is_kept_aside() {
    check("UNSIGNED", |pen, _| Delivery {
        signature: None,
        ..one(&pen.write(consulted()))
    });
}

#[test]
fn an_event_with_a_wrong_signature_is_kept_aside() {
    check("BAD_SIGNATURE", |pen, _| {
        one(&altered(&pen.write(consulted())))
    });
    check("BAD_SIGNATURE", |pen, _| {
        one(&missigned(&pen.write(consulted())))
    });
    // A stranger's key under the court's own name.
    check("BAD_SIGNATURE", |pen, _| {
        pen.sign_with(SEED + 1);
        one(&pen.write(consulted()))
    });
    // Another court's sound signature.
    check("BAD_SIGNATURE", |pen, _| {
        let line = pen.write(consulted());
        let text = String::from_utf8(line.body.to_vec()).unwrap();
        let signature = court_key(KURCHATOV, SEED).sign(&format!("{text}\n"));
        Delivery {
            signature: Some(signature.to_string()),
            ..one(&line)
        }
    });
    check("BAD_SIGNATURE", |pen, _| Delivery {
        signature: Some("no signature".to_owned()),
        ..one(&pen.write(consulted()))
    });
}

#[test]
fn a_recorded_event_with_a_wrong_signature_accuses_nobody() {
    // What the court has not signed does not show that it contradicts itself.
    check("BAD_SIGNATURE", |_, recorded| one(&missigned(&recorded[2])));
    check("BAD_SIGNATURE", |_, recorded| one(&altered(&recorded[0])));
}

#[test]
fn an_event_of_a_court_without_a_key_is_kept_aside() {
    check("UNKNOWN_SOURCE", |_, _| {
        one(&Pen::of(ABAI).write(consulted()))
    });
}

#[test]
fn an_event_of_an_unknown_type_is_kept_aside() {
    let typed = |name: &'static str| {
        move |pen: &mut Pen, _: &[Message]| {
            one(&pen.write_raw(name, "{}", "court/KZ-10-101".to_owned()))
        }
    };
    check("TYPE_UNKNOWN", typed("medreg.MediatorKnighted.v1"));
    check("TYPE_UNKNOWN", typed("medreg.ConsultationHeld.v2"));
}

#[test]
fn a_payload_that_the_contract_does_not_allow_is_kept_aside() {
    let payload = |data: &'static str| {
        move |pen: &mut Pen, _: &[Message]| {
            let subject = format!("referral/{REFERRAL}");
            one(&pen.write_raw("medreg.OfferLapsed.v1", data, subject))
        }
    };
    let name = r#"{"referral_no":"KZ-10-101-2025-000001","on":"2025-06-15","name":"Ибраева"}"#;
    check("PAYLOAD_REFUSED", payload(name));
    check(
        "PAYLOAD_REFUSED",
        payload(r#"{"referral_no":"KZ-10-101-2025-000001"}"#),
    );
    check(
        "PAYLOAD_REFUSED",
        payload(r#"{"referral_no":7,"on":"2025-06-15"}"#),
    );
}

#[test]
fn an_event_ahead_of_its_turn_waits() {
    check("GAP", |pen, _| {
        pen.write(consulted());
        one(&pen.write(consulted()))
    });
}

#[test]
fn an_event_ahead_of_its_turn_with_a_wrong_signature_says_nothing_is_missing() {
    check("BAD_SIGNATURE", |pen, _| {
        pen.write(consulted());
        one(&missigned(&pen.write(consulted())))
    });
}

#[test]
fn an_event_that_does_not_name_the_one_before_it_is_kept_aside() {
    check("BROKEN_CHAIN", |pen, recorded| {
        // Semey signs another third event, and a fourth that follows it.
        let mut other = Pen::of(SEMEY);
        other.consultations(recorded.len());
        let fourth = other.write(consulted());
        pen.consultations(1);
        one(&fourth)
    });
}

#[test]
fn a_court_that_contradicts_itself_is_found() {
    let again = |count: usize| {
        move |_: &mut Pen, _: &[Message]| {
            let mut other = Pen::of(SEMEY);
            other.ink = 90;
            one(&other.consultations(count)[count - 1])
        }
    };
    // Its first event, or its last, with other bytes.
    check("EQUIVOCATION", again(1));
    check("EQUIVOCATION", again(3));
}

#[test]
fn what_cannot_be_is_kept_aside() {
    let states = |event: Event| move |pen: &mut Pen, _: &[Message]| one(&pen.write(event));
    // A second result, a second referral of the same number, and one that was never referred.
    check("IMPOSSIBLE", states(not_started(REFERRAL).into()));
    check("IMPOSSIBLE", states(referred(REFERRAL).into()));
    check(
        "IMPOSSIBLE",
        states(not_started("KZ-10-101-2025-000900").into()),
    );
    // Another court's numbers, an entry that is not there, and a fact that only the office states.
    check(
        "IMPOSSIBLE",
        states(referred("KZ-10-102-2025-000001").into()),
    );
    let lapsed = |entry_no: &str| EntryEvent::EntryLapsed {
        entry_no: code(entry_no),
        on: day("2025-06-15"),
    };
    check("IMPOSSIBLE", states(lapsed("KZ-10-102-2025-00001").into()));
    check("IMPOSSIBLE", states(lapsed("KZ-10-101-2025-00900").into()));
    check("IMPOSSIBLE", states(key_added(SEMEY, SEED + 1).into()));
}

#[test]
fn exact_duplicates_are_dropped_and_counted() {
    let mut office = Office::begin();
    let messages = Pen::of(SEMEY).consultations(5);
    assert_eq!(office.take(&messages).recorded, 5);
    let before = (office.position(), office.digests());
    // All of them, the last alone, and one from the middle.
    for again in [&messages[..], &messages[4..], &messages[1..2]] {
        let taken = office.take(again);
        assert_eq!(taken.duplicates, again.len() as u64);
        assert_eq!((taken.recorded, taken.kept_aside), (0, 0));
        assert_eq!(
            taken.sources,
            [code::<Source>(SEMEY)],
            "the court is told how far it is"
        );
    }
    assert_eq!((office.position(), office.digests()), before);
    assert!(office.federal.quarantine().is_empty());
}

#[test]
fn a_duplicate_within_one_batch_is_a_duplicate() {
    let mut office = Office::begin();
    let messages = Pen::of(SEMEY).consultations(3);
    let twice = [&messages[..], &messages[..1], &messages[2..]].concat();
    let taken = office.take(&twice);
    assert_eq!(
        (taken.recorded, taken.duplicates, taken.kept_aside),
        (3, 2, 0)
    );
}

#[test]
fn a_contradiction_within_one_batch_is_found() {
    let mut office = Office::begin();
    let messages = Pen::of(SEMEY).consultations(3);
    let mut other = Pen::of(SEMEY);
    other.ink = 90;
    let second = other.consultations(2).remove(1);
    let batch = [&messages[..], std::slice::from_ref(&second)].concat();
    let taken = office.take(&batch);
    assert_eq!(
        (taken.recorded, taken.duplicates, taken.kept_aside),
        (3, 0, 1)
    );
    assert_eq!(office.kept(), [("EQUIVOCATION", 1)]);
}

/// Events of one run longer than the batches in which every signature is verified.
const LONG: usize = 100;

#[test]
fn in_a_large_batch_a_wrong_signature_on_the_last_event_is_found() {
    let mut office = Office::begin();
    let mut messages = Pen::of(SEMEY).consultations(LONG);
    let others = Pen::of(KURCHATOV).consultations(LONG);
    messages[LONG - 1] = missigned(&messages[LONG - 1]);
    let taken = office.take(&[&messages[..], &others[..]].concat());
    assert_eq!((taken.recorded, taken.kept_aside), (2 * LONG as u64 - 1, 1));
    assert_eq!(office.kept(), [("BAD_SIGNATURE", 1)]);
    assert_eq!(office.head(SEMEY), LONG as u64 - 1);
}

#[test]
fn in_a_large_batch_an_altered_event_in_the_middle_stops_the_run_there() {
    let mut office = Office::begin();
    let sound = Pen::of(SEMEY).consultations(LONG);
    for bad in [altered(&sound[49]), missigned(&sound[49])] {
        let mut office = Office::begin();
        let mut messages = sound.clone();
        messages[49] = bad;
        let taken = office.take(&messages);
        assert_eq!((taken.recorded, taken.kept_aside), (49, 51));
        assert_eq!(office.kept(), [("BAD_SIGNATURE", 1), ("GAP", 50)]);
        assert_eq!(taken.gaps, [(code(SEMEY), 50)]);
        // The sound event closes the gap, and those that wait follow by themselves.
        let taken = office.take(&sound[49..50]);
        assert_eq!(taken.recorded, 51);
        assert_eq!(office.kept(), [("BAD_SIGNATURE", 1)]);
        assert_eq!(office.head(SEMEY), LONG as u64);
    }
    let taken = office.take(&sound);
    assert_eq!((taken.recorded, taken.kept_aside), (LONG as u64, 0));
}

#[test]
fn a_large_batch_signed_by_a_stranger_throughout_does_not_enter() {
    let mut office = Office::begin();
    let mut pen = Pen::of(SEMEY);
    pen.sign_with(SEED + 1);
    let taken = office.take(&pen.consultations(LONG));
    assert_eq!(taken.recorded, 0);
    assert_eq!(taken.kept_aside, LONG as u64);
    assert_eq!(office.head(SEMEY), 0);
}

#[test]
fn in_a_large_batch_each_key_vouches_for_its_own_run() {
    for bad in [None, Some(39), Some(LONG - 1)] {
        let mut office = Office::begin();
        office.state(&[key_added(SEMEY, SEED + 1)]);
        let mut pen = Pen::of(SEMEY);
        let mut messages = pen.consultations(40);
        pen.sign_with(SEED + 1);
        messages.extend(pen.consultations(LONG - 40));
        if let Some(at) = bad {
            messages[at] = missigned(&messages[at]);
        }
        let taken = office.take(&messages);
        assert_eq!(taken.recorded, bad.unwrap_or(LONG) as u64, "{bad:?}");
        assert_eq!(taken.kept_aside, (LONG - bad.unwrap_or(LONG)) as u64);
    }
}

#[test]
fn the_key_that_comes_after_does_not_vouch_for_the_one_before() {
    let mut office = Office::begin();
    office.state(&[key_added(SEMEY, SEED + 1)]);
    let mut pen = Pen::of(SEMEY);
    let mut messages = pen.consultations(39);
    messages.push(pen.write_missigned());
    pen.sign_with(SEED + 1);
    messages.extend(pen.consultations(LONG - 40));
    let taken = office.take(&messages);
    assert_eq!(taken.recorded, 39);
    assert_eq!(office.kept(), [("BAD_SIGNATURE", 1), ("GAP", 60)]);
}

#[test]
fn keys_are_valid_from_and_to_the_positions_of_their_facts() {
    let mut office = Office::begin();
    let (first, second) = (SEED, SEED + 1);
    let mut pen = Pen::of(SEMEY);
    office.take(&[pen.write(consulted())]);
    // Not yet added.
    let mut early = pen.clone();
    early.sign_with(second);
    office.take(&[early.write(consulted())]);
    assert_eq!(
        (office.head(SEMEY), office.kept()),
        (1, vec![("BAD_SIGNATURE", 1)])
    );
    office.state(&[key_added(SEMEY, second)]);
    // Both are valid while they overlap.
    pen.ink = 50;
    office.take(&[pen.write(consulted())]);
    pen.sign_with(second);
    office.take(&[pen.write(consulted())]);
    assert_eq!(office.head(SEMEY), 3);
    office.state(&[ReferenceEvent::CourtKeyRevoked {
        court: code(SEMEY),
        vkey: court_key(SEMEY, first).vkey().to_string(),
        reason: "ROTATED".to_owned(),
    }]);
    let mut late = pen.clone();
    late.sign_with(first);
    office.take(&[late.write(consulted())]);
    assert_eq!(
        (office.head(SEMEY), office.kept()),
        (3, vec![("BAD_SIGNATURE", 2)])
    );
    pen.ink = 70;
    office.take(&[pen.write(consulted())]);
    assert_eq!(office.head(SEMEY), 4);
    // And so it stays after a restart.
    let mut office = office.reopened();
    late.sign_with(first);
    late.head = pen.head;
    office.take(&[late.write(consulted()), pen.write(consulted())]);
    assert_eq!(
        (office.head(SEMEY), office.kept()),
        (5, vec![("BAD_SIGNATURE", 3)])
    );
}

#[test]
fn events_of_a_court_wait_for_its_enrolment() {
    let mut office = Office::begin();
    let messages = Pen::of(ABAI).consultations(3);
    let taken = office.take(&messages);
    assert_eq!((taken.recorded, taken.kept_aside), (0, 3));
    assert_eq!(office.kept(), [("UNKNOWN_SOURCE", 3)]);
    office.state(&[key_added(ABAI, SEED)]);
    assert_eq!((office.head(ABAI), office.kept()), (3, vec![]));
}
