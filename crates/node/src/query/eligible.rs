//! The judge's question about one entry: what the law says to what is known on the day (R35).

use chrono::NaiveDate;
use medreg_domain::eligibility::{Asked, Eligibility, eligibility};
use medreg_domain::{CourtCode, EntryNo, FederalNo, Source};
use medreg_projections::{EntryRow, Views};
use serde::Serialize;
use uuid::Uuid;

use super::shown::{keeper, source_events};
use super::{Check, DISCLAIMER, QueryError, Sight};

/// Whether parties may be pointed to a mediator, and what that rests on.
#[derive(Clone, Debug, Serialize)]
pub struct EligibilityShown {
    /// The verdict with its reasons.
    #[serde(flatten)]
    pub told: Eligibility,
    /// The entry.
    pub entry_no: EntryNo,
    /// The person's number.
    pub federal_no: FederalNo,
    /// The court that keeps the entry on the day.
    pub court: CourtCode,
    /// Days since that court was heard of; none if it never was.
    pub silent_days: Option<i64>,
    /// The day asked about.
    pub as_of: NaiveDate,
    /// Events the answer rests on.
    pub position: u64,
    /// The entry's own events, as far as the asker may know of them.
    pub source_events: Vec<Uuid>,
    /// What the register says of itself (R34).
    pub disclaimer: &'static str,
}

/// Answers from the rows.
pub(super) fn check(
    views: &Views,
    asked: &Check,
    sight: Sight,
) -> Result<EligibilityShown, QueryError> {
    let Check { entry_no, on, .. } = *asked;
    let row = views.entry(entry_no)?;
    let shown = row.filter(|row| sight.shows(&row.entry.validity));
    let row = shown.ok_or_else(|| {
        let detail = format!("there is no entry {entry_no} in the federal register");
        QueryError::NotFound(detail)
    })?;
    let reference = views.sources().reference();
    let silent_days = silent_days(views, entry_no, &row, on);
    Ok(EligibilityShown {
        told: told(views, &row, asked, (silent_days, sight)),
        entry_no,
        federal_no: reference.person(row.entry.person).federal_no(),
        court: keeper(reference, entry_no, &row, on),
        silent_days,
        as_of: on,
        position: views.cursor().position,
        source_events: source_events(&row, sight).to_vec(),
        disclaimer: DISCLAIMER,
    })
}

/// Days of a day since the court that keeps an entry was heard of.
pub(super) fn silent_days(
    views: &Views,
    entry_no: EntryNo,
    row: &EntryRow,
    on: NaiveDate,
) -> Option<i64> {
    let sources = views.sources();
    let court = keeper(sources.reference(), entry_no, row, on);
    let head = sources.head(Source::Court(court))?;
    Some((on - head.time.date_naive()).num_days().max(0))
}

/// What the law says of an entry.
pub(super) fn told(
    views: &Views,
    row: &EntryRow,
    asked: &Check,
    (silent_days, sight): (Option<i64>, Sight),
) -> Eligibility {
    let coordinates_at = (views.sources().reference()).coordinates_at(row.entry.person, asked.on);
    let asked = Asked {
        on: asked.on,
        category: asked.category,
        language: asked.language,
        audience: sight.audience,
        today: sight.today,
        coordinates_at,
        silent_days,
    };
    eligibility(&row.entry, &asked)
}
