//! Questions to the law's arithmetic, answered with each step and where it stands in the law.
//!
//! The same answer for the command line, the API and the pages: nobody else counts.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use chrono_tz::Tz;
use serde::Serialize;

use crate::application::decide_by;
use crate::calendar::{add_days, civil_date};
use crate::channel::{Channel, Decider};
use crate::codes::RulesetId;
use crate::entry::suspended_to;
use crate::reference::Reference;
use crate::rejection::Rejection;
use crate::ruleset::Ruleset;

mod procedure;
mod step;

pub use step::{Reasoned, Step};

/// Where instants and days stand in the law.
const OF_INSTANTS: &str = "Civil Code art 176";

/// What is asked, and by which ruleset: by the one in force on the day of the act, if none is
/// named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// What is asked.
    pub about: About,
    /// The ruleset.
    pub ruleset: Option<RulesetId>,
}

/// What the law counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum About {
    /// The term of a procedure.
    Procedure(Procedure),
    /// The last day of a suspension that begins on a day.
    Suspension(NaiveDate),
    /// The last day to answer an offer made on a day.
    Offer(NaiveDate),
    /// The last day to decide an application handed in on a day.
    Application(NaiveDate),
    /// Until when an entry valid to a day may be renewed.
    Validity(NaiveDate),
    /// The civil date of an instant in a zone.
    Instant(DateTime<Utc>, Tz),
}

/// A procedure as far as its term depends on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Procedure {
    /// The day the mediation agreement was concluded.
    pub agreement_on: NaiveDate,
    /// Where the dispute stands.
    pub channel: Channel,
    /// Extensions, in their order.
    pub extensions: Vec<Asked>,
    /// The day the extensions were recorded, if later than decided.
    pub recorded_on: Option<NaiveDate>,
    /// The deadline the authority set last.
    pub procedural_deadline: Option<NaiveDate>,
    /// The dispute, if the agreement was made before it arose.
    pub arisen: Option<Arisen>,
}

/// A dispute that arose after the agreement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arisen {
    /// The day the dispute arose.
    pub arose_on: NaiveDate,
    /// The day its procedure started.
    pub started_on: NaiveDate,
}

/// An extension as people write it: `DAYS@DATE`, `DAYS@DATE:PARTIES` or `DAYS@DATE:COURT`.
///
/// ```
/// use medreg_domain::reckoning::Asked;
/// let asked: Asked = "20@2025-02-20:PARTIES".parse()?;
/// assert_eq!(asked.days, 20);
/// assert!("20@yesterday".parse::<Asked>().is_err());
/// # Ok::<(), medreg_domain::reckoning::AskedError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Days to add.
    pub days: u16,
    /// The civil date of the decision.
    pub decided_on: NaiveDate,
    /// Who decided; whoever the ruleset lets, if nobody is named.
    pub decided_by: Option<Decider>,
}

/// The text is not an extension.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not DAYS@DATE or DAYS@DATE:PARTIES or DAYS@DATE:COURT")]
pub struct AskedError(String);

impl FromStr for Asked {
    type Err = AskedError;

    fn from_str(text: &str) -> Result<Self, AskedError> {
        let wrong = || AskedError(text.chars().take(64).collect());
        let (days, rest) = text.split_once('@').ok_or_else(wrong)?;
        let (date, who) = rest
            .split_once(':')
            .map_or((rest, None), |(date, who)| (date, Some(who)));
        Ok(Self {
            days: days.parse().map_err(|_| wrong())?,
            decided_on: date.parse().map_err(|_| wrong())?,
            decided_by: who
                .map(|who| who.parse().map_err(|_| wrong()))
                .transpose()?,
        })
    }
}

impl fmt::Display for Asked {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}@{}", self.days, self.decided_on)?;
        match self.decided_by {
            Some(decided_by) => write!(out, ":{decided_by}"),
            None => Ok(()),
        }
    }
}

/// An answer, as programs read it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Answer {
    /// The ruleset it is counted by; none for a civil date.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ruleset: Option<RulesetId>,
    /// The dates.
    #[serde(flatten)]
    pub dates: Dates,
    /// How they are counted.
    pub steps: Vec<Reasoned>,
}

/// The dates of an answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Dates {
    /// Of a procedure.
    Procedure(ProcedureDates),
    /// Of a suspension.
    Suspension {
        /// Its first day.
        from: NaiveDate,
        /// Its last day.
        to: NaiveDate,
        /// The first day after it.
        active_from: NaiveDate,
    },
    /// Of an offer.
    Offer {
        /// The day it was made.
        offered_on: NaiveDate,
        /// The last day to answer it.
        answer_by: NaiveDate,
    },
    /// Of an application.
    Application {
        /// The day it was handed in.
        applied_on: NaiveDate,
        /// The last day to decide it.
        decide_by: NaiveDate,
    },
    /// Of an entry's validity.
    Validity {
        /// Its last day.
        valid_to: NaiveDate,
        /// The last day to ask for renewal, where entries are renewed each year.
        renew_by: Option<NaiveDate>,
        /// The first day on which it no longer stands.
        lapses_on: NaiveDate,
    },
    /// Of an instant.
    Instant {
        /// The instant.
        recorded_at: DateTime<Utc>,
        /// The zone.
        zone: &'static str,
        /// The day there.
        civil_date: NaiveDate,
    },
}

