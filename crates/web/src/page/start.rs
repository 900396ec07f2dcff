//! The start: find somebody or check somebody, and what the register comes to today.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use medreg_node::query::Find;

use super::frame::Frame;
use crate::asked::Asked;
use crate::parameters::Parameters;
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
    let read =
        |parameters: &mut Parameters, asked: &Asked| question::as_of(parameters, asked.today);
    asked
        .page(site, read, |site, asked, moment, as_of| {
            let counts = moment.find(&Find {
                counts: true,
                limit: 1,
                ..Find::all(as_of, asked.sight())
            })?;
            let counts = counts.counts.unwrap_or_default();
            let count = |value: &str| {
                let standings = counts.get("standing");
                standings
                    .and_then(|counts| counts.get(value))
                    .copied()
                    .unwrap_or(0)
            };
            Ok(StartPage {
                active: count("ACTIVE"),
                suspended: count("SUSPENDED"),
                courts: counts
                    .get("court")
                    .map_or(0, std::collections::BTreeMap::len),
                frame: asked.frame(site, moment, as_of, ""),
            })
        })
        .await
}
