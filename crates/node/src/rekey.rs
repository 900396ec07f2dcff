//! The next key of a log: made first, taken into use once those who check it know it.
//!
//! What was signed stays as it was signed; the newest checkpoint is signed anew. An office
//! signs with both keys in between, so that whoever knows one of them believes it.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use medreg_log::{NoteError, SigningKey, TileError, TileWriter, VerifierKey};

use crate::court::log_folder;
use crate::federal::history_folder;
use crate::secret::{self, SecretError};

/// A log's key cannot be changed.
#[derive(Debug, thiserror::Error)]
pub enum RekeyError {
    /// A key cannot be read or written.
    #[error(transparent)]
    Secret(#[from] SecretError),
    /// A key cannot be made.
    #[error(transparent)]
    Key(#[from] NoteError),
    /// The log cannot be opened, or belongs to neither key.
    #[error(transparent)]
    Log(#[from] TileError),
    /// There is no next key.
    #[error("there is no next key at `{}`: make it, and have those who check it know it first", .0.display())]
    Missing(PathBuf),
    /// No checkpoint bears both signatures yet.
    #[error(
        "the newest checkpoint is not signed by the next key yet: let the office serve once, so that it signs with both"
    )]
    NoOverlap,
}

/// Whether there must have been a time in which both keys signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Overlap {
    /// The newest checkpoint bears both signatures, so that nobody who knows one of the keys
    /// is left behind.
    Required,
    /// The next key alone counts from now on, such as where somebody else may hold the other.
    None,
}

/// The keys of a log in a node's folder.
#[derive(Debug)]
pub struct Rekey<'a> {
    data: &'a Path,
    log: PathBuf,
    /// The name of the key.
    name: &'a str,
    /// The file with the key in use.
    file: &'static str,
    /// The file with the key that follows it.
    next_file: &'static str,
}

impl<'a> Rekey<'a> {
    /// Those of a court, by which it signs its events too.
    pub fn of_court(data: &'a Path, name: &'a str) -> Self {
        Self {
            data,
            log: log_folder(data),
            name,
            file: "court.key",
            next_file: "court.key.next",
        }
    }

    /// Those of an office's history.
    pub fn of_office(data: &'a Path, origin: &'a str) -> Self {
        Self {
            data,
            log: history_folder(data),
            name: origin,
            file: "log.key",
            next_file: "log.key.next",
        }
    }

    /// The next key's public half; the key is made unless it is there already.
    pub fn next(&self) -> Result<VerifierKey, RekeyError> {
        if let Some(next) = self.next_key()? {
            return Ok(next.vkey());
        }
        let key = SigningKey::generate(self.name)?;
        secret::create(&self.path(self.next_file), &key.seed())?;
        Ok(key.vkey())
    }

    /// The next key, where it was made.
    pub fn next_key(&self) -> Result<Option<SigningKey>, RekeyError> {
        let path = self.path(self.next_file);
        path.exists().then(|| self.key(&path)).transpose()
    }

    /// Gives the log to the next key. [`Rekey::finish`] ends the change, once the public half
    /// is where others look for it.
    ///
    /// Safe to repeat after a crash. The node must not be serving.
    pub fn change(&self, overlap: Overlap) -> Result<VerifierKey, RekeyError> {
        let next = self
            .next_key()?
            .ok_or_else(|| RekeyError::Missing(self.path(self.next_file)))?;
        let vkey = next.vkey();
        self.hand_over(next, overlap)?;
        Ok(vkey)
    }

    /// Puts the next key in the place of the one before, which is gone then.
    pub fn finish(&self) -> Result<(), RekeyError> {
        let (from, to) = (self.path(self.next_file), self.path(self.file));
        let renamed = fs::rename(from, &to).and_then(|()| File::open(self.data)?.sync_all());
        Ok(renamed.map_err(|source| SecretError::Io { path: to, source })?)
    }

    /// Gives the log to the next key, unless that was done before a crash.
    fn hand_over(&self, next: SigningKey, overlap: Overlap) -> Result<(), RekeyError> {
        let before = self.key(&self.path(self.file))?;
        match TileWriter::open(&self.log, before) {
            Ok((mut log, _)) => {
                let newest = log.published();
                let is_known = newest.is_none_or(|newest| newest.is_signed_by(&next.vkey()));
                if overlap == Overlap::Required && !is_known {
                    return Err(RekeyError::NoOverlap);
                }
                Ok(log.change_key(next)?)
            }
            Err(TileError::Checkpoint { .. }) => Ok(TileWriter::open(&self.log, next).map(drop)?),
            Err(TileError::Missing(_)) if !self.log.join("checkpoint").exists() => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    fn key(&self, path: &Path) -> Result<SigningKey, RekeyError> {
        Ok(SigningKey::from_seed(self.name, &secret::read(path)?)?)
    }

    fn path(&self, file: &str) -> PathBuf {
        self.data.join(file)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAME: &str = "KZ-75-012.register.example";

    /// A court's folder with a key, and a log of that key.
    fn court(data: &Path) -> TileWriter {
        secret::create(&data.join("court.key"), &[1; 32]).unwrap();
        let key = SigningKey::from_seed(NAME, &[1; 32]).unwrap();
        TileWriter::create(&log_folder(data), key).unwrap()
    }

    fn seed(data: &Path) -> [u8; 32] {
        secret::read(&data.join("court.key")).unwrap()
    }

    #[test]
    fn the_next_key_is_made_once_and_taken_into_use_with_the_log() {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path();
        drop(court(data));
        let keys = Rekey::of_court(data, NAME);
        let early = keys.change(Overlap::None);
        assert!(matches!(early, Err(RekeyError::Missing(_))));

        let vkey = keys.next().unwrap();
        assert_eq!(keys.next().unwrap(), vkey);
        assert_eq!(seed(data), [1; 32], "not in use yet");
        assert_eq!(keys.change(Overlap::None).unwrap(), vkey);
        keys.finish().unwrap();
        let second = SigningKey::from_seed(NAME, &seed(data)).unwrap();
        assert_eq!(second.vkey(), vkey);
        TileWriter::open(&log_folder(data), second).unwrap();
        assert!(keys.next_key().unwrap().is_none());
    }

    #[test]
    fn a_change_that_a_crash_cut_short_is_finished() {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path();
        let mut log = court(data);
        let keys = Rekey::of_court(data, NAME);
        let vkey = keys.next().unwrap();
        // The log is the next key's already, the key file is not.
        log.change_key(keys.next_key().unwrap().unwrap()).unwrap();
        drop(log);
        assert_eq!(keys.change(Overlap::Required).unwrap(), vkey);
        keys.finish().unwrap();
        assert_ne!(seed(data), [1; 32]);
    }

    #[test]
    fn nobody_is_left_behind_unless_that_is_asked_for() {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path();
        let mut log = court(data);
        log.publish().unwrap();
        let keys = Rekey::of_court(data, NAME);
        let vkey = keys.next().unwrap();
        drop(log);
        let early = keys.change(Overlap::Required);
        assert!(matches!(early, Err(RekeyError::NoOverlap)));

        let before = SigningKey::from_seed(NAME, &seed(data)).unwrap();
        let (mut log, _) = TileWriter::open(&log_folder(data), before).unwrap();
        log.sign_also(keys.next_key().unwrap().unwrap()).unwrap();
        drop(log);
        assert_eq!(keys.change(Overlap::Required).unwrap(), vkey);
    }
}
