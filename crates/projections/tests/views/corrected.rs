//! A corrected history says what one says that stated it right from the start.

use medreg_domain::correction::{CorrectionEvent, CorrectionReason};
use medreg_domain::entry::EntryKind;
use medreg_domain::entry::event::{EntryEvent, ProfileChange};
use medreg_domain::referral::event::{Ground, Outcome};
use medreg_domain::{ApplicationId, Channel, Code, Digest, EventId, FeeId, PersonKey};
use medreg_projections::{ApplicationRow, Desk, EntryRow, ReferralRow, Views, catch_up};
use proptest::prelude::*;
use serde_json::{Map, Value, json};
use tempfile::TempDir;

use crate::builder::{
    ALMATY, ASTANA, Chain, Stated, agreed, assessed, code, extended, history, id, paid, positioned,
    referred, registered, reopen, returned, rows, terminated, views_of,
};

const ENTRY: &str = "KZ-75-012-2025-00009";
const REFERRALS: [&str; 2] = ["KZ-75-012-2025-000001", "KZ-75-012-2025-000002"];

fn application() -> ApplicationId {
    ApplicationId(id(9))
}

fn submitted(on: &str) -> EntryEvent {
    EntryEvent::ApplicationSubmitted {
        application_id: application(),
        person_key: PersonKey(Digest([9; 32])),
        kind: EntryKind::RetiredJudge,
        practice_kato: code("750000000"),
        sro: None,
        requested_on: code(on),
    }
}

/// One court's matters in the order they happen, each with its day.
fn story() -> Vec<(&'static str, medreg_domain::Event)> {
    let [first, second] = REFERRALS;
    let changed = ProfileChange {
        languages: Some(vec![code("ru")]),
        ..ProfileChange::default()
    };
    let profile = EntryEvent::ProfileChanged {
        entry_no: code(ENTRY),
        changed,
    };
    let mut entry = registered(ENTRY, 9, &["CIVIL.LOAN"], ("2025-01-20", "2025-12-31"));
    if let EntryEvent::MediatorRegistered { fee_id, .. } = &mut entry {
        *fee_id = Some(FeeId(id(40)));
    }
    vec![
        ("2025-01-02", submitted("2025-01-02").into()),
        ("2025-01-03", assessed(40, 1_000).into()),
        ("2025-01-04", paid(40, 1_000, "2025-01-04").into()),
        ("2025-01-20", entry.into()),
        ("2025-01-21", profile.into()),
        (
            "2025-02-01",
            referred(first, Channel::InCourt, "CIVIL.LOAN", "2025-02-01").into(),
        ),
        (
            "2025-02-01",
            referred(second, Channel::OutOfCourt, "FAMILY.DIVORCE", "2025-02-01").into(),
        ),
        (
            "2025-02-03",
            agreed(first, "2025-02-03", "2025-03-05").into(),
        ),
        (
            "2025-02-04",
            agreed(second, "2025-02-04", "2025-03-06").into(),
        ),
        (
            "2025-03-05",
            extended(first, "2025-03-05", 10, "2025-03-15").into(),
        ),
        (
            "2025-03-14",
            terminated(first, Ground::Settlement, "2025-03-14").into(),
        ),
        (
            "2025-03-20",
            returned(first, Outcome::FullSettlement, "2025-03-14", "2025-03-20").into(),
        ),
        (
            "2025-03-10",
            returned(second, Outcome::NoSettlement, "2025-03-10", "2025-03-10").into(),
        ),
    ]
}

/// Where each event of the story was stated wrongly: the wrong fields, and the stream.
const MISTAKES: [(usize, &str, &str); 9] = [
    (
        0,
        "application/01957f3e-0000-7000-8000-000000000009",
        r#"{"requested_on":"2025-01-15"}"#,
    ),
    (
        1,
        "application/01957f3e-0000-7000-8000-000000000009",
        r#"{"amount":1500}"#,
    ),
    (
        2,
        "application/01957f3e-0000-7000-8000-000000000009",
        r#"{"amount":{"amount_minor":900,"currency":"KZT"}}"#,
    ),
    (
        3,
        "entry/KZ-75-012-2025-00009",
        r#"{"kind":"PUBLIC","valid_to":"2025-06-30","languages":["en"]}"#,
    ),
    (
        4,
        "entry/KZ-75-012-2025-00009",
        r#"{"changed":{"languages":["en"],"availability":"CLOSED"}}"#,
    ),
    (
        5,
        "referral/KZ-75-012-2025-000001",
        r#"{"channel":"OUT_OF_COURT","category":"HEALTH.TREATMENT"}"#,
    ),
    (
        9,
        "referral/KZ-75-012-2025-000001",
        r#"{"days":5,"new_due_on":"2025-03-10","new_due_on_raw":"2025-03-10"}"#,
    ),
    (
        11,
        "referral/KZ-75-012-2025-000001",
        r#"{"returned_on":"2025-03-14"}"#,
    ),
    (
        12,
        "referral/KZ-75-012-2025-000002",
        r#"{"result":"EXPIRED","ended_on":"2025-03-09"}"#,
    ),
];

