//! What is counted of an event: pure, so that it can be taken back exactly as it was counted.
//!
//! All that is counted of one matter is counted at the court of its number. What happens to
//! a dispute is in `tallies/referral.rs`.

use chrono::NaiveDate;
use medreg_domain::calendar::days_between;
use medreg_domain::entry::EntryKind;
use medreg_domain::entry::event::EntryEvent;
use medreg_domain::fund::event::FundEvent;
use medreg_domain::outreach::event::OutreachEvent;
use medreg_domain::oversight::OversightEvent;
use medreg_domain::{CourtCode, EntryNo};

use super::consulted::LED_WITHIN_DAYS;
use super::{Facets, Measure, Place, Tally};

mod referral;

pub(crate) use referral::{mediator_asked_for, of_referral, starts_on};

/// What the statistics need of an application when it is decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ApplicationFacts {
    /// When it was handed in.
    pub(crate) submitted_on: NaiveDate,
    /// The kind of entry asked for, where it is known.
    pub(crate) kind: Option<EntryKind>,
}

/// The decision on an application, given the application before it (S4, S5).
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the other events decide no application"
)]
pub(crate) fn of_application(
    into: &mut Vec<Tally>,
    court: CourtCode,
    before: Option<&ApplicationFacts>,
    event: (&EntryEvent, NaiveDate),
) {
    let (event, on) = event;
    let asked = before.and_then(|application| application.kind);
    let (kind, decided_on) = match event {
        EntryEvent::RegistrationRefused { decided_on, .. } => {
            let place = Place::bare(court).with_kind(asked);
            into.push(place.one(*decided_on, Measure::Refused));
            (asked, *decided_on)
        }
        EntryEvent::MediatorRegistered { kind, .. } => (Some(*kind), on),
        _ => return,
    };
    if let Some(application) = before {
        let days = days_between(application.submitted_on, decided_on).max(0);
        let place = Place::bare(court).with_kind(kind);
        into.push(place.days(decided_on, Measure::Decision, days));
    }
}

/// True if what is counted of the event bears the entry's kind.
pub(crate) fn asks_for_kind(event: &EntryEvent) -> bool {
    use EntryEvent as E;
    matches!(
        event,
        E::EntryLapsed { .. }
            | E::EntryRemoved { .. }
            | E::EntryReinstated { .. }
            | E::ComplaintReceived { .. }
            | E::DisciplinaryProceedingOpened { .. }
            | E::MediatorSuspended { .. }
            | E::AppealDecided { .. }
    )
}

/// What happened to an entry, and to the fees of a court (S4, S23, S26).
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the other events are not counted"
)]
pub(crate) fn of_entry(
    into: &mut Vec<Tally>,
    court: CourtCode,
    kind: Option<EntryKind>,
    event: (&EntryEvent, NaiveDate),
) {
    use EntryEvent as E;
    let (event, on) = event;
    let court = event.entry_no().map_or(court, EntryNo::court);
    let (bare, place) = (Place::bare(court), Place::bare(court).with_kind(kind));
    into.push(match event {
        E::MediatorRegistered {
            kind, valid_from, ..
        } => bare
            .with_kind(Some(*kind))
            .one(*valid_from, Measure::Registered),
        E::EntryLapsed { on, .. } => place.one(*on, Measure::Lapsed),
        E::EntryRemoved { reason, on, .. } => place.one(*on, Measure::Removed(*reason)),
        E::EntryReinstated { on, .. } => place.one(*on, Measure::Reinstated),
        E::FeeAssessed { amount, .. } => bare.sum(on, Measure::FeesAssessed, *amount),
        E::FeeWaived { amount, .. } => bare.sum(on, Measure::FeesWaived, *amount),
        E::FeePaid {
            amount, paid_on, ..
        } => bare.sum(*paid_on, Measure::FeesPaid, amount.amount_minor),
        E::FeeRefunded { amount, .. } => bare.sum(on, Measure::FeesRefunded, amount.amount_minor),
        E::ComplaintReceived { .. } => place.one(on, Measure::Complaints),
        E::DisciplinaryProceedingOpened { .. } => place.one(on, Measure::Proceedings),
        E::MediatorSuspended { from, .. } => place.one(*from, Measure::Suspensions),
        E::AppealDecided { outcome, .. } => place.one(on, Measure::Appeals(*outcome)),
        _ => return,
    });
}

/// What happened in a fund (S25).
pub(crate) fn of_fund(court: CourtCode, event: &FundEvent) -> Tally {
    let place = Place::bare(court);
    match event {
        FundEvent::FeeRevenueAllocated { amount, on, .. } => {
            place.sum(*on, Measure::Allocated, amount.amount_minor)
        }
        FundEvent::CoordinatorRemunerationPaid {
            amount, paid_on, ..
        } => place.sum(*paid_on, Measure::Remunerated, amount.amount_minor),
    }
}

/// What a court offered before any referral (R6, R26).
pub(crate) fn of_outreach(court: CourtCode, event: &OutreachEvent) -> Option<Tally> {
    match event {
        OutreachEvent::RoomOpened { .. } | OutreachEvent::RoomClosed { .. } => None,
        OutreachEvent::InformationProvided {
            on,
            category,
            language,
            count,
            ..
        } => {
            let facets = Facets {
                category: *category,
                language: Some(*language),
                ..Facets::default()
            };
            Some(Place { court, facets }.sum(*on, Measure::Informed, i64::from(*count)))
        }
        OutreachEvent::ContactLogged { on, .. } => {
            Some(Place::bare(court).one(*on, Measure::Contacts))
        }
    }
}

/// What the federal office refused or missed (S29), on the day it said so.
pub(crate) fn of_oversight(event: &OversightEvent, on: NaiveDate) -> Option<Tally> {
    let (court, measure) = match event {
        OversightEvent::EventRefused { court, .. } => (court, Measure::EventsRefused),
        OversightEvent::SyncGapDetected { court, .. } => (court, Measure::GapsDetected),
        OversightEvent::SyncGapResolved { court, .. } => (court, Measure::GapsResolved),
        OversightEvent::AuditFindingRaised { .. }
        | OversightEvent::AuditFindingClosed { .. }
        | OversightEvent::MessageDiscarded { .. }
        | OversightEvent::StatisticsReleased { .. }
        | OversightEvent::ViewSealed { .. }
        | OversightEvent::PersonalDataErased { .. } => return None,
    };
    Some(Place::bare(*court).one(on, measure))
}

/// That an event was recorded, and how late (S29).
pub(crate) fn of_record(court: CourtCode, on: NaiveDate, recorded_on: NaiveDate) -> Tally {
    let lag = days_between(on, recorded_on).max(0);
    Place::bare(court).days(on, Measure::RecordingLag, lag)
}

/// True if a referral came soon enough after the consultation it names (S6).
pub(crate) fn led_in_time(consulted_on: NaiveDate, referred_on: NaiveDate) -> bool {
    (0..=LED_WITHIN_DAYS).contains(&days_between(consulted_on, referred_on))
}

#[cfg(test)]
mod tests;
