//! What is wrong with a role, and what to run about it.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use medreg_node::config::{CourtConfig, FederalConfig};
use serde::Serialize;

use crate::exit::Failure;
use crate::output;

mod court;
mod office;

/// Free bytes under which a disk is soon full.
const FREE_BYTES_LOW: u64 = 2 << 30;

/// Free bytes under which nothing may be recorded any more.
const FREE_BYTES_MIN: u64 = 128 << 20;

/// Whom to look at.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The configuration of the office or of the court.
    #[arg(long, value_name = "FILE", required_unless_present = "data")]
    config: Option<PathBuf>,
    /// The office's folder, for an office without a configuration.
    #[arg(long, value_name = "DIR", conflicts_with = "config")]
    data: Option<PathBuf>,
    /// One JSON document.
    #[arg(long)]
    json: bool,
}

/// How grave a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "UPPERCASE")]
enum Level {
    /// As it should be.
    Ok,
    /// Somebody should look.
    Warn,
    /// It cannot do its work.
    Fail,
}

/// One thing that was looked at.
#[derive(Debug, Serialize)]
struct Finding {
    level: Level,
    found: String,
    run: Option<String>,
}

/// Everything that was looked at.
#[derive(Debug, Default)]
struct Chart(Vec<Finding>);

impl Chart {
    fn ok(&mut self, found: impl Into<String>) {
        self.note(Level::Ok, found.into(), None);
    }

    fn warn(&mut self, found: impl Into<String>, run: impl Into<String>) {
        self.note(Level::Warn, found.into(), Some(run.into()));
    }

    fn fail(&mut self, found: impl Into<String>, run: impl Into<String>) {
        self.note(Level::Fail, found.into(), Some(run.into()));
    }

    fn note(&mut self, level: Level, found: String, run: Option<String>) {
        self.0.push(Finding { level, found, run });
    }

    fn failed(&self) -> usize {
        let failed = self.0.iter().filter(|one| one.level == Level::Fail);
        failed.count()
    }

    /// Secrets are there, and for nobody else to read.
    fn secrets(&mut self, data: &Path, names: &[&str], make: &str) {
        for name in names {
            let path = data.join(name);
            match fs::metadata(&path) {
                Err(error) => self.fail(format!("{}: {error}", path.display()), make),
                Ok(found) if found.permissions().mode() & 0o077 != 0 => {
                    let path = path.display();
                    self.fail(
                        format!("others may read {path}"),
                        format!("chmod 600 {path}"),
                    );
                }
                Ok(_) => self.ok(format!("{name} is there, for its owner alone")),
            }
        }
    }

    /// The disk has room.
    fn room(&mut self, data: &Path) {
        let (data, free) = (data.display(), fs4::available_space(data));
        let gib = |bytes: u64| format!("{} MiB are free for {data}", bytes >> 20);
        match free {
            Ok(free) if free < FREE_BYTES_MIN => self.fail(gib(free), "df -h"),
            Ok(free) if free < FREE_BYTES_LOW => self.warn(gib(free), "df -h"),
            Ok(free) => self.ok(gib(free)),
            Err(error) => self.warn(format!("{data}: {error}"), "df -h"),
        }
    }
}

pub(crate) fn run(args: &Args) -> Result<(), Failure> {
    let mut chart = Chart::default();
    match (&args.config, &args.data) {
        (Some(config), _) => look(config, &mut chart)?,
        (None, Some(data)) => office::look(data, None, &mut chart),
        (None, None) => {
            return Err(Failure::Usage(
                "name a configuration or a folder".to_owned(),
            ));
        }
    }
    if args.json {
        output::json(&serde_json::json!({"findings": chart.0, "failed": chart.failed()}));
    } else {
        let row = |one: &Finding| {
            let level = match one.level {
                Level::Ok => "OK",
                Level::Warn => "WARN",
                Level::Fail => "FAIL",
            };
            let run = one.run.clone().unwrap_or_default();
            vec![level.to_owned(), one.found.clone(), run]
        };
        output::table(&["", "found", "what to do"], chart.0.iter().map(row));
    }
    match chart.failed() {
        0 => Ok(()),
        1 => Err(Failure::Unreachable("one thing is wrong".to_owned())),
        more => Err(Failure::Unreachable(format!("{more} things are wrong"))),
    }
}

/// Tells by its keys whose configuration it is.
fn look(config: &Path, chart: &mut Chart) -> Result<(), Failure> {
    let text = fs::read_to_string(config)
        .map_err(|error| Failure::Usage(format!("{}: {error}", config.display())))?;
    let is_court = text
        .lines()
        .any(|line| line.trim_start().starts_with("federal_vkey"));
    if is_court {
        match CourtConfig::load(config) {
            Ok(court) => court::look(&court, chart),
            Err(error) => chart.fail(error.to_string(), format!("edit {}", config.display())),
        }
        return Ok(());
    }
    match FederalConfig::load(config) {
        Ok(federal) => office::look(&federal.data, federal.nats.as_ref(), chart),
        Err(error) => chart.fail(error.to_string(), format!("edit {}", config.display())),
    }
    Ok(())
}
