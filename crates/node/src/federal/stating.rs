//! What the office states itself: facts for all courts, checks shared between courts, and
//! what its rules of oversight find.
//!
//! A fact that follows from a court's event stands right behind it in the history, so that
//! the history depends on the order of events alone and not on how they were batched.

use chrono::{DateTime, NaiveDate, SubsecRound, Utc};
use medreg_domain::entry::event::{CheckResult, DocumentCheck, EntryEvent, RevocationReason};
use medreg_domain::oversight::{self, OversightEvent, Raised};
use medreg_domain::reference::Reference;
use medreg_domain::reference::command::OfficeCommand;
use medreg_domain::reference::event::{ReferenceEvent, SharedDocument};
use medreg_domain::standing::Standing;
use medreg_domain::{
    ApplicationId, CourtCode, Digest, Docket, EntryNo, Event, FindingId, PersonKey, Source,
    VerificationId,
};
use medreg_log::{Draft, Leaf, Recorded, encode, event_type};
use medreg_projections::Finding;

use super::{Federal, FederalError};

/// Which clock the office dates its own facts by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clock {
    /// The machine's.
    System,
    /// That of the event a fact follows from: for histories that are lived again.
    Events,
}

impl Clock {
    /// Now, or the instant that stands for it in a history that is lived again.
    pub(super) fn now(self, lived: DateTime<Utc>) -> DateTime<Utc> {
        match self {
            Self::System => Utc::now(),
            Self::Events => lived,
        }
    }
}

impl Federal {
    /// States facts of the office's own, durably; they are not judged.
    pub fn state(
        &mut self,
        facts: &[(NaiveDate, ReferenceEvent)],
        at: DateTime<Utc>,
    ) -> Result<(), FederalError> {
        for (on, fact) in facts {
            self.state_one(*on, Event::from(fact.clone()), at)?;
        }
        self.commit(None)?;
        self.retry()
    }

    /// Carries out what the office may do, by the law, durably: all of it, or nothing where one
    /// is refused. Tells how many facts that gave.
    pub fn act(
        &mut self,
        commands: Vec<(NaiveDate, OfficeCommand)>,
        at: DateTime<Utc>,
    ) -> Result<usize, FederalError> {
        let mut reference = self.fold.views().sources().reference().clone();
        let mut facts = Vec::new();
        for (on, command) in commands {
            for fact in self.decided(&reference, command, on)? {
                reference.evolve(&fact);
                facts.push((on, fact));
            }
        }
        self.state(&facts, at)?;
        Ok(facts.len())
    }

    fn decided(
        &self,
        reference: &Reference,
        command: OfficeCommand,
        on: NaiveDate,
    ) -> Result<Vec<ReferenceEvent>, FederalError> {
        let entered = self.entries_by_person(on)?;
        let active = |person: PersonKey, from: NaiveDate| {
            let person = reference.person(person);
            let known = entered.iter().find(|(key, _, until)| {
                reference.person(*key) == person && until.is_none_or(|until| from <= until)
            });
            known.map(|(_, entry_no, _)| *entry_no)
        };
        let facts = medreg_domain::reference::decide(reference, &active, command, on);
        Ok(facts?)
    }

    /// Who is entered where, and until when, of those not out of the register by a day.
    fn entries_by_person(
        &self,
        day: NaiveDate,
    ) -> Result<Vec<(PersonKey, EntryNo, Option<NaiveDate>)>, FederalError> {
        let mut entered = Vec::new();
        for row in self.fold.views().entries() {
            let (entry_no, row) = row?;
            let validity = &row.entry.validity;
            match validity.standing(day) {
                Standing::Active | Standing::Suspended { .. } | Standing::NotYet => {
                    entered.push((row.entry.person, entry_no, Some(validity.valid_to())));
                }
                Standing::Lapsed { .. } | Standing::Removed { .. } => {}
            }
        }
        Ok(entered)
    }

    /// Looks at the views by the rules of oversight and states what changed, durably; tells
    /// how many findings were raised or closed.
    pub fn audit(&mut self, as_of: NaiveDate) -> Result<usize, FederalError> {
        let at = self.clock.now(evening(as_of));
        let changes = self.fold.views().audit(as_of)?;
        let count = changes.len();
        for change in changes {
            self.state_one(as_of, Event::from(change), at)?;
        }
        self.commit(None)?;
        Ok(count)
    }

    /// Seals what the views say now into the history, durably, so that an auditor can fold the
    /// events and compare; tells whether there was anything new to seal.
    pub fn seal(&mut self, on: NaiveDate) -> Result<bool, FederalError> {
        let position = self.fold.views().cursor().position;
        let Some(last) = position.checked_sub(1) else {
            return Ok(false);
        };
        let last = self.fold.views().recalled(last)?.event;
        if matches!(&last, Event::Oversight(event) if matches!(event.as_ref(), OversightEvent::ViewSealed { .. }))
        {
            return Ok(false);
        }
        let digests = self.fold.views().digests()?;
        let sealed = OversightEvent::ViewSealed {
            position,
            register_digest: Digest(digests.register),
            statistics_digest: Digest(digests.statistics),
        };
        let at = self.clock.now(evening(on));
        self.state_one(on, Event::from(sealed), at)?;
        self.commit(None)?;
        Ok(true)
    }

