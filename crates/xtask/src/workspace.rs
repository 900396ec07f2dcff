//! Where the workspace lies, and where its tools are kept.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// The directory that holds the root manifest.
pub(crate) fn root() -> Result<&'static Path> {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .nth(2)
        .context("crates/xtask does not lie two levels below the workspace")
}

/// Where `cargo xtask install` puts programs, whatever `CARGO_TARGET_DIR` says.
///
/// The tests look here too, so it must not depend on how cargo was called.
pub(crate) fn tools() -> Result<PathBuf> {
    Ok(root()?.join("target/tools"))
}

/// A program of this workspace, built beside the running xtask.
pub(crate) fn built(program: &str) -> Result<PathBuf> {
    let own = std::env::current_exe().context("cannot tell where xtask runs from")?;
    Ok(own.with_file_name(program))
}

/// A program of this workspace, built with `--release`.
pub(crate) fn released(program: &str) -> Result<PathBuf> {
    Ok(target()?.join("release").join(program))
}

/// The folder cargo builds into.
pub(crate) fn target() -> Result<PathBuf> {
    let own = built("xtask")?;
    let target = own.ancestors().nth(2);
    let target = target.context("xtask does not run from a profile's folder")?;
    Ok(target.to_owned())
}

/// The cargo that runs us, else the one on the path.
pub(crate) fn cargo() -> OsString {
    std::env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"))
}
