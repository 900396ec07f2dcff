//! `medreg history`: the log on plain files, read without trusting who wrote it.

use std::path::{Path, PathBuf};
use std::time::Instant;

use chrono::{DateTime, Utc};
use medreg_audit::{Policy, Question, Report};
use medreg_log::{Leaf, TileReader, TlogProof, VerifierKey};
use medreg_node::query::hex;
use medreg_projections::{Fold, catch_up};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::exit::{Failure, chain};
use crate::output;
use crate::simulate::read_vkey;

/// The history. Read-only.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    /// Checks every byte: signatures, chains, root and tiles.
    Verify {
        #[command(flatten)]
        history: HistoryFolder,
        /// Verify every signature, not only those that vouch for the others.
        #[arg(long)]
        strict: bool,
        /// One JSON document.
        #[arg(long)]
        json: bool,
    },
    /// The proof that an event stands in this history, as a `tlog-proof` file.
    ///
    /// `medreg-audit proof` checks it with no network.
    Proof {
        #[command(flatten)]
        history: HistoryFolder,
        /// A position, or an event's id.
        which: String,
        /// Into this file; else to stdout.
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
    /// The newest events.
    Tail {
        #[command(flatten)]
        history: HistoryFolder,
        /// How many.
        #[arg(short = 'n', long, default_value_t = 10)]
        count: u64,
        /// One JSON document a line: the events, verbatim.
        #[arg(long)]
        json: bool,
    },
    /// One event, by its position or id.
    Show {
        #[command(flatten)]
        history: HistoryFolder,
        /// A position, or an event's id.
        which: String,
    },
    /// Replays into fresh views and prints their digests.
    Replay {
        #[command(flatten)]
        history: HistoryFolder,
        /// Up to this position, or this instant.
        #[arg(long, value_name = "POSITION|INSTANT")]
        until: Option<String>,
        /// Keep the views in this folder, which must not exist; else they are thrown away.
        #[arg(long, value_name = "DIR")]
        views: Option<PathBuf>,
        /// One JSON document.
        #[arg(long)]
        json: bool,
    },
}

/// A history and the keys it is checked with.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct HistoryFolder {
    /// The history's folder, or that of its office.
    dir: PathBuf,
    /// The log's key; else `log.vkey` beside the history.
    #[arg(long)]
    vkey: Option<VerifierKey>,
    /// The key of the office's own facts; else `federal.vkey` beside the history.
    #[arg(long)]
    federal_vkey: Option<VerifierKey>,
}

/// Whose word a history is checked by.
#[derive(Debug)]
struct Keys {
    /// Signs checkpoints.
    log: VerifierKey,
    /// Signs the office's facts.
    federal: VerifierKey,
}

impl HistoryFolder {
    fn folder(&self) -> PathBuf {
        let candidates = [
            self.dir.join("federal").join("history"),
            self.dir.join("history"),
        ];
        candidates
            .into_iter()
            .find(|path| path.is_dir())
            .unwrap_or_else(|| self.dir.clone())
    }

    fn key(&self, given: Option<&VerifierKey>, file: &str) -> Result<VerifierKey, Failure> {
        if let Some(key) = given {
            return Ok(key.clone());
        }
        let folder = self.folder();
        read_vkey(&folder.parent().unwrap_or(Path::new(".")).join(file))
    }

    /// Opens the history at its newest checkpoint.
    pub(crate) fn open(&self) -> Result<TileReader, Failure> {
        self.ensure()?;
        Ok(TileReader::open(&self.folder(), &self.key(self.vkey.as_ref(), "log.vkey")?)?.0)
    }

    /// The keys it is checked with.
    fn keys(&self) -> Result<Keys, Failure> {
        self.ensure()?;
        let log = self.key(self.vkey.as_ref(), "log.vkey")?;
        // A court's own log holds no fact of the office, and its key signs events and checkpoints.
        let federal = self
            .key(self.federal_vkey.as_ref(), "federal.vkey")
            .unwrap_or_else(|_| log.clone());
        Ok(Keys { log, federal })
    }

