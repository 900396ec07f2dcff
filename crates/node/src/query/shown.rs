//! An entry as answers show it, to whom it may be shown.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use medreg_domain::entry::event::RemovalClass;
use medreg_domain::entry::{Availability, EntryKind};
use medreg_domain::reference::Reference;
use medreg_domain::standing::{Standing, Validity};
use medreg_domain::visibility::Audience;
use medreg_domain::{
    CategoryCode, CourtCode, EntryNo, FederalNo, Kato, LanguageCode, ProviderId, SroId,
};
use medreg_log::PersonName;
use medreg_projections::EntryRow;
use serde::Serialize;
use uuid::Uuid;

use super::catalogue::Listed;
use super::{QueryError, Sight};

/// The standings an entry may have.
pub const STANDINGS: [&str; 5] = ["ACTIVE", "SUSPENDED", "LAPSED", "REMOVED", "NOT_YET"];

/// Where an entry stands on a day, as answers carry it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct StandingShown {
    /// ACTIVE, SUSPENDED, LAPSED, REMOVED or `NOT_YET`.
    pub code: &'static str,
    /// The last day of a suspension.
    pub until: Option<NaiveDate>,
    /// The first day without validity, or without the entry.
    pub on: Option<NaiveDate>,
    /// Why an entry was removed, as everybody is told it.
    pub reason: Option<RemovalClass>,
}

/// A training certificate, without its number.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct CertificateShown {
    /// Who issued it.
    pub provider: ProviderId,
    /// When.
    pub issued_on: NaiveDate,
}

/// An entry as lists show it: what everybody may see (art 14(3), 16(3)).
#[derive(Clone, Debug, Serialize)]
pub struct EntryShown {
    /// Its number.
    pub entry_no: EntryNo,
    /// The person's number, the same at every court.
    pub federal_no: FederalNo,
    /// The court that keeps it on the day.
    pub court: CourtCode,
    /// The name in each script; none where it is erased or no data key opens it.
    pub name: Option<PersonName>,
    /// The kind.
    pub kind: EntryKind,
    /// Where it stands on the day.
    pub standing: StandingShown,
    /// The categories of disputes.
    pub categories: Vec<CategoryCode>,
    /// The languages.
    pub languages: Vec<LanguageCode>,
    /// The place of practice.
    pub practice_kato: Kato,
    /// The organisation the mediator belongs to.
    pub sro: Option<SroId>,
    /// The first day.
    pub valid_from: NaiveDate,
    /// The last day, as renewed so far.
    pub valid_to: NaiveDate,
    /// The training certificate.
    pub certificate: Option<CertificateShown>,
    /// How the mediator chose to be reached, by kind, such as `phone`.
    pub contact: BTreeMap<String, String>,
    /// Whether the mediator takes cases now.
    pub availability: Availability,
    /// The day something of it was corrected last.
    pub corrected_on: Option<NaiveDate>,
    /// The events it follows from, oldest first.
    pub source_events: Vec<Uuid>,
    /// True if name and contact were erased.
    pub erased: bool,
    /// When.
    pub erased_on: Option<NaiveDate>,
}

fn standing_shown(validity: &Validity, standing: Standing) -> StandingShown {
    let (until, on) = match standing {
        Standing::Suspended { until } => (Some(until), None),
        Standing::Lapsed { on } | Standing::Removed { on } => (None, Some(on)),
        Standing::Active | Standing::NotYet => (None, None),
    };
    let removal = match standing {
        Standing::Removed { on } => validity.removals.iter().find(|removal| removal.on == on),
        Standing::Active
        | Standing::Suspended { .. }
        | Standing::Lapsed { .. }
        | Standing::NotYet => None,
    };
    StandingShown {
        code: standing_code(standing),
        until,
        on,
        reason: removal.map(|removal| removal.reason.class()),
    }
}

/// An entry on a day, as somebody may see it.
pub(super) fn entry(
    reference: &Reference,
    listed: &Listed,
    as_of: NaiveDate,
    sight: Sight,
) -> EntryShown {
    let Listed { entry_no, row, .. } = listed;
    let entry = &row.entry;
    let erasure = listed.erasure.as_ref();
    EntryShown {
        entry_no: *entry_no,
        federal_no: reference.person(entry.person).federal_no(),
        court: keeper(reference, *entry_no, row, as_of),
        name: listed.person.as_ref().map(|person| person.name.clone()),
        kind: entry.kind,
        standing: standing_shown(&entry.validity, sight.standing(&entry.validity, as_of)),
        categories: entry.categories.clone(),
        languages: entry.languages.clone(),
        practice_kato: entry.practice_kato,
        sro: entry.sro,
        valid_from: entry.validity.valid_from,
        valid_to: entry.validity.valid_to(),
        certificate: entry
            .certificate
            .as_ref()
            .map(|certificate| CertificateShown {
                provider: certificate.provider,
                issued_on: certificate.issued_on,
            }),
        contact: contact(listed, sight),
        availability: entry.availability,
        corrected_on: row.corrected_on.filter(|_| sight.sees("corrected_on")),
        source_events: source_events(row, sight).to_vec(),
        erased: erasure.is_some(),
        erased_on: erasure.map(|erasure| erasure.on),
    }
}

/// How to reach a mediator: who is in no register any more is not to be reached by it.
fn contact(listed: &Listed, sight: Sight) -> BTreeMap<String, String> {
    let standing = listed.row.entry.validity.standing(sight.today);
    let is_gone = matches!(standing, Standing::Removed { .. });
    let shown = listed
        .person
        .as_ref()
        .filter(|_| !is_gone || sight.reaches(Audience::Federal));
    shown.map_or_else(BTreeMap::new, |person| person.contact.clone())
}

pub(super) fn standing_code(standing: Standing) -> &'static str {
    match standing {
        Standing::Active => "ACTIVE",
        Standing::Suspended { .. } => "SUSPENDED",
        Standing::Lapsed { .. } => "LAPSED",
        Standing::Removed { .. } => "REMOVED",
        Standing::NotYet => "NOT_YET",
    }
}

/// The court that keeps an entry on a day: its own, or the one that took over.
pub(super) fn keeper(
    reference: &Reference,
    entry_no: EntryNo,
    row: &EntryRow,
    day: NaiveDate,
) -> CourtCode {
    let court = row.entry.transferred_to.unwrap_or(entry_no.court());
    reference.current_court(court, day)
}

/// Refuses who may not see the entry any more.
pub(super) fn ensure_shown(listed: &Listed, sight: Sight) -> Result<(), QueryError> {
    if sight.shows(&listed.row.entry.validity) {
        return Ok(());
    }
    let detail = format!("no entry {} is shown any more", listed.entry_no);
    Err(QueryError::NotFound(detail))
}

/// The events an entry follows from: what else befell it, and when, is not everybody's to know.
pub(super) fn source_events(row: &EntryRow, sight: Sight) -> &[Uuid] {
    let seen = if sight.reaches(Audience::Federal) {
        row.events.len()
    } else {
        1
    };
    row.events.get(..seen).unwrap_or_default()
}
