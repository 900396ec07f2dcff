//! The directory as a whole: layout, proofs from files, and a crash at every operation.

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use medreg_domain::Digest;
use tempfile::TempDir;

use super::disk::fault::{Failure, Faults};
use super::recovery::open_on;
use super::*;
use crate::checkpoint::Checkpoint;
use crate::disk::Disk;
use crate::note::SigningKey;
use crate::proof::{verify_consistency, verify_inclusion};
use crate::tree::{Frontier, leaf_hash};

fn key() -> SigningKey {
    SigningKey::from_seed("register.example", &[1; 32]).unwrap()
}

fn leaf(index: u64) -> Vec<u8> {
    format!("{{\"n\":{index}}}\n\n— court.example c2lnbmF0dXJl\n").into_bytes()
}

/// The roots of the trees of the first 0, 1, 2 … leaves.
static ROOTS: LazyLock<Vec<Digest>> = LazyLock::new(|| {
    let mut tree = Frontier::default();
    let mut roots = vec![tree.root()];
    for index in 0..2000 {
        tree.append(leaf_hash(&leaf(index)));
        roots.push(tree.root());
    }
    roots
});

fn root(size: u64) -> Digest {
    ROOTS[usize::try_from(size).unwrap()]
}

fn append_to(writer: &mut TileWriter, size: u64) {
    for index in writer.size()..size {
        let leaf = leaf(index);
        assert_eq!(writer.append(&leaf, leaf_hash(&leaf)).unwrap(), index);
    }
}

fn grow(writer: &mut TileWriter, size: u64) -> Result<(), TileError> {
    append_to(writer, size);
    writer.flush()?;
    writer.publish().map(drop)
}

fn log(size: u64) -> (TempDir, TileWriter) {
    log_on(&Faults::hasty(), size)
}

fn log_on(faults: &Faults, size: u64) -> (TempDir, TileWriter) {
    let dir = TempDir::new().unwrap();
    let mut writer = TileWriter::create_on(faults.disk(), dir.path(), key()).unwrap();
    grow(&mut writer, size).unwrap();
    (dir, writer)
}

fn reopen(dir: &Path) -> Result<(TileWriter, Recovery), TileError> {
    open_on(Faults::hasty().disk(), dir, key())
}

/// Every file below a folder, sorted, as relative names.
fn names(dir: &Path) -> Vec<String> {
    let mut names = Vec::new();
    let mut folders = vec![dir.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
            if entry.path().is_dir() {
                folders.push(entry.path());
            } else {
                names.push(
                    entry
                        .path()
                        .strip_prefix(dir)
                        .unwrap()
                        .to_str()
                        .unwrap()
                        .to_owned(),
                );
            }
        }
    }
    names.sort();
    names
}

/// What an auditor does: every leaf, every root, every proof, from the files alone.
fn audit(dir: &Path, published: &[Checkpoint]) {
    let (reader, signed) = TileReader::open(dir, &key().vkey()).unwrap();
    let size = reader.size();
    let mut tree = Frontier::default();
    let each = |index, bytes: &[u8]| {
        assert_eq!(bytes, leaf(index));
        tree.append(leaf_hash(bytes));
        Ok::<_, TileError>(())
    };
    reader.leaves(0..size, each).unwrap();
    assert_eq!(
        (signed.checkpoint().root, tree.root()),
        (root(size), root(size))
    );
    assert_eq!(reader.root_at(size).unwrap(), root(size));
    for index in (0..size).step_by(97).chain(size.checked_sub(1)) {
        let proof = reader.inclusion_proof(index).unwrap();
        verify_inclusion(index, size, leaf_hash(&leaf(index)), &proof, root(size)).unwrap();
    }
    for old in published {
        let proof = reader.consistency_proof(old.size).unwrap();
        verify_consistency(old.size, old.root, size, root(size), &proof).unwrap();
    }
    for name in names(dir) {
        if let Ok(tile) = name.parse::<TilePath>() {
            let items = match tile.strip {
                Strip::Entries => size,
                Strip::Hashes(level) => size >> (8 * level),
            };
            assert!(
                tile.number * 256 + u64::from(tile.width) <= items,
                "{name} of {size}"
            );
        } else {
            assert!(name.starts_with(CHECKPOINT), "{name} is no part of a log");
        }
    }
}

