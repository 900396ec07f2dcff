//! Questions as parameters ask them: the same for a page and for a program.

use std::collections::BTreeSet;

use chrono::{Datelike, Months, NaiveDate};
use medreg_domain::visibility::Audience;
use medreg_node::query::{Figures, Find, LIMIT_MAX, MapName, Order};
use medreg_projections::statistics::indicator::{Dimension, Indicator};
use medreg_projections::statistics::{Period, PeriodRange};

use crate::parameters::Parameters;

/// Characters of a search, by bound.
const SEARCH_CHARACTERS_MAX: usize = 200;

/// Pages that can be asked for by number; who reads on takes the cursor.
const PAGES_MAX: usize = 10_000;

/// Years of one answer, by bound: what is withheld follows from each of them as a whole.
const YEARS_MAX: usize = 5;

/// The boxes of the date a page is true on.
const AS_OF_BOXES: [&str; 3] = ["as_of_day", "as_of_month", "as_of_year"];

/// The day a question is about: no day ahead of today is known.
pub(crate) fn as_of(parameters: &mut Parameters, today: NaiveDate) -> NaiveDate {
    let asked = parameters.date("as_of", AS_OF_BOXES);
    if let Some(asked) = asked
        && asked > today
    {
        let detail = format!("`as_of` is a day up to today, {today}, and {asked} is ahead");
        parameters.refuse("as_of", "DATE_AHEAD", detail);
    }
    asked.unwrap_or(today)
}

/// What is searched in the register: so many entries, in this order, where nothing else is
/// asked for.
pub(crate) fn find(
    parameters: &mut Parameters,
    today: NaiveDate,
    (size, order): (usize, Order),
) -> Find {
    let q = parameters.text("q", SEARCH_CHARACTERS_MAX);
    if q.as_deref().is_some_and(is_iin) {
        let detail = "do not enter an IIN: the register is searched by name or number".to_owned();
        parameters.refuse("q", "IIN_NOT_SEARCHED", detail);
    }
    let limit = parameters.number("limit", 1, LIMIT_MAX).unwrap_or(size);
    let page = parameters.number("page", 1, PAGES_MAX).unwrap_or(1);
    Find {
        q,
        court: parameters.one("court"),
        region: parameters.one("region"),
        category: parameters.one("category"),
        language: parameters.one("language"),
        kind: parameters.one("kind"),
        standing: parameters.many("standing"),
        sro: parameters.one("sro"),
        place: parameters.one("place"),
        availability: parameters.one("availability"),
        as_of: as_of(parameters, today),
        today: Some(today),
        as_at: None,
        sort: parameters.one("sort").unwrap_or(order),
        limit,
        skip: (page - 1) * limit,
        cursor: parameters.one("cursor"),
        counts: false,
    }
}

/// Twelve digits are a person's identification number, which is neither searched nor kept.
fn is_iin(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    digits == 12 && text.bytes().all(|b| b.is_ascii_digit() || b == b' ')
}

/// The periods that are asked for, no more than an answer shows.
fn period(parameters: &mut Parameters) -> Option<String> {
    let text = parameters.text("period", 64)?;
    match text.parse::<PeriodRange>() {
        Err(error) => parameters.refuse("period", "INVALID", format!("`period`: {error}")),
        Ok(periods) if years(periods) > YEARS_MAX => {
            let detail = format!("`period` covers at most {YEARS_MAX} years");
            parameters.refuse("period", "OUT_OF_RANGE", detail);
        }
        Ok(_) => {}
    }
    Some(text)
}

/// The calendar years that periods lie in.
fn years(periods: PeriodRange) -> usize {
    let years = periods.iter().map(Period::year);
    years.collect::<BTreeSet<_>>().len()
}

/// Refuses another day than today: public figures are of today alone.
pub(crate) fn today_alone(parameters: &mut Parameters, today: NaiveDate) {
    if as_of(parameters, today) != today {
        let detail = "public figures are of today: those of another day, or on its map of courts, would betray what small cells hide".to_owned();
        parameters.refuse("as_of", "NOT_OFFERED", detail);
    }
}

/// Which figures are asked for, for everybody; without a period the newest that have ended.
pub(crate) fn figures(parameters: &mut Parameters, indicator: &str, today: NaiveDate) -> Figures {
    let by = parameters.many("by");
    let asked = period(parameters);
    today_alone(parameters, today);
    let period = asked.unwrap_or_else(|| newest(indicator, &by, today));
    public(indicator, by, period, today)
}

/// Eight quarters, or five years where the figures are given for years alone.
fn newest(indicator: &str, by: &[String], today: NaiveDate) -> String {
    let indicator: Option<Indicator> = indicator.parse().ok();
    let by: Result<Vec<Dimension>, _> = by.iter().map(|name| name.parse()).collect();
    let by_year = indicator
        .zip(by.ok())
        .is_some_and(|(indicator, by)| !indicator.is_public_by_quarter(&by));
    if by_year {
        return format!("{}..{}", today.year() - 5, today.year() - 1);
    }
    let quarter = |day: NaiveDate| format!("{}-Q{}", day.year(), day.month0() / 3 + 1);
    let ended = today.checked_sub_months(Months::new(3)).unwrap_or(today);
    let first = ended.checked_sub_months(Months::new(21)).unwrap_or(ended);
    format!("{}..{}", quarter(first), quarter(ended))
}

/// Figures for everybody: on the map of the day alone, since the difference of two maps would
/// betray what small cells hide.
pub(crate) fn public(
    indicator: &str,
    by: Vec<String>,
    period: String,
    today: NaiveDate,
) -> Figures {
    Figures {
        indicator: indicator.to_owned(),
        by,
        period,
        map: MapName::Current,
        audience: Audience::Public,
        as_at: None,
        as_of: today,
    }
}
