//! A court's core: what it decides is signed, chained, sealed and there after a crash.

use medreg_domain::referral::command::ReferralCommand as R;
use medreg_domain::referral::event::Outcome;
use medreg_domain::{Code, Event};
use medreg_log::{Envelope, Leaf, PersonalData, Recorded, Sealed, TileReader};
use medreg_node::court::{CourtError, Person, message};
use tempfile::TempDir;

use crate::clerk::{Clerk, SEED, SEMEY, code, court_key, person, returned};

/// A mediator, two disputes settled, one open: 18 events.
fn live(clerk: &mut Clerk) {
    let mediator = clerk.enter("2025-01-10", "Ибраева");
    clerk.settle("2025-01-15", "2025-02-03", mediator);
    clerk.settle("2025-02-10", "2025-03-01", mediator);
    clerk.refer("2025-03-05");
}

/// Every leaf of a log, in order.
fn leaves(reader: &TileReader) -> Vec<Vec<u8>> {
    (0..reader.size())
        .map(|index| reader.leaf(index).unwrap())
        .collect()
}

#[test]
fn a_court_opened_again_stands_where_it_stood() {
    let folder = TempDir::new().unwrap();
    let mut clerk = Clerk::open(SEMEY, folder.path());
    live(&mut clerk);
    clerk.court.commit().unwrap();
    let (docket, head) = (clerk.court.docket().clone(), clerk.court.head());
    assert_eq!(head.unwrap().seq, 18);
    drop(clerk);
    let mut again = Clerk::open(SEMEY, folder.path());
    assert_eq!(again.court.docket(), &docket);
    assert_eq!(again.court.head(), head);
    again.refer("2025-03-06");
    assert_eq!(again.court.head().unwrap().seq, 19);
}

#[test]
fn every_event_is_signed_by_the_court_and_names_the_one_before_it() {
    let folder = TempDir::new().unwrap();
    let mut clerk = Clerk::open(SEMEY, folder.path());
    live(&mut clerk);
    clerk.court.commit().unwrap();
    let mut before = None;
    let leaves = leaves(&clerk.court.reader().unwrap());
    assert_eq!(leaves.len(), clerk.messages.len());
    for (seq, (bytes, sent)) in (1..).zip(leaves.iter().zip(&clerk.messages)) {
        let leaf = Leaf::parse(bytes).unwrap();
        leaf.verify(&court_key(SEMEY, SEED).vkey()).unwrap();
        let envelope = Envelope::parse(leaf.line().as_bytes()).unwrap();
        assert_eq!((envelope.courtseq, envelope.prevhash), (seq, before));
        assert_eq!(
            &message(bytes).unwrap(),
            sent,
            "what travels is what is kept"
        );
        before = Some(leaf.hash());
    }
    assert_eq!(clerk.court.head().map(|head| head.leaf_hash), before);
}

#[test]
fn a_refused_act_records_nothing() {
    let folder = TempDir::new().unwrap();
    let mut clerk = Clerk::open(SEMEY, folder.path());
    live(&mut clerk);
    let (docket, head) = (clerk.court.docket().clone(), clerk.court.head());
    let unknown = code("KZ-10-101-2025-000900");
    let refusals = [
        (
            R::OfferMediation {
                referral_no: unknown,
            },
            Code::ReferralUnknown,
        ),
        (
            returned(
                code("KZ-10-101-2025-000001"),
                Outcome::FullSettlement,
                "2025-02-03",
            ),
            Code::AlreadyClosed,
        ),
    ];
    for (command, expected) in refusals {
        let refused = clerk.try_act("2025-03-10", command).unwrap_err();
        let CourtError::Rejected(rejection) = refused else {
            panic!("{refused}")
        };
        assert_eq!(rejection.code, expected);
    }
    // A day that has not come, and an office that nobody holds.
    let mut early = clerk.request(
        "2025-03-10",
        R::OfferMediation {
            referral_no: unknown,
        },
    );
    early.on = early.on.succ_opt().unwrap();
    let mut nobody = clerk.request(
        "2025-03-10",
        R::OfferMediation {
            referral_no: unknown,
        },
    );
    nobody.office = code("o-99");
    for request in [early, nobody] {
        let refused = clerk.court.act(request).unwrap_err();
        assert!(matches!(refused, CourtError::Rejected(_)), "{refused}");
    }
    assert_eq!(clerk.court.docket(), &docket);
    assert_eq!(clerk.court.head(), head);
    clerk.court.commit().unwrap();
    assert_eq!(clerk.court.reader().unwrap().size(), 18);
}

