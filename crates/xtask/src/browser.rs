//! Installs Chromium and `ChromeDriver`, which only the browser tests need.
//!
//! They come from the distribution, so this is the one command that changes
//! the machine; it is never run unless asked for.

use anyhow::Result;

use crate::process;

const REMEDY: &str = "this works on Debian and Ubuntu only; \
                      elsewhere install chromium and chromedriver by hand";

/// Installs both unless both answer already.
pub(crate) fn install() -> Result<()> {
    let chromium = process::succeeds(process::command("chromium")?.arg("--version"));
    let driver = process::succeeds(process::command("chromedriver")?.arg("--version"));
    if chromium && driver {
        return Ok(());
    }
    let mut apt = process::command("apt-get")?;
    apt.env("DEBIAN_FRONTEND", "noninteractive").args([
        "install",
        "-y",
        "chromium",
        "chromium-driver",
    ]);
    process::run(&mut apt, REMEDY)
}
