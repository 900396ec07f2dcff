//! Working days: a last day that is none moves to the next working day (Civil Code art 175).
//!
//! Which days those are is data by year, published as facts; a year without data is an
//! error, never a guess.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{
    DateTime, Datelike, Days, Months, NaiveDate, NaiveTime, TimeDelta, TimeZone, Utc, Weekday,
};
use chrono_tz::Tz;

use crate::rejection::{Code, Rejection};

/// The longest run of days off a sound calendar holds is under two weeks; past this bound
/// the published data is at fault.
const ROLL_DAYS_MAX: u16 = 31;

/// The published non-working weekdays and worked weekend days, by year.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Calendar {
    years: BTreeMap<i32, Year>,
}

/// One year's calendar.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Year {
    /// Mondays to Fridays that are days off.
    pub non_working: BTreeSet<NaiveDate>,
    /// Days that are worked though they are weekend days or days off.
    pub working: BTreeSet<NaiveDate>,
}

impl Calendar {
    /// Takes over one year's calendar; a later publication of the year replaces it.
    pub fn set_year(
        &mut self,
        year: i32,
        non_working: impl IntoIterator<Item = NaiveDate>,
        working: impl IntoIterator<Item = NaiveDate>,
    ) {
        let year_days = Year {
            non_working: non_working.into_iter().collect(),
            working: working.into_iter().collect(),
        };
        self.years.insert(year, year_days);
    }

    /// The years that are published, each with its calendar.
    pub fn years(&self) -> impl Iterator<Item = (i32, &Year)> {
        self.years.iter().map(|(year, days)| (*year, days))
    }

    /// True if courts work on the day.
    pub fn is_working(&self, day: NaiveDate) -> Result<bool, Rejection> {
        let year = self.years.get(&day.year()).ok_or_else(|| {
            let detail = format!(
                "{day} cannot be checked: the calendar of non-working days of {} is not published",
                day.year()
            );
            Rejection::new(Code::CalendarMissing, detail)
        })?;
        let weekend = matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
        let free = weekend || year.non_working.contains(&day);
        Ok(!free || year.working.contains(&day))
    }

    /// The day itself if it is a working day, else the next one that is.
    pub fn roll(&self, day: NaiveDate) -> Result<NaiveDate, Rejection> {
        for days in 0..=ROLL_DAYS_MAX {
            let rolled = add_days(day, days);
            if self.is_working(rolled)? {
                return Ok(rolled);
            }
        }
        let detail = format!("no working day is published within {ROLL_DAYS_MAX} days of {day}");
        Err(Rejection::new(Code::CalendarMissing, detail))
    }

    /// The instant since which so much time has passed by another, days off not counted; a day
    /// of a year that is not published counts.
    ///
    /// ```
    /// # use chrono::{DateTime, TimeDelta, Utc};
    /// # use medreg_domain::calendar::Calendar;
    /// let mut calendar = Calendar::default();
    /// calendar.set_year(2026, [], []);
    /// let (zone, day) = (chrono_tz::Asia::Almaty, TimeDelta::days(1));
    /// let monday: DateTime<Utc> = "2026-11-23T10:00:00+05:00".parse()?;
    /// let friday: DateTime<Utc> = "2026-11-20T10:00:00+05:00".parse()?;
    /// assert_eq!(calendar.working_time_before(monday, day, zone), friday);
    /// # Ok::<(), chrono::ParseError>(())
    /// ```
    pub fn working_time_before(
        &self,
        until: DateTime<Utc>,
        time: TimeDelta,
        zone: Tz,
    ) -> DateTime<Utc> {
        let (mut from, mut left) = (until, time);
        let mut day = civil_date(until, zone);
        let mut days_off = 0;
        while days_off <= ROLL_DAYS_MAX {
            let begins = midnight(day, zone);
            if self.is_working(day).unwrap_or(true) {
                if from - begins >= left {
                    return from - left;
                }
                left -= from - begins;
                days_off = 0;
            } else {
                days_off += 1;
            }
            (from, day) = (begins, day.pred_opt().unwrap_or(NaiveDate::MIN));
        }
        from
    }
}

/// The instant at which a day begins in a zone.
fn midnight(day: NaiveDate, zone: Tz) -> DateTime<Utc> {
    let midnight = day.and_time(NaiveTime::MIN);
    let begins = zone.from_local_datetime(&midnight).earliest();
    begins.map_or_else(|| midnight.and_utc(), |begins| begins.to_utc())
}

/// The day `days` after `from`: day 1 is the day after (Civil Code art 173).
pub fn add_days(from: NaiveDate, days: u16) -> NaiveDate {
    from.checked_add_days(Days::new(u64::from(days)))
        .unwrap_or(NaiveDate::MAX)
}

/// The same date `months` later, or the month's last day (Civil Code art 174(3)).
pub fn add_months(from: NaiveDate, months: u16) -> NaiveDate {
    from.checked_add_months(Months::new(u32::from(months)))
        .unwrap_or(NaiveDate::MAX)
}

