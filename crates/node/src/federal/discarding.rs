//! Deciding that a message kept aside is not judged again: the decision is a fact, the message
//! stays as evidence.

use chrono::{DateTime, Utc};
use medreg_domain::oversight::{self, KeptMessage};
use medreg_domain::{Code, Event, Rejection, Source};
use serde::Serialize;

use super::intake::{self, Verdict};
use super::quarantine::{Item, ItemId, Reason};
use super::{Federal, FederalError};

/// A decision as it was stated.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Discarded {
    /// Which message.
    pub id: ItemId,
    /// The fact that says so.
    pub stated: &'static str,
    /// Events of its court that entered because they no longer wait for it.
    pub entered: u64,
}

impl Federal {
    /// Decides that a message is not judged again, durably. An event that is the next of its
    /// court is refused, and its court's chain goes on behind it; what waited for the decision
    /// enters.
    pub fn discard_kept(
        &mut self,
        id: &ItemId,
        item: &Item,
        reason: &str,
        at: DateTime<Utc>,
    ) -> Result<Discarded, FederalError> {
        let kept = self.kept_message(item)?;
        let fact = oversight::discard(kept, reason)?;
        let event = Event::from(fact);
        let stated = event.name();
        self.state_one(at.date_naive(), event, at)?;
        self.commit(None)?;
        self.quarantine.settle(self.fold.views())?;
        let before = self.fold.views().cursor().position;
        self.retry()?;
        Ok(Discarded {
            id: id.clone(),
            stated,
            entered: self.fold.views().cursor().position - before,
        })
    }

    fn kept_message(&mut self, item: &Item) -> Result<KeptMessage, FederalError> {
        let verdicts = intake::preview(self, item.delivery().into_iter().collect())?;
        let (kept_for, next) = match verdicts.into_iter().next() {
            Some(Verdict::Enters) => {
                return Err(undecidable(
                    "nothing speaks against it by now: retry it instead",
                ));
            }
            Some(Verdict::Stays { reason, .. }) if reason.waits() => {
                return Err(undecidable(
                    "it waits for its turn: decide on what holds its court up, or ask the court \
                     for what is missing",
                ));
            }
            Some(Verdict::Stays { reason, why, next }) => {
                let is_rule = reason == Reason::Impossible;
                let kept_for = if is_rule {
                    why
                } else {
                    reason.as_str().to_owned()
                };
                (kept_for, next)
            }
            None => (item.reason.as_str().to_owned(), None),
        };
        Ok(KeptMessage {
            leaf_hash: item.leaf_hash(),
            court: item.source.and_then(Source::court),
            kept_for,
            next,
        })
    }
}

fn undecidable(why: &str) -> FederalError {
    Rejection::new(Code::WrongState, why.to_owned()).into()
}
