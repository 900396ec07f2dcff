//! Older checkpoints that a history must continue: the one an auditor kept, and the newest
//! that was ever published beside the one served.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

use medreg_domain::Digest;
use medreg_log::Checkpoint;

use crate::check::{AuditError, Question, read_checkpoint};
use crate::fault::{Class, Faults};
use crate::policy::{Believed, Policy};

/// Older checkpoints whose roots this history must have had.
#[derive(Debug, Default)]
pub(crate) struct Older(BTreeMap<u64, Digest>);

impl Older {
    /// Gathers them; one of a larger size, or of another log, is a fault already.
    pub(crate) fn gather(
        question: &Question<'_>,
        now: &Checkpoint,
        faults: &mut Faults,
    ) -> Result<Self, AuditError> {
        let mut roots = BTreeMap::new();
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
                roots.insert(*size, *root);
            }
        }
        Ok(Self(roots))
    }

    /// Sizes past the first and up to the last, with the roots that were signed.
    pub(crate) fn between(&self, first: u64, last: u64) -> impl Iterator<Item = (&u64, &Digest)> {
        self.0.range(first + 1..=last)
    }
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
