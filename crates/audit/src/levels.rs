//! The hash tiles above the leaves, made again from below and compared.

use medreg_domain::Digest;
use medreg_log::{TILE_WIDTH, TileError, TileReader};

use crate::bundles::root_of;
use crate::fault::{Class, Faults};

/// The hashes of each level, from the first above the leaves, that fill no tile yet.
#[derive(Debug, Default)]
pub(crate) struct Levels(Vec<Level>);

#[derive(Debug, Default)]
struct Level {
    /// Tiles that are full.
    full: u64,
    open: Vec<Digest>,
}

impl Levels {
    /// Takes the root of a full tile of the level below.
    pub(crate) fn push(
        &mut self,
        reader: &TileReader,
        root: Digest,
        faults: &mut Faults,
    ) -> Result<(), TileError> {
        let mut root = root;
        for at in 0.. {
            if self.0.len() == at {
                self.0.push(Level::default());
            }
            let Some(level) = self.0.get_mut(at) else {
                break;
            };
            level.open.push(root);
            if (level.open.len() as u64) < TILE_WIDTH {
                break;
            }
            let hashes = std::mem::take(&mut level.open);
            compare(reader, at, level.full, &hashes, faults)?;
            level.full += 1;
            root = root_of(&hashes);
        }
        Ok(())
    }

    /// Compares the tiles that are not full at the end.
    pub(crate) fn finish(&self, reader: &TileReader, faults: &mut Faults) -> Result<(), TileError> {
        for (at, level) in self.0.iter().enumerate() {
            if !level.open.is_empty() {
                compare(reader, at, level.full, &level.open, faults)?;
            }
        }
        Ok(())
    }
}

fn compare(
    reader: &TileReader,
    at: usize,
    number: u64,
    hashes: &[Digest],
    faults: &mut Faults,
) -> Result<(), TileError> {
    let level = u8::try_from(at + 1).unwrap_or(u8::MAX);
    if reader.tile_hashes(level, number)? != hashes {
        let detail =
            format!("hash tile {number} of level {level} is not what the tiles below give");
        faults.of_whole(Class::Hash, detail);
    }
    Ok(())
}
