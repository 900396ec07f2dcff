//! Filters over the columns of a catalogue, and how many entries each of their values would
//! leave. A filter looks at each value once, whatever the number of entries.

use std::collections::BTreeMap;
use std::hash::Hash;

use medreg_domain::reference::Reference;
use medreg_domain::{CategoryCode, CourtCode, Kato};

use super::super::catalogue::{Column, Columns, Standings};
use super::super::shown::STANDINGS;
use super::Find;

/// How many entries each value of each filter would leave.
pub type FilterCounts = BTreeMap<&'static str, BTreeMap<String, usize>>;

/// What a value is counted under: a category under those above it too.
type Labels<'a> = Box<dyn Fn(usize) -> Vec<String> + 'a>;

/// The number of the value each slot has.
#[derive(Clone, Copy)]
enum Numbers<'a> {
    Column(&'a [u32]),
    /// The standing, which goes by the day and by who looks: none where the entry is not shown.
    Standings(&'a Standings),
}

impl Numbers<'_> {
    fn of(self, slot: u32) -> Option<usize> {
        match self {
            Self::Column(numbers) => numbers.get(slot as usize).map(|number| *number as usize),
            Self::Standings(standings) => standings.number(slot),
        }
    }
}

/// One filter.
struct Filter<'a> {
    name: &'static str,
    numbers: Numbers<'a>,
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
            numbers: Numbers::Column(column.slots()),
            fails,
            left: vec![0; values.len()],
            labels: Box::new(move |number| labels(&values[number])),
        }
    }

    fn by_standing(wanted: &[String], standings: &'a Standings) -> Self {
        let fails = |code: &&str| !wanted.iter().any(|one| one.eq_ignore_ascii_case(code));
        let is_asked = !wanted.is_empty();
        Self {
            name: "standing",
            numbers: Numbers::Standings(standings),
            fails: is_asked.then(|| STANDINGS.iter().map(fails).collect()),
            left: vec![0; STANDINGS.len()],
            labels: Box::new(|number| vec![STANDINGS[number].to_owned()]),
        }
    }

    fn fails(&self, number: usize) -> bool {
        self.fails.as_ref().is_some_and(|fails| fails[number])
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

    /// True if the entry in a slot matches. It is counted for the filter that alone keeps it
    /// out, and for all if none does.
    pub(super) fn take(&mut self, slot: u32) -> bool {
        let mut failing = None;
        let mut failed = 0;
        for (at, filter) in self.all.iter().enumerate() {
            let Some(number) = filter.numbers.of(slot) else {
                return false;
            };
            if filter.fails(number) {
                failing = Some(at);
                failed += 1;
            }
        }
        if self.is_counted && failed <= 1 {
            let counted = failing.map_or(0..self.all.len(), |only| only..only + 1);
            for filter in &mut self.all[counted] {
                if let Some(number) = filter.numbers.of(slot) {
                    filter.left[number] += 1;
                }
            }
        }
        failed == 0
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
