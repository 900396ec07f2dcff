//! Where every court stands.

use medreg_domain::Source;
use medreg_projections::Views;
use serde_json::{Value, json};

/// Where every court stands, for `federal status`.
pub fn courts(
    views: &Views,
    waiting: impl Fn(Source) -> usize,
    is_paused: impl Fn(Source) -> bool,
) -> Value {
    let mut courts = serde_json::Map::new();
    let gaps = views.sources().gaps();
    for (source, head) in views.sources().heads() {
        let waits = waiting(source);
        let missing = source.court().and_then(|court| gaps.get(&court));
        let state = match (missing, waits) {
            _ if is_paused(source) => "PAUSED",
            (Some(_), _) => "GAP",
            (None, 0) => "LIVE",
            (None, _) => "WAITING",
        };
        let missing = missing.map(|(from, to)| json!({"from": from, "to": to}));
        let row = json!({
            "last_courtseq": head.courtseq, "last_seen": head.time, "state": state,
            "gap": waits, "missing": missing,
        });
        courts.insert(source.to_string(), row);
    }
    Value::Object(courts)
}
