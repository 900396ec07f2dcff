//! Figures as comma-separated values, where they are wanted so.

use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;
use medreg_node::released;
use medreg_projections::statistics::indicator::Answer;

use crate::accept::weighed;
use crate::csv;
use crate::problem::Problem;

/// The end of an address whose answer is a table, whatever else is accepted.
const SUFFIX: &str = ".csv";

/// What the columns mean, for whoever got the table alone (RFC 8288).
const DESCRIBED_BY: &str = "</api/v1/indicators>; rel=\"describedby\"";

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
    let written = released::written(answer, by);
    let bytes = written.map_err(|error| Problem::internal(&error))?;
    let mut response = csv::file(answer.indicator, bytes);
    let described_by = HeaderValue::from_static(DESCRIBED_BY);
    response.headers_mut().insert(header::LINK, described_by);
    Ok(response)
}

#[cfg(test)]
mod tests {
    use super::*;

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
