//! B6: what a check costs beyond hashing the bytes once.

use std::time::Instant;

use medreg_domain::Digest;
use medreg_log::{Bundle, TileReader};
use serde_json::json;
use sha2::{Digest as _, Sha256};

use super::{machine, median, rate};
use crate::exit::Failure;
use crate::history::{HistoryFolder, peak_rss_bytes};
use crate::output;

pub(super) fn run(history: &HistoryFolder, rounds: usize) -> Result<(), Failure> {
    let reader = history.open()?;
    let (mut hashes, mut chains, mut stricts) = (Vec::new(), Vec::new(), Vec::new());
    let (mut chain_ratios, mut strict_ratios) = (Vec::new(), Vec::new());
    for round in 0..rounds {
        let begun = Instant::now();
        bare_hash(&reader)?;
        let hash = rate(reader.size(), begun.elapsed());
        let checked = |is_strict| -> Result<f64, Failure> {
            let begun = Instant::now();
            let report = history.check(is_strict, false, |_| {})?;
            if !report.is_sound() {
                return Err(Failure::Integrity("the history is not sound".to_owned()));
            }
            Ok(rate(reader.size(), begun.elapsed()))
        };
        let (chain, strict) = (checked(false)?, checked(true)?);
        output::note(&format!(
            "round {round}: SHA-256 {hash:.0}/s, chain {chain:.0}/s, {:.2} times as long, \
             strict {strict:.0}/s, {:.2} times",
            hash / chain,
            hash / strict
        ));
        hashes.push(hash);
        chains.push(chain);
        stricts.push(strict);
        chain_ratios.push(hash / chain);
        strict_ratios.push(hash / strict);
    }
    output::json(&json!({
        "bench": "B6 audit", "events": reader.size(), "rounds": rounds, "machine": machine(),
        "hash_per_second": median(hashes), "chain_per_second": median(chains),
        "strict_per_second": median(stricts), "chain_times_hash": median(chain_ratios),
        "strict_times_hash": median(strict_ratios), "peak_rss_bytes": peak_rss_bytes(),
    }));
    Ok(())
}

/// SHA-256 over all leaves as one text, as `sha256sum` would: one thread's work.
fn bare_hash(reader: &TileReader) -> Result<Digest, Failure> {
    let mut bundle = Bundle::default();
    let mut hash = Sha256::new();
    for number in 0..reader.bundles() {
        reader.read_bundle(number, &mut bundle)?;
        bundle.leaves().for_each(|leaf| hash.update(leaf));
    }
    Ok(Digest(hash.finalize().into()))
}
