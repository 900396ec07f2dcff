//! Snapshots: all rows of the views at a position in one file, so that the views as at any
//! position are made from the nearest one below it instead of from the beginning.
//!
//! ```text
//! "medreg views snapshot\n"  u32 generation  u64 position
//! (u32 length  key  u32 length  value)*      rows in the order of their keys
//! u32 0
//! SHA-256 of everything above                32 bytes
//! ```
//! Numbers are big-endian. A file is written under a temporary name, synced and renamed. Like
//! the views themselves it can be thrown away: an unreadable one is passed over and named.

use std::fs::{self, File};
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use medreg_log::TileReader;
use sha2::{Digest, Sha256};

use crate::fold::Fold;
use crate::rebuild::{RebuildError, catch_up};
use crate::store::{Batch, GENERATION, Store, StoreError};
use crate::views::{TRANSPORT_KEY, Views, cursor};

const MAGIC: &[u8; 22] = b"medreg views snapshot\n";

/// What a snapshot's name ends with; before it stands the position in twelve digits.
const ENDING: &str = ".views";

/// Rows written to a store at once when a snapshot is read back.
const ROWS_AT_ONCE: usize = 8_192;

/// Bytes of the hash at the end.
const HASH_BYTES: u64 = 32;

/// A snapshot cannot be written or read.
#[derive(Debug, thiserror::Error)]
pub enum SnapshotError {
    /// A file or folder.
    #[error("`{}` cannot be read or written", path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// The file was torn or changed, or is something else.
    #[error("`{}` is no whole snapshot of views: remove it, another will be taken", .0.display())]
    Damaged(PathBuf),
    /// The rows are of another generation than this version of medreg writes.
    #[error("`{}` holds rows of generation {found}: remove it, another will be taken", path.display())]
    Generation {
        /// Which.
        path: PathBuf,
        /// Its generation.
        found: u32,
    },
    /// The rows cannot be read or written.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The views as at a position cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum AsAtError {
    /// The folder of snapshots.
    #[error(transparent)]
    Snapshot(#[from] SnapshotError),
    /// The history or the rows.
    #[error(transparent)]
    Rebuild(#[from] RebuildError),
    /// The scratch folder holds something: rows of two positions must never mix.
    #[error("`{}` is not empty: give each question a folder of its own", .0.display())]
    Scratch(PathBuf),
    /// The history is not so long.
    #[error("the history has {size} events and no position {position}")]
    Beyond {
        /// What was asked for.
        position: u64,
        /// How long the history is.
        size: u64,
    },
}

/// A snapshot that was passed over.
#[derive(Debug)]
pub struct Unreadable {
    /// Which.
    pub path: PathBuf,
    /// Why.
    pub error: SnapshotError,
}

/// Views as at a position, and how they were made.
#[derive(Debug)]
pub struct AsAt {
    /// The views.
    pub views: Views,
    /// The position of the snapshot they were made from; zero where they were made anew.
    pub from: u64,
    /// Snapshots that could not be read.
    pub unreadable: Vec<Unreadable>,
}

/// A folder of snapshots, no more than a number of them.
#[derive(Clone, Debug)]
pub struct Snapshots {
    folder: PathBuf,
    most: usize,
}

impl Snapshots {
    /// The snapshots in a folder, at most so many and at least one.
    pub fn new(folder: &Path, most: usize) -> Self {
        Self {
            folder: folder.to_owned(),
            most: most.max(1),
        }
    }

    /// Writes what is committed into a snapshot, and removes those that are too many: always
    /// the newest stays, and of the others the one whose neighbours are closest goes.
    pub fn take(&self, views: &Views) -> Result<PathBuf, SnapshotError> {
        fs::create_dir_all(&self.folder).map_err(|error| failed(&self.folder, error))?;
        let position = cursor(views.store())?.position;
        let path = self.path(position);
        let temporary = self.folder.join(format!(".new-{position:012}"));
        write(views.store(), position, &temporary)?;
        fs::rename(&temporary, &path).map_err(|error| failed(&path, error))?;
        File::open(&self.folder)
            .and_then(|folder| folder.sync_all())
            .map_err(|error| failed(&self.folder, error))?;
        self.thin()?;
        Ok(path)
    }

    /// The positions there are snapshots of, in order.
    pub fn positions(&self) -> Result<Vec<u64>, SnapshotError> {
        let names = match fs::read_dir(&self.folder) {
            Ok(names) => names,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(failed(&self.folder, error)),
        };
        let mut positions = Vec::new();
        for name in names {
            let name = name
                .map_err(|error| failed(&self.folder, error))?
                .file_name();
            let number = name.to_str().and_then(|name| name.strip_suffix(ENDING));
            positions.extend(number.and_then(|number| number.parse::<u64>().ok()));
        }
        positions.sort_unstable();
        Ok(positions)
    }

    /// The newest snapshot at or below a position.
    pub fn nearest(&self, position: u64) -> Result<Option<(u64, PathBuf)>, SnapshotError> {
        Ok(self.below(position)?.next())
    }

    /// The snapshots at or below a position, the newest in front.
    fn below(&self, position: u64) -> Result<impl Iterator<Item = (u64, PathBuf)>, SnapshotError> {
        let positions = self.positions()?.into_iter().rev();
        let below = positions.filter(move |at| *at <= position);
        Ok(below.map(|at| (at, self.path(at))))
    }

    fn path(&self, position: u64) -> PathBuf {
        self.folder.join(format!("{position:012}{ENDING}"))
    }

    fn thin(&self) -> Result<(), SnapshotError> {
        let mut positions = self.positions()?;
        while positions.len() > self.most {
            let gap = |at: usize| {
                let before = at.checked_sub(1).map_or(0, |before| positions[before]);
                positions[at + 1] - before
            };
            let Some(least) = (0..positions.len() - 1).min_by_key(|at| gap(*at)) else {
                break;
            };
            let path = self.path(positions.remove(least));
            fs::remove_file(&path).map_err(|error| failed(&path, error))?;
        }
        Ok(())
    }
}

impl Views {
    /// The views as at a position: made from the nearest snapshot that can be read, or anew, in
    /// a `scratch` folder that is empty or not there yet, and brought up to the position.
    ///
    /// They can be asked everything and remember nothing of what came later.
    pub fn as_at(
        history: &TileReader,
        snapshots: &Path,
        position: u64,
        scratch: &Path,
    ) -> Result<AsAt, AsAtError> {
        let size = history.size();
        if position > size {
            return Err(AsAtError::Beyond { position, size });
        }
        let mut names = fs::read_dir(scratch).into_iter().flatten();
        if names.next().is_some() {
            return Err(AsAtError::Scratch(scratch.to_owned()));
        }
        let mut unreadable = Vec::new();
        for (at, path) in Snapshots::new(snapshots, usize::MAX).below(position)? {
            match restore(&path, at, &scratch.join(format!("{at:012}"))) {
                Ok(mut fold) => {
                    catch_up(&mut fold, history, position, |_| {})?;
                    return Ok(AsAt {
                        views: fold.into_views(),
                        from: at,
                        unreadable,
                    });
                }
                Err(error) => unreadable.push(Unreadable { path, error }),
            }
        }
        let (mut fold, _) = Fold::open(&scratch.join("anew")).map_err(RebuildError::from)?;
        catch_up(&mut fold, history, position, |_| {})?;
        Ok(AsAt {
            views: fold.into_views(),
            from: 0,
            unreadable,
        })
    }
}

/// Reads a snapshot back into a new store; nothing is written before all of it is checked.
fn restore(path: &Path, position: u64, folder: &Path) -> Result<Fold, SnapshotError> {
    check(path)?;
    let damaged = |_| SnapshotError::Damaged(path.to_owned());
    let mut file = open(path)?;
    let header = Header::read(&mut file).map_err(damaged)?;
    if header.magic != *MAGIC || header.position != position {
        return Err(SnapshotError::Damaged(path.to_owned()));
    }
    if header.generation != GENERATION {
        let found = header.generation;
        let path = path.to_owned();
        return Err(SnapshotError::Generation { path, found });
    }
    let (store, _) = Store::open(folder)?;
    let mut batch = Batch::default();
    let mut rows = 0;
    loop {
        let key = read_bytes(&mut file).map_err(damaged)?;
        if key.is_empty() {
            break;
        }
        batch.put(&key, read_bytes(&mut file).map_err(damaged)?);
        rows += 1;
        if rows % ROWS_AT_ONCE == 0 {
            store.commit(std::mem::take(&mut batch))?;
        }
    }
    store.commit(batch)?;
    Ok(Fold::over(store)?)
}

/// Refuses a file whose bytes do not give the hash at its end.
fn check(path: &Path) -> Result<(), SnapshotError> {
    let bytes = fs::metadata(path)
        .map_err(|error| failed(path, error))?
        .len();
    let damaged = || SnapshotError::Damaged(path.to_owned());
    let hashed = bytes.checked_sub(HASH_BYTES).ok_or_else(damaged)?;
    let mut file = open(path)?;
    let mut hash = Sha256::new();
    let mut block = vec![0; 1 << 16];
    let mut body = file.by_ref().take(hashed);
    loop {
        let read = body.read(&mut block).map_err(|error| failed(path, error))?;
        if read == 0 {
            break;
        }
        hash.update(&block[..read]);
    }
    let mut stated = [0; 32];
    file.read_exact(&mut stated).map_err(|_| damaged())?;
    if <[u8; 32]>::from(hash.finalize()) == stated {
        Ok(())
    } else {
        Err(damaged())
    }
}

struct Header {
    magic: [u8; 22],
    generation: u32,
    position: u64,
}

impl Header {
    fn read(from: &mut impl Read) -> io::Result<Self> {
        let (mut magic, mut generation, mut position) = ([0; 22], [0; 4], [0; 8]);
        from.read_exact(&mut magic)?;
        from.read_exact(&mut generation)?;
        from.read_exact(&mut position)?;
        Ok(Self {
            magic,
            generation: u32::from_be_bytes(generation),
            position: u64::from_be_bytes(position),
        })
    }
}

fn read_bytes(from: &mut impl Read) -> io::Result<Vec<u8>> {
    let mut length = [0; 4];
    from.read_exact(&mut length)?;
    let mut bytes = vec![0; u32::from_be_bytes(length) as usize];
    from.read_exact(&mut bytes)?;
    Ok(bytes)
}

fn write(store: &Store, position: u64, path: &Path) -> Result<(), SnapshotError> {
    let failed = |error| failed(path, error);
    let mut file = Hashing {
        inner: BufWriter::new(File::create(path).map_err(failed)?),
        hash: Sha256::new(),
    };
    file.write_all(MAGIC).map_err(failed)?;
    file.write_all(&GENERATION.to_be_bytes()).map_err(failed)?;
    file.write_all(&position.to_be_bytes()).map_err(failed)?;
    for row in store.scan(&[]) {
        let (key, value) = row?;
        if *key != *TRANSPORT_KEY {
            write_bytes(&mut file, &key).map_err(failed)?;
            write_bytes(&mut file, &value).map_err(failed)?;
        }
    }
    write_bytes(&mut file, &[]).map_err(failed)?;
    let Hashing { mut inner, hash } = file;
    inner.write_all(&hash.finalize()).map_err(failed)?;
    let file = inner
        .into_inner()
        .map_err(|error| failed(error.into_error()))?;
    file.sync_all().map_err(failed)
}

fn write_bytes(to: &mut impl Write, bytes: &[u8]) -> io::Result<()> {
    let length = u32::try_from(bytes.len()).map_err(io::Error::other)?;
    to.write_all(&length.to_be_bytes())?;
    to.write_all(bytes)
}

/// A writer that hashes what it writes.
struct Hashing<W> {
    inner: W,
    hash: Sha256,
}

impl<W: Write> Write for Hashing<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.inner.write(bytes)?;
        self.hash.update(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

fn open(path: &Path) -> Result<BufReader<File>, SnapshotError> {
    let file = File::open(path).map_err(|error| failed(path, error))?;
    Ok(BufReader::new(file))
}

fn failed(path: &Path, source: io::Error) -> SnapshotError {
    SnapshotError::File {
        path: path.to_owned(),
        source,
    }
}
