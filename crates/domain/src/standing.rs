//! Standing: what the register says of an entry on a day. Computed, never stored.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::entry::event::RemovalReason;

/// Where an entry stands on a day (public).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "code", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Standing {
    /// May mediate.
    Active,
    /// May not mediate until after this day.
    Suspended {
        /// Last day of the suspension.
        until: NaiveDate,
    },
    /// Ran out.
    Lapsed {
        /// First day without validity.
        on: NaiveDate,
    },
    /// Ended.
    Removed {
        /// First day without the entry.
        on: NaiveDate,
    },
    /// Not yet begun on that day.
    NotYet,
}

/// The dates from which standing follows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Validity {
    /// First day.
    pub valid_from: NaiveDate,
    /// Last days, each with the date from which it counts: registration and renewals.
    pub renewals: Vec<(NaiveDate, NaiveDate)>,
    /// Suspensions, first to last day.
    pub suspensions: Vec<(NaiveDate, NaiveDate)>,
    /// Removals, with the day of reinstatement if there was one.
    pub removals: Vec<Removal>,
}

/// A removal, perhaps undone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Removal {
    /// First day without the entry.
    pub on: NaiveDate,
    /// Why.
    pub reason: RemovalReason,
    /// First day back.
    pub reinstated_on: Option<NaiveDate>,
}

impl Validity {
    /// The validity a registration begins.
    pub fn new(valid_from: NaiveDate, valid_to: NaiveDate) -> Self {
        Self {
            valid_from,
            renewals: vec![(valid_from, valid_to)],
            suspensions: Vec::new(),
            removals: Vec::new(),
        }
    }

    /// The last day, as renewed so far.
    pub fn valid_to(&self) -> NaiveDate {
        self.renewals.last().map_or(self.valid_from, |(_, to)| *to)
    }

    /// Where the entry stands on a day.
    pub fn standing(&self, day: NaiveDate) -> Standing {
        if day < self.valid_from {
            return Standing::NotYet;
        }
        let gone = |removal: &&Removal| {
            removal.on <= day && removal.reinstated_on.is_none_or(|back| day < back)
        };
        if let Some(removal) = self.removals.iter().find(gone) {
            return Standing::Removed { on: removal.on };
        }
        if !self
            .renewals
            .iter()
            .any(|(from, to)| *from <= day && day <= *to)
        {
            let ended = self
                .renewals
                .iter()
                .map(|(_, to)| *to)
                .filter(|to| *to < day)
                .max();
            let on = ended.and_then(|to| to.succ_opt()).unwrap_or(day);
            return Standing::Lapsed { on };
        }
        let suspended = |(from, to): &&(NaiveDate, NaiveDate)| *from <= day && day <= *to;
        match self
            .suspensions
            .iter()
            .filter(suspended)
            .map(|(_, to)| *to)
            .max()
        {
            Some(until) => Standing::Suspended { until },
            None => Standing::Active,
        }
    }

    /// Where the entry stood on a day, as everybody may see it on another: a suspension is shown
    /// while it runs, and not afterwards (R30, retention).
    pub fn standing_shown(&self, day: NaiveDate, today: NaiveDate) -> Standing {
        let standing = self.standing(day);
        let is_over = matches!(standing, Standing::Suspended { until } if until < today);
        if is_over { Standing::Active } else { standing }
    }

    /// Ends what is suspended on the day, so that the day itself is free.
    pub(crate) fn lift_suspension(&mut self, on: NaiveDate) {
        let Some(last_day) = on.pred_opt() else {
            return;
        };
        for (from, to) in &mut self.suspensions {
            if (*from..=*to).contains(&on) {
                *to = last_day;
            }
        }
    }

    /// Ends every removal that stands on the day, so that the entry is back on it.
    pub(crate) fn reinstate(&mut self, on: NaiveDate) {
        for removal in &mut self.removals {
            if removal.on <= on && removal.reinstated_on.is_none() {
                removal.reinstated_on = Some(on);
            }
        }
    }

    /// The first day of the removal that stands on the day.
    pub(crate) fn removed_since(&self, day: NaiveDate) -> Option<NaiveDate> {
        match self.standing(day) {
            Standing::Removed { on } => Some(on),
            Standing::Active
            | Standing::Suspended { .. }
            | Standing::Lapsed { .. }
            | Standing::NotYet => None,
        }
    }

