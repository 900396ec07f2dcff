//! What judges and auditors ask, for programs.

use axum::extract::State;
use axum::response::Response;
use medreg_domain::rotation::turn;
use serde_json::{Value, json};

use super::told::one;
use crate::asked::Asked;
use crate::look_up::{self, JUDGES, LookedUp};
use crate::problem::Problem;
use crate::question::judge::{Meant, candidates_somewhere, numbered};
use crate::site::Site;

/// Whether parties may be pointed to a mediator (R35).
pub(super) async fn eligibility(State(site): State<Site>, asked: Asked) -> Response {
    asked
        .document(site, numbered, |_, asked, moment, pointing| {
            asked.viewer.ensure(&JUDGES)?;
            let sight = asked.sight();
            let looked_up = match pointing.meant {
                Some(Meant::Entry(entry_no)) => {
                    look_up::of_entry(moment, sight, &pointing, entry_no)
                }
                Some(Meant::Person(federal_no)) => {
                    look_up::of_person(moment, sight, &pointing, federal_no)
                }
                Some(Meant::Named(_)) | None => Err(Problem::not_found("nobody is named")),
            };
            let answer = match looked_up? {
                LookedUp::Told(told) => json!(told),
                LookedUp::Choose(person) => json!({
                    "verdict": Value::Null,
                    "federal_no": person.federal_no,
                    "choose": person.entries,
                }),
            };
            Ok(one(moment, Some(pointing.on), answer))
        })
        .await
}

/// Whom parties may be offered, in the order of the day (R19).
pub(super) async fn candidates(State(site): State<Site>, asked: Asked) -> Response {
    asked
        .document(
            site,
            candidates_somewhere,
            |_, asked, moment, candidates| {
                asked.viewer.ensure(&JUDGES)?;
                let Some(candidates) = candidates else {
                    return Err(Problem::not_found("no court is named"));
                };
                let offered = moment.candidates(&candidates, asked.sight())?;
                let turns = offered.items.iter().map(|item| {
                    let turn = turn(candidates.on, item.entry_no);
                    data_encoding::HEXLOWER.encode(&turn.0)
                });
                let turns: Vec<String> = turns.collect();
                let mut answer = json!(offered);
                answer["turns"] = json!(turns);
                Ok(one(moment, Some(candidates.on), answer))
            },
        )
        .await
}
