//! Steps of the arithmetic: each a code with its values, so that any language can say it.

use std::fmt;

use chrono::{DateTime, NaiveDate, Utc};
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use strum::IntoStaticStr;

use crate::channel::Decider;
use crate::term::Due;

/// One step. Its text is English; other languages say it by its code and values.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, IntoStaticStr)]
#[serde(untagged)]
#[strum(serialize_all = "snake_case")]
pub enum Step {
    /// The first term, from the day the clock started.
    Base {
        /// The day the clock started.
        start: NaiveDate,
        /// Days of the term.
        days: u16,
        /// The last day.
        due: Due,
    },
    /// The term is the authority's deadline.
    Deadline {
        /// The deadline.
        due: Due,
    },
    /// The last day that extensions can reach.
    Cap {
        /// Days in aggregate.
        days: u16,
        /// The last day.
        due: Due,
    },
    /// An extension.
    Extension {
        /// The last day before it, as counted.
        from: NaiveDate,
        /// Days added.
        days: u16,
        /// The civil date of the decision.
        decided_on: NaiveDate,
        /// Who decided.
        decided_by: Decider,
        /// The new last day.
        due: Due,
    },
    /// Enforcement rests.
    Enforcement {
        /// The last day to which it may.
        until: NaiveDate,
    },
    /// A suspension.
    Suspension {
        /// Its first day.
        from: NaiveDate,
        /// Its last day.
        to: NaiveDate,
        /// The first day after it.
        active_from: NaiveDate,
    },
    /// An offer without an answer.
    Offer {
        /// The day it was made.
        offered_on: NaiveDate,
        /// The last day to answer it.
        answer_by: NaiveDate,
    },
    /// An application.
    Application {
        /// The day it was handed in.
        applied_on: NaiveDate,
        /// The last day to decide it.
        decide_by: NaiveDate,
    },
    /// An entry that is renewed each year.
    Renewal {
        /// The last day to ask for renewal.
        renew_by: NaiveDate,
        /// The day it is excluded without.
        lapses_on: NaiveDate,
    },
    /// An entry that is valid to a day.
    Validity {
        /// The last day.
        valid_to: NaiveDate,
        /// The first day on which it no longer stands.
        lapses_on: NaiveDate,
    },
    /// The civil date of an instant.
    CivilDate {
        /// The instant.
        recorded_at: DateTime<Utc>,
        /// The zone.
        zone: &'static str,
        /// The day there.
        civil_date: NaiveDate,
    },
}

/// A step with where it stands in the law.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reasoned {
    /// The step.
    pub step: Step,
    /// Where it stands in the law.
    pub article: String,
}

impl Step {
    /// Its code, such as `base`.
    pub fn code(&self) -> &'static str {
        self.into()
    }

    /// The step with where it stands in the law.
    pub(super) fn by(self, article: &str) -> Reasoned {
        Reasoned {
            step: self,
            article: article.to_owned(),
        }
    }
}

impl fmt::Display for Step {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Base { start, days, due } => {
                write!(out, "{start} + {days} days = {}", Rolled(due))
            }
            Self::Deadline { due } => {
                let due = Rolled(due);
                write!(out, "the term ends with the procedural deadline, {due}")
            }
            Self::Cap { days, due } => {
                let due = Rolled(due);
                write!(out, "extensions can reach {due} ({days} days in aggregate)")
            }
            Self::Extension {
                from,
                days,
                decided_on,
                decided_by,
                due,
            } => write!(
                out,
                "{from} + {days} days, decided on {decided_on} by {decided_by} = {}",
                Rolled(due)
            ),
            Self::Enforcement { until } => {
                write!(out, "enforcement rests until {until} at most")
            }
            Self::Suspension {
                from,
                to,
                active_from,
            } => write!(
                out,
                "suspended from {from} to {to}, active again from {active_from}"
            ),
            Self::Offer {
                offered_on,
                answer_by,
            } => write!(
                out,
                "an offer of {offered_on} without an answer is refused at the end of {answer_by}"
            ),
            Self::Application {
                applied_on,
                decide_by,
            } => write!(
                out,
                "an application of {applied_on} is decided by {decide_by}"
            ),
            Self::Renewal {
                renew_by,
                lapses_on,
            } => write!(
                out,
                "without a request by {renew_by} the entry is excluded from {lapses_on}"
            ),
            Self::Validity {
                valid_to,
                lapses_on,
            } => write!(
                out,
                "valid to {valid_to}; without renewal the entry has lapsed on {lapses_on}"
            ),
            Self::CivilDate {
                recorded_at,
                zone,
                civil_date,
            } => write!(out, "{recorded_at} is {civil_date} in {zone}"),
        }
    }
}

/// A last day, and where it was moved to.
struct Rolled<'a>(&'a Due);

impl fmt::Display for Rolled<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Due { raw, rolled } = self.0;
        write!(out, "{raw}")?;
        if raw != rolled {
            write!(out, ", no working day, so {rolled}")?;
        }
        Ok(())
    }
}

/// `{"text", "article", "code", "values"}`.
impl Serialize for Reasoned {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(Some(4))?;
        map.serialize_entry("text", &self.step.to_string())?;
        map.serialize_entry("article", &self.article)?;
        map.serialize_entry("code", self.step.code())?;
        map.serialize_entry("values", &self.step)?;
        map.end()
    }
}
