//! The reference data the product is shipped with, as the facts `federal init` publishes.
//!
//! The files stand in `data/`; a malformed one fails the tests, not a user.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::Reference;
use super::event::{Category, Language, ReferenceEvent, ReorganisationKind};
use crate::codes::{CategoryCode, Kato, LanguageCode};
use crate::court_code::{CourtCode, RegionCode};
use crate::entry::EntryKind;
use crate::money::Money;
use crate::names::Names;

mod rulesets;

/// Items of one event's array, by the bound of the wire contract.
const ITEMS_MAX: usize = 64;

/// A fact with the civil date it is stated for.
pub type Dated = (NaiveDate, ReferenceEvent);

/// A shipped data file does not have its form.
#[derive(Debug, thiserror::Error)]
pub enum DataError {
    /// A table.
    #[error("data/{file} is malformed")]
    Table {
        /// Which.
        file: &'static str,
        /// Why.
        #[source]
        source: csv::Error,
    },
    /// A TOML document.
    #[error("data/{file} is malformed")]
    Document {
        /// Which.
        file: &'static str,
        /// Why.
        #[source]
        source: toml::de::Error,
    },
}

/// The world by the shipped data alone.
pub fn reference() -> Result<Reference, DataError> {
    let mut reference = Reference::default();
    for (_, fact) in facts()? {
        reference.evolve(&fact);
    }
    Ok(reference)
}

/// Every shipped fact, in the order it is published.
pub fn facts() -> Result<Vec<Dated>, DataError> {
    let mut facts = regions()?;
    facts.extend(courts()?);
    facts.extend(holidays()?);
    facts.extend(rulesets::facts()?);
    facts.extend(mci()?);
    facts.extend(fee_schedules());
    facts.extend(categories()?);
    facts.extend(languages()?);
    Ok(facts)
}

/// The first day of the law: what is older is stated for that day.
fn law_begins() -> NaiveDate {
    NaiveDate::from_ymd_opt(2011, 8, 5).unwrap_or_default()
}

fn rows<T: DeserializeOwned>(file: &'static str, text: &str) -> Result<Vec<T>, DataError> {
    csv::Reader::from_reader(text.as_bytes())
        .deserialize()
        .collect::<Result<_, _>>()
        .map_err(|source| DataError::Table { file, source })
}

#[derive(Deserialize)]
struct RegionRow {
    code: RegionCode,
    name_kk: String,
    name_ru: String,
    name_en: String,
    valid_from: Option<NaiveDate>,
    predecessor: Option<RegionCode>,
}

fn regions() -> Result<Vec<Dated>, DataError> {
    let rows: Vec<RegionRow> = rows("regions.csv", include_str!("../../data/regions.csv"))?;
    let fact = |row: RegionRow| {
        let names = Names {
            kk: row.name_kk,
            ru: row.name_ru,
            en: row.name_en,
        };
        let predecessors = row.predecessor.into_iter().collect();
        let event = ReferenceEvent::RegionChanged {
            region: row.code,
            names,
            predecessors,
            effective_on: row.valid_from,
        };
        (row.valid_from.unwrap_or_else(law_begins), event)
    };
    Ok(rows.into_iter().map(fact).collect())
}

#[derive(Deserialize)]
struct CourtRow {
    court_code: CourtCode,
    region_code: RegionCode,
    name_ru: String,
    name_kk: String,
    name_en: String,
    kind: String,
    territory_kato: String,
    valid_from: Option<NaiveDate>,
    valid_to: Option<NaiveDate>,
    successor: String,
    reorg_kind: String,
    note: String,
}

fn courts() -> Result<Vec<Dated>, DataError> {
    let rows: Vec<CourtRow> = rows("courts.csv", include_str!("../../data/courts.csv"))?;
    let mut facts: Vec<Dated> = rows.iter().map(court_registered).collect();
    facts.extend(rows.iter().filter_map(court_reorganised));
    Ok(facts)
}

fn court_registered(row: &CourtRow) -> Dated {
    let territory: Vec<Kato> = row
        .territory_kato
        .split(';')
        .filter_map(|kato| kato.trim().parse().ok())
        .collect();
    let event = ReferenceEvent::CourtRegistered {
        court: row.court_code,
        names: Names {
            kk: row.name_kk.clone(),
            ru: row.name_ru.clone(),
            en: row.name_en.clone(),
        },
        kind: row.kind.clone(),
        region: row.region_code,
        territory,
        time_zone: zone_of(row.region_code).to_owned(),
        valid_from: row.valid_from,
    };
    (row.valid_from.unwrap_or_else(law_begins), event)
}

/// The IANA zone of a region; since 1 March 2024 all are at UTC+5.
fn zone_of(region: RegionCode) -> &'static str {
    match region.to_string().as_str() {
        "15" => "Asia/Aqtobe",
        "23" => "Asia/Atyrau",
        "27" => "Asia/Oral",
        "39" => "Asia/Qostanay",
        "43" => "Asia/Qyzylorda",
        "47" => "Asia/Aqtau",
        _ => "Asia/Almaty",
    }
}

