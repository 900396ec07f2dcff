//! A court's next signing key: made first, taken into use once the office knows it.
//!
//! What was signed stays as it was signed; the newest checkpoint of the court's own log is
//! signed anew, for whoever opens the log holds one key.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use medreg_log::{SigningKey, TileError, TileWriter, VerifierKey};

use super::{CourtError, log_folder};
use crate::secret::{self, SecretError};

/// A court's key cannot be changed.
#[derive(Debug, thiserror::Error)]
pub enum RekeyError {
    /// A key cannot be read or written.
    #[error(transparent)]
    Secret(#[from] SecretError),
    /// The log cannot be opened, or belongs to neither key.
    #[error(transparent)]
    Court(#[from] CourtError),
    /// There is no next key.
    #[error("there is no next key at `{}`: make it, and have the office enrol it first", .0.display())]
    Missing(PathBuf),
}

/// Where a court keeps the key it signs with.
pub fn key_file(data: &Path) -> PathBuf {
    data.join("court.key")
}

/// Where a court keeps the key it will sign with next.
fn next_file(data: &Path) -> PathBuf {
    data.join("court.key.next")
}

/// The next key's public half; the key is made unless it is there already.
pub fn next(data: &Path, name: &str) -> Result<VerifierKey, RekeyError> {
    let path = next_file(data);
    if !path.exists() {
        let key = SigningKey::generate(name).map_err(CourtError::from)?;
        secret::create(&path, &key.seed())?;
    }
    Ok(signing(name, &path)?.vkey())
}

/// Takes the next key into use; the one before is gone from this court then.
///
/// Safe to repeat after a crash. The court must not be serving.
pub fn change(data: &Path, name: &str) -> Result<VerifierKey, RekeyError> {
    let path = next_file(data);
    if !path.exists() {
        return Err(RekeyError::Missing(path));
    }
    let next = signing(name, &path)?;
    let vkey = next.vkey();
    hand_over(data, signing(name, &key_file(data))?, next).map_err(CourtError::from)?;
    rename(&path, &key_file(data))?;
    Ok(vkey)
}

/// Gives the log to the next key, unless that was done before a crash.
fn hand_over(data: &Path, before: SigningKey, next: SigningKey) -> Result<(), TileError> {
    let folder = log_folder(data);
    match TileWriter::open(&folder, before) {
        Ok((mut log, _)) => log.change_key(next),
        Err(TileError::Checkpoint { .. }) => TileWriter::open(&folder, next).map(drop),
        Err(TileError::Missing(_)) if !folder.join("checkpoint").exists() => Ok(()),
        Err(error) => Err(error),
    }
}

fn signing(name: &str, path: &Path) -> Result<SigningKey, RekeyError> {
    let seed = secret::read(path)?;
    Ok(SigningKey::from_seed(name, &seed).map_err(CourtError::from)?)
}

fn rename(from: &Path, to: &Path) -> Result<(), SecretError> {
    let folder = to.parent().unwrap_or(Path::new("."));
    let renamed = fs::rename(from, to).and_then(|()| File::open(folder)?.sync_all());
    renamed.map_err(|source| SecretError::Io {
        path: to.to_owned(),
        source,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAME: &str = "KZ-75-012.register.example";

    fn seed(data: &Path) -> [u8; 32] {
        secret::read(&key_file(data)).unwrap()
    }

    #[test]
    fn the_next_key_is_made_once_and_taken_into_use_with_the_log() {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path();
        secret::create(&key_file(data), &[1; 32]).unwrap();
        assert!(matches!(change(data, NAME), Err(RekeyError::Missing(_))));
        let first = SigningKey::from_seed(NAME, &[1; 32]).unwrap();
        drop(TileWriter::create(&log_folder(data), first).unwrap());

        let vkey = next(data, NAME).unwrap();
        assert_eq!(next(data, NAME).unwrap(), vkey);
        assert_eq!(seed(data), [1; 32], "not in use yet");
        assert_eq!(change(data, NAME).unwrap(), vkey);
        assert_ne!(seed(data), [1; 32]);
        let second = SigningKey::from_seed(NAME, &seed(data)).unwrap();
        assert_eq!(second.vkey(), vkey);
        TileWriter::open(&log_folder(data), second).unwrap();
        assert!(matches!(change(data, NAME), Err(RekeyError::Missing(_))));
    }

    #[test]
    fn a_change_that_a_crash_cut_short_is_finished() {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path();
        secret::create(&key_file(data), &[1; 32]).unwrap();
        let vkey = next(data, NAME).unwrap();
        // The log is the next key's already, the key file is not.
        let log = TileWriter::create(
            &log_folder(data),
            SigningKey::from_seed(NAME, &[1; 32]).unwrap(),
        );
        let next = signing(NAME, &next_file(data)).unwrap();
        log.unwrap().change_key(next).unwrap();
        assert_eq!(change(data, NAME).unwrap(), vkey);
        TileWriter::open(&log_folder(data), signing(NAME, &key_file(data)).unwrap()).unwrap();
    }
}