#[test]
fn the_layout_is_that_of_the_worked_example() {
    let (dir, writer) = log(70_000);
    let names = names(dir.path());
    let count = |start: &str| names.iter().filter(|name| name.starts_with(start)).count();
    assert_eq!((count("tile/0/"), count("tile/entries/")), (274, 274));
    assert_eq!(
        (count("tile/1/"), count("tile/2/"), count("tile/")),
        (2, 1, 551)
    );
    for name in [
        "checkpoint",
        "checkpoints/70000",
        "tile/0/272",
        "tile/0/273.p/112",
        "tile/1/000",
        "tile/1/001.p/17",
        "tile/2/000.p/1",
        "tile/entries/272",
        "tile/entries/273.p/112",
    ] {
        assert!(names.iter().any(|found| found == name), "{name}");
    }
    let expected = writer.root();
    assert_eq!(writer.reader().root_at(70_000).unwrap(), expected);
    drop(writer);
    let (writer, recovery) = reopen(dir.path()).unwrap();
    assert_eq!((writer.size(), writer.root()), (70_000, expected));
    assert_eq!(recovery, Recovery::default());
}

#[test]
fn a_full_tile_has_no_partials() {
    let (dir, _writer) = log(256);
    assert_eq!(
        names(dir.path()),
        [
            "checkpoint",
            "checkpoints/256",
            "tile/0/000",
            "tile/1/000.p/1",
            "tile/entries/000"
        ]
    );
}

/// After tlog-tiles: what a checkpoint needs is served until the full tile is.
#[test]
fn partial_tiles_stay_for_their_checkpoints_until_the_tile_is_full() {
    let (dir, mut writer) = log(3);
    let partials = |strip| {
        let mut names = names(&dir.path().join(format!("tile/{strip}/000.p")));
        names.sort();
        names
    };
    for size in [4, 5] {
        append_to(&mut writer, size);
        writer.flush().unwrap();
    }
    assert_eq!(partials("entries"), ["3", "4", "5"]);
    for size in [6, 7, 8] {
        grow(&mut writer, size).unwrap();
    }
    for strip in ["entries", "0"] {
        assert_eq!(
            partials(strip),
            ["3", "6", "7", "8"],
            "4 and 5 were never signed"
        );
    }
    // A writer that begins anew does not know what was signed, and takes nothing away.
    drop(writer);
    let (mut writer, _) = reopen(dir.path()).unwrap();
    for size in [9, 10, 11] {
        grow(&mut writer, size).unwrap();
    }
    assert_eq!(partials("0"), ["10", "11", "3", "6", "7", "8", "9"]);
    grow(&mut writer, 300).unwrap();
    assert!(!dir.path().join("tile/entries/000.p").exists());
    assert_eq!(names(&dir.path().join("tile/1/000.p")), ["1"]);
    audit(dir.path(), &[]);
}

#[test]
fn a_reader_outlives_the_tiles_it_began_with() {
    let (dir, mut writer) = log(3);
    let (reader, _) = TileReader::open(dir.path(), &key().vkey()).unwrap();
    for size in [5, 7, 9, 300] {
        grow(&mut writer, size).unwrap();
        assert_eq!(reader.root_at(3).unwrap(), root(3));
        assert_eq!(reader.leaf(2).unwrap(), leaf(2));
        assert!(matches!(reader.leaf(3), Err(TileError::Range(_))));
    }
}

#[test]
fn proofs_from_files_hold_at_every_size() {
    let (dir, mut writer) = log(0);
    let mut published = vec![writer.published().unwrap().checkpoint().clone()];
    for size in [1, 2, 3, 7, 255, 256, 257, 511, 512, 513, 1025] {
        grow(&mut writer, size).unwrap();
        audit(dir.path(), &published);
        published.push(writer.published().unwrap().checkpoint().clone());
    }
    assert_eq!(published.last().unwrap().root, root(1025));
}

