//! How the provider of identities is asked: from this machine, in short time, for short answers.

use std::time::Duration;

use openidconnect::{HttpRequest, HttpResponse};
use ureq::http;

/// A provider that has not answered by then does not.
const WITHIN: Duration = Duration::from_secs(10);

/// Bytes of an answer, by bound.
const ANSWER_BYTES_MAX: u64 = 1 << 20;

/// A client that follows no redirect: a provider's settings name what is to be asked.
#[derive(Clone, Debug)]
pub(super) struct Reach(ureq::Agent);

impl Reach {
    pub(super) fn new() -> Self {
        let config = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .timeout_global(Some(WITHIN))
            .build();
        Self(config.into())
    }

    /// Asks, and blocks until the answer is whole.
    pub(super) fn ask(&self, request: HttpRequest) -> Result<HttpResponse, ureq::Error> {
        let (head, mut body) = self.0.run(request)?.into_parts();
        let body = body.with_config().limit(ANSWER_BYTES_MAX).read_to_vec()?;
        Ok(http::Response::from_parts(head, body))
    }

    /// Reads a JSON document.
    pub(super) fn document(&self, address: &str) -> Result<serde_json::Value, ureq::Error> {
        let request = http::Request::get(address).body(Vec::new())?;
        let answer = self.ask(request)?;
        if !answer.status().is_success() {
            return Err(ureq::Error::StatusCode(answer.status().as_u16()));
        }
        serde_json::from_slice(answer.body()).map_err(|error| ureq::Error::Other(Box::new(error)))
    }
}
