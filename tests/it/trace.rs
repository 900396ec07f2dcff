//! The table of requirements is true: nothing has no row, and what a row names is there.
//! So are the tables of codes, acts and rules of oversight that users read.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use medreg_domain::{Code, Command, Event};
use medreg_projections::statistics::indicator::Indicator;
use strum::VariantArray;
use toml::Table;

use crate::harness;

const TABLE: &str = "docs/requirements.md";

/// Requirements, R1 to this one.
const LAST_REQUIREMENT: u32 = 49;

fn read(path: &str) -> Option<String> {
    fs::read_to_string(harness::root().join(path)).ok()
}

/// The cells of every row, by what the first one names.
fn rows() -> BTreeMap<String, Vec<String>> {
    let text = read(TABLE).unwrap();
    let mut rows = BTreeMap::new();
    for line in text.lines().filter(|line| line.starts_with('|')) {
        let cells: Vec<String> = line
            .trim_matches('|')
            .split(" | ")
            .map(|cell| cell.trim().to_owned())
            .collect();
        let subject = cells[0].trim_matches('`').to_owned();
        if subject.starts_with("---") {
            continue;
        }
        let before = rows.insert(subject, cells);
        let heading = before
            .as_ref()
            .is_none_or(|cells| !cells[0].starts_with('`'));
        assert!(heading, "two rows are about {}", before.unwrap()[0]);
    }
    rows
}

/// What stands between backticks.
fn quoted(cell: &str) -> impl Iterator<Item = &str> {
    cell.split('`').skip(1).step_by(2)
}

/// Fails with every breach at once.
fn none(breaches: Vec<String>) {
    assert!(breaches.is_empty(), "\n{}\n", breaches.join("\n"));
}

fn wanted() -> Vec<String> {
    let requirements = (1..=LAST_REQUIREMENT).map(|number| format!("R{number}"));
    let events = Event::names().map(str::to_owned);
    let codes = Code::VARIANTS.iter().map(|code| code.as_str().to_owned());
    let indicators = Indicator::VARIANTS.iter();
    let indicators = indicators.map(|indicator| <&str>::from(*indicator).to_owned());
    requirements
        .chain(events)
        .chain(codes)
        .chain(indicators)
        .collect()
}

#[test]
fn every_requirement_event_code_and_indicator_has_a_row() {
    let rows = rows();
    let missing = wanted().into_iter().filter(|name| !rows.contains_key(name));
    none(
        missing
            .map(|name| format!("{TABLE} has no row of {name}"))
            .collect(),
    );
}

#[test]
fn every_file_and_function_that_is_named_is_there() {
    let mut breaches = Vec::new();
    for (subject, cells) in rows() {
        let named = cells.iter().flat_map(|cell| quoted(cell));
        for name in named.filter(|name| name.contains('/')) {
            let (path, function) = name
                .split_once("::")
                .map_or((name, None), |(path, function)| (path, Some(function)));
            let Some(text) = read(path) else {
                breaches.push(format!("{subject}: there is no file {path}"));
                continue;
            };
            let known = |function| {
                let definition = format!("fn {function}");
                text.match_indices(&definition).any(|(at, _)| {
                    let after = text[at + definition.len()..].chars().next();
                    after.is_some_and(|next| next == '(' || next == '<')
                })
            };
            if function.is_some_and(|function| !known(function)) {
                breaches.push(format!("{subject}: there is no {name}"));
            }
        }
    }
    none(breaches);
}

#[test]
fn every_row_ends_with_a_test() {
    let rows = rows();
    let mut breaches = Vec::new();
    for subject in wanted() {
        let Some(cells) = rows.get(&subject) else {
            continue;
        };
        let mut tests = quoted(cells.last().unwrap()).peekable();
        if tests.peek().is_none() {
            breaches.push(format!("{subject} names no test"));
        }
        for test in tests {
            if !is_test(test) {
                breaches.push(format!("{subject}: {test} is no test"));
            }
        }
    }
    none(breaches);
}

#[test]
fn every_attack_in_the_table_of_security_has_a_test() {
    let page = read("docs/security.md").unwrap();
    let mut attacks = 0;
    let mut breaches = Vec::new();
    for line in page.lines().filter(|line| line.contains("::")) {
        let cells: Vec<&str> = line.trim_matches('|').split(" | ").map(str::trim).collect();
        attacks += 1;
        for test in quoted(cells.last().unwrap()) {
            if !is_test(test) {
                breaches.push(format!("{}: {test} is no test", cells[0]));
            }
        }
    }
    assert!(attacks >= 20, "only {attacks} attacks are in the table");
    none(breaches);
}

