//! `medreg nkey`: a user of the broker.

use std::path::PathBuf;

use medreg_node::transport::nats::UserNkey;
use serde_json::json;

use crate::exit::{Failure, chain};
use crate::output;

/// Where the seed goes.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The file for the seed, which stays on this machine; must not exist yet.
    file: PathBuf,
}

pub(crate) fn run(args: &Args) -> Result<(), Failure> {
    let user = UserNkey::create(&args.file).map_err(|error| Failure::Unreachable(chain(&error)))?;
    output::json(&json!({"nkey": user.as_str(), "seed_file": args.file}));
    Ok(())
}