fn court_reorganised(row: &CourtRow) -> Option<Dated> {
    let effective_on = row.valid_to?.succ_opt()?;
    let kind = match row.reorg_kind.as_str() {
        "MERGE" => ReorganisationKind::Merge,
        "SPLIT" => ReorganisationKind::Split,
        "RENAME" | "TRANSFER" => ReorganisationKind::Rename,
        _ => ReorganisationKind::Close,
    };
    let successors = row
        .successor
        .split(';')
        .filter_map(|code| code.trim().parse().ok())
        .collect();
    let event = ReferenceEvent::CourtReorganised {
        predecessors: vec![row.court_code],
        successors,
        kind,
        effective_on,
        act_ref: row.note.chars().take(200).collect(),
    };
    Some((effective_on, event))
}

#[derive(Deserialize)]
struct Holidays {
    year: BTreeMap<String, HolidayYear>,
}

#[derive(Deserialize)]
struct HolidayYear {
    transfer_acts: Vec<String>,
    non_working_weekdays: Vec<toml::value::Datetime>,
    extra_working_days: Vec<toml::value::Datetime>,
}

fn document<T: DeserializeOwned>(file: &'static str, text: &str) -> Result<T, DataError> {
    toml::from_str(text).map_err(|source| DataError::Document { file, source })
}

fn holidays() -> Result<Vec<Dated>, DataError> {
    let holidays: Holidays = document("holidays.toml", include_str!("../../data/holidays.toml"))?;
    let dates = |days: &[toml::value::Datetime]| -> Vec<NaiveDate> {
        days.iter()
            .filter_map(|day| day.to_string().parse().ok())
            .collect()
    };
    let fact = |(year, row): (String, HolidayYear)| {
        let year: i32 = year.parse().ok()?;
        let event = ReferenceEvent::HolidayCalendarSet {
            year,
            non_working: dates(&row.non_working_weekdays),
            working_transfers: dates(&row.extra_working_days),
            act_ref: row.transfer_acts.join(" "),
        };
        Some((NaiveDate::from_ymd_opt(year, 1, 1)?, event))
    };
    Ok(holidays.year.into_iter().filter_map(fact).collect())
}

#[derive(Deserialize)]
struct MciRow {
    valid_from: NaiveDate,
    #[serde(rename = "use")]
    purpose: String,
    amount_minor: i64,
}

fn mci() -> Result<Vec<Dated>, DataError> {
    let rows: Vec<MciRow> = rows("mci.csv", include_str!("../../data/mci.csv"))?;
    let fact = |row: MciRow| {
        let amount = Money::tiyin(row.amount_minor);
        (
            row.valid_from,
            ReferenceEvent::MciSet {
                amount,
                effective_from: row.valid_from,
            },
        )
    };
    Ok(rows
        .into_iter()
        .filter(|row| row.purpose != "social_payments")
        .map(fact)
        .collect())
}

/// Five indices and a year for who is paid for mediating; public mediators are waived (R40).
fn fee_schedules() -> Vec<Dated> {
    let from = law_begins();
    let fact = |kind: EntryKind| {
        let event = ReferenceEvent::FeeScheduleSet {
            schedule: format!("FEE-{}", kind.as_str()).parse().ok()?,
            entry_kind: kind,
            amount: None,
            mci_multiple: Some(5),
            validity_months: 12,
            effective_from: from,
        };
        Some((from, event))
    };
    [
        EntryKind::Professional,
        EntryKind::Public,
        EntryKind::RetiredJudge,
    ]
    .into_iter()
    .filter_map(fact)
    .collect()
}

#[derive(Deserialize)]
struct CategoryRow {
    code: CategoryCode,
    parent: Option<CategoryCode>,
    name_kk: String,
    name_ru: String,
    name_en: String,
}

fn categories() -> Result<Vec<Dated>, DataError> {
    let rows: Vec<CategoryRow> = rows("categories.csv", include_str!("../../data/categories.csv"))?;
    let items: Vec<Category> = rows
        .into_iter()
        .map(|row| Category {
            code: row.code,
            parent: row.parent,
            names: Names {
                kk: row.name_kk,
                ru: row.name_ru,
                en: row.name_en,
            },
        })
        .collect();
    let fact = |items: &[Category]| {
        (
            law_begins(),
            ReferenceEvent::CategoriesSet {
                version: 1,
                items: items.to_vec(),
            },
        )
    };
    Ok(items.chunks(ITEMS_MAX).map(fact).collect())
}

#[derive(Deserialize)]
struct LanguageRow {
    code: LanguageCode,
    name_kk: String,
    name_ru: String,
    name_en: String,
}

fn languages() -> Result<Vec<Dated>, DataError> {
    let rows: Vec<LanguageRow> = rows("languages.csv", include_str!("../../data/languages.csv"))?;
    let items: Vec<Language> = rows
        .into_iter()
        .map(|row| Language {
            code: row.code,
            names: Names {
                kk: row.name_kk,
                ru: row.name_ru,
                en: row.name_en,
            },
        })
        .collect();
    let fact = |items: &[Language]| {
        (
            law_begins(),
            ReferenceEvent::LanguagesSet {
                version: 1,
                items: items.to_vec(),
            },
        )
    };
    Ok(items.chunks(ITEMS_MAX).map(fact).collect())
}

#[cfg(test)]
mod tests;
