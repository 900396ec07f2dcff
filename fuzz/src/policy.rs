//! Policies: what is read does not hang on white space, and a group is no way around a log.

use std::sync::LazyLock;

use medreg_audit::Policy;

use crate::fixture::{self, witness};

static NOTES: LazyLock<[String; 2]> =
    LazyLock::new(|| [fixture::checkpoint(), fixture::cosigned()]);

/// Reads a policy and asks it about the worked example's checkpoint.
pub fn check(bytes: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return false;
    };
    if text.contains('\r') {
        // At the end of a line it belongs to the line's end, elsewhere to a word.
        return text.parse::<Policy>().is_ok();
    }
    let plain = plain(text);
    let Ok(policy) = text.parse::<Policy>() else {
        assert!(plain.parse::<Policy>().is_err(), "{plain}");
        return false;
    };
    let again: Policy = plain.parse().unwrap();
    assert_eq!(format!("{again:?}"), format!("{policy:?}"));
    assert!(policy.logs().len() <= text.lines().count());
    let log = fixture::key("log").vkey();
    for note in NOTES.iter() {
        if let Ok(believed) = policy.believe(note) {
            assert!(policy.logs().contains(&log));
            assert_eq!(again.believe(note), Ok(believed));
        }
    }
    true
}

/// The same lines with one blank between words.
fn plain(text: &str) -> String {
    let words = |line: &str| {
        let words = line.split([' ', '\t']).filter(|word| !word.is_empty());
        words.collect::<Vec<_>>().join(" ") + "\n"
    };
    text.lines().map(words).collect()
}

/// Policies that list the worked example's log and ask for none, one or both witnesses.
pub fn texts() -> [String; 4] {
    let log = fixture::key("log").vkey();
    let [one, other] = witness::all().map(|witness| witness.vkey());
    let named = format!(
        "log {log} https://{}\nwitness w1 {one}\nwitness w2 {other}\n",
        log.name()
    );
    [
        format!("# no witness\nlog {log}\nquorum none\n"),
        format!("{named}quorum w1\n"),
        format!("{named}group g any w1 w2\ngroup h 1 g\nquorum h\n"),
        format!("{named}group g all w1 w2\nquorum g\n"),
    ]
}

/// Those.
pub fn seeds() -> Vec<Vec<u8>> {
    texts().map(String::into_bytes).to_vec()
}
