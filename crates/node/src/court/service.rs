//! A court node at work: takes requests one after the other, makes them durable together,
//! and hears what the office says.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use medreg_domain::DataKeyId;
use medreg_domain::reference::Reference;
use medreg_log::TileReader;
use tokio::sync::{mpsc, oneshot, watch};
use tokio::task::block_in_place;

use super::{Acted, Court, CourtError, DataKey, Request};
use crate::secret::{self, SecretError};
use crate::stop::Stop;

/// Requests that may wait for the court.
const REQUESTS_MAX: usize = 1_024;

/// Requests made durable together.
const GROUP_MAX: usize = 256;

/// The court's data keys on disk: those the office does not hold yet, and those it does.
#[derive(Clone, Debug)]
pub struct DataKeys {
    folder: PathBuf,
}

impl DataKeys {
    /// The keys in a court's folder.
    pub fn open(data: &Path) -> Self {
        Self {
            folder: data.join("data-keys"),
        }
    }

    fn pending_folder(&self) -> PathBuf {
        self.folder.join("pending")
    }

    /// Keeps a key, durably, before what it seals is recorded.
    pub fn keep(&self, key: &DataKey) -> Result<(), SecretError> {
        let sent = self.folder.join("sent").join(file_name(key.id));
        // A key of the same id that was sent may be of an act that a crash undid: then the
        // new one is sent in its place.
        if secret::read(&sent).is_ok_and(|sent| sent == key.key) {
            return Ok(());
        }
        match secret::create(&self.pending_folder().join(file_name(key.id)), &key.key) {
            // The same act is tried again after a crash before its event was recorded.
            Err(SecretError::Io { source, path })
                if source.kind() == io::ErrorKind::AlreadyExists =>
            {
                fs::remove_file(&path).map_err(|source| SecretError::Io {
                    path: path.clone(),
                    source,
                })?;
                secret::create(&path, &key.key)
            }
            done => done,
        }
    }

