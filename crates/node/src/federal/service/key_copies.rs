//! The second copy of the data keys, in the broker's bucket: wrapped as in the office's folder,
//! there when the folder was lost, and purged when a person is erased.

use bytes::Bytes;
use medreg_domain::DataKeyId;
use tokio::task::block_in_place;

use super::{FederalService, ServeError};
use crate::federal::FederalError;
use crate::federal::keyring::{KeyringError, WrappedKey};
use crate::transport::{KeyError, KeyId, KeyIdError};

/// A data key could not be kept in both places.
#[derive(Debug, thiserror::Error)]
pub(super) enum KeepError {
    /// In the office's folder.
    #[error(transparent)]
    Folder(#[from] KeyringError),
    /// At the broker.
    #[error(transparent)]
    Broker(#[from] KeyError),
    /// Its id names no key of the bucket.
    #[error(transparent)]
    Id(#[from] KeyIdError),
}

impl FederalService {
    /// Keeps a wrapped key in the folder and at the broker; one that is erased, nowhere.
    pub(super) async fn keep_key(&self, key: &WrappedKey) -> Result<(), KeepError> {
        if self.federal.views().erased_keys().contains(&key.id) {
            return Ok(());
        }
        block_in_place(|| self.keyring.keep(key))?;
        let wrapped = Bytes::from(key.wrapped.clone());
        Ok(self.link.put_key(&name(key.id)?, wrapped).await?)
    }

    /// Destroys what is erased, and fetches the keys of entries that the folder lacks.
    pub(super) async fn mend_keys(&self) -> Result<(), ServeError> {
        block_in_place(|| self.federal.destroy_erased(&self.keyring))?;
        self.purge_erased().await;
        let missing = block_in_place(|| self.missing_keys()).map_err(FederalError::from)?;
        let mut fetched = 0;
        for id in &missing {
            match self.fetch(*id).await {
                Ok(true) => fetched += 1,
                Ok(false) => {}
                Err(error) => {
                    tracing::warn!(error = %error, "Could not look for lost data keys at the broker");
                    break;
                }
            }
        }
        if !missing.is_empty() {
            let lost = missing.len() - fetched;
            tracing::warn!(
                fetched,
                lost,
                "Data keys were missing: {fetched} came back from the broker, {lost} are lost"
            );
        }
        Ok(())
    }

    /// Purges every erased key from the broker; what fails is tried again at the next start.
    pub(super) async fn purge_erased(&self) {
        for id in self.federal.views().erased_keys() {
            let Ok(name) = name(*id) else { continue };
            let held = self.link.key(&name).await;
            let purged = match held {
                Ok(None) => Ok(()),
                Ok(Some(_)) => self.link.purge_key(&name).await,
                Err(error) => Err(error),
            };
            if let Err(error) = purged {
                tracing::warn!(error = %error, "Could not purge an erased data key from the broker; the next start tries again");
                return;
            }
        }
    }

    fn missing_keys(&self) -> Result<Vec<DataKeyId>, medreg_projections::StoreError> {
        let views = self.federal.views();
        let mut missing = Vec::new();
        for row in views.entries() {
            let id = row?.1.entry.personal.key;
            if !views.erased_keys().contains(&id) && self.keyring.wrapped(id).is_none() {
                missing.push(id);
            }
        }
        Ok(missing)
    }

    async fn fetch(&self, id: DataKeyId) -> Result<bool, KeepError> {
        let Some(wrapped) = self.link.key(&name(id)?).await? else {
            return Ok(false);
        };
        let wrapped = String::from_utf8_lossy(&wrapped).into_owned();
        block_in_place(|| self.keyring.keep(&WrappedKey { id, wrapped }))?;
        Ok(true)
    }
}

fn name(id: DataKeyId) -> Result<KeyId, KeyIdError> {
    id.as_str().replace(['/', '.'], "_").parse()
}
