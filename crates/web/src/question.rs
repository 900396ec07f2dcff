//! Questions as parameters ask them: the same for a page and for a program.

use std::collections::BTreeSet;
use std::fmt::Display;
use std::str::FromStr;
use std::time::Duration;

use chrono::{Datelike, Months, NaiveDate};
use medreg_domain::visibility::Audience;
use medreg_node::query::{AsAt, Figures, Find, LIMIT_MAX, MapName, Order, STANDINGS, Sight};
use medreg_projections::statistics::indicator::{Dimension, Indicator};
use medreg_projections::statistics::{Period, PeriodError, PeriodRange};
use strum::VariantArray;

use crate::parameters::Parameters;
use crate::problem::Problem;

pub(crate) mod judge;
pub(crate) mod term;

/// Characters of a search, by bound.
pub(crate) const SEARCH_CHARACTERS_MAX: usize = 200;

/// Characters of a cursor, by bound: it holds what the last entry was sorted by.
pub(crate) const CURSOR_CHARACTERS_MAX: usize = 1_024;

/// Pages that can be asked for by number; who reads on takes the cursor.
pub(crate) const PAGES_MAX: usize = 10_000;

/// Years of one answer, by bound: what is withheld follows from each of them as a whole.
const YEARS_MAX: usize = 5;

/// How long a position is waited for where nothing is said, and at most, in milliseconds.
const WITHIN_MS: usize = 2_000;
const WITHIN_MS_MAX: usize = 10_000;

/// The boxes of the date a page is true on.
const AS_OF_BOXES: [&str; 3] = ["as_of_day", "as_of_month", "as_of_year"];

/// The day a question is about: no day ahead of today is known.
pub(crate) fn as_of(parameters: &mut Parameters, today: NaiveDate) -> NaiveDate {
    day(parameters, ("as_of", AS_OF_BOXES), today)
}

/// A day up to today; today if none is named.
fn day(
    parameters: &mut Parameters,
    (name, boxes): (&'static str, [&'static str; 3]),
    today: NaiveDate,
) -> NaiveDate {
    let asked = parameters.date(name, boxes);
    if let Some(asked) = asked
        && asked > today
    {
        let detail = format!("`{name}` is a day up to today, {today}, and {asked} is ahead");
        parameters.refuse(name, "DATE_AHEAD", detail);
    }
    asked.unwrap_or(today)
}

/// The state of knowledge a question is about; now if none is named.
pub(crate) fn as_at(parameters: &mut Parameters) -> Option<AsAt> {
    parameters.one("as_at")
}

/// The release that is asked for by its quarter, if one is.
pub(crate) fn release(parameters: &mut Parameters, as_at: Option<AsAt>) -> Option<Period> {
    let release = parameters.one("release");
    if release.is_some() && as_at.is_some() {
        let detail = "`as_at` and `release` both say what was known: give one of them".to_owned();
        parameters.refuse("release", "GIVEN_TWICE", detail);
    }
    release
}

/// The position an answer has to rest on at least, by parameter or header, and how long it may
/// be waited for.
pub(crate) fn wanted(parameters: &mut Parameters, header: Option<&str>) -> Option<(u64, Duration)> {
    let most = usize::MAX >> 1;
    let by_parameter = parameters.number("min_position", 0, most);
    let within = parameters.number("within_ms", 0, WITHIN_MS_MAX);
    let by_header = header.and_then(|text| {
        let number = text.trim().parse().ok().filter(|number| *number <= most);
        if number.is_none() {
            let detail = "the header is a position such as 90431".to_owned();
            parameters.refuse("Medreg-Min-Position", "OUT_OF_RANGE", detail);
        }
        number
    });
    let position = by_parameter.or(by_header)?;
    let within = within.unwrap_or(WITHIN_MS);
    Some((position as u64, Duration::from_millis(within as u64)))
}

