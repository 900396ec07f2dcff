//! `medreg federal`: the office's keys, its service, and what its operator asks of it.

use std::path::{Path, PathBuf};

use chrono::{NaiveDate, Utc};
use medreg_domain::CourtCode;
use medreg_domain::reference::builtin;
use medreg_domain::reference::event::ReferenceEvent;
use medreg_log::{SigningKey, VerifierKey};
use medreg_node::config::FederalConfig;
use medreg_node::control::{self, Control, Reply};
use medreg_node::entropy::Entropy;
use medreg_node::federal::keyring::Keyring;
use medreg_node::federal::service::FederalService;
use medreg_node::federal::{Federal, OfficeKeys, Opening, federal_key_name};
use medreg_node::query::{self, Names, Query};
use medreg_node::secret;
use medreg_node::transport::FederalLink;
use medreg_node::transport::nats::{self, NatsOptions};
use medreg_projections::Opened;
use serde_json::{Value, json};

use crate::cli::OfficeFolder;
use crate::demo::{KnobArgs, runtime};
use crate::exit::{Failure, chain};
use crate::federation::{open_keyring, write_public_keys};
use crate::output;
use crate::simulate::read_vkey;
use crate::simulator::{ORIGIN, World};

/// The federal office.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    /// Makes an office: keys, a history with the shipped facts, streams on the broker. Safe to
    /// repeat: what is there stays.
    Init(Init),
    /// Takes events in until Ctrl-C.
    Serve {
        /// The configuration, such as `deploy/federal.toml`.
        #[arg(long, value_name = "FILE")]
        config: PathBuf,
    },
    /// Makes a court's key a fact, and prints what its broker must permit.
    Enrol {
        /// The court.
        #[arg(long)]
        court: CourtCode,
        /// Its key, as `court init` printed it.
        #[arg(long)]
        vkey: VerifierKey,
        #[command(flatten)]
        office: OfficeFolder,
    },
    /// States reference facts from a file, one `{"on":DATE,"fact":{…}}` a line.
    State {
        /// The file.
        facts: PathBuf,
        #[command(flatten)]
        office: OfficeFolder,
    },
    /// How the office stands. Read-only.
    Status {
        #[command(flatten)]
        office: OfficeFolder,
        /// One JSON document.
        #[arg(long)]
        json: bool,
    },
    /// What is kept aside. Read-only.
    Quarantine {
        #[command(flatten)]
        office: OfficeFolder,
        /// One JSON document.
        #[arg(long)]
        json: bool,
    },
}

/// How to make an office.
#[derive(Debug, clap::Args)]
pub(crate) struct Init {
    /// The office's folder.
    data: PathBuf,
    /// The name of its log; it never changes.
    #[arg(long, default_value = ORIGIN)]
    origin: String,
    /// The broker whose streams are created.
    #[arg(long, value_name = "URL")]
    nats: Option<String>,
    /// The file with the office's nkey seed.
    #[arg(long, value_name = "FILE")]
    nats_seed_file: Option<PathBuf>,
    /// How many brokers keep each stream: 1 or 3.
    #[arg(long, default_value_t = 1)]
    replicas: usize,
    /// Be the office of the simulated federation of these knobs; for trials only.
    #[arg(long)]
    simulated: bool,
    #[command(flatten)]
    knobs: KnobArgs,
}

pub(crate) fn run(command: Command) -> Result<(), Failure> {
    match command {
        Command::Init(args) => init(&args),
        Command::Serve { config } => serve(&config),
        Command::Enrol {
            court,
            vkey,
            office,
        } => enrol(court, &vkey, &office.data),
        Command::State { facts, office } => state(&facts, &office.data),
        Command::Status { office, json } => status(&office.data, json),
        Command::Quarantine { office, json } => quarantine(&office.data, json),
    }
}

