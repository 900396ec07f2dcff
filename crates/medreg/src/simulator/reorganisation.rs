//! A merger and a split in a simulated federation: a court ends, its matters go on elsewhere
//! under their old numbers.
//!
//! A life follows from the seed and the court's code alone, so a court that takes over lives
//! its predecessor's life once more to learn what it takes over.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use medreg_domain::entry::command::EntryCommand;
use medreg_domain::reference::Reference;
use medreg_domain::reference::event::{ReferenceEvent, ReorganisationKind};
use medreg_domain::referral::command::ReferralCommand;
use medreg_domain::{Command, CourtCode, EntryNo, OfficeId, ReferralNo, RegionCode};
use rand::RngExt;

use super::life::{Life, Task};
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

/// One merger and one split, each inside a region, where enough courts take part.
pub(super) fn plan(knobs: Knobs, courts: &[(CourtCode, Vec<OfficeId>)]) -> Vec<Reorganisation> {
    if courts.len() < COURTS_MIN {
        return Vec::new();
    }
    let mut regions: BTreeMap<RegionCode, Vec<CourtCode>> = BTreeMap::new();
    for (court, _) in courts {
        regions.entry(court.region()).or_default().push(*court);
    }
    let days = u64::try_from((knobs.end() - knobs.start()).num_days()).unwrap_or(2);
    let split = regions.values().find(|courts| courts.len() >= 3);
    let merged = regions.values().rfind(|courts| courts.len() >= 2);
    let split = split.map(|courts| Reorganisation {
        predecessor: courts[0],
        successors: courts[1..3].to_vec(),
        kind: ReorganisationKind::Split,
        on: knobs.start() + Days::new(days * 2 / 3),
    });
    let merged = merged.map(|courts| Reorganisation {
        predecessor: courts[0],
        successors: courts[1..2].to_vec(),
        kind: ReorganisationKind::Merge,
        on: knobs.start() + Days::new(days / 2),
    });
    let is_free = |other: &Reorganisation| {
        split
            .as_ref()
            .is_none_or(|split| split.predecessor != other.predecessor)
    };
    merged
        .into_iter()
        .filter(is_free)
        .chain(split.clone())
        .collect()
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
        for entry_no in self.live_entries() {
            let to_court = ending.successors[self.rng.random_range(0..ending.successors.len())];
            self.act(Command::Entry(EntryCommand::TransferEntry {
                entry_no,
                to_court,
            }))?;
        }
        for referral_no in self.open_referrals() {
            let to_court = ending.successors[self.rng.random_range(0..ending.successors.len())];
            self.act(Command::Referral(ReferralCommand::TransferReferral {
                referral_no,
                to_court,
            }))?;
        }
        Ok(())
    }

    fn live_entries(&self) -> Vec<EntryNo> {
        let live = |entry_no: &EntryNo| {
            let entry = self.court.docket().entries.get(entry_no);
            entry.is_some_and(|entry| entry.validity.is_active(self.today))
        };
        let entered = self.entered.iter().map(|entered| entered.entry_no);
        entered.filter(live).collect()
    }

    fn open_referrals(&self) -> Vec<ReferralNo> {
        let referrals = &self.court.docket().referrals;
        let numbers = self.disputes.iter().map(|dispute| dispute.referral_no);
        numbers
            .filter(|no| referrals.get(no).is_some_and(|referral| referral.is_open()))
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
        for TakeOver { mut life, .. } in due {
            life.live(today)?;
            self.adopt(life);
        }
        Ok(())
    }

    /// The predecessor's matters, and everything planned for them, become this court's.
    fn adopt(&mut self, predecessor: Life) {
        let Life {
            court,
            agenda,
            candidates,
            entered,
            disputes,
            ..
        } = predecessor;
        let (who, which) = (1_000_000 + self.candidates.len(), self.disputes.len());
        self.court.adopt(court);
        self.candidates.extend(
            candidates
                .into_iter()
                .map(|(number, candidate)| (number + who, candidate)),
        );
        self.entered.extend(entered);
        self.disputes.extend(disputes);
        for (day, tasks) in agenda {
            for task in tasks {
                let task = match task {
                    Task::Mediator(number, step) => Task::Mediator(number + who, step),
                    Task::Dispute(number, step) => Task::Dispute(number + which, step),
                    Task::Correction(step) => Task::Correction(step),
                    Task::Desk(_) => continue,
                };
                self.agenda.entry(day).or_default().push(task);
            }
        }
    }
}
