//! The office: history first, views after it, and both there again whatever happened between.

use std::fs;

use medreg_domain::Source;
use medreg_log::{Leaf, TileWriter};
use medreg_node::federal::{Federal, FederalError, history_folder, views_folder};
use medreg_projections::Opened;

use crate::clerk::{ABAI, Clerk, KURCHATOV, SEED, SEMEY, appointment, code, key_added};
use crate::office::{Office, bodies, office_keys};
use crate::pen::{Pen, delivered};

/// Two courts' lives, taken in as they came: Semey's events, then Kurchatov's.
fn office_with_lives() -> (Office, Vec<medreg_node::transport::Message>) {
    let mut office = Office::begin();
    let mut messages = Vec::new();
    for (court, surname) in [(SEMEY, "Ибраева"), (KURCHATOV, "Сейтқали")] {
        let mut clerk = Clerk::in_memory(court);
        let mediator = clerk.enter("2025-01-10", surname);
        clerk.settle("2025-01-15", "2025-02-03", mediator);
        clerk.refer("2025-03-05");
        messages.extend(clerk.messages);
    }
    let taken = office
        .federal
        .take(delivered(&messages), Some(b"stream 24"))
        .unwrap();
    assert_eq!((taken.recorded, taken.kept_aside), (24, 0));
    (office, messages)
}

#[test]
fn an_office_is_begun_once() {
    let office = Office::begin();
    let again = Federal::create(office.folder.path(), &office_keys());
    assert!(matches!(again, Err(FederalError::History(_))));
}

