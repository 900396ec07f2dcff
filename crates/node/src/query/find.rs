//! Entries that match: any words of a name, and filters that combine with it.

use chrono::NaiveDate;
use fixedbitset::FixedBitSet;
use medreg_domain::entry::{Availability, EntryKind};
use medreg_domain::{CategoryCode, CourtCode, Kato, LanguageCode, RegionCode, SroId};
use serde::{Deserialize, Serialize};

use super::catalogue::{Catalogue, Order};
use super::shown::{self, EntryShown, STANDINGS};
use super::{AsAt, DISCLAIMER, ListCursor, Moment, QueryError, Sight};

mod filters;

pub use filters::FilterCounts;
use filters::Filters;

/// Entries of an answer where no number is asked for.
const LIMIT: usize = 50;

/// Entries in one document, by bound.
pub const LIMIT_MAX: usize = 200;

/// Entries in one table, by bound: shown within a few milliseconds, for commits wait.
pub const ROWS_MAX: usize = 2_000;

/// What entries are looked for by; what is absent does not matter.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Find {
    /// Beginnings of words of the name, or a number.
    pub q: Option<String>,
    /// The court that keeps the entry.
    pub court: Option<CourtCode>,
    /// The region of that court.
    pub region: Option<RegionCode>,
    /// A category, or one above it.
    pub category: Option<CategoryCode>,
    /// A language.
    pub language: Option<LanguageCode>,
    /// The kind of entry.
    pub kind: Option<EntryKind>,
    /// Any of these standings, such as `ACTIVE`.
    #[serde(default)]
    pub standing: Vec<String>,
    /// The organisation the mediator belongs to.
    pub sro: Option<SroId>,
    /// The place of practice, or one around it.
    pub place: Option<Kato>,
    /// Whether the mediator takes cases now.
    pub availability: Option<Availability>,
    /// True on this day.
    pub as_of: NaiveDate,
    /// Who asks, and when.
    pub seen_by: Sight,
    /// Known then; now if absent.
    pub as_at: Option<AsAt>,
    /// In which order.
    #[serde(default)]
    pub sort: Order,
    /// At most so many.
    pub limit: usize,
    /// So many are passed over first.
    #[serde(default)]
    pub skip: usize,
    /// The place after which to go on, in the same order.
    #[serde(default)]
    pub cursor: Option<ListCursor>,
    /// Whether to count what each filter would leave.
    #[serde(default)]
    pub counts: bool,
}

impl Find {
    /// All entries there are on a day, as somebody sees them; fifty to begin with.
    pub fn all(as_of: NaiveDate, seen_by: Sight) -> Self {
        Self {
            q: None,
            court: None,
            region: None,
            category: None,
            language: None,
            kind: None,
            standing: Vec::new(),
            sro: None,
            place: None,
            availability: None,
            as_of,
            seen_by,
            as_at: None,
            sort: Order::default(),
            limit: LIMIT,
            skip: 0,
            cursor: None,
            counts: false,
        }
    }

    /// Refuses a question that cannot be meant so.
    pub(super) fn ensure_sound(&self) -> Result<(), QueryError> {
        for wanted in &self.standing {
            let is_one = STANDINGS.iter().any(|one| wanted.eq_ignore_ascii_case(one));
            if !is_one {
                let known = STANDINGS.join(", ");
                return Err(QueryError::Malformed(format!(
                    "there is no standing `{wanted}`; known are {known}"
                )));
            }
        }
        let other = |cursor: &ListCursor| cursor.order != self.sort;
        if self.cursor.as_ref().is_some_and(other) {
            let detail = "the cursor is of a list in another order: begin again without it";
            return Err(QueryError::Malformed(detail.to_owned()));
        }
        Ok(())
    }
}

/// Entries that were found.
#[derive(Clone, Debug, Serialize)]
pub struct Found {
    /// Those of this page.
    pub items: Vec<EntryShown>,
    /// The place after which to go on, if there are more.
    pub next: Option<ListCursor>,
    /// All that match.
    pub total: usize,
    /// True on this day.
    pub as_of: NaiveDate,
    /// Known then; none where it was not asked.
    pub as_at: Option<AsAt>,
    /// Events the answer rests on.
    pub position: u64,
    /// What the register says of itself (R34).
    pub disclaimer: &'static str,
    /// True where no name is spelled so, and these are the ones spelled nearly so.
    pub similar: bool,
    /// Spellings in the names of this page that the words were found by.
    pub matched: Vec<String>,
    /// By filter and value, where it was asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub counts: Option<FilterCounts>,
}

/// Answers from a catalogue of the views' entries.
pub(super) fn found(
    moment: &Moment<'_>,
    catalogue: &Catalogue,
    find: &Find,
) -> Result<Found, QueryError> {
    find.ensure_sound()?;
    let reference = moment.reference();
    let named = named(catalogue, find.q.as_deref());
    let standings = catalogue.standings(find.as_of, find.seen_by);
    let mut filters = Filters::of(find, catalogue.columns(), &standings, reference);
    let matching = match &named {
        Some(named) => filters.take(named.slots.iter().copied()),
        None => filters.take((0..).take(catalogue.len())),
    };
    let (shown, next) = page(catalogue, find, &matching);
    let entry = |slot: &u32| shown::entry(reference, catalogue.at(*slot), find.as_of, find.seen_by);
    let q = find.q.as_deref();
    Ok(Found {
        items: shown.iter().map(entry).collect(),
        next,
        total: matching.count_ones(..),
        as_of: find.as_of,
        as_at: moment.as_at(),
        position: moment.position(),
        disclaimer: DISCLAIMER,
        similar: named.is_some_and(|named| named.similar),
        matched: q.map_or_else(Vec::new, |q| catalogue.names().matched_forms_of(q, &shown)),
        counts: find.counts.then(|| filters.counts()),
    })
}

/// The slots that words name.
struct Named {
    slots: Vec<u32>,
    /// True where nothing is spelled so, and these are the ones spelled nearly so.
    similar: bool,
}

/// Whom the words of the question name; none if it has no words.
fn named(catalogue: &Catalogue, q: Option<&str>) -> Option<Named> {
    let q = q?;
    let number = q.trim().to_uppercase().parse().ok();
    let numbered = number.and_then(|number| catalogue.slot(number));
    let mut slots = catalogue.names().find(q).into_sorted();
    slots.extend(numbered.filter(|slot| slots.binary_search(slot).is_err()));
    if !slots.is_empty() {
        let similar = false;
        return Some(Named { slots, similar });
    }
    let slots = catalogue.names().similar(q).into_sorted();
    let similar = !slots.is_empty();
    Some(Named { slots, similar })
}

/// The slots of the page that is asked for, in its order, and the place after which to go on.
fn page(
    catalogue: &Catalogue,
    find: &Find,
    matching: &FixedBitSet,
) -> (Vec<u32>, Option<ListCursor>) {
    let sorted = catalogue.in_order(find.sort);
    let from = find.cursor.as_ref().map_or(0, |cursor| {
        sorted.partition_point(|slot| !cursor.is_before(catalogue.at(*slot)))
    });
    let behind = sorted.iter().skip(from);
    let matching = behind.filter(|slot| matching.contains(**slot as usize));
    let mut matching = matching.copied().skip(find.skip);
    let limit = find.limit.clamp(1, ROWS_MAX);
    let shown: Vec<u32> = matching.by_ref().take(limit).collect();
    let next = matching.next().and(shown.last());
    let next = next.map(|slot| ListCursor::behind(find.sort, catalogue.at(*slot)));
    (shown, next)
}
