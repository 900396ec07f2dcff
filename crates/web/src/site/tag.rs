//! Entity tags: who holds an answer already is told that nothing changed (RFC 9110, 8.8.3).

use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use data_encoding::BASE64URL_NOPAD;
use sha2::{Digest, Sha256};

/// Bytes of an answer that gets a tag, by bound.
const TAGGED_BYTES_MAX: usize = 4 << 20;

/// What parts the hash of a tag from the encoding; no hash has it.
const MARK: char = '.';

/// Bytes of the hash in a tag.
const TAG_BYTES: usize = 15;

/// Tags an answer by its bytes, and leaves it out for who holds it.
pub(super) async fn entity_tag(request: Request, next: Next) -> Response {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    let held = request.headers().get(header::IF_NONE_MATCH).cloned();
    let response = next.run(request).await;
    let is_short = {
        use axum::body::HttpBody;
        response
            .body()
            .size_hint()
            .upper()
            .is_some_and(|bytes| bytes <= TAGGED_BYTES_MAX as u64)
    };
    if !reads || response.status() != StatusCode::OK || !is_short {
        return response;
    }
    let (mut head, body) = response.into_parts();
    let Ok(bytes) = to_bytes(body, TAGGED_BYTES_MAX).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let hash = Sha256::digest(&bytes);
    let tag = format!("\"{}\"", BASE64URL_NOPAD.encode(&hash[..TAG_BYTES]));
    let is_held = held.as_ref().is_some_and(|held| names(held, &tag));
    if let Ok(value) = HeaderValue::from_str(&tag) {
        head.headers.insert(header::ETAG, value);
    }
    if !head.headers.contains_key(header::CACHE_CONTROL) {
        let ask_again = HeaderValue::from_static("no-cache");
        head.headers.insert(header::CACHE_CONTROL, ask_again);
    }
    if is_held {
        head.status = StatusCode::NOT_MODIFIED;
        head.headers.remove(header::CONTENT_LENGTH);
        return Response::from_parts(head, Body::empty());
    }
    Response::from_parts(head, Body::from(bytes))
}

/// Gives an encoded answer a tag of its own, since its bytes are others (RFC 9110, 8.8.3.3).
pub(super) fn of_encoding(headers: &mut HeaderMap) {
    let encoding = headers.get(header::CONTENT_ENCODING);
    let tag = headers.get(header::ETAG);
    let both = encoding
        .zip(tag)
        .and_then(|(encoding, tag)| Some((encoding.to_str().ok()?, plain(tag.to_str().ok()?))));
    let own = both.map(|(encoding, tag)| format!("\"{tag}{MARK}{encoding}\""));
    if let Some(own) = own.and_then(|own| HeaderValue::from_str(&own).ok()) {
        headers.insert(header::ETAG, own);
    }
}

/// What a tag is of, whatever it was encoded as.
fn plain(tag: &str) -> &str {
    let tag = tag.trim_start_matches("W/").trim_matches('"');
    tag.split(MARK).next().unwrap_or(tag)
}

/// True if a header names the tag, of whichever encoding.
fn names(header: &HeaderValue, tag: &str) -> bool {
    let Ok(header) = header.to_str() else {
        return false;
    };
    let mut held = header.split(',').map(|held| plain(held.trim()));
    held.any(|held| held == "*" || held == plain(tag))
}
