//! Statistics: counts by court and month, in cells by measure and facets.
//!
//! Every figure is a sum of tallies on the date the indicator names; a tally that was counted
//! can be taken back, so that a corrected stream is counted anew. Region, quarter, year and
//! percentiles are made when asked for. What is counted of an event is in [`tallies`], the
//! questions are in [`indicator`], what the public may see is in `disclosure.rs`.

use chrono::{Datelike, NaiveDate};
use medreg_domain::entry::EntryKind;
use medreg_domain::entry::event::EntryEvent;
use medreg_domain::fund::event::FundEvent;
use medreg_domain::outreach::event::OutreachEvent;
use medreg_domain::oversight::OversightEvent;
use medreg_domain::reference::event::ReferenceEvent;
use medreg_domain::referral::Referral;
use medreg_domain::referral::event::ReferralEvent;
use medreg_domain::{CourtCode, EntryNo, RegionCode};
use sha2::{Digest, Sha256};

use crate::store::{Batch, Store, StoreError};

mod cells;
mod consulted;
mod disclosure;
mod funds;
pub mod indicator;
mod measure;
mod outside;
mod period;
mod placing;
mod rows;
mod tallies;
mod tally;
mod totals;
mod workload;

pub(crate) use cells::{Cells, CourtMonth, cells, refused_by_court};
use consulted::{Consultations, Difference, Held};
pub use funds::FundMonth;
pub(crate) use funds::fund_months;
pub use measure::{Cell, Measure};
use outside::{Cases, CourtQuarter, Population};
pub use period::{Month, Period, PeriodError, PeriodRange};
pub use placing::Map;
use rows::Rows;
pub(crate) use tallies::ApplicationFacts;
pub(crate) use tally::{Facets, Place, Sign, Tally};
use workload::Workload;

/// All rows of statistics lie under this letter.
const PREFIX: &[u8] = b"s";

/// Rows of one kind kept in memory between batches.
const ROWS_IN_MEMORY_MAX: usize = 4_096;

/// Entries kept in memory between batches: every start and end asks for the mediator's kind.
const WORKLOADS_IN_MEMORY_MAX: usize = 50_000;

/// The rows of statistics.
#[derive(Debug)]
pub(crate) struct Statistics {
    cells: Rows<CourtMonth, Cells>,
    /// What the office said of the link to a court: not of the register, and in no digest.
    sync: Rows<CourtMonth, Cells>,
    workloads: Rows<EntryNo, Workload>,
    consultations: Rows<CourtMonth, Consultations>,
    population: Rows<RegionCode, Population>,
    cases: Rows<CourtQuarter, Cases>,
    /// Room for one event's tallies, kept from event to event.
    tallies: Vec<Tally>,
}

impl Statistics {
    pub(crate) fn new() -> Self {
        Self {
            cells: Rows::new(cells::PREFIX),
            sync: Rows::new(cells::SYNC),
            workloads: Rows::new(workload::PREFIX),
            consultations: Rows::new(consulted::PREFIX),
            population: Rows::new(outside::POPULATION),
            cases: Rows::new(outside::CASES),
            tallies: Vec::new(),
        }
    }

    /// Counts one tally, or takes it back; a cell that comes to zero disappears.
    pub(crate) fn add(
        &mut self,
        store: &Store,
        tally: &Tally,
        sign: Sign,
    ) -> Result<(), StoreError> {
        let key = CourtMonth {
            court: tally.place.court,
            month: Month::of(tally.on),
        };
        let rows = if tally.measure.is_of_sync() {
            &mut self.sync
        } else {
            &mut self.cells
        };
        rows.change(store, key)?.add(tally, sign);
        Ok(())
    }

    /// Counts an event's tallies, made by `make`.
    fn add_all(
        &mut self,
        store: &Store,
        sign: Sign,
        make: impl FnOnce(&mut Vec<Tally>),
    ) -> Result<(), StoreError> {
        let mut tallies = std::mem::take(&mut self.tallies);
        make(&mut tallies);
        for tally in tallies.drain(..) {
            self.add(store, &tally, sign)?;
        }
        self.tallies = tallies;
        Ok(())
    }

    /// Counts that a court's event was recorded, and how late, by the day of the act and the
    /// day of the record.
    pub(crate) fn record(
        &mut self,
        store: &Store,
        court: CourtCode,
        (on, recorded_on): (NaiveDate, NaiveDate),
        sign: Sign,
    ) -> Result<(), StoreError> {
        self.add(store, &tallies::of_record(court, on, recorded_on), sign)
    }

    /// Counts what was decided on an application, given the application before.
    pub(crate) fn application(
        &mut self,
        store: &Store,
        court: CourtCode,
        before: Option<&ApplicationFacts>,
        event: (&EntryEvent, NaiveDate),
        sign: Sign,
    ) -> Result<(), StoreError> {
        self.add_all(store, sign, |into| {
            tallies::of_application(into, court, before, event);
        })
    }

    /// Counts what happened to an entry, or to the fees of an application.
    pub(crate) fn entry(
        &mut self,
        store: &Store,
        court: CourtCode,
        (event, on): (&EntryEvent, NaiveDate),
        sign: Sign,
    ) -> Result<(), StoreError> {
        if let EntryEvent::MediatorRegistered { entry_no, kind, .. } = event {
            let workload = self.workloads.change(store, *entry_no)?;
            workload.register(*kind, sign);
        }
        let kind = match event.entry_no() {
            Some(entry_no) if tallies::asks_for_kind(event) => self.kind(store, entry_no)?,
            _ => None,
        };
        self.add_all(store, sign, |into| {
            tallies::of_entry(into, court, kind, (event, on));
        })
    }

