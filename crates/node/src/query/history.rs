//! What befell an entry, and who is told of it.
//!
//! What is not listed here for everybody is told to nobody but the office: the law publishes
//! a register, not a file on a person (art 14(3), R30). Ended suspensions, lighter sanctions,
//! complaints, proceedings, reviews, bars and appeals are never everybody's.

use chrono::{DateTime, NaiveDate, Utc};
use medreg_domain::entry::event::{EntryEvent, ProfileChange};
use medreg_domain::entry::{Entry, Sanction, SanctionForm};
use medreg_domain::standing::{Removal, Standing};
use medreg_domain::visibility::Audience;
use medreg_domain::{CourtCode, Event, Kato, ProceedingId, Source, SroId};
use medreg_projections::Happened;
use serde::Serialize;
use uuid::Uuid;

use super::Sight;

/// Facts of one answer, by bound: the newest.
pub const FACTS_MAX: usize = 200;

/// One fact of an entry's history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fact {
    /// From when it holds.
    pub on: NaiveDate,
    /// The event's name, such as `EntryRenewed`.
    pub event: &'static str,
    /// The court that stated it.
    pub court: Option<CourtCode>,
    /// The last day of what began.
    pub until: Option<NaiveDate>,
    /// Why, as a code.
    pub reason: Option<&'static str>,
    /// What of the public page changed.
    pub changed: Vec<&'static str>,
    /// The court that keeps the entry from then on.
    pub to_court: Option<CourtCode>,
    /// The place of practice from then on.
    pub place: Option<Kato>,
    /// The organisation of mediators.
    pub sro: Option<SroId>,
    /// What the history itself says of the event, for who audits it.
    #[serde(flatten)]
    pub record: Option<Record>,
}

/// An event as it stands in the history.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Record {
    /// Its identity.
    pub event_id: Uuid,
    /// Its place.
    pub position: u64,
    /// When it was recorded.
    pub recorded_at: DateTime<Utc>,
    /// True if it was corrected.
    pub corrected: bool,
    /// True if it was voided: it states nothing any more.
    pub voided: bool,
}

/// Who is told of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Told {
    /// Everybody.
    Everybody,
    /// Everybody while what it states holds; judges also while a sanction is shown to them.
    WhileItHolds,
    /// Judges, while the sanction is shown to them.
    Judges,
    /// The federal office and its auditors.
    Office,
}

/// Who is told of events of this kind.
fn told(event: &Event) -> Told {
    match event {
        Event::Entry(event) => told_of_entry(event),
        // What everybody sees of a correction is the day and the right value.
        Event::Correction(_)
        | Event::Reference(_)
        | Event::Referral(_)
        | Event::Fund(_)
        | Event::Outreach(_)
        | Event::Oversight(_) => Told::Office,
    }
}

fn told_of_entry(event: &EntryEvent) -> Told {
    use EntryEvent as E;
    match event {
        E::MediatorRegistered { .. }
        | E::ProfileChanged { .. }
        | E::PracticeLocationChanged { .. }
        | E::EntryRenewed { .. }
        | E::EntryLapsed { .. }
        | E::EntryTransferred { .. } => Told::Everybody,
        E::MediatorSuspended { .. }
        | E::EntryRemoved { .. }
        | E::SroMembershipRecorded { .. } => Told::WhileItHolds,
        E::SanctionRecorded { .. } => Told::Judges,
        E::ApplicationSubmitted { .. }
        | E::ApplicationReturned { .. }
        | E::DocumentsVerified { .. }
        | E::VerificationReused { .. }
        | E::VerificationRevoked { .. }
        | E::FeeAssessed { .. }
        | E::FeeWaived { .. }
        | E::FeePaid { .. }
        | E::FeeRefunded { .. }
        | E::RegistrationRefused { .. }
        | E::TrainingRecorded { .. }
        | E::ComplaintReceived { .. }
        | E::DisciplinaryProceedingOpened { .. }
        | E::DisciplinaryProceedingClosed { .. }
        // That a suspension or a removal is over tells that there was one.
        | E::SuspensionLifted { .. }
        | E::EntryReinstated { .. }
        | E::BarEstablished { .. }
        | E::BarLifted { .. }
        | E::SroMembershipEnded { .. }
        | E::QualityReviewRecorded { .. }
        // A certificate is revoked on the day a suspension begins.
        | E::CertificateIssued { .. }
        | E::CertificateRevoked { .. }
        | E::AppealLodged { .. }
        | E::AppealDecided { .. } => Told::Office,
    }
}

