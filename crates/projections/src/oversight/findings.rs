//! Findings: what the office raised and closed, folded from its own events (events 4e).

use chrono::NaiveDate;
use medreg_domain::oversight::{FindingClosure, OversightEvent};
use medreg_domain::{AuditRuleId, EventId, FindingId};
use serde::{Deserialize, Serialize};

use crate::store::{Batch, Store, StoreError};
use crate::table::{self, Table};

const PREFIX: u8 = b'g';

/// Findings kept in memory between batches.
const ROWS_IN_MEMORY_MAX: usize = 4_096;

/// A finding, open or closed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// Its identity: rule and first subject.
    pub finding: FindingId,
    /// By which rule.
    pub rule: AuditRuleId,
    /// About what, such as `referral/KZ-75-012-2025-000318`.
    pub subjects: Vec<String>,
    /// The events it rests on, where it rests on some.
    pub events: Vec<EventId>,
    /// When it was raised, last if more than once.
    pub raised_on: NaiveDate,
    /// How it was closed, once it was.
    pub closed: Option<Closed>,
}

/// How a finding was closed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closed {
    /// When.
    pub on: NaiveDate,
    /// By what.
    pub by: FindingClosure,
    /// Why, as a code, where a person decided.
    pub reason: Option<String>,
}

impl Finding {
    /// True until it is closed.
    pub fn is_open(&self) -> bool {
        self.closed.is_none()
    }
}

/// The rows of findings.
#[derive(Debug)]
pub(crate) struct Findings(Table<FindingId, Finding>);

impl Findings {
    pub(crate) fn new() -> Self {
        Self(Table::new(PREFIX))
    }

    /// Takes an event of the office over; gives back by how much the open findings changed.
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "the other events are about no finding"
    )]
    pub(crate) fn apply(
        &mut self,
        store: &Store,
        on: NaiveDate,
        event: &OversightEvent,
    ) -> Result<i64, StoreError> {
        match event {
            OversightEvent::AuditFindingRaised {
                finding,
                rule,
                subjects,
                events,
            } => {
                let known = self.0.find(store, *finding)?;
                let is_new = !known.is_some_and(Finding::is_open);
                let row = Finding {
                    finding: *finding,
                    rule: *rule,
                    subjects: subjects.clone(),
                    events: events.clone(),
                    raised_on: on,
                    closed: None,
                };
                self.0.replace(*finding, Some(row));
                Ok(i64::from(is_new))
            }
            OversightEvent::AuditFindingClosed {
                finding,
                closed_by,
                reason,
                ..
            } => {
                let Some(row) = self.0.change(store, *finding)?.filter(|row| row.is_open()) else {
                    return Ok(0);
                };
                row.closed = Some(Closed {
                    on,
                    by: *closed_by,
                    reason: reason.clone(),
                });
                Ok(-1)
            }
            _ => Ok(0),
        }
    }

    pub(crate) fn flush(&mut self, store: &Store, batch: &mut Batch) -> Result<(), StoreError> {
        self.0.flush(store, batch)
    }

    pub(crate) fn shrink(&mut self) {
        self.0.shrink(ROWS_IN_MEMORY_MAX);
    }
}

/// One finding.
pub(crate) fn finding(store: &Store, id: FindingId) -> Result<Option<Finding>, StoreError> {
    table::row(store, PREFIX, id)
}

/// The findings of a rule, by identity, which begins with the rule.
pub(crate) fn of_rule(
    store: &Store,
    rule: &str,
) -> impl Iterator<Item = Result<Finding, StoreError>> {
    let store = store.clone();
    let rows = store.scan(format!("{}{rule}/", char::from(PREFIX)).as_bytes());
    rows.map(move |row| row.and_then(|(_, value)| store.decode(&value)))
}

/// Every finding, by identity.
pub(crate) fn findings(store: &Store) -> impl Iterator<Item = Result<Finding, StoreError>> {
    table::rows::<FindingId, Finding>(store, PREFIX).map(|row| row.map(|(_, finding)| finding))
}
