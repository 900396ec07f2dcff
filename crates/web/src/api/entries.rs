//! Entries: those that match, and one.

use axum::Json;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use medreg_domain::EntryNo;
use medreg_domain::entry::event::{
    AppealOutcome, Appealed, Bar, ProceedingOutcome, RemovalClass, ReviewResult,
};
use medreg_domain::entry::{Availability, EntryKind, SanctionForm};
use medreg_node::query::{Found, LIMIT_MAX, Order, ROWS_MAX, STANDINGS};
use serde_json::Value;

use super::schema::{self, object, words};
use super::told::one;
use super::{Answer, Form, Operation, Parameter, with_next};
use crate::asked::Asked;
use crate::csv;
use crate::parameters::{Parameters, VALUE_CHARACTERS_MAX};
use crate::question;
use crate::site::Site;

mod table;

/// Entries of a page where no number is asked for.
const LIMIT: usize = 50;

/// Codes as parameters and answers carry them.
pub(super) const FEDERAL_NO: &str = "^FM-[0-9A-Z]{5}-[0-9A-Z]{5}-[0-9A-Z*~$=]$";
pub(super) const ENTRY_NO: &str = "^KZ-[0-9]{2}-[0-9]{3}-[0-9]{4}-[0-9]{5}$";
pub(super) const COURT: &str = "^KZ-[0-9]{2}-[0-9]{3}$";
pub(super) const REGION: &str = "^[0-9]{2}$";

pub(super) const OPERATIONS: [Operation; 2] = [
    Operation {
        path: "/entries",
        parts: &[],
        name: "entries",
        roles: &[],
        parameters: &[
            Parameter::optional("q", Form::Text(question::SEARCH_CHARACTERS_MAX)),
            Parameter::optional("court", Form::Code(COURT)),
            Parameter::optional("region", Form::Code(REGION)),
            Parameter::optional("category", Form::Text(VALUE_CHARACTERS_MAX)),
            Parameter::optional("language", Form::Text(VALUE_CHARACTERS_MAX)),
            Parameter::optional("kind", Form::Choice(words::<EntryKind>)),
            Parameter::optional("standing", Form::Choices(|| STANDINGS.to_vec())),
            Parameter::optional("sro", Form::Text(VALUE_CHARACTERS_MAX)),
            Parameter::optional("place", Form::Text(VALUE_CHARACTERS_MAX)),
            Parameter::optional("availability", Form::Choice(words::<Availability>)),
            Parameter::optional("as_of", Form::Date),
            Parameter::optional("sort", Form::Choice(words::<Order>)),
            Parameter::optional("limit", Form::Number(1, LIMIT_MAX as u64)),
            Parameter::optional("page", Form::Number(1, question::PAGES_MAX as u64)),
            Parameter::optional("cursor", Form::Text(question::CURSOR_CHARACTERS_MAX)),
        ],
        answer: Answer::JsonOrCsv(found),
        handler: || get(entries),
    },
    Operation {
        path: "/entries/{entry_no}",
        parts: &[(Form::Code(ENTRY_NO), None)],
        name: "entry",
        roles: &[],
        parameters: &[Parameter::optional("as_of", Form::Date)],
        answer: Answer::Json(one_entry),
        handler: || get(entry),
    },
];

async fn entries(State(site): State<Site>, asked: Asked) -> Response {
    let is_table = csv::is_asked(&asked);
    let at = (asked.uri.path().to_owned(), asked.query().to_owned());
    let size = if is_table { ROWS_MAX } else { LIMIT };
    let read = move |parameters: &mut Parameters, asked: &Asked| {
        question::find(parameters, asked.sight(), (size, Order::Number))
    };
    let write = move |found: Found| {
        let next = found.next.as_ref();
        let next = next.map(|next| ("cursor", next.to_string()));
        let written = if is_table {
            table::written(&found)
        } else {
            Json(found).into_response()
        };
        with_next(written, at, next)
    };
    asked
        .document_by(
            site,
            read,
            |_, _, moment, find| Ok(moment.find(&find)?),
            write,
        )
        .await
}

