//! `medreg court`: a court's key and log, and the node that serves them.

use std::path::PathBuf;

use medreg_domain::CourtCode;
use medreg_log::{SigningKey, VerifierKey};
use medreg_node::config::CourtConfig;
use medreg_node::court::{adopted, key_name};
use medreg_node::rekey::{Overlap, Rekey};
use medreg_node::secret;
use serde_json::json;

use crate::exit::{Failure, chain};
use crate::output;
use crate::simulator::{ORIGIN, court_key};

mod acts;
mod serve;

/// A court.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    /// Makes a court's key and configuration; prints what `federal enrol` needs.
    Init(Box<Init>),
    /// Records acts and publishes them until Ctrl-C.
    Serve(serve::Args),
    /// Makes the next signing key, or takes it into use.
    NewKey(NewKey),
    /// Takes over the log of a court that was merged into this one, or of which this is a part.
    Adopt(Box<Adopt>),
}

/// What to take over.
///
/// Example: medreg court adopt court-b --from copy-of-court-a --court KZ-75-012 --vkey ...
#[derive(Debug, clap::Args)]
pub(crate) struct Adopt {
    /// This court's folder.
    data: PathBuf,
    /// The predecessor's folder, or a copy of it.
    #[arg(long, value_name = "DIR")]
    from: PathBuf,
    /// The predecessor's code.
    #[arg(long)]
    court: CourtCode,
    /// The predecessor's key, which every event is checked by; each of them if it had several.
    #[arg(long, required = true)]
    vkey: Vec<VerifierKey>,
}

/// Which step of a key's change.
///
/// Example: medreg court new-key court
#[derive(Debug, clap::Args)]
pub(crate) struct NewKey {
    /// The court's folder.
    data: PathBuf,
    /// Sign with the next key from now on: the office has enrolled it, the court does not serve.
    #[arg(long = "use")]
    in_use: bool,
}

/// How to make a court.
#[derive(Debug, clap::Args)]
pub(crate) struct Init {
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
}

pub(crate) fn run(command: Command) -> Result<(), Failure> {
    match command {
        Command::Init(args) => init(&args),
        Command::Serve(args) => serve::run(&args),
        Command::NewKey(args) => new_key(&args),
        Command::Adopt(args) => adopt(&args),
    }
}

fn init(args: &Init) -> Result<(), Failure> {
    let key = match args.simulated {
        Some(seed) => court_key(seed, args.code),
        None => SigningKey::generate(&key_name(args.code, &args.origin)),
    };
    let key = key.map_err(|error| Failure::Usage(chain(&error)))?;
    std::fs::create_dir_all(&args.data)?;
    secret::create(&args.data.join("court.key"), &key.seed())
        .map_err(|error| Failure::Unreachable(chain(&error)))?;
    let mut config = toml_line("data", &args.data.display().to_string());
    config += &toml_line("code", &args.code.to_string());
    config += &toml_line("origin", &args.origin);
    config += &toml_line("federal_vkey", &args.federal_vkey.to_string());
    if let Some(url) = &args.nats {
        config += &toml_line("nats", url);
    }
    let path = args.data.join("court.toml");
    std::fs::write(&path, config)?;
    output::json(&json!({"court": args.code, "vkey": key.vkey().to_string(), "config": path}));
    Ok(())
}

fn new_key(args: &NewKey) -> Result<(), Failure> {
    let config = CourtConfig::load(&args.data.join("court.toml"))
        .map_err(|error| Failure::Usage(error.to_string()))?;
    let name = key_name(config.code, &config.origin);
    let keys = Rekey::of_court(&args.data, &name);
    let vkey = if args.in_use {
        let vkey = keys.change(Overlap::None)?;
        keys.finish()?;
        vkey
    } else {
        keys.next()?
    };
    output::json(&json!({"court": config.code, "vkey": vkey.to_string(), "in_use": args.in_use}));
    Ok(())
}

fn adopt(args: &Adopt) -> Result<(), Failure> {
    let events = adopted::take_over(&args.data, &args.from, args.court, &args.vkey)?;
    output::json(&json!({"adopted": args.court, "events": events}));
    Ok(())
}

fn toml_line(key: &str, value: &str) -> String {
    format!("{key} = {}\n", json!(value))
}
