//! The register: entries that match, one entry, and the judge's question about one.

use std::sync::Arc;

use chrono::{Months, NaiveDate};
use medreg_domain::eligibility::{Asked, eligibility};
use medreg_domain::entry::{Availability, EntryKind};
use medreg_domain::reference::Reference;
use medreg_domain::standing::Standing;
use medreg_domain::visibility::ensure_visible;
use medreg_domain::{
    CategoryCode, CourtCode, EntryNo, FederalNo, Kato, LanguageCode, Source, SroId,
};
use medreg_log::PersonName;
use medreg_projections::{EntryRow, Reading, Views};
use serde::Serialize;
use serde_json::{Value, json};
use uuid::Uuid;

use super::catalogue::{Catalogue, Listed};
use super::find::Found;
use super::{DISCLAIMER, Find, Query, QueryError, QueryHandle, as_at, find};

/// How long everybody sees a removed entry (retention).
const REMOVED_SHOWN: Months = Months::new(36);

/// The standings an entry may have.
pub(super) const STANDINGS: [&str; 5] = ["ACTIVE", "SUSPENDED", "LAPSED", "REMOVED", "NOT_YET"];

/// Entries that match. What is erased by now is erased in every past.
pub(super) fn find(office: &QueryHandle, find: &Find) -> Result<Found, QueryError> {
    let views = office.views();
    let now = views.cursor().position;
    if as_at::position_or_now(&views, find.as_at)? == now {
        return find::found(&views, &*office.catalogue(&views)?, find);
    }
    let erased = views.erasures().clone();
    drop(views);
    office.as_at(find.as_at, |then| {
        let catalogue = Catalogue::of(then, office.keyring(), &erased, &Catalogue::default())?;
        find::found(then, &catalogue, find)
    })
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
fn keeper(reference: &Reference, entry_no: EntryNo, row: &EntryRow, day: NaiveDate) -> CourtCode {
    let court = row.entry.transferred_to.unwrap_or(entry_no.court());
    reference.current_court(court, day)
}

/// Where an entry stands on a day, as answers carry it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct StandingShown {
    /// ACTIVE, SUSPENDED, LAPSED, REMOVED or `NOT_YET`.
    pub code: &'static str,
    /// The last day of a suspension.
    pub until: Option<NaiveDate>,
    /// The first day without validity, or without the entry.
    pub on: Option<NaiveDate>,
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

fn standing_shown(standing: Standing) -> StandingShown {
    let (until, on) = match standing {
        Standing::Suspended { until } => (Some(until), None),
        Standing::Lapsed { on } | Standing::Removed { on } => (None, Some(on)),
        Standing::Active | Standing::NotYet => (None, None),
    };
    let code = standing_code(standing);
    StandingShown { code, until, on }
}

/// Whether everybody may still see an entry: one that was removed is shown for three years.
pub(super) fn is_public(listed: &Listed, today: NaiveDate) -> bool {
    match listed.row.entry.validity.standing(today) {
        Standing::Removed { on } => on
            .checked_add_months(REMOVED_SHOWN)
            .is_none_or(|end| today < end),
        Standing::Active
        | Standing::Suspended { .. }
        | Standing::Lapsed { .. }
        | Standing::NotYet => true,
    }
}

/// Where an entry stands on a day; asked by everybody on a day, without what has ended then.
pub(super) fn standing(listed: &Listed, as_of: NaiveDate, today: Option<NaiveDate>) -> Standing {
    let validity = &listed.row.entry.validity;
    match today {
        Some(today) => validity.standing_shown(as_of, today),
        None => validity.standing(as_of),
    }
}

/// An entry as lists show it.
pub(super) fn entry(
    reference: &Reference,
    listed: &Listed,
    as_of: NaiveDate,
    today: Option<NaiveDate>,
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
        standing: standing_shown(standing(listed, as_of, today)),
        categories: entry.categories.clone(),
        languages: entry.languages.clone(),
        practice_kato: entry.practice_kato,
        sro: entry.sro,
        valid_from: entry.validity.valid_from,
        valid_to: entry.validity.valid_to(),
        availability: entry.availability,
        corrected_on: row.corrected_on.filter(|_| today.is_none()),
        // What else befell an entry, and when, is not everybody's to know.
        source_events: match today {
            Some(_) => row.events.first().copied().into_iter().collect(),
            None => row.events.clone(),
        },
        erased: erasure.is_some(),
        erased_on: erasure.map(|erasure| erasure.on),
    }
}

