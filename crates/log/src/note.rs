//! Signed notes after C2SP `signed-note` v1.0.0, Ed25519 only (signature type 0x01).
//!
//! Knows keys, texts and signature lines; what a text says, and whose key is valid when,
//! is decided elsewhere. Events are notes in `leaf.rs`, tree heads in `checkpoint.rs`.

use std::fmt;
use std::str::FromStr;

use base64::prelude::{BASE64_STANDARD, Engine};
use ed25519_dalek::{Signer, Verifier};
use sha2::{Digest as _, Sha256};

/// The signature type of Ed25519 in key ids and verifier keys.
const ED25519: u8 = 0x01;
/// What every signature line begins with.
const DASH: &str = "— ";
/// More lines than log, witnesses and rotation together can need.
const SIGNATURE_LINES_MAX: usize = 100;

/// The first four bytes of the hash of a key and its name: a hint, never a proof.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeyId(pub [u8; 4]);

/// Why a key, a signature or a note cannot be read, or does not hold.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoteError {
    /// A key name is empty, or has white space or a plus sign.
    #[error("`{0}` cannot name a key: a name is not empty and has no white space and no `+`")]
    KeyName(String),
    /// The verifier key is not of the form `name+id+base64`.
    #[error("`{0}` is not a verifier key of the form name+hash+base64 for Ed25519")]
    VerifierKey(String),
    /// The signature is not of the form `name base64`.
    #[error("a signature is written as `<key name> <base64>` with an Ed25519 signature")]
    Signature,
    /// The note has no text, no signature, or a line that is neither.
    #[error("this is not a signed note: {0}")]
    Note(&'static str),
    /// A signature is by another key than the one it is checked with.
    #[error("the signature is by key `{found}`, but `{expected}` was expected")]
    OtherKey {
        /// Name and id of the key it is checked with.
        expected: String,
        /// Name and id that the signature states.
        found: String,
    },
    /// The signature does not fit the text.
    #[error("the signature of `{0}` does not fit the text: one of the two was changed")]
    Invalid(String),
    /// No signature is by a key that is known here.
    #[error("none of the signatures is by a key that is known here")]
    NoKnownKey,
    /// The system gives no random bytes.
    #[error("the operating system gives no random bytes for a new key")]
    NoRandomness,
}

/// A private key with its name. `Debug` shows the name and id alone.
#[derive(Clone)]
pub struct SigningKey {
    vkey: VerifierKey,
    key: ed25519_dalek::SigningKey,
}

/// A public key with its name, written `name+hash+base64`.
///
/// ```
/// use medreg_log::{SigningKey, VerifierKey};
/// let vkey = SigningKey::from_seed("register.example", &[1; 32])?.vkey();
/// assert_eq!(vkey.to_string().parse::<VerifierKey>()?, vkey);
/// # Ok::<(), medreg_log::NoteError>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct VerifierKey {
    name: String,
    id: KeyId,
    key: ed25519_dalek::VerifyingKey,
}

/// One Ed25519 signature, written `<key name> <base64(key id ‖ signature)>`.
#[derive(Clone, PartialEq, Eq)]
pub struct NoteSignature {
    name: String,
    id: KeyId,
    bytes: [u8; 64],
}

/// A text and the signature lines below it; parsed, not yet verified.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedNote<'a> {
    text: &'a str,
    signatures: Vec<SignatureLine<'a>>,
}

/// A signature line of any type: who signed, and the bytes after the key id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignatureLine<'a> {
    /// The name of the key.
    pub name: &'a str,
    /// The id of the key.
    pub id: KeyId,
    /// What follows the id: for Ed25519 the 64 bytes of the signature.
    pub bytes: Vec<u8>,
}

impl SigningKey {
    /// The key that grows from a seed of 32 secret bytes.
    pub fn from_seed(name: &str, seed: &[u8; 32]) -> Result<Self, NoteError> {
        let key = ed25519_dalek::SigningKey::from_bytes(seed);
        let vkey = VerifierKey::new(name, key.verifying_key())?;
        Ok(Self { vkey, key })
    }

    /// A new key from the randomness of the operating system.
    pub fn generate(name: &str) -> Result<Self, NoteError> {
        let mut seed = [0; 32];
        getrandom::fill(&mut seed).map_err(|_| NoteError::NoRandomness)?;
        Self::from_seed(name, &seed)
    }

    /// The name of the key.
    pub fn name(&self) -> &str {
        &self.vkey.name
    }

    /// The secret bytes, to be stored and shown to nobody.
    pub fn seed(&self) -> [u8; 32] {
        self.key.to_bytes()
    }

