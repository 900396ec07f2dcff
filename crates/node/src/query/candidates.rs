//! Whom parties may be offered: never one name, and in an order that nobody chose (R19).

use std::collections::BTreeSet;

use chrono::NaiveDate;
use medreg_domain::eligibility::ReasonCode;
use medreg_domain::entry::Availability;
use medreg_domain::rotation::in_turn;
use medreg_domain::{CategoryCode, CourtCode, Kato, LanguageCode, PersonKey, RegionCode};
use serde::Serialize;
use strum::{IntoStaticStr, VariantArray};

use super::catalogue::{Catalogue, Listed};
use super::shown::{self, EntryShown, keeper};
use super::{Check, Moment, Sight, eligible};

/// Whom to offer: what is absent does not matter.
#[derive(Clone, Debug)]
pub struct Candidates {
    /// In the register of this court.
    pub court: Option<CourtCode>,
    /// In the register of any court of this region.
    pub region: Option<RegionCode>,
    /// For disputes of this category.
    pub category: Option<CategoryCode>,
    /// In this language.
    pub language: Option<LanguageCode>,
    /// Practising at this place, or within it.
    pub place: Option<Kato>,
    /// On this day, which decides the order too.
    pub on: NaiveDate,
    /// At most so many.
    pub size: usize,
}

/// What a list is narrowed by.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, IntoStaticStr, VariantArray,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Narrowing {
    /// The court; without it, all courts of its region.
    Court,
    /// The category.
    Category,
    /// The language.
    Language,
    /// The place of practice.
    Place,
}

/// What would be there without one narrowing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Widening {
    /// Which.
    pub without: Narrowing,
    /// Persons who may be pointed to then.
    pub eligible: usize,
}

/// Candidates in the order of the day.
#[derive(Clone, Debug, Serialize)]
pub struct Offered {
    /// Those of the list, each person once.
    pub items: Vec<EntryShown>,
    /// Persons in all who may be pointed to.
    pub eligible: usize,
    /// What would give more, most first.
    pub widen: Vec<Widening>,
}

/// A candidate, and what alone keeps it from the list.
struct Candidate<'c> {
    listed: &'c Listed,
    person: PersonKey,
    missed: Option<Narrowing>,
}

pub(super) fn offered(
    moment: &Moment<'_>,
    catalogue: &Catalogue,
    asked: &Candidates,
    sight: Sight,
) -> Offered {
    let all = catalogue.all();
    let near: Vec<Candidate<'_>> = all
        .filter_map(|listed| candidate(moment, listed, asked, sight))
        .collect();
    let fitting = near.iter().filter(|near| near.missed.is_none());
    let fitting: Vec<&Candidate<'_>> = fitting.collect();
    let mut persons = BTreeSet::new();
    let ordered = in_turn(asked.on, fitting, |near| near.listed.entry_no);
    let mut once: Vec<&Candidate<'_>> = ordered;
    once.retain(|near| persons.insert(near.person));
    let items = once.iter().take(asked.size);
    let shown =
        |near: &&Candidate<'_>| shown::entry(moment.reference(), near.listed, asked.on, sight);
    Offered {
        items: items.map(shown).collect(),
        eligible: once.len(),
        widen: widened(&near, &persons),
    }
}

/// Who may be pointed to and takes cases, unless more than one narrowing keeps them out.
fn candidate<'c>(
    moment: &Moment<'_>,
    listed: &'c Listed,
    asked: &Candidates,
    sight: Sight,
) -> Option<Candidate<'c>> {
    let Listed { entry_no, row, .. } = listed;
    let entry = &row.entry;
    if !entry.validity.is_active(asked.on) || entry.availability == Availability::Closed {
        return None;
    }
    let check = Check {
        entry_no: *entry_no,
        on: asked.on,
        category: asked.category,
        language: asked.language,
    };
    let silent_days = eligible::silent_days(moment.views(), *entry_no, row, asked.on);
    let told = eligible::told(moment.views(), row, &check, (silent_days, sight));
    let court = keeper(moment.reference(), *entry_no, row, asked.on);
    let region = asked.region.or(asked.court.map(CourtCode::region));
    if region.is_some_and(|region| region != court.region()) {
        return None;
    }
    let mut missed = BTreeSet::new();
    for reason in told.reasons.iter().filter(|reason| !reason.ok) {
        match reason.code {
            ReasonCode::Category => missed.insert(Narrowing::Category),
            ReasonCode::Language => missed.insert(Narrowing::Language),
            // A lighter sanction bars nobody from mediating.
            ReasonCode::NoSanction => false,
            ReasonCode::Active
            | ReasonCode::NoCoordinator
            | ReasonCode::TakesCases
            | ReasonCode::CourtHeard => return None,
        };
    }
    if asked.court.is_some_and(|wanted| wanted != court) {
        missed.insert(Narrowing::Court);
    }
    if asked
        .place
        .is_some_and(|place| !entry.practice_kato.lies_in(&place))
    {
        missed.insert(Narrowing::Place);
    }
    (missed.len() <= 1).then(|| Candidate {
        listed,
        person: moment.reference().person(entry.person),
        missed: missed.first().copied(),
    })
}

/// What each narrowing alone keeps out, with those who are there anyway.
fn widened(near: &[Candidate<'_>], fitting: &BTreeSet<PersonKey>) -> Vec<Widening> {
    let widenings = Narrowing::VARIANTS.iter().map(|without| {
        let kept_out = near.iter().filter(|near| near.missed == Some(*without));
        let kept_out: BTreeSet<PersonKey> = kept_out.map(|near| near.person).collect();
        Widening {
            without: *without,
            eligible: kept_out.union(fitting).count(),
        }
    });
    let more = widenings.filter(|widening| widening.eligible > fitting.len());
    let mut more: Vec<Widening> = more.collect();
    more.sort_by_key(|widening| (std::cmp::Reverse(widening.eligible), widening.without));
    more
}
