//! Small signed histories, written byte by byte from `docs/history.md`.
//!
//! Knows nothing of the log crate: what both sides take from one place, the
//! tests of the independent verifier could not find wrong.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ed25519_dalek::{Signer, SigningKey};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::harness;

pub(crate) const ORIGIN: &str = "register.example";
pub(crate) const COURT: &str = "KZ-75-012";
pub(crate) const FEDERAL: &str = "federal";

const TILE_WIDTH: usize = 256;

pub(crate) type Hash = [u8; 32];

/// A key that signs notes.
#[derive(Clone)]
pub(crate) struct Signature {
    name: String,
    key: SigningKey,
}

impl Signature {
    pub(crate) fn new(name: &str, seed: u8) -> Self {
        Self {
            name: name.to_owned(),
            key: SigningKey::from_bytes(&[seed; 32]),
        }
    }

    /// The key whose seed a program keeps in a file.
    pub(crate) fn from_file(name: &str, path: &Path) -> Self {
        let seed = fs::read_to_string(path).unwrap();
        let seed = seed.trim();
        let digit = |at: usize| u8::from_str_radix(&seed[2 * at..2 * at + 2], 16).unwrap();
        Self {
            name: name.to_owned(),
            key: SigningKey::from_bytes(&std::array::from_fn(digit)),
        }
    }

    pub(crate) fn log() -> Self {
        Self::new(ORIGIN, 1)
    }

    pub(crate) fn federal() -> Self {
        Self::new("federal.register.example", 2)
    }

    pub(crate) fn court() -> Self {
        Self::new("KZ-75-012.register.example", 3)
    }

    fn typed_key(&self) -> Vec<u8> {
        let mut bytes = vec![1];
        bytes.extend_from_slice(self.key.verifying_key().as_bytes());
        bytes
    }

    fn key_id(&self) -> [u8; 4] {
        let hash = sha256(&[self.name.as_bytes(), b"\n", &self.typed_key()]);
        hash[..4].try_into().unwrap()
    }

    pub(crate) fn vkey(&self) -> String {
        let id = u32::from_be_bytes(self.key_id());
        format!(
            "{}+{id:08x}+{}",
            self.name,
            STANDARD.encode(self.typed_key())
        )
    }

    /// A witness, which signs with the time.
    pub(crate) fn witness(name: &str, seed: u8) -> Self {
        Self::new(name, seed)
    }

    fn witness_id(&self) -> [u8; 4] {
        let key = self.key.verifying_key();
        let hash = sha256(&[self.name.as_bytes(), b"\n\x04", key.as_bytes()]);
        hash[..4].try_into().unwrap()
    }

    pub(crate) fn witness_vkey(&self) -> String {
        let id = u32::from_be_bytes(self.witness_id());
        let key = [&[4], self.key.verifying_key().as_bytes().as_slice()].concat();
        format!("{}+{id:08x}+{}", self.name, STANDARD.encode(key))
    }

    /// The checkpoint's note with a cosignature below.
    pub(crate) fn cosign(&self, note: &str, time: u64) -> String {
        let (text, _) = note.rsplit_once("\n\n").unwrap();
        let signed = self
            .key
            .sign(format!("cosignature/v1\ntime {time}\n{text}\n").as_bytes());
        let blob = [
            &self.witness_id()[..],
            &time.to_be_bytes(),
            &signed.to_bytes(),
        ]
        .concat();
        format!("{note}— {} {}\n", self.name, STANDARD.encode(blob))
    }

    /// The text as a signed note.
    pub(crate) fn note(&self, text: &str) -> Vec<u8> {
        format!("{text}\n— {}\n", self.header(text)).into_bytes()
    }

    /// The signature of a text, as it stands in a note and in a message's header.
    pub(crate) fn header(&self, text: &str) -> String {
        let mut blob = self.key_id().to_vec();
        blob.extend_from_slice(&self.key.sign(text.as_bytes()).to_bytes());
        format!("{} {}", self.name, STANDARD.encode(blob))
    }
}

