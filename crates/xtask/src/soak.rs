//! Kills under load with release binaries: the end-to-end test of kills, as long as wanted.

use std::path::PathBuf;

use anyhow::Result;

use crate::test::{REMEDY, with_programs};
use crate::{install, process, workspace};

/// Installs the broker, builds, and hands the options to the `soak` program of the tests.
///
/// `MEDREG_BIN` names a binary of the caller's own, which is killed instead.
pub(crate) fn run(options: &[String]) -> Result<()> {
    let tools = install::run()?;
    let cargo = workspace::cargo();
    let medreg = if let Some(own) = std::env::var_os("MEDREG_BIN") {
        PathBuf::from(own)
    } else {
        let mut build = process::command(&cargo)?;
        build.args(["build", "--release", "--package", "medreg", "--bins"]);
        process::run(&mut build, REMEDY)?;
        workspace::released("medreg")?
    };
    let mut soak = process::command(&cargo)?;
    soak.args(["run", "--quiet", "--release", "--package", "medreg-tests"]);
    soak.args(["--bin", "soak", "--"]).args(options);
    process::run(with_programs(&mut soak, &tools, &medreg), REMEDY)
}
