//! One entry: is this person registered, and on what terms.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use medreg_domain::EntryNo;
use medreg_node::query::EntryShown;

use super::answer;
use super::asked::{Asked, Named};
use super::frame::Frame;
use super::search::Row;
use crate::problem::Problem;
use crate::question;
use crate::site::Site;

#[derive(Template)]
#[template(path = "entry.html")]
struct EntryPage {
    frame: Frame,
    shown: EntryShown,
    row: Row,
    sentence: String,
    kind: String,
    takes_cases: String,
}

pub(super) async fn entry(State(site): State<Site>, named: Named, asked: Asked) -> Response {
    let text = named.0.1;
    asked
        .answer(site, question::as_of, move |site, asked, as_of| {
            let entry_no: EntryNo = text
                .parse()
                .map_err(|error| Problem::not_found(format!("{error}")))?;
            let shown = site
                .queries()
                .shown(entry_no, as_of, site.clock().today())?
                .entry;
            let views = site.queries().views();
            let language = asked.language();
            let page = EntryPage {
                frame: asked.frame(site, &views, as_of, "section-find"),
                row: Row::of(language, views.sources().reference(), &shown),
                sentence: language.t(&format!("standing-{}.text", shown.standing.code)),
                kind: language.word("kind", shown.kind.as_str()),
                takes_cases: language.word("availability", <&str>::from(shown.availability)),
                shown,
            };
            Ok(answer(StatusCode::OK, &page, language))
        })
        .await
}
