//! What may be corrected, and what the corrected event must be.

use chrono::NaiveDate;
use serde_json::{Map, Value, json};

use super::patch::patched;
use super::{CorrectionCommand, CorrectionEvent, Corrections};
use crate::act::Act;
use crate::entry::event::EntryEvent;
use crate::entry::wrong_state;
use crate::event::Event;
use crate::ids::EventId;
use crate::referral::Referral;
use crate::referral::event::ReferralEvent;
use crate::rejection::{Code, Rejection, ensure};

mod coherent;
mod dates;
mod ground;
mod statable;
mod validity;

use coherent::Standing;

/// What a correction is judged by: the stream of the event it corrects, oldest first, with
/// the day of each event, and what is corrected so far.
#[derive(Clone, Copy, Debug)]
pub struct Target<'a> {
    /// The events of the stream as they were recorded, the one to correct among them.
    pub stream: &'a [(EventId, NaiveDate, Event)],
    /// Every correction of the court so far.
    pub corrections: &'a Corrections,
}

/// One event of a stream, and its place in it.
struct Place<'a> {
    at: usize,
    on: NaiveDate,
    event: &'a Event,
}

impl<'a> Target<'a> {
    fn place(&self, id: EventId) -> Option<Place<'a>> {
        let mut places = self.stream.iter().enumerate();
        let (at, (_, on, event)) = places.find(|(_, (known, _, _))| *known == id)?;
        Some(Place { at, on: *on, event })
    }

    /// What was stated after the event and still stands, as it was recorded.
    fn later(&self, at: usize) -> impl Iterator<Item = &'a Event> {
        let corrections = self.corrections;
        let later = self.stream.iter().skip(at.saturating_add(1));
        later
            .filter(|(id, _, _)| !corrections.is_voided(*id))
            .map(|(_, _, event)| event)
    }

    /// The events of a dispute as they stand.
    fn standing(&self) -> Standing {
        let events = self.stream.iter().map(|(id, _, event)| {
            let event = self.corrections.corrected(*id, event)?;
            of_referral(&event).cloned()
        });
        events.collect()
    }

    /// The same with one of them in another form, or voided.
    fn with(&self, at: usize, next: Option<&ReferralEvent>) -> Standing {
        let mut standing = self.standing();
        if let Some(place) = standing.get_mut(at) {
            *place = next.cloned();
        }
        standing
    }

    /// The referral as it stood before the event.
    fn before(&self, at: usize) -> Option<Referral> {
        let mut referral: Option<Referral> = None;
        for (id, _, event) in self.stream.iter().take(at) {
            let Some(event) = self.corrections.corrected(*id, event) else {
                continue;
            };
            let Event::Referral(event) = event.as_ref() else {
                continue;
            };
            match &mut referral {
                Some(known) => known.evolve(event),
                None => referral = Referral::begin(event).map(|(_, begun)| begun),
            }
        }
        referral
    }
}

/// Decides a correction: of an event of this court's entries and referrals, in a way that
/// gives what could have been stated at first.
///
/// The caller finds the event's stream; none where there is no such event. Where a patch
/// changes what a last day is counted from and states no last day, the days the law gives are
/// added to it; a last day it states must be the law's.
pub fn decide(
    act: &Act<'_>,
    command: CorrectionCommand,
    target: Option<&Target<'_>>,
) -> Result<CorrectionEvent, Rejection> {
    act.ensure_allowed()?;
    let id = command.target();
    let known = target.and_then(|target| Some((target, target.place(id)?)));
    let (target, place) = known.ok_or_else(|| {
        let detail = format!("there is no event {id} in a matter of this court");
        Rejection::new(Code::EventUnknown, detail)
    })?;
    ensure_correctable(id, &place)?;
    ensure(
        !target.corrections.is_voided(id),
        Code::AlreadyClosed,
        || format!("event {id} is voided already: state a new fact instead"),
    )?;
    ensure(place.on <= act.on, Code::DateOrder, || {
        let (on, event_on) = (act.on, place.on);
        format!("a correction of {on} lies before the event of {event_on}")
    })?;
    match command {
        CorrectionCommand::VoidEvent {
            target_event,
            reason,
        } => {
            ensure_voidable(target, &place)?;
            Ok(CorrectionEvent::EventVoided {
                target_event,
                reason,
            })
        }
        CorrectionCommand::CorrectRecord {
            target_event,
            reason,
            patch,
        } => {
            let patch = lawful(act, (target, &place), id, patch)?;
            Ok(CorrectionEvent::RecordCorrected {
                target_event,
                reason,
                patch,
            })
        }
    }
}

