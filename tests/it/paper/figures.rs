//! The figures of the program, written as the figures on paper are.
//!
//! A line is an indicator, a quarter (or `Y`, the year), a figure, and each group that has
//! one: `S16 Q1 settled 35:1/2 39:1/1 all:2/3`. Groups of which there is nothing to tell,
//! 0 or 0/0, are left out; `*` marks a cohort that is still young. A percentile is written
//! as the days over the cases; where the value is more than the quotient it follows in
//! thousandths, as in `1/500000=0.200`.

use std::sync::Arc;

use medreg_domain::visibility::Audience;
use medreg_node::federal::keyring::Keyring;
use medreg_node::query::{AsAt, Figures, MapName, Query};
use serde_json::Value;

use super::world::{World, day};

/// The day cohorts and the current map are looked at from.
pub(super) const AS_OF: &str = "2025-06-30";

/// Figures whose value is a quotient times a factor.
const SCALED: [&str; 3] = ["per_100000", "disposition_days", "complaints_per_100_ended"];

/// Indicators of a year.
const YEARLY: [&str; 2] = ["S20", "S27"];

pub(super) fn ask(world: &mut World, query: &Query) -> Value {
    let keys = Keyring::open(&world.folder.path().join("keys"), [7; 32]).unwrap();
    let queries = world.federal.queries(Arc::new(keys));
    queries.answer(query).unwrap()
}

/// What the question is asked for: known when, on which map of which day, and by what beside
/// the whole.
#[derive(Clone, Copy)]
pub(super) struct Sight {
    pub(super) as_at: Option<&'static str>,
    pub(super) map: MapName,
    pub(super) as_of: &'static str,
    pub(super) by: &'static str,
}

impl Sight {
    /// By all that is known by now, or was at a moment.
    pub(super) fn of(as_at: Option<&'static str>, map: MapName, by: &'static str) -> Self {
        Self {
            as_at,
            map,
            as_of: AS_OF,
            by,
        }
    }
}

/// The lines of one indicator.
pub(super) fn lines(world: &mut World, indicator: &str, sight: Sight) -> Vec<String> {
    let mut named: Vec<(String, Vec<String>)> = Vec::new();
    let groups = rows(world, indicator, &[sight.by], sight);
    let whole = rows(world, indicator, &[], sight);
    // The whole first, so that the lines stand in its order; its groups last.
    for row in whole.iter().chain(&groups).chain(&whole) {
        let title = title(indicator, row);
        let at = named.iter().position(|(known, _)| *known == title);
        let at = at.unwrap_or_else(|| {
            named.push((title, Vec::new()));
            named.len() - 1
        });
        let group = row[sight.by].as_str().unwrap_or("all");
        if let Some(told) = told(row) {
            named[at].1.retain(|known| !known.starts_with("all:"));
            named[at].1.push(format!("{group}:{told}"));
        }
    }
    named.retain(|(_, groups)| !groups.is_empty());
    let line = |(title, groups): (String, Vec<String>)| format!("{title} {}", groups.join(" "));
    named.into_iter().map(line).collect()
}

/// The lines of every indicator.
pub(super) fn all_lines(world: &mut World, sight: Sight) -> Vec<String> {
    (1..=30)
        .flat_map(|number| lines(world, &format!("S{number}"), sight))
        .collect()
}

fn rows(world: &mut World, indicator: &str, by: &[&str], sight: Sight) -> Vec<Value> {
    let period = if YEARLY.contains(&indicator) {
        "2025"
    } else {
        "2025-Q1..2025-Q2"
    };
    let query = Query::Statistics(Figures {
        indicator: indicator.to_owned(),
        by: by.iter().map(|&by| by.to_owned()).collect(),
        period: period.to_owned(),
        map: sight.map,
        audience: Audience::Federal,
        as_at: sight.as_at.map(|text| text.parse::<AsAt>().unwrap()),
        release: None,
        as_of: day(sight.as_of),
    });
    let answered = ask(world, &query);
    answered["rows"].as_array().unwrap().clone()
}

fn title(indicator: &str, row: &Value) -> String {
    let period = row["period"].as_str().unwrap();
    let period = period.strip_prefix("2025-").unwrap_or("Y");
    let young = if row["provisional"] == true { "*" } else { "" };
    format!(
        "{indicator} {period}{young} {}",
        row["figure"].as_str().unwrap()
    )
}

fn told(row: &Value) -> Option<String> {
    assert_eq!(row["suppressed"], false, "{row}");
    let numerator = row["numerator"].as_i64().unwrap();
    let denominator = row["denominator"].as_i64();
    if numerator == 0 && denominator.unwrap_or(0) == 0 {
        return None;
    }
    let over = denominator.map(|denominator| format!("/{denominator}"));
    let is_scaled = SCALED.iter().any(|name| row["figure"] == *name);
    let value = row["value"].as_f64().filter(|_| is_scaled);
    let value = value.map(|value| format!("={value:.3}"));
    let (over, value) = (over.unwrap_or_default(), value.unwrap_or_default());
    Some(format!("{numerator}{over}{value}"))
}
