//! What the rules see in entries.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use medreg_domain::calendar::days_between;
use medreg_domain::reference::Reference;
use medreg_domain::standing::Standing;
use medreg_domain::{CourtCode, Digest, EntryNo, EventId, Kato, PersonKey};

use super::audit::Sight;
use super::rules::Rule;
use crate::applications::{self, FeeRow};
use crate::register::{self, EntryRow};
use crate::store::StoreError;
use crate::views::Views;

/// The entries and persons one training certificate stands under.
type Holders = (BTreeSet<EntryNo>, BTreeSet<PersonKey>);

pub(super) fn look(views: &Views, as_of: NaiveDate, sight: &mut Sight) -> Result<(), StoreError> {
    let mut certificates: BTreeMap<Digest, Holders> = BTreeMap::new();
    for row in register::entries(views.store()) {
        let (entry_no, row) = row?;
        if let Some(certificate) = &row.entry.certificate {
            let holders = certificates.entry(certificate.number_hash).or_default();
            holders.0.insert(entry_no);
            holders.1.insert(views.sources().person(row.entry.person));
        }
        match row.entry.validity.standing(as_of) {
            Standing::Active | Standing::Suspended { .. } => {
                look_at_live(views, as_of, (entry_no, &row), sight)?;
            }
            Standing::Lapsed { on } => {
                let limit = views.rules().limits().validity_passed_days;
                if row.lapsed_on.is_none() && days_between(on, as_of) >= limit {
                    let subjects = [format!("entry/{entry_no}"), format!("date/{on}")];
                    sight.see(Rule::ValidityPassed, subjects, []);
                }
            }
            Standing::Removed { .. } | Standing::NotYet => {}
        }
    }
    for (hash, (entries, persons)) in certificates {
        if persons.len() > 1 {
            let entries = entries.iter().map(|entry_no| format!("entry/{entry_no}"));
            let certificate = format!("certificate/{}", hex(&hash));
            let subjects = std::iter::once(certificate).chain(entries);
            sight.see(Rule::SameCertificate, subjects, []);
        }
    }
    Ok(())
}

fn look_at_live(
    views: &Views,
    as_of: NaiveDate,
    (entry_no, row): (EntryNo, &EntryRow),
    sight: &mut Sight,
) -> Result<(), StoreError> {
    let subject = format!("entry/{entry_no}");
    let sources = views.sources();
    let entry = &row.entry;
    let court = entry_no.court();
    if !covers(sources.reference(), court, as_of, entry.practice_kato) {
        let subjects = [subject.clone(), format!("kato/{}", entry.practice_kato)];
        sight.see(Rule::PracticeOutsideTerritory, subjects, []);
    }
    if let Some(court) = sources.coordinates_at(entry.person, as_of) {
        let subjects = [subject.clone(), format!("court/{court}")];
        sight.see(Rule::CoordinatorMediates, subjects, first(row));
    }
    if let Some(withdrawn) = views.withdrawn(entry.verification_id)? {
        let verification = format!("verification/{}", entry.verification_id);
        let subjects = [subject.clone(), verification];
        sight.see(Rule::VerificationWithdrawn, subjects, [withdrawn]);
    }
    // Nothing is known of the fees of an application that was never stated here.
    if let Some(application) = applications::application(views.store(), entry.application_id)? {
        let fee = row.fee.and_then(|id| application.fees.get(&id));
        if !fee.is_some_and(FeeRow::is_settled) {
            let fee = row.fee.map(|id| format!("fee/{id}"));
            let subjects = std::iter::once(subject).chain(fee);
            sight.see(Rule::FeeMismatch, subjects, first(row));
        }
    }
    Ok(())
}

fn first(row: &EntryRow) -> Option<EventId> {
    row.events.first().copied().map(EventId)
}

fn hex(hash: &Digest) -> String {
    let digit = |nibble: u8| char::from_digit(u32::from(nibble), 16).unwrap_or('0');
    let digits = hash.0.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits.map(digit).collect()
}

/// True if the place lies in the territory of a court that keeps the court's matters on the
/// day, or if nothing is known of such a court's territory.
fn covers(reference: &Reference, court: CourtCode, day: NaiveDate, place: Kato) -> bool {
    let keepers = reference.successors_on(court, day);
    let territories = keepers.iter().filter_map(|keeper| {
        let keeper = reference.courts.get(keeper)?;
        Some(keeper.territory_on(day))
    });
    let mut known = territories
        .filter(|territory| !territory.is_empty())
        .peekable();
    known.peek().is_none()
        || known.any(|territory| territory.iter().any(|area| place.lies_in(area)))
}
