//! Proofs in a file: one form, and none for a leaf that is not in the log.

use std::sync::LazyLock;

use medreg_log::{Checkpoint, SignedNote, TlogProof};

use crate::fixture;

static LEAVES: LazyLock<Vec<Vec<u8>>> = LazyLock::new(fixture::example_leaves);

/// Reads a proof and tries it.
pub fn check(bytes: &[u8]) -> bool {
    let text = std::str::from_utf8(bytes).ok();
    let Some(proof) = text.and_then(|text| text.parse::<TlogProof>().ok()) else {
        return false;
    };
    assert_eq!(proof.to_string().as_bytes(), bytes);
    assert!(proof.hashes.len() <= 64);
    let leaves = &*LEAVES;
    let leaf = proof.leaf.as_deref().unwrap_or(&leaves[0]);
    if proof
        .verify(leaf, &head(&fixture::checkpoint()).unwrap())
        .is_ok()
    {
        let place = leaves.iter().position(|known| known == leaf);
        assert_eq!(place.map(|place| place as u64), Some(proof.index));
    }
    // A head of any size, as the file states it: nothing may break on the way to a no.
    if let Some(head) = head(&proof.checkpoint)
        && proof.verify(leaf, &head).is_ok()
    {
        assert!(proof.index < head.size);
    }
    true
}

fn head(note: &str) -> Option<Checkpoint> {
    SignedNote::parse(note).ok()?.text().parse().ok()
}

/// A proof for each leaf of the worked example, and one without its leaf.
pub fn seeds() -> Vec<Vec<u8>> {
    let mut proofs = fixture::proofs();
    let bare = TlogProof {
        leaf: None,
        ..proofs[0].clone()
    };
    proofs.push(bare);
    proofs
        .iter()
        .map(|proof| proof.to_string().into_bytes())
        .collect()
}
