//! Figures from outside: inhabitants (S3) and new court cases (S8).

use medreg_domain::Channel;

use super::{
    BTreeSet, CategoryCode, CourtCode, CourtMonth, Dimension, Facets, Gathering, Group, Measure,
    Month, Period, StoreError, Value, group,
};
use crate::statistics::outside::{CourtQuarter, cases, populations};

/// A court in a quarter, and a top category: what new court cases are stated for.
type Stated = (CourtQuarter, CategoryCode);

impl Gathering<'_> {
    /// Inhabitants on 1 January of each period's year, of the country and by region.
    pub(super) fn inhabitants(&mut self) -> Result<(), StoreError> {
        for row in populations(self.views.store()) {
            let (region, population) = row?;
            for period in self.periods {
                let Some(inhabitants) = population.0.get(&period.year()) else {
                    continue;
                };
                let count = i64::try_from(*inhabitants).unwrap_or(i64::MAX);
                for by in self.bys {
                    let values = by.iter().map(|_| Value::Region(region)).collect();
                    self.add_count(Group(values), *period, Measure::Inhabitants, count);
                }
            }
        }
        Ok(())
    }

    /// New court cases, and the referrals in court that could have come of them: those whose
    /// top category has cases stated for the same court and quarter.
    pub(super) fn court_cases(&mut self) -> Result<(), StoreError> {
        let mut stated: BTreeSet<Stated> = BTreeSet::new();
        for row in cases(self.views.store()) {
            let (key, cases) = row?;
            for (category, count) in &cases.0 {
                let Some(top) = top(*category) else { continue };
                stated.insert((key, top));
                let month = key.month();
                self.add_case(
                    key.court,
                    month,
                    top,
                    (Measure::CourtCases, i64::from(*count)),
                );
            }
        }
        for row in super::super::super::cells(self.views.store()) {
            let (CourtMonth { court, month }, cells) = row?;
            for (facets, measure, cell) in cells.iter() {
                if measure != Measure::Referred || facets.channel != Some(Channel::InCourt) {
                    continue;
                }
                let Some(top) = facets.category.and_then(top) else {
                    continue;
                };
                self.add_case(court, month, top, (Measure::InCourt, cell.count));
                if stated.contains(&(CourtQuarter::of(court, month), top)) {
                    self.add_case(court, month, top, (Measure::InCourtStated, cell.count));
                }
            }
        }
        Ok(())
    }

    fn add_case(
        &mut self,
        court: CourtCode,
        month: Month,
        category: CategoryCode,
        counted: (Measure, i64),
    ) {
        let place = self.placing.place(court);
        let facets = Facets {
            category: Some(category),
            ..Facets::default()
        };
        let periods: Vec<Period> = self.periods_of(month);
        let foreign = |by: &&Vec<Dimension>| by.contains(&Dimension::Channel);
        let bys: Vec<_> = self.bys.iter().filter(|by| !foreign(by)).collect();
        for by in bys {
            let group = group(by, place, &facets);
            for period in &periods {
                self.add_count(group.clone(), *period, counted.0, counted.1);
            }
        }
    }
}

/// The category at the top of the tree.
fn top(category: CategoryCode) -> Option<CategoryCode> {
    category.top().parse().ok()
}
