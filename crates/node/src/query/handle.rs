//! Who answers questions beside the intake, from any thread.

use std::path::Path;
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard};

use chrono::NaiveDate;
use medreg_domain::EntryNo;
use medreg_projections::statistics::indicator::Answer;
use medreg_projections::{Reader, Reading, Views};
use serde_json::Value;

use super::catalogue::Catalogue;
use super::past::Past;
use super::{
    AsAt, EntryAnswer, Figures, Find, Found, Query, QueryError, answer, register, statistics,
};
use crate::federal::keyring::Keyring;

/// Answers questions from what is committed; its copies answer the same.
///
/// Blocks while it reads: asynchronous callers ask on a thread for that.
#[derive(Clone, Debug)]
pub struct QueryHandle(Arc<Answering>);

#[derive(Debug)]
struct Answering {
    reader: Reader,
    keyring: Arc<Keyring>,
    catalogue: RwLock<Catalogue>,
    past: Past,
}

impl QueryHandle {
    /// Answers about the office in a folder, whose rows `reader` reads.
    pub fn new(office: &Path, reader: Reader, keyring: Arc<Keyring>) -> Self {
        Self(Arc::new(Answering {
            reader,
            keyring,
            catalogue: RwLock::default(),
            past: Past::of(office),
        }))
    }

    /// Answers a question.
    pub fn answer(&self, query: &Query) -> Result<Value, QueryError> {
        answer(self, query)
    }

    /// Entries that match.
    pub fn find(&self, find: &Find) -> Result<Found, QueryError> {
        register::find(self, find)
    }

    /// The figures of an indicator.
    pub fn statistics(&self, figures: &Figures) -> Result<Answer, QueryError> {
        statistics::figures(self, figures)
    }

    /// One entry as everybody may see it on a day.
    pub fn shown(
        &self,
        entry_no: EntryNo,
        as_of: NaiveDate,
        today: NaiveDate,
    ) -> Result<EntryAnswer, QueryError> {
        register::shown(self, entry_no, as_of, today)
    }

    /// The views as committed last; the next commit waits until they are dropped.
    pub fn views(&self) -> Reading<'_> {
        self.0.reader.read()
    }

    /// The keys that open names.
    pub(crate) fn keyring(&self) -> &Keyring {
        &self.0.keyring
    }

    /// Answers from the views as they were, or as they are where that is now. Commits do not
    /// wait for the past.
    pub(super) fn as_at<T>(
        &self,
        as_at: Option<AsAt>,
        answer: impl FnOnce(&Views) -> Result<T, QueryError>,
    ) -> Result<T, QueryError> {
        let views = self.views();
        let now = views.cursor().position;
        let position = match as_at {
            None => now,
            Some(as_at) => super::as_at::position(&views, as_at)?,
        };
        if position == now {
            return answer(&views);
        }
        drop(views);
        self.0.past.at(position, now, answer)
    }

    /// The catalogue of the entries as these views have them.
    pub(super) fn catalogue(
        &self,
        views: &Reading<'_>,
    ) -> Result<RwLockReadGuard<'_, Catalogue>, QueryError> {
        let position = views.cursor().position;
        let read = || {
            self.0
                .catalogue
                .read()
                .unwrap_or_else(PoisonError::into_inner)
        };
        let catalogue = read();
        if catalogue.position() == Some(position) {
            return Ok(catalogue);
        }
        drop(catalogue);
        self.refresh(views)?;
        Ok(read())
    }

    fn refresh(&self, views: &Reading<'_>) -> Result<(), QueryError> {
        let mut catalogue = self.0.catalogue.write().unwrap_or_else(|poisoned| {
            // Whoever was changing it did not come to an end: it is made again.
            let mut catalogue = poisoned.into_inner();
            *catalogue = Catalogue::default();
            catalogue
        });
        let changed = match catalogue.position() {
            Some(position) if position == views.cursor().position => return Ok(()),
            Some(position) => views.changed_since(position),
            None => None,
        };
        let keyring = &self.0.keyring;
        let is_followed = match changed {
            Some(changed) => catalogue.follow(views, keyring, &changed)?,
            None => false,
        };
        if !is_followed {
            *catalogue = Catalogue::of(views, keyring, views.erasures(), &catalogue)?;
        }
        Ok(())
    }

    /// Forgets at once what is erased by now.
    pub fn forget_erased(&self) -> Result<(), QueryError> {
        self.catalogue(&self.views()).map(drop)
    }
}
