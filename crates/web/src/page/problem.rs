//! A problem as a page: what happened, what to do.

use askama::Template;
use axum::http::Uri;
use axum::response::Response;
use tokio::task::block_in_place;

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
    let today = site.clock().today();
    let place = (language, path, "");
    // A commit may hold the views for a moment.
    let frame = block_in_place(|| {
        let views = site.queries().views();
        Frame::of(site, &views, place, today, "")
    });
    let page = ProblemPage {
        frame,
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
