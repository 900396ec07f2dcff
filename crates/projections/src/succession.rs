//! Courts that took over from others, by the reference facts (law, point 7).

use chrono::NaiveDate;
use medreg_domain::reference::Reference;
use medreg_domain::{CourtCode, Kato};

/// Reorganisations followed one after another; facts that go in a circle end there.
const STEPS_MAX: usize = 16;

/// True if the court does not sit any more on the day.
pub(crate) fn has_ended(reference: &Reference, court: CourtCode, day: NaiveDate) -> bool {
    let court = reference.courts.get(&court);
    court.is_some_and(|court| court.valid_to.is_some_and(|to| to < day))
}

/// The courts that keep a court's matters on a day: itself while it sits, else those after it.
fn keepers(reference: &Reference, court: CourtCode, day: NaiveDate) -> Vec<CourtCode> {
    let mut keepers = vec![court];
    for _ in 0..STEPS_MAX {
        if !keepers.iter().any(|one| has_ended(reference, *one, day)) {
            break;
        }
        let followed = keepers.iter().flat_map(|one| {
            let ended = reference.courts.get(one);
            let ended = ended.filter(|_| has_ended(reference, *one, day));
            ended.map_or_else(|| vec![*one], |ended| ended.successors.clone())
        });
        keepers = followed.collect();
        keepers.sort_unstable();
        keepers.dedup();
    }
    keepers
}

/// True if the court acts for matters of another on the day, because it took over from it.
pub(crate) fn succeeds(
    reference: &Reference,
    predecessor: CourtCode,
    court: CourtCode,
    day: NaiveDate,
) -> bool {
    predecessor != court && keepers(reference, predecessor, day).contains(&court)
}

/// The one court that has taken over by the day; a court that was split stays itself, because
/// its past cannot be told apart.
pub(crate) fn current_court(reference: &Reference, court: CourtCode, day: NaiveDate) -> CourtCode {
    match keepers(reference, court, day)[..] {
        [keeper] => keeper,
        _ => court,
    }
}

/// True if the place lies in the territory of a court that keeps the court's matters on the
/// day, or if nothing is known of such a court's territory.
pub(crate) fn covers(reference: &Reference, court: CourtCode, day: NaiveDate, place: Kato) -> bool {
    let keepers = keepers(reference, court, day);
    let mut known = keepers
        .iter()
        .filter_map(|keeper| reference.courts.get(keeper));
    known.clone().next().is_none()
        || known.any(|court| court.territory.iter().any(|area| place.lies_in(area)))
}
