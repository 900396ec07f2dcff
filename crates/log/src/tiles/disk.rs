//! The disk as the writer uses it: what fails names its file.

use std::path::PathBuf;

use super::TileError;
use crate::disk::{Disk, Operation};

#[cfg(test)]
pub(super) mod fault;

impl Disk {
    /// Carries one operation out.
    pub(super) fn perform(&self, operation: Operation<'_>) -> Result<(), TileError> {
        self.run(operation)
            .map_err(|error| TileError::io(operation.path(), error))
    }

    /// Syncs many files or folders.
    pub(super) fn perform_syncs(&self, paths: &[PathBuf]) -> Result<(), TileError> {
        self.sync_all(paths)
            .map_err(|(path, error)| TileError::io(path, error))
    }
}
