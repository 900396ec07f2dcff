//! Stocks of entries at the end of a period, and the workload of a year.

use super::{
    BTreeMap, BTreeSet, Gathering, Group, Measure, Period, PersonKey, StoreError, entry_groups,
};
use crate::statistics::workload::workloads;

impl Gathering<'_> {
    /// Entries active at the end of each period, and the persons they belong to.
    pub(super) fn active(&mut self) -> Result<(), StoreError> {
        let mut persons: BTreeMap<(Group, Period), BTreeSet<PersonKey>> = BTreeMap::new();
        let mut active: BTreeMap<(Group, Period), i64> = BTreeMap::new();
        self.entries.each_entry(&mut |entry_no, row| {
            let place = self.placing.place(entry_no.court());
            let who = self.placing.reference.person(row.entry.person);
            let validity = &row.entry.validity;
            let periods = self.periods.iter();
            for period in periods.filter(|it| validity.is_active(it.last().last_day())) {
                for by in self.bys {
                    for group in entry_groups(by, place, &row.entry) {
                        *active.entry((group.clone(), *period)).or_default() += 1;
                        persons.entry((group, *period)).or_default().insert(who);
                    }
                }
            }
        })?;
        for ((group, period), count) in active {
            self.add_count(group, period, Measure::ActiveEntries, count);
        }
        for ((group, period), persons) in persons {
            let count = i64::try_from(persons.len()).unwrap_or(i64::MAX);
            self.add_count(group, period, Measure::ActivePersons, count);
        }
        Ok(())
    }

    /// Mediators by the procedures started under them: those active at the end of the period,
    /// and those who had one in it.
    pub(super) fn workloads(&mut self) -> Result<(), StoreError> {
        let started: BTreeMap<_, _> =
            workloads(self.views.store()).collect::<Result<_, StoreError>>()?;
        let mut persons: BTreeMap<(Group, Period), BTreeMap<PersonKey, i64>> = BTreeMap::new();
        self.entries.each_entry(&mut |entry_no, row| {
            let place = self.placing.place(entry_no.court());
            let who = self.placing.reference.person(row.entry.person);
            for period in self.periods {
                let count = started
                    .get(&entry_no)
                    .and_then(|workload| workload.started.get(&period.year()))
                    .copied()
                    .unwrap_or(0);
                let is_active = row.entry.validity.is_active(period.last().last_day());
                if count == 0 && !is_active {
                    continue;
                }
                for by in self.bys {
                    for group in entry_groups(by, place, &row.entry) {
                        let persons = persons.entry((group, *period)).or_default();
                        *persons.entry(who).or_default() += count;
                    }
                }
            }
        })?;
        for (key, persons) in persons {
            let totals = self.counted().entry(key).or_default();
            let cell = totals.now.entry(Measure::Workload).or_default();
            for count in persons.into_values() {
                cell.count += 1;
                cell.sum += count;
                cell.add_days(i32::try_from(count).unwrap_or(i32::MAX), 1);
            }
        }
        Ok(())
    }
}
