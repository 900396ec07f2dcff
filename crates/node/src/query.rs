//! Questions to a federal office's views, and their answers as JSON: one set for the
//! command line offline and for a serving office.

use chrono::NaiveDate;
use medreg_domain::entry::EntryKind;
use medreg_domain::standing::Standing;
use medreg_domain::{CategoryCode, CourtCode, Digest, EntryNo, LanguageCode, RegionCode, Source};
use medreg_log::PersonName;
use medreg_projections::statistics::Map;
use medreg_projections::statistics::indicator::{
    self, AnswerError, Audience, Dimension, Indicator,
};
use medreg_projections::{EntryRow, NameIndex, StoreError, Views};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::federal::keyring::Keyring;

/// Entries in one answer.
const LIMIT_MAX: usize = 200;

/// What the register says of itself wherever it speaks (R34).
pub const DISCLAIMER: &str = "Inclusion in the register does not mean that the court accepts responsibility for the mediator's activities.";

/// A question.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(tag = "query", rename_all = "snake_case", deny_unknown_fields)]
pub enum Query {
    /// One entry.
    Entry {
        /// Which.
        entry_no: EntryNo,
        /// True on this day.
        as_of: NaiveDate,
    },
    /// Entries that match.
    Find(Find),
    /// Figures.
    Statistics {
        /// Which indicator.
        indicator: String,
        /// By which dimensions.
        by: Vec<String>,
        /// For which periods.
        period: String,
    },
    /// The digests of register and statistics.
    Digests,
}

/// What entries are looked for by; what is absent does not matter.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Find {
    /// Beginnings of words of the name.
    pub q: Option<String>,
    /// The court.
    pub court: Option<CourtCode>,
    /// The region.
    pub region: Option<RegionCode>,
    /// A category, or one above it.
    pub category: Option<CategoryCode>,
    /// A language.
    pub language: Option<LanguageCode>,
    /// The kind of entry.
    pub kind: Option<EntryKind>,
    /// The standing, such as `ACTIVE`.
    pub standing: Option<String>,
    /// True on this day.
    pub as_of: NaiveDate,
    /// At most so many.
    pub limit: usize,
    /// The entry number after which to go on.
    pub cursor: Option<EntryNo>,
}

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub enum QueryError {
    /// There is no such thing.
    #[error("{0}")]
    NotFound(String),
    /// The question is malformed.
    #[error("{0}")]
    Malformed(String),
    /// The views failed.
    #[error(transparent)]
    Views(#[from] StoreError),
}

/// Names opened so far; nothing of them is on disk.
#[derive(Debug, Default)]
pub struct Names {
    index: NameIndex,
    opened: FxHashMap<(EntryNo, Digest), PersonName>,
    position: Option<u64>,
}

impl Names {
    /// Opens the names of entries that came since the last look.
    fn refresh(&mut self, views: &Views, keyring: &Keyring) -> Result<(), StoreError> {
        let position = views.cursor().position;
        if self.position == Some(position) {
            return Ok(());
        }
        for row in views.entries() {
            let (entry_no, row) = row?;
            let personal = &row.entry.personal;
            let key = (entry_no, personal.commitment);
            if !self.opened.contains_key(&key)
                && let Some(person) = keyring.person(personal)
            {
                for name in [&person.name.kk, &person.name.ru, &person.name.latn] {
                    self.index.add(entry_no, name);
                }
                self.opened.insert(key, person.name);
            }
        }
        self.position = Some(position);
        Ok(())
    }
}

/// Answers a question from what is committed.
pub fn answer(
    views: &Views,
    keyring: &Keyring,
    names: &mut Names,
    query: &Query,
) -> Result<Value, QueryError> {
    match query {
        Query::Entry { entry_no, as_of } => {
            let row = views.entry(*entry_no)?.ok_or_else(|| {
                QueryError::NotFound(format!(
                    "there is no entry {entry_no} in the federal register"
                ))
            })?;
            let name = keyring
                .person(&row.entry.personal)
                .map(|person| person.name);
            let mut entry = entry(*entry_no, &row, name.as_ref(), *as_of);
            entry["as_of"] = json!(as_of);
            entry["position"] = json!(views.cursor().position);
            entry["disclaimer"] = json!(DISCLAIMER);
            Ok(entry)
        }
        Query::Find(find) => {
            names.refresh(views, keyring)?;
            found(views, names, find)
        }
        Query::Statistics {
            indicator,
            by,
            period,
        } => statistics(views, indicator, by, period),
        Query::Digests => {
            let digests = views.digests()?;
            Ok(json!({
                "position": views.cursor().position,
                "register_digest": hex(&digests.register),
                "statistics_digest": hex(&digests.statistics),
            }))
        }
    }
}

/// Bytes as hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    data_encoding::HEXLOWER.encode(bytes)
}

