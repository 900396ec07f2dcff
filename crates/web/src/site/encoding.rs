//! Answers as they are encoded: each with a tag of its own, and a sentence for whoever takes none.

use axum::extract::Request;
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::Response;

use super::tag;
use crate::language::Language;
use crate::problem::Problem;

/// Stands around what encodes answers.
pub(super) async fn encoded(request: Request, next: Next) -> Response {
    let language = Language::of_request(&request);
    let mut response = next.run(request).await;
    if response.status() == StatusCode::NOT_ACCEPTABLE {
        let detail = "`Accept-Encoding` refuses every form of the answer: it is there as it is, \
                      or by gzip, brotli or zstd";
        let refused = Problem::new(StatusCode::NOT_ACCEPTABLE, "ENCODING_UNKNOWN", detail);
        return refused.document(language);
    }
    tag::of_encoding(response.headers_mut());
    response
}
