//! Slips of the pen in simulated lives: some are noticed later and corrected.

use medreg_domain::correction::{CorrectionCommand, CorrectionReason};
use medreg_domain::{Command, EventId};
use rand::RngExt;
use serde_json::json;

use super::SimulationError;
use super::life::{Life, Task, after};

/// Of a thousand sessions, how many were written down wrongly.
const SLIPS_PER_MILLE: u32 = 4;

/// A correction to come.
#[derive(Clone, Copy, Debug)]
pub(super) enum Step {
    /// A session took another time.
    Minutes(EventId),
    /// A session never took place.
    Void(EventId),
}

impl Life {
    /// The session just recorded may turn out to be wrong.
    pub(super) fn plan_correction(&mut self) {
        let Some(id) = self.made_ids.last().copied() else {
            return;
        };
        if self.rng.random_range(0..1000) >= SLIPS_PER_MILLE {
            return;
        }
        let step = if self.percent(70) {
            Step::Minutes(id)
        } else {
            Step::Void(id)
        };
        let day = after(self.today, self.rng.random_range(1..15));
        self.plan(day, Task::Correction(step));
    }

    pub(super) fn correction_step(&mut self, step: Step) -> Result<(), SimulationError> {
        let reason = CorrectionReason::Clerical;
        let command = match step {
            Step::Minutes(target_event) => {
                let minutes = self.rng.random_range(20..200);
                let patch = json!({"minutes": minutes});
                CorrectionCommand::CorrectRecord {
                    target_event,
                    reason,
                    patch: patch.as_object().cloned().unwrap_or_default(),
                }
            }
            Step::Void(target_event) => CorrectionCommand::VoidEvent {
                target_event,
                reason,
            },
        };
        self.act(Command::Correction(command)).map(drop)
    }
}
