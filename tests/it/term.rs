//! The date vectors of the law, asked of `medreg term` and of the API: both give the same.

use serde_json::{Value, json};

use crate::site::Shown;
use crate::trial::medreg;

const REFUSED: i32 = 3;

/// Asks with the arguments of the command line: the answer, or the refusal.
type Ask<'a> = &'a dyn Fn(&str) -> Result<Value, Value>;

fn by_command_line(arguments: &str) -> Result<Value, Value> {
    let arguments: Vec<&str> = ["term", "--json"]
        .into_iter()
        .chain(arguments.split_whitespace())
        .collect();
    let finished = medreg(&arguments);
    match finished.code {
        Some(0) => Ok(finished.json()),
        Some(REFUSED) => Err(finished.json()["refused"].take()),
        _ => panic!("{arguments:?}: {finished:?}"),
    }
}

/// The same question as the API takes it.
fn query(arguments: &str) -> String {
    let mut query = Vec::new();
    let mut words = arguments.split_whitespace().peekable();
    while let Some(flag) = words.next() {
        let name = match flag.trim_start_matches("--") {
            "agreement" => "agreement_on".to_owned(),
            name => name.replace('-', "_"),
        };
        let value = words.next_if(|word| !word.starts_with("--"));
        query.push(format!("{name}={}", value.unwrap_or("true")));
    }
    query.join("&")
}

fn by_api(shown: &Shown, arguments: &str) -> Result<Value, Value> {
    let reply = shown.get(&format!("/api/v1/term?{}", query(arguments)));
    let mut answer = reply.json();
    match reply.status {
        200 => {
            let envelope = ["as_of", "as_at", "position", "disclaimer"];
            let parts = answer.as_object_mut().unwrap();
            let taken = envelope.map(|part| parts.remove(part));
            assert!(taken.iter().all(Option::is_some), "{arguments}: {taken:?}");
            Ok(answer)
        }
        422 => Err(answer),
        _ => panic!("{arguments}: {}", reply.text),
    }
}

/// Every member of `expected` stands in the answer; lists compare member by member.
fn check(ask: Ask<'_>, vector: &str, arguments: &str, expected: Value) {
    let answer = ask(arguments).unwrap_or_else(|refused| panic!("{vector}: {refused}"));
    contains(vector, &answer, &expected);
    let steps = answer["steps"].as_array().unwrap();
    assert!(!steps.is_empty(), "{vector}: no steps in {answer}");
    for step in steps {
        for key in ["text", "article"] {
            assert!(step[key].is_string(), "{vector}: no `{key}` in {step}");
        }
    }
}

fn contains(vector: &str, answer: &Value, expected: &Value) {
    match (answer, expected) {
        (Value::Object(answer), Value::Object(expected)) => {
            for (key, expected) in expected {
                let found = answer.get(key).unwrap_or(&Value::Null);
                contains(&format!("{vector}.{key}"), found, expected);
            }
        }
        (Value::Array(answer), Value::Array(expected)) => {
            assert_eq!(answer.len(), expected.len(), "{vector}: {answer:?}");
            for (found, expected) in answer.iter().zip(expected) {
                contains(vector, found, expected);
            }
        }
        _ => assert_eq!(answer, expected, "{vector}"),
    }
}

fn refused(ask: Ask<'_>, vector: &str, arguments: &str, code: &str) {
    let refused = ask(arguments).expect_err(vector);
    assert_eq!(refused["code"], code, "{vector}: {refused}");
    for key in ["article", "detail"] {
        let told = refused[key].as_str().is_some_and(|it| !it.is_empty());
        assert!(told, "{vector}: no `{key}` in {refused}");
    }
}

/// First due date and cap, raw and rolled.
fn dates(due_on_raw: &str, due_on: &str, cap_on_raw: &str, cap_on: &str) -> Value {
    json!({
        "due_on_raw": due_on_raw, "due_on": due_on,
        "cap_on_raw": cap_on_raw, "cap_on": cap_on,
    })
}

fn extended(raw: &str, rolled: &str) -> Value {
    json!({"new_due_on_raw": raw, "new_due_on": rolled})
}

