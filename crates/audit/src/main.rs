//! `medreg-audit`: checks a history, or one proof, and exits with the class of what is wrong.

mod cli;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    ExitCode::from(cli::Cli::parse().run())
}
