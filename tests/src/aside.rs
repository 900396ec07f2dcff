//! Messages in an office's quarantine, put there before the office begins.

use std::fs;
use std::path::Path;

use base64::prelude::{BASE64_STANDARD, Engine};
use serde_json::json;

/// A message that never enters the history.
#[derive(Clone, Copy, Debug)]
pub struct Aside {
    /// The court it came from; none where that cannot be read.
    pub court: Option<&'static str>,
    /// Its place in the court's chain.
    pub courtseq: Option<u64>,
    /// Why it is there, such as `BAD_SIGNATURE`.
    pub reason: &'static str,
}

impl Aside {
    /// Puts it where the office in that folder finds it when it begins.
    pub fn put(self, office: &Path) {
        let Self {
            court,
            courtseq,
            reason,
        } = self;
        let folder = office.join("quarantine").join(court.unwrap_or("unknown"));
        fs::create_dir_all(&folder).expect("a folder can be made");
        let item = json!({
            "source": court, "courtseq": courtseq, "reason": reason,
            "detail": "put aside by a test", "stream_sequence": 1,
            "kept_at": "2024-03-04T05:06:07Z", "signature": null,
            "body": BASE64_STANDARD.encode("{}"),
        });
        let name = format!(
            "{:012}-{}.json",
            courtseq.unwrap_or(0),
            reason.to_lowercase()
        );
        fs::write(folder.join(name), item.to_string()).expect("a file can be written");
    }
}
