//! Worked examples of a ruleset's deadlines: computed, never written down.

use chrono::{Datelike, NaiveDate};
use medreg_domain::reckoning::{About, Asked, Procedure, Question, Step};
use medreg_domain::reference::Reference;
use medreg_domain::ruleset::Ruleset;
use medreg_domain::{Channel, RulesetId};

/// Who is asked for examples: a ruleset, for days of the first whole year it applies in.
#[derive(Clone, Copy, Debug)]
pub(super) struct Examples<'a> {
    reference: &'a Reference,
    ruleset: RulesetId,
    extension_days: u16,
    year: i32,
}

impl<'a> Examples<'a> {
    /// Examples of a ruleset; of one without dates, in this year.
    pub(super) fn of(reference: &'a Reference, ruleset: &Ruleset, today: NaiveDate) -> Self {
        let begins = ruleset.effective_from.map(|from| match from.ordinal() {
            1 => from.year(),
            _ => from.year().saturating_add(1),
        });
        Self {
            reference,
            ruleset: ruleset.ruleset,
            extension_days: ruleset.parameters.extension_days,
            year: begins.unwrap_or(today.year()),
        }
    }

    /// The example of a parameter; none where no calendar says which days are worked.
    pub(super) fn step(&self, parameter: &str) -> Option<Step> {
        let (january, march) = (self.day(1, 31)?, self.day(3, 3)?);
        let (about, code) = match parameter {
            "base_days" => (self.procedure(Channel::OutOfCourt, january, false)?, "base"),
            "extension_days" => (
                self.procedure(Channel::OutOfCourt, january, true)?,
                "extension",
            ),
            "cap_days" => (self.procedure(Channel::OutOfCourt, january, false)?, "cap"),
            "criminal_term" => (self.procedure(Channel::Criminal, march, false)?, "deadline"),
            "enforcement_suspension_days" => (
                self.procedure(Channel::Enforcement, march, false)?,
                "enforcement",
            ),
            "offer_answer_days" => (About::Offer(march), "offer"),
            "refusal_days" => (About::Application(march), "application"),
            "suspension_months" => (About::Suspension(self.day(8, 31)?), "suspension"),
            "annual_renewal_deadline" => (About::Validity(self.day(12, 31)?), "renewal"),
            _ => return None,
        };
        let question = Question {
            about,
            ruleset: Some(self.ruleset),
        };
        let steps = question.reckon(self.reference).ok()?.steps;
        let mut steps = steps.into_iter().map(|reasoned| reasoned.step);
        steps.find(|step| step.code() == code)
    }

    fn day(&self, month: u32, day: u32) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(self.year, month, day)
    }

    fn procedure(
        &self,
        channel: Channel,
        agreement_on: NaiveDate,
        is_extended: bool,
    ) -> Option<About> {
        let asked = Asked {
            days: self.extension_days,
            decided_on: self.day(2, 20)?,
            decided_by: None,
        };
        Some(About::Procedure(Procedure {
            agreement_on,
            channel,
            extensions: if is_extended { vec![asked] } else { Vec::new() },
            recorded_on: None,
            procedural_deadline: self.day(5, 15),
            arisen: None,
        }))
    }
}
