//! What the program tells of its own work: lines on stderr, and spans to a collector of
//! OpenTelemetry where the environment names one.

use std::env;
use std::time::Duration;

use bytes::Bytes;
use opentelemetry::trace::TracerProvider;
use opentelemetry_http::{HttpClient, HttpError, Request, Response};
use opentelemetry_otlp::{SpanExporter, WithHttpConfig};
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::trace::{SdkTracerProvider, Tracer};
use tracing::Level;
use tracing_subscriber::filter::{EnvFilter, Targets};
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{Layer, Registry};
use ureq::Agent;

use crate::exit::{Failure, chain};

/// The variables of the OpenTelemetry specification by which a collector is named.
const ENDPOINTS: [&str; 2] = [
    "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT",
    "OTEL_EXPORTER_OTLP_ENDPOINT",
];

/// How long the collector may take for one batch of spans.
const PATIENCE: Duration = Duration::from_secs(5);

/// Tells until it is dropped; what is left of the spans is sent then.
#[derive(Debug)]
pub(crate) struct Telemetry(Option<SdkTracerProvider>);

impl Telemetry {
    /// Begins to tell.
    pub(crate) fn begin() -> Result<Self, Failure> {
        let filter = EnvFilter::try_from_env("MEDREG_LOG").unwrap_or_else(|_| "warn".into());
        let lines = tracing_subscriber::fmt::layer()
            .with_writer(std::io::stderr)
            .with_filter(filter);
        let named = ENDPOINTS
            .into_iter()
            .find(|name| env::var(name).is_ok_and(|value| !value.is_empty()));
        let provider = named.map(provider).transpose()?;
        let spans = provider.as_ref().map(|it| spans(it.tracer("medreg")));
        tracing_subscriber::registry()
            .with(spans)
            .with(lines)
            .init();
        Ok(Self(provider))
    }
}

impl Drop for Telemetry {
    fn drop(&mut self) {
        let ended = self.0.take().map(|provider| provider.shutdown());
        if let Some(Err(error)) = ended {
            tracing::warn!(error = %error, "Could not send the last spans");
        }
    }
}

/// The spans of our own crates, whatever the lines on stderr are about.
fn spans(tracer: Tracer) -> impl Layer<Registry> {
    let own = Targets::new().with_target("medreg", Level::INFO);
    tracing_opentelemetry::layer()
        .with_tracer(tracer)
        .with_location(false)
        .with_threads(false)
        .with_filter(own)
}

fn provider(name: &str) -> Result<SdkTracerProvider, Failure> {
    let agent = Agent::config_builder()
        .timeout_global(Some(PATIENCE))
        .http_status_as_error(false)
        .build();
    let exporter = SpanExporter::builder()
        .with_http()
        .with_http_client(Collector(agent.into()))
        .build()
        .map_err(|error| Failure::Usage(format!("`{name}`: {}", chain(&error))))?;
    let mut resource = Resource::builder();
    if env::var_os("OTEL_SERVICE_NAME").is_none() {
        resource = resource.with_service_name("medreg");
    }
    Ok(SdkTracerProvider::builder()
        .with_batch_exporter(exporter)
        .with_resource(resource.build())
        .build())
}

/// Speaks HTTP to the collector, in the thread that exports.
#[derive(Debug)]
struct Collector(Agent);

#[async_trait::async_trait]
impl HttpClient for Collector {
    async fn send_bytes(&self, request: Request<Bytes>) -> Result<Response<Bytes>, HttpError> {
        let answer = self.0.run(request.map(|body| body.to_vec()))?;
        let (parts, mut body) = answer.into_parts();
        Ok(Response::from_parts(
            parts,
            Bytes::from(body.read_to_vec()?),
        ))
    }
}
