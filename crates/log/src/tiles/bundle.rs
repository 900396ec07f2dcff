//! A bundle of up to 256 leaves: (u16 big-endian length ‖ leaf)*.

use crate::leaf::{Leaf, LeafError};

/// As many as a full tile has hashes.
const LEAVES_MAX: usize = 256;

/// The leaves of one bundle, in a buffer that is used again for the next.
#[derive(Clone, Debug, Default)]
pub struct Bundle {
    bytes: Vec<u8>,
    ends: Vec<usize>,
    first: u64,
}

impl Bundle {
    /// The first `width` leaves of a file of at least that many, which begins at this index.
    pub fn parse(first: u64, width: usize, bytes: Vec<u8>) -> Result<Self, &'static str> {
        let mut bundle = Self {
            bytes,
            ..Self::default()
        };
        bundle.cut(first, width)?;
        Ok(bundle)
    }

    /// The index in the log of the bundle's first leaf.
    pub fn first_index(&self) -> u64 {
        self.first
    }

    /// How many leaves there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is no leaf.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The leaf at this place of the bundle, from 0.
    pub fn leaf(&self, place: usize) -> Option<&[u8]> {
        let start = match place.checked_sub(1) {
            Some(before) => *self.ends.get(before)?,
            None => 0,
        };
        self.bytes.get(start + 2..*self.ends.get(place)?)
    }

    /// The leaves in their order.
    pub fn leaves(&self) -> impl Iterator<Item = &[u8]> {
        (0..self.len()).filter_map(|place| self.leaf(place))
    }

    /// The buffer to read a file into; [`Bundle::cut`] then makes a bundle of it.
    pub(super) fn buffer(&mut self) -> &mut Vec<u8> {
        self.ends.clear();
        self.bytes.clear();
        &mut self.bytes
    }

    /// Finds the first `width` leaves in the buffer, which is of a file of at least that
    /// many. Refuses a file that ends inside a leaf or has too few.
    pub(super) fn cut(&mut self, first: u64, width: usize) -> Result<(), &'static str> {
        self.first = first;
        self.ends.clear();
        let ends = ends(&self.bytes)?;
        if ends.len() < width {
            return Err("it has too few leaves");
        }
        self.ends = ends;
        self.ends.truncate(width);
        Ok(())
    }
}

/// Where each leaf of a bundle ends.
fn ends(bytes: &[u8]) -> Result<Vec<usize>, &'static str> {
    let mut ends = Vec::with_capacity(LEAVES_MAX);
    let mut at = 0;
    while at < bytes.len() {
        if ends.len() == LEAVES_MAX {
            return Err("it has more than 256 leaves");
        }
        let length = bytes.get(at..at + 2).ok_or("it ends inside a length")?;
        at += 2 + usize::from(u16::from_be_bytes([length[0], length[1]]));
        if at > bytes.len() {
            return Err("it ends inside a leaf");
        }
        ends.push(at);
    }
    Ok(ends)
}

/// Adds a leaf to the bytes of a bundle, if it has a leaf's form.
pub(super) fn push_leaf(bundle: &mut Vec<u8>, leaf: &[u8]) -> Result<(), LeafError> {
    Leaf::parse(leaf)?;
    let length = u16::try_from(leaf.len()).map_err(|_| LeafError::TooLong(leaf.len()))?;
    bundle.extend_from_slice(&length.to_be_bytes());
    bundle.extend_from_slice(leaf);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leaves_come_out_as_they_went_in() {
        let leaves = ["a\n\n— k s\n", "bb\n\n— k s\n", "ccc\n\n— k s\n"];
        let mut bundle = Bundle::default();
        let buffer = bundle.buffer();
        for leaf in leaves {
            push_leaf(buffer, leaf.as_bytes()).unwrap();
        }
        let whole = buffer.clone();
        bundle.cut(512, 3).unwrap();
        assert_eq!(
            bundle.leaves().collect::<Vec<_>>(),
            leaves.map(str::as_bytes)
        );
        assert_eq!((bundle.first_index(), bundle.leaf(3)), (512, None));
        bundle.cut(512, 2).unwrap();
        assert_eq!(
            bundle.leaves().collect::<Vec<_>>(),
            [leaves[0].as_bytes(), leaves[1].as_bytes()]
        );
        assert!(bundle.cut(512, 4).is_err());
        for end in 1..whole.len() {
            *bundle.buffer() = whole[..end].to_vec();
            assert!(bundle.cut(0, 3).is_err() && bundle.is_empty(), "{end}");
        }
    }

    #[test]
    fn a_file_of_more_leaves_than_a_bundle_holds_is_refused() {
        let empty_leaves = |count: usize| vec![0; 2 * count];
        let full = Bundle::parse(0, 256, empty_leaves(256)).unwrap();
        assert_eq!(full.len(), 256);
        for width in [1, 256, 257] {
            assert!(
                Bundle::parse(0, width, empty_leaves(257)).is_err(),
                "{width}"
            );
        }
    }

    #[test]
    fn only_a_leaf_is_added() {
        let mut bundle = Vec::new();
        assert!(push_leaf(&mut bundle, b"").is_err());
        assert!(push_leaf(&mut bundle, b"no leaf").is_err());
        assert!(bundle.is_empty());
    }
}
