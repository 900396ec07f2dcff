//! The pages: server-rendered, in three languages, whole without JavaScript.

use askama::Template;
use axum::Router;
use axum::http::{StatusCode, Uri, header};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::{get, post};

use crate::language::Language;
use crate::problem::Problem;
use crate::site::Site;

mod api;
mod asked;
mod candidates;
mod card;
mod check;
mod courts;
mod entry;
mod frame;
mod icon;
mod options;
mod oversight;
mod person;
mod plain;
mod problem;
mod problems;
mod provider;
mod qr;
mod reading;
mod reads;
mod rules;
mod search;
mod sign_in;
mod start;
mod statistics;
mod tag;
mod tiles;
mod timeline;
mod verify;

use problem::problem;
pub(crate) use provider::returned as returned_from_provider;

macro_rules! pages {
    ($($path:literal => $answer:expr,)+) => {
        /// The form of every page's address.
        pub const ADDRESSES: &[&str] = &[$($path),+];

        /// Every page, below its language.
        pub(crate) fn routes() -> Router<Site> {
            Router::new()$(.route($path, $answer))+
        }
    };
}

pages! {
    "/{language}" => get(start::start),
    "/{language}/entries" => get(search::search),
    "/{language}/entries/{entry_no}" => get(entry::entry),
    "/{language}/entries/{entry_no}/card" => get(card::card),
    "/{language}/persons/{federal_no}" => get(person::person),
    "/{language}/check" => get(check::check),
    "/{language}/judge/list" => get(candidates::list),
    "/{language}/v" => get(verify::typed),
    "/{language}/v/{code}" => get(verify::verify),
    "/{language}/courts" => get(courts::courts),
    "/{language}/courts/{code}" => get(courts::court),
    "/{language}/api" => get(api::api),
    "/{language}/audit/reads" => get(reads::reads),
    "/{language}/audit" => get(oversight::audit::audit),
    "/{language}/audit/log" => get(oversight::audit::log),
    "/{language}/audit/log/{index}" => get(oversight::record::record),
    "/{language}/audit/findings" => get(oversight::findings::findings),
    "/{language}/sync" => get(oversight::sync::public),
    "/{language}/federal/sync" => get(oversight::sync::sync),
    "/{language}/federal/quarantine" => get(oversight::quarantine::quarantine),
    "/{language}/federal/fees" => get(oversight::fees::fees),
    "/{language}/federal/fees/{court}" => get(oversight::fees::fund),
    "/{language}/deadlines" => get(oversight::deadlines::deadlines),
    "/{language}/sign-in" => get(sign_in::form).post(sign_in::sign_in),
    "/{language}/sign-in/provider" => get(provider::begin),
    "/{language}/sign-out" => post(sign_in::sign_out),
    "/{language}/rules" => get(rules::rules),
    "/{language}/rules/calc" => get(rules::calc),
    "/{language}/rules/{ruleset}" => get(rules::ruleset),
    "/{language}/problems" => get(problems::all),
    "/{language}/problems/{code}" => get(problems::one),
    "/{language}/help" => get(reading::help),
    "/{language}/about" => get(reading::about),
    "/{language}/data" => get(reading::data),
    "/{language}/accessibility" => get(reading::accessibility),
    "/{language}/statistics" => get(statistics::all),
    "/{language}/statistics/compare" => get(statistics::compare),
    "/{language}/statistics/releases" => get(statistics::releases),
    "/{language}/statistics/cohort/{quarter}" => get(statistics::cohort),
    "/{language}/statistics/{indicator}" => get(statistics::one),
}

/// True for the address of a page without its language: the permanent, printed one.
fn is_neutral(path: &str) -> bool {
    let first = path.trim_start_matches('/').split('/').next();
    let section = |page: &'static str| page.split('/').nth(2).unwrap_or_default();
    ADDRESSES.iter().any(|page| first == Some(section(page)))
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
pub(crate) fn path_of(uri: &Uri) -> String {
    let path = uri.path();
    let rest = match Language::of_path(path) {
        Some(language) => path.get(1 + language.code().len()..),
        None => Some(path),
    };
    let rest = rest.filter(|rest| !rest.is_empty());
    rest.unwrap_or("/").to_owned()
}
