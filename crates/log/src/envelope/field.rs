//! Each attribute's one form: what is checked before a value is believed.

use std::borrow::Cow;

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use medreg_domain::{Digest, Source};
use serde_json::value::RawValue;
use uuid::{Uuid, Variant, Version};

use super::EnvelopeError;
use super::raw::Text;

const TEXT_CHARS_MAX: usize = 512;

const TIME_FORM: &str = "UTC with milliseconds, written 2025-03-28T09:12:44.120Z";
const DATE_FORM: &str = "a date, written 2025-03-28";

pub(super) fn required<T>(attribute: &'static str, value: Option<T>) -> Result<T, EnvelopeError> {
    value.ok_or(EnvelopeError::Missing(attribute))
}

pub(super) fn fixed(
    attribute: &'static str,
    value: Option<Text<'_>>,
    expected: &'static str,
) -> Result<(), EnvelopeError> {
    if required(attribute, value)?.0 == expected {
        Ok(())
    } else {
        Err(EnvelopeError::Unsupported {
            attribute,
            expected,
        })
    }
}

pub(super) fn text<'a>(
    attribute: &'static str,
    Text(text): Text<'a>,
) -> Result<Cow<'a, str>, EnvelopeError> {
    if text.len() > TEXT_CHARS_MAX && text.chars().count() > TEXT_CHARS_MAX {
        return Err(EnvelopeError::TooLong(attribute));
    }
    // Those below a blank do not stand in a line; an escape can have brought them. The others
    // are DEL, and U+0080 to U+009F, of two bytes: few texts have either byte.
    let may_have = matches!(text, Cow::Owned(_)) || text.bytes().any(|it| it == 0x7f || it == 0xc2);
    if text.is_empty() || may_have && text.contains(char::is_control) {
        let expected = "a text without control characters, and not empty";
        return Err(EnvelopeError::Form {
            attribute,
            expected,
        });
    }
    Ok(text)
}

pub(super) fn uuid(
    attribute: &'static str,
    value: Option<Text<'_>>,
) -> Result<Option<Uuid>, EnvelopeError> {
    let Some(Text(text)) = value else {
        return Ok(None);
    };
    lower_case_uuid(&text).map(Some).ok_or(EnvelopeError::Form {
        attribute,
        expected: "a UUID in lower case",
    })
}

pub(super) fn event_id(value: Option<Text<'_>>) -> Result<Uuid, EnvelopeError> {
    let Text(text) = required("id", value)?;
    lower_case_uuid(&text)
        .filter(|id| id.get_version() == Some(Version::SortRand))
        .filter(|id| id.get_variant() == Variant::RFC4122)
        .ok_or(EnvelopeError::Form {
            attribute: "id",
            expected: "a UUIDv7 in lower case",
        })
}

fn lower_case_uuid(text: &str) -> Option<Uuid> {
    // Thirty-six characters leave only the hyphenated form; one identity, one text.
    if text.len() != 36 || text.bytes().any(|byte| byte.is_ascii_uppercase()) {
        return None;
    }
    Uuid::try_parse(text).ok()
}

pub(super) fn source(value: Option<Text<'_>>) -> Result<Source, EnvelopeError> {
    let Text(text) = required("source", value)?;
    let expected = "urn:medreg:court:<court code> or urn:medreg:federal";
    Source::from_urn(&text).map_err(|_| EnvelopeError::Form {
        attribute: "source",
        expected,
    })
}

pub(super) fn digest(
    attribute: &'static str,
    value: Option<Text<'_>>,
) -> Result<Option<Digest>, EnvelopeError> {
    let Some(Text(text)) = value else {
        return Ok(None);
    };
    let expected = "base64 of 32 bytes";
    text.parse().map(Some).map_err(|_| EnvelopeError::Form {
        attribute,
        expected,
    })
}

pub(super) fn time(value: Option<Text<'_>>) -> Result<DateTime<Utc>, EnvelopeError> {
    let Text(text) = required("time", value)?;
    let time = parse_time(text.as_bytes()).ok_or(EnvelopeError::Form {
        attribute: "time",
        expected: TIME_FORM,
    })?;
    in_range("time", time.year())?;
    Ok(time)
}

pub(super) fn occurred_on(value: Option<Text<'_>>) -> Result<NaiveDate, EnvelopeError> {
    let Text(text) = required("occurredon", value)?;
    let date = parse_date(text.as_bytes()).ok_or(EnvelopeError::Form {
        attribute: "occurredon",
        expected: DATE_FORM,
    })?;
    in_range("occurredon", date.year())?;
    Ok(date)
}

pub(super) fn object(value: Option<&RawValue>) -> Result<&RawValue, EnvelopeError> {
    let data = required("data", value)?;
    if data.get().starts_with('{') {
        return Ok(data);
    }
    Err(EnvelopeError::Form {
        attribute: "data",
        expected: "a JSON object",
    })
}

fn in_range(attribute: &'static str, year: i32) -> Result<(), EnvelopeError> {
    if (2000..=2199).contains(&year) {
        Ok(())
    } else {
        Err(EnvelopeError::DateOutOfRange(attribute))
    }
}

/// `YYYY-MM-DDTHH:MM:SS.mmmZ` and nothing else; chrono's own parser takes ten times longer.
fn parse_time(text: &[u8]) -> Option<DateTime<Utc>> {
    let (date, rest) = text.split_at_checked(10)?;
    let &[
        b'T',
        h0,
        h1,
        b':',
        m0,
        m1,
        b':',
        s0,
        s1,
        b'.',
        f0,
        f1,
        f2,
        b'Z',
    ] = rest
    else {
        return None;
    };
    parse_date(date)?
        .and_hms_milli_opt(
            number(&[h0, h1])?,
            number(&[m0, m1])?,
            number(&[s0, s1])?,
            number(&[f0, f1, f2])?,
        )
        .map(|time| time.and_utc())
}

/// `YYYY-MM-DD` and nothing else.
fn parse_date(text: &[u8]) -> Option<NaiveDate> {
    let &[y0, y1, y2, y3, b'-', m0, m1, b'-', d0, d1] = text else {
        return None;
    };
    let year = i32::try_from(number(&[y0, y1, y2, y3])?).ok()?;
    NaiveDate::from_ymd_opt(year, number(&[m0, m1])?, number(&[d0, d1])?)
}

fn number(digits: &[u8]) -> Option<u32> {
    digits.iter().try_fold(0, |number, digit| {
        digit
            .is_ascii_digit()
            .then(|| number * 10 + u32::from(digit - b'0'))
    })
}
