//! The seam through which the writer touches files: few operations, each of which a test
//! can make fail.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::{panic, thread};

use super::TileError;

#[cfg(test)]
pub(super) mod fault;

/// How many syncs wait at a time; they wait for the disk and use no processor.
const SYNC_THREADS: usize = 16;
/// So few syncs are not worth a thread: a flush of one leaf has two of each kind.
const SYNCS_ALONE_MAX: usize = 2;

/// The file system, or in tests one that fails at a chosen operation.
#[derive(Debug)]
pub(super) enum Disk {
    Real,
    #[cfg(test)]
    Failing(fault::Fault),
}

/// Everything the writer ever asks of the file system.
#[derive(Clone, Copy, Debug)]
pub(super) enum Operation<'a> {
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
}

impl Disk {
    pub(super) fn run(&mut self, operation: Operation<'_>) -> Result<(), TileError> {
        let result = match self {
            Self::Real => operation.run(),
            #[cfg(test)]
            Self::Failing(fault) => fault.run(operation),
        };
        result.map_err(|error| TileError::io(operation.path(), error))
    }

    /// Syncs many files or folders, several at a time: a file system commits those that
    /// wait together in one turn, so that eighty cost little more than ten.
    pub(super) fn sync_all(&mut self, paths: &[PathBuf]) -> Result<(), TileError> {
        match self {
            Self::Real if paths.len() > SYNCS_ALONE_MAX => sync_together(paths),
            Self::Real => sync(paths),
            #[cfg(test)]
            Self::Failing(_) => paths
                .iter()
                .try_for_each(|path| self.run(Operation::Sync(path))),
        }
    }
}

fn sync(paths: &[PathBuf]) -> Result<(), TileError> {
    paths.iter().try_for_each(|path| {
        Operation::Sync(path)
            .run()
            .map_err(|error| TileError::io(path, error))
    })
}

fn sync_together(paths: &[PathBuf]) -> Result<(), TileError> {
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
    fn path(self) -> &'a Path {
        match self {
            Self::Write(path, _)
            | Self::Sync(path)
            | Self::Rename(_, path)
            | Self::CreateFolder(path)
            | Self::RemoveFile(path)
            | Self::RemoveFolder(path) => path,
        }
    }

    fn run(self) -> io::Result<()> {
        match self {
            Self::Write(path, bytes) => fs::write(path, bytes),
            Self::Sync(path) => File::open(path)?.sync_all(),
            Self::Rename(from, to) => fs::rename(from, to),
            Self::CreateFolder(path) => unless(io::ErrorKind::AlreadyExists, fs::create_dir(path)),
            Self::RemoveFile(path) => unless(io::ErrorKind::NotFound, fs::remove_file(path)),
            Self::RemoveFolder(path) => unless(io::ErrorKind::NotFound, fs::remove_dir_all(path)),
        }
    }
}

fn unless(kind: io::ErrorKind, result: io::Result<()>) -> io::Result<()> {
    match result {
        Err(error) if error.kind() == kind => Ok(()),
        other => other,
    }
}
