//! A leaf: one event's JSON line with its signature, exactly as hashed and stored.
//!
//! Knows where the line ends and the signature begins; what the line says is
//! `envelope.rs`, who may sign is decided by whoever knows the keys.

use std::borrow::Cow;

use medreg_domain::Digest;
use memchr::memchr;

use crate::envelope::{Envelope, EnvelopeError};
use crate::note::{NoteError, NoteSignature, SigningKey, VerifierKey};
use crate::tree::leaf_hash;

/// A bundle writes the length of a leaf in two bytes.
pub const LEAF_BYTES_MAX: usize = 65_535;

/// What stands between the line and the signature header.
const SEPARATOR: &str = "\n\n— ";

/// Bytes that are no leaf.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LeafError {
    /// The leaf does not fit into a bundle.
    #[error("a leaf has at most 65535 bytes, this one has {0}")]
    TooLong(usize),
    /// The bytes are not text.
    #[error("a leaf is UTF-8 text, and these bytes are not")]
    NotUtf8,
    /// The text is not a line, an empty line and one signature line.
    #[error("a leaf is one line, an empty line and one signature line")]
    Form,
    /// The signature cannot be read or does not hold.
    #[error(transparent)]
    Signature(#[from] NoteError),
}

/// A signed line: the line, an empty line, and `— <key name> <base64>`.
///
/// Holding one says that the form is right, not that the signature holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leaf<'a> {
    text: Cow<'a, str>,
    line_bytes: usize,
}

impl Leaf<'static> {
    /// The leaf of a line and the signature that came with it.
    pub fn new(line: &str, signature: &NoteSignature) -> Result<Self, LeafError> {
        let text = format!("{line}\n\n{}", signature.note_line());
        let line_bytes = check_form(&text)?;
        Ok(Self {
            text: Cow::Owned(text),
            line_bytes,
        })
    }

    /// Signs a line.
    pub fn sign(line: &str, key: &SigningKey) -> Result<Self, LeafError> {
        Self::new(line, &key.sign(&format!("{line}\n")))
    }
}

impl<'a> Leaf<'a> {
    /// Takes stored bytes as a leaf; nothing is copied.
    pub fn parse(bytes: &'a [u8]) -> Result<Self, LeafError> {
        let text = std::str::from_utf8(bytes).map_err(|_| LeafError::NotUtf8)?;
        let line_bytes = check_form(text)?;
        Ok(Self {
            text: Cow::Borrowed(text),
            line_bytes,
        })
    }

    /// The bytes that are hashed and stored.
    pub fn as_bytes(&self) -> &[u8] {
        self.text.as_bytes()
    }

    /// The same, taken out.
    pub fn into_bytes(self) -> Vec<u8> {
        self.text.into_owned().into_bytes()
    }

    /// The JSON line without its newline.
    pub fn line(&self) -> &str {
        &self.text[..self.line_bytes]
    }

    /// The attributes of the event in the line.
    pub fn envelope(&self) -> Result<Envelope<'_>, EnvelopeError> {
        Envelope::of_line(self.line())
    }

    /// The text that was signed: the line and its newline.
    pub fn signed_text(&self) -> &str {
        &self.text[..=self.line_bytes]
    }

    /// The signature as it travels in a header: `<key name> <base64>`.
    pub fn signature_header(&self) -> &str {
        &self.text[self.line_bytes + SEPARATOR.len()..self.text.len() - 1]
    }

    /// The signature, read.
    pub fn signature(&self) -> Result<NoteSignature, LeafError> {
        Ok(self.signature_header().parse()?)
    }

    /// Checks that this key signed the line.
    pub fn verify(&self, key: &VerifierKey) -> Result<(), LeafError> {
        Ok(key.verify(self.signed_text(), &self.signature()?)?)
    }

    /// The leaf hash, which the source's next event names as `prevhash`.
    pub fn hash(&self) -> Digest {
        leaf_hash(self.as_bytes())
    }
}

