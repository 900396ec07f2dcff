//! A court node at work: the court, its publisher, and what it hears from the office.

use std::num::NonZeroU32;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use medreg_log::{SigningKey, TileReader, VerifierKey};
use medreg_node::config::CourtConfig;
use medreg_node::court::facts::Facts;
use medreg_node::court::hearing::Hearing;
use medreg_node::court::publisher::Publisher;
use medreg_node::court::service::{ActError, CourtHandle, CourtService, DataKeys};
use medreg_node::court::{Court, key_name};
use medreg_node::entropy::Entropy;
use medreg_node::secret;
use medreg_node::transport::CourtLink;
use medreg_web::operators::CourtWatch;
use tokio::sync::watch;
use tokio::task::JoinSet;

use super::acts::Acts;
use crate::demo::runtime;
use crate::exit::{Failure, chain};
use crate::federal::{answer_operators, asked_to_stop};
use crate::output;
use crate::pace::Pace;

/// How often the office is asked for newer facts.
const FACTS_EVERY: Duration = Duration::from_mins(1);

/// How soon it is asked again where it did not answer: a court with a part of the facts alone
/// refuses acts.
const FACTS_AGAIN_AFTER: Duration = Duration::from_secs(5);

/// How a court serves.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The configuration, such as `deploy/court.toml`.
    #[arg(long, value_name = "FILE")]
    config: PathBuf,
    /// Acts to carry out, one JSON document a line; `-` for standard input.
    #[arg(long, value_name = "FILE")]
    acts: Option<PathBuf>,
    /// Repeat a simulated life of this seed: the acts keep the instants they state.
    #[arg(long, value_name = "SEED", requires = "acts")]
    simulated: Option<u64>,
    /// Carry the acts out no faster than so many events a second.
    #[arg(long, value_name = "EVENTS", requires = "acts")]
    rate: Option<NonZeroU32>,
    /// Stop once the acts are done and the office's broker holds everything.
    #[arg(long, requires = "acts")]
    once: bool,
}

pub(super) fn run(args: &Args) -> Result<(), Failure> {
    let config =
        CourtConfig::load(&args.config).map_err(|error| Failure::Usage(error.to_string()))?;
    let runtime = runtime()?;
    let ended = runtime.block_on(serve(args, &config));
    // A read that waits for the next act would hold the end up until one comes.
    runtime.shutdown_background();
    ended
}

async fn serve(args: &Args, config: &CourtConfig) -> Result<(), Failure> {
    let office = config.federal_vkey.parse();
    let office: VerifierKey =
        office.map_err(|error| Failure::Usage(format!("`federal_vkey`: {}", chain(&error))))?;
    let (link, facts) = connect(config, &office).await?;
    let court = open(config, &facts, args.simulated)?;
    let own = court.vkey();
    let (reference, watched) = watch::channel(facts.reference());
    let keys = DataKeys::open(&config.data);
    destroy_erased(&keys, &facts)?;
    let Some((service, handle, log)) = CourtService::new(court, keys.clone(), watched) else {
        return Err(Failure::Bug(anyhow::anyhow!("the court has no log")));
    };
    let publisher = Publisher::new(link.clone(), log.clone(), keys.clone(), own, office.clone());
    let (published, resend) = (publisher.published(), publisher.resend());
    let (stop, stopped) = medreg_node::stop();
    let mut running = tokio::spawn(service.run(stopped.clone()));
    let mut tasks = JoinSet::new();
    let publishing = stopped.clone();
    tasks.spawn(async move {
        publisher
            .run(publishing)
            .await
            .map_err(|error| Failure::Unreachable(chain(&error)))
    });
    let receipt = config.data.join("receipt.json");
    let watching = CourtWatch {
        court: config.code,
        handle: handle.clone(),
        log: log.clone(),
        published: published.clone(),
        receipt: receipt.clone(),
        office: office.clone(),
        keys: keys.clone(),
        link: link.clone(),
    };
    let watching = answer_operators(config.admin, watching).await?;
    tasks.spawn(async { Ok(watching.await?) });
    let hearing = Hearing::new(link.clone(), office, receipt, log.clone(), resend);
    let reconcile_every = config.reconcile_interval;
    tasks.spawn(async move {
        let heard = hearing.run(reconcile_every).await;
        heard.map_err(|error| Failure::Integrity(chain(&error)))?;
        std::future::pending().await
    });
    tasks.spawn(keep_facts(facts, link, reference, keys));
    output::note(&format!(
        "court {} serves; Ctrl-C stops cleanly",
        config.code
    ));
    let ended = tokio::select! {
        ended = work(args, handle, log, published) => ended,
        () = asked_to_stop() => Ok(()),
        failed = &mut running => match failed {
            Ok(Ok(_)) => Ok(()),
            Ok(Err(error)) => Err(act_failure(error)),
            Err(error) => Err(Failure::Bug(error.into())),
        },
        Some(failed) = tasks.join_next() => failed.map_err(|error| Failure::Bug(error.into()))?,
    };
    stop.stop();
    tasks.abort_all();
    if !running.is_finished() {
        running
            .await
            .map_err(|error| Failure::Bug(error.into()))?
            .map_err(act_failure)?;
    }
    ended
}

