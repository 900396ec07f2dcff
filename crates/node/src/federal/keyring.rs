//! Data keys at the office: kept wrapped, opened only to read a name, destroyed to erase one.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{PoisonError, RwLock};

use base64::prelude::{BASE64_STANDARD, Engine};
use crypto_box::aead::OsRng;
use crypto_box::{PublicKey, SecretKey};
use medreg_domain::DataKeyId;
use medreg_domain::entry::event::SealedPersonal;
use medreg_log::{Disk, PersonalData, Sealed};
use serde::{Deserialize, Serialize};

use crate::court::DataKey;

/// A data key wrapped to the office's public key.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WrappedKey {
    /// Which key.
    pub id: DataKeyId,
    /// The sealed box, base64.
    pub wrapped: String,
}

/// A data key cannot be kept, wrapped or opened.
#[derive(Debug, thiserror::Error)]
pub enum KeyringError {
    /// The folder cannot be read or written.
    #[error("the data keys at {} cannot be read or written", path.display())]
    Io {
        /// Where.
        path: PathBuf,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// The key is not wrapped to this office.
    #[error("data key `{0}` is not wrapped to this office's public key")]
    Unopened(DataKeyId),
    /// Another key is kept under this id.
    #[error("another data key is kept as `{0}` already")]
    Taken(DataKeyId),
    /// The public key is not one.
    #[error("the office's public key is not base64 of 32 bytes")]
    PublicKey,
    /// The key could not be wrapped.
    #[error("data key `{0}` could not be wrapped")]
    Wrap(DataKeyId),
}

/// The wrapped data keys of an office and the secret that opens them.
#[derive(Debug)]
pub struct Keyring {
    folder: PathBuf,
    secret: SecretKey,
    /// The keys kept since it was opened, in order.
    arrived: RwLock<Vec<DataKeyId>>,
}

/// A data key wrapped so that the office alone can open it.
pub fn wrap(key: &DataKey, office: &str) -> Result<WrappedKey, KeyringError> {
    let bytes: [u8; 32] = BASE64_STANDARD
        .decode(office)
        .ok()
        .and_then(|bytes| bytes.try_into().ok())
        .ok_or(KeyringError::PublicKey)?;
    let sealed = PublicKey::from(bytes)
        .seal(&mut OsRng, &key.key)
        .map_err(|_| KeyringError::Wrap(key.id))?;
    Ok(WrappedKey {
        id: key.id,
        wrapped: BASE64_STANDARD.encode(sealed),
    })
}

impl Keyring {
    /// Opens the folder of wrapped keys.
    pub fn open(folder: &Path, secret: [u8; 32]) -> Result<Self, KeyringError> {
        fs::create_dir_all(folder).map_err(|source| KeyringError::Io {
            path: folder.to_owned(),
            source,
        })?;
        Ok(Self {
            folder: folder.to_owned(),
            secret: SecretKey::from(secret),
            arrived: RwLock::default(),
        })
    }

    /// The public key courts wrap to, base64.
    pub fn public_key(&self) -> String {
        BASE64_STANDARD.encode(self.secret.public_key().as_bytes())
    }

    /// Keeps a wrapped key, durably.
    pub fn keep(&self, key: &WrappedKey) -> Result<(), KeyringError> {
        let wanted = self.unwrap(key)?;
        let path = self.path(key.id);
        // A key never changes: whoever sends another under its id would hide the name for good.
        if let Some(kept) = self.wrapped(key.id)
            && let Ok(kept) = self.unwrap(&kept)
        {
            return if kept == wanted {
                Ok(())
            } else {
                Err(KeyringError::Taken(key.id))
            };
        }
        let fault = |source| KeyringError::Io {
            path: path.clone(),
            source,
        };
        Disk::default()
            .replace(&path, key.wrapped.as_bytes())
            .map_err(fault)?;
        let mut arrived = self.arrived.write().unwrap_or_else(PoisonError::into_inner);
        arrived.push(key.id);
        Ok(())
    }

    /// How many keys were kept since it was opened.
    pub(crate) fn arrived(&self) -> usize {
        let arrived = self.arrived.read();
        arrived.unwrap_or_else(PoisonError::into_inner).len()
    }

    /// Those after the first so many.
    pub(crate) fn arrived_after(&self, known: usize) -> Vec<DataKeyId> {
        let arrived = self.arrived.read();
        let arrived = arrived.unwrap_or_else(PoisonError::into_inner);
        arrived.get(known..).unwrap_or_default().to_vec()
    }

    /// Destroys a key, durably; one that is not here is no error.
    pub fn destroy(&self, id: DataKeyId) -> Result<(), KeyringError> {
        let path = self.path(id);
        let fault = |source| KeyringError::Io {
            path: path.clone(),
            source,
        };
        match fs::remove_file(&path) {
            Ok(()) => {
                let folder = fs::File::open(&self.folder);
                folder.and_then(|it| it.sync_all()).map_err(fault)
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            Err(error) => Err(fault(error)),
        }
    }

    /// Every key, wrapped, by id.
    pub fn all(&self) -> Result<Vec<WrappedKey>, KeyringError> {
        let fault = |source| KeyringError::Io {
            path: self.folder.clone(),
            source,
        };
        let mut keys = Vec::new();
        for file in fs::read_dir(&self.folder).map_err(fault)? {
            let name = file.map_err(fault)?.file_name();
            let id = name
                .to_str()
                .and_then(|name| name.replace('_', "/").parse().ok());
            keys.extend(id.and_then(|id| self.wrapped(id)));
        }
        keys.sort_unstable_by_key(|key| key.id);
        Ok(keys)
    }

    /// A key as it is kept, wrapped.
    pub fn wrapped(&self, id: DataKeyId) -> Option<WrappedKey> {
        let wrapped = fs::read_to_string(self.path(id)).ok()?;
        Some(WrappedKey { id, wrapped })
    }

    fn path(&self, id: DataKeyId) -> PathBuf {
        self.folder.join(id.as_str().replace(['/', '.'], "_"))
    }

    fn unwrap(&self, key: &WrappedKey) -> Result<[u8; 32], KeyringError> {
        let opened = BASE64_STANDARD
            .decode(&key.wrapped)
            .ok()
            .and_then(|sealed| self.secret.unseal(&sealed).ok());
        opened
            .and_then(|bytes| bytes.try_into().ok())
            .ok_or(KeyringError::Unopened(key.id))
    }

    /// The name and contact behind sealed data; none if its key is not here, or no longer.
    pub fn person(&self, personal: &SealedPersonal) -> Option<PersonalData> {
        let key = self.unwrap(&self.wrapped(personal.key)?).ok()?;
        let sealed = Sealed {
            commitment: personal.commitment,
            sealed: personal.sealed.clone(),
        };
        PersonalData::from_plaintext(&sealed.open(&key).ok()?).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kept_key_cannot_be_replaced_by_another() {
        let dir = tempfile::tempdir().unwrap();
        let keyring = Keyring::open(dir.path(), [7; 32]).unwrap();
        let id: DataKeyId = "a/1".parse().unwrap();
        let wrapped = |key| wrap(&DataKey { id, key }, &keyring.public_key()).unwrap();
        keyring.keep(&wrapped([1; 32])).unwrap();
        keyring.keep(&wrapped([1; 32])).unwrap();
        assert!(matches!(
            keyring.keep(&wrapped([2; 32])),
            Err(KeyringError::Taken(_))
        ));
    }
}
