//! Wrapped data keys as files, one each, so that destroying one is removing a file.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use bytes::Bytes;
use tokio::task::spawn_blocking;

use super::super::{KeyError, KeyId};

#[derive(Clone, Debug)]
pub(super) struct KeyFiles {
    directory: Arc<Path>,
}

impl KeyFiles {
    pub(super) fn open(directory: &Path) -> io::Result<Self> {
        fs::create_dir_all(directory)?;
        Ok(Self {
            directory: directory.into(),
        })
    }

    pub(super) async fn put(&self, id: &KeyId, wrapped: Bytes) -> Result<(), KeyError> {
        let (directory, path) = (Arc::clone(&self.directory), self.path(id));
        blocking(move || write_whole(&directory, &path, &wrapped))
            .await
            .map_err(|error| id.failed("keep", error))
    }

    pub(super) async fn read(&self, id: &KeyId) -> Result<Option<Bytes>, KeyError> {
        let path = self.path(id);
        match blocking(move || fs::read(path)).await {
            Ok(wrapped) => Ok(Some(wrapped.into())),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(id.failed("read", error)),
        }
    }

    pub(super) async fn destroy(&self, id: &KeyId) -> Result<(), KeyError> {
        let (directory, path) = (Arc::clone(&self.directory), self.path(id));
        let removed = blocking(move || {
            match fs::remove_file(path) {
                Err(error) if error.kind() == ErrorKind::NotFound => {}
                other => other?,
            }
            File::open(directory)?.sync_all()
        });
        removed.await.map_err(|error| id.failed("destroy", error))
    }

    fn path(&self, id: &KeyId) -> PathBuf {
        self.directory.join(format!("{id}.key"))
    }
}

/// Written beside, synced, then renamed: a reader sees the whole key or none.
fn write_whole(directory: &Path, path: &Path, wrapped: &[u8]) -> io::Result<()> {
    let beside = path.with_extension("new");
    let mut file = File::create(&beside)?;
    file.write_all(wrapped)?;
    file.sync_all()?;
    fs::rename(&beside, path)?;
    File::open(directory)?.sync_all()
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> io::Result<T> + Send + 'static,
) -> io::Result<T> {
    spawn_blocking(work).await.map_err(io::Error::other)?
}
