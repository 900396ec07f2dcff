//! Simulated federations, some seeds of `cargo xtask seeds`; and that the simulation finds what
//! is broken on purpose.

use std::thread;

use medreg_tests::seeds::{Options, Sabotage, folder, options, play, run};

/// Seeds a plain run of the tests plays; `MEDREG_SEEDS` says another number.
const COUNT: u64 = 300;

/// Seeds within which what is broken on purpose must show.
const SHOWS_WITHIN: u64 = 20;

#[test]
#[expect(
    clippy::print_stdout,
    reason = "how many seeds were played stands in the log of every run"
)]
fn nothing_is_lost_under_any_seed() {
    let folder = folder().unwrap();
    let wanted = std::env::var_os("MEDREG_SEEDS").is_some();
    let mut wished = options(&[]).unwrap();
    if !wanted {
        wished.count = COUNT;
    }
    let report = run(folder.path(), wished, |line| println!("{line}"));
    println!("{report}");
    assert_eq!(report.played, wished.count);
    assert!(report.failed.is_empty(), "{report}");
    assert!(report.counts.recorded > 0 && report.counts.crashes > 0 && report.counts.kept > 0);
}

/// Played several times at once, for the threads of a store must not show.
#[test]
fn a_seed_plays_the_same_again() {
    for seed in [3, 9, 11, 17, 21] {
        let once = || {
            let folder = folder().unwrap();
            let played = play(seed, folder.path(), Sabotage::None, false);
            (played.digest, played.counts)
        };
        let played = thread::scope(|scope| {
            [0; 3]
                .map(|_| scope.spawn(once))
                .map(|playing| playing.join().unwrap())
        });
        assert_eq!(played, [played[0]; 3], "seed {seed}");
    }
}

/// What is found under the first seed that shows it.
fn shown(sabotage: Sabotage) -> String {
    for seed in 1..=SHOWS_WITHIN {
        let folder = folder().unwrap();
        if let Some(broken) = play(seed, folder.path(), sabotage, false).broken {
            return broken.to_string();
        }
    }
    panic!("{sabotage:?} shows under none of {SHOWS_WITHIN} seeds")
}

#[test]
fn a_disk_that_says_it_synced_and_did_not_is_found() {
    let shown = shown(Sabotage::LyingDisk);
    assert!(shown.contains("that it had acknowledged"), "{shown}");
}

#[test]
fn a_court_that_promises_before_its_log_is_durable_is_found() {
    let shown = shown(Sabotage::HastyPromise);
    assert!(shown.contains("that it had acknowledged"), "{shown}");
}

#[test]
fn an_event_that_misses_in_the_history_is_found() {
    let shown = shown(Sabotage::ShortHistory);
    assert!(shown.contains("recorded"), "{shown}");
}

#[test]
fn a_row_that_no_replay_gives_is_found() {
    let shown = shown(Sabotage::ChangedRow);
    assert!(shown.contains("differ"), "{shown}");
}

#[test]
fn one_seed_is_told_and_many_are_counted() {
    let read = |text: &str| {
        let arguments: Vec<String> = text.split_whitespace().map(str::to_owned).collect();
        options(&arguments)
    };
    let one = Options {
        first: 42,
        count: 1,
        is_told: true,
    };
    assert_eq!(read("--seed 42"), Ok(one));
    let many = Options {
        first: 5,
        count: 10_000,
        is_told: false,
    };
    assert_eq!(read("--first 5 --count 10000"), Ok(many));
    assert!(read("--seed").is_err() && read("--count many").is_err() && read("--x 1").is_err());
}
