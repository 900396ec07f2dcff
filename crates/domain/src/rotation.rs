//! Whose turn it is: the order in which mediators are offered, so that none is always first
//! (R19).
//!
//! The order of a day follows from the day and the entry numbers alone. Nobody chooses it, it
//! is another one tomorrow, and anybody can compute it again.

use chrono::NaiveDate;
use sha2::{Digest as _, Sha256};

use crate::digest::Digest;
use crate::numbers::EntryNo;

/// Candidates on a list, at least: never one name alone (R19).
pub const OFFERED_MIN: usize = 3;

/// Candidates on a list, at most: what parties can compare.
pub const OFFERED_MAX: usize = 10;

/// What an entry is ordered by on a day: SHA-256 of the day, a space and the entry number.
///
/// `printf '2026-11-23 KZ-75-204-2025-00041' | sha256sum` gives the same.
pub fn turn(day: NaiveDate, entry_no: EntryNo) -> Digest {
    Digest(Sha256::digest(format!("{day} {entry_no}")).into())
}

/// The candidates in the order of a day.
pub fn in_turn<T>(
    day: NaiveDate,
    candidates: impl IntoIterator<Item = T>,
    number: impl Fn(&T) -> EntryNo,
) -> Vec<T> {
    let mut ordered: Vec<T> = candidates.into_iter().collect();
    ordered.sort_by_cached_key(|candidate| turn(day, number(candidate)));
    ordered
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use chrono::Days;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn numbers(serials: impl IntoIterator<Item = u32>) -> Vec<EntryNo> {
        let court = "KZ-75-204".parse().unwrap();
        let number = |serial| EntryNo::new(court, 2025, serial).unwrap();
        serials.into_iter().map(number).collect()
    }

    #[test]
    fn a_turn_is_what_sha256sum_gives() {
        let turn = turn(day("2026-11-23"), numbers([41])[0]);
        // printf '2026-11-23 KZ-75-204-2025-00041' | openssl dgst -sha256 -binary | base64
        assert_eq!(
            turn.to_string(),
            "QIb0zS7MtH46KHxaGNkLo2atYzEw+lLa4d3aqEAH4aw="
        );
    }

    #[test]
    fn the_order_is_of_the_day_and_the_numbers_whatever_order_they_come_in() {
        let forward = in_turn(day("2026-11-23"), numbers(1..=20), |number| *number);
        let backward = in_turn(day("2026-11-23"), numbers((1..=20).rev()), |number| *number);
        assert_eq!(forward, backward);
        let tomorrow = in_turn(day("2026-11-24"), numbers(1..=20), |number| *number);
        assert_ne!(forward, tomorrow);
    }

    #[test]
    fn everybody_is_first_about_as_often_as_anybody_else() {
        let mut firsts: BTreeMap<EntryNo, u32> = BTreeMap::new();
        for days in 0..1_000 {
            let day = day("2024-01-01") + Days::new(days);
            let order = in_turn(day, numbers(1..=5), |number| *number);
            *firsts.entry(order[0]).or_default() += 1;
        }
        // 200 each is the mean; four deviations of a fair draw are 51.
        assert_eq!(firsts.len(), 5);
        assert!(
            firsts.values().all(|count| (149..=251).contains(count)),
            "{firsts:?}"
        );
    }
}
