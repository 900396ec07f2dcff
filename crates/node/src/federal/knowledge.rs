//! What the office knew before: its views as they were at a position of the history.
//!
//! From the nearest snapshot at or below the position, and the history from there on. The
//! last state asked for is kept, since questions about one moment come together.

use medreg_projections::{AsAt, Snapshots, Views};

use super::{Federal, FederalError};

/// Events between two snapshots.
const SNAPSHOT_EVENTS: u64 = 250_000;

/// Snapshots that are kept.
const SNAPSHOTS_MAX: usize = 24;

/// Views as they were.
#[derive(Debug)]
pub(super) struct Known {
    position: u64,
    views: Views,
    _folder: tempfile::TempDir,
}

impl Federal {
    /// The views as they were after `position` events; the views themselves where that is now.
    pub fn views_at(&mut self, position: u64) -> Result<&Views, FederalError> {
        if position == self.fold.views().cursor().position {
            return Ok(self.fold.views());
        }
        let is_other = |known: &Known| known.position != position;
        if self.known.as_ref().is_none_or(is_other) {
            // Dropped first: two states of the past need not lie on disk together.
            self.known = None;
            self.known = Some(self.recollect(position)?);
        }
        Ok(self
            .known
            .as_ref()
            .map_or(self.fold.views(), |known| &known.views))
    }

    fn recollect(&self, position: u64) -> Result<Known, FederalError> {
        let folder = tempfile::TempDir::with_prefix_in("as-at-", &self.folder)
            .map_err(FederalError::Folder)?;
        let snapshots = self.snapshots_folder();
        let AsAt {
            views, unreadable, ..
        } = Views::as_at(&self.history.reader(), &snapshots, position, folder.path())?;
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

    fn snapshots_folder(&self) -> std::path::PathBuf {
        self.folder.join("snapshots")
    }

    /// Keeps a snapshot where enough has come since the last.
    pub(super) fn keep_snapshot(&self) -> Result<(), FederalError> {
        let snapshots = Snapshots::new(&self.snapshots_folder(), SNAPSHOTS_MAX);
        let newest = snapshots.positions()?.last().copied().unwrap_or(0);
        if self.fold.views().cursor().position >= newest + SNAPSHOT_EVENTS {
            snapshots.take(self.fold.views())?;
        }
        Ok(())
    }
}
