//! The register: entries that match, one entry, and the judge's question about one.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use medreg_domain::eligibility::{Asked, eligibility};
use medreg_domain::entry::EntryKind;
use medreg_domain::reference::Reference;
use medreg_domain::standing::Standing;
use medreg_domain::visibility::ensure_visible;
use medreg_domain::{CategoryCode, CourtCode, Digest, EntryNo, LanguageCode, RegionCode, Source};
use medreg_log::PersonName;
use medreg_projections::{EntryRow, Erasure, NameIndex, StoreError, Views};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{AsAt, DISCLAIMER, Query, QueryError, as_at};
use crate::federal::Federal;
use crate::federal::keyring::Keyring;

/// Entries in one answer.
const LIMIT_MAX: usize = 200;

/// What entries are looked for by; what is absent does not matter.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Find {
    /// Beginnings of words of the name.
    pub q: Option<String>,
    /// The court.
    pub court: Option<CourtCode>,
    /// The region.
    pub region: Option<RegionCode>,
    /// A category, or one above it.
    pub category: Option<CategoryCode>,
    /// A language.
    pub language: Option<LanguageCode>,
    /// The kind of entry.
    pub kind: Option<EntryKind>,
    /// The standing, such as `ACTIVE`.
    pub standing: Option<String>,
    /// True on this day.
    pub as_of: NaiveDate,
    /// Known then; now if absent.
    pub as_at: Option<AsAt>,
    /// At most so many.
    pub limit: usize,
    /// The entry number after which to go on.
    pub cursor: Option<EntryNo>,
}

/// Names opened so far; nothing of them is on disk.
#[derive(Debug, Default)]
pub struct Names {
    index: NameIndex,
    opened: FxHashMap<(EntryNo, Digest), PersonName>,
    erased: BTreeMap<EntryNo, Erasure>,
    position: Option<u64>,
}

impl Names {
    /// Opens the names of entries that came since the last look.
    pub(super) fn refresh(&mut self, views: &Views, keyring: &Keyring) -> Result<(), StoreError> {
        let position = views.cursor().position;
        if self.position == Some(position) {
            return Ok(());
        }
        for row in views.entries() {
            let (entry_no, row) = row?;
            let personal = &row.entry.personal;
            let key = (entry_no, personal.commitment);
            if !self.opened.contains_key(&key)
                && let Some(person) = keyring.person(personal)
            {
                for name in [&person.name.kk, &person.name.ru, &person.name.latn] {
                    self.index.add(entry_no, name);
                }
                self.opened.insert(key, person.name);
            }
        }
        self.erased.clone_from(views.erasures());
        self.position = Some(position);
        Ok(())
    }

    /// What is erased by now is erased in every past.
    pub(super) fn forget(&mut self, erased: BTreeMap<EntryNo, Erasure>) {
        self.erased = erased;
    }
}

pub(super) fn found(views: &Views, names: &Names, find: &Find) -> Result<Value, QueryError> {
    let by_name = find.q.as_deref().map(|q| names.index.find(q));
    let mut total = 0usize;
    let mut items = Vec::new();
    let mut next = None;
    let limit = find.limit.clamp(1, LIMIT_MAX);
    let reference = views.sources().reference();
    for row in views.entries() {
        let (entry_no, row) = row?;
        let named = by_name
            .as_ref()
            .is_none_or(|numbers| numbers.binary_search(&entry_no).is_ok());
        if !named || !matches(reference, find, entry_no, &row) {
            continue;
        }
        total += 1;
        if find.cursor.is_some_and(|cursor| entry_no <= cursor) {
            continue;
        }
        if items.len() < limit {
            let name = names.opened.get(&(entry_no, row.entry.personal.commitment));
            let mut item = entry(reference, (entry_no, &row), name, find.as_of);
            tell_erasure(&mut item, names.erased.get(&entry_no));
            items.push(item);
            next = Some(entry_no);
        } else {
            // One more is there: the last shown is where to go on.
            let position = views.cursor().position;
            return Ok(list(
                items,
                next,
                total + rest(views, by_name.as_ref(), find, entry_no)?,
                find,
                position,
            ));
        }
    }
    Ok(list(items, None, total, find, views.cursor().position))
}

