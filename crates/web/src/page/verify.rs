//! A card compared with the register: what stands on a paper, and what stands here now.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use medreg_domain::{CardCode, CardCodeError};
use medreg_node::query::{EntryShown, Moment, QueryError};

use super::asked::Named;
use super::frame::Frame;
use super::search::Row;
use super::written;
use crate::asked::Asked;
use crate::language::Language;
use crate::parameters::Parameters;
use crate::problem::Problem;
use crate::site::Site;

/// Characters of a typed code, by bound.
const CODE_CHARACTERS_MAX: usize = 40;

#[derive(Template)]
#[template(path = "verify.html")]
struct VerifyPage {
    frame: Frame,
    /// What was typed.
    code: String,
    found: Found,
    host: String,
    /// When it was asked.
    at: String,
}

/// What a code came to.
enum Found {
    /// Nothing is asked yet.
    Nothing,
    /// It is no code, with the text that says so.
    Faulty(&'static str),
    /// There is no such person.
    Nobody,
    /// The person's entries, each to be compared.
    Entries(Vec<Compared>),
}

/// An entry, to be compared with a paper.
struct Compared {
    row: Row,
    sentence: String,
    federal_no: String,
}

/// The form, or the way to the page of the code that was typed.
pub(super) async fn typed(State(site): State<Site>, asked: Asked) -> Response {
    let language = asked.language();
    let read = |parameters: &mut Parameters, _: &Asked| {
        parameters
            .text("code", CODE_CHARACTERS_MAX)
            .unwrap_or_default()
    };
    asked
        .page_by(
            site,
            read,
            |site, asked, moment, code| Ok((VerifyPage::of(site, asked, moment, &code)?, code)),
            move |(page, code)| match page.found {
                Found::Nobody | Found::Entries(_) => {
                    let to = page.frame.to(&format!("/v/{}", shown(&code)));
                    Redirect::to(&to).into_response()
                }
                Found::Nothing => written(StatusCode::OK, &page, language),
                Found::Faulty(_) => written(StatusCode::BAD_REQUEST, &page, language),
            },
        )
        .await
}

/// What a code is about.
pub(super) async fn verify(State(site): State<Site>, named: Named, asked: Asked) -> Response {
    let code = named.0.1;
    let language = asked.language();
    let nothing = |_: &mut Parameters, _: &Asked| {};
    asked
        .page_by(
            site,
            nothing,
            move |site, asked, moment, ()| VerifyPage::of(site, asked, moment, &code),
            move |page| {
                let status = match page.found {
                    Found::Nothing | Found::Entries(_) => StatusCode::OK,
                    Found::Faulty(_) | Found::Nobody => StatusCode::NOT_FOUND,
                };
                written(status, &page, language)
            },
        )
        .await
}

impl VerifyPage {
    fn of(site: &Site, asked: &Asked, moment: &Moment<'_>, typed: &str) -> Result<Self, Problem> {
        let language = asked.language();
        Ok(Self {
            frame: asked.frame(site, moment, asked.today, "section-check"),
            code: shown(typed),
            found: found(asked, moment, typed)?,
            host: host(site.address()).to_owned(),
            at: language.instant(site.clock().now()),
        })
    }
}

fn found(asked: &Asked, moment: &Moment<'_>, typed: &str) -> Result<Found, Problem> {
    if typed.is_empty() {
        return Ok(Found::Nothing);
    }
    let code = match typed.parse::<CardCode>() {
        Ok(code) => code,
        Err(CardCodeError::Form) => return Ok(Found::Faulty("verify-form")),
        Err(CardCodeError::Check) => return Ok(Found::Faulty("verify-check")),
    };
    match moment.person(code.federal_no(), asked.today, asked.sight()) {
        Ok(person) => {
            let language = asked.language();
            let entries = person.entries.iter();
            let compared = entries.map(|shown| compared(language, moment, shown));
            Ok(Found::Entries(compared.collect()))
        }
        Err(QueryError::NotFound(_)) => Ok(Found::Nobody),
        Err(error) => Err(error.into()),
    }
}

fn compared(language: Language, moment: &Moment<'_>, shown: &EntryShown) -> Compared {
    Compared {
        row: Row::of(language, moment.reference(), shown),
        sentence: language.t(&format!("standing-{}.text", shown.standing.code)),
        federal_no: shown.federal_no.to_string(),
    }
}

/// A code as cards print it; what is none, as it was typed.
fn shown(typed: &str) -> String {
    let code = typed.parse::<CardCode>();
    code.map_or_else(|_| typed.to_owned(), |code| code.to_string())
}

/// The host of an address, as it stands in the bar of a browser.
pub(super) fn host(address: &str) -> &str {
    address.split_once("://").map_or(address, |(_, host)| host)
}
