//! Recall: recorded events read back from the history, where a row alone does not tell.
//!
//! Corrections and questions as at an earlier position fold a matter's own events anew; the
//! views keep their positions and ask whoever holds the history for the events.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use medreg_log::{CodecError, Leaf, LeafError, Recorded, TileError, TileReader};

/// An event cannot be read back from the history.
#[derive(Debug, thiserror::Error)]
pub enum RecallError {
    /// The history cannot be read.
    #[error(transparent)]
    Tiles(#[from] TileError),
    /// A leaf in the history is not a signed event.
    #[error("the leaf at position {position} is not a signed event: check the history")]
    Leaf {
        /// Where.
        position: u64,
        /// Why.
        #[source]
        source: LeafError,
    },
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
    /// The history does not reach so far.
    #[error(
        "the history at hand has no event at position {0}: flush it before a correction is applied"
    )]
    Missing(u64),
}

type Read = dyn Fn(Range<u64>) -> Result<Vec<Recorded>, RecallError> + Send + Sync;

/// Reads the events of a range of positions back.
#[derive(Clone)]
pub struct Recall(Arc<Read>);

impl fmt::Debug for Recall {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Recall")
    }
}

impl Recall {
    /// Recall by a function that gives the events at all positions of a range, in order.
    pub fn new(
        read: impl Fn(Range<u64>) -> Result<Vec<Recorded>, RecallError> + Send + Sync + 'static,
    ) -> Self {
        Self(Arc::new(read))
    }

    /// Recall from a history's files, as far as the reader reaches.
    pub fn over(reader: TileReader) -> Self {
        Self::new(move |range| {
            if range.end > reader.size() {
                return Err(RecallError::Missing(range.end - 1));
            }
            let mut events = Vec::new();
            reader.leaves(range, |position, leaf| {
                events.push(recorded(position, leaf)?);
                Ok::<_, RecallError>(())
            })?;
            Ok(events)
        })
    }

    /// The event at a position.
    pub(crate) fn one(&self, position: u64) -> Result<Recorded, RecallError> {
        let mut events = self.run(position..position.saturating_add(1))?;
        events.pop().ok_or(RecallError::Missing(position))
    }

    /// The events at the positions of a range.
    pub(crate) fn run(&self, range: Range<u64>) -> Result<Vec<Recorded>, RecallError> {
        (self.0)(range)
    }
}

/// One leaf of the history as the event it records.
fn recorded(position: u64, leaf: &[u8]) -> Result<Recorded, RecallError> {
    let parsed = Leaf::parse(leaf).map_err(|source| RecallError::Leaf { position, source })?;
    Recorded::from_leaf(&parsed).map_err(|source| RecallError::Event { position, source })
}
