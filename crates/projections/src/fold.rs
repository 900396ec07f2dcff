//! The fold: one path by which events become rows, for catch-up, live and rebuild alike.
//!
//! Rows, cursor, heads and the transport's position change in one atomic batch, so a crash
//! between any two instructions loses nothing and counts nothing twice. What is asked of the
//! rows is in `views.rs`; how a correction folds its matter anew in `fold/corrected.rs`.

use std::path::Path;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use medreg_domain::entry::event::EntryEvent;
use medreg_domain::oversight::OversightEvent;
use medreg_domain::reference::event::ReferenceEvent;
use medreg_domain::referral::event::ReferralEvent;
use medreg_domain::{
    ApplicationId, CourtCode, Digest, EntryNo, Event, EventId, ReferralNo, Stream,
};
use medreg_log::{Disk, Recorded};

use crate::applications::{self, ApplicationRow, Applications};
use crate::counts::{Counts, Sign};
use crate::matter::Stated;
use crate::oversight::findings::Findings;
use crate::oversight::observations::Observations;
use crate::positions::short_hash;
use crate::reader::Reader;
use crate::recall::Recall;
use crate::referrals::{ReferralRow, Referrals};
use crate::register::{EntryRow, Register};
use crate::store::{Batch, Opened, Store, StoreError};
use crate::verifications::Withdrawn;
use crate::views::{TRANSPORT_KEY, Views};
use crate::voided::{self, Trace};

mod corrected;
mod impossible;

/// An event at its place in the history.
#[derive(Debug)]
pub struct Positioned {
    /// Its position.
    pub position: u64,
    /// Its leaf hash.
    pub leaf_hash: Digest,
    /// The event.
    pub recorded: Recorded,
}

/// The fold of a history into the views of a federal office: the one who writes rows.
#[derive(Debug)]
pub struct Fold {
    views: Views,
    readers: Reader,
    register: Register,
    applications: Applications,
    referrals: Referrals,
    counts: Counts,
    findings: Findings,
    withdrawn: Withdrawn,
}

impl Fold {
    /// Opens the views in a folder; unreadable ones are set aside and begun anew.
    pub fn open(path: &Path) -> Result<(Self, Opened), StoreError> {
        Self::open_on(&Disk::default(), path)
    }

    /// The same on a disk that may be simulated.
    pub fn open_on(disk: &Disk, path: &Path) -> Result<(Self, Opened), StoreError> {
        let (store, opened) = Store::open_on(disk, path)?;
        Ok((Self::over(store)?, opened))
    }

    /// The fold over the rows a store holds.
    pub(crate) fn over(store: Store) -> Result<Self, StoreError> {
        let views = Views::over(store)?;
        let limits = *views.rules().limits();
        Ok(Self {
            readers: Reader::new(views.committed()),
            views,
            register: Register::new(),
            applications: Applications::new(),
            referrals: Referrals::new(),
            counts: Counts::new(Observations::new(limits)),
            findings: Findings::new(),
            withdrawn: Withdrawn::new(),
        })
    }

    /// The views: their rows as committed; cursor, heads and facts with what was taken over
    /// since.
    pub fn views(&self) -> &Views {
        &self.views
    }

    /// The views alone, once nothing more is to be taken over.
    pub fn into_views(self) -> Views {
        self.views
    }

    /// Who reads what is committed while this goes on.
    pub fn reader(&self) -> Reader {
        self.readers.clone()
    }

    /// Lets the views read events back, which corrections and questions as at an earlier
    /// position need. It must reach every event taken before.
    pub fn recall_by(&mut self, recall: Recall) {
        self.readers.recall_by(&recall);
        self.views.recall_by(recall);
    }

    /// Takes a run of events over and commits it, with the transport's position it covers.
    ///
    /// On an error nothing is committed, and these views must be opened again.
    pub fn take(
        &mut self,
        batch: &[Positioned],
        transport: Option<&[u8]>,
    ) -> Result<(), StoreError> {
        for event in batch {
            self.apply(event)?;
        }
        self.commit(transport)
    }

    /// Takes one event over; it counts once [`Fold::commit`] has returned.
    pub fn apply(&mut self, event: &Positioned) -> Result<(), StoreError> {
        if event.position != self.views.cursor.position {
            return Err(StoreError::OutOfOrder {
                expected: self.views.cursor.position,
                given: event.position,
            });
        }
        self.views.cursor.position += 1;
        let (position, recorded) = (event.position, &event.recorded);
        Arc::make_mut(&mut self.views.sources).apply(position, event.leaf_hash, recorded);
        let place = (position, short_hash(&event.leaf_hash));
        self.views
            .positions
            .add(&self.views.store, recorded.source, recorded.courtseq, place)?;
        self.views
            .identities
            .add(&self.views.store, EventId(recorded.id), position)?;
        self.views
            .instants
            .add(&self.views.store, position, recorded.time)?;
        match recorded.source.court() {
            None => self.apply_federal(position, recorded),
            Some(court) => self.apply_court(court, position, recorded),
        }
    }

