//! Kills the office while it takes events in, a court while it acts, and then all of them and
//! the broker in a storm, again and again; then compares with the same lives undisturbed.
//!
//! Where a kill falls is drawn from a seed: mostly a size of the log on disk, so that it
//! falls into a write or between two, sometimes a moment after the start, so that it falls
//! into a recovery. What the machine does at that moment is not in our hands.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha20Rng;
use serde_json::{Value, json};

use crate::harness;
use crate::process::{Process, WITHIN};
use crate::trial::{self, Knobs, Outcome, Pace, Trial};

mod storm;

/// Between two looks at the log on disk.
const LOOK_EVERY: Duration = Duration::from_millis(1);
/// One kill in so many falls after the start rather than on a size.
const EARLY_EVERY: u64 = 4;
/// How long after the start an early kill falls at the latest.
const EARLY_WITHIN_MS: u64 = 250;
/// Leaves in a full bundle.
const BUNDLE: u64 = 256;

/// What is to be done.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// The federation.
    pub knobs: Knobs,
    /// How often the office is killed.
    pub federal_kills: u64,
    /// How often the court is killed.
    pub court_kills: u64,
    /// How often one of office, court and broker is killed while all of them run.
    pub storm_kills: u64,
    /// Events a second in all courts together, at most; as fast as they can if none.
    pub rate: u64,
    /// The seed of the kills.
    pub seed: u64,
}

/// Where the kills of one program fell, as leaves on disk.
type Kills = Vec<u64>;

/// Carries a plan out in a folder and tells what came of it.
pub fn run(folder: &Path, plan: &Plan) -> Value {
    let begun = Instant::now();
    let mut rng = ChaCha20Rng::seed_from_u64(plan.seed);
    let reference = Trial::reference(folder, &plan.knobs);
    let mut trial = Trial::begin(folder, plan.knobs);
    let (court, acts) = busiest(&reference, &trial);
    trial.set_up_court(&court);
    if plan.rate > 0 {
        let apart = plan.rate * acts / reference.court_events();
        let together = plan.rate - apart;
        trial.set_pace(Pace { together, apart });
    }

    let mut living = trial.live_except(&court);
    // What the office had stated before, and what the other courts send.
    let facts = trial::status(&trial.office())["position"].as_u64();
    let without_court = facts.unwrap_or(0) + reference.court_events() - acts;
    let history = trial.office().join("history");
    let storm = storm::blow(
        &mut rng,
        plan.storm_kills,
        (&mut trial, &court),
        (without_court, acts),
    );
    let federal = kill_again_and_again(
        &mut rng,
        plan.federal_kills,
        (&history, without_court),
        || trial.serve(),
        |_| panic!("the office ended by itself"),
    );
    let mut office = trial.serve_ready();
    assert!(
        living.ends_within(WITHIN),
        "the courts never end: {living:?}"
    );
    let lived = living.finish();
    assert_eq!(lived.code, Some(0), "{lived:?}");

    let log = trial.court(&court).join("log");
    let courts = kill_again_and_again(
        &mut rng,
        plan.court_kills,
        (&log, acts),
        || trial.serve_court(&court),
        ended_well,
    );
    ended_well(trial.serve_court(&court));
    let status = trial::wait_until(&mut office, &trial.office(), "all is in", |status| {
        trial::court_events(status) >= reference.court_events()
    });
    let stopped = office.terminate();
    assert_eq!(stopped.code, Some(0), "{stopped:?}");
    let folder = trial.office();
    trial::succeed(&["views", "verify", "--data", trial::text(&folder)]);

    let outcome = trial::outcome(&folder);
    json!({
        "seed": plan.seed, "courts": plan.knobs.courts, "procedures": plan.knobs.procedures,
        "events": outcome.events,
        "federal_kills": federal.len(),
        "federal_kills_before_the_end": federal.iter().filter(|at| **at < without_court).count(),
        "federal_killed_at": federal,
        "storm": storm,
        "court": court, "court_events": acts,
        "court_kills": courts.len(),
        "court_kills_before_the_end": courts.iter().filter(|at| **at < acts).count(),
        "court_killed_at": courts,
        "lost": missing(&reference, &outcome), "twice": missing(&outcome, &reference),
        "kept_aside": status["quarantine"],
        "equal_to_undisturbed": outcome.is_as(&reference),
        "register_digest": outcome.register_digest,
        "statistics_digest": outcome.statistics_digest,
        "seconds": begun.elapsed().as_secs_f64(),
    })
}

/// Fails unless nothing was lost, nothing came twice, and all is as if nobody had killed.
pub fn assert_sound(report: &Value, plan: &Plan) {
    let sound = report["lost"] == 0
        && report["twice"] == 0
        && report["kept_aside"] == 0
        && report["equal_to_undisturbed"] == true
        && report["storm"]["kills"] == plan.storm_kills
        && report["federal_kills"] == plan.federal_kills
        && report["court_kills"] == plan.court_kills;
    assert!(sound, "seed {}: {report:#}", plan.seed);
}

/// The court with the most events of those that can live apart: one that is merged or split
/// needs the lives of others.
fn busiest(reference: &Outcome, trial: &Trial) -> (String, u64) {
    let mut courts: Vec<(&String, &u64)> = reference.courts.iter().collect();
    courts.sort_by_key(|(_, last)| std::cmp::Reverse(**last));
    let apart = courts
        .into_iter()
        .find(|(court, _)| trial.lives_apart(court));
    let (court, acts) = apart.expect("some court is not reorganised");
    (court.clone(), *acts)
}