/// Every vector of the law.
const VECTORS: [fn(Ask<'_>); 6] = [
    t1_and_t21_terms_count_from_the_day_after_and_run_on,
    t2_to_t9_days_that_are_no_working_days_are_rolled,
    t10_to_t14_extensions_are_in_time_and_inside_the_cap,
    t15_and_t16_the_law_of_the_day_decides,
    t17_to_t19_channels_have_terms_of_their_own,
    t20_to_t25_other_days_the_law_counts,
];

#[test]
fn the_command_line_counts_as_the_law_does() {
    for vectors in VECTORS {
        vectors(&by_command_line);
    }
}

#[test]
fn the_api_counts_as_the_command_line_does() {
    let shown = Shown::begun();
    for vectors in VECTORS {
        vectors(&|arguments| {
            let (answered, told) = (by_api(&shown, arguments), by_command_line(arguments));
            match (&answered, &told) {
                (Ok(answered), Ok(told)) => assert_eq!(answered, told, "{arguments}"),
                (Err(answered), Err(told)) => {
                    for key in ["code", "article", "detail"] {
                        assert_eq!(answered[key], told[key], "{arguments}");
                    }
                }
                _ => panic!("{arguments}: {answered:?}, {told:?}"),
            }
            answered
        });
    }
}

fn t1_and_t21_terms_count_from_the_day_after_and_run_on(ask: Ask<'_>) {
    let t1 = dates("2025-04-02", "2025-04-02", "2025-05-02", "2025-05-02");
    check(ask, "T1", "--agreement 2025-03-03", t1.clone());
    let whole = json!({"extensions": [extended("2025-05-02", "2025-05-02")]});
    check(
        ask,
        "T1+30",
        "--agreement 2025-03-03 --extend 30@2025-03-20",
        whole,
    );
    // The clock runs on whoever mediates: there is nothing to ask but T1.
    check(ask, "T21", "--agreement 2025-03-03", t1);
}

fn t2_to_t9_days_that_are_no_working_days_are_rolled(ask: Ask<'_>) {
    for (vector, agreement, raw, rolled, cap_raw, cap) in [
        (
            "T2",
            "2025-01-31",
            "2025-03-02",
            "2025-03-03",
            "2025-04-01",
            "2025-04-01",
        ),
        (
            "T3",
            "2024-01-31",
            "2024-03-01",
            "2024-03-01",
            "2024-03-31",
            "2024-04-01",
        ),
        (
            "T4",
            "2024-01-30",
            "2024-02-29",
            "2024-02-29",
            "2024-03-30",
            "2024-04-01",
        ),
        (
            "T5",
            "2024-02-29",
            "2024-03-30",
            "2024-04-01",
            "2024-04-29",
            "2024-04-29",
        ),
        (
            "T6",
            "2025-02-28",
            "2025-03-30",
            "2025-03-31",
            "2025-04-29",
            "2025-04-29",
        ),
        (
            "T7",
            "2023-12-31",
            "2024-01-30",
            "2024-01-30",
            "2024-02-29",
            "2024-02-29",
        ),
        (
            "T8",
            "2025-12-02",
            "2026-01-01",
            "2026-01-05",
            "2026-01-31",
            "2026-02-02",
        ),
        // Nauryz of 2026, its days in lieu as the shipped calendar has them.
        (
            "T9",
            "2026-02-19",
            "2026-03-21",
            "2026-03-26",
            "2026-04-20",
            "2026-04-20",
        ),
    ] {
        let agreement = format!("--agreement {agreement}");
        check(ask, vector, &agreement, dates(raw, rolled, cap_raw, cap));
    }
}

fn t10_to_t14_extensions_are_in_time_and_inside_the_cap(ask: Ask<'_>) {
    let t1 = "--agreement 2025-03-03 --extend";
    let two = json!({"extensions": [
        extended("2025-04-12", "2025-04-14"),
        extended("2025-05-02", "2025-05-02"),
    ]});
    let both = format!("{t1} 10@2025-04-02 --extend 20@2025-04-14");
    check(ask, "T10", &both, two);
    refused(
        ask,
        "T10",
        &format!("{both} --extend 1@2025-04-20"),
        "AGGREGATE_CAP_EXCEEDED",
    );
    refused(
        ask,
        "T11",
        &format!("{t1} 10@2025-04-03"),
        "EXTENSION_AFTER_EXPIRY",
    );
    check(
        ask,
        "T12",
        "--agreement 2025-01-31 --extend 30@2025-03-03",
        json!({"extensions": [extended("2025-04-01", "2025-04-01")]}),
    );
    check(
        ask,
        "T13",
        &format!("{t1} 10@2025-04-01 --recorded 2025-04-05"),
        json!({"flags": ["LATE_RECORDED"], "extensions": [extended("2025-04-12", "2025-04-14")]}),
    );
    for days in [31, 0] {
        refused(
            ask,
            "T14",
            &format!("{t1} {days}@2025-03-20"),
            "EXTENSION_DAYS_INVALID",
        );
    }
}

fn t15_and_t16_the_law_of_the_day_decides(ask: Ask<'_>) {
    let in_2012 = "--agreement 2012-02-10 --extend 10@2012-03-01";
    refused(
        ask,
        "T15",
        &format!("{in_2012}:PARTIES"),
        "DECIDER_NOT_ALLOWED",
    );
    let of_2011 = json!({"ruleset": "KZ-2011", "extensions": [{"decided_by": "COURT"}]});
    check(ask, "T15", &format!("{in_2012}:COURT"), of_2011);
    let in_2023 = "--agreement 2023-04-20 --extend 10@2023-05-01";
    let accepted = json!({"extensions": [{"decided_by": "PARTIES"}]});
    check(ask, "T15", &format!("{in_2023}:PARTIES"), accepted);
    for who in ["PARTIES", "COURT"] {
        let seed = json!({"ruleset": "KZ-SEED", "extensions": [{"decided_by": who}]});
        check(
            ask,
            "T15",
            &format!("{in_2023}:{who} --ruleset KZ-SEED"),
            seed,
        );
    }
    let days = "--agreement 2013-05-13 --channel OUT_OF_COURT --extend 30@2013-06-10";
    check(
        ask,
        "T16",
        &format!("{days} --ruleset KZ-2011-EXTRAJUDICIAL"),
        json!({
            "due_on_raw": "2013-07-12", "cap_on_raw": "2013-08-11",
            "extensions": [extended("2013-08-11", "2013-08-12")],
        }),
    );
}

fn t17_to_t19_channels_have_terms_of_their_own(ask: Ask<'_>) {
    let criminal = "--agreement 2025-05-01 --channel CRIMINAL --procedural-deadline 2025-05-15";
    check(ask, "T17", criminal, json!({"due_on": "2025-05-15"}));
    let moved = format!("{criminal} --procedural-deadline 2025-06-15");
    check(ask, "T17", &moved, json!({"due_on_raw": "2025-06-15"}));
    let extension = format!("{criminal} --extend 10@2025-05-10");
    refused(ask, "T17", &extension, "CRIMINAL_TERM_FIXED");

    let clause = "--agreement 2020-06-01 --channel OUT_OF_COURT --pre-dispute \
                  --arose 2025-03-01 --started 2025-03-10";
    refused(ask, "T18", clause, "PRE_DISPUTE_NOT_ALLOWED");
    // What the seed proposes is a ruleset of its own, beside what it reads in the law.
    check(
        ask,
        "T18",
        &format!("{clause} --ruleset DRAFT-PRE-DISPUTE"),
        json!({"due_on": "2025-04-09"}),
    );
    check(
        ask,
        "T19",
        "--agreement 2025-03-03 --channel ENFORCEMENT --extend 10@2025-03-20",
        json!({"due_on": "2025-04-02", "enforcement_suspended_to": "2025-04-02"}),
    );
}

fn t20_to_t25_other_days_the_law_counts(ask: Ask<'_>) {
    for (vector, arguments, expected) in [
        (
            "T20",
            "--suspended-from 2024-08-31",
            json!({"to": "2025-02-28", "active_from": "2025-03-01"}),
        ),
        (
            "T20",
            "--suspended-from 2023-08-31",
            json!({"to": "2024-02-29"}),
        ),
        (
            "T22",
            "--offered 2025-03-03",
            json!({"answer_by": "2025-03-13"}),
        ),
        (
            "T23",
            "--applied 2025-03-03",
            json!({"decide_by": "2025-03-13"}),
        ),
        (
            "T24",
            "--recorded-at 2024-02-29T18:30:00Z",
            json!({"civil_date": "2024-02-29"}),
        ),
        (
            "T25",
            "--valid-to 2018-12-31",
            json!({"renew_by": "2018-12-25", "lapses_on": "2019-01-01"}),
        ),
    ] {
        check(ask, vector, arguments, expected);
    }
}
