//! What the tests of the whole share with `cargo xtask soak` and `cargo xtask seeds`:
//! programs, brokers, trials, simulated federations.
//!
//! The tests themselves lie in `it/main.rs`. Everything here stops at the first thing that
//! is not as it should be, and says what that is.
#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "a test may stop where it stands"
)]

pub mod aside;
pub mod browser;
pub mod demo;
pub mod gallery;
pub mod harness;
pub mod process;
pub mod seeds;
pub mod soak;
pub mod trial;