    /// The public half.
    pub fn vkey(&self) -> VerifierKey {
        self.vkey.clone()
    }

    /// Signs a text, which ends with a newline.
    pub fn sign(&self, text: &str) -> NoteSignature {
        NoteSignature {
            name: self.vkey.name.clone(),
            id: self.vkey.id,
            bytes: self.key.sign(text.as_bytes()).to_bytes(),
        }
    }
}

impl VerifierKey {
    fn new(name: &str, key: ed25519_dalek::VerifyingKey) -> Result<Self, NoteError> {
        check_key_name(name)?;
        Ok(Self {
            name: name.to_owned(),
            id: key_id(name, ED25519, &key),
            key,
        })
    }

    /// The name of the key.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The id that signatures of this key state.
    pub fn key_id(&self) -> KeyId {
        self.id
    }

    /// Checks that this key signed this text, which ends with a newline.
    pub fn verify(&self, text: &str, signature: &NoteSignature) -> Result<(), NoteError> {
        if !self.is_named(&signature.name, signature.id) {
            return Err(NoteError::OtherKey {
                expected: format!("{}+{}", self.name, self.id),
                found: format!("{}+{}", signature.name, signature.id),
            });
        }
        self.verify_bytes(text, &signature.bytes)
    }

    fn is_named(&self, name: &str, id: KeyId) -> bool {
        self.id == id && self.name == name
    }

    // The plain equation of RFC 8032 binds, since keys of small order are refused when parsed.
    fn verify_bytes(&self, text: &str, bytes: &[u8; 64]) -> Result<(), NoteError> {
        self.key
            .verify(
                text.as_bytes(),
                &ed25519_dalek::Signature::from_bytes(bytes),
            )
            .map_err(|_| NoteError::Invalid(self.name.clone()))
    }
}

impl NoteSignature {
    /// The name of the key that signed.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The id of the key that signed.
    pub fn key_id(&self) -> KeyId {
        self.id
    }

    /// The line as it stands in a note: dash, name, base64, newline.
    pub fn note_line(&self) -> String {
        format!("{DASH}{self}\n")
    }
}

impl<'a> SignedNote<'a> {
    /// Takes a note apart into its text and signature lines.
    pub fn parse(note: &'a str) -> Result<Self, NoteError> {
        if note.bytes().any(|byte| byte < 0x20 && byte != b'\n') {
            return Err(NoteError::Note("it has control characters"));
        }
        let cut = note
            .rfind("\n\n")
            .ok_or(NoteError::Note("no empty line ends the text"))?;
        let (text, lines) = (&note[..=cut], &note[cut + 2..]);
        let lines = lines
            .strip_suffix('\n')
            .ok_or(NoteError::Note("the last line has no newline"))?;
        let signatures: Vec<_> = lines
            .split('\n')
            .take(SIGNATURE_LINES_MAX + 1)
            .map(SignatureLine::parse)
            .collect::<Result<_, _>>()?;
        if signatures.len() > SIGNATURE_LINES_MAX {
            return Err(NoteError::Note("it has more than 100 signature lines"));
        }
        Ok(Self { text, signatures })
    }

    /// The text that was signed, with its final newline.
    pub fn text(&self) -> &'a str {
        self.text
    }

    /// The signature lines in their order, verified or not.
    pub fn signatures(&self) -> &[SignatureLine<'a>] {
        &self.signatures
    }

    /// Checks all signatures by the known keys and returns the keys that signed.
    ///
    /// Lines by unknown keys are passed over; a bad line by a known key fails the note.
    pub fn verify<'k>(&self, known: &'k [VerifierKey]) -> Result<Vec<&'k VerifierKey>, NoteError> {
        let mut signed = Vec::new();
        for line in &self.signatures {
            let Some(key) = known.iter().find(|key| key.is_named(line.name, line.id)) else {
                continue;
            };
            let invalid = || NoteError::Invalid(key.name.clone());
            let bytes = line.bytes.as_slice().try_into().map_err(|_| invalid())?;
            key.verify_bytes(self.text, bytes)?;
            if !signed.contains(&key) {
                signed.push(key);
            }
        }
        if signed.is_empty() {
            return Err(NoteError::NoKnownKey);
        }
        Ok(signed)
    }
}

