//! What a recorded event is, and how anyone can check it: bytes, order, hashes.
//!
//! A court states a fact as one JSON line ([`Envelope`], [`Draft`]), signs it
//! ([`SigningKey`]) and so makes a [`Leaf`]. Leaves of one court form a hash chain
//! ([`check_link`]); leaves of all form a Merkle tree ([`Frontier`]) on plain files
//! ([`TileWriter`], [`TileReader`]) whose head is a signed [`Checkpoint`].
//!
//! This crate refuses to know what an event means, who may state it, what time it is
//! and how bytes travel: no business rule, no clock, no network, no view. The only
//! code that touches files is in the tile directory.
//!
//! Start at `envelope.rs`, then `leaf.rs`, `tree.rs` and `tiles.rs`.
//!
//! ```
//! use medreg_log::{Envelope, Leaf, SigningKey};
//!
//! let line = concat!(
//!     r#"{"specversion":"1.0","id":"01957f3e-0000-7000-8000-000000000002","#,
//!     r#""source":"urn:medreg:court:KZ-75-012","type":"medreg.FeePaid.v1","#,
//!     r#""subject":"application/1","time":"2025-03-07T05:10:00.000Z","#,
//!     r#""datacontenttype":"application/json","courtseq":1,"occurredon":"2025-03-07","#,
//!     r#""actor":"COORDINATOR:o-19","data":{}}"#,
//! );
//! let key = SigningKey::from_seed("KZ-75-012.register.example", &[3; 32])?;
//! let leaf = Leaf::sign(line, &key)?;
//! leaf.verify(&key.vkey())?;
//! let envelope = leaf.envelope()?;
//! assert_eq!(envelope.name_and_version(), Some(("FeePaid", 1)));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod chain;
mod checkpoint;
mod codec;
mod cosignature;
mod disk;
mod envelope;
mod leaf;
mod note;
mod proof;
mod sealed;
mod tiles;
mod tlog_proof;
mod tree;

pub use chain::{ChainVerdict, Link, RunError, SourceHead, check_link, verify_run};
pub use checkpoint::{Checkpoint, CheckpointError, SignedCheckpoint};
pub use codec::{CodecError, Recorded, decode, encode, event_type};
pub use cosignature::WitnessKey;
pub use disk::{Disk, Files, Operation, UNFINISHED};
pub use envelope::{Draft, EVENT_BYTES_MAX, Envelope, EnvelopeError, Seen, split_event_type};
pub use leaf::{LEAF_BYTES_MAX, Leaf, LeafError};
pub use note::{
    KeyId, NoteError, NoteSignature, SignatureLine, SignedNote, SigningKey, VerifierKey,
};
pub use proof::{
    ProofError, consistency_proof, inclusion_proof, root_at, verify_consistency, verify_inclusion,
};
pub use sealed::{PersonName, PersonalData, Sealed, SealedError, commitment, open, seal};
pub use tiles::{
    Bundle, Recovery, Strip, TILE_WIDTH, TileError, TilePath, TilePathError, TileReader, TileWriter,
};
pub use tlog_proof::{TlogProof, TlogProofError};
pub use tree::{Frontier, empty_root, leaf_hash, node_hash};
