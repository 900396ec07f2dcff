//! Where every entry stands on a day, as somebody sees it: counted once for all who ask the same.

use std::sync::{Arc, Mutex, PoisonError};

use chrono::NaiveDate;
use rayon::prelude::*;

use super::super::Sight;
use super::super::shown::{STANDINGS, standing_code};
use super::columns::put_at;
use super::listed::Listed;

/// Days and readers that are remembered: today for everybody and for those with a role, and
/// what was asked of other days last.
const REMEMBERED_MAX: usize = 8;

/// In the place of a standing: the entry is not shown.
const HIDDEN: u32 = u32::MAX;

/// Where entries stand on one day, for one kind of reader.
#[derive(Clone, Debug)]
pub(in crate::query) struct Standings {
    day: NaiveDate,
    sight: Sight,
    numbers: Vec<u32>,
}

/// Those that were asked for, the latest last.
#[derive(Debug, Default)]
pub(super) struct Remembered(Mutex<Vec<Arc<Standings>>>);

impl Standings {
    fn of(slots: &[Arc<Listed>], day: NaiveDate, sight: Sight) -> Self {
        let numbers = slots.par_iter().map(|listed| number(listed, day, sight));
        Self {
            day,
            sight,
            numbers: numbers.collect(),
        }
    }

    fn put(&mut self, slot: u32, listed: &Listed) {
        put_at(
            &mut self.numbers,
            slot,
            number(listed, self.day, self.sight),
        );
    }

    /// By slot, the place in [`STANDINGS`]; beyond them all where the entry is not shown.
    pub(in crate::query) fn numbers(&self) -> &[u32] {
        &self.numbers
    }
}

fn number(listed: &Listed, day: NaiveDate, sight: Sight) -> u32 {
    let validity = &listed.row.entry.validity;
    if !sight.shows(validity) {
        return HIDDEN;
    }
    let code = standing_code(sight.standing(validity, day));
    let number = STANDINGS.iter().position(|known| *known == code);
    number
        .and_then(|number| number.try_into().ok())
        .unwrap_or(HIDDEN)
}

impl Remembered {
    /// Where the entries in these slots stand.
    pub(super) fn on(&self, slots: &[Arc<Listed>], day: NaiveDate, sight: Sight) -> Arc<Standings> {
        let is_it = |one: &Arc<Standings>| one.day == day && one.sight == sight;
        let remembered = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let known = remembered().iter().find(|one| is_it(one)).map(Arc::clone);
        // Others go on meanwhile.
        let found = known.unwrap_or_else(|| Arc::new(Standings::of(slots, day, sight)));
        let mut remembered = remembered();
        remembered.retain(|one| !is_it(one));
        remembered.push(Arc::clone(&found));
        let too_many = remembered.len().saturating_sub(REMEMBERED_MAX);
        remembered.drain(..too_many);
        found
    }

    /// Takes over the entry that is now in a slot.
    pub(super) fn put(&mut self, slot: u32, listed: &Listed) {
        let remembered = self.0.get_mut().unwrap_or_else(PoisonError::into_inner);
        for standings in remembered {
            Arc::make_mut(standings).put(slot, listed);
        }
    }
}
