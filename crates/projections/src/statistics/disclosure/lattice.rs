//! The lattice of one year: what each unit withholds, from the whole down to its finest cells.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use medreg_domain::{Channel, CourtCode, RegionCode};

use super::super::Period;
use super::super::indicator::{Counted, Dimension, Group, Value};
use super::super::period::Span;
use super::super::totals::Totals;
use super::table::{Protected, Relation, Table, TableCell};
use super::unit::{Nature, Unit};

/// A period of the year, 0 for the year itself and 1 to 4 for its quarters; for a stock the
/// moment: 0 for the start of the year, 1 to 4 for the ends of its quarters.
type At = u8;

const YEAR: At = 0;
const QUARTERS: [At; 4] = [1, 2, 3, 4];
const YEAR_END: At = 4;

/// A cell of a unit.
type Key = (Group, At);

/// What a unit withholds.
type Pattern = BTreeSet<Key>;

/// What is withheld of one year's figures.
pub(in crate::statistics) struct Lattice<'c> {
    counted: &'c Counted,
    year: i32,
    region_of: &'c dyn Fn(CourtCode) -> RegionCode,
    groups: BTreeSet<Group>,
    patterns: BTreeMap<Unit, Pattern>,
}

impl fmt::Debug for Lattice<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Lattice({}, {:?})", self.year, self.patterns)
    }
}

/// Which of the year's periods a period is.
fn at(period: Period) -> At {
    match period.span() {
        Span::Year => YEAR,
        Span::Month | Span::Quarter => period.first().quarter().1,
    }
}

/// A table with the cells and totals it is about.
#[derive(Default)]
struct Keyed {
    table: Table,
    keys: Vec<Key>,
    totals: Vec<Key>,
}

impl<'c> Lattice<'c> {
    /// The lattice of a year, over all groups that counted anything in it or before it.
    pub(in crate::statistics) fn of(
        counted: &'c Counted,
        year: i32,
        region_of: &'c dyn Fn(CourtCode) -> RegionCode,
    ) -> Self {
        let groups = counted
            .keys()
            .filter(|(_, period)| period.year() == year)
            .map(|(group, _)| group.clone());
        let mut groups: BTreeSet<Group> = groups.collect();
        groups.insert(Group::default());
        Self {
            counted,
            year,
            region_of,
            groups,
            patterns: BTreeMap::new(),
        }
    }

    pub(in crate::statistics) fn year(&self) -> i32 {
        self.year
    }

    /// True if the public does not see the unit's cell of a group in a period.
    pub(in crate::statistics) fn withholds(
        &mut self,
        unit: Unit,
        group: &Group,
        period: Period,
    ) -> bool {
        let at = at(period);
        let (unit, key) = if unit == Unit::InCourt {
            let in_court = Value::Channel(Some(Channel::InCourt));
            let values = group.0.iter().copied().chain([in_court]);
            (Unit::Referred, (Group(values.collect()), at))
        } else if unit == Unit::PendingStart {
            (Unit::PendingEnd, (group.clone(), at.saturating_sub(1)))
        } else {
            let is_stock = matches!(unit.nature(), Nature::Stock | Nature::YearStock);
            let at = if is_stock && at == YEAR { YEAR_END } else { at };
            (unit, (group.clone(), at))
        };
        self.ensure_pattern(unit);
        self.is_withheld(unit, &key)
    }

    fn is_withheld(&self, unit: Unit, key: &Key) -> bool {
        self.patterns
            .get(&unit)
            .is_some_and(|pattern| pattern.contains(key))
    }

    /// Walks the unit from the whole down; where a cell cannot be hidden below a shown total,
    /// the total is withheld too and the walk begins again.
    fn ensure_pattern(&mut self, unit: Unit) {
        if self.patterns.contains_key(&unit) {
            return;
        }
        if let Some(parent) = unit.parent() {
            self.ensure_pattern(parent);
        }
        if unit == Unit::Flow {
            self.ensure_pattern(Unit::PendingEnd);
        }
        let mut forced = Pattern::new();
        loop {
            match self.walk(unit, &forced) {
                Ok(pattern) => {
                    self.patterns.insert(unit, pattern);
                    return;
                }
                Err(total) if forced.insert(total.clone()) => {}
                // No pattern is safe: nothing of the unit is shown.
                Err(_) => {
                    let pattern = self.everything();
                    self.patterns.insert(unit, pattern);
                    return;
                }
            }
        }
    }

    fn everything(&self) -> Pattern {
        let ats = YEAR..=YEAR_END;
        let keys = ats.flat_map(|at| self.groups.iter().map(move |group| (group.clone(), at)));
        keys.collect()
    }

