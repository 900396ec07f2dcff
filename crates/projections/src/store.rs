//! The store: sled, one tree, one atomic batch per step. The only file that names sled.
//!
//! Views are disposable: what cannot be opened is set aside and rebuilt, never served empty.

use std::fmt;
use std::path::{Path, PathBuf};

use medreg_log::{Disk, Operation};
use sled::IVec;

use crate::oversight::RulesError;
use crate::recall::RecallError;

/// The shape of all rows together; another number means another generation of views.
pub(crate) const GENERATION: u32 = 5;

const GENERATION_KEY: &[u8] = b"!generation";

/// Unreadable views kept beside the office's folder before the newest takes a common name.
const SET_ASIDE_MAX: u32 = 1_000;

/// Rows that sled keeps in memory, measured as they lie on disk. Rows are touched in no order: where
/// they do not fit, each change reads a page.
const CACHE_BYTES: u64 = 512 << 20;

/// The views' rows on disk; copies share them.
#[derive(Clone)]
pub(crate) struct Store {
    db: sled::Db,
    path: PathBuf,
    /// Asked before rows are written, so that a simulation can let that fail.
    disk: Disk,
}

impl fmt::Debug for Store {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Store({})", self.path.display())
    }
}

/// What opening found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Opened {
    /// Rows of this generation, or none yet.
    Ready,
    /// The rows could not be read, or are of another generation: they lie at this path now.
    SetAside {
        /// Where they were put.
        at: PathBuf,
        /// Why.
        why: String,
    },
}

