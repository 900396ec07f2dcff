//! The command line.

use std::error::Error;
use std::path::PathBuf;
use std::str::FromStr;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{CommandFactory, Parser, Subcommand};
use clap_complete::Shell;
use strum::VariantArray;

use crate::exit::Failure;
use crate::{
    bench, court, demo, doctor, federal, history, nkey, referral, register, simulate, statistics,
    term, views,
};

/// A country's courts keep registers of mediators; this unites them, verifiably.
///
/// Example: medreg demo --once
#[derive(Debug, Parser)]
#[command(version, propagate_version = true)]
pub(crate) struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// The whole federation in one process: courts live through their history and go on.
    Demo(demo::Args),
    /// Writes the history a simulated federation would have, or lives it over NATS.
    Simulate(simulate::Args),
    /// A court: its key, its log, its acts.
    #[command(subcommand)]
    Court(court::Command),
    /// Makes a user of the broker: the seed into a file, the public key for its configuration.
    Nkey(nkey::Args),
    /// The federal office: intake, history, views.
    #[command(subcommand)]
    Federal(federal::Command),
    /// The verifiable history on plain files. Read-only.
    #[command(subcommand)]
    History(Box<history::Command>),
    /// The federal register. Read-only.
    #[command(subcommand)]
    Register(register::Command),
    /// One referral, as it stands or stood. Read-only.
    Referral(referral::Args),
    /// What is due when, of referrals without a result. Read-only.
    Deadlines(referral::DeadlineArgs),
    /// Official statistics. Read-only.
    Statistics(statistics::Args),
    /// Terms of a procedure, step by step with articles. Read-only.
    Term(term::Args),
    /// The views, which can always be made again from the history.
    #[command(subcommand)]
    Views(views::Command),
    /// Looks at an office or a court, and says what is wrong and what to run. Read-only.
    Doctor(doctor::Args),
    /// Copies an office's history and what it kept aside, while it serves; keys go to a file of
    /// their own.
    Backup(federal::backup::Args),
    /// Makes an office from a backup, once everything in it is checked.
    Restore(federal::restore::Args),
    /// Measures, and prints JSON with the machine and the settings that matter.
    #[command(subcommand)]
    Bench(bench::Command),
    /// Prints shell completions.
    Completions {
        /// For which shell.
        shell: Shell,
    },
}

impl Cli {
    /// Does what was asked.
    pub(crate) fn run(self) -> Result<(), Failure> {
        match self.command {
            Command::Demo(args) => demo::run(&args),
            Command::Simulate(args) => simulate::run(&args),
            Command::Court(command) => court::run(command),
            Command::Nkey(args) => nkey::run(&args),
            Command::Federal(command) => federal::run(command),
            Command::History(command) => history::run(*command),
            Command::Register(command) => register::run(command),
            Command::Referral(args) => referral::run(&args),
            Command::Deadlines(args) => referral::deadlines(&args),
            Command::Statistics(args) => statistics::run(&args),
            Command::Term(args) => term::run(&args),
            Command::Views(command) => views::run(command),
            Command::Doctor(args) => doctor::run(&args),
            Command::Backup(args) => federal::backup::run(&args),
            Command::Restore(args) => federal::restore::run(&args),
            Command::Bench(command) => bench::run(command),
            Command::Completions { shell } => {
                clap_complete::generate(
                    shell,
                    &mut Self::command(),
                    "medreg",
                    &mut std::io::stdout(),
                );
                Ok(())
            }
        }
    }
}

/// Where an office keeps what it has.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct OfficeFolder {
    /// The federal office's folder.
    #[arg(
        long,
        value_name = "DIR",
        default_value = "medreg-data/federal",
        env = "MEDREG_OFFICE"
    )]
    pub(crate) data: PathBuf,
}

/// Reads one of the words of a vocabulary; whoever writes another is told them all.
pub(crate) fn words<T>() -> impl TypedValueParser<Value = T>
where
    T: Copy + Send + Sync + VariantArray + Into<&'static str>,
    T: FromStr<Err: Error + Send + Sync + 'static>,
{
    let known = T::VARIANTS
        .iter()
        .map(|word| -> &'static str { (*word).into() });
    PossibleValuesParser::new(known).try_map(|text| text.parse())
}