    fn apply_federal(&mut self, position: u64, recorded: &Recorded) -> Result<(), StoreError> {
        match &recorded.event {
            Event::Reference(event) => {
                let statistics = &mut self.counts.statistics;
                statistics.reference(&self.views.store, event)?;
                if let ReferenceEvent::VerificationWithdrawn {
                    verification_id, ..
                } = event.as_ref()
                {
                    let id = EventId(recorded.id);
                    self.withdrawn
                        .note(&self.views.store, *verification_id, id)?;
                }
            }
            Event::Oversight(event) => {
                let statistics = &mut self.counts.statistics;
                statistics.oversight(&self.views.store, event, recorded.on)?;
                Arc::make_mut(&mut self.views.decisions).apply(event);
                Arc::make_mut(&mut self.views.erasures).apply(recorded.on, event);
                Arc::make_mut(&mut self.views.releases).apply(recorded.on, event);
                self.pass_over(position, recorded.time, event)?;
                let change = self.findings.apply(&self.views.store, recorded.on, event)?;
                self.views.cursor.findings =
                    self.views.cursor.findings.saturating_add_signed(change);
            }
            // A court's to state: intake refuses them, and the views let them be.
            Event::Entry(_)
            | Event::Referral(_)
            | Event::Fund(_)
            | Event::Outreach(_)
            | Event::Correction(_) => {}
        }
        Ok(())
    }

    /// An event that is refused takes its place in its court's chain without being there.
    fn pass_over(
        &mut self,
        position: u64,
        time: DateTime<Utc>,
        event: &OversightEvent,
    ) -> Result<(), StoreError> {
        let Some((source, refused)) = Arc::make_mut(&mut self.views.sources).pass_over(event, time)
        else {
            return Ok(());
        };
        let place = (position, short_hash(&refused.leaf_hash));
        self.views
            .positions
            .add(&self.views.store, source, refused.courtseq, place)
    }

    fn apply_court(
        &mut self,
        court: CourtCode,
        position: u64,
        recorded: &Recorded,
    ) -> Result<(), StoreError> {
        match &recorded.event {
            Event::Entry(event) => {
                let stated = Stated::new(&self.views.sources, court, recorded, event.as_ref());
                self.apply_entry(position, stated)
            }
            Event::Referral(event) => {
                let stated = Stated::new(&self.views.sources, court, recorded, event);
                self.apply_referral(position, stated)
            }
            Event::Fund(event) => {
                let id = EventId(recorded.id);
                self.counts.fees.fund(&self.views.store, court, id, event)?;
                self.counts
                    .statistics
                    .fund(&self.views.store, court, event)?;
                self.count_record(court, recorded)
            }
            Event::Outreach(event) => {
                self.counts
                    .statistics
                    .outreach(&self.views.store, court, event)?;
                self.count_record(court, recorded)
            }
            Event::Reference(_) | Event::Oversight(_) => self.count_record(court, recorded),
            // Counted with the matter it corrects, so that a corrected history counts as one
            // that stated it right.
            Event::Correction(correction) => self.correct(position, recorded, correction),
        }
    }

    fn count_record(&mut self, court: CourtCode, recorded: &Recorded) -> Result<(), StoreError> {
        let recorded_on = self.views.sources.recorded_on(court, recorded);
        self.counts
            .record(&self.views.store, court, recorded, recorded_on)
    }

    fn apply_entry(
        &mut self,
        position: u64,
        stated: Stated<'_, EntryEvent>,
    ) -> Result<(), StoreError> {
        if let EntryEvent::VerificationRevoked {
            verification_id, ..
        } = stated.event
        {
            self.withdrawn
                .note(&self.views.store, *verification_id, stated.id())?;
        }
        let (application, entry_no) = self.matters_of(stated.event)?;
        if application.is_some() || entry_no.is_none() {
            self.apply_to_application(position, application, stated)?;
        }
        match entry_no {
            Some(entry_no) => self.apply_to_entry(position, entry_no, stated),
            None => Ok(()),
        }
    }

    /// The application and the entry an event belongs to: a registration belongs to both.
    fn matters_of(
        &mut self,
        event: &EntryEvent,
    ) -> Result<(Option<ApplicationId>, Option<EntryNo>), StoreError> {
        let application = match applications::named_by(event) {
            Some(id) => Some(id),
            None => self.counts.fees.application_of(&self.views.store, event)?,
        };
        Ok((application, event.entry_no()))
    }

