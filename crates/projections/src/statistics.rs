//! Statistics: counts by court and month, in cells by measure, channel and category.
//!
//! Every figure is a fold of events on the date the indicator names; region, quarter, year
//! and percentiles are made when asked for.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, NaiveDate};
use medreg_domain::calendar::days_between;
use medreg_domain::entry::event::EntryEvent;
use medreg_domain::referral::Referral;
use medreg_domain::referral::event::{Ground, ReferralEvent};
use medreg_domain::{CategoryCode, Channel, CourtCode};
use medreg_log::Recorded;
use rustc_hash::FxHashMap;
use sha2::{Digest, Sha256};

use crate::store::{Batch, Store, StoreError};

pub mod indicator;
mod measure;
mod period;

pub use measure::{Cell, Measure};
pub use period::{Period, PeriodError, PeriodRange};

const PREFIX: char = 's';

/// Court-months kept in memory between batches.
const ROWS_IN_MEMORY_MAX: usize = 4_096;

/// A court in a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct CourtMonth {
    pub(crate) court: CourtCode,
    pub(crate) month: Month,
}

/// A month of a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month(i32);

impl Month {
    /// The month a date lies in.
    pub fn of(day: NaiveDate) -> Self {
        Self(day.year() * 12 + i32::try_from(day.month0()).unwrap_or(0))
    }

    /// The month's last day.
    pub fn last_day(self) -> NaiveDate {
        let next = Self(self.0 + 1);
        next.first_day().pred_opt().unwrap_or(NaiveDate::MAX)
    }

    fn first_day(self) -> NaiveDate {
        let month = u32::try_from(self.0.rem_euclid(12)).unwrap_or(0) + 1;
        NaiveDate::from_ymd_opt(self.0.div_euclid(12), month, 1).unwrap_or(NaiveDate::MAX)
    }
}

impl fmt::Display for Month {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            out,
            "{:04}-{:02}",
            self.0.div_euclid(12),
            self.0.rem_euclid(12) + 1
        )
    }
}

/// What a cell counts, by channel and category where the event has them.
pub(crate) type CellKey = (Measure, Option<Channel>, Option<CategoryCode>);

#[derive(Debug, Default)]
struct Row {
    cells: FxHashMap<CellKey, Cell>,
    touched: bool,
}

/// The rows of statistics.
#[derive(Debug)]
pub(crate) struct Statistics {
    rows: FxHashMap<CourtMonth, Row>,
    touched: Vec<CourtMonth>,
}

/// Where and for which dispute something is counted.
#[derive(Clone, Copy)]
struct Place {
    court: CourtCode,
    channel: Option<Channel>,
    category: Option<CategoryCode>,
}

impl Statistics {
    pub(crate) fn new() -> Self {
        Self {
            rows: FxHashMap::default(),
            touched: Vec::new(),
        }
    }

    /// Counts that an event was recorded, and how late.
    pub(crate) fn recorded(
        &mut self,
        store: &Store,
        court: CourtCode,
        recorded: &Recorded,
        recorded_on: NaiveDate,
    ) -> Result<(), StoreError> {
        let place = Place {
            court,
            channel: None,
            category: None,
        };
        let lag = days_between(recorded.on, recorded_on).max(0);
        self.days(store, place, recorded.on, Measure::RecordingLag, lag)
    }

