//! TLS with an authority of one's own, from `deploy/nats/tls.conf`: what is sealed gets
//! through, anything else is refused and says why.

use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;

use tempfile::TempDir;

use crate::deployment::{Authority, Deployment, Form, ONE, OTHER};
use crate::harness::{Finished, NatsServer};
use crate::process::WITHIN;
use crate::trial::{medreg, text};

const UNREACHABLE: i32 = 5;

/// What an operator is told who cannot reach the broker.
fn refused(deployment: &Deployment, urls: &str, authority: Option<&Authority>) -> Finished {
    let seed = deployment.office().join("broker.nk");
    let another = TempDir::new().unwrap();
    let mut init = vec!["federal", "init", text(another.path()), "--nats", urls];
    init.extend(["--nats-seed-file", text(&seed)]);
    let authority = authority.map(Authority::certificate);
    init.extend(
        authority
            .iter()
            .flat_map(|file| ["--nats-ca-file", text(file)]),
    );
    let finished = medreg(&init);
    assert_eq!(finished.code, Some(UNREACHABLE), "{finished:?}");
    finished
}

#[test]
fn an_office_and_its_courts_speak_over_tls_with_an_own_authority() {
    let deployment = Deployment::begin(Form::SingleOverTls);
    assert!(deployment.urls().starts_with("tls://"));
    let mut office = deployment.serve();
    for (code, acts) in [(ONE, 30), (OTHER, 3)] {
        deployment.act(code, acts);
        deployment.wait_for_events(&mut office, code, acts);
    }
    assert_eq!(office.terminate().code, Some(0));
    assert_eq!(deployment.sound()["sources"][ONE], 30);
}

#[test]
fn a_broker_of_another_authority_is_refused_and_the_court_goes_on_alone() {
    let deployment = Deployment::begin(Form::SingleOverTls);
    let office = deployment.serve();
    deployment.act(ONE, 1);
    let folder = TempDir::new().unwrap();
    let stranger = Authority::create(folder.path());
    let urls = deployment.urls();
    for authority in [Some(&stranger), None] {
        let finished = refused(&deployment, &urls, authority);
        for part in ["no TLS with", "certificate", "nats_ca_file"] {
            assert!(finished.stderr.contains(part), "{finished:?}");
        }
    }

    let config = deployment.court(ONE).join("court.toml");
    let right = fs::read_to_string(&config).unwrap();
    let own = deployment.authority.as_ref().unwrap().certificate();
    let wrong = right.replace(text(&own), text(&stranger.certificate()));
    assert_ne!(wrong, right);
    fs::write(&config, wrong).unwrap();
    let mut court = deployment.court_acts(ONE, 2);
    court.wait_for("no TLS with");
    court.wait_for("\"line\":2");
    court.kill();

    // Mended, it brings what it recorded meanwhile.
    fs::write(&config, right).unwrap();
    deployment.act(ONE, 1);
    let mut office = office;
    deployment.wait_for_events(&mut office, ONE, 4);
}

#[test]
fn nothing_is_said_in_the_clear_where_tls_is_asked_for() {
    let deployment = Deployment::begin(Form::SingleOverTls);
    let port = deployment.servers.ports().next().unwrap();
    let mut plain = TcpStream::connect(("127.0.0.1", port)).unwrap();
    plain.set_read_timeout(Some(WITHIN)).unwrap();
    plain.write_all(b"CONNECT {}\r\nPING\r\n").unwrap();
    let mut said = Vec::new();
    // The server ends the connection, whether it says why or not.
    let _ = plain.read_to_end(&mut said);
    let said = String::from_utf8_lossy(&said);
    assert!(said.contains("\"tls_required\":true"), "{said}");
    assert!(!said.contains("PONG"), "{said}");

    let folder = TempDir::new().unwrap();
    let open = NatsServer::jetstream(folder.path());
    let urls = format!("tls://127.0.0.1:{}", open.port());
    let finished = refused(&deployment, &urls, deployment.authority.as_ref());
    assert!(finished.stderr.contains("no TLS with"), "{finished:?}");
}
