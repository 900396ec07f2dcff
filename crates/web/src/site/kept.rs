//! Figures for everybody are counted at most once a minute: each page says at which position of
//! the history it stands, and no reader needs them newer.

use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::middleware::Next;
use axum::response::Response;
use chrono::NaiveDate;
use moka::future::Cache;

use super::Site;
use crate::asked::MIN_POSITION;
use crate::viewer::Viewer;

/// The addresses whose answers are kept.
const ADDRESSES: &str = "/{language}/statistics";

/// How long an answer is kept.
const FOR: Duration = Duration::from_mins(1);

/// Bytes that are kept at most, in all.
const BYTES_MAX: u64 = 64 << 20;

/// Bytes of one answer, by bound.
const ANSWER_BYTES_MAX: usize = 4 << 20;

/// What was asked: the address with its query, and the day, on which periods depend.
type Question = (String, NaiveDate);

/// Answers that are kept.
#[derive(Clone, Debug)]
pub(super) struct Kept(Cache<Question, Answer>);

/// An answer that can be given again.
#[derive(Clone, Debug)]
struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
}

impl Default for Kept {
    fn default() -> Self {
        let bytes = |(address, _): &Question, answer: &Answer| {
            u32::try_from(address.len() + answer.body.len()).unwrap_or(u32::MAX)
        };
        let cache = Cache::builder().max_capacity(BYTES_MAX).weigher(bytes);
        Self(cache.time_to_live(FOR).build())
    }
}

impl Answer {
    async fn of(response: Response) -> Self {
        let (head, body) = response.into_parts();
        match to_bytes(body, ANSWER_BYTES_MAX).await {
            Ok(body) => Self {
                status: head.status,
                headers: head.headers,
                body,
            },
            Err(_) => Self {
                status: StatusCode::INTERNAL_SERVER_ERROR,
                headers: HeaderMap::new(),
                body: Bytes::new(),
            },
        }
    }

    fn response(self) -> Response {
        let mut response = Response::new(Body::from(self.body));
        *response.status_mut() = self.status;
        *response.headers_mut() = self.headers;
        response
    }
}

/// Answers everybody from what is kept; who asks while it is being counted waits for that. Those
/// with a role are answered anew, and those who name a position where the address does not.
pub(super) async fn for_a_minute(
    State(site): State<Site>,
    address: MatchedPath,
    request: Request,
    next: Next,
) -> Response {
    let is_kept = address.as_str().starts_with(ADDRESSES)
        && *request.method() == Method::GET
        && request.extensions().get::<Viewer>().is_none()
        && !request.headers().contains_key(MIN_POSITION);
    if !is_kept {
        return next.run(request).await;
    }
    let question = (request.uri().to_string(), site.clock().today());
    let counted = async {
        let answer = Answer::of(next.run(request).await).await;
        if answer.status == StatusCode::OK {
            Ok(answer)
        } else {
            Err(answer)
        }
    };
    match site.0.kept.0.try_get_with(question, counted).await {
        Ok(answer) => answer.response(),
        // What is wrong is told each time.
        Err(answer) => Arc::unwrap_or_clone(answer).response(),
    }
}
