//! The federal office, looked at from outside while it serves, or lying still.

use std::path::Path;

use chrono::{DateTime, Utc};
use medreg_log::TileReader;
use medreg_node::federal::history_folder;
use medreg_node::federal::request::Request;
use medreg_node::transport::FederalLink;
use medreg_node::transport::nats::NatsOptions;
use serde_json::Value;

use super::Chart;
use crate::demo::runtime;
use crate::exit::chain;
use crate::federal::{ask, is_served};
use crate::simulate::read_vkey;

/// How far a court's clock may be ahead before somebody should look.
const AHEAD_SECONDS_MAX: i64 = 300;

pub(super) fn look(data: &Path, broker: Option<&NatsOptions>, chart: &mut Chart) {
    let place = data.display();
    let names = ["log.key", "federal.key", "wrap.key"];
    chart.secrets(
        data,
        &names,
        &format!("medreg restore … {place}, or medreg federal init {place}"),
    );
    chart.room(data);
    history(data, chart);
    if let Some(options) = broker {
        reach(options, chart);
    }
    if is_served(data) {
        chart.ok("the office serves");
    } else {
        let start = "medreg federal serve --config FILE";
        chart.warn("the office does not serve: courts wait", start);
    }
    match ask(data, Request::Status) {
        Ok(status) => told(&status, data, chart),
        Err(error) => chart.fail(error.to_string(), format!("medreg history verify {place}")),
    }
}

/// The newest checkpoint is signed, and the history is there up to it.
fn history(data: &Path, chart: &mut Chart) {
    let folder = history_folder(data);
    let opened = read_vkey(&data.join("log.vkey")).and_then(|key| {
        let (reader, signed) = TileReader::open(&folder, &key)?;
        let size = signed.checkpoint().size;
        let root = reader.root_at(size)?;
        Ok((size, root == signed.checkpoint().root))
    });
    let verify = format!("medreg history verify {}", data.display());
    match opened {
        Ok((size, true)) => chart.ok(format!("{size} events stand under a signed checkpoint")),
        Ok((size, false)) => {
            let found =
                format!("the tiles do not give the root that was signed over {size} events");
            chart.fail(found, verify);
        }
        Err(error) => chart.fail(error.to_string(), verify),
    }
}

/// The broker answers, and its streams are as they must be.
fn reach(options: &NatsOptions, chart: &mut Chart) {
    let connected = runtime().map(|runtime| runtime.block_on(FederalLink::connect(options)));
    match connected {
        Ok(Ok(_)) => chart.ok(format!(
            "{} answers, and its streams are right",
            options.servers
        )),
        Ok(Err(error)) => {
            let run = format!("medreg federal init DIR --nats {}", options.servers);
            chart.fail(chain(&error), run);
        }
        Err(error) => chart.fail(error.to_string(), "ulimit -a"),
    }
}

fn told(status: &Value, data: &Path, chart: &mut Chart) {
    let place = data.display();
    let kept = status["quarantine"].as_u64().unwrap_or(0);
    if kept == 0 {
        chart.ok("nothing is kept aside");
    } else {
        let oldest = status["quarantine_oldest_s"].as_i64().unwrap_or(0) / 3_600;
        let reasons = &status["quarantine_reasons"];
        chart.warn(
            format!("{kept} messages are kept aside, {reasons}, the oldest for {oldest} hours"),
            format!("medreg federal quarantine list --data {place}"),
        );
    }
    let courts = status["courts"].as_object();
    for (court, row) in courts.into_iter().flatten() {
        of_court(court, row, data, chart);
    }
    let findings = status["findings"].as_u64().unwrap_or(0);
    if findings > 0 {
        let run = format!("medreg federal findings --data {place}");
        chart.warn(format!("{findings} findings of oversight are open"), run);
    }
}

fn of_court(court: &str, row: &Value, data: &Path, chart: &mut Chart) {
    let place = data.display();
    match row["state"].as_str() {
        Some("PAUSED") => chart.fail(
            format!("court {court} contradicts itself, and its events wait"),
            format!("medreg federal close-finding EQUIVOCATION/court/{court} --reason CODE --data {place}"),
        ),
        Some("GAP") => chart.warn(
            format!("of court {court} events {} are missing", row["missing"]),
            "at the court: medreg doctor --config FILE, then medreg court serve",
        ),
        Some("WAITING") => chart.warn(
            format!("{} messages of court {court} wait for a decision", row["gap"]),
            format!("medreg federal quarantine list --court {court} --data {place}"),
        ),
        _ => {}
    }
    let seen = row["last_seen"]
        .as_str()
        .and_then(|at| at.parse::<DateTime<Utc>>().ok());
    let ahead = seen.map_or(0, |seen| (seen - Utc::now()).num_seconds());
    if ahead > AHEAD_SECONDS_MAX {
        let found = format!("the clock of {court} is {ahead} seconds ahead of this one");
        chart.warn(found, "timedatectl, here and there");
    }
}
