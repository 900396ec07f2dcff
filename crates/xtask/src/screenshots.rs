//! Pictures of the site's main pages, written into `docs/img` from a demo with a fixed seed.

use anyhow::Result;

use crate::test::{REMEDY, programs, with_browser};
use crate::{browser, process, workspace};

const FOLDER: &str = "docs/img";

/// Installs the browser, builds, and has the pages painted.
pub(crate) fn run() -> Result<()> {
    let browser = browser::install()?;
    let medreg = programs()?;
    let mut paint = process::command(workspace::cargo())?;
    paint
        .args(["run", "--quiet", "--package", "medreg-tests"])
        .args(["--bin", "screenshots", "--", FOLDER])
        .env("MEDREG_BIN", medreg);
    process::run(with_browser(&mut paint, &browser), REMEDY)
}
