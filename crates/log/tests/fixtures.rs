//! Every event version ever written still opens, verifies, and is written the same way.
//!
//! `fixtures/<EventName>.v<N>.json` holds one whole leaf, signed by the keys of
//! `fixtures/events-v1.json`. They are made once and never regenerated: a fixture that
//! fails means that histories out there fail. A new event, or a new version of one, brings
//! a new file.

#![expect(clippy::unwrap_used, reason = "a test may stop where it stands")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use medreg_domain::Event;
use medreg_log::{Draft, Envelope, Leaf, NoteSignature, Recorded, VerifierKey, encode, event_type};
use serde_json::Value;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures")
}

fn json(path: &Path) -> Value {
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

/// Name of the event, version, fixture.
fn fixtures() -> Vec<(String, u32, Value)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder()).unwrap() {
        let path = entry.unwrap().path();
        let file = path.file_name().unwrap().to_str().unwrap();
        // The worked example of the wire contract is told by its hyphen.
        let Some((name, version)) = file
            .strip_suffix(".json")
            .and_then(|it| it.split_once(".v"))
        else {
            continue;
        };
        found.push((name.to_owned(), version.parse().unwrap(), json(&path)));
    }
    found
}

fn keys() -> [VerifierKey; 2] {
    let vectors = json(&folder().join("events-v1.json"));
    ["federal", "court"].map(|role| {
        let vkey = vectors["keys"][role]["vkey"].as_str().unwrap();
        vkey.parse().unwrap()
    })
}

#[test]
fn every_event_has_a_fixture() {
    let known: BTreeSet<String> = Event::names().map(str::to_owned).collect();
    let kept: BTreeSet<String> = fixtures().into_iter().map(|(name, ..)| name).collect();
    let missing: Vec<_> = known.difference(&kept).collect();
    assert!(
        missing.is_empty(),
        "add fixtures/<EventName>.v1.json, a signed leaf, for {missing:?}"
    );
    let unknown: Vec<_> = kept.difference(&known).collect();
    assert!(
        unknown.is_empty(),
        "an event name never changes once written: {unknown:?} are gone"
    );
}

#[test]
fn every_version_ever_written_still_verifies_and_is_written_the_same() {
    let keys = keys();
    for (name, version, fixture) in fixtures() {
        let (line, header) = (
            fixture["line"].as_str().unwrap(),
            fixture["signature"].as_str().unwrap(),
        );
        let signature: NoteSignature = header.parse().unwrap();
        let leaf = Leaf::new(line, &signature).unwrap();
        let key = keys.iter().find(|key| key.name() == signature.name());
        assert_eq!(leaf.verify(key.unwrap()), Ok(()), "{name}.v{version}");

        let envelope = Envelope::parse(line.as_bytes()).unwrap();
        let written = format!("medreg.{name}.v{version}");
        assert_eq!(envelope.event_type, written);
        let recorded = Recorded::from_envelope(&envelope)
            .unwrap_or_else(|error| panic!("{written} no longer opens: {error}: {error:?}"));
        assert_eq!(recorded.event.name(), name);
        // An older version is read through its upcast and written as the newest.
        if event_type(&recorded.event) == written {
            assert_eq!(encode(&recorded.event).unwrap(), envelope.data.get());
            assert_eq!(
                draft(&envelope).line(envelope.courtseq, envelope.prevhash),
                line
            );
        }
    }
}

fn draft(envelope: &Envelope<'_>) -> Draft {
    Draft {
        id: envelope.id,
        source: envelope.source,
        event_type: envelope.event_type.clone().into_owned(),
        subject: envelope.subject.clone().into_owned(),
        time: envelope.time,
        occurred_on: envelope.occurred_on,
        ruleset: envelope.ruleset.as_deref().map(str::to_owned),
        actor: envelope.actor.clone().into_owned(),
        correlation_id: envelope.correlation_id,
        causation_id: envelope.causation_id,
        seen: envelope.seen,
        data: envelope.data.get().to_owned(),
    }
}
