//! What corrections make of the events they name (events 4f).

use std::borrow::Cow;
use std::collections::BTreeMap;

use medreg_domain::correction::CorrectionEvent;
use medreg_domain::{Event, EventId};
use medreg_log::{decode, encode, event_type};
use serde_json::{Map, Value};

/// The corrections taken so far, by the event they are about.
#[derive(Clone, Debug, Default)]
pub(crate) struct Corrections(BTreeMap<EventId, Vec<CorrectionEvent>>);

impl Corrections {
    /// Takes a correction over.
    pub(crate) fn take(&mut self, correction: &CorrectionEvent) {
        let target = target_of(correction);
        self.0.entry(target).or_default().push(correction.clone());
    }

    /// The event as it stands corrected; none once it is voided.
    ///
    /// A patch that gives no event, or would move the event to another matter, changes nothing.
    pub(crate) fn corrected<'e>(&self, id: EventId, event: &'e Event) -> Option<Cow<'e, Event>> {
        let mut standing = Cow::Borrowed(event);
        for correction in self.0.get(&id).into_iter().flatten() {
            match correction {
                CorrectionEvent::EventVoided { .. } => return None,
                CorrectionEvent::RecordCorrected { patch, .. } => {
                    if let Some(patched) = patched(&standing, patch) {
                        standing = Cow::Owned(patched);
                    }
                }
            }
        }
        Some(standing)
    }
}

/// The event a correction is about.
pub(crate) fn target_of(correction: &CorrectionEvent) -> EventId {
    match correction {
        CorrectionEvent::RecordCorrected { target_event, .. }
        | CorrectionEvent::EventVoided { target_event, .. } => *target_event,
    }
}

fn patched(event: &Event, patch: &Map<String, Value>) -> Option<Event> {
    if patch.keys().any(|field| is_identity(field)) {
        return None;
    }
    let mut payload: Value = serde_json::from_str(&encode(event).ok()?).ok()?;
    merge(&mut payload, patch);
    decode(&event_type(event), &payload.to_string()).ok()
}

/// Fields that say which matter an event belongs to, or are sealed.
fn is_identity(field: &str) -> bool {
    matches!(
        field,
        "entry_no" | "referral_no" | "person_key" | "personal"
    ) || field.ends_with("_id")
}

/// Merges a patch into a payload by RFC 7396.
fn merge(payload: &mut Value, patch: &Map<String, Value>) {
    if !payload.is_object() {
        *payload = Value::Object(Map::new());
    }
    let Value::Object(fields) = payload else {
        return;
    };
    for (field, value) in patch {
        match value {
            Value::Null => {
                fields.remove(field);
            }
            Value::Object(inner) => merge(fields.entry(field).or_insert(Value::Null), inner),
            Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => {
                fields.insert(field.clone(), value.clone());
            }
        }
    }
}
