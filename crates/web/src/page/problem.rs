//! A problem as a page: what happened, what to do.

use askama::Template;
use axum::http::Uri;
use axum::response::Response;

use super::frame::Frame;
use super::{answer, path_of};
use crate::language::Language;
use crate::problem::Problem;
use crate::site::Site;

#[derive(Template)]
#[template(path = "problem.html")]
struct ProblemPage<'a> {
    frame: Frame,
    problem: &'a Problem,
    said: String,
    /// What to look for instead: the last part of the path.
    last: String,
}

/// The page of a problem.
pub(super) fn problem(site: &Site, language: Language, uri: &Uri, problem: &Problem) -> Response {
    let path = path_of(uri);
    let last = path.rsplit('/').next().unwrap_or_default().to_owned();
    let views = site.queries().views();
    let today = site.clock().today();
    let place = (language, path, "");
    let page = ProblemPage {
        frame: Frame::of(site, &views, place, today, ""),
        problem,
        said: problem.said(language),
        last,
    };
    answer(problem.status, &page, language)
}

impl ProblemPage<'_> {
    fn fault(&self, code: &str, field: &str) -> String {
        self.frame.with(&format!("fault-{code}"), "field", field)
    }
}
