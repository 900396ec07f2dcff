//! Configuration files: all faults at once, each with the file it stands in.

use std::time::Duration;

use medreg_node::config::{ConfigError, CourtConfig, FederalConfig};

use crate::fixture;

const FILE: &str = "some.toml";

/// Reads a file as an office's and as a court's.
pub fn check(bytes: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return false;
    };
    let federal = FederalConfig::parse(FILE, text, |_| None);
    let court = CourtConfig::parse(FILE, text, |_| None);
    if let Ok(config) = &federal {
        assert!(config.checkpoint_interval >= Duration::from_millis(1));
        assert!(config.audit_interval >= Duration::from_hours(1));
    }
    federal.as_ref().err().into_iter().for_each(check_faults);
    court.as_ref().err().into_iter().for_each(check_faults);
    federal.is_ok() || court.is_ok()
}

fn check_faults(ConfigError(faults): &ConfigError) {
    assert!(!faults.is_empty());
    for fault in faults {
        assert!(fault.starts_with(FILE), "{fault}");
    }
}

/// The sample configurations, and one with every key of an office.
pub fn seeds() -> Vec<Vec<u8>> {
    let samples = ["deploy/federal.toml", "deploy/court.toml"].map(fixture::text);
    let full = format!(
        "{}audit_interval_hours = 6\nnats_seed_file = \"s\"\nnats_ca_file = 'c'\n",
        samples[0]
    );
    let [federal, court] = samples;
    [federal, court, full].map(String::into_bytes).to_vec()
}
