//! The open right edge of all strips, in memory: what is appended and not yet on disk.

use std::mem;
use std::path::{Path, PathBuf};

use medreg_domain::Digest;

use super::TileError;
use super::bundle::push_leaf;
use super::path::{Strip, TilePath};
use crate::tree::Frontier;

/// How many items a full tile holds, as tiles count their width.
const FULL: u16 = 256;

/// The bundle under way and the hash tile under way of every level.
#[derive(Debug)]
pub(super) struct Stack {
    entries: Edge,
    hashes: Vec<Edge>,
}

/// The open tile of one strip, and the tiles that became full since the last flush.
#[derive(Debug)]
struct Edge {
    strip: Strip,
    number: u64,
    width: u16,
    bytes: Vec<u8>,
    full: Vec<(u64, Vec<u8>)>,
    flushed_width: u16,
    /// The forms of the open tile that stand on disk.
    partials: Vec<Partial>,
}

/// A form of the open tile on disk.
#[derive(Clone, Copy, Debug)]
struct Partial {
    width: u16,
    /// A checkpoint was signed that needs it: it stays until the tile is full, for whoever
    /// reads by that checkpoint.
    is_signed: bool,
}

impl Stack {
    /// The edges of a log of `bundles` full bundles, whose open hash tiles above level 0
    /// `read` gives as the bytes of their hashes.
    pub(super) fn read(
        bundles: u64,
        mut read: impl FnMut(TilePath) -> Result<Vec<u8>, TileError>,
    ) -> Result<Self, TileError> {
        let mut hashes = vec![Edge::new(Strip::Hashes(0), bundles)];
        let mut items = bundles;
        let mut level = 1;
        while items > 0 {
            let strip = Strip::Hashes(level);
            let mut edge = Edge::new(strip, items / 256);
            edge.width = u16::from(items.to_le_bytes()[0]);
            if edge.width > 0 {
                // Not taken for flushed: the bytes may have been cut from a wider tile.
                edge.bytes = read(edge.open_path())?;
            }
            hashes.push(edge);
            items /= 256;
            level += 1;
        }
        Ok(Self {
            entries: Edge::new(Strip::Entries, bundles),
            hashes,
        })
    }

    /// Adds a leaf and its hash; a full hash tile adds its root to the level above.
    pub(super) fn push(&mut self, leaf: &[u8], leaf_hash: Digest) -> Result<(), TileError> {
        push_leaf(&mut self.entries.bytes, leaf)?;
        self.entries.count();
        let mut hash = leaf_hash;
        for level in 0..u8::MAX {
            let at = usize::from(level);
            if at == self.hashes.len() {
                self.hashes.push(Edge::new(Strip::Hashes(level), 0));
            }
            let edge = &mut self.hashes[at];
            edge.bytes.extend_from_slice(&hash.0);
            if !edge.count() {
                break;
            }
            hash = edge.full.last().map_or(hash, |(_, bytes)| tile_root(bytes));
        }
        Ok(())
    }

    /// The files that are not on disk yet, bundles first, then tiles from the leaves up.
    pub(super) fn unflushed(&self) -> impl Iterator<Item = (TilePath, &[u8])> {
        self.edges().flat_map(Edge::unflushed)
    }

    /// Notes that all of [`Stack::unflushed`] is durable; returns the folders of partial
    /// tiles that a full tile has made useless.
    pub(super) fn flushed(&mut self) -> Vec<String> {
        self.edges_mut().filter_map(Edge::flushed).collect()
    }

    /// Notes that a checkpoint of a log of `size` was signed; forgets, and returns, the partial
    /// tiles that no checkpoint needs and that are narrower than a log of `before` does.
    pub(super) fn signed(&mut self, size: u64, before: u64) -> Vec<TilePath> {
        self.edges_mut()
            .flat_map(|edge| edge.signed(size, before))
            .collect()
    }

    fn edges(&self) -> impl Iterator<Item = &Edge> {
        std::iter::once(&self.entries).chain(&self.hashes)
    }

    fn edges_mut(&mut self) -> impl Iterator<Item = &mut Edge> {
        std::iter::once(&mut self.entries).chain(&mut self.hashes)
    }
}

impl Edge {
    fn new(strip: Strip, number: u64) -> Self {
        Self {
            strip,
            number,
            width: 0,
            bytes: Vec::new(),
            full: Vec::new(),
            flushed_width: 0,
            partials: Vec::new(),
        }
    }

    /// Counts one item more; true if that made the tile full, and the next one was begun.
    fn count(&mut self) -> bool {
        self.width += 1;
        if self.width < FULL {
            return false;
        }
        let next = Vec::with_capacity(self.bytes.len());
        self.full
            .push((self.number, mem::replace(&mut self.bytes, next)));
        self.number += 1;
        self.width = 0;
        true
    }

    fn open_path(&self) -> TilePath {
        TilePath {
            strip: self.strip,
            number: self.number,
            width: self.width,
        }
    }

    fn unflushed(&self) -> impl Iterator<Item = (TilePath, &[u8])> {
        let full = self.full.iter().map(|(number, bytes)| {
            (
                TilePath {
                    strip: self.strip,
                    number: *number,
                    width: FULL,
                },
                bytes.as_slice(),
            )
        });
        let is_wider = self.width
            > if self.full.is_empty() {
                self.flushed_width
            } else {
                0
            };
        let open = is_wider.then(|| (self.open_path(), self.bytes.as_slice()));
        full.chain(open)
    }

    fn flushed(&mut self) -> Option<String> {
        let filled = self.full.first().map(|(number, _)| {
            self.partials.clear();
            self.flushed_width = 0;
            TilePath {
                strip: self.strip,
                number: *number,
                width: FULL,
            }
            .partials()
        });
        self.full.clear();
        if self.width > self.flushed_width {
            self.flushed_width = self.width;
            self.partials.push(Partial {
                width: self.width,
                is_signed: false,
            });
        }
        filled
    }

    fn signed(&mut self, size: u64, before: u64) -> Vec<TilePath> {
        let (signed, needed) = (self.width_in(size), self.width_in(before));
        for partial in &mut self.partials {
            partial.is_signed |= Some(partial.width) == signed;
        }
        let Some(needed) = needed else {
            return Vec::new();
        };
        let open = self.open_path();
        self.partials
            .extract_if(.., |partial| !partial.is_signed && partial.width < needed)
            .map(|Partial { width, .. }| TilePath { width, ..open })
            .collect()
    }

    /// The width of the open tile in a log of `size`, if it is the open one there too.
    fn width_in(&self, size: u64) -> Option<u16> {
        let items = match self.strip {
            Strip::Entries => size,
            Strip::Hashes(level) => size.checked_shr(u32::from(level) * 8).unwrap_or(0),
        };
        (items / 256 == self.number).then(|| u16::from(items.to_le_bytes()[0]))
    }
}

/// The root over the hashes of a full tile.
fn tile_root(bytes: &[u8]) -> Digest {
    let mut tree = Frontier::default();
    for hash in bytes.as_chunks().0 {
        tree.append(Digest(*hash));
    }
    tree.root()
}

/// A tile's file in the directory of the log.
pub(super) fn file(dir: &Path, path: TilePath) -> PathBuf {
    dir.join(path.to_string())
}
