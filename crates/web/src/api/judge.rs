//! What judges and auditors ask, for programs.

use axum::extract::State;
use axum::response::Response;
use medreg_domain::rotation::turn;
use serde_json::{Value, json};

use super::told::one;
use crate::asked::Asked;
use crate::look_up::{self, JUDGES, LookedUp};
use crate::parameters::FieldError;
use crate::problem::Problem;
use crate::question::judge::{self, Meant};
use crate::site::Site;

/// Whether parties may be pointed to a mediator (R35).
pub(super) async fn eligibility(State(site): State<Site>, asked: Asked) -> Response {
    asked
        .document(site, judge::numbered, |_, asked, moment, pointing| {
            let nobody = || missing("entry_no", "name the person by `entry_no` or `federal_no`");
            let meant = pointing.meant.clone().ok_or_else(nobody)?;
            asked.viewer.ensure(&JUDGES)?;
            let sight = asked.sight();
            let looked_up = match meant {
                Meant::Entry(entry_no) => look_up::of_entry(moment, sight, &pointing, entry_no),
                Meant::Person(number) => look_up::of_person(moment, sight, &pointing, number),
                Meant::Named(name) => Err(Problem::not_found(format!("`{name}` is no number"))),
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
        .document(site, judge::candidates, |_, asked, moment, candidates| {
            let nowhere = || missing("court", "name where the parties look: `court` or `region`");
            let candidates = candidates.ok_or_else(nowhere)?;
            asked.viewer.ensure(&JUDGES)?;
            let offered = moment.candidates(&candidates, asked.sight())?;
            let turns = offered.items.iter().map(|item| {
                let turn = turn(candidates.on, item.entry_no);
                data_encoding::HEXLOWER.encode(&turn.0)
            });
            let turns: Vec<String> = turns.collect();
            let mut answer = json!(offered);
            answer["turns"] = json!(turns);
            Ok(one(moment, Some(candidates.on), answer))
        })
        .await
}

/// What the question is about is not named.
fn missing(field: &str, detail: &str) -> Problem {
    Problem::from(vec![FieldError {
        field: field.to_owned(),
        code: "MISSING",
        detail: detail.to_owned(),
    }])
}
