//! A deployment from the files in `deploy/`: an office and two courts, each the real program
//! with its own broker user. Only addresses, folders and keys differ from what is shipped.

use std::cell::Cell;
use std::fs::{self, File, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Instant;

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::harness;
use crate::nats_client::{Client, User};
use crate::process::{Process, WITHIN};
use crate::soaking::leaves_on_disk;
use crate::trial::{self, succeed, text};

mod authority;
mod servers;

pub(crate) use authority::Authority;
pub(crate) use servers::Servers;

pub(crate) const ONE: &str = "KZ-75-304";
pub(crate) const OTHER: &str = "KZ-75-201";
const COURTS: [&str; 2] = [ONE, OTHER];
const DAY: &str = "2025-03-03";
const COORDINATOR: &str = "o-1";

/// Which of the shipped files a deployment uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    Single,
    SingleOverTls,
    Cluster,
}

/// An office that is set up and courts that it knows; none of them serves yet.
#[derive(Debug)]
pub(crate) struct Deployment {
    pub(crate) servers: Servers,
    pub(crate) authority: Option<Authority>,
    form: Form,
    acts: Cell<u64>,
    folder: TempDir,
}

/// A court that serves and acts when it is told.
#[derive(Debug)]
pub(crate) struct Listening {
    pub(crate) process: Process,
    acts: File,
}

impl Deployment {
    pub(crate) fn begin(form: Form) -> Self {
        let folder = TempDir::new().unwrap();
        let office = folder.path().join("office");
        succeed(&["federal", "init", text(&office)]);
        let courts = COURTS.map(|court| enrolled(folder.path(), court));
        let authority =
            (form == Form::SingleOverTls).then(|| Authority::create(&folder.path().join("tls")));
        let files: &[&str] = match form {
            Form::Single | Form::SingleOverTls => &["single.conf"],
            Form::Cluster => &["node1.conf", "node2.conf", "node3.conf"],
        };
        let user = User::from_seed(1);
        fs::write(office.join("broker.nk"), user.seed()).unwrap();
        let servers = Servers::start(folder.path(), files, (&user, &courts), authority.as_ref());
        let deployment = Self {
            servers,
            authority,
            form,
            acts: Cell::new(0),
            folder,
        };
        deployment.create_streams();
        deployment.configure();
        deployment
    }

    /// Creates the streams that are missing, once the servers have found each other.
    pub(crate) fn create_streams(&self) {
        let (office, urls) = (self.office(), self.urls());
        let seed = office.join("broker.nk");
        let replicas = if self.form == Form::Cluster { "3" } else { "1" };
        let mut init = vec!["federal", "init", text(&office), "--nats", &urls];
        init.extend(["--nats-seed-file", text(&seed), "--replicas", replicas]);
        let authority = self.authority.as_ref().map(Authority::certificate);
        init.extend(
            authority
                .iter()
                .flat_map(|file| ["--nats-ca-file", text(file)]),
        );
        let tries = if self.form == Form::Cluster { 30 } else { 1 };
        let last = (0..tries).map(|_| trial::medreg(&init));
        let mut failed = None;
        for finished in last {
            if finished.code == Some(0) {
                return;
            }
            failed = Some(finished);
        }
        panic!("the streams cannot be created: {failed:?}");
    }

    /// Writes the shipped configurations with this deployment's folders, addresses and keys.
    fn configure(&self) {
        let office = self.office();
        let shipped = self.shipped("federal.toml", "/var/lib/medreg/federal", &office);
        fs::write(office.join("federal.toml"), shipped).unwrap();
        let key = fs::read_to_string(office.join("federal.vkey")).unwrap();
        for code in COURTS {
            let court = self.court(code);
            let shipped = self.shipped("court.toml", "/var/lib/medreg/KZ-75-012", &court);
            let sample = between(&shipped, "federal_vkey = \"", "\"");
            let shipped = shipped
                .replace(&sample, key.trim())
                .replace("code = \"KZ-75-012\"", &format!("code = \"{code}\""))
                .replace("reconcile_interval_s = 600", "reconcile_interval_s = 1");
            fs::write(court.join("court.toml"), shipped).unwrap();
        }
    }

