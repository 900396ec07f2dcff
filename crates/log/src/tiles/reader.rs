//! Reading a log's directory: leaves bundle by bundle, hashes for proofs.
//!
//! Knows a size up to which it may read; where a tile of just that width is gone, a wider
//! one of the same place begins with the same items.

use std::fs::{self, File};
use std::io::Read;
use std::ops::Range;
use std::path::{Path, PathBuf};

use medreg_domain::Digest;

use super::bundle::Bundle;
use super::path::{Strip, TILE_WIDTH, TilePath};
use super::stack::file;
use super::{CHECKPOINT, TileError};
use crate::checkpoint::SignedCheckpoint;
use crate::note::VerifierKey;
use crate::proof::{ProofError, consistency_proof, inclusion_proof, root_at};
use crate::tree::Frontier;

/// A partial tile may give way to a wider one between a look and the next.
const LOOKS_MAX: usize = 3;

/// A log's files up to a size, beside whoever appends to them.
#[derive(Clone, Debug)]
pub struct TileReader {
    dir: PathBuf,
    size: u64,
}

impl TileReader {
    /// Opens a log at its newest checkpoint, whose signature is checked.
    ///
    /// That the files give the checkpoint's root is not checked here: that is an audit.
    pub fn open(dir: &Path, key: &VerifierKey) -> Result<(Self, SignedCheckpoint), TileError> {
        let signed = read_checkpoint(&dir.join(CHECKPOINT), key)?;
        Ok((Self::over(dir, signed.checkpoint().size), signed))
    }

    /// Reads the first `size` leaves of a log; that a checkpoint covers them, the caller knows.
    pub fn over(dir: &Path, size: u64) -> Self {
        Self {
            dir: dir.to_owned(),
            size,
        }
    }

    /// How many leaves may be read.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// How many bundles hold them.
    pub fn bundles(&self) -> u64 {
        self.size.div_ceil(TILE_WIDTH)
    }

    /// Reads bundle `number` into a buffer that is used again.
    pub fn read_bundle(&self, number: u64, bundle: &mut Bundle) -> Result<(), TileError> {
        let path = self.tile(Strip::Entries, number, self.size)?;
        let found = self.read_tile(path, bundle.buffer())?;
        let first = number * TILE_WIDTH;
        bundle
            .cut(first, usize::from(path.width))
            .map_err(|reason| TileError::Corrupt {
                path: found,
                reason,
            })
    }

    /// The leaf hashes of bundle `number`, from their hash tile.
    pub fn leaf_hashes(&self, number: u64) -> Result<Vec<Digest>, TileError> {
        self.tile_hashes(0, number)
    }

    /// The hashes of tile `number` of a level, where 0 is that of the leaves.
    pub fn tile_hashes(&self, level: u8, number: u64) -> Result<Vec<Digest>, TileError> {
        let items = self.size.checked_shr(u32::from(level) * 8).unwrap_or(0);
        let path = self.tile(Strip::Hashes(level), number, items)?;
        let mut bytes = Vec::new();
        self.read_hashes(path, &mut bytes)?;
        Ok(bytes.as_chunks().0.iter().copied().map(Digest).collect())
    }

    /// Reads one leaf.
    pub fn leaf(&self, index: u64) -> Result<Vec<u8>, TileError> {
        let mut leaf = Vec::new();
        self.leaves(index..index.saturating_add(1), |_, bytes| {
            leaf.extend_from_slice(bytes);
            Ok::<_, TileError>(())
        })?;
        Ok(leaf)
    }

    /// Hands the leaves of a range to `each`, with their indexes, until it fails.
    pub fn leaves<E: From<TileError>>(
        &self,
        range: Range<u64>,
        mut each: impl FnMut(u64, &[u8]) -> Result<(), E>,
    ) -> Result<(), E> {
        if range.end > self.size {
            let error = ProofError::OutOfRange {
                index: range.end - 1,
                size: self.size,
            };
            return Err(TileError::Range(error).into());
        }
        let mut bundle = Bundle::default();
        let mut next = range.start;
        while next < range.end {
            self.read_bundle(next / TILE_WIDTH, &mut bundle)?;
            for (index, leaf) in (bundle.first_index()..range.end).zip(bundle.leaves()) {
                if index == next {
                    each(index, leaf)?;
                    next += 1;
                }
            }
        }
        Ok(())
    }

