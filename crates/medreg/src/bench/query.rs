//! B5: questions to a register over HTTP, against a handler that has the same bytes at hand.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use chrono::NaiveDate;
use medreg_domain::visibility::Audience;
use medreg_node::federal::service::{FederalHandle, FederalService, Intervals};
use medreg_node::query::{EntryShown, Find, LIMIT_MAX, Sight};
use medreg_node::transport::{Embedded, FederalLink};
use medreg_web::site::{self, Clock, Showing, Site};
use medreg_web::{measure, operators};
use rand::seq::IndexedRandom;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha20Rng;
use serde_json::{Value, json};
use tokio::task::JoinSet;

use super::client::{Client, Times};
use super::{machine, median, written};
use crate::demo::runtime;
use crate::exit::{Failure, chain};
use crate::federal::serving;
use crate::history::peak_rss_bytes;
use crate::output;

/// Entries whose pages and names are asked for.
const ASKED_ABOUT: usize = 2_000;

/// What B5 needs.
#[derive(Debug, clap::Args)]
pub(crate) struct QueryArgs {
    /// The office's folder, such as `simulate --out` makes.
    #[arg(long)]
    data: PathBuf,
    /// Rounds; the median counts.
    #[arg(long, default_value_t = 3)]
    rounds: usize,
    /// Connections at once.
    #[arg(long, default_value_t = 4)]
    connections: usize,
    /// Seconds of each measurement.
    #[arg(long, default_value_t = 5)]
    seconds: u64,
    /// Where to write every entry, and the words that are searched, for another database to be
    /// asked the same.
    #[arg(long)]
    write_to: Option<PathBuf>,
}

/// What is asked: entries as data and as pages, and searches.
pub(super) struct Questions {
    /// Numbers of entries.
    pub(super) numbers: Vec<String>,
    /// Beginnings of words of names.
    pub(super) words: Vec<String>,
    entries: Vec<String>,
    pages: Vec<String>,
    searches: Vec<String>,
    total: usize,
}

/// Where an entry is data.
pub(super) fn path(entry: &EntryShown) -> String {
    format!("/api/v1/entries/{}", entry.entry_no)
}

/// Serves the office in a folder and measures what it answers.
pub(super) fn run(args: &QueryArgs) -> Result<(), Failure> {
    let (federal, keyring) = serving::open(&args.data)?;
    let hub = tempfile::tempdir()?;
    let hub = Embedded::open(hub.path()).map_err(|error| Failure::Unreachable(chain(&error)))?;
    runtime()?.block_on(async {
        let intervals = Intervals {
            checkpoint: Duration::from_secs(1),
            audit: None,
        };
        let link = FederalLink::embedded(&hub);
        let (service, office) = FederalService::new(federal, keyring, link, intervals);
        let (stop, stopped) = medreg_node::stop();
        let running = tokio::spawn(service.run(stopped));
        let answered = measured(args, &office).await;
        stop.stop();
        running
            .await
            .map_err(|error| Failure::Bug(error.into()))??;
        output::json(&answered?);
        Ok(())
    })
}

async fn measured(args: &QueryArgs, office: &FederalHandle) -> Result<Value, Failure> {
    let showing = Showing {
        clock: Clock::Machine,
        is_training: true,
        address: None,
        requests: None,
        proxy: None,
        signing: None,
    };
    let any = SocketAddr::from(([127, 0, 0, 1], 0));
    let listener = operators::listen(any).await?;
    let address = listener.local_addr()?;
    let mut serving = JoinSet::new();
    serving.spawn(site::serve(listener, Site::new(office.clone(), showing)));
    let asked = {
        let office = office.clone();
        tokio::task::spawn_blocking(move || questions(&office))
    };
    let asked = asked.await.map_err(|error| Failure::Bug(error.into()))??;
    let bytes = Client::to(address).await?.body(&asked.entries[0]).await?;
    if let Some(folder) = &args.write_to {
        written::write(folder, office, &asked, address).await?;
    }
    let listener = operators::listen(any).await?;
    let plain = listener.local_addr()?;
    serving.spawn(measure::serve(listener, "application/json", bytes));
    let mut rounds = Vec::new();
    for round in 0..args.rounds.max(1) {
        let of = |address, questions: &Arc<[String]>| {
            ask(
                address,
                Arc::clone(questions),
                args.connections,
                args.seconds,
            )
        };
        let [entries, pages, searches] =
            [&asked.entries, &asked.pages, &asked.searches].map(|them| Arc::from(&them[..]));
        let plain = of(plain, &entries).await?;
        let entry = of(address, &entries).await?;
        let page = of(address, &pages).await?;
        let search = of(address, &searches).await?;
        output::note(&format!(
            "round {round}: plain {:.0}/s, entry {:.0}/s, ratio {:.2}; p99 of a search {:.2} ms",
            plain.per_second(),
            entry.per_second(),
            entry.per_second() / plain.per_second(),
            search.milliseconds(99)
        ));
        rounds.push([plain, entry, page, search]);
    }
    Ok(told(args, asked.total, &rounds))
}

