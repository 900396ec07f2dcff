//! Questions to a federal office's views, and their answers as JSON: one set for the
//! command line offline and for a serving office.
//!
//! Every question may be asked as at a position or an instant: for one entry or referral its
//! own events are folded up to there, for more the views are made as they were.

use chrono::NaiveDate;
use medreg_domain::visibility::Audience;
use medreg_domain::{
    AuditRuleId, CategoryCode, CourtCode, EntryNo, LanguageCode, ReferralNo, Rejection,
};
use medreg_projections::StoreError;
use medreg_projections::statistics::indicator::AnswerError;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::federal::FederalError;
use crate::released::ReleaseError;

mod as_at;
mod candidates;
mod catalogue;
mod courts;
mod cursor;
mod deadlines;
mod eligible;
mod events;
mod find;
mod findings;
mod funds;
mod handle;
mod history;
mod keys;
mod links;
mod moment;
mod oversight;
mod past;
mod persons;
mod recorded;
mod referrals;
mod register;
mod releases;
mod shown;
mod sight;
mod statistics;

pub use as_at::AsAt;
pub use candidates::{Candidates, Narrowing, Offered, Widening};
pub use catalogue::Order;
pub use courts::courts;
pub use cursor::{CursorError, ListCursor};
pub use deadlines::{Board, DueCursor, DueCursorError, DueList, DueListed, DueShown};
pub use eligible::EligibilityShown;
pub use events::{EVENTS_MAX, RecordedEvent};
pub use find::{FilterCounts, Find, Found, LIMIT_MAX, ROWS_MAX};
pub use findings::{FindingShown, FindingState, FindingsAsked, FindingsFound};
pub use funds::{FundMonthShown, FundShown};
pub use handle::QueryHandle;
pub use history::{FACTS_MAX, Fact, Record};
pub(crate) use links::ZONE;
pub use links::{LinkShown, LinkState};
pub use moment::Moment;
pub use persons::PersonShown;
pub use recorded::EventPlace;
pub use shown::{CertificateShown, EntryShown, STANDINGS, StandingShown};
pub use sight::Sight;
pub use statistics::{Figures, MapName};

/// What the register says of itself wherever it speaks (R34).
pub const DISCLAIMER: &str = "Inclusion in the register does not mean that the court accepts responsibility for the mediator's activities.";

/// A question.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(tag = "query", rename_all = "snake_case", deny_unknown_fields)]
pub enum Query {
    /// One entry.
    Entry(EntryAsked),
    /// Whether parties may be pointed to a mediator (R35), as a judge is told.
    Eligibility(Check),
    /// Entries that match.
    Find(Find),
    /// One referral.
    Referral {
        /// Which.
        referral_no: ReferralNo,
        /// Known then; now if absent.
        as_at: Option<AsAt>,
    },
    /// Referrals without a result, those due first in front.
    Deadlines {
        /// Only this court's.
        court: Option<CourtCode>,
        /// True on this day.
        as_of: NaiveDate,
        /// Known then; now if absent.
        as_at: Option<AsAt>,
    },
    /// Figures.
    Statistics(Figures),
    /// Findings, open ones first.
    Findings {
        /// Only those of this rule.
        rule: Option<AuditRuleId>,
        /// Closed ones too.
        all: bool,
    },
    /// The keys a court may sign with now.
    CourtKeys {
        /// Whose.
        court: CourtCode,
    },
    /// The digests of register and statistics.
    Digests,
}

/// Which entry is asked for.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EntryAsked {
    /// Which.
    pub entry_no: EntryNo,
    /// True on this day.
    pub as_of: NaiveDate,
    /// Known then; now if absent.
    pub as_at: Option<AsAt>,
    /// Only these fields; all that the reader may see if empty.
    #[serde(default)]
    pub fields: Vec<String>,
    /// Who asks.
    pub seen_by: Sight,
}

/// For whom and what a mediator is thought of.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Check {
    /// Whose entry.
    pub entry_no: EntryNo,
    /// On which day.
    pub on: NaiveDate,
    /// For which category.
    pub category: Option<CategoryCode>,
    /// In which language.
    pub language: Option<LanguageCode>,
}

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub enum QueryError {
    /// There is no such thing.
    #[error("{0}")]
    NotFound(String),
    /// The question is malformed.
    #[error("{0}")]
    Malformed(String),
    /// A rule said no.
    #[error(transparent)]
    Refused(#[from] Rejection),
    /// The views failed.
    #[error(transparent)]
    Views(#[from] StoreError),
    /// A release could not be made or read.
    #[error(transparent)]
    Release(#[from] ReleaseError),
    /// The views as they were could not be made.
    #[error(transparent)]
    Federal(Box<FederalError>),
}

impl From<AnswerError> for QueryError {
    fn from(error: AnswerError) -> Self {
        match error {
            AnswerError::Store(error) => Self::Views(error),
            AnswerError::NotOffered(_) | AnswerError::NotPublic(_) => {
                Self::Malformed(error.to_string())
            }
        }
    }
}

impl From<FederalError> for QueryError {
    fn from(error: FederalError) -> Self {
        Self::Federal(Box::new(error))
    }
}

/// Answers a question from what is committed.
fn answer(office: &QueryHandle, query: &Query) -> Result<Value, QueryError> {
    match query {
        Query::Entry(asked) => register::show(office, asked),
        Query::Eligibility(asked) => {
            let judge = Sight::of(Audience::Judge, asked.on);
            Ok(json!(eligible::check(&office.views(), asked, judge)?))
        }
        Query::Find(find) => Ok(json!(office.find(find)?)),
        Query::Referral { .. } => referrals::show(&office.views(), query),
        Query::Deadlines { .. } => referrals::deadlines(office, query),
        Query::Statistics(figures) => statistics::answer(office, figures),
        Query::Findings { rule, all } => oversight::findings(&office.views(), *rule, *all),
        Query::CourtKeys { court } => Ok(keys::of_court(&office.views(), *court)),
        Query::Digests => {
            let views = office.views();
            let digests = views.digests()?;
            Ok(json!({
                "position": views.cursor().position,
                "register_digest": hex(&digests.register),
                "statistics_digest": hex(&digests.statistics),
            }))
        }
    }
}

/// Bytes as hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    data_encoding::HEXLOWER.encode(bytes)
}
