//! `cargo xtask screenshots`: see `medreg_tests::gallery`.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command line tool talks to its terminal"
)]

use std::path::Path;
use std::process::ExitCode;

use medreg_tests::gallery;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [folder] = arguments.as_slice() else {
        eprintln!("screenshots: name the folder to write to, and nothing else");
        return ExitCode::from(2);
    };
    for (picture, bytes) in gallery::paint(Path::new(folder)) {
        println!("{}: {} KB", picture.display(), bytes.div_ceil(1000));
    }
    ExitCode::SUCCESS
}