/// Only what is folded into an entry or a referral is corrected.
fn ensure_correctable(id: EventId, place: &Place<'_>) -> Result<(), Rejection> {
    let in_a_stream = match place.event {
        Event::Entry(event) => !matches!(**event, EntryEvent::VerificationRevoked { .. }),
        Event::Referral(event) => event.referral_no().is_some(),
        Event::Reference(_)
        | Event::Fund(_)
        | Event::Outreach(_)
        | Event::Correction(_)
        | Event::Oversight(_) => false,
    };
    ensure(in_a_stream, Code::EventUnknown, || {
        let name = place.event.name();
        format!("event {id} is a {name}, which is not corrected: state a new fact instead")
    })
}

/// Nothing may be left standing on an event that is taken away.
fn ensure_voidable(target: &Target<'_>, place: &Place<'_>) -> Result<(), Rejection> {
    let name = place.event.name();
    let begins = matches!(
        place.event,
        Event::Entry(event) if matches!(
            **event,
            EntryEvent::ApplicationSubmitted { .. } | EntryEvent::MediatorRegistered { .. }
        )
    );
    let later = target
        .later(place.at)
        .find(|later| begins || stands_on(later, place.event));
    match later {
        Some(later) => Err(wrong_state(format!(
            "{} stands after {name} and rests on it: void what came later first",
            later.name()
        ))),
        None => coherent::ensure_coherent(&target.standing(), &target.with(place.at, None)),
    }
}

fn stands_on(later: &Event, earlier: &Event) -> bool {
    match (later, earlier) {
        (Event::Referral(later), Event::Referral(earlier)) => rests_on(later, earlier),
        (Event::Entry(later), Event::Entry(earlier)) => ground::rests_on(later, earlier),
        _ => false,
    }
}

/// True if the later event makes no sense without the earlier one.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "nothing rests on the other events, and the others rest on no procedure"
)]
fn rests_on(later: &ReferralEvent, earlier: &ReferralEvent) -> bool {
    use ReferralEvent as E;
    match earlier {
        E::DisputeReferred { .. } => true,
        E::PreDisputeAgreementRecorded { .. } => matches!(later, E::ProcedureStarted { .. }),
        E::ProceduralDeadlineSet { .. } => begins_procedure(later),
        E::MediationAgreementSigned { .. }
        | E::ProcedureStarted { .. }
        | E::MediationTerminated { .. }
        | E::MediationExtended { .. } => match later {
            E::SessionHeld { .. }
            | E::MediatorReplaced { .. }
            | E::ProceedingsSuspended { .. }
            | E::ProceedingsResumed { .. } => begins_procedure(earlier),
            E::MediationExtended { .. }
            | E::MediationTerminated { .. }
            | E::MediationAgreementSigned { .. }
            | E::ProcedureStarted { .. }
            | E::ResultReturned { .. } => true,
            _ => false,
        },
        E::ResultReturned { .. } => matches!(
            later,
            E::SettlementApproved { .. }
                | E::SettlementRefused { .. }
                | E::SettlementBreachReported { .. }
                | E::FeedbackReceived { .. }
        ),
        _ => false,
    }
}

fn of_referral(event: &Event) -> Option<&ReferralEvent> {
    if let Event::Referral(event) = event {
        Some(event)
    } else {
        None
    }
}

