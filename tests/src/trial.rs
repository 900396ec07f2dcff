//! A simulated federation over a real broker: the office in one process, courts in others.
//!
//! Equal knobs give equal views however the events travelled, so [`Trial::reference`],
//! which knows no broker, tells what every trial must come to.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::harness::{self, Finished, NatsServer};
use crate::process::{Process, WITHIN};

/// Between two looks at a condition.
const LOOK_EVERY: Duration = Duration::from_millis(20);

/// What a simulated federation is made by.
#[derive(Clone, Copy, Debug)]
pub struct Knobs {
    /// Courts that take part.
    pub courts: u64,
    /// Years of history.
    pub years: u64,
    /// Disputes referred.
    pub procedures: u64,
    /// The seed of the lives.
    pub seed: u64,
}

impl Knobs {
    /// The knobs as the command line takes them.
    pub fn arguments(&self) -> Vec<String> {
        let Self {
            courts,
            years,
            procedures,
            seed,
        } = self;
        let text =
            format!("--courts {courts} --years {years} --procedures {procedures} --seed {seed}");
        text.split(' ').map(str::to_owned).collect()
    }
}

/// What a history came to, however it was lived.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// Events in all, those of the office too.
    pub events: u64,
    /// The last court sequence of each court.
    pub courts: BTreeMap<String, u64>,
    /// The digest of the register.
    pub register_digest: String,
    /// The digest of the statistics.
    pub statistics_digest: String,
}

impl Outcome {
    /// True if the courts' events and what follows from them are the same. What the office
    /// found meanwhile is its own: a simulation looks for findings each quarter it lives.
    pub fn is_as(&self, other: &Self) -> bool {
        let without_own = |outcome: &Self| Self {
            events: 0,
            ..outcome.clone()
        };
        without_own(self) == without_own(other)
    }

    /// Events of all courts.
    pub fn court_events(&self) -> u64 {
        self.courts.values().sum()
    }
}

/// Events of all courts, as an office's status tells them.
pub fn court_events(status: &Value) -> u64 {
    let courts = status["courts"].as_object().into_iter().flatten();
    let of_courts = courts.filter(|(source, _)| *source != "federal");
    let last = |(_, row): (&String, &Value)| row["last_courtseq"].as_u64().unwrap_or(0);
    of_courts.map(last).sum()
}

/// Runs `medreg` to its end.
pub fn medreg(arguments: &[&str]) -> Finished {
    harness::run(&harness::medreg(), arguments)
}

/// Runs `medreg` to its end; it must succeed.
pub fn succeed(arguments: &[&str]) -> Finished {
    let finished = medreg(arguments);
    assert_eq!(finished.code, Some(0), "medreg {arguments:?}: {finished:?}");
    finished
}

/// Runs `medreg` and the knobs to its end; it must succeed with one JSON document.
pub fn succeed_with(knobs: &Knobs, arguments: &[&str]) -> Value {
    let knobs = knobs.arguments();
    let mut all = arguments.to_vec();
    all.extend(knobs.iter().map(String::as_str));
    succeed(&all).json()
}

/// A path as an argument.
pub fn text(path: &Path) -> &str {
    path.to_str().expect("test folders have UTF-8 names")
}

/// What the history in an office's folder is, checked in every byte and replayed.
pub fn outcome(office: &Path) -> Outcome {
    let verified = succeed(&["history", "verify", text(office), "--json"]).json();
    assert_eq!(verified["sound"], true, "{verified}");
    let replayed = succeed(&["history", "replay", text(office), "--json"]).json();
    let digest = |name: &str| {
        replayed[name]
            .as_str()
            .expect("a digest is text")
            .to_owned()
    };
    let sources = verified["sources"].clone();
    let mut courts: BTreeMap<String, u64> =
        serde_json::from_value(sources).expect("sources are counts");
    courts.remove("federal");
    Outcome {
        events: verified["size"].as_u64().expect("a size is a number"),
        courts,
        register_digest: digest("register_digest"),
        statistics_digest: digest("statistics_digest"),
    }
}

