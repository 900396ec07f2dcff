//! Applications: how far each has come, with its fees, from request to decision.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use medreg_domain::application::Application;
use medreg_domain::entry::event::EntryEvent;
use medreg_domain::{ApplicationId, CourtCode, FeeId};
use serde::{Deserialize, Serialize};

use crate::matter::Matter;
use crate::sources::Sources;
use crate::store::{Batch, Store, StoreError};
use crate::table::{self, Table};

const PREFIX: u8 = b'a';

/// Applications kept in memory between batches; more are read again when touched.
const ROWS_IN_MEMORY_MAX: usize = 20_000;

/// An application with what was decided and what was paid for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApplicationRow {
    /// The application as the law folds it.
    pub application: Application,
    /// The court it was handed in at.
    pub court: CourtCode,
    /// When it was decided.
    pub decided_on: Option<NaiveDate>,
    /// Its fees, those of renewals too.
    pub fees: BTreeMap<FeeId, FeeRow>,
    /// The positions of its events, oldest first.
    pub positions: Vec<u64>,
    /// The day one of them was corrected last.
    pub corrected_on: Option<NaiveDate>,
}

/// A fee, in minor units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeeRow {
    /// Asked for.
    pub assessed: i64,
    /// Paid.
    pub paid: i64,
    /// Not asked for, where it was waived.
    pub waived: Option<i64>,
    /// Given back.
    pub refunded: i64,
}

impl FeeRow {
    /// True if nothing was asked for, or what was asked for was paid, no more and no less, and
    /// not all of it given back.
    pub fn is_settled(&self) -> bool {
        let is_paid = self.paid > 0 && self.paid == self.assessed && self.refunded < self.paid;
        is_paid || self.waived.is_some()
    }
}

impl ApplicationRow {
    /// The row an application begins; none for any other event.
    pub(crate) fn begin(court: CourtCode, event: &EntryEvent) -> Option<(ApplicationId, Self)> {
        let (id, application) = Application::begin(event)?;
        let row = Self {
            application,
            court,
            decided_on: None,
            fees: BTreeMap::new(),
            positions: Vec::new(),
            corrected_on: None,
        };
        Some((id, row))
    }

    /// Takes an event of this application over. Never fails: what was recorded happened.
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "events of the entry are not the application's"
    )]
    pub(crate) fn evolve(&mut self, event: &EntryEvent, on: NaiveDate) {
        use EntryEvent as E;
        self.application.evolve(event);
        match event {
            E::RegistrationRefused { .. } | E::MediatorRegistered { .. } => {
                self.decided_on = Some(on);
            }
            E::FeeAssessed { fee_id, amount, .. } => {
                let fee = self.fees.entry(*fee_id).or_default();
                fee.assessed = fee.assessed.saturating_add(*amount);
            }
            E::FeeWaived { fee_id, amount, .. } => {
                self.fees.entry(*fee_id).or_default().waived = Some(*amount);
            }
            E::FeePaid { fee_id, amount, .. } => {
                self.change_fee(*fee_id, |fee| {
                    fee.paid = fee.paid.saturating_add(amount.amount_minor);
                });
            }
            E::FeeRefunded { fee_id, amount, .. } => {
                self.change_fee(*fee_id, |fee| {
                    fee.refunded = fee.refunded.saturating_add(amount.amount_minor);
                });
            }
            _ => {}
        }
    }

    /// What is paid of a fee that nobody asked for stands at the court's desk alone.
    fn change_fee(&mut self, id: FeeId, change: impl FnOnce(&mut FeeRow)) {
        if let Some(fee) = self.fees.get_mut(&id) {
            change(fee);
        }
    }

    /// The row as these events make it; none where its beginning is not among them.
    pub(crate) fn fold(matter: &Matter, sources: &Sources) -> Option<Self> {
        let mut row: Option<Self> = None;
        for standing in &matter.standing() {
            let Some(stated) = standing.entry(sources) else {
                continue;
            };
            match &mut row {
                Some(row) => row.evolve(stated.event, stated.on()),
                None => row = Self::begin(stated.court, stated.event).map(|(_, row)| row),
            }
        }
        row.map(|row| Self {
            positions: matter.positions(),
            corrected_on: matter.corrected_on(),
            ..row
        })
    }
}

/// The rows of applications.
#[derive(Debug)]
pub(crate) struct Applications(Table<ApplicationId, ApplicationRow>);

impl Applications {
    pub(crate) fn new() -> Self {
        Self(Table::new(PREFIX))
    }

    /// The application, if there is one. Looking leaves nothing to be written.
    pub(crate) fn find(
        &mut self,
        store: &Store,
        id: ApplicationId,
    ) -> Result<Option<&ApplicationRow>, StoreError> {
        self.0.find(store, id)
    }

    /// The application, to be changed, if there is one.
    pub(crate) fn change(
        &mut self,
        store: &Store,
        id: ApplicationId,
    ) -> Result<Option<&mut ApplicationRow>, StoreError> {
        self.0.change(store, id)
    }

    /// Puts the row in place of what is there; none removes it.
    pub(crate) fn replace(&mut self, id: ApplicationId, row: Option<ApplicationRow>) {
        self.0.replace(id, row);
    }

    pub(crate) fn flush(&mut self, store: &Store, batch: &mut Batch) -> Result<(), StoreError> {
        self.0.flush(store, batch)
    }

    pub(crate) fn shrink(&mut self) {
        self.0.shrink(ROWS_IN_MEMORY_MAX);
    }
}

/// The application an event is about, where the event itself says so.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the other events are about an entry, a fee or a verification"
)]
pub(crate) fn named_by(event: &EntryEvent) -> Option<ApplicationId> {
    use EntryEvent as E;
    match event {
        E::ApplicationSubmitted { application_id, .. }
        | E::ApplicationReturned { application_id, .. }
        | E::DocumentsVerified { application_id, .. }
        | E::VerificationReused { application_id, .. }
        | E::FeeAssessed { application_id, .. }
        | E::FeeWaived { application_id, .. }
        | E::RegistrationRefused { application_id, .. }
        | E::MediatorRegistered { application_id, .. } => Some(*application_id),
        _ => None,
    }
}

/// One application.
pub(crate) fn application(
    store: &Store,
    id: ApplicationId,
) -> Result<Option<ApplicationRow>, StoreError> {
    table::row(store, PREFIX, id)
}

/// Every application, in the order they were handed in: their ids are ordered by time.
pub(crate) fn applications(
    store: &Store,
) -> impl Iterator<Item = Result<(ApplicationId, ApplicationRow), StoreError>> {
    table::rows(store, PREFIX)
}
