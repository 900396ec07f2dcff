//! A court node, looked at from outside: its key, its log, what the office has of it.

use std::fs;
use std::time::Duration;

use chrono::Utc;
use medreg_log::{SigningKey, TileReader, VerifierKey};
use medreg_node::Receipt;
use medreg_node::config::CourtConfig;
use medreg_node::court::facts::Facts;
use medreg_node::court::service::DataKeys;
use medreg_node::court::{key_name, log_folder};
use medreg_node::secret;
use medreg_node::transport::CourtLink;

use super::Chart;
use crate::demo::runtime;
use crate::exit::chain;

/// How long the broker and the office may take to answer.
const PATIENCE: Duration = Duration::from_secs(5);

/// Data keys counted.
const KEYS_MAX: usize = 1_000;

pub(super) fn look(config: &CourtConfig, chart: &mut Chart) {
    let data = &config.data;
    let code = config.code;
    let make = format!("medreg court init {} --code {code}", data.display());
    chart.secrets(data, &["court.key"], &make);
    chart.room(data);
    let office = match config.federal_vkey.parse::<VerifierKey>() {
        Ok(office) => office,
        Err(error) => {
            chart.fail(
                format!("`federal_vkey`: {}", chain(&error)),
                "edit the configuration",
            );
            return;
        }
    };
    log(config, &office, chart);
    keys(config, chart);
    facts(config, &office, chart);
    reach(config, chart);
}

/// The log can be read, and the office has all of it.
fn log(config: &CourtConfig, office: &VerifierKey, chart: &mut Chart) {
    let seed = secret::read(&config.data.join("court.key"));
    let name = key_name(config.code, &config.origin);
    let key = seed
        .ok()
        .and_then(|seed| SigningKey::from_seed(&name, &seed).ok());
    let Some(key) = key else { return };
    let folder = log_folder(&config.data);
    let size = match TileReader::open(&folder, &key.vkey()) {
        Ok((reader, _)) => reader.size(),
        Err(error) => {
            let run = format!(
                "medreg history verify {} --vkey {}",
                folder.display(),
                key.vkey()
            );
            chart.fail(chain(&error), run);
            return;
        }
    };
    let note = fs::read(config.data.join("receipt.json")).unwrap_or_default();
    let confirmed = Receipt::open(&note, office, config.code);
    let confirmed = confirmed.map_or(0, |receipt| receipt.courtseq);
    if confirmed >= size {
        chart.ok(format!("the office has taken all {size} events of the log"));
    } else {
        let missing = size - confirmed;
        chart.warn(
            format!("{missing} of {size} events are in this log alone, as far as is known here"),
            "medreg court serve --config FILE; and back the log up",
        );
    }
}

fn keys(config: &CourtConfig, chart: &mut Chart) {
    match DataKeys::open(&config.data).pending(KEYS_MAX) {
        Ok(pending) if pending.is_empty() => chart.ok("the office holds every data key"),
        Ok(pending) => chart.warn(
            format!("{} data keys are here alone", pending.len()),
            "medreg court serve --config FILE",
        ),
        Err(error) => chart.fail(chain(&error), "check the disk"),
    }
}

/// What the office has said: who holds the office here, and what it refused.
fn facts(config: &CourtConfig, office: &VerifierKey, chart: &mut Chart) {
    let facts = match Facts::open(&config.data, office.clone()) {
        Ok(facts) => facts,
        Err(error) => {
            let path = config.data.join("facts");
            chart.fail(
                chain(&error),
                format!("rm {}; it is asked for again", path.display()),
            );
            return;
        }
    };
    let today = Utc::now().date_naive();
    let reference = facts.reference();
    if reference.may_act(config.code, today) {
        chart.ok("somebody may act here today");
    } else {
        chart.fail(
            format!(
                "no coordinator holds office at {} today: every act is refused",
                config.code
            ),
            "at the office: medreg federal state with the act `appoint_coordinator`",
        );
    }
    for refused in facts.refused().iter().filter(|it| it.court == config.code) {
        let event = refused.event.map(|id| id.to_string()).unwrap_or_default();
        chart.warn(
            format!(
                "the office refused event {} ({event}): {}",
                refused.courtseq, refused.code
            ),
            "correct_record or void_event of it",
        );
    }
}

/// The broker and the office answer.
fn reach(config: &CourtConfig, chart: &mut Chart) {
    let Some(options) = &config.nats else {
        chart.warn(
            "`nats` is not set: nothing is published",
            "edit the configuration",
        );
        return;
    };
    let asked = runtime().map(|runtime| {
        runtime.block_on(async {
            let link = CourtLink::connect(options, config.code).await;
            let mut link = link.map_err(|error| chain(&error))?;
            let head = tokio::time::timeout(PATIENCE, link.head()).await;
            match head {
                Ok(Ok(head)) => Ok(head.is_some()),
                Ok(Err(error)) => Err(chain(&error)),
                Err(_) => Err(format!("no answer in {PATIENCE:?}")),
            }
        })
    });
    match asked {
        Ok(Ok(_)) => chart.ok(format!("{} answers", options.servers)),
        Ok(Err(error)) => chart.warn(
            format!(
                "{}: {error}; the court works on, and its log waits",
                options.servers
            ),
            "check the network, and the court's user at the broker",
        ),
        Err(error) => chart.fail(error.to_string(), "ulimit -a"),
    }
}
