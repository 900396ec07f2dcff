//! What every court knows about the world: courts, regions, calendars, rulesets, fees,
//! categories, coordinators. A fold of the federal office's reference facts.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::calendar::Calendar;
use crate::codes::{
    CategoryCode, LanguageCode, OfficeId, ProviderId, QualityBodyId, SroId, SroOfficeId,
};
use crate::court_code::{CourtCode, RegionCode};
use crate::entry::EntryKind;
use crate::ids::VerificationId;
use crate::names::Names;
use crate::person::PersonKey;
use crate::rejection::{Code, Rejection, ensure};
use crate::ruleset::Rulesets;

pub mod builtin;
pub mod command;
mod coordinators;
mod courts;
mod decide;
pub mod event;
mod fees;
mod organisations;
mod persons;
mod verifications;

use coordinators::Coordinators;
pub use courts::Court;
use courts::Reorganisations;
pub use decide::decide;
use event::ReferenceEvent;
pub use fees::FeeDue;
use fees::{Fees, Schedule};
use organisations::Organisations;
use persons::Persons;
pub use verifications::SharedVerification;
use verifications::Verifications;

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
    pub categories: BTreeMap<CategoryCode, event::Category>,
    /// The languages.
    pub languages: BTreeMap<LanguageCode, Names>,
    coordinators: Coordinators,
    fees: Fees,
    organisations: Organisations,
    persons: Persons,
    reorganisations: Reorganisations,
    verifications: Verifications,
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

    /// True if somebody may act at the court on the day: a coordinator is in office, or the
    /// court has no such post (R22, R38).
    pub fn may_act(&self, court: CourtCode, day: NaiveDate) -> bool {
        self.court(court).is_ok_and(|known| {
            let policy = known.coordinator_required.range(..=day).next_back();
            policy.is_some_and(|(_, required)| !required)
        }) || self.coordinators.is_held(court, day)
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
        self.coordinates_between(person, day, day)
    }

    /// The court where the person is a coordinator on some day from the first to the last,
    /// under any key of the person (R24).
    fn coordinates_between(
        &self,
        person: PersonKey,
        first: NaiveDate,
        last: NaiveDate,
    ) -> Option<CourtCode> {
        self.keys_of(person)
            .find_map(|key| self.coordinators.court_of(key, first, last))
    }

    /// Refuses a person who is a coordinator on some day from the first to the last (R24).
    pub(crate) fn ensure_not_coordinator(
        &self,
        person: PersonKey,
        first: NaiveDate,
        last: NaiveDate,
    ) -> Result<(), Rejection> {
        match self.coordinates_between(person, first, last) {
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
        self.organisations.provider_recognised(provider, day)
    }

    /// True if the organisation of mediators is active on the day.
    pub fn sro_active(&self, sro: SroId, day: NaiveDate) -> bool {
        self.organisations.sro_active(sro, day)
    }

    /// True if the organisation of mediators has this regional office (R31).
    pub fn sro_has_office(&self, sro: SroId, office: SroOfficeId) -> bool {
        self.organisations.has_office(sro, office)
    }

    /// Refuses a quality body that is not registered on the day (R32).
    pub(crate) fn ensure_quality_body(
        &self,
        body: QualityBodyId,
        day: NaiveDate,
    ) -> Result<(), Rejection> {
        ensure(
            self.organisations.quality_body_registered(body, day),
            Code::QualityBodyUnknown,
            || format!("quality body {body} is not registered on {day}: name one that is"),
        )
    }

    /// The key that stands for the person: the smallest of those the office has merged.
    pub fn person(&self, key: PersonKey) -> PersonKey {
        self.persons.canonical(key)
    }

    /// Every key under which the person is known, merged ones too.
    pub fn keys_of(&self, key: PersonKey) -> impl Iterator<Item = PersonKey> {
        self.persons.keys(key)
    }

    /// Every key of a person that was merged with another.
    pub fn merged_keys(&self) -> impl Iterator<Item = PersonKey> {
        self.persons.merged()
    }

    /// The check of documents of that id, if a court shares it (R36).
    pub fn shared_verification(&self, id: VerificationId) -> Option<&SharedVerification> {
        self.verifications.shared(id)
    }

    /// The checks of the person's documents that courts share, under any key of the person.
    pub fn shared_verifications_of(
        &self,
        person: PersonKey,
    ) -> impl Iterator<Item = (VerificationId, &SharedVerification)> {
        self.keys_of(person)
            .flat_map(|key| self.verifications.of(key))
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
                let items = items.iter().map(|item| (item.code, item.clone()));
                self.categories.extend(items);
            }
            E::LanguagesSet { items, .. } => {
                let items = items.iter().map(|item| (item.code, item.names.clone()));
                self.languages.extend(items);
            }
            E::SroRegistered { .. }
            | E::SroStatusChanged { .. }
            | E::SroOfficeAdded { .. }
            | E::QualityBodyRegistered { .. }
            | E::TrainingProviderRecognised { .. } => self.organisations.evolve(event),
            E::PersonsMerged { person_keys, .. } => self.persons.merge(person_keys),
            E::PersonsSplit { person_keys, .. } => self.persons.split(person_keys),
            E::VerificationShared { .. } | E::VerificationWithdrawn { .. } => {
                self.verifications.evolve(event);
            }
            // No rule asks for these: they are denominators, which statistics keep.
            E::PopulationSet { .. } | E::CourtCasesSet { .. } => {}
        }
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