/// The medians of the rounds: bytes at hand, entries, pages, searches.
fn told(args: &QueryArgs, entries: usize, rounds: &[[Times; 4]]) -> Value {
    let of = |what: usize, value: fn(&Times) -> f64| {
        median(rounds.iter().map(|round| value(&round[what])).collect())
    };
    let ratios = rounds
        .iter()
        .map(|[plain, entry, ..]| entry.per_second() / plain.per_second());
    let of_all = |what: usize| {
        json!({
            "per_second": of(what, Times::per_second),
            "p50_ms": of(what, |times| times.milliseconds(50)),
            "p99_ms": of(what, |times| times.milliseconds(99)),
        })
    };
    json!({
        "bench": "B5 query", "entries": entries, "rounds": rounds.len(),
        "connections": args.connections, "seconds": args.seconds, "machine": machine(),
        "plain": of_all(0), "entry": of_all(1), "page": of_all(2), "search": of_all(3),
        "ratio": median(ratios.collect()), "peak_rss_bytes": peak_rss_bytes(),
    })
}

/// Entries here and there in the register, and beginnings of words of their names.
fn questions(office: &FederalHandle) -> Result<Questions, Failure> {
    let today = NaiveDate::default();
    let mut all = Find {
        limit: LIMIT_MAX,
        ..Find::all(today, Sight::of(Audience::Federal, today))
    };
    let total = office.queries().find(&all)?.total;
    let mut chance = ChaCha20Rng::seed_from_u64(5);
    let mut known: Vec<EntryShown> = Vec::new();
    while known.len() < ASKED_ABOUT.min(total) {
        all.skip = chance.random_range(0..total.max(1));
        known.extend(office.queries().find(&all)?.items);
    }
    let mut words = Vec::new();
    for name in known.iter().filter_map(|entry| entry.name.as_ref()) {
        let script = [&name.kk, &name.ru, &name.latn];
        let name = script.choose(&mut chance).map(|name| name.split(' '));
        let word = name.into_iter().flatten().next().unwrap_or_default();
        words.push(word.chars().take(chance.random_range(3..7)).collect());
    }
    let search = |word: &String| {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.append_pair("q", word);
        format!("/api/v1/entries?limit=25&{}", query.finish())
    };
    let page = |number: &String| format!("/kk/entries/{number}");
    let numbers: Vec<String> = known.iter().map(|it| it.entry_no.to_string()).collect();
    Ok(Questions {
        entries: known.iter().map(path).collect(),
        pages: numbers.iter().map(page).collect(),
        searches: words.iter().map(search).collect(),
        numbers,
        words,
        total,
    })
}

/// Asks one question after another on each connection, for so long.
async fn ask(
    address: SocketAddr,
    questions: Arc<[String]>,
    connections: usize,
    seconds: u64,
) -> Result<Times, Failure> {
    let begun = Instant::now();
    let until = begun + Duration::from_secs(seconds);
    let mut asking = JoinSet::new();
    for first in 0..connections.max(1) {
        let questions = Arc::clone(&questions);
        asking.spawn(async move {
            let mut client = Client::to(address).await?;
            let mut times = Vec::new();
            for at in (first..).step_by(connections.max(1)) {
                let asked = Instant::now();
                if asked >= until {
                    break;
                }
                let question = &questions[at % questions.len()];
                client.body(question).await?;
                times.push(asked.elapsed());
            }
            Ok::<_, Failure>(times)
        });
    }
    let mut all = Vec::new();
    while let Some(times) = asking.join_next().await {
        all.extend(times.map_err(|error| Failure::Bug(error.into()))??);
    }
    Ok(Times::of(all, begun.elapsed()))
}
