//! Who asks over HTTP, and how long the answers took.

use std::net::SocketAddr;
use std::time::Duration;

use bytes::Bytes;
use http_body_util::{BodyExt, Empty};
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper::header::{ACCEPT_ENCODING, HOST};
use hyper::{Request, StatusCode};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

use crate::exit::{Failure, chain};

/// One connection that is kept.
pub(super) struct Client {
    address: SocketAddr,
    requests: SendRequest<Empty<Bytes>>,
}

/// How long answers took.
pub(super) struct Times {
    sorted: Vec<Duration>,
    whole: Duration,
}

fn unreachable(error: &dyn std::error::Error) -> Failure {
    Failure::Unreachable(chain(error))
}

impl Client {
    pub(super) async fn to(address: SocketAddr) -> Result<Self, Failure> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        let connected = handshake(TokioIo::new(stream)).await;
        let (requests, connection) = connected.map_err(|error| unreachable(&error))?;
        tokio::spawn(connection);
        Ok(Self { address, requests })
    }

    /// The body of an answer, as a browser asks for it.
    pub(super) async fn body(&mut self, path: &str) -> Result<Bytes, Failure> {
        let request = Request::get(path)
            .header(HOST, self.address.to_string())
            .header(ACCEPT_ENCODING, "identity")
            .body(Empty::new())
            .map_err(|error| Failure::Bug(error.into()))?;
        let ready = self.requests.ready().await;
        ready.map_err(|error| unreachable(&error))?;
        let answered = self.requests.send_request(request).await;
        let answer = answered.map_err(|error| unreachable(&error))?;
        if answer.status() != StatusCode::OK {
            let status = answer.status();
            return Err(Failure::Unreachable(format!("{path} is answered {status}")));
        }
        let body = answer.into_body().collect().await;
        Ok(body.map_err(|error| unreachable(&error))?.to_bytes())
    }
}

impl Times {
    pub(super) fn of(mut times: Vec<Duration>, whole: Duration) -> Self {
        times.sort_unstable();
        Self {
            sorted: times,
            whole,
        }
    }

    /// Answers a second.
    #[expect(clippy::cast_precision_loss, reason = "far below 2^53")]
    pub(super) fn per_second(&self) -> f64 {
        self.sorted.len() as f64 / self.whole.as_secs_f64()
    }

    /// Milliseconds within which so many in a hundred were answered.
    pub(super) fn milliseconds(&self, percent: usize) -> f64 {
        let at = (self.sorted.len() * percent / 100).min(self.sorted.len().saturating_sub(1));
        let time = self.sorted.get(at).copied().unwrap_or_default();
        time.as_secs_f64() * 1000.0
    }
}
