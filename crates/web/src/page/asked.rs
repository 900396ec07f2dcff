//! What a page is asked for: its language, its address, its parameters.

use std::convert::Infallible;

use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;
use axum::http::{Uri, header};
use axum::response::{IntoResponse, Redirect, Response};
use chrono::NaiveDate;
use medreg_projections::Views;

use super::frame::Frame;
use super::{is_neutral, path_of, problem};
use crate::language::Language;
use crate::parameters::Parameters;
use crate::problem::Problem;
use crate::site::Site;

/// A request for a page.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    pub(super) language: Option<Language>,
    /// The language the reader would like best.
    accepted: Language,
    uri: Uri,
}

impl<S: Send + Sync> FromRequestParts<S> for Asked {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let accepted = parts.headers.get(header::ACCEPT_LANGUAGE);
        let accepted = accepted.and_then(|header| header.to_str().ok());
        Ok(Self {
            language: Language::of_path(parts.uri.path()),
            accepted: Language::accepted(accepted.unwrap_or_default()),
            uri: parts.uri.clone(),
        })
    }
}

/// The last part of a page's path.
pub(super) type Named = Path<(String, String)>;

impl Asked {
    /// Reads the parameters, makes the page on a thread that may wait, and answers; a problem
    /// becomes a page too.
    pub(super) async fn answer<Q: Send + 'static>(
        self,
        site: Site,
        read: impl FnOnce(&mut Parameters, NaiveDate) -> Q,
        make: impl FnOnce(&Site, &Self, Q) -> Result<Response, Problem> + Send + 'static,
    ) -> Response {
        let Some(language) = self.language else {
            return self.nowhere(&site);
        };
        let mut parameters = Parameters::of(self.query());
        let question = read(&mut parameters, site.clock().today());
        let uri = self.uri.clone();
        let made = match parameters.finish() {
            Ok(()) => site.answer(move |site| make(site, &self, question)).await,
            Err(errors) => Err(errors.into()),
        };
        made.unwrap_or_else(|found| problem(&site, language, &uri, &found))
    }

    /// The way to the page in a language, if there is one; that nothing is here else.
    pub(crate) fn nowhere(&self, site: &Site) -> Response {
        let path = self.uri.path();
        if self.language.is_none() && is_neutral(path) {
            let query = self.uri.query().map(|query| format!("?{query}"));
            let (language, path) = (self.accepted.code(), path.trim_end_matches('/'));
            let to = format!("/{language}{path}{}", query.unwrap_or_default());
            return Redirect::to(&to).into_response();
        }
        let nowhere = Problem::not_found("nothing is at this address");
        problem(
            site,
            self.language.unwrap_or(self.accepted),
            &self.uri,
            &nowhere,
        )
    }

    /// True for an address that programs read.
    pub(crate) fn is_of_api(&self) -> bool {
        self.uri.path().starts_with("/api/")
    }

    /// The language, which [`Asked::answer`] has made sure of.
    pub(super) fn language(&self) -> Language {
        self.language.unwrap_or_default()
    }

    fn query(&self) -> &str {
        self.uri.query().unwrap_or_default()
    }

    /// The frame of the page.
    pub(super) fn frame(
        &self,
        site: &Site,
        views: &Views,
        as_of: NaiveDate,
        section: &'static str,
    ) -> Frame {
        let place = (self.language(), path_of(&self.uri), self.query());
        Frame::of(site, views, place, as_of, section)
    }
}
