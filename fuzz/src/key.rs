//! Keys of verifiers and witnesses, signature headers, digests: each has one form.

use medreg_domain::Digest;
use medreg_log::{NoteSignature, VerifierKey, WitnessKey};

use crate::fixture::{self, witness};

/// Reads a text as any of them.
pub fn check(bytes: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return false;
    };
    let mut is_read = false;
    if let Ok(key) = text.parse::<VerifierKey>() {
        assert_eq!(key.to_string(), text);
        is_read = true;
    }
    if let Ok(key) = text.parse::<WitnessKey>() {
        // The types of the two differ, so that neither passes for the other.
        assert!(text.parse::<VerifierKey>().is_err());
        assert!(text.starts_with(&format!("{key:?}+")));
        is_read = true;
    }
    if let Ok(signature) = text.parse::<NoteSignature>() {
        assert_eq!(signature.to_string(), text);
        is_read = true;
    }
    if let Ok(digest) = text.parse::<Digest>() {
        assert_eq!(digest.to_string(), text);
        is_read = true;
    }
    is_read
}

/// The keys of the worked example, two witnesses, a signature and a hash.
pub fn seeds() -> Vec<Vec<u8>> {
    let keys = ["log", "federal", "court"].map(|role| fixture::key(role).vkey().to_string());
    let leaf = fixture::leaves().swap_remove(0);
    let others = [leaf.signature_header().to_owned(), leaf.hash().to_string()];
    let witnesses = witness::all().map(|witness| witness.vkey());
    let all = keys.into_iter().chain(others).chain(witnesses);
    all.map(String::into_bytes).collect()
}