/// Days from one date to another, negative if `to` is earlier.
pub fn days_between(from: NaiveDate, to: NaiveDate) -> i64 {
    (to - from).num_days()
}

/// The civil date in a court's time zone at an instant.
///
/// ```
/// use medreg_domain::calendar::civil_date;
/// let instant = "2024-02-29T18:30:00Z".parse()?;
/// let date = civil_date(instant, chrono_tz::Asia::Almaty);
/// assert_eq!(date.to_string(), "2024-02-29"); // 23:30 on the first day of UTC+5
/// # Ok::<(), chrono::ParseError>(())
/// ```
pub fn civil_date(instant: DateTime<Utc>, zone: Tz) -> NaiveDate {
    zone.from_utc_datetime(&instant.naive_utc()).date_naive()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn calendar() -> Calendar {
        let mut calendar = Calendar::default();
        calendar.set_year(
            2026,
            ["2026-03-23", "2026-03-24", "2026-03-25"].map(day),
            [],
        );
        calendar.set_year(2018, ["2018-08-31"].map(day), ["2018-08-25"].map(day));
        calendar
    }

    #[test]
    fn a_last_day_on_a_holiday_moves_past_transferred_days() {
        assert_eq!(calendar().roll(day("2026-03-21")), Ok(day("2026-03-26")));
        assert_eq!(calendar().roll(day("2026-03-26")), Ok(day("2026-03-26")));
    }

    #[test]
    fn a_worked_saturday_is_a_working_day() {
        assert_eq!(calendar().roll(day("2018-08-25")), Ok(day("2018-08-25")));
    }

    #[test]
    fn time_on_days_off_does_not_count() {
        let calendar = calendar();
        let before = |until: &str, hours: i64| {
            let zone = chrono_tz::Asia::Almaty;
            let until = until.parse().unwrap();
            let from = calendar.working_time_before(until, TimeDelta::hours(hours), zone);
            from.with_timezone(&zone).to_rfc3339()
        };
        // Nauryz: from Saturday the 21st to Wednesday the 25th nobody works.
        let thursday = "2026-03-26T09:00:00+05:00";
        assert_eq!(before(thursday, 9), "2026-03-26T00:00:00+05:00");
        assert_eq!(before(thursday, 24), "2026-03-20T09:00:00+05:00");
        assert_eq!(
            before("2026-03-24T12:00:00+05:00", 24),
            "2026-03-20T00:00:00+05:00"
        );
        // Days that are worked count in full, and those of a year nobody published.
        assert_eq!(
            before("2026-04-09T12:00:00+05:00", 72),
            "2026-04-06T12:00:00+05:00"
        );
        assert_eq!(
            before("2030-01-07T12:00:00+05:00", 24),
            "2030-01-06T12:00:00+05:00"
        );
    }

    #[test]
    fn a_calendar_without_working_days_ends_the_count() {
        let mut calendar = Calendar::default();
        calendar.set_year(2030, day("2030-01-01").iter_days().take(365), []);
        let until = "2030-12-31T12:00:00Z".parse().unwrap();
        let from = calendar.working_time_before(until, TimeDelta::hours(1), chrono_tz::UTC);
        assert_eq!(until - from, TimeDelta::hours(12 + 31 * 24));
    }

    #[test]
    fn a_year_without_a_calendar_is_refused() {
        let refused = calendar().roll(day("2030-01-01")).unwrap_err();
        assert_eq!(refused.code, Code::CalendarMissing);
    }

    #[test]
    fn a_calendar_without_working_days_ends_the_search() {
        let mut calendar = Calendar::default();
        let january = day("2030-01-01").iter_days().take(60);
        calendar.set_year(2030, january, []);
        let refused = calendar.roll(day("2030-01-01")).unwrap_err();
        assert_eq!(refused.code, Code::CalendarMissing);
        calendar.set_year(NaiveDate::MAX.year(), [NaiveDate::MAX], []);
        let refused = calendar.roll(NaiveDate::MAX).unwrap_err();
        assert_eq!(refused.code, Code::CalendarMissing);
    }

    #[test]
    fn month_terms_end_on_the_same_date_or_the_months_last_day() {
        assert_eq!(add_months(day("2024-08-31"), 6), day("2025-02-28"));
        assert_eq!(add_months(day("2023-08-31"), 6), day("2024-02-29"));
        assert_eq!(add_months(day("2024-08-15"), 6), day("2025-02-15"));
    }

    #[test]
    fn t24_the_civil_date_follows_the_zone_of_the_day() {
        let almaty = chrono_tz::Asia::Almaty;
        let instant = |text: &str| text.parse().unwrap();
        assert_eq!(
            civil_date(instant("2024-02-29T18:30:00Z"), almaty),
            day("2024-02-29")
        );
        assert_eq!(
            civil_date(instant("2024-02-28T18:30:00Z"), almaty),
            day("2024-02-29")
        );
    }
}
