//! The signed tree head after C2SP `tlog-checkpoint`: origin, size and root.
//!
//! Knows the text and its signature. When a checkpoint may be signed, and where it is
//! kept, is the business of `tiles.rs`.

use std::fmt;
use std::str::FromStr;

use medreg_domain::Digest;

use crate::note::{NoteError, SignedNote, SigningKey, VerifierKey};

/// What a log says about itself: "my first `size` leaves have this root".
///
/// ```
/// use medreg_log::{Checkpoint, empty_root};
/// let empty = Checkpoint { origin: "register.example".to_owned(), size: 0, root: empty_root() };
/// assert_eq!(empty.to_string().parse::<Checkpoint>()?, empty);
/// # Ok::<(), medreg_log::CheckpointError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// The name of the log, which is also the name of its key.
    pub origin: String,
    /// How many leaves are covered.
    pub size: u64,
    /// The root of the tree over them.
    pub root: Digest,
}

/// A checkpoint and the note that proves it. Holding one means the signature held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedCheckpoint {
    checkpoint: Checkpoint,
    note: String,
}

/// Why a checkpoint is not believed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CheckpointError {
    /// The text is not origin, size and root on a line each.
    #[error("a checkpoint has three lines, origin, size and base64 root: {0}")]
    Form(&'static str),
    /// The checkpoint is of another log than the key.
    #[error("the checkpoint is of log `{found}`, but the key is of `{expected}`")]
    OtherOrigin {
        /// The name of the key.
        expected: String,
        /// The origin that the text states.
        found: String,
    },
    /// The note around the text cannot be read or its signature does not hold.
    #[error("the checkpoint's signature is refused")]
    Note(#[from] NoteError),
}

impl SignedCheckpoint {
    /// Signs a checkpoint with the key that bears the log's name.
    pub fn sign(checkpoint: Checkpoint, key: &SigningKey) -> Result<Self, CheckpointError> {
        check_origin(&checkpoint, key.name())?;
        let text = checkpoint.to_string();
        let note = format!("{text}\n{}", key.sign(&text).note_line());
        Ok(Self { checkpoint, note })
    }

    /// The same with the line of another key that bears the log's name.
    pub fn signed_also(mut self, key: &SigningKey) -> Result<Self, CheckpointError> {
        check_origin(&self.checkpoint, key.name())?;
        let line = key.sign(&self.checkpoint.to_string()).note_line();
        self.note.push_str(&line);
        Ok(self)
    }

    /// True if a line by this key holds.
    pub fn is_signed_by(&self, key: &VerifierKey) -> bool {
        Self::verify(&self.note, key).is_ok()
    }

    /// Reads a note and checks its signature; lines by other keys are passed over.
    pub fn verify(note: &str, key: &VerifierKey) -> Result<Self, CheckpointError> {
        let parsed = SignedNote::parse(note)?;
        let checkpoint: Checkpoint = parsed.text().parse()?;
        check_origin(&checkpoint, key.name())?;
        parsed.verify(std::slice::from_ref(key))?;
        Ok(Self {
            checkpoint,
            note: note.to_owned(),
        })
    }

    /// What the log says.
    pub fn checkpoint(&self) -> &Checkpoint {
        &self.checkpoint
    }

    /// The signed note, as published.
    pub fn note(&self) -> &str {
        &self.note
    }
}

fn check_origin(checkpoint: &Checkpoint, key_name: &str) -> Result<(), CheckpointError> {
    if checkpoint.origin == key_name {
        return Ok(());
    }
    Err(CheckpointError::OtherOrigin {
        expected: key_name.to_owned(),
        found: checkpoint.origin.clone(),
    })
}

impl FromStr for Checkpoint {
    type Err = CheckpointError;

    fn from_str(text: &str) -> Result<Self, CheckpointError> {
        let text = text
            .strip_suffix('\n')
            .ok_or(CheckpointError::Form("no final newline"))?;
        let mut lines = text.split('\n');
        let origin = lines.next().filter(|line| !line.is_empty());
        let origin = origin.ok_or(CheckpointError::Form("no origin"))?;
        let wrong_size = CheckpointError::Form("the size is not a decimal number");
        let size = lines
            .next()
            .filter(|line| is_decimal(line))
            .ok_or(wrong_size.clone())?;
        let root = lines.next().ok_or(CheckpointError::Form("no root"))?;
        // Extension lines are allowed by the format; we write none and read none.
        if lines.any(str::is_empty) {
            return Err(CheckpointError::Form("an empty line stands in the text"));
        }
        Ok(Self {
            origin: origin.to_owned(),
            size: size.parse().map_err(|_| wrong_size)?,
            root: root
                .parse()
                .map_err(|_| CheckpointError::Form("the root is not a hash"))?,
        })
    }
}

/// Digits alone, without a leading zero, so that a size has one form.
fn is_decimal(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
        && (text == "0" || !(text.is_empty() || text.starts_with('0')))
}

impl fmt::Display for Checkpoint {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(out, "{}\n{}\n{}", self.origin, self.size, self.root)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::leaf_hash;

    fn key(seed: u8) -> SigningKey {
        SigningKey::from_seed("register.example", &[seed; 32]).unwrap()
    }

    fn checkpoint() -> Checkpoint {
        Checkpoint {
            origin: "register.example".to_owned(),
            size: 1,
            root: leaf_hash(b""),
        }
    }

    #[test]
    fn a_signed_checkpoint_reads_back() {
        let signed = SignedCheckpoint::sign(checkpoint(), &key(1)).unwrap();
        assert_eq!(
            SignedCheckpoint::verify(signed.note(), &key(1).vkey()),
            Ok(signed.clone())
        );
        assert_eq!(signed.checkpoint(), &checkpoint());
    }

    #[test]
    fn a_witness_line_changes_nothing() {
        let signed = SignedCheckpoint::sign(checkpoint(), &key(1)).unwrap();
        let line = key(2).sign(&checkpoint().to_string()).note_line();
        let cosigned = format!("{}{line}", signed.note());
        assert!(SignedCheckpoint::verify(&cosigned, &key(1).vkey()).is_ok());
        assert!(SignedCheckpoint::verify(&cosigned, &key(2).vkey()).is_ok());
        assert!(SignedCheckpoint::verify(signed.note(), &key(2).vkey()).is_err());
    }

    #[test]
    fn another_log_is_refused() {
        let other = SigningKey::from_seed("other.example", &[1; 32]).unwrap();
        assert!(SignedCheckpoint::sign(checkpoint(), &other).is_err());
        let signed = SignedCheckpoint::sign(checkpoint(), &key(1)).unwrap();
        assert!(matches!(
            SignedCheckpoint::verify(signed.note(), &other.vkey()),
            Err(CheckpointError::OtherOrigin { .. })
        ));
    }

    #[test]
    fn a_text_of_another_form_is_refused() {
        let root = leaf_hash(b"").to_string();
        assert!(format!("log\n12\n{root}\n").parse::<Checkpoint>().is_ok());
        assert!(
            format!("log\n12\n{root}\nextension\n")
                .parse::<Checkpoint>()
                .is_ok()
        );
        for bad in [
            String::new(),
            "log\n".to_owned(),
            "log\n12\n".to_owned(),
            "log\n12\nroot\n".to_owned(),
            format!("log\n12\n{root}"),
            format!("\n12\n{root}\n"),
            format!("log\n012\n{root}\n"),
            format!("log\n+12\n{root}\n"),
            format!("log\n-1\n{root}\n"),
            format!("log\n\n{root}\n"),
            format!("log\n99999999999999999999\n{root}\n"),
            format!("log\n12\n{root}\n\nmore\n"),
        ] {
            assert!(bad.parse::<Checkpoint>().is_err(), "{bad:?}");
        }
    }
}
