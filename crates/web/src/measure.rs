//! What HTTP itself costs: the same server and headers, and bytes that are there already.

use std::io;

use axum::Router;
use axum::body::Bytes;
use axum::http::header;
use axum::routing::get;
use tokio::net::TcpListener;

use crate::connections;

/// Answers whatever is asked with the same bytes, until dropped.
pub async fn serve(listener: TcpListener, kind: &'static str, body: Bytes) -> io::Result<()> {
    let answer = move || async move { ([(header::CONTENT_TYPE, kind)], body) };
    connections::serve(listener, Router::new().fallback(get(answer))).await
}
