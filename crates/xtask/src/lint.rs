//! Formatting, clippy and rustdoc over the whole workspace, warnings denied.

use anyhow::Result;

use crate::{process, workspace};

const REMEDY: &str = "install it: `rustup component add rustfmt clippy`";

/// Runs the three in order of how quickly they answer; the first failure ends it.
pub(crate) fn run() -> Result<()> {
    let cargo = workspace::cargo();
    let mut fmt = process::command(&cargo)?;
    process::run(fmt.args(["fmt", "--all", "--check"]), REMEDY)?;
    let mut clippy = process::command(&cargo)?;
    clippy
        .args(["clippy", "--workspace", "--all-targets"])
        .args(["--", "-D", "warnings"]);
    process::run(&mut clippy, REMEDY)?;
    let mut doc = process::command(&cargo)?;
    doc.env("RUSTDOCFLAGS", "-D warnings")
        .args(["doc", "--workspace", "--no-deps"])
        .arg("--document-private-items");
    process::run(&mut doc, REMEDY)
}
