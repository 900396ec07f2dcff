//! Terms of a procedure: due dates, extensions, cap, and the arithmetic told step by step.
//!
//! Raw dates are agreement plus days; rolled dates move off non-working days. Extensions
//! count from raw dates, so that rolling never lengthens the cap (law vectors T1-T19).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::calendar::{Calendar, add_days, days_between};
use crate::channel::{Channel, Decider};
use crate::rejection::{Code, Rejection, ensure};
use crate::ruleset::Ruleset;

/// A last day, as counted and as it falls due on a working day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Due {
    /// As counted.
    pub raw: NaiveDate,
    /// Moved to a working day; acts are in time until its end (Civil Code art 176).
    pub rolled: NaiveDate,
}

impl Due {
    /// True if the day is past, so that the term has run out on it.
    pub fn is_past_on(&self, day: NaiveDate) -> bool {
        self.rolled < day
    }

    /// True if an extension of this last day, decided in time, was recorded only after it had
    /// passed: it counts, and carries the flag `LATE_RECORDED` (vector T13).
    pub fn is_recorded_late(&self, decided_on: NaiveDate, recorded_on: NaiveDate) -> bool {
        !self.is_past_on(decided_on) && self.is_past_on(recorded_on)
    }
}

/// A ruleset with the calendar by which its days are counted.
#[derive(Clone, Copy, Debug)]
pub struct Law<'a> {
    /// The ruleset.
    pub ruleset: &'a Ruleset,
    /// The calendar.
    pub calendar: &'a Calendar,
}

/// The term of one procedure so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Term {
    /// The channel, which decides who may extend.
    pub channel: Channel,
    /// The day the clock started: the agreement, or the start under a pre-dispute agreement.
    pub started_on: NaiveDate,
    /// The current last day.
    pub due: Due,
    /// Days added by extensions so far.
    pub extended_days: u16,
    /// Extensions so far.
    pub extensions: u8,
}

impl Term {
    /// The last day told step by step, such as `2025-01-31 + 30 days = 2025-03-02, moved to the
    /// working day 2025-03-03`.
    pub fn told(&self) -> String {
        let added = i64::from(self.extended_days);
        let base = days_between(self.started_on, self.due.raw).saturating_sub(added);
        let extended = if added > 0 {
            format!(" + {added}")
        } else {
            String::new()
        };
        let Due { raw, rolled } = self.due;
        let moved = if raw == rolled {
            String::new()
        } else {
            format!(", moved to the working day {rolled}")
        };
        let started_on = self.started_on;
        format!("{started_on} + {base}{extended} days = {raw}{moved}")
    }
}

/// A decision to extend.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Extension {
    /// Days to add.
    pub days: u16,
    /// The civil date of the decision.
    pub decided_on: NaiveDate,
    /// Who decided.
    pub decided_by: Decider,
    /// Whether every party agreed.
    pub all_parties: bool,
}

/// An agreement made before the dispute (R46-R48).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PreDispute {
    /// When the agreement was made.
    pub agreement_on: NaiveDate,
    /// When the dispute arose.
    pub arose_on: NaiveDate,
    /// When the procedure of this dispute started.
    pub started_on: NaiveDate,
}

