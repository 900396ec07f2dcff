//! The next key of the office's history: made, made known to those who check, taken into use.

use std::path::{Path, PathBuf};

use medreg_log::{Disk, VerifierKey};
use medreg_node::rekey::{Overlap, Rekey};
use serde_json::json;

use crate::cli::OfficeFolder;
use crate::exit::Failure;
use crate::output;
use crate::simulate::read_vkey;

/// Which step of the change.
///
/// Example: medreg federal new-log-key --data office
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    office: OfficeFolder,
    /// Sign with the next key alone from now on; the office does not serve.
    #[arg(long = "use")]
    in_use: bool,
    /// Without a time in which both keys signed, for somebody else may hold the one before:
    /// who does not know the next key believes no checkpoint from now on.
    #[arg(long, requires = "in_use")]
    now: bool,
}

pub(super) fn run(args: &Args) -> Result<(), Failure> {
    let data = &args.office.data;
    let log_vkey = data.join("log.vkey");
    let before = read_vkey(&log_vkey)?;
    let keys = Rekey::of_office(data, before.name());
    if !args.in_use {
        let next = keys.next()?;
        amend_policy(&policy(data), Some(&next), None)?;
        output::note(
            "give this key to everybody who checks checkpoints, and start the office anew: it signs with both",
        );
        output::json(&json!({"vkey": next.to_string(), "in_use": false}));
        return Ok(());
    }
    let overlap = if args.now {
        Overlap::None
    } else {
        Overlap::Required
    };
    let next = keys.change(overlap)?;
    Disk::default().replace(&log_vkey, format!("{next}\n").as_bytes())?;
    amend_policy(&policy(data), Some(&next), args.now.then_some(&before))?;
    keys.finish()?;
    output::json(&json!({"vkey": next.to_string(), "in_use": true}));
    Ok(())
}

fn policy(data: &Path) -> PathBuf {
    data.join("audit.policy")
}

/// Lists a log in the policy that the office hands out, and takes another one out; the rest of
/// it is its operator's.
fn amend_policy(
    path: &Path,
    listed: Option<&VerifierKey>,
    gone: Option<&VerifierKey>,
) -> Result<(), Failure> {
    let text = std::fs::read_to_string(path)?;
    let line = |key: &VerifierKey| format!("log {key}");
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    if let Some(listed) = listed.map(line).filter(|line| !lines.contains(line)) {
        let last = lines.iter().rposition(|line| line.starts_with("log "));
        lines.insert(last.map_or(0, |last| last + 1), listed);
    }
    let gone = gone.map(line);
    lines.retain(|line| Some(line) != gone.as_ref());
    Ok(Disk::default().replace(path, (lines.join("\n") + "\n").as_bytes())?)
}
