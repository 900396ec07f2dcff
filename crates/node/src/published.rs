//! A history as it is published: the newest checkpoint, the files it covers, and proofs by them.
//!
//! Reads the folder alone, beside whoever appends. What no checkpoint covers yet is not shown:
//! after a crash it may be cut off.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant, SystemTime};

use chrono::{DateTime, Utc};
use medreg_domain::Digest;
use medreg_log::{
    Checkpoint, CheckpointError, NoteError, ProofError, SignedNote, Strip, TileError, TilePath,
    TileReader, TlogProof, verify_consistency,
};
use serde::Serialize;

/// How long a list of the checkpoints kept is taken for the newest: a folder of many is long to
/// read.
const LISTED_FOR: Duration = Duration::from_mins(1);

/// Why a published history cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum PublishedError {
    /// A file of it cannot be read.
    #[error("the published history cannot be read")]
    Read(#[source] io::Error),
    /// Its checkpoint is no note.
    #[error("the checkpoint is no signed note")]
    Note(#[from] NoteError),
    /// Its checkpoint is none.
    #[error("the checkpoint does not have its form")]
    Checkpoint(#[from] CheckpointError),
    /// Its tiles cannot be read.
    #[error(transparent)]
    Tiles(#[from] TileError),
}

/// A checkpoint as it was published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublishedCheckpoint {
    /// What the log says.
    pub checkpoint: Checkpoint,
    /// The signed note, word for word.
    pub note: String,
    /// The names of the keys that signed it.
    pub signers: Vec<String>,
    /// When its file was written, by the machine's clock.
    pub written_at: DateTime<Utc>,
}

/// Whether the log of one size continues that of another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Continuation {
    /// The smaller size.
    pub old: u64,
    /// Its root: by a checkpoint that was kept, else by the tiles.
    pub old_root: Digest,
    /// True if a checkpoint of the smaller size was kept.
    pub is_old_kept: bool,
    /// The larger size.
    pub new: u64,
    /// Its root, likewise.
    pub new_root: Digest,
    /// True if a checkpoint of the larger size was kept.
    pub is_new_kept: bool,
    /// The hashes that show it (RFC 6962, 2.1.2).
    pub hashes: Vec<Digest>,
    /// True if the second begins with the first.
    pub holds: bool,
}

/// The published history of an office; copies share what they know of it.
#[derive(Clone, Debug)]
pub struct Published(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    folder: PathBuf,
    listed: Mutex<Option<Listed>>,
}

/// The sizes of the checkpoints kept.
#[derive(Debug)]
struct Listed {
    at: Instant,
    sizes: Vec<u64>,
}

impl Published {
    /// The history in a folder.
    pub fn of(folder: PathBuf) -> Self {
        let listed = Mutex::new(None);
        Self(Arc::new(Inner { folder, listed }))
    }

    fn folder(&self) -> &Path {
        &self.0.folder
    }

    /// The newest checkpoint; none before the first is signed.
    pub fn checkpoint(&self) -> Result<Option<PublishedCheckpoint>, PublishedError> {
        read_checkpoint(&self.folder().join("checkpoint"))
    }

    /// The checkpoint of a size, if it was kept.
    pub fn checkpoint_at(&self, size: u64) -> Result<Option<PublishedCheckpoint>, PublishedError> {
        read_checkpoint(&self.folder().join("checkpoints").join(size.to_string()))
    }

    /// The newest of the checkpoints kept, at most so many, and how many there are; a minute
    /// may pass until a new one is among them.
    pub fn kept(&self, newest: usize) -> Result<(Vec<PublishedCheckpoint>, usize), PublishedError> {
        let (sizes, count) = {
            let mut listed = self.0.listed.lock().unwrap_or_else(PoisonError::into_inner);
            if listed
                .as_ref()
                .is_none_or(|listed| listed.at.elapsed() > LISTED_FOR)
            {
                *listed = Some(Listed {
                    at: Instant::now(),
                    sizes: sizes(&self.folder().join("checkpoints"))?,
                });
            }
            let sizes = listed.as_ref().map(|listed| listed.sizes.as_slice());
            let sizes = sizes.unwrap_or_default();
            let last = sizes.iter().rev().take(newest).copied();
            (last.collect::<Vec<u64>>(), sizes.len())
        };
        let kept = sizes.into_iter().map(|size| self.checkpoint_at(size));
        let kept: Result<Vec<Option<PublishedCheckpoint>>, PublishedError> = kept.collect();
        Ok((kept?.into_iter().flatten().collect(), count))
    }

    /// The bytes of a tile that the newest checkpoint covers; none for any other.
    pub fn tile(&self, path: TilePath) -> Result<Option<Vec<u8>>, PublishedError> {
        let size = self.checkpoint()?.map_or(0, |it| it.checkpoint.size);
        let items = match path.strip {
            Strip::Entries => size,
            Strip::Hashes(level) => size.checked_shr(u32::from(level) * 8).unwrap_or(0),
        };
        if path.end() > items {
            return Ok(None);
        }
        read(&self.folder().join(path.to_string()))
    }

    /// Reads as far as a checkpoint covers.
    pub fn reader(&self, checkpoint: &Checkpoint) -> TileReader {
        TileReader::over(self.folder(), checkpoint.size)
    }

    /// The proof that an event stands in the log, with the event itself if it may be read; none
    /// where no checkpoint covers it yet.
    pub fn proof(
        &self,
        index: u64,
        carries_event: bool,
    ) -> Result<Option<TlogProof>, PublishedError> {
        let covering = self.checkpoint()?;
        let covering = covering.filter(|it| index < it.checkpoint.size);
        let Some(published) = covering else {
            return Ok(None);
        };
        let reader = self.reader(&published.checkpoint);
        let leaf = carries_event.then(|| reader.leaf(index)).transpose()?;
        Ok(Some(TlogProof {
            leaf,
            index,
            hashes: reader.inclusion_proof(index)?,
            checkpoint: published.note,
        }))
    }

    /// Whether the log of the larger size continues that of the smaller; both are covered by the
    /// newest checkpoint, or there is no answer.
    pub fn continuation(&self, old: u64, new: u64) -> Result<Option<Continuation>, PublishedError> {
        let size = self.checkpoint()?.map_or(0, |it| it.checkpoint.size);
        if old > new || new > size {
            return Ok(None);
        }
        let reader = TileReader::over(self.folder(), new);
        let root = |size: u64| -> Result<(Digest, bool), PublishedError> {
            match self.checkpoint_at(size)? {
                Some(kept) => Ok((kept.checkpoint.root, true)),
                None => Ok((reader.root_at(size)?, false)),
            }
        };
        let ((old_root, is_old_kept), (new_root, is_new_kept)) = (root(old)?, root(new)?);
        let hashes = reader.consistency_proof(old)?;
        let checked: Result<(), ProofError> =
            verify_consistency(old, old_root, new, new_root, &hashes);
        Ok(Some(Continuation {
            holds: checked.is_ok(),
            old,
            old_root,
            is_old_kept,
            new,
            new_root,
            is_new_kept,
            hashes,
        }))
    }
}

fn read(path: &Path) -> Result<Option<Vec<u8>>, PublishedError> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(PublishedError::Read(error)),
    }
}

fn read_checkpoint(path: &Path) -> Result<Option<PublishedCheckpoint>, PublishedError> {
    let Some(bytes) = read(path)? else {
        return Ok(None);
    };
    let note = String::from_utf8_lossy(&bytes).into_owned();
    let parsed = SignedNote::parse(&note)?;
    let checkpoint: Checkpoint = parsed.text().parse()?;
    let signers = parsed.signatures().iter().map(|it| it.name.to_owned());
    let signers = signers.collect();
    let written = fs::metadata(path).and_then(|file| file.modified());
    Ok(Some(PublishedCheckpoint {
        checkpoint,
        signers,
        written_at: written.unwrap_or(SystemTime::UNIX_EPOCH).into(),
        note,
    }))
}

/// The sizes that name the files of a folder, smallest first.
fn sizes(folder: &Path) -> Result<Vec<u64>, PublishedError> {
    let files = match fs::read_dir(folder) {
        Ok(files) => files,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(PublishedError::Read(error)),
    };
    let names = files.filter_map(|file| file.ok()?.file_name().into_string().ok());
    let mut sizes: Vec<u64> = names.filter_map(|name| name.parse().ok()).collect();
    sizes.sort_unstable();
    Ok(sizes)
}
