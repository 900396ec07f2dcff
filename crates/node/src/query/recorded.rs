//! Single events of the history: where one stands, and who may read it.

use chrono::{DateTime, Utc};
use medreg_domain::visibility::{Audience, least_audience_of};
use medreg_domain::{EventId, Source};

use super::{Moment, QueryError};

/// An event at its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventPlace {
    /// Its position, which is its index in the log.
    pub position: u64,
    /// Its identity.
    pub id: EventId,
    /// Who stated it.
    pub source: Source,
    /// Its place in the source's chain.
    pub courtseq: u64,
    /// When it was recorded.
    pub recorded_at: DateTime<Utc>,
    /// The widest audience that may read it as it was stated.
    pub least: Audience,
}

impl Moment<'_> {
    /// Where the event with an id stands.
    pub fn event(&self, id: EventId) -> Result<EventPlace, QueryError> {
        match self.views().position_of_event(id)? {
            Some(position) => self.event_at(position),
            None => Err(QueryError::NotFound(format!("there is no event {id}"))),
        }
    }

    /// The event at a position.
    pub fn event_at(&self, position: u64) -> Result<EventPlace, QueryError> {
        if position >= self.position() {
            let known = self.position();
            let ahead = format!("there is no event {position}: {known} are known");
            return Err(QueryError::NotFound(ahead));
        }
        let recorded = self.views().recalled(position)?;
        Ok(EventPlace {
            position,
            id: EventId(recorded.id),
            source: recorded.source,
            courtseq: recorded.courtseq,
            recorded_at: recorded.time,
            least: least_audience_of(&recorded.event),
        })
    }
}
