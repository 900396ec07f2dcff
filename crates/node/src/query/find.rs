//! Entries that match: any words of a name, and filters that combine with it.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use medreg_domain::entry::{Availability, EntryKind};
use medreg_domain::reference::Reference;
use medreg_domain::{CategoryCode, CourtCode, Kato, LanguageCode, RegionCode, SroId};
use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};

use super::catalogue::{Catalogue, Listed, Order};
use super::shown::{self, EntryShown, STANDINGS, standing_code};
use super::{AsAt, DISCLAIMER, ListCursor, Moment, QueryError, Sight};

/// Entries of an answer where no number is asked for.
const LIMIT: usize = 50;

/// Entries in one answer, by bound.
pub const LIMIT_MAX: usize = 200;

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

/// What entries are counted by: each filter, with one of its values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Facet {
    Court(CourtCode),
    Region(RegionCode),
    Category(CategoryCode),
    Language(LanguageCode),
    Kind(EntryKind),
    Standing(&'static str),
    Sro(SroId),
    Availability(Availability),
}

/// The filters, each a bit of what an entry fails.
const COURT: u16 = 1;
const REGION: u16 = 1 << 1;
const CATEGORY: u16 = 1 << 2;
const LANGUAGE: u16 = 1 << 3;
const KIND: u16 = 1 << 4;
const STANDING: u16 = 1 << 5;
const SRO: u16 = 1 << 6;
const AVAILABILITY: u16 = 1 << 7;
const PLACE: u16 = 1 << 8;

/// One question over a catalogue.
pub(super) struct Search<'a> {
    find: &'a Find,
    catalogue: &'a Catalogue,
    reference: &'a Reference,
    /// The court that keeps a court's entries on the day.
    keepers: FxHashMap<CourtCode, CourtCode>,
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

/// How many entries each value of each filter would leave.
pub type FilterCounts = BTreeMap<&'static str, BTreeMap<String, usize>>;

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
    let mut search = Search {
        find,
        catalogue,
        reference,
        keepers: FxHashMap::default(),
    };
    let matching = search.run();
    let shown = matching.shown.iter();
    Ok(Found {
        items: shown
            .map(|slot| shown::entry(reference, catalogue.at(*slot), find.as_of, find.seen_by))
            .collect(),
        next: matching.next.clone(),
        total: matching.total,
        as_of: find.as_of,
        as_at: moment.as_at(),
        position: moment.position(),
        disclaimer: DISCLAIMER,
        similar: matching.similar,
        matched: search.matched(&matching.shown),
        counts: find.counts.then(|| matching.counts()),
    })
}

/// What a search came to.
struct Matching {
    shown: Vec<u32>,
    similar: bool,
    next: Option<ListCursor>,
    total: usize,
    counted: FxHashMap<Facet, usize>,
}

