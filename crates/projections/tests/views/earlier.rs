//! What was known when: positions at instants, matters and whole views as at a position.

use std::fs;
use std::path::{Path, PathBuf};

use chrono::{DateTime, TimeDelta, Utc};
use medreg_domain::correction::{CorrectionEvent, CorrectionReason};
use medreg_domain::referral::event::Outcome;
use medreg_domain::{Channel, EventId};
use medreg_projections::{AsAtError, Fold, SnapshotError, Snapshots, StoreError, Views, catch_up};
use proptest::prelude::*;
use tempfile::TempDir;

use crate::builder::{
    ABAI, ALMATY, ASTANA, Chain, Stated, agreed, code, history, in_turn, life, referred, reopen,
    returned, rows, views_of,
};

fn stated() -> Vec<Stated> {
    in_turn(&[life(ALMATY, 90), life(ASTANA, 60), life(ABAI, 40)])
}

fn instant(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

/// The rule itself: the events before the first one recorded after the instant.
fn known(stated: &[Stated], instant: DateTime<Utc>) -> u64 {
    let after = stated.iter().position(|one| one.recorded.time > instant);
    after.unwrap_or(stated.len()) as u64
}

#[test]
fn a_court_that_was_offline_is_not_known_before_it_arrives() {
    let mut almaty = Chain::of(ALMATY);
    let mut astana = Chain::of(ASTANA);
    for (chain, no) in [(&mut almaty, "KZ-75-012"), (&mut astana, "KZ-71-003")] {
        for (serial, on) in [(1, "2025-03-01"), (2, "2025-03-05")] {
            let no = format!("{no}-2025-{serial:06}");
            chain.state(on, referred(&no, Channel::InCourt, "CIVIL.LOAN", on));
        }
    }
    // Astana was offline: its event of 1 March arrives after Almaty's of 5 March.
    let stated: Vec<Stated> = [&almaty.stated[..], &astana.stated[..]].concat();
    let folder = TempDir::new().unwrap();
    let views = views_of(folder.path(), &stated, 2);
    let position = |text: &str| views.views().position_at(instant(text)).unwrap();
    assert_eq!(position("2025-02-28T23:59:59Z"), 0);
    assert_eq!(position("2025-03-03T00:00:00Z"), 1);
    assert_eq!(position("2025-03-04T23:59:59Z"), 1);
    assert_eq!(position("2025-03-06T00:00:00Z"), 4);
    // To the millisecond: at the instant of recording the event is known.
    let time = almaty.stated[1].recorded.time;
    assert_eq!(views.views().position_at(time).unwrap(), 4);
    let before = time - TimeDelta::milliseconds(1);
    assert_eq!(views.views().position_at(before).unwrap(), 1);
}

#[test]
fn the_position_at_any_instant_is_that_of_the_rule() {
    let stated = stated();
    assert!(stated.len() > 512, "more than two blocks of 256");
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("views");
    drop(views_of(&path, &stated, 100));
    let (mut views, _) = reopen(&path);
    views.recall_by(crate::builder::recall(&stated));
    for one in stated.iter().step_by(17) {
        for shift in [-1, 0, 1] {
            let instant = one.recorded.time + TimeDelta::milliseconds(shift);
            let position = views.views().position_at(instant).unwrap();
            assert_eq!(position, known(&stated, instant), "{instant}");
        }
    }
}

#[test]
fn without_a_history_at_hand_the_views_say_so() {
    let stated = stated();
    let folder = TempDir::new().unwrap();
    drop(views_of(folder.path(), &stated[..50], 50));
    let (views, _) = reopen(folder.path());
    let refused = views
        .views()
        .position_at(stated[10].recorded.time)
        .unwrap_err();
    assert!(matches!(refused, StoreError::NoRecall { .. }), "{refused}");
}

#[test]
fn an_entry_and_a_referral_as_at_a_position_are_the_rows_of_that_position() {
    let mut almaty = life(ALMATY, 12);
    let patch = serde_json::json!({"categories": ["FAMILY.DIVORCE"]});
    let registration = almaty.stated[2].recorded.id;
    almaty.correct(
        "2025-06-01",
        "entry/KZ-75-012-2025-00001",
        CorrectionEvent::RecordCorrected {
            target_event: EventId(registration),
            reason: CorrectionReason::Clerical,
            patch: serde_json::from_value(patch).unwrap(),
        },
    );
    let no = "KZ-75-012-2025-000777";
    almaty.state(
        "2025-06-02",
        referred(no, Channel::InCourt, "CIVIL.LOAN", "2025-06-02"),
    );
    let begun = EventId(almaty.stated.last().unwrap().recorded.id);
    almaty.correct(
        "2025-06-03",
        &format!("referral/{no}"),
        CorrectionEvent::EventVoided {
            target_event: begun,
            reason: CorrectionReason::Legal,
        },
    );
    let stated = almaty.stated;
    let folder = TempDir::new().unwrap();
    let views = views_of(&folder.path().join("all"), &stated, 30);
    let entry = code("KZ-75-012-2025-00001");
    let numbers = ["KZ-75-012-2025-000001", "KZ-75-012-2025-000003", no];
    for position in 0..=stated.len() {
        let path = folder.path().join(position.to_string());
        let then = views_of(&path, &stated[..position], 30);
        let at = position as u64;
        assert_eq!(
            views.views().entry_as_at(entry, at).unwrap(),
            then.views().entry(entry).unwrap()
        );
        for number in numbers.map(code) {
            let as_at = views.views().referral_as_at(number, at).unwrap();
            assert_eq!(
                as_at,
                then.views().referral(number).unwrap(),
                "{number} at {position}"
            );
        }
    }
}

struct Folders {
    folder: TempDir,
    stated: Vec<Stated>,
}

impl Folders {
    fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let mut stated = stated();
        stated.truncate(600);
        Self { folder, stated }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn replayed(&self, size: u64) -> Fold {
        let size = usize::try_from(size).unwrap();
        views_of(
            &self.path(&format!("replayed-{size}")),
            &self.stated[..size],
            200,
        )
    }

    /// Snapshots at these positions.
    fn snapshots(&self, positions: &[u64], most: usize) -> Snapshots {
        let history = history(&self.path("history"), &self.stated);
        let snapshots = Snapshots::new(&self.path("snapshots"), most);
        let (mut views, _) = reopen(&self.path("live"));
        for position in positions {
            catch_up(&mut views, &history.reader(), *position, |_| {}).unwrap();
            // Where the stream stands is the office's own affair.
            views.take(&[], Some(b"stream")).unwrap();
            snapshots.take(views.views()).unwrap();
        }
        snapshots
    }

    fn reader(&self) -> medreg_log::TileReader {
        let key = medreg_log::SigningKey::from_seed("register.example", &[1; 32]).unwrap();
        let (history, _) = medreg_log::TileWriter::open(&self.path("history"), key).unwrap();
        history.reader()
    }
}

#[test]
fn views_as_at_a_position_are_those_of_a_replay_to_it_whatever_they_are_made_from() {
    let folders = Folders::new();
    folders.snapshots(&[200, 450], 9);
    let reader = folders.reader();
    for (position, from) in [
        (1, 0),
        (199, 0),
        (200, 200),
        (449, 200),
        (450, 450),
        (600, 450),
    ] {
        let scratch = folders.path(&format!("as-at-{position}"));
        let as_at = Views::as_at(&reader, &folders.path("snapshots"), position, &scratch).unwrap();
        assert_eq!((as_at.from, as_at.unreadable.len()), (from, 0));
        assert_eq!(as_at.views.cursor().position, position);
        let replayed = folders.replayed(position);
        assert!(
            rows(&as_at.views) == rows(replayed.views()),
            "rows differ as at {position}"
        );
        assert_eq!(
            as_at.views.digests().unwrap(),
            replayed.views().digests().unwrap()
        );
    }
    let refused = Views::as_at(&reader, &folders.path("none"), 601, &folders.path("beyond"));
    let refused = refused.unwrap_err();
    assert!(
        matches!(
            refused,
            AsAtError::Beyond {
                position: 601,
                size: 600
            }
        ),
        "{refused}"
    );
    let anew = Views::as_at(&reader, &folders.path("none"), 300, &folders.path("anew")).unwrap();
    assert!(rows(&anew.views) == rows(folders.replayed(300).views()));
    let used = Views::as_at(&reader, &folders.path("none"), 200, &folders.path("anew"));
    assert!(matches!(used.unwrap_err(), AsAtError::Scratch(_)));
}

fn damage(path: &Path, how: impl Fn(&mut Vec<u8>)) {
    let mut bytes = fs::read(path).unwrap();
    how(&mut bytes);
    fs::write(path, bytes).unwrap();
}

#[test]
fn a_damaged_snapshot_is_passed_over_and_named() {
    let folders = Folders::new();
    let snapshots = folders.snapshots(&[100, 200, 300, 400], 9);
    let reader = folders.reader();
    let path = |position| snapshots.nearest(position).unwrap().unwrap().1;
    damage(&path(400), |bytes| bytes.truncate(bytes.len() / 2));
    damage(&path(300), |bytes| {
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
    });
    damage(&path(200), Vec::clear);
    let scratch = folders.path("scratch");
    let as_at = Views::as_at(&reader, &folders.path("snapshots"), 500, &scratch).unwrap();
    assert_eq!(as_at.from, 100);
    let named: Vec<PathBuf> = as_at
        .unreadable
        .iter()
        .map(|one| one.path.clone())
        .collect();
    assert_eq!(named, [path(400), path(300), path(200)]);
    for one in &as_at.unreadable {
        assert!(
            matches!(one.error, SnapshotError::Damaged(_)),
            "{}",
            one.error
        );
    }
    assert!(rows(&as_at.views) == rows(folders.replayed(500).views()));
}

#[test]
fn a_snapshot_under_another_name_or_of_another_generation_is_refused() {
    let folders = Folders::new();
    let snapshots = folders.snapshots(&[100], 9);
    let reader = folders.reader();
    let path = snapshots.nearest(100).unwrap().unwrap().1;
    fs::copy(&path, path.with_file_name("000000000150.views")).unwrap();
    let other = path.with_file_name("000000000160.views");
    fs::copy(&path, &other).unwrap();
    damage(&other, |bytes| {
        bytes[25] = 66;
        bytes[33] = 160;
        let body = bytes.len() - 32;
        let hash = <sha2::Sha256 as sha2::Digest>::digest(&bytes[..body]);
        bytes[body..].copy_from_slice(&hash);
    });
    let scratch = folders.path("scratch");
    let as_at = Views::as_at(&reader, &folders.path("snapshots"), 300, &scratch).unwrap();
    assert_eq!(as_at.from, 100);
    let [generation, name] = &as_at.unreadable[..] else {
        unreachable!("{:?}", as_at.unreadable)
    };
    assert!(matches!(
        generation.error,
        SnapshotError::Generation { found: 66, .. }
    ));
    assert!(matches!(name.error, SnapshotError::Damaged(_)));
}

#[test]
fn snapshots_are_thinned_evenly_and_the_newest_stays() {
    let folders = Folders::new();
    let positions: Vec<u64> = (1..=20).map(|at| at * 30).collect();
    let snapshots = folders.snapshots(&positions, 5);
    let kept = snapshots.positions().unwrap();
    assert_eq!(kept.len(), 5);
    assert_eq!(kept.last(), Some(&600));
    let gaps = kept.windows(2).map(|pair| pair[1] - pair[0]);
    assert!(gaps.max().unwrap() <= 240, "{kept:?}");
    assert_eq!(
        snapshots.nearest(kept[1] + 1).unwrap().map(|(at, _)| at),
        Some(kept[1])
    );
    assert!(snapshots.nearest(kept[0] - 1).unwrap().is_none());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, ..ProptestConfig::default() })]

    #[test]
    fn the_position_at_an_instant_is_that_of_the_rule_for_any_delays(
        delays in proptest::collection::vec(0_u64..40, 1..60), probe in 0_i64..90,
    ) {
        let mut chain = Chain::of(ALMATY);
        for (serial, delay) in (1..).zip(&delays) {
            let no = format!("KZ-75-012-2025-{serial:06}");
            chain.state_late("2025-03-01", *delay, referred(&no, Channel::InCourt, "CIVIL.LOAN", "2025-03-01"));
        }
        let folder = TempDir::new().unwrap();
        let views = views_of(folder.path(), &chain.stated, 9);
        let instant = instant("2025-02-20T12:00:00Z") + TimeDelta::days(probe);
        prop_assert_eq!(views.views().position_at(instant).unwrap(), known(&chain.stated, instant));
    }
}

#[test]
fn what_was_decided_later_is_not_known_earlier() {
    let mut chain = Chain::of(ALMATY);
    let no = "KZ-75-012-2025-000001";
    chain.state(
        "2025-01-10",
        referred(no, Channel::InCourt, "CIVIL.LOAN", "2025-01-10"),
    );
    chain.state("2025-01-15", agreed(no, "2025-01-15", "2025-02-14"));
    let result = returned(no, Outcome::FullSettlement, "2025-01-30", "2025-01-30");
    chain.state("2025-01-30", result);
    let folder = TempDir::new().unwrap();
    let views = views_of(folder.path(), &chain.stated, 3);
    let position = views
        .views()
        .position_at(instant("2025-01-20T00:00:00Z"))
        .unwrap();
    let then = views
        .views()
        .referral_as_at(code(no), position)
        .unwrap()
        .unwrap();
    assert!(then.referral.is_open() && then.referral.procedure.is_some());
    assert!(
        !views
            .views()
            .referral(code(no))
            .unwrap()
            .unwrap()
            .referral
            .is_open()
    );
}
