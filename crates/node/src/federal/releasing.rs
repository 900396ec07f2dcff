//! Releasing figures: the tables first, then the fact that names them.

use medreg_domain::{Event, oversight};
use serde_json::{Value, json};

use super::stating::evening;
use super::{Federal, FederalError};
use crate::query::ZONE;
use crate::released::Made;

impl Federal {
    /// Keeps the tables of a release and states it, durably: the figures of a quarter once.
    pub fn release(&mut self, made: &Made) -> Result<Value, FederalError> {
        let (period, release) = (made.period.to_string(), made.release);
        let known = self.views().releases().get(&made.period);
        let tables = (release.position, release.tables_hash);
        let at = self.clock.now(evening(release.on));
        let today = at.with_timezone(&ZONE).date_naive();
        let days = (release.on, today);
        let fact = oversight::release(known.map(|known| known.on), &period, tables, days)?;
        made.keep(&self.disk, &self.folder)
            .map_err(FederalError::Tables)?;
        self.state_one(release.on, Event::from(fact), at)?;
        self.commit(None)?;
        Ok(json!({
            "released": period, "on": release.on, "of_position": release.position,
            "tables_hash": release.tables_hash, "bytes": made.bytes.len(),
            "position": self.views().cursor().position,
        }))
    }
}