#[test]
fn the_office_stands_where_it_stood_after_a_restart() {
    let (office, messages) = office_with_lives();
    let (digests, position) = (office.digests(), office.position());
    let (office, opening) = office.reopened_after(|_| {});
    assert_eq!(opening.views, Opened::Ready);
    assert_eq!(opening.caught_up, 0);
    assert_eq!((office.digests(), office.position()), (digests, position));
    let stated_by_courts = |line: &String| !line.contains(r#""source":"urn:medreg:federal""#);
    let mut lines = office.lines(2);
    lines.retain(stated_by_courts);
    assert_eq!(lines, bodies(&messages));
    let transport = office.federal.views().transport_position().unwrap();
    assert_eq!(transport, Some(b"stream 24".to_vec()));
}

#[test]
fn views_that_are_gone_or_unreadable_are_made_again_from_the_history() {
    let (office, _) = office_with_lives();
    let (digests, position) = (office.digests(), office.position());
    let (office, opening) = office.reopened_after(|data| {
        fs::remove_dir_all(views_folder(data)).unwrap();
    });
    assert_eq!(opening.views, Opened::Ready);
    assert_eq!(opening.caught_up, position);
    assert_eq!((office.digests(), office.position()), (digests, position));
    // Where the views stood in the stream is gone with them: it is read from the start.
    assert_eq!(office.federal.views().transport_position().unwrap(), None);
    let (office, opening) = office.reopened_after(|data| {
        fs::remove_dir_all(views_folder(data)).unwrap();
        fs::write(views_folder(data), b"garbage").unwrap();
    });
    assert!(
        matches!(opening.views, Opened::SetAside { .. }),
        "{:?}",
        opening.views
    );
    assert_eq!(opening.caught_up, position);
    assert_eq!((office.digests(), office.position()), (digests, position));
}

#[test]
fn everything_delivered_again_changes_nothing() {
    let (mut office, messages) = office_with_lives();
    let mut pen = Pen::of(ABAI);
    let kept = pen.consultations(2);
    office.take(&kept);
    let before = (
        office.digests(),
        office.position(),
        office.federal.history().root(),
        office.kept(),
    );
    let again = [&messages[..], &kept[..]].concat();
    for _ in 0..2 {
        let taken = office.take(&again);
        assert_eq!(
            (taken.recorded, taken.duplicates, taken.kept_aside),
            (0, 24, 0)
        );
        let mut office_again = office.reopened();
        let taken = office_again.take(&again);
        assert_eq!(
            (taken.recorded, taken.duplicates, taken.kept_aside),
            (0, 24, 0)
        );
        office = office_again;
    }
    let after = (
        office.digests(),
        office.position(),
        office.federal.history().root(),
        office.kept(),
    );
    assert_eq!(after, before);
}

#[test]
fn events_that_reached_the_history_and_not_the_views_are_caught_up() {
    let (office, messages) = office_with_lives();
    let (digests, position) = (office.digests(), office.position());
    // The views as they were before the lives came in.
    let old = Office::begin();
    let kept = tempfile::TempDir::new().unwrap();
    let saved = kept.path().join("views");
    let (_old, _) = old.reopened_after(|data| copy(&views_folder(data), &saved));
    let (mut office, opening) = office.reopened_after(|data| {
        fs::remove_dir_all(views_folder(data)).unwrap();
        copy(&saved, &views_folder(data));
    });
    assert_eq!(opening.views, Opened::Ready);
    // With the two checks of documents that were shared.
    assert_eq!(opening.caught_up, 26);
    assert_eq!((office.digests(), office.position()), (digests, position));
    // The stream's position was not stored: all of it comes again, and drops.
    assert_eq!(office.take(&messages).duplicates, 24);
    assert_eq!(office.digests(), digests);
}

fn copy(from: &std::path::Path, to: &std::path::Path) {
    fs::create_dir_all(to).unwrap();
    for file in fs::read_dir(from).unwrap() {
        let file = file.unwrap();
        let target = to.join(file.file_name());
        if file.file_type().unwrap().is_dir() {
            copy(&file.path(), &target);
        } else {
            fs::copy(file.path(), target).unwrap();
        }
    }
}

#[test]
fn views_of_a_longer_history_are_refused() {
    let (office, _) = office_with_lives();
    let shorter = Office::begin();
    let shorter_folder = shorter.folder.path().to_owned();
    let Office { folder, federal } = office;
    drop(federal);
    drop(shorter.federal);
    fs::remove_dir_all(history_folder(folder.path())).unwrap();
    copy(
        &history_folder(&shorter_folder),
        &history_folder(folder.path()),
    );
    let patience = std::time::Instant::now() + std::time::Duration::from_secs(10);
    let refused = loop {
        let entropy = medreg_node::entropy::Entropy::System;
        match Federal::open(folder.path(), office_keys(), entropy, |_| {}) {
            Err(FederalError::Views(_)) if std::time::Instant::now() < patience => {
                std::thread::yield_now();
            }
            other => break other.unwrap_err(),
        }
    };
    assert!(matches!(refused, FederalError::Rebuild(_)), "{refused}");
}

#[test]
fn the_offices_own_facts_stand_between_the_courts_events() {
    let mut office = Office::begin();
    let mut pen = Pen::of(SEMEY);
    let mut positions = vec![0, 1];
    for fact in [
        appointment(SEMEY, "o-5"),
        key_added(ABAI, SEED),
        appointment(ABAI, "o-6"),
    ] {
        office.take(&pen.consultations(3));
        positions.push(office.position());
        office.state(std::slice::from_ref(&fact));
    }
    office.take(&pen.consultations(1));
    let views = office.federal.views();
    for (seq, position) in (1..).zip(&positions) {
        let found = views.position_of(Source::Federal, seq).unwrap();
        assert_eq!(found, Some(*position), "fact {seq}");
    }
    assert_eq!(office.head("federal"), 5);
    assert_eq!(office.head(SEMEY), 10);
    assert!(office.federal.views().sources().is_enrolled(code(ABAI)));
    let digests = office.digests();
    let (office, opening) = office.reopened_after(|data| {
        fs::remove_dir_all(views_folder(data)).unwrap();
    });
    assert_eq!(opening.caught_up, 15);
    assert_eq!(office.digests(), digests);
    assert!(office.federal.views().sources().is_enrolled(code(ABAI)));
}

#[test]
fn a_checkpoint_covers_everything_taken() {
    let (mut office, _) = office_with_lives();
    let checkpoint = office.federal.publish().unwrap();
    assert_eq!(checkpoint.size, 28);
    assert_eq!(checkpoint.root, office.federal.history().root());
    let office = office.reopened();
    let published = office.federal.history().published().unwrap();
    assert_eq!(published.checkpoint(), &checkpoint);
    let status = office.federal.status().unwrap();
    assert_eq!(status["position"], 28);
    assert_eq!(status["checkpoint"]["size"], 28);
    assert_eq!(status["entries"], 2);
    assert_eq!(status["referrals"], 4);
    assert_eq!(status["open"], 2);
}

#[test]
fn what_a_crash_cut_off_behind_the_last_event_is_stated_on_opening() {
    let mut clerk = Clerk::in_memory(SEMEY);
    clerk.enter("2025-01-10", "Ибраева");
    // A check of documents is the last that reached the history: it was to be shared.
    let (applied, verified) = (&clerk.messages[..1], &clerk.messages[1]);
    assert!(bodies(std::slice::from_ref(verified))[0].contains("DocumentsVerified"));
    let mut office = Office::begin();
    office.take(applied);
    let body = String::from_utf8(verified.body.to_vec()).unwrap();
    let leaf = Leaf::new(&body, &verified.signature.parse().unwrap()).unwrap();
    let (office, opening) = office.reopened_after(|data| {
        let key = office_keys().log;
        let (mut history, _) = TileWriter::open(&history_folder(data), key).unwrap();
        history.append(leaf.as_bytes(), leaf.hash()).unwrap();
        history.flush().unwrap();
    });
    assert_eq!(opening.caught_up, 1);
    let lines = office.lines(4);
    assert_eq!(lines.len(), 1);
    assert!(
        lines[0].contains("medreg.VerificationShared.v1"),
        "{lines:?}"
    );
    let position = office.position();
    assert_eq!(office.reopened().position(), position);
}
