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
mod telemetry;
mod term;
mod views;

use std::process::ExitCode;

use clap::Parser;

use telemetry::Telemetry;

/// Rows are made and dropped by the million: a general allocator takes a third of the intake for
/// that, and gives little of it back.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let cli = cli::Cli::parse();
    let ended = Telemetry::begin().and_then(|_telemetry| cli.run());
    match ended {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            output::failure(&failure);
            ExitCode::from(failure.code())
        }
    }
}