    /// Counts what happened to a dispute, given its state before the event.
    pub(crate) fn referral(
        &mut self,
        store: &Store,
        court: CourtCode,
        before: Option<&Referral>,
        event: &ReferralEvent,
        sign: Sign,
    ) -> Result<(), StoreError> {
        let mediator = tallies::mediator_asked_for(before, event);
        let kind = match mediator {
            Some(entry_no) => self.kind(store, entry_no)?,
            None => None,
        };
        if let Some((entry_no, on)) = mediator.zip(tallies::starts_on(before, event)) {
            let workload = self.workloads.change(store, entry_no)?;
            *workload.started.entry(on.year()).or_default() += sign.of(1);
        }
        self.consultation(store, court, event, sign)?;
        self.add_all(store, sign, |into| {
            tallies::of_referral(into, court, kind, before, event);
        })
    }

    fn kind(&mut self, store: &Store, entry_no: EntryNo) -> Result<Option<EntryKind>, StoreError> {
        Ok(self.workloads.look(store, entry_no)?.kind)
    }

    /// Joins consultations and the referrals that came of them.
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "the other events concern no consultation"
    )]
    fn consultation(
        &mut self,
        store: &Store,
        court: CourtCode,
        event: &ReferralEvent,
        sign: Sign,
    ) -> Result<(), StoreError> {
        let month = |on| CourtMonth {
            court,
            month: Month::of(on),
        };
        let Difference { before, after } = match event {
            ReferralEvent::ConsultationHeld {
                consultation_id,
                on,
                category,
                ..
            } => {
                let held = Held {
                    on: *on,
                    category: *category,
                };
                self.consultations.change(store, month(*on))?.held(
                    court,
                    *consultation_id,
                    held,
                    sign,
                )
            }
            ReferralEvent::DisputeReferred {
                after: Some(consulted),
                referred_on,
                ..
            } if tallies::led_in_time(consulted.on, *referred_on) => self
                .consultations
                .change(store, month(consulted.on))?
                .led(court, consulted.consultation_id, sign),
            _ => return Ok(()),
        };
        for (tally, sign) in [(before, Sign::TakeBack), (after, Sign::Count)] {
            if let Some(tally) = tally {
                self.add(store, &tally, sign)?;
            }
        }
        Ok(())
    }

    /// Counts what happened in a court's fund.
    pub(crate) fn fund(
        &mut self,
        store: &Store,
        court: CourtCode,
        event: &FundEvent,
    ) -> Result<(), StoreError> {
        self.add(store, &tallies::of_fund(court, event), Sign::Count)
    }

    /// Counts what a court offered.
    pub(crate) fn outreach(
        &mut self,
        store: &Store,
        court: CourtCode,
        event: &OutreachEvent,
    ) -> Result<(), StoreError> {
        match tallies::of_outreach(court, event) {
            Some(tally) => self.add(store, &tally, Sign::Count),
            None => Ok(()),
        }
    }

    /// Counts what the federal office refused or missed.
    pub(crate) fn oversight(
        &mut self,
        store: &Store,
        event: &OversightEvent,
        on: NaiveDate,
    ) -> Result<(), StoreError> {
        match tallies::of_oversight(event, on) {
            Some(tally) => self.add(store, &tally, Sign::Count),
            None => Ok(()),
        }
    }

    /// Takes over a figure from outside the register.
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "the other facts are no figures"
    )]
    pub(crate) fn reference(
        &mut self,
        store: &Store,
        event: &ReferenceEvent,
    ) -> Result<(), StoreError> {
        match event {
            ReferenceEvent::PopulationSet {
                region,
                year,
                inhabitants,
                ..
            } => {
                let population = self.population.change(store, *region)?;
                population.0.insert(*year, *inhabitants);
            }
            ReferenceEvent::CourtCasesSet {
                court,
                year,
                quarter,
                cases,
            } => {
                let key = CourtQuarter {
                    court: *court,
                    year: *year,
                    quarter: *quarter,
                };
                self.cases.change(store, key)?.set(cases);
            }
            _ => {}
        }
        Ok(())
    }

    pub(crate) fn flush(&mut self, store: &Store, batch: &mut Batch) -> Result<(), StoreError> {
        self.cells.flush(store, batch)?;
        self.sync.flush(store, batch)?;
        self.workloads.flush(store, batch)?;
        self.consultations.flush(store, batch)?;
        self.population.flush(store, batch)?;
        self.cases.flush(store, batch)
    }

    pub(crate) fn shrink(&mut self) {
        self.cells.shrink(ROWS_IN_MEMORY_MAX);
        self.sync.shrink(ROWS_IN_MEMORY_MAX);
        self.workloads.shrink(WORKLOADS_IN_MEMORY_MAX);
        self.consultations.shrink(ROWS_IN_MEMORY_MAX);
        self.population.shrink(ROWS_IN_MEMORY_MAX);
        self.cases.shrink(ROWS_IN_MEMORY_MAX);
    }
}

/// The digest of every figure: all rows, sorted.
pub(crate) fn digest(store: &Store) -> Result<[u8; 32], StoreError> {
    let mut hash = Sha256::new();
    for row in store.scan(PREFIX) {
        let (key, value) = row?;
        hash.update(&key);
        hash.update((value.len() as u64).to_be_bytes());
        hash.update(&value);
    }
    Ok(hash.finalize().into())
}
