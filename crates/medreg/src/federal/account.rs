//! The office's own accounts: made, listed, removed. No password on a command line.

use std::io::{IsTerminal, stdin};
use std::path::Path;

use medreg_web::Role;
use medreg_web::signing::account::{Account, Accounts, Password};
use serde_json::json;

use crate::cli::{OfficeFolder, words};
use crate::exit::Failure;
use crate::output;

/// What to do with accounts. Whoever signed in with one that is removed is signed out.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    /// Adds an account. The password is asked for at the terminal, or read as one line from a
    /// pipe.
    ///
    /// Example: medreg federal account add aigul --role auditor --generate --data office
    Add {
        /// What whoever signs in enters, and access records name.
        name: String,
        /// What it may do: judge, analyst, auditor or operator.
        #[arg(long, value_parser = words::<Role>())]
        role: Role,
        /// Make a password and print it, once.
        #[arg(long)]
        generate: bool,
        #[command(flatten)]
        office: OfficeFolder,
    },
    /// Lists accounts with their roles. Read-only.
    List {
        #[command(flatten)]
        office: OfficeFolder,
        /// One JSON document.
        #[arg(long)]
        json: bool,
    },
    /// Removes an account.
    Remove {
        /// Which.
        name: String,
        #[command(flatten)]
        office: OfficeFolder,
    },
}

pub(super) fn run(command: Command) -> Result<(), Failure> {
    match command {
        Command::Add {
            name,
            role,
            generate,
            office,
        } => add(&name, role, generate, &office.data),
        Command::List { office, json } => list(&office.data, json),
        Command::Remove { name, office } => {
            of(&office.data)?.remove(&name)?;
            output::note(&format!("there is no account {name} any more"));
            Ok(())
        }
    }
}

/// The accounts of the office in a folder, which must be there.
fn of(data: &Path) -> Result<Accounts, Failure> {
    if !data.join("log.key").exists() {
        return Err(Failure::NotFound(format!(
            "no office lies in {}: run `medreg federal init`",
            data.display()
        )));
    }
    Ok(Accounts::of_office(data)?)
}

fn add(name: &str, role: Role, generate: bool, data: &Path) -> Result<(), Failure> {
    let accounts = of(data)?;
    if generate {
        let password = Password::made()?;
        accounts.add(name, role, &password)?;
        output::json(&json!({"account": name, "role": role, "password": password.reveal()}));
        output::note("this is the only time the password is shown");
        return Ok(());
    }
    accounts.add(name, role, &Password::chosen(asked()?)?)?;
    output::json(&json!({"account": name, "role": role}));
    Ok(())
}

/// A password, from whoever sits there or from a pipe.
fn asked() -> Result<String, Failure> {
    if !stdin().is_terminal() {
        let mut line = String::new();
        stdin().read_line(&mut line)?;
        return Ok(line.trim_end_matches(['\r', '\n']).to_owned());
    }
    let password = rpassword::prompt_password("Password: ")?;
    if password == rpassword::prompt_password("Again: ")? {
        Ok(password)
    } else {
        Err(Failure::Usage("the two passwords differ".to_owned()))
    }
}

fn list(data: &Path, json: bool) -> Result<(), Failure> {
    let accounts = of(data)?.all()?;
    if json {
        let row = |account: &Account| json!({"account": account.name, "role": account.role});
        output::json(&accounts.iter().map(row).collect::<Vec<_>>());
        return Ok(());
    }
    output::table(
        &["account", "role"],
        accounts
            .iter()
            .map(|account| vec![account.name.clone(), account.role.to_string()]),
    );
    Ok(())
}
