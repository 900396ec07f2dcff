//! Findings: facts that are recorded because they happened, and flagged because they should
//! not have. Facts are not refused because we dislike them.

use std::fmt;

use chrono::NaiveDate;
use medreg_domain::application::is_decision_overdue;
use medreg_domain::calendar::days_between;
use medreg_domain::reference::Reference;
use medreg_domain::referral::Referral;
use medreg_domain::referral::event::ReferralEvent;
use medreg_log::Recorded;
use serde::{Deserialize, Serialize};

use crate::store::{Batch, Store, StoreError};

const PREFIX: char = 'o';

/// Days from end to return after which a return is late ("at once", art 23(4); S12).
const RETURN_LAG_DAYS_MAX: i64 = 3;

/// The rule a finding is raised by.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, strum::IntoStaticStr,
)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[strum(serialize_all = "SCREAMING_SNAKE_CASE")]
pub enum Rule {
    /// An extension decided in time was recorded after the term (vector T13).
    LateRecorded,
    /// An extension was decided after the term.
    ExtensionAfterExpiry,
    /// An application was decided later than the law allows.
    DecisionOverdue,
    /// A procedure ended after its term.
    TermExceeded,
    /// A result was returned late.
    ReturnLate,
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// By which rule.
    pub rule: Rule,
    /// About what, as a subject such as `referral/KZ-75-012-2025-000318`.
    pub subject: String,
    /// The day of the fact.
    pub on: NaiveDate,
}

impl fmt::Display for Finding {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rule: &'static str = self.rule.into();
        write!(out, "{rule}/{}/{}", self.subject, self.on)
    }
}

/// Findings since the last commit.
#[derive(Debug, Default)]
pub(crate) struct Findings(Vec<Finding>);

impl Findings {
    /// Looks at what happened to a dispute, given its state before.
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "no rule looks at the other events"
    )]
    pub(crate) fn referral(
        &mut self,
        recorded_on: NaiveDate,
        before: &Referral,
        event: &ReferralEvent,
    ) {
        let due_on = before.procedure.map(|procedure| procedure.term.due.rolled);
        let Some(subject) = event
            .referral_no()
            .map(|number| format!("referral/{number}"))
        else {
            return;
        };
        let mut raise = |rule, on| {
            self.0.push(Finding {
                rule,
                subject: subject.clone(),
                on,
            });
        };
        match event {
            ReferralEvent::MediationExtended { decided_on, .. } => {
                let due_on = due_on.unwrap_or(NaiveDate::MAX);
                if *decided_on > due_on {
                    raise(Rule::ExtensionAfterExpiry, *decided_on);
                } else if recorded_on > due_on {
                    raise(Rule::LateRecorded, *decided_on);
                }
            }
            ReferralEvent::ResultReturned {
                ended_on,
                returned_on,
                ..
            } => {
                if before.procedure.is_some()
                    && days_between(*ended_on, *returned_on) > RETURN_LAG_DAYS_MAX
                {
                    raise(Rule::ReturnLate, *returned_on);
                }
                if before.ended.is_none() && due_on.is_some_and(|due_on| *ended_on > due_on) {
                    raise(Rule::TermExceeded, *ended_on);
                }
            }
            ReferralEvent::MediationTerminated { on, .. }
                if due_on.is_some_and(|due_on| *on > due_on) =>
            {
                raise(Rule::TermExceeded, *on);
            }
            _ => {}
        }
    }

    /// Looks at a decision on an application.
    pub(crate) fn decision(
        &mut self,
        reference: &Reference,
        recorded: &Recorded,
        requested_on: NaiveDate,
    ) {
        let Ok(ruleset) = reference.rulesets.in_force(recorded.on) else {
            return;
        };
        if is_decision_overdue(requested_on, recorded.on, ruleset) {
            let subject = format!("event/{}", recorded.id);
            self.0.push(Finding {
                rule: Rule::DecisionOverdue,
                subject,
                on: recorded.on,
            });
        }
    }

    pub(crate) fn flush(&mut self, store: &Store, batch: &mut Batch) -> Result<u64, StoreError> {
        let raised = self.0.len() as u64;
        for finding in self.0.drain(..) {
            batch.put(
                format!("{PREFIX}{finding}").as_bytes(),
                store.encode(&finding)?,
            );
        }
        Ok(raised)
    }
}

/// Every finding, by rule and subject.
pub(crate) fn findings(store: &Store) -> impl Iterator<Item = Result<Finding, StoreError>> {
    store
        .scan(&[PREFIX as u8])
        .map(move |row| row.and_then(|(_, value)| store.decode(&value)))
}
