//! What cannot be, by the rows as they are: such an event is kept aside, not taken over.

use chrono::NaiveDate;
use medreg_domain::entry::event::EntryEvent;
use medreg_domain::referral::event::ReferralEvent;
use medreg_domain::{Code, CourtCode, Event, EventId, Stream};
use medreg_log::Recorded;

use super::Fold;
use crate::matter::Matter;
use crate::store::StoreError;

impl Fold {
    /// The rule by which an event states what cannot be; none if it can.
    pub fn impossible(&mut self, recorded: &Recorded) -> Result<Option<Code>, StoreError> {
        if let Err(rejection) = recorded.event.ensure_stated_by(recorded.source) {
            return Ok(Some(rejection.code));
        }
        let Some(court) = recorded.source.court() else {
            return Ok(None);
        };
        match &recorded.event {
            Event::Reference(_) | Event::Oversight(_) | Event::Fund(_) | Event::Outreach(_) => {
                Ok(None)
            }
            Event::Entry(event) => self.impossible_entry(court, recorded.on, event),
            Event::Referral(event) => self.impossible_referral(court, recorded.on, event),
            Event::Correction(event) => {
                // What was never taken in is put right by the court's word alone.
                if self.views.decisions.is_refused(event.target()) {
                    return Ok(None);
                }
                let matter = match recorded.corrects {
                    Some(stream) => self.matter(stream)?,
                    None => Matter::default(),
                };
                if matter.find(event.target()).is_none() {
                    return Ok(Some(Code::EventUnknown));
                }
                let kept_by = self.court_of(recorded.corrects)?;
                let keeps = kept_by.is_none_or(|given| self.keeps(given, court, recorded.on));
                Ok((!keeps).then_some(Code::WrongCourt))
            }
        }
    }

    /// True if an event of a matter was taken in, or refused for good.
    pub fn is_settled(&mut self, matter: Stream, event: EventId) -> Result<bool, StoreError> {
        Ok(self.views.decisions.is_refused(event) || self.matter(matter)?.find(event).is_some())
    }

    /// True if a court may state what concerns a number that a court has given: its own, or
    /// one of a court it has taken over from by the day.
    fn keeps(&self, given_by: CourtCode, court: CourtCode, on: NaiveDate) -> bool {
        let reference = self.views.sources.reference();
        given_by == court || reference.succeeds(given_by, court, on)
    }

    /// The court that began a matter.
    fn court_of(&mut self, stream: Option<Stream>) -> Result<Option<CourtCode>, StoreError> {
        match stream {
            None => Ok(None),
            Some(Stream::Application(id)) => {
                let row = self.applications.find(&self.views.store, id)?;
                Ok(row.map(|row| row.court))
            }
            Some(Stream::Entry(entry_no)) => Ok(Some(entry_no.court())),
            Some(Stream::Referral(number)) => Ok(Some(number.court())),
        }
    }

    fn impossible_entry(
        &mut self,
        court: CourtCode,
        on: NaiveDate,
        event: &EntryEvent,
    ) -> Result<Option<Code>, StoreError> {
        let Some(entry_no) = event.entry_no() else {
            return Ok(None);
        };
        let begins = matches!(event, EntryEvent::MediatorRegistered { .. });
        // A court that took over gives numbers of its own.
        let may_state =
            entry_no.court() == court || (!begins && self.keeps(entry_no.court(), court, on));
        if !may_state {
            return Ok(Some(Code::WrongCourt));
        }
        let is_known = self.register.find(&self.views.store, entry_no)?.is_some();
        let is_used = is_known || self.views.voided.find(Stream::Entry(entry_no)).is_some();
        Ok(match (begins, is_known) {
            (true, _) if is_used => Some(Code::AlreadyExists),
            (false, false) => Some(Code::EntryUnknown),
            (true, _) | (false, true) => None,
        })
    }

    fn impossible_referral(
        &mut self,
        court: CourtCode,
        on: NaiveDate,
        event: &ReferralEvent,
    ) -> Result<Option<Code>, StoreError> {
        let Some(number) = event.referral_no() else {
            return Ok(None);
        };
        let begins = matches!(
            event,
            ReferralEvent::DisputeReferred { .. } | ReferralEvent::SuitabilityAssessed { .. }
        );
        let may_state =
            number.court() == court || (!begins && self.keeps(number.court(), court, on));
        if !may_state {
            return Ok(Some(Code::WrongCourt));
        }
        let known = self.referrals.find(&self.views.store, number)?;
        let is_closed = known.map(|row| !row.referral.is_open());
        let is_voided = self.views.voided.find(Stream::Referral(number)).is_some();
        Ok(match (event, is_closed) {
            (ReferralEvent::DisputeReferred { .. }, Some(_)) => Some(Code::AlreadyExists),
            (ReferralEvent::DisputeReferred { .. }, None) if is_voided => Some(Code::AlreadyExists),
            (
                ReferralEvent::DisputeReferred { .. } | ReferralEvent::SuitabilityAssessed { .. },
                None,
            ) => None,
            (_, None) => Some(Code::ReferralUnknown),
            (ReferralEvent::ResultReturned { .. }, Some(true)) => Some(Code::AlreadyClosed),
            (_, Some(_)) => None,
        })
    }
}
