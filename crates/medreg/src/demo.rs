//! `medreg demo`: the whole federation in one process.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use medreg_node::config::{RELEASE_AFTER, SigningConfig};
use medreg_node::control;
use medreg_node::federal::request::Request;
use medreg_web::Role;
use medreg_web::signing::Signing;
use medreg_web::signing::account::{Accounts, Password};
use medreg_web::site::{Clock, Showing, Site};
use serde_json::Value;
use strum::VariantArray;
use tokio::sync::watch;
use tokio::time::{Instant, MissedTickBehavior, interval};

use crate::exit::Failure;
use crate::federal::show_site;
use crate::federation::{Federation, Summary, office_folder};
use crate::output;
use crate::simulator::Knobs;

/// Six in the evening in Astana, by UTC.
const EVENING: NaiveTime = match NaiveTime::from_hms_opt(13, 0, 0) {
    Some(evening) => evening,
    None => NaiveTime::MIN,
};

/// One simulated day in so many milliseconds of yours.
const DAY: Duration = Duration::from_millis(1500);

/// The whole federation in one process: courts live through their history, sync to the
/// federal office, then go on at a human pace.
///
/// Example: medreg demo --once --json
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    knobs: KnobArgs,
    /// Keep everything in this folder; else in a temporary one.
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// Show the site here while the federation goes on.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// Stop when the history is in, and print the summary.
    #[arg(long)]
    once: bool,
    /// The summary as one JSON document.
    #[arg(long)]
    json: bool,
}

/// What a simulated federation is made by.
#[derive(Clone, Copy, Debug, clap::Args)]
pub(crate) struct KnobArgs {
    /// Courts that take part.
    #[arg(long, default_value_t = 40)]
    pub(crate) courts: usize,
    /// Years of history, from 2024 on; calendars are known to 2027.
    #[arg(long, default_value_t = 2, value_parser = clap::value_parser!(u32).range(1..=3))]
    pub(crate) years: u32,
    /// Disputes referred in all courts and years together.
    #[arg(long, default_value_t = 20_000)]
    pub(crate) procedures: u64,
    /// People who want to be entered at each court; as many as its disputes need if absent.
    #[arg(long)]
    pub(crate) mediators: Option<usize>,
    /// The seed: equal knobs and seed give an equal history.
    #[arg(long, default_value_t = 7)]
    pub(crate) seed: u64,
}

impl From<KnobArgs> for Knobs {
    fn from(args: KnobArgs) -> Self {
        Self {
            courts: args.courts,
            years: args.years,
            procedures: args.procedures,
            mediators: args.mediators,
            seed: args.seed,
        }
    }
}

/// A runtime for a role.
pub(crate) fn runtime() -> Result<tokio::runtime::Runtime, Failure> {
    Ok(tokio::runtime::Builder::new_multi_thread()
        .worker_threads(4)
        .enable_all()
        .build()?)
}

pub(crate) fn run(args: &Args) -> Result<(), Failure> {
    let temporary = tempfile::tempdir()?;
    let data = args
        .data
        .clone()
        .unwrap_or_else(|| temporary.path().to_owned());
    let summary = runtime()?.block_on(live(args, &data))?;
    tell(&summary, args.json);
    Ok(())
}

async fn live(args: &Args, data: &Path) -> Result<Summary, Failure> {
    let knobs: Knobs = args.knobs.into();
    output::note(&format!(
        "{} courts live through {} year(s) and {} disputes; what they keep lies in {}",
        knobs.courts,
        knobs.years,
        knobs.procedures,
        data.display()
    ));
    let mut federation = Federation::begin(data, knobs, true).await?;
    let days = u64::try_from((knobs.end() - knobs.start()).num_days()).unwrap_or(0);
    let bar = output::progress("days lived", days);
    federation.live_history(&bar).await?;
    bar.finish_and_clear();
    if !args.once {
        go_on(&mut federation, &office_folder(data), args.listen).await?;
    }
    federation.finish().await
}

