//! How operators watch a role: `/healthz`, `/readyz` and `/metrics` on a port of their own.
//!
//! What is shown is counts, sequences and times; nothing of a person, a case or a key.

use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::sync::atomic::AtomicU64;

use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::registry::Registry;
use tokio::net::TcpListener;

use crate::connections;

mod court;
mod office;

pub use court::CourtWatch;
pub use office::OfficeWatch;

/// The media type of what Prometheus and its kin read.
const OPEN_METRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// A role that can be watched.
pub trait Watched: Clone + Send + Sync + 'static {
    /// How it is now.
    fn look(&self) -> impl Future<Output = Look> + Send;
}

/// How a role is.
#[derive(Debug, Default)]
pub struct Look {
    /// Why it cannot do its work now; none if it can.
    pub unready: Option<String>,
    measures: Registry,
}

type Labels = Vec<(&'static str, String)>;

impl Look {
    /// Measures a figure: its name, what it means, and its values by label.
    pub(crate) fn measure(
        &mut self,
        name: &str,
        meaning: &str,
        values: impl IntoIterator<Item = (Labels, f64)>,
    ) {
        let family = Family::<Labels, Gauge<f64, AtomicU64>>::default();
        for (labels, value) in values {
            family.get_or_create(&labels).set(value);
        }
        self.measures.register(name, meaning, family);
    }

    /// Measures a figure that has one value.
    pub(crate) fn one(&mut self, name: &str, meaning: &str, value: f64) {
        let gauge = Gauge::<f64, AtomicU64>::default();
        gauge.set(value);
        self.measures.register(name, meaning, gauge);
    }
}

/// Listens at an address; port 0 takes any that is free.
pub async fn listen(address: SocketAddr) -> io::Result<TcpListener> {
    TcpListener::bind(address).await
}

/// Answers operators until dropped.
pub async fn serve(listener: TcpListener, watched: impl Watched) -> io::Result<()> {
    connections::serve(listener, routes(watched)).await
}

fn routes<W: Watched>(watched: W) -> Router {
    Router::new()
        .route("/healthz", get(|| async { "alive\n" }))
        .route("/readyz", get(ready::<W>))
        .route("/metrics", get(metrics::<W>))
        .with_state(watched)
}

async fn ready<W: Watched>(State(watched): State<W>) -> Response {
    match watched.look().await.unready {
        None => "ready\n".into_response(),
        Some(why) => (StatusCode::SERVICE_UNAVAILABLE, format!("{why}\n")).into_response(),
    }
}

async fn metrics<W: Watched>(State(watched): State<W>) -> Response {
    let mut look = watched.look().await;
    let is_ready = if look.unready.is_none() { 1.0 } else { 0.0 };
    look.one(
        "medreg_ready",
        "1 if the role can do its work now",
        is_ready,
    );
    let version = vec![("version", env!("CARGO_PKG_VERSION").to_owned())];
    look.measure("medreg_build", "The version that runs", [(version, 1.0)]);
    let mut text = String::new();
    match encode(&mut text, &look.measures) {
        Ok(()) => ([(header::CONTENT_TYPE, OPEN_METRICS)], text).into_response(),
        Err(error) => (StatusCode::INTERNAL_SERVER_ERROR, format!("{error}\n")).into_response(),
    }
}