/// The facts of a history that somebody may know on a day, newest first.
pub(super) fn facts(
    happened: Vec<Happened>,
    entry: &Entry,
    (as_of, sight): (NaiveDate, Sight),
) -> Vec<Fact> {
    let seen = happened
        .iter()
        .filter(|happened| sees(happened, entry, sight));
    let facts = seen.map(|happened| fact(happened, entry, sight));
    let mut facts: Vec<Fact> = facts.filter(|fact| fact.on <= as_of).collect();
    // Of one day, what was stated later stands above.
    facts.reverse();
    facts.sort_by_key(|fact| std::cmp::Reverse(fact.on));
    facts.truncate(FACTS_MAX);
    facts
}

fn sees(happened: &Happened, entry: &Entry, sight: Sight) -> bool {
    if sight.reaches(Audience::Federal) {
        return true;
    }
    let Some(event) = &happened.states else {
        return false;
    };
    match told(event) {
        Told::Everybody => true,
        Told::WhileItHolds => holds(event, entry, sight.today) || is_judges(event, entry, sight),
        Told::Judges => is_judges(event, entry, sight),
        Told::Office => false,
    }
}

/// True while what an event began has not ended.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "nothing else begins what everybody is told while it holds"
)]
fn holds(event: &Event, entry: &Entry, today: NaiveDate) -> bool {
    let Event::Entry(event) = event else {
        return false;
    };
    match event.as_ref() {
        EntryEvent::MediatorSuspended { proceeding_id, .. } => {
            let is_suspended = matches!(entry.validity.standing(today), Standing::Suspended { .. });
            is_suspended && suspension(entry, *proceeding_id).is_some_and(|it| runs(it, today))
        }
        EntryEvent::EntryRemoved { on, .. } => removal(entry, *on).is_some_and(|removal| {
            *on <= today && removal.reinstated_on.is_none_or(|back| today < back)
        }),
        EntryEvent::SroMembershipRecorded { sro, from, .. } => {
            entry.memberships.iter().any(|known| {
                (known.sro, known.from) == (*sro, *from)
                    && known.ended_on.is_none_or(|ended| today < ended)
            })
        }
        _ => false,
    }
}

/// True while judges are shown the sanction that an event states.
#[expect(clippy::wildcard_enum_match_arm, reason = "nothing else is a sanction")]
fn is_judges(event: &Event, entry: &Entry, sight: Sight) -> bool {
    let Event::Entry(event) = event else {
        return false;
    };
    let sanction = match event.as_ref() {
        EntryEvent::MediatorSuspended { proceeding_id, .. } => suspension(entry, *proceeding_id),
        EntryEvent::SanctionRecorded {
            proceeding_id,
            kind,
            ..
        } => {
            let of_kind = |known: &&Sanction| {
                known.proceeding == *proceeding_id && known.kind == (*kind).into()
            };
            entry.sanctions.iter().find(of_kind)
        }
        _ => None,
    };
    sight.reaches(Audience::Judge) && sanction.is_some_and(|it| it.is_shown(sight.today))
}

fn suspension(entry: &Entry, proceeding: ProceedingId) -> Option<&Sanction> {
    let mut sanctions = entry.sanctions.iter();
    sanctions.find(|known| known.proceeding == proceeding && known.kind == SanctionForm::Suspension)
}

fn runs(suspension: &Sanction, today: NaiveDate) -> bool {
    let has_begun = suspension.on <= today;
    let stands = suspension.overturned_on.is_none_or(|from| today < from);
    has_begun && stands && suspension.to.is_some_and(|to| today <= to)
}

fn removal(entry: &Entry, on: NaiveDate) -> Option<&Removal> {
    entry.validity.removals.iter().find(|known| known.on == on)
}

fn fact(happened: &Happened, entry: &Entry, sight: Sight) -> Fact {
    let recorded = &happened.recorded;
    let event = happened.states.as_ref().unwrap_or(&recorded.event);
    let whole = sight.reaches(Audience::Federal);
    let mut fact = Fact {
        on: recorded.on,
        event: event.name(),
        court: match recorded.source {
            Source::Court(court) => Some(court),
            Source::Federal => None,
        },
        until: None,
        reason: None,
        changed: Vec::new(),
        to_court: None,
        place: None,
        sro: None,
        record: whole.then(|| Record {
            event_id: recorded.id,
            position: happened.position,
            recorded_at: recorded.time,
            corrected: happened.is_corrected,
            voided: happened.states.is_none() && recorded.corrects.is_none(),
        }),
    };
    if let Event::Entry(event) = event {
        tell(&mut fact, event, entry, whole);
    }
    fact
}

