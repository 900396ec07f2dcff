//! Periods of reporting: a month, a quarter or a year, and ranges of them.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, NaiveDate};

/// A month of a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month(i32);

impl Month {
    /// The month a date lies in.
    pub fn of(day: NaiveDate) -> Self {
        Self(day.year() * 12 + i32::try_from(day.month0()).unwrap_or(0))
    }

    /// The month's last day.
    pub fn last_day(self) -> NaiveDate {
        let next = Self(self.0 + 1);
        next.first_day().pred_opt().unwrap_or(NaiveDate::MAX)
    }

    fn first_day(self) -> NaiveDate {
        let month = u32::try_from(self.0.rem_euclid(12)).unwrap_or(0) + 1;
        NaiveDate::from_ymd_opt(self.0.div_euclid(12), month, 1).unwrap_or(NaiveDate::MAX)
    }

    /// The year and the quarter it lies in.
    pub(super) fn quarter(self) -> (i32, u8) {
        let quarter = self.0.rem_euclid(12) / 3 + 1;
        (self.0.div_euclid(12), u8::try_from(quarter).unwrap_or(0))
    }

    /// The first month of a quarter.
    pub(super) fn first_of_quarter(year: i32, quarter: u8) -> Self {
        Self(year * 12 + (i32::from(quarter) - 1) * 3)
    }

    /// Reads a month as it is written, such as `2025-03`.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (year, month) = text.split_once('-')?;
        Some(Self(
            year.parse::<i32>().ok()? * 12 + month.parse::<i32>().ok()? - 1,
        ))
    }
}

impl fmt::Display for Month {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month) = (self.0.div_euclid(12), self.0.rem_euclid(12) + 1);
        write!(out, "{year:04}-{month:02}")
    }
}

/// How long a period is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Span {
    Month,
    Quarter,
    Year,
}

/// A month, quarter or year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    first: i32,
    months: i32,
}

/// Why a text names no periods.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PeriodError {
    /// It is no period, and no two of one kind.
    #[error(
        "`{0}` is not a period: write 2025, 2025-Q1, 2025-03, or two of one kind with `..` between"
    )]
    Malformed(String),
    /// The first of two comes after the last.
    #[error("`{first}..{last}` runs backward: write the earlier period first, `{last}..{first}`")]
    Backward {
        /// Which was written first.
        first: Period,
        /// And which last.
        last: Period,
    },
}

impl Period {
    /// True if the month lies in the period.
    pub fn covers(self, month: Month) -> bool {
        (self.first..self.first + self.months).contains(&month.0)
    }

    /// The last month.
    pub fn last(self) -> Month {
        Month(self.first + self.months - 1)
    }

    /// The first month.
    pub(super) fn first(self) -> Month {
        Month(self.first)
    }

    pub(super) fn span(self) -> Span {
        match self.months {
            12 => Span::Year,
            3 => Span::Quarter,
            _ => Span::Month,
        }
    }

    /// The last quarter that had ended before a day.
    pub fn quarter_before(day: NaiveDate) -> Self {
        let (year, quarter) = Month::of(day).quarter();
        let first = Month::first_of_quarter(year, quarter).0 - 3;
        Self { first, months: 3 }
    }

    /// True if its last day lies before a day.
    pub fn has_ended(self, day: NaiveDate) -> bool {
        self.last().last_day() < day
    }

    /// The year the period lies in.
    pub fn year(self) -> i32 {
        self.first.div_euclid(12)
    }

    /// How many days it has.
    pub(super) fn days(self) -> i64 {
        let days = self.last().last_day() - self.first().first_day();
        days.num_days() + 1
    }

    /// A whole year.
    pub fn of_year(year: i32) -> Self {
        Self {
            first: year * 12,
            months: 12,
        }
    }

    /// The quarters of a year, in order.
    pub fn quarters(year: i32) -> [Self; 4] {
        [0, 3, 6, 9].map(|month| Self {
            first: year * 12 + month,
            months: 3,
        })
    }

    fn next(self) -> Self {
        Self {
            first: self.first + self.months,
            ..self
        }
    }
}

impl FromStr for Period {
    type Err = PeriodError;

