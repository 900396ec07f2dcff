//! Filters over the columns of a catalogue, and how many entries each of their values would
//! leave. A filter looks at each value once, whatever the number of entries.

use std::collections::BTreeMap;
use std::hash::Hash;

use fixedbitset::FixedBitSet;
use medreg_domain::reference::Reference;
use medreg_domain::{CategoryCode, CourtCode, Kato};

use super::super::catalogue::{Column, Columns, Standings};
use super::super::shown::STANDINGS;
use super::Find;

/// How many entries each value of each filter would leave.
pub type FilterCounts = BTreeMap<&'static str, BTreeMap<String, usize>>;

/// What a value is counted under: a category under those above it too.
type Labels<'a> = Box<dyn Fn(usize) -> Vec<String> + 'a>;

/// In the place of the filter that alone keeps an entry out: none does.
const NONE: u8 = 0;

/// The same: several do, or the entry is not shown.
const SEVERAL: u8 = u8::MAX;

/// One filter.
struct Filter<'a> {
    name: &'static str,
    /// The number of the value each slot has.
    numbers: &'a [u32],
    /// By value, whether it fails; none where nothing is asked of it.
    fails: Option<Vec<bool>>,
    /// By value, the entries it would leave.
    left: Vec<usize>,
    labels: Labels<'a>,
}

/// All filters of a question.
pub(super) struct Filters<'a> {
    is_counted: bool,
    all: Vec<Filter<'a>>,
}

impl<'a> Filter<'a> {
    fn of<T: Clone + Eq + Hash>(
        name: &'static str,
        column: &'a Column<T>,
        passes: Option<impl Fn(&T) -> bool>,
        labels: impl Fn(&T) -> Vec<String> + 'a,
    ) -> Self {
        let values = column.values();
        let fails = passes.map(|passes| values.iter().map(|value| !passes(value)).collect());
        Self {
            name,
            numbers: column.slots(),
            fails,
            left: vec![0; values.len()],
            labels: Box::new(move |number| labels(&values[number])),
        }
    }

    /// By where entries stand: one that is not shown has no such number, and fails always.
    fn by_standing(wanted: &[String], standings: &'a Standings) -> Self {
        let is_wanted = |code: &&str| wanted.iter().any(|one| one.eq_ignore_ascii_case(code));
        let fails = STANDINGS
            .iter()
            .map(|code| !wanted.is_empty() && !is_wanted(code));
        Self {
            name: "standing",
            numbers: standings.numbers(),
            fails: Some(fails.collect()),
            left: vec![0; STANDINGS.len()],
            labels: Box::new(|number| vec![STANDINGS[number].to_owned()]),
        }
    }

    /// Notes for each slot whether this filter keeps it out.
    fn keep_out(&self, place: u8, slots: impl Iterator<Item = u32>, kept_out_by: &mut [u8]) {
        let Some(fails) = &self.fails else { return };
        for (slot, by) in slots.zip(kept_out_by) {
            match fails.get(self.numbers[slot as usize] as usize) {
                Some(false) => {}
                Some(true) if *by == NONE => *by = place,
                Some(true) | None => *by = SEVERAL,
            }
        }
    }

    /// Counts the values of those that nothing else keeps out.
    fn count(&mut self, place: u8, slots: impl Iterator<Item = u32>, kept_out_by: &[u8]) {
        for (slot, by) in slots.zip(kept_out_by) {
            if *by == NONE || *by == place {
                self.left[self.numbers[slot as usize] as usize] += 1;
            }
        }
    }
}

impl<'a> Filters<'a> {
    pub(super) fn of(
        find: &'a Find,
        columns: &'a Columns,
        standings: &'a Standings,
        reference: &'a Reference,
    ) -> Self {
        let keeper = |own: CourtCode| reference.current_court(own, find.as_of);
        let court = find
            .court
            .map(|wanted| move |(own, founder): &_| wanted == keeper(*own) || wanted == *founder);
        let region = find
            .region
            .map(|wanted| move |(own, _): &_| wanted == keeper(*own).region());
        let kind = find.kind.map(|wanted| move |own: &_| wanted == *own);
        let availability = find
            .availability
            .map(|wanted| move |own: &_| wanted == *own);
        let sro = find.sro.map(|wanted| move |own: &_| Some(wanted) == *own);
        let place = find
            .place
            .map(|wanted| move |own: &Kato| own.lies_in(&wanted));
        let category = find
            .category
            .map(|wanted| move |own: &Vec<_>| own.iter().any(|own| lies_in(own, &wanted)));
        let language = find
            .language
            .map(|wanted| move |own: &Vec<_>| own.contains(&wanted));
        let all = vec![
            Filter::by_standing(&find.standing, standings),
            Filter::of("court", &columns.courts, court, move |(own, _)| {
                vec![keeper(*own).to_string()]
            }),
            Filter::of("region", &columns.courts, region, move |(own, _)| {
                vec![keeper(*own).region().to_string()]
            }),
            Filter::of("kind", &columns.kinds, kind, |own| {
                vec![own.as_str().to_owned()]
            }),
            Filter::of(
                "availability",
                &columns.availabilities,
                availability,
                |own| vec![<&str>::from(*own).to_owned()],
            ),
            Filter::of("sro", &columns.sros, sro, |own| {
                own.iter().map(ToString::to_string).collect()
            }),
            Filter::of("place", &columns.places, place, |_| Vec::new()),
            Filter::of("category", &columns.categories, category, |own| {
                with_those_above(own)
            }),
            Filter::of("language", &columns.languages, language, |own| {
                own.iter().map(ToString::to_string).collect()
            }),
        ];
        Self {
            is_counted: find.counts,
            all,
        }
    }

    /// Those of the slots whose entries match. An entry is counted for the filter that alone
    /// keeps it out, and for all if none does.
    pub(super) fn take(&mut self, slots: impl Iterator<Item = u32> + Clone) -> FixedBitSet {
        let mut kept_out_by = vec![NONE; slots.clone().count()];
        for (place, filter) in (NONE + 1..).zip(&self.all) {
            filter.keep_out(place, slots.clone(), &mut kept_out_by);
        }
        if self.is_counted {
            for (place, filter) in (NONE + 1..).zip(&mut self.all) {
                filter.count(place, slots.clone(), &kept_out_by);
            }
        }
        let matching = slots.zip(kept_out_by).filter(|(_, by)| *by == NONE);
        matching.map(|(slot, _)| slot as usize).collect()
    }

    /// By filter and value.
    pub(super) fn counts(&self) -> FilterCounts {
        let mut counts = FilterCounts::new();
        for filter in &self.all {
            for (number, left) in filter
                .left
                .iter()
                .enumerate()
                .filter(|(_, left)| **left > 0)
            {
                for label in (filter.labels)(number) {
                    *counts
                        .entry(filter.name)
                        .or_default()
                        .entry(label)
                        .or_default() += left;
                }
            }
        }
        counts
    }
}

/// True if a category is another or lies below it.
fn lies_in(own: &CategoryCode, wanted: &CategoryCode) -> bool {
    let below = own.as_str().strip_prefix(wanted.as_str());
    below.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// Categories and all above them, each once.
fn with_those_above(own: &[CategoryCode]) -> Vec<String> {
    let mut all = Vec::new();
    for category in own {
        let text = category.as_str();
        let ends = text.match_indices('.').map(|(at, _)| at);
        let texts = ends.chain([text.len()]).filter_map(|end| text.get(..end));
        all.extend(texts.map(str::to_owned));
    }
    all.sort_unstable();
    all.dedup();
    all
}