/// A trial in a folder of its own.
#[derive(Debug)]
pub struct Trial {
    folder: PathBuf,
    knobs: Knobs,
    broker: NatsServer,
    pace: Option<Pace>,
}

/// Events a second, at most.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    /// Of the courts that live in one process.
    pub together: u64,
    /// Of a court that lives apart.
    pub apart: u64,
}

impl Trial {
    /// What the knobs come to without a broker.
    pub fn reference(folder: &Path, knobs: &Knobs) -> Outcome {
        let out = folder.join("reference");
        succeed_with(knobs, &["simulate", "--json", "--out", text(&out)]);
        outcome(&out.join("federal"))
    }

    /// Starts a broker and makes the office.
    pub fn begin(folder: &Path, knobs: Knobs) -> Self {
        let trial = Self {
            folder: folder.to_owned(),
            knobs,
            broker: NatsServer::durable(&folder.join("broker"), None),
            pace: None,
        };
        let office = trial.office();
        let url = trial.broker.url();
        let init = [
            "federal",
            "init",
            text(&office),
            "--simulated",
            "--nats",
            &url,
        ];
        succeed_with(&knobs, &init);
        write_office_config(&office, Some(&url));
        trial
    }

    /// Has the courts live no faster than this from now on.
    pub fn set_pace(&mut self, pace: Pace) {
        self.pace = Some(pace);
    }

    /// The office's folder.
    pub fn office(&self) -> PathBuf {
        self.folder.join("office")
    }

    /// Kills the broker and starts it again where it was.
    pub fn restart_broker(&mut self) {
        self.broker.kill();
        let port = self.broker.port();
        self.broker = NatsServer::durable(&self.folder.join("broker"), Some(port));
    }

    /// Kills the broker.
    pub fn stop_broker(&mut self) {
        self.broker.kill();
    }

    /// Starts the office.
    pub fn serve(&self) -> Process {
        let config = self.office().join("federal.toml");
        Process::start(
            &harness::medreg(),
            ["federal", "serve", "--config", text(&config)],
        )
    }

    /// Starts the office and waits until it serves.
    pub fn serve_ready(&self) -> Process {
        let mut office = self.serve();
        office.wait_for("serving ");
        office
    }

    /// Starts every court but one in one process.
    pub fn live_except(&self, court: &str) -> Process {
        let (url, out) = (self.broker.url(), self.folder.join("simulated"));
        let mut arguments: Vec<String> = ["simulate", "--nats", &url, "--except", court]
            .into_iter()
            .chain(["--json", "--out", text(&out)])
            .map(str::to_owned)
            .collect();
        arguments.extend(self.knobs.arguments());
        arguments.extend(rate(self.pace.map(|pace| pace.together)));
        Process::start(&harness::medreg(), arguments)
    }

    /// True if the court's acts can be written for another process to repeat.
    pub fn lives_apart(&self, court: &str) -> bool {
        let knobs = self.knobs.arguments();
        let acts = self.folder.join("acts");
        let mut write = vec!["simulate", "--acts-of", court, "--out", text(&acts)];
        write.extend(knobs.iter().map(String::as_str));
        medreg(&write).code == Some(0)
    }

    /// Writes the acts of a court and makes its folder.
    pub fn set_up_court(&self, court: &str) {
        assert!(self.lives_apart(court), "court {court} is reorganised");
        let key = fs::read_to_string(self.office().join("federal.vkey")).expect("init wrote it");
        let (folder, url) = (self.court(court), self.broker.url());
        let seed = self.knobs.seed.to_string();
        let mut init = vec!["court", "init", text(&folder), "--code", court];
        init.extend([
            "--nats",
            &url,
            "--federal-vkey",
            key.trim(),
            "--simulated",
            &seed,
        ]);
        succeed(&init);
    }

