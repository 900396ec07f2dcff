//! A copy of a history that any web server serves: what is missing here is fetched.
//!
//! Nothing that is fetched is believed; the check reads the copy.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use medreg_log::{Checkpoint, SignedNote, TilePath};
use rayon::prelude::*;
use ureq::Agent;

use crate::check::CHECKPOINT_BYTES_MAX;

/// 256 leaves of 65,535 bytes, each with its length.
const TILE_BYTES_MAX: u64 = 256 * (65_535 + 2);

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
    /// What is served as the checkpoint is none.
    #[error("`{0}` serves no checkpoint of the form C2SP tlog-checkpoint")]
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

/// Copies the history at `url` into a folder, as far as its checkpoint covers, and tells how
/// many files are there of how many. Files that are there already are kept: full tiles never
/// change.
pub fn mirror(
    url: &str,
    folder: &Path,
    progress: impl Fn(u64, u64) + Sync,
) -> Result<(), MirrorError> {
    let agent: Agent = Agent::config_builder()
        .timeout_global(Some(FETCH_TIMEOUT))
        .build()
        .into();
    let site = Site {
        agent,
        url: url.trim_end_matches('/'),
        folder,
    };
    let note = site.fetch("checkpoint", CHECKPOINT_BYTES_MAX)?;
    let size = size_of(&note).ok_or_else(|| MirrorError::Checkpoint(url.to_owned()))?;
    let wanted: Vec<TilePath> = TilePath::all(size).collect();
    let (done, count) = (std::sync::atomic::AtomicU64::new(0), wanted.len() as u64);
    wanted.into_par_iter().try_for_each(|path| {
        site.tile(path)?;
        let done = done.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        progress(done + 1, count);
        Ok(())
    })?;
    // Last, so that a copy that was cut off is still the one it was before.
    site.write("checkpoint", &note)
}

fn size_of(note: &[u8]) -> Option<u64> {
    let note = SignedNote::parse(std::str::from_utf8(note).ok()?).ok()?;
    let checkpoint: Checkpoint = note.text().parse().ok()?;
    Some(checkpoint.size)
}

struct Site<'a> {
    agent: Agent,
    url: &'a str,
    folder: &'a Path,
}

impl Site<'_> {
    fn tile(&self, path: TilePath) -> Result<(), MirrorError> {
        let full = TilePath { width: 256, ..path };
        if self.folder.join(full.to_string()).exists() {
            return Ok(());
        }
        // A partial tile gives way to the full one while we read.
        let (name, bytes) = match self.fetch(&path.to_string(), TILE_BYTES_MAX) {
            Ok(bytes) => (path, bytes),
            Err(error) if !path.is_partial() => return Err(error),
            Err(error) => match self.fetch(&full.to_string(), TILE_BYTES_MAX) {
                Ok(bytes) => (full, bytes),
                Err(_) => return Err(error),
            },
        };
        self.write(&name.to_string(), &bytes)
    }

    fn fetch(&self, name: &str, bytes_max: u64) -> Result<Vec<u8>, MirrorError> {
        let url = format!("{}/{name}", self.url);
        let fetched = self.agent.get(&url).call().and_then(|mut answer| {
            let body = answer.body_mut().with_config().limit(bytes_max);
            body.read_to_vec()
        });
        fetched.map_err(|source| MirrorError::Fetch {
            url,
            source: Box::new(source),
        })
    }

    fn write(&self, name: &str, bytes: &[u8]) -> Result<(), MirrorError> {
        let path = self.folder.join(name);
        let write = || {
            if let Some(folder) = path.parent() {
                fs::create_dir_all(folder)?;
            }
            let temporary = path.with_extension("new");
            fs::write(&temporary, bytes)?;
            fs::rename(&temporary, &path)
        };
        write().map_err(|source| MirrorError::Write {
            path: path.clone(),
            source,
        })
    }
}