    /// What the auditor finds of it, by these keys.
    pub(crate) fn check(
        &self,
        is_strict: bool,
        with_views: bool,
        progress: impl FnMut(u64),
    ) -> Result<Report, Failure> {
        let keys = self.keys()?;
        let question = Question {
            folder: &self.folder(),
            policy: &Policy::of_log(keys.log),
            federal: vec![keys.federal],
            from: None,
            is_strict,
            with_views,
            data_keys: None,
        };
        Ok(medreg_audit::check(&question, progress)?.0)
    }

    fn ensure(&self) -> Result<(), Failure> {
        if self.folder().join("checkpoint").exists() {
            return Ok(());
        }
        Err(Failure::NotFound(format!(
            "no history with a checkpoint lies in {}",
            self.dir.display()
        )))
    }
}

pub(crate) fn run(command: Command) -> Result<(), Failure> {
    match command {
        Command::Verify {
            history,
            strict,
            json,
        } => verify(&history, strict, json),
        Command::Proof {
            history,
            which,
            out,
        } => prove(&history, &which, out.as_deref()),
        Command::Tail {
            history,
            count,
            json,
        } => {
            let reader = history.open()?;
            reader.leaves(
                reader.size().saturating_sub(count)..reader.size(),
                |position, leaf| show(position, leaf, json),
            )
        }
        Command::Show { history, which } => {
            let reader = history.open()?;
            let position = find(&reader, &which)?;
            reader.leaves(position..position + 1, |_, leaf| {
                output::line(std::str::from_utf8(leaf).unwrap_or_default().trim_end());
                Ok::<_, Failure>(())
            })
        }
        Command::Replay {
            history,
            until,
            views,
            json,
        } => replay(&history.open()?, until.as_deref(), views, json),
    }
}

fn verify(history: &HistoryFolder, is_strict: bool, json: bool) -> Result<(), Failure> {
    let bar = output::progress("events", history.open()?.size());
    let report = history.check(is_strict, true, |events| bar.set_position(events))?;
    bar.finish_and_clear();
    if json {
        output::line(&report.to_json()?);
    } else {
        report.to_lines().iter().for_each(|text| output::line(text));
    }
    if report.is_sound() {
        return Ok(());
    }
    let text = format!(
        "the history is not sound: {} fault(s)",
        report.faults_count()
    );
    Err(Failure::Integrity(text))
}

fn prove(history: &HistoryFolder, which: &str, out: Option<&Path>) -> Result<(), Failure> {
    let (reader, signed) = TileReader::open(&history.folder(), &history.keys()?.log)?;
    let index = find(&reader, which)?;
    let proof = TlogProof {
        leaf: Some(reader.leaf(index)?),
        index,
        hashes: reader.inclusion_proof(index)?,
        checkpoint: signed.note().to_owned(),
    };
    if let Some(path) = out {
        return Ok(std::fs::write(path, proof.to_string())?);
    }
    output::line(proof.to_string().trim_end());
    Ok(())
}

fn show(position: u64, leaf: &[u8], json: bool) -> Result<(), Failure> {
    let leaf = Leaf::parse(leaf).map_err(|error| Failure::Integrity(chain(&error)))?;
    if json {
        output::line(leaf.line());
        return Ok(());
    }
    let envelope = leaf
        .envelope()
        .map_err(|error| Failure::Integrity(chain(&error)))?;
    output::line(&format!(
        "{position:>9}  {}  {:<10} {:<44} {}",
        envelope.time.format("%Y-%m-%d %H:%M:%S"),
        envelope.source,
        envelope.event_type,
        envelope.subject
    ));
    Ok(())
}

