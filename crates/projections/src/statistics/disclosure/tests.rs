//! What the lattice promises, against everything it publishes at once.
//!
//! The test knows nothing of the algorithm: it writes down every published sum of small random
//! federations as one system of equations and solves it in fractions.

use std::collections::BTreeSet;

use medreg_domain::referral::event::{Ground, Outcome};
use medreg_domain::{CategoryCode, Channel, CourtCode, RegionCode};
use proptest::prelude::*;

use super::super::indicator::{Counted, Dimension, Group, Value};
use super::super::{Cell, Facets, Measure, Period};
use super::{Lattice, Unit};

mod solve;

use solve::System;

const YEARS: [i32; 2] = [2024, 2025];

/// Every breakdown the public may ask for with these facets.
const BREAKDOWNS: [&[Dimension]; 7] = [
    &[],
    &[Dimension::Region],
    &[Dimension::Court],
    &[Dimension::Category],
    &[Dimension::Region, Dimension::Category],
    &[Dimension::Channel],
    &[Dimension::Region, Dimension::Channel],
];

/// Cases of one court, category and channel in one quarter.
#[derive(Clone, Copy, Debug)]
struct Atom {
    court: CourtCode,
    facets: Facets,
    quarter: Period,
    measure: Measure,
    count: i64,
}

fn periods() -> Vec<Period> {
    let whole = |year| std::iter::once(Period::of_year(year)).chain(Period::quarters(year));
    YEARS.into_iter().flat_map(whole).collect()
}

fn group(by: &[Dimension], atom: &Atom) -> Group {
    let value = |dimension: &Dimension| match dimension {
        Dimension::Region => Value::Region(atom.court.region()),
        Dimension::Court => Value::Court(atom.court),
        Dimension::Category => Value::Category(atom.facets.category),
        Dimension::Channel => Value::Channel(atom.facets.channel),
        Dimension::Source | Dimension::Kind | Dimension::Language => unreachable!(),
    };
    Group(by.iter().map(value).collect())
}

fn counted(atoms: &[Atom]) -> Counted {
    let mut counted = Counted::new();
    for atom in atoms.iter().filter(|atom| atom.count != 0) {
        let cell = Cell {
            count: atom.count,
            ..Cell::default()
        };
        for by in BREAKDOWNS {
            for period in periods() {
                let key = (group(by, atom), period);
                if period.covers(atom.quarter.first()) {
                    counted.entry(key).or_default().add(atom.measure, &cell);
                } else if atom.quarter.last() < period.first() {
                    let before = &mut counted.entry(key).or_default().before;
                    before.entry(atom.measure).or_default().merge(&cell);
                }
            }
        }
    }
    counted
}

/// One number that is published or withheld: a column of a cell, or a stock at a moment.
type Variable = (&'static str, Group, String);

/// Everything published of some columns, as equations.
struct Published<'c> {
    counted: &'c Counted,
    groups: BTreeSet<Group>,
    lattices: Vec<Lattice<'c>>,
    system: System<Variable>,
}

fn region_of(court: CourtCode) -> RegionCode {
    court.region()
}

impl<'c> Published<'c> {
    fn of(counted: &'c Counted) -> Self {
        Self {
            counted,
            groups: counted.keys().map(|(group, _)| group.clone()).collect(),
            lattices: YEARS
                .map(|year| Lattice::of(counted, year, &region_of))
                .into(),
            system: System::default(),
        }
    }

    /// Takes over what the public sees of a unit's column.
    fn publish(&mut self, name: &'static str, unit: Unit, column: usize) {
        for group in self.groups.clone() {
            for period in periods_of(&group) {
                let value = match self.counted.get(&(group.clone(), period)) {
                    Some(totals) => unit.columns(totals)[column],
                    None => 0,
                };
                let lattice = self
                    .lattices
                    .iter_mut()
                    .find(|lattice| lattice.year() == period.year())
                    .unwrap();
                let is_withheld = lattice.withholds(unit, &group, period);
                let variable = (name, group.clone(), when(unit, period));
                self.system.state(variable, value, is_withheld);
            }
        }
    }

    /// Takes over that the column adds up over regions, courts, facets and quarters.
    fn add_up(&mut self, name: &'static str) {
        for group in self.groups.clone() {
            for parent in parents(&group) {
                for period in periods_of(&group) {
                    let at = period.to_string();
                    let total = (name, parent.clone(), at.clone());
                    self.system.part_of(total, (name, group.clone(), at));
                }
            }
            for period in periods_of(&group) {
                let year = Period::of_year(period.year());
                if period != year {
                    let total = (name, group.clone(), format!("{year} by quarter"));
                    let part = (name, group.clone(), period.to_string());
                    self.system.part_of(total.clone(), part);
                    self.system
                        .same(total, (name, group.clone(), year.to_string()));
                }
            }
        }
    }