/// The event with these fields, and the patch that gives back what it was.
fn mistaken(event: &medreg_domain::Event, wrong: &str) -> (medreg_domain::Event, Value) {
    let right: Value = serde_json::from_str(&medreg_log::encode(event).unwrap()).unwrap();
    let wrong: Map<String, Value> = serde_json::from_str(wrong).unwrap();
    let mut payload = right.clone();
    let mut patch = json!({});
    for (field, value) in wrong {
        payload[&field] = value;
        patch[&field].clone_from(&right[&field]);
        if field == "changed" {
            patch[&field]["availability"] = Value::Null;
        }
    }
    let event_type = medreg_log::event_type(event);
    let event = medreg_log::decode(&event_type, &payload.to_string()).unwrap();
    (event, patch)
}

fn corrected(target: &Stated, patch: Value) -> CorrectionEvent {
    CorrectionEvent::RecordCorrected {
        target_event: EventId(target.recorded.id),
        reason: CorrectionReason::Clerical,
        patch: serde_json::from_value(patch).unwrap(),
    }
}

fn voided(target: &Stated) -> CorrectionEvent {
    CorrectionEvent::EventVoided {
        target_event: EventId(target.recorded.id),
        reason: CorrectionReason::Legal,
    }
}

/// What the views say, without where and in which events it was said.
#[derive(Debug, PartialEq)]
struct Said {
    entry: Option<EntryRow>,
    application: Option<ApplicationRow>,
    referrals: Vec<Option<ReferralRow>>,
    desk: Option<Desk>,
    observations: Vec<(String, String, String)>,
    counted: (u64, u64),
    register: [u8; 32],
    statistics: [u8; 32],
    keys: Vec<String>,
}

fn said(views: &Views) -> Said {
    let entry = views.entry(code(ENTRY)).unwrap().map(|row| EntryRow {
        events: Vec::new(),
        positions: Vec::new(),
        corrected_on: None,
        ..row
    });
    let application = views.application(application()).unwrap();
    let application = application.map(|row| ApplicationRow {
        positions: Vec::new(),
        corrected_on: None,
        ..row
    });
    let referral = |number: &&str| {
        let row = views.referral(code(number)).unwrap();
        row.map(|row| ReferralRow {
            positions: Vec::new(),
            corrected_on: None,
            ..row
        })
    };
    let mut observations: Vec<_> = views
        .observations()
        .map(Result::unwrap)
        .map(|one| (one.rule.to_string(), one.subject, one.on.to_string()))
        .collect();
    observations.sort();
    // Traces of what was voided are of no row; the key of an observation names its event.
    let keys = rows(views)
        .into_iter()
        .map(|(key, _)| String::from_utf8_lossy(&key).into_owned())
        .filter(|key| key.starts_with(['a', 'e', 'f', 'p', 'r', 'R', 's']));
    Said {
        entry,
        application,
        referrals: REFERRALS.iter().map(referral).collect(),
        desk: views.desk(code(ALMATY)).unwrap(),
        observations,
        counted: (views.cursor().entries, views.cursor().referrals),
        register: views.digests().unwrap().register,
        statistics: views.digests().unwrap().statistics,
        keys: keys.collect(),
    }
}

