//! Opening a log after anything: the newest checkpoint must hold, and the end is put in
//! order before anything of it is served.
//!
//! Bundles are the truth; hash tiles past the checkpoint are made again from them. What
//! follows the first gap or torn bundle was never acknowledged and is removed.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::bundle::Bundle;
use super::path::{Strip, TILE_WIDTH, TilePath};
use super::reader::{TileReader, read_checkpoint, read_file};
use super::stack::{Stack, file};
use super::writer::{TileWriter, lock};
use super::{CHECKPOINT, CHECKPOINTS, TEMPORARY, TILES, TileError};
use crate::checkpoint::{Checkpoint, SignedCheckpoint};
use crate::disk::{Disk, Operation};
use crate::leaf::Leaf;
use crate::note::{SigningKey, VerifierKey};
use crate::tree::{Frontier, leaf_hash};

/// What opening a log found past its newest checkpoint.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Recovery {
    /// How many leaves past the checkpoint were whole and are part of the log.
    pub adopted: u64,
    /// How many bundle files were torn, or stood past a gap, and were removed.
    pub truncated: u64,
}

pub(super) fn open_on(
    disk: Disk,
    dir: &Path,
    key: SigningKey,
) -> Result<(TileWriter, Recovery), TileError> {
    let lock = lock(dir)?;
    if ![CHECKPOINT, CHECKPOINTS, TILES]
        .iter()
        .any(|name| dir.join(name).exists())
    {
        return Err(TileError::Missing(dir.join(CHECKPOINT)));
    }
    let served = absent_as_none(read_checkpoint(&dir.join(CHECKPOINT), &key.vkey()))?;
    let newest = newest_checkpoint(dir, &key.vkey(), served.clone())?;
    let signed_size = newest.as_ref().map_or(0, |newest| newest.checkpoint().size);
    let reader = TileReader::over(dir, signed_size);
    if served != newest
        && let Some(served) = &served
    {
        check_root(
            dir,
            served.checkpoint(),
            reader.root_at(served.checkpoint().size)?,
        )?;
    }

    // The open bundle is read again below, so the tree begins at the last full one.
    let bundles = signed_size / TILE_WIDTH;
    let stack = Stack::read(bundles, |path| {
        let mut bytes = Vec::new();
        reader.read_hashes(path, &mut bytes).map(|()| bytes)
    })?;
    let frontier = Frontier::read(bundles * TILE_WIDTH, |level, index| {
        reader.hash(level, index)
    })?;
    let mut writer = TileWriter::new(dir, disk, key, lock, (stack, frontier));
    for name in [CHECKPOINTS, TILES] {
        writer
            .disk
            .perform(Operation::CreateFolder(&dir.join(name)))?;
    }
    writer.disk.perform(Operation::Sync(dir))?;
    adopt(
        &mut writer,
        newest.as_ref().map(SignedCheckpoint::checkpoint),
    )?;
    writer.flush()?;
    let truncated = remove_strays(&mut writer)?;
    if served != newest
        && let Some(newest) = &newest
    {
        writer.replace(&dir.join(CHECKPOINT), newest.note().as_bytes())?;
    }
    // Nothing is narrower than an empty log needs, so this only notes what was signed.
    let narrow = writer.stack.signed(signed_size, 0);
    debug_assert!(narrow.is_empty(), "{narrow:?}");
    writer.published = newest;
    let adopted = writer.size() - signed_size;
    Ok((writer, Recovery { adopted, truncated }))
}

/// The checkpoint of the largest size that was ever signed.
fn newest_checkpoint(
    dir: &Path,
    key: &VerifierKey,
    served: Option<SignedCheckpoint>,
) -> Result<Option<SignedCheckpoint>, TileError> {
    let folder = dir.join(CHECKPOINTS);
    let names =
        absent_as_none(fs::read_dir(&folder).map_err(|error| TileError::io(&folder, error)))?;
    let mut largest = None;
    for name in names.into_iter().flatten() {
        let name = name
            .map_err(|error| TileError::io(&folder, error))?
            .file_name();
        largest = largest.max(name.to_str().and_then(|name| name.parse::<u64>().ok()));
    }
    let served_size = served.as_ref().map(|served| served.checkpoint().size);
    let Some(size) = largest.filter(|largest| Some(*largest) > served_size) else {
        return Ok(served);
    };
    let path = folder.join(size.to_string());
    let newest = read_checkpoint(&path, key)?;
    if newest.checkpoint().size != size {
        return Err(TileError::Corrupt {
            path,
            reason: "its size is not its name",
        });
    }
    Ok(Some(newest))
}

/// Appends every whole leaf from the open bundle on, and checks the signed root on the way.
fn adopt(writer: &mut TileWriter, signed: Option<&Checkpoint>) -> Result<(), TileError> {
    let signed_size = signed.map_or(0, |signed| signed.size);
    check_at(writer, signed)?;
    let mut bundle = Bundle::default();
    for number in writer.size() / TILE_WIDTH.. {
        let best = best_bundle(&writer.dir, number, &mut bundle)?;
        for leaf in bundle.leaves() {
            writer.append(leaf, leaf_hash(leaf))?;
            check_at(writer, signed)?;
        }
        if best == Best::Full {
            continue;
        }
        if writer.size() >= signed_size {
            break;
        }
        let path = file(
            &writer.dir,
            TilePath {
                strip: Strip::Entries,
                number,
                width: 256,
            },
        );
        return Err(match best {
            Best::Torn => TileError::Corrupt {
                path,
                reason: "leaves that were signed are torn",
            },
            Best::Partial if bundle.is_empty() => TileError::Missing(path),
            Best::Partial | Best::Full => TileError::Corrupt {
                path,
                reason: "leaves that were signed are missing",
            },
        });
    }
    Ok(())
}

