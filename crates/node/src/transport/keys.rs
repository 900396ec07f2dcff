//! The names of wrapped data keys, and what can go wrong in keeping them.

use std::fmt;
use std::str::FromStr;

/// Characters in a key's id.
const ID_CHARS_MAX: usize = 64;

/// A data key's id: letters, digits, `-` and `_`, so that it can name a file and a subject.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct KeyId(String);

/// The text is not a data key's id.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a key id: 1 to {ID_CHARS_MAX} letters, digits, `-` or `_`")]
pub struct KeyIdError(pub String);

/// Why a wrapped key could not be kept, read or destroyed.
#[derive(Debug, thiserror::Error)]
#[error("could not {operation} key `{id}`: {reason}")]
pub struct KeyError {
    /// What was attempted.
    pub operation: &'static str,
    /// Which key.
    pub id: KeyId,
    /// The kind of failure.
    pub reason: String,
}

impl KeyId {
    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub(super) fn failed(&self, operation: &'static str, kind: impl fmt::Display) -> KeyError {
        KeyError {
            operation,
            id: self.clone(),
            reason: kind.to_string(),
        }
    }
}

impl FromStr for KeyId {
    type Err = KeyIdError;

    fn from_str(text: &str) -> Result<Self, KeyIdError> {
        let fits = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
        if text.is_empty() || text.len() > ID_CHARS_MAX || !text.bytes().all(fits) {
            return Err(KeyIdError(text.chars().take(ID_CHARS_MAX).collect()));
        }
        Ok(Self(text.to_owned()))
    }
}

impl fmt::Display for KeyId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_can_name_a_file_and_a_subject() {
        assert_eq!("k_01-Az".parse::<KeyId>().unwrap().as_str(), "k_01-Az");
        for text in ["", "..", "a/b", "a.b", "a b", "ключ", &"a".repeat(65)] {
            assert!(text.parse::<KeyId>().is_err(), "{text}");
        }
    }
}
