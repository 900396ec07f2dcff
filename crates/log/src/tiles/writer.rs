//! Appending to a log's directory, flushing, and publishing checkpoints.
//!
//! Knows what is in memory and what is durable. What a crash leaves behind is put in
//! order by `recovery.rs`; the order of operations here is what makes that possible.

use std::collections::HashSet;
use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};

use medreg_domain::Digest;

use super::reader::TileReader;
use super::recovery::{self, Recovery};
use super::stack::{Stack, file};
use super::{CHECKPOINT, CHECKPOINTS, TEMPORARY, TILES, TileError};
use crate::checkpoint::{Checkpoint, CheckpointError, SignedCheckpoint};
use crate::disk::{Disk, Operation};
use crate::note::SigningKey;
use crate::tree::{Frontier, leaf_hash};

/// The one holder that appends to a log. Dropping it loses what was not flushed.
///
/// After an error nothing is lost in memory: the operation may be tried again.
#[derive(Debug)]
pub struct TileWriter {
    pub(super) dir: PathBuf,
    pub(super) disk: Disk,
    pub(super) key: SigningKey,
    /// The key that follows, where both sign.
    next: Option<SigningKey>,
    pub(super) stack: Stack,
    pub(super) frontier: Frontier,
    pub(super) flushed: Frontier,
    pub(super) published: Option<SignedCheckpoint>,
    folders: HashSet<PathBuf>,
    stale: Vec<Stale>,
    _lock: File,
}

/// What no reader needs any more; removing it may wait.
#[derive(Debug)]
enum Stale {
    File(PathBuf),
    Folder(PathBuf),
}

impl TileWriter {
    /// Begins a log in a folder that holds none.
    pub fn create(dir: &Path, key: SigningKey) -> Result<Self, TileError> {
        Self::create_on(Disk::default(), dir, key)
    }

    /// Opens a log, checks it against its newest checkpoint, and puts its end in order.
    pub fn open(dir: &Path, key: SigningKey) -> Result<(Self, Recovery), TileError> {
        Self::open_on(Disk::default(), dir, key)
    }

    /// Begins a log on a disk that may be simulated.
    pub fn create_on(disk: Disk, dir: &Path, key: SigningKey) -> Result<Self, TileError> {
        fs::create_dir_all(dir).map_err(|error| TileError::io(dir, error))?;
        let lock = lock(dir)?;
        // Empty folders are what a crash in this function leaves behind, not a log.
        let has_names =
            |name| fs::read_dir(dir.join(name)).is_ok_and(|mut names| names.next().is_some());
        if dir.join(CHECKPOINT).exists() || has_names(CHECKPOINTS) || has_names(TILES) {
            return Err(TileError::Exists(dir.to_owned()));
        }
        disk.perform(Operation::CreateFolder(&dir.join(CHECKPOINTS)))?;
        disk.perform(Operation::CreateFolder(&dir.join(TILES)))?;
        disk.perform(Operation::Sync(dir))?;
        if let Some(parent) = dir.parent().filter(|parent| !parent.as_os_str().is_empty()) {
            disk.perform(Operation::Sync(parent))?;
        }
        let stack = Stack::read(0, |path| Err(TileError::Missing(file(dir, path))))?;
        Ok(Self::new(
            dir,
            disk,
            key,
            lock,
            (stack, Frontier::default()),
        ))
    }

    /// Opens a log on a disk that may be simulated.
    pub fn open_on(disk: Disk, dir: &Path, key: SigningKey) -> Result<(Self, Recovery), TileError> {
        recovery::open_on(disk, dir, key)
    }

    pub(super) fn new(
        dir: &Path,
        disk: Disk,
        key: SigningKey,
        lock: File,
        (stack, frontier): (Stack, Frontier),
    ) -> Self {
        Self {
            dir: dir.to_owned(),
            disk,
            key,
            next: None,
            stack,
            flushed: frontier.clone(),
            frontier,
            published: None,
            folders: HashSet::new(),
            stale: Vec::new(),
            _lock: lock,
        }
    }

