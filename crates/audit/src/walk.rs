//! The walk over a history's bundles, in order: the tree, the chains, and what is looked for
//! on the way.

use std::collections::BTreeMap;
use std::ops::Range;

use medreg_domain::Digest;
use medreg_log::{Checkpoint, Frontier, Seen, TileError, TileReader};
use medreg_projections::Fold;

use crate::bundles::{self, BLOCK, Read};
use crate::chains::Chains;
use crate::check::{AuditError, Question};
use crate::commitments::Commitments;
use crate::fault::{Class, Faults};
use crate::levels::Levels;
use crate::older::Older;
use crate::report::Report;
use crate::seals::Seals;

/// Roots of earlier sizes kept at a time.
const ROOTS_MAX: usize = 4_096;

/// The walk over all bundles, in order.
pub(crate) struct Walk<'q> {
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
    pub(crate) fn new(
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
    pub(crate) fn all(
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
        for (size, root) in self.older.between(first, end) {
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

    pub(crate) fn finish(
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
            let (mut fold, _) = Fold::open(&folder.path().join("views"))?;
            let wrong = self.seals.compare(&mut fold, self.reader, progress)?;
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
