//! The project's own commands, run as `cargo xtask <command>`.
//!
//! Nothing here ships. Each command does on a laptop exactly what CI does, and
//! knows no rule of the register. Start at [`install`] for what the tests need.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command line tool talks to its terminal"
)]

mod browser;
mod fuzz;
mod install;
mod lint;
mod process;
mod screenshots;
mod seeds;
mod soak;
mod test;
mod workspace;

use std::process::ExitCode;

use anyhow::{Result, bail};

const USAGE: &str = "\
Usage: cargo xtask <command>

  install [--browser]  install what the tests need into target/tools
                       (--browser: also Chromium, by apt-get, and axe-core)
  test [ARGS...]       install, build the binaries, run every test; ARGS go to the test runner
  soak [OPTIONS]       kill the office and a court again and again over NATS; compare with
                       undisturbed lives (--federal-kills N, --court-kills N, --procedures N, ...)
  seeds [OPTIONS]      simulate federations with bad networks, failing disks and crashes, one
                       from each seed (--count N, --first N); --seed N plays and tells one
  screenshots          paint the site's main pages into docs/img, from a demo with a fixed seed
  fuzz [--seconds N]   run every fuzz target for N seconds (10 if not told), two or more at once
  lint                 formatting, clippy and rustdoc, warnings denied
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[String]) -> Result<()> {
    let Some((command, rest)) = arguments.split_first() else {
        bail!("no command given\n\n{USAGE}");
    };
    match (command.as_str(), rest) {
        ("install", []) => {
            println!("{}", install::run()?);
            Ok(())
        }
        ("install", [flag]) if flag == "--browser" => {
            println!("{}", install::run()?);
            println!("{}", browser::install()?);
            Ok(())
        }
        ("test", rest) => test::run(rest),
        ("soak", rest) => soak::run(rest),
        ("seeds", rest) => seeds::run(rest),
        ("screenshots", []) => screenshots::run(),
        ("fuzz", rest) => fuzz::run(rest),
        ("lint", []) => lint::run(),
        ("help" | "--help" | "-h", _) => {
            print!("{USAGE}");
            Ok(())
        }
        _ => bail!("cannot run `{}`\n\n{USAGE}", arguments.join(" ")),
    }
}