#[test]
fn nothing_new_is_not_published_again() {
    let faults = Faults::hasty();
    let (dir, mut writer) = log_on(&faults, 3);
    let before = fs::metadata(dir.path().join("checkpoint"))
        .unwrap()
        .modified()
        .unwrap();
    let operations = faults.operations();
    writer.flush().unwrap();
    assert_eq!(
        writer.publish().unwrap(),
        *writer.published().unwrap().checkpoint()
    );
    assert_eq!(faults.operations(), operations);
    assert_eq!(
        fs::metadata(dir.path().join("checkpoint"))
            .unwrap()
            .modified()
            .unwrap(),
        before
    );
}

#[test]
fn only_what_is_flushed_is_published_and_read() {
    let (dir, mut writer) = log(3);
    append_to(&mut writer, 5);
    assert_eq!(writer.publish().unwrap().size, 3);
    assert_eq!((writer.size(), writer.reader().size()), (5, 3));
    writer.flush().unwrap();
    assert_eq!(
        (writer.flushed_size(), writer.reader().leaf(4).unwrap()),
        (5, leaf(4))
    );
    assert_eq!(
        TileReader::open(dir.path(), &key().vkey())
            .unwrap()
            .0
            .size(),
        3
    );
}

#[test]
fn one_leaf_costs_few_syncs() {
    let faults = Faults::hasty();
    let (_dir, mut writer) = log_on(&faults, 3);
    append_to(&mut writer, 4);
    let before = faults.operations();
    writer.flush().unwrap();
    // Two files, each written, synced and renamed, and the folder of each synced.
    assert_eq!(faults.operations() - before, 8);
}

#[test]
fn two_writers_are_refused() {
    let (dir, writer) = log(3);
    assert!(matches!(reopen(dir.path()), Err(TileError::Locked(_))));
    drop(writer);
    assert!(reopen(dir.path()).is_ok());
}

#[test]
fn a_log_is_begun_once_and_opened_where_it_is() {
    let dir = TempDir::new().unwrap();
    assert!(matches!(
        TileWriter::open(dir.path(), key()),
        Err(TileError::Missing(_))
    ));
    drop(TileWriter::create(dir.path(), key()).unwrap());
    let (mut writer, _) = TileWriter::open(dir.path(), key()).unwrap();
    grow(&mut writer, 2).unwrap();
    drop(writer);
    assert!(matches!(
        TileWriter::create(dir.path(), key()),
        Err(TileError::Exists(_))
    ));
    audit(dir.path(), &[]);
}

#[test]
fn what_is_no_leaf_is_not_appended() {
    let (_dir, mut writer) = log(3);
    let long = vec![b'a'; 70_000];
    assert!(matches!(
        writer.append(&long, leaf_hash(&long)),
        Err(TileError::Leaf(_))
    ));
    assert!(matches!(
        writer.append(b"", leaf_hash(b"")),
        Err(TileError::Leaf(_))
    ));
    assert_eq!((writer.size(), writer.root()), (3, root(3)));
}

#[test]
fn a_changed_log_is_not_opened() {
    let bundle = "tile/entries/001.p/44";
    let hashes = "tile/1/000.p/1";
    for (name, change) in [
        (bundle, flip as fn(&Path)),
        (bundle, remove),
        (bundle, tear),
        (hashes, flip),
        (hashes, remove),
        (CHECKPOINT, flip),
    ] {
        let (dir, writer) = log(300);
        drop(writer);
        change(&dir.path().join(name));
        assert!(reopen(dir.path()).is_err(), "{name}");
    }
    let (dir, writer) = log(300);
    drop(writer);
    let other = SigningKey::from_seed("register.example", &[2; 32]).unwrap();
    let opened = open_on(Faults::hasty().disk(), dir.path(), other);
    assert!(matches!(opened, Err(TileError::Checkpoint { .. })));
}

fn flip(path: &Path) {
    let mut bytes = fs::read(path).unwrap();
    bytes[20] ^= 1;
    fs::write(path, bytes).unwrap();
}

