//! Making a release: every table that everybody may ask for, of quarters and years that have
//! ended.

use std::io;
use std::path::Path;

use chrono::NaiveDate;
use medreg_domain::visibility::Audience;
use medreg_log::{Disk, Operation};
use medreg_projections::Release;
use medreg_projections::statistics::indicator::Indicator;
use medreg_projections::statistics::{Period, PeriodRange};
use serde_json::json;
use strum::VariantArray;

use super::archive::packed;
use super::{ReleaseError, Table, file, folder, written};
use crate::query::{DISCLAIMER, Figures, MapName, Moment, QueryError};

/// Years of a release before the one of its newest quarter.
const YEARS: i32 = 5;

/// What the archive says of itself.
const ABOUT: &str = "release.json";

/// A release that was made, to be stated.
#[derive(Clone)]
pub struct Made {
    /// The newest quarter it holds.
    pub period: Period,
    /// What the history will say of it.
    pub release: Release,
    /// The archive.
    pub bytes: Vec<u8>,
}

impl std::fmt::Debug for Made {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Made")
            .field("period", &self.period)
            .field("release", &self.release)
            .field("bytes", &self.bytes.len())
            .finish()
    }
}

impl Made {
    /// Keeps the archive in an office's folder, durably.
    pub(crate) fn keep(&self, disk: &Disk, office: &Path) -> io::Result<()> {
        disk.run(Operation::CreateFolder(&folder(office)))?;
        disk.replace(&file(office, self.period), &self.bytes)
    }
}

/// Makes the release of a day from what was known at a moment: of the last quarter that had
/// ended by then, and of the years before.
pub(crate) fn make(moment: &Moment<'_>, on: NaiveDate) -> Result<Made, QueryError> {
    let period = Period::quarter_before(on);
    let mut parts = vec![(ABOUT.to_owned(), about(moment, period, on)?)];
    for table in Table::all() {
        let bytes = figures(moment, &table, (period, on))?;
        parts.push((table.name(), bytes));
    }
    parts.sort_unstable();
    let (bytes, tables_hash) = packed(&parts)?;
    let position = moment.position();
    Ok(Made {
        period,
        release: Release {
            on,
            position,
            tables_hash,
        },
        bytes,
    })
}

/// The figures of a table as it is kept: by years, and by quarters where it is given by them.
fn figures(
    moment: &Moment<'_>,
    table: &Table,
    (newest, on): (Period, NaiveDate),
) -> Result<Vec<u8>, QueryError> {
    let indicator: &str = table.indicator.into();
    let by: Vec<String> = table.by.iter().map(ToString::to_string).collect();
    let ask = |periods: PeriodRange| {
        let asked = Figures {
            indicator: indicator.to_owned(),
            by: by.clone(),
            period: periods.to_string(),
            map: MapName::Current,
            audience: Audience::Public,
            as_at: None,
            release: None,
            as_of: on,
        };
        Ok::<_, QueryError>(moment.figures(&asked)?.answer())
    };
    let first = newest.year() - YEARS;
    let this = Period::of_year(newest.year());
    let last = if this.has_ended(on) {
        this
    } else {
        Period::of_year(newest.year() - 1)
    };
    let mut answer = ask(PeriodRange::between(Period::of_year(first), last))?;
    if table.indicator.is_public_by_quarter(&table.by) {
        let quarters = PeriodRange::between(Period::quarters(first)[0], newest);
        answer.rows.extend(ask(quarters)?.rows);
    }
    Ok(written(&answer, &by).map_err(ReleaseError::from)?)
}

/// What the figures are, of when, and what each divides by what.
fn about(moment: &Moment<'_>, period: Period, on: NaiveDate) -> Result<Vec<u8>, QueryError> {
    let definitions = Indicator::VARIANTS.iter().map(|indicator| {
        let name: &str = indicator.into();
        (name.to_owned(), json!(indicator.definition()))
    });
    let definitions: serde_json::Map<_, _> = definitions.collect();
    let about = json!({
        "period": period.to_string(), "as_of": on, "position": moment.position(),
        "disclaimer": DISCLAIMER, "definitions": definitions,
    });
    Ok(serde_json::to_vec_pretty(&about).map_err(ReleaseError::from)?)
}
