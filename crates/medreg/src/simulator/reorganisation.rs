//! A merger and a split in a simulated federation: a court ends, its matters go on elsewhere
//! under their old numbers.
//!
//! A life follows from the seed and the court's code alone, so a court that takes over lives
//! its predecessor's life once more to learn what it takes over.

use chrono::{Days, NaiveDate};
use medreg_domain::entry::command::EntryCommand;
use medreg_domain::reference::Reference;
use medreg_domain::reference::event::{ReferenceEvent, ReorganisationKind};
use medreg_domain::referral::Referral;
use medreg_domain::referral::command::ReferralCommand;
use medreg_domain::standing::Standing;
use medreg_domain::{Command, CourtCode, EntryNo, OfficeId, ReferralNo};

use super::life::{Life, Task};
use super::mediators::Entered;
use super::{Knobs, SimulationError};

/// Fewer courts than this stay as they are.
const COURTS_MIN: usize = 6;

/// A court that ends, and who takes over.
#[derive(Clone, Debug)]
pub(super) struct Reorganisation {
    pub(super) predecessor: CourtCode,
    pub(super) successors: Vec<CourtCode>,
    pub(super) kind: ReorganisationKind,
    /// The first day without the predecessor.
    pub(super) on: NaiveDate,
}

/// A predecessor whose matters a court takes over.
#[derive(Debug)]
pub(super) struct TakeOver {
    pub(super) life: Life,
    pub(super) reorganisation: Reorganisation,
}

impl Reorganisation {
    /// True if the court ends by it or takes over.
    pub(super) fn concerns(&self, court: CourtCode) -> bool {
        self.predecessor == court || self.successors.contains(&court)
    }

    /// The court that goes on with a matter, by the matter's number in the predecessor's life.
    fn successor_of(&self, number: usize) -> Option<CourtCode> {
        let at = number.checked_rem(self.successors.len())?;
        self.successors.get(at).copied()
    }
}

/// One merger and one split where enough courts take part, each of neighbours and inside a
/// region if it can be. The first court stays as it is: examples are told of it.
pub(super) fn plan(knobs: Knobs, courts: &[(CourtCode, Vec<OfficeId>)]) -> Vec<Reorganisation> {
    if courts.len() < COURTS_MIN {
        return Vec::new();
    }
    let free: Vec<CourtCode> = courts.iter().skip(1).map(|(court, _)| *court).collect();
    let days = u64::try_from((knobs.end() - knobs.start()).num_days()).unwrap_or(2);
    let mut planned = Vec::new();
    let of_one_region = |courts: &&[CourtCode]| {
        let mut pairs = courts.windows(2);
        pairs.all(|pair| pair[0].region() == pair[1].region())
    };
    let mut threes = free.windows(3);
    let split = threes.clone().find(of_one_region).or_else(|| threes.next());
    let apart = |pair: &&[CourtCode]| {
        !split.is_some_and(|split| pair.iter().any(|court| split.contains(court)))
    };
    let mut pairs = free.windows(2).rev().filter(apart);
    let merged = pairs.clone().find(of_one_region).or_else(|| pairs.next());
    if let Some([predecessor, successor]) = merged {
        planned.push(Reorganisation {
            predecessor: *predecessor,
            successors: vec![*successor],
            kind: ReorganisationKind::Merge,
            on: knobs.start() + Days::new(days / 2),
        });
    }
    if let Some([predecessor, successors @ ..]) = split {
        planned.push(Reorganisation {
            predecessor: *predecessor,
            successors: successors.to_vec(),
            kind: ReorganisationKind::Split,
            on: knobs.start() + Days::new(days * 2 / 3),
        });
    }
    planned
}

/// What the office states of it, ahead of the day.
pub(super) fn facts(
    planned: &[Reorganisation],
    reference: &Reference,
) -> Vec<(NaiveDate, ReferenceEvent)> {
    let mut facts = Vec::new();
    for one in planned {
        facts.push((
            one.on,
            ReferenceEvent::CourtReorganised {
                predecessors: vec![one.predecessor],
                successors: one.successors.clone(),
                kind: one.kind,
                effective_on: one.on,
                act_ref: "simulated".to_owned(),
            },
        ));
        let widened = one.successors.iter().filter_map(|successor| {
            let (old, new) = (
                reference.courts.get(&one.predecessor)?,
                reference.courts.get(successor)?,
            );
            let mut territory = new.territory_on(one.on).to_vec();
            territory.extend_from_slice(old.territory_on(one.on));
            territory.sort_unstable();
            territory.dedup();
            let registered = ReferenceEvent::CourtRegistered {
                court: *successor,
                names: new.names.clone(),
                kind: new.kind.clone(),
                region: new.region,
                territory,
                time_zone: new.zone.name().to_owned(),
                valid_from: Some(one.on),
            };
            Some((one.on, registered))
        });
        facts.extend(widened);
    }
    facts
}

