//! The API keeps to its own description, whatever it is asked.

use std::fs;
use std::process::Command;

use medreg_tests::harness::{root, schemathesis};
use tempfile::TempDir;

use crate::site::Shown;

/// Seconds for which questions are made up.
const SECONDS: &str = "30";

#[test]
fn no_question_brings_a_server_error_or_an_answer_of_another_form() {
    let shown = Shown::lived();
    // It keeps what it found beside its settings.
    let folder = TempDir::new().unwrap();
    let settings = folder.path().join("schemathesis.toml");
    fs::copy(root().join("tests/schemathesis.toml"), &settings).unwrap();
    let mut trying = Command::new(schemathesis());
    trying
        .current_dir(folder.path())
        .arg("--config-file")
        .arg(&settings)
        .args(["run", "--max-time", SECONDS, "--seed", "5", "--no-color"])
        .arg(format!("{}/openapi.json", shown.address));
    let tried = trying.output().unwrap();
    let told = String::from_utf8_lossy(&tried.stdout);
    assert!(tried.status.success(), "{told}");
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
