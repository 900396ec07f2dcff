//! One entry with all that its reader may see.

use std::sync::Arc;

use chrono::NaiveDate;
use medreg_domain::EntryNo;
use medreg_domain::reference::Reference;
use medreg_domain::visibility::{Audience, ensure_visible};
use medreg_projections::Reading;
use serde_json::{Value, json};

use super::catalogue::Listed;
use super::shown::{ensure_shown, entry};
use super::{DISCLAIMER, EntryAsked, QueryError, QueryHandle, Sight, as_at};

/// One entry, with what its reader may see of it.
pub(super) fn show(office: &QueryHandle, asked: &EntryAsked) -> Result<Value, QueryError> {
    let sight = asked.seen_by;
    for field in &asked.fields {
        ensure_visible(field, sight.audience)?;
    }
    let views = office.views();
    let position = as_at::position_or_now(&views, asked.as_at)?;
    let listed = listed_as_at(office, &views, asked.entry_no, position)?;
    let mut shown = whole(views.sources().reference(), &listed, asked.as_of, sight)?;
    if let Some(shown) = shown.as_object_mut().filter(|_| !asked.fields.is_empty()) {
        shown.retain(|field, _| asked.fields.contains(field));
    }
    shown["as_of"] = json!(asked.as_of);
    shown["as_at"] = json!(asked.as_at);
    shown["position"] = json!(position);
    shown["disclaimer"] = json!(DISCLAIMER);
    Ok(shown)
}

/// An entry on a day, with all that its reader may see of it.
pub(super) fn whole(
    reference: &Reference,
    listed: &Listed,
    as_of: NaiveDate,
    sight: Sight,
) -> Result<Value, QueryError> {
    ensure_shown(listed, sight)?;
    let mut whole = json!(entry(reference, listed, as_of, sight));
    if sight.audience > Audience::Public {
        for (field, value) in beyond_public(listed, as_of) {
            whole[field] = value;
        }
    }
    // The one place: what the law's table does not let this reader see is not in the answer.
    if let Some(fields) = whole.as_object_mut() {
        fields.retain(|field, _| sight.sees(field));
    }
    Ok(whole)
}

/// The fields of an entry that not everybody may see.
fn beyond_public(listed: &Listed, as_of: NaiveDate) -> [(&'static str, Value); 11] {
    let (row, entry) = (&listed.row, &listed.row.entry);
    let sanctions: Vec<_> = entry.sanctions_shown(as_of).collect();
    [
        ("sanctions", json!(sanctions)),
        ("application_id", json!(entry.application_id)),
        ("person_key", json!(entry.person)),
        ("verification", json!(entry.verification_id)),
        ("training", json!(entry.training_hours)),
        ("quality_reviews", json!(entry.reviews)),
        ("bars", json!(entry.bars)),
        ("fees", json!(row.fee)),
        ("complaints", json!(entry.complaints.len())),
        ("proceedings", json!(entry.proceedings)),
        ("appeals", json!(entry.appeals)),
    ]
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
