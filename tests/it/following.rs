//! Whoever follows the history gets every event, in order, byte for byte, and goes on where it
//! was.

use std::io::{BufRead, BufReader};

use serde_json::Value;

use crate::sign_in::{Browser, add};
use crate::site::{Shown, agent};
use crate::trial::{succeed, text};

/// The events of a stream from where a reader was, so many of them: id and data.
fn followed(shown: &Shown, browser: &Browser, last: &str, count: usize) -> Vec<(u64, Value)> {
    let request = agent()
        .get(format!("{}/api/v1/events/stream", shown.address))
        .header("cookie", browser.cookie())
        .header("last-event-id", last);
    let answer = request.call().unwrap();
    assert_eq!(answer.status(), 200);
    let lines = BufReader::new(answer.into_body().into_reader()).lines();
    let (mut events, mut id) = (Vec::new(), None);
    for line in lines.map(Result::unwrap) {
        if let Some(told) = line.strip_prefix("id: ") {
            id = Some(told.parse().unwrap());
        }
        if let Some(data) = line.strip_prefix("data: ") {
            let data = serde_json::from_str(data).unwrap();
            events.push((id.take().expect("an id before its data"), data));
        }
        if events.len() == count {
            break;
        }
    }
    events
}

#[test]
fn an_analyst_reads_the_history_in_order_and_goes_on_where_it_was() {
    let shown = &Shown::lived();
    let password = add(&shown.office(), "analyst", "analyst");
    let mut analyst = Browser::signed_in(shown, "analyst", &password);
    let listed = analyst.get(shown, "/api/v1/events?from=7&limit=3").json();
    assert_eq!(
        (&listed["next"], listed["items"].as_array().unwrap().len()),
        (&10.into(), 3)
    );
    assert!(listed["total"].as_u64() >= Some(500), "{}", listed["total"]);

    let events = followed(shown, &analyst, "6", 300);
    let ids: Vec<u64> = events.iter().map(|(id, _)| *id).collect();
    assert_eq!(ids, (7..307).collect::<Vec<_>>());
    for ((_, streamed), item) in events.iter().zip(listed["items"].as_array().unwrap()) {
        assert_eq!(streamed, item);
    }
    // As the command line shows it: the line that was signed, and the signature under it.
    let office = shown.office();
    let told = succeed(&["history", "show", text(&office), "7"]);
    let (line, signature) = told.stdout.split_once("\n\n").unwrap();
    let expected: Value = serde_json::from_str(line).unwrap();
    assert_eq!(events[0].1["event"], expected);
    let own = events[0].1["signature"].as_str().unwrap();
    assert_eq!(signature.trim(), format!("— {own}"));
}

#[test]
fn a_place_that_is_none_is_refused() {
    let shown = &Shown::lived();
    let headers = [("last-event-id", "yesterday")];
    let reply = shown.get_with("/api/v1/events/stream", &headers);
    assert_eq!(reply.status, 400);
    assert_eq!(reply.json()["errors"][0]["field"], "Last-Event-ID");
    assert_eq!(shown.get("/api/v1/events/stream").status, 401);
}
