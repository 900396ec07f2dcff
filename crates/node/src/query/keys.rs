//! The keys a court may sign with now.

use medreg_domain::CourtCode;
use medreg_projections::Views;
use serde_json::{Value, json};

pub(super) fn of_court(views: &Views, court: CourtCode) -> Value {
    let position = views.cursor().position;
    let keys = views.sources().keys(court, position);
    let items: Vec<Value> = keys
        .map(|key| json!({"vkey": key.vkey, "from": key.from, "added_on": key.added_on}))
        .collect();
    json!({"court": court, "items": items, "position": position})
}
