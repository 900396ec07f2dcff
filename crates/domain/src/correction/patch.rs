//! How a patch changes a payload: by RFC 7396, under the same strict schema as any event.

use chrono::{Datelike, NaiveDate};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::command::bounds::LIST_MAX;
use crate::event::Event;
use crate::rejection::{Code, Rejection, ensure};

/// Characters of a text in a patch: codes, numbers, dates and hashes are shorter, and nothing
/// else may stand in an event of an entry or a referral beside what is sealed.
const TEXT_MAX: usize = 64;

/// The event with the fields of the patch in place of its own (RFC 7396).
///
/// Refused where the patch is empty or changes nothing, where it gives no event of the strict
/// schema, and where it touches what the event is known by: numbers, ids, the person, and the
/// sealed data, which a change of profile replaces.
pub fn patched(event: &Event, patch: &Map<String, Value>) -> Result<Event, Rejection> {
    let name = event.name();
    ensure(!patch.is_empty(), Code::PatchInvalid, || {
        format!("the patch of {name} is empty: state the fields that change")
    })?;
    for (field, value) in patch {
        ensure_field(field, value)?;
    }
    let next = match event {
        Event::Entry(event) => merged(event.as_ref(), name, patch).map(Event::from),
        Event::Referral(event) => merged(event, name, patch).map(Event::Referral),
        Event::Reference(_)
        | Event::Fund(_)
        | Event::Outreach(_)
        | Event::Correction(_)
        | Event::Oversight(_) => Err("only what is about an entry or a referral is".to_owned()),
    };
    let next = next.map_err(|why| {
        let detail = format!("{name} is not corrected: {why}");
        Rejection::new(Code::PatchInvalid, detail)
    })?;
    ensure(next != *event, Code::PatchInvalid, || {
        format!("the patch changes nothing: {name} states these values already")
    })?;
    Ok(next)
}

fn merged<T: Serialize + DeserializeOwned>(
    event: &T,
    name: &str,
    patch: &Map<String, Value>,
) -> Result<T, String> {
    let mut told = serde_json::to_value(event).map_err(|error| error.to_string())?;
    let payload = told.get_mut(name).ok_or("it has no payload")?;
    merge(payload, &Value::Object(patch.clone()));
    serde_json::from_value(told).map_err(|error| error.to_string())
}

/// RFC 7396: what is null goes, objects are merged, all else is replaced.
fn merge(target: &mut Value, patch: &Value) {
    let Value::Object(fields) = patch else {
        target.clone_from(patch);
        return;
    };
    if !target.is_object() {
        *target = Value::Object(Map::new());
    }
    let Value::Object(known) = target else {
        return;
    };
    for (field, value) in fields {
        if value.is_null() {
            known.remove(field);
        } else {
            merge(known.entry(field.as_str()).or_insert(Value::Null), value);
        }
    }
}

/// Refuses what a matter is known by, and what no event can hold.
fn ensure_field(field: &str, value: &Value) -> Result<(), Rejection> {
    let is_identity = field.ends_with("_id")
        || matches!(
            field,
            "entry_no" | "referral_no" | "person_key" | "personal" | "no"
        );
    ensure(!is_identity, Code::PatchInvalid, || {
        format!("`{field}` is what a matter is known by: void the event and state a new fact")
    })?;
    ensure_value(field, value)
}

fn ensure_value(field: &str, value: &Value) -> Result<(), Rejection> {
    match value {
        Value::Null | Value::Bool(_) | Value::Number(_) => Ok(()),
        Value::String(text) => ensure_text(field, text),
        Value::Array(items) => {
            let count = items.len();
            ensure(count <= LIST_MAX, Code::PatchInvalid, || {
                format!("`{field}` has {count} items, and an event holds {LIST_MAX} at most")
            })?;
            items.iter().try_for_each(|item| ensure_value(field, item))
        }
        Value::Object(fields) => fields
            .iter()
            .try_for_each(|(field, value)| ensure_field(field, value)),
    }
}

/// Free text may not enter an event, and dates lie where events can be (R8).
fn ensure_text(field: &str, text: &str) -> Result<(), Rejection> {
    // Beside codes: the characters of base64, for hashes.
    let is_code = |b: u8| b.is_ascii_alphanumeric() || b"-_/.+=".contains(&b);
    let short = !text.is_empty() && text.len() <= TEXT_MAX;
    ensure(
        short && text.bytes().all(is_code),
        Code::ConfidentialContent,
        || format!("the text in `{field}` is no code: free text may not enter an event"),
    )?;
    let in_range = |date: NaiveDate| (2000..=2199).contains(&date.year());
    ensure(
        text.parse().map_or(true, in_range),
        Code::PatchInvalid,
        || format!("`{field}` is {text}: dates lie between 2000-01-01 and 2199-12-31"),
    )
}
