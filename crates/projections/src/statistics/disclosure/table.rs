//! One table: cells, and sums of them that are published or not.
//!
//! Withheld is what is small, what is forced from outside and what lies below a withheld
//! total; then more, until every published sum hides at least two cells and five cases of
//! each column, and the audit finds no cell determined.

use super::super::totals::SMALL_MAX;
use super::audit::{Equation, determined};

/// A cell as the table begins.
#[derive(Clone, Debug)]
pub(super) struct TableCell {
    /// Its columns.
    pub(super) values: Vec<i64>,
    /// Must be withheld, and must not be told by a published zero either.
    pub(super) is_forced: bool,
    /// What its columns add up to, or what they are parts of, is withheld.
    pub(super) is_below: bool,
    /// What is known of all columns but one tells the last: they add up to a shown whole, or
    /// differ by what is shown.
    pub(super) is_linked: bool,
}

impl TableCell {
    fn is_small(&self) -> bool {
        let mut values = self.values.iter();
        values.any(|value| (1..=SMALL_MAX).contains(value))
    }
}

/// Cells that add up to a total.
#[derive(Clone, Debug)]
pub(super) struct Relation {
    pub(super) members: Vec<usize>,
    /// The total's columns.
    pub(super) total: Vec<i64>,
    pub(super) is_total_withheld: bool,
}

/// A table.
#[derive(Clone, Debug, Default)]
pub(super) struct Table {
    pub(super) cells: Vec<TableCell>,
    pub(super) relations: Vec<Relation>,
    /// Relations whose totals add up to a cell that is shown.
    pub(super) tops: Vec<Vec<usize>>,
}

/// The cells withheld, or the relation whose total must be withheld too.
pub(super) enum Protected {
    Cells(Vec<bool>),
    Betrayed(usize),
}

impl Table {
    /// Decides which cells are withheld.
    pub(super) fn protect(&self) -> Protected {
        let mut state = State::of(self);
        if let Some(relation) = state.telling_zero() {
            return Protected::Betrayed(relation);
        }
        loop {
            let added = match state.unsafe_relation() {
                Some((relation, wants)) => state.withhold_smallest(relation, &wants),
                None => match state.betrayed() {
                    Some(cell) => state.withhold_near(cell),
                    None => return Protected::Cells(state.withheld),
                },
            };
            if let Err(relation) = added {
                return Protected::Betrayed(relation);
            }
        }
    }
}

struct State<'t> {
    table: &'t Table,
    /// The relations each cell is in.
    relations_of: Vec<Vec<usize>>,
    /// Cells that published zeros tell anyway: withholding them hides nothing.
    is_told: Vec<bool>,
    withheld: Vec<bool>,
}

impl<'t> State<'t> {
    fn of(table: &'t Table) -> Self {
        let mut relations_of = vec![Vec::new(); table.cells.len()];
        for (at, relation) in table.relations.iter().enumerate() {
            for member in &relation.members {
                relations_of[*member].push(at);
            }
        }
        let mut state = Self {
            table,
            relations_of,
            is_told: Vec::new(),
            withheld: Vec::new(),
        };
        let cells = 0..table.cells.len();
        state.is_told = cells.clone().map(|cell| state.is_told(cell)).collect();
        state.withheld = cells.map(|cell| state.starts_withheld(cell)).collect();
        state
    }

