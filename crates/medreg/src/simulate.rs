//! `medreg simulate`: the history of a simulated federation, on files or over NATS.

use std::io::Write;
use std::num::NonZeroU32;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use chrono::NaiveDate;
use medreg_domain::CourtCode;
use medreg_log::{TileReader, VerifierKey};
use medreg_node::court::publisher::Publisher;
use medreg_node::court::service::DataKeys;
use medreg_node::transport::CourtLink;
use medreg_node::transport::nats::NatsOptions;
use rayon::prelude::*;
use serde_json::json;
use tokio::sync::watch;
use tokio::task::JoinSet;

use crate::demo::{self, KnobArgs, runtime};
use crate::exit::{Failure, chain};
use crate::federation::{Federation, court_folder, open_court};
use crate::output;
use crate::pace::Pace;
use crate::simulator::{Knobs, Life, World};

/// Days lived between two commits of a court's log.
const SPAN_DAYS: u64 = 7;

/// Writes the history such a federation would have, signed, chained and tiled; or lives the
/// same lives over NATS, each court with its own log, key and publisher.
///
/// Example: medreg simulate --out /tmp/history --courts 40 --procedures 20000 --seed 7
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    knobs: KnobArgs,
    /// Where what is made is kept.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Live over this broker instead of writing the office's history.
    #[arg(long, value_name = "URL")]
    nats: Option<String>,
    /// The folder with the courts' nkey seeds, `<code>.nk`.
    #[arg(long, value_name = "DIR", requires = "nats")]
    nats_seeds: Option<PathBuf>,
    /// A court that lives elsewhere, under `medreg court serve`; may repeat.
    #[arg(long, value_name = "COURT", requires = "nats")]
    except: Vec<CourtCode>,
    /// Live no faster than so many events a second in all courts together.
    #[arg(long, value_name = "EVENTS", requires = "nats")]
    rate: Option<NonZeroU32>,
    /// Instead: write the acts of this court, to be repeated by `medreg court serve --acts`.
    #[arg(long, value_name = "COURT", conflicts_with = "nats")]
    acts_of: Option<CourtCode>,
    /// The summary as one JSON document.
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &Args) -> Result<(), Failure> {
    let knobs: Knobs = args.knobs.into();
    if let Some(code) = args.acts_of {
        return write_acts(args, knobs, code);
    }
    match &args.nats {
        Some(url) => runtime()?.block_on(live_over_nats(args, knobs, url)),
        None => runtime()?.block_on(write_history(args, knobs)),
    }
}

async fn write_history(args: &Args, knobs: Knobs) -> Result<(), Failure> {
    let mut federation = Federation::begin(&args.out, knobs, false).await?;
    let days = u64::try_from((knobs.end() - knobs.start()).num_days()).unwrap_or(0);
    let bar = output::progress("days lived", days);
    federation.live_history(&bar).await?;
    bar.finish_and_clear();
    demo::tell(&federation.finish().await?, args.json);
    Ok(())
}

/// Writes one court's requests, one JSON document a line.
fn write_acts(args: &Args, knobs: Knobs, code: CourtCode) -> Result<(), Failure> {
    let world = World::new(knobs)?;
    world.ensure_apart(code)?;
    let mut life = world.life(code, None)?;
    life.keep_requests();
    let lived = life.live(knobs.end())?;
    std::fs::create_dir_all(&args.out)?;
    let path = args.out.join(format!("{code}.acts.jsonl"));
    let mut file = std::io::BufWriter::new(std::fs::File::create(&path)?);
    for request in &lived.requests {
        serde_json::to_writer(&mut file, request)?;
        file.write_all(b"\n")?;
    }
    file.flush()?;
    let events: usize = lived.messages.values().map(Vec::len).sum();
    output::json(
        &json!({"court": code, "acts": lived.requests.len(), "events": events, "file": path}),
    );
    Ok(())
}