/// The dates of a procedure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ProcedureDates {
    /// Where the dispute stands.
    pub channel: Channel,
    /// The day of the agreement.
    pub agreement_on: NaiveDate,
    /// The first last day, as counted.
    pub due_on_raw: NaiveDate,
    /// The first last day, moved to a working day.
    pub due_on: NaiveDate,
    /// The day extensions can reach, as counted.
    pub cap_on_raw: NaiveDate,
    /// The day extensions can reach, moved to a working day.
    pub cap_on: NaiveDate,
    /// The extensions, each with the last day that follows from it.
    pub extensions: Vec<Extended>,
    /// What is noted of the procedure, such as `LATE_RECORDED`.
    pub flags: Vec<&'static str>,
    /// The last day to which enforcement may rest.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enforcement_suspended_to: Option<NaiveDate>,
}

impl ProcedureDates {
    /// The last day that holds after every extension.
    pub fn current(&self) -> NaiveDate {
        let last = self.extensions.last();
        last.map_or(self.due_on, |extended| extended.new_due_on)
    }
}

/// An extension with what follows from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Extended {
    /// Days added.
    pub days: u16,
    /// The civil date of the decision.
    pub decided_on: NaiveDate,
    /// Who decided.
    pub decided_by: Decider,
    /// The new last day, as counted.
    pub new_due_on_raw: NaiveDate,
    /// The new last day, moved to a working day.
    pub new_due_on: NaiveDate,
}

/// Why a question gets no date: the rule that says no, and what was counted up to there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// The rule.
    pub rejection: Rejection,
    /// The extension it says no to, counted from 0.
    pub extension: Option<usize>,
    /// What was counted before.
    pub steps: Vec<Reasoned>,
}

impl From<Rejection> for Refused {
    fn from(rejection: Rejection) -> Self {
        Self {
            rejection,
            extension: None,
            steps: Vec::new(),
        }
    }
}

impl Question {
    /// The answer by these facts.
    pub fn reckon(&self, reference: &Reference) -> Result<Answer, Refused> {
        let law = |day: NaiveDate| self.law(reference, day);
        let answer = match &self.about {
            About::Procedure(procedure) => return procedure.reckon(self, reference),
            About::Suspension(from) => suspension(law(*from)?, *from),
            About::Offer(offered_on) => offer(law(*offered_on)?, *offered_on),
            About::Application(applied_on) => application(law(*applied_on)?, *applied_on),
            About::Validity(valid_to) => validity(law(*valid_to)?, *valid_to),
            About::Instant(instant, zone) => civil(*instant, *zone),
        };
        Ok(answer)
    }

    /// The ruleset named, else the one in force on the day of the act.
    fn law<'a>(&self, reference: &'a Reference, day: NaiveDate) -> Result<&'a Ruleset, Rejection> {
        match self.ruleset {
            Some(id) => reference.rulesets.named(id),
            None => reference.rulesets.in_force(day),
        }
    }
}

fn suspension(law: &Ruleset, from: NaiveDate) -> Answer {
    let to = suspended_to(from, law.parameters.suspension_months);
    let active_from = add_days(to, 1);
    let step = Step::Suspension {
        from,
        to,
        active_from,
    };
    let dates = Dates::Suspension {
        from,
        to,
        active_from,
    };
    by(law, dates, step, "suspension_months")
}

fn offer(law: &Ruleset, offered_on: NaiveDate) -> Answer {
    let answer_by = add_days(offered_on, law.parameters.offer_answer_days);
    let step = Step::Offer {
        offered_on,
        answer_by,
    };
    let dates = Dates::Offer {
        offered_on,
        answer_by,
    };
    by(law, dates, step, "offer_answer_days")
}

fn application(law: &Ruleset, applied_on: NaiveDate) -> Answer {
    let decide_by = decide_by(applied_on, law);
    let step = Step::Application {
        applied_on,
        decide_by,
    };
    let dates = Dates::Application {
        applied_on,
        decide_by,
    };
    by(law, dates, step, "refusal_days")
}

fn validity(law: &Ruleset, valid_to: NaiveDate) -> Answer {
    let lapses_on = add_days(valid_to, 1);
    let deadline = law.parameters.annual_renewal_deadline;
    let renew_by = deadline.map(|deadline| deadline.in_year(valid_to.year()));
    let step = match renew_by {
        Some(renew_by) => Step::Renewal {
            renew_by,
            lapses_on,
        },
        None => Step::Validity {
            valid_to,
            lapses_on,
        },
    };
    let dates = Dates::Validity {
        valid_to,
        renew_by,
        lapses_on,
    };
    by(law, dates, step, "annual_renewal_deadline")
}

fn civil(recorded_at: DateTime<Utc>, zone: Tz) -> Answer {
    let civil_date = civil_date(recorded_at, zone);
    let zone = zone.name();
    let step = Step::CivilDate {
        recorded_at,
        zone,
        civil_date,
    };
    let dates = Dates::Instant {
        recorded_at,
        zone,
        civil_date,
    };
    Answer {
        ruleset: None,
        dates,
        steps: vec![step.by(OF_INSTANTS)],
    }
}

/// An answer of one step, which rests on one parameter.
fn by(law: &Ruleset, dates: Dates, step: Step, parameter: &str) -> Answer {
    Answer {
        ruleset: Some(law.ruleset),
        dates,
        steps: vec![step.by(law.citation(parameter))],
    }
}

#[cfg(test)]
mod tests;
