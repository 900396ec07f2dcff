//! The runner: one path by which events become rows, for catch-up, live and rebuild alike.
//!
//! Rows, cursor, heads and the transport's position change in one atomic batch, so a crash
//! between any two instructions loses nothing and counts nothing twice.

use std::path::Path;

use chrono::NaiveDate;
use medreg_domain::entry::event::EntryEvent;
use medreg_domain::referral::Referral;
use medreg_domain::referral::event::ReferralEvent;
use medreg_domain::{Code, CourtCode, Digest, EntryNo, Event, ReferralNo, Source};
use medreg_log::Recorded;
use serde::{Deserialize, Serialize};

use crate::fees::{self, Desk, Fees};
use crate::oversight::{self, Finding, Findings};
use crate::positions::{Positions, short_hash};
use crate::referrals::{self, Referrals};
use crate::register::{self, EntryRow, Register};
use crate::sources::Sources;
use crate::statistics::{self, ApplicationFacts, Sign, Statistics};
use crate::store::{Batch, Opened, Store, StoreError};

const CURSOR_KEY: &[u8] = b"!cursor";
const TRANSPORT_KEY: &[u8] = b"!transport";

/// How far the views have come, and what they count in all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cursor {
    /// Events taken: the next position.
    pub position: u64,
    /// Entries ever registered.
    pub entries: u64,
    /// Disputes ever referred.
    pub referrals: u64,
    /// Findings raised.
    pub findings: u64,
}

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

/// The views of a federal office.
#[derive(Debug)]
pub struct Views {
    store: Store,
    cursor: Cursor,
    sources: Sources,
    register: Register,
    referrals: Referrals,
    statistics: Statistics,
    fees: Fees,
    findings: Findings,
    positions: Positions,
}

/// What the views say, in two hashes that no interleaving of the courts changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Digests {
    /// Of the register.
    pub register: [u8; 32],
    /// Of the statistics.
    pub statistics: [u8; 32],
}

impl Views {
    /// Opens the views in a folder; unreadable ones are set aside and begun anew.
    pub fn open(path: &Path) -> Result<(Self, Opened), StoreError> {
        let (store, opened) = Store::open(path)?;
        let cursor = match store.get(CURSOR_KEY)? {
            Some(bytes) => store.decode(&bytes)?,
            None => Cursor::default(),
        };
        let sources = Sources::load(&store)?;
        let views = Self {
            store,
            cursor,
            sources,
            register: Register::new(),
            referrals: Referrals::new(),
            statistics: Statistics::new(),
            fees: Fees::new(),
            findings: Findings::default(),
            positions: Positions::new(),
        };
        Ok((views, opened))
    }

    /// How far the views have come, by what is committed.
    pub fn cursor(&self) -> Cursor {
        self.cursor
    }

    /// Heads, keys and reference facts.
    pub fn sources(&self) -> &Sources {
        &self.sources
    }

