//! The whole check of a history that lies in a folder.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};

use medreg_domain::Digest;
use medreg_log::{Checkpoint, Frontier, Seen, TileError, TileReader, VerifierKey};
use medreg_projections::{RebuildError, StoreError, Views};

use crate::bundles::{self, Read};
use crate::chains::Chains;
use crate::commitments::{Commitments, DataKeys};
use crate::fault::{Class, Faults};
use crate::levels::Levels;
use crate::policy::{Believed, Policy};
use crate::report::Report;
use crate::seals::Seals;

/// Bundles read at a time: 16,384 events.
const BLOCK: u64 = 64;

/// A checkpoint with all its signatures has fewer bytes.
pub(crate) const CHECKPOINT_BYTES_MAX: u64 = 64 << 10;

/// Roots of earlier sizes kept at a time.
const ROOTS_MAX: usize = 4_096;

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
    let mut older = Older::default();
    older.from(question, &believed.checkpoint, &mut report.faults)?;
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

/// Older checkpoints whose roots this history must have had.
#[derive(Debug, Default)]
struct Older(BTreeMap<u64, Digest>);

impl Older {
    fn from(
        &mut self,
        question: &Question<'_>,
        now: &Checkpoint,
        faults: &mut Faults,
    ) -> Result<(), AuditError> {
        let signed = newest_signed(question.folder, question.policy, now.size)?;
        for older in question.from.into_iter().chain(&signed) {
            let Checkpoint { origin, size, root } = &older.checkpoint;
            if *origin != now.origin {
                let detail = format!(
                    "the older checkpoint is of `{origin}`, this is `{}`",
                    now.origin
                );
                faults.of_whole(Class::Consistency, detail);
            } else if *size > now.size {
                let detail = format!(
                    "{size} events were signed before, and only {} are there now",
                    now.size
                );
                faults.of_whole(Class::Consistency, detail);
            } else {
                self.0.insert(*size, *root);
            }
        }
        Ok(())
    }
}

/// The walk over all bundles, in order.
struct Walk<'q> {
    reader: &'q TileReader,
    checkpoint: &'q Checkpoint,
    older: Older,
    frontier: Frontier,
    levels: Levels,
    chains: Chains,
    seals: Seals,
    commitments: Option<Commitments<'q>>,
    roots: BTreeMap<u64, Digest>,
}

impl<'q> Walk<'q> {
    fn new(
        question: &Question<'q>,
        reader: &'q TileReader,
        checkpoint: &'q Checkpoint,
        older: Older,
    ) -> Self {
        let mut logs = question.policy.logs().iter();
        let log = logs.find(|log| log.name() == checkpoint.origin);
        Self {
            reader,
            checkpoint,
            older,
            frontier: Frontier::default(),
            levels: Levels::default(),
            chains: Chains::new(question.federal.clone(), log, question.is_strict),
            seals: Seals::default(),
            commitments: question.data_keys.map(Commitments::new),
            roots: BTreeMap::new(),
        }
    }

    /// Reads the next block while the one before is looked at.
    fn all(
        &mut self,
        faults: &mut Faults,
        progress: &mut impl FnMut(u64),
    ) -> Result<(), TileError> {
        let (reader, with_personal) = (self.reader, self.commitments.is_some());
        let read = |first: u64| {
            let end = (first + BLOCK).min(reader.bundles());
            let numbers: Range<u64> = first.min(end)..end;
            bundles::read(reader, numbers, with_personal)
        };
        let mut block = read(0)?;
        let mut next = BLOCK;
        while !block.is_empty() {
            let (ahead, looked) = rayon::join(|| read(next), || self.block(&block, faults));
            looked?;
            progress(self.frontier.size());
            block = ahead?;
            next += BLOCK;
        }
        self.levels.finish(reader, faults)
    }

    fn block(&mut self, block: &[Read], faults: &mut Faults) -> Result<(), TileError> {
        for read in block {
            for index in &read.otherwise {
                let detail = "the hash tile does not hold the leaf's hash".to_owned();
                faults.at(Class::Hash, *index, id_at(read, *index), detail);
            }
            self.grow(read, faults)?;
            self.chains.take(read, faults);
            for (index, stated) in (read.bundle.first_index()..).zip(&read.leaves) {
                let Ok(stated) = stated else { continue };
                if let Some(seen) = stated.seen {
                    self.seen(index, stated.id, seen, faults)?;
                }
                self.seals.take(index, stated);
                if let Some(commitments) = &mut self.commitments {
                    commitments.take(index, stated, faults);
                }
            }
        }
        self.chains.verify(faults);
        Ok(())
    }

