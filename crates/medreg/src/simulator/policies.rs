//! Two courts of a simulated federation under a policy of their own: a pilot of agreements
//! from before the dispute (R47), and a court whose secretary is its registrar (R38).

use chrono::Days;
use medreg_domain::reference::event::ReferenceEvent;
use medreg_domain::{CourtCode, OfficeId};

use super::Knobs;
use super::appointments::{is_relieved, released};
use super::facts::{Courts, Facts};
use super::reorganisation::Reorganisation;

/// The proposal that the pilot tries.
const PILOT: &str = "DRAFT-PRE-DISPUTE";

/// Days of history before the pilot begins.
const PILOT_AFTER_DAYS: u64 = 30;

/// What the office states of both, ahead of the day: the first court stays as it is, and so
/// do those that are reorganised.
pub(super) fn facts(knobs: Knobs, courts: &Courts, reorganised: &[Reorganisation]) -> Facts {
    let mut free: Vec<&(CourtCode, Vec<OfficeId>)> = courts
        .iter()
        .enumerate()
        .skip(1)
        .filter(|(at, (court, _))| {
            !is_relieved(*at) && !reorganised.iter().any(|one| one.concerns(*court))
        })
        .map(|(_, court)| court)
        .collect();
    let registrar = free.pop();
    let pilot = free.get(free.len() / 2);
    let mut facts = Facts::new();
    if let Some((court, _)) = pilot {
        let effective_on = knobs.start() + Days::new(PILOT_AFTER_DAYS);
        let set = ReferenceEvent::CourtPolicySet {
            court: *court,
            coordinator_required: true,
            effective_on,
            ruleset: PILOT.parse().ok(),
        };
        facts.push((effective_on, set));
    }
    if let Some((court, offices)) = registrar {
        let days = u64::try_from((knobs.end() - knobs.start()).num_days()).unwrap_or(2);
        let effective_on = knobs.start() + Days::new(days / 2);
        let set = ReferenceEvent::CourtPolicySet {
            court: *court,
            coordinator_required: false,
            effective_on,
            ruleset: None,
        };
        facts.push((effective_on, set));
        facts.extend(
            offices
                .iter()
                .map(|office| released((*court, *office), effective_on, "OWN_WISH")),
        );
    }
    facts
}