async fn live_over_nats(args: &Args, knobs: Knobs, url: &str) -> Result<(), Failure> {
    let begun = Instant::now();
    let world = Arc::new(World::new(knobs)?);
    for code in &args.except {
        world.ensure_apart(*code)?;
    }
    let office = world.office_keys()?.federal.vkey();
    let courts: Vec<CourtCode> = world
        .courts
        .iter()
        .map(|(code, _)| *code)
        .filter(|code| !args.except.contains(code))
        .collect();
    let (stop, stopped) = medreg_node::stop();
    let mut publishers = JoinSet::new();
    let mut lives = Vec::new();
    let mut logs = Vec::new();
    let mut published = Vec::new();
    for code in courts {
        let court = open_court(&world, &args.out, code)?;
        let Some(reader) = court.reader() else {
            continue;
        };
        let (log, watched) = watch::channel(reader);
        let link = connect(args, url, code).await?;
        let keys = DataKeys::open(&court_folder(&args.out, code));
        let publisher = Publisher::new(link, watched, keys, court.vkey(), office.clone());
        published.push(publisher.published());
        let stopped = stopped.clone();
        publishers.spawn(async move { publisher.run(stopped).await });
        lives.push(world.life(code, Some(court))?);
        logs.push(log);
    }
    let (out, rate) = (args.out.clone(), args.rate);
    let lived = tokio::task::spawn_blocking(move || {
        live_all(&mut lives, &logs, &out, (knobs.end(), rate)).map(|()| (lives, logs))
    });
    let (lives, _logs) = tokio::select! {
        lived = lived => lived.map_err(|error| Failure::Bug(error.into()))??,
        failed = first_failure(&mut publishers) => return Err(failed),
    };
    let events: u64 = lives.iter().map(Life::head_seq).sum();
    let arrived = async {
        for (life, watched) in lives.iter().zip(&mut published) {
            let wanted = life.head_seq();
            if watched.wait_for(|sent| *sent >= wanted).await.is_err() {
                return;
            }
        }
    };
    tokio::select! {
        () = arrived => {}
        failed = first_failure(&mut publishers) => return Err(failed),
    }
    stop.stop();
    publishers.join_all().await;
    let refused: u64 = lives.iter().flat_map(|life| life.refused.values()).sum();
    output::json(&json!({
        "courts": lives.len(), "events": events, "refused": refused, "seconds": begun.elapsed().as_secs_f64(),
    }));
    Ok(())
}

/// The failure of the first publisher that ends; none ends by itself while all is well.
async fn first_failure(
    publishers: &mut JoinSet<Result<(), medreg_node::court::publisher::PublisherError>>,
) -> Failure {
    match publishers.join_next().await {
        Some(Ok(Err(error))) => Failure::Unreachable(chain(&error)),
        Some(Err(error)) => Failure::Bug(error.into()),
        Some(Ok(Ok(()))) | None => Failure::Unreachable("a court stopped publishing".to_owned()),
    }
}

/// Connects a court to the broker.
async fn connect(args: &Args, url: &str, code: CourtCode) -> Result<CourtLink, Failure> {
    let seed_file = args
        .nats_seeds
        .as_ref()
        .map(|folder| folder.join(format!("{code}.nk")));
    let options = NatsOptions {
        servers: url.to_owned(),
        seed_file,
        tls_ca_file: None,
    };
    CourtLink::connect(&options, code)
        .await
        .map_err(|error| Failure::Unreachable(chain(&error)))
}

/// All courts live to the end side by side, making their acts durable week by week; at a pace,
/// day by day.
fn live_all(
    lives: &mut [Life],
    logs: &[watch::Sender<TileReader>],
    out: &Path,
    (end, rate): (NaiveDate, Option<NonZeroU32>),
) -> Result<(), Failure> {
    // What the logs hold from an earlier run is lived through again, at no pace.
    let recorded = logs.iter().map(|log| log.borrow().size()).sum();
    let pace = rate.map(|rate| Pace::begin(rate, recorded));
    let days = if pace.is_some() { 1 } else { SPAN_DAYS };
    let mut today = lives.iter().map(|life| life.today).min().unwrap_or(end);
    let mut lived: u64 = lives.iter().map(Life::head_seq).sum();
    while today < end {
        today = (today + chrono::Days::new(days)).min(end);
        match &pace {
            None => lives
                .par_iter_mut()
                .zip(logs)
                .try_for_each(|(life, log)| live_until(today, life, log, out))?,
            // Court after court: the day of all of them at once would be a burst.
            Some(pace) => {
                for (life, log) in lives.iter_mut().zip(logs) {
                    let before = life.head_seq();
                    live_until(today, life, log, out)?;
                    lived += life.head_seq() - before;
                    pace.hold(lived);
                }
            }
        }
    }
    Ok(())
}

/// One court lives until a day and has its events published.
fn live_until(
    day: NaiveDate,
    life: &mut Life,
    log: &watch::Sender<TileReader>,
    out: &Path,
) -> Result<(), Failure> {
    let lived = life.live(day)?;
    let keys = DataKeys::open(&court_folder(out, life.code()));
    for key in &lived.data_keys {
        keys.keep(key)
            .map_err(|error| Failure::Unreachable(chain(&error)))?;
    }
    life.court_mut().commit()?;
    if let Some(reader) = life.court_mut().reader() {
        log.send_replace(reader);
    }
    Ok(())
}

/// Reads a verifier key from a file of one line.
pub(crate) fn read_vkey(path: &Path) -> Result<VerifierKey, Failure> {
    let text = std::fs::read_to_string(path).map_err(|error| {
        Failure::NotFound(format!("{} cannot be read: {error}", path.display()))
    })?;
    text.trim()
        .parse()
        .map_err(|error| Failure::Usage(format!("{}: {}", path.display(), chain(&error))))
}