    fn shipped(&self, name: &str, sample_folder: &str, folder: &Path) -> String {
        let path = harness::root().join("deploy").join(name);
        let mut shipped = fs::read_to_string(path)
            .unwrap()
            .replace(sample_folder, text(folder))
            .replace("nats://127.0.0.1:4222", &self.urls())
            .replace("127.0.0.1:9464", "127.0.0.1:0")
            .replace("# nats_seed_file", "nats_seed_file");
        if let Some(authority) = &self.authority {
            shipped = shipped
                .replace("# nats_ca_file", "nats_ca_file")
                .replace("/etc/nats/tls/ca.crt", text(&authority.certificate()));
        }
        shipped
    }

    pub(crate) fn urls(&self) -> String {
        let scheme = if self.authority.is_some() {
            "tls"
        } else {
            "nats"
        };
        let ports = self.servers.ports();
        let urls = ports.map(|port| format!("{scheme}://127.0.0.1:{port}"));
        urls.collect::<Vec<_>>().join(",")
    }

    pub(crate) fn office(&self) -> PathBuf {
        self.folder.path().join("office")
    }

    pub(crate) fn court(&self, code: &str) -> PathBuf {
        self.folder.path().join(code)
    }

    /// Starts the office and waits until it serves and both courts know its facts: a court
    /// that has heard but a part refuses to act.
    pub(crate) fn serve(&self) -> Process {
        let config = self.office().join("federal.toml");
        let serve = ["federal", "serve", "--config", text(&config)];
        let mut office = Process::start(&harness::medreg(), serve);
        office.wait_for("serving ");
        for code in COURTS {
            let deadline = Instant::now() + WITHIN;
            while !self.knows_the_facts(code) {
                assert!(Instant::now() < deadline, "{code} never hears the facts");
                self.act(code, 0);
            }
        }
        office
    }

    /// The appointments of both coordinators are what the office stated last.
    fn knows_the_facts(&self, code: &str) -> bool {
        let facts = fs::read_to_string(self.court(code).join("facts"));
        facts.is_ok_and(|facts| facts.matches("CoordinatorAppointed").count() >= COURTS.len())
    }

    /// Starts a court that acts so many times; it ends once the broker holds all it stated.
    pub(crate) fn court_acts(&self, code: &str, count: u64) -> Process {
        let folder = self.court(code);
        let acts = folder.join("acts.jsonl");
        fs::write(&acts, self.acts(count)).unwrap();
        let config = folder.join("court.toml");
        let serve = ["court", "serve", "--config", text(&config), "--once"];
        let acts = ["--acts", text(&acts)];
        Process::start(&harness::medreg(), [&serve[..], &acts].concat())
    }

    /// How many events the log of a court has on disk.
    pub(crate) fn recorded(&self, code: &str) -> u64 {
        leaves_on_disk(&self.court(code).join("log"))
    }

    /// Starts a court that acts when it is told.
    pub(crate) fn court_listens(&self, code: &str) -> Listening {
        let folder = self.court(code);
        let (pipe, config) = (folder.join("acts.pipe"), folder.join("court.toml"));
        let made = harness::run("mkfifo".as_ref(), [&pipe]);
        assert_eq!(made.code, Some(0), "{made:?}");
        let serve = ["court", "serve", "--config", text(&config)];
        let acts = ["--acts", text(&pipe)];
        let process = Process::start(&harness::medreg(), [&serve[..], &acts].concat());
        let acts = OpenOptions::new().write(true).open(&pipe).unwrap();
        Listening { process, acts }
    }

    /// Tells a court to act so many times.
    pub(crate) fn tell(&self, court: &mut Listening, count: u64) {
        court.acts.write_all(self.acts(count).as_bytes()).unwrap();
    }

    /// Has a court act so many times, to the end.
    pub(crate) fn act(&self, code: &str, count: u64) {
        let finished = self.court_acts(code, count).finish();
        assert_eq!(finished.code, Some(0), "{finished:?}");
        assert!(!finished.stdout.contains("refused"), "{finished:?}");
    }

