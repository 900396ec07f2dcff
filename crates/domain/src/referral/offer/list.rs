//! How a list of mediators was made is a claim the docket can check: all, fitting, next in turn.

use std::collections::BTreeSet;

use crate::act::Act;
use crate::codes::CategoryCode;
use crate::command::bounds::LIST_MAX;
use crate::docket::Docket;
use crate::entry::wrong_state;
use crate::numbers::EntryNo;
use crate::referral::ensure_may_mediate;
use crate::rejection::{Code, Rejection, ensure};

/// A list of all holds every mediator who may mediate on the day, as far as a list goes.
pub(super) fn ensure_complete(
    docket: &Docket,
    act: &Act<'_>,
    listed: &[EntryNo],
) -> Result<(), Rejection> {
    let listed: BTreeSet<&EntryNo> = listed.iter().collect();
    let kept = docket.entries.iter().filter(|(entry_no, entry)| {
        let kept = act.ensure_keeps(entry_no.court(), entry.transferred_to);
        kept.is_ok()
    });
    let may = kept.filter(|(entry_no, _)| ensure_may_mediate(docket, act, **entry_no).is_ok());
    let due = may.count().min(LIST_MAX);
    let missing = due.saturating_sub(listed.len());
    ensure(missing == 0, Code::ShortlistTooShort, || {
        let on = act.on;
        format!("a list of ALL names {due} mediators on {on}: {missing} of them are missing")
    })
}

/// A filtered list holds mediators of the dispute's category, or of every one.
pub(super) fn ensure_fitting(
    docket: &Docket,
    listed: &[EntryNo],
    category: CategoryCode,
) -> Result<(), Rejection> {
    for entry_no in listed {
        let categories = &docket.entry(*entry_no)?.categories;
        let fits = categories.is_empty()
            || categories
                .iter()
                .any(|known| known.is_in_line_with(&category));
        ensure(fits, Code::WrongState, || {
            format!("entry {entry_no} does not cover {category}: a FILTERED list leaves it out")
        })?;
    }
    Ok(())
}

/// A list in rotation does not begin with the mediator the last one began with, unless there
/// is no other on it.
pub(super) fn ensure_rotated(docket: &Docket, listed: &[EntryNo]) -> Result<(), Rejection> {
    let Some(first) = listed.first() else {
        return Ok(());
    };
    let alone = listed.iter().all(|entry_no| entry_no == first);
    if alone || docket.rotated != Some(*first) {
        return Ok(());
    }
    Err(wrong_state(format!(
        "the last list in ROTATION began with {first} too: begin with the next in turn"
    )))
}

#[cfg(test)]
mod tests;
