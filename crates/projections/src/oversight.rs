//! Oversight: what the federal office looks for in what the courts stated.
//!
//! Facts are not refused because we dislike them: they are recorded, and somebody is told to
//! look. What happened once and for all is noted while folding ([`Observation`]); the rest is
//! looked over when asked for (`audit.rs`). A finding is an event of the office itself, so
//! that who found what, and why it was closed, stands in the history ([`Finding`]).

mod audit;
mod courts;
mod disputes;
mod entries;
pub(crate) mod findings;
pub(crate) mod observations;
mod rules;

pub use findings::Finding;
pub use observations::Observation;
pub use rules::{AuditRule, AuditRules, LooksAt, Parameter, Rule, RulesError, Severity};
