//! A request for a page: what it is answered with, and where the page is in a language.

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use chrono::NaiveDate;
use medreg_node::query::Moment;

use super::frame::Frame;
use super::problem::problem as page_of;
use super::{is_neutral, written};
use crate::asked::Asked;
use crate::parameters::Parameters;
use crate::problem::Problem;
use crate::site::Site;

/// The last part of a page's path.
pub(super) type Named = Path<(String, String)>;

impl Asked {
    /// Reads the parameters, looks at one moment, and writes the page; a problem becomes a page
    /// too.
    pub(super) async fn page<Q: Send + 'static, P: Template + 'static>(
        self,
        site: Site,
        read: impl FnOnce(&mut Parameters, &Self) -> Q,
        look: impl FnOnce(&Site, &Self, &Moment<'_>, Q) -> Result<P, Problem> + Send + 'static,
    ) -> Response {
        let language = self.language();
        let write = move |page: P| written(StatusCode::OK, &page, language);
        self.page_by(site, read, look, write).await
    }

    /// The same, where more is to be done when the views are let go than to fill a template.
    pub(super) async fn page_by<Q: Send + 'static, L: 'static>(
        self,
        site: Site,
        read: impl FnOnce(&mut Parameters, &Self) -> Q,
        look: impl FnOnce(&Site, &Self, &Moment<'_>, Q) -> Result<L, Problem> + Send + 'static,
        write: impl FnOnce(L) -> Response + Send + 'static,
    ) -> Response {
        if self.language.is_none() {
            return self.nowhere(&site);
        }
        let answered = self.answer(&site, read, look, write).await;
        answered.unwrap_or_else(|found| page_of(&site, &self, &found))
    }

    /// The way to the page in a language, or without a slash at its end; that nothing is here
    /// else.
    pub(crate) fn nowhere(&self, site: &Site) -> Response {
        let path = self.uri.path();
        let plain = path.trim_end_matches('/');
        let query = self.uri.query().map(|query| format!("?{query}"));
        let query = query.unwrap_or_default();
        if self.language.is_some() && plain != path {
            return Redirect::permanent(&format!("{plain}{query}")).into_response();
        }
        if self.language.is_none() && is_neutral(path) {
            let language = self.language().code();
            return Redirect::to(&format!("/{language}{plain}{query}")).into_response();
        }
        let nowhere = Problem::not_found("nothing is at this address");
        page_of(site, self, &nowhere)
    }

    /// A problem, as whoever asked reads it.
    pub(crate) fn told(&self, site: &Site, found: &Problem) -> Response {
        if self.is_of_api() {
            return found.document(self.told_in());
        }
        page_of(site, self, found)
    }

    /// True for an address that programs read.
    pub(crate) fn is_of_api(&self) -> bool {
        self.uri.path().starts_with("/api/")
    }

    /// The frame of the page.
    pub(super) fn frame(
        &self,
        site: &Site,
        moment: &Moment<'_>,
        as_of: NaiveDate,
        section: &'static str,
    ) -> Frame {
        Frame::of(site, self, as_of, section).knowing(site, moment)
    }
}