    /// Consultations, each of its own.
    fn acts(&self, count: u64) -> String {
        let first = self.acts.get();
        self.acts.set(first + count);
        let lines = (first..first + count).map(|number| {
            let id = format!("01957f3e-0000-7000-8000-{number:012x}");
            let command = json!({
                "act": "hold_consultation", "consultation_id": id, "channel": "PHONE",
                "given_by": "COORDINATOR", "outcome": "INFORMATION",
            });
            let act = json!({
                "recorded_at": "2025-03-03T05:00:00Z", "on": DAY, "office": COORDINATOR,
                "command": command,
            });
            format!("{act}\n")
        });
        lines.collect()
    }

    /// The office's user at one of the servers, to do what an operator does.
    pub(crate) fn operator(&self, server: usize) -> Client {
        let port = self.servers.ports().nth(server).unwrap();
        Client::connect(port, &User::from_seed(1)).unwrap()
    }

    /// Waits until the office stands as wanted.
    pub(crate) fn wait_until(
        &self,
        serving: &mut Process,
        what: &str,
        wanted: impl Fn(&Value) -> bool,
    ) -> Value {
        trial::wait_until(serving, &self.office(), what, wanted)
    }

    /// Waits until the office has taken so many events of a court.
    pub(crate) fn wait_for_events(&self, serving: &mut Process, code: &str, count: u64) -> Value {
        let what = format!("{count} events of {code} are in");
        self.wait_until(serving, &what, |status| {
            status["courts"][code]["last_courtseq"] == count
        })
    }

    /// The history checked in every byte, by this project's program and by an independent one.
    pub(crate) fn sound(&self) -> Value {
        let office = self.office();
        let verified = succeed(&["history", "verify", text(&office), "--json"]).json();
        let history = office.join("history");
        trial::verified_by_others(text(&history), &office);
        verified
    }
}

/// Makes a court, its key a fact, and a coordinator; returns the printed broker user.
fn enrolled(folder: &Path, code: &str) -> String {
    let (office, court) = (folder.join("office"), folder.join(code));
    let key = fs::read_to_string(office.join("federal.vkey")).unwrap();
    let init = ["court", "init", text(&court), "--code", code];
    let made = succeed(&[&init[..], &["--federal-vkey", key.trim()]].concat()).json();
    let user = succeed(&["nkey", text(&court.join("broker.nk"))]).json();
    let (vkey, nkey) = (made["vkey"].as_str(), user["nkey"].as_str());
    let enrol = ["federal", "enrol", "--court", code, "--vkey", vkey.unwrap()];
    let rest = ["--nkey", nkey.unwrap(), "--data", text(&office)];
    let block = succeed(&[&enrol[..], &rest].concat()).stdout;
    let provider = json!({"on": DAY, "fact": {"TrainingProviderRecognised": {
        "id": "TP-014", "valid_from": "2011-08-05",
        "names": {"kk": "Атауы", "ru": "Название", "en": "Name"},
    }}});
    let appointment = json!({
        "on": DAY, "act": "appoint_coordinator", "court": code, "office": COORDINATOR,
        "person_key": key_of(code), "from": DAY,
        "training": {"provider": "TP-014", "certificate_hash": key_of("certificate"),
            "completed_on": "2024-06-01"},
        "legal_education": {"institution": "KZ-UNI-01", "diploma_hash": key_of("diploma")},
    });
    let file = folder.join("appointment.jsonl");
    fs::write(&file, format!("{provider}\n{appointment}\n")).unwrap();
    succeed(&["federal", "state", text(&file), "--data", text(&office)]);
    block
}

/// Thirty-two bytes that a name gives, as base64.
fn key_of(name: &str) -> String {
    use base64::Engine;
    let mut bytes = [0; 32];
    bytes[..name.len()].copy_from_slice(name.as_bytes());
    base64::engine::general_purpose::STANDARD.encode(bytes)
}

fn between(text: &str, before: &str, after: &str) -> String {
    let (_, rest) = text.split_once(before).expect("the sample has it");
    let (between, _) = rest.split_once(after).expect("the sample has it");
    between.to_owned()
}
