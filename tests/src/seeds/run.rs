//! Many seeds, on every processor, each by itself; a seed that fails says how to play it again.

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use tempfile::TempDir;

use super::{Counts, Sabotage, play};

/// Seeds where no number is given.
const COUNT: u64 = 1_000;

/// Seeds after which it is told how many there were.
const TOLD_EVERY: u64 = 500;

/// Failures that are told before the rest is only counted.
const TOLD_MAX: usize = 10;

/// What is to be played.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// The first seed.
    pub first: u64,
    /// How many.
    pub count: u64,
    /// Whether to tell what happened: for one seed.
    pub is_told: bool,
}

/// What came of many seeds.
#[derive(Debug)]
pub struct Report {
    /// Seeds that were played.
    pub played: u64,
    /// Seeds under which something did not hold, and what.
    pub failed: Vec<(u64, String)>,
    /// What happened in all of them.
    pub counts: Counts,
    /// How long it took.
    pub took: Duration,
    /// What happened, where it was to be told.
    pub story: Vec<String>,
}

/// Reads `--seed N`, or `--count N` and `--first N`; else `MEDREG_SEEDS` says how many.
pub fn options(arguments: &[String]) -> Result<Options, String> {
    let wanted = std::env::var("MEDREG_SEEDS").ok();
    let mut options = Options {
        first: 1,
        count: wanted.map_or(Ok(COUNT), |wanted| number(&wanted))?,
        is_told: false,
    };
    let mut arguments = arguments.iter();
    while let Some(argument) = arguments.next() {
        let value = arguments
            .next()
            .ok_or_else(|| format!("`{argument}` wants a number"));
        match argument.as_str() {
            "--seed" => {
                options = Options {
                    first: number(value?)?,
                    count: 1,
                    is_told: true,
                };
            }
            "--count" => options.count = number(value?)?,
            "--first" => options.first = number(value?)?,
            other => return Err(format!("`{other}` is none of --seed, --count, --first")),
        }
    }
    Ok(options)
}

fn number(text: &str) -> Result<u64, String> {
    text.parse().map_err(|_| format!("`{text}` is no number"))
}

/// A folder in memory where the machine has one, for nothing here needs a real disk.
pub fn folder() -> io::Result<TempDir> {
    let memory = Path::new("/dev/shm");
    if std::env::var_os("TMPDIR").is_none() && memory.is_dir() {
        tempfile::tempdir_in(memory)
    } else {
        tempfile::tempdir()
    }
}

/// Plays seeds in folders below this one, and removes each as it goes; tells of each seed that
/// fails as soon as it does.
pub fn run(folder: &Path, options: Options, tell: impl Fn(&str) + Sync) -> Report {
    let begun = Instant::now();
    let next = AtomicU64::new(options.first);
    let report = Mutex::new(Report {
        played: 0,
        failed: Vec::new(),
        counts: Counts::default(),
        took: Duration::ZERO,
        story: Vec::new(),
    });
    let processors = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        for _ in 0..processors {
            scope.spawn(|| {
                loop {
                    let seed = next.fetch_add(1, Ordering::Relaxed);
                    if seed >= options.first + options.count {
                        return;
                    }
                    play_one(folder, seed, (options.is_told, &tell), &report);
                }
            });
        }
    });
    let mut report = report.into_inner().expect("no seed panics with the report");
    report.failed.sort();
    report.took = begun.elapsed();
    report
}

fn play_one(
    folder: &Path,
    seed: u64,
    (is_told, tell): (bool, &impl Fn(&str)),
    report: &Mutex<Report>,
) {
    let folder = folder.join(seed.to_string());
    std::fs::create_dir(&folder).expect("a folder for a seed can be made");
    let played = catch_unwind(AssertUnwindSafe(|| {
        play(seed, &folder, Sabotage::None, is_told)
    }));
    // A store that was just dropped may still write: what stays is removed with the rest.
    drop(std::fs::remove_dir_all(&folder));
    let mut report = report.lock().expect("no seed panics with the report");
    report.played += 1;
    let broken = match played {
        Ok(played) => {
            report.counts.add(&played.counts);
            report.story.extend(played.story);
            played.broken.map(|broken| broken.to_string())
        }
        Err(_) => Some("it panicked".to_owned()),
    };
    if let Some(broken) = broken {
        tell(&failure(seed, &broken));
        report.failed.push((seed, broken));
    }
    if report.played.is_multiple_of(TOLD_EVERY) {
        tell(&format!("{} seeds played", report.played));
    }
}

fn failure(seed: u64, broken: &str) -> String {
    format!("seed {seed} failed: {broken}\n  play it again: cargo xtask seeds --seed {seed}")
}

impl Counts {
    fn add(&mut self, other: &Self) {
        self.recorded += other.recorded;
        self.refused += other.refused;
        self.crashes += other.crashes;
        self.read += other.read;
        self.kept += other.kept;
        self.operations += other.operations;
    }
}

impl std::fmt::Display for Report {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for line in &self.story {
            writeln!(out, "{line}")?;
        }
        for (seed, broken) in self.failed.iter().take(TOLD_MAX) {
            writeln!(out, "{}", failure(*seed, broken))?;
        }
        let Counts {
            recorded,
            refused,
            crashes,
            read,
            kept,
            operations,
        } = self.counts;
        let seconds = self.took.as_secs_f64();
        write!(
            out,
            "{} seeds, {} failed, {seconds:.1} s: {recorded} events acknowledged, {refused} \
             requests refused, {read} messages read, {crashes} crashes, {kept} messages kept \
             aside, {operations} operations on the office's disk",
            self.played,
            self.failed.len(),
        )
    }
}
