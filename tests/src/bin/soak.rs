//! `cargo xtask soak`: see `medreg_tests::soak`.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command line tool talks to its terminal"
)]

use std::process::ExitCode;

use medreg_tests::soak;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let plan = match soak::plan(&arguments) {
        Ok(plan) => plan,
        Err(said) => {
            eprintln!("soak: {said}");
            return ExitCode::from(2);
        }
    };
    // Kept where something fails: what lies there is what there is to look at.
    let folder = match tempfile::tempdir() {
        Ok(folder) => folder.keep(),
        Err(error) => {
            eprintln!("soak: no folder for the trial: {error}; set TMPDIR to one with room");
            return ExitCode::FAILURE;
        }
    };
    eprintln!("soak: in {}", folder.display());
    let report = soak::run(&folder, &plan);
    println!("{report}");
    soak::assert_sound(&report, &plan);
    if let Err(error) = std::fs::remove_dir_all(&folder) {
        eprintln!("soak: {} stays: {error}", folder.display());
    }
    ExitCode::SUCCESS
}
