//! One event's proof in a file: checked with no network and no history.

use medreg_log::{Leaf, TlogProof};

use crate::check::chain;
use crate::fault::{Class, Fault};
use crate::policy::Policy;

/// What a proof proves: that this event stands in that log.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Proven {
    /// The log.
    pub origin: String,
    /// How many events its head covers.
    pub size: u64,
    /// The event's place among them.
    pub index: u64,
    /// The witnesses that cosigned the head.
    pub witnesses: Vec<String>,
    /// The name of the key that signed the event. Whether it was valid, the history tells.
    pub signed_by: String,
    /// The event, as stated.
    pub event: serde_json::Value,
}

/// Checks a `tlog-proof` file; the leaf is in it unless it is given.
pub fn check_proof(text: &str, leaf: Option<&[u8]>, policy: &Policy) -> Result<Proven, Fault> {
    let proof: TlogProof = text.parse().map_err(|error| fault(Class::Shape, &error))?;
    let carried = proof.leaf.as_deref();
    let bytes = leaf.or(carried).ok_or_else(|| Fault {
        class: Class::Shape,
        index: Some(proof.index),
        event_id: None,
        detail: "the proof carries no event: give it with --leaf".to_owned(),
    })?;
    let believed = policy
        .believe(&proof.checkpoint)
        .map_err(|error| fault(Class::Signature, &error))?;
    let checkpoint = &believed.checkpoint;
    proof
        .verify(bytes, checkpoint)
        .map_err(|error| fault(Class::Root, &error))?;
    let leaf = Leaf::parse(bytes).map_err(|error| fault(Class::Shape, &error))?;
    let signature = leaf
        .signature()
        .map_err(|error| fault(Class::Shape, &error))?;
    Ok(Proven {
        origin: checkpoint.origin.clone(),
        size: checkpoint.size,
        index: proof.index,
        witnesses: believed.witnesses.into_iter().collect(),
        signed_by: signature.name().to_owned(),
        event: serde_json::from_str(leaf.line()).map_err(|error| fault(Class::Shape, &error))?,
    })
}

fn fault(class: Class, error: &dyn std::error::Error) -> Fault {
    Fault {
        class,
        index: None,
        event_id: None,
        detail: chain(error),
    }
}
