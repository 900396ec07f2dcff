//! Findings as an auditor looks through them: the grave ones first, part by part.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use chrono::NaiveDate;
use medreg_domain::oversight::FindingClosure;
use medreg_domain::{AuditRuleId, CourtCode, EventId, FindingId};
use medreg_projections::{Finding, Rule, Severity};
use serde::Serialize;
use strum::{Display, EnumString, IntoStaticStr, VariantArray};

use super::links::court_in;
use super::{Moment, QueryError};

/// Whether a finding stands.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    Serialize,
    Display,
    EnumString,
    IntoStaticStr,
    VariantArray,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum FindingState {
    /// It stands.
    #[default]
    Open,
    /// It was closed, by the facts or a person.
    Closed,
}

/// Which findings are asked for.
#[derive(Clone, Debug)]
pub struct FindingsAsked {
    /// Only those of this rule.
    pub rule: Option<Rule>,
    /// Only those about this court, or about what stands in its register.
    pub court: Option<CourtCode>,
    /// Open or closed ones.
    pub state: FindingState,
    /// How many to pass over.
    pub skip: usize,
    /// How many to give.
    pub limit: usize,
}

/// A finding with the rule that found it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FindingShown {
    /// Its identity.
    pub finding: FindingId,
    /// The rule's id.
    pub rule: AuditRuleId,
    /// How grave what the rule finds is.
    pub severity: Option<Severity>,
    /// The law the rule serves.
    pub law: Option<String>,
    /// The court it is about, where it is about one.
    pub court: Option<CourtCode>,
    /// About what.
    pub subjects: Vec<String>,
    /// The events it rests on.
    pub events: Vec<EventId>,
    /// When it was raised, last if more than once.
    pub raised_on: NaiveDate,
    /// When it was closed.
    pub closed_on: Option<NaiveDate>,
    /// By what.
    pub closed_by: Option<FindingClosure>,
    /// Why, as a code.
    pub reason: Option<String>,
}

/// A part of the findings that match.
#[derive(Clone, Debug)]
pub struct FindingsFound {
    /// The grave ones first, then those that stand longest.
    pub items: Vec<FindingShown>,
    /// How many match.
    pub total: usize,
    /// How many of them are how grave.
    pub by_severity: BTreeMap<Severity, usize>,
    /// Since when the oldest of each stands.
    pub oldest: BTreeMap<Severity, NaiveDate>,
}

impl Moment<'_> {
    /// Findings that match.
    pub fn findings(&self, asked: &FindingsAsked) -> Result<FindingsFound, QueryError> {
        let views = self.views();
        let mut matching: Vec<(Reverse<Option<Severity>>, NaiveDate, FindingId)> = Vec::new();
        let all: Box<dyn Iterator<Item = _>> = match asked.rule {
            Some(rule) => Box::new(views.findings_of(rule.into())),
            None => Box::new(views.findings()),
        };
        for finding in all {
            let finding = finding?;
            let is_wanted = finding.is_open() == (asked.state == FindingState::Open)
                && asked.court.is_none_or(|court| concerns(&finding, court));
            if is_wanted {
                let severity = self.rule_of(finding.rule).map(|(severity, _)| severity);
                matching.push((Reverse(severity), finding.raised_on, finding.finding));
            }
        }
        matching.sort_unstable();
        let mut by_severity: BTreeMap<Severity, usize> = BTreeMap::new();
        let mut oldest: BTreeMap<Severity, NaiveDate> = BTreeMap::new();
        for (Reverse(severity), raised_on, _) in &matching {
            if let Some(severity) = severity {
                *by_severity.entry(*severity).or_default() += 1;
                let first = oldest.entry(*severity).or_insert(*raised_on);
                *first = (*first).min(*raised_on);
            }
        }
        let part = matching.iter().skip(asked.skip).take(asked.limit);
        let mut items = Vec::new();
        for (.., id) in part {
            if let Some(finding) = views.finding(*id)? {
                items.push(self.finding_shown(finding));
            }
        }
        Ok(FindingsFound {
            items,
            total: matching.len(),
            by_severity,
            oldest,
        })
    }

    fn rule_of(&self, id: AuditRuleId) -> Option<(Severity, &str)> {
        let rule: Rule = id.as_str().parse().ok()?;
        let mut rules = self.views().rules().iter();
        let (_, rule) = rules.find(|(known, _)| *known == rule)?;
        Some((rule.severity, rule.serves.as_str()))
    }

    fn finding_shown(&self, finding: Finding) -> FindingShown {
        let rule = self.rule_of(finding.rule);
        let closed = finding.closed.as_ref();
        FindingShown {
            finding: finding.finding,
            rule: finding.rule,
            severity: rule.map(|(severity, _)| severity),
            law: rule.map(|(_, law)| law.to_owned()),
            court: finding.subjects.iter().find_map(|it| court_in(it)),
            raised_on: finding.raised_on,
            closed_on: closed.map(|closed| closed.on),
            closed_by: closed.map(|closed| closed.by),
            reason: closed.and_then(|closed| closed.reason.clone()),
            subjects: finding.subjects,
            events: finding.events,
        }
    }
}

fn concerns(finding: &Finding, court: CourtCode) -> bool {
    let mut subjects = finding.subjects.iter();
    subjects.any(|subject| court_in(subject) == Some(court))
}
