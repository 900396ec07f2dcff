//! Releases of figures: which there are, and the tables of one.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use medreg_node::query::Moment;
use medreg_node::released;
use medreg_projections::Release;
use medreg_projections::statistics::Period;
use serde_json::{Value, json};

use super::schema::{self, object};
use super::told::list;
use super::{Answer, Form, Operation, nothing};
use crate::asked::Asked;
use crate::csv;
use crate::problem::Problem;
use crate::question;
use crate::site::Site;

/// A quarter, such as `2025-Q3`.
pub(super) const QUARTER: &str = "^[0-9]{4}-Q[1-4]$";

/// What was released never changes.
const FOREVER: &str = "public, max-age=31536000, immutable";

const COLUMNS: &[&str] = &["release", "as_of", "position", "tables_hash", "archive"];

pub(super) const OPERATIONS: [Operation; 2] = [
    Operation {
        path: "/releases",
        parts: &[],
        name: "releases",
        roles: &[],
        parameters: &[],
        answer: Answer::JsonOrCsv(|| {
            schema::listed(object([
                ("release", schema::code(QUARTER)),
                ("as_of", schema::date()),
                ("position", schema::integer()),
                ("tables_hash", schema::text()),
                ("archive", schema::text()),
            ]))
        }),
        handler: || get(releases),
    },
    Operation {
        path: "/releases/{quarter}",
        parts: &[(Form::Code(QUARTER), None)],
        name: "release",
        roles: &[],
        parameters: &[],
        answer: Answer::Other("application/zip"),
        handler: || get(release),
    },
];

/// A release as it is listed, in the order of [`COLUMNS`].
fn listed(period: Period, release: Release) -> [Value; 5] {
    [
        json!(period.to_string()),
        json!(release.on),
        json!(release.position),
        json!(release.tables_hash),
        json!(archive(period)),
    ]
}

/// Where the tables of a release are had.
pub(crate) fn archive(period: Period) -> String {
    format!("/api/v1/releases/{period}")
}

async fn releases(State(site): State<Site>, asked: Asked) -> Response {
    let is_table = csv::is_asked(&asked);
    let look = |_: &Site, _: &Asked, moment: &Moment<'_>, ()| {
        let releases = moment.views().releases().iter().rev();
        let rows: Vec<_> = releases
            .map(|(period, release)| listed(*period, *release))
            .collect();
        let named = |row: &[Value; 5]| COLUMNS.iter().copied().zip(row.clone()).collect();
        let items = rows.iter().map(named);
        Ok((list(moment, None, items.collect()), rows))
    };
    let write = move |(list, rows): (Value, Vec<[Value; 5]>)| {
        if !is_table {
            return Json(list).into_response();
        }
        let text = |value: &Value| {
            value
                .as_str()
                .map_or_else(|| value.to_string(), str::to_owned)
        };
        let rows = rows.iter().map(|row| row.iter().map(text).collect());
        csv::answer("releases", COLUMNS, rows)
    };
    asked.document_by(site, nothing, look, write).await
}

async fn release(State(site): State<Site>, Path(quarter): Path<String>, asked: Asked) -> Response {
    let language = asked.told_in();
    let look = move |_: &Site, _: &Asked, moment: &Moment<'_>, ()| {
        let period: Period = question::named(&quarter)?;
        if moment.views().releases().contains_key(&period) {
            return Ok(period);
        }
        let none = format!("no figures were released with {period}");
        Err(Problem::not_found(none))
    };
    let of = site.clone();
    let write = move |period: Period| {
        let file = released::file(of.queries().office(), period);
        let named = format!("attachment; filename=\"{period}.zip\"");
        match std::fs::read(file) {
            Ok(bytes) => {
                let headers = [
                    (header::CONTENT_TYPE, "application/zip".to_owned()),
                    (header::CACHE_CONTROL, FOREVER.to_owned()),
                    (header::CONTENT_DISPOSITION, named),
                ];
                (headers, bytes).into_response()
            }
            Err(error) => Problem::unreadable(&error).document(language),
        }
    };
    asked.document_by(site, nothing, look, write).await
}
