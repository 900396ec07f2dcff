//! What the committed rows say.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use medreg_domain::referral::Referral;
use medreg_domain::{
    ApplicationId, CourtCode, DataKeyId, Digest, EntryNo, EventId, FindingId, ReferralNo, Source,
    VerificationId,
};

use super::{Cursor, Digests, TRANSPORT_KEY, Views};
use crate::applications::{self, ApplicationRow};
use crate::dues::{self, DueDay, DueOn};
use crate::erasures::Erasure;
use crate::fees::{self, Desk};
use crate::oversight::AuditRules;
use crate::oversight::findings::{self, Finding};
use crate::oversight::observations::{self, Observation};
use crate::referrals::{self, ReferralRow};
use crate::register::{self, EntryRow};
use crate::releases::Release;
use crate::sources::Sources;
use crate::statistics::{self, FundMonth, Month, Period};
use crate::store::StoreError;
use crate::verifications;

impl Views {
    /// How far the views have come, by what is committed.
    pub fn cursor(&self) -> Cursor {
        self.cursor
    }

    /// Heads, keys and reference facts.
    pub fn sources(&self) -> &Sources {
        &self.sources
    }

    /// The rules of oversight.
    pub fn rules(&self) -> &AuditRules {
        self.rules
    }

    /// The transport's position committed last.
    pub fn transport_position(&self) -> Result<Option<Vec<u8>>, StoreError> {
        Ok(self.store.get(TRANSPORT_KEY)?.map(|bytes| bytes.to_vec()))
    }

    /// The first bytes of the leaf hash recorded for an event of a source, if it was taken.
    pub fn recorded_hash(&self, source: Source, courtseq: u64) -> Result<Option<u64>, StoreError> {
        let place = self.positions.find(&self.store, source, courtseq)?;
        Ok(place.map(|(_, short)| short))
    }

    /// True if a person decided that the message which makes this leaf is not judged again.
    pub fn is_decided(&self, leaf_hash: &Digest) -> bool {
        self.decisions.is_decided(leaf_hash)
    }

    /// When the name behind an entry was erased, if it was.
    pub fn erasure(&self, entry_no: EntryNo) -> Option<&Erasure> {
        self.erasures.find(entry_no)
    }

    /// Every erasure, by entry.
    pub fn erasures(&self) -> &BTreeMap<EntryNo, Erasure> {
        self.erasures.all()
    }

    /// The data keys that are destroyed, or to be.
    pub fn erased_keys(&self) -> &BTreeSet<DataKeyId> {
        self.erasures.keys()
    }

    /// Every release of figures, by the newest quarter it holds.
    pub fn releases(&self) -> &BTreeMap<Period, Release> {
        self.releases.all()
    }

    /// The position of an event of a source, if it was taken; of one that was refused, that of
    /// the refusal.
    pub fn position_of(&self, source: Source, courtseq: u64) -> Result<Option<u64>, StoreError> {
        let place = self.positions.find(&self.store, source, courtseq)?;
        Ok(place.map(|(position, _)| position))
    }

    /// The position of the event with an id, if it was taken.
    pub fn position_of_event(&self, id: EventId) -> Result<Option<u64>, StoreError> {
        for position in self.identities.find(&self.store, id)? {
            if self.recalled(position)?.id == id.0 {
                return Ok(Some(position));
            }
        }
        Ok(None)
    }

    /// What a court's fees and fund came to in each month, oldest first.
    pub fn fund_months(&self, court: CourtCode) -> Result<Vec<(Month, FundMonth)>, StoreError> {
        statistics::fund_months(&self.store, court)
    }

    /// Events the office has refused, by court.
    pub fn refused_by_court(&self) -> Result<BTreeMap<CourtCode, i64>, StoreError> {
        statistics::refused_by_court(&self.store)
    }

    /// The findings of a rule, closed ones too, by identity.
    pub fn findings_of(&self, rule: &str) -> impl Iterator<Item = Result<Finding, StoreError>> {
        findings::of_rule(&self.store, rule)
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

    /// One application.
    pub fn application(&self, id: ApplicationId) -> Result<Option<ApplicationRow>, StoreError> {
        applications::application(&self.store, id)
    }

    /// Every application, in the order of their ids, which is that of their times.
    pub fn applications(
        &self,
    ) -> impl Iterator<Item = Result<(ApplicationId, ApplicationRow), StoreError>> {
        applications::applications(&self.store)
    }

    /// One referral.
    pub fn referral(&self, number: ReferralNo) -> Result<Option<ReferralRow>, StoreError> {
        referrals::referral(&self.store, number)
    }

    /// Referrals without a result, those due first in front.
    pub fn deadlines(&self) -> Result<Vec<(ReferralNo, Referral)>, StoreError> {
        let mut open = referrals::open(&self.store)?;
        open.sort_by_key(|(number, referral)| (due_on(referral), *number));
        Ok(open)
    }

    /// Days on which referrals without a result are due, from one on, those without a day
    /// last; of one court alone if one is given.
    pub fn dues_from(
        &self,
        first: DueOn,
        court: Option<CourtCode>,
    ) -> impl Iterator<Item = Result<DueDay, StoreError>> {
        dues::from(&self.store, first, court)
    }

    /// Referrals open, and those of them past their due date on a day.
    pub fn open_and_overdue(&self, day: NaiveDate) -> Result<(usize, usize), StoreError> {
        let (mut open, mut overdue) = (0, 0);
        for due in self.dues_from(DueOn::Day(NaiveDate::MIN), None) {
            let due = due?;
            open += due.referrals.len();
            if due.due_on < DueOn::Day(day) {
                overdue += due.referrals.len();
            }
        }
        Ok((open, overdue))
    }

    /// One court's fees.
    pub fn desk(&self, court: CourtCode) -> Result<Option<Desk>, StoreError> {
        fees::desk(&self.store, court)
    }

    /// Every court's fees, by court.
    pub fn desks(&self) -> impl Iterator<Item = Result<(CourtCode, Desk), StoreError>> {
        fees::desks(&self.store)
    }

    /// What was noted while events came in, by rule and subject.
    pub fn observations(&self) -> impl Iterator<Item = Result<Observation, StoreError>> {
        observations::observations(&self.store)
    }

    /// One finding.
    pub fn finding(&self, id: FindingId) -> Result<Option<Finding>, StoreError> {
        findings::finding(&self.store, id)
    }

    /// Every finding ever raised, closed ones too, by identity.
    pub fn findings(&self) -> impl Iterator<Item = Result<Finding, StoreError>> {
        findings::findings(&self.store)
    }

    /// The event that revoked a check of documents, if one did.
    pub(crate) fn withdrawn(&self, id: VerificationId) -> Result<Option<EventId>, StoreError> {
        verifications::withdrawn(&self.store, id)
    }
}

fn due_on(referral: &Referral) -> Option<NaiveDate> {
    referral
        .running()
        .map(|procedure| procedure.term.due.rolled)
}
