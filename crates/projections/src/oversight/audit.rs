//! The audit: what the rules see on a day, compared with the findings that are open.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use medreg_domain::oversight::{FindingClosure, OversightEvent};
use medreg_domain::{AuditRuleId, EventId, FindingId};

use super::findings::Finding;
use super::rules::{LooksAt, Rule};
use super::{courts, disputes, entries, findings, observations};
use crate::store::StoreError;
use crate::views::Views;

/// Subjects and events one finding names, by the bound of the wire contract.
const NAMED_MAX: usize = 64;

/// What a rule sees.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Seen {
    rule: AuditRuleId,
    subjects: Vec<String>,
    events: Vec<EventId>,
}

/// Everything the rules see, by the finding it makes.
#[derive(Debug, Default)]
pub(super) struct Sight(BTreeMap<FindingId, Seen>);

impl Sight {
    /// Notes what a rule sees; what it sees again of the same first subject joins it.
    pub(super) fn see(
        &mut self,
        rule: Rule,
        subjects: impl IntoIterator<Item = String>,
        events: impl IntoIterator<Item = EventId>,
    ) {
        let mut subjects = subjects.into_iter().peekable();
        let first = subjects.peek().map(|first| format!("{rule}/{first}"));
        let Some(Ok(finding)) = first.map(|id| id.parse::<FindingId>()) else {
            return;
        };
        let Ok(rule) = rule.to_string().parse() else {
            return;
        };
        let seen = self.0.entry(finding).or_insert_with(|| Seen {
            rule,
            subjects: Vec::new(),
            events: Vec::new(),
        });
        join(&mut seen.subjects, subjects);
        join(&mut seen.events, events);
    }
}

fn join<T: PartialEq>(known: &mut Vec<T>, more: impl IntoIterator<Item = T>) {
    for one in more {
        if known.len() < NAMED_MAX && !known.contains(&one) {
            known.push(one);
        }
    }
}

impl Views {
    /// What is to be stated so that the findings are what the rules see on a day, by the facts
    /// taken so far: nothing, once that is stated.
    ///
    /// A finding that a person closed is not raised again while the facts are the same.
    pub fn audit(&self, as_of: NaiveDate) -> Result<Vec<OversightEvent>, StoreError> {
        let mut sight = Sight::default();
        for observation in observations::observations(self.store()) {
            let observation = observation?;
            sight.see(observation.rule, [observation.subject], [observation.event]);
        }
        entries::look(self, as_of, &mut sight)?;
        disputes::look(self, as_of, &mut sight)?;
        courts::look(self, as_of, &mut sight)?;
        let mut known = BTreeMap::new();
        for finding in findings::findings(self.store()) {
            let finding = finding?;
            known.insert(finding.finding, finding);
        }
        let raised = sight.0.iter().filter_map(|(id, seen)| {
            let is_due = known.get(id).is_none_or(|finding| is_due(finding, seen));
            is_due.then(|| raise(*id, seen))
        });
        let gone = known
            .values()
            .filter(|finding| finding.is_open() && !sight.0.contains_key(&finding.finding))
            .filter(|finding| self.is_seen_by_audits(finding));
        Ok(raised.chain(gone.map(close)).collect())
    }

    fn is_seen_by_audits(&self, finding: &Finding) -> bool {
        let rule = finding.rule.as_str().parse::<Rule>().ok();
        let described = rule.and_then(|rule| self.rules().get(rule));
        described.is_some_and(|rule| rule.looks_at != LooksAt::Intake)
    }
}

/// True if a finding that was there before is to be raised again for what is seen.
fn is_due(known: &Finding, seen: &Seen) -> bool {
    let Some(closed) = &known.closed else {
        return false;
    };
    match closed.by {
        FindingClosure::Facts => true,
        FindingClosure::Person => known.subjects != seen.subjects || known.events != seen.events,
    }
}

fn raise(finding: FindingId, seen: &Seen) -> OversightEvent {
    OversightEvent::AuditFindingRaised {
        finding,
        rule: seen.rule,
        subjects: seen.subjects.clone(),
        events: seen.events.clone(),
    }
}

fn close(finding: &Finding) -> OversightEvent {
    OversightEvent::AuditFindingClosed {
        finding: finding.finding,
        rule: finding.rule,
        subjects: finding.subjects.clone(),
        events: Vec::new(),
        closed_by: FindingClosure::Facts,
        reason: None,
    }
}
