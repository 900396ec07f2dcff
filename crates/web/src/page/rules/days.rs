//! The days of a year that are not worked, and those that are worked instead.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use medreg_domain::calendar::Calendar;

use crate::language::Language;

/// The days of a year that are not worked though they are weekdays, and the other way round.
#[derive(Clone, Debug)]
pub(super) struct Days {
    pub(super) year: i32,
    pub(super) years: Vec<i32>,
    pub(super) months: Vec<Month>,
}

/// A month with such days.
#[derive(Clone, Debug, Default)]
pub(super) struct Month {
    pub(super) name: String,
    pub(super) non_working: String,
    pub(super) working: String,
}

impl Days {
    pub(super) fn of(language: Language, calendar: &Calendar, year: i32) -> Self {
        let mut months: BTreeMap<u32, (Vec<String>, Vec<String>)> = BTreeMap::new();
        let published = calendar.years().find(|(other, _)| *other == year);
        if let Some((_, days)) = published {
            let said = |day: &NaiveDate| {
                let number = day.weekday().number_from_monday();
                let weekday = language.t(&format!("day-of-week-{number}.short"));
                format!("{} ({weekday})", day.day())
            };
            for day in &days.non_working {
                months.entry(day.month()).or_default().0.push(said(day));
            }
            for day in &days.working {
                months.entry(day.month()).or_default().1.push(said(day));
            }
        }
        let month = |(month, (non_working, working)): (u32, (Vec<String>, Vec<String>))| Month {
            name: language.t(&format!("month-name-{month}")),
            non_working: non_working.join(", "),
            working: working.join(", "),
        };
        Self {
            year,
            years: calendar.years().map(|(year, _)| year).collect(),
            months: months.into_iter().map(month).collect(),
        }
    }
}