/// The length of the line, if the text is a line, an empty line and a signature line.
fn check_form(text: &str) -> Result<usize, LeafError> {
    if text.len() > LEAF_BYTES_MAX {
        return Err(LeafError::TooLong(text.len()));
    }
    let line_bytes = memchr(b'\n', text.as_bytes()).ok_or(LeafError::Form)?;
    let header = text[line_bytes..]
        .strip_prefix(SEPARATOR)
        .and_then(|header| header.strip_suffix('\n'))
        .ok_or(LeafError::Form)?;
    let (name, base64) = header.split_once(' ').ok_or(LeafError::Form)?;
    if line_bytes == 0
        || has_control(&text[..line_bytes])
        || has_control(header)
        || name.is_empty()
        || base64.is_empty()
        || base64.contains(' ')
    {
        return Err(LeafError::Form);
    }
    Ok(line_bytes)
}

/// True if the text has a control character, which JSON and base64 need none of.
///
/// The least of all bytes, without a branch: that is fastest.
pub(crate) fn has_control(text: &str) -> bool {
    text.bytes().fold(u8::MAX, u8::min) < 0x20
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::note::SignedNote;

    fn key() -> SigningKey {
        SigningKey::from_seed("court.example", &[3; 32]).unwrap()
    }

    #[test]
    fn a_leaf_comes_apart_as_it_was_put_together() {
        let leaf = Leaf::sign(r#"{"a":"б"}"#, &key()).unwrap();
        let bytes = leaf.clone().into_bytes();
        let again = Leaf::parse(&bytes).unwrap();
        assert_eq!(again, leaf);
        assert_eq!(again.line(), r#"{"a":"б"}"#);
        assert_eq!(again.signed_text(), "{\"a\":\"б\"}\n");
        assert_eq!(
            again.signature().unwrap().to_string(),
            again.signature_header()
        );
        assert_eq!(again.verify(&key().vkey()), Ok(()));
        assert_eq!(again.hash(), leaf_hash(&bytes));
    }

    #[test]
    fn a_leaf_is_a_signed_note() {
        let leaf = Leaf::sign("{}", &key()).unwrap();
        let note = SignedNote::parse(std::str::from_utf8(leaf.as_bytes()).unwrap()).unwrap();
        assert_eq!(note.text(), leaf.signed_text());
        assert!(note.verify(&[key().vkey()]).is_ok());
    }

    #[test]
    fn anything_else_is_no_leaf() {
        for bad in [
            "",
            "{}",
            "{}\n",
            "\n\n— a b\n",
            "{}\n\n— a b",
            "{}\n— a b\n",
            "{}\n\n- a b\n",
            "{}\n\n— a\n",
            "{}\n\n— a b c\n",
            "{}\n\n— a b\n— c d\n",
            "{}\n\n— a b\n\n",
            "{\t}\n\n— a b\n",
            "{\r}\n\n— a b\n",
        ] {
            assert_eq!(Leaf::parse(bad.as_bytes()), Err(LeafError::Form), "{bad:?}");
        }
        assert_eq!(Leaf::parse(b"\xff\n\n"), Err(LeafError::NotUtf8));
        let long = format!("{{{}}}\n\n— a b\n", " ".repeat(LEAF_BYTES_MAX));
        assert_eq!(
            Leaf::parse(long.as_bytes()),
            Err(LeafError::TooLong(long.len()))
        );
        assert!(Leaf::sign("{\n}", &key()).is_err());
    }

    #[test]
    fn a_flipped_bit_is_found() {
        let bytes = Leaf::sign(r#"{"n":1}"#, &key()).unwrap().into_bytes();
        for at in 0..bytes.len() * 8 {
            let mut changed = bytes.clone();
            changed[at / 8] ^= 1 << (at % 8);
            let verified = Leaf::parse(&changed).and_then(|leaf| leaf.verify(&key().vkey()));
            assert!(verified.is_err(), "bit {at}");
        }
    }
}
