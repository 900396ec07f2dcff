//! The start: find somebody or check somebody, and what the register comes to today.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use medreg_node::query::Find;

use super::answer;
use super::asked::Asked;
use super::frame::Frame;
use crate::problem::Problem;
use crate::question;
use crate::site::Site;

#[derive(Template)]
#[template(path = "start.html")]
struct StartPage {
    frame: Frame,
    active: usize,
    suspended: usize,
    courts: usize,
}

pub(super) async fn start(State(site): State<Site>, asked: Asked) -> Response {
    asked
        .answer(site, question::as_of, |site, asked, as_of| {
            let find = Find {
                as_of,
                today: Some(site.clock().today()),
                counts: true,
                limit: 1,
                ..Find::default()
            };
            let found = site.queries().find(&find)?;
            let counts = found.counts.unwrap_or_default();
            let count = |value: &str| {
                let standings = counts.get("standing");
                standings
                    .and_then(|counts| counts.get(value))
                    .copied()
                    .unwrap_or(0)
            };
            let views = site.queries().views();
            let page = StartPage {
                active: count("ACTIVE"),
                suspended: count("SUSPENDED"),
                courts: counts
                    .get("court")
                    .map_or(0, std::collections::BTreeMap::len),
                frame: asked.frame(site, &views, as_of, ""),
            };
            Ok::<_, Problem>(answer(StatusCode::OK, &page, asked.language()))
        })
        .await
}
