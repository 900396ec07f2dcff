//! `kill -9` of the office, of a court and of the broker: `cargo xtask soak`, in small.

use tempfile::TempDir;

use crate::soaking::{self, Plan};
use crate::trial::Knobs;

#[test]
fn nothing_is_lost_and_nothing_comes_twice_whoever_is_killed() {
    let plan = Plan {
        knobs: Knobs {
            courts: 4,
            years: 1,
            procedures: 200,
            seed: 11,
        },
        federal_kills: 3,
        court_kills: 3,
        storm_kills: 9,
        rate: 400,
        seed: 20,
    };
    let folder = TempDir::new().unwrap();
    soaking::assert_sound(&soaking::run(folder.path(), &plan), &plan);
}
