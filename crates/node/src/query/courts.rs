//! Where every court stands.

use medreg_domain::Source;
use medreg_projections::Views;
use serde_json::{Value, json};

/// Where every court stands, for `federal status`.
pub fn courts(views: &Views, waiting: impl Fn(Source) -> usize) -> Value {
    let mut courts = serde_json::Map::new();
    for (source, head) in views.sources().heads() {
        let waits = waiting(source);
        let state = if waits == 0 { "LIVE" } else { "WAITING" };
        let row = json!({"last_courtseq": head.courtseq, "last_seen": head.time, "state": state, "gap": waits});
        courts.insert(source.to_string(), row);
    }
    Value::Object(courts)
}
