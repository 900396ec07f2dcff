//! Installs what only the browser tests need: Chromium, and the script of axe-core.
//!
//! Chromium comes from the distribution, so this is the one place that changes the machine;
//! what is there already is left alone. axe-core comes from the npm registry, pinned by version
//! and SHA-512 in `requirements/axe`, and stays inside `target/tools`: its licence (MPL-2.0)
//! reaches nothing that ships.

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::{process, workspace};

/// The version that `requirements/axe/package-lock.json` pins.
const AXE_VERSION: &str = "4.14.1";

const AXE_REQUIREMENTS: &str = "crates/xtask/requirements/axe";

/// What Chromium is called, by distribution.
const CHROMIUM: [&str; 3] = ["chromium", "chromium-browser", "google-chrome"];

/// What the browser tests start and read.
#[derive(Debug)]
pub(crate) struct Browser {
    pub(crate) chromium: PathBuf,
    pub(crate) axe: PathBuf,
}

impl fmt::Display for Browser {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { chromium, axe } = self;
        writeln!(f, "chromium: {}", chromium.display())?;
        write!(f, "axe-core {AXE_VERSION}: {}", axe.display())
    }
}

/// Installs what is missing and returns where it lies.
///
/// `MEDREG_CHROMIUM` and `MEDREG_AXE` name the caller's own, which are used instead.
pub(crate) fn install() -> Result<Browser> {
    Ok(Browser {
        chromium: chromium()?,
        axe: axe()?,
    })
}

fn chromium() -> Result<PathBuf> {
    if let Some(own) = std::env::var_os("MEDREG_CHROMIUM") {
        return Ok(PathBuf::from(own));
    }
    if let Some(found) = answering(&CHROMIUM)? {
        return Ok(found);
    }
    apt("chromium", "set MEDREG_CHROMIUM to a Chromium of your own")?;
    answering(&CHROMIUM)?.context("apt-get installed chromium, but it does not answer")
}

fn axe() -> Result<PathBuf> {
    if let Some(own) = std::env::var_os("MEDREG_AXE") {
        return Ok(PathBuf::from(own));
    }
    let folder = workspace::tools()?.join("axe");
    let script = folder.join("node_modules/axe-core/axe.min.js");
    if is_pinned(&script) {
        return Ok(script);
    }
    if answering(&["npm"])?.is_none() {
        apt("npm", "install npm, or set MEDREG_AXE to an axe.min.js")?;
    }
    fs::create_dir_all(&folder).with_context(|| format!("cannot create {}", folder.display()))?;
    for name in ["package.json", "package-lock.json"] {
        let from = workspace::root()?.join(AXE_REQUIREMENTS).join(name);
        fs::copy(&from, folder.join(name))
            .with_context(|| format!("cannot copy {}", from.display()))?;
    }
    let mut npm = process::command("npm")?;
    npm.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"])
        .args(["--silent", "--prefix"])
        .arg(&folder);
    process::run(&mut npm, "install npm")?;
    if !is_pinned(&script) {
        bail!("{} is not axe-core {AXE_VERSION}", script.display());
    }
    Ok(script)
}

fn is_pinned(script: &Path) -> bool {
    let named = format!("/*! axe v{AXE_VERSION}");
    fs::read(script).is_ok_and(|text| text.starts_with(named.as_bytes()))
}

/// The first of these programs that tells its version.
fn answering(programs: &[&str]) -> Result<Option<PathBuf>> {
    for program in programs {
        if process::succeeds(process::command(program)?.arg("--version")) {
            return Ok(Some(PathBuf::from(program)));
        }
    }
    Ok(None)
}

/// Installs a package of Debian or Ubuntu.
fn apt(package: &str, otherwise: &str) -> Result<()> {
    let remedy = format!("it installs {package} on Debian and Ubuntu; elsewhere {otherwise}");
    let user = process::output(process::command("id")?.arg("-u"), "it tells who you are")?;
    if user.trim() != "0" {
        bail!(
            "the browser tests need {package}: run `apt-get install -y {package}` as root, \
             or {otherwise}"
        );
    }
    let verbs: [&[&str]; 2] = [
        &["update"],
        &["install", "-y", "--no-install-recommends", package],
    ];
    for verb in verbs {
        let mut apt = process::command("apt-get")?;
        apt.env("DEBIAN_FRONTEND", "noninteractive").args(verb);
        process::run(&mut apt, &remedy)?;
    }
    Ok(())
}
