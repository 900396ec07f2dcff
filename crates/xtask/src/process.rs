//! Programs run to their end: started in the workspace, never left behind.

use std::ffi::OsStr;
use std::io::ErrorKind;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::workspace;

/// A command that starts at the root of the workspace and reads no input.
pub(crate) fn command(program: impl AsRef<OsStr>) -> Result<Command> {
    let mut command = Command::new(program);
    command.current_dir(workspace::root()?).stdin(Stdio::null());
    Ok(command)
}

/// Runs a command whose output belongs on the terminal; fails unless it succeeds.
pub(crate) fn run(command: &mut Command, remedy: &str) -> Result<()> {
    let status = command
        .status()
        .map_err(|error| not_started(command, error, remedy))?;
    if !status.success() {
        bail!("`{}` failed ({status})", line(command));
    }
    Ok(())
}

/// Runs a command for what it prints; fails unless it succeeds.
pub(crate) fn output(command: &mut Command, remedy: &str) -> Result<String> {
    let output = command
        .output()
        .map_err(|error| not_started(command, error, remedy))?;
    if !output.status.success() {
        bail!(
            "`{}` failed ({}): {}",
            line(command),
            output.status,
            String::from_utf8_lossy(&output.stderr).trim()
        );
    }
    String::from_utf8(output.stdout)
        .with_context(|| format!("`{}` printed no UTF-8", line(command)))
}

/// Says whether a command can be run and succeeds; its output is dropped.
pub(crate) fn succeeds(command: &mut Command) -> bool {
    command
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// Says whether a command that writes where it was told to succeeds.
pub(crate) fn ends_well(command: &mut Command, remedy: &str) -> Result<bool> {
    let status = command.status();
    let status = status.map_err(|error| not_started(command, error, remedy))?;
    Ok(status.success())
}

fn not_started(command: &Command, error: std::io::Error, remedy: &str) -> anyhow::Error {
    let program = command.get_program().to_string_lossy().into_owned();
    if error.kind() == ErrorKind::NotFound {
        return anyhow::anyhow!("the program `{program}` is missing; {remedy}");
    }
    anyhow::Error::new(error).context(format!("cannot start `{program}`"))
}

fn line(command: &Command) -> String {
    let mut line = command.get_program().to_string_lossy().into_owned();
    for argument in command.get_args() {
        line.push(' ');
        line.push_str(&argument.to_string_lossy());
    }
    line
}
