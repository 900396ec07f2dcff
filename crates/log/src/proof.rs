//! Proofs that a leaf is in the tree and that one tree continues another.
//!
//! Proofs are lists of hashes, leaf side first (RFC 6962 §2.1.1-2.1.2); checking follows
//! RFC 9162 §2.1.3.2 and §2.1.4.2 and needs nothing but the proof and the roots. Where
//! hashes come from is a closure's business: tiles, memory or the network.

use medreg_domain::Digest;

use crate::tree::{empty_root, node_hash};

/// Why a proof cannot be given, or does not hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProofError {
    /// The leaf is not in a tree of this size.
    #[error("leaf {index} is not in a tree of {size} leaves")]
    OutOfRange {
        /// The leaf asked for.
        index: u64,
        /// The size of the tree.
        size: u64,
    },
    /// The older tree is larger than the newer.
    #[error("a tree of {new} leaves cannot continue one of {old} leaves")]
    SizesOutOfOrder {
        /// The size of the tree called older.
        old: u64,
        /// The size of the tree called newer.
        new: u64,
    },
    /// The number of hashes does not fit the sizes.
    #[error("the proof has {found} hashes, which does not fit these tree sizes")]
    WrongLength {
        /// How many hashes the proof has.
        found: usize,
    },
    /// The hashes lead to another root.
    #[error("the proof leads to root {found}, but the checkpoint says {expected}")]
    RootMismatch {
        /// The root that was claimed.
        expected: Digest,
        /// The root that the proof gives.
        found: Digest,
    },
}

/// The hashes that lead from leaf `index` to the root of the tree of `size` leaves.
///
/// `hash` looks up a full subtree by level (0 is the leaves) and index within the level.
pub fn inclusion_proof<E: From<ProofError>>(
    index: u64,
    size: u64,
    mut hash: impl FnMut(u8, u64) -> Result<Digest, E>,
) -> Result<Vec<Digest>, E> {
    if index >= size {
        return Err(ProofError::OutOfRange { index, size }.into());
    }
    let (mut begin, mut end) = (0, size);
    let mut proof = Vec::new();
    while end - begin > 1 {
        let middle = begin + split(end - begin);
        if index < middle {
            proof.push(range_root(middle, end, &mut hash)?);
            end = middle;
        } else {
            proof.push(range_root(begin, middle, &mut hash)?);
            begin = middle;
        }
    }
    proof.reverse();
    Ok(proof)
}

/// The hashes that show the tree of `new` leaves to begin with the tree of `old` leaves.
///
/// Empty when `old` is zero or equal to `new`.
pub fn consistency_proof<E: From<ProofError>>(
    old: u64,
    new: u64,
    mut hash: impl FnMut(u8, u64) -> Result<Digest, E>,
) -> Result<Vec<Digest>, E> {
    if old > new {
        return Err(ProofError::SizesOutOfOrder { old, new }.into());
    }
    if old == 0 {
        return Ok(Vec::new());
    }
    let (mut begin, mut end) = (0, new);
    let mut proof = Vec::new();
    while old < end {
        let middle = begin + split(end - begin);
        if old <= middle {
            proof.push(range_root(middle, end, &mut hash)?);
            end = middle;
        } else {
            proof.push(range_root(begin, middle, &mut hash)?);
            begin = middle;
        }
    }
    // From zero the subtree is the old tree itself, whose root the verifier has.
    if begin > 0 {
        proof.push(range_root(begin, end, &mut hash)?);
    }
    proof.reverse();
    Ok(proof)
}

/// The root of the tree of the first `size` leaves.
pub fn root_at<E>(
    size: u64,
    mut hash: impl FnMut(u8, u64) -> Result<Digest, E>,
) -> Result<Digest, E> {
    if size == 0 {
        return Ok(empty_root());
    }
    range_root(0, size, &mut hash)
}

/// Checks that the leaf of this hash stands at `index` in the tree of this size and root.
pub fn verify_inclusion(
    index: u64,
    size: u64,
    leaf_hash: Digest,
    proof: &[Digest],
    root: Digest,
) -> Result<(), ProofError> {
    if index >= size {
        return Err(ProofError::OutOfRange { index, size });
    }
    let wrong_length = ProofError::WrongLength { found: proof.len() };
    let (mut node, mut last) = (index, size - 1);
    let mut found = leaf_hash;
    for hash in proof {
        if last == 0 {
            return Err(wrong_length);
        }
        if node & 1 == 1 || node == last {
            found = node_hash(hash, &found);
            while node & 1 == 0 && node != 0 {
                node >>= 1;
                last >>= 1;
            }
        } else {
            found = node_hash(&found, hash);
        }
        node >>= 1;
        last >>= 1;
    }
    if last != 0 {
        return Err(wrong_length);
    }
    same(root, found)
}

