//! What a node writes to, with a plan for when that fails and a memory of what was never
//! synced.
//!
//! Beneath the tile writer and the quarantine every operation passes here. Of the store only
//! the moments of its commits and flushes do: `store.rs` says what a crash leaves of it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use medreg_log::{Disk, Files, Operation};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::store;

/// How a node's disk fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Failure {
    /// One operation fails without effect: the disk was full for a moment.
    Full,
    /// The process dies before the operation.
    Before,
    /// The process dies in the middle: a file is half written, anything else is done.
    Halfway,
    /// The power fails: of what was never synced, each file is torn or lost by itself, and
    /// each change of names.
    Power,
}

/// All failures, as a plan draws them.
pub(super) const FAILURES: [Failure; 4] = [
    Failure::Full,
    Failure::Before,
    Failure::Halfway,
    Failure::Power,
];

/// In how many parts a file is cut whose end is lost.
const SHARES: usize = 8;

/// A node's disk; clones share it.
#[derive(Clone, Debug)]
pub(super) struct Platter(Arc<Mutex<State>>);

#[derive(Debug)]
struct State {
    rng: ChaCha8Rng,
    /// The operation that fails, and how.
    plan: Option<(u64, Failure)>,
    count: u64,
    /// What failed, once something has.
    failed: Option<Failure>,
    /// What failed last, and when.
    last: Option<(u64, Failure)>,
    /// Says that it synced, and did not.
    lies: bool,
    unsynced_files: BTreeSet<PathBuf>,
    unsynced_names: Vec<Undo>,
    /// Folders of stores, and whether what was flushed is copied already.
    stores: BTreeMap<PathBuf, store::Images>,
}

/// How a change of names is undone: what stood there before.
#[derive(Debug)]
struct Undo {
    path: PathBuf,
    before: Option<Vec<u8>>,
}

impl Platter {
    pub(super) fn new(seed: u64, lies: bool) -> Self {
        Self(Arc::new(Mutex::new(State {
            rng: ChaCha8Rng::seed_from_u64(seed),
            plan: None,
            count: 0,
            failed: None,
            last: None,
            lies,
            unsynced_files: BTreeSet::new(),
            unsynced_names: Vec::new(),
            stores: BTreeMap::new(),
        })))
    }

    /// The disk above it.
    pub(super) fn disk(&self) -> Disk {
        Disk::simulated(Arc::new(self.clone()))
    }

    /// Forgets what failed, and lets the operation after so many more fail.
    pub(super) fn plan(&self, plan: Option<(u64, Failure)>) {
        let mut state = self.lock();
        state.failed = None;
        state.plan = plan.map(|(after, failure)| (state.count + after, failure));
    }

    /// What failed since the last plan.
    pub(super) fn failed(&self) -> Option<Failure> {
        self.lock().failed
    }

    /// Where and how it failed last, for the story.
    pub(super) fn fell(&self) -> String {
        let state = self.lock();
        let last = state
            .last
            .map(|(at, failure)| format!("{failure:?} at operation {at}"));
        last.unwrap_or_else(|| "nothing".to_owned())
    }

    /// How many operations were asked for.
    pub(super) fn operations(&self) -> u64 {
        self.lock().count
    }

    /// The node stops here, by itself or with the power.
    pub(super) fn stop(&self, failure: Failure) {
        let mut state = self.lock();
        if state.failed.is_none_or(|failed| failed == Failure::Full) {
            state.stop(failure);
        }
    }

