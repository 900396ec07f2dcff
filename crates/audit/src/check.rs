//! The whole check of a history that lies in a folder.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use medreg_log::{TileError, TileReader, VerifierKey};
use medreg_projections::{RebuildError, StoreError};

use crate::commitments::DataKeys;
use crate::fault::Class;
use crate::older::Older;
use crate::policy::{Believed, Policy};
use crate::report::Report;
use crate::walk::Walk;

/// A checkpoint with all its signatures has fewer bytes.
pub(crate) const CHECKPOINT_BYTES_MAX: u64 = 64 << 10;

/// What is to be checked, and by what.
#[derive(Debug)]
pub struct Question<'q> {
    /// The folder of the history.
    pub folder: &'q Path,
    /// Whose checkpoints are believed.
    pub policy: &'q Policy,
    /// The keys of the office's own facts.
    pub federal: Vec<VerifierKey>,
    /// A checkpoint that was believed before, which this history must continue.
    pub from: Option<&'q Believed>,
    /// Verify every signature, not only those that vouch for the others.
    pub is_strict: bool,
    /// Fold the events and compare with what was sealed of the views.
    pub with_views: bool,
    /// The data keys of the office, to open what is sealed.
    pub data_keys: Option<&'q DataKeys>,
}

/// The check cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum AuditError {
    /// A file cannot be read.
    #[error("`{}` cannot be read", path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// The files of the history cannot be read.
    #[error(transparent)]
    Tiles(TileError),
    /// No folder for views can be made.
    #[error("no folder for the views can be made")]
    Folder(#[source] io::Error),
    /// The views cannot be kept.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The events cannot be folded.
    #[error("the events cannot be folded")]
    Fold(#[from] RebuildError),
}

/// Checks everything, and tells after each block how many events are read.
pub fn check(
    question: &Question<'_>,
    mut progress: impl FnMut(u64),
) -> Result<(Report, Option<Believed>), AuditError> {
    let mut report = Report::new(question.is_strict);
    let note = read_checkpoint(&question.folder.join("checkpoint"))?;
    let believed = match question.policy.believe(&note) {
        Ok(believed) => believed,
        Err(disbelief) => {
            report.faults.of_whole(Class::Signature, chain(&disbelief));
            return Ok((report, None));
        }
    };
    report.of(&believed);
    let older = Older::gather(question, &believed.checkpoint, &mut report.faults)?;
    let reader = TileReader::over(question.folder, believed.checkpoint.size);
    let mut walk = Walk::new(question, &reader, &believed.checkpoint, older);
    match walk.all(&mut report.faults, &mut progress) {
        Ok(()) => {}
        Err(error @ (TileError::Missing(_) | TileError::Corrupt { .. } | TileError::Range(_))) => {
            report.faults.of_whole(Class::Hash, chain(&error));
        }
        Err(error) => return Err(AuditError::Tiles(error)),
    }
    walk.finish(question, &mut report, progress)?;
    Ok((report, Some(believed)))
}

pub(crate) fn read_checkpoint(path: &Path) -> Result<String, AuditError> {
    let read = || {
        let bytes = fs::metadata(path)?.len();
        if bytes > CHECKPOINT_BYTES_MAX {
            return Err(io::Error::other(format!("{bytes} bytes are too many")));
        }
        fs::read_to_string(path)
    };
    read().map_err(|source| AuditError::File {
        path: path.to_owned(),
        source,
    })
}

/// The error and what caused it, in one line.
pub fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text.push_str(": ");
        text.push_str(&error.to_string());
        cause = error.source();
    }
    text
}
