//! Writes the seeds of every target: `seeds FOLDER` fills `FOLDER/<target>/`.
#![expect(
    clippy::print_stderr,
    reason = "a command line tool talks to its terminal"
)]

use std::fs;
use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

use medreg_fuzz::{TARGETS, Target};

fn main() -> ExitCode {
    let Some(folder) = std::env::args_os().nth(1).map(PathBuf::from) else {
        eprintln!("Usage: seeds FOLDER");
        return ExitCode::FAILURE;
    };
    match TARGETS
        .iter()
        .try_for_each(|target| write(&folder.join(target.name), target))
    {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("seeds: {}: {error}", folder.display());
            ExitCode::FAILURE
        }
    }
}

fn write(folder: &PathBuf, target: &Target) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    for (number, seed) in (target.seeds)().iter().enumerate() {
        fs::write(folder.join(format!("{number:03}")), seed)?;
    }
    Ok(())
}
