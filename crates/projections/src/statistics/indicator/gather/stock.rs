//! Stocks of entries at the end of a period, and the workload of a year.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::table::Table;
use super::{EntryNo, EntryRow, Gathering, Measure, Period, PersonKey, StoreError, facets_of};
use crate::statistics::Cell;
use crate::statistics::workload::workloads;

/// What counts of one entry.
#[derive(Debug)]
struct Held {
    person: PersonKey,
    /// Where the rows of its groups stand.
    rows: Range<usize>,
    /// Where its periods stand, and what it weighs in each.
    weights: Range<usize>,
}

impl<'g> Gathering<'g> {
    /// Entries active at the end of each period, and the persons they belong to.
    pub(super) fn active(&mut self) -> Result<(), StoreError> {
        let weigh = |_: EntryNo, row: &EntryRow, period: Period| {
            let is_active = row.entry.validity.is_active(period.last().last_day());
            is_active.then_some(1)
        };
        let table = self.by_person(weigh, |(entries, persons): &mut (i64, i64), own| {
            *entries += own;
            *persons += 1;
        })?;
        for ((group, period), (entries, persons)) in table.into_cells() {
            if persons > 0 {
                self.add_count(group.clone(), period, Measure::ActiveEntries, entries);
                self.add_count(group, period, Measure::ActivePersons, persons);
            }
        }
        Ok(())
    }

    /// Mediators by the procedures started under them: those active at the end of the period,
    /// and those who had one in it.
    pub(super) fn workloads(&mut self) -> Result<(), StoreError> {
        let started: FxHashMap<_, _> =
            workloads(self.views.store()).collect::<Result<_, StoreError>>()?;
        let weigh = |entry_no: EntryNo, row: &EntryRow, period: Period| {
            let workload = started.get(&entry_no);
            let of_year = workload.and_then(|workload| workload.started.get(&period.year()));
            let count = of_year.copied().unwrap_or(0);
            let is_active = row.entry.validity.is_active(period.last().last_day());
            (count != 0 || is_active).then_some(count)
        };
        let table = self.by_person(weigh, |cell: &mut Cell, own| {
            cell.count += 1;
            cell.sum += own;
            cell.add_days(i32::try_from(own).unwrap_or(i32::MAX), 1);
        })?;
        for (key, of_persons) in table.into_cells() {
            if of_persons.count > 0 {
                let totals = self.counted().entry(key).or_default();
                let cell = totals.now.entry(Measure::Workload).or_default();
                cell.merge(&of_persons);
            }
        }
        Ok(())
    }

    /// Weighs each entry in each period, and takes for each group and period what the entries of
    /// each person come to. Those of a person are brought together first: a set of persons for
    /// each group and period would take a hundred times as long.
    fn by_person<T: Clone + Default>(
        &self,
        weigh: impl Fn(EntryNo, &EntryRow, Period) -> Option<i64>,
        take: impl Fn(&mut T, i64),
    ) -> Result<Table<'g, T>, StoreError> {
        let mut table = Table::of(self.periods);
        let (mut rows, mut weights, mut held) = (Vec::new(), Vec::new(), Vec::new());
        self.entries.each_entry(&mut |entry_no, row| {
            let (first_row, first_weight) = (rows.len(), weights.len());
            let periods = self.periods.iter().enumerate();
            weights.extend(periods.filter_map(|(at, it)| Some((at, weigh(entry_no, row, *it)?))));
            if weights.len() == first_weight {
                return;
            }
            let place = self.placing.place(entry_no.court());
            for by in self.bys {
                rows.extend(facets_of(by, &row.entry).map(|it| table.row(by, place, &it)));
            }
            held.push(Held {
                person: self.placing.reference.person(row.entry.person),
                rows: first_row..rows.len(),
                weights: first_weight..weights.len(),
            });
        })?;
        held.sort_unstable_by_key(|held| held.person);
        let mut own: Vec<Option<i64>> = vec![None; table.len()];
        let mut touched = Vec::new();
        for of_person in held.chunk_by(|one, other| one.person == other.person) {
            for held in of_person {
                for (period, weight) in &weights[held.weights.clone()] {
                    for row in &rows[held.rows.clone()] {
                        let sum = &mut own[row + period];
                        if sum.is_none() {
                            touched.push(row + period);
                        }
                        *sum.get_or_insert(0) += weight;
                    }
                }
            }
            for at in touched.drain(..) {
                take(table.cell(at), own[at].take().unwrap_or(0));
            }
        }
        Ok(table)
    }
}
