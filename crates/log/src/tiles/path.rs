//! The names of tiles: `tile/0/x001/x234/067.p/5` and the like.

use std::fmt;
use std::str::FromStr;

/// How many leaves or hashes a full tile holds.
pub const TILE_WIDTH: u64 = 256;

/// Which row of tiles a file belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Strip {
    /// Bundles of leaves.
    Entries,
    /// Hashes of subtrees of 256^level leaves.
    Hashes(u8),
}

/// The place of one tile file, from the root of the log.
///
/// ```
/// use medreg_log::{Strip, TilePath};
/// let path: TilePath = "tile/entries/x001/x234/067.p/5".parse()?;
/// assert_eq!(path, TilePath { strip: Strip::Entries, number: 1_234_067, width: 5 });
/// assert_eq!(path.to_string(), "tile/entries/x001/x234/067.p/5");
/// # Ok::<(), medreg_log::TilePathError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TilePath {
    /// The row.
    pub strip: Strip,
    /// The tile's place in the row, from 0.
    pub number: u64,
    /// How many items it holds, 1 to 256; below 256 the tile is partial.
    pub width: u16,
}

/// The text is not the name of a tile.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this is not the name of a tile, such as `tile/0/x001/067` or `tile/entries/000.p/5`")]
pub struct TilePathError;

impl TilePath {
    /// Whether the tile is not yet full.
    pub fn is_partial(self) -> bool {
        u64::from(self.width) < TILE_WIDTH
    }

    /// Every tile of a log of so many leaves: bundles, then hashes level by level.
    ///
    /// ```
    /// use medreg_log::TilePath;
    /// let names: Vec<String> = TilePath::all(257).map(|path| path.to_string()).collect();
    /// assert_eq!(names, [
    ///     "tile/entries/000", "tile/entries/001.p/1",
    ///     "tile/0/000", "tile/0/001.p/1", "tile/1/000.p/1",
    /// ]);
    /// ```
    pub fn all(size: u64) -> impl Iterator<Item = Self> {
        let levels = (0..8).map(move |level| (Strip::Hashes(level), size >> (8 * level)));
        let strips = std::iter::once((Strip::Entries, size)).chain(levels);
        strips.flat_map(|(strip, items)| {
            (0..items.div_ceil(TILE_WIDTH)).filter_map(move |number| Self::of(strip, number, items))
        })
    }

    /// The tile at a number of a strip of so many items; none past the end.
    pub(super) fn of(strip: Strip, number: u64, items: u64) -> Option<Self> {
        let left = items.saturating_sub(number.saturating_mul(TILE_WIDTH));
        let width = u16::try_from(left.min(TILE_WIDTH))
            .ok()
            .filter(|width| *width > 0)?;
        Some(Self {
            strip,
            number,
            width,
        })
    }

    /// How many items its row has when this tile is the last.
    pub fn end(self) -> u64 {
        self.number
            .saturating_mul(TILE_WIDTH)
            .saturating_add(u64::from(self.width))
    }

    /// The folder that holds the partial forms of this tile.
    pub(super) fn partials(self) -> String {
        format!("{}.p", Self { width: 256, ..self })
    }
}

impl fmt::Display for TilePath {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.strip {
            Strip::Entries => out.write_str("tile/entries/")?,
            Strip::Hashes(level) => write!(out, "tile/{level}/")?,
        }
        let mut unit = 1;
        while self.number / unit >= 1000 {
            unit *= 1000;
        }
        while unit > 1 {
            write!(out, "x{:03}/", self.number / unit % 1000)?;
            unit /= 1000;
        }
        write!(out, "{:03}", self.number % 1000)?;
        if self.is_partial() {
            write!(out, ".p/{}", self.width)?;
        }
        Ok(())
    }
}

impl FromStr for TilePath {
    type Err = TilePathError;

    fn from_str(text: &str) -> Result<Self, TilePathError> {
        let path = parse(text).ok_or(TilePathError)?;
        // One tile has one name: whatever is written otherwise is refused.
        if path.to_string() == text {
            Ok(path)
        } else {
            Err(TilePathError)
        }
    }
}

fn parse(text: &str) -> Option<TilePath> {
    let (strip, rest) = text.strip_prefix("tile/")?.split_once('/')?;
    let strip = match strip {
        "entries" => Strip::Entries,
        level => Strip::Hashes(level.parse().ok().filter(|level| *level < 64)?),
    };
    let (groups, width) = match rest.split_once(".p/") {
        Some((groups, width)) => (groups, width.parse().ok().filter(|w| (1..256).contains(w))?),
        None => (rest, 256),
    };
    let number = groups.split('/').try_fold(0_u64, |number, group| {
        let digits: u64 = group.strip_prefix('x').unwrap_or(group).parse().ok()?;
        number.checked_mul(1000)?.checked_add(digits)
    })?;
    Some(TilePath {
        strip,
        number,
        width,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_the_specification() {
        for (strip, number, width, text) in [
            (Strip::Entries, 0, 256, "tile/entries/000"),
            (Strip::Entries, 273, 112, "tile/entries/273.p/112"),
            (Strip::Hashes(0), 999, 256, "tile/0/999"),
            (Strip::Hashes(0), 1000, 256, "tile/0/x001/000"),
            (Strip::Hashes(1), 1_234_067, 1, "tile/1/x001/x234/067.p/1"),
            (
                Strip::Hashes(5),
                u64::MAX,
                256,
                "tile/5/x018/x446/x744/x073/x709/x551/615",
            ),
        ] {
            let path = TilePath {
                strip,
                number,
                width,
            };
            assert_eq!(path.to_string(), text);
            assert_eq!(text.parse(), Ok(path));
        }
    }

    #[test]
    fn any_other_name_is_refused() {
        for text in [
            "",
            "tile",
            "tile/0",
            "tile/0/",
            "tile/0/0",
            "tile/0/0000",
            "tile/0/x000/001",
            "tile/00/000",
            "tile/64/000",
            "tile/0/001/000",
            "tile/0/x001",
            "tile/0/000.p",
            "tile/0/000.p/0",
            "tile/0/000.p/256",
            "tile/0/000.p/01",
            "tile/0/../000",
            "tile/0/+01",
            "entries/000",
            "/tile/0/000",
            "tile/0/x018/x446/x744/x073/x709/x551/616",
        ] {
            assert_eq!(text.parse::<TilePath>(), Err(TilePathError), "{text}");
        }
    }
}
