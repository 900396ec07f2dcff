//! Fees: what each court assessed, was paid, waived and gave back, and what became of it.

use std::collections::BTreeMap;

use medreg_domain::entry::event::EntryEvent;
use medreg_domain::fund::event::FundEvent;
use medreg_domain::{ApplicationId, CourtCode, EventId, FeeId};
use serde::{Deserialize, Serialize};

use crate::counts::Sign;
use crate::store::{Batch, Store, StoreError};
use crate::table::{self, RowNo, Table};

const PREFIX: u8 = b'f';
const INDEX_PREFIX: u8 = b'p';

/// Blocks of the index kept in memory between batches.
const ROWS_IN_MEMORY_MAX: usize = 4_096;

/// A court's fees and the fund they make (R40, R41).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Desk {
    /// Minor units assessed.
    pub assessed: i64,
    /// Minor units paid: the fund's receipts.
    pub paid: i64,
    /// Minor units waived.
    pub waived: i64,
    /// Minor units refunded.
    pub refunded: i64,
    /// Fees assessed and not paid.
    pub outstanding: BTreeMap<FeeId, i64>,
    /// Minor units set aside for coordinators.
    pub allocated: i64,
    /// Minor units of them paid to coordinators.
    pub remunerated: i64,
    /// The newest event of the fund.
    pub fund_event: Option<EventId>,
}

impl Desk {
    /// What is left of the fees once refunds and allocations are taken off (S25).
    pub fn balance(&self) -> i64 {
        self.paid
            .saturating_sub(self.refunded)
            .saturating_sub(self.allocated)
    }
}

/// The desks of all courts, and the application each fee is for.
#[derive(Debug)]
pub(crate) struct Fees {
    desks: Table<CourtCode, Desk>,
    index: Table<RowNo, BTreeMap<FeeId, ApplicationId>>,
}

impl Fees {
    pub(crate) fn new() -> Self {
        Self {
            desks: Table::new(PREFIX),
            index: Table::new(INDEX_PREFIX),
        }
    }

    /// Counts an event at a court's desk, or takes it back. What is taken back is always a
    /// whole application, so that all its fees leave the list of what is outstanding.
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "the other events touch no fee"
    )]
    pub(crate) fn count(
        &mut self,
        store: &Store,
        sign: Sign,
        court: CourtCode,
        event: &EntryEvent,
    ) -> Result<(), StoreError> {
        use EntryEvent as E;
        if !is_about_fees(event) {
            return Ok(());
        }
        let desk = self.desks.change_or(store, court, Desk::default)?;
        match event {
            E::FeeAssessed { fee_id, amount, .. } => {
                sign.add(&mut desk.assessed, *amount);
                match sign {
                    Sign::Count => desk.outstanding.insert(*fee_id, *amount),
                    Sign::TakeBack => desk.outstanding.remove(fee_id),
                };
            }
            E::FeeWaived { amount, .. } => sign.add(&mut desk.waived, *amount),
            E::FeePaid { fee_id, amount, .. } => {
                sign.add(&mut desk.paid, amount.amount_minor);
                desk.outstanding.remove(fee_id);
            }
            E::FeeRefunded { amount, .. } => sign.add(&mut desk.refunded, amount.amount_minor),
            _ => {}
        }
        if *desk == Desk::default() {
            self.desks.replace(court, None);
        }
        Ok(())
    }

    /// Takes an event of a court's fund over.
    pub(crate) fn fund(
        &mut self,
        store: &Store,
        court: CourtCode,
        id: EventId,
        event: &FundEvent,
    ) -> Result<(), StoreError> {
        let desk = self.desks.change_or(store, court, Desk::default)?;
        let (sum, amount) = match event {
            FundEvent::FeeRevenueAllocated { amount, .. } => (&mut desk.allocated, amount),
            FundEvent::CoordinatorRemunerationPaid { amount, .. } => {
                (&mut desk.remunerated, amount)
            }
        };
        Sign::Count.add(sum, amount.amount_minor);
        desk.fund_event = Some(id);
        Ok(())
    }

    /// Notes for which application a fee was assessed or waived, or forgets it.
    pub(crate) fn index(
        &mut self,
        store: &Store,
        sign: Sign,
        event: &EntryEvent,
    ) -> Result<(), StoreError> {
        let (EntryEvent::FeeAssessed {
            fee_id,
            application_id,
            ..
        }
        | EntryEvent::FeeWaived {
            fee_id,
            application_id,
            ..
        }) = event
        else {
            return Ok(());
        };
        let key = block_of(*fee_id);
        match sign {
            Sign::Count => {
                let block = self.index.change_or(store, key, BTreeMap::new)?;
                block.insert(*fee_id, *application_id);
            }
            Sign::TakeBack => {
                if let Some(block) = self.index.change(store, key)? {
                    block.remove(fee_id);
                    if block.is_empty() {
                        self.index.replace(key, None);
                    }
                }
            }
        }
        Ok(())
    }

    /// The application an event pays or gives back a fee of.
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "the other events name their application themselves, or none"
    )]
    pub(crate) fn application_of(
        &mut self,
        store: &Store,
        event: &EntryEvent,
    ) -> Result<Option<ApplicationId>, StoreError> {
        match event {
            EntryEvent::FeePaid { fee_id, .. } | EntryEvent::FeeRefunded { fee_id, .. } => {
                let block = self.index.find(store, block_of(*fee_id))?;
                Ok(block.and_then(|block| block.get(fee_id).copied()))
            }
            _ => Ok(None),
        }
    }

    pub(crate) fn flush(&mut self, store: &Store, batch: &mut Batch) -> Result<(), StoreError> {
        self.desks.flush(store, batch)?;
        self.index.flush(store, batch)
    }

    pub(crate) fn shrink(&mut self) {
        self.index.shrink(ROWS_IN_MEMORY_MAX);
    }
}

fn is_about_fees(event: &EntryEvent) -> bool {
    use EntryEvent as E;
    matches!(
        event,
        E::FeeAssessed { .. } | E::FeeWaived { .. } | E::FeePaid { .. } | E::FeeRefunded { .. }
    )
}

/// Fees begun within the same 4.7 hours lie together: a UUIDv7 begins with its time in
/// milliseconds, 48 bits of it, of which the first 24 are taken.
fn block_of(fee: FeeId) -> RowNo {
    let bytes = fee.0.as_bytes();
    let first = bytes[..3].iter();
    RowNo(first.fold(0, |number, byte| number << 8 | u64::from(*byte)))
}

/// One court's desk.
pub(crate) fn desk(store: &Store, court: CourtCode) -> Result<Option<Desk>, StoreError> {
    table::row(store, PREFIX, court)
}

/// Every court's desk, by court.
pub(crate) fn desks(store: &Store) -> impl Iterator<Item = Result<(CourtCode, Desk), StoreError>> {
    table::rows(store, PREFIX)
}