fn init(args: &Init) -> Result<(), Failure> {
    let exists = args.data.join("log.key").exists();
    let (federal, _) = if exists {
        open(&args.data)?
    } else {
        create(args)?
    };
    let log = federal
        .history()
        .published()
        .map(|signed| signed.checkpoint().origin.clone());
    if exists && log.as_deref() != Some(args.origin.as_str()) {
        let origin = log.unwrap_or_default();
        return Err(Failure::Usage(format!(
            "the office in {} has origin {origin}",
            args.data.display()
        )));
    }
    let streams = match &args.nats {
        Some(url) => provision(args, url)?,
        None => Vec::new(),
    };
    let vkey = read_vkey(&args.data.join("log.vkey"))?;
    output::json(&json!({
        "data": args.data, "origin": args.origin, "found": if exists { "Present" } else { "Created" },
        "vkey": vkey.to_string(), "federal_vkey": federal.key().vkey().to_string(),
        "facts": federal.views().cursor().position, "streams": streams,
    }));
    Ok(())
}

/// Makes keys and a history with the facts an office begins with.
fn create(args: &Init) -> Result<(Federal, Keyring), Failure> {
    std::fs::create_dir_all(&args.data)?;
    let (keys, facts, at, entropy) = if args.simulated {
        let world = World::new(args.knobs.into())?;
        let (facts, at) = world.facts();
        let entropy = Entropy::seeded(args.knobs.seed, "federal/entropy");
        (world.office_keys()?, facts.to_vec(), at, entropy)
    } else {
        let key =
            |name: &str| SigningKey::generate(name).map_err(|error| Failure::Usage(chain(&error)));
        let keys = OfficeKeys {
            log: key(&args.origin)?,
            federal: key(&federal_key_name(&args.origin))?,
        };
        (keys, builtin::facts()?, Utc::now(), Entropy::System)
    };
    write_public_keys(&args.data, &keys.log.vkey(), &keys.federal.vkey())?;
    if args.simulated {
        open_keyring(&args.data, args.knobs.seed)?;
    } else {
        let mut wrap = [0; 32];
        getrandom::fill(&mut wrap).map_err(|error| Failure::Bug(anyhow::anyhow!("{error}")))?;
        keep(&args.data, "wrap.key", &wrap)?;
    }
    keep(&args.data, "federal.key", &keys.federal.seed())?;
    Federal::create(&args.data, &keys)?;
    // Last: an office whose log key is there is whole.
    keep(&args.data, "log.key", &keys.log.seed())?;
    let (mut office, _) = Federal::open(&args.data, keys, entropy, |_| {})?;
    office.state(&facts, at)?;
    office.publish()?;
    drop(office);
    open(&args.data)
}

/// Creates what is missing of the streams.
fn provision(args: &Init, url: &str) -> Result<Vec<Value>, Failure> {
    let options = NatsOptions {
        servers: url.to_owned(),
        seed_file: args.nats_seed_file.clone(),
        tls_ca_file: None,
    };
    let made = runtime()?.block_on(nats::provision(&options, args.replicas));
    let made = made.map_err(|error| Failure::Unreachable(chain(&error)))?;
    let row = |stream: &nats::Provisioned| json!({"stream": stream.stream, "found": format!("{:?}", stream.found)});
    Ok(made.iter().map(row).collect())
}

fn keep(data: &Path, name: &str, seed: &[u8; 32]) -> Result<(), Failure> {
    secret::create(&data.join(name), seed).map_err(|error| Failure::Unreachable(chain(&error)))
}

fn read(data: &Path, name: &str) -> Result<[u8; 32], Failure> {
    secret::read(&data.join(name)).map_err(|error| {
        Failure::NotFound(format!(
            "no office lies in {}: {}",
            data.display(),
            chain(&error)
        ))
    })
}

