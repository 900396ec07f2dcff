//! Courts, regions, categories.

use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::get;
use medreg_domain::{CourtCode, RegionCode};
use medreg_node::query::Moment;
use serde_json::Value;

use super::entries::{COURT, REGION};
use super::schema::{self, object};
use super::told::{list, one};
use super::{Answer, Form, Operation, Parameter, facts, nothing};
use crate::asked::Asked;
use crate::parameters::Parameters;
use crate::problem::Problem;
use crate::question;
use crate::site::Site;

pub(super) const OPERATIONS: [Operation; 4] = [
    Operation {
        path: "/courts",
        parts: &[],
        name: "courts",
        roles: &[],
        parameters: &[
            Parameter::optional("region", Form::Code(REGION)),
            Parameter::optional("as_of", Form::Date),
        ],
        answer: Answer::Json(|| schema::listed(one_court())),
        handler: || get(courts),
    },
    Operation {
        path: "/courts/{code}",
        parts: &[(Form::Code(COURT), Some("KZ-10-011"))],
        name: "court",
        roles: &[],
        parameters: &[],
        answer: Answer::Json(|| {
            let predecessors = schema::list_of(schema::code(COURT));
            schema::told(schema::with(one_court(), [("predecessors", predecessors)]))
        }),
        handler: || get(court),
    },
    Operation {
        path: "/regions",
        parts: &[],
        name: "regions",
        roles: &[],
        parameters: &[],
        answer: Answer::Json(|| schema::listed(one_region())),
        handler: || get(regions),
    },
    Operation {
        path: "/categories",
        parts: &[],
        name: "categories",
        roles: &[],
        parameters: &[],
        answer: Answer::Json(|| schema::listed(one_category())),
        handler: || get(categories),
    },
];

async fn courts(State(site): State<Site>, asked: Asked) -> Response {
    let read = |parameters: &mut Parameters, asked: &Asked| {
        (
            parameters.one::<RegionCode>("region"),
            question::as_of(parameters, asked.today),
        )
    };
    asked
        .document(site, read, |_, _, moment, (region, as_of)| {
            let items = facts::courts(moment, region, as_of);
            Ok(list(moment, Some(as_of), items))
        })
        .await
}

async fn court(State(site): State<Site>, Path(code): Path<String>, asked: Asked) -> Response {
    asked
        .document(site, nothing, move |_, _, moment, ()| {
            let code: CourtCode = question::named(&code)?;
            let court = facts::court(moment, code);
            let unknown = || Problem::not_found(format!("there is no court {code}"));
            Ok(one(moment, None, court.ok_or_else(unknown)?))
        })
        .await
}

async fn regions(State(site): State<Site>, asked: Asked) -> Response {
    let look = |_: &Site, _: &Asked, moment: &Moment<'_>, ()| {
        Ok(list(moment, None, facts::regions(moment)))
    };
    asked.document(site, nothing, look).await
}

async fn categories(State(site): State<Site>, asked: Asked) -> Response {
    let look = |_: &Site, _: &Asked, moment: &Moment<'_>, ()| {
        Ok(list(moment, None, facts::categories(moment)))
    };
    asked.document(site, nothing, look).await
}

fn one_court() -> Value {
    object([
        ("court", schema::code(COURT)),
        ("names", schema::names()),
        ("kind", schema::text()),
        ("region", schema::code(REGION)),
        ("valid_from", schema::or_null(schema::date())),
        ("valid_to", schema::or_null(schema::date())),
        ("successors", schema::list_of(schema::code(COURT))),
        ("last_heard_at", schema::or_null(schema::instant())),
    ])
}

fn one_region() -> Value {
    let named = object([
        ("effective_on", schema::or_null(schema::date())),
        ("names", schema::names()),
    ]);
    object([
        ("region", schema::code(REGION)),
        ("names", schema::list_of(named)),
    ])
}

fn one_category() -> Value {
    let category = object([("code", schema::text()), ("names", schema::names())]);
    schema::with_optional(category, [("parent", schema::text())])
}
