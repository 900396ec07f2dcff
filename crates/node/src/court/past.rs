//! A court's past: its events as they were stated, so that a correction finds what it
//! corrects and the state is folded anew with it.

use chrono::NaiveDate;
use medreg_domain::correction::Corrections;
use medreg_domain::docket::Estate;
use medreg_domain::entry::event::EntryEvent;
use medreg_domain::{Docket, Event, EventId, Stream};
use rustc_hash::FxHashMap;

/// What a court has stated, oldest first, and what it took over from others.
#[derive(Debug, Default)]
pub(super) struct Past {
    stated: Vec<(EventId, NaiveDate, Event)>,
    streams: FxHashMap<Stream, Vec<usize>>,
    stream_of: FxHashMap<EventId, Stream>,
    corrections: Corrections,
    predecessors: Vec<(Past, Estate)>,
}

impl Past {
    /// Takes an event over, with the subject it was recorded under.
    pub(super) fn add(&mut self, id: EventId, on: NaiveDate, event: &Event, subject: &str) {
        if let Event::Correction(correction) = event {
            self.corrections.take(correction);
            return;
        }
        if let Ok(stream) = subject.parse::<Stream>() {
            let places = self.streams.entry(stream).or_default();
            places.push(self.stated.len());
            self.stream_of.insert(id, stream);
        }
        // What an application gave stands after what it rests on there.
        if let Event::Entry(event) = event
            && let EntryEvent::MediatorRegistered { application_id, .. } = event.as_ref()
        {
            let stream = Stream::Application(*application_id);
            let places = self.streams.entry(stream).or_default();
            places.push(self.stated.len());
        }
        self.stated.push((id, on, event.clone()));
    }

    /// Takes over what a court that was before this one has stated.
    pub(super) fn adopt(&mut self, predecessor: Self, estate: Estate) {
        self.predecessors.push((predecessor, estate));
    }

    /// The stream an event stands in, if it stands in one that can be corrected.
    pub(super) fn stream_of(&self, id: EventId) -> Option<Stream> {
        let own = self.stream_of.get(&id).copied();
        let mut before = self.predecessors.iter();
        own.or_else(|| before.find_map(|(past, _)| past.stream_of(id)))
    }

    /// The last event of a matter by those before this court, as long as this court has stated
    /// nothing of it.
    pub(super) fn last_before(&self, matter: Stream) -> Option<EventId> {
        let is_own = self.streams.contains_key(&matter);
        let mut before = self.predecessors.iter().filter(|_| !is_own);
        before.find_map(|(past, _)| past.last(matter))
    }

    fn last(&self, matter: Stream) -> Option<EventId> {
        let own = self.streams.get(&matter).and_then(|places| places.last());
        let own = own.and_then(|place| self.stated.get(*place));
        own.map(|(id, ..)| *id).or_else(|| self.last_before(matter))
    }

    /// The events of a stream, oldest first, whoever stated them.
    pub(super) fn stream(&self, stream: Stream) -> Vec<(EventId, NaiveDate, Event)> {
        let before = self.predecessors.iter();
        let mut events: Vec<_> = before.flat_map(|(past, _)| past.stream(stream)).collect();
        let own = self.streams.get(&stream).into_iter().flatten();
        events.extend(own.filter_map(|place| self.stated.get(*place).cloned()));
        events
    }

    /// Everything that was corrected, whoever corrected it.
    pub(super) fn corrections(&self) -> Corrections {
        let mut all = Corrections::default();
        for (past, _) in &self.predecessors {
            all.merge(&past.corrections());
        }
        all.merge(&self.corrections);
        all
    }

    /// The state that follows, corrections applied: predecessors first, since what this court
    /// stated of their matters came later.
    pub(super) fn fold(&self) -> Docket {
        let corrections = self.corrections();
        let mut docket = Docket::default();
        self.fold_predecessors(&mut docket, &corrections);
        docket.take(events(&self.stated), &corrections);
        docket
    }

    fn fold_predecessors(&self, docket: &mut Docket, corrections: &Corrections) {
        for (past, estate) in &self.predecessors {
            past.fold_predecessors(docket, corrections);
            docket.adopt(events(&past.stated), corrections, *estate);
        }
    }
}

fn events(
    stated: &[(EventId, NaiveDate, Event)],
) -> impl Iterator<Item = (EventId, NaiveDate, &Event)> {
    stated.iter().map(|(id, on, event)| (*id, *on, event))
}

#[cfg(test)]
mod tests {
    use medreg_domain::ReferralNo;
    use medreg_domain::referral::event::ReferralEvent;
    use uuid::Uuid;

    use super::*;

    fn state(past: &mut Past, id: u128, referral: ReferralNo) {
        let on = NaiveDate::default();
        let event = Event::from(ReferralEvent::OfferLapsed {
            referral_no: referral,
            on,
        });
        let subject = format!("referral/{referral}");
        past.add(EventId(Uuid::from_u128(id)), on, &event, &subject);
    }

    #[test]
    fn the_first_event_on_a_matter_that_was_taken_over_follows_the_last_one_before() {
        let referral: ReferralNo = "KZ-10-101-2025-000001".parse().unwrap();
        let other: ReferralNo = "KZ-10-101-2025-000002".parse().unwrap();
        let matter = Stream::Referral(referral);
        let (mut first, mut second, mut own) = (Past::default(), Past::default(), Past::default());
        state(&mut first, 1, referral);
        state(&mut first, 2, referral);
        assert_eq!(first.last_before(matter), None, "nobody was before it");
        second.adopt(first, Estate::Whole);
        own.adopt(second, Estate::Whole);
        state(&mut own, 3, other);
        assert_eq!(own.last_before(matter), Some(EventId(Uuid::from_u128(2))));
        state(&mut own, 4, referral);
        assert_eq!(
            own.last_before(matter),
            None,
            "its own chain orders the rest"
        );
    }
}
