//! Judging again what was kept aside, when a person asks for it.

use serde::Serialize;

use super::intake::{self, Verdict};
use super::quarantine::{Item, ItemId, Reason, Wanted};
use super::{Federal, FederalError};
use crate::transport::Delivery;

/// What became of a message that was judged again, or would become of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Retried {
    /// Which.
    pub id: ItemId,
    /// True if it is in the history, or would be.
    pub enters: bool,
    /// Why it stays.
    pub reason: Option<Reason>,
    /// The same for a person.
    pub detail: Option<String>,
}

impl Federal {
    /// Judges what is wanted again, in order: what is sound by now enters the history, durably,
    /// and the rest stays for the reason found now.
    pub fn retry_kept(&mut self, wanted: &Wanted) -> Result<Vec<Retried>, FederalError> {
        let (ids, deliveries) = self.kept_deliveries(wanted)?;
        self.take(deliveries, None)?;
        self.quarantine
            .forget_recorded(self.fold.views(), |_| true)?;
        let now = |id: ItemId| {
            let kept = self.quarantine.item(&id)?;
            let why = kept.map(|Item { reason, detail, .. }| (reason, detail));
            Ok(Retried::new(id, why))
        };
        ids.into_iter().map(now).collect()
    }

    /// What [`Federal::retry_kept`] would do to each message by itself, as things stand now.
    pub fn preview_retry(&mut self, wanted: &Wanted) -> Result<Vec<Retried>, FederalError> {
        let (ids, deliveries) = self.kept_deliveries(wanted)?;
        let verdicts = intake::preview(self, deliveries)?;
        let told = ids.into_iter().zip(verdicts).map(|(id, verdict)| {
            let why = match verdict {
                Verdict::Enters => None,
                Verdict::Stays { reason, why, .. } => Some((reason, why)),
            };
            Retried::new(id, why)
        });
        Ok(told.collect())
    }

    fn kept_deliveries(
        &self,
        wanted: &Wanted,
    ) -> Result<(Vec<ItemId>, Vec<Delivery>), FederalError> {
        Ok(self.quarantine.wanted(wanted)?.into_iter().unzip())
    }
}

impl Retried {
    fn new(id: ItemId, why: Option<(Reason, String)>) -> Self {
        let (reason, detail) = why.unzip();
        Self {
            id,
            enters: reason.is_none(),
            reason,
            detail,
        }
    }
}
