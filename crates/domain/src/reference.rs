//! What every court knows about the world: courts, regions, calendars, rulesets, fees,
//! categories, coordinators. A fold of the federal office's reference facts.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use chrono_tz::Tz;

use crate::calendar::Calendar;
use crate::codes::{CategoryCode, Kato, LanguageCode, OfficeId, ProviderId, SroId};
use crate::court_code::{CourtCode, RegionCode};
use crate::entry::EntryKind;
use crate::names::Names;
use crate::person::PersonKey;
use crate::rejection::{Code, Rejection, ensure};
use crate::ruleset::Rulesets;

pub mod builtin;
mod coordinators;
pub mod event;
mod fees;

use coordinators::Coordinators;

use event::{ReferenceEvent, ReorganisationKind, SroStatus};
pub use fees::FeeDue;
use fees::{Fees, Schedule};

/// The world as the federal office has stated it so far.
#[derive(Clone, Debug, Default)]
pub struct Reference {
    /// Courts, with their names, territory and days.
    pub courts: BTreeMap<CourtCode, Court>,
    /// The names of regions over time, oldest first.
    pub regions: BTreeMap<RegionCode, Vec<Region>>,
    /// Non-working days.
    pub calendar: Calendar,
    /// The states of the law.
    pub rulesets: Rulesets,
    /// The tree of categories.
    pub categories: BTreeMap<CategoryCode, Option<CategoryCode>>,
    /// The languages.
    pub languages: BTreeMap<LanguageCode, Names>,
    coordinators: Coordinators,
    fees: Fees,
    sros: BTreeMap<SroId, BTreeMap<NaiveDate, SroStatus>>,
    providers: BTreeMap<ProviderId, (NaiveDate, Option<NaiveDate>)>,
}

/// A court on the map.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Court {
    /// What it is called.
    pub names: Names,
    /// Its kind.
    pub kind: String,
    /// The region it lies in.
    pub region: RegionCode,
    /// Its territory.
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
}

/// A region's name from a day on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Region {
    /// From when.
    pub effective_on: Option<NaiveDate>,
    /// What it is called.
    pub names: Names,
}

impl Reference {
    /// The court, or a refusal that names it.
    pub fn court(&self, code: CourtCode) -> Result<&Court, Rejection> {
        self.courts.get(&code).ok_or_else(|| {
            Rejection::new(
                Code::WrongCourt,
                format!("there is no court {code} in the reference facts"),
            )
        })
    }

    /// Refuses unless the office may act at the court on the day (R22, R38).
    pub fn ensure_in_office(
        &self,
        court: CourtCode,
        office: OfficeId,
        day: NaiveDate,
    ) -> Result<(), Rejection> {
        let policy = &self.court(court)?.coordinator_required;
        if policy
            .range(..=day)
            .next_back()
            .is_some_and(|(_, required)| !required)
        {
            return Ok(());
        }
        if self.coordinators.holder(court, office, day).is_some() {
            return Ok(());
        }
        let known = self.coordinators.is_known(court, office);
        let elsewhere = self.coordinators.elsewhere(office, day);
        Err(match elsewhere.filter(|_| !known) {
            Some(elsewhere) => Rejection::new(
                Code::WrongCourt,
                format!("office {office} belongs to court {elsewhere}, not {court}"),
            ),
            None => Rejection::new(
                Code::CoordinatorNotInOffice,
                format!("no coordinator holds office {office} at {court} on {day}"),
            ),
        })
    }

    /// The person who holds an office on a day.
    pub fn holder(&self, court: CourtCode, office: OfficeId, day: NaiveDate) -> Option<PersonKey> {
        self.coordinators.holder(court, office, day)
    }

    /// The court where the person is a coordinator on a day, if any (R24).
    pub fn coordinates_at(&self, person: PersonKey, day: NaiveDate) -> Option<CourtCode> {
        self.coordinators.court_of(person, day, day)
    }

    /// Refuses a person who is a coordinator on some day from the first to the last (R24).
    pub(crate) fn ensure_not_coordinator(
        &self,
        person: PersonKey,
        first: NaiveDate,
        last: NaiveDate,
    ) -> Result<(), Rejection> {
        match self.coordinators.court_of(person, first, last) {
            Some(court) => Err(Rejection::new(
                Code::CoordinatorMediatorConflict,
                format!("the person is a coordinator at {court} and cannot be a mediator anywhere"),
            )),
            None => Ok(()),
        }
    }

    /// The fee for an entry of this kind on a day (R40).
    pub fn fee(&self, kind: EntryKind, day: NaiveDate) -> Result<FeeDue, Rejection> {
        self.fees.due(kind, day)
    }

    /// True if the provider may train on the day.
    pub fn provider_recognised(&self, provider: ProviderId, day: NaiveDate) -> bool {
        let recognised = self.providers.get(&provider);
        recognised.is_some_and(|(from, to)| *from <= day && to.is_none_or(|to| day <= to))
    }

    /// True if the organisation of mediators is active on the day.
    pub fn sro_active(&self, sro: SroId, day: NaiveDate) -> bool {
        let status = self
            .sros
            .get(&sro)
            .and_then(|status| status.range(..=day).next_back());
        status.is_some_and(|(_, status)| *status == SroStatus::Active)
    }

