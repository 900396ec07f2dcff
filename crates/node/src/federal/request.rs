//! What people ask of an office, whether it serves or lies still: one set, one answer.

use chrono::{NaiveDate, Utc};
use medreg_domain::reference::command::OfficeCommand;
use medreg_domain::{CourtCode, EntryNo, FindingId, Source};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::quarantine::{Item, ItemId, Reason, Wanted};
use super::service::ServeError;
use super::{Federal, FederalError};
use crate::query::{Query, QueryError, QueryHandle};
use crate::released::Made;

/// A request of a person.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Request {
    /// A question to the views.
    Query(Query),
    /// How the office stands.
    Status,
    /// What is kept aside.
    Quarantine {
        /// Only of this court.
        court: Option<CourtCode>,
        /// Only for this reason.
        reason: Option<Reason>,
    },
    /// What is kept aside, counted by source.
    Held,
    /// The first messages that are kept aside.
    KeptFirst {
        /// Only of this court.
        court: Option<CourtCode>,
        /// Only for this reason.
        reason: Option<Reason>,
        /// At most so many.
        most: usize,
    },
    /// One message that is kept aside, whole.
    Kept {
        /// Which.
        id: ItemId,
    },
    /// Judge again what is kept aside: all of it, that of one court, or one message.
    Retry {
        /// Only of this court.
        court: Option<CourtCode>,
        /// Only this message.
        id: Option<ItemId>,
        /// Say what would become of it, and do nothing.
        preview: bool,
    },
    /// Decide that messages kept aside are not judged again.
    Discard {
        /// Which.
        ids: Vec<ItemId>,
        /// Why, as a code.
        reason: String,
    },
    /// Erase the name and contact behind an entry that has ended.
    Erase {
        /// Which.
        entry_no: EntryNo,
        /// On what ground, as a code.
        basis: String,
    },
    /// Acts of the office, each with its civil date.
    Act(Vec<(NaiveDate, OfficeCommand)>),
    /// Look for findings as they stand on a day, state what changed, and seal the views.
    Audit {
        /// The day.
        as_of: NaiveDate,
    },
    /// Release the figures that everybody may ask for, as they stand on a day.
    Release {
        /// The day.
        on: NaiveDate,
    },
    /// State the release that was made; nobody asks for this from outside.
    #[serde(skip)]
    Released(Box<Made>),
    /// Close a finding by a person's decision.
    CloseFinding {
        /// Which.
        finding: FindingId,
        /// Why, as a code.
        reason: String,
    },
}

impl Request {
    /// True for what may make the history longer.
    pub fn is_change(&self) -> bool {
        match self {
            Self::Query(_)
            | Self::Status
            | Self::Quarantine { .. }
            | Self::Held
            | Self::KeptFirst { .. }
            | Self::Kept { .. } => false,
            Self::Retry { preview, .. } => !preview,
            Self::Discard { .. }
            | Self::Erase { .. }
            | Self::Act(_)
            | Self::Audit { .. }
            | Self::Release { .. }
            | Self::Released(_)
            | Self::CloseFinding { .. } => true,
        }
    }
}

impl Federal {
    /// Answers a person.
    pub fn answer(&mut self, queries: &QueryHandle, request: Request) -> Result<Value, ServeError> {
        let position = |federal: &Self| federal.views().cursor().position;
        match request {
            Request::Query(query) => Ok(queries.answer(&query)?),
            Request::Status => Ok(self.status()?),
            Request::Quarantine { court, reason } => Ok(self.kept(court, reason)?),
            Request::Held => Ok(json!(self.quarantine().held())),
            Request::KeptFirst {
                court,
                reason,
                most,
            } => Ok(self.kept_first((court, reason), most)?),
            Request::Kept { id } => self.kept_item(&id),
            Request::Retry { court, id, preview } => {
                if let Some(id) = &id {
                    self.kept_as(id)?;
                }
                let source = court.map(|court| Wanted::Source(Source::Court(court)));
                let wanted = id.map(Wanted::One).or(source).unwrap_or(Wanted::All);
                let items = if preview {
                    self.preview_retry(&wanted)?
                } else {
                    self.retry_kept(&wanted)?
                };
                let entered = items.iter().filter(|item| item.enters).count();
                Ok(
                    json!({"preview": preview, "enters": entered, "stays": items.len() - entered, "items": items, "position": position(self)}),
                )
            }
            Request::Discard { ids, reason } => {
                let mut discarded = Vec::new();
                for id in ids {
                    let item = self.kept_as(&id)?;
                    discarded.push(self.discard_kept(&id, &item, &reason, Utc::now())?);
                }
                Ok(json!({"items": discarded, "position": position(self)}))
            }
            Request::Erase { entry_no, basis } => {
                let keys = self.erase(entry_no, &basis, Utc::now())?;
                self.destroy_erased(queries.keyring())?;
                queries.catch_up()?;
                Ok(json!({"erased": entry_no, "keys": keys, "position": position(self)}))
            }
            Request::Act(commands) => {
                let stated = self.act(commands, Utc::now())?;
                Ok(json!({"stated": stated, "position": position(self)}))
            }
            Request::Audit { as_of } => {
                let changed = self.audit(as_of)?;
                self.seal(as_of)?;
                let open = self.views().cursor().findings;
                Ok(
                    json!({"changed": changed, "open": open, "as_of": as_of, "position": position(self)}),
                )
            }
            Request::Release { on } => Ok(self.release(&queries.make_release(on)?)?),
            Request::Released(made) => Ok(self.release(&made)?),
            Request::CloseFinding { finding, reason } => {
                self.close_finding(finding, &reason, Utc::now())?;
                Ok(json!({"closed": finding, "position": position(self)}))
            }
        }
    }

    fn kept(
        &self,
        court: Option<CourtCode>,
        reason: Option<Reason>,
    ) -> Result<Value, FederalError> {
        let is_wanted = |item: &Item| {
            court.is_none_or(|court| item.source == Some(Source::Court(court)))
                && reason.is_none_or(|reason| item.reason == reason)
        };
        let items = self.quarantine().items()?;
        let items = items.into_iter().filter(|(_, item)| is_wanted(item));
        let items: Vec<Value> = items.map(|(id, item)| summary(&id, &item)).collect();
        Ok(json!({ "items": items, "total": items.len() }))
    }

    fn kept_as(&self, id: &ItemId) -> Result<Item, ServeError> {
        let item = self.quarantine().item(id).map_err(FederalError::from)?;
        let text = || format!("nothing is kept aside as `{id}`");
        Ok(item.ok_or_else(|| QueryError::NotFound(text()))?)
    }

    fn kept_item(&self, id: &ItemId) -> Result<Value, ServeError> {
        let item = self.kept_as(id)?;
        let mut whole = summary(id, &item);
        let body = item.delivery().map(|delivery| delivery.body);
        let text = body.and_then(|body| String::from_utf8(body.to_vec()).ok());
        whole["signature"] = json!(item.signature);
        whole["body"] = json!(item.body);
        whole["text"] = json!(text);
        Ok(whole)
    }
}

/// What a list says of a message that is kept.
fn summary(id: &ItemId, item: &Item) -> Value {
    json!({
        "id": id, "source": item.source, "courtseq": item.courtseq, "reason": item.reason,
        "detail": item.detail, "kept_at": item.kept_at, "stream_sequence": item.stream_sequence,
        "bytes": item.body.len() / 4 * 3,
    })
}