fn remove(path: &Path) {
    fs::remove_file(path).unwrap();
}

fn tear(path: &Path) {
    fs::write(path, "torn").unwrap();
}

#[test]
fn an_inconsistent_past_is_never_signed_over() {
    let (dir, writer) = log(300);
    drop(writer);
    let wrong = Checkpoint {
        origin: key().name().to_owned(),
        size: 300,
        root: root(299),
    };
    let signed = crate::checkpoint::SignedCheckpoint::sign(wrong, &key()).unwrap();
    fs::write(dir.path().join("checkpoint"), signed.note()).unwrap();
    assert!(matches!(
        reopen(dir.path()),
        Err(TileError::Integrity { size: 300, .. })
    ));
}

#[test]
fn the_end_past_the_checkpoint_is_adopted_or_removed() {
    let (dir, mut writer) = log(300);
    append_to(&mut writer, 800);
    writer.flush().unwrap();
    drop(writer);
    let (writer, recovery) = reopen(dir.path()).unwrap();
    assert_eq!(
        (recovery, writer.size()),
        (
            Recovery {
                adopted: 500,
                truncated: 0
            },
            800
        )
    );
    drop(writer);

    fs::write(dir.path().join("tile/entries/002"), b"\0\0\0\0").unwrap();
    fs::write(dir.path().join(".new-7"), b"left over").unwrap();
    let (mut writer, recovery) = reopen(dir.path()).unwrap();
    assert_eq!(
        (recovery, writer.size()),
        (
            Recovery {
                adopted: 212,
                truncated: 2
            },
            512
        )
    );
    assert_eq!(writer.root(), root(512));
    grow(&mut writer, 600).unwrap();
    audit(dir.path(), &[]);
}

#[test]
fn a_log_without_a_checkpoint_is_adopted_whole() {
    let dir = TempDir::new().unwrap();
    let mut writer = TileWriter::create_on(Faults::hasty().disk(), dir.path(), key()).unwrap();
    append_to(&mut writer, 600);
    writer.flush().unwrap();
    drop(writer);
    assert!(matches!(
        TileReader::open(dir.path(), &key().vkey()),
        Err(TileError::Missing(_))
    ));
    let (mut writer, recovery) = reopen(dir.path()).unwrap();
    assert_eq!(
        recovery,
        Recovery {
            adopted: 600,
            truncated: 0
        }
    );
    writer.publish().unwrap();
    audit(dir.path(), &[]);
}

#[test]
fn a_full_disk_is_told_apart() {
    let dir = TempDir::new().unwrap();
    let mut writer =
        TileWriter::create_on(Faults::at(Failure::Once, 10).disk(), dir.path(), key()).unwrap();
    append_to(&mut writer, 3);
    assert!(matches!(writer.flush(), Err(TileError::NoSpace { .. })));
}

/// What was acknowledged before the failure.
#[derive(Default)]
struct Progress {
    flushed: u64,
    published: Vec<Checkpoint>,
}

/// Sizes to flush, and whether to publish: over tile ends, one by one, and two at once.
const SCRIPT: [(u64, bool); 7] = [
    (3, true),
    (250, false),
    (263, true),
    (264, true),
    (265, true),
    (780, false),
    (782, true),
];

fn play(disk: Disk, dir: &Path, progress: &mut Progress) -> Result<TileWriter, TileError> {
    let mut writer = TileWriter::create_on(disk, dir, key())?;
    for (size, publishes) in SCRIPT {
        append_to(&mut writer, size);
        writer.flush()?;
        progress.flushed = size;
        if publishes {
            progress.published.push(writer.publish()?);
        }
    }
    Ok(writer)
}

fn operations() -> u64 {
    let dir = TempDir::new().unwrap();
    let faults = Faults::hasty();
    play(faults.disk(), dir.path(), &mut Progress::default()).unwrap();
    faults.operations()
}