impl<'a> SignatureLine<'a> {
    fn parse(line: &'a str) -> Result<Self, NoteError> {
        let header = line.strip_prefix(DASH).ok_or(NoteError::Note(
            "a signature line begins with a dash and a space",
        ))?;
        let (name, base64) = header.split_once(' ').ok_or(NoteError::Signature)?;
        check_key_name(name)?;
        let bytes = BASE64_STANDARD
            .decode(base64)
            .map_err(|_| NoteError::Signature)?;
        match bytes.split_first_chunk() {
            Some((id, rest)) if !rest.is_empty() => Ok(Self {
                name,
                id: KeyId(*id),
                bytes: rest.to_vec(),
            }),
            _ => Err(NoteError::Signature),
        }
    }
}

fn check_key_name(name: &str) -> Result<(), NoteError> {
    if name.is_empty() || name.contains(|c: char| c.is_whitespace() || c.is_control() || c == '+') {
        return Err(NoteError::KeyName(name.chars().take(64).collect()));
    }
    Ok(())
}

impl FromStr for VerifierKey {
    type Err = NoteError;

    fn from_str(text: &str) -> Result<Self, NoteError> {
        let (name, key) = parse_vkey(text, ED25519)?;
        Self::new(&name, key)
    }
}

/// Reads `name+id+base64(type ‖ key)` of an Ed25519 key for signatures of this type.
pub(crate) fn parse_vkey(
    text: &str,
    signature_type: u8,
) -> Result<(String, ed25519_dalek::VerifyingKey), NoteError> {
    let wrong = || NoteError::VerifierKey(text.chars().take(160).collect());
    let mut parts = text.splitn(3, '+');
    let (Some(name), Some(id), Some(base64)) = (parts.next(), parts.next(), parts.next()) else {
        return Err(wrong());
    };
    let bytes = BASE64_STANDARD.decode(base64).map_err(|_| wrong())?;
    let (found, key) = bytes.split_first().ok_or_else(wrong)?;
    let key = key.try_into().map_err(|_| wrong())?;
    let key = ed25519_dalek::VerifyingKey::from_bytes(key).map_err(|_| wrong())?;
    // Small-order keys let one signature fit many texts.
    if *found != signature_type || key.is_weak() {
        return Err(wrong());
    }
    check_key_name(name)?;
    if key_id(name, signature_type, &key).to_string() != id {
        return Err(wrong());
    }
    Ok((name.to_owned(), key))
}

/// SHA-256(name ‖ 0x0A ‖ type ‖ key), its first four bytes.
pub(crate) fn key_id(name: &str, signature_type: u8, key: &ed25519_dalek::VerifyingKey) -> KeyId {
    let hash = Sha256::new()
        .chain_update(name)
        .chain_update([b'\n', signature_type])
        .chain_update(key.as_bytes())
        .finalize();
    let mut id = KeyId([0; 4]);
    id.0.copy_from_slice(&hash[..4]);
    id
}

impl FromStr for NoteSignature {
    type Err = NoteError;

    fn from_str(header: &str) -> Result<Self, NoteError> {
        let (name, base64) = header.split_once(' ').ok_or(NoteError::Signature)?;
        check_key_name(name)?;
        // Four bytes of id and 64 of signature; the decoder asks for room to spare.
        let mut buffer = [0; 72];
        let Ok(68) = BASE64_STANDARD.decode_slice(base64, &mut buffer) else {
            return Err(NoteError::Signature);
        };
        let mut signature = Self {
            name: name.to_owned(),
            id: KeyId([0; 4]),
            bytes: [0; 64],
        };
        signature.id.0.copy_from_slice(&buffer[..4]);
        signature.bytes.copy_from_slice(&buffer[4..68]);
        Ok(signature)
    }
}

impl fmt::Display for KeyId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:08x}", u32::from_be_bytes(self.0))
    }
}

impl fmt::Debug for KeyId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, out)
    }
}

impl fmt::Display for VerifierKey {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut bytes = [ED25519; 33];
        bytes[1..].copy_from_slice(self.key.as_bytes());
        write!(
            out,
            "{}+{}+{}",
            self.name,
            self.id,
            BASE64_STANDARD.encode(bytes)
        )
    }
}

impl fmt::Debug for VerifierKey {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, out)
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            out,
            "SigningKey({}+{}, secret)",
            self.vkey.name, self.vkey.id
        )
    }
}

impl fmt::Display for NoteSignature {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut bytes = [0; 68];
        bytes[..4].copy_from_slice(&self.id.0);
        bytes[4..].copy_from_slice(&self.bytes);
        write!(out, "{} {}", self.name, BASE64_STANDARD.encode(bytes))
    }
}

impl fmt::Debug for NoteSignature {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, out)
    }
}

#[cfg(test)]
mod tests {
    use signed_note::{Note, StandardVerifier, VerifierList};

    use super::*;

