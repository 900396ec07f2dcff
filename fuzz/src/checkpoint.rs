//! Signed tree heads: nothing but what was signed is believed.

use std::sync::LazyLock;

use medreg_audit::Policy;
use medreg_log::{Checkpoint, SignedCheckpoint, SignedNote, empty_root};

use crate::{fixture, policy};

static POLICIES: LazyLock<Vec<Policy>> = LazyLock::new(|| {
    let texts = policy::texts();
    texts.iter().map(|text| text.parse().unwrap()).collect()
});

/// Reads a note as a checkpoint and asks each policy about it.
pub fn check(bytes: &[u8]) -> bool {
    let Ok(note) = std::str::from_utf8(bytes) else {
        return false;
    };
    let parsed = SignedNote::parse(note).ok();
    let stated = parsed.and_then(|note| note.text().parse::<Checkpoint>().ok());
    if let Some(checkpoint) = &stated {
        let written = checkpoint.to_string();
        // Extension lines may follow, and are not kept.
        assert!(note.starts_with(&written));
        assert_eq!(written.parse().as_ref(), Ok(checkpoint));
    }
    for policy in POLICIES.iter() {
        if let Ok(believed) = policy.believe(note) {
            assert_eq!(believed.note, note);
            assert_eq!(Some(&believed.checkpoint), stated.as_ref());
            assert!(is_signed(note), "the log never signed {note}");
        }
    }
    if let Ok(signed) = SignedCheckpoint::verify(note, &fixture::key("log").vkey()) {
        assert_eq!(Some(signed.checkpoint()), stated.as_ref());
        assert!(is_signed(note), "the log never signed {note}");
    }
    stated.is_some()
}

fn is_signed(note: &str) -> bool {
    let signed = fixture::checkpoint();
    let text = |note: &str| note.rfind("\n\n").map(|cut| note[..cut].to_owned());
    text(note) == text(&signed)
}

/// The worked example's checkpoint, alone and cosigned; others that nobody believes.
pub fn seeds() -> Vec<Vec<u8>> {
    let note = fixture::checkpoint();
    let extended = note.replacen("\n\n", "\nextension\n\n", 1);
    let court = fixture::key("court");
    let empty = Checkpoint {
        origin: court.name().to_owned(),
        size: 0,
        root: empty_root(),
    };
    let empty = SignedCheckpoint::sign(empty, &court)
        .unwrap()
        .note()
        .to_owned();
    let notes = [note, fixture::cosigned(), extended, empty];
    notes.map(String::into_bytes).to_vec()
}
