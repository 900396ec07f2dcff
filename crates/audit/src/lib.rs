//! Checks a history without trusting who keeps it.
//!
//! [`check()`] reads a folder of plain files and says yes, or names the first index that is
//! wrong and why. It knows the log's form and the events' fold, and refuses to know servers:
//! neither the broker nor the office's node is reached from here. [`mirror()`] copies a history
//! that is served over HTTP; a [`Policy`] says whose checkpoints are believed.

mod bundles;
mod chains;
mod check;
mod commitments;
mod fault;
mod levels;
mod mirror;
mod older;
mod policy;
mod proof;
mod report;
mod seals;
mod walk;

pub use check::{AuditError, Question, chain, check};
pub use commitments::{DataKeys, DataKeysError, Opened};
pub use fault::{Class, Fault};
pub use mirror::{MirrorError, mirror};
pub use policy::{Believed, Disbelief, Policy, PolicyError};
pub use proof::{Proven, check_proof};
pub use report::Report;
pub use seals::Seals;
