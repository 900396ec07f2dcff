//! Snapshots of the views, from which what the office knew before is made again.

use std::path::{Path, PathBuf};

use medreg_projections::Snapshots;

use super::{Federal, FederalError};

/// Events between two snapshots.
const SNAPSHOT_EVENTS: u64 = 250_000;

/// Snapshots that are kept.
const SNAPSHOTS_MAX: usize = 24;

/// Where the snapshots lie in an office's folder.
pub fn snapshots_folder(data: &Path) -> PathBuf {
    data.join("snapshots")
}

impl Federal {
    /// Keeps a snapshot where enough has come since the last.
    pub(super) fn keep_snapshot(&self) -> Result<(), FederalError> {
        let snapshots = Snapshots::new(&snapshots_folder(&self.folder), SNAPSHOTS_MAX);
        let newest = snapshots.positions()?.last().copied().unwrap_or(0);
        if self.fold.views().cursor().position >= newest + SNAPSHOT_EVENTS {
            snapshots.take(self.fold.views())?;
        }
        Ok(())
    }
}
