//! The description of the API for programs (`OpenAPI` 3.1), made from its operations.

use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value, json};

use super::operation::{Answer, Form, Operation, Parameter};
use super::{OPERATIONS, schema};
use crate::language::Language;

/// The earlier state of knowledge that most operations can be asked about.
pub(crate) const AS_AT: Parameter = Parameter::optional("as_at", Form::Text(40));

/// What every operation may be given.
pub(crate) const ALWAYS: [Parameter; 2] = [
    Parameter::optional("min_position", Form::Number(0, i64::MAX as u64)),
    Parameter::optional("within_ms", Form::Number(0, 10_000)),
];

/// The media type of events as they come.
pub(crate) const STREAM: &str = "text/event-stream";

/// What is wrong, by status.
const PROBLEMS: [(&str, &str); 9] = [
    ("400", "the question is malformed"),
    ("401", "signing in comes first"),
    ("403", "the role may not ask this"),
    ("404", "there is no such thing"),
    ("406", "no such form of the answer"),
    ("422", "a rule of the law says no"),
    ("429", "too many requests from one address"),
    ("500", "the office failed"),
    ("503", "too much at once, or not known yet"),
];

/// The description.
pub(crate) async fn openapi() -> Response {
    let kind = [(
        header::CONTENT_TYPE,
        "application/vnd.oai.openapi+json;version=3.1",
    )];
    (kind, description().to_string()).into_response()
}

/// The description as a document.
pub(crate) fn description() -> Value {
    let operations = OPERATIONS.iter().copied().flatten();
    let paths: Map<String, Value> = operations
        .map(|operation| {
            let get = json!({"get": described(operation)});
            (operation.path.to_owned(), get)
        })
        .collect();
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "medreg: the federal register of mediators",
            "version": "1",
            "description": Language::En.t("api-about"),
            "license": {"name": "CC BY 4.0", "identifier": "CC-BY-4.0"},
        },
        "servers": [{"url": "/api/v1"}],
        "paths": paths,
        "components": {
            "responses": problems(),
            "schemas": {"Problem": problem()},
            "securitySchemes": {
                "bearer": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"},
            },
        },
    })
}

fn described(operation: &Operation) -> Value {
    let of_path = path_parameters(operation);
    let always: &[Parameter] = match operation.answer {
        Answer::Stream => &[],
        Answer::Json(_) | Answer::JsonOrCsv(_) | Answer::Other(_) => &ALWAYS,
    };
    let past = operation.takes_as_at().then_some(&AS_AT);
    let of_query = operation.parameters.iter().chain(past).chain(always);
    let mut responses: Map<String, Value> = PROBLEMS
        .iter()
        .map(|(status, _)| {
            let problem = format!("#/components/responses/Problem{status}");
            ((*status).to_owned(), json!({"$ref": problem}))
        })
        .collect();
    let content = match operation.answer {
        Answer::Json(form) => json!({"application/json": {"schema": form()}}),
        Answer::JsonOrCsv(form) => json!({
            "application/json": {"schema": form()},
            "text/csv": {"schema": schema::text()},
        }),
        Answer::Other(kind) => json!({kind: {}}),
        Answer::Stream => json!({STREAM: {}}),
    };
    let told = json!({"description": "answered", "content": content});
    responses.insert("200".to_owned(), told);
    let held = json!({"description": "nothing changed since `If-None-Match`"});
    responses.insert("304".to_owned(), held);
    let security = if operation.roles.is_empty() {
        json!([])
    } else {
        json!([{"bearer": operation.roles}])
    };
    json!({
        "operationId": operation.name,
        "summary": Language::En.t(&format!("operation-{}", operation.name)),
        "parameters": of_path.chain(of_query.map(in_query)).collect::<Vec<_>>(),
        "responses": responses,
        "security": security,
    })
}

fn in_query(parameter: &Parameter) -> Value {
    let mut described = json!({
        "name": parameter.name, "in": "query", "required": false,
        "schema": parameter.form.schema(),
    });
    if matches!(parameter.form, Form::Choices(_)) {
        described["explode"] = json!(false);
    }
    described
}

/// The parts of a path in braces.
fn path_parameters(operation: &Operation) -> impl Iterator<Item = Value> {
    let names = operation.path.split('/').filter_map(|part| {
        let part = part.strip_prefix('{')?.strip_suffix('}')?;
        Some(part.trim_start_matches('*'))
    });
    names.zip(operation.parts).map(|(name, (form, example))| {
        let mut part = json!({
            "name": name, "in": "path", "required": true, "schema": form.schema(),
        });
        if let Some(example) = example {
            part["example"] = json!(example);
        }
        part
    })
}

fn problems() -> Value {
    let of = |(status, about): &(&str, &str)| {
        let problem = json!({
            "description": about,
            "content": {"application/problem+json": {
                "schema": {"$ref": "#/components/schemas/Problem"},
            }},
        });
        (format!("Problem{status}"), problem)
    };
    PROBLEMS.iter().map(of).collect::<Map<_, _>>().into()
}

/// A problem (RFC 9457).
fn problem() -> Value {
    let error = schema::object([
        ("field", schema::text()),
        ("code", schema::text()),
        ("detail", schema::text()),
    ]);
    schema::object([
        ("type", schema::text()),
        ("title", schema::or_null(schema::text())),
        ("status", schema::number_within(400, 599)),
        ("code", schema::text()),
        ("detail", schema::text()),
        ("message", schema::text()),
        ("errors", schema::list_of(error)),
        ("article", schema::or_null(schema::text())),
    ])
}
