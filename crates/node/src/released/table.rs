//! Figures as comma-separated values (RFC 4180): one row for each figure of a group in a
//! period, with what qualifies a value in columns of its own. Written for everybody, and read
//! back for whoever asks about what was released.

use std::collections::BTreeMap;
use std::str::FromStr;

use chrono::NaiveDate;
use medreg_projections::statistics::indicator::{Answer, Dimension, Indicator, Row};

use super::ReleaseError;
use crate::query::DISCLAIMER;

/// The columns after those of the dimensions.
const COLUMNS: [&str; 10] = [
    "period",
    "figure",
    "numerator",
    "denominator",
    "value",
    "scale",
    "obs_status",
    "conf_status",
    "position",
    "disclaimer",
];

/// Where the columns that are read back stand in [`COLUMNS`].
const FIGURES: usize = 8;

/// A table: an indicator by dimensions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// The indicator.
    pub indicator: Indicator,
    /// By what, the region first.
    pub by: Vec<Dimension>,
}

impl Table {
    /// Every table that everybody may ask for.
    pub(super) fn all() -> impl Iterator<Item = Self> {
        use strum::VariantArray;
        let indicators = Indicator::VARIANTS.iter();
        indicators.flat_map(|indicator| {
            let breakdowns = indicator.public_breakdowns().into_iter();
            breakdowns.map(|by| Self {
                indicator: *indicator,
                by,
            })
        })
    }

    /// What it is called, such as `S16-region-category.csv`.
    pub fn name(&self) -> String {
        let indicator: &str = self.indicator.into();
        let by = self.by.iter().map(Into::into);
        let parts: Vec<&str> = std::iter::once(indicator).chain(by).collect();
        format!("{}.csv", parts.join("-"))
    }

    /// The figures that were written down, as they were looked at from a day.
    pub(super) fn read(&self, bytes: &[u8], on: NaiveDate) -> Result<Vec<Row>, ReleaseError> {
        let mut rows = Vec::new();
        let records = csv::Reader::from_reader(bytes).into_records();
        for (at, record) in records.enumerate() {
            let row = self
                .row(&record?, on)
                .ok_or_else(|| ReleaseError::Malformed {
                    name: self.name(),
                    line: at + 2,
                })?;
            rows.push(row);
        }
        Ok(rows)
    }

    fn row(&self, record: &csv::StringRecord, on: NaiveDate) -> Option<Row> {
        let mut values = record.iter();
        let mut group = BTreeMap::new();
        for dimension in &self.by {
            group.insert(dimension.into(), values.next()?.to_owned());
        }
        let figures: Vec<&str> = values.take(FIGURES).collect();
        let [
            period,
            figure,
            numerator,
            denominator,
            value,
            scale,
            _,
            confidential,
        ] = figures[..]
        else {
            return None;
        };
        Some(Row {
            group,
            period: period.to_owned(),
            figure: figure.to_owned(),
            numerator: optional(numerator).ok()?,
            denominator: optional(denominator).ok()?,
            value: optional(value).ok()?,
            scale: scale.parse().ok()?,
            suppressed: confidential == "C",
            // A withheld figure's own column says that it is withheld, so this follows.
            provisional: self.indicator.is_provisional(period.parse().ok()?, on),
        })
    }
}

/// The figures of an answer as a table.
pub fn written(answer: &Answer, by: &[impl AsRef<str>]) -> Result<Vec<u8>, csv::Error> {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::Any(b'\n'))
        .from_writer(Vec::new());
    let by = || by.iter().map(AsRef::as_ref);
    writer.write_record(by().chain(COLUMNS))?;
    let position = answer.position.to_string();
    for row in &answer.rows {
        let group = by().map(|name| row.group.get(name).map_or("", String::as_str));
        let scale: &str = row.scale.into();
        let [numerator, denominator] = [row.numerator, row.denominator].map(cell);
        let value = cell(row.value);
        let figures = [
            row.period.as_str(),
            row.figure.as_str(),
            &numerator,
            &denominator,
            &value,
            scale,
            obs_status(row),
            conf_status(row),
            &position,
            DISCLAIMER,
        ];
        writer.write_record(group.chain(figures))?;
    }
    let written = writer.into_inner();
    written.map_err(|error| std::io::Error::from(error.into_error().kind()).into())
}

