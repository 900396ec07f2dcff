//! Rulesets: the parameters of the law by date, each with its citation.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use strum::{IntoStaticStr, VariantArray};

use crate::channel::{Channel, Decider};
use crate::codes::RulesetId;
use crate::entry::EntryKind;
use crate::entry::event::DocumentKind;
use crate::rejection::{Code, Rejection};

/// One state of the law, chosen by the legal date of an act, never by "now".
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ruleset {
    /// Its id, such as `KZ-2021`.
    pub ruleset: RulesetId,
    /// First day in force; none for a proposal that is not law.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effective_from: Option<NaiveDate>,
    /// Last day in force.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effective_to: Option<NaiveDate>,
    /// Whether it is a link of the line in force, or a variant that must be asked for by name.
    pub line: Line,
    /// The parameters.
    pub parameters: Parameters,
    /// Where each parameter stands in the law.
    pub citations: BTreeMap<String, String>,
}

/// Whether a ruleset applies by its dates or only by name.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, IntoStaticStr, VariantArray,
)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[strum(serialize_all = "SCREAMING_SNAKE_CASE")]
pub enum Line {
    /// Applies to acts on its days.
    InForce,
    /// Applies where it is named: a variant reading, or a proposal.
    Variant,
}

/// What a ruleset fixes. Days are calendar days.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Parameters {
    /// The first term, from the agreement.
    pub base_days: u16,
    /// The longest single extension.
    pub extension_days: u16,
    /// Base and extensions together.
    pub cap_days: u16,
    /// Whether a second extension may follow inside the cap.
    pub several_extensions_inside_cap: bool,
    /// Whether a last day that is not a working day moves to the next one.
    pub roll_non_working: bool,
    /// Channels in which an agreement before the dispute counts from the procedure's start.
    pub pre_dispute_channels: Vec<Channel>,
    /// Days to decide an application.
    pub refusal_days: u16,
    /// Months of a suspension.
    pub suspension_months: u16,
    /// Last day of the year to ask for renewal, as `MM-DD`; none where entries need no renewal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub annual_renewal_deadline: Option<MonthDay>,
    /// Age of a professional mediator.
    pub min_age_professional: u32,
    /// Age of a public mediator.
    pub min_age_public: u32,
    /// Days to answer an offer.
    pub offer_answer_days: u16,
    /// Days for which enforcement may be suspended.
    pub enforcement_suspension_days: u16,
    /// Who may extend, by channel; no entry means nobody.
    pub extension_decider: BTreeMap<Channel, Vec<Decider>>,
    /// The channels the law knows.
    pub channels: Vec<Channel>,
    /// The documents each kind of entry demands; a kind that is absent is not known (R37).
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub documents: BTreeMap<EntryKind, Vec<DocumentKind>>,
}

/// A day of any year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct MonthDay {
    month: u32,
    day: u32,
}

impl MonthDay {
    /// The date in a year; 29 February becomes 28 where there is none.
    pub fn in_year(self, year: i32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, self.month, self.day)
            .or_else(|| NaiveDate::from_ymd_opt(year, self.month, 28))
            .unwrap_or(NaiveDate::MAX)
    }
}

impl TryFrom<String> for MonthDay {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, &'static str> {
        let wrong = "a day of the year is written MM-DD";
        let [m0, m1, b'-', d0, d1] = *text.as_bytes() else {
            return Err(wrong);
        };
        let number = |tens: u8, ones: u8| {
            let digits = tens.is_ascii_digit() && ones.is_ascii_digit();
            digits.then(|| u32::from(tens - b'0') * 10 + u32::from(ones - b'0'))
        };
        let (month, day) = number(m0, m1).zip(number(d0, d1)).ok_or(wrong)?;
        // Any day of a leap year is a day of some year.
        let known = NaiveDate::from_ymd_opt(2024, month, day);
        known.map(|_| Self { month, day }).ok_or(wrong)
    }
}

impl From<MonthDay> for String {
    fn from(day: MonthDay) -> Self {
        format!("{:02}-{:02}", day.month, day.day)
    }
}

impl Ruleset {
    /// True on the days the ruleset is in force.
    pub fn covers(&self, day: NaiveDate) -> bool {
        self.effective_from.is_some_and(|from| from <= day)
            && self.effective_to.is_none_or(|to| day <= to)
    }

    /// Where a parameter stands in the law.
    pub fn citation(&self, parameter: &str) -> &str {
        self.cited(parameter).unwrap_or("not cited")
    }

    /// Where a parameter stands in the law, if the ruleset says so.
    pub fn cited(&self, parameter: &str) -> Option<&str> {
        self.citations.get(parameter).map(String::as_str)
    }

    /// The ruleset and where the parameter stands in it, as refusals name them: such as
    /// `KZ-2021 (art 23(1), 23(2))`.
    pub fn source_of(&self, parameter: &str) -> String {
        match self.cited(parameter) {
            Some(cited) => format!("{} ({cited})", self.ruleset),
            None => self.ruleset.to_string(),
        }
    }
}

/// Every published ruleset.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rulesets(BTreeMap<RulesetId, Ruleset>);

impl Rulesets {
    /// Takes over a ruleset; a later publication under the same id replaces it.
    pub fn publish(&mut self, ruleset: Ruleset) {
        self.0.insert(ruleset.ruleset, ruleset);
    }

    /// All, by id.
    pub fn iter(&self) -> impl Iterator<Item = &Ruleset> {
        self.0.values()
    }

    /// The ruleset in force on a day: of two, the one that began later.
    pub fn in_force(&self, day: NaiveDate) -> Result<&Ruleset, Rejection> {
        let in_force = |set: &&Ruleset| set.line == Line::InForce && set.covers(day);
        let latest = self
            .0
            .values()
            .filter(in_force)
            .max_by_key(|set| set.effective_from);
        latest.ok_or_else(|| {
            let detail = format!("no ruleset is in force on {day}: the law begins on 2011-08-05");
            Rejection::new(Code::RulesetUnknown, detail)
        })
    }

    /// What a ruleset is to be compared with, as of a day: a link of the line in force with the
    /// one before it, a variant with the law it varies.
    pub fn compared_with(&self, ruleset: &Ruleset, today: NaiveDate) -> Option<&Ruleset> {
        let day = match ruleset.line {
            Line::InForce => ruleset.effective_from?.pred_opt()?,
            Line::Variant => ruleset.effective_to.unwrap_or(today),
        };
        let law = self.in_force(day).ok()?;
        (law.ruleset != ruleset.ruleset).then_some(law)
    }

    /// The ruleset of that name.
    pub fn named(&self, id: RulesetId) -> Result<&Ruleset, Rejection> {
        self.0.get(&id).ok_or_else(|| {
            let known: Vec<&str> = self.0.keys().map(RulesetId::as_str).collect();
            let detail = format!("there is no ruleset `{id}`; known are {}", known.join(", "));
            Rejection::new(Code::RulesetUnknown, detail)
        })
    }
}

#[cfg(test)]
mod tests;
