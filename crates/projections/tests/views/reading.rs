//! Who reads while the fold goes on sees whole commits, and can keep a copy up to date.

use std::collections::BTreeMap;

use medreg_domain::{EntryNo, EventId};
use medreg_projections::{EntryRow, Reader, Reading};
use tempfile::TempDir;

use crate::builder::{ALMATY, id, life, positioned, recall, reopen, views_of};

const DISPUTES: u64 = 60;

#[test]
fn a_reader_sees_whole_commits_while_events_come_in() {
    let stated = life(ALMATY, DISPUTES).stated;
    let folder = TempDir::new().unwrap();
    let (mut fold, _) = reopen(folder.path());
    fold.recall_by(recall(&stated));
    let reader = fold.reader();
    let last = stated.len() as u64;
    std::thread::scope(|scope| {
        let looks = scope.spawn(|| look_until(&reader, last));
        for events in positioned(&stated, 0).chunks(3) {
            fold.take(events, None).unwrap();
        }
        assert!(looks.join().unwrap() > 0);
    });
}

/// Looks until all events are there, and at each look at what must agree in every commit.
fn look_until(reader: &Reader, last: u64) -> u64 {
    for looks in 1.. {
        let reading = reader.read();
        let cursor = reading.cursor();
        let heads = reading.sources().heads();
        let taken: u64 = heads.iter().map(|(_, head)| head.courtseq).sum();
        assert_eq!(taken, cursor.position);
        assert_eq!(reading.entries().count() as u64, cursor.entries);
        if cursor.position == last {
            return looks;
        }
    }
    0
}

#[test]
fn a_copy_that_follows_the_changes_is_what_the_rows_say() {
    let stated = life(ALMATY, DISPUTES).stated;
    let folder = TempDir::new().unwrap();
    let (mut fold, _) = reopen(folder.path());
    fold.recall_by(recall(&stated));
    let reader = fold.reader();
    let mut copy = BTreeMap::new();
    let mut position = 0;
    for (round, events) in positioned(&stated, 0).chunks(7).enumerate() {
        fold.take(events, None).unwrap();
        // A copy need not be brought up to date at every commit.
        if round % 3 == 0 {
            position = follow(&reader.read(), position, &mut copy);
        }
    }
    follow(&reader.read(), position, &mut copy);
    let rows: BTreeMap<_, _> = reader.read().entries().map(Result::unwrap).collect();
    assert!(!rows.is_empty());
    assert_eq!(copy, rows);
}

fn follow(reading: &Reading<'_>, since: u64, copy: &mut BTreeMap<EntryNo, EntryRow>) -> u64 {
    for entry_no in reading.changed_since(since).unwrap() {
        let row = reading.entry(entry_no).unwrap();
        copy.extend(row.map(|row| (entry_no, row)));
    }
    reading.cursor().position
}

#[test]
fn every_event_is_found_by_its_id_and_no_other_id_is() {
    let stated = life(ALMATY, DISPUTES).stated;
    let folder = TempDir::new().unwrap();
    let fold = views_of(folder.path(), &stated, 16);
    for (position, event) in (0..).zip(&stated) {
        let found = fold.views().position_of_event(EventId(event.recorded.id));
        assert_eq!(found.unwrap(), Some(position));
    }
    // One that ends like an event of another time, or begins like one.
    let first = stated[0].recorded.id.as_u128();
    for other in [
        id(0),
        uuid::Uuid::from_u128(first ^ 1 << 40),
        uuid::Uuid::nil(),
    ] {
        let found = fold.views().position_of_event(EventId(other));
        assert_eq!(found.unwrap(), None, "{other}");
    }
}
