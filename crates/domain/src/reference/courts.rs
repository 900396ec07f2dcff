//! Courts over time: where they sit, under which policy, and who took over from whom.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use chrono_tz::Tz;

use super::Reference;
use super::event::{ReferenceEvent, ReorganisationKind};
use crate::codes::{Kato, RulesetId};
use crate::court_code::{CourtCode, RegionCode};
use crate::names::Names;
use crate::rejection::Rejection;
use crate::ruleset::Ruleset;

/// A court on the map.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Court {
    /// What it is called.
    pub names: Names,
    /// Its kind.
    pub kind: String,
    /// The region it lies in.
    pub region: RegionCode,
    /// Its territory by the latest statement; [`Court::territory_on`] tells an earlier one.
    pub territory: Vec<Kato>,
    /// Its time zone.
    pub zone: Tz,
    /// First day, if known.
    pub valid_from: Option<NaiveDate>,
    /// Last day, once it ended.
    pub valid_to: Option<NaiveDate>,
    /// The courts that took over.
    pub successors: Vec<CourtCode>,
    /// Whether only a coordinator may act, by the day it began.
    pub coordinator_required: BTreeMap<NaiveDate, bool>,
    /// The ruleset the court acts under instead of the one in force, by the day it began.
    pub rulesets: BTreeMap<NaiveDate, Option<RulesetId>>,
    territories: BTreeMap<NaiveDate, Vec<Kato>>,
}

impl Court {
    /// The places that are the court's territory on a day (R42).
    pub fn territory_on(&self, day: NaiveDate) -> &[Kato] {
        let stated = self.territories.range(..=day).next_back();
        stated.map_or(&[], |(_, territory)| territory)
    }
}

/// One reorganisation that ends or divides courts.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Reorganisation {
    predecessors: Vec<CourtCode>,
    successors: Vec<CourtCode>,
    effective_on: NaiveDate,
}

/// Every reorganisation stated so far, in the order of their days.
///
/// Matters are followed through it from one day to the next, each step once: whatever was
/// stated, nobody can be led round in a circle.
#[derive(Clone, Debug, Default)]
pub(super) struct Reorganisations(Vec<Reorganisation>);

impl Reorganisations {
    fn add(&mut self, change: Reorganisation) {
        if self.0.contains(&change) {
            return;
        }
        let at = self
            .0
            .partition_point(|known| known.effective_on <= change.effective_on);
        self.0.insert(at, change);
    }

    fn until(&self, day: NaiveDate) -> impl Iterator<Item = &Reorganisation> {
        self.0
            .iter()
            .take_while(move |change| change.effective_on <= day)
    }
}

impl Reference {
    /// The courts that act on a day for what was the court's: itself while it sits, else those
    /// that took over, and those that took over from them. A court that was divided and goes
    /// on stands beside its successors. Empty once a court has closed without a successor.
    pub fn successors_on(&self, court: CourtCode, day: NaiveDate) -> Vec<CourtCode> {
        let mut acting = vec![court];
        for change in self.reorganisations.until(day) {
            let mut next = Vec::with_capacity(acting.len());
            for court in acting {
                let is_reorganised = change.predecessors.contains(&court);
                if is_reorganised {
                    next.extend_from_slice(&change.successors);
                }
                if !is_reorganised || self.begins_anew(court, change.effective_on, day) {
                    next.push(court);
                }
            }
            acting = distinct(next);
        }
        acting
    }

    /// True if `court` acts on the day for the matters of `predecessor`: it is that court and
    /// sits, or took over from it. While a divided court goes on, its matters stay with it
    /// until they are transferred.
    pub fn succeeds(&self, predecessor: CourtCode, court: CourtCode, day: NaiveDate) -> bool {
        let acting = self.successors_on(predecessor, day);
        let goes_on = acting.contains(&predecessor);
        acting.contains(&court) && (court == predecessor || !goes_on)
    }

    /// The one court that has taken over by a day, by merge, change of name or closure.
    ///
    /// A court that was split keeps its own code: its past cannot be told apart.
    pub fn current_court(&self, court: CourtCode, day: NaiveDate) -> CourtCode {
        let mut current = court;
        for change in self.reorganisations.until(day) {
            let ends = change.predecessors.contains(&current)
                && !change.successors.contains(&current)
                && !self.begins_anew(current, change.effective_on, day);
            match change.successors.as_slice() {
                _ if !ends => {}
                [only] => current = *only,
                [] | [_, _, ..] => return current,
            }
        }
        current
    }