    /// Closes a finding by a person's decision, durably.
    pub fn close_finding(
        &mut self,
        finding: FindingId,
        reason: &str,
        at: DateTime<Utc>,
    ) -> Result<(), FederalError> {
        let known = self.fold.views().finding(finding)?.filter(Finding::is_open);
        let open = known.map(|known| Raised {
            rule: known.rule,
            subjects: known.subjects,
            events: known.events,
        });
        let closed = oversight::close(open, finding, reason)?;
        self.state_one(at.date_naive(), Event::from(closed), at)?;
        self.commit(None)?;
        self.resume()
    }

    /// States what follows from a court's event: its checks of documents are shared.
    pub(super) fn state_consequence(
        &mut self,
        court: CourtCode,
        consequence: Consequence,
    ) -> Result<(), FederalError> {
        let Consequence { time, on, follows } = consequence;
        let fact = match follows {
            Follows::Shared {
                application_id,
                verification_id,
                verified_on,
                documents,
            } => {
                let Some(row) = self.fold.application_now(application_id)? else {
                    return Ok(());
                };
                ReferenceEvent::VerificationShared {
                    verification_id,
                    court,
                    person_key: row.application.person,
                    verified_on,
                    documents,
                }
            }
            Follows::Withdrawn {
                verification_id,
                reason,
            } => ReferenceEvent::VerificationWithdrawn {
                verification_id,
                reason,
            },
        };
        self.state_one(on, Event::from(fact), self.clock.now(time))
    }

    /// States what follows from the last event of the history, where a crash fell between the
    /// two.
    pub(super) fn state_what_was_cut_off(&mut self) -> Result<(), FederalError> {
        let Some(last) = self.history.size().checked_sub(1) else {
            return Ok(());
        };
        let recorded = self.fold.views().recalled(last)?;
        let consequence = Consequence::of(&recorded);
        if let Some((court, consequence)) = recorded.source.court().zip(consequence) {
            self.state_consequence(court, consequence)?;
            self.commit(None)?;
        }
        Ok(())
    }

    pub(super) fn state_one(
        &mut self,
        on: NaiveDate,
        event: Event,
        at: DateTime<Utc>,
    ) -> Result<(), FederalError> {
        // As precise as a line writes it, so that the views are those of a fresh replay.
        let at = at.trunc_subsecs(3);
        let head = self.fold.views().sources().head(Source::Federal);
        let draft = Draft {
            id: self.entropy.uuid(at)?,
            source: Source::Federal,
            event_type: event_type(&event),
            subject: event.subject(Source::Federal, &Docket::default()),
            time: at,
            occurred_on: on,
            ruleset: None,
            actor: "FEDERAL_OFFICE:f-1".to_owned(),
            correlation_id: None,
            causation_id: None,
            seen: None,
            data: encode(&event)?,
        };
        let courtseq = head.map_or(0, |head| head.courtseq) + 1;
        let line = draft.line(courtseq, head.map(|head| head.leaf_hash));
        let leaf = Leaf::sign(&line, &self.key)?;
        let recorded = Recorded {
            id: draft.id,
            source: Source::Federal,
            courtseq,
            time: at,
            on,
            event,
            corrects: None,
            after: None,
        };
        self.record(&leaf, recorded)
    }
}

/// When a history that is lived again states what the office finds on a day.
pub(super) fn evening(day: NaiveDate) -> DateTime<Utc> {
    day.and_hms_opt(18, 0, 0).unwrap_or_default().and_utc()
}

/// What follows from a court's event, with the event's instant and civil date.
#[derive(Debug)]
pub(super) struct Consequence {
    time: DateTime<Utc>,
    on: NaiveDate,
    follows: Follows,
}

#[derive(Debug)]
enum Follows {
    Shared {
        application_id: ApplicationId,
        verification_id: VerificationId,
        verified_on: NaiveDate,
        documents: Vec<SharedDocument>,
    },
    Withdrawn {
        verification_id: VerificationId,
        reason: RevocationReason,
    },
}

impl Consequence {
    /// What follows from an event, if anything does.
    pub(super) fn of(recorded: &Recorded) -> Option<Self> {
        let Event::Entry(event) = &recorded.event else {
            return None;
        };
        Some(Self {
            time: recorded.time,
            on: recorded.on,
            follows: Follows::of(event)?,
        })
    }
}

impl Follows {
    fn of(event: &EntryEvent) -> Option<Self> {
        if let EntryEvent::VerificationRevoked {
            verification_id,
            reason,
        } = event
        {
            return Some(Self::Withdrawn {
                verification_id: *verification_id,
                reason: *reason,
            });
        }
        let EntryEvent::DocumentsVerified {
            application_id,
            verification_id,
            items,
            verified_on,
        } = event
        else {
            return None;
        };
        let passed = items.iter().filter(|item| item.result == CheckResult::Pass);
        let shared = |item: &DocumentCheck| SharedDocument {
            kind: item.kind,
            valid_to: item.valid_to,
        };
        Some(Self::Shared {
            application_id: *application_id,
            verification_id: *verification_id,
            verified_on: *verified_on,
            documents: passed.map(shared).collect(),
        })
    }
}