/// How many more match after an entry.
fn rest(
    views: &Views,
    by_name: Option<&Vec<EntryNo>>,
    find: &Find,
    after: EntryNo,
) -> Result<usize, StoreError> {
    let mut more = 0;
    let reference = views.sources().reference();
    for row in views.entries() {
        let (entry_no, row) = row?;
        let named = by_name.is_none_or(|numbers| numbers.binary_search(&entry_no).is_ok());
        let here = entry_no > after && named;
        more += usize::from(here && matches(reference, find, entry_no, &row));
    }
    Ok(more)
}

fn list(
    items: Vec<Value>,
    next: Option<EntryNo>,
    total: usize,
    find: &Find,
    position: u64,
) -> Value {
    json!({
        "items": items, "next": next, "total": total, "as_of": find.as_of, "as_at": find.as_at,
        "position": position, "disclaimer": DISCLAIMER,
    })
}

fn matches(reference: &Reference, find: &Find, entry_no: EntryNo, row: &EntryRow) -> bool {
    let entry = &row.entry;
    let kept_by = || keeper(reference, entry_no, row, find.as_of);
    let within = |wanted: &CategoryCode| {
        let below = |code: &CategoryCode| {
            code == wanted
                || code
                    .as_str()
                    .strip_prefix(wanted.as_str())
                    .is_some_and(|rest| rest.starts_with('.'))
        };
        entry.categories.iter().any(below)
    };
    let standing = || standing_code(entry.validity.standing(find.as_of));
    find.court
        .is_none_or(|court| entry_no.court() == court || kept_by() == court)
        && find
            .region
            .is_none_or(|region| kept_by().region() == region)
        && find.category.as_ref().is_none_or(within)
        && find
            .language
            .is_none_or(|language| entry.languages.contains(&language))
        && find.kind.is_none_or(|kind| entry.kind == kind)
        && find
            .standing
            .as_ref()
            .is_none_or(|wanted| wanted.eq_ignore_ascii_case(standing()))
}

fn standing_code(standing: Standing) -> &'static str {
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

fn entry(
    reference: &Reference,
    numbered: (EntryNo, &EntryRow),
    name: Option<&PersonName>,
    as_of: NaiveDate,
) -> Value {
    let (entry_no, row) = numbered;
    let entry = &row.entry;
    let standing = entry.validity.standing(as_of);
    let (until, on) = match standing {
        Standing::Suspended { until } => (Some(until), None),
        Standing::Lapsed { on } | Standing::Removed { on } => (None, Some(on)),
        Standing::Active | Standing::NotYet => (None, None),
    };
    json!({
        "entry_no": entry_no,
        "federal_no": reference.person(entry.person).federal_no(),
        "court": keeper(reference, entry_no, row, as_of),
        "name": name,
        "kind": entry.kind,
        "standing": {"code": standing_code(standing), "until": until, "on": on},
        "categories": entry.categories,
        "languages": entry.languages,
        "practice_kato": entry.practice_kato,
        "sro": entry.sro,
        "valid_from": entry.validity.valid_from,
        "valid_to": entry.validity.valid_to(),
        "corrected_on": row.corrected_on,
        "source_events": row.events,
    })
}

/// Says whether the name behind an entry is erased, and since when.
fn tell_erasure(item: &mut Value, erasure: Option<&Erasure>) {
    item["erased"] = json!(erasure.is_some());
    item["erased_on"] = json!(erasure.map(|erasure| erasure.on));
}

/// One entry, with what the audience may see of it.
pub(super) fn show(
    federal: &Federal,
    keyring: &Keyring,
    query: &Query,
) -> Result<Value, QueryError> {
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
    let views = federal.views();
    let position = match as_at {
        Some(as_at) => as_at::position(federal, *as_at)?,
        None => views.cursor().position,
    };
    let row = views.entry_as_at(*entry_no, position)?.ok_or_else(|| {
        QueryError::NotFound(format!("no entry {entry_no} is known at {position}"))
    })?;
    let name = keyring
        .person(&row.entry.personal)
        .map(|person| person.name);
    let reference = views.sources().reference();
    let mut shown = entry(reference, (*entry_no, &row), name.as_ref(), *as_of);
    tell_erasure(&mut shown, views.erasure(*entry_no));
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
