//! What an operator asks of an office, whether it serves or lies still.

use std::os::unix::net::UnixStream;
use std::path::Path;
use std::sync::Arc;

use chrono::{NaiveDate, Utc};
use medreg_domain::reference::command::OfficeCommand;
use medreg_domain::reference::event::ReferenceEvent;
use medreg_domain::{AuditRuleId, Code, EntryNo, Event, FindingId, Rejection};
use medreg_node::control::{self, Reply};
use medreg_node::federal::request::Request;
use medreg_node::query::Query;
use serde_json::Value;

use super::serving::open;
use crate::demo::runtime;
use crate::exit::Failure;
use crate::output;
use crate::register::today;

/// True if somebody serves the folder.
pub(crate) fn is_served(data: &Path) -> bool {
    UnixStream::connect(control::socket(data)).is_ok()
}

/// Asks the office that serves a folder, or opens the folder if nobody serves it.
pub(crate) fn ask(data: &Path, request: Request) -> Result<Value, Failure> {
    let called = runtime()?.block_on(control::call(data, &request))?;
    match called {
        Some(Reply::Ok(value)) => Ok(value),
        Some(Reply::NotFound(detail)) => Err(Failure::NotFound(detail)),
        Some(Reply::Malformed(detail)) => Err(Failure::Usage(detail)),
        Some(Reply::Refused { code, detail }) => Err(refused(&code, detail)),
        Some(Reply::Failed(detail)) => Err(Failure::Unreachable(detail)),
        None => {
            let (mut federal, keyring) = open(data)?;
            let is_change = request.is_change();
            let queries = federal.queries(Arc::new(keyring));
            let answer = federal.answer(&queries, request)?;
            if is_change {
                federal.publish()?;
            }
            Ok(answer)
        }
    }
}

fn refused(code: &str, detail: String) -> Failure {
    match code.parse::<Code>() {
        Ok(code) => Failure::Refused {
            rejection: Rejection::new(code, detail),
            json: false,
        },
        Err(_) => Failure::Unreachable(format!("the office refused: {detail} ({code})")),
    }
}

/// Asks the views in a folder.
pub(crate) fn query(data: &Path, query: Query) -> Result<Value, Failure> {
    ask(data, Request::Query(query))
}

/// Carries out a file of acts.
pub(super) fn state(path: &Path, data: &Path) -> Result<(), Failure> {
    let text = std::fs::read_to_string(path)?;
    let mut acts = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let at = format!("{} line {}", path.display(), number + 1);
        let act = act_of(line, &at)?;
        acts.push(act);
    }
    output::json(&ask(data, Request::Act(acts))?);
    Ok(())
}

/// One line: a fact to state, or an act to be judged; `at` tells where it stands.
fn act_of(line: &str, at: &str) -> Result<(NaiveDate, OfficeCommand), Failure> {
    let usage = |error: serde_json::Error| Failure::Usage(format!("{at}: {error}"));
    let mut value: Value = serde_json::from_str(line).map_err(usage)?;
    let Some(fields) = value.as_object_mut() else {
        return Err(Failure::Usage(format!("{at}: a line is one JSON object")));
    };
    let on = fields.remove("on").unwrap_or_default();
    let on: NaiveDate = serde_json::from_value(on)
        .map_err(|error| Failure::Usage(format!("{at}: field `on`: {error}")))?;
    let Some(fact) = fields.remove("fact") else {
        return Ok((on, serde_json::from_value(value).map_err(usage)?));
    };
    if let Some(name) = fact.as_object().and_then(|fact| fact.keys().next()) {
        ensure_own(name)?;
    }
    let fact: ReferenceEvent = serde_json::from_value(fact).map_err(usage)?;
    let fact = Box::new(fact);
    Ok((on, OfficeCommand::State { fact }))
}