fn check_at(writer: &TileWriter, signed: Option<&Checkpoint>) -> Result<(), TileError> {
    match signed {
        Some(signed) if signed.size == writer.size() => {
            check_root(&writer.dir, signed, writer.root())
        }
        _ => Ok(()),
    }
}

fn check_root(
    dir: &Path,
    signed: &Checkpoint,
    found: medreg_domain::Digest,
) -> Result<(), TileError> {
    if signed.root == found {
        return Ok(());
    }
    let (size, signed) = (signed.size, signed.root);
    Err(TileError::Integrity {
        dir: dir.to_owned(),
        size,
        signed,
        found,
    })
}

/// What was found of a bundle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Best {
    Full,
    /// Some or no leaves, from whole files.
    Partial,
    /// A file was torn; the leaves are of a narrower one, if there is one.
    Torn,
}

/// Reads the widest whole file of a bundle: the full one, or a partial one.
fn best_bundle(dir: &Path, number: u64, bundle: &mut Bundle) -> Result<Best, TileError> {
    let full = TilePath {
        strip: Strip::Entries,
        number,
        width: 256,
    };
    let mut widths = BTreeSet::from([256]);
    let folder = dir.join(full.partials());
    let names = fs::read_dir(&folder).map_err(|error| TileError::io(&folder, error));
    for name in absent_as_none(names)?.into_iter().flatten() {
        let name = name
            .map_err(|error| TileError::io(&folder, error))?
            .file_name();
        let width = name.to_str().and_then(|name| name.parse::<u16>().ok());
        widths.extend(width.filter(|width| (1..256).contains(width)));
    }
    let mut best = Best::Partial;
    for width in widths.into_iter().rev() {
        let path = TilePath { width, ..full };
        if absent_as_none(read_file(&file(dir, path), bundle.buffer()))?.is_none() {
            continue;
        }
        let cut = bundle.cut(number * TILE_WIDTH, usize::from(width));
        if cut.is_ok() && bundle.leaves().all(|leaf| Leaf::parse(leaf).is_ok()) {
            return Ok(if path.is_partial() { best } else { Best::Full });
        }
        best = Best::Torn;
    }
    bundle.buffer();
    Ok(best)
}

/// Removes every file that is no part of the log, and makes that durable, lest one comes
/// back after a power loss and is adopted. Returns how many bundles were among them.
fn remove_strays(writer: &mut TileWriter) -> Result<u64, TileError> {
    let root = writer.dir.clone();
    for path in list(&root)? {
        if path
            .file_name()
            .is_some_and(|name| name.to_string_lossy().starts_with(TEMPORARY))
        {
            writer.disk.perform(Operation::RemoveFile(&path))?;
        }
    }
    let mut walk = Walk {
        root: &root,
        size: writer.size(),
        files: Vec::new(),
        folders: Vec::new(),
    };
    walk.visit(&root.join(TILES))?;
    let Walk { files, folders, .. } = walk;
    let mut truncated = 0;
    for (path, tile) in &files {
        truncated += u64::from(tile.strip == Strip::Entries);
        writer.disk.perform(Operation::RemoveFile(path))?;
    }
    for folder in &folders {
        writer.disk.perform(Operation::RemoveFolder(folder))?;
    }
    let changed = files
        .iter()
        .filter_map(|(path, _)| path.parent())
        .map(Path::to_owned);
    writer.sync_folders(changed.collect())?;
    Ok(truncated)
}

/// The search for files past the end of the log, and for partial tiles of full ones.
struct Walk<'a> {
    root: &'a Path,
    size: u64,
    files: Vec<(PathBuf, TilePath)>,
    folders: Vec<PathBuf>,
}

impl Walk<'_> {
    fn visit(&mut self, folder: &Path) -> Result<(), TileError> {
        for path in list(folder)? {
            let Some(name) = path.strip_prefix(self.root).ok().and_then(Path::to_str) else {
                continue;
            };
            if let Ok(tile) = name.parse::<TilePath>() {
                if tile.end() > self.items(tile) {
                    self.files.push((path, tile));
                }
            } else if let Ok(tile) = format!("{name}/1").parse::<TilePath>()
                && (TilePath { width: 256, ..tile }).end() <= self.items(tile)
            {
                self.folders.push(path);
            } else if path.is_dir() {
                self.visit(&path)?;
            }
        }
        Ok(())
    }

    fn items(&self, tile: TilePath) -> u64 {
        match tile.strip {
            Strip::Entries => self.size,
            Strip::Hashes(level) => self.size.checked_shr(u32::from(level) * 8).unwrap_or(0),
        }
    }
}

fn list(folder: &Path) -> Result<Vec<PathBuf>, TileError> {
    fs::read_dir(folder)
        .and_then(|names| names.map(|name| name.map(|name| name.path())).collect())
        .map_err(|error| TileError::io(folder, error))
}

fn absent_as_none<T>(result: Result<T, TileError>) -> Result<Option<T>, TileError> {
    match result {
        Ok(value) => Ok(Some(value)),
        Err(error) if error.is_missing() => Ok(None),
        Err(error) => Err(error),
    }
}