    /// The relations of a cell whose totals are shown.
    fn shown(&self, cell: usize) -> impl Iterator<Item = &'t Relation> {
        let relations = self.relations_of[cell].iter();
        relations
            .map(|at| &self.table.relations[*at])
            .filter(|relation| !relation.is_total_withheld)
    }

    /// A shown total with a zero that tells a cell which must be withheld.
    fn telling_zero(&self) -> Option<usize> {
        let is_telling = |at: &usize| {
            let relation = &self.table.relations[*at];
            !relation.is_total_withheld && relation.total.contains(&0)
        };
        let must = |cell: &TableCell| cell.is_forced || cell.is_small();
        let told = (0..self.is_told.len())
            .find(|cell| self.is_told[*cell] && must(&self.table.cells[*cell]))?;
        self.relations_of[told].iter().copied().find(is_telling)
    }

    /// A column is nothing where a total of it that is shown is nothing; if at most one column
    /// is left where they are linked, that one is told too.
    fn is_told(&self, cell: usize) -> bool {
        let TableCell {
            values, is_linked, ..
        } = &self.table.cells[cell];
        let is_open = |column: usize| self.shown(cell).all(|relation| relation.total[column] != 0);
        let open = (0..values.len()).filter(|column| is_open(*column)).count();
        open <= usize::from(*is_linked)
    }

    fn starts_withheld(&self, cell: usize) -> bool {
        let TableCell {
            is_forced,
            is_below,
            ..
        } = &self.table.cells[cell];
        let is_small = self.table.cells[cell].is_small();
        let mut relations = self.relations_of[cell].iter();
        let is_part = relations.any(|at| self.table.relations[*at].is_total_withheld);
        *is_forced || *is_below || (!self.is_told[cell] && (is_small || is_part))
    }

    /// A published sum that hides one cell, or fewer than five cases of a column, with the
    /// columns of which it should hide more.
    fn unsafe_relation(&self) -> Option<(usize, Vec<usize>)> {
        let relations = self.table.relations.iter().enumerate();
        relations
            .filter(|(_, relation)| !relation.is_total_withheld)
            .find_map(|(at, relation)| {
                let hidden = relation.members.iter().filter(|cell| self.withheld[**cell]);
                let count = hidden.clone().count();
                let few = |column: &usize| {
                    let hidden = hidden.clone();
                    let sum: i64 = hidden
                        .map(|cell| self.table.cells[*cell].values[*column])
                        .sum();
                    relation.total[*column] != 0 && sum <= SMALL_MAX
                };
                let wants: Vec<usize> = (0..relation.total.len()).filter(few).collect();
                let is_something = relation.total.iter().any(|column| *column != 0);
                let is_unsafe = is_something && (count == 1 || (count > 0 && !wants.is_empty()));
                is_unsafe.then_some((at, wants))
            })
    }

    /// Withholds the smallest shown cell of a relation that helps; the relation if none is left.
    fn withhold_smallest(&mut self, relation: usize, wants: &[usize]) -> Result<(), usize> {
        let members = &self.table.relations[relation].members;
        let cost = |cell: &&usize| {
            let values = &self.table.cells[**cell].values;
            let helps = if wants.is_empty() {
                values.iter().any(|value| *value != 0)
            } else {
                wants.iter().any(|column| values[*column] != 0)
            };
            (!helps, values.iter().map(|value| value.abs()).sum::<i64>())
        };
        let shown = members
            .iter()
            .filter(|cell| !self.withheld[**cell] && !self.is_told[**cell]);
        let cell = *shown.min_by_key(cost).ok_or(relation)?;
        self.withheld[cell] = true;
        Ok(())
    }

    /// A withheld cell that the published sums determine.
    fn betrayed(&self) -> Option<usize> {
        if self.table.relations.is_empty() {
            return None;
        }
        let hidden: Vec<usize> = (0..self.withheld.len())
            .filter(|cell| self.withheld[*cell])
            .collect();
        let mut unknown_of = vec![None; self.withheld.len()];
        for (unknown, cell) in hidden.iter().enumerate() {
            unknown_of[*cell] = Some(unknown);
        }
        let mut unknowns = hidden.len();
        let mut total_of = vec![None; self.table.relations.len()];
        let mut equations: Vec<Equation> = Vec::new();
        for (at, relation) in self.table.relations.iter().enumerate() {
            let parts = relation.members.iter().filter_map(|cell| unknown_of[*cell]);
            let mut equation: Equation = parts.map(|unknown| (unknown, 1)).collect();
            if relation.is_total_withheld {
                total_of[at] = Some(unknowns);
                equation.push((unknowns, -1));
                unknowns += 1;
            }
            equations.push(equation);
        }
        for top in &self.table.tops {
            let totals = top.iter().filter_map(|relation| total_of[*relation]);
            equations.push(totals.map(|unknown| (unknown, 1)).collect());
        }
        let determined = determined(unknowns, &equations);
        let mut hidden = hidden.into_iter().enumerate();
        hidden.find_map(|(unknown, cell)| determined[unknown].then_some(cell))
    }

    /// Withholds the smallest shown cell near this one: in a sum with it, in a sum with a
    /// withheld cell of such a sum, and so on; else the nearest shown total.
    fn withhold_near(&mut self, cell: usize) -> Result<(), usize> {
        let relations = &self.table.relations;
        let mut is_reached = vec![false; relations.len()];
        let mut near = self.relations_of[cell].clone();
        let mut shown_total = None;
        while !near.is_empty() {
            for at in &near {
                is_reached[*at] = true;
            }
            let totals = near.iter().copied();
            let shown = totals.clone().find(|at| !relations[*at].is_total_withheld);
            shown_total = shown_total.or(shown);
            let members: Vec<usize> = totals
                .flat_map(|at| relations[at].members.iter().copied())
                .collect();
            if let Some(other) = self.smallest_shown(members.iter().copied()) {
                self.withheld[other] = true;
                return Ok(());
            }
            let beyond = members
                .iter()
                .flat_map(|cell| self.relations_of[*cell].iter());
            near = beyond.copied().filter(|at| !is_reached[*at]).collect();
            near.sort_unstable();
            near.dedup();
        }
        // Sums that hang together by their withheld totals alone.
        if let Some(other) = self.smallest_shown(0..self.withheld.len()) {
            self.withheld[other] = true;
            return Ok(());
        }
        let any = relations
            .iter()
            .position(|relation| !relation.is_total_withheld);
        Err(shown_total.or(any).unwrap_or_default())
    }

    /// The smallest shown cell that hides something, else one that is nothing.
    fn smallest_shown(&self, cells: impl Iterator<Item = usize>) -> Option<usize> {
        let shown = cells.filter(|cell| !self.withheld[*cell] && !self.is_told[*cell]);
        shown.min_by_key(|cell| {
            let values = &self.table.cells[*cell].values;
            let sum: i64 = values.iter().map(|value| value.abs()).sum();
            (sum == 0, sum)
        })
    }
}

#[cfg(test)]
mod tests;