/// Opens what a crash left and checks that nothing acknowledged is missing or changed.
fn check_survivor(dir: &Path, progress: &Progress) {
    let mut writer = match reopen(dir) {
        Ok((writer, _)) => writer,
        // The crash came while the log was begun, so it can be begun again.
        Err(error) if error.is_missing() && progress.flushed == 0 => {
            TileWriter::create_on(Faults::hasty().disk(), dir, key()).unwrap()
        }
        Err(error) => panic!("{error}: {error:?}"),
    };
    let size = writer.size();
    assert!(size >= progress.flushed && size <= 782);
    assert_eq!(writer.root(), root(size));
    let signed = writer.published().map(|signed| signed.checkpoint().size);
    assert!(signed >= progress.published.last().map(|checkpoint| checkpoint.size));
    for checkpoint in &progress.published {
        assert_eq!(checkpoint.root, root(checkpoint.size));
    }
    if signed.is_some() {
        let (reader, _) = TileReader::open(dir, &key().vkey()).unwrap();
        assert_eq!(Some(reader.size()), signed);
        assert_eq!(reader.root_at(reader.size()).unwrap(), root(reader.size()));
    }
    grow(&mut writer, size + 5).unwrap();
    audit(dir, &progress.published);
}

fn crash_everywhere(failure: Failure) {
    for at in 0..operations() {
        let dir = TempDir::new().unwrap();
        let mut progress = Progress::default();
        // Removing what is stale may fail without harm, so a late failure can go unseen.
        drop(play(
            Faults::at(failure, at).disk(),
            dir.path(),
            &mut progress,
        ));
        check_survivor(dir.path(), &progress);
    }
}

#[test]
fn a_crash_before_any_operation_loses_nothing() {
    crash_everywhere(Failure::Before);
}

#[test]
fn a_crash_within_any_operation_loses_nothing() {
    crash_everywhere(Failure::Halfway);
}

#[test]
fn a_power_loss_at_any_operation_loses_nothing() {
    crash_everywhere(Failure::PowerLoss);
}

#[test]
fn a_power_loss_that_keeps_some_names_loses_nothing() {
    crash_everywhere(Failure::PowerLossInPart);
}

#[test]
fn a_crash_within_recovery_loses_nothing() {
    for failure in [
        Failure::Halfway,
        Failure::PowerLoss,
        Failure::PowerLossInPart,
    ] {
        for at in (0..operations()).step_by(23) {
            for again in 0.. {
                let dir = TempDir::new().unwrap();
                let mut progress = Progress::default();
                drop(play(
                    Faults::at(Failure::PowerLossInPart, at).disk(),
                    dir.path(),
                    &mut progress,
                ));
                let opened = open_on(Faults::at(failure, again).disk(), dir.path(), key());
                // Missing is what a crash before there was a log leaves to be opened.
                let is_through = matches!(&opened, Ok(_) | Err(TileError::Missing(_)));
                drop(opened);
                check_survivor(dir.path(), &progress);
                if is_through {
                    break;
                }
            }
        }
    }
}

#[test]
fn a_failed_operation_can_be_tried_again() {
    for at in 4..operations() {
        let dir = TempDir::new().unwrap();
        let mut writer =
            TileWriter::create_on(Faults::at(Failure::Once, at).disk(), dir.path(), key()).unwrap();
        let mut published = Vec::new();
        for (size, publishes) in SCRIPT {
            append_to(&mut writer, size);
            if writer.flush().is_err() {
                writer.flush().unwrap();
            }
            if publishes {
                let first = writer.publish();
                published.push(first.or_else(|_| writer.publish()).unwrap());
            }
        }
        audit(dir.path(), &published);
        drop(writer);
        check_survivor(
            dir.path(),
            &Progress {
                flushed: 782,
                published,
            },
        );
    }
}

#[test]
fn a_log_goes_on_under_another_key_of_its_name() {
    let (dir, mut writer) = log(300);
    let other = || SigningKey::from_seed("register.example", &[2; 32]).unwrap();
    writer.change_key(other()).unwrap();
    grow(&mut writer, 301).unwrap();
    drop(writer);
    assert!(TileWriter::open(dir.path(), key()).is_err());
    let (writer, _) = TileWriter::open(dir.path(), other()).unwrap();
    assert_eq!((writer.size(), writer.root()), (301, root(301)));
}
