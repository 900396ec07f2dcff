//! Names of tiles: a tile has one.

use medreg_log::{Strip, TILE_WIDTH, TilePath};

/// Reads a name.
pub fn check(bytes: &[u8]) -> bool {
    let Some(path) = std::str::from_utf8(bytes)
        .ok()
        .and_then(|text| text.parse::<TilePath>().ok())
    else {
        return false;
    };
    assert_eq!(path.to_string().as_bytes(), bytes);
    assert!((1..=TILE_WIDTH).contains(&u64::from(path.width)));
    assert_eq!(
        path.is_partial(),
        bytes.windows(3).any(|part| part == b".p/")
    );
    if let Strip::Hashes(level) = path.strip {
        assert!(level < 64);
    }
    // It names a file inside the log's folder, whatever was asked for.
    assert!(!bytes.windows(2).any(|part| part == b".." || part == b"//"));
    true
}

/// Tiles of a small log and of one as large as can be named.
pub fn seeds() -> Vec<Vec<u8>> {
    let large = TilePath {
        strip: Strip::Hashes(5),
        number: u64::MAX,
        width: 67,
    };
    let paths = TilePath::all(70_000).step_by(100).chain([large]);
    paths.map(|path| path.to_string().into_bytes()).collect()
}
