//! The worked example of the wire contract, reproduced byte for byte.

#![expect(clippy::unwrap_used, reason = "a test may stop where it stands")]

use std::collections::BTreeMap;

use base64::prelude::{BASE64_STANDARD, Engine};
use medreg_domain::Digest;
use medreg_log::{
    Checkpoint, Draft, Envelope, Frontier, Leaf, Link, NoteSignature, PersonName, PersonalData,
    SignedCheckpoint, SigningKey, VerifierKey, open, seal, verify_run,
};
use serde_json::Value;

fn vectors() -> Value {
    serde_json::from_str(include_str!("../fixtures/events-v1.json")).unwrap()
}

fn text<'a>(value: &'a Value, pointer: &str) -> &'a str {
    value.pointer(pointer).and_then(Value::as_str).unwrap()
}

fn bytes<const N: usize>(value: &Value, pointer: &str) -> [u8; N] {
    let hex = text(value, pointer);
    let bytes: Vec<u8> = (0..hex.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap())
        .collect();
    bytes.try_into().unwrap()
}

fn key(vectors: &Value, role: &str) -> SigningKey {
    let name = text(vectors, &format!("/keys/{role}/name"));
    SigningKey::from_seed(name, &bytes(vectors, &format!("/keys/{role}/seed"))).unwrap()
}

fn events(vectors: &Value) -> &[Value] {
    vectors["events"].as_array().unwrap()
}

fn signer(vectors: &Value, event: &Value) -> SigningKey {
    let header = text(event, "/signature_header");
    ["federal", "court"]
        .map(|role| key(vectors, role))
        .into_iter()
        .find(|key| header.starts_with(key.name()))
        .unwrap()
}

#[test]
fn keys_grow_from_their_seeds() {
    let vectors = vectors();
    for role in ["log", "federal", "court"] {
        let vkey = key(&vectors, role).vkey();
        let written = text(&vectors, &format!("/keys/{role}/vkey"));
        assert_eq!(vkey.to_string(), written);
        assert_eq!(written.parse::<VerifierKey>().unwrap(), vkey);
        assert_eq!(
            vkey.key_id().to_string(),
            text(&vectors, &format!("/keys/{role}/key_id"))
        );
    }
}

#[test]
fn lines_are_written_in_their_one_form() {
    for event in events(&vectors()) {
        let line = text(event, "/line");
        let read = Envelope::parse(line.as_bytes()).unwrap();
        let draft = Draft {
            id: read.id,
            source: read.source,
            event_type: read.event_type.clone().into_owned(),
            subject: read.subject.clone().into_owned(),
            time: read.time,
            occurred_on: read.occurred_on,
            ruleset: read.ruleset.as_deref().map(str::to_owned),
            actor: read.actor.clone().into_owned(),
            correlation_id: read.correlation_id,
            causation_id: read.causation_id,
            seen: read.seen,
            data: read.data.get().to_owned(),
        };
        assert_eq!(draft.line(read.courtseq, read.prevhash), line);
    }
}

#[test]
fn signatures_and_leaves_are_reproduced() {
    let vectors = vectors();
    for event in events(&vectors) {
        let (line, header) = (text(event, "/line"), text(event, "/signature_header"));
        let key = signer(&vectors, event);
        let leaf = Leaf::sign(line, &key).unwrap();
        let stored = BASE64_STANDARD.decode(text(event, "/leaf_base64")).unwrap();
        assert_eq!(leaf.as_bytes(), stored);
        assert_eq!(leaf.hash().to_string(), text(event, "/leaf_hash"));

        let received: NoteSignature = header.parse().unwrap();
        assert_eq!(received.to_string(), header);
        assert_eq!(Leaf::new(line, &received).unwrap(), leaf);

        let read = Leaf::parse(&stored).unwrap();
        assert_eq!((read.line(), read.signature_header()), (line, header));
        assert_eq!(read.verify(&key.vkey()), Ok(()));
    }
}

#[test]
fn the_courts_events_are_a_chain() {
    let vectors = vectors();
    let stored: Vec<_> = events(&vectors)
        .iter()
        .map(|event| BASE64_STANDARD.decode(text(event, "/leaf_base64")).unwrap())
        .collect();
    let leaves: Vec<_> = stored
        .iter()
        .map(|bytes| Leaf::parse(bytes).unwrap())
        .collect();
    let run: Vec<_> = leaves[1..]
        .iter()
        .map(|leaf| {
            Link::new(
                &Envelope::parse(leaf.line().as_bytes()).unwrap(),
                leaf.hash(),
            )
        })
        .collect();
    let head = verify_run(None, &run, &leaves[2], &key(&vectors, "court").vkey()).unwrap();
    assert_eq!((head.seq, head.leaf_hash), (2, leaves[2].hash()));
}

#[test]
fn the_checkpoint_is_reproduced() {
    let vectors = vectors();
    let mut tree = Frontier::default();
    for event in events(&vectors) {
        tree.append(text(event, "/leaf_hash").parse().unwrap());
    }
    let key = key(&vectors, "log");
    let origin = text(&vectors, "/origin").to_owned();
    let checkpoint = Checkpoint {
        origin,
        size: tree.size(),
        root: tree.root(),
    };
    let signed = SignedCheckpoint::sign(checkpoint, &key).unwrap();
    let note = text(&vectors, "/checkpoint");
    assert_eq!(signed.note(), note);
    assert_eq!(SignedCheckpoint::verify(note, &key.vkey()).unwrap(), signed);
}

#[test]
fn personal_data_is_sealed_as_in_the_event() {
    let vectors = vectors();
    let data_key = bytes(&vectors, "/personal/data_key");
    let plaintext = text(&vectors, "/personal/plaintext");
    let data = PersonalData {
        salt: Digest([7; 32]),
        name: PersonName {
            kk: "Ибраев Қанат Серікұлы".to_owned(),
            ru: "Ибраев Канат Серикович".to_owned(),
            latn: "Ibrayev Kanat".to_owned(),
        },
        contact: BTreeMap::from([("phone".to_owned(), "+7 700 000 00 00".to_owned())]),
    };
    assert_eq!(data.plaintext().unwrap(), plaintext);

    let nonce = bytes(&vectors, "/personal/nonce");
    let sealed = seal(plaintext.as_bytes(), &data_key, &nonce).unwrap();
    assert_eq!(
        sealed.commitment.to_string(),
        text(&vectors, "/personal/commitment")
    );

    let line = Envelope::parse(text(&vectors, "/events/2/line").as_bytes()).unwrap();
    let payload: Value = serde_json::from_str(line.data.get()).unwrap();
    assert_eq!(sealed.sealed, text(&payload, "/personal/sealed"));
    assert_eq!(
        sealed.commitment.to_string(),
        text(&payload, "/personal/commitment")
    );
    let opened = open(&sealed.sealed, &data_key).unwrap();
    assert_eq!(PersonalData::from_plaintext(&opened), Ok(data));
}
