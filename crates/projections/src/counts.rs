//! What an event adds to the counts that stand beside the rows: figures, desks and
//! observations, counted once and taken back whole where a matter is corrected.

use chrono::NaiveDate;
use medreg_domain::entry::event::EntryEvent;
use medreg_domain::referral::Referral;
use medreg_domain::referral::event::ReferralEvent;
use medreg_domain::{ApplicationId, CourtCode, EntryNo, ReferralNo, Stream};
use medreg_log::Recorded;

use crate::applications::ApplicationRow;
use crate::fees::Fees;
use crate::matter::{Matter, Stated};
use crate::oversight::observations::Observations;
use crate::sources::Sources;
pub(crate) use crate::statistics::Sign;
use crate::statistics::{ApplicationFacts, Statistics};
use crate::store::{Batch, Store, StoreError};

/// A matter before and after a correction.
#[derive(Clone, Copy)]
pub(crate) struct Change<'m> {
    pub(crate) before: &'m Matter,
    pub(crate) after: &'m Matter,
}

impl<'m> Change<'m> {
    fn steps(self) -> [(Sign, &'m Matter); 2] {
        [(Sign::TakeBack, self.before), (Sign::Count, self.after)]
    }
}

/// Everything that is counted.
#[derive(Debug)]
pub(crate) struct Counts {
    pub(crate) statistics: Statistics,
    pub(crate) fees: Fees,
    pub(crate) observations: Observations,
}

impl Counts {
    pub(crate) fn new(observations: Observations) -> Self {
        Self {
            statistics: Statistics::new(),
            fees: Fees::new(),
            observations,
        }
    }

    /// Counts an event of an application, given the application before it.
    pub(crate) fn application(
        &mut self,
        (store, sources): (&Store, &Sources),
        sign: Sign,
        before: Option<&ApplicationRow>,
        stated: Stated<'_, EntryEvent>,
    ) -> Result<(), StoreError> {
        self.fees.count(store, sign, stated.court, stated.event)?;
        if let (Sign::Count, Some(before)) = (sign, before) {
            let reference = sources.reference();
            self.observations.application(reference, before, stated);
        }
        let before = before.map(|row| ApplicationFacts {
            submitted_on: row.application.requested_on,
            kind: Some(row.application.kind),
        });
        let dated = (stated.event, stated.on());
        self.statistics
            .application(store, stated.court, before.as_ref(), dated, sign)?;
        // What begins an entry counts with the entry.
        if stated.event.entry_no().is_some() {
            return Ok(());
        }
        self.stated(store, sign, stated.court, stated)
    }

    /// Counts an event of an entry.
    pub(crate) fn entry(
        &mut self,
        store: &Store,
        sign: Sign,
        entry_no: EntryNo,
        stated: Stated<'_, EntryEvent>,
    ) -> Result<(), StoreError> {
        self.stated(store, sign, entry_no.court(), stated)
    }

    /// Counts an event of a referral, given the referral before it.
    pub(crate) fn referral(
        &mut self,
        (store, sources): (&Store, &Sources),
        sign: Sign,
        before: Option<&Referral>,
        stated: Stated<'_, ReferralEvent>,
    ) -> Result<(), StoreError> {
        if let (Sign::Count, Some(before)) = (sign, before) {
            let reference = sources.reference();
            self.observations.referral(reference, before, stated);
        }
        let number = stated.event.referral_no();
        let court = number.map_or(stated.court, ReferralNo::court);
        let dates = (stated.recorded.on, stated.recorded_on);
        self.statistics.record(store, stated.court, dates, sign)?;
        self.statistics
            .referral(store, court, before, stated.event, sign)
    }

    /// Counts the record of a court's event that belongs to no application, entry or referral.
    pub(crate) fn record(
        &mut self,
        store: &Store,
        stated_by: CourtCode,
        recorded: &Recorded,
        recorded_on: NaiveDate,
    ) -> Result<(), StoreError> {
        let dates = (recorded.on, recorded_on);
        self.statistics.record(store, stated_by, dates, Sign::Count)
    }

    /// Counts an event of an entry, or of an application's fees.
    fn stated(
        &mut self,
        store: &Store,
        sign: Sign,
        court: CourtCode,
        stated: Stated<'_, EntryEvent>,
    ) -> Result<(), StoreError> {
        let dates = (stated.recorded.on, stated.recorded_on);
        self.statistics.record(store, stated.court, dates, sign)?;
        let dated = (stated.event, stated.on());
        self.statistics.entry(store, court, dated, sign)
    }

    /// Takes an application's events back as they stood, and counts them as they stand now.
    pub(crate) fn recount_application(
        &mut self,
        (store, sources): (&Store, &Sources),
        id: ApplicationId,
        change: Change<'_>,
    ) -> Result<(), StoreError> {
        self.observations.forget(store, Stream::Application(id))?;
        for (sign, matter) in change.steps() {
            let mut row: Option<ApplicationRow> = None;
            for standing in &matter.standing() {
                let Some(stated) = standing.entry(sources) else {
                    continue;
                };
                if row.is_some() {
                    self.fees.index(store, sign, stated.event)?;
                }
                self.application((store, sources), sign, row.as_ref(), stated)?;
                match &mut row {
                    Some(row) => row.evolve(stated.event, stated.on()),
                    None => {
                        row = ApplicationRow::begin(stated.court, stated.event).map(|(_, row)| row);
                    }
                }
            }
        }
        Ok(())
    }

    /// Takes an entry's events back as they stood, and counts them as they stand now.
    pub(crate) fn recount_entry(
        &mut self,
        (store, sources): (&Store, &Sources),
        entry_no: EntryNo,
        change: Change<'_>,
    ) -> Result<(), StoreError> {
        for (sign, matter) in change.steps() {
            for standing in &matter.standing() {
                if let Some(stated) = standing.entry(sources) {
                    self.entry(store, sign, entry_no, stated)?;
                }
            }
        }
        Ok(())
    }

    /// Takes a referral's events back as they stood, and counts them as they stand now.
    pub(crate) fn recount_referral(
        &mut self,
        (store, sources): (&Store, &Sources),
        number: ReferralNo,
        change: Change<'_>,
    ) -> Result<(), StoreError> {
        self.observations.forget(store, Stream::Referral(number))?;
        for (sign, matter) in change.steps() {
            let mut referral: Option<Referral> = None;
            for standing in &matter.standing() {
                let Some(stated) = standing.referral(sources) else {
                    continue;
                };
                self.referral((store, sources), sign, referral.as_ref(), stated)?;
                match &mut referral {
                    Some(referral) => referral.evolve(stated.event),
                    None => referral = Referral::begin(stated.event).map(|(_, begun)| begun),
                }
            }
        }
        Ok(())
    }

    pub(crate) fn flush(&mut self, store: &Store, batch: &mut Batch) -> Result<(), StoreError> {
        self.statistics.flush(store, batch)?;
        self.fees.flush(store, batch)?;
        self.observations.flush(store, batch)
    }

    pub(crate) fn shrink(&mut self) {
        self.statistics.shrink();
        self.fees.shrink();
    }
}
