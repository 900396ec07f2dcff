//! Referrals without a result by the day they are due on, so that a board of deadlines reads
//! the days it shows and no other.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use chrono::NaiveDate;
use medreg_domain::referral::Referral;
use medreg_domain::{CourtCode, ReferralNo};
use serde::{Deserialize, Serialize};

use crate::store::{Batch, Store, StoreError};
use crate::table::Table;

const PREFIX: u8 = b'u';

/// Rows kept in memory between batches.
const ROWS_IN_MEMORY_MAX: usize = 4_096;

/// The day a referral is due on; those without a day come last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum DueOn {
    /// The last day of the term, rolled.
    Day(NaiveDate),
    /// No term runs: nothing has started, or the result is to come.
    NoDay,
}

impl fmt::Display for DueOn {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Day(day) => write!(out, "{}", day.format("%Y-%m-%d")),
            // Behind every digit.
            Self::NoDay => out.write_str("~"),
        }
    }
}

impl FromStr for DueOn {
    type Err = chrono::ParseError;

    fn from_str(text: &str) -> Result<Self, chrono::ParseError> {
        match text {
            "~" => Ok(Self::NoDay),
            day => day.parse().map(Self::Day),
        }
    }
}

/// What the board says of one referral without reading it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Due {
    on: DueOn,
    extended_days: u16,
}

impl Due {
    /// Where an open referral stands on the board; none once its result is returned.
    pub(crate) fn of(referral: &Referral) -> Option<Self> {
        let term = referral.running().map(|procedure| procedure.term);
        referral.is_open().then(|| Self {
            on: term.map_or(DueOn::NoDay, |term| DueOn::Day(term.due.rolled)),
            extended_days: term.map_or(0, |term| term.extended_days),
        })
    }
}

/// Referrals of one court that are due on one day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DueDay {
    /// The day.
    pub due_on: DueOn,
    /// The court that gave the numbers.
    pub court: CourtCode,
    /// Numbers, in order, each with the days its term was extended by.
    pub referrals: Vec<(ReferralNo, u16)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct DueKey {
    on: DueOn,
    court: CourtCode,
}

impl fmt::Display for DueKey {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}/{}", self.on, self.court)
    }
}

impl DueKey {
    fn parse(key: &[u8]) -> Option<Self> {
        let text = std::str::from_utf8(key.get(1..)?).ok()?;
        let (on, court) = text.split_once('/')?;
        Some(Self {
            on: on.parse().ok()?,
            court: court.parse().ok()?,
        })
    }
}

/// Days extended by, by year and serial of the number.
type Row = BTreeMap<(u16, u32), u16>;

/// The rows of deadlines.
#[derive(Debug)]
pub(crate) struct Dues(Table<DueKey, Row>);

impl Dues {
    pub(crate) fn new() -> Self {
        Self(Table::new(PREFIX))
    }

    /// Moves a referral from where it stood to where it stands.
    pub(crate) fn change(
        &mut self,
        store: &Store,
        number: ReferralNo,
        (before, now): (Option<Due>, Option<Due>),
    ) -> Result<(), StoreError> {
        let key = |due: Due| DueKey {
            on: due.on,
            court: number.court(),
        };
        let place = (number.year(), number.serial());
        if let Some(before) = before.map(key)
            && let Some(row) = self.0.change(store, before)?
        {
            row.remove(&place);
            if row.is_empty() {
                self.0.replace(before, None);
            }
        }
        if let Some(now) = now {
            let row = self.0.change_or(store, key(now), Row::new)?;
            row.insert(place, now.extended_days);
        }
        Ok(())
    }

    pub(crate) fn flush(&mut self, store: &Store, batch: &mut Batch) -> Result<(), StoreError> {
        self.0.flush(store, batch)
    }

    pub(crate) fn shrink(&mut self) {
        self.0.shrink(ROWS_IN_MEMORY_MAX);
    }
}

/// Days from one on, in order of day and court; of one court alone if one is given.
pub(crate) fn from(
    store: &Store,
    first: DueOn,
    court: Option<CourtCode>,
) -> impl Iterator<Item = Result<DueDay, StoreError>> {
    let begin = format!("{}{first}", char::from(PREFIX));
    store
        .scan_from(PREFIX, begin.as_bytes())
        .filter_map(move |row| {
            let day = row.and_then(|(key, value)| {
                let key = DueKey::parse(&key);
                let wanted = key.filter(|key| court.is_none_or(|court| key.court == court));
                let day = wanted.map(|key| Ok(day(key, store.decode(&value)?)));
                day.transpose()
            });
            day.transpose()
        })
}

fn day(key: DueKey, row: Row) -> DueDay {
    let numbered = row.into_iter().filter_map(|((year, serial), extended)| {
        Some((ReferralNo::new(key.court, year, serial)?, extended))
    });
    DueDay {
        due_on: key.on,
        court: key.court,
        referrals: numbered.collect(),
    }
}
