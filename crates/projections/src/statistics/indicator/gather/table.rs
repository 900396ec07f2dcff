//! A table by group and period, in which a group is looked for once for all that is counted of it.

use medreg_domain::{CourtCode, RegionCode};
use rustc_hash::FxHashMap;

use super::{Dimension, Facets, Group, Period, Value};

/// What is counted by group and period.
#[derive(Debug)]
pub(super) struct Table<'p, T> {
    periods: &'p [Period],
    /// The place of each group.
    places: FxHashMap<Group, usize>,
    groups: Vec<Group>,
    /// Period after period, group after group.
    cells: Vec<T>,
    /// The group looked for, kept so that one that is known costs no allocation.
    values: Vec<Value>,
}

impl<'p, T: Clone + Default> Table<'p, T> {
    /// A table of no groups.
    pub(super) fn of(periods: &'p [Period]) -> Self {
        Self {
            periods,
            places: FxHashMap::default(),
            groups: Vec::new(),
            cells: Vec::new(),
            values: Vec::new(),
        }
    }

    /// Where the cells of a place and facets in a breakdown begin: one for each period.
    pub(super) fn row(
        &mut self,
        by: &[Dimension],
        place: (CourtCode, RegionCode),
        facets: &Facets,
    ) -> usize {
        let values = by.iter().map(|by| Value::of(*by, place, facets));
        self.values.clear();
        self.values.extend(values);
        let known = self.places.get(self.values.as_slice()).copied();
        let place = known.unwrap_or_else(|| {
            let (place, group) = (self.groups.len(), Group(self.values.clone()));
            self.groups.push(group.clone());
            self.places.insert(group, place);
            self.cells
                .resize(self.groups.len() * self.periods.len(), T::default());
            place
        });
        place * self.periods.len()
    }

    /// The cell at a place.
    pub(super) fn cell(&mut self, at: usize) -> &mut T {
        &mut self.cells[at]
    }

    /// How many cells there are.
    pub(super) fn len(&self) -> usize {
        self.cells.len()
    }

    /// Each cell under its group and period.
    pub(super) fn into_cells(self) -> impl Iterator<Item = ((Group, Period), T)> {
        let of_group = |group: Group| self.periods.iter().map(move |it| (group.clone(), *it));
        let keys = self.groups.into_iter().flat_map(of_group);
        keys.zip(self.cells)
    }
}