    /// A court's own folder.
    pub fn court(&self, court: &str) -> PathBuf {
        self.folder.join(court)
    }

    /// Starts a court that was set up; it ends once the office's hub holds all its acts.
    pub fn serve_court(&self, court: &str) -> Process {
        let config = self.court(court).join("court.toml");
        let acts = self.folder.join("acts").join(format!("{court}.acts.jsonl"));
        let seed = self.knobs.seed.to_string();
        let mut serve: Vec<String> = ["court", "serve", "--config", text(&config)]
            .into_iter()
            .chain(["--acts", text(&acts), "--simulated", &seed, "--once"])
            .map(str::to_owned)
            .collect();
        serve.extend(rate(self.pace.map(|pace| pace.apart)));
        Process::start(&harness::medreg(), serve)
    }
}

fn rate(events: Option<u64>) -> impl Iterator<Item = String> {
    let given = events.map(|events| ["--rate".to_owned(), events.max(1).to_string()]);
    given.into_iter().flatten()
}

/// Writes the configuration of an office into its folder.
pub fn write_office_config(office: &Path, nats: Option<&str>) {
    let broker = nats.map_or_else(String::new, |url| format!("nats = '{url}'\n"));
    let data = office.display();
    let config = format!("data = '{data}'\norigin = 'register.example'\n{broker}");
    fs::write(office.join("federal.toml"), config).expect("the office has its folder");
}

/// How the office stands.
pub fn status(office: &Path) -> Value {
    succeed(&["federal", "status", "--json", "--data", text(office)]).json()
}

/// Has a serving office know that two entries are one person's, from a day on.
pub fn merge(office: &Path, entries: [&str; 2], on: &str) {
    let keys = entries.map(|entry| {
        let show = ["register", "show", entry, "--audience", "FEDERAL", "--json"];
        let shown = succeed(&[&show[..], &["--data", text(office)]].concat()).json();
        shown["person_key"].clone()
    });
    let act = json!({
        "on": on, "act": "merge_persons", "person_keys": keys, "basis": "IDENTITY_DOCUMENT",
    });
    let acts = office.join("merge.jsonl");
    fs::write(&acts, act.to_string()).expect("the office has its folder");
    succeed(&["federal", "state", text(&acts), "--data", text(office)]);
}

/// Looks at the office that a process serves until it stands as wanted.
pub fn wait_until(
    serving: &mut Process,
    office: &Path,
    what: &str,
    wanted: impl Fn(&Value) -> bool,
) -> Value {
    let mut stands = Value::Null;
    wait_for(serving, what, || {
        stands = status(office);
        wanted(&stands)
    });
    stands
}

/// Looks at the world until it is as wanted, while a process runs.
///
/// # Panics
///
/// If the process ends, or it takes too long.
pub fn wait_for(running: &mut Process, what: &str, mut holds: impl FnMut() -> bool) {
    let deadline = Instant::now() + WITHIN;
    while !holds() {
        assert!(
            !running.ends_within(LOOK_EVERY),
            "the program ended by itself before {what}: {running:?}"
        );
        assert!(
            Instant::now() < deadline,
            "never came to be: {what}; {running:?}"
        );
    }
}

/// What the independent program says of a history, in a folder or at an address, by the keys
/// of its office.
///
/// # Panics
///
/// If it is not sound.
pub fn verified_by_others(history: &str, office: &Path) -> Value {
    let script = harness::root().join("tests/verify_history.py");
    let key = |name: &str| {
        let path = office.join(name);
        let text = fs::read_to_string(&path);
        text.unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    };
    let (log, federal) = (key("log.vkey"), key("federal.vkey"));
    let keys = ["--vkey", log.trim(), "--federal-vkey", federal.trim()];
    let arguments = [&[text(&script), history], &keys[..]].concat();
    let finished = harness::run(&harness::python(), arguments);
    assert_eq!(finished.code, Some(0), "{finished:?}");
    let report = finished.json();
    assert_eq!(report["sound"], true, "{report}");
    report
}
