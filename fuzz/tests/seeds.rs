//! The properties without libFuzzer: every seed, whole and damaged.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use medreg_fuzz::TARGETS;
use toml::Table;

/// Damaged copies of each seed, spread over its length.
const CUTS: usize = 40;

#[test]
fn every_seed_is_read() {
    for target in TARGETS {
        let seeds = (target.seeds)();
        assert!(!seeds.is_empty(), "{} has no seed", target.name);
        for seed in seeds {
            let text = String::from_utf8_lossy(&seed);
            assert!(
                (target.check)(&seed),
                "{} does not read {text}",
                target.name
            );
        }
    }
}

#[test]
fn a_seed_that_is_cut_or_changed_breaks_no_property() {
    for target in TARGETS {
        for seed in (target.seeds)() {
            for at in (0..seed.len()).step_by(seed.len().div_ceil(CUTS)) {
                let mut changed = seed.clone();
                changed[at] ^= 1;
                (target.check)(&changed);
                (target.check)(&seed[..at]);
                (target.check)(&seed[at..]);
            }
        }
    }
}

#[test]
fn every_target_has_its_binary() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let names: BTreeSet<String> = TARGETS
        .iter()
        .map(|target| target.name.to_owned())
        .collect();
    let files = fs::read_dir(folder.join("fuzz_targets")).unwrap();
    let stem = |file: fs::DirEntry| {
        file.path()
            .file_stem()
            .unwrap()
            .to_str()
            .unwrap()
            .to_owned()
    };
    let files: BTreeSet<String> = files.map(|file| stem(file.unwrap())).collect();
    assert_eq!(files, names);
    let manifest: Table = fs::read_to_string(folder.join("Cargo.toml"))
        .unwrap()
        .parse()
        .unwrap();
    let binaries = manifest["bin"].as_array().unwrap().iter();
    let binaries: BTreeSet<String> = binaries
        .map(|binary| binary["name"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(binaries, names);
}
