//! The Merkle tree of RFC 6962 §2.1: how leaves become one root.
//!
//! Knows hashes alone; what a leaf says and where it is kept is not its business.
//! Proofs about the tree stand in `proof.rs`, its files in `tiles.rs`.

use medreg_domain::Digest;
use sha2::{Digest as _, Sha256};

/// The root of a tree without leaves: SHA-256 of nothing.
pub fn empty_root() -> Digest {
    Digest(Sha256::digest([]).into())
}

/// The hash of a leaf: SHA-256(0x00 ‖ leaf).
pub fn leaf_hash(leaf: &[u8]) -> Digest {
    Digest(
        Sha256::new()
            .chain_update([0])
            .chain_update(leaf)
            .finalize()
            .into(),
    )
}

/// The hash of an inner node: SHA-256(0x01 ‖ left ‖ right).
pub fn node_hash(left: &Digest, right: &Digest) -> Digest {
    let mut bytes = [1; 65];
    bytes[1..33].copy_from_slice(&left.0);
    bytes[33..].copy_from_slice(&right.0);
    Digest(Sha256::digest(bytes).into())
}

/// The right edge of a tree: enough to append leaves and to state the root.
///
/// It holds the root of each full subtree, largest first: one for every bit set in
/// the size, so at most 64 hashes for any log.
///
/// ```
/// use medreg_log::{Frontier, empty_root, leaf_hash};
/// let mut tree = Frontier::default();
/// assert_eq!(tree.root(), empty_root());
/// tree.append(leaf_hash(b""));
/// assert_eq!((tree.size(), tree.root()), (1, leaf_hash(b"")));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Frontier {
    size: u64,
    subtrees: Vec<Digest>,
}

impl Frontier {
    /// The frontier of a tree of `size` leaves, whose full subtrees `hash` looks up by
    /// level (0 is the leaves) and index within the level.
    pub fn read<E>(
        size: u64,
        mut hash: impl FnMut(u8, u64) -> Result<Digest, E>,
    ) -> Result<Self, E> {
        let mut subtrees = Vec::new();
        for level in (0..64_u8).rev().filter(|level| size >> level & 1 == 1) {
            // The bits above this one count the leaves to the left of the subtree.
            subtrees.push(hash(level, (size >> level) - 1)?);
        }
        Ok(Self { size, subtrees })
    }

    /// Adds one leaf by its hash.
    pub fn append(&mut self, leaf_hash: Digest) {
        self.append_subtree(0, leaf_hash);
    }

    /// Adds a full subtree of 2^`level` leaves by its root, where one may begin: the size must
    /// be a multiple of its leaves.
    pub fn append_subtree(&mut self, level: u8, root: Digest) {
        let mut node = root;
        for _ in 0..(self.size >> level).trailing_ones() {
            if let Some(left) = self.subtrees.pop() {
                node = node_hash(&left, &node);
            }
        }
        self.subtrees.push(node);
        self.size += 1 << level;
    }

    /// How many leaves the tree has.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The root over all leaves; odd nodes are promoted, never duplicated.
    pub fn root(&self) -> Digest {
        let mut subtrees = self.subtrees.iter().rev();
        let Some(&smallest) = subtrees.next() else {
            return empty_root();
        };
        subtrees.fold(smallest, |right, left| node_hash(left, &right))
    }
}

/// The test tree of RFC 6962 implementations: its leaves and the root of each prefix.
#[cfg(test)]
mod reference {
    use medreg_domain::Digest;

    /// The eight leaves of the Certificate Transparency reference implementation.
    pub(super) const LEAVES: [&[u8]; 8] = [
        b"",
        b"\x00",
        b"\x10",
        b"\x20\x21",
        b"\x30\x31",
        b"\x40\x41\x42\x43",
        b"\x50\x51\x52\x53\x54\x55\x56\x57",
        b"\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f",
    ];

    /// The roots of the trees of 0 to 8 of these leaves, as published.
    const ROOTS: [&str; 9] = [
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ];

    /// The published root of the tree of the first `size` of these leaves.
    pub(super) fn root(size: usize) -> Digest {
        let byte = |at| u8::from_str_radix(&ROOTS[size][2 * at..][..2], 16).unwrap();
        Digest(std::array::from_fn(byte))
    }
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use super::*;

    #[test]
    fn the_published_roots_are_reproduced() {
        let mut tree = Frontier::default();
        assert_eq!(tree.root(), reference::root(0));
        for (size, leaf) in (1..).zip(reference::LEAVES) {
            tree.append(leaf_hash(leaf));
            assert_eq!(tree.root(), reference::root(size));
        }
    }

    #[test]
    fn a_tree_grows_by_full_subtrees_as_by_leaves() {
        let leaves: Vec<Digest> = (0..100_u8).map(|n| leaf_hash(&[n])).collect();
        let (mut by_leaves, mut by_subtrees) = (Frontier::default(), Frontier::default());
        for four in leaves.chunks(4) {
            let mut subtree = Frontier::default();
            for leaf in four {
                subtree.append(*leaf);
                by_leaves.append(*leaf);
            }
            by_subtrees.append_subtree(2, subtree.root());
            assert_eq!(by_subtrees, by_leaves);
        }
    }

    #[test]
    fn a_frontier_reads_back_from_the_hashes_of_the_tree() {
        let leaves: Vec<Digest> = (0..100_u8).map(|n| leaf_hash(&[n])).collect();
        let mut grown = Frontier::default();
        for size in 0..=leaves.len() {
            let read = Frontier::read(size as u64, |level, index| {
                let width = 1 << level;
                let start = usize::try_from(index).unwrap() * width;
                let mut tree = Frontier::default();
                leaves[start..start + width]
                    .iter()
                    .for_each(|leaf| tree.append(*leaf));
                Ok::<_, Infallible>(tree.root())
            });
            assert_eq!(read, Ok(grown.clone()));
            if let Some(leaf) = leaves.get(size) {
                grown.append(*leaf);
            }
        }
    }
}
