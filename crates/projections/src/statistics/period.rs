//! Periods of reporting: a month, a quarter or a year, and ranges of them.

use std::fmt;
use std::str::FromStr;

use super::Month;

/// A month, quarter or year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    first: i32,
    months: i32,
}

/// The text is not a period.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is not a period: write 2025, 2025-Q1, 2025-03, or two of one kind with `..` between"
)]
pub struct PeriodError(String);

impl Period {
    /// True if the month lies in the period.
    pub fn covers(self, month: Month) -> bool {
        (self.first..self.first + self.months).contains(&month.0)
    }

    /// The last month.
    pub fn last(self) -> Month {
        Month(self.first + self.months - 1)
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
        let wrong = || PeriodError(text.chars().take(32).collect());
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
    /// Each period in turn.
    pub fn iter(self) -> impl Iterator<Item = Period> {
        std::iter::successors(Some(self.first), |period| Some(period.next()))
            .take_while(move |period| *period <= self.last)
    }
}

impl FromStr for PeriodRange {
    type Err = PeriodError;

    fn from_str(text: &str) -> Result<Self, PeriodError> {
        let (first, last) = text.split_once("..").unwrap_or((text, text));
        let (first, last): (Period, Period) = (first.parse()?, last.parse()?);
        if first.months == last.months && first <= last {
            Ok(Self { first, last })
        } else {
            Err(PeriodError(text.chars().take(32).collect()))
        }
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
            "2025..2024",
        ] {
            assert!(text.parse::<PeriodRange>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_range_counts_across_the_year() {
        let range: PeriodRange = "2024-Q4..2025-Q2".parse().unwrap();
        let names: Vec<String> = range.iter().map(|period| period.to_string()).collect();
        assert_eq!(names, ["2024-Q4", "2025-Q1", "2025-Q2"]);
    }
}