fn find(reader: &TileReader, which: &str) -> Result<u64, Failure> {
    let unknown = || Failure::NotFound(format!("there is no event {which} in this history"));
    if let Ok(position) = which.parse::<u64>() {
        return if position < reader.size() {
            Ok(position)
        } else {
            Err(unknown())
        };
    }
    let id: Uuid = which
        .parse()
        .map_err(|_| Failure::Usage(format!("`{which}` is no position and no event id")))?;
    let wanted = format!("\"id\":\"{id}\"");
    let mut found = None;
    reader.leaves(0..reader.size(), |position, leaf| {
        // The id stands in the first hundred bytes of the line.
        if found.is_none()
            && leaf
                .windows(wanted.len())
                .take(100)
                .any(|window| window == wanted.as_bytes())
        {
            found = Some(position);
        }
        Ok::<_, Failure>(())
    })?;
    found.ok_or_else(unknown)
}

fn replay(
    reader: &TileReader,
    until: Option<&str>,
    kept: Option<PathBuf>,
    json: bool,
) -> Result<(), Failure> {
    let size = end(reader, until)?;
    let temporary = tempfile::tempdir()?;
    let folder = kept.unwrap_or_else(|| temporary.path().join("views"));
    if folder.exists() {
        return Err(Failure::Usage(format!(
            "{} exists already: replay goes into a fresh folder",
            folder.display()
        )));
    }
    let (mut fold, _) = Fold::open(&folder)?;
    let begun = Instant::now();
    let bar = output::progress("events", size);
    let mut ticker = output::Ticker::new("events replayed");
    catch_up(&mut fold, reader, size, |position| {
        bar.set_position(position);
        ticker.tick(position);
    })?;
    bar.finish_and_clear();
    let seconds = begun.elapsed().as_secs_f64();
    let digests = fold.views().digests()?;
    #[expect(clippy::cast_precision_loss, reason = "far below 2^53")]
    let rate = size as f64 / seconds.max(f64::EPSILON);
    let answer = json!({
        "events": size, "seconds": seconds, "events_per_second": rate,
        "register_digest": hex(&digests.register), "statistics_digest": hex(&digests.statistics),
        "peak_rss_bytes": peak_rss_bytes(),
    });
    if json {
        output::json(&answer);
    } else {
        let part = |key: &str| answer[key].as_str().unwrap_or_default().to_owned();
        output::line(&format!(
            "{size} events in {seconds:.2} s, {rate:.0} a second"
        ));
        output::line(&format!("register digest     {}", part("register_digest")));
        output::line(&format!(
            "statistics digest   {}",
            part("statistics_digest")
        ));
    }
    Ok(())
}

/// The position to stop at: a number, or the first event recorded after an instant.
fn end(reader: &TileReader, until: Option<&str>) -> Result<u64, Failure> {
    let Some(until) = until else {
        return Ok(reader.size());
    };
    if let Ok(position) = until.parse::<u64>() {
        return Ok(position.min(reader.size()));
    }
    let instant: DateTime<Utc> = until
        .parse()
        .map_err(|_| Failure::Usage(format!("`{until}` is no position and no instant")))?;
    let mut end = None;
    reader.leaves(0..reader.size(), |position, bytes| {
        let leaf = Leaf::parse(bytes).map_err(|error| Failure::Integrity(chain(&error)))?;
        let envelope = leaf
            .envelope()
            .map_err(|error| Failure::Integrity(chain(&error)))?;
        if end.is_none() && envelope.time > instant {
            end = Some(position);
        }
        Ok::<_, Failure>(())
    })?;
    Ok(end.unwrap_or(reader.size()))
}

/// The most memory this process has held, where the system tells.
pub(crate) fn peak_rss_bytes() -> Value {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let kib = status.lines().find_map(|line| {
        line.strip_prefix("VmHWM:")?
            .trim()
            .strip_suffix("kB")?
            .trim()
            .parse::<u64>()
            .ok()
    });
    kib.map_or(Value::Null, |kib| json!(kib * 1024))
}
