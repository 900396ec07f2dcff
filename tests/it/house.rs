//! The house rules that a machine can check; `docs/architecture.md` gives the reasons.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use medreg_domain::Event;
use toml::Table;

use crate::harness;

/// The workspace crates that each crate may name. A crate missing here fails.
const LAYERS: &[(&str, &[&str])] = &[
    ("medreg-domain", &[]),
    ("medreg-log", &["medreg-domain"]),
    ("medreg-projections", &["medreg-domain", "medreg-log"]),
    (
        "medreg-node",
        &["medreg-domain", "medreg-log", "medreg-projections"],
    ),
    (
        "medreg-web",
        &[
            "medreg-domain",
            "medreg-log",
            "medreg-projections",
            "medreg-node",
        ],
    ),
    (
        "medreg",
        &[
            "medreg-domain",
            "medreg-log",
            "medreg-projections",
            "medreg-audit",
            "medreg-node",
            "medreg-web",
        ],
    ),
    (
        "medreg-audit",
        &["medreg-domain", "medreg-log", "medreg-projections"],
    ),
    (
        "medreg-tests",
        &[
            "medreg-domain",
            "medreg-log",
            "medreg-projections",
            "medreg-audit",
            "medreg-node",
            "medreg-web",
        ],
    ),
    (
        "medreg-fuzz",
        &["medreg-domain", "medreg-log", "medreg-audit", "medreg-node"],
    ),
    ("xtask", &[]),
];

/// The outside crates that only some of ours may name.
const RESERVED: &[(&str, &[&str])] = &[
    // The tests break what lies inside, to see that it is found.
    ("sled", &["medreg-projections", "medreg-tests"]),
    ("async-nats", &["medreg-node"]),
    ("axum", &["medreg-web"]),
    (
        "tokio",
        &["medreg-node", "medreg-web", "medreg", "medreg-tests"],
    ),
];

/// Names that say nothing about what a file holds.
const EMPTY_NAMES: &[&str] = &[
    "util", "utils", "common", "helper", "helpers", "misc", "types", "prelude", "mod",
];

const LINES_MAX: usize = 800;

/// Files that may wait for a time: a pace is one.
const MAY_WAIT: &[&str] = &["crates/medreg/src/pace.rs"];

/// One crate of ours, by its manifest.
struct Manifest {
    path: PathBuf,
    table: Table,
}

impl Manifest {
    fn name(&self) -> &str {
        self.table["package"]["name"]
            .as_str()
            .expect("a name is text")
    }

    /// What it depends on under the name of the package, in any section or target.
    fn dependencies(&self) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        collect_dependencies(&self.table, &mut found);
        let targets = self.table.get("target").and_then(|it| it.as_table());
        for target in targets.into_iter().flat_map(Table::values) {
            collect_dependencies(target.as_table().expect("a table"), &mut found);
        }
        found
    }
}

fn collect_dependencies(table: &Table, found: &mut BTreeSet<String>) {
    for section in ["dependencies", "dev-dependencies", "build-dependencies"] {
        let section = table.get(section).and_then(|it| it.as_table());
        for (name, value) in section.into_iter().flatten() {
            let package = value.get("package").and_then(|it| it.as_str());
            found.insert(package.unwrap_or(name).to_owned());
        }
    }
}

fn manifests() -> Vec<Manifest> {
    files()
        .into_iter()
        .filter(|path| path.ends_with("Cargo.toml") && path.parent() != Some(harness::root()))
        .map(|path| {
            let table = read(&path).parse().expect("a manifest is TOML");
            Manifest { path, table }
        })
        .collect()
}