#[test]
fn a_crash_loses_only_what_was_not_committed() {
    let folder = TempDir::new().unwrap();
    let mut clerk = Clerk::open(SEMEY, folder.path());
    live(&mut clerk);
    clerk.court.commit().unwrap();
    let (docket, head) = (clerk.court.docket().clone(), clerk.court.head());
    let lost = clerk.refer("2025-03-06");
    assert_ne!(clerk.court.head(), head);
    drop(clerk);
    let mut again = Clerk::open(SEMEY, folder.path());
    assert_eq!(again.court.docket(), &docket);
    assert_eq!(again.court.head(), head);
    // The number was never given, so it is given now.
    assert_eq!(again.refer("2025-03-06"), lost);
}

#[test]
fn a_repeated_life_gives_the_same_log_and_goes_on_where_it_ended() {
    let folder = TempDir::new().unwrap();
    let mut clerk = Clerk::repeat(SEMEY, folder.path(), SEED);
    live(&mut clerk);
    clerk.court.commit().unwrap();
    let before = leaves(&clerk.court.reader().unwrap());
    drop(clerk);
    let mut again = Clerk::repeat(SEMEY, folder.path(), SEED);
    live(&mut again);
    again.court.commit().unwrap();
    assert_eq!(leaves(&again.court.reader().unwrap()), before);
    again.refer("2025-03-06");
    again.court.commit().unwrap();
    let longer = leaves(&again.court.reader().unwrap());
    assert_eq!(longer.len(), before.len() + 1);
    assert_eq!(longer[..before.len()], before);
}

#[test]
fn a_life_by_another_seed_or_of_other_acts_diverges_at_once() {
    let folder = TempDir::new().unwrap();
    let mut clerk = Clerk::repeat(SEMEY, folder.path(), SEED);
    let mediator = clerk.enter("2025-01-10", "Ибраева");
    clerk.settle("2025-01-15", "2025-02-03", mediator);
    clerk.court.commit().unwrap();
    let before = leaves(&clerk.court.reader().unwrap());
    drop(clerk);
    let mut other_seed = Clerk::repeat(SEMEY, folder.path(), SEED + 1);
    let command = other_seed.refer_command();
    let diverged = other_seed.try_act("2025-01-10", command).unwrap_err();
    assert!(matches!(diverged, CourtError::Diverged(1)), "{diverged}");
    drop(other_seed);
    let mut other_acts = Clerk::repeat(SEMEY, folder.path(), SEED);
    other_acts.enter("2025-01-10", "Ибраева");
    let command = other_acts.refer_command();
    let diverged = other_acts.try_act("2025-01-16", command).unwrap_err();
    assert!(matches!(diverged, CourtError::Diverged(6)), "{diverged}");
    drop(other_acts);
    let again = Clerk::open(SEMEY, folder.path());
    assert_eq!(leaves(&again.court.reader().unwrap()), before);
}

#[test]
fn sealed_data_opens_with_its_key_and_no_name_stands_in_clear() {
    let folder = TempDir::new().unwrap();
    let mut clerk = Clerk::open(SEMEY, folder.path());
    let numbers = ["Ибраева", "Сейтқали"].map(|surname| clerk.enter("2025-01-10", surname));
    clerk.court.commit().unwrap();
    assert_eq!(clerk.data_keys.len(), 2);
    for (number, surname) in numbers.iter().zip(["Ибраева", "Сейтқали"]) {
        let personal = &clerk.court.docket().entries[number].personal;
        let known = |key: &&medreg_node::court::DataKey| key.id == personal.key;
        let key = clerk.data_keys.iter().find(known).unwrap();
        let sealed = Sealed {
            commitment: personal.commitment,
            sealed: personal.sealed.clone(),
        };
        // Opening checks the commitment too.
        let opened = PersonalData::from_plaintext(&sealed.open(&key.key).unwrap()).unwrap();
        let Person { name, contact } = person(surname);
        assert!(opened.name == name, "another name was sealed");
        assert_eq!(opened.contact, contact);
        let other = clerk.data_keys.iter().find(|key| !known(key)).unwrap();
        assert!(sealed.open(&other.key).is_err());
    }
    let words = [
        "Ибраева",
        "Сейтқали",
        "Әйгерім",
        "Айгерим",
        "Aigerim",
        "123 45 67",
    ];
    for leaf in leaves(&clerk.court.reader().unwrap()) {
        let text = String::from_utf8(leaf).unwrap();
        for word in words {
            assert!(!text.contains(word), "{word} stands in clear");
        }
    }
    for message in &clerk.messages {
        let recorded = Recorded::from_line(&message.body).unwrap();
        assert!(matches!(recorded.event, Event::Entry(_)));
        assert!(!format!("{recorded:?}").contains("Ибраева"));
    }
    assert!(
        !format!("{:?}", clerk.data_keys).contains("key:"),
        "a key is shown"
    );
}
