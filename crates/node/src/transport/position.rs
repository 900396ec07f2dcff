//! Where a reader stands in the stream, and whether the stream is still the one it stood in.
//!
//! A recreated or restored stream goes back in sequence without an error, and a reader
//! that asks for "what follows 900" would wait in silence. So a position carries enough
//! to notice: creation time, epoch, and the hash of the last message taken.

use std::fmt;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// Which life of which stream: a new one after each creation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StreamIdentity {
    /// The stream's name.
    pub stream: String,
    /// When it was created, by the broker's clock.
    pub created: DateTime<Utc>,
    /// The mark the operator's creation step gave it.
    pub epoch: String,
}

/// A reader's progress; belongs in the same atomic batch as what it covers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StreamPosition {
    /// Which life of the stream the sequence counts in.
    #[serde(flatten)]
    pub identity: StreamIdentity,
    /// The sequence of the last message taken.
    pub sequence: u64,
    /// SHA-256 of the body of that message.
    pub last_hash: [u8; 32],
}

/// What the stream holds now, for the status page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StreamState {
    /// Which life of the stream this is.
    pub identity: StreamIdentity,
    /// The lowest sequence it still holds.
    pub first_sequence: u64,
    /// The last sequence it has given.
    pub last_sequence: u64,
}

/// How an inbox was opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opened {
    /// No position was given: reading begins at the first message.
    AtFirst,
    /// Reading goes on behind the position given.
    Resumed,
    /// The position is of another life: reading begins at the first message.
    StartedOver {
        /// What gave it away.
        reason: StartOver,
    },
}

/// Why a position no longer holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StartOver {
    /// The stream was created at another time.
    Recreated,
    /// The stream bears another epoch.
    EpochChanged,
    /// The stream ends before the position.
    Truncated,
    /// Another message, or none, stands at the position.
    MessageDiffers,
    /// The stream keeps nothing that was read once, and more was read than the position covers.
    NotRetained,
}

impl StartOver {
    /// The reason as a code.
    pub fn code(self) -> &'static str {
        match self {
            Self::Recreated => "RECREATED",
            Self::EpochChanged => "EPOCH_CHANGED",
            Self::Truncated => "TRUNCATED",
            Self::MessageDiffers => "MESSAGE_DIFFERS",
            Self::NotRetained => "NOT_RETAINED",
        }
    }
}

impl fmt::Display for StartOver {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Recreated => "the stream was created anew",
            Self::EpochChanged => "the stream bears another epoch",
            Self::Truncated => "the stream ends before the position",
            Self::MessageDiffers => "another message stands at the position",
            Self::NotRetained => "the stream keeps nothing that was read",
        })
    }
}

impl StreamPosition {
    /// Whether the position can be in the stream as it is now, before looking at its message.
    pub(super) fn judge(&self, state: &StreamState) -> Result<(), StartOver> {
        if state.identity.created != self.identity.created
            || state.identity.stream != self.identity.stream
        {
            return Err(StartOver::Recreated);
        }
        if state.identity.epoch != self.identity.epoch {
            return Err(StartOver::EpochChanged);
        }
        if state.last_sequence < self.sequence {
            return Err(StartOver::Truncated);
        }
        Ok(())
    }
}

/// The hash by which a position recognises its message.
pub(super) fn body_hash(body: &[u8]) -> [u8; 32] {
    Sha256::digest(body).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn state(created: i64, epoch: &str, last_sequence: u64) -> StreamState {
        let identity = StreamIdentity {
            stream: "S".to_owned(),
            created: DateTime::from_timestamp_nanos(created),
            epoch: epoch.to_owned(),
        };
        StreamState {
            identity,
            first_sequence: 1,
            last_sequence,
        }
    }

    fn check(found: StreamState, expected: Result<(), StartOver>) {
        let identity = state(1_700_000_000_123_456_789, "a", 0).identity;
        let position = StreamPosition {
            identity,
            sequence: 5,
            last_hash: [0; 32],
        };
        assert_eq!(position.judge(&found), expected);
    }

    #[test]
    fn a_position_holds_in_its_own_life_only() {
        const BORN: i64 = 1_700_000_000_123_456_789;
        check(state(BORN, "a", 5), Ok(()));
        check(state(BORN, "a", 900), Ok(()));
        check(state(BORN, "a", 4), Err(StartOver::Truncated));
        check(state(BORN, "b", 5), Err(StartOver::EpochChanged));
        check(state(BORN + 1, "a", 5), Err(StartOver::Recreated));
    }

    #[test]
    fn a_position_reads_back_to_the_nanosecond() {
        let identity = state(1_700_000_000_123_456_789, "a", 0).identity;
        let position = StreamPosition {
            identity,
            sequence: 5,
            last_hash: [7; 32],
        };
        let text = serde_json::to_string(&position).unwrap();
        assert_eq!(
            serde_json::from_str::<StreamPosition>(&text).unwrap(),
            position
        );
    }
}