    fn walk(&self, unit: Unit, forced: &Pattern) -> Result<Pattern, Key> {
        let mut pattern = Pattern::new();
        let coarse: &[At] = match (unit, unit.nature()) {
            (_, Nature::Flow | Nature::YearFlow) => &[YEAR],
            (Unit::PendingEnd, _) => &[YEAR, 1, 2, 3, YEAR_END],
            (_, Nature::Stock) => &QUARTERS,
            (_, Nature::YearStock) => &[YEAR_END],
        };
        let (margins, finest) = self.breakdowns();
        let mut walk = Walk {
            lattice: self,
            unit,
            forced,
            pattern: &mut pattern,
        };
        for at in coarse {
            walk.whole(*at)?;
        }
        let by_quarter = unit.nature() == Nature::Flow;
        if by_quarter {
            walk.quarters_of_whole()?;
        }
        for groups in &margins {
            for at in coarse {
                walk.margin(groups, *at)?;
            }
            if by_quarter {
                walk.quarters_of(groups)?;
            }
        }
        for at in coarse.iter().filter(|at| matches!(**at, YEAR | YEAR_END)) {
            for groups in &finest {
                walk.finest(groups, *at)?;
            }
        }
        Ok(pattern)
    }

    /// The groups of each breakdown by one dimension but the court, and of the finest ones.
    fn breakdowns(&self) -> (Vec<Vec<&Group>>, Vec<Vec<&Group>>) {
        let mut margins: BTreeMap<Dimension, Vec<&Group>> = BTreeMap::new();
        let mut finest: BTreeMap<Dimension, Vec<&Group>> = BTreeMap::new();
        for group in &self.groups {
            match group.0.as_slice() {
                [Value::Court(_)] => finest.entry(Dimension::Court).or_default().push(group),
                [value] => margins.entry(value.dimension()).or_default().push(group),
                [Value::Region(_), value] => {
                    finest.entry(value.dimension()).or_default().push(group);
                }
                _ => {}
            }
        }
        (
            margins.into_values().collect(),
            finest.into_values().collect(),
        )
    }

    /// The totals a cell is among: of its region, and of its facet.
    fn parents(&self, group: &Group) -> Vec<Group> {
        match group.0.as_slice() {
            [Value::Court(court)] => vec![Group(vec![Value::Region((self.region_of)(*court))])],
            [_] => vec![Group::default()],
            values => values.iter().map(|value| Group(vec![*value])).collect(),
        }
    }

    fn totals(&self, group: &Group, period: Period) -> Option<&'c Totals> {
        self.counted.get(&(group.clone(), period))
    }

    fn columns(&self, unit: Unit, key: &Key) -> Vec<i64> {
        let (group, at) = key;
        let period = |at: At| match usize::from(at).checked_sub(1) {
            Some(quarter) => Period::quarters(self.year)[quarter.min(3)],
            None => Period::of_year(self.year),
        };
        let (unit, period) = match (unit, unit.nature(), *at) {
            (Unit::PendingEnd, _, YEAR) => (Unit::PendingStart, period(YEAR)),
            (_, Nature::YearStock, _) => (unit, period(YEAR)),
            (_, _, at) => (unit, period(at)),
        };
        match self.totals(group, period) {
            Some(totals) => unit.columns(totals),
            None => unit.columns(&Totals::default()),
        }
    }

    /// True if what the unit's columns are parts of is withheld.
    fn is_below(&self, unit: Unit, key: &Key) -> bool {
        let parent = unit.parent();
        parent.is_some_and(|parent| self.is_withheld(parent, key))
    }

    /// True if a stock at either end of the flow is withheld: the flow between would tell it.
    fn is_beside_stock(&self, unit: Unit, key: &Key) -> bool {
        let (group, at) = key;
        let moments = match *at {
            YEAR => [YEAR, YEAR_END],
            quarter => [quarter - 1, quarter],
        };
        unit == Unit::Flow
            && moments
                .iter()
                .any(|moment| self.is_withheld(Unit::PendingEnd, &(group.clone(), *moment)))
    }
}

/// A walk through one unit's tables.
struct Walk<'w, 'c> {
    lattice: &'w Lattice<'c>,
    unit: Unit,
    forced: &'w Pattern,
    pattern: &'w mut Pattern,
}

impl Walk<'_, '_> {
    fn whole(&mut self, at: At) -> Result<(), Key> {
        let keyed = self.keyed([(Group::default(), at)], |_| Vec::new());
        self.protect(keyed)
    }