    fn key(seed: u8) -> SigningKey {
        SigningKey::from_seed("register.example", &[seed; 32]).unwrap()
    }

    fn note(text: &str, keys: &[SigningKey]) -> String {
        let lines: String = keys.iter().map(|key| key.sign(text).note_line()).collect();
        format!("{text}\n{lines}")
    }

    #[test]
    fn another_crate_reads_and_verifies_our_notes() {
        let note = note("one\n\ntwo\n", &[key(1), key(2)]);
        let verifier = StandardVerifier::new(&key(2).vkey().to_string()).unwrap();
        let parsed = Note::from_bytes(note.as_bytes()).unwrap();
        let (good, unknown) = parsed
            .verify(&VerifierList::new(vec![Box::new(verifier)]))
            .unwrap();
        assert_eq!((good.len(), unknown.len()), (1, 1));
        assert_eq!(
            parsed.text(),
            SignedNote::parse(&note).unwrap().text().as_bytes()
        );
    }

    #[test]
    fn a_note_is_verified_by_the_keys_that_are_known() {
        let (text, known) = ("text\n", [key(1).vkey(), key(3).vkey()]);
        let note = note(text, &[key(1), key(2)]);
        let parsed = SignedNote::parse(&note).unwrap();
        assert_eq!(parsed.text(), text);
        assert_eq!(parsed.verify(&known), Ok(vec![&known[0]]));
        assert_eq!(parsed.verify(&known[1..]), Err(NoteError::NoKnownKey));
        let changed = note.replace("text", "next");
        let changed = SignedNote::parse(&changed).unwrap();
        assert_eq!(
            changed.verify(&known),
            Err(NoteError::Invalid("register.example".to_owned()))
        );
    }

    #[test]
    fn a_malformed_note_is_refused() {
        let good = note("text\n", &[key(1)]);
        assert!(SignedNote::parse(&good).is_ok());
        let longer = format!("{good}{}", &good["text\n\n".len()..].repeat(100));
        for bad in [
            "",
            "text\n",
            "text\n\n",
            good.trim_end(),
            &good.replace("— ", "- "),
            &good.replace("example ", "example+"),
            &good.replace("example ", "exa mple "),
            &good.replace("text", "te\txt"),
            &good.replace("=\n", "\n"),
            &format!("{good}\n"),
            &format!("{good}more\n"),
            "text\n\n— name AAAAAA==\n",
            &longer,
        ] {
            assert!(SignedNote::parse(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn a_signature_reads_back_and_binds_key_and_text() {
        let signature = key(1).sign("text\n");
        assert_eq!(signature.to_string().parse(), Ok(signature.clone()));
        assert_eq!(key(1).vkey().verify("text\n", &signature), Ok(()));
        assert!(matches!(
            key(1).vkey().verify("next\n", &signature),
            Err(NoteError::Invalid(_))
        ));
        assert!(matches!(
            key(2).vkey().verify("text\n", &signature),
            Err(NoteError::OtherKey { .. })
        ));
        for bad in ["", "name", "name ", "name AAAA", " AAAA", "na+me AAAA"] {
            assert!(bad.parse::<NoteSignature>().is_err(), "{bad}");
        }
    }

    #[test]
    fn a_verifier_key_is_checked_when_it_is_read() {
        let good = key(1).vkey().to_string();
        assert_eq!(good.parse(), Ok(key(1).vkey()));
        let weak = VerifierKey::new(
            "weak",
            ed25519_dalek::VerifyingKey::from_bytes(&{
                let mut identity = [0; 32];
                identity[0] = 1;
                identity
            })
            .unwrap(),
        );
        for bad in [
            "",
            "register.example",
            &good.replace("57db317f", "57db317e"),
            &good.replace("57db317f", "57DB317F"),
            &good.replace("register", "other"),
            &good.replace("+AYqI", "+AoqI"),
            &good[..good.len() - 4],
            &weak.unwrap().to_string(),
        ] {
            assert!(bad.parse::<VerifierKey>().is_err(), "{bad}");
        }
    }

    #[test]
    fn a_key_needs_a_name_that_stands_in_a_line() {
        for bad in ["", "a b", "a+b", "a\nb", "a\u{a0}b"] {
            assert!(SigningKey::from_seed(bad, &[1; 32]).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn a_signing_key_shows_no_secret() {
        let key = SigningKey::generate("register.example").unwrap();
        let again = SigningKey::from_seed("register.example", &key.seed()).unwrap();
        assert_eq!(again.vkey(), key.vkey());
        assert_eq!(
            format!("{:?}", self::key(1)),
            "SigningKey(register.example+57db317f, secret)"
        );
    }
}