/// Events of one history that the other lacks, by the gapless count of each source.
fn missing(of: &Outcome, from: &Outcome) -> u64 {
    let have = |source: &String| from.courts.get(source).copied().unwrap_or_default();
    let counts: &BTreeMap<String, u64> = &of.courts;
    counts
        .iter()
        .map(|(source, last)| last.saturating_sub(have(source)))
        .sum()
}

fn ended_well(process: Process) {
    let ended = process.finish();
    assert_eq!(ended.code, Some(0), "{ended:?}");
}

/// Starts and kills a program so often, over the growth of a log to its end.
fn kill_again_and_again(
    rng: &mut ChaCha20Rng,
    kills: u64,
    (log, end): (&Path, u64),
    start: impl Fn() -> Process,
    ended: impl Fn(Process),
) -> Kills {
    let mut places = Kills::new();
    while (places.len() as u64) < kills {
        let left = kills - places.len() as u64;
        let moment = Moment::draw(rng, left, (log, end));
        let mut process = start();
        if moment.comes(&mut process, log) {
            process.kill();
            places.push(leaves_on_disk(log));
        } else {
            // It was done before its turn came: the next round kills it earlier.
            ended(process);
        }
    }
    places
}

/// When a kill falls.
#[derive(Clone, Copy, Debug)]
enum Moment {
    /// Once so many leaves are on disk.
    Leaves(u64),
    /// So long after the start.
    Early(Duration),
}

impl Moment {
    /// Draws a moment for one of the kills that are left over the growth of a log to its end.
    fn draw(rng: &mut ChaCha20Rng, left: u64, (log, end): (&Path, u64)) -> Self {
        let now = leaves_on_disk(log);
        let step = (2 * end.saturating_sub(now) / left).max(1);
        let place = (now + rng.random_range(1..=step)).min(end);
        let early = rng.random_range(0..EARLY_EVERY) == 0 || now >= end;
        let pause = Duration::from_millis(rng.random_range(1..=EARLY_WITHIN_MS));
        if early {
            Self::Early(pause)
        } else {
            Self::Leaves(place)
        }
    }

    /// Waits for it; false if the program ended before.
    fn comes(self, process: &mut Process, log: &Path) -> bool {
        match self {
            Self::Early(pause) => !process.ends_within(pause),
            Self::Leaves(place) => grows_to(process, log, place),
        }
    }
}

/// True once the log has grown so far; false if the program ended before.
fn grows_to(process: &mut Process, log: &Path, place: u64) -> bool {
    let deadline = Instant::now() + WITHIN;
    while leaves_on_disk(log) < place {
        if process.ends_within(LOOK_EVERY) {
            return false;
        }
        assert!(
            Instant::now() < deadline,
            "{} never grows to {place}: {process:?}",
            log.display()
        );
    }
    true
}

/// Leaves in the bundles on disk, durable or not: `tile/entries/<N>[.p/<W>]`.
pub fn leaves_on_disk(log: &Path) -> u64 {
    widest(&log.join("tile/entries"), "")
}

fn widest(folder: &Path, prefix: &str) -> u64 {
    let Ok(entries) = fs::read_dir(folder) else {
        return 0;
    };
    let mut leaves = 0;
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = entry.path();
        let count = if let Some(number) = name.strip_suffix(".p") {
            let widths = fs::read_dir(&path).into_iter().flatten().flatten();
            let widths = widths.filter_map(|it| it.file_name().to_str()?.parse::<u64>().ok());
            let full = format!("{prefix}{number}").parse::<u64>().unwrap_or(0);
            full * BUNDLE + widths.max().unwrap_or(0)
        } else if let Some(group) = name.strip_prefix('x') {
            widest(&path, &format!("{prefix}{group}"))
        } else {
            let number = format!("{prefix}{name}").parse::<u64>();
            number.map_or(0, |number| (number + 1) * BUNDLE)
        };
        leaves = leaves.max(count);
    }
    leaves
}

/// The plan that a command line asks for: `--name NUMBER`, each with a default.
pub fn plan(arguments: &[String]) -> Result<Plan, String> {
    let mut plan = Plan {
        knobs: Knobs {
            courts: 12,
            years: 1,
            procedures: 2000,
            seed: 7,
        },
        federal_kills: 20,
        court_kills: 20,
        storm_kills: 20,
        rate: 0,
        seed: 1,
    };
    for pair in arguments.chunks(2) {
        let wrong = || format!("`{}` does not ask for anything\n\n{USAGE}", pair.join(" "));
        let [name, number] = pair else {
            return Err(wrong());
        };
        let knob = match name.as_str() {
            "--courts" => &mut plan.knobs.courts,
            "--years" => &mut plan.knobs.years,
            "--procedures" => &mut plan.knobs.procedures,
            "--seed" => &mut plan.knobs.seed,
            "--federal-kills" => &mut plan.federal_kills,
            "--court-kills" => &mut plan.court_kills,
            "--storm-kills" => &mut plan.storm_kills,
            "--rate" => &mut plan.rate,
            "--kill-seed" => &mut plan.seed,
            _ => return Err(wrong()),
        };
        *knob = number.parse().map_err(|_| wrong())?;
    }
    // Found missing now rather than after the lives.
    harness::medreg();
    harness::nats_server();
    Ok(plan)
}

/// How `cargo xtask soak` is called.
pub const USAGE: &str = "\
Usage: cargo xtask soak [--storm-kills N] [--federal-kills N] [--court-kills N] [--courts N]
                        [--years N] [--procedures N] [--seed N] [--kill-seed N] [--rate N]

Kills with SIGKILL while a simulated federation lives over NATS: first office, court or broker,
whichever the seed names, while all of them run; then the office alone, then the court alone.
Compares with the same lives undisturbed. Prints one JSON document. With a rate, the courts
together make no more events a second than that, so that kills fall while they live.
";