/// What is searched in the register: so many entries, in this order, where nothing else is
/// asked for. Who gets more than a list may hold may ask for as many.
pub(crate) fn find(
    parameters: &mut Parameters,
    seen_by: Sight,
    (size, order): (usize, Order),
) -> Find {
    let q = parameters.text("q", SEARCH_CHARACTERS_MAX);
    if q.as_deref().is_some_and(is_iin) {
        let detail = "do not enter an IIN: the register is searched by name or number".to_owned();
        parameters.refuse("q", "IIN_NOT_SEARCHED", detail);
    }
    let limit = parameters.number("limit", 1, size.max(LIMIT_MAX));
    let limit = limit.unwrap_or(size);
    let page = parameters.number("page", 1, PAGES_MAX);
    let cursor = parameters.one_within("cursor", CURSOR_CHARACTERS_MAX);
    if page.is_some() && cursor.is_some() {
        let detail = "`page` and `cursor` both say where to begin: give one of them".to_owned();
        parameters.refuse("cursor", "GIVEN_TWICE", detail);
    }
    Find {
        q,
        court: parameters.one("court"),
        region: parameters.one("region"),
        category: parameters.one("category"),
        language: parameters.one("language"),
        kind: parameters.choice("kind"),
        standing: parameters.choices("standing", &STANDINGS),
        sro: parameters.one("sro"),
        place: parameters.one("place"),
        availability: parameters.choice("availability"),
        as_of: as_of(parameters, seen_by.today),
        seen_by,
        as_at: None,
        sort: parameters.choice("sort").unwrap_or(order),
        limit,
        skip: (page.unwrap_or(1) - 1) * limit,
        cursor,
        counts: false,
    }
}

/// Twelve digits are a person's identification number, which is neither searched nor kept.
fn is_iin(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    digits == 12 && !text.chars().any(char::is_alphabetic)
}

/// The periods that are asked for, no more than an answer shows.
fn period(parameters: &mut Parameters) -> Option<String> {
    let text = parameters.text("period", 64)?;
    match text.parse::<PeriodRange>() {
        Err(error) => {
            let code = match error {
                PeriodError::Malformed(_) => "INVALID",
                PeriodError::Backward { .. } => "PERIOD_BACKWARD",
            };
            parameters.refuse("period", code, format!("`period`: {error}"));
        }
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

/// The day figures are looked at from. Everybody looks from today alone.
pub(crate) fn day_of_figures(parameters: &mut Parameters, seen_by: Sight) -> NaiveDate {
    let as_of = as_of(parameters, seen_by.today);
    if as_of != seen_by.today && !seen_by.reaches(Audience::Federal) {
        let detail = "public figures are of one day, that of their release, or today where nothing is released: those of another day, or on its map of courts, would betray what small cells hide".to_owned();
        parameters.refuse("as_of", "NOT_OFFERED", detail);
    }
    as_of
}

/// Which figures are asked for; without a period the newest that have ended.
pub(crate) fn figures(
    parameters: &mut Parameters,
    indicator: Indicator,
    seen_by: Sight,
) -> Figures {
    let as_of = day_of_figures(parameters, seen_by);
    let offered = if seen_by.reaches(Audience::Federal) {
        Dimension::VARIANTS
    } else {
        indicator.public_dimensions()
    };
    let offered: Vec<&'static str> = offered.iter().map(Into::into).collect();
    let by = parameters.choices("by", &offered);
    let period = period(parameters);
    let period = period.unwrap_or_else(|| newest(indicator, &by, seen_by.today));
    figures_of(indicator, by, period, (as_of, seen_by))
}

/// Eight quarters, or five years where the figures are given for years alone.
fn newest(indicator: Indicator, by: &[String], today: NaiveDate) -> String {
    let by: Result<Vec<Dimension>, _> = by.iter().map(|name| name.parse()).collect();
    if by.is_ok_and(|by| !indicator.is_public_by_quarter(&by)) {
        return format!("{}..{}", today.year() - 5, today.year() - 1);
    }
    let quarter = |day: NaiveDate| format!("{}-Q{}", day.year(), day.month0() / 3 + 1);
    let ended = today.checked_sub_months(Months::new(3)).unwrap_or(today);
    let first = ended.checked_sub_months(Months::new(21)).unwrap_or(ended);
    format!("{}..{}", quarter(first), quarter(ended))
}

/// Figures of an indicator. Everybody asks on the map of the day alone, since the difference of
/// two maps would betray what small cells hide.
pub(crate) fn figures_of(
    indicator: Indicator,
    by: Vec<String>,
    period: String,
    (as_of, seen_by): (NaiveDate, Sight),
) -> Figures {
    let indicator: &str = indicator.into();
    Figures {
        indicator: indicator.to_owned(),
        by,
        period,
        map: MapName::Current,
        audience: seen_by.audience,
        as_at: None,
        release: None,
        as_of,
    }
}

/// What a part of a path names.
pub(crate) fn named<T: FromStr<Err: Display>>(text: &str) -> Result<T, Problem> {
    text.parse()
        .map_err(|error| Problem::not_found(format!("{error}")))
}

/// The indicator that a part of a path names.
pub(crate) fn indicator(text: &str) -> Result<Indicator, Problem> {
    let unknown = |_| Problem::not_found(format!("there is no indicator {text}"));
    text.to_uppercase().parse().map_err(unknown)
}
