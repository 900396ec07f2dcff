//! A SHA-256 value as it stands in events: base64, 32 bytes.

use std::fmt;
use std::str::FromStr;

use base64::prelude::{BASE64_STANDARD, Engine};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// Thirty-two bytes of a SHA-256 hash or HMAC, written as standard base64.
///
/// ```
/// use medreg_domain::Digest;
/// let text = "k3JmAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
/// let digest: Digest = text.parse()?;
/// assert_eq!(digest.to_string(), text);
/// # Ok::<(), medreg_domain::DigestError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest(pub [u8; 32]);

/// The text is not base64 of exactly 32 bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a hash is written as base64 of 32 bytes (44 characters)")]
pub struct DigestError;

impl Digest {
    /// The bytes.
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl FromStr for Digest {
    type Err = DigestError;

    fn from_str(text: &str) -> Result<Self, DigestError> {
        let mut bytes = [0; 33];
        match BASE64_STANDARD.decode_slice(text, &mut bytes) {
            Ok(32) => {
                let mut digest = [0; 32];
                digest.copy_from_slice(&bytes[..32]);
                Ok(Self(digest))
            }
            _ => Err(DigestError),
        }
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = [0; 44];
        let written = BASE64_STANDARD.encode_slice(self.0, &mut text).unwrap_or(0);
        out.write_str(std::str::from_utf8(&text[..written]).unwrap_or_default())
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, out)
    }
}

impl Serialize for Digest {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            serializer.collect_str(self)
        } else {
            self.0.serialize(serializer)
        }
    }
}

impl<'de> Deserialize<'de> for Digest {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if deserializer.is_human_readable() {
            deserializer.deserialize_str(TextVisitor)
        } else {
            <[u8; 32]>::deserialize(deserializer).map(Self)
        }
    }
}

struct TextVisitor;

impl de::Visitor<'_> for TextVisitor {
    type Value = Digest;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("base64 of 32 bytes")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Digest, E> {
        text.parse().map_err(E::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_thirty_two_bytes_are_a_digest() {
        assert!("".parse::<Digest>().is_err());
        assert!("AAAA".parse::<Digest>().is_err());
        assert!("A".repeat(44).parse::<Digest>().is_err());
        assert_eq!(Digest([0; 32]).to_string().parse(), Ok(Digest([0; 32])));
    }

    #[test]
    fn a_digest_is_told_as_it_is_written() {
        let text = "A".repeat(43) + "=";
        assert_eq!(format!("{:?}", Digest([0; 32])), text);
        let refused = serde_json::from_str::<Digest>("7").unwrap_err();
        let told = refused.to_string();
        assert!(told.contains("expected base64 of 32 bytes"), "{told}");
    }
}