/// The store cannot do what it must.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Another process has the views open.
    #[error("the views at {0} are open in another process")]
    InUse(PathBuf),
    /// The disk is full.
    #[error("no space is left for the views at {0}: free some and start again, nothing is lost")]
    DiskFull(PathBuf),
    /// Reading or writing failed.
    #[error("the views at {path} cannot be read or written")]
    Sled {
        /// Where.
        path: PathBuf,
        /// Why.
        #[source]
        source: sled::Error,
    },
    /// A row does not have the form of this generation.
    #[error("a row of the views at {path} is unreadable: rebuild them")]
    Row {
        /// Where.
        path: PathBuf,
        /// Why.
        #[source]
        source: postcard::Error,
    },
    /// The folder cannot be set aside.
    #[error("the folder {path} cannot be created or moved")]
    Folder {
        /// Which.
        path: PathBuf,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// An event that a correction or a question needs cannot be read back.
    #[error("the event at position {position} cannot be read back for the views")]
    Recall {
        /// Where.
        position: u64,
        /// Why.
        #[source]
        source: RecallError,
    },
    /// The views were given no history to read events back from: a bug of the caller.
    #[error("the event at position {position} is needed, and the views know no history")]
    NoRecall {
        /// Where.
        position: u64,
    },
    /// The rules of oversight the product is shipped with cannot be read.
    #[error(transparent)]
    Rules(#[from] RulesError),
    /// Events were handed over out of order: a bug of the caller.
    #[error("the views stand at position {expected} and were given position {given}")]
    OutOfOrder {
        /// The next position.
        expected: u64,
        /// What came.
        given: u64,
    },
}

/// Changes that become visible together or not at all.
#[derive(Debug, Default)]
pub(crate) struct Batch(sled::Batch);

impl Batch {
    /// Writes a row.
    pub(crate) fn put(&mut self, key: &[u8], value: Vec<u8>) {
        self.0.insert(key, value);
    }

    /// Removes a row.
    pub(crate) fn remove(&mut self, key: &[u8]) {
        self.0.remove(key);
    }
}

impl Store {
    /// Opens the rows, or sets an unreadable store aside and begins an empty one.
    pub(crate) fn open(path: &Path) -> Result<(Self, Opened), StoreError> {
        Self::open_on(&Disk::default(), path)
    }

    /// The same on a disk that may be simulated.
    pub(crate) fn open_on(disk: &Disk, path: &Path) -> Result<(Self, Opened), StoreError> {
        let why = match Self::open_as_is(disk, path) {
            Ok(store) => match store.generation()? {
                Some(GENERATION) => return Ok((store, Opened::Ready)),
                None if store.is_empty() => {
                    store.begin()?;
                    return Ok((store, Opened::Ready));
                }
                other => format!("generation {other:?} instead of {GENERATION}"),
            },
            Err(error @ (StoreError::InUse(_) | StoreError::DiskFull(_))) => return Err(error),
            Err(StoreError::Sled { source, .. }) => source.to_string(),
            Err(other) => return Err(other),
        };
        let at = set_aside(path)?;
        let store = Self::open_as_is(disk, path)?;
        store.begin()?;
        Ok((store, Opened::SetAside { at, why }))
    }

    fn open_as_is(disk: &Disk, path: &Path) -> Result<Self, StoreError> {
        let config = sled::Config::new()
            .path(path)
            .cache_capacity(CACHE_BYTES)
            .flush_every_ms(None)
            .mode(sled::Mode::HighThroughput);
        let db = config.open().map_err(|source| match &source {
            sled::Error::Io(io) if io.to_string().contains("lock") => {
                StoreError::InUse(path.to_owned())
            }
            sled::Error::Io(_)
            | sled::Error::CollectionNotFound(_)
            | sled::Error::Unsupported(_)
            | sled::Error::ReportableBug(_)
            | sled::Error::Corruption { .. } => fault(path, source),
        })?;
        Ok(Self {
            db,
            path: path.to_owned(),
            disk: disk.clone(),
        })
    }

    fn generation(&self) -> Result<Option<u32>, StoreError> {
        let row = self.get(GENERATION_KEY)?;
        Ok(row
            .and_then(|bytes| bytes.as_ref().try_into().ok())
            .map(u32::from_be_bytes))
    }

    fn is_empty(&self) -> bool {
        self.db.is_empty()
    }

    fn begin(&self) -> Result<(), StoreError> {
        let mut batch = Batch::default();
        batch.put(GENERATION_KEY, GENERATION.to_be_bytes().to_vec());
        self.commit(batch)
    }

    /// One row.
    pub(crate) fn get(&self, key: &[u8]) -> Result<Option<IVec>, StoreError> {
        self.db.get(key).map_err(|source| fault(&self.path, source))
    }

    /// All rows whose key begins so, in key order.
    pub(crate) fn scan(
        &self,
        prefix: &[u8],
    ) -> impl Iterator<Item = Result<(IVec, IVec), StoreError>> + use<> {
        let path = self.path.clone();
        self.db
            .scan_prefix(prefix)
            .map(move |row| row.map_err(|source| fault(&path, source)))
    }

    /// All rows whose key begins with a letter, from a key on, in key order.
    pub(crate) fn scan_from(
        &self,
        letter: u8,
        first: &[u8],
    ) -> impl Iterator<Item = Result<(IVec, IVec), StoreError>> + use<> {
        let path = self.path.clone();
        let end = [letter.saturating_add(1)];
        self.db
            .range(first..&end)
            .map(move |row| row.map_err(|source| fault(&path, source)))
    }

    /// Makes the changes, together.
    pub(crate) fn commit(&self, batch: Batch) -> Result<(), StoreError> {
        self.disk
            .run(Operation::Commit(&self.path))
            .map_err(sled::Error::Io)
            .and_then(|()| self.db.apply_batch(batch.0))
            .map_err(|source| fault(&self.path, source))
    }

    /// Waits until everything committed is on disk.
    pub(crate) fn flush(&self) -> Result<(), StoreError> {
        self.disk
            .run(Operation::Flush(&self.path))
            .map_err(sled::Error::Io)
            .and_then(|()| self.db.flush().map(drop))
            .map_err(|source| fault(&self.path, source))
    }

    /// Bytes on disk.
    pub(crate) fn size_bytes(&self) -> u64 {
        self.db.size_on_disk().unwrap_or(0)
    }

    /// Reads a row's value.
    pub(crate) fn decode<'a, T: serde::Deserialize<'a>>(
        &self,
        bytes: &'a [u8],
    ) -> Result<T, StoreError> {
        postcard::from_bytes(bytes).map_err(|source| StoreError::Row {
            path: self.path.clone(),
            source,
        })
    }

    /// Writes a row's value.
    pub(crate) fn encode<T: serde::Serialize>(&self, value: &T) -> Result<Vec<u8>, StoreError> {
        postcard::to_stdvec(value).map_err(|source| StoreError::Row {
            path: self.path.clone(),
            source,
        })
    }
}

fn fault(path: &Path, source: sled::Error) -> StoreError {
    let is_full =
        matches!(&source, sled::Error::Io(io) if io.kind() == std::io::ErrorKind::StorageFull);
    let path = path.to_owned();
    if is_full {
        StoreError::DiskFull(path)
    } else {
        StoreError::Sled { path, source }
    }
}

/// Moves a folder beside itself under the first free name.
fn set_aside(path: &Path) -> Result<PathBuf, StoreError> {
    let name = path
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default();
    let free = (1..=SET_ASIDE_MAX)
        .map(|n| path.with_file_name(format!("{name}.set-aside-{n}")))
        .find(|at| !at.exists());
    let at = free.unwrap_or_else(|| path.with_extension("set-aside"));
    match std::fs::rename(path, &at) {
        Ok(()) => Ok(at),
        Err(source) => Err(StoreError::Folder {
            path: path.to_owned(),
            source,
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unreadable_store_is_set_aside_and_a_new_one_begun() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("views");
        std::fs::write(&path, b"this is no database").unwrap();
        let (store, opened) = Store::open(&path).unwrap();
        let Opened::SetAside { at, .. } = opened else {
            panic!("the broken store was served")
        };
        assert_eq!(std::fs::read(at).unwrap(), b"this is no database");
        assert_eq!(store.get(b"x").unwrap(), None);
    }

    #[test]
    fn another_generation_is_set_aside() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("views");
        let (store, _) = Store::open(&path).unwrap();
        let mut batch = Batch::default();
        batch.put(GENERATION_KEY, 99u32.to_be_bytes().to_vec());
        store.commit(batch).unwrap();
        drop(store);
        assert!(matches!(
            Store::open(&path).unwrap().1,
            Opened::SetAside { .. }
        ));
    }

    #[test]
    fn a_second_holder_is_refused() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("views");
        let (_store, _) = Store::open(&path).unwrap();
        assert!(matches!(Store::open(&path), Err(StoreError::InUse(_))));
    }
}
