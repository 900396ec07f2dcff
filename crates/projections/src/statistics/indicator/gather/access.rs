//! Courts: which have no active mediator for a group (S28), which report (S29).

use std::collections::BTreeSet;

use medreg_domain::entry::{Entry, EntryKind};
use medreg_domain::{CategoryCode, CourtCode};
use strum::VariantArray;

use super::{
    CourtMonth, Dimension, Facets, Gathering, Group, Measure, Period, StoreError, each, group,
};

impl Gathering<'_> {
    /// Courts on the map, and those of them without an active mediator for the group.
    ///
    /// A category counts where an entry names it, one above it or one below it.
    pub(super) fn access(&mut self) -> Result<(), StoreError> {
        let mut entries: Vec<(CourtCode, Entry)> = Vec::new();
        let ends: Vec<_> = self.periods.iter().map(|it| it.last().last_day()).collect();
        self.entries.each_entry(&mut |entry_no, row| {
            if ends.iter().any(|day| row.entry.validity.is_active(*day)) {
                let court = self.placing.place(entry_no.court()).0;
                entries.push((court, row.entry.clone()));
            }
        })?;
        let askable = |by: &&Vec<Dimension>| {
            !by.contains(&Dimension::Channel) && !by.contains(&Dimension::Source)
        };
        let bys: Vec<&Vec<Dimension>> = self.bys.iter().filter(askable).collect();
        for period in self.periods {
            let day = period.last().last_day();
            let active: Vec<&(CourtCode, Entry)> = entries
                .iter()
                .filter(|(_, entry)| entry.validity.is_active(day))
                .collect();
            let courts: Vec<CourtCode> = self.placing.courts(day).collect();
            for court in courts {
                let here: Vec<&Entry> = active
                    .iter()
                    .filter(|(at, _)| *at == court)
                    .map(|(_, entry)| entry)
                    .collect();
                for by in &bys {
                    self.access_of(court, *period, by, &here);
                }
            }
        }
        Ok(())
    }

    fn access_of(&mut self, court: CourtCode, period: Period, by: &[Dimension], here: &[&Entry]) {
        let place = self.placing.place(court);
        for facets in self.wanted(by) {
            let group = group(by, place, &facets);
            let is_without = !here.iter().any(|entry| serves(entry, &facets));
            self.add_count(group.clone(), period, Measure::Courts, 1);
            let without = i64::from(is_without);
            self.add_count(group, period, Measure::CourtsWithoutMediator, without);
        }
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
            for period in self.periods_of(month).0 {
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

/// True if the mediator can be pointed to for the category, kind and language.
fn serves(entry: &Entry, wanted: &Facets) -> bool {
    let category = wanted
        .category
        .is_none_or(|wanted| entry.categories.iter().any(|own| is_akin(own, &wanted)));
    let language = wanted
        .language
        .is_none_or(|wanted| entry.languages.contains(&wanted));
    let kind = wanted.kind.is_none_or(|wanted| entry.kind == wanted);
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
