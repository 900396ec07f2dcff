//! What a crash leaves of the quarantine, and what it must not.

use bytes::Bytes;
use medreg_domain::Source;
use medreg_log::Disk;
use medreg_projections::Views;
use tempfile::TempDir;

use super::super::intake::Place;
use super::{Item, Quarantine, Reason};
use crate::transport::Delivery;

fn kept(reason: Reason) -> Item {
    let source: Source = "KZ-10-101".parse().unwrap();
    let delivery = Delivery {
        sequence: 1,
        subject_source: Some(source),
        message_id: None,
        body: Bytes::from_static(b"{}"),
        signature: None,
    };
    let place = Place {
        source,
        courtseq: 2,
        id: medreg_domain::EventId(uuid::Uuid::nil()),
    };
    Item::new(&delivery, Some(place), reason, "")
}

fn views(folder: &TempDir) -> Views {
    Views::open(&folder.path().join("views")).unwrap().0
}

#[test]
fn a_file_that_a_crash_left_unfinished_is_no_message() {
    let folder = TempDir::new().unwrap();
    let (disk, views) = (Disk::default(), views(&folder));
    let mut quarantine = Quarantine::open(&disk, folder.path()).unwrap();
    quarantine.keep(kept(Reason::Gap), &views).unwrap();
    let path = quarantine.kept.values().flat_map(|kept| kept.keys()).next();
    let path = path.unwrap().clone();
    // Whole already, and not yet renamed.
    std::fs::copy(&path, path.with_extension("new")).unwrap();
    let mut quarantine = Quarantine::open(&disk, folder.path()).unwrap();
    assert_eq!(quarantine.len(), 1);
    quarantine.keep(kept(Reason::BadSignature), &views).unwrap();
    let items = quarantine.items().unwrap();
    assert_eq!(items.len(), 1);
    assert_eq!(items[0].1.reason, Reason::BadSignature);
    assert!(!path.with_extension("new").exists());
}
