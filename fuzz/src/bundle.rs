//! Bundles of leaves: put together again, they are the bytes that came.

use medreg_log::{Bundle, TILE_WIDTH};

use crate::fixture;

/// Reads bytes as a bundle that must have as many leaves as its first byte says, and one more.
pub fn check(bytes: &[u8]) -> bool {
    let Some((width, bytes)) = bytes.split_first() else {
        return false;
    };
    let width = usize::from(*width) + 1;
    let Ok(bundle) = Bundle::parse(TILE_WIDTH, width, bytes.to_vec()) else {
        return false;
    };
    assert_eq!(bundle.len(), width);
    assert_eq!(bundle.first_index(), TILE_WIDTH);
    assert_eq!(bundle.leaves().count(), width);
    assert_eq!(bundle.leaf(width), None);
    // What stands behind the leaves that were asked for is a wider bundle's.
    assert!(bytes.starts_with(&written(bundle.leaves())));
    assert!(leaves_in(bytes) <= TILE_WIDTH);
    true
}

/// Counts the leaves of a whole file.
fn leaves_in(mut bytes: &[u8]) -> u64 {
    let mut leaves = 0;
    while let Some((length, rest)) = bytes.split_first_chunk() {
        bytes = &rest[usize::from(u16::from_be_bytes(*length))..];
        leaves += 1;
    }
    leaves
}

fn written<'a>(leaves: impl Iterator<Item = &'a [u8]>) -> Vec<u8> {
    let mut bytes = Vec::new();
    for leaf in leaves {
        bytes.extend(u16::try_from(leaf.len()).unwrap().to_be_bytes());
        bytes.extend(leaf);
    }
    bytes
}

/// The worked example's bundle, whole and as a narrower one; and one of three small leaves.
pub fn seeds() -> Vec<Vec<u8>> {
    let leaves = fixture::example_leaves();
    let whole = written(leaves.iter().map(Vec::as_slice));
    let small = written([b"a\n\n- k s\n".as_slice(), b"b", b""].into_iter());
    let with_width = |width: u8, bytes: &[u8]| [&[width], bytes].concat();
    vec![
        with_width(2, &whole),
        with_width(0, &whole),
        with_width(2, &small),
    ]
}