/// Every file of the project: all but what git ignores.
fn files() -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![harness::root().to_owned()];
    while let Some(directory) = open.pop() {
        for entry in fs::read_dir(&directory).expect("a readable directory") {
            let path = entry.expect("a readable entry").path();
            let name = path.file_name().expect("an entry has a name");
            if path.is_symlink()
                || [".git", "target", "medreg-data"]
                    .iter()
                    .any(|it| name == *it)
            {
                continue;
            }
            if path.is_dir() {
                open.push(path);
            } else {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

fn rust_files() -> Vec<PathBuf> {
    let mut files = files();
    files.retain(|path| path.extension().is_some_and(|it| it == "rs"));
    assert!(!files.is_empty(), "no source found");
    files
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn shown(path: &Path) -> String {
    let path = path.strip_prefix(harness::root()).unwrap_or(path);
    path.display().to_string()
}

/// Fails with every breach at once.
fn none(breaches: Vec<String>) {
    assert!(breaches.is_empty(), "\n{}\n", breaches.join("\n"));
}

/// The lines of a source file without their comments, numbered from one.
fn code(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let lines = text.lines().enumerate();
    lines.map(|(at, line)| (at + 1, line.split("//").next().unwrap_or(line)))
}

#[test]
fn every_crate_names_only_the_crates_below_it() {
    let layers: BTreeMap<_, _> = LAYERS.iter().copied().collect();
    let mut breaches = Vec::new();
    for manifest in manifests() {
        let name = manifest.name();
        let Some(below) = layers.get(name) else {
            breaches.push(format!("{name} has no place in LAYERS"));
            continue;
        };
        for dependency in manifest.dependencies() {
            let ours = layers.contains_key(dependency.as_str());
            if ours && !below.contains(&dependency.as_str()) {
                breaches.push(format!("{name} names {dependency}"));
            }
        }
    }
    none(breaches);
}

#[test]
fn the_store_the_broker_and_http_each_have_one_crate() {
    let mut breaches = Vec::new();
    for manifest in manifests() {
        let dependencies = manifest.dependencies();
        for (outside, may) in RESERVED {
            let name = manifest.name();
            if dependencies.contains(*outside) && !may.contains(&name) {
                breaches.push(format!("{name} names {outside}; only {may:?} may"));
            }
        }
    }
    none(breaches);
}

#[test]
fn the_audit_reaches_neither_node_nor_broker_nor_http_server() {
    let layers: BTreeMap<_, _> = LAYERS.iter().copied().collect();
    for (outside, may) in RESERVED.iter().filter(|(outside, _)| *outside != "sled") {
        for reached in layers["medreg-audit"].iter().chain(&["medreg-audit"]) {
            assert!(
                !may.contains(reached),
                "the audit reaches {outside} by {reached}"
            );
        }
    }
}

#[test]
fn versions_and_lints_stand_in_the_root_manifest_alone() {
    let mut breaches = Vec::new();
    for manifest in manifests() {
        let path = shown(&manifest.path);
        let lints = manifest
            .table
            .get("lints")
            .and_then(|it| it.get("workspace"));
        if lints.and_then(toml::Value::as_bool) != Some(true) {
            breaches.push(format!("{path} does not take the workspace's lints"));
        }
        for section in ["dependencies", "dev-dependencies", "build-dependencies"] {
            let section = manifest.table.get(section).and_then(|it| it.as_table());
            for (name, value) in section.into_iter().flatten() {
                if value.get("workspace").and_then(toml::Value::as_bool) != Some(true) {
                    breaches.push(format!("{path}: {name} has a version of its own"));
                }
            }
        }
    }
    none(breaches);
}

#[test]
fn every_file_bears_its_noun() {
    let empty = |path: &PathBuf| {
        let stem = path.file_stem().and_then(|it| it.to_str());
        stem.is_some_and(|stem| EMPTY_NAMES.contains(&stem))
    };
    let breaches = rust_files().into_iter().filter(empty);
    none(breaches.map(|path| shown(&path)).collect());
}

#[test]
fn no_source_file_is_too_long_to_read() {
    let mut breaches = Vec::new();
    for path in rust_files() {
        let lines = read(&path).lines().count();
        if lines > LINES_MAX {
            breaches.push(format!(
                "{}: {lines} lines, at most {LINES_MAX}",
                shown(&path)
            ));
        }
    }
    none(breaches);
}

#[test]
fn no_test_is_ignored() {
    // In two parts, or this file would breach its own rule.
    let needle = concat!("#[ign", "ore");
    let mut breaches = Vec::new();
    for path in rust_files() {
        for (at, line) in code(&read(&path)) {
            if line.contains(needle) {
                breaches.push(format!("{}:{at}", shown(&path)));
            }
        }
    }
    none(breaches);
}

#[test]
fn nothing_waits_for_a_time() {
    // `sleep_until` stays: an alarm beside what is awaited is a bound, not a wait.
    let wait = concat!("sl", "eep");
    let mut breaches = Vec::new();
    for path in rust_files() {
        if MAY_WAIT.contains(&shown(&path).as_str()) {
            continue;
        }
        for (at, line) in code(&read(&path)) {
            let mut words = line.split(|it: char| !it.is_alphanumeric() && it != '_');
            if words.any(|word| word == wait) {
                breaches.push(format!("{}:{at}", shown(&path)));
            }
        }
    }
    none(breaches);
}

#[test]
fn every_event_has_a_fixture_and_a_row_in_the_catalogue() {
    let catalogue = read(&harness::root().join("docs/events.md"));
    let rows: BTreeSet<&str> = catalogue
        .lines()
        .filter(|line| line.starts_with('|'))
        .flat_map(|row| row.split(|it: char| !it.is_ascii_alphanumeric()))
        .collect();
    let mut breaches = Vec::new();
    for name in Event::names() {
        let fixture = format!("crates/log/fixtures/{name}.v1.json");
        if !harness::root().join(&fixture).is_file() {
            breaches.push(format!("{fixture} is missing"));
        }
        if !rows.contains(name) {
            breaches.push(format!("docs/events.md has no row of {name}"));
        }
    }
    none(breaches);
}

#[test]
fn the_project_stands_alone() {
    // A path out of the project, or into one machine's working directories.
    let needles = [concat!("../", "shared"), concat!("/work/", "shared")];
    let mut breaches = Vec::new();
    for path in files() {
        let bytes = fs::read(&path).expect("a readable file");
        let text = String::from_utf8_lossy(&bytes);
        for needle in needles {
            if text.contains(needle) {
                breaches.push(format!("{} refers to {needle}", shown(&path)));
            }
        }
    }
    none(breaches);
}
