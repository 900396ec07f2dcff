//! A pace for simulated lives: so many events a second, however fast the machine is.

use std::num::NonZeroU32;
use std::time::{Duration, Instant};

/// When events are due, from its making on.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pace {
    per_second: NonZeroU32,
    begun: Instant,
    /// Events there were when it began.
    before: u64,
}

impl Pace {
    /// So many events a second, besides those there are.
    pub(crate) fn begin(per_second: NonZeroU32, before: u64) -> Self {
        Self {
            per_second,
            begun: Instant::now(),
            before,
        }
    }

    /// Waits until there may be so many events, holding the thread up.
    pub(crate) fn hold(&self, events: u64) {
        std::thread::sleep(self.due_in(events));
    }

    /// Waits until there may be so many events.
    pub(crate) async fn wait(&self, events: u64) {
        tokio::time::sleep(self.due_in(events)).await;
    }

    fn due_in(&self, events: u64) -> Duration {
        let new = events.saturating_sub(self.before);
        let due = Duration::from_secs(new) / self.per_second.get();
        due.saturating_sub(self.begun.elapsed())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_new_events_are_waited_for() {
        let pace = Pace::begin(NonZeroU32::new(10).unwrap(), 500);
        assert_eq!(pace.due_in(400), Duration::ZERO);
        let due = pace.due_in(1_500);
        assert!(due > Duration::from_secs(90) && due <= Duration::from_secs(100));
    }
}
