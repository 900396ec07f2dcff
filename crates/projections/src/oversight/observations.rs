//! Observations: what happened once and for all, noted while the events come in.
//!
//! An observation belongs to the matter it is about, and is made anew with it where one of
//! its events is corrected.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use medreg_domain::application::is_decision_overdue;
use medreg_domain::calendar::{add_days, days_between};
use medreg_domain::entry::event::EntryEvent;
use medreg_domain::reference::Reference;
use medreg_domain::referral::Referral;
use medreg_domain::referral::event::ReferralEvent;
use medreg_domain::{EventId, Stream};
use serde::{Deserialize, Serialize};

use super::rules::{Limits, Rule};
use crate::applications::{ApplicationRow, named_by};
use crate::matter::Stated;
use crate::store::{Batch, Store, StoreError};

const PREFIX: char = 'o';

/// Something that should not have happened, and did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Observation {
    /// By which rule.
    pub rule: Rule,
    /// About what, such as `referral/KZ-75-012-2025-000318`.
    pub subject: String,
    /// The day of the fact.
    pub on: NaiveDate,
    /// The event that states it.
    pub event: EventId,
}

/// Observations since the last commit; none where one is to be removed.
#[derive(Debug)]
pub(crate) struct Observations {
    limits: Limits,
    changed: BTreeMap<String, Option<Observation>>,
}

impl Observations {
    pub(crate) fn new(limits: Limits) -> Self {
        Self {
            limits,
            changed: BTreeMap::new(),
        }
    }

    /// Looks at what happened to a dispute, given its state before.
    pub(crate) fn referral(
        &mut self,
        reference: &Reference,
        before: &Referral,
        stated: Stated<'_, ReferralEvent>,
    ) {
        let Some(number) = stated.event.referral_no() else {
            return;
        };
        let stream = Stream::Referral(number);
        let mut note = |rule, on| self.note(rule, stream, on, stated.id());
        over_term(before, stated, &mut note);
        over_cap(reference, before, stated.event, &mut note);
        let ReferralEvent::ResultReturned {
            result,
            ended_on,
            returned_on,
            sessions,
            ..
        } = stated.event
        else {
            return;
        };
        let Some(procedure) = &before.procedure else {
            return;
        };
        let lag = days_between(*ended_on, *returned_on);
        let without_session = *sessions == 0 && procedure.sessions == 0;
        let on_the_day = *ended_on == procedure.term.started_on;
        if lag > self.limits.return_late_days {
            self.note(Rule::ReturnLate, stream, *returned_on, stated.id());
        }
        if result.is_settlement() && on_the_day && without_session {
            self.note(Rule::SameDaySettlement, stream, *ended_on, stated.id());
        }
    }

    /// Looks at a decision on an application, given its state before.
    pub(crate) fn application(
        &mut self,
        reference: &Reference,
        before: &ApplicationRow,
        stated: Stated<'_, EntryEvent>,
    ) {
        let (EntryEvent::RegistrationRefused { .. } | EntryEvent::MediatorRegistered { .. }) =
            stated.event
        else {
            return;
        };
        let requested_on = before.application.requested_on;
        let Ok(ruleset) = reference.ruleset_for(before.court, stated.on()) else {
            return;
        };
        if let Some(id) = named_by(stated.event)
            && is_decision_overdue(requested_on, stated.on(), ruleset)
        {
            let stream = Stream::Application(id);
            self.note(Rule::DecisionOverdue, stream, stated.on(), stated.id());
        }
    }

    fn note(&mut self, rule: Rule, stream: Stream, on: NaiveDate, event: EventId) {
        let observation = Observation {
            rule,
            subject: stream.to_string(),
            on,
            event,
        };
        let key = format!("{}{rule}/{event}", prefix_of(stream));
        self.changed.insert(key, Some(observation));
    }

    /// Forgets what was observed of a matter.
    pub(crate) fn forget(&mut self, store: &Store, stream: Stream) -> Result<(), StoreError> {
        let prefix = prefix_of(stream);
        for row in store.scan(prefix.as_bytes()) {
            let (key, _) = row?;
            let key = String::from_utf8_lossy(&key).into_owned();
            self.changed.insert(key, None);
        }
        let pending = self.changed.range_mut(prefix.clone()..);
        for (_, noted) in pending.take_while(|(key, _)| key.starts_with(&prefix)) {
            *noted = None;
        }
        Ok(())
    }

    pub(crate) fn flush(&mut self, store: &Store, batch: &mut Batch) -> Result<(), StoreError> {
        for (key, noted) in std::mem::take(&mut self.changed) {
            match noted {
                Some(observation) => batch.put(key.as_bytes(), store.encode(&observation)?),
                None => batch.remove(key.as_bytes()),
            }
        }
        Ok(())
    }
}

fn prefix_of(stream: Stream) -> String {
    format!("{PREFIX}{stream}/")
}

/// What passed the last day of the term.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the other events have no term to pass"
)]
fn over_term(
    before: &Referral,
    stated: Stated<'_, ReferralEvent>,
    note: &mut impl FnMut(Rule, NaiveDate),
) {
    let Some(due) = before.procedure.map(|procedure| procedure.term.due) else {
        return;
    };
    match stated.event {
        ReferralEvent::MediationExtended { decided_on, .. } => {
            if due.is_past_on(*decided_on) {
                note(Rule::ExtensionAfterExpiry, *decided_on);
            } else if due.is_recorded_late(*decided_on, stated.recorded_on) {
                note(Rule::LateRecorded, *decided_on);
            }
        }
        ReferralEvent::MediationTerminated { on, .. } if due.is_past_on(*on) => {
            note(Rule::TermExceeded, *on);
        }
        ReferralEvent::ResultReturned { ended_on, .. }
            if before.ended.is_none() && due.is_past_on(*ended_on) =>
        {
            note(Rule::TermExceeded, *ended_on);
        }
        _ => {}
    }
}

/// A term set or extended beyond the cap of the ruleset under which the procedure began.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the other events set no term"
)]
fn over_cap(
    reference: &Reference,
    before: &Referral,
    event: &ReferralEvent,
    note: &mut impl FnMut(Rule, NaiveDate),
) {
    let (began_on, due_on, on) = match event {
        ReferralEvent::MediationAgreementSigned {
            agreement_on: on,
            due_on_raw,
            ..
        }
        | ReferralEvent::ProcedureStarted {
            started_on: on,
            due_on_raw,
            ..
        } => (*on, *due_on_raw, *on),
        ReferralEvent::MediationExtended {
            new_due_on_raw,
            decided_on,
            ..
        } => match &before.procedure {
            Some(procedure) => (procedure.term.started_on, *new_due_on_raw, *decided_on),
            None => return,
        },
        _ => return,
    };
    if before.channel.has_procedural_term() {
        return;
    }
    let ruleset = event
        .referral_no()
        .map(|number| reference.ruleset_for(number.court(), began_on));
    let Some(Ok(ruleset)) = ruleset else {
        return;
    };
    if due_on > add_days(began_on, ruleset.parameters.cap_days) {
        note(Rule::TermOverCap, on);
    }
}

/// Every observation, by subject and rule.
pub(crate) fn observations(store: &Store) -> impl Iterator<Item = Result<Observation, StoreError>> {
    store
        .scan(&[PREFIX as u8])
        .map(move |row| row.and_then(|(_, value)| store.decode(&value)))
}