fn begins_procedure(event: &ReferralEvent) -> bool {
    matches!(
        event,
        ReferralEvent::MediationAgreementSigned { .. } | ReferralEvent::ProcedureStarted { .. }
    )
}

/// The patch with the last days the law gives, if the event it makes could have been stated.
fn lawful(
    act: &Act<'_>,
    place: (&Target<'_>, &Place<'_>),
    id: EventId,
    mut patch: Map<String, Value>,
) -> Result<Map<String, Value>, Rejection> {
    let (target, place) = place;
    let now = target.corrections.corrected(id, place.event);
    let now = now.as_deref().unwrap_or(place.event);
    let next = patched(now, &patch)?;
    statable::ensure_statable(act, &next, &patch)?;
    if let Event::Entry(next) = &next {
        validity::ensure_by_law(act, (target, place), next, &patch)?;
    }
    ensure_no_term_moves(target, place, &patch)?;
    let (Event::Referral(now), Event::Referral(next)) = (now, &next) else {
        return Ok(patch);
    };
    if dates::decides_due(&patch) {
        patch = with_due(act, (target, place), (now, next), patch)?;
    }
    // With the last day the law gives: what came later must fit that one.
    let stated = patched(&Event::Referral(now.clone()), &patch)?;
    let changed = target.with(place.at, of_referral(&stated));
    coherent::ensure_coherent(&target.standing(), &changed)?;
    Ok(patch)
}

/// The patch of an event that states a last day, with the day the law gives.
fn with_due(
    act: &Act<'_>,
    (target, place): (&Target<'_>, &Place<'_>),
    (now, next): (&ReferralEvent, &ReferralEvent),
    mut patch: Map<String, Value>,
) -> Result<Map<String, Value>, Rejection> {
    let before = target.before(place.at);
    let Some((term, counted)) = before
        .as_ref()
        .map_or(Ok(None), |before| dates::term_by_law(act, before, next))?
    else {
        return Ok(patch);
    };
    let due = term.due;
    if dates::stated_due(now) != Some(due) {
        ensure_last_count(target, place)?;
    }
    let (raw, rolled) = dates::due_fields(next);
    for (field, day) in [(raw, due.raw), (rolled, due.rolled)] {
        patch.entry(field).or_insert_with(|| json!(day));
    }
    let stated = patched(&Event::Referral(now.clone()), &patch)?;
    ensure(
        of_referral(&stated).and_then(dates::stated_due) == Some(due),
        Code::DueDateInconsistent,
        || format!("{counted}; the patch states another last day: leave it out"),
    )?;
    Ok(patch)
}

/// Channel and deadline decide the term of every agreement after them: they are not changed
/// under one that stands.
fn ensure_no_term_moves(
    target: &Target<'_>,
    place: &Place<'_>,
    patch: &Map<String, Value>,
) -> Result<(), Rejection> {
    let decides = ["channel", "deadline_on"]
        .into_iter()
        .find(|field| patch.contains_key(*field));
    let Some(field) = decides else {
        return Ok(());
    };
    let starts = |later: &Event| of_referral(later).is_some_and(begins_procedure);
    ensure(
        !target.later(place.at).any(starts),
        Code::WrongState,
        || format!("a term was counted by `{field}`: void its agreement, or state a new fact"),
    )
}

/// A last day from which a later extension counts is not moved under it.
fn ensure_last_count(target: &Target<'_>, place: &Place<'_>) -> Result<(), Rejection> {
    let mut of_the_procedure = target
        .later(place.at)
        .filter_map(of_referral)
        .take_while(|later| !begins_procedure(later));
    let extended =
        of_the_procedure.any(|later| matches!(later, ReferralEvent::MediationExtended { .. }));
    ensure(!extended, Code::WrongState, || {
        "a later extension counts from the last day this would move: void the extension first"
            .to_owned()
    })
}

#[cfg(test)]
mod tests;
