//! Every file in `deploy/` is one that its program accepts.

use std::fs;
use std::path::PathBuf;

use crate::harness;

fn files(directory: &str, extension: &str) -> Vec<PathBuf> {
    let directory = harness::root().join(directory);
    let mut files: Vec<PathBuf> = fs::read_dir(&directory)
        .unwrap_or_else(|error| panic!("{}: {error}", directory.display()))
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|it| it == extension))
        .collect();
    files.sort();
    assert!(
        !files.is_empty(),
        "no .{extension} in {}",
        directory.display()
    );
    files
}

#[test]
fn every_sample_config_is_toml() {
    for path in files("deploy", "toml") {
        let text = fs::read_to_string(&path).unwrap();
        if let Err(error) = text.parse::<toml::Table>() {
            panic!("{}: {error}", path.display());
        }
    }
}

#[test]
fn every_nats_config_passes_the_servers_own_check() {
    let server = harness::nats_server();
    let mut servers = 0;
    for path in files("deploy/nats", "conf") {
        // The others are parts that these include.
        if !fs::read_to_string(&path).unwrap().contains("server_name:") {
            continue;
        }
        servers += 1;
        let checked = harness::run(&server, ["-t".as_ref(), "-c".as_ref(), path.as_os_str()]);
        assert_eq!(checked.code, Some(0), "{}: {checked:?}", path.display());
    }
    assert_eq!(servers, 4, "one machine, and three in a cluster");
}

#[test]
fn every_nats_server_syncs_before_it_acknowledges() {
    for path in files("deploy/nats", "conf") {
        let text = fs::read_to_string(&path).unwrap();
        let keeps_streams = text.contains("jetstream {");
        let syncs = text.contains("\n  sync_interval: always\n");
        assert_eq!(keeps_streams, syncs, "{}", path.display());
    }
}

#[test]
fn every_unit_starts_the_binary_with_a_config() {
    for path in files("deploy/systemd", "service") {
        let text = fs::read_to_string(&path).unwrap();
        let starts: Vec<&str> = text
            .lines()
            .filter(|it| it.starts_with("ExecStart="))
            .collect();
        let [start] = starts[..] else {
            panic!("{}: {starts:?}", path.display());
        };
        assert!(
            start.starts_with("ExecStart=/usr/local/bin/medreg ")
                && start.contains(" --config /etc/medreg/"),
            "{}: {start}",
            path.display()
        );
    }
}

#[test]
fn the_binary_runs() {
    let finished = harness::run(&harness::medreg(), ["--help"]);
    assert_eq!(finished.code, Some(0), "{finished:?}");
}
