//! The history as files (C2SP `tlog-tiles`) and proofs of single events (`tlog-proof`).
//!
//! Whoever holds a checkpoint can check with these, and with no word of ours. Events stand in
//! entry bundles word for word, so that those are for auditors; hashes are for everybody.

use axum::Router;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use medreg_domain::EventId;
use medreg_domain::visibility::Audience;
use medreg_log::{Strip, TilePath};

use crate::api::{Answer, Form, Operation};
use crate::asked::Asked;
use crate::parameters::VALUE_CHARACTERS_MAX;
use crate::problem::Problem;
use crate::question;
use crate::site::Site;
use crate::viewer::Role;

/// A full tile never changes.
const FOREVER: &str = "public, max-age=31536000, immutable";

/// What a partial tile holds never changes either, but it goes once the tile is full.
const WHILE_PARTIAL: &str = "public, max-age=3600";

/// What only some may read is kept by nobody on the way.
const NOT_KEPT: &str = "no-store";

const BYTES: &str = "application/octet-stream";
const TEXT: &str = "text/plain; charset=utf-8";

/// Who reads events word for word.
const READERS: [Role; 2] = [Role::Auditor, Role::Analyst];

/// Every address of the log, from the root of the site.
pub(crate) fn routes() -> Router<Site> {
    Router::new()
        .route("/checkpoint", get(checkpoint))
        .route("/tile/{*path}", get(tile))
}

pub(crate) const OPERATIONS: [Operation; 1] = [Operation {
    path: "/proofs/{event_id}",
    parts: &[(Form::Text(VALUE_CHARACTERS_MAX), None)],
    name: "proof",
    roles: &[],
    parameters: &[],
    answer: Answer::Other("text/plain"),
    handler: || get(proof),
}];

async fn checkpoint(State(site): State<Site>, asked: Asked) -> Response {
    let read = |site: &Site| Ok(site.office().published().checkpoint()?);
    let answered = site.answer(read).await.and_then(|published| {
        let none = || Problem::not_found("no checkpoint is signed yet");
        let published = published.ok_or_else(none)?;
        let headers = [
            (header::CONTENT_TYPE, TEXT),
            (header::CACHE_CONTROL, "no-cache"),
        ];
        Ok((headers, published.note).into_response())
    });
    answered.unwrap_or_else(|problem| problem.document(asked.told_in()))
}

/// One tile. The address is read as it came: a tile has one name, and nothing in it is escaped.
async fn tile(State(site): State<Site>, asked: Asked) -> Response {
    let answered = read_tile(&site, &asked).await;
    answered.unwrap_or_else(|problem| problem.document(asked.told_in()))
}

async fn read_tile(site: &Site, asked: &Asked) -> Result<Response, Problem> {
    let name = asked.uri.path().trim_start_matches('/');
    let path: TilePath = question::named(name)?;
    let is_of_entries = path.strip == Strip::Entries;
    if is_of_entries {
        asked.viewer.ensure(&[Role::Auditor])?;
    }
    let found = site
        .answer(move |site| Ok(site.office().published().tile(path)?))
        .await?;
    let none = || Problem::not_found(format!("no checkpoint covers `{path}`"));
    let bytes = found.ok_or_else(none)?;
    let kept = match path.is_partial() {
        _ if is_of_entries => NOT_KEPT,
        true => WHILE_PARTIAL,
        false => FOREVER,
    };
    let headers = [(header::CONTENT_TYPE, BYTES), (header::CACHE_CONTROL, kept)];
    Ok((headers, bytes).into_response())
}

async fn proof(State(site): State<Site>, Path(event_id): Path<String>, asked: Asked) -> Response {
    let answered = read_proof(&site, &asked, event_id).await;
    answered.unwrap_or_else(|problem| problem.document(asked.told_in()))
}

/// The proof of an event. It carries the event where whoever asks may read it; else it is for
/// who holds the event already.
async fn read_proof(site: &Site, asked: &Asked, event_id: String) -> Result<Response, Problem> {
    let look = move |_: &Site, _: &Asked, moment: &medreg_node::query::Moment<'_>, ()| {
        let text = event_id.strip_suffix(".tlog-proof").unwrap_or(&event_id);
        let id: EventId = question::named(text)?;
        Ok(moment.event(id)?)
    };
    let reads_all = reads_events(asked);
    let (office, language) = (site.office().clone(), asked.told_in());
    let write = move |event: medreg_node::query::EventPlace| {
        let is_public = event.least == Audience::Public;
        let made = office
            .published()
            .proof(event.position, is_public || reads_all);
        let made = made.map_err(Problem::from).and_then(|proof| {
            let not_yet = || not_yet(event.position);
            proof.ok_or_else(not_yet)
        });
        match made {
            Ok(proof) => {
                let kept = if is_public { "no-cache" } else { NOT_KEPT };
                file(&format!("{}.tlog-proof", event.id), proof.to_string(), kept)
            }
            Err(problem) => problem.document(language),
        }
    };
    asked.answer(site, |_, _| (), look, write).await
}

/// True for who reads events word for word.
pub(crate) fn reads_events(asked: &Asked) -> bool {
    asked.viewer.ensure(&READERS).is_ok()
}

pub(crate) fn not_yet(position: u64) -> Problem {
    let detail = format!("event {position} is recorded, and no checkpoint covers it yet");
    Problem::new(StatusCode::SERVICE_UNAVAILABLE, "NOT_COVERED", detail)
}

/// A text to be kept as a file.
fn file(name: &str, text: String, kept: &'static str) -> Response {
    let headers = [(header::CONTENT_TYPE, TEXT), (header::CACHE_CONTROL, kept)];
    let mut response = (headers, text).into_response();
    // An id has no letter that a header cannot carry.
    if let Ok(named) = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")) {
        response
            .headers_mut()
            .insert(header::CONTENT_DISPOSITION, named);
    }
    response
}
