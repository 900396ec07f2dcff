//! What goes with every answer: of which day, by what was known, and what the register says of
//! itself.

use chrono::NaiveDate;
use medreg_node::query::{DISCLAIMER, Moment};
use serde_json::{Value, json};

/// One thing, with what goes with it.
pub(super) fn one(moment: &Moment<'_>, as_of: Option<NaiveDate>, mut thing: Value) -> Value {
    thing["as_of"] = json!(as_of);
    thing["as_at"] = json!(moment.as_at());
    thing["position"] = json!(moment.position());
    thing["disclaimer"] = json!(DISCLAIMER);
    thing
}

/// All there are of something, with what goes with them.
pub(super) fn list(moment: &Moment<'_>, as_of: Option<NaiveDate>, items: Vec<Value>) -> Value {
    let list = json!({"total": items.len(), "items": items, "next": Value::Null});
    one(moment, as_of, list)
}