    fn quarters_of_whole(&mut self) -> Result<(), Key> {
        let keys = QUARTERS.map(|at| (Group::default(), at));
        let keyed = self.keyed(keys, |_| vec![(Group::default(), YEAR)]);
        self.protect(keyed)
    }

    fn margin(&mut self, groups: &[&Group], at: At) -> Result<(), Key> {
        let keys = groups.iter().map(|group| ((*group).clone(), at));
        let keyed = self.keyed(keys, |_| vec![(Group::default(), at)]);
        self.protect(keyed)
    }

    /// Each group's quarters add up to its year, and each quarter's groups to the whole.
    fn quarters_of(&mut self, groups: &[&Group]) -> Result<(), Key> {
        let keys = groups
            .iter()
            .flat_map(|group| QUARTERS.map(|at| ((*group).clone(), at)));
        let mut keyed = self.keyed(keys, |(group, at)| {
            vec![(group.clone(), YEAR), (Group::default(), *at)]
        });
        let years = keyed.totals_with(|(_, at)| *at == YEAR);
        let quarters = keyed.totals_with(|(_, at)| *at != YEAR);
        self.add_tops(&mut keyed, YEAR, [years, quarters]);
        self.protect(keyed)
    }

    /// Courts add up to their region; a region's facets to it, and its part of a facet to that.
    fn finest(&mut self, groups: &[&Group], at: At) -> Result<(), Key> {
        let keys = groups.iter().map(|group| ((*group).clone(), at));
        let lattice = self.lattice;
        let mut keyed = self.keyed(keys, |(group, at)| {
            let parents = lattice.parents(group).into_iter();
            parents.map(|parent| (parent, *at)).collect()
        });
        let is_region = |(group, _): &Key| group.is_by(&[Dimension::Region]);
        let regions = keyed.totals_with(is_region);
        let facets = keyed.totals_with(|key| !is_region(key));
        if !facets.is_empty() {
            self.add_tops(&mut keyed, at, [regions, facets]);
        }
        self.protect(keyed)
    }

    /// Where the whole is shown, the totals of either kind add up to it.
    fn add_tops(&self, keyed: &mut Keyed, at: At, tops: [Vec<usize>; 2]) {
        if !self.pattern.contains(&(Group::default(), at)) {
            keyed.table.tops = tops.to_vec();
        }
    }

    fn keyed(
        &self,
        keys: impl IntoIterator<Item = Key>,
        totals_of: impl Fn(&Key) -> Vec<Key>,
    ) -> Keyed {
        let is_stock = matches!(self.unit.nature(), Nature::Stock | Nature::YearStock);
        let mut keyed = Keyed::default();
        let mut relations: BTreeMap<Key, Vec<usize>> = BTreeMap::new();
        for key in keys {
            let values = self.lattice.columns(self.unit, &key);
            // A stock of nothing stands in no flow of the year, and is always shown.
            if is_stock && values.iter().all(|value| *value == 0) {
                continue;
            }
            let is_below = self.lattice.is_below(self.unit, &key);
            let is_beside = self.lattice.is_beside_stock(self.unit, &key);
            // Stocks that are shown at both ends tell by how much started and ended differ.
            let is_linked = match self.unit.parent() {
                Some(_) => !is_below,
                None => self.unit == Unit::Flow && !is_beside,
            };
            let is_forced = is_beside || self.forced.contains(&key);
            for total in totals_of(&key) {
                relations.entry(total).or_default().push(keyed.keys.len());
            }
            keyed.table.cells.push(TableCell {
                values,
                is_forced,
                is_below,
                is_linked,
            });
            keyed.keys.push(key);
        }
        for (total, members) in relations {
            keyed.table.relations.push(Relation {
                members,
                total: self.lattice.columns(self.unit, &total),
                is_total_withheld: self.pattern.contains(&total),
            });
            keyed.totals.push(total);
        }
        keyed
    }

    fn protect(&mut self, keyed: Keyed) -> Result<(), Key> {
        match keyed.table.protect() {
            Protected::Betrayed(relation) => Err(keyed.totals[relation].clone()),
            Protected::Cells(withheld) => {
                let hidden = keyed.keys.into_iter().zip(withheld);
                self.pattern
                    .extend(hidden.filter(|(_, is)| *is).map(|(key, _)| key));
                Ok(())
            }
        }
    }
}

impl Keyed {
    /// The relations whose total is of a kind.
    fn totals_with(&self, is: impl Fn(&Key) -> bool) -> Vec<usize> {
        let totals = self.totals.iter().enumerate();
        totals
            .filter(|(_, key)| is(key))
            .map(|(at, _)| at)
            .collect()
    }
}
