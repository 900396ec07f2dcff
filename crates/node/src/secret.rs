//! Secret files: one key each, readable by the owner alone, made once and never rewritten.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use data_encoding::{HEXLOWER, HEXLOWER_PERMISSIVE};

/// A secret file cannot be made or read.
#[derive(Debug, thiserror::Error)]
pub enum SecretError {
    /// The file system refused.
    #[error("the key file {} cannot be read or written", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// The file does not hold a key.
    #[error("the key file {} does not hold 64 hexadecimal digits", .0.display())]
    Malformed(PathBuf),
}

/// Writes a secret to a file that must not exist yet.
pub fn create(path: &Path, secret: &[u8; 32]) -> Result<(), SecretError> {
    let fault = |source| SecretError::Io {
        path: path.to_owned(),
        source,
    };
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(fault)?;
    }
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)
        .map_err(fault)?;
    let text = HEXLOWER.encode(secret);
    file.write_all(text.as_bytes())
        .and_then(|()| file.sync_all())
        .map_err(fault)
}

/// Reads a secret.
pub fn read(path: &Path) -> Result<[u8; 32], SecretError> {
    let text = fs::read_to_string(path).map_err(|source| SecretError::Io {
        path: path.to_owned(),
        source,
    })?;
    let secret = HEXLOWER_PERMISSIVE
        .decode(text.trim().as_bytes())
        .ok()
        .and_then(|bytes| bytes.try_into().ok());
    secret.ok_or_else(|| SecretError::Malformed(path.to_owned()))
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn a_secret_is_read_back_kept_private_and_never_overwritten() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("keys/court.key");
        create(&path, &[0xab; 32]).unwrap();
        assert_eq!(read(&path).unwrap(), [0xab; 32]);
        assert_eq!(
            fs::metadata(&path).unwrap().permissions().mode() & 0o777,
            0o600
        );
        assert!(create(&path, &[1; 32]).is_err());
        fs::write(&path, "not a key").unwrap();
        assert!(matches!(read(&path), Err(SecretError::Malformed(_))));
    }
}
