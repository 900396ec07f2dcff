//! Addresses that can be read, and answers that say what they depend on.

use axum::extract::{FromRequestParts, Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;
use percent_encoding::percent_decode_str;

use super::Site;
use crate::asked::Asked;
use crate::problem::Problem;

/// Refuses an address whose path is no text, and notes what an answer depends on.
pub(super) async fn readable(State(site): State<Site>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let path = percent_decode_str(parts.uri.path()).decode_utf8();
    if path.is_err() {
        let Ok(asked) = Asked::from_request_parts(&mut parts, &site).await;
        let detail = "the path is no text in UTF-8";
        return asked.told(
            &site,
            &Problem::new(StatusCode::BAD_REQUEST, "PATH_INVALID", detail),
        );
    }
    let mut response = next.run(Request::from_parts(parts, body)).await;
    // Problems are told, and neutral addresses answered, in the language liked best.
    response
        .headers_mut()
        .append(header::VARY, HeaderValue::from_static("accept-language"));
    response
}
