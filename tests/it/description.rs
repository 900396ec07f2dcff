//! The API keeps to its own description, whatever it is asked and whoever asks.

use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use medreg_tests::harness::{root, schemathesis};
use tempfile::TempDir;

use crate::site::{KNOBS, Shown};
use issuer::{Issuer, ROLES};

mod answers;
mod issuer;

/// Seconds for which questions are made up, by everybody and all roles at once.
const SECONDS: &str = "40";

/// Whoever may read it is answered without end; `following.rs` reads it.
const ENDLESS: &str = "events_stream";

/// Makes up questions as a program of that role, or as everybody.
fn trying(shown: &Shown, folder: &Path, authorization: Option<&str>) -> Child {
    // It keeps what it found beside its settings.
    let settings = folder.join("schemathesis.toml");
    fs::copy(root().join("tests/schemathesis.toml"), &settings).unwrap();
    for (name, values) in answers::to_be_named(shown) {
        let lines: Vec<String> = values.iter().map(|it| format!("\"{it}\"")).collect();
        fs::write(folder.join(format!("{name}.dict")), lines.join("\n")).unwrap();
    }
    let mut trying = Command::new(schemathesis());
    trying
        .current_dir(folder)
        .arg("--config-file")
        .arg(&settings)
        .args(["run", "--max-time", SECONDS, "--seed", "5", "--no-color"])
        .args(["--exclude-operation-id", ENDLESS])
        .arg(format!("{}/openapi.json", shown.address));
    if let Some(authorization) = authorization {
        trying.args(["-H", &format!("Authorization: {authorization}")]);
    }
    trying.stdout(Stdio::piped()).spawn().unwrap()
}

#[test]
fn no_question_of_anybody_brings_a_server_error_or_an_answer_of_another_form() {
    let issuer = Issuer::new();
    let shown = &issuer.shown(KNOBS, answers::put_aside);
    answers::released(shown);
    let everybody = [None].into_iter().chain(ROLES.map(Some));
    let trials: Vec<_> = everybody
        .map(|role| {
            let folder = TempDir::new().unwrap();
            let authorization = role.map(|role| issuer.authorization(role));
            let child = trying(shown, folder.path(), authorization.as_deref());
            (role.unwrap_or("everybody"), child, folder)
        })
        .collect();
    let mut faults = Vec::new();
    for (who, child, _folder) in trials {
        let tried = child.wait_with_output().unwrap();
        if !tried.status.success() {
            let told = String::from_utf8_lossy(&tried.stdout);
            faults.push(format!("{who}:\n{told}"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_operation_takes_the_parameters_it_is_described_with() {
    let shown = Shown::lived();
    let described = shown.get("/openapi.json").json();
    let paths = described["paths"].as_object().unwrap();
    assert!(paths.len() > 5);
    for (path, operation) in paths {
        let parameters = operation["get"]["parameters"].as_array().unwrap();
        let named = |place: &str| {
            let of_place = parameters.iter().filter(|one| one["in"] == place);
            let mut names: Vec<&str> = of_place.filter_map(|one| one["name"].as_str()).collect();
            names.sort_unstable();
            names
        };
        let example = |name: &str| {
            let one = parameters.iter().find(|one| one["name"] == name).unwrap();
            let any = "KZ-10-011-2024-00001";
            one["example"].as_str().unwrap_or(any).to_owned()
        };
        let address = named("path").iter().fold(path.clone(), |path, name| {
            path.replace(&format!("{{{name}}}"), &example(name))
        });
        // Who gives one that is unknown is told those that are known.
        let refused = shown.get(&format!("/api/v1{address}?unheard_of=1")).json();
        let detail = refused["detail"].as_str().unwrap_or_default();
        let known = detail
            .split_once("known are ")
            .map_or("", |(_, known)| known);
        let mut known: Vec<&str> = known.split(", ").collect();
        known.sort_unstable();
        known.dedup();
        let is_box = |name: &str| {
            ["_day", "_month", "_year"]
                .iter()
                .any(|end| name.ends_with(end))
        };
        let boxes = |name: &&str| !is_box(name);
        let known: Vec<&str> = known.into_iter().filter(boxes).collect();
        assert_eq!(known, named("query"), "{path}: {refused}");
    }
}
