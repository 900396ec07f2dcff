//! What an entry costs on a day, and the validity it buys (R40).

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::codes::ScheduleId;
use crate::entry::EntryKind;
use crate::money::Money;
use crate::rejection::{Code, Rejection};

/// The schedules and the calculation index, each by the day it began.
#[derive(Clone, Debug, Default)]
pub(super) struct Fees {
    schedules: BTreeMap<(EntryKind, NaiveDate), Schedule>,
    mci: BTreeMap<NaiveDate, Money>,
}

/// A fee and the validity it buys.
#[derive(Clone, Copy, Debug)]
pub(super) struct Schedule {
    pub(super) id: ScheduleId,
    pub(super) amount: Option<Money>,
    pub(super) mci_multiple: Option<u16>,
    pub(super) validity_months: u16,
}

/// The fee due for an entry on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FeeDue {
    /// By which schedule.
    pub schedule: ScheduleId,
    /// How much.
    pub amount: Money,
    /// How long the entry is valid for it.
    pub validity_months: u16,
}

impl Fees {
    pub(super) fn due(&self, kind: EntryKind, day: NaiveDate) -> Result<FeeDue, Rejection> {
        let missing = |what: &str| {
            let kind = kind.as_str();
            let detail = format!("no {what} covers a {kind} entry on {day}: publish one");
            Rejection::new(Code::FeeScheduleMissing, detail)
        };
        let begun = self.schedules.range((kind, NaiveDate::MIN)..=(kind, day));
        let (_, schedule) = begun.last().ok_or_else(|| missing("fee schedule"))?;
        let amount = match (schedule.amount, schedule.mci_multiple) {
            (Some(amount), _) => amount,
            (None, Some(multiple)) => {
                let begun = self.mci.range(..=day).next_back();
                let (_, index) = begun.ok_or_else(|| missing("calculation index"))?;
                Money::tiyin(index.amount_minor.saturating_mul(i64::from(multiple)))
            }
            (None, None) => Money::tiyin(0),
        };
        Ok(FeeDue {
            schedule: schedule.id,
            amount,
            validity_months: schedule.validity_months,
        })
    }

    pub(super) fn set_schedule(&mut self, kind: EntryKind, from: NaiveDate, schedule: Schedule) {
        self.schedules.insert((kind, from), schedule);
    }

    pub(super) fn set_mci(&mut self, from: NaiveDate, amount: Money) {
        self.mci.insert(from, amount);
    }
}
