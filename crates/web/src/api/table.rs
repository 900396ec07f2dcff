//! Figures as comma-separated values (RFC 4180): one row for each figure of a group in a
//! period, with what qualifies a value in columns of its own.

use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use medreg_node::query::DISCLAIMER;
use medreg_projections::statistics::indicator::{Answer, Row};

use crate::problem::Problem;

/// The end of an address whose answer is a table, whatever else is accepted.
const SUFFIX: &str = ".csv";

/// What the columns mean, for whoever got the table alone (RFC 8288).
const DESCRIBED_BY: &str = "</api/v1/indicators>; rel=\"describedby\"";

/// The columns after those of the dimensions.
const COLUMNS: [&str; 9] = [
    "period",
    "figure",
    "numerator",
    "denominator",
    "value",
    "obs_status",
    "conf_status",
    "position",
    "disclaimer",
];

/// In what form figures are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Written {
    /// One document.
    Json,
    /// A table.
    Csv,
}

impl Written {
    /// The form asked for by the last part of a path, or else by what is accepted, and the
    /// rest of that part.
    pub(super) fn of(name: &str, headers: &HeaderMap) -> (Self, String) {
        if let Some(name) = name.strip_suffix(SUFFIX) {
            return (Self::Csv, name.to_owned());
        }
        let accepted = headers.get_all(header::ACCEPT).iter();
        let accepted: Vec<&str> = accepted.filter_map(|value| value.to_str().ok()).collect();
        let accepted = accepted.join(",");
        let weight = |kinds: &[&str]| {
            let ranges = accepted.split(',').filter_map(weighed);
            let of_kinds = ranges.filter(|(range, _)| kinds.contains(&range.as_str()));
            of_kinds.map(|(_, weight)| weight).fold(0.0, f32::max)
        };
        let csv = weight(&["text/csv"]);
        let json = weight(&["application/json", "application/*", "*/*"]);
        let form = if csv > json { Self::Csv } else { Self::Json };
        (form, name.to_owned())
    }
}

/// A media range of an `Accept` header with its weight (RFC 9110, 12.5.1).
fn weighed(part: &str) -> Option<(String, f32)> {
    let mut halves = part.split(';').map(str::trim);
    let range = halves.next()?.to_ascii_lowercase();
    let weight = halves.find_map(|half| half.strip_prefix("q="));
    let weight = weight.map_or(Some(1.0), |weight| weight.parse().ok())?;
    Some((range, weight))
}

/// The answer as a table, to be kept under the indicator's name.
pub(super) fn csv(answer: &Answer, by: &[String]) -> Result<Response, Problem> {
    let text = write(answer, by).map_err(|error| Problem::internal(&error))?;
    let name = format!("attachment; filename=\"{}.csv\"", answer.indicator);
    let name = HeaderValue::from_str(&name).map_err(|error| Problem::internal(&error))?;
    let fixed: [(HeaderName, HeaderValue); 3] = [
        (
            header::CONTENT_TYPE,
            HeaderValue::from_static("text/csv; charset=utf-8; header=present"),
        ),
        (header::LINK, HeaderValue::from_static(DESCRIBED_BY)),
        (header::CONTENT_DISPOSITION, name),
    ];
    Ok((fixed, text).into_response())
}

fn write(answer: &Answer, by: &[String]) -> Result<Vec<u8>, csv::Error> {
    let mut table = csv::Writer::from_writer(Vec::new());
    table.write_record(by.iter().map(String::as_str).chain(COLUMNS))?;
    let position = answer.position.to_string();
    for row in &answer.rows {
        let group = by
            .iter()
            .map(|name| row.group.get(name.as_str()).map_or("", String::as_str));
        let number = |number: Option<i64>| number.map_or_else(String::new, |it| it.to_string());
        let value = row
            .value
            .map_or_else(String::new, |value| value.to_string());
        let (numerator, denominator) = (number(row.numerator), number(row.denominator));
        let figures = [
            row.period.as_str(),
            &row.figure,
            &numerator,
            &denominator,
            &value,
            obs_status(row),
            conf_status(row),
            &position,
            DISCLAIMER,
        ];
        table.write_record(group.chain(figures))?;
    }
    let text = table
        .into_inner()
        .map_err(csv::IntoInnerError::into_error)?;
    Ok(text)
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

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use chrono::NaiveDate;
    use medreg_projections::statistics::Map;
    use medreg_projections::statistics::indicator::{Indicator, Scale};

    use super::*;

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
            provisional: false,
        }
    }

    #[test]
    fn a_table_tells_a_value_and_what_qualifies_it_apart() {
        let young = Row {
            provisional: true,
            ..row("71", Some((3, 8)))
        };
        let answer = Answer {
            indicator: "S16",
            definition: Indicator::S16.definition(),
            map: Map::Current {
                on: NaiveDate::from_ymd_opt(2026, 11, 23).unwrap(),
            },
            position: 812,
            rows: vec![row("10", Some((0, 0))), young, row("75", None)],
        };
        let text = String::from_utf8(write(&answer, &["region".to_owned()]).unwrap()).unwrap();
        let expected = [
            "region,period,figure,numerator,denominator,value,obs_status,conf_status,position,disclaimer",
            "10,2026-Q3,settled,0,0,,M,F,812,",
            "71,2026-Q3,settled,3,8,0.375,P,F,812,",
            "75,2026-Q3,settled,,,,Q,C,812,",
        ];
        for (line, expected) in text.lines().zip(expected) {
            assert!(line.starts_with(expected), "{line}");
        }
        assert_eq!(text.lines().count(), expected.len());
        assert!(!text.contains('\r'));
        let records = csv::Reader::from_reader(text.as_bytes()).into_records();
        for record in records {
            assert_eq!(&record.unwrap()[9], DISCLAIMER);
        }
    }

    #[test]
    fn the_end_of_an_address_decides_before_what_is_accepted() {
        let form = |name: &str, accepted: &'static str| {
            let accept = HeaderValue::from_static(accepted);
            let headers = HeaderMap::from_iter([(header::ACCEPT, accept)]);
            Written::of(name, &headers)
        };
        let csv = (Written::Csv, "S16".to_owned());
        let json = (Written::Json, "S16".to_owned());
        assert_eq!(form("S16.csv", "application/json"), csv);
        assert_eq!(form("S16", "text/csv"), csv);
        assert_eq!(form("S16", "text/csv, */*;q=0.1"), csv);
        assert_eq!(form("S16", "application/json, text/csv;q=0.9"), json);
        assert_eq!(form("S16", "text/csv;q=0, */*"), json);
        assert_eq!(form("S16", "*/*"), json);
        assert_eq!(Written::of("S16", &HeaderMap::new()), json);
    }
}
