//! A court's fund: fees pay for the work of judicial coordinators, and for nothing else (R41).
//!
//! Receipts − refunds − allocations ≥ 0 on every day, and paid ≤ allocated, always. Acts may
//! be dated back, so what is free is counted by day: taking money on an earlier day must not
//! leave a later one without it.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::act::Act;
use crate::command::decided_elsewhere;
use crate::docket::Docket;
use crate::ids::AllocationId;
use crate::money::Money;
use crate::rejection::{Code, Rejection, ensure};

pub mod command;
pub mod event;

use command::FundCommand;
use event::{AllocationPurpose, FundEvent};

/// A fund as it stands. Amounts are tiyin.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fund {
    /// Fees paid in.
    pub receipts: i64,
    /// Fees given back.
    pub refunds: i64,
    /// What is set aside for coordinators, and how much of it is paid.
    pub allocations: BTreeMap<AllocationId, Allocation>,
    /// What came in and went out on each day, allocations as outgoing.
    movements: BTreeMap<NaiveDate, i64>,
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
    /// What is neither given back nor set aside: receipts − refunds − allocations.
    pub fn balance(&self) -> i64 {
        self.receipts
            .saturating_sub(self.refunds)
            .saturating_sub(self.allocated())
    }

    /// What is set aside in all.
    pub fn allocated(&self) -> i64 {
        let amounts = self
            .allocations
            .values()
            .map(|allocation| allocation.amount);
        amounts.fold(0, i64::saturating_add)
    }

    /// What may be taken out on a day: the least balance at the end of that day or a later one.
    pub fn free_on(&self, day: NaiveDate) -> i64 {
        let before = self.movements.range(..=day).map(|(_, sum)| *sum);
        let mut balance = before.fold(0, i64::saturating_add);
        let mut least = balance;
        for (date, sum) in self.movements.range(day..) {
            if *date > day {
                balance = balance.saturating_add(*sum);
                least = least.min(balance);
            }
        }
        least
    }

    /// Refuses to take more out on a day than is free on it (R41).
    pub(crate) fn ensure_free(&self, amount: Money, day: NaiveDate) -> Result<(), Rejection> {
        let free = self.free_on(day);
        ensure(
            amount.amount_minor <= free,
            Code::AllocationExceedsFunds,
            || {
                let free = Money::tiyin(free);
                format!("{amount} is more than the {free} the fund has free on {day}")
            },
        )
    }

    /// Takes an event over. Never fails: what was recorded happened.
    pub fn evolve(&mut self, event: &FundEvent) {
        match event {
            FundEvent::FeeRevenueAllocated {
                allocation_id,
                amount,
                on,
                ..
            } => {
                let allocation = self.allocations.entry(*allocation_id).or_default();
                allocation.amount = allocation.amount.saturating_add(amount.amount_minor);
                self.book(*on, amount.amount_minor.saturating_neg());
            }
            FundEvent::CoordinatorRemunerationPaid {
                allocation_id,
                amount,
                ..
            } => {
                let allocation = self.allocations.entry(*allocation_id).or_default();
                allocation.paid = allocation.paid.saturating_add(amount.amount_minor);
            }
        }
    }

    /// A fee is paid in.
    pub(crate) fn receive(&mut self, amount: Money, on: NaiveDate) {
        self.receipts = self.receipts.saturating_add(amount.amount_minor);
        self.book(on, amount.amount_minor);
    }

    /// A fee is given back.
    pub(crate) fn refund(&mut self, amount: Money, on: NaiveDate) {
        self.refunds = self.refunds.saturating_add(amount.amount_minor);
        self.book(on, amount.amount_minor.saturating_neg());
    }

    fn book(&mut self, on: NaiveDate, sum: i64) {
        let day = self.movements.entry(on).or_default();
        *day = day.saturating_add(sum);
    }
}

/// Decides what concerns the fund.
pub(crate) fn decide(
    docket: &Docket,
    act: &Act<'_>,
    command: FundCommand,
) -> Result<Vec<FundEvent>, Rejection> {
    match command {
        FundCommand::AllocateRevenue {
            allocation_id,
            amount,
            purpose,
        } => allocate(&docket.fund, act, allocation_id, (amount, purpose)),
        FundCommand::PayCoordinator { .. } => pay(&docket.fund, act, command),
    }
}

/// Sets revenue aside: for coordinators alone, and no more than is there.
fn allocate(
    fund: &Fund,
    act: &Act<'_>,
    allocation_id: AllocationId,
    allocation: (Money, AllocationPurpose),
) -> Result<Vec<FundEvent>, Rejection> {
    let (amount, purpose) = allocation;
    ensure(
        purpose == AllocationPurpose::CoordinatorPay,
        Code::AllocationPurposeForbidden,
        || {
            let purpose: &'static str = purpose.into();
            format!("fees pay for the work of coordinators, not for {purpose}: use COORDINATOR_PAY")
        },
    )?;
    ensure(
        !fund.allocations.contains_key(&allocation_id),
        Code::AlreadyExists,
        || format!("allocation {allocation_id} exists already: give the new one its own id"),
    )?;
    ensure_positive(amount)?;
    fund.ensure_free(amount, act.on)?;
    Ok(vec![FundEvent::FeeRevenueAllocated {
        allocation_id,
        amount,
        purpose,
        on: act.on,
    }])
}

/// Pays a coordinator of this court from what was set aside.
fn pay(fund: &Fund, act: &Act<'_>, command: FundCommand) -> Result<Vec<FundEvent>, Rejection> {
    let FundCommand::PayCoordinator {
        allocation_id,
        office,
        amount,
    } = command
    else {
        return Err(decided_elsewhere());
    };
    let allocation = fund.allocations.get(&allocation_id).ok_or_else(|| {
        let detail =
            format!("there is no allocation {allocation_id} here: set revenue aside first");
        Rejection::new(Code::AllocationUnknown, detail)
    })?;
    let holder = act.reference.holder(act.court, office, act.on);
    ensure(holder.is_some(), Code::CoordinatorNotInOffice, || {
        let (court, on) = (act.court, act.on);
        format!("no coordinator holds office {office} at {court} on {on}: nobody is to be paid")
    })?;
    ensure_positive(amount)?;
    let Allocation { amount: set, paid } = *allocation;
    let within = paid.checked_add(amount.amount_minor);
    ensure(
        within.is_some_and(|sum| sum <= set),
        Code::AllocationExceedsFunds,
        || {
            let (set, paid) = (Money::tiyin(set), Money::tiyin(paid));
            format!("{amount} passes allocation {allocation_id}: {paid} of its {set} is paid")
        },
    )?;
    Ok(vec![FundEvent::CoordinatorRemunerationPaid {
        allocation_id,
        office,
        amount,
        paid_on: act.on,
    }])
}

fn ensure_positive(amount: Money) -> Result<(), Rejection> {
    ensure(
        amount.amount_minor > 0,
        Code::AllocationExceedsFunds,
        || format!("an amount of {amount} moves nothing: state one above zero"),
    )
}

#[cfg(test)]
mod tests;
