//! The law for programs: rulesets, and the days it counts.

use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::get;
use medreg_domain::{Channel, RulesetId};
use serde_json::{Value, json};

use super::schema::{self, words};
use super::told::{list, one};
use super::{Answer, Form, Operation, Parameter, nothing};
use crate::asked::Asked;
use crate::parameters::{Parameters, VALUE_CHARACTERS_MAX};
use crate::problem::Problem;
use crate::question;
use crate::site::Site;

mod form;

pub(super) const OPERATIONS: [Operation; 3] = [
    Operation {
        path: "/rulesets",
        parts: &[],
        name: "rulesets",
        roles: &[],
        parameters: &[Parameter::optional("on", Form::Date)],
        answer: Answer::Json(|| schema::listed(form::ruleset())),
        handler: || get(rulesets),
    },
    Operation {
        path: "/rulesets/{id}",
        parts: &[(Form::Text(VALUE_CHARACTERS_MAX), Some("KZ-2021"))],
        name: "ruleset",
        roles: &[],
        parameters: &[],
        answer: Answer::Json(|| schema::told(form::ruleset())),
        handler: || get(ruleset),
    },
    Operation {
        path: "/term",
        parts: &[],
        name: "term",
        roles: &[],
        parameters: &[
            Parameter::optional("agreement_on", Form::Date),
            Parameter::optional("channel", Form::Choice(words::<Channel>)),
            Parameter::optional("extend", Form::Text(VALUE_CHARACTERS_MAX)),
            Parameter::optional("ruleset", Form::Text(VALUE_CHARACTERS_MAX)),
            Parameter::optional("recorded", Form::Date),
            Parameter::optional("procedural_deadline", Form::Date),
            Parameter::optional("pre_dispute", Form::Choice(|| vec!["true", "false"])),
            Parameter::optional("arose", Form::Date),
            Parameter::optional("started", Form::Date),
            Parameter::optional("suspended_from", Form::Date),
            Parameter::optional("offered", Form::Date),
            Parameter::optional("applied", Form::Date),
            Parameter::optional("valid_to", Form::Date),
            Parameter::optional("recorded_at", Form::Text(VALUE_CHARACTERS_MAX)),
            Parameter::optional("zone", Form::Text(VALUE_CHARACTERS_MAX)),
        ],
        answer: Answer::Json(form::term),
        handler: || get(term),
    },
];

/// The boxes of the day whose law is asked for.
const ON: [&str; 3] = ["on_day", "on_month", "on_year"];

async fn rulesets(State(site): State<Site>, asked: Asked) -> Response {
    let read = |parameters: &mut Parameters, _: &Asked| parameters.date("on", ON);
    asked
        .document(site, read, |_, _, moment, on| {
            let rulesets = &moment.reference().rulesets;
            let items: Vec<Value> = match on {
                // Before the law there is none.
                Some(on) => rulesets.in_force(on).iter().map(|one| json!(one)).collect(),
                None => rulesets.iter().map(|one| json!(one)).collect(),
            };
            Ok(list(moment, on, items))
        })
        .await
}

async fn ruleset(State(site): State<Site>, Path(id): Path<String>, asked: Asked) -> Response {
    asked
        .document(site, nothing, move |_, _, moment, ()| {
            let id: RulesetId = question::named(&id)?;
            let ruleset = moment.reference().rulesets.named(id);
            let unknown = |_| Problem::not_found(format!("there is no ruleset {id}"));
            Ok(one(moment, None, json!(ruleset.map_err(unknown)?)))
        })
        .await
}

/// A day the law counts, with each step, or the rule that refuses it.
async fn term(State(site): State<Site>, asked: Asked) -> Response {
    let read = |parameters: &mut Parameters, _: &Asked| question::term::asked(parameters);
    asked
        .document(site, read, |_, _, moment, question| {
            // What cannot be asked has been refused with its parameters.
            let question = question.ok_or_else(|| Problem::not_found("nothing is asked"))?;
            let answer = question.reckon(moment.reference());
            let answer = answer.map_err(|refused| Problem::from(refused.rejection))?;
            Ok(one(moment, None, json!(answer)))
        })
        .await
}
