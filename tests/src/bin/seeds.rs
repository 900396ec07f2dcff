//! `cargo xtask seeds`: see `medreg_tests::seeds`.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command line tool talks to its terminal"
)]

use std::process::ExitCode;

use medreg_tests::seeds;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let options = match seeds::options(&arguments) {
        Ok(options) => options,
        Err(said) => {
            eprintln!("seeds: {said}");
            return ExitCode::from(2);
        }
    };
    let folder = match seeds::folder() {
        Ok(folder) => folder,
        Err(error) => {
            eprintln!("seeds: no folder for them: {error}; set TMPDIR to one with room");
            return ExitCode::FAILURE;
        }
    };
    let report = seeds::run(folder.path(), options, |line| eprintln!("{line}"));
    println!("{report}");
    if report.failed.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}
