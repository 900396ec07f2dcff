use serde_json::json;

use super::*;
use crate::scenario;

fn error(value: Value) -> String {
    serde_json::from_value::<Command>(value)
        .unwrap_err()
        .to_string()
}

fn extend(field: &str, value: Value) -> Value {
    let mut command = json!({
        "act": "extend", "referral_no": scenario::REFERRAL, "days": 10, "decided_by": "PARTIES",
        "all_parties": true,
    });
    command[field] = value;
    command
}

#[test]
fn a_command_keeps_its_shape() {
    let text = r#"{"act":"extend","referral_no":"KZ-75-304-2025-000001","days":10,"decided_by":"PARTIES","all_parties":true,"notified_court_on":null}"#;
    let command: Command = serde_json::from_str(text).unwrap();
    assert_eq!(command, scenario::extend(10));
    assert_eq!(serde_json::to_string(&command).unwrap(), text);
}

#[test]
fn every_act_is_known_by_the_name_it_is_read_by() {
    for name in Command::names() {
        let told = error(json!({"act": name, "no_such_field": 1}));
        assert!(
            told.starts_with("unknown field `no_such_field`"),
            "{name}: {told}"
        );
    }
}

#[test]
fn a_wrong_field_names_itself() {
    for (command, told) in [
        (
            extend("days", json!("ten")),
            "field `days`: invalid type: string \"ten\"",
        ),
        (
            extend("days", json!(70_000)),
            "field `days`: invalid value: integer `70000`",
        ),
        (
            extend("referral_no", json!("x")),
            "field `referral_no`: `x` is not a referral number",
        ),
        (
            extend("decided_by", json!("JUDGE")),
            "field `decided_by`: unknown variant `JUDGE`",
        ),
        (
            extend("dayz", json!(1)),
            "unknown field `dayz`, expected one of",
        ),
        (json!({"act": "extend"}), "missing field `referral_no`"),
        (json!({"days": 10}), "missing field `act`"),
        (json!({"act": 7}), "missing field `act`"),
        (json!([]), "missing field `act`"),
        (
            json!({"act": "stretch"}),
            "unknown act `stretch`, expected one of submit_application",
        ),
    ] {
        let error = error(command);
        assert!(error.starts_with(told), "{error}");
    }
}

#[test]
fn a_list_no_event_can_hold_is_refused_where_it_enters() {
    use scenario::*;

    let applied = Given::court().applied(DAY);
    let referred = Given::court().referred(DAY, "IN_COURT");
    let paid = Given::court().paid(DAY);
    let many = |item: Value| Value::Array(vec![item; 65]);
    let reasons = json!({"act": "refuse_registration", "application_id": application_id(1),
        "reasons": many(json!("AGE_REQUIREMENT"))});
    let missing = json!({"act": "return_application", "application_id": application_id(1),
        "missing": many(json!("DIPLOMA"))});
    let profile =
        |field: &str, items: Value| entry("change_profile", json!({"changed": {field: items}}));
    for (given, asked) in [
        (&applied, command(reasons)),
        (&applied, command(missing)),
        (
            &applied,
            with(verify(), json!({"items": many(document("DIPLOMA", 1))})),
        ),
        (
            &paid,
            with(register(), json!({"categories": many(json!("FAMILY"))})),
        ),
        (
            &paid,
            with(register(), json!({"languages": many(json!("kk"))})),
        ),
        (&referred, profile("categories", many(json!("FAMILY")))),
        (&referred, profile("languages", many(json!("kk")))),
        (
            &referred,
            with(
                refer(),
                json!({"suitability": many(json!("POWER_IMBALANCE"))}),
            ),
        ),
        (
            &referred,
            referral(
                "offer_mediators",
                json!({"entries": many(json!(ENTRY)), "method": "FILTERED"}),
            ),
        ),
        (
            &referred,
            referral("agree_cost_share", json!({"shares": many(json!(1))})),
        ),
    ] {
        check(given, (DAY, asked), Err(Code::WrongState));
    }
}

#[test]
fn a_sealed_text_is_base64_of_a_bounded_length() {
    use scenario::*;

    let paid = Given::court().paid(DAY);
    let sealed = |text: &str| {
        let mut personal = personal();
        personal["sealed"] = json!(text);
        (DAY, with(register(), json!({"personal": personal})))
    };
    check(&paid, sealed("Bg+/Bg=="), Ok(&["MediatorRegistered"]));
    let long = "A".repeat(8_192);
    check(&paid, sealed(&long), Ok(&["MediatorRegistered"]));
    check(&paid, sealed(&format!("{long}A")), Err(Code::WrongState));
    let clear = sealed("Aigul Serikova, +7 701");
    check(&paid, clear, Err(Code::ConfidentialContent));
}