    fn apply_to_application(
        &mut self,
        position: u64,
        application: Option<ApplicationId>,
        stated: Stated<'_, EntryEvent>,
    ) -> Result<(), StoreError> {
        let row = match application {
            Some(id) => self.applications.change(&self.views.store, id)?,
            None => None,
        };
        let world = self.views.world();
        self.counts
            .application(world, Sign::Count, row.as_deref(), stated)?;
        if let Some(row) = row {
            self.counts
                .fees
                .index(&self.views.store, Sign::Count, stated.event)?;
            row.evolve(stated.event, stated.on());
            row.positions.push(position);
        } else if let Some((id, mut row)) = ApplicationRow::begin(stated.court, stated.event) {
            let trace = voided::take(&mut self.views.voided, Stream::Application(id));
            (row.positions, row.corrected_on) = continued(trace, position);
            self.applications.replace(id, Some(row));
        }
        Ok(())
    }

    fn apply_to_entry(
        &mut self,
        position: u64,
        entry_no: EntryNo,
        stated: Stated<'_, EntryEvent>,
    ) -> Result<(), StoreError> {
        self.counts
            .entry(&self.views.store, Sign::Count, entry_no, stated)?;
        if let Some(row) = self.register.change(&self.views.store, entry_no)? {
            row.evolve(stated.event, stated.on());
            row.events.push(stated.recorded.id);
            row.positions.push(position);
        } else if let Some((_, mut row)) = EntryRow::begin(stated.event, stated.on()) {
            let trace = voided::take(&mut self.views.voided, Stream::Entry(entry_no));
            row.events = self.ids_at(trace.as_ref())?;
            row.events.push(stated.recorded.id);
            (row.positions, row.corrected_on) = continued(trace, position);
            self.register.replace(entry_no, Some(row));
            self.views.cursor.entries += 1;
        }
        Ok(())
    }

    fn apply_referral(
        &mut self,
        position: u64,
        stated: Stated<'_, ReferralEvent>,
    ) -> Result<(), StoreError> {
        let row = match stated.event.referral_no() {
            Some(number) => self.referrals.change(&self.views.store, number)?,
            None => None,
        };
        let world = self.views.world();
        let before = row.as_ref().map(|row| &row.referral);
        self.counts.referral(world, Sign::Count, before, stated)?;
        if let Some(row) = row {
            row.referral.evolve(stated.event);
            row.positions.push(position);
        } else if let Some((number, row)) = ReferralRow::begin(stated.event) {
            self.begin_referral(position, number, row)?;
        }
        Ok(())
    }

    fn begin_referral(
        &mut self,
        position: u64,
        number: ReferralNo,
        mut row: ReferralRow,
    ) -> Result<(), StoreError> {
        let trace = voided::take(&mut self.views.voided, Stream::Referral(number));
        (row.positions, row.corrected_on) = continued(trace, position);
        self.referrals
            .replace(&self.views.store, number, Some(row))?;
        self.views.cursor.referrals += 1;
        Ok(())
    }

    /// An application as it stands with what is taken over and not committed yet.
    pub fn application_now(
        &mut self,
        id: ApplicationId,
    ) -> Result<Option<&ApplicationRow>, StoreError> {
        self.applications.find(&self.views.store, id)
    }

    /// The entries taken over since the last commit, and those whose names were erased.
    fn changed_entries(&self) -> Vec<EntryNo> {
        let erased = self.views.erasures.touched();
        self.register.touched().chain(erased).collect()
    }

    /// Writes everything taken over since the last commit, in one atomic batch.
    pub fn commit(&mut self, transport: Option<&[u8]>) -> Result<(), StoreError> {
        let mut batch = Batch::default();
        let changed = self.changed_entries();
        self.register.flush(&self.views.store, &mut batch)?;
        self.applications.flush(&self.views.store, &mut batch)?;
        self.referrals.flush(&self.views.store, &mut batch)?;
        self.counts.flush(&self.views.store, &mut batch)?;
        self.findings.flush(&self.views.store, &mut batch)?;
        self.withdrawn.flush(&self.views.store, &mut batch)?;
        self.views.stage(&mut batch)?;
        if let Some(position) = transport {
            batch.put(TRANSPORT_KEY, position.to_vec());
        }
        self.readers.commit(&self.views, batch, changed)?;
        self.register.shrink();
        self.applications.shrink();
        self.referrals.shrink();
        self.counts.shrink();
        self.findings.shrink();
        self.withdrawn.shrink();
        self.views.shrink();
        Ok(())
    }
}

/// Where a matter's events stand that begins at a position, perhaps after it was voided.
fn continued(trace: Option<Trace>, position: u64) -> (Vec<u64>, Option<chrono::NaiveDate>) {
    let Trace {
        mut positions,
        corrected_on,
    } = trace.unwrap_or_default();
    positions.push(position);
    (positions, corrected_on)
}
