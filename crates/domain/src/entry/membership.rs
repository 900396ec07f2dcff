//! Membership of an organisation of mediators, one at a time (art 13, R31).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::rules::ensure_live;
use super::{Entry, ensure_not_removed, wrong_state};
use crate::act::Act;
use crate::application::ensure_sro;
use crate::codes::{SroId, SroOfficeId};
use crate::docket::Docket;
use crate::entry::event::EntryEvent;
use crate::numbers::EntryNo;
use crate::rejection::{Code, Rejection, ensure};

/// A mediator's membership of an organisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Membership {
    /// The organisation.
    pub sro: SroId,
    /// Its regional office.
    pub office: Option<SroOfficeId>,
    /// First day.
    pub from: NaiveDate,
    /// First day outside it, once it ended.
    pub ended_on: Option<NaiveDate>,
}

impl Entry {
    /// The membership whose end is not recorded.
    pub fn membership(&self) -> Option<&Membership> {
        self.memberships
            .last()
            .filter(|known| known.ended_on.is_none())
    }

    pub(super) fn join(&mut self, sro: SroId, office: Option<SroOfficeId>, from: NaiveDate) {
        self.memberships.push(Membership {
            sro,
            office,
            from,
            ended_on: None,
        });
        self.sro = Some(sro);
    }

    pub(super) fn leave(&mut self, sro: SroId, on: NaiveDate) {
        for known in &mut self.memberships {
            if known.sro == sro && known.ended_on.is_none() {
                known.ended_on = Some(on);
            }
        }
        self.sro = self.membership().map(|known| known.sro);
    }
}

/// Records that the mediator joined an organisation that is active on the day.
pub(super) fn record(
    docket: &Docket,
    act: &Act<'_>,
    entry_no: EntryNo,
    place: (SroId, Option<SroOfficeId>),
) -> Result<Vec<EntryEvent>, Rejection> {
    let (sro, office) = place;
    let entry = docket.entry(entry_no)?;
    ensure_live(entry, entry_no, act.on)?;
    if let Some(known) = entry.membership() {
        let detail = format!(
            "entry {entry_no} belongs to {} since {}: end that membership first",
            known.sro, known.from
        );
        return Err(wrong_state(detail));
    }
    let left_on = entry.memberships.iter().filter_map(|known| known.ended_on);
    let left_on = left_on.max().unwrap_or(act.on);
    ensure(left_on <= act.on, Code::DateOrder, || {
        let on = act.on;
        format!("entry {entry_no} left its organisation on {left_on}: {on} lies before it")
    })?;
    ensure_sro(act, Some(sro))?;
    if let Some(office) = office {
        ensure(
            act.reference.sro_has_office(sro, office),
            Code::SroUnknown,
            || format!("organisation {sro} has no office {office}: name one of its own"),
        )?;
    }
    Ok(vec![EntryEvent::SroMembershipRecorded {
        entry_no,
        sro,
        office,
        from: act.on,
    }])
}

/// Records that the mediator left the organisation.
pub(super) fn end(
    docket: &Docket,
    act: &Act<'_>,
    entry_no: EntryNo,
    sro: SroId,
) -> Result<Vec<EntryEvent>, Rejection> {
    let entry = docket.entry(entry_no)?;
    ensure_not_removed(entry, entry_no, act.on)?;
    let known = entry.membership().filter(|known| known.sro == sro);
    let from = known.map(|known| known.from).ok_or_else(|| {
        let detail = format!("entry {entry_no} does not belong to {sro}: there is nothing to end");
        wrong_state(detail)
    })?;
    ensure(from <= act.on, Code::DateOrder, || {
        let on = act.on;
        format!("entry {entry_no} belongs to {sro} from {from}: {on} lies before it")
    })?;
    Ok(vec![EntryEvent::SroMembershipEnded {
        entry_no,
        sro,
        on: act.on,
    }])
}

#[cfg(test)]
mod tests;