    /// The hash of the full subtree at `index` of `level`, where level 0 is the leaves.
    pub fn hash(&self, level: u8, index: u64) -> Result<Digest, TileError> {
        let width = 1_u64 << (level % 8);
        // The subtree stands in a tile as `width` hashes of a level divisible by 8.
        let begin = index.saturating_mul(width);
        let items = self.size.checked_shr(u32::from(level / 8) * 8).unwrap_or(0);
        if begin.saturating_add(width) > items {
            return Err(ProofError::OutOfRange {
                index,
                size: self.size,
            }
            .into());
        }
        let path = self.tile(Strip::Hashes(level / 8), begin / TILE_WIDTH, items)?;
        let mut bytes = Vec::new();
        self.read_hashes(path, &mut bytes)?;
        let mut subtree = Frontier::default();
        let offset = usize::from(begin.to_le_bytes()[0]);
        let width = usize::from(width.to_le_bytes()[0]);
        for hash in bytes.as_chunks().0.iter().skip(offset).take(width) {
            subtree.append(Digest(*hash));
        }
        Ok(subtree.root())
    }

    /// The root of the tree of the first `size` leaves.
    pub fn root_at(&self, size: u64) -> Result<Digest, TileError> {
        root_at(size, |level, index| self.hash(level, index))
    }

    /// The proof that leaf `index` is in the tree of this reader's size.
    pub fn inclusion_proof(&self, index: u64) -> Result<Vec<Digest>, TileError> {
        inclusion_proof(index, self.size, |level, index| self.hash(level, index))
    }

    /// The proof that the tree of this reader's size continues the one of `old` leaves.
    pub fn consistency_proof(&self, old: u64) -> Result<Vec<Digest>, TileError> {
        consistency_proof(old, self.size, |level, index| self.hash(level, index))
    }

    /// The hashes of a tile of just this width, cut from a wider one if need be.
    pub(super) fn read_hashes(&self, path: TilePath, bytes: &mut Vec<u8>) -> Result<(), TileError> {
        let found = self.read_tile(path, bytes)?;
        let needed = usize::from(path.width) * 32;
        if bytes.len() < needed || !bytes.len().is_multiple_of(32) {
            return Err(TileError::Corrupt {
                path: found,
                reason: "it has too few hashes",
            });
        }
        bytes.truncate(needed);
        Ok(())
    }

    /// The tile at this number of a strip of so many items.
    fn tile(&self, strip: Strip, number: u64, items: u64) -> Result<TilePath, TileError> {
        TilePath::of(strip, number, items).ok_or_else(|| {
            let out_of_range = ProofError::OutOfRange {
                index: number.saturating_mul(TILE_WIDTH),
                size: self.size,
            };
            out_of_range.into()
        })
    }

    /// Reads a tile of at least this width; returns the file that was read.
    fn read_tile(&self, path: TilePath, bytes: &mut Vec<u8>) -> Result<PathBuf, TileError> {
        for _ in 0..LOOKS_MAX {
            let wider = self.wider(path).into_iter().flatten();
            for candidate in [path, TilePath { width: 256, ..path }]
                .into_iter()
                .chain(wider)
            {
                let file = file(&self.dir, candidate);
                match read_file(&file, bytes) {
                    Err(error) if error.is_missing() => {}
                    result => return result.map(|()| file),
                }
            }
        }
        Err(TileError::Missing(file(&self.dir, path)))
    }

    /// The partial tiles on disk that are wider than this one; looked up when asked.
    fn wider(&self, path: TilePath) -> impl IntoIterator<Item = impl Iterator<Item = TilePath>> {
        let folder = self.dir.join(path.partials());
        std::iter::once_with(move || {
            let names = fs::read_dir(folder).into_iter().flatten().flatten();
            names
                .filter_map(|name| name.file_name().to_str()?.parse().ok())
                .filter(move |width| (path.width + 1..256).contains(width))
                .map(move |width| TilePath { width, ..path })
        })
    }
}

/// Reads a checkpoint and checks its signature.
pub(super) fn read_checkpoint(
    path: &Path,
    key: &VerifierKey,
) -> Result<SignedCheckpoint, TileError> {
    let mut bytes = Vec::new();
    read_file(path, &mut bytes)?;
    let note = String::from_utf8(bytes).map_err(|_| TileError::Corrupt {
        path: path.to_owned(),
        reason: "it is not UTF-8",
    })?;
    SignedCheckpoint::verify(&note, key).map_err(|source| TileError::Checkpoint {
        path: path.to_owned(),
        source,
    })
}

pub(super) fn read_file(path: &Path, bytes: &mut Vec<u8>) -> Result<(), TileError> {
    bytes.clear();
    File::open(path)
        .and_then(|mut file| file.read_to_end(bytes))
        .map(drop)
        .map_err(|error| TileError::io(path, error))
}
