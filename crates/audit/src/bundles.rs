//! Reading a run of bundles on every core: hashes, events, and whether the tiles agree.

use std::ops::Range;

use medreg_domain::{Digest, Event, Source};
use medreg_log::{
    Bundle, Frontier, Leaf, Link, NoteSignature, Seen, TILE_WIDTH, TileError, TileReader, decode,
    leaf_hash,
};
use rayon::prelude::*;
use uuid::Uuid;

/// Bundles read at a time: 16,384 events.
pub(crate) const BLOCK: u64 = 64;

/// The types an auditor reads; of all other events the envelope is enough.
const READ_ALWAYS: [&str; 5] = [
    "medreg.CourtKeyAdded.v1",
    "medreg.CourtKeyRevoked.v1",
    "medreg.EventRefused.v1",
    "medreg.ViewSealed.v1",
    "medreg.PersonalDataErased.v1",
];

/// A bundle with what its leaves say.
#[derive(Debug)]
pub(crate) struct Read {
    pub(crate) bundle: Bundle,
    pub(crate) hashes: Vec<Digest>,
    /// The root of the subtree, where the bundle is full.
    pub(crate) root: Option<Digest>,
    pub(crate) leaves: Vec<Result<Stated, &'static str>>,
    /// Leaves whose hash tile says otherwise.
    pub(crate) otherwise: Vec<u64>,
}

/// What of an event matters to an auditor.
#[derive(Debug)]
pub(crate) struct Stated {
    pub(crate) id: Uuid,
    pub(crate) link: Link,
    pub(crate) signature: NoteSignature,
    pub(crate) seen: Option<Seen>,
    /// The payload, of the few types that an auditor reads.
    pub(crate) event: Option<Event>,
}

/// Reads the bundles of these numbers; sealed personal data too if it is to be opened.
pub(crate) fn read(
    reader: &TileReader,
    numbers: Range<u64>,
    with_personal: bool,
) -> Result<Vec<Read>, TileError> {
    numbers
        .into_par_iter()
        .map(|number| read_one(reader, number, with_personal))
        .collect()
}

fn read_one(reader: &TileReader, number: u64, with_personal: bool) -> Result<Read, TileError> {
    let mut bundle = Bundle::default();
    reader.read_bundle(number, &mut bundle)?;
    let hashes: Vec<Digest> = bundle.leaves().map(leaf_hash).collect();
    let tile = reader.leaf_hashes(number)?;
    let first = bundle.first_index();
    let pairs = hashes.iter().zip(&tile);
    let otherwise = (first..)
        .zip(pairs)
        .filter(|(_, (hash, tile))| hash != tile);
    let otherwise = otherwise.map(|(index, _)| index).collect();
    let root = (hashes.len() as u64 == TILE_WIDTH).then(|| root_of(&hashes));
    let leaves = bundle.leaves().zip(&hashes);
    let leaves = leaves
        .map(|(leaf, hash)| stated(leaf, *hash, with_personal))
        .collect();
    Ok(Read {
        bundle,
        hashes,
        root,
        leaves,
        otherwise,
    })
}

/// The root over some hashes.
pub(crate) fn root_of(hashes: &[Digest]) -> Digest {
    let mut tree = Frontier::default();
    for hash in hashes {
        tree.append(*hash);
    }
    tree.root()
}

fn stated(bytes: &[u8], hash: Digest, with_personal: bool) -> Result<Stated, &'static str> {
    let leaf = Leaf::parse(bytes).map_err(|_| "the leaf is not a line with a signature")?;
    let signature = leaf
        .signature()
        .map_err(|_| "the signature line is malformed")?;
    let envelope = leaf.envelope().map_err(|_| "the envelope is malformed")?;
    let event_type = envelope.event_type.as_ref();
    let is_read = match envelope.source {
        Source::Federal => READ_ALWAYS.contains(&event_type),
        Source::Court(_) => with_personal && envelope.data.get().contains("\"commitment\""),
    };
    let event = is_read.then(|| decode(event_type, envelope.data.get()));
    Ok(Stated {
        id: envelope.id,
        link: Link::new(&envelope, hash),
        signature,
        seen: envelope.seen,
        event: event.transpose().map_err(|_| "the payload is malformed")?,
    })
}
