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