impl Life {
    /// True once the court has ended.
    pub(super) fn has_ended(&self) -> bool {
        self.ending
            .as_ref()
            .is_some_and(|ending| self.today >= ending.on)
    }

    /// Hands the matters of a split court over, on its last working day.
    pub(super) fn hand_over(&mut self) -> Result<(), SimulationError> {
        let Some(ending) = self.ending.clone().filter(|_| !self.handed_over) else {
            return Ok(());
        };
        self.handed_over = true;
        if ending.kind != ReorganisationKind::Split {
            return Ok(());
        }
        for (who, entry_no) in self.kept_entries() {
            if let Some(to_court) = ending.successor_of(who) {
                self.act(Command::Entry(EntryCommand::TransferEntry {
                    entry_no,
                    to_court,
                }))?;
            }
        }
        for (which, referral_no) in self.open_referrals() {
            if let Some(to_court) = ending.successor_of(which) {
                self.act(Command::Referral(ReferralCommand::TransferReferral {
                    referral_no,
                    to_court,
                }))?;
            }
        }
        Ok(())
    }

    /// Entries that are not removed, with the candidates they are of.
    fn kept_entries(&self) -> Vec<(usize, EntryNo)> {
        let is_kept = |entry_no: &EntryNo| {
            let entry = self.court.docket().entries.get(entry_no);
            entry.is_some_and(|entry| match entry.validity.standing(self.today) {
                Standing::Active
                | Standing::Suspended { .. }
                | Standing::Lapsed { .. }
                | Standing::NotYet => true,
                Standing::Removed { .. } => false,
            })
        };
        let entered = self.entered.iter();
        entered
            .filter(|entered| is_kept(&entered.entry_no))
            .map(|entered| (entered.who, entered.entry_no))
            .collect()
    }

    /// Disputes without a result, with their places.
    fn open_referrals(&self) -> Vec<(usize, ReferralNo)> {
        let referrals = &self.court.docket().referrals;
        let numbers = self.disputes.iter().map(|dispute| dispute.referral_no);
        numbers
            .enumerate()
            .filter(|(_, no)| referrals.get(no).is_some_and(Referral::is_open))
            .collect()
    }

    /// Takes over what the predecessors of today leave.
    pub(super) fn take_over(&mut self) -> Result<(), SimulationError> {
        let today = self.today;
        let calendar = &self.court.reference().calendar;
        // The predecessor hands over on its last working day, the first without it.
        let due = |one: &mut TakeOver| {
            let last = calendar.roll(one.reorganisation.on);
            last.unwrap_or(one.reorganisation.on) < today
        };
        let due: Vec<TakeOver> = self.takes_over.extract_if(.., due).collect();
        for mut predecessor in due {
            predecessor.life.live(today)?;
            self.adopt(predecessor);
        }
        Ok(())
    }

    /// The predecessor's matters become this court's, with what is planned for those of them
    /// that came here: the others go on at the other successors.
    fn adopt(&mut self, predecessor: TakeOver) {
        let TakeOver {
            life,
            reorganisation,
        } = predecessor;
        let Life {
            court,
            agenda,
            candidates,
            entered,
            disputes,
            ..
        } = life;
        let own = Some(self.code());
        let comes_here = |number: usize| reorganisation.successor_of(number) == own;
        let (who, which) = (1_000_000 + self.candidates.len(), self.disputes.len());
        self.court.adopt(court);
        let candidates = candidates.into_iter();
        self.candidates
            .extend(candidates.map(|(number, candidate)| (number + who, candidate)));
        let here = entered
            .into_iter()
            .filter(|entered| comes_here(entered.who));
        self.entered.extend(here.map(|entered| Entered {
            who: entered.who + who,
            ..entered
        }));
        self.disputes.extend(disputes);
        for (day, tasks) in agenda {
            let here = tasks.into_iter().filter_map(|task| match task {
                Task::Mediator(number, step) => {
                    comes_here(number).then_some(Task::Mediator(number + who, step))
                }
                Task::Dispute(number, step) => {
                    comes_here(number).then_some(Task::Dispute(number + which, step))
                }
                Task::Correction(step) => {
                    let number = step.matter.number();
                    comes_here(number).then(|| Task::Correction(step.moved(who, which)))
                }
                Task::Desk(_) => None,
            });
            self.agenda.entry(day).or_default().extend(here);
        }
    }
}

#[cfg(test)]
mod tests;
