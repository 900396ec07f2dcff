//! A correction folds its matter anew: the row as if it had been stated right at first, and
//! what was counted of it taken back and counted again (events 4f).

use std::sync::Arc;

use medreg_domain::correction::CorrectionEvent;
use medreg_domain::{ApplicationId, EntryNo, Event, ReferralNo, Stream};
use medreg_log::Recorded;

use super::Fold;
use crate::applications::ApplicationRow;
use crate::counts::Change;
use crate::matter::Matter;
use crate::referrals::ReferralRow;
use crate::register::EntryRow;
use crate::store::StoreError;
use crate::voided::{self, Trace};

impl Fold {
    /// Applies a correction. One of an unknown event, or one that changes nothing, changes no
    /// row: what was recorded happened.
    pub(super) fn correct(
        &mut self,
        position: u64,
        recorded: &Recorded,
        correction: &CorrectionEvent,
    ) -> Result<(), StoreError> {
        let Some(stream) = recorded.corrects else {
            return Ok(());
        };
        let named = (stream, self.matter(stream)?);
        match named.1.find(correction.target()) {
            Some(Event::Entry(event)) => {
                let (application, entry_no) = self.matters_of(event)?;
                // A payment of an application that was voided is found by what the court names.
                if let Some(id) = application.or(application_in(stream)) {
                    self.correct_application(id, &named, position, recorded)?;
                }
                if let Some(entry_no) = entry_no {
                    self.correct_entry(entry_no, &named, position, recorded)?;
                }
                Ok(())
            }
            Some(Event::Referral(event)) => match event.referral_no() {
                Some(number) => self.correct_referral(number, &named, position, recorded),
                None => Ok(()),
            },
            Some(
                Event::Reference(_)
                | Event::Fund(_)
                | Event::Outreach(_)
                | Event::Correction(_)
                | Event::Oversight(_),
            )
            | None => Ok(()),
        }
    }

    /// A matter as it stands, read back from the history.
    pub(super) fn matter(&mut self, stream: Stream) -> Result<Matter, StoreError> {
        let positions = self.positions_in(stream)?;
        Matter::read(self.views.recall.as_ref(), &positions)
    }

    /// The positions of a matter's events; none if there is no such matter.
    fn positions_in(&mut self, stream: Stream) -> Result<Vec<u64>, StoreError> {
        let store = &self.views.store;
        let positions = match stream {
            Stream::Application(id) => {
                let row = self.applications.find(store, id)?;
                row.map(|row| &row.positions)
            }
            Stream::Entry(entry_no) => {
                let row = self.register.find(store, entry_no)?;
                row.map(|row| &row.positions)
            }
            Stream::Referral(number) => {
                let row = self.referrals.find(store, number)?;
                row.map(|row| &row.positions)
            }
        };
        let voided = self.views.voided.find(stream).map(|trace| &trace.positions);
        Ok(positions.or(voided).cloned().unwrap_or_default())
    }

    /// A matter as it stood, and with one correction more, if that makes a difference. The
    /// matter that the correction names was read already.
    fn change(
        &mut self,
        stream: Stream,
        named: &(Stream, Matter),
        position: u64,
        recorded: &Recorded,
    ) -> Result<Option<(Matter, Matter)>, StoreError> {
        let before = if stream == named.0 {
            named.1.clone()
        } else {
            self.matter(stream)?
        };
        let after = before.with(position, recorded.clone());
        let is_same = before.standing() == after.standing();
        Ok((!is_same).then_some((before, after)))
    }

    fn correct_application(
        &mut self,
        id: ApplicationId,
        named: &(Stream, Matter),
        position: u64,
        recorded: &Recorded,
    ) -> Result<(), StoreError> {
        let stream = Stream::Application(id);
        let Some((before, after)) = self.change(stream, named, position, recorded)? else {
            return Ok(());
        };
        let world = self.views.world();
        let change = Change {
            before: &before,
            after: &after,
        };
        self.counts.recount_application(world, id, change)?;
        let row = ApplicationRow::fold(&after, &self.views.sources);
        self.keep_trace(stream, row.is_some(), &after);
        self.applications.replace(id, row);
        Ok(())
    }

    fn correct_entry(
        &mut self,
        entry_no: EntryNo,
        named: &(Stream, Matter),
        position: u64,
        recorded: &Recorded,
    ) -> Result<(), StoreError> {
        let stream = Stream::Entry(entry_no);
        let Some((before, after)) = self.change(stream, named, position, recorded)? else {
            return Ok(());
        };
        let world = self.views.world();
        let change = Change {
            before: &before,
            after: &after,
        };
        self.counts.recount_entry(world, entry_no, change)?;
        let was_there = self.register.find(&self.views.store, entry_no)?.is_some();
        let row = EntryRow::fold(&after, &self.views.sources);
        let entries = i64::from(row.is_some()) - i64::from(was_there);
        self.views.cursor.entries = self.views.cursor.entries.saturating_add_signed(entries);
        self.keep_trace(stream, row.is_some(), &after);
        self.register.replace(entry_no, row);
        Ok(())
    }

    fn correct_referral(
        &mut self,
        number: ReferralNo,
        named: &(Stream, Matter),
        position: u64,
        recorded: &Recorded,
    ) -> Result<(), StoreError> {
        let stream = Stream::Referral(number);
        let Some((before, after)) = self.change(stream, named, position, recorded)? else {
            return Ok(());
        };
        let world = self.views.world();
        let change = Change {
            before: &before,
            after: &after,
        };
        self.counts.recount_referral(world, number, change)?;
        let was_there = self.referrals.find(&self.views.store, number)?.is_some();
        let row = ReferralRow::fold(&after, &self.views.sources);
        let referrals = i64::from(row.is_some()) - i64::from(was_there);
        self.views.cursor.referrals = self.views.cursor.referrals.saturating_add_signed(referrals);
        self.keep_trace(stream, row.is_some(), &after);
        self.referrals.replace(&self.views.store, number, row)
    }

    /// Keeps where the events of a matter stand that has no row any more.
    fn keep_trace(&mut self, stream: Stream, has_row: bool, after: &Matter) {
        if has_row {
            voided::take(&mut self.views.voided, stream);
            return;
        }
        let trace = Trace {
            positions: after.positions(),
            corrected_on: after.corrected_on(),
        };
        Arc::make_mut(&mut self.views.voided).keep(stream, trace);
    }

    /// The identities of the events of a matter that was voided.
    pub(super) fn ids_at(&self, trace: Option<&Trace>) -> Result<Vec<uuid::Uuid>, StoreError> {
        let Some(trace) = trace else {
            return Ok(Vec::new());
        };
        let matter = Matter::read(self.views.recall.as_ref(), &trace.positions)?;
        Ok(matter.ids().into_iter().map(|id| id.0).collect())
    }
}

fn application_in(stream: Stream) -> Option<ApplicationId> {
    match stream {
        Stream::Application(id) => Some(id),
        Stream::Entry(_) | Stream::Referral(_) => None,
    }
}
