//! Reading while the fold goes on: what is committed, and nothing half committed.

use std::collections::{BTreeSet, VecDeque};
use std::ops::Deref;
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, TryLockError};

use medreg_domain::EntryNo;

use crate::recall::Recall;
use crate::store::{Batch, StoreError};
use crate::views::Views;

/// Changes of entries that are remembered for those who keep copies; who is further behind
/// looks at every entry.
const CHANGES_MAX: usize = 1 << 16;

/// Who reads what is committed while the fold goes on; its copies read the same.
#[derive(Clone, Debug)]
pub struct Reader(Arc<RwLock<Published>>);

/// The views as they were committed last. The next commit waits until this is dropped, so that
/// all rows a question sees, and cursor, heads and facts beside them, are of one commit.
#[derive(Debug)]
pub struct Reading<'a>(RwLockReadGuard<'a, Published>);

#[derive(Debug)]
struct Published {
    views: Views,
    changes: Changes,
}

/// Entries that changed, by the position of the commit that changed them.
#[derive(Debug, Default)]
struct Changes {
    /// All changes after this position are here.
    from: u64,
    entries: VecDeque<(u64, EntryNo)>,
}

impl Reader {
    pub(crate) fn new(views: Views) -> Self {
        let changes = Changes {
            from: views.cursor().position,
            entries: VecDeque::new(),
        };
        Self(Arc::new(RwLock::new(Published { views, changes })))
    }

    /// The views as committed last.
    pub fn read(&self) -> Reading<'_> {
        Reading(self.0.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// The views as committed last, if nothing is being committed now.
    pub fn read_at_once(&self) -> Option<Reading<'_>> {
        match self.0.try_read() {
            Ok(published) => Some(Reading(published)),
            Err(TryLockError::Poisoned(poisoned)) => Some(Reading(poisoned.into_inner())),
            Err(TryLockError::WouldBlock) => None,
        }
    }

    /// Lets who reads read events back too, where nothing was committed since the views were
    /// opened; a commit brings its own.
    pub(crate) fn recall_by(&self, recall: &Recall) {
        if self.read().recall.is_none() {
            let mut published = self.0.write().unwrap_or_else(PoisonError::into_inner);
            published.views.recall_by(recall.clone());
        }
    }

    /// Makes a batch of rows visible, with the views it belongs to and the entries it changes.
    pub(crate) fn commit(
        &self,
        views: &Views,
        batch: Batch,
        changed: impl IntoIterator<Item = EntryNo>,
    ) -> Result<(), StoreError> {
        let mut published = self.0.write().unwrap_or_else(PoisonError::into_inner);
        views.store().commit(batch)?;
        published.views = views.committed();
        published.changes.add(views.cursor().position, changed);
        Ok(())
    }
}

impl Reading<'_> {
    /// The entries that changed since the views stood at a position; none if that is too long
    /// ago to be remembered.
    pub fn changed_since(&self, position: u64) -> Option<BTreeSet<EntryNo>> {
        self.0.changes.since(position)
    }
}

impl Deref for Reading<'_> {
    type Target = Views;

    fn deref(&self) -> &Views {
        &self.0.views
    }
}

impl Changes {
    fn add(&mut self, position: u64, changed: impl IntoIterator<Item = EntryNo>) {
        self.entries
            .extend(changed.into_iter().map(|entry_no| (position, entry_no)));
        while self.entries.len() > CHANGES_MAX
            && let Some((position, _)) = self.entries.pop_front()
        {
            self.from = position;
        }
    }

    fn since(&self, position: u64) -> Option<BTreeSet<EntryNo>> {
        let known = self.entries.iter().rev();
        let newer = known.take_while(|(at, _)| *at > position);
        (position >= self.from).then(|| newer.map(|(_, entry_no)| *entry_no).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry_no(serial: usize) -> EntryNo {
        format!("KZ-75-012-2025-{serial:05}").parse().unwrap()
    }

    #[test]
    fn changes_are_told_since_any_commit_that_is_remembered() {
        let mut changes = Changes::default();
        changes.add(10, [entry_no(1), entry_no(2)]);
        changes.add(20, [entry_no(2)]);
        assert_eq!(changes.since(0).unwrap().len(), 2);
        assert_eq!(changes.since(10), Some(BTreeSet::from([entry_no(2)])));
        assert_eq!(changes.since(20), Some(BTreeSet::new()));
    }

    #[test]
    fn who_is_too_far_behind_is_told_so() {
        let mut changes = Changes::default();
        changes.add(10, [entry_no(1)]);
        changes.add(
            20,
            (0..CHANGES_MAX).map(|serial| entry_no(serial % 90_000 + 1)),
        );
        assert_eq!(changes.since(9), None);
        assert!(changes.since(10).is_some());
    }
}