/// Tells what an event states beyond its name.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "of the other events the name and the day are told"
)]
fn tell(fact: &mut Fact, event: &EntryEvent, entry: &Entry, whole: bool) {
    use EntryEvent as E;
    match event {
        E::MediatorRegistered {
            valid_from,
            valid_to,
            ..
        } => (fact.on, fact.until) = (*valid_from, Some(*valid_to)),
        E::ProfileChanged { changed, .. } => fact.changed = changed_fields(changed),
        E::PracticeLocationChanged {
            practice_kato,
            effective_on,
            ..
        } => (fact.on, fact.place) = (*effective_on, Some(*practice_kato)),
        E::EntryRenewed { valid_to, .. } => fact.until = Some(*valid_to),
        E::MediatorSuspended {
            proceeding_id,
            from,
            to,
            ..
        } => {
            let cut = suspension(entry, *proceeding_id).and_then(|known| known.to);
            (fact.on, fact.until) = (*from, cut.or(Some(*to)));
        }
        E::SanctionRecorded { kind, on, .. } => {
            (fact.on, fact.reason) = (*on, Some(kind.into()));
        }
        E::EntryRemoved { reason, on, .. } => {
            let told: &'static str = if whole {
                reason.into()
            } else {
                reason.class().into()
            };
            (fact.on, fact.reason) = (*on, Some(told));
        }
        E::EntryTransferred { to_court, .. } => fact.to_court = Some(*to_court),
        E::SroMembershipRecorded { sro, from, .. } => {
            (fact.on, fact.sro) = (*from, Some(*sro));
        }
        E::SroMembershipEnded { sro, on, .. } => (fact.on, fact.sro) = (*on, Some(*sro)),
        E::EntryLapsed { on, .. }
        | E::SuspensionLifted { on, .. }
        | E::EntryReinstated { on, .. }
        | E::BarLifted { on, .. }
        | E::QualityReviewRecorded { on, .. } => fact.on = *on,
        E::BarEstablished { since, .. } => fact.on = *since,
        E::CertificateIssued { valid_to, .. } => fact.until = Some(*valid_to),
        _ => {}
    }
}

fn changed_fields(changed: &ProfileChange) -> Vec<&'static str> {
    let fields = [
        ("categories", changed.categories.is_some()),
        ("languages", changed.languages.is_some()),
        ("name_or_contact", changed.personal.is_some()),
        ("availability", changed.availability.is_some()),
    ];
    let changed = fields.into_iter().filter(|(_, is_changed)| *is_changed);
    changed.map(|(field, _)| field).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::Path;

    use medreg_log::Recorded;
    use serde_json::Value;

    use super::*;

    /// The whole of what is not the office's alone.
    const TOLD: [(&str, Told); 10] = [
        ("EntryLapsed", Told::Everybody),
        ("EntryRemoved", Told::WhileItHolds),
        ("EntryRenewed", Told::Everybody),
        ("EntryTransferred", Told::Everybody),
        ("MediatorRegistered", Told::Everybody),
        ("MediatorSuspended", Told::WhileItHolds),
        ("PracticeLocationChanged", Told::Everybody),
        ("ProfileChanged", Told::Everybody),
        ("SanctionRecorded", Told::Judges),
        ("SroMembershipRecorded", Told::WhileItHolds),
    ];

    #[test]
    fn of_every_event_there_is_only_the_listed_are_told_beyond_the_office() {
        let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("../log/fixtures");
        let mut seen = BTreeSet::new();
        for name in Event::names() {
            let text = fs::read_to_string(fixtures.join(format!("{name}.v1.json")));
            let fixture: Value = serde_json::from_str(&text.unwrap()).unwrap();
            let line = fixture["line"].as_str().unwrap();
            let recorded = Recorded::from_line(line.as_bytes()).unwrap();
            assert_eq!(recorded.event.name(), name);
            let listed = TOLD.iter().find(|(listed, _)| *listed == name);
            let expected = listed.map_or(Told::Office, |(_, told)| *told);
            assert_eq!(told(&recorded.event), expected, "{name}");
            seen.insert(name);
        }
        assert!(TOLD.iter().all(|(name, _)| seen.contains(name)));
    }
}