impl Law<'_> {
    /// The last day `days` after `from`, rolled if the ruleset rolls.
    pub fn due(&self, from: NaiveDate, days: u16) -> Result<Due, Rejection> {
        self.roll(add_days(from, days))
    }

    fn roll(&self, raw: NaiveDate) -> Result<Due, Rejection> {
        let rolls = self.ruleset.parameters.roll_non_working;
        let rolled = if rolls { self.calendar.roll(raw)? } else { raw };
        Ok(Due { raw, rolled })
    }

    /// The term of an agreement concluded for a dispute that exists (art 23; R43, R45).
    pub fn conclude(
        &self,
        channel: Channel,
        agreement_on: NaiveDate,
        procedural_deadline: Option<NaiveDate>,
    ) -> Result<Term, Rejection> {
        self.ensure_channel(channel)?;
        let due = if channel.has_procedural_term() {
            let deadline = procedural_deadline.ok_or_else(|| {
                Rejection::new(
                    Code::ProceduralDeadlineRequired,
                    format!(
                        "by {} the term in channel {channel} is the authority's deadline: state it",
                        self.ruleset.source_of("criminal_term"),
                    ),
                )
            })?;
            ensure(agreement_on <= deadline, Code::DateOrder, || {
                format!(
                    "the procedural deadline {deadline} lies before the agreement {agreement_on}"
                )
            })?;
            Due {
                raw: deadline,
                rolled: deadline,
            }
        } else {
            self.due(agreement_on, self.ruleset.parameters.base_days)?
        };
        Ok(Term {
            channel,
            started_on: agreement_on,
            due,
            extended_days: 0,
            extensions: 0,
        })
    }

    /// The term of a procedure under an agreement made before the dispute (R46, R47).
    pub fn start_pre_dispute(
        &self,
        channel: Channel,
        dates: PreDispute,
    ) -> Result<Term, Rejection> {
        self.ensure_channel(channel)?;
        ensure(
            matches!(channel, Channel::OutOfCourt | Channel::Arbitration),
            Code::NewAgreementRequired,
            || {
                format!(
                    "in channel {channel} the parties conclude a new agreement after the dispute arose"
                )
            },
        )?;
        let PreDispute {
            agreement_on,
            arose_on,
            started_on,
        } = dates;
        ensure(
            agreement_on <= arose_on && arose_on <= started_on,
            Code::DateOrder,
            || {
                format!(
                    "agreement {agreement_on}, dispute {arose_on} and start {started_on} must follow each other"
                )
            },
        )?;
        let parameters = &self.ruleset.parameters;
        ensure(
            parameters.pre_dispute_channels.contains(&channel),
            Code::PreDisputeNotAllowed,
            || {
                let days = parameters.base_days;
                format!(
                    "by {} the clock runs from the agreement: {agreement_on} + {days} days = {}, \
                     not from the start on {started_on}: conclude a new agreement",
                    self.ruleset.source_of("pre_dispute_channels"),
                    add_days(agreement_on, days),
                )
            },
        )?;
        let due = self.due(started_on, parameters.base_days)?;
        Ok(Term {
            channel,
            started_on,
            due,
            extended_days: 0,
            extensions: 0,
        })
    }

    /// The last day of a term, the ruleset it is counted by and its article.
    pub fn explained(&self, term: &Term) -> String {
        if term.channel.has_procedural_term() {
            let by = self.ruleset.source_of("criminal_term");
            let due_on = term.due.rolled;
            return format!("by {by} the term is the authority's deadline, {due_on}");
        }
        let by = self.ruleset.source_of("base_days");
        format!("by {by} {}", term.told())
    }

    /// The cap: the last day that extensions can reach.
    pub fn cap(&self, term: &Term) -> Result<Due, Rejection> {
        if term.channel.has_procedural_term() {
            return Ok(term.due);
        }
        self.due(term.started_on, self.ruleset.parameters.cap_days)
    }

    /// The new last day after an extension, or why it may not be (R44, R45).
    pub fn extend(&self, term: &Term, extension: Extension) -> Result<Term, Rejection> {
        self.ensure_extension(term, extension)?;
        self.ensure_in_time(term, extension.decided_on)?;
        let raw = self.extended_raw(term, extension.days)?;
        Ok(Term {
            due: self.roll(raw)?,
            extended_days: term.extended_days.saturating_add(extension.days),
            extensions: term.extensions.saturating_add(1),
            ..*term
        })
    }

    /// Refuses days out of bounds, and whoever may not decide them.
    fn ensure_extension(&self, term: &Term, extension: Extension) -> Result<(), Rejection> {
        let parameters = &self.ruleset.parameters;
        let (channel, days, decider) = (term.channel, extension.days, extension.decided_by);
        ensure(
            !channel.has_procedural_term(),
            Code::CriminalTermFixed,
            || {
                format!(
                    "by {} the term in channel {channel} follows procedural law and ends on {}: \
                     ask the authority to move its deadline",
                    self.ruleset.source_of("criminal_term"),
                    term.due.rolled,
                )
            },
        )?;
        ensure(
            (1..=parameters.extension_days).contains(&days),
            Code::ExtensionDaysInvalid,
            || {
                let most = parameters.extension_days;
                let by = self.ruleset.source_of("extension_days");
                format!("by {by} an extension is 1 to {most} days, not {days}")
            },
        )?;
        let by = self
            .ruleset
            .source_of(&format!("extension_decider.{channel}"));
        let deciders = parameters.extension_decider.get(&channel);
        let deciders = deciders.map_or(&[][..], Vec::as_slice);
        ensure(deciders.contains(&decider), Code::DeciderNotAllowed, || {
            let allowed: Vec<String> = deciders.iter().map(ToString::to_string).collect();
            format!(
                "by {by} an extension in channel {channel} is decided by {}, not by {decider}",
                if allowed.is_empty() {
                    "nobody".to_owned()
                } else {
                    allowed.join(" or ")
                },
            )
        })?;
        ensure(
            decider == Decider::Court || extension.all_parties,
            Code::MutualDecisionMissing,
            || {
                format!(
                    "by {by} an extension by the parties is their mutual decision: \
                     every party must agree"
                )
            },
        )
    }

    /// The raw last day after the extension: from the raw one, at most the raw cap, so that
    /// rolling never lengthens the whole (vectors T2, T12).
    fn extended_raw(&self, term: &Term, days: u16) -> Result<NaiveDate, Rejection> {
        let parameters = &self.ruleset.parameters;
        ensure(
            term.extensions == 0 || parameters.several_extensions_inside_cap,
            Code::AggregateCapExceeded,
            || {
                let by = self.ruleset.source_of("several_extensions_inside_cap");
                format!("by {by} a term is extended once: {}", term.told())
            },
        )?;
        let raw = add_days(term.due.raw, days);
        let cap = add_days(term.started_on, parameters.cap_days);
        ensure(raw <= cap, Code::AggregateCapExceeded, || {
            self.passes_cap(term, days, cap)
        })?;
        Ok(raw)
    }

    /// How far an extension goes past the cap.
    fn passes_cap(&self, term: &Term, days: u16, cap: NaiveDate) -> String {
        let (added, days) = (i64::from(term.extended_days), i64::from(days));
        let base = days_between(term.started_on, term.due.raw).saturating_sub(added);
        let cap_days = i64::from(self.ruleset.parameters.cap_days);
        format!(
            "by {} {}; {} + {cap_days} = cap {cap}; asked {added} + {days} = {} > {}",
            self.ruleset.source_of("cap_days"),
            term.told(),
            term.started_on,
            added.saturating_add(days),
            cap_days.saturating_sub(base),
        )
    }

    /// Refuses a decision before the term began or after it ran out (art 26(1)(5), 176).
    fn ensure_in_time(&self, term: &Term, decided_on: NaiveDate) -> Result<(), Rejection> {
        ensure(decided_on >= term.started_on, Code::DateOrder, || {
            let began = term.started_on;
            format!("the extension of {decided_on} lies before the start of the term on {began}")
        })?;
        let in_time = decided_on <= term.due.rolled;
        ensure(in_time, Code::ExtensionAfterExpiry, || {
            let counted = self.explained(term);
            format!(
                "{counted}, so an extension of {decided_on} is too late: conclude a new agreement"
            )
        })
    }

    fn ensure_channel(&self, channel: Channel) -> Result<(), Rejection> {
        ensure(
            self.ruleset.parameters.channels.contains(&channel),
            Code::ChannelUnknown,
            || {
                let by = self.ruleset.source_of("channels");
                format!("{by} does not know mediation in channel {channel}")
            },
        )
    }
}

#[cfg(test)]
mod tests;