impl Search<'_> {
    fn run(&mut self) -> Matching {
        let (named, similar) = self.named();
        let sorted = self.catalogue.in_order(self.find.sort);
        let before = |slot: &u32, cursor: &ListCursor| !cursor.is_before(self.catalogue.at(*slot));
        let cursor = self.find.cursor.as_ref();
        let from = cursor.map_or(0, |cursor| {
            sorted.partition_point(|slot| before(slot, cursor))
        });
        let limit = self.find.limit.clamp(1, LIMIT_MAX);
        let mut matching = Matching {
            shown: Vec::with_capacity(limit),
            similar,
            next: None,
            total: 0,
            counted: FxHashMap::default(),
        };
        let mut skip = self.find.skip;
        let mut more = false;
        for (at, slot) in sorted.iter().enumerate() {
            let is_named = named.as_ref().is_none_or(|named| named.contains(slot));
            if is_named && self.take(*slot, &mut matching) && at >= from {
                if skip > 0 {
                    skip -= 1;
                } else if matching.shown.len() < limit {
                    matching.shown.push(*slot);
                } else {
                    more = true;
                }
            }
        }
        if more {
            let last = matching.shown.last();
            let behind = |slot: &u32| ListCursor::behind(self.find.sort, self.catalogue.at(*slot));
            matching.next = last.map(behind);
        }
        matching
    }

    /// The slots that the words of the question name, nearly so where nothing is spelled so;
    /// none if it has no words.
    fn named(&self) -> (Option<FxHashSet<u32>>, bool) {
        let Some(q) = self.find.q.as_deref() else {
            return (None, false);
        };
        let number = q.trim().to_uppercase().parse().ok();
        let numbered = number.and_then(|number| self.catalogue.slot(number));
        let named = self.catalogue.names().find(q).into_sorted();
        let found: FxHashSet<u32> = named.into_iter().chain(numbered).collect();
        if !found.is_empty() {
            return (Some(found), false);
        }
        let similar = self.catalogue.names().similar(q).into_sorted();
        let is_any = !similar.is_empty();
        (Some(similar.into_iter().collect()), is_any)
    }

    fn matched(&self, shown: &[u32]) -> Vec<String> {
        let names = self.catalogue.names();
        let q = self.find.q.as_deref();
        q.map_or_else(Vec::new, |q| names.matched_forms_of(q, shown))
    }

    /// Counts an entry; true if it matches.
    fn take(&mut self, slot: u32, matching: &mut Matching) -> bool {
        let listed = self.catalogue.at(slot);
        let (validity, sight) = (&listed.row.entry.validity, self.find.seen_by);
        if !sight.shows(validity) {
            return false;
        }
        let court = self.keeper(listed);
        let standing = standing_code(sight.standing(validity, self.find.as_of));
        let failed = self.failed(listed, court, standing);
        matching.total += usize::from(failed == 0);
        if self.find.counts {
            matching.count(listed, court, standing, failed);
        }
        failed == 0
    }

    fn keeper(&mut self, listed: &Listed) -> CourtCode {
        let own = listed
            .row
            .entry
            .transferred_to
            .unwrap_or(listed.entry_no.court());
        let (reference, day) = (self.reference, self.find.as_of);
        let keeper = self.keepers.entry(own);
        *keeper.or_insert_with(|| reference.current_court(own, day))
    }

    /// The filters an entry fails.
    fn failed(&self, listed: &Listed, court: CourtCode, standing: &str) -> u16 {
        let (find, entry) = (self.find, &listed.row.entry);
        let bit = |fails: bool, bit: u16| if fails { bit } else { 0 };
        let within =
            |wanted: &CategoryCode| entry.categories.iter().any(|own| lies_in(own, wanted));
        bit(
            find.court
                .is_some_and(|wanted| wanted != court && wanted != listed.entry_no.court()),
            COURT,
        ) | bit(
            find.region.is_some_and(|wanted| wanted != court.region()),
            REGION,
        ) | bit(!find.category.as_ref().is_none_or(within), CATEGORY)
            | bit(
                find.language
                    .is_some_and(|wanted| !entry.languages.contains(&wanted)),
                LANGUAGE,
            )
            | bit(find.kind.is_some_and(|wanted| wanted != entry.kind), KIND)
            | bit(
                !find.standing.is_empty()
                    && !find
                        .standing
                        .iter()
                        .any(|wanted| wanted.eq_ignore_ascii_case(standing)),
                STANDING,
            )
            | bit(
                find.sro.is_some_and(|wanted| entry.sro != Some(wanted)),
                SRO,
            )
            | bit(
                find.availability
                    .is_some_and(|wanted| wanted != entry.availability),
                AVAILABILITY,
            )
            | bit(
                find.place
                    .is_some_and(|wanted| !entry.practice_kato.lies_in(&wanted)),
                PLACE,
            )
    }
}

/// True if a category is another or lies below it.
fn lies_in(own: &CategoryCode, wanted: &CategoryCode) -> bool {
    let below = own.as_str().strip_prefix(wanted.as_str());
    below.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// The categories and all above them, each once.
fn categories_with_those_above(own: &[CategoryCode]) -> BTreeSet<CategoryCode> {
    let mut all = BTreeSet::new();
    for category in own {
        let text = category.as_str();
        let ends = text.match_indices('.').map(|(at, _)| at);
        let texts = ends.chain([text.len()]).filter_map(|end| text.get(..end));
        all.extend(texts.filter_map(|text| text.parse::<CategoryCode>().ok()));
    }
    all
}

impl Matching {
    /// Counts an entry for every filter that alone keeps it out, and for all if none does.
    fn count(&mut self, listed: &Listed, court: CourtCode, standing: &'static str, failed: u16) {
        let entry = &listed.row.entry;
        let mut count = |bit: u16, facet: Facet| {
            if failed & !bit == 0 {
                *self.counted.entry(facet).or_default() += 1;
            }
        };
        count(COURT, Facet::Court(court));
        count(REGION, Facet::Region(court.region()));
        count(KIND, Facet::Kind(entry.kind));
        count(STANDING, Facet::Standing(standing));
        count(AVAILABILITY, Facet::Availability(entry.availability));
        entry
            .sro
            .into_iter()
            .for_each(|sro| count(SRO, Facet::Sro(sro)));
        entry
            .languages
            .iter()
            .for_each(|language| count(LANGUAGE, Facet::Language(*language)));
        for category in categories_with_those_above(&entry.categories) {
            count(CATEGORY, Facet::Category(category));
        }
    }

    /// By filter and value.
    fn counts(&self) -> FilterCounts {
        let mut counts = FilterCounts::new();
        for (facet, count) in &self.counted {
            let (filter, value) = match facet {
                Facet::Court(court) => ("court", court.to_string()),
                Facet::Region(region) => ("region", region.to_string()),
                Facet::Category(category) => ("category", category.to_string()),
                Facet::Language(language) => ("language", language.to_string()),
                Facet::Kind(kind) => ("kind", kind.as_str().to_owned()),
                Facet::Standing(standing) => ("standing", (*standing).to_owned()),
                Facet::Sro(sro) => ("sro", sro.to_string()),
                Facet::Availability(availability) => {
                    ("availability", <&str>::from(*availability).to_owned())
                }
            };
            counts.entry(filter).or_default().insert(value, *count);
        }
        counts
    }
}
