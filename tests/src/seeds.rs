//! Federations simulated from a seed: courts that act, an office that takes in, a network and
//! disks that fail, crashes at every write, all drawn from one number.
//!
//! A seed plays in one thread and asks no clock; the same seed plays the same again. Start at
//! [`play`]; what happens is in `federation.rs`, what must hold afterwards in `proof.rs`, how
//! disks fail in `platter.rs`, the link in `network.rs`.

use std::fmt;
use std::path::Path;

use medreg_domain::Digest;
use rand::RngExt;
use rand_chacha::ChaCha8Rng;

mod bench;
mod clerk;
mod desk;
mod disputes;
mod federation;
mod forger;
mod network;
mod platter;
mod proof;
mod run;
mod store;
mod story;
mod world;

pub use run::{Options, Report, folder, options, run};

use federation::Federation;
use platter::{FAILURES, Failure};
use story::Story;

/// Something broken on purpose, to see that it is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sabotage {
    /// Nothing.
    None,
    /// The courts' disks say that they have synced, and have not.
    LyingDisk,
    /// The courts acknowledge before what they acknowledge is durable.
    HastyPromise,
    /// The office's history is cut by its last leaf once all is over.
    ShortHistory,
    /// A row of the office's views is changed once all is over.
    ChangedRow,
}

/// What must hold does not.
#[derive(Debug)]
pub struct Broken(String);

impl Broken {
    fn new(what: impl Into<String>) -> Self {
        Self(what.into())
    }

    /// What could not be done, for `map_err`.
    fn of<E: fmt::Debug>(what: &'static str) -> impl FnOnce(E) -> Self {
        move |error| Self(format!("could not {what}: {error:?}"))
    }
}

impl fmt::Display for Broken {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

/// What came of a seed.
#[derive(Debug)]
pub struct Played {
    /// What must hold and does not.
    pub broken: Option<Broken>,
    /// What happened, where it was to be told.
    pub story: Vec<String>,
    /// Of the whole story, told or not, with the root of the history at its end.
    pub digest: Digest,
    /// What happened, in numbers.
    pub counts: Counts,
}

/// What happened, in numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Events that courts recorded and acknowledged.
    pub recorded: u64,
    /// Requests that the law refused.
    pub refused: u64,
    /// Nodes that went down.
    pub crashes: u64,
    /// Messages the office read from the broker.
    pub read: u64,
    /// Messages kept aside at the end.
    pub kept: u64,
    /// Operations on the office's disk.
    pub operations: u64,
}

/// Plays one seed in a folder of its own.
pub fn play(seed: u64, folder: &Path, sabotage: Sabotage, is_told: bool) -> Played {
    let mut story = Story::new(is_told);
    let mut counts = Counts::default();
    let played = Federation::begin(seed, folder, sabotage)
        .and_then(|federation| federation.live(&mut story, &mut counts));
    let broken = played.err();
    Played {
        broken,
        story: story.lines().to_vec(),
        digest: story.digest(),
        counts,
    }
}

/// Where and how a node's disk fails next, if it does.
fn plan(rng: &mut ChaCha8Rng) -> Option<(u64, Failure)> {
    let failure = FAILURES[rng.random_range(0..FAILURES.len())];
    let furthest = if rng.random_bool(0.3) { 30 } else { 400 };
    let at = rng.random_range(0..furthest);
    rng.random_bool(0.7).then_some((at, failure))
}
