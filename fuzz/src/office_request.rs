//! What people ask of an office by its control socket, with the acts of its state file.

use medreg_domain::reference::event::ReferenceEvent;
use medreg_node::federal::request::Request;
use serde_json::{Value, json};
use strum::VariantNames;

use crate::fixture;

/// Reads a request.
pub fn check(line: &[u8]) -> bool {
    let Ok(request) = serde_json::from_slice::<Request>(line) else {
        return false;
    };
    let written = serde_json::to_string(&request).unwrap();
    let again: Request = serde_json::from_str(&written).unwrap();
    assert_eq!(serde_json::to_string(&again).unwrap(), written);
    true
}

/// Every fact the office may state, its acts, and its questions.
pub fn seeds() -> Vec<Vec<u8>> {
    let facts = fixture::payloads().into_iter();
    let facts = facts.filter(|(name, _)| ReferenceEvent::VARIANTS.contains(&&**name));
    let state = |(name, payload): (String, Value)| json!({"act": "state", "fact": {name: payload}});
    let acts = facts.map(state).chain(acts());
    let acts = acts.map(|act| json!({"act": [["2025-03-28", act]]}));
    let questions = [
        json!("status"),
        json!({"quarantine": {"court": "KZ-75-012", "reason": null}}),
        json!({"retry": {"court": "KZ-75-012", "id": null, "preview": true}}),
        json!({"discard": {"ids": [], "reason": "FORGED"}}),
        json!({"erase": {"entry_no": "KZ-75-012-2025-00041", "basis": "REQUEST"}}),
        json!({"audit": {"as_of": "2025-03-28"}}),
    ];
    acts.chain(questions)
        .map(|request| request.to_string().into_bytes())
        .collect()
}

fn acts() -> [Value; 4] {
    let hash = fixture::string(&fixture::EXAMPLE["person"]["person_key"]);
    let persons = |act: &str| json!({"act": act, "person_keys": [hash, hash], "basis": "SAME_IIN"});
    let court = "KZ-75-012";
    [
        json!({"act": "appoint_coordinator", "court": court, "office": "o-20", "person_key": hash,
            "training": null, "legal_education": null, "from": "2025-03-28"}),
        json!({"act": "release_coordinator", "court": court, "office": "o-20",
            "last_day": "2025-03-28", "reason": "RESIGNED"}),
        persons("merge_persons"),
        persons("split_persons"),
    ]
}
