//! What the repository holds: leaves of every event, and a worked example with its keys.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use base64::prelude::{BASE64_STANDARD, Engine};
use medreg_log::{Leaf, SigningKey, TlogProof};
use serde_json::Value;

pub mod witness;

/// `events-v1.json`: keys, three signed events, and the checkpoint over them.
pub static EXAMPLE: LazyLock<Value> =
    LazyLock::new(|| serde_json::from_str(&text("crates/log/fixtures/events-v1.json")).unwrap());

/// A file of the repository.
pub fn text(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap()
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

/// Line and signature header of every fixture, in the order of their names.
pub fn events() -> Vec<(String, String)> {
    let folder = fs::read_dir(root().join("crates/log/fixtures")).unwrap();
    let mut files: Vec<PathBuf> = folder.map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| !file.ends_with("events-v1.json"));
    files.sort();
    let fixture = |file: &PathBuf| {
        let fixture: Value = serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap();
        (string(&fixture["line"]), string(&fixture["signature"]))
    };
    files.iter().map(fixture).collect()
}

/// Name, such as `FeePaid`, and payload of every fixture.
pub fn payloads() -> Vec<(String, Value)> {
    let payload = |(line, _): (String, String)| {
        let mut event: Value = serde_json::from_str(&line).unwrap();
        let name = string(&event["type"]);
        let name = name.split('.').nth(1).unwrap().to_owned();
        (name, event["data"].take())
    };
    events().into_iter().map(payload).collect()
}

/// Every fixture as a leaf.
pub fn leaves() -> Vec<Leaf<'static>> {
    let leaf =
        |(line, header): (String, String)| Leaf::new(&line, &header.parse().unwrap()).unwrap();
    events().into_iter().map(leaf).collect()
}

/// The worked example's leaves.
pub fn example_leaves() -> Vec<Vec<u8>> {
    let events = EXAMPLE["events"].as_array().unwrap().iter();
    let leaf = |event: &Value| {
        BASE64_STANDARD
            .decode(string(&event["leaf_base64"]))
            .unwrap()
    };
    events.map(leaf).collect()
}

/// The worked example's key of a role: `log`, `federal` or `court`.
pub fn key(role: &str) -> SigningKey {
    KEYS[role].clone()
}

/// Made once: a key takes longer to grow than most inputs take to be read.
static KEYS: LazyLock<BTreeMap<String, SigningKey>> = LazyLock::new(|| {
    let keys = EXAMPLE["keys"].as_object().unwrap().iter();
    keys.map(|(role, key)| {
        // Seeds there are one byte, thirty-two times.
        let byte = u8::from_str_radix(&string(&key["seed"])[..2], 16).unwrap();
        let key = SigningKey::from_seed(&string(&key["name"]), &[byte; 32]).unwrap();
        (role.clone(), key)
    })
    .collect()
});

/// The worked example's signed checkpoint.
pub fn checkpoint() -> String {
    string(&EXAMPLE["checkpoint"])
}

/// The same with the lines of both witnesses.
pub fn cosigned() -> String {
    let note = checkpoint();
    let (text, _) = note.split_once("\n\n").unwrap();
    let lines = witness::all().map(|witness| witness.line(&format!("{text}\n")));
    note.clone() + &lines.concat()
}

/// A proof for each leaf of the worked example, with the leaf inside.
pub fn proofs() -> Vec<TlogProof> {
    let leaves = example_leaves();
    let hashes: Vec<_> = leaves
        .iter()
        .map(|leaf| medreg_log::leaf_hash(leaf))
        .collect();
    let size = hashes.len() as u64;
    let node = |level: u8, index: u64| {
        let width = 1 << level;
        let first = usize::try_from(index).unwrap() * width;
        let mut subtree = medreg_log::Frontier::default();
        hashes[first..first + width]
            .iter()
            .for_each(|hash| subtree.append(*hash));
        Ok::<_, medreg_log::ProofError>(subtree.root())
    };
    let proof = |(index, leaf): (u64, Vec<u8>)| TlogProof {
        leaf: Some(leaf),
        index,
        hashes: medreg_log::inclusion_proof(index, size, node).unwrap(),
        checkpoint: checkpoint(),
    };
    (0..).zip(leaves).map(proof).collect()
}

/// A JSON text, taken out.
pub fn string(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}
