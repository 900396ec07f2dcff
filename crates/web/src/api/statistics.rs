//! Indicators, and the figures of one.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use medreg_node::query::{Figures, Moment};
use medreg_projections::statistics::indicator::{Dimension, Gathered};
use serde_json::{Value, json};

use super::schema::{self, object, words};
use super::table::{self, Written};
use super::told::{list, one};
use super::{Answer, Form, Operation, Parameter, facts, nothing, releases};
use crate::asked::Asked;
use crate::parameters::Parameters;
use crate::question;
use crate::site::Site;

pub(super) const OPERATIONS: [Operation; 2] = [
    Operation {
        path: "/indicators",
        parts: &[],
        name: "indicators",
        roles: &[],
        parameters: &[],
        answer: Answer::Json(|| {
            let indicator = [("indicator", schema::text()), ("definition", definition())];
            schema::listed(object(indicator))
        }),
        handler: || get(indicators),
    },
    Operation {
        path: "/statistics/{indicator}",
        parts: &[(Form::Code("^S([1-9]|[12][0-9]|30)$"), Some("S16"))],
        name: "statistics",
        roles: &[],
        parameters: &[
            Parameter::optional("by", Form::Choices(words::<Dimension>)),
            Parameter::optional("period", Form::Text(64)),
            Parameter::optional("as_of", Form::Date),
            Parameter::optional("release", Form::Code(releases::QUARTER)),
        ],
        answer: Answer::JsonOrCsv(figures),
        handler: || get(statistics),
    },
];

async fn statistics(
    State(site): State<Site>,
    Path(name): Path<String>,
    headers: HeaderMap,
    asked: Asked,
) -> Response {
    let language = asked.told_in();
    let (written, name) = Written::of(&name, &headers);
    let indicator = match question::indicator(&name) {
        Ok(indicator) => indicator,
        Err(unknown) => return unknown.document(language),
    };
    let read = move |parameters: &mut Parameters, asked: &Asked| {
        question::figures(parameters, indicator, asked.sight())
    };
    let look = |_: &Site, _: &Asked, moment: &Moment<'_>, figures: Figures| {
        let release = moment.release().map(|(period, _)| period.to_string());
        let envelope = one(moment, Some(figures.as_of), json!({"release": release}));
        Ok((moment.figures(&figures)?, envelope, figures.by))
    };
    let write = move |(counted, envelope, by): (Gathered, Value, Vec<String>)| match written {
        Written::Json => document(envelope, json!(counted.answer())),
        Written::Csv => {
            table::csv(&counted.answer(), &by).unwrap_or_else(|problem| problem.document(language))
        }
    };
    let mut response = asked.document_by(site, read, look, write).await;
    let accept = HeaderValue::from_static("accept");
    response.headers_mut().append(header::VARY, accept);
    response
}

/// An answer in one document with what goes with it.
fn document(mut envelope: Value, answer: Value) -> Response {
    if let (Value::Object(envelope), Value::Object(answer)) = (&mut envelope, answer) {
        envelope.extend(answer);
    }
    Json(envelope).into_response()
}

async fn indicators(State(site): State<Site>, asked: Asked) -> Response {
    let look =
        |_: &Site, _: &Asked, moment: &Moment<'_>, ()| Ok(list(moment, None, facts::indicators()));
    asked.document(site, nothing, look).await
}

fn definition() -> Value {
    object([
        ("name", schema::text()),
        ("numerator", schema::text()),
        ("denominator", schema::or_null(schema::text())),
        ("date_basis", schema::text()),
    ])
}

fn figures() -> Value {
    let scales = ["COUNT", "SHARE", "RATE", "MEAN", "PERCENTILE"];
    let row = object([
        ("period", schema::text()),
        ("figure", schema::text()),
        ("numerator", schema::or_null(schema::integer())),
        ("denominator", schema::or_null(schema::integer())),
        ("value", schema::or_null(schema::number())),
        ("scale", schema::one_of(&scales)),
        ("suppressed", schema::flag()),
    ]);
    let row = schema::with_optional(row, [("provisional", schema::flag())]);
    let groups = words::<Dimension>();
    let row = groups.into_iter().fold(row, |row, dimension| {
        schema::with_optional(row, [(dimension, schema::text())])
    });
    let answer = object([
        ("indicator", schema::text()),
        ("definition", definition()),
        ("map", schema::text()),
        ("release", schema::or_null(schema::code(releases::QUARTER))),
        ("rows", schema::list_of(row)),
    ]);
    schema::told(schema::with_optional(answer, [("on", schema::date())]))
}
