//! `medreg federal`: the office's keys, its service, and what its operator asks of it.

use std::path::PathBuf;

use chrono::NaiveDate;
use medreg_domain::{AuditRuleId, CourtCode, EntryNo, FindingId};
use medreg_log::VerifierKey;
use medreg_node::transport::nats::UserNkey;

use crate::cli::OfficeFolder;
use crate::exit::Failure;

mod account;
pub(crate) mod backup;
mod desk;
mod init;
mod keys;
mod log_key;
mod quarantine;
pub(crate) mod restore;
pub(crate) mod serving;

pub(crate) use desk::{ask, is_served, query};
pub(crate) use serving::{answer_operators, asked_to_stop, show_site};

/// The federal office.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    /// Makes an office: keys, a history with the shipped facts, streams on the broker. Safe to
    /// repeat: what is there stays.
    Init(init::Args),
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
        /// The public nkey of its broker user, as `medreg nkey` printed it at the court.
        #[arg(long)]
        nkey: Option<UserNkey>,
        #[command(flatten)]
        office: OfficeFolder,
    },
    /// Takes a court's key back from now on; what it signed before stays.
    Revoke {
        /// The court.
        #[arg(long)]
        court: CourtCode,
        /// The key.
        #[arg(long)]
        vkey: VerifierKey,
        /// Why.
        #[arg(long, value_enum, ignore_case = true)]
        reason: keys::Revocation,
        #[command(flatten)]
        office: OfficeFolder,
    },
    /// Makes the next key that checkpoints are signed with, or takes it into use.
    NewLogKey(log_key::Args),
    /// Carries out the office's acts from a file, one a line: `{"on":DATE,"fact":{…}}` states a
    /// fact, `{"on":DATE,"act":"appoint_coordinator",…}` is judged by the law first.
    State {
        /// The file.
        acts: PathBuf,
        #[command(flatten)]
        office: OfficeFolder,
    },
    /// Looks for findings by the rules of oversight, and states what changed.
    Audit {
        /// As things stand on this day; else today.
        #[arg(long, value_name = "DATE")]
        as_of: Option<NaiveDate>,
        #[command(flatten)]
        office: OfficeFolder,
        /// One JSON document.
        #[arg(long)]
        json: bool,
    },
    /// Releases the figures everybody may ask for, of the last quarter that has ended and of the
    /// years before: tables in one archive, whose hash enters the history. Once a quarter.
    Release {
        /// As things stand on this day; else today.
        #[arg(long, value_name = "DATE")]
        on: Option<NaiveDate>,
        #[command(flatten)]
        office: OfficeFolder,
        /// One JSON document.
        #[arg(long)]
        json: bool,
    },
    /// Findings, open ones first. Read-only.
    Findings {
        /// Only those of this rule, such as `RETURN_OVERDUE`.
        #[arg(long)]
        rule: Option<AuditRuleId>,
        /// Closed ones too.
        #[arg(long)]
        all: bool,
        #[command(flatten)]
        office: OfficeFolder,
        /// One JSON document.
        #[arg(long)]
        json: bool,
    },
    /// Closes a finding by a person's decision.
    CloseFinding {
        /// Which, as `findings` shows it.
        finding: FindingId,
        /// Why, as a code such as `EXPLAINED`.
        #[arg(long)]
        reason: String,
        #[command(flatten)]
        office: OfficeFolder,
    },
    /// Erases the name and contact behind an entry that has ended: its data keys are destroyed.
    Erase {
        /// Which.
        entry: EntryNo,
        /// On what ground, as a code such as `COURT_ORDER`.
        #[arg(long)]
        basis: String,
        #[command(flatten)]
        office: OfficeFolder,
        /// One JSON document.
        #[arg(long)]
        json: bool,
    },
    /// How the office stands. Read-only.
    Status {
        #[command(flatten)]
        office: OfficeFolder,
        /// One JSON document.
        #[arg(long)]
        json: bool,
    },
    /// The office's own accounts, for an office without a provider of identities.
    #[command(subcommand)]
    Account(account::Command),
    /// What is kept aside, and what becomes of it.
    #[command(subcommand)]
    Quarantine(quarantine::Command),
}

pub(crate) fn run(command: Command) -> Result<(), Failure> {
    match command {
        Command::Init(args) => init::run(&args),
        Command::Serve { config } => serving::serve(&config),
        Command::Enrol {
            court,
            vkey,
            nkey,
            office,
        } => keys::enrol(court, &vkey, nkey.as_ref(), &office.data),
        Command::Revoke {
            court,
            vkey,
            reason,
            office,
        } => keys::revoke(court, &vkey, reason, &office.data),
        Command::NewLogKey(args) => log_key::run(&args),
        Command::State { acts, office } => desk::state(&acts, &office.data),
        Command::Audit {
            as_of,
            office,
            json,
        } => desk::audit(as_of, &office.data, json),
        Command::Release { on, office, json } => desk::release(on, &office.data, json),
        Command::Findings {
            rule,
            all,
            office,
            json,
        } => desk::findings((rule, all), &office.data, json),
        Command::CloseFinding {
            finding,
            reason,
            office,
        } => desk::close(finding, reason, &office.data),
        Command::Erase {
            entry,
            basis,
            office,
            json,
        } => desk::erase(entry, basis, &office.data, json),
        Command::Status { office, json } => desk::status(&office.data, json),
        Command::Account(command) => account::run(command),
        Command::Quarantine(command) => quarantine::run(command),
    }
}
