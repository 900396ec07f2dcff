//! Who looked at what is not public, for auditors' programs.

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use medreg_node::query::{LIMIT_MAX, Moment};
use serde_json::{Value, json};

use super::schema::{self, object};
use super::told::one;
use super::{Answer, Form, Operation, Parameter};
use crate::asked::Asked;
use crate::parameters::Parameters;
use crate::problem::Problem;
use crate::signing::Signing;
use crate::site::Site;
use crate::viewer::Role;

/// Records of an answer where no number is asked for.
const LIMIT: usize = 50;

pub(super) const OPERATIONS: [Operation; 1] = [Operation {
    path: "/access-records",
    parts: &[],
    name: "access_records",
    roles: &[Role::Auditor],
    parameters: &[
        Parameter::optional("from", Form::Number(1, i64::MAX as u64)),
        Parameter::optional("limit", Form::Number(1, LIMIT_MAX as u64)),
    ],
    answer: Answer::Json(form),
    handler: || get(records),
}];

fn form() -> Value {
    let record = object([
        ("no", schema::count()),
        ("at", schema::instant()),
        ("account", schema::text()),
        ("by", schema::text()),
        ("role", schema::text()),
        ("route", schema::text()),
        ("subject", schema::by_name(schema::text())),
    ]);
    schema::told(object([
        ("items", schema::list_of(record)),
        ("next", schema::or_null(schema::count())),
        ("total", schema::count()),
    ]))
}

async fn records(State(site): State<Site>, asked: Asked) -> Response {
    let language = asked.told_in();
    let signing = site.signing().cloned();
    let read = |parameters: &mut Parameters, _: &Asked| {
        let from = parameters.number("from", 1, usize::MAX >> 1).unwrap_or(1);
        let limit = parameters.number("limit", 1, LIMIT_MAX).unwrap_or(LIMIT);
        (from, limit)
    };
    let look = |_: &Site, asked: &Asked, moment: &Moment<'_>, (from, limit): (usize, usize)| {
        asked.viewer.ensure(&[Role::Auditor])?;
        Ok((one(moment, None, json!({})), from, limit))
    };
    asked
        .document_by(
            site,
            read,
            look,
            move |(envelope, from, limit)| match found(signing.as_ref(), from, limit) {
                Ok(list) => {
                    let mut list = list;
                    if let (Some(list), Some(told)) = (list.as_object_mut(), envelope.as_object()) {
                        list.extend(told.clone());
                    }
                    Json(list).into_response()
                }
                Err(problem) => problem.document(language),
            },
        )
        .await
}

fn found(signing: Option<&Signing>, from: usize, limit: usize) -> Result<Value, Problem> {
    let (items, total) = match signing {
        Some(signing) => {
            let total = signing.records_last();
            let items = signing.records(from as u64, limit);
            (items.map_err(|error| Problem::internal(&error))?, total)
        }
        None => (Vec::new(), 0),
    };
    let next = items.last().map(|last| last.no + 1);
    let next = next.filter(|next| *next <= total);
    Ok(json!({"items": items, "next": next, "total": total}))
}
