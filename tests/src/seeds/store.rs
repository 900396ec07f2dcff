//! What a stop leaves of a store: copies of its files, since its own handle would still write
//! them out on its way.

use std::fs;
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
    Nothing,
    Copy(PathBuf),
}

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

    /// The node is down: what lies in the files now is left, or with the power what was
    /// flushed last.
    pub(super) fn stop(&mut self, folder: &Path, loses: bool) -> io::Result<()> {
        self.before_commit(folder)?;
        self.left = Some(match (&self.flushed, loses) {
            (Some(flushed), true) => Left::Copy(flushed.clone()),
            (None, true) => Left::Nothing,
            (_, false) if !folder.exists() => Left::Nothing,
            (_, false) => Left::Copy(self.copy(folder)?),
        });
        Ok(())
    }

    /// Puts what was left in the folder's place. The old folder goes aside: the handle that
    /// was dropped writes to it a moment longer, in a thread of its own.
    pub(super) fn settle(&mut self, folder: &Path) -> io::Result<()> {
        let Some(left) = self.left.take() else {
            return Ok(());
        };
        let aside = self.place(folder, "aside");
        if folder.exists() {
            fs::rename(folder, aside)?;
        }
        match left {
            Left::Nothing => Ok(()),
            Left::Copy(copy) => copy_files(&copy, folder),
        }
    }

    fn copy(&mut self, folder: &Path) -> io::Result<PathBuf> {
        let copy = self.place(folder, "copy");
        copy_files(folder, &copy)?;
        Ok(copy)
    }

    fn place(&mut self, folder: &Path, what: &str) -> PathBuf {
        self.copies += 1;
        folder.with_extension(format!("{what}-{}", self.copies))
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