/// Opens the office in a folder.
pub(crate) fn open(data: &Path) -> Result<(Federal, Keyring), Failure> {
    let origin = std::fs::read_to_string(data.join("log.vkey"))
        .ok()
        .and_then(|text| text.trim().parse::<VerifierKey>().ok())
        .map(|key| key.name().to_owned())
        .ok_or_else(|| {
            Failure::NotFound(format!(
                "no office lies in {}: run `medreg federal init`",
                data.display()
            ))
        })?;
    let key = |name: &str, file: &str| {
        SigningKey::from_seed(name, &read(data, file)?)
            .map_err(|error| Failure::Usage(chain(&error)))
    };
    let keys = OfficeKeys {
        log: key(&origin, "log.key")?,
        federal: key(&federal_key_name(&origin), "federal.key")?,
    };
    let keyring = Keyring::open(&data.join("data-keys"), read(data, "wrap.key")?);
    let keyring = keyring.map_err(|error| Failure::Unreachable(chain(&error)))?;
    let mut ticker = output::Ticker::new("events caught up");
    let (federal, opening) = Federal::open(data, keys, Entropy::System, |position| {
        ticker.tick(position);
    })?;
    report(&opening);
    Ok((federal, keyring))
}

fn report(opening: &Opening) {
    if let Opened::SetAside { at, why } = &opening.views {
        output::note(&format!(
            "the views could not be read ({why}); they lie at {} now and were rebuilt from the history",
            at.display()
        ));
    }
    if opening.recovery.truncated > 0 {
        output::note(&format!(
            "a torn end of the history was cut off: {} file(s)",
            opening.recovery.truncated
        ));
    }
    if opening.caught_up > 0 {
        output::note(&format!(
            "the views caught up {} events from the history",
            opening.caught_up
        ));
    }
}

fn serve(config: &Path) -> Result<(), Failure> {
    let config = FederalConfig::load(config).map_err(|error| Failure::Usage(error.to_string()))?;
    let options = config.nats.clone().ok_or_else(|| {
        Failure::Usage("`nats` is missing: an office apart takes events from a broker; `medreg demo` needs none".to_owned())
    })?;
    let (federal, keyring) = open(&config.data)?;
    runtime()?.block_on(async {
        let link = FederalLink::connect(&options)
            .await
            .map_err(|error| Failure::Unreachable(chain(&error)))?;
        let (service, office) =
            FederalService::new(federal, keyring, link, config.checkpoint_interval);
        let (stop, stopped) = medreg_node::stop();
        let mut running = tokio::spawn(service.run(stopped));
        let listening = control::serve(&config.data, office);
        tokio::pin!(listening);
        output::note(&format!(
            "serving {}; Ctrl-C stops cleanly",
            config.data.display()
        ));
        tokio::select! {
            ended = &mut running => {
                ended.map_err(|error| Failure::Bug(error.into()))??;
                return Ok(());
            }
            failed = &mut listening => failed?,
            () = asked_to_stop() => {}
        }
        stop.stop();
        running
            .await
            .map_err(|error| Failure::Bug(error.into()))??;
        Ok(())
    })
}

/// Ctrl-C, or the signal a service manager stops with.
pub(crate) async fn asked_to_stop() {
    let terminated = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        () = terminated => {}
    }
}

/// Asks the office that serves a folder, or opens the folder if nobody serves it.
pub(crate) fn ask(data: &Path, control: &Control) -> Result<Value, Failure> {
    let called = runtime()?.block_on(control::call(data, control))?;
    match called {
        Some(Reply::Ok(value)) => Ok(value),
        Some(Reply::NotFound(detail)) => Err(Failure::NotFound(detail)),
        Some(Reply::Malformed(detail)) => Err(Failure::Usage(detail)),
        Some(Reply::Failed(detail)) => Err(Failure::Unreachable(detail)),
        None => offline(data, control),
    }
}