    /// Counts what happened to an application or entry.
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "the other events are not counted"
    )]
    pub(crate) fn entry(
        &mut self,
        store: &Store,
        court: CourtCode,
        on: NaiveDate,
        event: &EntryEvent,
    ) -> Result<(), StoreError> {
        use EntryEvent as E;
        let place = Place {
            court,
            channel: None,
            category: None,
        };
        let (measure, day, sum) = match event {
            E::MediatorRegistered { valid_from, .. } => (Measure::Registered, *valid_from, 0),
            E::RegistrationRefused { decided_on, .. } => (Measure::Refused, *decided_on, 0),
            E::EntryLapsed { on, .. } => (Measure::Lapsed, *on, 0),
            E::EntryRemoved { reason, on, .. } => (Measure::Removed(*reason), *on, 0),
            E::EntryReinstated { on, .. } => (Measure::Reinstated, *on, 0),
            E::FeeAssessed { amount, .. } => (Measure::FeesAssessed, on, *amount),
            E::FeeWaived { amount, .. } => (Measure::FeesWaived, on, *amount),
            E::FeePaid {
                amount, paid_on, ..
            } => (Measure::FeesPaid, *paid_on, amount.amount_minor),
            E::FeeRefunded { amount, .. } => (Measure::FeesRefunded, on, amount.amount_minor),
            _ => return Ok(()),
        };
        self.count(store, place, day, measure, (1, sum))
    }

    /// Counts what happened to a dispute, given its state before the event.
    pub(crate) fn referral(
        &mut self,
        store: &Store,
        court: CourtCode,
        before: Option<&Referral>,
        event: &ReferralEvent,
    ) -> Result<(), StoreError> {
        use ReferralEvent as E;
        let place = Place {
            court,
            channel: before.map(|referral| referral.channel),
            category: before.map(|referral| referral.category),
        };
        match (event, before) {
            (
                E::ConsultationHeld {
                    on,
                    category,
                    outcome,
                    ..
                },
                _,
            ) => {
                let place = Place {
                    category: *category,
                    ..place
                };
                self.count(store, place, *on, Measure::Consultations(*outcome), (1, 0))
            }
            (
                E::DisputeReferred {
                    channel,
                    category,
                    referred_on,
                    ..
                },
                _,
            ) => {
                let place = Place {
                    court,
                    channel: Some(*channel),
                    category: Some(*category),
                };
                self.count(store, place, *referred_on, Measure::Referred, (1, 0))
            }
            (
                E::MediationAgreementSigned {
                    agreement_on: on, ..
                }
                | E::ProcedureStarted { started_on: on, .. },
                Some(referral),
            ) => {
                if referral.procedure.is_none() {
                    self.count(
                        store,
                        place,
                        referral.referred_on,
                        Measure::CohortAgreed,
                        (1, 0),
                    )?;
                }
                self.count(store, place, *on, Measure::Started, (1, 0))
            }
            (E::MediationTerminated { ground, on, .. }, Some(referral))
                if referral.running().is_some() =>
            {
                self.ended(store, place, referral, (*ground, None), *on)
            }
            (E::ResultReturned { .. }, Some(referral)) => {
                self.returned(store, place, referral, event)
            }
            _ => Ok(()),
        }
    }

    fn ended(
        &mut self,
        store: &Store,
        place: Place,
        referral: &Referral,
        how: (Ground, Option<medreg_domain::referral::event::Outcome>),
        on: NaiveDate,
    ) -> Result<(), StoreError> {
        self.count(store, place, on, Measure::Ended(how.0, how.1), (1, 0))?;
        let Some(procedure) = &referral.procedure else {
            return Ok(());
        };
        self.days(
            store,
            place,
            on,
            Measure::Duration,
            days_between(procedure.term.started_on, on),
        )?;
        if on <= procedure.term.due.rolled {
            self.count(store, place, on, Measure::WithinTerm, (1, 0))?;
        }
        if procedure.term.extensions > 0 {
            let days_added = i64::from(procedure.term.extended_days);
            self.count(store, place, on, Measure::Extended, (1, days_added))?;
        }
        Ok(())
    }

    fn returned(
        &mut self,
        store: &Store,
        place: Place,
        referral: &Referral,
        event: &ReferralEvent,
    ) -> Result<(), StoreError> {
        let ReferralEvent::ResultReturned {
            result,
            ended_on,
            returned_on,
            ..
        } = event
        else {
            return Ok(());
        };
        if !referral.is_open() {
            return Ok(());
        }
        self.days(
            store,
            place,
            *returned_on,
            Measure::ReturnLag,
            days_between(*ended_on, *returned_on),
        )?;
        match (referral.procedure, referral.ended, result.ground()) {
            (None, _, _) => self.count(store, place, *ended_on, Measure::NotStarted, (1, 0))?,
            (Some(_), Some((ground, on)), _) => {
                self.count(store, place, on, Measure::Ended(ground, None), (-1, 0))?;
                self.count(
                    store,
                    place,
                    on,
                    Measure::Ended(ground, Some(*result)),
                    (1, 0),
                )?;
            }
            (Some(_), None, ground) => {
                let ground = ground.unwrap_or(Ground::Impossible);
                self.ended(store, place, referral, (ground, Some(*result)), *ended_on)?;
            }
        }
        if result.is_settlement() {
            self.count(
                store,
                place,
                referral.referred_on,
                Measure::CohortSettled,
                (1, 0),
            )?;
        }
        Ok(())
    }

    fn days(
        &mut self,
        store: &Store,
        place: Place,
        on: NaiveDate,
        measure: Measure,
        days: i64,
    ) -> Result<(), StoreError> {
        let cell = self.cell(store, place, on, measure)?;
        cell.count += 1;
        cell.sum = cell.sum.saturating_add(days);
        *cell
            .days
            .entry(i32::try_from(days).unwrap_or(i32::MAX))
            .or_default() += 1;
        Ok(())
    }

    fn count(
        &mut self,
        store: &Store,
        place: Place,
        on: NaiveDate,
        measure: Measure,
        add: (i64, i64),
    ) -> Result<(), StoreError> {
        let cell = self.cell(store, place, on, measure)?;
        cell.count += add.0;
        cell.sum = cell.sum.saturating_add(add.1);
        Ok(())
    }

    fn cell(
        &mut self,
        store: &Store,
        place: Place,
        on: NaiveDate,
        measure: Measure,
    ) -> Result<&mut Cell, StoreError> {
        let key = CourtMonth {
            court: place.court,
            month: Month::of(on),
        };
        if let std::collections::hash_map::Entry::Vacant(e) = self.rows.entry(key) {
            e.insert(load(store, key)?);
        }
        let row = self.rows.entry(key).or_default();
        if !row.touched {
            row.touched = true;
            self.touched.push(key);
        }
        Ok(row
            .cells
            .entry((measure, place.channel, place.category))
            .or_default())
    }

    pub(crate) fn flush(&mut self, store: &Store, batch: &mut Batch) -> Result<(), StoreError> {
        self.touched.sort_unstable();
        for key in std::mem::take(&mut self.touched) {
            let Some(row) = self.rows.get_mut(&key) else {
                continue;
            };
            row.touched = false;
            row.cells.retain(|_, cell| !cell.is_zero());
            let mut sorted: Vec<(&CellKey, &Cell)> = row.cells.iter().collect();
            sorted.sort_unstable_by_key(|(key, _)| **key);
            batch.put(key_of(key).as_bytes(), store.encode(&sorted)?);
        }
        Ok(())
    }

    pub(crate) fn shrink(&mut self) {
        if self.rows.len() > ROWS_IN_MEMORY_MAX {
            self.rows.retain(|_, row| row.touched);
        }
    }
}

