//! The law for programs: rulesets, and the days it counts.

use axum::extract::{Path, State};
use axum::response::Response;
use medreg_domain::RulesetId;
use serde_json::{Value, json};

use super::nothing;
use super::told::{list, one};
use crate::asked::Asked;
use crate::parameters::Parameters;
use crate::problem::Problem;
use crate::question;
use crate::site::Site;

/// The boxes of the day whose law is asked for.
const ON: [&str; 3] = ["on_day", "on_month", "on_year"];

pub(super) async fn rulesets(State(site): State<Site>, asked: Asked) -> Response {
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

pub(super) async fn ruleset(
    State(site): State<Site>,
    Path(id): Path<String>,
    asked: Asked,
) -> Response {
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
pub(super) async fn term(State(site): State<Site>, asked: Asked) -> Response {
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