fn offline(data: &Path, control: &Control) -> Result<Value, Failure> {
    let (mut federal, keyring) = open(data)?;
    match control {
        Control::Query(query) => Ok(query::answer(
            federal.views(),
            &keyring,
            &mut Names::default(),
            query,
        )?),
        Control::Status => Ok(federal.status()?),
        Control::Quarantine => {
            let items = federal
                .quarantine()
                .items()
                .map_err(|error| Failure::Unreachable(chain(&error)))?;
            Ok(json!({ "items": items }))
        }
        Control::State(facts) => {
            federal.state(facts, Utc::now())?;
            federal.publish()?;
            Ok(json!({"stated": facts.len(), "position": federal.views().cursor().position}))
        }
    }
}

/// Asks the views in a folder.
pub(crate) fn query(data: &Path, query: Query) -> Result<Value, Failure> {
    ask(data, &Control::Query(query))
}

fn enrol(court: CourtCode, vkey: &VerifierKey, data: &Path) -> Result<(), Failure> {
    if !vkey.name().starts_with(&format!("{court}.")) {
        return Err(Failure::Usage(format!(
            "the key is named `{}`, not `{court}.<origin>`",
            vkey.name()
        )));
    }
    let fact = ReferenceEvent::CourtKeyAdded {
        court,
        vkey: vkey.to_string(),
    };
    let stated = ask(data, &Control::State(vec![(Utc::now().date_naive(), fact)]))?;
    output::note(&format!(
        "court {court} is enrolled at position {}; give its broker user these permissions:",
        stated["position"]
    ));
    output::line(&permissions(court));
    Ok(())
}

/// What a court's broker user may do, for the server's configuration.
fn permissions(court: CourtCode) -> String {
    format!(
        "{{ nkey: <the court's public nkey>\n  permissions: {{\n    \
         publish: {{ allow: [\"medreg.inbox.{court}\", \"medreg.ask.{court}\"] }}\n    \
         subscribe: {{ allow: [\"_INBOX_{court}.>\", \"medreg.receipt.{court}\", \"medreg.resend.{court}\", \"medreg.reference\"] }}\n  }}\n}}"
    )
}

fn state(path: &Path, data: &Path) -> Result<(), Failure> {
    #[derive(serde::Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Line {
        on: NaiveDate,
        fact: ReferenceEvent,
    }
    let text = std::fs::read_to_string(path)?;
    let mut facts = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let Line { on, fact } = serde_json::from_str(line).map_err(|error| {
            Failure::Usage(format!("{} line {}: {error}", path.display(), number + 1))
        })?;
        facts.push((on, fact));
    }
    output::json(&ask(data, &Control::State(facts))?);
    Ok(())
}

fn status(data: &Path, json: bool) -> Result<(), Failure> {
    let status = ask(data, &Control::Status)?;
    if json {
        output::json(&status);
        return Ok(());
    }
    output::line(&format!(
        "position {} · entries {} · referrals {} · open {} · overdue {} · kept aside {} · findings {}",
        status["position"],
        status["entries"],
        status["referrals"],
        status["open"],
        status["overdue"],
        status["quarantine"],
        status["findings"]
    ));
    let text = |value: &Value| {
        value
            .as_str()
            .map_or_else(|| value.to_string(), str::to_owned)
    };
    let courts = status["courts"].as_object().into_iter().flatten();
    output::table(
        &["court", "events", "last seen", "state", "waiting"],
        courts.map(|(code, row)| {
            let mut cells = vec![code.clone()];
            cells.extend(["last_courtseq", "last_seen", "state", "gap"].map(|key| text(&row[key])));
            cells
        }),
    );
    Ok(())
}

fn quarantine(data: &Path, json: bool) -> Result<(), Failure> {
    let kept = ask(data, &Control::Quarantine)?;
    if json {
        output::json(&kept);
        return Ok(());
    }
    let text = |value: &Value| {
        value
            .as_str()
            .map_or_else(|| value.to_string(), str::to_owned)
    };
    let items = kept["items"].as_array().into_iter().flatten();
    output::table(
        &["source", "sequence", "reason", "detail"],
        items.map(|item| {
            ["source", "courtseq", "reason", "detail"]
                .map(|key| text(&item[key]))
                .to_vec()
        }),
    );
    Ok(())
}
