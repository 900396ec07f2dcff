//! Rebuild: a history read bundle by bundle, decoded on every core, folded in order.

use std::ops::Range;
use std::sync::mpsc::{self, SyncSender};

use medreg_domain::Digest;
use medreg_log::{Bundle, CodecError, Leaf, LeafError, Recorded, TileError, TileReader};
use rayon::prelude::*;

use crate::fold::{Fold, Positioned};
use crate::recall::Recall;
use crate::store::StoreError;

/// Bundles of the first batch, so that the fold begins soon; each batch is twice the one before.
const BUNDLES_FIRST: u64 = 64;

/// Bundles of the largest batches: 65,536 events.
const BUNDLES_MAX: u64 = 256;

/// Events to a commit: it writes every touched row whole, and the same rows are touched again
/// and again; but sled keeps every page that a commit replaces until the commit ends.
const COMMIT_EVENTS: u64 = 1 << 17;

/// Batches decoded before the fold asks for them.
const BATCHES_AHEAD: usize = 1;

/// Leaves in a full bundle.
const BUNDLE_LEAVES: u64 = 256;

/// The views cannot be brought up to the history.
#[derive(Debug, thiserror::Error)]
pub enum RebuildError {
    /// The history cannot be read.
    #[error(transparent)]
    Tiles(#[from] TileError),
    /// The views cannot be written.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// An event in the history cannot be decoded.
    #[error(
        "the event at position {position} cannot be decoded: upgrade medreg, or check the history"
    )]
    Event {
        /// Where.
        position: u64,
        /// Why.
        #[source]
        source: CodecError,
    },
    /// A leaf in the history is not a signed event.
    #[error("the leaf at position {position} is not a signed event: check the history")]
    Leaf {
        /// Where.
        position: u64,
        /// Why.
        #[source]
        source: LeafError,
    },
    /// The views are ahead of the history: they belong to another one.
    #[error(
        "the views stand at position {views} but the history ends at {history}: set the views aside"
    )]
    Ahead {
        /// Where the views stand.
        views: u64,
        /// Where the history ends.
        history: u64,
    },
}

/// Brings the views from their cursor to `size`, telling the position after each batch.
///
/// From then on they read events back from this history.
pub fn catch_up(
    fold: &mut Fold,
    reader: &TileReader,
    size: u64,
    mut progress: impl FnMut(u64),
) -> Result<(), RebuildError> {
    let first = fold.views().cursor().position;
    if first > size {
        return Err(RebuildError::Ahead {
            views: first,
            history: size,
        });
    }
    fold.recall_by(Recall::over(reader.clone()));
    std::thread::scope(|scope| {
        let (sender, batches) = mpsc::sync_channel(BATCHES_AHEAD);
        scope.spawn(move || read_ahead(reader, first..size, &sender));
        let mut committed = first;
        for batch in batches {
            for event in batch? {
                fold.apply(&event)?;
            }
            let position = fold.views().cursor().position;
            if position - committed >= COMMIT_EVENTS || position == size {
                fold.commit(None)?;
                committed = position;
            }
            progress(position);
        }
        Ok(())
    })
}

/// Reads and decodes batch after batch while the one before is folded.
fn read_ahead(
    reader: &TileReader,
    range: Range<u64>,
    batches: &SyncSender<Result<Vec<Positioned>, RebuildError>>,
) {
    let mut next = range.start;
    let mut count = BUNDLES_FIRST;
    while next < range.end {
        let first = next / BUNDLE_LEAVES;
        let bundles =
            (first..first + count).take_while(|number| number * BUNDLE_LEAVES < range.end);
        let batch = read(reader, bundles, next..range.end);
        let failed = batch.is_err();
        next = (first + count) * BUNDLE_LEAVES;
        count = BUNDLES_MAX.min(count * 2);
        // Nobody listens any more where the fold has failed.
        if batches.send(batch).is_err() || failed {
            return;
        }
    }
}

/// Reads and decodes the events of these bundles that lie in the range.
fn read(
    reader: &TileReader,
    bundles: impl Iterator<Item = u64>,
    range: Range<u64>,
) -> Result<Vec<Positioned>, RebuildError> {
    let bundles: Vec<u64> = bundles.collect();
    let decoded: Vec<Vec<Positioned>> = bundles
        .into_par_iter()
        .map(|number| decode_bundle(reader, number, &range))
        .collect::<Result<_, _>>()?;
    Ok(decoded.into_iter().flatten().collect())
}

fn decode_bundle(
    reader: &TileReader,
    number: u64,
    range: &Range<u64>,
) -> Result<Vec<Positioned>, RebuildError> {
    let mut bundle = Bundle::default();
    reader.read_bundle(number, &mut bundle)?;
    let first = number * BUNDLE_LEAVES;
    // The hashes stand in the tile beside the bundle; that the two agree is an audit's question.
    let hashes = reader.leaf_hashes(number)?;
    let leaves = bundle.leaves().zip(hashes);
    let wanted = (first..)
        .zip(leaves)
        .filter(|(position, _)| range.contains(position));
    wanted
        .map(|(position, (leaf, leaf_hash))| positioned(position, leaf, leaf_hash))
        .collect()
}

/// One leaf of the history as an event at its position.
fn positioned(position: u64, leaf: &[u8], leaf_hash: Digest) -> Result<Positioned, RebuildError> {
    let parsed = Leaf::parse(leaf).map_err(|source| RebuildError::Leaf { position, source })?;
    let recorded =
        Recorded::from_leaf(&parsed).map_err(|source| RebuildError::Event { position, source })?;
    Ok(Positioned {
        position,
        leaf_hash,
        recorded,
    })
}
