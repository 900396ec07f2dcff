//! What pages cost a reader while an office is at work: requests at a steady rate, each timed
//! from when it was due.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};
use tokio::sync::{Mutex, mpsc};
use tokio::task::JoinSet;
use tokio::time::{Instant, MissedTickBehavior, interval};

use super::client::{Client, Times};
use super::machine;
use crate::exit::Failure;
use crate::output;

/// Connections that take turns.
const CONNECTIONS: usize = 8;

/// Requests that are due and not sent yet.
const WAITING_MAX: usize = 10_000;

/// The pages, as readers come to them.
const PAGES: [&str; 8] = [
    "/kk",
    "/ru/entries",
    "/ru/entries?q=%D0%B8%D0%B1%D1%80",
    "/kk/entries?language=kk&standing=ACTIVE",
    "/ru/courts",
    "/en/statistics",
    "/ru/statistics/S16?by=region",
    "/en/entries?sort=valid_to&page=3",
];

/// What it needs.
#[derive(Debug, clap::Args)]
pub(crate) struct PagesArgs {
    /// Where the site answers.
    address: SocketAddr,
    /// Requests a second, whether they are answered or not.
    #[arg(long, default_value_t = 50)]
    rate: u32,
    /// For so many seconds.
    #[arg(long, default_value_t = 60)]
    seconds: u32,
}

pub(super) async fn run(args: &PagesArgs) -> Result<(), Failure> {
    let mut due = interval(Duration::from_secs(1) / args.rate.max(1));
    due.set_missed_tick_behavior(MissedTickBehavior::Burst);
    let (turns, waiting) = mpsc::channel(WAITING_MAX);
    let waiting = Arc::new(Mutex::new(waiting));
    let begun = Instant::now();
    let mut clients = JoinSet::new();
    for _ in 0..CONNECTIONS {
        let (waiting, address) = (Arc::clone(&waiting), args.address);
        clients.spawn(async move {
            let mut client = Client::to(address).await?;
            let mut times = Vec::new();
            loop {
                let turn = waiting.lock().await.recv().await;
                let Some((at, page)) = turn else {
                    return Ok::<_, Failure>(times);
                };
                client.body(page).await?;
                times.push((page, Instant::now() - at));
            }
        });
    }
    for turn in 0..(args.rate * args.seconds) as usize {
        let at = due.tick().await;
        let page = PAGES[turn % PAGES.len()];
        if turns.send((at, page)).await.is_err() {
            break;
        }
    }
    drop(turns);
    let mut all = Vec::new();
    while let Some(times) = clients.join_next().await {
        all.extend(times.map_err(|error| Failure::Bug(error.into()))??);
    }
    let whole = begun.elapsed();
    let of = |is_one: &dyn Fn(&str) -> bool| {
        let of_one = all.iter().filter(|(page, _)| is_one(page));
        let times = Times::of(of_one.map(|(_, took)| *took).collect(), whole);
        json!({"p50_ms": times.milliseconds(50), "p99_ms": times.milliseconds(99)})
    };
    let by_page: BTreeMap<&str, Value> = PAGES
        .iter()
        .map(|page| (*page, of(&|other| other == *page)))
        .collect();
    output::json(&json!({
        "bench": "pages", "rate": args.rate, "seconds": args.seconds, "answered": all.len(),
        "all": of(&|_| true), "by_page": by_page, "machine": machine(),
    }));
    Ok(())
}
