//! What the views said at an earlier position, and which position that was at an instant.

use chrono::{DateTime, Utc};
use medreg_domain::{EntryNo, ReferralNo, Stream};
use medreg_log::Recorded;

use super::Views;
use crate::matter::{Happened, Matter};
use crate::referrals::{self, ReferralRow};
use crate::register::{self, EntryRow};
use crate::store::StoreError;

impl Views {
    /// How many events the office knew at an instant: the longest prefix of the history before
    /// the first event recorded after it.
    ///
    /// Everything from that event on reached the office after the instant, whatever it states:
    /// a court that was offline is not known before it arrives. The history alone tells it, so
    /// that any auditor finds the same. Reads the one block of events in which it lies.
    pub fn position_at(&self, instant: DateTime<Utc>) -> Result<u64, StoreError> {
        let size = self.cursor.position;
        let block = self.instants.block_after(&self.store, size, instant)?;
        if block.is_empty() {
            return Ok(size);
        }
        let position = block.start;
        let recall = self.recall.as_ref();
        let recall = recall.ok_or(StoreError::NoRecall { position })?;
        let events = recall
            .run(block.clone())
            .map_err(|source| StoreError::Recall { position, source })?;
        let mut numbered = block.clone().zip(events);
        let after = numbered.find(|(_, recorded)| recorded.time > instant);
        Ok(after.map_or(block.end, |(position, _)| position))
    }

    /// The event at a position, read back from the history.
    pub fn recalled(&self, position: u64) -> Result<Recorded, StoreError> {
        let recall = self.recall.as_ref();
        let recall = recall.ok_or(StoreError::NoRecall { position })?;
        recall
            .one(position)
            .map_err(|source| StoreError::Recall { position, source })
    }

    /// One entry as the first `position` events say it, corrections among them applied.
    ///
    /// Reads the entry's own events only.
    pub fn entry_as_at(
        &self,
        entry_no: EntryNo,
        position: u64,
    ) -> Result<Option<EntryRow>, StoreError> {
        let row = register::entry(&self.store, entry_no)?;
        let positions = row.map(|row| row.positions);
        let matter = self.matter_as_at(Stream::Entry(entry_no), positions, position)?;
        Ok(EntryRow::fold(&matter, &self.sources))
    }

    /// What befell an entry, oldest first, with what each event states by now; none where there
    /// is no such entry.
    ///
    /// Reads the entry's own events only.
    pub fn entry_happened(&self, entry_no: EntryNo) -> Result<Option<Vec<Happened>>, StoreError> {
        let Some(row) = register::entry(&self.store, entry_no)? else {
            return Ok(None);
        };
        let matter = Matter::read(self.recall.as_ref(), &row.positions)?;
        Ok(Some(matter.happened()))
    }

    /// One referral as the first `position` events say it, corrections among them applied.
    ///
    /// Reads the referral's own events only.
    pub fn referral_as_at(
        &self,
        number: ReferralNo,
        position: u64,
    ) -> Result<Option<ReferralRow>, StoreError> {
        let row = referrals::referral(&self.store, number)?;
        let positions = row.map(|row| row.positions);
        let matter = self.matter_as_at(Stream::Referral(number), positions, position)?;
        Ok(ReferralRow::fold(&matter, &self.sources))
    }

    fn matter_as_at(
        &self,
        stream: Stream,
        positions: Option<Vec<u64>>,
        end: u64,
    ) -> Result<Matter, StoreError> {
        let voided = || {
            self.voided
                .find(stream)
                .map(|trace| trace.positions.clone())
        };
        let mut positions = positions.or_else(voided).unwrap_or_default();
        positions.retain(|position| *position < end);
        Matter::read(self.recall.as_ref(), &positions)
    }
}
