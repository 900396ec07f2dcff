//! The last day of an entry, which the law counts: a correction may not state another.

use chrono::NaiveDate;
use serde_json::{Map, Value};

use super::{Place, Target};
use crate::act::Act;
use crate::application::valid_to;
use crate::entry::EntryKind;
use crate::entry::event::EntryEvent;
use crate::entry::renewal::renewal_from;
use crate::event::Event;
use crate::rejection::{Code, Rejection, ensure};

/// Refuses a first or last day of an entry from which the law of the act's day counts another
/// end.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the other events state no validity"
)]
pub(super) fn ensure_by_law(
    act: &Act<'_>,
    (target, place): (&Target<'_>, &Place<'_>),
    next: &EntryEvent,
    patch: &Map<String, Value>,
) -> Result<(), Rejection> {
    if !["valid_from", "valid_to", "kind"]
        .iter()
        .any(|field| patch.contains_key(*field))
    {
        return Ok(());
    }
    let (kind, from, stated) = match next {
        EntryEvent::MediatorRegistered {
            kind,
            valid_from,
            valid_to,
            ..
        } => (*kind, *valid_from, *valid_to),
        EntryEvent::EntryRenewed { valid_to, .. } => {
            let Some((kind, ends_on)) = before(target, place.at) else {
                return Ok(());
            };
            (kind, renewal_from(ends_on, place.on), *valid_to)
        }
        _ => return Ok(()),
    };
    let then = Act {
        on: place.on,
        ..*act
    };
    let by_law = valid_to(&then, then.ruleset()?, kind, from)?;
    ensure(stated == by_law, Code::PatchInvalid, || {
        format!(
            "an entry that begins on {from} ends on {by_law} by the law of {}, not on {stated}",
            place.on
        )
    })
}

/// The kind of the entry and its last day as they stood before an event.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the other events state no validity"
)]
fn before(target: &Target<'_>, at: usize) -> Option<(EntryKind, NaiveDate)> {
    let mut known = None;
    for (id, _, event) in target.stream.iter().take(at) {
        let Some(event) = target.corrections.corrected(*id, event) else {
            continue;
        };
        let Event::Entry(event) = event.as_ref() else {
            continue;
        };
        match event.as_ref() {
            EntryEvent::MediatorRegistered { kind, valid_to, .. } => {
                known = Some((*kind, *valid_to));
            }
            EntryEvent::EntryRenewed { valid_to, .. } => {
                known = known.map(|(kind, _)| (kind, *valid_to));
            }
            _ => {}
        }
    }
    known
}