async fn entry(State(site): State<Site>, Path(entry_no): Path<String>, asked: Asked) -> Response {
    let read =
        |parameters: &mut Parameters, asked: &Asked| question::as_of(parameters, asked.today);
    asked
        .at_hand()
        .document(site, read, move |_, asked, moment, as_of| {
            let entry_no: EntryNo = question::named(&entry_no)?;
            let shown = moment.entry_with_all(entry_no, as_of, asked.sight())?;
            Ok(one(moment, Some(as_of), shown))
        })
        .await
}

fn found() -> Value {
    let listed = schema::with(
        schema::listed(shown()),
        [
            ("similar", schema::flag()),
            ("matched", schema::list_of(schema::text())),
        ],
    );
    let counts = schema::by_name(schema::by_name(schema::count()));
    schema::with_optional(listed, [("counts", counts)])
}

fn one_entry() -> Value {
    schema::with_optional(
        schema::told(shown()),
        [
            ("sanctions", schema::list_of(sanction())),
            ("application_id", schema::uuid()),
            ("person_key", schema::text()),
            ("verification", schema::uuid()),
            ("training", schema::count()),
            ("quality_reviews", schema::list_of(review())),
            ("bars", schema::list_of(schema::word::<Bar>())),
            ("fees", schema::or_null(schema::uuid())),
            ("complaints", schema::count()),
            ("proceedings", schema::list_of(proceeding())),
            ("appeals", schema::list_of(appeal())),
        ],
    )
}

fn sanction() -> Value {
    object([
        ("proceeding", schema::uuid()),
        ("kind", schema::word::<SanctionForm>()),
        ("on", schema::date()),
        ("to", schema::or_null(schema::date())),
        ("overturned_on", schema::or_null(schema::date())),
    ])
}

fn review() -> Value {
    object([
        ("body", schema::text()),
        ("result", schema::word::<ReviewResult>()),
        ("on", schema::date()),
        ("answered_by", schema::or_null(schema::uuid())),
    ])
}

fn proceeding() -> Value {
    let outcomes = schema::word::<ProceedingOutcome>();
    object([
        ("id", schema::uuid()),
        ("outcome", schema::or_null(outcomes)),
        ("sanctioned", schema::flag()),
    ])
}

fn appeal() -> Value {
    let outcomes = schema::word::<AppealOutcome>();
    object([
        ("id", schema::uuid()),
        ("against", schema::word::<Appealed>()),
        ("proceeding", schema::or_null(schema::uuid())),
        ("since", schema::date()),
        ("lodged_on", schema::date()),
        ("outcome", schema::or_null(outcomes)),
    ])
}

/// An entry as lists show it.
pub(super) fn shown() -> Value {
    let name = object([
        ("kk", schema::text()),
        ("ru", schema::text()),
        ("latn", schema::text()),
    ]);
    let standing = object([
        ("code", schema::one_of(&STANDINGS)),
        ("until", schema::or_null(schema::date())),
        ("on", schema::or_null(schema::date())),
        ("reason", schema::or_null(schema::word::<RemovalClass>())),
    ]);
    let certificate = object([("provider", schema::text()), ("issued_on", schema::date())]);
    object([
        ("entry_no", schema::code(ENTRY_NO)),
        ("federal_no", schema::text()),
        ("court", schema::code(COURT)),
        ("name", schema::or_null(name)),
        ("kind", schema::word::<EntryKind>()),
        ("standing", standing),
        ("categories", schema::list_of(schema::text())),
        ("languages", schema::list_of(schema::text())),
        ("practice_kato", schema::text()),
        ("sro", schema::or_null(schema::text())),
        ("valid_from", schema::date()),
        ("valid_to", schema::date()),
        ("certificate", schema::or_null(certificate)),
        ("contact", schema::by_name(schema::text())),
        ("availability", schema::word::<Availability>()),
        ("corrected_on", schema::or_null(schema::date())),
        ("source_events", schema::list_of(schema::uuid())),
        ("erased", schema::flag()),
        ("erased_on", schema::or_null(schema::date())),
    ])
}