/// Goes on day by day until Ctrl-C, shows the site, and answers the command line meanwhile.
async fn go_on(
    federation: &mut Federation,
    office: &Path,
    address: SocketAddr,
) -> Result<(), Failure> {
    let (time, simulated) = watch::channel(evening(federation.today()));
    let showing = Showing {
        clock: Clock::Simulated(simulated),
        is_training: true,
        address: None,
        requests: None,
        proxy: None,
        signing: Some(Signing::of_office(office, &SigningConfig::default())?),
    };
    release(federation).await?;
    let site = Site::new(federation.office().clone(), showing);
    let accounts = accounts(office)?;
    let showing = show_site(Some(address), site).await?;
    let asked = control::serve(office, federation.office().clone());
    output::note(&accounts);
    tokio::select! {
        failed = showing => Ok(failed?),
        failed = asked => Ok(failed?),
        ended = live_on(federation, &time, &accounts) => ended,
    }
}

/// Makes an account for each role, and tells how to sign in: nothing else knows the passwords.
fn accounts(office: &Path) -> Result<String, Failure> {
    let accounts = Accounts::of_office(office)?;
    let mut rows = Vec::new();
    for role in Role::VARIANTS {
        let (name, password) = (role.to_string(), Password::made()?);
        accounts.add(&name, *role, &password)?;
        rows.push(vec![name, password.reveal().to_owned()]);
    }
    let table = output::render(&["sign in as", "with the password"], rows);
    Ok(table.to_string())
}

/// Releases the figures of the last quarter once they are due.
async fn release(federation: &Federation) -> Result<(), Failure> {
    let lived = evening(federation.today()).date_naive();
    Ok(federation
        .office()
        .release_if_due(lived, RELEASE_AFTER)
        .await?)
}

/// The evening in Astana before a day that is still to be lived.
fn evening(next: NaiveDate) -> DateTime<Utc> {
    next.pred_opt().unwrap_or(next).and_time(EVENING).and_utc()
}

async fn live_on(
    federation: &mut Federation,
    time: &watch::Sender<DateTime<Utc>>,
    said: &str,
) -> Result<(), Failure> {
    let mut days = interval(DAY);
    days.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut before = (Instant::now(), federation.office().position());
    loop {
        tokio::select! {
            _ = tokio::signal::ctrl_c() => return Ok(()),
            _ = days.tick() => {}
        }
        federation.live_day().await?;
        release(federation).await?;
        time.send_replace(evening(federation.today()));
        let status = federation.office().ask(Request::Status).await?;
        let now = (Instant::now(), federation.office().position());
        #[expect(clippy::cast_precision_loss, reason = "a few thousand events")]
        let rate = (now.1 - before.1) as f64 / (now.0 - before.0).as_secs_f64();
        before = now;
        output::page(said, &board(federation, &status, rate));
    }
}

/// The live table.
fn board(federation: &Federation, status: &Value, rate: f64) -> String {
    let number = |key: &str| status[key].as_u64().unwrap_or(0);
    let courts = status["courts"]
        .as_object()
        .map_or(0, serde_json::Map::len)
        .saturating_sub(1);
    let rows = [
        ("day", federation.today().to_string()),
        ("courts heard of", courts.to_string()),
        ("events", number("position").to_string()),
        ("events per second", format!("{rate:.1}")),
        ("entries ever registered", number("entries").to_string()),
        ("referrals", number("referrals").to_string()),
        ("referrals open", number("open").to_string()),
        ("of them overdue", number("overdue").to_string()),
        ("kept aside", number("quarantine").to_string()),
        ("findings", number("findings").to_string()),
        (
            "courts whose line is down",
            federation.offline().to_string(),
        ),
    ];
    let rows = rows
        .into_iter()
        .map(|(name, value)| vec![name.to_owned(), value]);
    let table = output::render(&["the federation", ""], rows);
    format!("{table}\nCtrl-C stops cleanly.")
}

/// Prints what a history came to.
pub(crate) fn tell(summary: &Summary, json: bool) {
    if json {
        return output::json(summary);
    }
    output::line(&format!(
        "{} events of {} courts: {} entries, {} referrals, {} findings; {} wrong inputs were refused\n\
         root                {}\nregister digest     {}\nstatistics digest   {}\n{:.1} seconds, {:.0} events a second",
        summary.events,
        summary.courts,
        summary.entries,
        summary.referrals,
        summary.findings,
        summary.refused,
        summary.root,
        summary.register_digest,
        summary.statistics_digest,
        summary.seconds,
        rate(summary),
    ));
}

#[expect(clippy::cast_precision_loss, reason = "far below 2^53")]
fn rate(summary: &Summary) -> f64 {
    summary.events as f64 / summary.seconds
}
