//! A file system that fails at one operation, as a full disk, a crash or a power loss does.

use std::collections::HashSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use crate::disk::{Disk, Files, Operation};

/// What happens at the chosen operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Failure {
    /// It fails without effect, and what follows works again: the disk was full.
    Once,
    /// The process dies before it.
    Before,
    /// The process dies in the middle: a file is half written, anything else is done.
    Halfway,
    /// The power fails: half of every unsynced file is lost, and every unsynced name.
    PowerLoss,
    /// The power fails: every other unsynced name is lost.
    PowerLossInPart,
}

/// A file system that follows a plan; clones share it.
#[derive(Clone, Debug)]
pub(in super::super) struct Faults(Arc<Mutex<Fault>>);

/// The plan, and what a power loss would undo.
#[derive(Debug)]
struct Fault {
    failure: Failure,
    at: u64,
    count: u64,
    unsynced_files: HashSet<PathBuf>,
    unsynced_names: Vec<Undo>,
}

/// How a change of names is undone: what stood there before.
#[derive(Debug)]
struct Undo {
    path: PathBuf,
    before: Option<Vec<u8>>,
}

impl Faults {
    /// Files that fail at operation `at`, counted from 0, and sync nothing.
    pub(in super::super) fn at(failure: Failure, at: u64) -> Self {
        Self(Arc::new(Mutex::new(Fault {
            failure,
            at,
            count: 0,
            unsynced_files: HashSet::new(),
            unsynced_names: Vec::new(),
        })))
    }

    /// Files that never fail and sync nothing, for tests that need no durability.
    pub(in super::super) fn hasty() -> Self {
        Self::at(Failure::Once, u64::MAX)
    }

    /// The disk above them.
    pub(in super::super) fn disk(&self) -> Disk {
        Disk::simulated(Arc::new(self.clone()))
    }

    /// How many operations were asked for.
    pub(in super::super) fn operations(&self) -> u64 {
        self.0.lock().unwrap().count
    }
}

impl Files for Faults {
    fn run(&self, operation: Operation<'_>) -> io::Result<()> {
        self.0.lock().unwrap().run(operation)
    }
}

impl Fault {
    fn run(&mut self, operation: Operation<'_>) -> io::Result<()> {
        let now = self.count;
        self.count += 1;
        if now < self.at || (now > self.at && self.failure == Failure::Once) {
            self.note(operation);
            return match operation {
                Operation::Sync(path) if path.exists() => Ok(()),
                Operation::Write(..)
                | Operation::Sync(_)
                | Operation::Rename(..)
                | Operation::CreateFolder(_)
                | Operation::RemoveFile(_)
                | Operation::RemoveFolder(_)
                | Operation::Commit(_)
                | Operation::Flush(_) => operation.run(),
            };
        }
        if now == self.at {
            match self.failure {
                Failure::Once | Failure::Before => {}
                Failure::Halfway => match operation {
                    Operation::Write(path, bytes) => fs::write(path, &bytes[..bytes.len() / 2])?,
                    Operation::Sync(_)
                    | Operation::Rename(..)
                    | Operation::CreateFolder(_)
                    | Operation::RemoveFile(_)
                    | Operation::RemoveFolder(_)
                    | Operation::Commit(_)
                    | Operation::Flush(_) => operation.run()?,
                },
                Failure::PowerLoss => self.lose(1),
                Failure::PowerLossInPart => self.lose(2),
            }
        }
        Err(io::ErrorKind::StorageFull.into())
    }

    fn note(&mut self, operation: Operation<'_>) {
        match operation {
            Operation::Write(path, _) => {
                self.unsynced_files.insert(path.to_owned());
            }
            Operation::Sync(path) => {
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
            Operation::CreateFolder(path) => {
                if !path.exists() {
                    self.note_name(path);
                }
            }
            Operation::RemoveFile(path) => self.note_name(path),
            // Only what is useless is removed with its folder: that it comes back is
            // the same as that it was not yet removed.
            Operation::RemoveFolder(_) | Operation::Commit(_) | Operation::Flush(_) => {}
        }
    }

    fn note_name(&mut self, path: &Path) {
        self.unsynced_names.push(Undo {
            path: path.to_owned(),
            before: fs::read(path).ok(),
        });
    }

    /// Undoes every `step`-th unsynced change of names, the newest first.
    fn lose(&mut self, step: usize) {
        for path in self.unsynced_files.drain() {
            if let Ok(bytes) = fs::read(&path) {
                fs::write(&path, &bytes[..bytes.len() / 2]).unwrap();
            }
        }
        for Undo { path, before } in self.unsynced_names.drain(..).rev().step_by(step) {
            match before {
                Some(bytes) if path.parent().is_some_and(Path::exists) => {
                    fs::write(path, bytes).unwrap();
                }
                None if path.is_dir() => fs::remove_dir_all(path).unwrap(),
                None if path.exists() => fs::remove_file(path).unwrap(),
                Some(_) | None => {}
            }
        }
    }
}
