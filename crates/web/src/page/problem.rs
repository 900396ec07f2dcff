//! A problem as a page: what happened, what to do.

use askama::Template;
use axum::response::Response;

use super::frame::Frame;
use super::written;
use crate::asked::Asked;
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
pub(super) fn problem(site: &Site, asked: &Asked, problem: &Problem) -> Response {
    let path = asked.uri.path();
    let last = path.rsplit('/').next().unwrap_or_default().to_owned();
    let language = asked.language();
    let page = ProblemPage {
        frame: Frame::of(site, asked, asked.today, "").bare(),
        problem,
        said: problem.said(language),
        last,
    };
    written(problem.status, &page, language)
}

impl ProblemPage<'_> {
    fn fault(&self, code: &str, field: &str) -> String {
        self.frame.with(&format!("fault-{code}"), "field", field)
    }
}