    fn from_str(text: &str) -> Result<Self, PeriodError> {
        let wrong = || PeriodError::Malformed(text.chars().take(32).collect());
        let (year, part) = text
            .split_once('-')
            .map_or((text, None), |(year, part)| (year, Some(part)));
        let year: i32 = year
            .parse()
            .ok()
            .filter(|year| (2000..=2199).contains(year))
            .ok_or_else(wrong)?;
        let within = |text: &str, max: i32| text.parse().ok().filter(|n| (1..=max).contains(n));
        let (offset, months) = match part {
            None => (0, 12),
            Some(part) => match part.strip_prefix('Q') {
                Some(quarter) => (
                    within(quarter, 4).map(|q| (q - 1) * 3).ok_or_else(wrong)?,
                    3,
                ),
                None => (within(part, 12).map(|m| m - 1).ok_or_else(wrong)?, 1),
            },
        };
        Ok(Self {
            first: year * 12 + offset,
            months,
        })
    }
}

impl fmt::Display for Period {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month) = (self.first.div_euclid(12), self.first.rem_euclid(12));
        match self.months {
            12 => write!(out, "{year:04}"),
            3 => write!(out, "{year:04}-Q{}", month / 3 + 1),
            _ => write!(out, "{year:04}-{:02}", month + 1),
        }
    }
}

/// Periods of one kind, from the first to the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PeriodRange {
    first: Period,
    last: Period,
}

impl PeriodRange {
    /// From one to another of the same kind; of nothing where they stand the other way round.
    pub fn between(first: Period, last: Period) -> Self {
        Self { first, last }
    }

    /// The last period.
    pub fn last(self) -> Period {
        self.last
    }

    /// Each period in turn.
    pub fn iter(self) -> impl Iterator<Item = Period> {
        std::iter::successors(Some(self.first), |period| Some(period.next()))
            .take_while(move |period| *period <= self.last)
    }
}

impl fmt::Display for PeriodRange {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}..{}", self.first, self.last)
    }
}

impl FromStr for PeriodRange {
    type Err = PeriodError;

    fn from_str(text: &str) -> Result<Self, PeriodError> {
        let (first, last) = text.split_once("..").unwrap_or((text, text));
        let (first, last): (Period, Period) = (first.parse()?, last.parse()?);
        if first.months != last.months {
            return Err(PeriodError::Malformed(text.chars().take(32).collect()));
        }
        if first > last {
            return Err(PeriodError::Backward { first, last });
        }
        Ok(Self { first, last })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_read_back_as_written() {
        for text in ["2025", "2025-Q4", "2025-12"] {
            assert_eq!(text.parse::<Period>().unwrap().to_string(), text);
        }
        for text in [
            "",
            "25",
            "2025-Q5",
            "2025-13",
            "2025-00",
            "2025-Q1..2025-12",
        ] {
            let refused = text.parse::<PeriodRange>();
            assert!(
                matches!(refused, Err(PeriodError::Malformed(_))),
                "{text}: {refused:?}"
            );
        }
    }

    #[test]
    fn periods_in_the_wrong_order_are_told_in_the_right_one() {
        let refused = |text: &str| text.parse::<PeriodRange>().unwrap_err().to_string();
        assert_eq!(
            refused("2024-Q4..2024-Q1"),
            "`2024-Q4..2024-Q1` runs backward: write the earlier period first, `2024-Q1..2024-Q4`"
        );
        assert!(refused("2025..2024").contains("`2024..2025`"));
        assert!("2024-Q1..2024-Q1".parse::<PeriodRange>().is_ok());
    }

    #[test]
    fn the_quarter_before_a_day_has_ended_on_it_and_no_later_one_has() {
        let day = |text: &str| text.parse().unwrap();
        for (on, quarter) in [
            ("2026-01-01", "2025-Q4"),
            ("2026-03-31", "2025-Q4"),
            ("2026-04-01", "2026-Q1"),
            ("2026-12-31", "2026-Q3"),
        ] {
            let before = Period::quarter_before(day(on));
            assert_eq!(before.to_string(), quarter, "{on}");
            assert!(before.has_ended(day(on)) && !before.next().has_ended(day(on)));
        }
    }

    #[test]
    fn a_range_counts_across_the_year() {
        let range: PeriodRange = "2024-Q4..2025-Q2".parse().unwrap();
        let names: Vec<String> = range.iter().map(|period| period.to_string()).collect();
        assert_eq!(names, ["2024-Q4", "2025-Q1", "2025-Q2"]);
    }
}
