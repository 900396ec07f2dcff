//! `medreg court`: a court's key and log, and the node that serves them.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use chrono::Utc;
use medreg_domain::CourtCode;
use medreg_log::{SigningKey, VerifierKey};
use medreg_node::config::CourtConfig;
use medreg_node::court::facts::Facts;
use medreg_node::court::publisher::Publisher;
use medreg_node::court::service::{ActError, CourtHandle, CourtService, DataKeys};
use medreg_node::court::{Court, CourtError, Request, key_name};
use medreg_node::entropy::Entropy;
use medreg_node::secret;
use medreg_node::transport::{CourtLink, Notice};
use medreg_node::Receipt;
use serde_json::json;
use tokio::io::{AsyncBufReadExt, AsyncRead, BufReader};
use tokio::sync::watch;
use tokio::task::JoinSet;

use crate::demo::runtime;
use crate::exit::{Failure, chain};
use crate::federal::asked_to_stop;
use crate::output;
use crate::simulator::{ORIGIN, court_key};

/// How often the office is asked for newer facts.
const FACTS_EVERY: Duration = Duration::from_secs(60);

/// Acts handed to the court before the first is answered.
const ACTS_AHEAD: usize = 64;

/// A court.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    /// Makes a court's key and configuration; prints what `federal enrol` needs.
    Init {
        /// The court's folder.
        data: PathBuf,
        /// Its code.
        #[arg(long)]
        code: CourtCode,
        /// The name of the federal log it reports to.
        #[arg(long, default_value = ORIGIN)]
        origin: String,
        /// The office's key, as `federal init` printed it.
        #[arg(long)]
        federal_vkey: VerifierKey,
        /// The broker.
        #[arg(long, value_name = "URL")]
        nats: Option<String>,
        /// Be the court of a simulated federation of this seed; for trials only.
        #[arg(long, value_name = "SEED")]
        simulated: Option<u64>,
    },
    /// Records acts and publishes them until Ctrl-C.
    Serve {
        /// The configuration, such as `deploy/court.toml`.
        #[arg(long, value_name = "FILE")]
        config: PathBuf,
        /// Acts to carry out, one JSON document a line; `-` for standard input.
        #[arg(long, value_name = "FILE")]
        acts: Option<PathBuf>,
        /// Repeat a simulated life of this seed: the acts keep the instants they state.
        #[arg(long, value_name = "SEED", requires = "acts")]
        simulated: Option<u64>,
        /// Stop once the office holds everything.
        #[arg(long)]
        once: bool,
    },
}

pub(crate) fn run(command: Command) -> Result<(), Failure> {
    match command {
        Command::Init { data, code, origin, federal_vkey, nats, simulated } => {
            init(&data, code, &origin, &federal_vkey, nats.as_deref(), simulated)
        }
        Command::Serve { config, acts, simulated, once } => {
            let config = CourtConfig::load(&config).map_err(|error| Failure::Usage(error.to_string()))?;
            runtime()?.block_on(serve(&config, acts.as_deref(), simulated, once))
        }
    }
}

fn init(
    data: &Path,
    code: CourtCode,
    origin: &str,
    federal_vkey: &VerifierKey,
    nats: Option<&str>,
    simulated: Option<u64>,
) -> Result<(), Failure> {
    let key = match simulated {
        Some(seed) => court_key(seed, code),
        None => SigningKey::generate(&key_name(code, origin)),
    };
    let key = key.map_err(|error| Failure::Usage(chain(&error)))?;
    std::fs::create_dir_all(data)?;
    secret::create(&data.join("court.key"), &key.seed()).map_err(|error| Failure::Unreachable(chain(&error)))?;
    let mut config = toml_line("data", &data.display().to_string());
    config += &toml_line("code", &code.to_string());
    config += &toml_line("origin", origin);
    config += &toml_line("federal_vkey", &federal_vkey.to_string());
    if let Some(url) = nats {
        config += &toml_line("nats", url);
    }
    let path = data.join("court.toml");
    std::fs::write(&path, config)?;
    output::json(&json!({"court": code, "vkey": key.vkey().to_string(), "config": path}));
    Ok(())
}

fn toml_line(key: &str, value: &str) -> String {
    format!("{key} = {}\n", json!(value))
}

async fn serve(config: &CourtConfig, acts: Option<&Path>, simulated: Option<u64>, once: bool) -> Result<(), Failure> {
    let office: VerifierKey =
        config.federal_vkey.parse().map_err(|error| Failure::Usage(format!("`federal_vkey`: {}", chain(&error))))?;
    let options = config.nats.as_ref().ok_or_else(|| Failure::Usage("`nats` is missing".to_owned()))?;
    let link = CourtLink::connect(options, config.code).await.map_err(|error| Failure::Unreachable(chain(&error)))?;
    let mut facts = Facts::open(&config.data, office.clone()).map_err(|error| Failure::Integrity(chain(&error)))?;
    if let Err(error) = facts.refresh(&link).await {
        output::note(&format!("the office cannot be asked for facts now ({}); going on with those known", chain(&error)));
    }
    let court = open(config, &facts, simulated)?;
    let (reference, watched) = watch::channel(facts.reference());
    let keys = DataKeys::open(&config.data);
    let Some((service, handle, log)) = CourtService::new(court, keys.clone(), watched) else {
        return Err(Failure::Bug(anyhow::anyhow!("the court has no log")));
    };
    let publisher = Publisher::new(link.clone(), log.clone(), keys, office.clone());
    let mut published = publisher.published();
    let (stop, stopped) = medreg_node::stop();
    let mut running = tokio::spawn(service.run(stopped.clone()));
    let mut tasks = JoinSet::new();
    let publishing = stopped.clone();
    tasks.spawn(async move { publisher.run(publishing).await.map_err(|error| Failure::Unreachable(chain(&error))) });
    tasks.spawn(hear(link.clone(), office, config.clone()));
    tasks.spawn(keep_facts(facts, link, reference));
    output::note(&format!("court {} serves; Ctrl-C stops cleanly", config.code));
    let work = async {
        carry_out(acts, simulated.is_some(), handle.clone()).await?;
        if !once {
            std::future::pending::<()>().await;
        }
        let wanted = log.borrow().size();
        published.wait_for(|sent| *sent >= wanted).await.map(drop).map_err(|_| Failure::Unreachable("publishing stopped".to_owned()))
    };
    let ended = tokio::select! {
        ended = work => ended,
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
        running.await.map_err(|error| Failure::Bug(error.into()))?.map_err(act_failure)?;
    }
    ended
}

