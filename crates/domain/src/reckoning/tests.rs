use serde_json::{Value, json};

use super::*;
use crate::reference::builtin;
use crate::rejection::Code;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn procedure(agreement_on: &str, extensions: &[&str]) -> Procedure {
    Procedure {
        agreement_on: day(agreement_on),
        channel: Channel::InCourt,
        extensions: extensions.iter().map(|it| it.parse().unwrap()).collect(),
        recorded_on: None,
        procedural_deadline: None,
        arisen: None,
    }
}

fn reckoned(about: About) -> Result<Answer, Refused> {
    let question = Question {
        about,
        ruleset: None,
    };
    question.reckon(&builtin::reference().unwrap())
}

fn codes(steps: &[Reasoned]) -> Vec<&'static str> {
    steps.iter().map(|reasoned| reasoned.step.code()).collect()
}

#[test]
fn a_step_is_a_code_with_values_and_an_english_text() {
    let answer = reckoned(About::Procedure(procedure(
        "2025-01-31",
        &["20@2025-02-20"],
    )));
    let answer = answer.unwrap();
    assert_eq!(codes(&answer.steps), ["base", "cap", "extension"]);
    let told: Value = json!(answer.steps[0]);
    assert_eq!(
        told,
        json!({
            "text": "2025-01-31 + 30 days = 2025-03-02, no working day, so 2025-03-03",
            "article": "art 20(9), 23(1), 23(2)",
            "code": "base",
            "values": {
                "start": "2025-01-31", "days": 30,
                "due": {"raw": "2025-03-02", "rolled": "2025-03-03"},
            },
        })
    );
    let Dates::Procedure(dates) = answer.dates else {
        panic!("{answer:?}")
    };
    assert_eq!(dates.current(), day("2025-03-26"));
}

#[test]
fn a_refusal_names_the_extension_and_keeps_what_was_counted() {
    let asked = ["10@2025-04-02", "20@2025-04-14", "1@2025-04-20"];
    let refused = reckoned(About::Procedure(procedure("2025-03-03", &asked))).unwrap_err();
    assert_eq!(refused.rejection.code, Code::AggregateCapExceeded);
    assert_eq!(refused.extension, Some(2));
    assert_eq!(
        codes(&refused.steps),
        ["base", "cap", "extension", "extension"]
    );
    let unknown = reckoned(About::Offer(day("2001-01-01"))).unwrap_err();
    assert_eq!(unknown.rejection.code, Code::RulesetUnknown);
    assert_eq!(unknown.extension, None);
}

#[test]
fn a_term_set_by_an_authority_has_no_cap_of_its_own() {
    let criminal = Procedure {
        channel: Channel::Criminal,
        procedural_deadline: Some(day("2025-05-15")),
        ..procedure("2025-05-01", &[])
    };
    let answer = reckoned(About::Procedure(criminal)).unwrap();
    assert_eq!(codes(&answer.steps), ["deadline"]);
}

#[test]
fn an_extension_is_written_in_one_form() {
    let asked: Asked = "10@2025-04-01:COURT".parse().unwrap();
    assert_eq!(asked.decided_by, Some(Decider::Court));
    assert_eq!(asked.to_string(), "10@2025-04-01:COURT");
    for wrong in [
        "10",
        "ten@2025-04-01",
        "10@2025-04-31",
        "10@2025-04-01:ME",
        "-1@2025-04-01",
    ] {
        assert!(wrong.parse::<Asked>().is_err(), "{wrong}");
    }
}
