//! Making an office: keys, a history with the facts it begins with, streams on the broker.

use std::path::{Path, PathBuf};

use chrono::Utc;
use medreg_domain::reference::builtin;
use medreg_log::SigningKey;
use medreg_node::entropy::Entropy;
use medreg_node::federal::keyring::Keyring;
use medreg_node::federal::{Federal, OfficeKeys, federal_key_name};
use medreg_node::secret;
use medreg_node::transport::nats::{self, NatsOptions};
use serde_json::{Value, json};

use super::serving::{keyring, open};
use crate::demo::{KnobArgs, runtime};
use crate::exit::{Failure, chain};
use crate::federation::{open_keyring, write_public_keys};
use crate::output;
use crate::simulate::read_vkey;
use crate::simulator::{ORIGIN, World};

/// How to make an office.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
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
    /// The authority that signed the broker's certificate, if it is your own.
    #[arg(long, value_name = "FILE")]
    nats_ca_file: Option<PathBuf>,
    /// How many brokers keep each stream: 1 or 3.
    #[arg(long, default_value_t = 1)]
    replicas: usize,
    /// Be the office of the simulated federation of these knobs; for trials only.
    #[arg(long)]
    simulated: bool,
    #[command(flatten)]
    knobs: KnobArgs,
}

pub(super) fn run(args: &Args) -> Result<(), Failure> {
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
fn create(args: &Args) -> Result<(Federal, Keyring), Failure> {
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
    Ok((office, keyring(&args.data)?))
}

/// Creates what is missing of the streams.
fn provision(args: &Args, url: &str) -> Result<Vec<Value>, Failure> {
    let options = NatsOptions {
        servers: url.to_owned(),
        seed_file: args.nats_seed_file.clone(),
        tls_ca_file: args.nats_ca_file.clone(),
    };
    let made = runtime()?.block_on(nats::provision(&options, args.replicas));
    let made = made.map_err(|error| Failure::Unreachable(chain(&error)))?;
    let row = |stream: &nats::Provisioned| json!({"stream": stream.stream, "found": format!("{:?}", stream.found)});
    Ok(made.iter().map(row).collect())
}

fn keep(data: &Path, name: &str, seed: &[u8; 32]) -> Result<(), Failure> {
    secret::create(&data.join(name), seed).map_err(|error| Failure::Unreachable(chain(&error)))
}
