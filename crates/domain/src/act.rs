//! The circumstances of an act: who acts, where, on which day, under which facts.

use chrono::NaiveDate;

use crate::codes::OfficeId;
use crate::court_code::CourtCode;
use crate::reference::Reference;
use crate::rejection::{Code, Rejection, ensure};
use crate::ruleset::Ruleset;
use crate::term::Law;

/// What every decision needs besides the command and the state.
#[derive(Clone, Copy, Debug)]
pub struct Act<'a> {
    /// The court that acts.
    pub court: CourtCode,
    /// The office that signs.
    pub office: OfficeId,
    /// The civil date of the act.
    pub on: NaiveDate,
    /// The civil date it is recorded on, in the court's zone.
    pub recorded_on: NaiveDate,
    /// The facts the court knows.
    pub reference: &'a Reference,
}

impl<'a> Act<'a> {
    /// The ruleset in force on the day of the act.
    pub fn ruleset(&self) -> Result<&'a Ruleset, Rejection> {
        self.reference.rulesets.in_force(self.on)
    }

    /// The law of a day, with the calendar.
    pub fn law_on(&self, day: NaiveDate) -> Result<Law<'a>, Rejection> {
        let ruleset = self.reference.rulesets.in_force(day)?;
        Ok(Law {
            ruleset,
            calendar: &self.reference.calendar,
        })
    }

    /// Refuses an act of a day that has not come, or by an office that is not held.
    pub(crate) fn ensure_allowed(&self) -> Result<(), Rejection> {
        ensure(self.on <= self.recorded_on, Code::DateInFuture, || {
            format!(
                "the act is dated {} but today is {}",
                self.on, self.recorded_on
            )
        })?;
        self.reference
            .ensure_in_office(self.court, self.office, self.on)
    }

    /// Refuses a new matter at a court that has not begun or has ended on the day.
    pub(crate) fn ensure_court_sits(&self) -> Result<(), Rejection> {
        let court = self.reference.court(self.court)?;
        let successors: Vec<String> = court.successors.iter().map(ToString::to_string).collect();
        ensure(
            court.valid_to.is_none_or(|ended_on| self.on <= ended_on),
            Code::WrongCourt,
            || {
                let (court, on) = (self.court, self.on);
                format!(
                    "court {court} has ended before {on}: turn to {}",
                    successors.join(", ")
                )
            },
        )?;
        ensure(
            court.valid_from.is_none_or(|began_on| began_on <= self.on),
            Code::WrongCourt,
            || format!("court {} has not begun on {}", self.court, self.on),
        )
    }
}
