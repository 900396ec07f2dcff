//! Quarantine: what could not enter the history, kept durably with its reason.
//!
//! One file a message under `quarantine/<source>/`; views are disposable, this is not. What
//! waits only for its turn is taken in by itself once the gap before it closes; what a person
//! decided on lies under `discarded/<source>/` from then on.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use medreg_domain::{Digest, Source};
use medreg_log::{Disk, Operation, UNFINISHED};
use medreg_projections::Views;

use super::held::Held;
use crate::transport::Delivery;

mod item;
#[cfg(test)]
mod tests;

pub use item::{Item, ItemId, Reason};

/// Messages kept for one source; the stream and the court's log hold what is beyond.
const KEPT_PER_SOURCE_MAX: usize = 10_000;

/// Messages taken up again at a time once their turn has come.
const READY_MAX: usize = 1_000;

/// A message could not be kept aside.
#[derive(Debug, thiserror::Error)]
#[error("the quarantine at {} cannot be read or written", path.display())]
pub struct QuarantineError {
    path: PathBuf,
    #[source]
    source: io::Error,
}

/// Which messages are to be judged again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// All.
    All,
    /// Those of one source.
    Source(Source),
    /// One.
    One(ItemId),
}

/// The quarantine of an office.
#[derive(Debug)]
pub struct Quarantine {
    disk: Disk,
    folder: PathBuf,
    discarded: PathBuf,
    kept: BTreeMap<Option<Source>, BTreeMap<PathBuf, Kept>>,
}

/// What is known of a message that is kept, without reading it.
#[derive(Clone, Copy, Debug)]
struct Kept {
    courtseq: Option<u64>,
    reason: Reason,
    since: DateTime<Utc>,
}

impl Quarantine {
    /// Opens the quarantine of an office's folder and reads what is in it.
    pub(super) fn open(disk: &Disk, data: &Path) -> Result<Self, QuarantineError> {
        let folder = data.join("quarantine");
        let mut quarantine = Self {
            disk: disk.clone(),
            folder: folder.clone(),
            discarded: data.join("discarded"),
            kept: BTreeMap::new(),
        };
        let fault = |source| QuarantineError {
            path: folder.clone(),
            source,
        };
        // Of what was there before, nobody knows whether its name was ever synced.
        ensure_folder(disk, data, &folder).map_err(fault)?;
        for kept in [&folder, data] {
            disk.run(Operation::Sync(kept)).map_err(fault)?;
        }
        for source in fs::read_dir(&folder).map_err(fault)? {
            let source = source.map_err(fault)?.path();
            disk.run(Operation::Sync(&source)).map_err(fault)?;
            for file in fs::read_dir(source).map_err(fault)? {
                let path = file.map_err(fault)?.path();
                if path.extension().is_some_and(|it| it == UNFINISHED) {
                    // A crash left it behind; the message is kept under its name, or comes again.
                    disk.run(Operation::RemoveFile(&path)).map_err(fault)?;
                    continue;
                }
                if let Some(item) = read(&path)? {
                    quarantine.note(path, &item);
                }
            }
        }
        Ok(quarantine)
    }

    /// Keeps a message; false if it is here already, was decided on, or its source has too many.
    pub(super) fn keep(&mut self, item: Item, views: &Views) -> Result<bool, QuarantineError> {
        if views.is_decided(&item.leaf_hash()) {
            return Ok(false);
        }
        let source = item
            .source
            .map_or_else(|| "unknown".to_owned(), |source| source.to_string());
        let path = self.folder.join(source).join(item.file_name());
        let of_source = self.kept.get(&item.source);
        let known = of_source.and_then(|kept| kept.get(&path));
        let known = known.map(|kept| kept.reason);
        let is_full = of_source.is_some_and(|kept| kept.len() >= KEPT_PER_SOURCE_MAX);
        if known == Some(item.reason) || (known.is_none() && is_full) {
            return Ok(false);
        }
        // Judged again: what waited for its turn must not wait on for another reason.
        let since = match known {
            Some(_) => read(&path)?.map(|item| item.kept_at),
            None => None,
        };
        let item = Item {
            kept_at: since.unwrap_or(item.kept_at),
            ..item
        };
        write(&self.disk, &self.folder, &path, &item)?;
        self.note(path, &item);
        Ok(known.is_none())
    }

    fn note(&mut self, path: PathBuf, item: &Item) {
        let kept = Kept {
            courtseq: item.courtseq,
            reason: item.reason,
            since: item.kept_at,
        };
        self.kept.entry(item.source).or_default().insert(path, kept);
    }