/// Leaves in order, and where each source's chain stands.
#[derive(Default)]
pub(crate) struct History {
    pub(crate) leaves: Vec<Vec<u8>>,
    heads: BTreeMap<String, (u64, Hash)>,
}

impl History {
    /// The three events that the wire contract works out byte for byte.
    pub(crate) fn worked_example() -> Self {
        let events = fixture()["events"].as_array().unwrap().clone();
        let leaf = |event: Value| STANDARD.decode(event["leaf_base64"].as_str().unwrap());
        Self {
            leaves: events.into_iter().map(|it| leaf(it).unwrap()).collect(),
            heads: BTreeMap::new(),
        }
    }

    /// A court's key, then as many events of that court as make up the size.
    pub(crate) fn of_size(size: usize) -> Self {
        let mut history = Self::default();
        history.speak_of_key("CourtKeyAdded", FEDERAL, &Signature::federal());
        while history.leaves.len() < size {
            history.append(COURT, &Signature::court(), "FeePaid", json!({}));
        }
        history
    }

    /// A source says that the court's key comes or goes.
    pub(crate) fn speak_of_key(&mut self, name: &str, source: &str, signed_by: &Signature) {
        let data = json!({"court": COURT, "vkey": Signature::court().vkey()});
        self.append(source, signed_by, name, data);
    }

    /// Forgets where a source's chain stands: its next event is numbered from 1.
    pub(crate) fn forget(&mut self, source: &str) {
        self.heads.remove(source);
    }

    /// Chains one event to its source's last.
    pub(crate) fn append(&mut self, source: &str, signed_by: &Signature, name: &str, data: Value) {
        self.chain(source, signed_by, name, data, None);
    }

    /// Spoils the signature of the last leaf, a source's; its next event names it as it is.
    pub(crate) fn forge_last(&mut self, source: &str) {
        let leaf = self.leaves.last_mut().unwrap();
        // Inside the base64 of the signature, past the id of the key.
        let at = leaf.len() - 20;
        leaf[at] = if leaf[at] == b'A' { b'B' } else { b'A' };
        self.heads.get_mut(source).unwrap().1 = leaf_hash(leaf);
    }

    /// The court signs an event that the office refuses: its chain goes on behind it.
    pub(crate) fn refuse(&mut self) {
        self.append(COURT, &Signature::court(), "FeePaid", json!({}));
        self.leaves.pop();
        let (courtseq, hash) = self.heads[COURT];
        self.state_refusal(courtseq, &hash);
    }

    /// The office says that it refuses an event of the court.
    pub(crate) fn state_refusal(&mut self, courtseq: u64, leaf: &Hash) {
        let id = format!("01957f3e-0000-7000-8000-{:012x}", 0xeee);
        let data = json!({"court": COURT, "courtseq": courtseq, "code": "ENTRY_UNKNOWN",
            "leaf_hash": STANDARD.encode(leaf), "event": id, "reason": "DECIDED"});
        self.append(FEDERAL, &Signature::federal(), "EventRefused", data);
    }

    /// Chains an event of a source that had verified another history's first events.
    pub(crate) fn append_seen(
        &mut self,
        source: &str,
        signed_by: &Signature,
        seen: &Self,
        size: usize,
    ) {
        let root = STANDARD.encode(root(&seen.leaf_hashes()[..size]));
        self.chain(source, signed_by, "FeePaid", json!({}), Some((size, root)));
    }