/// What an observation is (SDMX `CL_OBS_STATUS`): normal, provisional, suppressed, or missing
/// because it cannot exist.
fn obs_status(row: &Row) -> &'static str {
    match (row.suppressed, row.value) {
        (true, _) => "Q",
        (false, None) => "M",
        (false, Some(_)) if row.provisional => "P",
        (false, Some(_)) => "A",
    }
}

/// Whether it may be published (SDMX `CL_CONF_STATUS`): free, or confidential. Whether it is
/// small itself or would betray one that is, is not told.
fn conf_status(row: &Row) -> &'static str {
    if row.suppressed { "C" } else { "F" }
}

fn cell(value: Option<impl ToString>) -> String {
    value.map_or_else(String::new, |value| value.to_string())
}

/// A value that may be missing.
fn optional<T: FromStr>(text: &str) -> Result<Option<T>, T::Err> {
    let there = Some(text).filter(|text| !text.is_empty());
    there.map(str::parse).transpose()
}

#[cfg(test)]
mod tests {
    use medreg_projections::statistics::Map;
    use medreg_projections::statistics::indicator::Scale;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn row(region: &str, numbers: Option<(i32, i32)>) -> Row {
        Row {
            group: BTreeMap::from([("region", region.to_owned())]),
            period: "2026-Q3".to_owned(),
            figure: "settled".to_owned(),
            numerator: numbers.map(|(part, _)| part.into()),
            denominator: numbers.map(|(_, whole)| whole.into()),
            value: numbers
                .and_then(|(part, whole)| (whole != 0).then(|| f64::from(part) / f64::from(whole))),
            scale: Scale::Share,
            suppressed: numbers.is_none(),
            provisional: true,
        }
    }

    #[test]
    fn a_table_tells_a_value_and_what_qualifies_it_apart() {
        let answer = Answer {
            indicator: "S9",
            definition: Indicator::S9.definition(),
            map: Map::Current {
                on: day("2026-11-23"),
            },
            position: 812,
            rows: vec![
                row("10", Some((0, 0))),
                row("71", Some((3, 8))),
                row("75", None),
            ],
        };
        let bytes = written(&answer, &["region"]).unwrap();
        let text = String::from_utf8(bytes.clone()).unwrap();
        let expected = [
            "region,period,figure,numerator,denominator,value,scale,obs_status,conf_status,position,disclaimer",
            "10,2026-Q3,settled,0,0,,SHARE,M,F,812,",
            "71,2026-Q3,settled,3,8,0.375,SHARE,P,F,812,",
            "75,2026-Q3,settled,,,,SHARE,Q,C,812,",
        ];
        for (line, expected) in text.lines().zip(expected) {
            assert!(line.starts_with(expected), "{line}");
        }
        assert_eq!(text.lines().count(), expected.len());
        assert!(!text.contains('\r'));
        let records = csv::Reader::from_reader(text.as_bytes()).into_records();
        for record in records {
            assert_eq!(&record.unwrap()[10], DISCLAIMER);
        }
        let table = Table {
            indicator: Indicator::S9,
            by: vec![Dimension::Region],
        };
        assert_eq!(table.read(&bytes, day("2026-11-23")).unwrap(), answer.rows);
        let settled = table.read(&bytes, day("2027-01-01")).unwrap();
        assert!(settled.iter().all(|row| !row.provisional));
    }

    #[test]
    fn what_is_no_figure_is_told_with_its_line() {
        let table = Table {
            indicator: Indicator::S7,
            by: Vec::new(),
        };
        let head = "period,figure,numerator,denominator,value,scale,obs_status,conf_status";
        for wrong in [
            "2025,referrals,many,,1,COUNT,A,F",
            "2025,referrals,1,,1,SHOE,A,F",
            "Easter,referrals,1,,1,COUNT,A,F",
        ] {
            let text = format!("{head}\n{wrong}\n");
            let told = table.read(text.as_bytes(), day("2026-01-01")).unwrap_err();
            assert_eq!(
                told.to_string(),
                "line 2 of `S7.csv` is no figure",
                "{wrong}"
            );
        }
    }

    #[test]
    fn every_table_everybody_may_ask_for_has_a_name_of_its_own() {
        let names: Vec<String> = Table::all().map(|table| table.name()).collect();
        assert!(names.contains(&"S16-region-category.csv".to_owned()));
        assert!(names.contains(&"S3.csv".to_owned()));
        assert!(!names.contains(&"S23-court.csv".to_owned()));
        let distinct: std::collections::BTreeSet<&String> = names.iter().collect();
        assert_eq!(distinct.len(), names.len());
    }
}
