//! Leaves and signed notes: put together again, the parts are the bytes that came.

use std::fmt::Write;

use base64::prelude::{BASE64_STANDARD, Engine};
use medreg_log::{LEAF_BYTES_MAX, Leaf, SignedNote};

use crate::fixture;

/// Reads bytes as a leaf and as a signed note.
pub fn check(bytes: &[u8]) -> bool {
    let note = std::str::from_utf8(bytes).ok();
    let note = note.and_then(|text| SignedNote::parse(text).ok());
    if let Some(note) = &note {
        assert_eq!(written(note).as_bytes(), bytes);
    }
    let Ok(leaf) = Leaf::parse(bytes) else {
        return note.is_some();
    };
    assert!(bytes.len() <= LEAF_BYTES_MAX);
    assert_eq!(leaf.as_bytes(), bytes);
    let (line, header) = (leaf.line(), leaf.signature_header());
    assert_eq!(format!("{line}\n"), leaf.signed_text());
    assert_eq!(format!("{line}\n\n— {header}\n").as_bytes(), bytes);
    if let Ok(signature) = leaf.signature() {
        assert_eq!(signature.to_string(), header);
        assert_eq!(Leaf::new(line, &signature).unwrap(), leaf);
        assert_eq!(note.unwrap().text(), leaf.signed_text());
    }
    if leaf.verify(&fixture::key("court").vkey()).is_ok() {
        assert!(is_of_fixture(line), "the court never signed {line}");
    }
    true
}

/// The note in its one form.
fn written(note: &SignedNote<'_>) -> String {
    let mut text = format!("{}\n", note.text());
    for line in note.signatures() {
        let base64 = BASE64_STANDARD.encode([&line.id.0[..], &line.bytes].concat());
        writeln!(text, "— {} {base64}", line.name).unwrap();
    }
    text
}

fn is_of_fixture(line: &str) -> bool {
    let example = fixture::example_leaves();
    fixture::events().iter().any(|(known, _)| known == line)
        || example.iter().any(|leaf| leaf.starts_with(line.as_bytes()))
}

/// A leaf of every event.
pub fn seeds() -> Vec<Vec<u8>> {
    let fixtures = fixture::leaves().into_iter().map(Leaf::into_bytes);
    fixtures.chain(fixture::example_leaves()).collect()
}