    /// Takes a suspension away from a day on, so that the day itself is free; altogether where
    /// the day is its first.
    pub(crate) fn overturn_suspension(&mut self, since: NaiveDate, effective_on: NaiveDate) {
        self.suspensions
            .retain(|(from, _)| *from != since || *from < effective_on);
        let Some(last_day) = effective_on.pred_opt() else {
            return;
        };
        for (from, to) in &mut self.suspensions {
            if *from == since {
                *to = last_day.min(*to);
            }
        }
    }

    /// Takes a removal away from a day on, so that the entry is back on it; altogether where
    /// the day is its first.
    pub(crate) fn overturn_removal(&mut self, since: NaiveDate, effective_on: NaiveDate) {
        for removal in &mut self.removals {
            if removal.on == since {
                let back = removal.reinstated_on.unwrap_or(effective_on);
                removal.reinstated_on = Some(back.min(effective_on));
            }
        }
    }

    /// True on days the mediator may mediate.
    pub fn is_active(&self, day: NaiveDate) -> bool {
        self.standing(day) == Standing::Active
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn an_entry_is_active_to_the_end_of_its_last_day_and_lapsed_after() {
        let validity = Validity::new(day("2025-03-10"), day("2026-03-09"));
        assert_eq!(validity.standing(day("2025-03-09")), Standing::NotYet);
        assert_eq!(validity.standing(day("2026-03-09")), Standing::Active);
        assert_eq!(
            validity.standing(day("2026-03-10")),
            Standing::Lapsed {
                on: day("2026-03-10")
            }
        );
    }

    #[test]
    fn a_suspension_ends_with_its_last_day() {
        let mut validity = Validity::new(day("2024-01-01"), day("2026-12-31"));
        validity
            .suspensions
            .push((day("2024-08-31"), day("2025-02-28")));
        let until = day("2025-02-28");
        assert_eq!(validity.standing(until), Standing::Suspended { until });
        assert!(validity.is_active(day("2025-03-01")));
    }

    #[test]
    fn everybody_sees_a_suspension_while_it_runs_and_not_afterwards() {
        let mut validity = Validity::new(day("2024-01-01"), day("2026-12-31"));
        validity
            .suspensions
            .push((day("2024-08-31"), day("2025-02-28")));
        let until = day("2025-02-28");
        let seen = |on: &str, today: &str| validity.standing_shown(day(on), day(today));
        assert_eq!(
            seen("2024-10-01", "2025-02-28"),
            Standing::Suspended { until }
        );
        assert_eq!(seen("2024-10-01", "2025-03-01"), Standing::Active);
        assert_eq!(seen("2023-10-01", "2025-03-01"), Standing::NotYet);
    }

    #[test]
    fn a_late_renewal_leaves_the_gap_lapsed() {
        let mut validity = Validity::new(day("2024-01-01"), day("2024-12-31"));
        validity
            .renewals
            .push((day("2025-01-20"), day("2025-12-31")));
        assert!(!validity.is_active(day("2025-01-10")));
        assert!(validity.is_active(day("2025-01-20")));
    }

    #[test]
    fn what_has_come_back_once_stays_out_for_the_days_it_was_out() {
        let removed = |on: &str| Removal {
            on: day(on),
            reason: RemovalReason::StatutoryBar,
            reinstated_on: None,
        };
        let mut validity = Validity::new(day("2025-01-01"), day("2025-12-31"));
        validity.removals.push(removed("2025-02-01"));
        validity.reinstate(day("2025-03-01"));
        validity.removals.push(removed("2025-05-01"));
        validity.removals.push(removed("2025-09-01"));
        validity.reinstate(day("2025-06-01"));
        let days = ["2025-02-28", "2025-03-01", "2025-05-31", "2025-06-01"];
        let active = days.map(|text| validity.is_active(day(text)));
        assert_eq!(active, [false, true, false, true]);
        // What begins after the day of the return has not been undone by it.
        assert!(!validity.is_active(day("2025-09-01")));
    }

    #[test]
    fn a_lapse_is_not_told_to_begin_after_the_day() {
        let mut validity = Validity::new(day("2024-01-01"), day("2024-12-31"));
        // A correction may let a renewal end before it begins.
        validity
            .renewals
            .push((day("2025-02-01"), day("2025-01-20")));
        let on = day("2025-01-01");
        assert_eq!(
            validity.standing(day("2025-01-20")),
            Standing::Lapsed { on }
        );
    }
}
