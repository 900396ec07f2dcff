//! The control socket: how the command line speaks to an office that is serving.
//!
//! A Unix socket in the office's folder, one JSON line each way; who may open the folder
//! may ask.

use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{UnixListener, UnixStream};
use tokio::task::JoinSet;

use crate::federal::FederalError;
use crate::federal::request::Request;
use crate::federal::service::{FederalHandle, ServeError};
use crate::query::QueryError;

/// Bytes one request may have.
const REQUEST_BYTES_MAX: u64 = 4 << 20;

/// Callers served at once.
const CALLERS_MAX: usize = 64;

/// What is answered.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reply {
    /// The answer.
    Ok(Value),
    /// There is no such thing.
    NotFound(String),
    /// The question is malformed.
    Malformed(String),
    /// A rule said no.
    Refused {
        /// The code of the rule.
        code: String,
        /// What was wrong.
        detail: String,
    },
    /// The office failed.
    Failed(String),
}

/// The socket of the office in a folder.
pub fn socket(data: &Path) -> PathBuf {
    data.join("control.sock")
}

/// Listens and answers until dropped.
pub async fn serve(data: &Path, office: FederalHandle) -> io::Result<()> {
    let path = socket(data);
    if path.exists() {
        // The office holds its folder's locks, so a socket that is there belongs to nobody.
        std::fs::remove_file(&path)?;
    }
    let listener = UnixListener::bind(&path)?;
    let mut callers = JoinSet::new();
    loop {
        while callers.len() >= CALLERS_MAX {
            callers.join_next().await;
        }
        let (stream, _) = listener.accept().await?;
        let office = office.clone();
        callers.spawn(async move {
            if let Err(error) = answer(stream, &office).await {
                tracing::debug!(error = %error, "A caller of the control socket left");
            }
        });
    }
}

async fn answer(stream: UnixStream, office: &FederalHandle) -> io::Result<()> {
    let (read, mut write) = stream.into_split();
    let mut line = Vec::new();
    BufReader::new(read.take(REQUEST_BYTES_MAX))
        .read_until(b'\n', &mut line)
        .await?;
    let reply = match serde_json::from_slice(&line) {
        Ok(request) => ask(office, request).await,
        Err(error) => Reply::Malformed(error.to_string()),
    };
    let mut bytes = serde_json::to_vec(&reply)?;
    bytes.push(b'\n');
    write.write_all(&bytes).await
}

async fn ask(office: &FederalHandle, request: Request) -> Reply {
    match office.ask(request).await {
        Ok(value) => Reply::Ok(value),
        Err(ServeError::Query(QueryError::NotFound(detail))) => Reply::NotFound(detail),
        Err(ServeError::Query(QueryError::Malformed(detail))) => Reply::Malformed(detail),
        Err(
            ServeError::Query(QueryError::Refused(rejection))
            | ServeError::Federal(FederalError::Rejected(rejection)),
        ) => Reply::Refused {
            code: rejection.code.to_string(),
            detail: rejection.detail.into_owned(),
        },
        Err(error) => Reply::Failed(error.to_string()),
    }
}

/// Asks the office that serves a folder; none if nobody serves it.
pub async fn call(data: &Path, request: &Request) -> io::Result<Option<Reply>> {
    let stream = match UnixStream::connect(socket(data)).await {
        Ok(stream) => stream,
        Err(error)
            if matches!(
                error.kind(),
                io::ErrorKind::NotFound | io::ErrorKind::ConnectionRefused
            ) =>
        {
            return Ok(None);
        }
        Err(error) => return Err(error),
    };
    let (read, mut write) = stream.into_split();
    let mut bytes = serde_json::to_vec(request)?;
    bytes.push(b'\n');
    write.write_all(&bytes).await?;
    let mut line = Vec::new();
    BufReader::new(read).read_until(b'\n', &mut line).await?;
    let reply = serde_json::from_slice(&line).unwrap_or_else(|_| {
        let said = json!(String::from_utf8_lossy(&line));
        Reply::Failed(format!("the office did not answer: {said}"))
    });
    Ok(Some(reply))
}