fn found(views: &Views, names: &Names, find: &Find) -> Result<Value, QueryError> {
    let by_name = find.q.as_deref().map(|q| names.index.find(q));
    let mut total = 0usize;
    let mut items = Vec::new();
    let mut next = None;
    let limit = find.limit.clamp(1, LIMIT_MAX);
    for row in views.entries() {
        let (entry_no, row) = row?;
        let named = by_name
            .as_ref()
            .is_none_or(|numbers| numbers.binary_search(&entry_no).is_ok());
        if !named || !matches(find, entry_no, &row) {
            continue;
        }
        total += 1;
        if find.cursor.is_some_and(|cursor| entry_no <= cursor) {
            continue;
        }
        if items.len() < limit {
            let name = names.opened.get(&(entry_no, row.entry.personal.commitment));
            items.push(entry(entry_no, &row, name, find.as_of));
            next = Some(entry_no);
        } else {
            // One more is there: the last shown is where to go on.
            let position = views.cursor().position;
            return Ok(list(
                items,
                next,
                total + rest(views, by_name.as_ref(), find, entry_no)?,
                find.as_of,
                position,
            ));
        }
    }
    Ok(list(
        items,
        None,
        total,
        find.as_of,
        views.cursor().position,
    ))
}

/// How many more match after an entry.
fn rest(
    views: &Views,
    by_name: Option<&Vec<EntryNo>>,
    find: &Find,
    after: EntryNo,
) -> Result<usize, StoreError> {
    let mut more = 0;
    for row in views.entries() {
        let (entry_no, row) = row?;
        let named = by_name.is_none_or(|numbers| numbers.binary_search(&entry_no).is_ok());
        more += usize::from(entry_no > after && named && matches(find, entry_no, &row));
    }
    Ok(more)
}

fn list(
    items: Vec<Value>,
    next: Option<EntryNo>,
    total: usize,
    as_of: NaiveDate,
    position: u64,
) -> Value {
    json!({
        "items": items, "next": next, "total": total, "as_of": as_of, "as_at": null,
        "position": position, "disclaimer": DISCLAIMER,
    })
}

fn matches(find: &Find, entry_no: EntryNo, row: &EntryRow) -> bool {
    let entry = &row.entry;
    let within = |wanted: &CategoryCode| {
        let below = |code: &CategoryCode| {
            code == wanted
                || code
                    .as_str()
                    .strip_prefix(wanted.as_str())
                    .is_some_and(|rest| rest.starts_with('.'))
        };
        entry.categories.iter().any(below)
    };
    let standing = || standing_code(entry.validity.standing(find.as_of));
    find.court.is_none_or(|court| entry_no.court() == court)
        && find
            .region
            .is_none_or(|region| entry_no.court().region() == region)
        && find.category.as_ref().is_none_or(within)
        && find
            .language
            .is_none_or(|language| entry.languages.contains(&language))
        && find.kind.is_none_or(|kind| entry.kind == kind)
        && find
            .standing
            .as_ref()
            .is_none_or(|wanted| wanted.eq_ignore_ascii_case(standing()))
}

