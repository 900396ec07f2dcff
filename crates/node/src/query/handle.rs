//! Who answers questions beside the intake, from any thread.

use std::path::Path;
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard};

use medreg_projections::statistics::indicator::Answer;
use medreg_projections::{Reader, Reading};
use serde_json::Value;

use super::catalogue::Catalogue;
use super::past::Past;
use super::{AsAt, Figures, Find, Found, Moment, Query, QueryError, answer};
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
        self.at(find.as_at, |moment| moment.find(find))
    }

    /// The figures of an indicator. Commits wait for the counting alone.
    pub fn statistics(&self, figures: &Figures) -> Result<Answer, QueryError> {
        let count = |moment: &Moment<'_>| moment.figures(figures);
        let counted = match figures.released()? {
            Some(period) => self.at_release(period, count),
            None => self.at(figures.as_at, count),
        }?;
        Ok(counted.answer())
    }

    /// Answers from one moment: now, or as things were known then. Commits wait for an answer
    /// from now, and not for one from the past.
    pub fn at<T, E: From<QueryError>>(
        &self,
        as_at: Option<AsAt>,
        answer: impl FnOnce(&Moment<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let views = self.views();
        let now = views.cursor().position;
        let position = super::as_at::position_or_now(&views, as_at)?;
        if position == now {
            let catalogue = self.catalogue(&views)?;
            return answer(&Moment::now(as_at, &views, &catalogue));
        }
        let erased = views.erasures().clone();
        drop(views);
        self.0.past.at(position, now, |then| {
            answer(&Moment::past(as_at, then, self.keyring(), erased))
        })
    }

    /// Answers from now without waiting for anybody: where something is being committed, or
    /// names are being taken over, the question comes back.
    pub fn at_once<T, A: FnOnce(&Moment<'_>) -> T>(&self, answer: A) -> Result<T, A> {
        let Some(views) = self.0.reader.read_at_once() else {
            return Err(answer);
        };
        match self.0.catalogue.try_read() {
            Ok(catalogue) if catalogue.is_of(&views, &self.0.keyring) => {
                Ok(answer(&Moment::now(None, &views, &catalogue)))
            }
            Ok(_) | Err(_) => Err(answer),
        }
    }

    /// The views as committed last; the next commit waits until they are dropped.
    pub(super) fn views(&self) -> Reading<'_> {
        self.0.reader.read()
    }

    /// The office's folder.
    pub fn office(&self) -> &Path {
        self.0.past.office()
    }

    /// Who makes views as they were.
    pub(super) fn past(&self) -> &Past {
        &self.0.past
    }

    /// The keys that open names.
    pub(crate) fn keyring(&self) -> &Keyring {
        &self.0.keyring
    }

    /// The catalogue of the entries as these views have them.
    pub(super) fn catalogue(
        &self,
        views: &Reading<'_>,
    ) -> Result<RwLockReadGuard<'_, Catalogue>, QueryError> {
        let read = || {
            self.0
                .catalogue
                .read()
                .unwrap_or_else(PoisonError::into_inner)
        };
        let catalogue = read();
        if catalogue.is_of(views, &self.0.keyring) {
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
        let keyring = &self.0.keyring;
        if catalogue.is_of(views, keyring) {
            return Ok(());
        }
        let changed = catalogue
            .position()
            .and_then(|position| views.changed_since(position));
        let is_followed = match changed {
            Some(changed) => catalogue.follow(views, keyring, changed)?,
            None => false,
        };
        if !is_followed {
            *catalogue = Catalogue::of(views, keyring, views.erasures(), &catalogue)?;
        }
        Ok(())
    }

    /// Takes over what is committed by now, for whoever asks next: names whose keys are here are
    /// opened, and those that are erased forgotten.
    pub fn catch_up(&self) -> Result<(), QueryError> {
        self.catalogue(&self.views()).map(drop)
    }
}
