//! Figures as comma-separated values (RFC 4180): one row for each figure of a group in a
//! period, with what qualifies a value in columns of its own.

use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;
use medreg_node::query::DISCLAIMER;
use medreg_projections::statistics::indicator::{Answer, Row};

use crate::accept::weighed;
use crate::csv::{Table, cell};
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
            let is_one = |range: &str| kinds.iter().any(|kind| range.eq_ignore_ascii_case(kind));
            let of_kinds = weighed(&accepted).filter(|(range, _)| is_one(range));
            of_kinds.map(|(_, weight)| weight).fold(0.0, f32::max)
        };
        let csv = weight(&["text/csv"]);
        let json = weight(&["application/json", "application/*", "*/*"]);
        let form = if csv > json { Self::Csv } else { Self::Json };
        (form, name.to_owned())
    }
}

/// The answer as a table, to be kept under the indicator's name.
pub(super) fn csv(answer: &Answer, by: &[String]) -> Result<Response, Problem> {
    let mut response = table(answer, by).response()?;
    let described_by = HeaderValue::from_static(DESCRIBED_BY);
    response.headers_mut().insert(header::LINK, described_by);
    Ok(response)
}

fn table<'a>(answer: &Answer, by: &'a [String]) -> Table<'a> {
    let rows = answer.rows.iter().map(|row| {
        let group = by.iter().map(|name| cell(row.group.get(name.as_str())));
        let figures = [
            row.period.clone(),
            row.figure.clone(),
            cell(row.numerator),
            cell(row.denominator),
            cell(row.value),
            obs_status(row).to_owned(),
            conf_status(row).to_owned(),
            answer.position.to_string(),
            DISCLAIMER.to_owned(),
        ];
        group.chain(figures).collect()
    });
    Table {
        name: answer.indicator.to_owned(),
        columns: by.iter().map(String::as_str).chain(COLUMNS).collect(),
        rows: rows.collect(),
    }
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
        let text =
            String::from_utf8(table(&answer, &["region".to_owned()]).written().unwrap()).unwrap();
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
