//! `medreg bench`: ratios measured in one run on one machine, the median of several rounds.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use medreg_log::{Bundle, Leaf, Recorded, TileReader};
use medreg_node::federal::Federal;
use medreg_node::federal::request::Request;
use medreg_node::federal::service::{FederalService, Intervals};
use medreg_node::query::hex;
use medreg_node::transport::nats::NatsOptions;
use medreg_node::transport::{FETCH_MAX, FederalLink};
use medreg_projections::{Fold, catch_up};
use rayon::prelude::*;
use serde_json::{Value, json};

use crate::demo::runtime;
use crate::exit::{Failure, chain};
use crate::federation::open_keyring;
use crate::history::{HistoryFolder, peak_rss_bytes};
use crate::output;
use crate::simulator::World;

mod audit;
mod client;
mod pages;
mod query;
mod written;

/// What is measured.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    /// B1: a history to finished views, against the bare decode of the same leaves.
    Rebuild(Box<RebuildArgs>),
    /// B6: the auditor's check of a history, against SHA-256 of the same leaves.
    Audit(Box<RebuildArgs>),
    /// B3: a full stream to history and views, against a bare consumer that drops the bodies.
    Intake(IntakeArgs),
    /// B5: entries and searches over HTTP, against a handler that has the bytes at hand.
    Query(query::QueryArgs),
    /// Pages of a serving site at a steady rate, while it is at work.
    Pages(pages::PagesArgs),
}

/// What B1 and B6 need.
#[derive(Debug, clap::Args)]
pub(crate) struct RebuildArgs {
    #[command(flatten)]
    history: HistoryFolder,
    /// Rounds; the median counts.
    #[arg(long, default_value_t = 5)]
    rounds: usize,
}

/// What B3 needs.
#[derive(Debug, clap::Args)]
pub(crate) struct IntakeArgs {
    /// The broker, whose inbox holds what `simulate --nats` published.
    #[arg(long)]
    nats: String,
    /// Where the offices of the rounds are made.
    #[arg(long)]
    data: PathBuf,
    /// Rounds; the median counts.
    #[arg(long, default_value_t = 5)]
    rounds: usize,
    #[command(flatten)]
    knobs: crate::demo::KnobArgs,
}

pub(crate) fn run(command: Command) -> Result<(), Failure> {
    match command {
        Command::Rebuild(args) => rebuild(&args.history.open()?, args.rounds.max(1)),
        Command::Audit(args) => audit::run(&args.history, args.rounds.max(1)),
        Command::Query(args) => query::run(&args),
        Command::Pages(args) => runtime()?.block_on(pages::run(&args)),
        Command::Intake(args) => {
            let world = World::new(args.knobs.into())?;
            runtime()?.block_on(intake(&args.nats, &args.data, args.rounds.max(1), &world))
        }
    }
}

fn machine() -> Value {
    let cpu = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = cpu
        .lines()
        .find_map(|line| line.strip_prefix("model name")?.split(": ").nth(1))
        .unwrap_or("unknown");
    json!({"cpu": model, "threads": rayon::current_num_threads()})
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(0.0)
}

#[expect(clippy::cast_precision_loss, reason = "far below 2^53")]
fn rate(events: u64, took: Duration) -> f64 {
    events as f64 / took.as_secs_f64()
}

