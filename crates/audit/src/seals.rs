//! What the office sealed of its views, against the views that the events give.

use medreg_domain::oversight::OversightEvent;
use medreg_domain::{Digest, Event};
use medreg_log::TileReader;
use medreg_projections::{Fold, catch_up};

use crate::bundles::{self, BLOCK, Stated};
use crate::check::AuditError;
use crate::fault::{Class, Fault};

/// One sealing of the views.
#[derive(Debug)]
struct Seal {
    index: u64,
    id: uuid::Uuid,
    position: u64,
    register: Digest,
    statistics: Digest,
}

/// Every sealing of a history, oldest first.
#[derive(Debug, Default)]
pub struct Seals(Vec<Seal>);

impl Seals {
    pub(crate) fn take(&mut self, index: u64, stated: &Stated) {
        if let Some(Event::Oversight(event)) = &stated.event
            && let OversightEvent::ViewSealed {
                position,
                register_digest,
                statistics_digest,
            } = event.as_ref()
        {
            self.0.push(Seal {
                index,
                id: stated.id,
                position: *position,
                register: *register_digest,
                statistics: *statistics_digest,
            });
        }
    }

    /// Reads every sealing out of a history.
    pub fn read(reader: &TileReader) -> Result<Self, AuditError> {
        let mut seals = Self::default();
        for block in 0..reader.bundles().div_ceil(BLOCK) {
            let first = block * BLOCK;
            let end = (first + BLOCK).min(reader.bundles());
            let block = bundles::read(reader, first..end, false).map_err(AuditError::Tiles)?;
            for read in &block {
                for (index, stated) in (read.bundle.first_index()..).zip(&read.leaves) {
                    if let Ok(stated) = stated {
                        seals.take(index, stated);
                    }
                }
            }
        }
        Ok(seals)
    }

    /// How many there are.
    pub fn count(&self) -> u64 {
        self.0.len() as u64
    }

    /// Folds the events, none of which are folded yet, up to the last sealing, and compares at
    /// each position that was sealed.
    pub fn compare(
        mut self,
        fold: &mut Fold,
        reader: &TileReader,
        mut progress: impl FnMut(u64),
    ) -> Result<Vec<Fault>, AuditError> {
        let mut faults = Vec::new();
        self.0.sort_by_key(|seal| seal.position);
        for seal in &self.0 {
            if seal.position > seal.index {
                let detail = format!("views of {} events were sealed too soon", seal.position);
                faults.push(seal.wrong(detail));
                continue;
            }
            catch_up(fold, reader, seal.position, &mut progress)?;
            let digests = fold.views().digests()?;
            for (which, sealed, found) in [
                ("register", seal.register, Digest(digests.register)),
                ("statistics", seal.statistics, Digest(digests.statistics)),
            ] {
                if sealed != found {
                    faults.push(seal.wrong(format!(
                        "the {which} at position {} was sealed as {sealed}, and the events give {found}",
                        seal.position
                    )));
                }
            }
        }
        Ok(faults)
    }
}

impl Seal {
    fn wrong(&self, detail: String) -> Fault {
        Fault {
            class: Class::View,
            index: Some(self.index),
            event_id: Some(self.id.to_string()),
            detail,
        }
    }
}
