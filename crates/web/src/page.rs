//! The pages: server-rendered, in three languages, whole without JavaScript.

use askama::Template;
use axum::Router;
use axum::http::{StatusCode, Uri, header};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::{get, post};

use crate::language::Language;
use crate::problem::Problem;
use crate::site::Site;

mod asked;
mod courts;
mod entry;
mod frame;
mod icon;
mod options;
mod oversight;
mod plain;
mod problem;
mod search;
mod sign_in;
mod start;
mod statistics;
mod tag;

use problem::problem;

/// The first parts of paths that are pages, by their language or without.
const PAGES: [&str; 9] = [
    "",
    "entries",
    "statistics",
    "courts",
    "audit",
    "sync",
    "federal",
    "deadlines",
    "sign-in",
];

/// Every page, below its language.
pub(crate) fn routes() -> Router<Site> {
    Router::new()
        .route("/{language}", get(start::start))
        .route("/{language}/entries", get(search::search))
        .route("/{language}/entries/{entry_no}", get(entry::entry))
        .route("/{language}/courts", get(courts::courts))
        .route("/{language}/courts/{code}", get(courts::court))
        .route(
            "/{language}/sign-in",
            get(sign_in::form).post(sign_in::sign_in),
        )
        .route("/{language}/sign-out", post(sign_in::sign_out))
        .route("/{language}/audit", get(oversight::audit::audit))
        .route("/{language}/audit/log", get(oversight::audit::log))
        .route(
            "/{language}/audit/log/{index}",
            get(oversight::record::record),
        )
        .route(
            "/{language}/audit/findings",
            get(oversight::findings::findings),
        )
        .route("/{language}/sync", get(oversight::sync::public))
        .route("/{language}/federal/sync", get(oversight::sync::sync))
        .route(
            "/{language}/federal/quarantine",
            get(oversight::quarantine::quarantine),
        )
        .route("/{language}/federal/fees", get(oversight::fees::fees))
        .route(
            "/{language}/federal/fees/{court}",
            get(oversight::fees::fund),
        )
        .route(
            "/{language}/deadlines",
            get(oversight::deadlines::deadlines),
        )
        .route("/{language}/statistics", get(statistics::all))
        .route("/{language}/statistics/{indicator}", get(statistics::one))
}

/// True for the address of a page without its language: the permanent, printed one.
fn is_neutral(path: &str) -> bool {
    let first = path.trim_start_matches('/').split('/').next();
    first.is_some_and(|first| PAGES.contains(&first))
}

/// A page as an answer. A page that cannot be made is a bug, and is told as one.
fn written(status: StatusCode, page: &impl Template, language: Language) -> Response {
    match page.render() {
        Ok(text) => {
            let headers = [(header::CONTENT_LANGUAGE, language.code())];
            (status, headers, Html(text)).into_response()
        }
        Err(error) => Problem::internal(&error).document(language),
    }
}

/// The path of a page without its language.
fn path_of(uri: &Uri) -> String {
    let path = uri.path();
    let rest = match Language::of_path(path) {
        Some(language) => path.get(1 + language.code().len()..),
        None => Some(path),
    };
    let rest = rest.filter(|rest| !rest.is_empty());
    rest.unwrap_or("/").to_owned()
}
