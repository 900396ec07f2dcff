//! The API, version 1: what the pages say, for programs.

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use medreg_node::query::Moment;
use serde::Serialize;

use crate::asked::Asked;
use crate::log;
use crate::parameters::Parameters;
use crate::problem::Problem;
use crate::site::Site;

mod courts;
mod entries;
mod events;
mod facts;
mod judge;
mod openapi;
mod operation;
mod oversight;
mod persons;
mod records;
mod releases;
mod rules;
mod schema;
mod statistics;
mod table;
mod told;

pub(crate) use facts::to_the_hour;
pub(crate) use openapi::{ALWAYS, AS_AT, STREAM};
pub(crate) use operation::{Answer, Form, Operation, Parameter};
pub(crate) use releases::archive;

/// Every operation, by what it is about.
pub(crate) const OPERATIONS: [&[Operation]; 11] = [
    &entries::OPERATIONS,
    &persons::OPERATIONS,
    &judge::OPERATIONS,
    &courts::OPERATIONS,
    &statistics::OPERATIONS,
    &releases::OPERATIONS,
    &rules::OPERATIONS,
    &events::OPERATIONS,
    &oversight::OPERATIONS,
    &log::OPERATIONS,
    &records::OPERATIONS,
];

/// Every address of the API, below its version.
pub(crate) fn routes() -> Router<Site> {
    let operations = OPERATIONS.iter().copied().flatten();
    operations.fold(Router::new(), |router, operation| {
        let router = router.route(operation.path, (operation.handler)());
        match operation.table_path() {
            Some(path) => router.route(&path, (operation.handler)()),
            None => router,
        }
    })
}

/// The description of the API.
pub(crate) fn description() -> Router<Site> {
    Router::new().route("/openapi.json", get(openapi::openapi))
}

impl Asked {
    /// Answers a program with a document; what is wrong becomes one too.
    async fn document<Q: Send + 'static, L: Serialize + 'static>(
        self,
        site: Site,
        read: impl FnOnce(&mut Parameters, &Self) -> Q,
        look: impl FnOnce(&Site, &Self, &Moment<'_>, Q) -> Result<L, Problem> + Send + 'static,
    ) -> Response {
        let write = |seen: L| Json(seen).into_response();
        self.document_by(site, read, look, write).await
    }

    /// The same, where the answer is more than what was seen.
    async fn document_by<Q: Send + 'static, L: 'static>(
        self,
        site: Site,
        read: impl FnOnce(&mut Parameters, &Self) -> Q,
        look: impl FnOnce(&Site, &Self, &Moment<'_>, Q) -> Result<L, Problem> + Send + 'static,
        write: impl FnOnce(L) -> Response + Send + 'static,
    ) -> Response {
        let answered = self.answer(&site, read, look, write).await;
        answered.unwrap_or_else(|problem| problem.document(self.told_in()))
    }
}

/// Reads no parameter.
fn nothing(_: &mut Parameters, _: &Asked) {}

/// A list with the link to what follows it (RFC 8288): the address asked for, with its
/// parameters, but for where it goes on.
fn with_next(
    mut response: Response,
    (path, asked): (String, String),
    next: Option<(&str, String)>,
) -> Response {
    let next = next.map(|(name, place)| {
        let kept = form_urlencoded::parse(asked.as_bytes());
        let kept = kept.filter(|(name, _)| name != "cursor" && name != "page");
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(kept).append_pair(name, &place);
        format!("<{path}?{}>; rel=\"next\"", query.finish())
    });
    if let Some(link) = next.and_then(|link| HeaderValue::from_str(&link).ok()) {
        response.headers_mut().insert(header::LINK, link);
    }
    response
}
