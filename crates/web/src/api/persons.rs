//! Persons and what befell their entries, for programs.

use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::get;
use medreg_domain::{EntryNo, FederalNo};
use serde_json::{Value, json};

use super::entries::{COURT, ENTRY_NO, FEDERAL_NO, shown};
use super::schema::{self, object};
use super::told::{list, one};
use super::{Answer, Form, Operation, Parameter};
use crate::asked::Asked;
use crate::parameters::Parameters;
use crate::question;
use crate::site::Site;

pub(super) const OPERATIONS: [Operation; 2] = [
    Operation {
        path: "/persons/{federal_no}",
        parts: &[(Form::Code(FEDERAL_NO), None)],
        name: "person",
        roles: &[],
        parameters: &[Parameter::optional("as_of", Form::Date)],
        answer: Answer::Json(|| {
            schema::told(object([
                ("federal_no", schema::text()),
                ("entries", schema::list_of(shown())),
            ]))
        }),
        handler: || get(person),
    },
    Operation {
        path: "/entries/{entry_no}/history",
        parts: &[(Form::Code(ENTRY_NO), None)],
        name: "entry_history",
        roles: &[],
        parameters: &[Parameter::optional("as_of", Form::Date)],
        answer: Answer::Json(|| schema::listed(fact())),
        handler: || get(history),
    },
];

fn fact() -> Value {
    let fact = object([
        ("on", schema::date()),
        ("event", schema::text()),
        ("court", schema::or_null(schema::code(COURT))),
        ("until", schema::or_null(schema::date())),
        ("reason", schema::or_null(schema::text())),
        ("changed", schema::list_of(schema::text())),
        ("to_court", schema::or_null(schema::code(COURT))),
        ("place", schema::or_null(schema::text())),
        ("sro", schema::or_null(schema::text())),
    ]);
    let of_office = [
        ("event_id", schema::uuid()),
        ("position", schema::count()),
        ("recorded_at", schema::instant()),
        ("corrected", schema::flag()),
        ("voided", schema::flag()),
    ];
    schema::with_optional(fact, of_office)
}

/// A person with the entries at every court.
async fn person(
    State(site): State<Site>,
    Path(federal_no): Path<String>,
    asked: Asked,
) -> Response {
    let read =
        |parameters: &mut Parameters, asked: &Asked| question::as_of(parameters, asked.today);
    asked
        .at_hand()
        .document(site, read, move |_, asked, moment, as_of| {
            let federal_no: FederalNo = question::named(&federal_no)?;
            let person = moment.person(federal_no, as_of, asked.sight())?;
            Ok(one(moment, Some(as_of), json!(person)))
        })
        .await
}

/// What befell an entry, as far as the asker may know of it.
async fn history(State(site): State<Site>, Path(entry_no): Path<String>, asked: Asked) -> Response {
    let read =
        |parameters: &mut Parameters, asked: &Asked| question::as_of(parameters, asked.today);
    asked
        .document(site, read, move |_, asked, moment, as_of| {
            let entry_no: EntryNo = question::named(&entry_no)?;
            let facts = moment.history(entry_no, as_of, asked.sight())?;
            let items = facts.into_iter().map(|fact| json!(fact));
            Ok(list(moment, Some(as_of), items.collect()))
        })
        .await
}
