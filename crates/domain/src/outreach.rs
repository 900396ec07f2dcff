//! What a court offers before any dispute is referred: reconciliation rooms, information,
//! contacts (R6, R17, R26). Consultations stand with the referrals they may lead to.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::act::Act;
use crate::codes::RoomId;
use crate::docket::Docket;
use crate::rejection::{Code, Rejection, ensure};

pub mod command;
pub mod event;

use command::OutreachCommand;
use event::{OutreachEvent, Slot};

/// A court's rooms: for each, the days it was open, the last without an end while it is.
///
/// A period's second day is the first one without the room.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rooms(pub BTreeMap<RoomId, Vec<(NaiveDate, Option<NaiveDate>)>>);

impl Rooms {
    /// The rooms that are open on a day.
    pub fn open_on(&self, day: NaiveDate) -> impl Iterator<Item = RoomId> {
        self.0
            .keys()
            .copied()
            .filter(move |room| self.is_open(*room, day))
    }

    /// True if the room is open on the day.
    pub fn is_open(&self, room: RoomId, day: NaiveDate) -> bool {
        let periods = self.0.get(&room).into_iter().flatten();
        let mut covering =
            periods.filter(|(from, to)| *from <= day && to.is_none_or(|to| day < to));
        covering.next().is_some()
    }

    /// Refuses a room that is not one of this court, or not open on the day (R17).
    pub(crate) fn ensure_open(&self, room: RoomId, day: NaiveDate) -> Result<(), Rejection> {
        ensure(self.is_open(room, day), Code::RoomUnknown, || {
            let open: Vec<String> = self.open_on(day).map(|room| room.to_string()).collect();
            if open.is_empty() {
                format!("room {room} is not open here on {day}, nor is any other: open it first")
            } else {
                let open = open.join(", ");
                format!("room {room} is not open here on {day}: open are {open}")
            }
        })
    }

    /// Takes an event over. Never fails: what was recorded happened.
    pub fn evolve(&mut self, event: &OutreachEvent) {
        match event {
            OutreachEvent::RoomOpened { room, on, .. } => {
                let periods = self.0.entry(*room).or_default();
                if !periods.contains(&(*on, None)) {
                    periods.push((*on, None));
                }
            }
            OutreachEvent::RoomClosed { room, on } => {
                for (from, to) in self.0.get_mut(room).into_iter().flatten() {
                    if to.is_none() && *from <= *on {
                        *to = Some(*on);
                    }
                }
            }
            OutreachEvent::InformationProvided { .. } | OutreachEvent::ContactLogged { .. } => {}
        }
    }
}

/// Decides what concerns rooms, information and contacts.
pub(crate) fn decide(
    docket: &Docket,
    act: &Act<'_>,
    command: OutreachCommand,
) -> Result<Vec<OutreachEvent>, Rejection> {
    use OutreachCommand as C;
    let on = act.on;
    let event = match command {
        C::OpenRoom { room, hours } => {
            act.ensure_court_sits()?;
            ensure_closed(&docket.rooms, room, on)?;
            ensure_hours(&hours)?;
            OutreachEvent::RoomOpened { room, hours, on }
        }
        C::CloseRoom { room } => {
            docket.rooms.ensure_open(room, on)?;
            ensure_last_period(&docket.rooms, room, on)?;
            OutreachEvent::RoomClosed { room, on }
        }
        C::ProvideInformation {
            channel,
            category,
            language,
            count,
            note,
        } => {
            ensure_no_note(note.as_deref())?;
            act.reference.ensure_language(language)?;
            if let Some(category) = category {
                act.reference.ensure_category(category)?;
            }
            OutreachEvent::InformationProvided {
                on,
                channel,
                category,
                language,
                count,
            }
        }
        C::LogContact {
            with,
            topic,
            answered_on,
            note,
        } => {
            ensure_no_note(note.as_deref())?;
            ensure_answer(act, answered_on)?;
            OutreachEvent::ContactLogged {
                on,
                with,
                topic,
                answered_on,
            }
        }
    };
    Ok(vec![event])
}

/// Refuses to open a room that is open on the day or on a later one.
fn ensure_closed(rooms: &Rooms, room: RoomId, day: NaiveDate) -> Result<(), Rejection> {
    let periods = rooms.0.get(&room).into_iter().flatten();
    let mut open = periods.filter(|(_, to)| to.is_none_or(|to| day < to));
    match open.next() {
        Some((from, _)) => {
            let detail =
                format!("room {room} is open from {from} already: close it to state other hours");
            Err(Rejection::new(Code::AlreadyExists, detail))
        }
        None => Ok(()),
    }
}

/// Refuses to close a room on a day of a period that has its end already.
fn ensure_last_period(rooms: &Rooms, room: RoomId, day: NaiveDate) -> Result<(), Rejection> {
    let periods = rooms.0.get(&room).into_iter().flatten();
    let mut open = periods.filter(|(from, to)| to.is_none() && *from <= day);
    ensure(open.next().is_some(), Code::RoomUnknown, || {
        format!("room {room} was closed again after {day} already")
    })
}

/// Refuses hours that are none: a day outside the week, an end before the start, two at once.
fn ensure_hours(hours: &[Slot]) -> Result<(), Rejection> {
    for slot in hours {
        let Slot { weekday, from, to } = slot;
        ensure((1..=7).contains(weekday), Code::DateOrder, || {
            format!("a day of the week is 1 (Monday) to 7 (Sunday), not {weekday}")
        })?;
        ensure(from < to, Code::DateOrder, || {
            format!("hours from {from} to {to} on day {weekday} end before they begin")
        })?;
    }
    let mut sorted: Vec<&Slot> = hours.iter().collect();
    sorted.sort_by_key(|slot| (slot.weekday, slot.from));
    for (earlier, later) in sorted.iter().zip(sorted.iter().skip(1)) {
        let apart = earlier.weekday != later.weekday || earlier.to <= later.from;
        ensure(apart, Code::DateOrder, || {
            format!(
                "hours from {} and from {} on day {} overlap: state them as one",
                earlier.from, later.from, later.weekday
            )
        })?;
    }
    Ok(())
}

/// What is counted in public names nobody (R6, R26): a note may, so none enters an event.
fn ensure_no_note(note: Option<&str>) -> Result<(), Rejection> {
    ensure(note.is_none(), Code::PiiInPublicEvent, || {
        "a note may name people: leave it out, what is counted in public names nobody".to_owned()
    })
}

/// Refuses an answer before the contact, or after the day it is recorded on.
fn ensure_answer(act: &Act<'_>, answered_on: Option<NaiveDate>) -> Result<(), Rejection> {
    let Some(answered_on) = answered_on else {
        return Ok(());
    };
    ensure(act.on <= answered_on, Code::DateOrder, || {
        format!(
            "an answer of {answered_on} lies before the contact of {}",
            act.on
        )
    })?;
    ensure(answered_on <= act.recorded_on, Code::DateInFuture, || {
        let today = act.recorded_on;
        format!("an answer of {answered_on} has not come: today is {today}")
    })
}

#[cfg(test)]
mod tests;
