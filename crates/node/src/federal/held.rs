//! What is kept aside, counted by source: how much waits, and what holds the source up.

use chrono::{DateTime, Utc};
use medreg_domain::{CourtCode, Source};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::quarantine::{Item, ItemId, Reason};
use super::request::Request;
use super::service::{FederalHandle, ServeError};
use super::{Federal, FederalError};

/// What is kept aside of one source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    /// Whose; none where that cannot be read.
    pub source: Option<Source>,
    /// Messages kept.
    pub kept: usize,
    /// Those of them that wait only for their turn.
    pub waiting: usize,
    /// The sequence of what holds the source up, or of the first that waits.
    pub courtseq: Option<u64>,
    /// Why that is here.
    pub reason: Reason,
    /// The rule by which its court is held up; none where only a gap is to close.
    pub held_for: Option<Reason>,
    /// Since when the oldest is here.
    pub since: DateTime<Utc>,
}

impl Held {
    /// Events of the source that would be in, did nothing hold it up.
    pub(crate) fn behind(&self) -> u64 {
        self.waiting as u64 + u64::from(self.held_for.is_some())
    }
}

/// One message that is kept aside, with what names it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct KeptAside {
    /// What names it.
    pub id: ItemId,
    /// Whose; none where that cannot be read.
    pub source: Option<Source>,
    /// Its place in the source's chain, where that can be read.
    pub courtseq: Option<u64>,
    /// Why it is here.
    pub reason: Reason,
    /// The same in words, for an engineer.
    pub detail: String,
    /// Since when.
    pub kept_at: DateTime<Utc>,
    /// Bytes of the message.
    pub bytes: usize,
}

impl KeptAside {
    pub(super) fn of(id: &ItemId, item: &Item) -> Self {
        Self {
            id: id.clone(),
            source: item.source,
            courtseq: item.courtseq,
            reason: item.reason,
            detail: item.detail.clone(),
            kept_at: item.kept_at,
            bytes: item.body.len() / 4 * 3,
        }
    }
}

impl Federal {
    /// The first messages kept aside, of a source and for a reason if these are given.
    pub(super) fn kept_first(
        &self,
        (court, reason): (Option<CourtCode>, Option<Reason>),
        most: usize,
    ) -> Result<Value, FederalError> {
        let source = court.map(Source::Court);
        let (items, total) = self.quarantine().first(source, reason, most)?;
        let items: Vec<KeptAside> = items
            .iter()
            .map(|(id, item)| KeptAside::of(id, item))
            .collect();
        Ok(json!({"items": items, "total": total}))
    }
}

impl FederalHandle {
    /// What is kept aside, by source.
    pub async fn held(&self) -> Result<Vec<Held>, ServeError> {
        let answer = self.ask(Request::Held).await?;
        Ok(serde_json::from_value(answer).map_err(FederalError::from)?)
    }

    /// The first messages kept aside of a court and for a reason, and how many there are.
    pub async fn kept_aside(
        &self,
        court: Option<CourtCode>,
        reason: Option<Reason>,
        most: usize,
    ) -> Result<(Vec<KeptAside>, usize), ServeError> {
        let first = Request::KeptFirst {
            court,
            reason,
            most,
        };
        let mut answer = self.ask(first).await?;
        let items = serde_json::from_value(answer["items"].take()).map_err(FederalError::from)?;
        let total = serde_json::from_value(answer["total"].take()).map_err(FederalError::from)?;
        Ok((items, total))
    }
}
