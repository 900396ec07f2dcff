//! As at: what was known at a position of the history, or at an instant.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, NaiveDate, Utc};
use medreg_projections::Views;
use serde::{Deserialize, Serialize};

use super::QueryError;

/// A state of knowledge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum AsAt {
    /// After so many events of the history.
    Position(u64),
    /// At this instant: before the first event that was recorded after it.
    Instant(DateTime<Utc>),
}

/// The text names no state of knowledge.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is neither a position such as 90431 nor an instant such as 2025-04-05T12:00:00Z or 2025-04-05"
)]
pub struct AsAtError(String);

impl FromStr for AsAt {
    type Err = AsAtError;

    fn from_str(text: &str) -> Result<Self, AsAtError> {
        if let Ok(position) = text.parse() {
            return Ok(Self::Position(position));
        }
        if let Ok(instant) = text.parse::<DateTime<Utc>>() {
            return Ok(Self::Instant(instant));
        }
        let day: Option<NaiveDate> = text.parse().ok();
        let end = day.and_then(|day| day.succ_opt()?.and_hms_opt(0, 0, 0));
        end.map(|end| Self::Instant(end.and_utc() - chrono::TimeDelta::milliseconds(1)))
            .ok_or_else(|| AsAtError(text.chars().take(40).collect()))
    }
}

impl fmt::Display for AsAt {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Position(position) => write!(out, "{position}"),
            Self::Instant(instant) => {
                write!(
                    out,
                    "{}",
                    instant.to_rfc3339_opts(chrono::SecondsFormat::Millis, true)
                )
            }
        }
    }
}

impl TryFrom<String> for AsAt {
    type Error = AsAtError;

    fn try_from(text: String) -> Result<Self, AsAtError> {
        text.parse()
    }
}

impl From<AsAt> for String {
    fn from(as_at: AsAt) -> Self {
        as_at.to_string()
    }
}

/// The position that was known then; what lies ahead of the views is refused.
pub(super) fn position(views: &Views, as_at: AsAt) -> Result<u64, QueryError> {
    let now = views.cursor().position;
    match as_at {
        AsAt::Position(position) if position > now => Err(QueryError::Malformed(format!(
            "position {position} lies ahead: {now} events are known"
        ))),
        AsAt::Position(position) => Ok(position),
        AsAt::Instant(instant) => Ok(views.position_at(instant)?),
    }
}

/// The same, or where the views stand if no other state is asked for.
pub(super) fn position_or_now(views: &Views, as_at: Option<AsAt>) -> Result<u64, QueryError> {
    as_at.map_or(Ok(views.cursor().position), |as_at| position(views, as_at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_instants_and_days_are_told_apart() {
        assert_eq!("90431".parse(), Ok(AsAt::Position(90_431)));
        let instant = "2025-04-05T12:00:00Z".parse().unwrap();
        assert_eq!("2025-04-05T12:00:00Z".parse(), Ok(AsAt::Instant(instant)));
        let day: AsAt = "2025-04-05".parse().unwrap();
        assert_eq!(day.to_string(), "2025-04-05T23:59:59.999Z");
        assert_eq!(day.to_string().parse(), Ok(day));
        assert!("yesterday".parse::<AsAt>().is_err());
    }
}
