//! Disclosure control: what the public does not see, so that no cell of one to four cases can
//! be read or computed from anything that is published.
//!
//! Public figures form a lattice: the whole, regions and one facet by year and quarter; courts,
//! and regions by one facet, by year. What is withheld is a function of the whole year's
//! lattice and never of the question, so no two answers contradict each other.
//!
//! Cells that are withheld together form a [`Unit`]. The units form a tree: a unit whose
//! columns add up to a column of its parent is withheld at least where the parent is. For such
//! a unit it is enough that its own pattern leaves every withheld cell undetermined along
//! regions, facets and quarters: what is added to one column may be taken from another of the
//! same cell, and no sum across columns notices. The lattice is walked from the whole
//! downwards and nothing is shown below a withheld cell, so a change of a margin can always
//! be spread over the cells below it. `disclosure/lattice.rs` builds the tables of a unit,
//! `disclosure/table.rs` withholds in one of them, `disclosure/audit.rs` asks whether a
//! system of sums betrays a cell.

mod audit;
mod lattice;
mod table;
#[cfg(test)]
mod tests;
mod unit;

pub(super) use lattice::Lattice;
pub(super) use unit::Unit;