    /// Keys the office has not confirmed, at most `max`.
    pub fn pending(&self, max: usize) -> Result<Vec<DataKey>, SecretError> {
        let folder = self.pending_folder();
        let Ok(files) = fs::read_dir(&folder) else {
            return Ok(Vec::new());
        };
        let mut keys = Vec::new();
        for file in files {
            if keys.len() == max {
                break;
            }
            let path = file
                .map_err(|source| SecretError::Io {
                    path: folder.clone(),
                    source,
                })?
                .path();
            let id = path
                .file_name()
                .and_then(|name| name.to_str())
                .and_then(id_of);
            let Some(id) = id else { continue };
            match secret::read(&path) {
                Ok(key) => keys.push(DataKey { id, key }),
                // Torn by a crash: what it was to seal was never recorded.
                Err(SecretError::Malformed(_)) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(keys)
    }

    /// Destroys keys wherever this court keeps them; those it has not are no error.
    pub fn destroy(&self, ids: impl IntoIterator<Item = DataKeyId>) -> Result<(), SecretError> {
        let folders = [self.pending_folder(), self.folder.join("sent")];
        for id in ids {
            for folder in &folders {
                let path = folder.join(file_name(id));
                match fs::remove_file(&path) {
                    Ok(()) => {}
                    Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                    Err(source) => return Err(SecretError::Io { path, source }),
                }
            }
        }
        Ok(())
    }

    /// Notes that the office holds these keys.
    pub fn sent(&self, keys: &[DataKey]) -> Result<(), SecretError> {
        let sent = self.folder.join("sent");
        let fault = |source| SecretError::Io {
            path: sent.clone(),
            source,
        };
        fs::create_dir_all(&sent).map_err(fault)?;
        for key in keys {
            let name = file_name(key.id);
            fs::rename(self.pending_folder().join(&name), sent.join(&name)).map_err(fault)?;
        }
        Ok(())
    }
}

fn file_name(id: DataKeyId) -> String {
    id.as_str().replace('/', "_")
}

fn id_of(name: &str) -> Option<DataKeyId> {
    name.replace('_', "/").parse().ok()
}

/// Why a request was not carried out.
#[derive(Debug, thiserror::Error)]
pub enum ActError {
    /// The court refused or failed.
    #[error(transparent)]
    Court(#[from] CourtError),
    /// A data key could not be kept.
    #[error(transparent)]
    Keys(#[from] SecretError),
    /// The court has stopped.
    #[error("the court has stopped")]
    Stopped,
}

type Asked = (Request, oneshot::Sender<Result<Vec<u64>, ActError>>);

/// Speaks to a court at work; clones share it.
#[derive(Clone, Debug)]
pub struct CourtHandle {
    requests: mpsc::Sender<Asked>,
}

impl CourtHandle {
    /// True while the court takes requests.
    pub fn is_alive(&self) -> bool {
        !self.requests.is_closed()
    }

    /// Hands a request over; the answer comes once its events are durable.
    pub async fn submit(
        &self,
        request: Request,
    ) -> Result<oneshot::Receiver<Result<Vec<u64>, ActError>>, ActError> {
        let (reply, answer) = oneshot::channel();
        self.requests
            .send((request, reply))
            .await
            .map_err(|_| ActError::Stopped)?;
        Ok(answer)
    }

    /// Has the court act; returns the court sequences of the events once they are durable.
    pub async fn act(&self, request: Request) -> Result<Vec<u64>, ActError> {
        self.submit(request)
            .await?
            .await
            .map_err(|_| ActError::Stopped)?
    }
}

/// A court node, ready to run.
#[derive(Debug)]
pub struct CourtService {
    court: Court,
    keys: DataKeys,
    requests: mpsc::Receiver<Asked>,
    log: watch::Sender<TileReader>,
    reference: watch::Receiver<Arc<Reference>>,
}

impl CourtService {
    /// A court with its log on disk; none for a court in memory.
    pub fn new(
        court: Court,
        keys: DataKeys,
        reference: watch::Receiver<Arc<Reference>>,
    ) -> Option<(Self, CourtHandle, watch::Receiver<TileReader>)> {
        let (log, watched) = watch::channel(court.reader()?);
        let (sender, requests) = mpsc::channel(REQUESTS_MAX);
        let service = Self {
            court,
            keys,
            requests,
            log,
            reference,
        };
        Some((service, CourtHandle { requests: sender }, watched))
    }

    /// Runs until every handle is gone, `stop` turns true, or the log fails.
    pub async fn run(mut self, mut stop: Stop) -> Result<Court, ActError> {
        let mut group = Vec::with_capacity(GROUP_MAX);
        loop {
            tokio::select! {
                biased;
                () = stop.asked() => return Ok(self.court),
                taken = self.requests.recv_many(&mut group, GROUP_MAX) => if taken == 0 {
                    return Ok(self.court);
                },
            }
            block_in_place(|| self.act_together(&mut group))?;
        }
    }

    /// Acts on a group and answers once all of it is durable; refusals change nothing.
    #[tracing::instrument(skip_all, fields(court.id = %self.court.code(), requests = group.len()))]
    fn act_together(&mut self, group: &mut Vec<Asked>) -> Result<(), ActError> {
        if self.reference.has_changed().unwrap_or(false) {
            let reference = self.reference.borrow_and_update().clone();
            self.court.set_reference(reference);
        }
        let mut done = Vec::with_capacity(group.len());
        for (request, reply) in group.drain(..) {
            let before = self.court.head().map_or(0, |head| head.seq);
            let acted = self.court.act(request);
            if let Ok(acted) = &acted {
                // What is sealed with a key that is lost must not be committed: the court stops.
                self.keep_keys(acted)?;
            }
            let after = self.court.head().map_or(0, |head| head.seq);
            let seqs = acted.map(|_| (before + 1..=after).collect());
            done.push((reply, seqs.map_err(ActError::from)));
        }
        self.court.commit()?;
        if let Some(reader) = self.court.reader() {
            self.log.send_replace(reader);
        }
        for (reply, answer) in done {
            // Whoever asked may have left.
            drop(reply.send(answer));
        }
        Ok(())
    }

    fn keep_keys(&self, acted: &Acted) -> Result<(), SecretError> {
        acted
            .data_keys
            .iter()
            .try_for_each(|key| self.keys.keep(key))
    }
}
