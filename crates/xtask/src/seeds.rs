//! Simulated federations, as many as wanted: what a test does with few seeds, with release
//! binaries and thousands.

use anyhow::Result;

use crate::test::REMEDY;
use crate::{process, workspace};

/// Builds, and hands the options to the `seeds` program of the tests.
pub(crate) fn run(options: &[String]) -> Result<()> {
    let cargo = workspace::cargo();
    let mut seeds = process::command(&cargo)?;
    seeds.args(["run", "--quiet", "--release", "--package", "medreg-tests"]);
    seeds.args(["--bin", "seeds", "--"]).args(options);
    process::run(&mut seeds, REMEDY)
}
