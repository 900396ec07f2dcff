//! What a stop leaves of a store: all that was committed, or what was flushed last.
//!
//! In between lies only what the store's own thread happened to have written, which no seed
//! can draw; a real process that is killed shows that (`cargo xtask soak`).

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

/// Copies of one store's folder.
#[derive(Debug, Default)]
pub(super) struct Images {
    /// It was flushed, and what that wrote is not copied yet.
    is_flushed: bool,
    /// What the last flush wrote.
    flushed: Option<PathBuf>,
    /// What the stop left, until it is in its place.
    left: Option<Left>,
    copies: u32,
}

#[derive(Debug)]
enum Left {
    Everything,
    Nothing,
    Copy(PathBuf),
}

/// The file of a store that its handle locks until it is gone.
const LOCKED: &str = "db";

impl Images {
    /// A flush is about to be carried out.
    pub(super) fn before_flush(&mut self) {
        self.is_flushed = true;
    }

    /// Rows are about to be committed: what was flushed before is copied first.
    pub(super) fn before_commit(&mut self, folder: &Path) -> io::Result<()> {
        if std::mem::take(&mut self.is_flushed) {
            self.flushed = Some(self.copy(folder)?);
        }
        Ok(())
    }

    /// The node is down: all that was committed is left, or what was flushed last.
    pub(super) fn stop(&mut self, folder: &Path, is_behind: bool) -> io::Result<()> {
        self.before_commit(folder)?;
        self.left = Some(match &self.flushed {
            _ if !is_behind => Left::Everything,
            Some(flushed) => Left::Copy(flushed.clone()),
            None => Left::Nothing,
        });
        Ok(())
    }

    /// Puts what was left in the folder's place, once the handle that was dropped is gone: a
    /// thread of its own writes out what was committed.
    pub(super) fn settle(&mut self, folder: &Path) -> io::Result<()> {
        let Some(left) = self.left.take() else {
            return Ok(());
        };
        match File::open(folder.join(LOCKED)) {
            Ok(locked) => locked.lock()?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
        match left {
            Left::Everything => Ok(()),
            Left::Nothing if !folder.exists() => Ok(()),
            Left::Nothing => fs::remove_dir_all(folder),
            Left::Copy(copy) => {
                fs::remove_dir_all(folder)?;
                copy_files(&copy, folder)
            }
        }
    }

    fn copy(&mut self, folder: &Path) -> io::Result<PathBuf> {
        self.copies += 1;
        let copy = folder.with_extension(format!("copy-{}", self.copies));
        copy_files(folder, &copy)?;
        Ok(copy)
    }
}

fn copy_files(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for file in fs::read_dir(from)? {
        let file = file?;
        let target = to.join(file.file_name());
        if file.file_type()?.is_dir() {
            copy_files(&file.path(), &target)?;
        } else if let Err(error) = fs::copy(file.path(), target)
            && error.kind() != io::ErrorKind::NotFound
        {
            // A file the store has just renamed is there under its other name.
            return Err(error);
        }
    }
    Ok(())
}
