//! Courts: which have no active mediator for a group (S28), which report (S29).

use std::collections::BTreeSet;

use fixedbitset::FixedBitSet;
use medreg_domain::entry::EntryKind;
use medreg_domain::{CategoryCode, CourtCode};
use rustc_hash::FxHashMap;
use strum::VariantArray;

use super::table::Table;
use super::{
    CourtMonth, Dimension, Facets, Gathering, Group, Measure, Period, StoreError, each, facets_of,
    group,
};

/// What a court's mediators can be pointed to for, and in which periods.
type Offered = FxHashMap<Facets, FixedBitSet>;

/// Courts, and those of them without a mediator.
#[derive(Clone, Debug, Default)]
struct Courts {
    all: i64,
    without: i64,
}

impl Courts {
    fn add(&mut self, is_served: bool) {
        self.all += 1;
        self.without += i64::from(!is_served);
    }
}

impl Gathering<'_> {
    /// Courts on the map, and those of them without an active mediator for the group.
    ///
    /// A category counts where an entry names it, one above it or one below it.
    pub(super) fn access(&mut self) -> Result<(), StoreError> {
        let offered = self.offered()?;
        let none = Offered::default();
        let askable = |by: &&Vec<Dimension>| {
            !by.contains(&Dimension::Channel) && !by.contains(&Dimension::Source)
        };
        let bys = self.bys.iter().filter(askable);
        let asked: Vec<(&Vec<Dimension>, Vec<Facets>)> =
            bys.map(|by| (by, self.wanted(by))).collect();
        let mut table: Table<'_, Courts> = Table::of(self.periods);
        for (at, period) in self.periods.iter().enumerate() {
            for court in self.placing.courts(period.last().last_day()) {
                let place = self.placing.place(court);
                let here = offered.get(&court).unwrap_or(&none).iter();
                let here = here.filter(|(_, periods)| periods.contains(at));
                let here: Vec<&Facets> = here.map(|(facets, _)| facets).collect();
                for (by, wanted) in &asked {
                    for wanted in wanted {
                        let first = table.row(by, place, wanted);
                        let is_served = here.iter().any(|own| serves(own, wanted));
                        table.cell(first + at).add(is_served);
                    }
                }
            }
        }
        for ((group, period), courts) in table.into_cells() {
            if courts.all > 0 {
                self.add_count(group.clone(), period, Measure::Courts, courts.all);
                let without = courts.without;
                self.add_count(group, period, Measure::CourtsWithoutMediator, without);
            }
        }
        Ok(())
    }

    /// What is offered at each court: of many mediators alike, one is enough to look at.
    fn offered(&self) -> Result<FxHashMap<CourtCode, Offered>, StoreError> {
        let ends: Vec<_> = self.periods.iter().map(|it| it.last().last_day()).collect();
        let mut offered: FxHashMap<CourtCode, Offered> = FxHashMap::default();
        self.entries.each_entry(&mut |entry_no, row| {
            let is_active = |at: &usize| row.entry.validity.is_active(ends[*at]);
            let periods: FixedBitSet = (0..ends.len()).filter(is_active).collect();
            if periods.is_clear() {
                return;
            }
            let court = self.placing.place(entry_no.court()).0;
            let at_court = offered.entry(court).or_default();
            for facets in facets_of(&[Dimension::Category, Dimension::Language], &row.entry) {
                at_court.entry(facets).or_default().union_with(&periods);
            }
        })?;
        Ok(offered)
    }

    /// Every category, kind and language a mediator may be looked for by.
    fn wanted(&self, by: &[Dimension]) -> Vec<Facets> {
        let reference = self.placing.reference;
        let categories: Vec<_> = reference.categories.keys().copied().collect();
        let languages: Vec<_> = reference.languages.keys().copied().collect();
        let mut wanted = Vec::new();
        for category in each(by.contains(&Dimension::Category), &categories) {
            for language in each(by.contains(&Dimension::Language), &languages) {
                for kind in each(by.contains(&Dimension::Kind), EntryKind::VARIANTS) {
                    wanted.push(Facets {
                        category,
                        kind,
                        language,
                        ..Facets::default()
                    });
                }
            }
        }
        wanted
    }

    /// Courts on the map, and those from which an event occurred in the period; a court that
    /// reports is one of the courts whether or not the facts name it.
    pub(super) fn reporting(&mut self) -> Result<(), StoreError> {
        let mut courts: BTreeSet<(Group, Period, CourtCode)> = BTreeSet::new();
        let mut reporting = BTreeSet::new();
        for row in super::super::super::cells(self.views.store()) {
            let (CourtMonth { court, month }, cells) = row?;
            let is_event = |measure| measure == Measure::RecordingLag;
            if !cells.iter().any(|(_, measure, _)| is_event(measure)) {
                continue;
            }
            for period in self.periods_of(month) {
                reporting.extend(self.courts_rows(court, period));
            }
        }
        for period in self.periods {
            for court in self.placing.courts(period.last().last_day()) {
                courts.extend(self.courts_rows(court, *period));
            }
        }
        courts.extend(reporting.iter().cloned());
        for (group, period, _) in courts {
            self.add_count(group, period, Measure::Courts, 1);
        }
        for (group, period, _) in reporting {
            self.add_count(group, period, Measure::CourtsReporting, 1);
        }
        Ok(())
    }

    fn courts_rows(&self, court: CourtCode, period: Period) -> Vec<(Group, Period, CourtCode)> {
        let place = self.placing.place(court);
        let facets = Facets::default();
        let row = |by: &Vec<Dimension>| (group(by, place, &facets), period, place.0);
        self.bys.iter().map(row).collect()
    }
}

/// True if a mediator of such facets can be pointed to for the category, kind and language.
fn serves(own: &Facets, wanted: &Facets) -> bool {
    let is_akin = |wanted| own.category.is_some_and(|own| is_akin(&own, &wanted));
    let category = wanted.category.is_none_or(is_akin);
    let language = wanted.language.is_none() || own.language == wanted.language;
    let kind = wanted.kind.is_none() || own.kind == wanted.kind;
    category && language && kind
}

/// True if one category is the other, or lies above or below it in the tree.
fn is_akin(own: &CategoryCode, wanted: &CategoryCode) -> bool {
    let below = |one: &str, other: &str| {
        one.strip_prefix(other)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    };
    below(own.as_str(), wanted.as_str()) || below(wanted.as_str(), own.as_str())
}
