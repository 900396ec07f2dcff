//! Views derived from the history: register, referrals, statistics, fees, findings.
//!
//! Disposable: what is here can be thrown away and made again from the history, byte for
//! byte. Absent on purpose: clocks, the network, any order but the history's. Start at
//! [`Fold`], who writes the rows, and [`Views`], who answers from them; the store beneath is the only file that names sled.

mod applications;
mod counts;
mod decisions;
mod dues;
mod erasures;
mod fees;
mod fold;
mod identities;
mod instants;
mod matter;
mod oversight;
mod positions;
mod reader;
mod rebuild;
mod recall;
mod referrals;
mod register;
mod releases;
pub mod search;
mod small;
mod snapshot;
mod sources;
pub mod statistics;
mod store;
mod table;
mod verifications;
mod views;
mod voided;

pub use applications::{ApplicationRow, FeeRow};
pub use dues::{DueDay, DueOn};
pub use erasures::Erasure;
pub use fees::Desk;
pub use fold::{Fold, Positioned};
pub use matter::Happened;
pub use oversight::{
    AuditRule, AuditRules, Finding, LooksAt, Observation, Parameter, Rule, RulesError, Severity,
};
pub use positions::short_hash;
pub use reader::{Reader, Reading};
pub use rebuild::{RebuildError, catch_up};
pub use recall::{Recall, RecallError};
pub use referrals::ReferralRow;
pub use register::EntryRow;
pub use releases::Release;
pub use search::{Found, NameIndex};
pub use snapshot::{AsAt, AsAtError, SnapshotError, Snapshots, Unreadable};
pub use sources::{CourtKey, Head, Sources};
pub use store::{Opened, StoreError};
pub use views::{Cursor, Digests, Views};