    /// The ruleset a court acts under on a day: the one its policy names, though it be a
    /// variant or a proposal, else the one in force (R38, R47).
    pub fn ruleset_for(&self, court: CourtCode, day: NaiveDate) -> Result<&Ruleset, Rejection> {
        let policy = self
            .courts
            .get(&court)
            .and_then(|court| court.rulesets.range(..=day).next_back());
        let named = policy.and_then(|(_, ruleset)| *ruleset);
        match named.and_then(|id| self.rulesets.named(id).ok()) {
            Some(pilot) => Ok(pilot),
            None => self.rulesets.in_force(day),
        }
    }

    /// True if the court was registered again after it had ended.
    fn begins_anew(&self, court: CourtCode, ended_from: NaiveDate, day: NaiveDate) -> bool {
        let began_on = self.courts.get(&court).and_then(|court| court.valid_from);
        began_on.is_some_and(|began_on| ended_from <= began_on && began_on <= day)
    }

    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "only facts about courts come here"
    )]
    pub(super) fn evolve_courts(&mut self, event: &ReferenceEvent) {
        match event {
            ReferenceEvent::CourtRegistered {
                court,
                names,
                kind,
                region,
                territory,
                time_zone,
                valid_from,
            } => {
                let from = valid_from.unwrap_or(NaiveDate::MIN);
                let row = Court {
                    names: names.clone(),
                    kind: kind.clone(),
                    region: *region,
                    territory: territory.clone(),
                    zone: time_zone.parse().unwrap_or(chrono_tz::Asia::Almaty),
                    valid_from: *valid_from,
                    valid_to: None,
                    successors: Vec::new(),
                    coordinator_required: BTreeMap::new(),
                    rulesets: BTreeMap::new(),
                    territories: BTreeMap::from([(from, territory.clone())]),
                };
                self.register_court(*court, row);
            }
            ReferenceEvent::CourtReorganised {
                predecessors,
                successors,
                kind,
                effective_on,
                ..
            } if *kind != ReorganisationKind::Territory => self.reorganise(Reorganisation {
                predecessors: predecessors.clone(),
                successors: successors.clone(),
                effective_on: *effective_on,
            }),
            ReferenceEvent::CourtPolicySet {
                court,
                coordinator_required,
                effective_on,
                ruleset,
            } => {
                if let Some(court) = self.courts.get_mut(court) {
                    let policy = &mut court.coordinator_required;
                    policy.insert(*effective_on, *coordinator_required);
                    court.rulesets.insert(*effective_on, *ruleset);
                }
            }
            _ => {}
        }
    }

    /// A court stated again keeps its policy, its earlier territories and its first day, and
    /// its end unless it begins anew after it.
    fn register_court(&mut self, code: CourtCode, mut row: Court) {
        if let Some(known) = self.courts.remove(&code) {
            row.coordinator_required = known.coordinator_required;
            row.rulesets = known.rulesets;
            if row.valid_from.is_none()
                || known.valid_to.is_none()
                || row.valid_from <= known.valid_to
            {
                row.valid_from = row.valid_from.min(known.valid_from);
                row.valid_to = known.valid_to;
                row.successors = known.successors;
            }
            let stated = std::mem::replace(&mut row.territories, known.territories);
            row.territories.extend(stated);
        }
        if let Some(latest) = row.territories.values().next_back() {
            row.territory.clone_from(latest);
        }
        self.courts.insert(code, row);
    }

    /// A court that goes on under its code is its own successor and does not end.
    fn reorganise(&mut self, change: Reorganisation) {
        let ended = change
            .predecessors
            .iter()
            .filter(|code| !change.successors.contains(code));
        for code in ended {
            if let Some(court) = self.courts.get_mut(code) {
                court.valid_to = change.effective_on.pred_opt();
                court.successors.clone_from(&change.successors);
            }
        }
        self.reorganisations.add(change);
    }
}

/// The courts, each once, in the order in which they first stand.
fn distinct(courts: Vec<CourtCode>) -> Vec<CourtCode> {
    let mut once = Vec::with_capacity(courts.len());
    for court in courts {
        if !once.contains(&court) {
            once.push(court);
        }
    }
    once
}

#[cfg(test)]
mod tests;