/// Checks that the tree of `new` leaves begins with the tree of `old` leaves.
///
/// Nothing need be proved from an empty tree: any tree continues it.
pub fn verify_consistency(
    old: u64,
    old_root: Digest,
    new: u64,
    new_root: Digest,
    proof: &[Digest],
) -> Result<(), ProofError> {
    let wrong_length = ProofError::WrongLength { found: proof.len() };
    if old > new {
        return Err(ProofError::SizesOutOfOrder { old, new });
    }
    if old == 0 || old == new {
        if !proof.is_empty() {
            return Err(wrong_length);
        }
        return if old == new {
            same(new_root, old_root)
        } else {
            same(empty_root(), old_root)
        };
    }
    // The root of a full subtree is known to the verifier, so it is left out of the proof.
    let (first, rest) = if old.is_power_of_two() {
        (old_root, proof)
    } else {
        let (first, rest) = proof.split_first().ok_or(wrong_length)?;
        (*first, rest)
    };
    let shared = (old - 1).trailing_ones();
    let (mut node, mut last) = ((old - 1) >> shared, (new - 1) >> shared);
    let (mut found_old, mut found_new) = (first, first);
    for hash in rest {
        if last == 0 {
            return Err(wrong_length);
        }
        if node & 1 == 1 || node == last {
            found_old = node_hash(hash, &found_old);
            found_new = node_hash(hash, &found_new);
            while node & 1 == 0 && node != 0 {
                node >>= 1;
                last >>= 1;
            }
        } else {
            found_new = node_hash(&found_new, hash);
        }
        node >>= 1;
        last >>= 1;
    }
    if last != 0 {
        return Err(wrong_length);
    }
    same(old_root, found_old)?;
    same(new_root, found_new)
}

fn same(expected: Digest, found: Digest) -> Result<(), ProofError> {
    if expected == found {
        Ok(())
    } else {
        Err(ProofError::RootMismatch { expected, found })
    }
}

/// The largest power of two smaller than `width`, where a tree of that width is cut.
fn split(width: u64) -> u64 {
    1 << (width - 1).ilog2()
}

/// The root over the leaves `begin..end`, where `begin` is a cut of the tree.
fn range_root<E>(
    begin: u64,
    end: u64,
    hash: &mut impl FnMut(u8, u64) -> Result<Digest, E>,
) -> Result<Digest, E> {
    let width = end - begin;
    if width.is_power_of_two() {
        let level = width.trailing_zeros();
        // A level is below 64, so it fits; the fallback is never reached.
        return hash(u8::try_from(level).unwrap_or(u8::MAX), begin >> level);
    }
    let middle = begin + split(width);
    let left = range_root(begin, middle, hash)?;
    let right = range_root(middle, end, hash)?;
    Ok(node_hash(&left, &right))
}

#[cfg(test)]
mod tests {
    use ct_merkle::mem_backed_tree::MemoryBackedTree;
    use ct_merkle::{ConsistencyProof, InclusionProof};
    use proptest::prelude::*;
    use sha2::Sha256;

    use super::*;
    use crate::tree::{Frontier, leaf_hash};

    fn leaf(n: u64) -> [u8; 8] {
        n.to_be_bytes()
    }

    #[expect(clippy::unnecessary_wraps, reason = "look-ups elsewhere can fail")]
    fn hash(level: u8, index: u64) -> Result<Digest, ProofError> {
        let mut tree = Frontier::default();
        for n in (index << level)..((index + 1) << level) {
            tree.append(leaf_hash(&leaf(n)));
        }
        Ok(tree.root())
    }

    fn oracle(size: u64) -> MemoryBackedTree<Sha256, [u8; 8]> {
        let mut tree = MemoryBackedTree::new();
        (0..size).for_each(|n| tree.push(leaf(n)));
        tree
    }

    fn bytes(proof: &[Digest]) -> Vec<u8> {
        proof.iter().flat_map(|digest| digest.0).collect()
    }

