//! The circumstances of an act: who acts, where, on which day, under which facts.

use chrono::NaiveDate;

use crate::codes::OfficeId;
use crate::command::Command;
use crate::court_code::CourtCode;
use crate::entry::command::EntryCommand;
use crate::reference::Reference;
use crate::referral::command::ReferralCommand;
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
    /// The ruleset the court acts under on the day of the act (R47).
    pub fn ruleset(&self) -> Result<&'a Ruleset, Rejection> {
        self.reference.ruleset_for(self.court, self.on)
    }

    /// The law of a day at this court, with the calendar.
    pub fn law_on(&self, day: NaiveDate) -> Result<Law<'a>, Rejection> {
        let ruleset = self.reference.ruleset_for(self.court, day)?;
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

    /// Refuses what a court asks for after its end, but for handing over what it keeps and
    /// for putting right what it recorded.
    pub(crate) fn ensure_court_acts(&self, command: &Command) -> Result<(), Rejection> {
        match command {
            Command::Entry(EntryCommand::TransferEntry { .. })
            | Command::Referral(ReferralCommand::TransferReferral { .. })
            | Command::Correction(_) => Ok(()),
            Command::Entry(_) | Command::Referral(_) | Command::Fund(_) | Command::Outreach(_) => {
                self.ensure_not_ended()
            }
        }
    }

    /// Refuses an act on a matter that another court keeps: one with the number of a court
    /// this one has not taken over from, or one that was transferred away.
    pub(crate) fn ensure_keeps(
        &self,
        number_court: CourtCode,
        transferred_to: Option<CourtCode>,
    ) -> Result<(), Rejection> {
        let keeper = transferred_to.unwrap_or(number_court);
        let keeps = keeper == self.court || self.reference.succeeds(keeper, self.court, self.on);
        ensure(keeps, Code::WrongCourt, || {
            let (own, on) = (self.court, self.on);
            format!(
                "the matter bears a number of court {number_court}, and {own} does not keep it \
                 on {on}: {}",
                self.turn_to(keeper)
            )
        })
    }

    /// Refuses to hand a matter over to a court that has not taken over from the one that
    /// keeps it, or that keeps it already.
    pub(crate) fn ensure_may_hand_over(
        &self,
        keeper: CourtCode,
        to_court: CourtCode,
    ) -> Result<(), Rejection> {
        ensure(to_court != keeper, Code::WrongState, || {
            format!("court {to_court} keeps the matter already: it need not be handed over")
        })?;
        let (own, on) = (self.court, self.on);
        let took_over = |from| {
            let successors = self.reference.successors_on(from, on);
            to_court != own && successors.contains(&to_court)
        };
        let may = took_over(own) && took_over(keeper);
        ensure(may, Code::WrongCourt, || {
            format!(
                "court {to_court} has not taken over from {own} by {on}: {}",
                self.turn_to(own)
            )
        })
    }

    /// Refuses a new matter at a court that has not begun or has ended on the day.
    pub(crate) fn ensure_court_sits(&self) -> Result<(), Rejection> {
        self.ensure_not_ended()?;
        let court = self.reference.court(self.court)?;
        ensure(
            court.valid_from.is_none_or(|began_on| began_on <= self.on),
            Code::WrongCourt,
            || format!("court {} has not begun on {}", self.court, self.on),
        )
    }

    fn ensure_not_ended(&self) -> Result<(), Rejection> {
        let court = self.reference.court(self.court)?;
        let sits = court.valid_to.is_none_or(|ended_on| self.on <= ended_on);
        ensure(sits, Code::WrongCourt, || {
            let (court, on) = (self.court, self.on);
            format!(
                "court {court} has ended before {on}: {}",
                self.turn_to(court)
            )
        })
    }

    /// Whom to turn to with a matter of the court on the day of the act.
    fn turn_to(&self, court: CourtCode) -> String {
        let acting = self.reference.successors_on(court, self.on);
        let others = acting.into_iter().filter(|other| *other != self.court);
        let named: Vec<String> = others.map(|other| other.to_string()).collect();
        if named.is_empty() {
            return "no other court has taken over, ask the federal office".to_owned();
        }
        format!("turn to {}", named.join(", "))
    }
}

#[cfg(test)]
mod tests;
