//! The tile directory: a verifiable log on plain files, after C2SP `tlog-tiles`.
//!
//! ```text
//! checkpoint                       newest signed checkpoint
//! checkpoints/<size>               every checkpoint ever published
//! tile/<L>/<N>[.p/<W>]             hash tiles, 256 × 32 bytes
//! tile/entries/<N>[.p/<W>]         entry bundles: (u16 big-endian length ‖ leaf)*
//! ```
//!
//! The only code of this crate that touches files, by way of [`Disk`](crate::Disk). It knows
//! leaves as bytes of the right form; whether one may be recorded was decided before it came
//! here. Files are written to a temporary name, synced and renamed; a checkpoint is signed
//! only after everything it covers is durable. [`TileWriter`] is the one holder that appends,
//! [`TileReader`] reads beside it, `tiles/recovery.rs` is what happens after a crash.

use std::io;
use std::path::{Path, PathBuf};

use medreg_domain::Digest;

use crate::checkpoint::CheckpointError;
use crate::leaf::LeafError;
use crate::proof::ProofError;

mod bundle;
mod disk;
mod path;
mod reader;
mod recovery;
mod stack;
#[cfg(test)]
mod tests;
mod writer;

pub use bundle::Bundle;
pub use path::{Strip, TILE_WIDTH, TilePath, TilePathError};
pub use reader::TileReader;
pub use recovery::Recovery;
pub use writer::TileWriter;

/// The newest checkpoint, from the root of the log.
const CHECKPOINT: &str = "checkpoint";
/// The folder of all checkpoints, from the root of the log.
const CHECKPOINTS: &str = "checkpoints";
/// The folder of all tiles, from the root of the log.
const TILES: &str = "tile";
/// What the name of a file not yet finished begins with, in the root of the log.
const TEMPORARY: &str = ".new-";

/// Why the directory cannot be read or written.
#[derive(Debug, thiserror::Error)]
pub enum TileError {
    /// A file or folder that must be there is not.
    #[error("`{}` is missing", .0.display())]
    Missing(PathBuf),
    /// A log is there already.
    #[error("`{}` holds a log already: open it, or choose another folder", .0.display())]
    Exists(PathBuf),
    /// Another writer holds the log.
    #[error("the log in `{}` is in use by another process: stop that one first", .0.display())]
    Locked(PathBuf),
    /// A file is torn or was changed.
    #[error("`{}` is torn or was changed: {reason}", path.display())]
    Corrupt {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: &'static str,
    },
    /// A checkpoint cannot be read, or its signature does not hold.
    #[error("the checkpoint in `{}` is refused", path.display())]
    Checkpoint {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        source: CheckpointError,
    },
    /// The files do not give the root that was signed.
    #[error(
        "the first {size} leaves in `{}` have root {found}, but {signed} was signed: \
         nothing is signed until the files are restored",
        dir.display()
    )]
    Integrity {
        /// The directory of the log.
        dir: PathBuf,
        /// The size that was signed.
        size: u64,
        /// The root that was signed.
        signed: Digest,
        /// The root of the files.
        found: Digest,
    },
    /// The disk is full.
    #[error("no space is left for `{}`", path.display())]
    NoSpace {
        /// The file.
        path: PathBuf,
        /// The system's error.
        source: io::Error,
    },
    /// Another failure of the file system.
    #[error("the file system failed at `{}`", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// The system's error.
        source: io::Error,
    },
    /// What was to be appended is no leaf.
    #[error("what was to be appended is no leaf")]
    Leaf(#[from] LeafError),
    /// The key's name cannot be the origin of a checkpoint.
    #[error("the checkpoint cannot be signed")]
    Signing(#[source] CheckpointError),
    /// A leaf or a size lies past the end of the log.
    #[error(transparent)]
    Range(#[from] ProofError),
}

impl TileError {
    fn io(path: &Path, source: io::Error) -> Self {
        let path = path.to_owned();
        if source.kind() == io::ErrorKind::NotFound {
            Self::Missing(path)
        } else if matches!(
            source.kind(),
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded
        ) {
            Self::NoSpace { path, source }
        } else {
            Self::Io { path, source }
        }
    }

    fn is_missing(&self) -> bool {
        matches!(self, Self::Missing(_))
    }
}
