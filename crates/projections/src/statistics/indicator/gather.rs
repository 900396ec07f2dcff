//! Gathering: what every group of some breakdowns counted in every period, from the rows.
//!
//! Flows come from the cells; stocks of entries, workloads, courts and the figures from
//! outside are made here, as measures like any other.

use std::collections::BTreeSet;
use std::sync::Arc;

use medreg_domain::entry::Entry;
use medreg_domain::{CategoryCode, CourtCode, EntryNo, PersonKey, RegionCode};

use super::super::placing::Placing;
use super::super::totals::Totals;
use super::super::{CourtMonth, Facets, Map, Measure, Month, Period};
use super::{Counted, Dimension, Group, Indicator, Value};
use crate::register::EntryRow;
use crate::store::StoreError;
use crate::views::Views;

mod access;
mod outside;
mod stock;
mod table;

use table::Table;

/// Where the rows of the entries are: in the views, or with somebody who has them at hand.
pub trait Entries {
    /// Shows each entry, in any order.
    fn each_entry(&self, take: &mut dyn FnMut(EntryNo, &EntryRow)) -> Result<(), StoreError>;
}

impl Entries for Views {
    fn each_entry(&self, take: &mut dyn FnMut(EntryNo, &EntryRow)) -> Result<(), StoreError> {
        for row in self.entries() {
            let (entry_no, row) = row?;
            take(entry_no, &row);
        }
        Ok(())
    }
}

/// What is gathered, and how it is grouped.
struct Gathering<'g> {
    views: &'g Views,
    entries: &'g dyn Entries,
    placing: Placing<'g>,
    bys: &'g [Vec<Dimension>],
    periods: &'g [Period],
    counted: Arc<Counted>,
}

/// What was walked through at one moment. Cells and entries are walked once for all questions of
/// the same map, groups and periods: which indicator is asked for changes nothing in them.
#[derive(Debug, Default)]
pub struct Walked(Vec<(Walk, Arc<Counted>)>);

/// What is walked through, and for what.
#[derive(Debug, PartialEq, Eq)]
struct Walk {
    is_of_entries: bool,
    map: Map,
    bys: Vec<Vec<Dimension>>,
    periods: Vec<Period>,
}

/// What every group of these breakdowns counted in these periods.
pub(super) fn gather(
    (views, entries): (&Views, &dyn Entries),
    placing: Placing<'_>,
    indicator: Indicator,
    (bys, periods): (&[Vec<Dimension>], &[Period]),
    walked: &mut Walked,
) -> Result<Arc<Counted>, StoreError> {
    let mut gathering = Gathering {
        views,
        entries,
        placing,
        bys,
        periods,
        counted: Arc::default(),
    };
    gathering.walk_once(indicator.is_of_entries(), walked)?;
    if indicator == Indicator::S3 {
        gathering.inhabitants()?;
    } else if indicator == Indicator::S8 {
        gathering.court_cases()?;
    } else if indicator == Indicator::S27 {
        gathering.workloads()?;
    } else if indicator == Indicator::S28 {
        gathering.access()?;
    } else if indicator == Indicator::S29 {
        gathering.reporting()?;
    }
    Ok(gathering.counted)
}

impl Indicator {
    /// True for a stock of entries, of which no cell tells.
    fn is_of_entries(self) -> bool {
        matches!(self, Self::S1 | Self::S2 | Self::S3)
    }
}

impl Gathering<'_> {
    fn walk_once(&mut self, is_of_entries: bool, walked: &mut Walked) -> Result<(), StoreError> {
        let walk = Walk {
            is_of_entries,
            map: self.placing.map,
            bys: self.bys.to_vec(),
            periods: self.periods.to_vec(),
        };
        if let Some((_, counted)) = walked.0.iter().find(|(other, _)| *other == walk) {
            self.counted = Arc::clone(counted);
            return Ok(());
        }
        if is_of_entries {
            self.active()?;
        } else {
            self.counted = Arc::new(self.flows()?);
        }
        walked.0.push((walk, Arc::clone(&self.counted)));
        Ok(())
    }

    fn flows(&self) -> Result<Counted, StoreError> {
        let mut table: Table<'_, Totals> = Table::of(self.periods);
        for row in super::super::cells(self.views.store()) {
            let (CourtMonth { court, month }, cells) = row?;
            let place = self.placing.place(court);
            let periods = || self.periods.iter().enumerate();
            let within = periods().filter(|(_, period)| period.covers(month));
            let within: Vec<usize> = within.map(|(at, _)| at).collect();
            let after = periods().filter(|(_, period)| month < period.first());
            let after: Vec<usize> = after.map(|(at, _)| at).collect();
            if within.is_empty() && after.is_empty() {
                continue;
            }
            for (facets, measured) in cells.by_facets() {
                for by in self.bys {
                    let first = table.row(by, place, facets);
                    for (measure, cell) in measured {
                        for at in &within {
                            table.cell(first + at).add(*measure, cell);
                        }
                        for at in after.iter().filter(|_| measure.carries()) {
                            table.cell(first + at).carry(*measure, cell);
                        }
                    }
                }
            }
        }
        let counted = table.into_cells();
        Ok(counted.filter(|(_, totals)| !totals.is_empty()).collect())
    }

    /// What was counted, to be added to.
    fn counted(&mut self) -> &mut Counted {
        Arc::make_mut(&mut self.counted)
    }

    /// The periods a month lies in.
    fn periods_of(&self, month: Month) -> Vec<Period> {
        let periods = self.periods.iter().copied();
        periods.filter(|period| period.covers(month)).collect()
    }

    fn add_count(&mut self, group: Group, period: Period, measure: Measure, count: i64) {
        let totals = self.counted().entry((group, period)).or_default();
        totals.add_count(measure, count);
    }
}

/// What an entry counts as: once in each category and language it names.
fn facets_of<'e>(by: &[Dimension], entry: &'e Entry) -> impl Iterator<Item = Facets> + use<'e> {
    let categories = each(by.contains(&Dimension::Category), &entry.categories);
    let languages = each(by.contains(&Dimension::Language), &entry.languages);
    categories.flat_map(move |category| {
        languages.clone().map(move |language| Facets {
            category,
            language,
            kind: Some(entry.kind),
            ..Facets::default()
        })
    })
}

/// The group of a place and facets in a breakdown.
fn group(by: &[Dimension], place: (CourtCode, RegionCode), facets: &Facets) -> Group {
    let values = by
        .iter()
        .map(|dimension| Value::of(*dimension, place, facets));
    Group(values.collect())
}

/// Each item where they are asked for and there are any; otherwise the unknown one.
fn each<T: Copy>(is_asked: bool, items: &[T]) -> impl Iterator<Item = Option<T>> + Clone {
    let items = if is_asked { items } else { &[] };
    let unknown = items.is_empty().then_some(None);
    items.iter().copied().map(Some).chain(unknown)
}
