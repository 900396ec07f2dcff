//! What a court offers before any dispute is referred: reconciliation rooms, information,
//! contacts (R6, R17, R26). Consultations stand with the referrals they may lead to.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::act::Act;
use crate::codes::RoomId;
use crate::command::decided_elsewhere;
use crate::docket::Docket;
use crate::rejection::Rejection;

pub mod command;
pub mod event;

use command::OutreachCommand;
use event::OutreachEvent;

/// A court's rooms: for each, the days it was open, the last without an end while it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rooms(pub BTreeMap<RoomId, Vec<(NaiveDate, Option<NaiveDate>)>>);

impl Rooms {
    /// Takes an event over. Never fails: what was recorded happened.
    pub fn evolve(&mut self, _event: &OutreachEvent) {}
}

/// Decides what concerns rooms, information and contacts.
pub(crate) fn decide(
    _docket: &Docket,
    _act: &Act<'_>,
    _command: OutreachCommand,
) -> Result<Vec<OutreachEvent>, Rejection> {
    Err(decided_elsewhere())
}