fn key_of(key: CourtMonth) -> String {
    format!("{PREFIX}{}/{}", key.court, key.month)
}

fn load(store: &Store, key: CourtMonth) -> Result<Row, StoreError> {
    let cells: Vec<(CellKey, Cell)> = match store.get(key_of(key).as_bytes())? {
        Some(bytes) => store.decode(&bytes)?,
        None => Vec::new(),
    };
    Ok(Row {
        cells: cells.into_iter().collect(),
        touched: false,
    })
}

/// Every court-month with its cells.
pub(crate) fn cells(
    store: &Store,
) -> impl Iterator<Item = Result<(CourtMonth, BTreeMap<CellKey, Cell>), StoreError>> {
    store.scan(&[PREFIX as u8]).filter_map(move |row| {
        let parsed = row.and_then(|(key, value)| {
            let Some(key) = parse_key(&key) else {
                return Ok(None);
            };
            let cells: Vec<(CellKey, Cell)> = store.decode(&value)?;
            Ok(Some((key, cells.into_iter().collect())))
        });
        parsed.transpose()
    })
}

fn parse_key(key: &[u8]) -> Option<CourtMonth> {
    let text = std::str::from_utf8(key.get(1..)?).ok()?;
    let (court, month) = text.split_once('/')?;
    let (year, month) = month.split_once('-')?;
    let month = Month(year.parse::<i32>().ok()? * 12 + month.parse::<i32>().ok()? - 1);
    Some(CourtMonth {
        court: CourtCode::from_str(court).ok()?,
        month,
    })
}

/// The digest of every figure: all cells, sorted.
pub(crate) fn digest(store: &Store) -> Result<[u8; 32], StoreError> {
    let mut hash = Sha256::new();
    for row in store.scan(&[PREFIX as u8]) {
        let (key, value) = row?;
        hash.update(&key);
        hash.update((value.len() as u64).to_be_bytes());
        hash.update(&value);
    }
    Ok(hash.finalize().into())
}