    /// Refuses a category that is not in the tree.
    pub fn ensure_category(&self, category: CategoryCode) -> Result<(), Rejection> {
        ensure(
            self.categories.contains_key(&category),
            Code::CategoryUnknown,
            || format!("category `{category}` is not in the tree"),
        )
    }

    /// Refuses a language that is not in the list.
    pub fn ensure_language(&self, language: LanguageCode) -> Result<(), Rejection> {
        ensure(
            self.languages.contains_key(&language),
            Code::LanguageUnknown,
            || format!("language `{language}` is not in the list"),
        )
    }

    /// Takes a fact over. Never fails: what was stated is so.
    pub fn evolve(&mut self, event: &ReferenceEvent) {
        use ReferenceEvent as E;
        match event {
            E::CourtRegistered { .. } | E::CourtReorganised { .. } | E::CourtPolicySet { .. } => {
                self.evolve_courts(event);
            }
            E::RegionChanged {
                region,
                names,
                effective_on,
                ..
            } => self.name_region(*region, *effective_on, names),
            E::CourtKeyAdded { .. } | E::CourtKeyRevoked { .. } => {}
            E::CoordinatorAppointed {
                court,
                office,
                person_key,
                from,
                ..
            } => self
                .coordinators
                .appoint((*court, *office), *person_key, *from),
            E::CoordinatorReleased {
                court, office, on, ..
            } => self.coordinators.release((*court, *office), *on),
            E::RulesetPublished(ruleset) => self.rulesets.publish((**ruleset).clone()),
            E::HolidayCalendarSet {
                year,
                non_working,
                working_transfers,
                ..
            } => {
                let working = working_transfers.iter().copied();
                self.calendar
                    .set_year(*year, non_working.iter().copied(), working);
            }
            E::FeeScheduleSet { .. } | E::MciSet { .. } => self.evolve_fees(event),
            E::CategoriesSet { items, .. } => {
                let items = items.iter().map(|item| (item.code, item.parent));
                self.categories.extend(items);
            }
            E::LanguagesSet { items, .. } => {
                let items = items.iter().map(|item| (item.code, item.names.clone()));
                self.languages.extend(items);
            }
            E::SroRegistered { sro, .. } => {
                let status = self.sros.entry(*sro).or_default();
                status.insert(NaiveDate::MIN, SroStatus::Active);
            }
            E::SroStatusChanged { sro, status, on } => {
                self.sros.entry(*sro).or_default().insert(*on, *status);
            }
            E::TrainingProviderRecognised {
                id,
                valid_from,
                valid_to,
                ..
            } => {
                self.providers.insert(*id, (*valid_from, *valid_to));
            }
            E::SroOfficeAdded { .. }
            | E::QualityBodyRegistered { .. }
            | E::PersonsMerged { .. }
            | E::PersonsSplit { .. }
            | E::VerificationShared { .. }
            | E::VerificationWithdrawn { .. }
            | E::PopulationSet { .. }
            | E::CourtCasesSet { .. } => {}
        }
    }

    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "only facts about courts come here"
    )]
    fn evolve_courts(&mut self, event: &ReferenceEvent) {
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
                };
                self.register_court(*court, row);
            }
            ReferenceEvent::CourtReorganised {
                predecessors,
                successors,
                kind,
                effective_on,
                ..
            } if *kind != ReorganisationKind::Territory => {
                // A court that goes on under its code is its own successor and does not end.
                let ended = predecessors
                    .iter()
                    .filter(|code| !successors.contains(code));
                for code in ended {
                    if let Some(court) = self.courts.get_mut(code) {
                        court.valid_to = effective_on.pred_opt();
                        court.successors.clone_from(successors);
                    }
                }
            }
            ReferenceEvent::CourtPolicySet {
                court,
                coordinator_required,
                effective_on,
                ruleset: _,
            } => {
                if let Some(court) = self.courts.get_mut(court) {
                    let policy = &mut court.coordinator_required;
                    policy.insert(*effective_on, *coordinator_required);
                }
            }
            _ => {}
        }
    }

    /// A court stated again keeps its policy, and its end unless it begins anew after it.
    fn register_court(&mut self, code: CourtCode, mut row: Court) {
        if let Some(known) = self.courts.remove(&code) {
            row.coordinator_required = known.coordinator_required;
            if row.valid_from.is_none() || row.valid_from <= known.valid_to {
                row.valid_to = known.valid_to;
                row.successors = known.successors;
            }
        }
        self.courts.insert(code, row);
    }

    fn name_region(&mut self, region: RegionCode, effective_on: Option<NaiveDate>, names: &Names) {
        let periods = self.regions.entry(region).or_default();
        periods.retain(|period| period.effective_on != effective_on);
        periods.push(Region {
            effective_on,
            names: names.clone(),
        });
        periods.sort_by_key(|period| period.effective_on);
    }

    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "only facts about fees come here"
    )]
    fn evolve_fees(&mut self, event: &ReferenceEvent) {
        match event {
            ReferenceEvent::FeeScheduleSet {
                schedule,
                entry_kind,
                amount,
                mci_multiple,
                validity_months,
                effective_from,
            } => {
                let schedule = Schedule {
                    id: *schedule,
                    amount: *amount,
                    mci_multiple: *mci_multiple,
                    validity_months: *validity_months,
                };
                self.fees
                    .set_schedule(*entry_kind, *effective_from, schedule);
            }
            ReferenceEvent::MciSet {
                amount,
                effective_from,
            } => self.fees.set_mci(*effective_from, *amount),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests;