    /// Messages kept for one of these reasons whose turn has come: each follows the last event
    /// taken from its source, or contradicts one that was taken while it waited.
    pub(super) fn ready(
        &self,
        views: &Views,
        of: impl Fn(Reason) -> bool,
        is_paused: impl Fn(Source) -> bool,
    ) -> Result<Vec<Delivery>, QuarantineError> {
        let mut ready = Vec::new();
        for (source, kept) in &self.kept {
            let Some(source) = source.as_ref().filter(|source| !is_paused(**source)) else {
                continue;
            };
            let mut expected = head_of(views, *source) + 1;
            for (
                path,
                Kept {
                    courtseq, reason, ..
                },
            ) in kept
            {
                let Some(courtseq) = courtseq.filter(|_| of(*reason)) else {
                    continue;
                };
                if courtseq > expected || ready.len() == READY_MAX {
                    continue;
                }
                let Some(item) = read(path)? else { continue };
                if courtseq == expected {
                    ready.extend(item.delivery());
                    expected += 1;
                } else if !item.is_recorded(views) {
                    ready.extend(item.delivery());
                }
            }
        }
        Ok(ready)
    }

    /// The first event of a source past its head that waits for those before it.
    pub(super) fn first_waiting(&self, source: Source, head: u64) -> Option<u64> {
        let kept = self.kept.get(&Some(source))?.values();
        let waiting = kept.filter(|kept| kept.reason == Reason::Gap);
        let past = waiting.filter_map(|kept| kept.courtseq.filter(|seq| *seq > head));
        past.min()
    }

    /// True if the event of a source with this sequence is here and holds the source up.
    pub(super) fn is_undecided(&self, source: Source, courtseq: u64) -> bool {
        self.undecided(source, courtseq).next().is_some()
    }

