//! How the federal office is.

use std::time::Duration;

use medreg_node::federal::request::Request;
use medreg_node::federal::service::FederalHandle;
use serde_json::Value;

use super::{Look, Watched};

/// How long the office may take to say how it is.
const PATIENCE: Duration = Duration::from_secs(5);

/// An office that is watched.
#[derive(Clone, Debug)]
pub struct OfficeWatch(pub FederalHandle);

impl Watched for OfficeWatch {
    async fn look(&self) -> Look {
        let asked = tokio::time::timeout(PATIENCE, self.0.ask(Request::Status));
        match asked.await {
            Ok(Ok(status)) => told(&status),
            Ok(Err(error)) => unready(error.to_string()),
            Err(_) => unready(format!("the office did not answer in {PATIENCE:?}")),
        }
    }
}

fn unready(why: String) -> Look {
    Look {
        unready: Some(why),
        ..Look::default()
    }
}

/// The single figures of a status: name, meaning, and where the status has them.
const FIGURES: [(&str, &str, &str); 12] = [
    (
        "medreg_history_events",
        "Events in the views, durably",
        "/position",
    ),
    (
        "medreg_checkpoint_events",
        "Events under the newest signed checkpoint",
        "/checkpoint/size",
    ),
    (
        "medreg_stream_last_sequence",
        "The inbox stream's last message",
        "/stream/last_sequence",
    ),
    (
        "medreg_stream_taken_sequence",
        "The last message taken from it",
        "/stream/taken",
    ),
    ("medreg_entries", "Entries ever registered", "/entries"),
    ("medreg_referrals", "Disputes ever referred", "/referrals"),
    (
        "medreg_referrals_open",
        "Disputes without a result",
        "/open",
    ),
    (
        "medreg_referrals_overdue",
        "Open disputes past their last day",
        "/overdue",
    ),
    (
        "medreg_findings_open",
        "Findings of oversight that are open",
        "/findings",
    ),
    (
        "medreg_taken_recorded",
        "Events recorded since the start",
        "/taken/recorded",
    ),
    (
        "medreg_taken_duplicates",
        "Duplicates dropped since the start",
        "/taken/duplicates",
    ),
    (
        "medreg_quarantine_oldest_seconds",
        "Age of the oldest message kept aside",
        "/quarantine_oldest_s",
    ),
];

fn told(status: &Value) -> Look {
    let mut look = Look::default();
    if status
        .pointer("/stream/last_sequence")
        .is_none_or(Value::is_null)
    {
        look.unready = Some("the broker cannot be reached".to_owned());
    }
    for (name, meaning, place) in FIGURES {
        if let Some(value) = status.pointer(place).and_then(Value::as_f64) {
            look.one(name, meaning, value);
        }
    }
    let kept = status["quarantine_reasons"].as_object();
    let kept = kept
        .into_iter()
        .flatten()
        .filter_map(|(reason, count)| Some((vec![("reason", reason.clone())], count.as_f64()?)));
    look.measure("medreg_quarantine_messages", "Messages kept aside", kept);
    let courts = status["courts"].as_object();
    let courts: Vec<(&String, &Value)> = courts.into_iter().flatten().collect();
    let of_courts = |figure: &dyn Fn(&Value) -> Option<f64>| {
        let measured = courts
            .iter()
            .filter_map(|(court, row)| Some((vec![("court", (*court).clone())], figure(row)?)));
        measured.collect::<Vec<_>>()
    };
    let last = of_courts(&|row| row["last_courtseq"].as_f64());
    look.measure(
        "medreg_court_events",
        "The last event of a court that was taken",
        last,
    );
    let seen = of_courts(&|row| {
        let at = row["last_seen"].as_str()?;
        let at: chrono::DateTime<chrono::Utc> = at.parse().ok()?;
        i32::try_from(at.timestamp()).ok().map(f64::from)
    });
    look.measure(
        "medreg_court_last_event_seconds",
        "When a court recorded it, Unix time",
        seen,
    );
    let waiting = of_courts(&|row| row["gap"].as_f64());
    look.measure(
        "medreg_court_waiting",
        "Messages of a court that wait",
        waiting,
    );
    let paused = of_courts(&|row| Some(f64::from(u8::from(row["state"] == "PAUSED"))));
    look.measure(
        "medreg_court_paused",
        "1 for a court that contradicts itself",
        paused,
    );
    look
}
