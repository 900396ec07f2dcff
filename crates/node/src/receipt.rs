//! Receipts: the office's signed word on how far it has taken a court's events.

use medreg_domain::{CourtCode, Digest};
use medreg_log::{NoteError, SignedNote, SigningKey, VerifierKey};
use serde::{Deserialize, Serialize};

/// How far the office has taken a court's events, durably.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Receipt {
    /// The court.
    pub court: CourtCode,
    /// The last event taken.
    pub courtseq: u64,
    /// Its leaf hash.
    pub leaf_hash: Digest,
    /// Events in the history.
    pub position: u64,
}

/// A receipt is not the office's.
#[derive(Debug, thiserror::Error)]
pub enum ReceiptError {
    /// It is not a signed note, or the signature is not the office's.
    #[error("the receipt is not signed by the federal office")]
    Unsigned(#[source] NoteError),
    /// It does not have a receipt's form.
    #[error("the receipt does not have its form")]
    Malformed,
    /// It is another court's.
    #[error("the receipt is for {0}")]
    Misdirected(CourtCode),
}

impl Receipt {
    /// The receipt as a note signed by the office.
    pub fn sign(&self, key: &SigningKey) -> Result<String, ReceiptError> {
        let line = serde_json::to_string(self).map_err(|_| ReceiptError::Malformed)?;
        let text = format!("{line}\n");
        Ok(format!("{text}\n{}", key.sign(&text).note_line()))
    }

    /// Reads a receipt meant for `court`.
    pub fn open(note: &[u8], key: &VerifierKey, court: CourtCode) -> Result<Self, ReceiptError> {
        let note = std::str::from_utf8(note).map_err(|_| ReceiptError::Malformed)?;
        let note = SignedNote::parse(note).map_err(ReceiptError::Unsigned)?;
        note.verify(std::slice::from_ref(key))
            .map_err(ReceiptError::Unsigned)?;
        let receipt: Self =
            serde_json::from_str(note.text()).map_err(|_| ReceiptError::Malformed)?;
        if receipt.court == court {
            Ok(receipt)
        } else {
            Err(ReceiptError::Misdirected(receipt.court))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_offices_receipt_for_this_court_is_believed() {
        let office = SigningKey::from_seed("federal.register.example", &[2; 32]).unwrap();
        let stranger = SigningKey::from_seed("federal.register.example", &[3; 32]).unwrap();
        let court = "KZ-75-012".parse().unwrap();
        let receipt = Receipt {
            court,
            courtseq: 7,
            leaf_hash: Digest([1; 32]),
            position: 9,
        };
        let note = receipt.sign(&office).unwrap();
        assert_eq!(
            Receipt::open(note.as_bytes(), &office.vkey(), court).unwrap(),
            receipt
        );
        assert!(Receipt::open(note.as_bytes(), &stranger.vkey(), court).is_err());
        assert!(
            Receipt::open(
                note.as_bytes(),
                &office.vkey(),
                "KZ-75-013".parse().unwrap()
            )
            .is_err()
        );
        assert!(
            Receipt::open(
                br#"{"stream":"MEDREG_INBOX","seq":1}"#,
                &office.vkey(),
                court
            )
            .is_err()
        );
    }
}
