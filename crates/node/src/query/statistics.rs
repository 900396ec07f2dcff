//! Figures, with the definitions beside them.

use medreg_domain::visibility::Audience;
use medreg_projections::statistics::indicator::{self, Dimension, Indicator, Question};
use medreg_projections::statistics::{Map, Period, PeriodRange};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use strum::VariantArray;

use super::{AsAt, QueryError, QueryHandle};

/// Which figures are asked for.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Figures {
    /// Which indicator, such as `S16`.
    pub indicator: String,
    /// By which dimensions.
    pub by: Vec<String>,
    /// For which periods, such as `2025-Q1..2025-Q4`.
    pub period: String,
    /// On which map: `as-reported`, or `current` as of a day.
    pub map: MapName,
    /// For whom: the public sees no small cells.
    pub audience: Audience,
    /// Known then; now if absent.
    pub as_at: Option<AsAt>,
    /// As they were released with this quarter, such as `2025-Q3`; not from a release if absent.
    #[serde(default)]
    pub release: Option<String>,
    /// The day cohorts and the map are looked at from.
    pub as_of: chrono::NaiveDate,
}

/// A map by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, strum::EnumString)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum MapName {
    /// Courts as they reported.
    AsReported,
    /// The courts of the day.
    Current,
}

pub(super) fn answer(office: &QueryHandle, figures: &Figures) -> Result<Value, QueryError> {
    let answer = office.statistics(figures)?;
    let mut value =
        serde_json::to_value(&answer).map_err(|error| QueryError::Malformed(error.to_string()))?;
    value["as_at"] = json!(figures.as_at);
    value["release"] = json!(figures.release);
    Ok(value)
}

impl Figures {
    /// The quarter of the release that is asked for, if one is.
    pub(super) fn released(&self) -> Result<Option<Period>, QueryError> {
        let quarter = self.release.as_deref().map(str::parse::<Period>);
        let quarter = quarter.transpose();
        quarter.map_err(|error| QueryError::Malformed(error.to_string()))
    }
}

/// The question that figures ask.
pub(super) fn question(figures: &Figures) -> Result<Question, QueryError> {
    let malformed = QueryError::Malformed;
    let indicator: Indicator = figures.indicator.parse().map_err(|_| {
        let known: Vec<&str> = Indicator::VARIANTS.iter().map(Into::into).collect();
        malformed(format!(
            "there is no indicator `{}`; known are {}",
            figures.indicator,
            known.join(", ")
        ))
    })?;
    let dimension = |name: &String| {
        name.parse::<Dimension>().map_err(|_| {
            let known: Vec<&str> = Dimension::VARIANTS.iter().map(Into::into).collect();
            malformed(format!(
                "there is no dimension `{name}`; known are {}",
                known.join(", ")
            ))
        })
    };
    let periods: PeriodRange = figures
        .period
        .parse()
        .map_err(|error| malformed(format!("{error}")))?;
    Ok(Question {
        indicator,
        by: figures.by.iter().map(dimension).collect::<Result<_, _>>()?,
        periods,
        map: match figures.map {
            MapName::AsReported => Map::AsReported,
            MapName::Current => Map::Current { on: figures.as_of },
        },
        audience: match figures.audience {
            Audience::Public | Audience::Judge => indicator::Audience::Public,
            Audience::Federal | Audience::Court => indicator::Audience::Audit,
        },
        as_of: figures.as_of,
    })
}