    /// Puts what the stop left of the stores in their place.
    pub(super) fn settle(&self) -> io::Result<()> {
        let mut state = self.lock();
        state
            .stores
            .iter_mut()
            .try_for_each(|(folder, images)| images.settle(folder))
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Files for Platter {
    fn run(&self, operation: Operation<'_>) -> io::Result<()> {
        self.lock().run(operation)
    }
}

impl State {
    fn run(&mut self, operation: Operation<'_>) -> io::Result<()> {
        if self.failed.is_some_and(|failed| failed != Failure::Full) {
            return Err(io::Error::other("the node is down"));
        }
        let now = self.count;
        self.count += 1;
        let Some((_, failure)) = self.plan.filter(|(at, _)| *at == now) else {
            self.note(operation)?;
            return carried_out(operation);
        };
        if failure == Failure::Full {
            self.failed = Some(failure);
            self.last = Some((now, failure));
            return Err(io::ErrorKind::StorageFull.into());
        }
        if failure == Failure::Halfway {
            match operation {
                Operation::Write(path, bytes) => fs::write(path, &bytes[..bytes.len() / 2])?,
                Operation::Sync(_)
                | Operation::Rename(..)
                | Operation::CreateFolder(_)
                | Operation::RemoveFile(_)
                | Operation::RemoveFolder(_)
                | Operation::Commit(_)
                | Operation::Flush(_) => carried_out(operation)?,
            }
        }
        self.stop(failure);
        Err(io::Error::other("the node went down"))
    }

    fn note(&mut self, operation: Operation<'_>) -> io::Result<()> {
        match operation {
            Operation::Write(path, _) => {
                self.unsynced_files.insert(path.to_owned());
            }
            Operation::Sync(path) if !self.lies => {
                self.unsynced_files.remove(path);
                self.unsynced_names
                    .retain(|undo| undo.path.parent() != Some(path));
            }
            Operation::Rename(from, to) => {
                if self.unsynced_files.remove(from) {
                    self.unsynced_files.insert(to.to_owned());
                }
                self.note_name(to);
            }
            Operation::CreateFolder(path) if !path.exists() => self.note_name(path),
            Operation::RemoveFile(path) => self.note_name(path),
            Operation::Commit(path) => self.images(path).before_commit(path)?,
            Operation::Flush(path) => self.images(path).before_flush(),
            // Only what is useless is removed with its folder: that it comes back is the
            // same as that it was not yet removed.
            Operation::Sync(_) | Operation::CreateFolder(_) | Operation::RemoveFolder(_) => {}
        }
        Ok(())
    }

    fn images(&mut self, folder: &Path) -> &mut store::Images {
        self.stores.entry(folder.to_owned()).or_default()
    }

    fn note_name(&mut self, path: &Path) {
        self.unsynced_names.push(Undo {
            path: path.to_owned(),
            before: fs::read(path).ok(),
        });
    }

    /// The node is down from here on; with the power goes what was not synced.
    fn stop(&mut self, failure: Failure) {
        if self.failed.is_none() {
            self.last = Some((self.count, failure));
        }
        self.failed = Some(failure);
        let loses = failure == Failure::Power;
        for (folder, images) in &mut self.stores {
            // What a process hands to the machine is written, what it still holds is gone.
            let is_behind = loses || self.rng.random_bool(0.5);
            images
                .stop(folder, is_behind)
                .expect("the files of a store can be copied");
        }
        if loses {
            self.lose().expect("what was not synced can be lost");
        }
    }

    fn lose(&mut self) -> io::Result<()> {
        for path in std::mem::take(&mut self.unsynced_files) {
            // Not a number of bytes: an item kept aside bears the machine's time, whose length
            // differs now and then, and the same seed must draw the same.
            let share = self.rng.random_range(0..=SHARES);
            if let Ok(bytes) = fs::read(&path) {
                fs::write(&path, &bytes[..bytes.len() * share / SHARES])?;
            }
        }
        for Undo { path, before } in std::mem::take(&mut self.unsynced_names).into_iter().rev() {
            if !self.lies && self.rng.random_bool(0.5) {
                continue;
            }
            match before {
                Some(bytes) if path.parent().is_some_and(Path::exists) => fs::write(path, bytes)?,
                None if path.is_dir() => fs::remove_dir_all(path)?,
                None if path.exists() => fs::remove_file(path)?,
                Some(_) | None => {}
            }
        }
        Ok(())
    }
}

/// On the real files, which lie in memory: there is nothing to sync.
fn carried_out(operation: Operation<'_>) -> io::Result<()> {
    match operation {
        Operation::Sync(path) if path.exists() => Ok(()),
        Operation::Write(..)
        | Operation::Sync(_)
        | Operation::Rename(..)
        | Operation::CreateFolder(_)
        | Operation::RemoveFile(_)
        | Operation::RemoveFolder(_)
        | Operation::Commit(_)
        | Operation::Flush(_) => operation.run(),
    }
}
