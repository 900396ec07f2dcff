//! Gaps: what of a court is missing is stated when it is seen, and when it has come in.

use medreg_domain::oversight::OversightEvent;
use medreg_domain::{CourtCode, Event, Source};

use super::intake::Taken;
use super::{Federal, FederalError};

impl Federal {
    /// States the gaps of the courts just heard of, as they stand once their events are in.
    pub(super) fn state_gaps(&mut self, taken: &Taken) -> Result<(), FederalError> {
        let mut courts: Vec<CourtCode> = taken.heard_of().filter_map(Source::court).collect();
        courts.sort_unstable();
        courts.dedup();
        for court in courts {
            let source = Source::Court(court);
            let head = self.source_head(source).map_or(0, |head| head.seq);
            let known = self.fold.views().sources().gaps().get(&court).copied();
            let mut is_open = known.is_some();
            if let Some((from, to)) = known.filter(|(_, to)| *to <= head) {
                self.state_of_court(court, OversightEvent::SyncGapResolved { court, from, to })?;
                is_open = false;
            }
            let waiting = self.quarantine.first_waiting(source, head);
            if let Some(to) = waiting
                .map(|seq| seq - 1)
                .filter(|to| !is_open && *to > head)
            {
                let from = head + 1;
                self.state_of_court(court, OversightEvent::SyncGapDetected { court, from, to })?;
            }
        }
        Ok(())
    }

    /// States a fact about what came from a court.
    pub(super) fn state_of_court(
        &mut self,
        court: CourtCode,
        fact: OversightEvent,
    ) -> Result<(), FederalError> {
        let sources = self.fold.views().sources();
        let lived = sources.head(Source::Court(court));
        let lived = lived.or(sources.head(Source::Federal));
        let at = self
            .clock
            .now(lived.map(|head| head.time).unwrap_or_default());
        self.state_one(at.date_naive(), Event::from(fact), at)
    }
}