/// Refuses what is a court's to state (R29).
fn ensure_own(name: &str) -> Result<(), Failure> {
    if Event::is_of_court(name) {
        let rejection = Event::not_authoritative(name);
        return Err(Failure::Refused {
            rejection,
            json: false,
        });
    }
    Ok(())
}

/// Looks for findings.
pub(super) fn audit(as_of: Option<NaiveDate>, data: &Path, json: bool) -> Result<(), Failure> {
    let as_of = as_of.unwrap_or_else(|| Utc::now().date_naive());
    let answer = ask(data, Request::Audit { as_of })?;
    if json {
        output::json(&answer);
    } else {
        output::line(&format!(
            "{} findings raised or closed as of {as_of}; {} are open",
            answer["changed"], answer["open"]
        ));
    }
    Ok(())
}

/// Releases figures.
pub(super) fn release(on: Option<NaiveDate>, data: &Path, json: bool) -> Result<(), Failure> {
    let on = on.unwrap_or_else(today);
    let answer = ask(data, Request::Release { on })?;
    if json {
        output::json(&answer);
    } else {
        output::line(&format!(
            "the figures of {} are released as of {on}, made of {} events; tables {}",
            text(&answer["released"]),
            answer["of_position"],
            text(&answer["tables_hash"])
        ));
    }
    Ok(())
}

/// Lists findings.
pub(super) fn findings(
    wanted: (Option<AuditRuleId>, bool),
    data: &Path,
    json: bool,
) -> Result<(), Failure> {
    let (rule, all) = wanted;
    let answer = query(data, Query::Findings { rule, all })?;
    if json {
        output::json(&answer);
        return Ok(());
    }
    let items = answer["items"].as_array().into_iter().flatten();
    output::table(
        &["finding", "raised on", "closed on", "law"],
        items.map(|item| {
            ["finding", "raised_on", "closed_on", "law"]
                .map(|key| text(&item[key]))
                .to_vec()
        }),
    );
    Ok(())
}

/// Erases the name and contact behind an entry.
pub(super) fn erase(
    entry_no: EntryNo,
    basis: String,
    data: &Path,
    json: bool,
) -> Result<(), Failure> {
    let done = ask(data, Request::Erase { entry_no, basis })?;
    if json {
        output::json(&done);
    } else {
        let keys = done["keys"].as_array().map_or(0, Vec::len);
        output::line(&format!(
            "the name behind {entry_no} is erased: {keys} data key(s) destroyed here; take them out of the backups too"
        ));
    }
    Ok(())
}

/// Closes a finding.
pub(super) fn close(finding: FindingId, reason: String, data: &Path) -> Result<(), Failure> {
    let answer = ask(data, Request::CloseFinding { finding, reason })?;
    output::json(&answer);
    Ok(())
}

pub(super) fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        Value::Array(_) | Value::Bool(_) | Value::Number(_) | Value::Object(_) => value.to_string(),
    }
}

pub(super) fn status(data: &Path, json: bool) -> Result<(), Failure> {
    let status = ask(data, Request::Status)?;
    if json {
        output::json(&status);
        return Ok(());
    }
    output::line(&format!(
        "position {} · entries {} · referrals {} · open {} · overdue {} · kept aside {} · findings {}",
        status["position"],
        status["entries"],
        status["referrals"],
        status["open"],
        status["overdue"],
        status["quarantine"],
        status["findings"]
    ));
    let started_over = &status["stream"]["started_over"];
    if !started_over.is_null() {
        output::line(&format!(
            "the stream was not as it was read ({}) at {}: read from its first message, {} time(s) since the start",
            text(&started_over["reason"]),
            text(&started_over["at"]),
            started_over["times"]
        ));
    }
    let courts = status["courts"].as_object().into_iter().flatten();
    output::table(
        &["court", "events", "last seen", "state", "waiting"],
        courts.map(|(code, row)| {
            let mut cells = vec![code.clone()];
            cells.extend(["last_courtseq", "last_seen", "state", "gap"].map(|key| text(&row[key])));
            cells
        }),
    );
    Ok(())
}
