//! What holds a court's events up: one that wants a decision, one that is ahead of another
//! court's, or two that contradict each other. The court waits alone, and its later events wait
//! in order.

use std::collections::BTreeSet;

use medreg_domain::oversight::OversightEvent;
use medreg_domain::{
    AuditRuleId, Code, CourtCode, EntryNo, Event, EventId, FindingId, ReferralNo, Source, Stream,
};
use medreg_log::{Link, Recorded};
use medreg_projections::{Finding, Rule};

use super::intake::Taken;
use super::quarantine::Reason;
use super::{Federal, FederalError};

/// Events one finding names, by the bound of the wire contract.
const NAMED_MAX: usize = 64;

type Aside = (Reason, String);

impl Federal {
    /// Why a sound event that is the next of its court does not enter now.
    pub(super) fn not_yet(
        &self,
        link: &Link,
        waiting: &[Source],
    ) -> Result<Option<Aside>, FederalError> {
        if self.is_contradicted(link)? {
            let why = format!("another event with court sequence {} is here too", link.seq);
            return Ok(Some((Reason::Equivocation, why)));
        }
        Ok(self.held(link.source, waiting))
    }

    /// True if another event that its court signed under the same sequence is kept aside.
    pub(super) fn is_contradicted(&self, link: &Link) -> Result<bool, FederalError> {
        let (source, seq) = (link.source, link.seq);
        Ok(self.quarantine.contradicts(source, seq, link.leaf_hash)?)
    }

    /// Why an event past the next of its court waits, where that one is here and does not
    /// enter; none where it is missing.
    pub(super) fn waits(&self, source: Source, waiting: &[Source]) -> Option<Aside> {
        let next = self.source_head(source).map_or(0, |head| head.seq) + 1;
        let is_here = self.quarantine.is_undecided(source, next);
        self.held(source, waiting).or_else(|| is_here.then(behind))
    }

    /// True for a court that contradicts itself, until a person has decided.
    pub(super) fn is_paused(&self, source: Source) -> bool {
        let court = source.court();
        court.is_some_and(|court| self.paused.contains(&court))
    }

    fn held(&self, source: Source, waiting: &[Source]) -> Option<Aside> {
        if let Some(court) = source.court().filter(|court| self.paused.contains(court)) {
            let why = format!(
                "the court contradicts itself: close finding `{}`",
                name(court)
            );
            return Some((Reason::Waiting, why));
        }
        waiting.contains(&source).then(behind)
    }

    /// Raises a finding about each court that contradicts itself; its events wait until a
    /// person closes it.
    pub(super) fn state_contradictions(&mut self, taken: &mut Taken) -> Result<(), FederalError> {
        let mut contradictions = std::mem::take(&mut taken.contradictions);
        contradictions.sort_unstable();
        for run in contradictions.chunk_by(|one, other| one.0 == other.0) {
            if let Some(court) = run[0].0.court() {
                self.state_contradiction(court, run)?;
            }
        }
        Ok(())
    }

    fn state_contradiction(
        &mut self,
        court: CourtCode,
        run: &[(Source, u64, EventId)],
    ) -> Result<(), FederalError> {
        let Some((finding, rule)) = id(court) else {
            return Ok(());
        };
        let known = self.fold.views().finding(finding)?;
        if self.paused.contains(&court) || known.as_ref().is_some_and(Finding::is_open) {
            return Ok(());
        }
        let mut events = known.map(|known| known.events).unwrap_or_default();
        let decided = events.len();
        for (source, courtseq, contradicting) in run {
            let recorded = self.fold.views().position_of(*source, *courtseq)?;
            if let Some(position) = recorded {
                self.flush_for_recall()?;
                join(
                    &mut events,
                    EventId(self.fold.views().recalled(position)?.id),
                );
            }
            join(&mut events, *contradicting);
        }
        if events.len() == decided {
            return Ok(());
        }
        let too_many = events.len().saturating_sub(NAMED_MAX);
        let raised = OversightEvent::AuditFindingRaised {
            finding,
            rule,
            subjects: vec![format!("court/{court}")],
            events: events.split_off(too_many),
        };
        self.paused.insert(court);
        self.state_of_court(court, raised)
    }

    /// Courts that wait because they contradict themselves, by the findings that are open.
    pub(super) fn paused_courts(&self) -> Result<BTreeSet<CourtCode>, FederalError> {
        let open = self.fold.views().findings().filter(|finding| {
            let Ok(finding) = finding else { return true };
            finding.is_open() && is_contradiction(finding)
        });
        let courts = open.map(|finding| Ok(finding?.subjects.iter().find_map(|it| court_in(it))));
        courts.filter_map(Result::transpose).collect()
    }

    /// Lets the events of courts in whose contradictions were decided on.
    pub(super) fn resume(&mut self) -> Result<(), FederalError> {
        self.paused = self.paused_courts()?;
        self.retry()
    }
}

/// Why an event that cannot be does not enter: what a court states of a matter it took over
/// may be there before the matter is, since each court has a line of its own.
pub(super) fn impossible(recorded: &Recorded, code: Code) -> Aside {
    let is_unknown = matches!(
        code,
        Code::EntryUnknown | Code::ReferralUnknown | Code::EventUnknown
    );
    let source = recorded.source.court();
    match given_by(recorded).filter(|court| is_unknown && Some(*court) != source) {
        Some(court) => {
            let why = format!("{code}: what court {court} stated of it has not come in yet");
            (Reason::Predecessor, why)
        }
        None => (Reason::Impossible, code.as_str().to_owned()),
    }
}

/// Why an event does not enter that goes on with a matter before the last that another court
/// stated of it.
pub(super) fn ahead(matter: Stream, event: EventId) -> Aside {
    let why = format!(
        "event {} of {matter} by another court has not come in yet",
        event.0
    );
    (Reason::Predecessor, why)
}

/// The court that gave the number of an event's matter.
fn given_by(recorded: &Recorded) -> Option<CourtCode> {
    match &recorded.event {
        Event::Entry(event) => event.entry_no().map(EntryNo::court),
        Event::Referral(event) => event.referral_no().map(ReferralNo::court),
        Event::Correction(_) => match recorded.corrects? {
            Stream::Entry(number) => Some(number.court()),
            Stream::Referral(number) => Some(number.court()),
            Stream::Application(_) => None,
        },
        Event::Reference(_) | Event::Oversight(_) | Event::Fund(_) | Event::Outreach(_) => None,
    }
}

fn behind() -> Aside {
    let why = "an earlier event of this court does not enter yet";
    (Reason::Waiting, why.to_owned())
}

fn join(events: &mut Vec<EventId>, event: EventId) {
    if !events.contains(&event) {
        events.push(event);
    }
}

/// The name of the finding that a court contradicts itself, and its rule.
fn id(court: CourtCode) -> Option<(FindingId, AuditRuleId)> {
    let rule = Rule::Equivocation.to_string();
    Some((name(court).parse().ok()?, rule.parse().ok()?))
}

fn name(court: CourtCode) -> String {
    format!("{}/court/{court}", Rule::Equivocation)
}

fn is_contradiction(finding: &Finding) -> bool {
    finding.rule.as_str().parse() == Ok(Rule::Equivocation)
}

fn court_in(subject: &str) -> Option<CourtCode> {
    subject.strip_prefix("court/")?.parse().ok()
}