    #[test]
    fn every_small_proof_is_that_of_an_independent_crate() {
        for size in 1..=33_u64 {
            let root = root_at(size, hash).unwrap();
            let tree = oracle(size);
            assert_eq!(tree.root().as_bytes().as_slice(), root.0);
            for index in 0..size {
                let proof = inclusion_proof(index, size, hash).unwrap();
                let theirs = tree.prove_inclusion(usize::try_from(index).unwrap());
                assert_eq!(bytes(&proof), theirs.as_bytes());
                verify_inclusion(index, size, leaf_hash(&leaf(index)), &proof, root).unwrap();
            }
            for old in 1..=size {
                let proof = consistency_proof(old, size, hash).unwrap();
                let theirs = tree.prove_consistency(usize::try_from(size - old).unwrap());
                assert_eq!(bytes(&proof), theirs.as_bytes(), "{old} {size}");
                let old_root = root_at(old, hash).unwrap();
                verify_consistency(old, old_root, size, root, &proof).unwrap();
            }
        }
    }

    #[test]
    fn an_empty_tree_is_continued_by_any_tree() {
        let root = root_at(3, hash).unwrap();
        assert_eq!(consistency_proof(0, 3, hash), Ok(Vec::new()));
        assert_eq!(verify_consistency(0, empty_root(), 3, root, &[]), Ok(()));
        assert!(verify_consistency(0, root, 3, root, &[]).is_err());
        assert!(verify_consistency(0, empty_root(), 0, root, &[]).is_err());
    }

    #[test]
    fn what_is_out_of_range_is_refused() {
        let root = root_at(3, hash).unwrap();
        assert!(inclusion_proof(3, 3, hash).is_err());
        assert!(inclusion_proof(0, 0, hash).is_err());
        assert!(consistency_proof(4, 3, hash).is_err());
        assert!(verify_inclusion(3, 3, root, &[], root).is_err());
        assert!(verify_consistency(4, root, 3, root, &[]).is_err());
        assert!(verify_consistency(3, root, 4, root, &[]).is_err());
    }

    proptest! {
        #[test]
        fn another_crate_accepts_our_proofs((size, index, old) in (1_u64..700)
            .prop_flat_map(|size| (Just(size), 0..size, 1..=size)))
        {
            let root = root_at(size, hash).unwrap();
            let theirs = oracle(size).root();
            let proof = inclusion_proof(index, size, hash).unwrap();
            prop_assert!(
                theirs.verify_inclusion(&leaf(index), index, &InclusionProof::from_bytes(bytes(&proof)))
                    .is_ok()
            );
            let leaf = leaf_hash(&leaf(index));
            prop_assert_eq!(verify_inclusion(index, size, leaf, &proof, root), Ok(()));

            let proof = consistency_proof(old, size, hash).unwrap();
            let old_root = root_at(old, hash).unwrap();
            prop_assert_eq!(verify_consistency(old, old_root, size, root, &proof), Ok(()));
            let proof = ConsistencyProof::try_from_bytes(bytes(&proof)).unwrap();
            prop_assert!(theirs.verify_consistency(&oracle(old).root(), &proof).is_ok());
        }

        #[test]
        fn a_flipped_bit_is_found((size, index) in (2_u64..200)
            .prop_flat_map(|size| (Just(size), 0..size)), at in any::<prop::sample::Index>(),
            bit in 0..8_u8)
        {
            let root = root_at(size, hash).unwrap();
            let leaf = leaf_hash(&leaf(index));
            let mut proof = inclusion_proof(index, size, hash).unwrap();
            let at = at.index(proof.len() * 32);
            proof[at / 32].0[at % 32] ^= 1 << bit;
            prop_assert!(verify_inclusion(index, size, leaf, &proof, root).is_err());
            proof[at / 32].0[at % 32] ^= 1 << bit;
            proof.push(root);
            prop_assert!(verify_inclusion(index, size, leaf, &proof, root).is_err());
            proof.truncate(proof.len() - 2);
            prop_assert!(verify_inclusion(index, size, leaf, &proof, root).is_err());
        }

        #[test]
        fn a_changed_past_is_found((size, old) in (2_u64..200)
            .prop_flat_map(|size| (Just(size), 1..size)), at in any::<prop::sample::Index>(),
            bit in 0..8_u8)
        {
            let (old_root, root) = (root_at(old, hash).unwrap(), root_at(size, hash).unwrap());
            let mut proof = consistency_proof(old, size, hash).unwrap();
            prop_assert!(verify_consistency(old, root, size, root, &proof).is_err());
            let at = at.index(proof.len() * 32);
            proof[at / 32].0[at % 32] ^= 1 << bit;
            prop_assert!(verify_consistency(old, old_root, size, root, &proof).is_err());
        }
    }
}
