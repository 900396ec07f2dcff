//! How often somebody may try a password: each failure doubles the wait for the next try, by
//! account and by address.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// The first wait; the next is twice as long.
const FIRST_WAIT: Duration = Duration::from_secs(2);

/// The longest wait: whoever guesses gets some hundred tries a day, and whose account is guessed
/// at can still sign in.
const LONGEST_WAIT: Duration = Duration::from_mins(10);

/// Failures are forgotten when nothing was tried for so long.
const FORGOTTEN: Duration = Duration::from_hours(1);

/// Whose failures are remembered, by bound; beyond it those of longest ago are forgotten.
const REMEMBERED_MAX: usize = 20_000;

#[derive(Clone, Copy, Debug)]
struct Tries {
    count: u32,
    last: Instant,
}

impl Tries {
    /// What is left of the wait.
    fn wait(self, free: u32, now: Instant) -> Option<Duration> {
        let beyond = self.count.checked_sub(free)?;
        let wait = FIRST_WAIT.saturating_mul(2_u32.saturating_pow(beyond));
        let until = self.last + wait.min(LONGEST_WAIT);
        let left = until.saturating_duration_since(now);
        (!left.is_zero()).then_some(left)
    }
}

/// Tries by whoever makes them.
#[derive(Debug)]
pub(super) struct Limit<K> {
    /// Failures after which a wait begins.
    free: u32,
    tries: Mutex<HashMap<K, Tries>>,
}

impl<K: Clone + Eq + Hash> Limit<K> {
    /// A wait begins after so many failures.
    pub(super) fn after(free: u32) -> Self {
        let tries = Mutex::default();
        Self { free, tries }
    }

    /// Counts a try as failed until it is told to have succeeded, so that many at once count as
    /// many; or tells how long to wait.
    pub(super) fn begin(&self, key: K, now: Instant) -> Result<(), Duration> {
        let mut tries = self.tries();
        let before = tries.get(&key).copied();
        let before = before.filter(|before| now.saturating_duration_since(before.last) < FORGOTTEN);
        if let Some(left) = before.and_then(|before| before.wait(self.free, now)) {
            return Err(left);
        }
        if tries.len() >= REMEMBERED_MAX {
            make_room(&mut tries, now);
        }
        let count = before.map_or(0, |before| before.count).saturating_add(1);
        tries.insert(key, Tries { count, last: now });
        Ok(())
    }

    /// Takes a try back that was no failure.
    pub(super) fn take_back(&self, key: &K) {
        if let Some(tries) = self.tries().get_mut(key) {
            tries.count = tries.count.saturating_sub(1);
        }
    }

    /// Takes back every try.
    pub(super) fn forget(&self, key: &K) {
        self.tries().remove(key);
    }

    fn tries(&self) -> MutexGuard<'_, HashMap<K, Tries>> {
        self.tries.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn make_room<K: Clone + Eq + Hash>(tries: &mut HashMap<K, Tries>, now: Instant) {
    tries.retain(|_, tries| now.saturating_duration_since(tries.last) < FORGOTTEN);
    if tries.len() < REMEMBERED_MAX {
        return;
    }
    let mut ages: Vec<Instant> = tries.values().map(|tries| tries.last).collect();
    let middle = ages.len() / 2;
    let (_, median, _) = ages.select_nth_unstable(middle);
    let median = *median;
    tries.retain(|_, tries| tries.last > median);
}

#[cfg(test)]
mod tests {
    use super::*;

    const FREE: u32 = 3;

    #[test]
    fn the_wait_doubles_with_each_failure_up_to_its_bound() {
        let limit = Limit::after(FREE);
        let mut now = Instant::now();
        for _ in 0..FREE {
            assert_eq!(limit.begin("a", now), Ok(()));
        }
        let mut waits = Vec::new();
        for _ in 0..12 {
            let wait = limit.begin("a", now).unwrap_err();
            let early = now + wait - Duration::from_millis(1);
            assert!(limit.begin("a", early).is_err());
            now += wait;
            assert_eq!(limit.begin("a", now), Ok(()));
            waits.push(wait.as_secs());
        }
        assert_eq!(waits[..5], [2, 4, 8, 16, 32]);
        assert_eq!(waits[11], LONGEST_WAIT.as_secs());
        assert_eq!(limit.begin("b", now), Ok(()), "others need not wait");
    }

    #[test]
    fn a_refused_try_makes_the_wait_no_longer() {
        let limit = Limit::after(FREE);
        let now = Instant::now();
        for _ in 0..FREE {
            limit.begin("a", now).unwrap();
        }
        for _ in 0..100 {
            assert_eq!(limit.begin("a", now), Err(FIRST_WAIT));
        }
    }

    #[test]
    fn success_and_time_forget_failures() {
        let limit = Limit::after(FREE);
        let now = Instant::now();
        for _ in 0..FREE {
            limit.begin("a", now).unwrap();
        }
        assert!(limit.begin("a", now).is_err());
        limit.take_back(&"a");
        assert_eq!(limit.begin("a", now), Ok(()));
        assert!(limit.begin("a", now).is_err());
        limit.forget(&"a");
        assert_eq!(limit.begin("a", now), Ok(()));
        for _ in 0..FREE {
            limit.begin("b", now).unwrap();
        }
        let later = now + FORGOTTEN;
        for _ in 0..FREE {
            assert_eq!(limit.begin("b", later), Ok(()));
        }
        assert!(limit.begin("b", later).is_err());
    }

    #[test]
    fn what_is_remembered_is_bounded() {
        let limit = Limit::after(FREE);
        let mut now = Instant::now();
        for key in 0..3 * REMEMBERED_MAX {
            now += Duration::from_millis(1);
            limit.begin(key, now).unwrap();
        }
        assert!(limit.tries().len() <= REMEMBERED_MAX);
    }
}
