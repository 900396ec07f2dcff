//! The binary: parses, calls, renders. No rule lives here.

mod bench;
mod cli;
mod court;
mod demo;
mod doctor;
mod exit;
mod federal;
mod federation;
mod history;
mod nkey;
mod output;
mod pace;
mod referral;
mod register;
mod simulate;
mod simulator;
mod statistics;
mod term;
mod views;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    let cli = cli::Cli::parse();
    let filter = tracing_subscriber::EnvFilter::try_from_env("MEDREG_LOG")
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("warn"));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .init();
    match cli.run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            output::failure(&failure);
            ExitCode::from(failure.code())
        }
    }
}
