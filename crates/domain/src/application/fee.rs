//! The fee for an entry: assessed by the schedule of the day, paid exactly, refunded once.

use serde::{Deserialize, Serialize};

use super::{Application, Stage};
use crate::act::Act;
use crate::command::decided_elsewhere;
use crate::digest::Digest;
use crate::docket::Docket;
use crate::entry::EntryKind;
use crate::entry::command::EntryCommand;
use crate::entry::event::{EntryEvent, Payer, RefundReason, WaiverReason};
use crate::ids::{ApplicationId, FeeId};
use crate::money::Money;
use crate::rejection::{Code, Rejection, ensure};

/// A fee as it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fee {
    /// For which application; renewals assess on the application that gave the entry.
    pub application: ApplicationId,
    /// How much.
    pub amount: Money,
    /// Whether it is settled.
    pub status: FeeStatus,
    /// True once an entry or a renewal rests on it.
    pub used: bool,
}

/// Whether a fee is settled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FeeStatus {
    /// Asked for.
    Assessed,
    /// Paid.
    Paid,
    /// Not asked for.
    Waived,
    /// Paid and given back.
    Refunded,
}

impl Fee {
    /// True if an entry may rest on it.
    pub fn is_settled(&self) -> bool {
        matches!(self.status, FeeStatus::Paid | FeeStatus::Waived)
    }
}

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the docket sends only commands about an application"
)]
pub(super) fn decide(
    docket: &Docket,
    act: &Act<'_>,
    command: EntryCommand,
) -> Result<Vec<EntryEvent>, Rejection> {
    use EntryCommand as C;
    match command {
        C::AssessFee {
            application_id,
            fee_id,
        } => assess(docket, act, application_id, fee_id),
        C::WaiveFee {
            application_id,
            fee_id,
            reason,
        } => waive(docket, act, application_id, (fee_id, reason)),
        C::RecordFee {
            fee_id,
            amount,
            payer,
            bank_ref_hash,
        } => record(docket, act, fee_id, (amount, payer, bank_ref_hash)),
        C::RefundFee {
            fee_id,
            amount,
            reason,
        } => refund(docket, fee_id, amount, reason),
        _ => Err(decided_elsewhere()),
    }
}

/// Asks the fee of the day (R40).
fn assess(
    docket: &Docket,
    act: &Act<'_>,
    application_id: ApplicationId,
    fee_id: FeeId,
) -> Result<Vec<EntryEvent>, Rejection> {
    let application = chargeable(docket, application_id)?;
    ensure_new(docket, fee_id)?;
    let due = act.reference.fee(application.kind, act.on)?;
    Ok(vec![EntryEvent::FeeAssessed {
        fee_id,
        application_id,
        amount: due.amount.amount_minor,
        currency: due.amount.currency,
        schedule: due.schedule,
    }])
}

/// Waives the fee of the day.
fn waive(
    docket: &Docket,
    act: &Act<'_>,
    application_id: ApplicationId,
    waiver: (FeeId, WaiverReason),
) -> Result<Vec<EntryEvent>, Rejection> {
    let (fee_id, reason) = waiver;
    let application = chargeable(docket, application_id)?;
    ensure_new(docket, fee_id)?;
    ensure(may_waive(application.kind, reason), Code::FeeUnpaid, || {
        format!(
            "a {} mediator pays: PUBLIC_MEDIATOR waives for public mediators only",
            application.kind.as_str()
        )
    })?;
    let due = act.reference.fee(application.kind, act.on)?.amount;
    let (amount, currency) = (due.amount_minor, due.currency);
    Ok(vec![EntryEvent::FeeWaived {
        fee_id,
        application_id,
        amount,
        currency,
        reason,
    }])
}

/// Waivers by kind: public mediators work unpaid (decision on R40).
fn may_waive(kind: EntryKind, reason: WaiverReason) -> bool {
    reason != WaiverReason::PublicMediator || kind == EntryKind::Public
}

/// Records a payment: exact, and by a bank reference not seen before.
fn record(
    docket: &Docket,
    act: &Act<'_>,
    fee_id: FeeId,
    payment: (Money, Payer, Digest),
) -> Result<Vec<EntryEvent>, Rejection> {
    let (amount, payer, bank_ref_hash) = payment;
    let fee = docket.fee(fee_id)?;
    ensure(
        !docket.payments.contains(&bank_ref_hash),
        Code::PaymentDuplicate,
        || format!("bank reference {bank_ref_hash} was recorded before: one payment pays one fee"),
    )?;
    ensure(fee.status == FeeStatus::Assessed, Code::FeeUnknown, || {
        format!("fee {fee_id} does not await payment")
    })?;
    ensure(amount == fee.amount, Code::FeeAmountMismatch, || {
        format!("fee {fee_id} is {}, not {amount}", fee.amount)
    })?;
    Ok(vec![EntryEvent::FeePaid {
        fee_id,
        amount,
        paid_on: act.on,
        payer,
        bank_ref_hash,
    }])
}

/// Gives a paid fee back, at most what was paid, once.
fn refund(
    docket: &Docket,
    fee_id: FeeId,
    amount: Money,
    reason: RefundReason,
) -> Result<Vec<EntryEvent>, Rejection> {
    let fee = docket.fee(fee_id)?;
    ensure(fee.status == FeeStatus::Paid, Code::FeeUnknown, || {
        format!("fee {fee_id} is not paid, so nothing can be given back")
    })?;
    let within = amount.amount_minor > 0 && amount.amount_minor <= fee.amount.amount_minor;
    ensure(within, Code::FeeAmountMismatch, || {
        format!("a refund is at most the {} paid, not {amount}", fee.amount)
    })?;
    ensure_reason_holds(docket.application(fee.application)?, fee_id, reason)?;
    Ok(vec![EntryEvent::FeeRefunded {
        fee_id,
        amount,
        reason,
    }])
}

/// Refuses to give a fee back for a refusal that was not decided (decision on R40).
fn ensure_reason_holds(
    application: &Application,
    fee_id: FeeId,
    reason: RefundReason,
) -> Result<(), Rejection> {
    let was_refused = application.stage == Stage::Refused;
    match reason {
        RefundReason::Refused => ensure(was_refused, Code::WrongState, || {
            format!("the application of fee {fee_id} is not refused: refuse it first")
        }),
        RefundReason::PaidTwice | RefundReason::WrongAmount => Ok(()),
    }
}

/// The application, if a fee may be asked on it: open, or entered and to be renewed.
fn chargeable(docket: &Docket, id: ApplicationId) -> Result<&Application, Rejection> {
    let application = docket.application(id)?;
    ensure(
        application.stage != Stage::Refused,
        Code::WrongState,
        || format!("application {id} is refused: no fee is due"),
    )?;
    Ok(application)
}

fn ensure_new(docket: &Docket, fee_id: FeeId) -> Result<(), Rejection> {
    ensure(
        !docket.fees.contains_key(&fee_id),
        Code::AlreadyExists,
        || format!("fee {fee_id} exists already: give the new one its own id"),
    )
}

#[cfg(test)]
mod tests;
