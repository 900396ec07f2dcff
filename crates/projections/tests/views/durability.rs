//! What is committed is there, whole; what is not committed never was.

use medreg_domain::Source;
use medreg_projections::{Opened, RebuildError, StoreError, catch_up, short_hash};
use tempfile::TempDir;

use crate::builder::{ALMATY, code, history, life, positioned, reopen, rows, views_of};

#[test]
fn what_was_applied_and_not_committed_is_gone_after_a_crash() {
    let stated = life(ALMATY, 20).stated;
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("views");
    let mut views = views_of(&path, &stated[..40], 40);
    let committed = rows(views.views());
    for event in positioned(&stated, 40) {
        views.apply(&event).unwrap();
    }
    assert!(
        rows(views.views()) == committed,
        "rows changed before the commit"
    );
    drop(views);
    let (mut views, opened) = reopen(&path);
    assert_eq!(opened, Opened::Ready);
    assert_eq!(views.views().cursor().position, 40);
    assert!(rows(views.views()) == committed);
    // The same events again count once.
    views.take(&positioned(&stated, 40), None).unwrap();
    let at_once = views_of(&folder.path().join("at-once"), &stated, stated.len());
    assert!(rows(views.views()) == rows(at_once.views()));
}

#[test]
fn an_event_out_of_order_is_refused() {
    let stated = life(ALMATY, 4).stated;
    let folder = TempDir::new().unwrap();
    let mut views = views_of(folder.path(), &stated[..3], 3);
    for (first, given) in [(2, 2), (4, 4)] {
        let event = &positioned(&stated, first)[0];
        let refused = views.apply(event).unwrap_err();
        assert!(
            matches!(refused, StoreError::OutOfOrder { expected: 3, given: found } if found == given),
            "{refused}"
        );
    }
    views.take(&positioned(&stated[..4], 3), None).unwrap();
    assert_eq!(views.views().cursor().position, 4);
}

#[test]
fn the_transports_position_is_stored_with_the_rows_it_covers() {
    let stated = life(ALMATY, 8).stated;
    let folder = TempDir::new().unwrap();
    let (mut views, _) = reopen(folder.path());
    assert_eq!(views.views().transport_position().unwrap(), None);
    views
        .take(&positioned(&stated[..5], 0), Some(b"stream 5"))
        .unwrap();
    // A commit of the office's own facts covers nothing of the stream.
    views.take(&positioned(&stated[..6], 5), None).unwrap();
    assert_eq!(
        views.views().transport_position().unwrap(),
        Some(b"stream 5".to_vec())
    );
    for event in positioned(&stated[..8], 6) {
        views.apply(&event).unwrap();
    }
    drop(views);
    let (views, _) = reopen(folder.path());
    assert_eq!(views.views().cursor().position, 6);
    assert_eq!(
        views.views().transport_position().unwrap(),
        Some(b"stream 5".to_vec())
    );
}

#[test]
fn unreadable_views_are_set_aside_and_rebuilt_to_the_same_digests() {
    let stated = life(ALMATY, 60).stated;
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("views");
    let before = views_of(&path, &stated, 50);
    let (digests, kept) = (before.views().digests().unwrap(), rows(before.views()));
    drop(before);
    std::fs::remove_dir_all(&path).unwrap();
    std::fs::write(&path, b"this is no database").unwrap();
    let (mut views, opened) = reopen(&path);
    assert!(matches!(opened, Opened::SetAside { .. }), "{opened:?}");
    assert_eq!(views.views().cursor().position, 0);
    let history = history(&folder.path().join("history"), &stated);
    catch_up(&mut views, &history.reader(), history.size(), |_| {}).unwrap();
    assert_eq!(views.views().digests().unwrap(), digests);
    assert!(rows(views.views()) == kept);
}

#[test]
fn views_ahead_of_the_history_are_refused() {
    let stated = life(ALMATY, 10).stated;
    let folder = TempDir::new().unwrap();
    let mut views = views_of(&folder.path().join("views"), &stated, 64);
    let history = history(&folder.path().join("history"), &stated[..10]);
    let refused = catch_up(&mut views, &history.reader(), 10, |_| {}).unwrap_err();
    let (ahead, all) = (10, stated.len() as u64);
    assert!(
        matches!(refused, RebuildError::Ahead { views, history } if views == all && history == ahead),
        "{refused}"
    );
}

#[test]
fn every_event_is_found_by_its_place_in_its_courts_chain() {
    let stated = life(ALMATY, 120).stated;
    assert!(stated.len() > 256, "one row holds 256 places");
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("views");
    drop(views_of(&path, &stated, 100));
    let (views, _) = reopen(&path);
    let source: Source = code(ALMATY);
    for (position, event) in (0..).zip(&stated) {
        let courtseq = event.recorded.courtseq;
        assert_eq!(
            views.views().position_of(source, courtseq).unwrap(),
            Some(position)
        );
        assert_eq!(
            views.views().recorded_hash(source, courtseq).unwrap(),
            Some(short_hash(&event.leaf_hash))
        );
    }
    let beyond = stated.len() as u64 + 1;
    for unknown in [0, beyond] {
        assert_eq!(views.views().position_of(source, unknown).unwrap(), None);
    }
    let head = views.views().sources().head(source).unwrap();
    assert_eq!(head.courtseq + 1, beyond);
    assert_eq!(
        Some(head.leaf_hash),
        stated.last().map(|event| event.leaf_hash)
    );
}
