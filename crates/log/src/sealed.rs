//! Sealed personal data: a commitment anyone can check, content only a key can open.
//!
//! Knows bytes and keys. Which key belongs to whom, how keys travel, and when one is
//! destroyed, are not its business; the event carries the parts made here.

use std::collections::BTreeMap;

use base64::prelude::{BASE64_STANDARD, Engine};
use chacha20poly1305::aead::Aead;
use chacha20poly1305::{KeyInit, XChaCha20Poly1305, XNonce};
use medreg_domain::Digest;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

/// What the commitment's hash begins with, so that it is of no other use.
const COMMITMENT_DOMAIN: &[u8] = b"medreg/personal/v1\0";
const NONCE_BYTES: usize = 24;

/// What an event carries of a person: a salted commitment and the sealed content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed {
    /// SHA-256 over the domain text and the plaintext, whose salt makes it unguessable.
    pub commitment: Digest,
    /// Base64 of nonce and ciphertext.
    pub sealed: String,
}

/// The plaintext: a salt, the name in three scripts, and the published contacts.
///
/// The order of the fields is part of the format. `Debug` shows no content.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PersonalData {
    /// Thirty-two random bytes, so that nobody can guess a name and check it.
    pub salt: Digest,
    /// The person's name.
    pub name: PersonName,
    /// Contacts by kind, such as `phone`, in the order of the kinds.
    pub contact: BTreeMap<String, String>,
}

/// A name as the register prints it, in each script. `Debug` shows no content.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PersonName {
    /// In Kazakh.
    pub kk: String,
    /// In Russian.
    pub ru: String,
    /// In Latin letters.
    pub latn: String,
}

/// Why personal data cannot be sealed or opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SealedError {
    /// The sealed text is not base64 of a nonce and a ciphertext.
    #[error("the sealed text is not base64 of a nonce and a ciphertext")]
    Form,
    /// The cipher refuses: another key, or changed bytes.
    #[error("the data key does not open this: it is another key, or the bytes were changed")]
    Refused,
    /// What was sealed is not what was committed to.
    #[error("the sealed content is not what the commitment says")]
    OtherContent,
    /// The content is not personal data in JSON.
    #[error("the content is not personal data of this form")]
    Content,
}

/// Seals a plaintext under a data key. A nonce must never be used twice with one key.
pub fn seal(
    plaintext: &[u8],
    data_key: &[u8; 32],
    nonce: &[u8; NONCE_BYTES],
) -> Result<Sealed, SealedError> {
    let ciphertext = XChaCha20Poly1305::new(data_key.into())
        .encrypt(&XNonce::from(*nonce), plaintext)
        .map_err(|_| SealedError::Refused)?;
    let sealed = BASE64_STANDARD.encode([nonce.as_slice(), &ciphertext].concat());
    Ok(Sealed {
        commitment: commitment(plaintext),
        sealed,
    })
}

/// Opens a sealed text with its data key; the commitment is not looked at.
pub fn open(sealed: &str, data_key: &[u8; 32]) -> Result<Vec<u8>, SealedError> {
    let bytes = BASE64_STANDARD
        .decode(sealed)
        .map_err(|_| SealedError::Form)?;
    let (nonce, ciphertext) = bytes
        .split_first_chunk::<NONCE_BYTES>()
        .ok_or(SealedError::Form)?;
    XChaCha20Poly1305::new(data_key.into())
        .decrypt(&XNonce::from(*nonce), ciphertext)
        .map_err(|_| SealedError::Refused)
}

/// The commitment to a plaintext: SHA-256(`medreg/personal/v1` ‖ 0x00 ‖ plaintext).
pub fn commitment(plaintext: &[u8]) -> Digest {
    let hash = Sha256::new()
        .chain_update(COMMITMENT_DOMAIN)
        .chain_update(plaintext);
    Digest(hash.finalize().into())
}

impl Sealed {
    /// Opens the content and checks it against the commitment.
    pub fn open(&self, data_key: &[u8; 32]) -> Result<Vec<u8>, SealedError> {
        let plaintext = open(&self.sealed, data_key)?;
        if commitment(&plaintext) != self.commitment {
            return Err(SealedError::OtherContent);
        }
        Ok(plaintext)
    }
}

impl PersonalData {
    /// The plaintext that is sealed and committed to.
    pub fn plaintext(&self) -> Result<String, SealedError> {
        serde_json::to_string(self).map_err(|_| SealedError::Content)
    }

    /// Reads an opened plaintext.
    pub fn from_plaintext(plaintext: &[u8]) -> Result<Self, SealedError> {
        serde_json::from_slice(plaintext).map_err(|_| SealedError::Content)
    }
}

impl std::fmt::Debug for PersonalData {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("PersonalData(..)")
    }
}

impl std::fmt::Debug for PersonName {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("PersonName(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: [u8; 32] = [5; 32];

    #[test]
    fn what_is_sealed_opens_with_its_key_alone() {
        let sealed = seal(b"secret", &KEY, &[6; 24]).unwrap();
        assert_eq!(sealed.open(&KEY), Ok(b"secret".to_vec()));
        assert_eq!(sealed.open(&[4; 32]), Err(SealedError::Refused));
        let other = Sealed {
            commitment: commitment(b"other"),
            ..sealed
        };
        assert_eq!(other.open(&KEY), Err(SealedError::OtherContent));
        for bad in ["", "AAAA", "not base64"] {
            assert_eq!(open(bad, &KEY), Err(SealedError::Form));
        }
    }

    #[test]
    fn a_flipped_bit_is_refused() {
        let sealed = seal(b"secret", &KEY, &[6; 24]).unwrap().sealed;
        let bytes = BASE64_STANDARD.decode(sealed).unwrap();
        for at in 0..bytes.len() * 8 {
            let mut changed = bytes.clone();
            changed[at / 8] ^= 1 << (at % 8);
            let changed = BASE64_STANDARD.encode(changed);
            assert_eq!(open(&changed, &KEY), Err(SealedError::Refused), "bit {at}");
        }
    }

    #[test]
    fn personal_data_is_not_shown_by_debug() {
        let name = PersonName {
            kk: "Қ".to_owned(),
            ru: "К".to_owned(),
            latn: "K".to_owned(),
        };
        let data = PersonalData {
            salt: Digest([7; 32]),
            name,
            contact: BTreeMap::new(),
        };
        assert_eq!(
            format!("{data:?} {:?}", data.name),
            "PersonalData(..) PersonName(..)"
        );
        let plaintext = data.plaintext().unwrap();
        assert_eq!(PersonalData::from_plaintext(plaintext.as_bytes()), Ok(data));
        let more = plaintext.replace("{\"salt\"", "{\"iin\":\"1\",\"salt\"");
        assert_eq!(
            PersonalData::from_plaintext(more.as_bytes()),
            Err(SealedError::Content)
        );
    }
}
