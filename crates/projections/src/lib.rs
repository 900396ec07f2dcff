//! Views derived from the history: register, referrals, statistics, fees, findings.
//!
//! Disposable: what is here can be thrown away and made again from the history, byte for
//! byte. Absent on purpose: clocks, the network, any order but the history's. Start at
//! [`Views`]; the store beneath is the only file that names sled.

mod fees;
mod oversight;
mod positions;
mod rebuild;
mod referrals;
mod register;
mod search;
mod sources;
pub mod statistics;
mod store;
mod table;
mod views;

pub use fees::Desk;
pub use oversight::{Finding, Rule};
pub use positions::short_hash;
pub use rebuild::{RebuildError, catch_up};
pub use register::EntryRow;
pub use search::{NameIndex, fold};
pub use sources::{CourtKey, Head, Sources};
pub use store::{Opened, StoreError};
pub use views::{Cursor, Digests, Positioned, Views};
