//! A line of a court's file of acts: what is read is written and reads as the same act.

use std::collections::BTreeMap;

use medreg_domain::Command;
use medreg_node::court::Request;
use serde_json::{Value, json};

use crate::fixture;

/// Reads a line.
pub fn check(line: &[u8]) -> bool {
    let Ok(request) = serde_json::from_slice::<Request>(line) else {
        return false;
    };
    let written = serde_json::to_string(&request).unwrap();
    let again: Request = serde_json::from_str(&written).unwrap();
    assert_eq!(again.command, request.command);
    assert_eq!(
        (again.recorded_at, again.on),
        (request.recorded_at, request.on)
    );
    assert_eq!(serde_json::to_string(&again).unwrap(), written);
    true
}

/// An act of each kind, made of what the events of the fixtures hold, and those of the README.
pub fn seeds() -> Vec<Vec<u8>> {
    let mut values: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    for (_, payload) in fixture::payloads() {
        for (field, value) in payload.as_object().unwrap() {
            values.entry(field.clone()).or_default().push(value.clone());
        }
    }
    let made = Command::names().filter_map(|name| complete(json!({"act": name}), &values));
    let request = |command| json!({"on": "2025-03-28", "office": "o-19", "command": command});
    let made = made.map(|command| request(command).to_string());
    let readme = fixture::text("README.md");
    let told = readme
        .lines()
        .map(str::trim)
        .filter(|line| line.starts_with(r#"{"recorded_at""#));
    made.chain(told.map(str::to_owned))
        .map(String::into_bytes)
        .collect()
}

/// The command with the fields it lacks; none where no event has a field of that name.
fn complete(command: Value, values: &BTreeMap<String, Vec<Value>>) -> Option<Value> {
    let Err(error) = serde_json::from_value::<Command>(command.clone()) else {
        return Some(command);
    };
    let told = error.to_string();
    let missing = told.strip_prefix("missing field `")?.split('`').next()?;
    let with = |value: &Value| {
        let mut command = command.clone();
        command[missing] = value.clone();
        command
    };
    let mut tried = values.get(missing)?.iter().map(with);
    tried.find_map(|command| complete(command, values))
}