    /// Adds a leaf in memory and returns its index; durable after [`TileWriter::flush`].
    pub fn append(&mut self, leaf: &[u8], hash: Digest) -> Result<u64, TileError> {
        debug_assert_eq!(hash, leaf_hash(leaf), "the hash is of another leaf");
        self.stack.push(leaf, hash)?;
        let index = self.frontier.size();
        self.frontier.append(hash);
        Ok(index)
    }

    /// Makes every appended leaf durable: bundles and hash tiles, then their folders.
    pub fn flush(&mut self) -> Result<(), TileError> {
        let targets: Vec<_> = self
            .stack
            .unflushed()
            .map(|(path, _)| file(&self.dir, path))
            .collect();
        if targets.is_empty() {
            return Ok(());
        }
        let mut made = Vec::new();
        for target in &targets {
            self.make_folder(target.parent(), &mut made)?;
        }
        let temporary: Vec<_> = (0..targets.len())
            .map(|at| self.dir.join(format!("{TEMPORARY}{at}")))
            .collect();
        for (path, (_, bytes)) in temporary.iter().zip(self.stack.unflushed()) {
            self.disk.perform(Operation::Write(path, bytes))?;
        }
        self.disk.perform_syncs(&temporary)?;
        for (path, target) in temporary.iter().zip(&targets) {
            self.disk.perform(Operation::Rename(path, target))?;
        }
        let listing = made.iter().chain(&targets).filter_map(|path| path.parent());
        self.sync_folders(listing.map(Path::to_owned).collect())?;
        self.folders.extend(made);
        let filled = self.stack.flushed();
        self.flushed = self.frontier.clone();
        self.stale.extend(
            filled
                .iter()
                .map(|folder| Stale::Folder(self.dir.join(folder))),
        );
        self.remove_stale();
        Ok(())
    }

    /// Signs and publishes a checkpoint over everything flushed, unless that is done.
    ///
    /// The signed size and root are durable before the checkpoint is returned.
    pub fn publish(&mut self) -> Result<Checkpoint, TileError> {
        let size = self.flushed.size();
        if let Some(published) = &self.published
            && published.checkpoint().size == size
        {
            return Ok(published.checkpoint().clone());
        }
        let origin = self.key.name().to_owned();
        let checkpoint = Checkpoint {
            origin,
            size,
            root: self.flushed.root(),
        };
        let signed = self.sign(checkpoint.clone()).map_err(TileError::Signing)?;
        let target = self.dir.join(CHECKPOINTS).join(size.to_string());
        self.replace(&target, signed.note().as_bytes())?;
        self.replace(&self.dir.join(CHECKPOINT), signed.note().as_bytes())?;
        let before = self
            .published
            .replace(signed)
            .map_or(0, |signed| signed.checkpoint().size);
        let narrow = self.stack.signed(size, before);
        self.stale.extend(
            narrow
                .into_iter()
                .map(|path| Stale::File(file(&self.dir, path))),
        );
        self.remove_stale();
        Ok(checkpoint)
    }

    fn sign(&self, checkpoint: Checkpoint) -> Result<SignedCheckpoint, CheckpointError> {
        let signed = SignedCheckpoint::sign(checkpoint, &self.key)?;
        match &self.next {
            Some(next) => signed.signed_also(next),
            None => Ok(signed),
        }
    }

    /// Signs with the key that follows too from now on, so that whoever knows one of them
    /// believes it; the newest checkpoint is signed anew unless it bears both already.
    pub fn sign_also(&mut self, next: SigningKey) -> Result<(), TileError> {
        let vkey = next.vkey();
        self.next = Some(next);
        match &self.published {
            Some(published) if !published.is_signed_by(&vkey) => self.publish_anew(),
            Some(_) | None => Ok(()),
        }
    }

