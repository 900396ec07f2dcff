//! Office, court and broker at work together, one of them killed and started again at a time.

use rand::RngExt;
use rand_chacha::ChaCha20Rng;
use serde_json::{Value, json};

use super::{Moment, ended_well, leaves_on_disk};
use crate::process::Process;
use crate::trial::Trial;

/// How often each was killed.
#[derive(Debug, Default)]
struct Kills {
    office: u64,
    court: u64,
    broker: u64,
    /// How many of them fell before the last event of the court had come in.
    before_the_end: u64,
}

/// Kills so often, and tells how often whom; all three have stopped when this returns, but
/// for the broker.
pub(super) fn blow(
    rng: &mut ChaCha20Rng,
    kills: u64,
    (trial, code): (&mut Trial, &str),
    (without_court, acts): (u64, u64),
) -> Value {
    let mut done = Kills::default();
    if kills == 0 {
        return told(&done);
    }
    let history = trial.office().join("history");
    let log = trial.court(code).join("log");
    let mut office = trial.serve_ready();
    let mut court = trial.serve_court(code);
    for left in (1..=kills).rev() {
        let is_over = leaves_on_disk(&history) >= without_court + acts;
        done.before_the_end += u64::from(!is_over);
        match rng.random_range(0..3) {
            0 => {
                let moment = Moment::draw(rng, left, (&history, without_court + acts));
                assert!(
                    moment.comes(&mut office, &history),
                    "the office ended: {office:?}"
                );
                office.kill();
                office = trial.serve_ready();
                done.office += 1;
            }
            1 => {
                let moment = Moment::draw(rng, left, (&log, acts));
                // A court that has done all its acts ends by itself, and begins again.
                if moment.comes(&mut court, &log) {
                    court.kill();
                } else {
                    ended_well(court);
                }
                court = trial.serve_court(code);
                done.court += 1;
            }
            _ => {
                let moment = Moment::draw(rng, left, (&history, without_court + acts));
                assert!(
                    moment.comes(&mut office, &history),
                    "the office ended: {office:?}"
                );
                trial.restart_broker();
                done.broker += 1;
            }
        }
    }
    ended_well(court);
    stopped(office);
    told(&done)
}

fn stopped(office: Process) {
    let stopped = office.terminate();
    assert_eq!(stopped.code, Some(0), "{stopped:?}");
}

fn told(done: &Kills) -> Value {
    json!({
        "kills": done.office + done.court + done.broker,
        "before_the_end": done.before_the_end,
        "office": done.office, "court": done.court, "broker": done.broker,
    })
}
