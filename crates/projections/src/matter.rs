//! A matter: the events of one application, entry or referral, read back and corrected.
//!
//! What a row says is the fold of these events; folding them here gives the row again, with
//! a correction more or as it stood at an earlier position.

use std::borrow::Cow;

use chrono::NaiveDate;
use medreg_domain::correction::Corrections;
use medreg_domain::entry::event::EntryEvent;
use medreg_domain::referral::event::ReferralEvent;
use medreg_domain::{CourtCode, Event, EventId, Source};
use medreg_log::Recorded;

use crate::recall::Recall;
use crate::sources::Sources;
use crate::store::StoreError;

/// An event where it counts: what it states once corrected, by which court, recorded when.
#[derive(Debug)]
pub(crate) struct Stated<'e, E> {
    pub(crate) event: &'e E,
    pub(crate) recorded: &'e Recorded,
    pub(crate) court: CourtCode,
    pub(crate) recorded_on: NaiveDate,
}

impl<E> Clone for Stated<'_, E> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<E> Copy for Stated<'_, E> {}

impl<'e, E> Stated<'e, E> {
    pub(crate) fn new(
        sources: &Sources,
        court: CourtCode,
        recorded: &'e Recorded,
        event: &'e E,
    ) -> Self {
        Self {
            event,
            recorded,
            court,
            recorded_on: sources.recorded_on(court, recorded),
        }
    }

    /// The civil date of the act.
    pub(crate) fn on(&self) -> NaiveDate {
        self.recorded.on
    }

    /// The event's identity.
    pub(crate) fn id(&self) -> EventId {
        EventId(self.recorded.id)
    }
}

/// The events of one matter, oldest first, with the corrections among them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Matter {
    recorded: Vec<(u64, Recorded)>,
    corrections: Corrections,
    corrected_on: Option<NaiveDate>,
}

/// An event of a matter: as it was recorded, and what it states by now.
#[derive(Clone, Debug, PartialEq)]
pub struct Happened {
    /// Its place in the history.
    pub position: u64,
    /// The event as it was recorded.
    pub recorded: Recorded,
    /// What it states once corrected; none for a correction, and for what was voided.
    pub states: Option<Event>,
    /// True if a correction is about it.
    pub is_corrected: bool,
}

/// An event of a matter as it stands corrected.
#[derive(Debug, PartialEq)]
pub(crate) struct Standing<'m> {
    recorded: &'m Recorded,
    event: Cow<'m, Event>,
}

impl Matter {
    /// Reads the events at these positions back.
    pub(crate) fn read(recall: Option<&Recall>, positions: &[u64]) -> Result<Self, StoreError> {
        let mut matter = Self::default();
        for position in positions.iter().copied() {
            let recall = recall.ok_or(StoreError::NoRecall { position })?;
            let recorded = recall
                .one(position)
                .map_err(|source| StoreError::Recall { position, source })?;
            matter.push(position, recorded);
        }
        Ok(matter)
    }

    /// The matter with one event more.
    pub(crate) fn with(&self, position: u64, recorded: Recorded) -> Self {
        let mut longer = self.clone();
        longer.push(position, recorded);
        longer
    }

    fn push(&mut self, position: u64, recorded: Recorded) {
        if let Event::Correction(correction) = &recorded.event {
            self.corrections.take(correction);
            self.corrected_on = Some(recorded.on);
        }
        self.recorded.push((position, recorded));
    }

    /// The event of that identity, unless it is a correction.
    pub(crate) fn find(&self, id: EventId) -> Option<&Event> {
        let mut found = self.recorded.iter().filter(|(_, one)| one.id == id.0);
        let (_, recorded) = found.next()?;
        (recorded.corrects.is_none()).then_some(&recorded.event)
    }

    /// The events as they stand corrected; what is voided is not among them.
    pub(crate) fn standing(&self) -> Vec<Standing<'_>> {
        let stated = self.recorded.iter().map(|(_, recorded)| recorded);
        let stated = stated.filter(|recorded| recorded.corrects.is_none());
        let standing = stated.filter_map(|recorded| {
            let event = (self.corrections).corrected(EventId(recorded.id), &recorded.event)?;
            Some(Standing { recorded, event })
        });
        standing.collect()
    }

    /// Every event with what it states by now; none for a correction, and for what is voided.
    pub(crate) fn happened(self) -> Vec<Happened> {
        let Self {
            recorded,
            corrections,
            ..
        } = self;
        let happened = recorded.into_iter().map(|(position, recorded)| {
            let id = EventId(recorded.id);
            let states = match recorded.corrects {
                None => corrections
                    .corrected(id, &recorded.event)
                    .map(Cow::into_owned),
                Some(_) => None,
            };
            Happened {
                position,
                is_corrected: corrections.is_touched(id),
                states,
                recorded,
            }
        });
        happened.collect()
    }

    /// The positions of all its events.
    pub(crate) fn positions(&self) -> Vec<u64> {
        self.recorded
            .iter()
            .map(|(position, _)| *position)
            .collect()
    }

    /// The identities of all its events.
    pub(crate) fn ids(&self) -> Vec<EventId> {
        let ids = self.recorded.iter().map(|(_, one)| EventId(one.id));
        ids.collect()
    }

    /// The day it was corrected last.
    pub(crate) fn corrected_on(&self) -> Option<NaiveDate> {
        self.corrected_on
    }
}

impl Standing<'_> {
    /// The event, where it is about an application or entry.
    pub(crate) fn entry(&self, sources: &Sources) -> Option<Stated<'_, EntryEvent>> {
        let Event::Entry(event) = self.event.as_ref() else {
            return None;
        };
        self.stated(sources, event.as_ref())
    }

    /// The event, where it is about a dispute.
    pub(crate) fn referral(&self, sources: &Sources) -> Option<Stated<'_, ReferralEvent>> {
        let Event::Referral(event) = self.event.as_ref() else {
            return None;
        };
        self.stated(sources, event)
    }

    fn stated<'s, E>(&'s self, sources: &Sources, event: &'s E) -> Option<Stated<'s, E>> {
        let Source::Court(court) = self.recorded.source else {
            return None;
        };
        Some(Stated::new(sources, court, self.recorded, event))
    }
}
