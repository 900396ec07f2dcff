//! A person by the federal number: the entry, or the entries to choose from.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use medreg_domain::FederalNo;

use super::asked::Named;
use super::frame::Frame;
use super::search::Row;
use super::written;
use crate::asked::Asked;
use crate::parameters::Parameters;
use crate::question;
use crate::site::Site;

#[derive(Template)]
#[template(path = "person.html")]
struct PersonPage {
    frame: Frame,
    federal_no: FederalNo,
    rows: Vec<Row>,
}

pub(super) async fn person(State(site): State<Site>, named: Named, asked: Asked) -> Response {
    let text = named.0.1;
    let language = asked.language();
    let read =
        |parameters: &mut Parameters, asked: &Asked| question::as_of(parameters, asked.today);
    asked
        .page_by(
            site,
            read,
            move |site, asked, moment, as_of| {
                let federal_no: FederalNo = question::named(&text)?;
                let person = moment.person(federal_no, as_of, asked.sight())?;
                let rows = person.entries.iter();
                let rows = rows.map(|shown| Row::of(language, moment.reference(), shown));
                Ok(PersonPage {
                    frame: asked.frame(site, moment, as_of, "section-find"),
                    federal_no: person.federal_no,
                    rows: rows.collect(),
                })
            },
            move |page| match &page.rows[..] {
                [only] => {
                    let to = page.frame.entry(&only.entry_no);
                    Redirect::to(&to).into_response()
                }
                _ => written(StatusCode::OK, &page, language),
            },
        )
        .await
}