    /// The transport's position committed last.
    pub fn transport_position(&self) -> Result<Option<Vec<u8>>, StoreError> {
        Ok(self.store.get(TRANSPORT_KEY)?.map(|bytes| bytes.to_vec()))
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

    /// Takes one event over; it counts once [`Views::commit`] has returned.
    pub fn apply(&mut self, event: &Positioned) -> Result<(), StoreError> {
        if event.position != self.cursor.position {
            return Err(StoreError::OutOfOrder {
                expected: self.cursor.position,
                given: event.position,
            });
        }
        self.cursor.position += 1;
        let recorded = &event.recorded;
        self.sources
            .apply(event.position, event.leaf_hash, recorded);
        let place = (event.position, short_hash(&event.leaf_hash));
        self.positions
            .add(&self.store, recorded.source, recorded.courtseq, place)?;
        let Some(court) = recorded.source.court() else {
            return self.apply_federal(recorded);
        };
        let recorded_on = self.sources.recorded_on(court, recorded);
        self.statistics
            .record(&self.store, court, recorded.on, recorded_on)?;
        match &recorded.event {
            Event::Reference(_) | Event::Correction(_) | Event::Oversight(_) => Ok(()),
            Event::Fund(event) => self.statistics.fund(&self.store, court, event),
            Event::Outreach(event) => self.statistics.outreach(&self.store, court, event),
            Event::Entry(_) => self.apply_entry(court, recorded),
            Event::Referral(event) => self.apply_referral(court, recorded_on, event),
        }
    }

    fn apply_federal(&mut self, recorded: &Recorded) -> Result<(), StoreError> {
        match &recorded.event {
            Event::Reference(event) => self.statistics.reference(&self.store, event),
            Event::Oversight(event) => self.statistics.oversight(&self.store, event, recorded.on),
            Event::Entry(_)
            | Event::Referral(_)
            | Event::Fund(_)
            | Event::Outreach(_)
            | Event::Correction(_) => Ok(()),
        }
    }

    fn apply_entry(&mut self, court: CourtCode, recorded: &Recorded) -> Result<(), StoreError> {
        let Some(event) = register::concerns(&recorded.event) else {
            return Ok(());
        };
        self.register.apply(&self.store, recorded, event)?;
        let requested_on = self.fees.apply(&self.store, court, event)?;
        let before = requested_on.map(|submitted_on| ApplicationFacts {
            submitted_on,
            kind: None,
        });
        let dated = (event, recorded.on);
        self.statistics
            .entry(&self.store, court, before.as_ref(), dated, Sign::Count)?;
        if let Some(requested_on) = requested_on {
            self.findings
                .decision(self.sources.reference(), recorded, requested_on);
        }
        if matches!(event, EntryEvent::MediatorRegistered { .. }) {
            self.cursor.entries += 1;
        }
        Ok(())
    }

    fn apply_referral(
        &mut self,
        court: CourtCode,
        recorded_on: NaiveDate,
        event: &ReferralEvent,
    ) -> Result<(), StoreError> {
        let number = event.referral_no();
        let referral = match number {
            Some(number) => self.referrals.change(&self.store, number)?,
            None => None,
        };
        let before = referral.as_deref();
        self.statistics
            .referral(&self.store, court, before, event, Sign::Count)?;
        if let Some(referral) = referral {
            self.findings.referral(recorded_on, referral, event);
            referral.evolve(event);
        } else if let Some((number, referral)) = Referral::begin(event) {
            self.referrals.open(&self.store, number, referral)?;
            self.cursor.referrals += 1;
        }
        Ok(())
    }

    /// Writes everything taken over since the last commit, in one atomic batch.
    pub fn commit(&mut self, transport: Option<&[u8]>) -> Result<(), StoreError> {
        let mut batch = Batch::default();
        self.register.flush(&self.store, &mut batch)?;
        self.referrals.flush(&self.store, &mut batch)?;
        self.statistics.flush(&self.store, &mut batch)?;
        self.fees.flush(&self.store, &mut batch)?;
        self.cursor.findings += self.findings.flush(&self.store, &mut batch)?;
        self.sources.flush(&self.store, &mut batch)?;
        self.positions.flush(&self.store, &mut batch)?;
        batch.put(CURSOR_KEY, self.store.encode(&self.cursor)?);
        if let Some(position) = transport {
            batch.put(TRANSPORT_KEY, position.to_vec());
        }
        self.store.commit(batch)?;
        self.register.shrink();
        self.referrals.shrink();
        self.statistics.shrink();
        self.positions.shrink();
        Ok(())
    }

    /// The first bytes of the leaf hash recorded for an event of a source, if it was taken.
    pub fn recorded_hash(&self, source: Source, courtseq: u64) -> Result<Option<u64>, StoreError> {
        Ok(self
            .positions
            .find(&self.store, source, courtseq)?
            .map(|(_, short)| short))
    }

    /// The position of an event of a source, if it was taken.
    pub fn position_of(&self, source: Source, courtseq: u64) -> Result<Option<u64>, StoreError> {
        Ok(self
            .positions
            .find(&self.store, source, courtseq)?
            .map(|(position, _)| position))
    }

    /// The rule by which an event states what cannot be; none if it can.
    pub fn impossible(&mut self, recorded: &Recorded) -> Result<Option<Code>, StoreError> {
        if let Err(rejection) = recorded.event.ensure_stated_by(recorded.source) {
            return Ok(Some(rejection.code));
        }
        let Some(court) = recorded.source.court() else {
            return Ok(None);
        };
        match &recorded.event {
            Event::Reference(_)
            | Event::Oversight(_)
            | Event::Fund(_)
            | Event::Outreach(_)
            | Event::Correction(_) => Ok(None),
            Event::Entry(event) => self.impossible_entry(court, event),
            Event::Referral(event) => self.impossible_referral(court, event),
        }
    }

    fn impossible_entry(
        &mut self,
        court: CourtCode,
        event: &EntryEvent,
    ) -> Result<Option<Code>, StoreError> {
        let Some(entry_no) = event.entry_no() else {
            return Ok(None);
        };
        if entry_no.court() != court {
            return Ok(Some(Code::WrongCourt));
        }
        let is_known = self.register.contains(&self.store, entry_no)?;
        let begins = matches!(event, EntryEvent::MediatorRegistered { .. });
        Ok(match (begins, is_known) {
            (true, true) => Some(Code::AlreadyExists),
            (false, false) => Some(Code::EntryUnknown),
            (true, false) | (false, true) => None,
        })
    }

    fn impossible_referral(
        &mut self,
        court: CourtCode,
        event: &ReferralEvent,
    ) -> Result<Option<Code>, StoreError> {
        let Some(number) = event.referral_no() else {
            return Ok(None);
        };
        if number.court() != court {
            return Ok(Some(Code::WrongCourt));
        }
        let is_closed = self.referrals.is_closed(&self.store, number)?;
        Ok(match (event, is_closed) {
            (ReferralEvent::DisputeReferred { .. }, Some(_)) => Some(Code::AlreadyExists),
            (
                ReferralEvent::DisputeReferred { .. } | ReferralEvent::SuitabilityAssessed { .. },
                None,
            ) => None,
            (_, None) => Some(Code::ReferralUnknown),
            (ReferralEvent::ResultReturned { .. }, Some(true)) => Some(Code::AlreadyClosed),
            (_, Some(_)) => None,
        })
    }

    /// Every row as it is committed, in key order: for comparison.
    pub fn rows(&self) -> impl Iterator<Item = Result<(Vec<u8>, Vec<u8>), StoreError>> {
        let rows = self.store.scan(&[]);
        rows.map(|row| row.map(|(key, value)| (key.to_vec(), value.to_vec())))
    }

    /// Waits until everything committed is on disk.
    pub fn flush(&self) -> Result<(), StoreError> {
        self.store.flush()
    }

    /// Bytes on disk.
    pub fn size_bytes(&self) -> u64 {
        self.store.size_bytes()
    }

    /// The digests of what is committed.
    pub fn digests(&self) -> Result<Digests, StoreError> {
        Ok(Digests {
            register: register::digest(&self.store)?,
            statistics: statistics::digest(&self.store)?,
        })
    }

    /// One entry.
    pub fn entry(&self, entry_no: EntryNo) -> Result<Option<EntryRow>, StoreError> {
        register::entry(&self.store, entry_no)
    }

    /// Every entry, by number.
    pub fn entries(&self) -> impl Iterator<Item = Result<(EntryNo, EntryRow), StoreError>> {
        register::entries(&self.store)
    }

    /// One referral.
    pub fn referral(&self, number: ReferralNo) -> Result<Option<Referral>, StoreError> {
        referrals::referral(&self.store, number)
    }

    /// Referrals without a result, those due first in front.
    pub fn deadlines(&self) -> Result<Vec<(ReferralNo, Referral)>, StoreError> {
        let mut open = referrals::open(&self.store)?;
        open.sort_by_key(|(number, referral)| (due_on(referral), *number));
        Ok(open)
    }

    /// Referrals open, and those of them past their due date on a day.
    pub fn open_and_overdue(&self, day: NaiveDate) -> Result<(usize, usize), StoreError> {
        let open = referrals::open(&self.store)?;
        let overdue = open
            .iter()
            .filter(|(_, referral)| due_on(referral).is_some_and(|due_on| due_on < day));
        Ok((open.len(), overdue.count()))
    }

    /// One court's fees.
    pub fn desk(&self, court: CourtCode) -> Result<Option<Desk>, StoreError> {
        fees::desk(&self.store, court)
    }

    /// Every finding.
    pub fn findings(&self) -> impl Iterator<Item = Result<Finding, StoreError>> {
        oversight::findings(&self.store)
    }

    pub(crate) fn store(&self) -> &Store {
        &self.store
    }
}

fn due_on(referral: &Referral) -> Option<NaiveDate> {
    referral
        .running()
        .map(|procedure| procedure.term.due.rolled)
}
