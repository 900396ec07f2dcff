//! Fees: what each court assessed, was paid, waived and gave back.

use std::collections::BTreeMap;

use medreg_domain::entry::event::EntryEvent;
use medreg_domain::{ApplicationId, CourtCode, FeeId};
use serde::{Deserialize, Serialize};

use crate::store::{Batch, Store, StoreError};
use crate::table::Table;

const PREFIX: u8 = b'f';

/// A court's fees and undecided applications.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Desk {
    /// Minor units assessed.
    pub assessed: i64,
    /// Minor units paid.
    pub paid: i64,
    /// Minor units waived.
    pub waived: i64,
    /// Minor units refunded.
    pub refunded: i64,
    /// Fees assessed and not paid.
    pub outstanding: BTreeMap<FeeId, i64>,
    /// Applications not decided, with the day they were handed in.
    pub applications: BTreeMap<ApplicationId, chrono::NaiveDate>,
}

/// The desks of all courts.
#[derive(Debug)]
pub(crate) struct Fees(Table<CourtCode, Desk>);

impl Fees {
    pub(crate) fn new() -> Self {
        Self(Table::new(PREFIX))
    }

    /// Takes an event over; a decision gives back when its application was handed in.
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "the other events touch neither fee nor application"
    )]
    pub(crate) fn apply(
        &mut self,
        store: &Store,
        court: CourtCode,
        event: &EntryEvent,
    ) -> Result<Option<chrono::NaiveDate>, StoreError> {
        use EntryEvent as E;
        let desk = self.0.change_or(store, court, Desk::default)?;
        match event {
            E::ApplicationSubmitted {
                application_id,
                requested_on,
                ..
            } => {
                desk.applications.insert(*application_id, *requested_on);
            }
            E::RegistrationRefused { application_id, .. }
            | E::MediatorRegistered { application_id, .. } => {
                return Ok(desk.applications.remove(application_id));
            }
            E::FeeAssessed { fee_id, amount, .. } => {
                desk.assessed = desk.assessed.saturating_add(*amount);
                desk.outstanding.insert(*fee_id, *amount);
            }
            E::FeeWaived { amount, .. } => desk.waived = desk.waived.saturating_add(*amount),
            E::FeePaid { fee_id, amount, .. } => {
                desk.paid = desk.paid.saturating_add(amount.amount_minor);
                desk.outstanding.remove(fee_id);
            }
            E::FeeRefunded { amount, .. } => {
                desk.refunded = desk.refunded.saturating_add(amount.amount_minor);
            }
            _ => {}
        }
        Ok(None)
    }

    pub(crate) fn flush(&mut self, store: &Store, batch: &mut Batch) -> Result<(), StoreError> {
        self.0.flush(store, batch)
    }
}

/// One court's desk.
pub(crate) fn desk(store: &Store, court: CourtCode) -> Result<Option<Desk>, StoreError> {
    let row = store.get(format!("{}{court}", char::from(PREFIX)).as_bytes())?;
    row.map(|bytes| store.decode(&bytes)).transpose()
}
