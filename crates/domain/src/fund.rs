//! A court's fund: fees pay for the work of judicial coordinators, and for nothing else (R41).
//!
//! Receipts − refunds − allocations ≥ 0 and paid ≤ allocated, always.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::act::Act;
use crate::command::decided_elsewhere;
use crate::docket::Docket;
use crate::ids::AllocationId;
use crate::rejection::Rejection;

pub mod command;
pub mod event;

use command::FundCommand;
use event::FundEvent;

/// A fund as it stands. Amounts are tiyin.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fund {
    /// Fees paid in.
    pub receipts: i64,
    /// Fees given back.
    pub refunds: i64,
    /// What is set aside for coordinators, and how much of it is paid.
    pub allocations: BTreeMap<AllocationId, Allocation>,
}

/// An amount set aside for coordinators.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Allocation {
    /// How much.
    pub amount: i64,
    /// How much of it is paid.
    pub paid: i64,
}

impl Fund {
    /// Takes an event over. Never fails: what was recorded happened.
    pub fn evolve(&mut self, _event: &FundEvent) {}
}

/// Decides what concerns the fund.
pub(crate) fn decide(
    _docket: &Docket,
    _act: &Act<'_>,
    _command: FundCommand,
) -> Result<Vec<FundEvent>, Rejection> {
    Err(decided_elsewhere())
}
