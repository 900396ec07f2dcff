//! Every fuzz target for a bounded time: cargo-fuzz builds, libFuzzer runs.
//!
//! The inputs to begin with are written anew each time. What libFuzzer adds to them stays in
//! the target folder, so that the next run begins where this one ended.

use std::fs::{self, File};
use std::path::Path;
use std::thread;

use anyhow::{Context, Result, anyhow, bail};

use crate::{install, process, workspace};

/// Seconds for each target, unless told otherwise.
const SECONDS: u32 = 10;

/// An input that takes longer than this is a finding.
const INPUT_SECONDS_MAX: u32 = 10;

/// An event has at most 32 KiB; some inputs are longer, to be refused.
const INPUT_BYTES_MAX: u32 = 33 * 1024;

const CXX_REMEDY: &str = "libFuzzer is C++: `apt-get install -y g++`";
const REMEDY: &str = "run `cargo xtask fuzz`";

/// Builds all targets and runs each for a while, as many at once as there are processors.
pub(crate) fn run(options: &[String]) -> Result<()> {
    let seconds = seconds(options)?;
    let folder = workspace::target()?.join("fuzz");
    let names = targets()?;
    build(&folder)?;
    write_seeds(&folder)?;
    let binaries = folder.join(host()?).join("release");

    let lanes = thread::available_parallelism().map_or(1, usize::from);
    let failed: Vec<String> = thread::scope(|scope| {
        let lane = |first: usize| {
            let names = names.iter().skip(first).step_by(lanes);
            let run = |name: &String| fuzz(name, &binaries, &folder, seconds).err();
            names
                .filter_map(|name| Some(format!("{name}: {:#}", run(name)?)))
                .collect::<Vec<_>>()
        };
        let lanes: Vec<_> = (0..lanes).map(|at| scope.spawn(move || lane(at))).collect();
        let ended = lanes.into_iter().map(thread::ScopedJoinHandle::join);
        ended
            .flat_map(|failed| failed.unwrap_or_else(|_| vec!["a lane panicked".to_owned()]))
            .collect()
    });
    if !failed.is_empty() {
        bail!("{}", failed.join("\n"));
    }
    Ok(())
}

fn seconds(options: &[String]) -> Result<u32> {
    match options {
        [] => Ok(SECONDS),
        [flag, seconds] if flag == "--seconds" => seconds
            .parse()
            .with_context(|| format!("`{seconds}` is not a number of seconds")),
        _ => bail!("cannot fuzz with `{}`", options.join(" ")),
    }
}

/// The names of the targets, by the files of their binaries.
fn targets() -> Result<Vec<String>> {
    let folder = workspace::root()?.join("fuzz/fuzz_targets");
    let files = fs::read_dir(&folder).with_context(|| format!("no {}", folder.display()))?;
    let mut names = Vec::new();
    for file in files {
        let path = file?.path();
        let name = path.file_stem().and_then(|stem| stem.to_str());
        names.push(name.context("a target has a name")?.to_owned());
    }
    names.sort();
    Ok(names)
}

/// Builds with the instrumentation of libFuzzer and with debug assertions.
///
/// No sanitizer: there is no unsafe code of ours to watch, and a stable Rust has none.
fn build(folder: &Path) -> Result<()> {
    let cargo_fuzz = install::cargo_fuzz()?;
    let compiler = std::env::var_os("CXX").unwrap_or_else(|| "c++".into());
    process::output(process::command(compiler)?.arg("--version"), CXX_REMEDY)?;
    let mut build = process::command(cargo_fuzz)?;
    build
        .args(["build", "--fuzz-dir", "fuzz", "--features", "libfuzzer"])
        .args(["--sanitizer", "none", "--debug-assertions"])
        // What is tested is what ships: no crate may behave otherwise because it is fuzzed.
        .arg("--no-cfg-fuzzing")
        .args(["--codegen-units", "16", "--target-dir"])
        .arg(folder)
        // The build takes longer than the runs: less of it finds more.
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1")
        .env("RUSTFLAGS", "-Cdebuginfo=0");
    process::run(&mut build, REMEDY)
}

fn write_seeds(folder: &Path) -> Result<()> {
    let seeds = folder.join("seeds");
    if seeds.exists() {
        fs::remove_dir_all(&seeds).with_context(|| format!("cannot clear {}", seeds.display()))?;
    }
    let mut write = process::command(workspace::cargo())?;
    write
        .args(["run", "--quiet", "--package", "medreg-fuzz"])
        .args(["--example", "seeds", "--"])
        .arg(&seeds);
    process::run(&mut write, REMEDY)
}

/// The triple cargo-fuzz builds for.
fn host() -> Result<String> {
    let mut rustc = process::command("rustc")?;
    let told = process::output(rustc.arg("-vV"), "install Rust from https://rustup.rs")?;
    let host = told.lines().find_map(|line| line.strip_prefix("host: "));
    Ok(host.context("rustc names no host")?.to_owned())
}

/// Runs one target; fails with the input that broke it.
fn fuzz(name: &str, binaries: &Path, folder: &Path, seconds: u32) -> Result<()> {
    let [corpus, crashes] = ["corpus", "crashes"].map(|part| folder.join(part).join(name));
    for part in [&corpus, &crashes] {
        fs::create_dir_all(part).with_context(|| format!("cannot create {}", part.display()))?;
    }
    let log = folder.join(format!("{name}.log"));
    let mut target = process::command(binaries.join(name))?;
    target
        .arg(format!("-max_total_time={seconds}"))
        .arg(format!("-timeout={INPUT_SECONDS_MAX}"))
        .arg(format!("-max_len={INPUT_BYTES_MAX}"))
        .arg(format!("-artifact_prefix={}/", crashes.display()))
        .arg("-print_final_stats=1")
        .args([&corpus, &folder.join("seeds").join(name)])
        .stderr(File::create(&log).with_context(|| format!("cannot write {}", log.display()))?);
    let succeeded = process::ends_well(&mut target, REMEDY)?;
    let told = fs::read(&log).with_context(|| format!("cannot read {}", log.display()))?;
    let told = String::from_utf8_lossy(&told);
    if !succeeded {
        return Err(broken(&told, &log));
    }
    let runs = after(&told, "stat::number_of_executed_units:").unwrap_or("no");
    println!("{name:<16} {runs:>9} runs in {seconds} s");
    Ok(())
}

/// What libFuzzer wrote of a failure: the input, and where the rest is told.
fn broken(told: &str, log: &Path) -> anyhow::Error {
    let input = after(told, "Test unit written to ").unwrap_or("none was written");
    anyhow!("broken by the input {input}; {} tells how", log.display())
}

fn after<'a>(told: &'a str, what: &str) -> Option<&'a str> {
    let line = told.lines().find(|line| line.contains(what))?;
    line.split(what).nth(1).map(str::trim)
}