    /// Adds a bundle to the tree, and compares older roots that lie in it.
    fn grow(&mut self, read: &Read, faults: &mut Faults) -> Result<(), TileError> {
        let before = self.frontier.clone();
        match read.root {
            Some(root) => {
                self.frontier.append_subtree(8, root);
                self.levels.push(self.reader, root, faults)?;
            }
            None => read
                .hashes
                .iter()
                .for_each(|hash| self.frontier.append(*hash)),
        }
        let (first, end) = (before.size(), self.frontier.size());
        for (size, root) in self.older.0.range(first + 1..=end) {
            let mut tree = before.clone();
            let leaves = usize::try_from(size - first).unwrap_or(usize::MAX);
            read.hashes
                .iter()
                .take(leaves)
                .for_each(|hash| tree.append(*hash));
            if tree.root() != *root {
                let detail = format!(
                    "the first {size} events had the signed root {root}, and have {} now",
                    tree.root()
                );
                faults.of_whole(Class::Consistency, detail);
            }
        }
        Ok(())
    }

    /// Checks that what a court had seen of the history is what is there.
    fn seen(
        &mut self,
        index: u64,
        id: uuid::Uuid,
        seen: Seen,
        faults: &mut Faults,
    ) -> Result<(), TileError> {
        let found = if seen.size > index {
            None
        } else if let Some(root) = self.roots.get(&seen.size) {
            Some(*root)
        } else {
            if self.roots.len() >= ROOTS_MAX {
                self.roots.clear();
            }
            let root = self.reader.root_at(seen.size)?;
            self.roots.insert(seen.size, root);
            Some(root)
        };
        if found != Some(seen.root) {
            let detail = format!(
                "the court had verified another history of {} events than this one",
                seen.size
            );
            faults.at(Class::Consistency, index, Some(id.to_string()), detail);
        }
        Ok(())
    }

    fn finish(
        mut self,
        question: &Question<'_>,
        report: &mut Report,
        progress: impl FnMut(u64),
    ) -> Result<(), AuditError> {
        let faults = &mut report.faults;
        self.chains.finish(faults);
        let (root, size) = (self.frontier.root(), self.frontier.size());
        if size != self.checkpoint.size || root != self.checkpoint.root {
            let detail = format!(
                "{size} leaves give the root {root}, and {} of {} was signed",
                self.checkpoint.root, self.checkpoint.size
            );
            faults.of_whole(Class::Root, detail);
        }
        report.sources = self.chains.sources();
        report.commitments = self.commitments.map(|it| it.finish(faults));
        // Views of events that are not sound say nothing.
        if question.with_views && faults.count == 0 {
            report.seals = Some(self.seals.count());
            let folder = tempfile::tempdir().map_err(AuditError::Folder)?;
            let (mut views, _) = Views::open(&folder.path().join("views"))?;
            let wrong = self.seals.compare(&mut views, self.reader, progress)?;
            for fault in wrong {
                faults.note(fault);
            }
        }
        Ok(())
    }
}

fn id_at(read: &Read, index: u64) -> Option<String> {
    let at = usize::try_from(index - read.bundle.first_index()).ok()?;
    let stated = read.leaves.get(at)?.as_ref().ok()?;
    Some(stated.id.to_string())
}

/// The newest checkpoint the log has ever published here, where it is past the one served.
fn newest_signed(
    folder: &Path,
    policy: &Policy,
    served: u64,
) -> Result<Option<Believed>, AuditError> {
    let folder = folder.join("checkpoints");
    let names = match fs::read_dir(&folder) {
        Ok(names) => names,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(source) => {
            return Err(AuditError::File {
                path: folder,
                source,
            });
        }
    };
    let sizes = names
        .flatten()
        .filter_map(|name| name.file_name().to_str()?.parse().ok());
    let Some(size) = sizes.max().filter(|size: &u64| *size > served) else {
        return Ok(None);
    };
    let note = read_checkpoint(&folder.join(size.to_string()))?;
    Ok(policy.believe(&note).ok())
}

fn read_checkpoint(path: &Path) -> Result<String, AuditError> {
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
pub(crate) fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text.push_str(": ");
        text.push_str(&error.to_string());
        cause = error.source();
    }
    text
}
