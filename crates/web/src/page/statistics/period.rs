//! Periods in words: in the head of a table, along a chart, in a sentence.

use chrono::{Datelike, Months, NaiveDate};

use crate::chart;
use crate::language::Language;

/// The quarter of a day, as a question names it.
pub(super) fn quarter_of(day: NaiveDate) -> String {
    format!("{}-Q{}", day.year(), day.month0() / 3 + 1)
}

/// The last quarters that have ended by a day: the newest, and the one before it, whose cohort
/// is old enough for its rates to be final.
pub(super) fn ended(today: NaiveDate) -> [String; 2] {
    let before = |months| today.checked_sub_months(Months::new(months));
    [3, 6].map(|months| quarter_of(before(months).unwrap_or(today)))
}

/// The same period a year before.
pub(super) fn year_before(period: &str) -> Option<String> {
    let (year, rest) = period.split_at_checked(4)?;
    let year: i32 = year.parse().ok()?;
    Some(format!("{:04}{rest}", year - 1))
}

/// The year of a quarter, and how the quarter is written beside it.
fn quarter(language: Language, period: &str) -> Option<(&str, String)> {
    let (year, number) = period.split_once("-Q")?;
    Some((year, language.word("quarter", number)))
}

/// The text of a period: of a quarter, or of a year.
fn text(language: Language, period: &str, of_quarter: &str, of_year: &str) -> String {
    match quarter(language, period) {
        Some((year, quarter)) => {
            language.with(of_quarter, &[("year", year), ("quarter", &quarter)])
        }
        None => language.with(of_year, &[("year", period)]),
    }
}

/// In the head of a table.
pub(super) fn short(language: Language, period: &str) -> String {
    text(language, period, "period-quarter", "period-year")
}

/// In a sentence.
pub(super) fn long(language: Language, period: &str) -> String {
    text(language, period, "period-quarter-long", "period-year-long")
}

/// Along a chart: a quarter below its year.
pub(super) fn along(language: Language, period: &str) -> chart::Period {
    let name = short(language, period);
    match quarter(language, period) {
        Some((year, quarter)) => chart::Period::of(name, quarter, year),
        None => chart::Period::named(name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_is_said_as_the_language_says_it() {
        let said = |language| {
            (
                short(language, "2026-Q3"),
                long(language, "2026-Q3"),
                long(language, "2026"),
            )
        };
        let of = |texts: [&str; 3]| {
            let [short, long, year] = texts.map(str::to_owned);
            (short, long, year)
        };
        assert_eq!(said(Language::En), of(["Q3 2026", "Q3 2026", "2026"]));
        assert_eq!(
            said(Language::Ru),
            of(["III кв. 2026", "III квартал 2026 года", "2026 год"])
        );
        assert_eq!(
            said(Language::Kk),
            of(["2026 ж. III тоқ.", "2026 жылғы III тоқсан", "2026 жыл"])
        );
    }

    #[test]
    fn quarters_that_have_ended_are_told_on_any_day() {
        let day = |text: &str| text.parse().unwrap();
        assert_eq!(ended(day("2026-01-01")), ["2025-Q4", "2025-Q3"]);
        assert_eq!(ended(day("2026-05-31")), ["2026-Q1", "2025-Q4"]);
        assert_eq!(year_before("2026-Q1").as_deref(), Some("2025-Q1"));
        assert_eq!(year_before("2026").as_deref(), Some("2025"));
        assert_eq!(year_before("§§§"), None);
    }
}
