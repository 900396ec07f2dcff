//! Cosignatures of checkpoints after C2SP `tlog-cosignature`, Ed25519 only (type 0x04).
//!
//! A witness that cosigns has seen this checkpoint continue every older one it knew. Which
//! witnesses are enough is a policy's business, not that of this file.

use std::fmt;
use std::str::FromStr;

use ed25519_dalek::{Signature, Verifier, VerifyingKey};

use crate::note::{KeyId, NoteError, SignedNote, key_id, parse_vkey};

/// The signature type of an Ed25519 cosignature.
const COSIGNATURE: u8 = 0x04;

/// The public key of a witness, written `name+hash+base64` with type 0x04.
#[derive(Clone, PartialEq, Eq)]
pub struct WitnessKey {
    name: String,
    id: KeyId,
    key: VerifyingKey,
}

impl WitnessKey {
    /// The name of the key.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The bytes of the key, without its name.
    pub fn bytes(&self) -> [u8; 32] {
        self.key.to_bytes()
    }

    /// When the witness cosigned the note, in seconds since 1970; none if it did not.
    pub fn cosigned(&self, note: &SignedNote<'_>) -> Result<Option<u64>, NoteError> {
        let mut lines = note.signatures().iter();
        let Some(line) = lines.find(|line| line.name == self.name && line.id == self.id) else {
            return Ok(None);
        };
        let invalid = || NoteError::Invalid(self.name.clone());
        let (time, signature) = line.bytes.split_first_chunk().ok_or_else(invalid)?;
        let time = u64::from_be_bytes(*time);
        let signature = Signature::from_slice(signature).map_err(|_| invalid())?;
        let text = cosigned_text(time, note.text());
        self.key
            .verify(text.as_bytes(), &signature)
            .map_err(|_| invalid())?;
        Ok(Some(time))
    }
}

/// What a witness signs: a header, the time, and the whole text of the checkpoint.
fn cosigned_text(time: u64, checkpoint: &str) -> String {
    format!("cosignature/v1\ntime {time}\n{checkpoint}")
}

impl FromStr for WitnessKey {
    type Err = NoteError;

    fn from_str(text: &str) -> Result<Self, NoteError> {
        let (name, key) = parse_vkey(text, COSIGNATURE)?;
        let id = key_id(&name, COSIGNATURE, &key);
        Ok(Self { name, id, key })
    }
}

impl fmt::Debug for WitnessKey {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}+{}", self.name, self.id)
    }
}

#[cfg(test)]
mod tests {
    use base64::prelude::{BASE64_STANDARD, Engine};
    use ed25519_dalek::{Signer, SigningKey};

    use super::*;

    const TEXT: &str = "register.example\n7\nllCzEaGS+Mttel/Cxn+qvS1pGuE6a8Xi3jE4+xSC3vk=\n";

    fn vkey(name: &str, key: &SigningKey) -> String {
        let id = key_id(name, COSIGNATURE, &key.verifying_key());
        let typed = [&[COSIGNATURE], key.verifying_key().as_bytes().as_slice()].concat();
        format!("{name}+{id}+{}", BASE64_STANDARD.encode(typed))
    }

    fn line(name: &str, key: &SigningKey, time: u64, text: &str) -> String {
        let id = key_id(name, COSIGNATURE, &key.verifying_key());
        let signature = key.sign(cosigned_text(time, text).as_bytes());
        let bytes = [&id.0[..], &time.to_be_bytes(), &signature.to_bytes()].concat();
        format!("— {name} {}\n", BASE64_STANDARD.encode(bytes))
    }

    #[test]
    fn a_witness_tells_when_it_cosigned() {
        let key = SigningKey::from_bytes(&[7; 32]);
        let witness: WitnessKey = vkey("witness.example/w1", &key).parse().unwrap();
        let note = format!(
            "{TEXT}\n{}",
            line("witness.example/w1", &key, 1_679_315_147, TEXT)
        );
        let note = SignedNote::parse(&note).unwrap();
        assert_eq!(witness.cosigned(&note), Ok(Some(1_679_315_147)));
        let other: WitnessKey = vkey("witness.example/w2", &key).parse().unwrap();
        assert_eq!(other.cosigned(&note), Ok(None));
    }

    #[test]
    fn a_cosignature_of_another_text_or_time_is_refused() {
        let key = SigningKey::from_bytes(&[7; 32]);
        let witness: WitnessKey = vkey("w", &key).parse().unwrap();
        let refused = Err(NoteError::Invalid("w".to_owned()));
        let signed = line("w", &key, 5, TEXT);
        let changed = format!("{}\n{signed}", TEXT.replace("\n7\n", "\n8\n"));
        assert_eq!(
            witness.cosigned(&SignedNote::parse(&changed).unwrap()),
            refused
        );
        let mut bytes = BASE64_STANDARD.decode(signed[6..].trim_end()).unwrap();
        bytes[11] ^= 1;
        let later = format!("{TEXT}\n— w {}\n", BASE64_STANDARD.encode(bytes));
        assert_eq!(
            witness.cosigned(&SignedNote::parse(&later).unwrap()),
            refused
        );
    }

    #[test]
    fn a_key_of_another_type_is_no_witness() {
        let log = crate::SigningKey::from_seed("register.example", &[1; 32]).unwrap();
        assert!(log.vkey().to_string().parse::<WitnessKey>().is_err());
    }
}
