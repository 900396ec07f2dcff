//! Every test of the workspace, on a machine that has nothing but Rust and Python.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use crate::browser::{self, Browser};
use crate::install::{self, Tools};
use crate::{process, workspace};

pub(crate) const REMEDY: &str = "install Rust from https://rustup.rs";

/// Installs, builds the binaries, then runs all tests and all doctests.
///
/// The end-to-end tests run the binary of the dev profile: it shares its
/// dependencies with the tests, and those are built with optimisation.
pub(crate) fn run(extra: &[String]) -> Result<()> {
    let tools = install::run()?;
    let browser = browser::install()?;
    let medreg = programs()?;

    let mut tests = runner()?;
    tests.args(extra);
    with_browser(&mut tests, &browser);
    process::run(with_programs(&mut tests, &tools, &medreg), REMEDY)?;
    let mut doctests = process::command(workspace::cargo())?;
    doctests.args(["test", "--workspace", "--doc"]);
    process::run(with_programs(&mut doctests, &tools, &medreg), REMEDY)
}

/// Builds the programs that the tests start, and returns where `medreg` lies.
pub(crate) fn programs() -> Result<PathBuf> {
    let mut build = process::command(workspace::cargo())?;
    build.args([
        "build",
        "--package",
        "medreg",
        "--package",
        "medreg-audit",
        "--bins",
    ]);
    process::run(&mut build, REMEDY)?;
    workspace::built("medreg")
}

/// cargo-nextest where it is installed, else plain `cargo test`.
fn runner() -> Result<Command> {
    let cargo = workspace::cargo();
    let in_ci = std::env::var_os("CI").is_some();
    let mut runner = process::command(&cargo)?;
    if process::succeeds(process::command(&cargo)?.args(["nextest", "--version"])) {
        runner.args(["nextest", "run", "--workspace"]);
        if in_ci {
            runner.args(["--profile", "ci"]);
        }
    } else {
        // `--tests`, for the doctests have a run of their own.
        runner.args(["test", "--workspace", "--tests"]);
        if in_ci {
            runner.arg("--no-fail-fast");
        }
    }
    Ok(runner)
}

/// Tells the tests which programs to start.
pub(crate) fn with_programs<'a>(
    command: &'a mut Command,
    tools: &Tools,
    medreg: &Path,
) -> &'a mut Command {
    command
        .env("MEDREG_BIN", medreg)
        .env("MEDREG_NATS_SERVER", &tools.nats_server)
        .env("MEDREG_PYTHON", &tools.python)
        .env("MEDREG_SCHEMATHESIS", &tools.schemathesis)
        .env("MEDREG_OIDC_PROVIDER", &tools.oidc_provider)
}

/// Tells the tests which browser to start, and what examines its pages.
pub(crate) fn with_browser<'a>(command: &'a mut Command, browser: &Browser) -> &'a mut Command {
    command
        .env("MEDREG_CHROMIUM", &browser.chromium)
        .env("MEDREG_AXE", &browser.axe)
}