fn stated(events: Vec<(&'static str, medreg_domain::Event)>) -> Chain {
    let mut chain = Chain::of(ALMATY);
    for (on, event) in events {
        chain.state(on, event);
    }
    chain
}

/// The story with one event stated wrongly, and corrected after `later` more events.
fn with_mistake(mistake: usize, later: usize) -> Chain {
    let (at, stream, wrong) = MISTAKES[mistake];
    let mut events = story();
    let (event, patch) = mistaken(&events[at].1, wrong);
    events[at].1 = event;
    let rest = events.split_off((at + 1 + later).min(events.len()));
    let mut chain = stated(events);
    let correction = corrected(&chain.stated[at], patch);
    chain.correct("2025-04-01", stream, correction);
    for (on, event) in rest {
        chain.state(on, event);
    }
    chain
}

fn stream_of(event: &medreg_domain::Event) -> String {
    let subject = event.subject(code(ALMATY), &medreg_domain::Docket::default());
    // A payment names only its fee; its stream is the application's.
    if subject.starts_with("court/") {
        format!("application/{}", application())
    } else {
        subject
    }
}

#[test]
fn each_mistake_corrected_is_as_if_it_had_never_been_made() {
    let folder = TempDir::new().unwrap();
    let right = stated(story());
    let right = views_of(&folder.path().join("right"), &right.stated, 4);
    for (mistake, (at, stream, _)) in MISTAKES.iter().enumerate() {
        let chain = with_mistake(mistake, 99);
        let path = folder.path().join(format!("wrong-{mistake}"));
        let last = chain.stated.len() - 1;
        let mut views = views_of(&path, &chain.stated, last);
        let before = views_of(&path.with_extension("before"), &chain.stated[..last], last);
        assert_ne!(
            said(before.views()),
            said(right.views()),
            "{stream} {at}: no mistake was made"
        );
        assert_eq!(said(views.views()), said(right.views()), "{stream} {at}");
        // Corrected on its day, and found in the matter's events.
        let positions = match stream.split_once('/').unwrap() {
            ("entry", no) => {
                let row = views.views().entry(code(no)).unwrap().unwrap();
                assert_eq!(row.corrected_on, Some(code("2025-04-01")));
                assert_eq!(row.events.len(), row.positions.len());
                row.positions
            }
            ("referral", no) => {
                let row = views.views().referral(code(no)).unwrap().unwrap();
                assert_eq!(row.corrected_on, Some(code("2025-04-01")));
                row.positions
            }
            _ => {
                let row = views.views().application(application()).unwrap().unwrap();
                assert_eq!(row.corrected_on, Some(code("2025-04-01")));
                row.positions
            }
        };
        assert_eq!(positions.last(), Some(&(last as u64)));
        views.take(&[], None).unwrap();
    }
}

#[test]
fn a_registration_corrected_changes_its_application_too() {
    let folder = TempDir::new().unwrap();
    let mut chain = stated(story());
    let registration = chain.stated[3].clone();
    chain.correct(
        "2025-04-01",
        &format!("entry/{ENTRY}"),
        voided(&registration),
    );
    let views = views_of(folder.path(), &chain.stated, 3);
    let application = views.views().application(application()).unwrap().unwrap();
    assert!(application.application.is_open());
    assert_eq!(application.decided_on, None);
    assert_eq!(application.corrected_on, Some(code("2025-04-01")));
    assert_eq!(views.views().entry(code(ENTRY)).unwrap(), None);
    assert_eq!(views.views().cursor().entries, 0);
}

#[test]
fn a_correction_of_what_is_unknown_changes_nothing_and_is_kept_aside() {
    let folder = TempDir::new().unwrap();
    let mut chain = stated(story());
    let count = chain.stated.len();
    let foreign = chain.stated[5].clone();
    let mut other = Chain::of(ASTANA);
    other.correct(
        "2025-04-01",
        "referral/KZ-75-012-2025-000001",
        voided(&foreign),
    );
    let stranger = other.stated[0].recorded.clone();
    chain.correct(
        "2025-04-01",
        "referral/KZ-75-012-2025-000002",
        voided(&foreign),
    );
    chain.correct(
        "2025-04-01",
        "referral/KZ-75-012-2025-000077",
        voided(&foreign),
    );
    let nothing = json!({"category": "CIVIL.LOAN"});
    chain.correct(
        "2025-04-01",
        "referral/KZ-75-012-2025-000001",
        corrected(&foreign, nothing),
    );
    let no_event = json!({"category": "no category"});
    chain.correct(
        "2025-04-01",
        "referral/KZ-75-012-2025-000001",
        corrected(&foreign, no_event),
    );
    let mut views = views_of(&folder.path().join("with"), &chain.stated, 5);
    let without = views_of(&folder.path().join("without"), &chain.stated[..count], 5);
    assert_eq!(said(views.views()), said(without.views()));
    let row = views.views().referral(code(REFERRALS[0])).unwrap().unwrap();
    assert_eq!(row.corrected_on, None);
    for unknown in [count, count + 1] {
        let recorded = &chain.stated[unknown].recorded;
        let impossible = views.impossible(recorded).unwrap();
        assert_eq!(impossible, Some(Code::EventUnknown));
    }
    let impossible = views.impossible(&stranger).unwrap();
    assert_eq!(impossible, Some(Code::WrongCourt));
    let sound = &chain.stated[count + 2].recorded;
    assert_eq!(views.impossible(sound).unwrap(), None);
}

#[test]
fn a_number_whose_beginning_was_voided_is_used_up() {
    let folder = TempDir::new().unwrap();
    let mut chain = stated(story()[..6].to_vec());
    let begun = chain.stated[5].clone();
    chain.correct(
        "2025-02-02",
        &format!("referral/{}", REFERRALS[0]),
        voided(&begun),
    );
    let (registration, number) = (chain.stated[3].clone(), format!("entry/{ENTRY}"));
    chain.correct("2025-02-02", &number, voided(&registration));
    let mut views = views_of(folder.path(), &chain.stated, 2);
    assert_eq!(views.views().referral(code(REFERRALS[0])).unwrap(), None);
    for again in [3, 5] {
        let recorded = &chain.stated[again].recorded;
        let impossible = views.impossible(recorded).unwrap();
        assert_eq!(impossible, Some(Code::AlreadyExists));
    }
    // A change of what is voided is a change of nothing.
    let recorded = &chain.stated[4].recorded;
    let impossible = views.impossible(recorded).unwrap();
    assert_eq!(impossible, Some(Code::EntryUnknown));
}

#[test]
fn a_rebuild_from_files_reads_what_corrections_need_from_them() {
    let folder = TempDir::new().unwrap();
    let chain = with_mistake(7, 1);
    let live = views_of(&folder.path().join("live"), &chain.stated, 1);
    let history = history(&folder.path().join("history"), &chain.stated);
    let (mut rebuilt, _) = reopen(&folder.path().join("rebuilt"));
    catch_up(&mut rebuilt, &history.reader(), history.size(), |_| {}).unwrap();
    assert!(rows(rebuilt.views()) == rows(live.views()));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn a_mistake_corrected_at_any_time_is_as_if_it_had_never_been_made(
        mistake in 0..MISTAKES.len(), later in 0_usize..13, batch in 1_usize..16,
    ) {
        let folder = TempDir::new().unwrap();
        let right = stated(story());
        let right = views_of(&folder.path().join("right"), &right.stated, 20);
        let chain = with_mistake(mistake, later);
        let views = views_of(&folder.path().join("wrong"), &chain.stated, batch);
        prop_assert_eq!(said(views.views()), said(right.views()));
        let at_once = views_of(&folder.path().join("at-once"), &chain.stated, 20);
        prop_assert!(rows(views.views()) == rows(at_once.views()));
    }

    #[test]
    fn what_is_voided_was_never_stated(
        at in 0_usize..13, second in 0_usize..13, batch in 1_usize..16,
    ) {
        let folder = TempDir::new().unwrap();
        let mut chain = stated(story());
        let mut events = story();
        for at in [at, second] {
            let target = chain.stated[at].clone();
            chain.correct("2025-04-01", &stream_of(&events[at].1), voided(&target));
        }
        events.remove(at.max(second));
        if at != second {
            events.remove(at.min(second));
        }
        // What was stated of a matter that never began is not of it.
        let never = stated(events);
        let never = views_of(&folder.path().join("never"), &never.stated, 20);
        let views = views_of(&folder.path().join("voided"), &chain.stated, batch);
        prop_assert_eq!(said(views.views()), said(never.views()));
        let at_once = views_of(&folder.path().join("at-once"), &chain.stated, 20);
        prop_assert!(rows(views.views()) == rows(at_once.views()));
    }

    #[test]
    fn views_reopened_before_a_correction_apply_it_alike(
        mistake in 0..MISTAKES.len(), cut in 1_usize..14,
    ) {
        let folder = TempDir::new().unwrap();
        let chain = with_mistake(mistake, 99);
        let path = folder.path().join("reopened");
        drop(views_of(&path, &chain.stated[..cut], 5));
        let (mut views, _) = reopen(&path);
        views.recall_by(crate::builder::recall(&chain.stated));
        views.take(&positioned(&chain.stated, cut), None).unwrap();
        let at_once = views_of(&folder.path().join("at-once"), &chain.stated, 20);
        prop_assert!(rows(views.views()) == rows(at_once.views()));
    }
}
