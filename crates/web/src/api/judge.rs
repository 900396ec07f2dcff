//! What judges and auditors ask, for programs.

use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use medreg_domain::eligibility::{ReasonCode, Verdict};
use medreg_domain::rotation::{OFFERED_MAX, OFFERED_MIN, turn};
use medreg_node::query::Narrowing;
use serde_json::{Value, json};

use super::entries::{COURT, ENTRY_NO, FEDERAL_NO, REGION, shown};
use super::schema::{self, object};
use super::told::one;
use super::{Answer, Form, Operation, Parameter};
use crate::asked::Asked;
use crate::look_up::{self, JUDGES, LookedUp};
use crate::parameters::{FieldError, VALUE_CHARACTERS_MAX};
use crate::problem::Problem;
use crate::question::judge::{self, Meant};
use crate::site::Site;

const ON: Parameter = Parameter::optional("on", Form::Date);
const AT_COURT: Parameter = Parameter::optional("court", Form::Code(COURT));
const CATEGORY: Parameter = Parameter::optional("category", Form::Text(VALUE_CHARACTERS_MAX));
const LANGUAGE: Parameter = Parameter::optional("language", Form::Text(VALUE_CHARACTERS_MAX));

pub(super) const OPERATIONS: [Operation; 2] = [
    Operation {
        path: "/eligibility",
        parts: &[],
        name: "eligibility",
        roles: &JUDGES,
        parameters: &[
            Parameter::optional("entry_no", Form::Code(ENTRY_NO)),
            Parameter::optional("federal_no", Form::Code(FEDERAL_NO)),
            AT_COURT,
            CATEGORY,
            LANGUAGE,
            ON,
        ],
        answer: Answer::Json(verdict),
        handler: || get(eligibility),
    },
    Operation {
        path: "/candidates",
        parts: &[],
        name: "candidates",
        roles: &JUDGES,
        parameters: &[
            AT_COURT,
            Parameter::optional("region", Form::Code(REGION)),
            CATEGORY,
            LANGUAGE,
            Parameter::optional("place", Form::Text(VALUE_CHARACTERS_MAX)),
            Parameter::optional("size", Form::Number(OFFERED_MIN as u64, OFFERED_MAX as u64)),
            ON,
        ],
        answer: Answer::Json(offered),
        handler: || get(candidates),
    },
];

/// The answer about one entry, or the entries to choose from.
fn verdict() -> Value {
    let reason = object([
        ("code", schema::word::<ReasonCode>()),
        ("ok", schema::flag()),
        ("rule", schema::text()),
    ]);
    let told = object([
        ("verdict", schema::word::<Verdict>()),
        ("reasons", schema::list_of(reason)),
        ("standing", standing()),
        ("entry_no", schema::code(ENTRY_NO)),
        ("federal_no", schema::code(FEDERAL_NO)),
        ("court", schema::code(COURT)),
        ("silent_days", schema::or_null(schema::count())),
        ("source_events", schema::list_of(schema::uuid())),
    ]);
    let choice = object([
        ("verdict", schema::nothing()),
        ("federal_no", schema::code(FEDERAL_NO)),
        ("choose", schema::list_of(shown())),
    ]);
    schema::either([told, choice].map(schema::told))
}

/// Where an entry stands on the day.
fn standing() -> Value {
    let coded = |codes: &[&str]| object([("code", schema::one_of(codes))]);
    schema::either([
        coded(&["ACTIVE", "NOT_YET"]),
        schema::with(coded(&["SUSPENDED"]), [("until", schema::date())]),
        schema::with(coded(&["LAPSED", "REMOVED"]), [("on", schema::date())]),
    ])
}

fn offered() -> Value {
    let widening = object([
        ("without", schema::word::<Narrowing>()),
        ("eligible", schema::count()),
    ]);
    schema::told(object([
        ("items", schema::list_of(shown())),
        ("eligible", schema::count()),
        ("widen", schema::list_of(widening)),
        ("turns", schema::list_of(schema::text())),
    ]))
}

/// Whether parties may be pointed to a mediator (R35).
async fn eligibility(State(site): State<Site>, asked: Asked) -> Response {
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
async fn candidates(State(site): State<Site>, asked: Asked) -> Response {
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
