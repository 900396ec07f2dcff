//! Spans go to a collector of OpenTelemetry where the environment names one.

use std::fmt::Write;
use std::io::{BufRead, BufReader, Read, Write as _};
use std::net::{TcpListener, TcpStream};
use std::process::{Command, Output};
use std::sync::mpsc::{Receiver, channel};
use std::thread;

use crate::harness;

/// A collector that keeps what it is sent.
struct Collector {
    address: String,
    bodies: Receiver<(String, Vec<u8>)>,
}

impl Collector {
    fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let (sender, bodies) = channel();
        thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                if sender.send(answer(stream)).is_err() {
                    return;
                }
            }
        });
        Self { address, bodies }
    }
}

/// Path and body of the one request of a connection, which is answered.
fn answer(stream: TcpStream) -> (String, Vec<u8>) {
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        assert!(reader.read_line(&mut head).unwrap() > 0, "{head}");
    }
    let length = head.lines().find_map(|line| {
        line.to_lowercase()
            .strip_prefix("content-length:")?
            .trim()
            .parse()
            .ok()
    });
    let mut body = vec![0; length.unwrap()];
    reader.read_exact(&mut body).unwrap();
    let mut stream = stream;
    let ok = "HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";
    stream.write_all(ok.as_bytes()).unwrap();
    let path = head.split(' ').nth(1).unwrap_or_default().to_owned();
    (path, body)
}

/// A whole federation that tells a collector of its work.
fn lived(endpoint: &str) -> Output {
    let lives = [
        "demo",
        "--once",
        "--json",
        "--courts",
        "2",
        "--procedures",
        "60",
    ];
    Command::new(harness::medreg())
        .args(lives)
        .env("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint)
        .env("OTEL_EXPORTER_OTLP_TIMEOUT", "500")
        .output()
        .unwrap()
}

#[test]
fn a_collector_is_told_what_was_done_and_about_nobody() {
    let collector = Collector::start();
    let output = lived(&collector.address);
    assert!(output.status.success(), "{output:?}");
    let mut told = String::new();
    for (path, body) in collector.bodies.try_iter() {
        assert_eq!(path, "/v1/traces");
        write!(told, "{}", String::from_utf8_lossy(&body)).unwrap();
    }
    for said in ["medreg", "take_in", "recorded", "answer_court", "KZ-10-011"] {
        assert!(told.contains(said), "{said}: {told}");
    }
    // Family names of the simulation's people end so; a span names courts and counts.
    for personal in ["\u{43e}\u{432}", "person_key", "enc:"] {
        assert!(!told.contains(personal), "{personal}: {told}");
    }
}

#[test]
fn a_collector_that_is_not_there_holds_nothing_up() {
    // A port that was free a moment ago.
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let output = lived(&address);
    assert!(output.status.success(), "{output:?}");
}

#[test]
fn a_collector_without_a_sound_address_is_refused() {
    let output = lived("nowhere");
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains("OTEL_EXPORTER_OTLP_ENDPOINT"), "{said}");
}
