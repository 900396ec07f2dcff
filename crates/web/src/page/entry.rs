//! One entry: is this person registered, and on what terms.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use medreg_domain::EntryNo;
use medreg_node::query::EntryShown;

use super::asked::Named;
use super::frame::Frame;
use super::search::Row;
use crate::asked::Asked;
use crate::parameters::Parameters;
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
    let read =
        |parameters: &mut Parameters, asked: &Asked| question::as_of(parameters, asked.today);
    asked
        .page(site, read, move |site, asked, moment, as_of| {
            let entry_no: EntryNo = question::named(&text)?;
            let shown = moment.entry(entry_no, as_of, asked.sight())?;
            let language = asked.language();
            Ok(EntryPage {
                frame: asked.frame(site, moment, as_of, "section-find"),
                row: Row::of(language, moment.reference(), &shown),
                sentence: language.t(&format!("standing-{}.text", shown.standing.code)),
                kind: language.word("kind", shown.kind.as_str()),
                takes_cases: language.word("availability", <&str>::from(shown.availability)),
                shown,
            })
        })
        .await
}
