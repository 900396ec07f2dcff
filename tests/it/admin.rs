//! Operators ask a role how it is, by HTTP: alive, ready, and in figures.

use std::collections::BTreeMap;
use std::fs::OpenOptions;
use std::io::Write;
use std::path::Path;

use tempfile::TempDir;

use crate::harness;
use crate::process::Process;
use crate::trial::{self, Knobs, Trial, text};

const KNOBS: Knobs = Knobs {
    courts: 2,
    years: 1,
    procedures: 40,
    seed: 23,
};

const COURT: &str = "KZ-10-011";

/// Adds the port for operators to a configuration.
fn open_port(config: &Path) {
    let mut file = OpenOptions::new().append(true).open(config).unwrap();
    writeln!(file, "admin = '127.0.0.1:0'").unwrap();
}

/// Where a role that just started answers operators.
fn address(role: &mut Process) -> String {
    role.wait_between("operators: ", "/metrics")
}

/// Status and text of an answer.
fn get(address: &str, path: &str) -> (u16, String) {
    let agent: ureq::Agent = ureq::Agent::config_builder()
        .http_status_as_error(false)
        .build()
        .into();
    let mut answer = agent.get(format!("{address}{path}")).call().unwrap();
    let text = answer.body_mut().read_to_string().unwrap();
    (answer.status().as_u16(), text)
}

/// Every figure by its name and labels, as its text form has them.
fn figures(address: &str) -> BTreeMap<String, i64> {
    let (status, text) = get(address, "/metrics");
    assert_eq!(status, 200, "{text}");
    assert!(text.ends_with("# EOF\n"), "{text}");
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    let figure = |line: &str| {
        let (name, value) = line.rsplit_once(' ').unwrap();
        // Whole numbers, written as OpenMetrics writes figures.
        let whole = value.strip_suffix(".0").unwrap_or(value);
        (name.to_owned(), whole.parse().unwrap())
    };
    lines.map(figure).collect()
}

/// Figures are of courts, reasons and versions, and of nobody.
fn ensure_impersonal(figures: &BTreeMap<String, i64>) {
    for name in figures.keys() {
        let labels = name.split_once('{').map(|(_, labels)| labels);
        let label = labels
            .and_then(|labels| labels.split_once('='))
            .map(|(label, _)| label);
        let known = [None, Some("court"), Some("reason"), Some("version")];
        assert!(known.contains(&label), "{name}");
    }
}

#[test]
fn an_office_and_a_court_tell_operators_how_they_are() {
    let folder = TempDir::new().unwrap();
    let mut trial = Trial::begin(folder.path(), KNOBS);
    open_port(&trial.office().join("federal.toml"));
    let mut office = trial.serve_ready();
    let of_office = address(&mut office);
    assert_eq!(get(&of_office, "/healthz"), (200, "alive\n".to_owned()));
    assert_eq!(get(&of_office, "/readyz"), (200, "ready\n".to_owned()));
    assert_eq!(get(&of_office, "/nothing").0, 404);

    trial.set_up_court(COURT);
    let config = trial.court(COURT).join("court.toml");
    open_port(&config);
    let serve = ["court", "serve", "--config", text(&config)];
    let mut court = Process::start(&harness::medreg(), serve);
    let of_court = address(&mut court);
    assert_eq!(get(&of_court, "/readyz"), (200, "ready\n".to_owned()));
    court.terminate();

    let lived = trial.serve_court(COURT).finish();
    assert_eq!(lived.code, Some(0), "{lived:?}");
    let mut court = Process::start(&harness::medreg(), serve);
    let of_court = address(&mut court);
    let seen = figures(&of_court);
    ensure_impersonal(&seen);
    let last = seen["medreg_log_events"];
    assert!(last > 0);
    assert_eq!(seen["medreg_data_keys_pending"], 0);

    let status = trial::wait_until(&mut office, &trial.office(), "all is in", |status| {
        status["courts"][COURT]["last_courtseq"] == last
    });
    let seen = figures(&of_office);
    ensure_impersonal(&seen);
    let of = |name: &str| seen.get(name).copied();
    let of_events = format!("medreg_court_events{{court=\"{COURT}\"}}");
    assert_eq!(of(&of_events), Some(last));
    assert!(of("medreg_history_events") >= status["position"].as_i64());
    assert_eq!(of("medreg_ready"), Some(1));
    assert_eq!(of("medreg_findings_open"), Some(0));

    // Without the broker the office is not ready; the court goes on, and says so.
    trial.stop_broker();
    trial::wait_for(&mut office, "the office says that it has no broker", || {
        get(&of_office, "/readyz") == (503, "the broker cannot be reached\n".to_owned())
    });
    assert_eq!(get(&of_office, "/healthz").0, 200);
    assert_eq!(figures(&of_office)["medreg_ready"], 0);
    trial::wait_for(&mut court, "the court says that it has no broker", || {
        figures(&of_court)["medreg_connected"] == 0
    });
    assert_eq!(get(&of_court, "/readyz").0, 200);
    for role in [office, court] {
        let stopped = role.terminate();
        assert_eq!(stopped.code, Some(0), "{stopped:?}");
    }
}

#[test]
fn a_port_that_is_taken_is_told_before_anything_serves() {
    let folder = TempDir::new().unwrap();
    let trial = Trial::begin(folder.path(), KNOBS);
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let config = trial.office().join("federal.toml");
    let mut file = OpenOptions::new().append(true).open(&config).unwrap();
    writeln!(file, "admin = '{}'", taken.local_addr().unwrap()).unwrap();
    let refused = trial.serve().finish();
    assert_eq!(refused.code, Some(5), "{refused:?}");
    assert!(refused.stderr.contains("admin"), "{refused:?}");
}
