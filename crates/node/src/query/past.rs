//! The views as they were, for questions as at an earlier position.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use medreg_log::TileReader;
use medreg_projections::{AsAt, Views};

use super::QueryError;
use crate::federal::{FederalError, history_folder, snapshots_folder};

/// The last state asked for is kept, since questions about one moment come together; they wait
/// for one another.
#[derive(Debug)]
pub(super) struct Past {
    office: PathBuf,
    known: Mutex<Option<Known>>,
}

/// Views as they were.
#[derive(Debug)]
pub(super) struct Known {
    position: u64,
    pub(super) views: Views,
    _folder: tempfile::TempDir,
}

impl Past {
    pub(super) fn of(office: &Path) -> Self {
        Self {
            office: office.to_owned(),
            known: Mutex::new(None),
        }
    }

    pub(super) fn office(&self) -> &Path {
        &self.office
    }

    /// Answers from the views as they were after `position` of the `size` events there are.
    pub(super) fn at<T, E: From<QueryError>>(
        &self,
        position: u64,
        size: u64,
        answer: impl FnOnce(&Views) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        // Dropped first: two states of the past need not lie on disk together.
        let kept = known.take().filter(|known| known.position == position);
        let kept = match kept {
            Some(kept) => kept,
            None => self.recollect(position, size).map_err(QueryError::from)?,
        };
        let answered = answer(&kept.views);
        *known = Some(kept);
        answered
    }

    /// Makes the views as they were after `position` of the `size` events there are.
    pub(super) fn recollect(&self, position: u64, size: u64) -> Result<Known, FederalError> {
        let folder = tempfile::TempDir::with_prefix_in("as-at-", &self.office)
            .map_err(FederalError::Folder)?;
        let history = TileReader::over(&history_folder(&self.office), size);
        let snapshots = snapshots_folder(&self.office);
        let AsAt {
            views, unreadable, ..
        } = Views::as_at(&history, &snapshots, position, folder.path())?;
        for passed in unreadable {
            tracing::warn!(path = %passed.path.display(), error = %passed.error,
                "Passed over the snapshot {}: it cannot be read", passed.path.display());
        }
        Ok(Known {
            position,
            views,
            _folder: folder,
        })
    }
}