/// One entry as an answer by itself.
#[derive(Clone, Debug, Serialize)]
pub struct EntryAnswer {
    /// The entry.
    #[serde(flatten)]
    pub entry: EntryShown,
    /// True on this day.
    pub as_of: NaiveDate,
    /// Events the answer rests on.
    pub position: u64,
    /// What the register says of itself (R34).
    pub disclaimer: &'static str,
}

/// One entry as everybody may see it on a day.
pub(super) fn shown(
    office: &QueryHandle,
    entry_no: EntryNo,
    as_of: NaiveDate,
    today: NaiveDate,
) -> Result<EntryAnswer, QueryError> {
    let views = office.views();
    let position = views.cursor().position;
    let listed = listed_as_at(office, &views, entry_no, position)?;
    if !is_public(&listed, today) {
        let detail = format!("no entry {entry_no} is shown any more");
        return Err(QueryError::NotFound(detail));
    }
    let reference = views.sources().reference();
    Ok(EntryAnswer {
        entry: entry(reference, &listed, as_of, Some(today)),
        as_of,
        position,
        disclaimer: DISCLAIMER,
    })
}

/// One entry, with what the audience may see of it.
pub(super) fn show(office: &QueryHandle, query: &Query) -> Result<Value, QueryError> {
    let Query::Entry {
        entry_no,
        as_of,
        as_at,
        fields,
        audience,
    } = query
    else {
        return Err(QueryError::Malformed("this asks for no entry".to_owned()));
    };
    for field in fields {
        ensure_visible(field, *audience)?;
    }
    let views = office.views();
    let position = as_at::position_or_now(&views, *as_at)?;
    let listed = listed_as_at(office, &views, *entry_no, position)?;
    let row = &listed.row;
    let mut shown = json!(entry(views.sources().reference(), &listed, *as_of, None));
    if ensure_visible("sanctions", *audience).is_ok() {
        let sanctions: Vec<_> = row.entry.sanctions_shown(*as_of).collect();
        shown["sanctions"] = json!(sanctions);
    }
    if ensure_visible("person_key", *audience).is_ok() {
        shown["person_key"] = json!(row.entry.person);
        shown["complaints"] = json!(row.entry.complaints.len());
    }
    if let Some(shown) = shown.as_object_mut().filter(|_| !fields.is_empty()) {
        shown.retain(|field, _| fields.contains(field));
    }
    shown["as_of"] = json!(as_of);
    shown["as_at"] = json!(as_at);
    shown["position"] = json!(position);
    shown["disclaimer"] = json!(DISCLAIMER);
    Ok(shown)
}

/// An entry as it was known at a position, with its name unless that is erased by now.
fn listed_as_at(
    office: &QueryHandle,
    views: &Reading<'_>,
    entry_no: EntryNo,
    position: u64,
) -> Result<Arc<Listed>, QueryError> {
    let unknown = || QueryError::NotFound(format!("no entry {entry_no} is known at {position}"));
    if position == views.cursor().position {
        let catalogue = office.catalogue(views)?;
        return catalogue.find(entry_no).map(Arc::clone).ok_or_else(unknown);
    }
    let row = views.entry_as_at(entry_no, position)?.ok_or_else(unknown)?;
    let erasure = views.erasure(entry_no).cloned();
    Ok(Arc::new(Listed::open(
        entry_no,
        row,
        office.keyring(),
        erasure,
    )))
}

/// Whether parties may be pointed to a mediator, and why (R35).
pub(super) fn check(views: &Views, query: &Query) -> Result<Value, QueryError> {
    let Query::Eligibility {
        entry_no,
        on,
        category,
        language,
    } = query
    else {
        return Err(QueryError::Malformed("this asks for no verdict".to_owned()));
    };
    let row = views.entry(*entry_no)?.ok_or_else(|| {
        QueryError::NotFound(format!(
            "there is no entry {entry_no} in the federal register"
        ))
    })?;
    let reference = views.sources().reference();
    let court = keeper(reference, *entry_no, &row, *on);
    let head = views.sources().head(Source::Court(court));
    let asked = Asked {
        on: *on,
        category: *category,
        language: *language,
        coordinates_at: reference.coordinates_at(row.entry.person, *on),
        silent_days: head.map(|head| (*on - head.time.date_naive()).num_days().max(0)),
    };
    let told = eligibility(&row.entry, &asked);
    let mut answer = json!(told);
    answer["entry_no"] = json!(entry_no);
    answer["federal_no"] = json!(reference.person(row.entry.person).federal_no());
    answer["court"] = json!(court);
    answer["as_of"] = json!(on);
    answer["position"] = json!(views.cursor().position);
    answer["source_events"] = json!(row.events);
    answer["disclaimer"] = json!(DISCLAIMER);
    Ok(answer)
}
