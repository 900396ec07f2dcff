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
use crate::statistics::Statistics;
use crate::store::{Batch, Store, StoreError};

/// Whether something is counted, or what was counted is taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sign {
    /// It is counted.
    Count,
    /// It was counted, and is not any more.
    TakeBack,
}

impl Sign {
    /// Adds an amount to a sum, or takes it off again.
    pub(crate) fn add(self, sum: &mut i64, amount: i64) {
        *sum = match self {
            Self::Count => sum.saturating_add(amount),
            Self::TakeBack => sum.saturating_sub(amount),
        };
    }
}

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
        // A registration counts with the entry it begins.
        if stated.event.entry_no().is_some() {
            return Ok(());
        }
        self.figures(store, sign, stated.court, &Counted::Entry(stated))
    }

    /// Counts an event of an entry.
    pub(crate) fn entry(
        &mut self,
        store: &Store,
        sign: Sign,
        entry_no: EntryNo,
        stated: Stated<'_, EntryEvent>,
    ) -> Result<(), StoreError> {
        self.figures(store, sign, entry_no.court(), &Counted::Entry(stated))
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
        self.figures(store, sign, court, &Counted::Referral(before, stated))
    }

    /// Counts the record of a court's event that belongs to no application, entry or referral.
    pub(crate) fn record(
        &mut self,
        store: &Store,
        stated_by: CourtCode,
        recorded: &Recorded,
        recorded_on: NaiveDate,
    ) -> Result<(), StoreError> {
        self.statistics
            .recorded(store, stated_by, recorded, recorded_on)
    }

    /// Counts in the figures: the one place where a matter's events reach the statistics.
    fn figures(
        &mut self,
        store: &Store,
        sign: Sign,
        court: CourtCode,
        counted: &Counted<'_>,
    ) -> Result<(), StoreError> {
        if sign == Sign::TakeBack {
            return Ok(());
        }
        match counted {
            Counted::Entry(stated) => {
                self.record(store, stated.court, stated.recorded, stated.recorded_on)?;
                self.statistics
                    .entry(store, court, stated.on(), stated.event)
            }
            Counted::Referral(before, stated) => {
                self.record(store, stated.court, stated.recorded, stated.recorded_on)?;
                self.statistics
                    .referral(store, court, *before, stated.event)
            }
        }
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

/// An event as the figures take it.
enum Counted<'e> {
    Entry(Stated<'e, EntryEvent>),
    Referral(Option<&'e Referral>, Stated<'e, ReferralEvent>),
}