    /// True if another event of a source with this sequence is here, signed like this one.
    pub(super) fn contradicts(
        &self,
        source: Source,
        courtseq: u64,
        leaf_hash: Digest,
    ) -> Result<bool, QuarantineError> {
        for path in self.undecided(source, courtseq) {
            if read(path)?.is_some_and(|item| item.leaf_hash() != leaf_hash) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn undecided(&self, source: Source, courtseq: u64) -> impl Iterator<Item = &PathBuf> {
        let kept = self.kept.get(&Some(source)).into_iter().flatten();
        kept.filter(move |(_, kept)| kept.courtseq == Some(courtseq) && kept.reason.holds_up())
            .map(|(path, _)| path)
    }

    /// Puts away what a person decided on.
    pub(super) fn settle(&mut self, views: &Views) -> Result<(), QuarantineError> {
        for kept in self.kept.values_mut() {
            let mut decided = Vec::new();
            for path in kept.keys() {
                if read(path)?.is_some_and(|item| views.is_decided(&item.leaf_hash())) {
                    decided.push(path.clone());
                }
            }
            for path in decided {
                let place = path.strip_prefix(&self.folder).unwrap_or(&path);
                move_to(&self.disk, &path, (&self.discarded, place))?;
                kept.remove(&path);
            }
        }
        self.kept.retain(|_, kept| !kept.is_empty());
        Ok(())
    }

    /// What a person wants judged again, in the order of sources and sequences.
    pub(super) fn wanted(
        &self,
        wanted: &Wanted,
    ) -> Result<Vec<(ItemId, Delivery)>, QuarantineError> {
        let of_source = |source: &Option<Source>| match wanted {
            Wanted::Source(wanted) => *source == Some(*wanted),
            Wanted::All | Wanted::One(_) => true,
        };
        let kept = self.kept.iter().filter(|(source, _)| of_source(source));
        let mut deliveries = Vec::new();
        for path in kept.flat_map(|(_, kept)| kept.keys()) {
            let id = ItemId::of(path);
            let is_one = matches!(wanted, Wanted::One(one) if *one == id);
            if (is_one || !matches!(wanted, Wanted::One(_)))
                && let Some(delivery) = read(path)?.and_then(|item| item.delivery())
            {
                deliveries.push((id, delivery));
            }
        }
        Ok(deliveries)
    }

    /// Drops what is in the history by now, of what was kept for such reasons.
    pub(super) fn forget_recorded(
        &mut self,
        views: &Views,
        of: impl Fn(Reason) -> bool,
    ) -> Result<(), QuarantineError> {
        for (source, kept) in &mut self.kept {
            let head = source.map_or(0, |source| head_of(views, source));
            let is_past =
                |kept: &Kept| of(kept.reason) && kept.courtseq.is_some_and(|seq| seq <= head);
            let past = kept.iter().filter(|(_, kept)| is_past(kept));
            let past: Vec<PathBuf> = past.map(|(path, _)| path.clone()).collect();
            for path in past {
                if !read(&path)?.is_some_and(|item| item.is_recorded(views)) {
                    continue;
                }
                self.disk
                    .run(Operation::RemoveFile(&path))
                    .map_err(|source| QuarantineError {
                        path: path.clone(),
                        source,
                    })?;
                kept.remove(&path);
            }
        }
        self.kept.retain(|_, kept| !kept.is_empty());
        Ok(())
    }

    /// What is kept, by source, counted without reading it.
    pub fn held(&self) -> Vec<Held> {
        let held = self.kept.iter().filter_map(|(source, kept)| {
            let first = |is_it: fn(Reason) -> bool| {
                let mut those = kept.values().filter(|kept| is_it(kept.reason));
                those.next()
            };
            let holding = first(Reason::holds_up);
            let shown = holding.or(first(|_| true))?;
            Some(Held {
                source: *source,
                kept: kept.len(),
                waiting: kept.values().filter(|kept| kept.reason.waits()).count(),
                courtseq: shown.courtseq,
                reason: shown.reason,
                held_for: holding.map(|kept| kept.reason),
                since: kept.values().map(|kept| kept.since).min()?,
            })
        });
        held.collect()
    }

    /// The first messages of a source and for a reason, at most so many, and how many there
    /// are; no more are read than are given.
    pub fn first(
        &self,
        source: Option<Source>,
        reason: Option<Reason>,
        most: usize,
    ) -> Result<(Vec<(ItemId, Item)>, usize), QuarantineError> {
        let sources = self.kept.iter();
        let sources = sources.filter(|(of, _)| source.is_none() || **of == source);
        let kept = sources.flat_map(|(_, kept)| kept);
        let kept = kept.filter(|(_, kept)| reason.is_none_or(|reason| kept.reason == reason));
        let mut items = Vec::new();
        let mut total = 0;
        for (path, _) in kept {
            total += 1;
            if items.len() < most
                && let Some(item) = read(path)?
            {
                items.push((ItemId::of(path), item));
            }
        }
        Ok((items, total))
    }

    /// How many messages are kept.
    pub fn len(&self) -> usize {
        self.kept.values().map(BTreeMap::len).sum()
    }

    /// True if nothing is kept.
    pub fn is_empty(&self) -> bool {
        self.kept.is_empty()
    }

    /// Since when the oldest message is kept.
    pub fn oldest(&self) -> Option<DateTime<Utc>> {
        let kept = self.kept.values().flat_map(BTreeMap::values);
        kept.map(|kept| kept.since).min()
    }

    /// How many messages are kept, by reason.
    pub fn by_reason(&self) -> BTreeMap<&'static str, u64> {
        let mut counts = BTreeMap::new();
        for kept in self.kept.values().flat_map(BTreeMap::values) {
            *counts.entry(kept.reason.into()).or_default() += 1;
        }
        counts
    }

    /// How many messages of a source wait for a gap to close or a decision.
    pub fn waiting(&self, source: Source) -> usize {
        self.kept.get(&Some(source)).map_or(0, BTreeMap::len)
    }

    /// Every message, in the order of sources and sequences.
    pub fn items(&self) -> Result<Vec<(ItemId, Item)>, QuarantineError> {
        let paths = self.kept.values().flat_map(BTreeMap::keys);
        let item = |path: &PathBuf| Ok(read(path)?.map(|item| (ItemId::of(path), item)));
        paths.filter_map(|path| item(path).transpose()).collect()
    }

    /// One message.
    pub fn item(&self, id: &ItemId) -> Result<Option<Item>, QuarantineError> {
        let mut paths = self.kept.values().flat_map(BTreeMap::keys);
        match paths.find(|path| ItemId::of(path) == *id) {
            Some(path) => read(path),
            None => Ok(None),
        }
    }
}

/// The sequence of the last event taken from a source.
fn head_of(views: &Views, source: Source) -> u64 {
    let head = views.sources().head(source);
    head.map_or(0, |head| head.courtseq)
}

fn read(path: &Path) -> Result<Option<Item>, QuarantineError> {
    let bytes = fs::read(path).map_err(|source| QuarantineError {
        path: path.to_owned(),
        source,
    })?;
    Ok(serde_json::from_slice(&bytes).ok())
}

/// Moves a file to its place in another folder beside its own.
fn move_to(disk: &Disk, from: &Path, to: (&Path, &Path)) -> Result<(), QuarantineError> {
    let (root, path) = (to.0, to.0.join(to.1));
    let folder = path.parent().unwrap_or(root);
    ensure_folder(disk, root.parent().unwrap_or(root), folder)
        .and_then(|()| disk.run(Operation::Rename(from, &path)))
        .and_then(|()| disk.run(Operation::Sync(folder)))
        .map_err(|source| QuarantineError { path, source })
}

fn write(disk: &Disk, root: &Path, path: &Path, item: &Item) -> Result<(), QuarantineError> {
    let fault = |source| QuarantineError {
        path: path.to_owned(),
        source,
    };
    let folder = path.parent().unwrap_or(path);
    let json = serde_json::to_vec(item).map_err(|error| fault(error.into()))?;
    ensure_folder(disk, root, folder)
        .and_then(|()| disk.replace(path, &json))
        .map_err(fault)
}

/// Makes a folder below another one, durably, unless it is there.
fn ensure_folder(disk: &Disk, root: &Path, folder: &Path) -> io::Result<()> {
    if folder == root || folder.is_dir() {
        return Ok(());
    }
    let parent = folder.parent().unwrap_or(root);
    ensure_folder(disk, root, parent)?;
    disk.run(Operation::CreateFolder(folder))?;
    disk.run(Operation::Sync(parent))
}