fn open(config: &CourtConfig, facts: &Facts, simulated: Option<u64>) -> Result<Court, Failure> {
    let seed = secret::read(&config.data.join("court.key")).map_err(|error| {
        Failure::NotFound(format!("no court lies in {}: run `medreg court init` ({})", config.data.display(), chain(&error)))
    })?;
    let key = SigningKey::from_seed(&key_name(config.code, &config.origin), &seed).map_err(|error| Failure::Usage(chain(&error)))?;
    let reference = facts.reference();
    match simulated {
        Some(seed) => {
            let entropy = Entropy::seeded(seed, &format!("{}/entropy", config.code));
            Ok(Court::repeat(config.code, &config.data, key, reference, entropy)?)
        }
        None => {
            let (court, recovery) = Court::open(config.code, &config.data, key, reference, Entropy::System)?;
            if recovery.truncated > 0 {
                output::note("a torn end of the court's log was cut off: what it held was never confirmed to anybody");
            }
            Ok(court)
        }
    }
}

/// Hears receipts and keeps the newest beside the log.
async fn hear(link: CourtLink, office: VerifierKey, config: CourtConfig) -> Result<(), Failure> {
    let mut notices = link.notices().await.map_err(|error| Failure::Unreachable(chain(&error)))?;
    while let Some(notice) = notices.next().await {
        match notice {
            Notice::Receipt(note) => match Receipt::open(&note, &office, config.code) {
                Ok(receipt) => {
                    let text = serde_json::to_string(&receipt)?;
                    std::fs::write(config.data.join("receipt.json"), text)?;
                }
                Err(error) => tracing::warn!(error = %error, "Dropped a receipt that is not the office's"),
            },
            // The publisher asks the hub where it is; what the office lacks is still in the hub or the log.
            Notice::Resend(_) => tracing::warn!("The office asks for events again"),
        }
    }
    std::future::pending().await
}

/// Asks for newer facts now and then.
async fn keep_facts(
    mut facts: Facts,
    link: CourtLink,
    reference: watch::Sender<Arc<medreg_domain::reference::Reference>>,
) -> Result<(), Failure> {
    let mut every = tokio::time::interval(FACTS_EVERY);
    loop {
        every.tick().await;
        match facts.refresh(&link).await {
            Ok(true) => {
                reference.send_replace(facts.reference());
            }
            Ok(false) => {}
            Err(error) => tracing::debug!(error = %error, "Could not ask for newer facts"),
        }
    }
}

/// Carries out the acts of a file, in order, some ahead of their answers.
async fn carry_out(acts: Option<&Path>, keeps_instants: bool, handle: CourtHandle) -> Result<(), Failure> {
    let Some(path) = acts else { return std::future::pending().await };
    let input: Box<dyn AsyncRead + Unpin + Send> = if path == Path::new("-") {
        Box::new(tokio::io::stdin())
    } else {
        Box::new(tokio::fs::File::open(path).await?)
    };
    let mut lines = BufReader::new(input).lines();
    let mut number = 0u64;
    let mut answers = std::collections::VecDeque::new();
    while let Some(line) = lines.next_line().await? {
        number += 1;
        let mut request: Request = serde_json::from_str(&line)
            .map_err(|error| Failure::Usage(format!("{} line {number}: {error}", path.display())))?;
        if !keeps_instants {
            request.recorded_at = Utc::now();
        }
        let answer = handle.submit(request).await.map_err(act_failure)?;
        answers.push_back((number, answer));
        if answers.len() >= ACTS_AHEAD
            && let Some((number, answer)) = answers.pop_front()
        {
            tell(number, answer.await.map_err(|_| ActError::Stopped).and_then(|answer| answer), keeps_instants)?;
        }
    }
    for (number, answer) in answers {
        tell(number, answer.await.map_err(|_| ActError::Stopped).and_then(|answer| answer), keeps_instants)?;
    }
    Ok(())
}

/// Prints what came of an act; a refusal is an answer, not a failure.
fn tell(number: u64, answer: Result<Vec<u64>, ActError>, is_quiet: bool) -> Result<(), Failure> {
    match answer {
        Ok(events) if is_quiet => drop(events),
        Ok(events) => output::json(&json!({"line": number, "events": events})),
        Err(ActError::Court(CourtError::Rejected(rejection))) => {
            if !is_quiet {
                let (code, article) = (rejection.code.as_str(), rejection.code.article());
                output::json(&json!({"line": number, "refused": {"code": code, "article": article, "detail": rejection.detail}}));
            }
        }
        Err(error) => return Err(act_failure(error)),
    }
    Ok(())
}

fn act_failure(error: ActError) -> Failure {
    match error {
        ActError::Court(error) => error.into(),
        ActError::Keys(_) | ActError::Stopped => Failure::Unreachable(chain(&error)),
    }
}