    /// Goes on with another key: the newest checkpoint is signed anew, the older ones stay as
    /// they were signed.
    ///
    /// A crash leaves the log to one of the two keys, whole.
    pub fn change_key(&mut self, key: SigningKey) -> Result<(), TileError> {
        self.flush()?;
        self.key = key;
        self.next = None;
        self.publish_anew()
    }

    fn publish_anew(&mut self) -> Result<(), TileError> {
        let before = self.published.take();
        let published = self.publish().map(drop);
        if published.is_err() {
            self.published = before;
        }
        published
    }

    /// How many leaves were appended, durable or not.
    pub fn size(&self) -> u64 {
        self.frontier.size()
    }

    /// How many leaves are durable.
    pub fn flushed_size(&self) -> u64 {
        self.flushed.size()
    }

    /// The root over all appended leaves.
    pub fn root(&self) -> Digest {
        self.frontier.root()
    }

    /// The right edge of the tree over all appended leaves.
    pub fn frontier(&self) -> &Frontier {
        &self.frontier
    }

    /// The newest published checkpoint.
    pub fn published(&self) -> Option<&SignedCheckpoint> {
        self.published.as_ref()
    }

    /// A reader of every flushed leaf, published or not: for the log's own node alone.
    pub fn reader(&self) -> TileReader {
        TileReader::over(&self.dir, self.flushed.size())
    }

    /// Writes one file so that it is there whole or not at all, and durable.
    pub(super) fn replace(&mut self, target: &Path, bytes: &[u8]) -> Result<(), TileError> {
        let temporary = self.dir.join(format!("{TEMPORARY}0"));
        self.disk.perform(Operation::Write(&temporary, bytes))?;
        self.disk.perform(Operation::Sync(&temporary))?;
        self.disk.perform(Operation::Rename(&temporary, target))?;
        self.disk
            .perform(Operation::Sync(target.parent().unwrap_or(&self.dir)))
    }

    /// Makes a folder below the log, and those above it, and notes which.
    ///
    /// A folder that was there before this process may never have been synced, so it is
    /// noted too.
    fn make_folder(
        &mut self,
        folder: Option<&Path>,
        made: &mut Vec<PathBuf>,
    ) -> Result<(), TileError> {
        let Some(folder) = folder.filter(|folder| *folder != self.dir) else {
            return Ok(());
        };
        if self.folders.contains(folder) || made.iter().any(|made| made == folder) {
            return Ok(());
        }
        self.make_folder(folder.parent(), made)?;
        self.disk.perform(Operation::CreateFolder(folder))?;
        made.push(folder.to_owned());
        Ok(())
    }

    /// One sync for each folder, however many names in it are new.
    pub(super) fn sync_folders(&mut self, mut folders: Vec<PathBuf>) -> Result<(), TileError> {
        folders.sort_unstable();
        folders.dedup();
        folders
            .iter()
            .try_for_each(|folder| self.disk.perform(Operation::Sync(folder)))
    }

    /// Removes what is stale. What cannot be removed now is tried again next time: it
    /// costs space and nothing else.
    fn remove_stale(&mut self) {
        let Self {
            disk,
            stale,
            folders,
            ..
        } = self;
        stale.retain(|stale| {
            let operation = match stale {
                Stale::File(path) => Operation::RemoveFile(path),
                Stale::Folder(path) => {
                    folders.remove(path);
                    Operation::RemoveFolder(path)
                }
            };
            disk.perform(operation).is_err()
        });
    }
}

/// Takes the log for one writer. The lock is on the folder itself, so that the directory
/// holds nothing but the log.
pub(super) fn lock(dir: &Path) -> Result<File, TileError> {
    let folder = File::open(dir).map_err(|error| TileError::io(dir, error))?;
    match folder.try_lock() {
        Ok(()) => Ok(folder),
        Err(TryLockError::WouldBlock) => Err(TileError::Locked(dir.to_owned())),
        Err(TryLockError::Error(error)) => Err(TileError::io(dir, error)),
    }
}
