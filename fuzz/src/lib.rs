//! What must hold of every parser that meets foreign bytes.
//!
//! One module per parser: `check` reads bytes, panics where a property does not hold, and says
//! whether they were read; `seeds` makes the inputs to begin with from what the repository
//! holds. libFuzzer calls `check` in `fuzz_targets/`, under the feature `libfuzzer`, so that
//! no other build needs it; the tests here call it with every seed.
//!
//! No property is about the law: an event that reads may still be refused.
#![expect(
    clippy::unwrap_used,
    reason = "what does not hold stops the run, and so does a fixture that is not there"
)]

pub mod act;
pub mod bundle;
pub mod checkpoint;
pub mod config;
pub mod envelope;
pub mod event;
pub mod fixture;
pub mod intake;
pub mod key;
pub mod leaf;
pub mod office_request;
pub mod policy;
pub mod receipt;
pub mod sealed;
pub mod tile_path;
pub mod tlog_proof;

/// A parser under test.
#[derive(Clone, Copy, Debug)]
pub struct Target {
    /// The name of its module and of its binary.
    pub name: &'static str,
    /// Reads bytes; true if they were what the parser reads.
    pub check: fn(&[u8]) -> bool,
    /// The inputs to begin with, all of which are read.
    pub seeds: fn() -> Vec<Vec<u8>>,
}

/// Names the modules once.
macro_rules! targets {
    ($($module:ident),* $(,)?) => {
        /// Every parser under test.
        pub const TARGETS: &[Target] = &[$(Target {
            name: stringify!($module),
            check: $module::check,
            seeds: $module::seeds,
        }),*];
    };
}

targets![
    act,
    bundle,
    checkpoint,
    config,
    envelope,
    event,
    intake,
    key,
    leaf,
    office_request,
    policy,
    receipt,
    sealed,
    tile_path,
    tlog_proof,
];
