//! A copy of a history that any web server serves, or that lies in another folder: what is
//! missing here is fetched.
//!
//! Nothing that is fetched is believed; the check reads the copy.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use medreg_log::{Checkpoint, Disk, SignedNote, TilePath};
use rayon::prelude::*;
use ureq::Agent;

use crate::check::CHECKPOINT_BYTES_MAX;

/// 256 leaves of 65,535 bytes, each with its length.
const TILE_BYTES_MAX: u64 = 256 * (65_535 + 2);

/// How often a growing history is looked at anew.
const LOOKS_MAX: u32 = 8;

/// How long one file may take.
const FETCH_TIMEOUT: Duration = Duration::from_mins(1);

/// A history cannot be copied.
#[derive(Debug, thiserror::Error)]
pub enum MirrorError {
    /// The server cannot be reached, or does not have a file it must have.
    #[error("`{url}` cannot be fetched")]
    Fetch {
        /// Which file.
        url: String,
        /// Why.
        #[source]
        source: Box<ureq::Error>,
    },
    /// A file of the folder cannot be read.
    #[error("`{}` cannot be read", path.display())]
    Read {
        /// Which file.
        path: PathBuf,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// What is there as the checkpoint is none.
    #[error("`{0}` has no checkpoint of the form C2SP tlog-checkpoint")]
    Checkpoint(String),
    /// The copy cannot be written.
    #[error("`{}` cannot be written", path.display())]
    Write {
        /// Which file.
        path: PathBuf,
        /// Why.
        #[source]
        source: io::Error,
    },
}

/// Copies the history at `from`, an address or a folder, into a folder, as far as its
/// checkpoint covers, and tells how many files are there of how many; the size of the copy.
/// Files that are there already are kept: full tiles never change. All of it is durable when
/// this returns.
pub fn mirror(
    from: &str,
    folder: &Path,
    progress: impl Fn(u64, u64) + Sync,
) -> Result<u64, MirrorError> {
    let copy = Copy {
        shelf: Shelf::at(from),
        folder,
    };
    let mut looks = 1;
    let (note, size, full) = loop {
        let note = copy.shelf.fetch("checkpoint", CHECKPOINT_BYTES_MAX)?;
        let size = size_of(&note).ok_or_else(|| MirrorError::Checkpoint(from.to_owned()))?;
        let tiles = TilePath::all(size).partition::<Vec<TilePath>, _>(|path| path.is_partial());
        // First: partial tiles go when the log has grown a little, full ones never.
        let (partial, full) = tiles;
        match partial.into_iter().try_for_each(|path| copy.tile(path)) {
            Ok(()) => break (note, size, full),
            Err(_) if looks < LOOKS_MAX => looks += 1,
            Err(error) => return Err(error),
        }
    };
    let (done, count) = (AtomicU64::new(0), full.len() as u64);
    full.into_par_iter().try_for_each(|path| {
        copy.tile(path)?;
        let done = done.fetch_add(1, Ordering::Relaxed);
        progress(done + 1, count);
        Ok(())
    })?;
    // Last, so that a copy that was cut off is still the one it was before.
    copy.write("checkpoint", &note)?;
    Ok(size)
}

fn size_of(note: &[u8]) -> Option<u64> {
    let note = SignedNote::parse(std::str::from_utf8(note).ok()?).ok()?;
    let checkpoint: Checkpoint = note.text().parse().ok()?;
    Some(checkpoint.size)
}

/// Where the files of a history are.
enum Shelf {
    Site { agent: Agent, url: String },
    Folder(PathBuf),
}

impl Shelf {
    fn at(from: &str) -> Self {
        if !from.contains("://") {
            return Self::Folder(PathBuf::from(from));
        }
        let agent = Agent::config_builder()
            .timeout_global(Some(FETCH_TIMEOUT))
            .build();
        Self::Site {
            agent: agent.into(),
            url: from.trim_end_matches('/').to_owned(),
        }
    }

    fn fetch(&self, name: &str, bytes_max: u64) -> Result<Vec<u8>, MirrorError> {
        match self {
            Self::Site { agent, url } => {
                let url = format!("{url}/{name}");
                let fetched = agent.get(&url).call().and_then(|mut answer| {
                    let body = answer.body_mut().with_config().limit(bytes_max);
                    body.read_to_vec()
                });
                fetched.map_err(|source| MirrorError::Fetch {
                    url,
                    source: Box::new(source),
                })
            }
            Self::Folder(folder) => {
                let path = folder.join(name);
                fs::read(&path).map_err(|source| MirrorError::Read { path, source })
            }
        }
    }
}

struct Copy<'a> {
    shelf: Shelf,
    folder: &'a Path,
}

impl Copy<'_> {
    fn tile(&self, path: TilePath) -> Result<(), MirrorError> {
        let full = TilePath { width: 256, ..path };
        if self.folder.join(full.to_string()).exists() {
            return Ok(());
        }
        // A partial tile gives way to the full one while we read.
        let (name, bytes) = match self.shelf.fetch(&path.to_string(), TILE_BYTES_MAX) {
            Ok(bytes) => (path, bytes),
            Err(error) if !path.is_partial() => return Err(error),
            Err(error) => match self.shelf.fetch(&full.to_string(), TILE_BYTES_MAX) {
                Ok(bytes) => (full, bytes),
                Err(_) => return Err(error),
            },
        };
        self.write(&name.to_string(), &bytes)
    }

    fn write(&self, name: &str, bytes: &[u8]) -> Result<(), MirrorError> {
        let path = self.folder.join(name);
        keep(&path, bytes).map_err(|source| MirrorError::Write {
            path: path.clone(),
            source,
        })
    }
}

/// Writes a file and, where it is missing, its folder.
fn keep(path: &Path, bytes: &[u8]) -> io::Result<()> {
    fs::create_dir_all(path.parent().unwrap_or(path))?;
    Disk::default().replace(path, bytes)
}