    fn chain(
        &mut self,
        source: &str,
        signed_by: &Signature,
        name: &str,
        data: Value,
        seen: Option<(usize, String)>,
    ) {
        let urn = match source {
            FEDERAL => "urn:medreg:federal".to_owned(),
            code => format!("urn:medreg:court:{code}"),
        };
        let head = self.heads.get(source).copied();
        let courtseq = head.map_or(1, |(last, _)| last + 1);
        let mut event = json!({
            "specversion": "1.0",
            "id": format!("01957f3e-0000-7000-8000-{:012x}", self.leaves.len() + 1),
            "source": urn,
            "type": format!("medreg.{name}.v1"),
            "subject": "court/KZ-75-012",
            "time": "2025-03-01T04:00:00.000Z",
            "datacontenttype": "application/json",
            "courtseq": courtseq,
            "occurredon": "2025-03-01",
            "actor": "FEDERAL_OFFICE:f-1",
            "data": data,
        });
        if let Some((_, hash)) = head {
            event["prevhash"] = STANDARD.encode(hash).into();
        }
        if let Some((size, root)) = seen {
            event["seensize"] = size.into();
            event["seenroot"] = root.into();
        }
        let leaf = signed_by.note(&format!("{event}\n"));
        let head = (courtseq, leaf_hash(&leaf));
        self.heads.insert(source.to_owned(), head);
        self.leaves.push(leaf);
    }

    /// Writes bundles, tiles and a checkpoint for the leaves as they now are.
    pub(crate) fn write(&self, directory: &Path) {
        for (number, leaves) in self.leaves.chunks(TILE_WIDTH).enumerate() {
            let entry = |leaf: &Vec<u8>| {
                let size = u16::try_from(leaf.len()).unwrap().to_be_bytes();
                [&size, leaf.as_slice()].concat()
            };
            let bundle: Vec<u8> = leaves.iter().flat_map(entry).collect();
            write_tile(directory, "entries", number, leaves.len(), &bundle);
        }
        let mut hashes = self.leaf_hashes();
        let mut level = 0;
        while !hashes.is_empty() {
            for (number, tile) in hashes.chunks(TILE_WIDTH).enumerate() {
                let bytes = tile.concat();
                write_tile(directory, &level.to_string(), number, tile.len(), &bytes);
            }
            let full = hashes.chunks_exact(TILE_WIDTH);
            hashes = full.map(root).collect();
            level += 1;
        }
        fs::write(
            directory.join("checkpoint"),
            self.checkpoint(self.leaves.len()),
        )
        .unwrap();
    }

    /// The checkpoint over the first leaves, signed by the log.
    pub(crate) fn checkpoint(&self, size: usize) -> Vec<u8> {
        let root = STANDARD.encode(root(&self.leaf_hashes()[..size]));
        Signature::log().note(&format!("{ORIGIN}\n{size}\n{root}\n"))
    }

    fn leaf_hashes(&self) -> Vec<Hash> {
        self.leaves.iter().map(|leaf| leaf_hash(leaf)).collect()
    }
}

/// The worked example, as the log crate keeps it.
pub(crate) fn fixture() -> Value {
    let path = harness::root().join("crates/log/fixtures/events-v1.json");
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path:?}: {error}"));
    serde_json::from_str(&text).unwrap()
}

fn write_tile(directory: &Path, level: &str, number: usize, width: usize, bytes: &[u8]) {
    assert!(number < 1000, "longer names are not needed here");
    let mut path = directory
        .join("tile")
        .join(level)
        .join(format!("{number:03}"));
    if width < TILE_WIDTH {
        path = path.with_extension("p").join(width.to_string());
    }
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}

/// RFC 6962 section 2.1, by its own recursion.
fn root(hashes: &[Hash]) -> Hash {
    match hashes {
        [] => sha256(&[]),
        [hash] => *hash,
        _ => {
            let (left, right) = hashes.split_at(hashes.len().next_power_of_two() / 2);
            sha256(&[&[1], &root(left), &root(right)])
        }
    }
}

pub(crate) fn leaf_hash(leaf: &[u8]) -> Hash {
    sha256(&[&[0], leaf])
}

fn sha256(parts: &[&[u8]]) -> Hash {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update(part);
    }
    hasher.finalize().into()
}
