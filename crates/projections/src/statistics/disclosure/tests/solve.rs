//! Equations between numbers of which some are known, solved in fractions.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;

/// Numbers, what is known of them, and how they hang together.
#[derive(Debug)]
pub(super) struct System<V> {
    /// Each number, with whether it is withheld.
    known: BTreeMap<V, (i64, bool)>,
    /// Sums: a total and its parts.
    sums: BTreeMap<V, BTreeSet<V>>,
    /// Two names of one number.
    same: BTreeSet<(V, V)>,
    equations: Vec<Vec<(V, i64)>>,
}

impl<V> Default for System<V> {
    fn default() -> Self {
        Self {
            known: BTreeMap::new(),
            sums: BTreeMap::new(),
            same: BTreeSet::new(),
            equations: Vec::new(),
        }
    }
}

impl<V: Clone + Ord + Debug> System<V> {
    /// A number is published or withheld; one that is published anywhere is known.
    pub(super) fn state(&mut self, variable: V, value: i64, is_withheld: bool) {
        let known = self.known.entry(variable).or_insert((value, is_withheld));
        assert_eq!(known.0, value);
        known.1 &= is_withheld;
    }

    pub(super) fn part_of(&mut self, total: V, part: V) {
        self.sums.entry(total).or_default().insert(part);
    }

    pub(super) fn same(&mut self, one: V, other: V) {
        self.same.insert((one, other));
    }

    pub(super) fn equation(&mut self, equation: Vec<(V, i64)>) {
        self.equations.push(equation);
    }

    pub(super) fn shown(&self) -> impl Iterator<Item = (&V, i64)> {
        let shown = self.known.iter().filter(|(_, (_, withheld))| !withheld);
        shown.map(|(variable, (value, _))| (variable, *value))
    }

    fn is_withheld(&self, variable: &V) -> bool {
        self.known
            .get(variable)
            .is_none_or(|(_, withheld)| *withheld)
    }

    /// The number a total is another name of.
    fn plain<'v>(&'v self, total: &'v V) -> &'v V {
        let same = self.same.iter().find(|(one, _)| one == total);
        same.map_or(total, |(_, other)| other)
    }

    /// A published sum that hides one number, or so little that each hidden one is small.
    pub(super) fn weak_sum(&self) -> Option<(&V, usize, i64)> {
        self.sums.iter().find_map(|(total, parts)| {
            if self.is_withheld(self.plain(total)) {
                return None;
            }
            let hidden = parts.iter().filter(|part| self.is_withheld(part));
            let values: Vec<i64> = hidden
                .filter_map(|part| self.known.get(part))
                .map(|(value, _)| *value)
                .collect();
            let sum: i64 = values.iter().sum();
            let is_weak = !values.is_empty() && sum != 0 && (values.len() < 2 || sum < 5);
            is_weak.then_some((total, values.len(), sum))
        })
    }

    /// The withheld numbers that the published ones determine.
    pub(super) fn betrayed(&self) -> Vec<V> {
        let mut rows: Vec<BTreeMap<&V, Fraction>> = Vec::new();
        let sums = self.sums.iter().map(|(total, parts)| {
            let parts = parts.iter().map(|part| (part, 1));
            parts.chain([(total, -1)]).collect::<Vec<_>>()
        });
        let same = self
            .same
            .iter()
            .map(|(one, other)| vec![(one, 1), (other, -1)]);
        let others = self.equations.iter().map(|equation| {
            let terms = equation.iter();
            terms.map(|(variable, by)| (variable, *by)).collect()
        });
        for equation in sums.chain(same).chain(others) {
            let hidden = equation
                .into_iter()
                .filter(|(variable, _)| self.is_withheld(variable));
            let mut row = BTreeMap::new();
            for (variable, by) in hidden {
                let value: &mut Fraction = row.entry(variable).or_insert(Fraction::ZERO);
                *value = value.plus(Fraction::whole(by));
            }
            row.retain(|_, value| *value != Fraction::ZERO);
            rows.push(row);
        }
        let reduced = reduce(rows);
        let alone = reduced.iter().filter(|row| row.len() == 1);
        let betrayed = alone.filter_map(|row| row.keys().next());
        let named = betrayed.filter(|variable| self.known.contains_key(**variable));
        named.map(|variable| (*variable).clone()).collect()
    }
}

/// Gauss and Jordan, on rows that hold only what is not zero.
fn reduce<V: Ord + Copy>(rows: Vec<BTreeMap<V, Fraction>>) -> Vec<BTreeMap<V, Fraction>> {
    let mut reduced: BTreeMap<V, BTreeMap<V, Fraction>> = BTreeMap::new();
    for mut row in rows {
        for (pivot, by) in &reduced {
            if let Some(factor) = row.get(pivot).copied() {
                subtract(&mut row, by, factor);
            }
        }
        let Some((pivot, scale)) = row.iter().next().map(|(at, scale)| (*at, *scale)) else {
            continue;
        };
        for value in row.values_mut() {
            *value = value.over(scale);
        }
        for other in reduced.values_mut() {
            if let Some(factor) = other.get(&pivot).copied() {
                subtract(other, &row, factor);
            }
        }
        reduced.insert(pivot, row);
    }
    reduced.into_values().collect()
}

fn subtract<V: Ord + Copy>(
    row: &mut BTreeMap<V, Fraction>,
    by: &BTreeMap<V, Fraction>,
    factor: Fraction,
) {
    for (at, value) in by {
        let left = row.remove(at).unwrap_or(Fraction::ZERO);
        let left = left.plus(value.times(factor).negative());
        if left != Fraction::ZERO {
            row.insert(*at, left);
        }
    }
}

/// A fraction in lowest terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Fraction(i128, i128);

impl Fraction {
    const ZERO: Self = Self(0, 1);

    fn whole(number: i64) -> Self {
        Self(i128::from(number), 1)
    }

    fn reduced(above: i128, below: i128) -> Self {
        let (mut a, mut b) = (above.abs(), below.abs());
        while b != 0 {
            (a, b) = (b, a % b);
        }
        let divisor = a.max(1) * below.signum();
        Self(above / divisor, below / divisor)
    }

    fn plus(self, other: Self) -> Self {
        Self::reduced(self.0 * other.1 + other.0 * self.1, self.1 * other.1)
    }

    fn times(self, other: Self) -> Self {
        Self::reduced(self.0 * other.0, self.1 * other.1)
    }

    fn over(self, other: Self) -> Self {
        Self::reduced(self.0 * other.1, self.1 * other.0)
    }

    fn negative(self) -> Self {
        Self(-self.0, self.1)
    }
}
