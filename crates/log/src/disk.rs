//! The seam to the file system: the few operations by which a node makes anything durable.
//!
//! A node's disk is the machine's, and then this is a plain call. A simulation puts [`Files`]
//! of its own beneath, which fail, tear and forget at a chosen operation. Reading does not
//! pass here: what a crash left is read from what is there.

use std::fmt;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::{panic, thread};

/// How many syncs wait at a time; they wait for the disk and use no processor.
const SYNC_THREADS: usize = 16;
/// So few syncs are not worth a thread: a flush of one leaf has two of each kind.
const SYNCS_ALONE_MAX: usize = 2;

/// What the name of a file ends with that [`Disk::replace`] has not finished.
pub const UNFINISHED: &str = "new";

/// Where a node's operations go: to the machine's files, or to those of a simulation.
#[derive(Clone, Debug, Default)]
pub struct Disk(Option<Arc<dyn Files>>);

/// Files that a simulation answers for.
pub trait Files: fmt::Debug + Send + Sync {
    /// Carries an operation out, or fails as a disk, a crash or a power loss would.
    fn run(&self, operation: Operation<'_>) -> io::Result<()>;
}

/// Everything a node ever asks of the file system to make something durable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operation<'a> {
    /// Writes a file anew; durable only after a sync.
    Write(&'a Path, &'a [u8]),
    /// Makes a file's content, or a folder's list of names, durable.
    Sync(&'a Path),
    /// Gives a file its final name.
    Rename(&'a Path, &'a Path),
    /// Makes a folder, unless it is there.
    CreateFolder(&'a Path),
    /// Removes a file, unless it is gone.
    RemoveFile(&'a Path),
    /// Removes a folder and what is in it, unless it is gone.
    RemoveFolder(&'a Path),
    /// Lets the store in this folder commit rows, which it does itself.
    Commit(&'a Path),
    /// Lets the store in this folder write what it committed, which it does itself.
    Flush(&'a Path),
}

impl Disk {
    /// The disk of a simulation.
    pub fn simulated(files: Arc<dyn Files>) -> Self {
        Self(Some(files))
    }

    /// Carries one operation out.
    pub fn run(&self, operation: Operation<'_>) -> io::Result<()> {
        match &self.0 {
            None => operation.run(),
            Some(files) => files.run(operation),
        }
    }

    /// Writes a file in the place of what is there: whole and durable, or not at all. Its
    /// folder is there already.
    pub fn replace(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let folder = path.parent().filter(|it| !it.as_os_str().is_empty());
        let temporary = path.with_extension(UNFINISHED);
        self.run(Operation::Write(&temporary, bytes))?;
        self.run(Operation::Sync(&temporary))?;
        self.run(Operation::Rename(&temporary, path))?;
        self.run(Operation::Sync(folder.unwrap_or(Path::new("."))))
    }

    /// Syncs many files or folders, several at a time: a file system commits those that
    /// wait together in one turn, so that eighty cost little more than ten. Tells which one
    /// failed.
    pub(crate) fn sync_all<'p>(&self, paths: &'p [PathBuf]) -> Result<(), (&'p Path, io::Error)> {
        if self.0.is_none() && paths.len() > SYNCS_ALONE_MAX {
            sync_together(paths)
        } else {
            self.sync_in_turn(paths)
        }
    }

    fn sync_in_turn<'p>(&self, paths: &'p [PathBuf]) -> Result<(), (&'p Path, io::Error)> {
        paths.iter().try_for_each(|path| {
            self.run(Operation::Sync(path))
                .map_err(|error| (path.as_path(), error))
        })
    }
}

fn sync_together(paths: &[PathBuf]) -> Result<(), (&Path, io::Error)> {
    let sync = |part| Disk::default().sync_in_turn(part);
    thread::scope(|scope| {
        let parts = paths.chunks(paths.len().div_ceil(SYNC_THREADS));
        let threads: Vec<_> = parts.map(|part| scope.spawn(move || sync(part))).collect();
        threads
            .into_iter()
            .try_for_each(|thread| match thread.join() {
                Ok(result) => result,
                Err(payload) => panic::resume_unwind(payload),
            })
    })
}

impl<'a> Operation<'a> {
    /// The file or folder it is about.
    pub fn path(self) -> &'a Path {
        match self {
            Self::Write(path, _)
            | Self::Sync(path)
            | Self::Rename(_, path)
            | Self::CreateFolder(path)
            | Self::RemoveFile(path)
            | Self::RemoveFolder(path)
            | Self::Commit(path)
            | Self::Flush(path) => path,
        }
    }

    /// Carries it out on the machine's files.
    pub fn run(self) -> io::Result<()> {
        match self {
            Self::Write(path, bytes) => fs::write(path, bytes),
            Self::Sync(path) => File::open(path)?.sync_all(),
            Self::Rename(from, to) => fs::rename(from, to),
            Self::CreateFolder(path) => unless(io::ErrorKind::AlreadyExists, fs::create_dir(path)),
            Self::RemoveFile(path) => unless(io::ErrorKind::NotFound, fs::remove_file(path)),
            Self::RemoveFolder(path) => unless(io::ErrorKind::NotFound, fs::remove_dir_all(path)),
            Self::Commit(_) | Self::Flush(_) => Ok(()),
        }
    }
}

fn unless(kind: io::ErrorKind, result: io::Result<()>) -> io::Result<()> {
    match result {
        Err(error) if error.kind() == kind => Ok(()),
        other => other,
    }
}
