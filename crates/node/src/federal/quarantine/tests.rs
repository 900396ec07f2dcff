//! What a crash leaves of the quarantine, and what it must not.

use std::io;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use medreg_domain::Source;
use medreg_log::{Disk, Files, Operation};
use medreg_projections::{Fold, Views};
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
    Fold::open(&folder.path().join("views"))
        .unwrap()
        .0
        .into_views()
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

/// Names that were given and may be lost with the power.
#[derive(Clone, Debug, Default)]
struct Unsynced(Arc<Mutex<Vec<PathBuf>>>);

impl Files for Unsynced {
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "only what gives a name is looked at"
    )]
    fn run(&self, operation: Operation<'_>) -> io::Result<()> {
        let mut unsynced = self.0.lock().unwrap();
        match operation {
            Operation::CreateFolder(path) | Operation::Rename(_, path) => {
                unsynced.push(path.to_owned());
            }
            Operation::Sync(path) => unsynced.retain(|name| name.parent() != Some(path)),
            _ => {}
        }
        operation.run()
    }
}

#[test]
fn what_is_kept_aside_lies_in_folders_that_a_power_loss_leaves() {
    let folder = TempDir::new().unwrap();
    let views = views(&folder);
    let unsynced = Unsynced::default();
    let disk = Disk::simulated(Arc::new(unsynced.clone()));
    let mut quarantine = Quarantine::open(&disk, folder.path()).unwrap();
    quarantine.keep(kept(Reason::Gap), &views).unwrap();
    assert_eq!(quarantine.len(), 1);
    assert!(unsynced.0.lock().unwrap().is_empty());
}

#[test]
fn what_a_crash_left_unsynced_is_synced_before_it_counts_as_kept() {
    let folder = TempDir::new().unwrap();
    let views = views(&folder);
    let unsynced = Unsynced::default();
    let disk = Disk::simulated(Arc::new(unsynced.clone()));
    let mut quarantine = Quarantine::open(&disk, folder.path()).unwrap();
    quarantine.keep(kept(Reason::Gap), &views).unwrap();
    let path = quarantine.kept.values().flat_map(|kept| kept.keys()).next();
    // The crash fell between the new name and the sync of its folder.
    unsynced.0.lock().unwrap().extend(path.cloned());
    let mut quarantine = Quarantine::open(&disk, folder.path()).unwrap();
    assert!(!quarantine.keep(kept(Reason::Gap), &views).unwrap());
    assert!(unsynced.0.lock().unwrap().is_empty());
}