fn rebuild(reader: &TileReader, rounds: usize) -> Result<(), Failure> {
    let temporary = tempfile::tempdir()?;
    let (mut decodes, mut rebuilds, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
    let mut digests = Vec::new();
    let mut bytes = 0;
    for round in 0..rounds {
        let begun = Instant::now();
        let decoded = bare_decode(reader)?;
        let decode = rate(decoded, begun.elapsed());
        let folder = temporary.path().join(format!("views-{round}"));
        let (mut fold, _) = Fold::open(&folder)?;
        let begun = Instant::now();
        catch_up(&mut fold, reader, reader.size(), |_| {})?;
        let rebuild = rate(reader.size(), begun.elapsed());
        let views = fold.into_views();
        let made = views.digests()?;
        digests.push((hex(&made.register), hex(&made.statistics)));
        views.flush()?;
        bytes = views.size_bytes();
        drop(views);
        std::fs::remove_dir_all(&folder)?;
        output::note(&format!(
            "round {round}: bare decode {decode:.0}/s, rebuild {rebuild:.0}/s, ratio {:.2}",
            rebuild / decode
        ));
        decodes.push(decode);
        rebuilds.push(rebuild);
        ratios.push(rebuild / decode);
    }
    digests.dedup();
    output::json(&json!({
        "bench": "B1 rebuild", "events": reader.size(), "rounds": rounds, "machine": machine(),
        "decode_per_second": median(decodes), "rebuild_per_second": median(rebuilds), "ratio": median(ratios),
        "digests_equal": digests.len() == 1, "views_bytes_per_event": views_bytes(bytes, reader.size()),
        "peak_rss_bytes": peak_rss_bytes(), "fsync": "views are flushed once at the end, outside the time",
    }));
    Ok(())
}

#[expect(clippy::cast_precision_loss, reason = "far below 2^53")]
fn views_bytes(bytes: u64, events: u64) -> f64 {
    bytes as f64 / events.max(1) as f64
}

/// Decodes every leaf into its event type on every core, and drops it.
fn bare_decode(reader: &TileReader) -> Result<u64, Failure> {
    let counts: Result<Vec<u64>, Failure> = (0..reader.bundles())
        .into_par_iter()
        .map(|number| {
            let mut bundle = Bundle::default();
            reader.read_bundle(number, &mut bundle)?;
            let mut count = 0;
            for bytes in bundle.leaves() {
                let leaf = Leaf::parse(bytes).map_err(|error| Failure::Integrity(chain(&error)))?;
                let recorded = Recorded::from_leaf(&leaf)
                    .map_err(|error| Failure::Integrity(chain(&error)))?;
                count += u64::from(recorded.courtseq > 0);
            }
            Ok(count)
        })
        .collect();
    Ok(counts?.into_iter().sum())
}

async fn intake(url: &str, data: &Path, rounds: usize, world: &World) -> Result<(), Failure> {
    let options = NatsOptions {
        servers: url.to_owned(),
        seed_file: None,
        tls_ca_file: None,
    };
    let connect = || async {
        FederalLink::connect(&options)
            .await
            .map_err(|error| Failure::Unreachable(chain(&error)))
    };
    let total = {
        let state = connect().await?.stream_state().await;
        state
            .map_err(|error| Failure::Unreachable(chain(&error)))?
            .last_sequence
    };
    let (mut bares, mut takes, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
    for round in 0..rounds {
        let bare = bare_consumer(&connect().await?, total).await?;
        let taken = office(
            connect().await?,
            &data.join(format!("office-{round}")),
            total,
            world,
        )
        .await?;
        output::note(&format!(
            "round {round}: bare consumer {bare:.0}/s, intake {taken:.0}/s, ratio {:.2}",
            taken / bare
        ));
        bares.push(bare);
        takes.push(taken);
        ratios.push(taken / bare);
    }
    output::json(&json!({
        "bench": "B3 intake", "events": total, "rounds": rounds, "machine": machine(),
        "bare_per_second": median(bares), "intake_per_second": median(takes), "ratio": median(ratios),
        "peak_rss_bytes": peak_rss_bytes(), "fsync": "history synced before views, every batch",
    }));
    Ok(())
}

/// Reads the whole stream and drops the bodies.
async fn bare_consumer(link: &FederalLink, total: u64) -> Result<f64, Failure> {
    let unreachable =
        |error: medreg_node::transport::LinkError| Failure::Unreachable(chain(&error));
    let (mut inbox, _) = link.open_inbox(None).await.map_err(unreachable)?;
    let begun = Instant::now();
    let mut seen = 0;
    while seen < total {
        seen += inbox
            .fetch(FETCH_MAX / 2, Duration::from_secs(1))
            .await
            .map_err(unreachable)?
            .len() as u64;
    }
    Ok(rate(total, begun.elapsed()))
}

/// Takes the whole stream into a fresh office.
async fn office(
    link: FederalLink,
    folder: &Path,
    total: u64,
    world: &World,
) -> Result<f64, Failure> {
    let keys = world.office_keys()?;
    Federal::create(folder, &keys)?;
    let entropy = medreg_node::entropy::Entropy::System;
    let (mut federal, _) = Federal::open(folder, keys, entropy, |_| {})?;
    let (facts, at) = world.facts();
    federal.state(facts, at)?;
    let stated = federal.views().cursor().position;
    let keyring = open_keyring(folder, world.knobs.seed)?;
    let intervals = Intervals {
        checkpoint: Duration::from_secs(1),
        audit: None,
    };
    let (service, handle) = FederalService::new(federal, keyring, link, intervals);
    let (stop, stopped) = medreg_node::stop();
    let begun = Instant::now();
    let running = tokio::spawn(service.run(stopped));
    let wanted = stated + total;
    tokio::select! {
        reached = handle.reached(wanted) => reached?,
        () = stalls(&handle) => return Err(Failure::Integrity("the office does not take everything in: is the stream of these knobs?".to_owned())),
    }
    let took = begun.elapsed();
    handle.ask(Request::Status).await?;
    stop.stop();
    running
        .await
        .map_err(|error| Failure::Bug(error.into()))??;
    Ok(rate(total, took))
}

/// Ends when a minute went by without progress.
async fn stalls(handle: &medreg_node::federal::service::FederalHandle) {
    let mut before = handle.position();
    let mut minute = tokio::time::interval(Duration::from_mins(1));
    minute.tick().await;
    loop {
        minute.tick().await;
        let now = handle.position();
        if now == before {
            return;
        }
        before = now;
    }
}