    /// Takes over that columns of the same cell add up to another.
    fn split(&mut self, whole: &'static str, parts: &[&'static str]) {
        for group in self.groups.clone() {
            for period in periods_of(&group) {
                let variable = |name| (name, group.clone(), period.to_string());
                let parts = parts.iter().map(|part| (variable(*part), -1));
                let equation = std::iter::once((variable(whole), 1)).chain(parts);
                self.system.equation(equation.collect());
            }
        }
    }
}

/// The periods a group is published for.
fn periods_of(group: &Group) -> Vec<Period> {
    let is_fine = group.0.len() == 2 || matches!(group.0.as_slice(), [Value::Court(_)]);
    let quarters = |period: &Period| !is_fine || YEARS.map(Period::of_year).contains(period);
    periods().into_iter().filter(quarters).collect()
}

/// The name of a period, or of the moment a stock stands at.
fn when(unit: Unit, period: Period) -> String {
    if unit == Unit::PendingStart {
        format!("before {}", period.first())
    } else if unit == Unit::PendingEnd {
        format!("after {}", period.last())
    } else {
        period.to_string()
    }
}

/// The totals a group is a part of, each with the dimension that is summed away.
fn parents(group: &Group) -> Vec<Group> {
    let tag = |value: &Value| Value::Category(Some(tag_of(*value)));
    match group.0.as_slice() {
        [] => Vec::new(),
        // The tag keeps the sums over regions, over courts and over facets apart.
        [Value::Court(court)] => {
            let region = Value::Region(court.region());
            vec![Group(vec![region, tag(&group.0[0])])]
        }
        [value] => vec![Group(vec![tag(value)])],
        [region, facet] => vec![
            Group(vec![*region, tag(facet)]),
            Group(vec![*facet, tag(region)]),
        ],
        _ => unreachable!(),
    }
}

fn tag_of(value: Value) -> CategoryCode {
    let name = match value.dimension() {
        Dimension::Region => "OVER.REGION",
        Dimension::Court => "OVER.COURT",
        Dimension::Category => "OVER.CATEGORY",
        Dimension::Channel => "OVER.CHANNEL",
        Dimension::Source | Dimension::Kind | Dimension::Language => unreachable!(),
    };
    name.parse().unwrap()
}

/// A tagged total is the total itself.
fn untag(published: &mut Published<'_>, name: &'static str) {
    for group in published.groups.clone() {
        for tagged in parents(&group) {
            let mut plain = tagged.clone();
            plain.0.pop();
            for period in periods_of(&group) {
                let at = period.to_string();
                published.system.same(
                    (name, tagged.clone(), at.clone()),
                    (name, plain.clone(), at),
                );
            }
        }
    }
}

fn count() -> impl Strategy<Value = i64> {
    prop_oneof![2 => Just(0_i64), 2 => 1..5_i64, 4 => 5..40_i64]
}

fn court(region: usize, number: usize) -> CourtCode {
    format!("KZ-1{region}-00{number}").parse().unwrap()
}

fn facets(category: usize, channel: usize) -> Facets {
    let categories = ["FAMILY", "CIVIL", "LABOUR"];
    let channels = [Channel::InCourt, Channel::OutOfCourt, Channel::Criminal];
    Facets {
        category: Some(categories[category].parse().unwrap()),
        channel: Some(channels[channel]),
        ..Facets::default()
    }
}

/// A federation: which courts there are, and for each court, category and quarter two numbers.
fn federation() -> impl Strategy<Value = Vec<(CourtCode, Facets, Period, i64, i64)>> {
    let courts = proptest::collection::vec((0..3_usize, 1..4_usize), 1..6);
    (courts, 1..4_usize).prop_flat_map(|(courts, categories)| {
        let courts: BTreeSet<(usize, usize)> = courts.into_iter().collect();
        let quarters = YEARS.into_iter().flat_map(Period::quarters);
        let places: Vec<(CourtCode, Facets, Period)> = courts
            .iter()
            .flat_map(|(region, number)| {
                let quarters = quarters.clone();
                let of = move |category| {
                    let quarters = quarters.clone();
                    let court = court(*region, *number);
                    quarters.map(move |quarter| (court, facets(category, category % 2), quarter))
                };
                (0..categories).flat_map(of)
            })
            .collect();
        let numbers = proptest::collection::vec((count(), count()), places.len());
        numbers.prop_map(move |numbers| {
            let rows = places.iter().zip(numbers);
            rows.map(|((court, facets, quarter), (one, other))| {
                (*court, *facets, *quarter, one, other)
            })
            .collect()
        })
    })
}

/// Referrals of which some were offered mediation, and of these some have an agreement; of these
/// two thirds have ended, half of them with a settlement.
fn referrals(rows: &[(CourtCode, Facets, Period, i64, i64)]) -> Vec<Atom> {
    let atom = |row: &(CourtCode, Facets, Period, i64, i64)| {
        let (court, facets, quarter, agreed, not) = *row;
        let of = move |measure, count| Atom {
            court,
            facets,
            quarter,
            measure,
            count,
        };
        [
            of(Measure::Referred, agreed + not),
            of(Measure::CohortOffered, agreed + not / 2),
            of(Measure::CohortAgreed, agreed),
            of(Measure::CohortEnded, agreed - agreed / 3),
            of(Measure::CohortSettled, (agreed - agreed / 3) / 2),
        ]
    };
    rows.iter().flat_map(atom).collect()
}

