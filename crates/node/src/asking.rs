//! What a court may ask the office: reference facts, the office's public key, to keep keys.

use medreg_log::{NoteError, SignedNote, SigningKey, VerifierKey};
use serde::{Deserialize, Serialize};

use crate::federal::keyring::WrappedKey;

/// Bytes of leaves in one answer, below the broker's megabyte.
pub(crate) const ANSWER_BYTES_MAX: usize = 512 * 1024;

/// A question of a court.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(tag = "ask", rename_all = "SCREAMING_SNAKE_CASE", deny_unknown_fields)]
pub(crate) enum Question {
    /// The office's facts from this sequence of its own on.
    Reference {
        /// The first wanted.
        from: u64,
    },
    /// The public key to wrap data keys to.
    Office,
    /// How far the office has taken the court's events.
    Standing,
    /// Keep these keys.
    PutKeys {
        /// Wrapped.
        keys: Vec<WrappedKey>,
    },
}

/// The office's answer.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(
    tag = "answer",
    rename_all = "SCREAMING_SNAKE_CASE",
    deny_unknown_fields
)]
pub(crate) enum Answer {
    /// Facts, in order; fewer than there are where the answer would grow too long.
    Reference {
        /// Leaves, verbatim.
        leaves: Vec<String>,
    },
    /// The public key, as a note signed by the office.
    Office {
        /// The note.
        note: String,
    },
    /// How far the office is with the court.
    Standing {
        /// A receipt; none where nothing was taken yet.
        note: Option<String>,
    },
    /// The keys are durable.
    Kept {
        /// How many.
        keys: usize,
    },
    /// The question was not understood or not granted.
    Refused {
        /// Why.
        detail: String,
    },
}

/// The office's public key, signed.
pub(crate) fn sign_public_key(public_key: &str, key: &SigningKey) -> String {
    let text = format!("medreg/office-key/v1\n{public_key}\n");
    format!("{text}\n{}", key.sign(&text).note_line())
}

/// The public key in a note of the office.
pub(crate) fn open_public_key(note: &str, key: &VerifierKey) -> Result<String, NoteError> {
    let note = SignedNote::parse(note)?;
    note.verify(std::slice::from_ref(key))?;
    Ok(note.text().lines().nth(1).unwrap_or_default().to_owned())
}