fn standing_code(standing: Standing) -> &'static str {
    match standing {
        Standing::Active => "ACTIVE",
        Standing::Suspended { .. } => "SUSPENDED",
        Standing::Lapsed { .. } => "LAPSED",
        Standing::Removed { .. } => "REMOVED",
        Standing::NotYet => "NOT_YET",
    }
}

fn entry(entry_no: EntryNo, row: &EntryRow, name: Option<&PersonName>, as_of: NaiveDate) -> Value {
    let entry = &row.entry;
    let standing = entry.validity.standing(as_of);
    let (until, on) = match standing {
        Standing::Suspended { until } => (Some(until), None),
        Standing::Lapsed { on } | Standing::Removed { on } => (None, Some(on)),
        Standing::Active | Standing::NotYet => (None, None),
    };
    json!({
        "entry_no": entry_no,
        "federal_no": entry.person.federal_no(),
        "court": entry_no.court(),
        "name": name,
        "kind": entry.kind,
        "standing": {"code": standing_code(standing), "until": until, "on": on},
        "categories": entry.categories,
        "languages": entry.languages,
        "practice_kato": entry.practice_kato,
        "sro": entry.sro,
        "valid_from": entry.validity.valid_from,
        "valid_to": entry.validity.valid_to(),
        "source_events": row.events,
    })
}

fn statistics(views: &Views, name: &str, by: &[String], period: &str) -> Result<Value, QueryError> {
    let malformed = |detail: String| QueryError::Malformed(detail);
    let indicator: Indicator = name.parse().map_err(|_| {
        let known: Vec<&str> = <Indicator as strum::VariantArray>::VARIANTS
            .iter()
            .map(Into::into)
            .collect();
        malformed(format!(
            "there is no indicator `{name}`; known are {}",
            known.join(", ")
        ))
    })?;
    let dimensions: Vec<&str> = <Dimension as strum::VariantArray>::VARIANTS
        .iter()
        .map(Into::into)
        .collect();
    let by = by
        .iter()
        .map(|dimension| {
            dimension.parse::<Dimension>().map_err(|_| {
                malformed(format!(
                    "there is no dimension `{dimension}`; known are {}",
                    dimensions.join(", ")
                ))
            })
        })
        .collect::<Result<Vec<_>, _>>()?;
    let periods = period
        .parse()
        .map_err(|error| malformed(format!("{error}")))?;
    // No clock here: the day of the newest event is the day the office knows of.
    let heads = views.sources().heads();
    let newest = heads.iter().map(|(_, head)| head.time.date_naive()).max();
    let as_of = newest.unwrap_or_default();
    let answer = indicator::answer(
        views,
        &indicator::Question {
            indicator,
            by,
            periods,
            map: Map::AsReported,
            audience: Audience::Audit,
            as_of,
        },
    )
    .map_err(|error| match error {
        AnswerError::Store(error) => QueryError::from(error),
        AnswerError::NotOffered(_) | AnswerError::NotPublic(_) => malformed(error.to_string()),
    })?;
    let mut value = serde_json::to_value(&answer).map_err(|error| malformed(error.to_string()))?;
    value["as_at"] = Value::Null;
    Ok(value)
}

/// Where every court stands, for `federal status`.
pub fn courts(views: &Views, waiting: impl Fn(Source) -> usize) -> Value {
    let mut courts = serde_json::Map::new();
    for (source, head) in views.sources().heads() {
        let waits = waiting(source);
        let state = if waits == 0 { "LIVE" } else { "WAITING" };
        let row = json!({"last_courtseq": head.courtseq, "last_seen": head.time, "state": state, "gap": waits});
        courts.insert(source.to_string(), row);
    }
    Value::Object(courts)
}
