//! Where the hub is with a court: by its last message there, or, where that is somebody else's,
//! by the office's word.

use medreg_log::{Envelope, Leaf, VerifierKey, leaf_hash};

use super::{Attempt, Publisher, PublisherError, ask, unanswered};
use crate::asking::{Answer, Question};
use crate::court::message;
use crate::receipt::Receipt;
use crate::transport::HubHead;

impl Publisher {
    /// How many of the court's events the hub holds.
    pub(super) async fn ask_head(&mut self) -> Result<u64, Attempt> {
        let Some(head) = self.link.head().await.map_err(unanswered)? else {
            return Ok(0);
        };
        match self.own(&head) {
            Some(courtseq) => Ok(courtseq),
            None => self.behind_foreign(&head).await,
        }
    }

    /// The court sequence of the hub's last message, where the court's log has the same.
    fn own(&self, head: &HubHead) -> Option<u64> {
        let courtseq = courtseq(head)?;
        let leaf = self.log.borrow().leaf(courtseq.checked_sub(1)?).ok()?;
        let own = message(&leaf).ok()?;
        (own.body == head.body).then_some(courtseq)
    }

    /// Whoever has the court's broker user can leave anything on its subject, but cannot sign
    /// it: the court goes on behind what the office has taken, and copies drop there.
    async fn behind_foreign(&mut self, head: &HubHead) -> Result<u64, Attempt> {
        let court = self.link.court();
        if is_signed_by(head, &self.own) {
            return Err(self.contradicted(courtseq(head).unwrap_or_default()));
        }
        let standing = ask(&self.link, &Question::Standing).await;
        let standing = standing.map_err(|error| Attempt::Again(error.to_string()))?;
        let Answer::Standing { note } = standing else {
            return Err(Attempt::Again(format!("the office answers {standing:?}")));
        };
        let taken = match note {
            Some(note) => self.taken(&note)?,
            None => 0,
        };
        tracing::warn!(court.id = %court, court.seq = taken + 1,
            "The hub's last message of court `{court}` is somebody else's, who has its broker user: give it a new one (`medreg nkey`). Sending on from event {}", taken + 1);
        // The broker may know the ids of what it is sent again.
        self.again_up_to = self.again_up_to.max(self.log.borrow().size());
        Ok(taken)
    }

    /// How far the office is, which must be with the court's own events.
    fn taken(&self, note: &str) -> Result<u64, Attempt> {
        let receipt = Receipt::open(note.as_bytes(), &self.office, self.link.court())
            .map_err(|error| Attempt::Again(error.to_string()))?;
        let index = receipt.courtseq.checked_sub(1);
        let own = index.and_then(|index| self.log.borrow().leaf(index).ok());
        if own.is_some_and(|leaf| leaf_hash(&leaf) == receipt.leaf_hash) {
            return Ok(receipt.courtseq);
        }
        Err(self.contradicted(receipt.courtseq))
    }

    fn contradicted(&self, courtseq: u64) -> Attempt {
        let court = self.link.court();
        Attempt::Fatal(PublisherError::Contradicted { court, courtseq })
    }
}

fn courtseq(head: &HubHead) -> Option<u64> {
    let envelope = Envelope::parse(&head.body).ok()?;
    Some(envelope.courtseq)
}

fn is_signed_by(head: &HubHead, key: &VerifierKey) -> bool {
    let line = std::str::from_utf8(&head.body).ok();
    let signature = head.signature.as_ref().and_then(|it| it.parse().ok());
    let leaf = line.zip(signature).map(|(line, it)| Leaf::new(line, &it));
    matches!(leaf, Some(Ok(leaf)) if leaf.verify(key).is_ok())
}