/// True for a function with the attribute of a test right above it.
fn is_test(name: &str) -> bool {
    let Some((path, function)) = name.split_once("::") else {
        return false;
    };
    let text = read(path).unwrap_or_default();
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let definition = format!("fn {function}(");
    let is_it = |line: &&str| {
        line.strip_prefix("async ")
            .unwrap_or(line)
            .starts_with(&definition)
    };
    let at = lines.iter().position(is_it);
    at.is_some_and(|at| {
        let above = lines[..at].iter().rev();
        above
            .take_while(|line| line.starts_with('#') || line.starts_with("//"))
            .any(|line| *line == "#[test]" || line.starts_with("#[tokio::test"))
    })
}

/// The text of the files that the rules of a row stand in.
fn rule_files(cell: &str) -> String {
    let paths = quoted(cell).filter_map(|name| name.split("::").next());
    paths.filter_map(read).collect()
}

#[test]
fn a_code_tells_its_article_and_an_event_its_fixture_and_rule() {
    let events: BTreeSet<&str> = Event::names().collect();
    let mut breaches = Vec::new();
    for (subject, cells) in rows() {
        if let Ok(code) = subject.parse::<Code>()
            && cells[1] != code.article()
        {
            breaches.push(format!("{subject} stands in {}", code.article()));
        }
        if events.contains(subject.as_str()) {
            if cells[1] != format!("`crates/log/fixtures/{subject}.v1.json`") {
                breaches.push(format!("{subject} names the fixture {}", cells[1]));
            }
            if !rule_files(&cells[2]).contains(&subject) {
                breaches.push(format!("{subject} is stated by none of {}", cells[2]));
            }
        }
    }
    none(breaches);
}

#[test]
fn a_requirement_names_events_and_the_codes_its_rules_refuse_by() {
    let events: BTreeSet<&str> = Event::names().collect();
    let rows = rows();
    let mut breaches = Vec::new();
    for number in 1..=LAST_REQUIREMENT {
        let subject = format!("R{number}");
        let cells = &rows[&subject];
        let known_event = |name: &str| events.contains(name);
        let strange = quoted(&cells[3]).filter(|name| !known_event(name));
        breaches.extend(strange.map(|name| format!("{subject}: {name} is no event")));
        let rules = rule_files(&cells[2]);
        for name in quoted(&cells[4]) {
            let Ok(code) = name.parse::<Code>() else {
                breaches.push(format!("{subject}: {name} is no code"));
                continue;
            };
            if !rules.contains(&format!("Code::{code:?}")) {
                breaches.push(format!("{subject}: no rule named there refuses by {name}"));
            }
        }
    }
    none(breaches);
}

#[test]
fn the_command_lines_own_page_names_every_code_and_act() {
    let page = read("docs/cli.md").unwrap();
    let mut breaches = Vec::new();
    for code in Code::VARIANTS {
        let row = page
            .lines()
            .find(|line| line.starts_with(&format!("| `{code}` |")));
        let article = format!("| {} |", code.article());
        if !row.is_some_and(|row| row.ends_with(&article)) {
            breaches.push(format!("docs/cli.md has no row of {code} {article}"));
        }
    }
    let acts: BTreeSet<&str> = quoted(&page).collect();
    let missing = Command::names().filter(|act| !acts.contains(act));
    breaches.extend(missing.map(|act| format!("docs/cli.md does not name the act {act}")));
    none(breaches);
}

#[test]
fn the_page_on_oversight_tells_every_rule_as_it_is() {
    let page = read("docs/oversight.md").unwrap();
    let rules = read("crates/projections/data/audit-rules.toml").unwrap();
    let rules: Table = rules.parse().unwrap();
    let mut breaches = Vec::new();
    for (name, rule) in &rules {
        let start = format!("| `{name}` |");
        let Some(row) = page.lines().find(|line| line.starts_with(&start)) else {
            breaches.push(format!("docs/oversight.md has no row of {name}"));
            continue;
        };
        let mut told = vec![rule["severity"].as_str().unwrap().to_owned()];
        let parameters = rule.get("parameters").and_then(toml::Value::as_table);
        for (parameter, set) in parameters.into_iter().flatten() {
            told.push(format!("`{parameter}` {}", set["value"]));
        }
        let untold = told.iter().filter(|part| !row.contains(*part));
        breaches.extend(untold.map(|part| format!("docs/oversight.md: {name} lacks {part}")));
    }
    none(breaches);
}
