//! What people ask of an office, whether it serves or lies still: one set, one answer.

use chrono::{NaiveDate, Utc};
use medreg_domain::FindingId;
use medreg_domain::reference::command::OfficeCommand;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::keyring::Keyring;
use super::service::ServeError;
use super::{Federal, FederalError};
use crate::query::{self, Names, Query};

/// A request of a person.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Request {
    /// A question to the views.
    Query(Query),
    /// How the office stands.
    Status,
    /// What is kept aside.
    Quarantine,
    /// Acts of the office, each with its civil date.
    Act(Vec<(NaiveDate, OfficeCommand)>),
    /// Look for findings as they stand on a day, state what changed, and seal the views.
    Audit {
        /// The day.
        as_of: NaiveDate,
    },
    /// Close a finding by a person's decision.
    CloseFinding {
        /// Which.
        finding: FindingId,
        /// Why, as a code.
        reason: String,
    },
}

impl Federal {
    /// Answers a person.
    pub fn answer(
        &mut self,
        keyring: &Keyring,
        names: &mut Names,
        request: Request,
    ) -> Result<Value, ServeError> {
        let position = |federal: &Self| federal.views().cursor().position;
        match request {
            Request::Query(query) => Ok(query::answer(self, keyring, names, &query)?),
            Request::Status => Ok(self.status()?),
            Request::Quarantine => {
                let items = self.quarantine().items().map_err(FederalError::from)?;
                Ok(json!({ "items": items }))
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
            Request::CloseFinding { finding, reason } => {
                self.close_finding(finding, &reason, Utc::now())?;
                Ok(json!({"closed": finding, "position": position(self)}))
            }
        }
    }
}
