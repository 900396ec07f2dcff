//! Released figures: the tables everybody may ask for, frozen as they stood at a position.
//!
//! A release is one zip archive of tables with a list of their hashes; the hash of that list
//! stands in the history. Anybody can check a copy with `sha256sum`, and whoever holds the
//! history can make the same tables again.

use std::io;
use std::path::{Path, PathBuf};

use medreg_projections::statistics::Period;
use zip::result::ZipError;

mod archive;
mod making;
mod table;

pub use archive::{Archive, SUMS};
pub use making::Made;
pub(crate) use making::make;
pub use table::{Table, written};

/// Why a release cannot be written or read.
#[derive(Debug, thiserror::Error)]
pub enum ReleaseError {
    /// Its file.
    #[error(
        "the release at {path} cannot be read; an office makes it again when it begins to serve"
    )]
    File {
        /// Where it should lie.
        path: PathBuf,
        /// Why not.
        source: io::Error,
    },
    /// The archive.
    #[error(
        "the archive of a release is no sound zip file; an office makes it again when it begins to serve"
    )]
    Archive(#[from] ZipError),
    /// A table.
    #[error("a table of a release cannot be written or read")]
    Table(#[from] csv::Error),
    /// What is in it.
    #[error("the definitions of a release cannot be written")]
    About(#[from] serde_json::Error),
    /// A part is not what the history says was released.
    #[error("`{0}` is not what was released: its hash is another one")]
    Changed(String),
    /// A table does not read as figures.
    #[error("line {line} of `{name}` is no figure")]
    Malformed {
        /// Which table.
        name: String,
        /// Which line.
        line: usize,
    },
}

impl From<io::Error> for ReleaseError {
    fn from(error: io::Error) -> Self {
        Self::Archive(error.into())
    }
}

/// Where the release of a quarter lies in an office's folder.
pub fn file(office: &Path, period: Period) -> PathBuf {
    folder(office).join(format!("{period}.zip"))
}

/// Where the releases lie in an office's folder.
pub fn folder(office: &Path) -> PathBuf {
    office.join("releases")
}
