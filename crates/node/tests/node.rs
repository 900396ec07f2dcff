//! The roles at work: a court's core, the office's intake, and both over one link.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "the helpers of tests are tests"
)]

#[path = "node/catalogue.rs"]
mod catalogue;
#[path = "node/clerk.rs"]
mod clerk;
#[path = "node/control.rs"]
mod control;
#[path = "node/corrected.rs"]
mod corrected;
#[path = "node/court.rs"]
mod court;
#[path = "node/decisions.rs"]
mod decisions;
#[path = "node/erasure.rs"]
mod erasure;
#[path = "node/federal.rs"]
mod federal;
#[path = "node/intake.rs"]
mod intake;
#[path = "node/judge.rs"]
mod judge;
#[path = "node/office.rs"]
mod office;
#[path = "node/pen.rs"]
mod pen;
#[path = "node/quarantine.rs"]
mod quarantine;
#[path = "node/release.rs"]
mod release;
#[path = "node/service.rs"]
mod service;