/// The link and the facts, the newest that can be had now.
async fn connect(
    config: &CourtConfig,
    office: &VerifierKey,
) -> Result<(CourtLink, Facts), Failure> {
    let options = config
        .nats
        .as_ref()
        .ok_or_else(|| Failure::Usage("`nats` is missing".to_owned()))?;
    let link = CourtLink::connect(options, config.code)
        .await
        .map_err(|error| Failure::Unreachable(chain(&error)))?;
    let mut facts = Facts::open(&config.data, office.clone())
        .map_err(|error| Failure::Integrity(chain(&error)))?;
    if let Err(error) = facts.refresh(&link).await {
        output::note(&format!(
            "the office cannot be asked for facts now ({}); going on with those known",
            chain(&error)
        ));
    }
    Ok((link, facts))
}

/// Carries out the acts; goes on for ever unless it is to stop once the broker holds all.
async fn work(
    args: &Args,
    handle: CourtHandle,
    log: watch::Receiver<TileReader>,
    mut published: watch::Receiver<u64>,
) -> Result<(), Failure> {
    if let Some(acts) = &args.acts {
        let pace = args.rate.map(|rate| Pace::begin(rate, log.borrow().size()));
        let handed = Acts {
            path: acts,
            keeps_instants: args.simulated.is_some(),
            pace,
        };
        handed.carry_out(handle, &log).await?;
    }
    if !args.once {
        std::future::pending::<()>().await;
    }
    let wanted = log.borrow().size();
    let arrived = published.wait_for(|sent| *sent >= wanted).await;
    arrived
        .map(drop)
        .map_err(|_| Failure::Unreachable("publishing stopped".to_owned()))
}

fn open(config: &CourtConfig, facts: &Facts, simulated: Option<u64>) -> Result<Court, Failure> {
    let seed = secret::read(&config.data.join("court.key")).map_err(|error| {
        Failure::NotFound(format!(
            "no court lies in {}: run `medreg court init` ({})",
            config.data.display(),
            chain(&error)
        ))
    })?;
    let key = SigningKey::from_seed(&key_name(config.code, &config.origin), &seed)
        .map_err(|error| Failure::Usage(chain(&error)))?;
    let reference = facts.reference();
    if let Some(seed) = simulated {
        let entropy = Entropy::seeded(seed, &format!("{}/entropy", config.code));
        return Ok(Court::repeat(
            config.code,
            &config.data,
            key,
            reference,
            entropy,
        )?);
    }

    let (court, recovery) =
        Court::open(config.code, &config.data, key, reference, Entropy::System)?;
    if recovery.truncated > 0 {
        output::note(
            "a torn end of the court's log was cut off: what it held was never confirmed to anybody",
        );
    }
    Ok(court)
}

/// Asks for newer facts now and then.
async fn keep_facts(
    mut facts: Facts,
    link: CourtLink,
    reference: watch::Sender<Arc<medreg_domain::reference::Reference>>,
    keys: DataKeys,
) -> Result<(), Failure> {
    let mut every = tokio::time::interval(FACTS_EVERY);
    loop {
        every.tick().await;
        let before = facts.known();
        if let Err(error) = facts.refresh(&link).await {
            tracing::debug!(error = %error, "Could not ask for newer facts");
            every.reset_after(FACTS_AGAIN_AFTER);
        }
        // What came before a failure counts.
        if facts.known() > before {
            reference.send_replace(facts.reference());
            destroy_erased(&keys, &facts)?;
        }
    }
}

fn destroy_erased(keys: &DataKeys, facts: &Facts) -> Result<(), Failure> {
    keys.destroy(facts.erased())
        .map_err(|error| Failure::Unreachable(chain(&error)))
}

pub(super) fn act_failure(error: ActError) -> Failure {
    match error {
        ActError::Court(error) => error.into(),
        ActError::Keys(_) | ActError::Stopped => Failure::Unreachable(chain(&error)),
    }
}
