//! Secret files: one key each, readable by the owner alone, made once and never rewritten.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use data_encoding::{HEXLOWER, HEXLOWER_PERMISSIVE};
use medreg_log::UNFINISHED;

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
    let text = HEXLOWER.encode(secret);
    write(path, text.as_bytes(), OpenOptions::new().create_new(true))
        .and_then(|()| sync_folder(path))
        .map_err(fault)
}

/// Writes secrets to a file in the place of what is there, whole or not at all.
pub fn replace(path: &Path, secrets: &[u8]) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let temporary = path.with_extension(UNFINISHED);
    write(
        &temporary,
        secrets,
        OpenOptions::new().create(true).truncate(true),
    )?;
    fs::rename(&temporary, path)?;
    sync_folder(path)
}

fn write(path: &Path, bytes: &[u8], how: &OpenOptions) -> io::Result<()> {
    let mut file = how.clone().write(true).mode(0o600).open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// Makes the name of a file durable.
fn sync_folder(path: &Path) -> io::Result<()> {
    let folder = path.parent().filter(|it| !it.as_os_str().is_empty());
    File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
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