/// Procedures that start, of which some end, settled or not; the others are pending.
fn procedures(rows: &[(CourtCode, Facets, Period, i64, i64)]) -> Vec<Atom> {
    let mut atoms = Vec::new();
    let mut pending = 0;
    let mut place = None;
    for (court, facets, quarter, started, wish) in rows {
        if place != Some((*court, *facets)) {
            place = Some((*court, *facets));
            pending = 0;
        }
        let ended = (*wish).min(pending + started);
        pending += started - ended;
        let settled = ended / 2;
        let mut add = |measure, count| {
            atoms.push(Atom {
                court: *court,
                facets: *facets,
                quarter: *quarter,
                measure,
                count,
            });
        };
        let settlement = Some(Outcome::FullSettlement);
        add(Measure::Started, *started);
        add(Measure::Ended(Ground::Settlement, settlement), settled);
        let expired = Some(Outcome::Expired);
        add(Measure::Ended(Ground::Expired, expired), ended - settled);
    }
    atoms
}

fn check(published: &Published<'_>) -> Result<(), TestCaseError> {
    let system = &published.system;
    for (variable, value) in system.shown() {
        prop_assert!(!(1..=4).contains(&value), "{variable:?} shows {value}");
    }
    if let Some((total, hidden, sum)) = system.weak_sum() {
        prop_assert!(false, "{total:?} hides {hidden} cells and {sum} cases");
    }
    let betrayed = system.betrayed();
    prop_assert!(betrayed.is_empty(), "betrayed: {betrayed:?}");
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn no_referral_rate_can_be_computed_from_everything_published(rows in federation()) {
        let counted = counted(&referrals(&rows));
        let mut published = Published::of(&counted);
        published.publish("referred", Unit::Referred, 0);
        let splits = [
            ("referred", ["offered", "not offered"], Unit::Offered),
            ("offered", ["agreed", "not agreed"], Unit::Uptake),
            ("agreed", ["ended", "open"], Unit::CohortEnded),
            ("ended", ["settled", "not settled"], Unit::CohortSettled),
        ];
        for (_, [part, rest], unit) in splits {
            published.publish(part, unit, 0);
            published.publish(rest, unit, 1);
        }
        let parts = splits.iter().flat_map(|(_, parts, _)| *parts);
        for name in parts.chain(["referred"]) {
            published.add_up(name);
            untag(&mut published, name);
        }
        for (whole, parts, _) in splits {
            published.split(whole, &parts);
        }
        check(&published)?;
    }

    #[test]
    fn neither_flow_nor_stock_of_procedures_can_be_computed_over_two_years(rows in federation()) {
        let counted = counted(&procedures(&rows));
        let mut published = Published::of(&counted);
        published.publish("started", Unit::Flow, 0);
        published.publish("ended", Unit::Flow, 1);
        published.publish("settled", Unit::Settled, 0);
        published.publish("unsettled", Unit::Settled, 1);
        published.publish("pending", Unit::PendingStart, 0);
        published.publish("pending", Unit::PendingEnd, 0);
        for name in ["started", "ended", "settled", "unsettled"] {
            published.add_up(name);
            untag(&mut published, name);
        }
        published.split("ended", &["settled", "unsettled"]);
        stocks(&mut published);
        check(&published)?;
    }
}

/// Takes over the identity of S19, that a start is the end before it, and that stocks add up.
fn stocks(published: &mut Published<'_>) {
    for group in published.groups.clone() {
        for period in periods_of(&group) {
            let of = |unit| ("pending", group.clone(), when(unit, period));
            let flow = |name| (name, group.clone(), period.to_string());
            let (start, end) = (of(Unit::PendingStart), of(Unit::PendingEnd));
            published.system.equation(vec![
                (end.clone(), 1),
                (start.clone(), -1),
                (flow("started"), -1),
                (flow("ended"), 1),
            ]);
            for tagged in parents(&group) {
                let mut plain = tagged.clone();
                plain.0.pop();
                for (name, group, at) in [start.clone(), end.clone()] {
                    let total = (name, tagged.clone(), at.clone());
                    published
                        .system
                        .part_of(total.clone(), (name, group, at.clone()));
                    published.system.same(total, (name, plain.clone(), at));
                }
            }
        }
    }
    let quarters: Vec<Period> = YEARS.into_iter().flat_map(Period::quarters).collect();
    for group in published.groups.clone() {
        for pair in quarters.windows(2) {
            let of = |unit, period| ("pending", group.clone(), when(unit, period));
            published.system.same(
                of(Unit::PendingEnd, pair[0]),
                of(Unit::PendingStart, pair[1]),
            );
        }
    }
}
