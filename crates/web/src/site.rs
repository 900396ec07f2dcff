//! The public site and its API: addresses, and what every answer carries.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::Response;
use axum::routing::get;
use chrono::{DateTime, NaiveDate, Utc};
use medreg_node::federal::service::FederalHandle;
use medreg_node::query::QueryHandle;
use tokio::net::TcpListener;
use tokio::sync::{Semaphore, watch};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;

use crate::asked::Asked;
use crate::language::Language;
use crate::problem::Problem;
use crate::signing::{Signing, door};
use crate::{api, assets, log, page};

mod tag;

/// What the pages may load, and from where: themselves alone.
const CONTENT_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
    img-src 'self'; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; \
    frame-ancestors 'none'";

/// Questions that are answered at once; more are sent away for a moment.
const QUESTIONS_MAX: usize = 32;

/// What day and time it is for the site.
#[derive(Clone, Debug)]
pub enum Clock {
    /// As the machine says.
    Machine,
    /// A simulated federation's time.
    Simulated(watch::Receiver<DateTime<Utc>>),
}

impl Clock {
    /// Now.
    pub fn now(&self) -> DateTime<Utc> {
        match self {
            Self::Machine => Utc::now(),
            Self::Simulated(time) => *time.borrow(),
        }
    }

    /// The civil date, by the clock of Astana.
    pub fn today(&self) -> NaiveDate {
        (self.now() + chrono::TimeDelta::hours(5)).date_naive()
    }
}

/// A federal office as its site shows it; copies show the same.
#[derive(Clone, Debug)]
pub struct Site {
    inner: Arc<Inner>,
    signing: Option<Signing>,
}

#[derive(Debug)]
struct Inner {
    office: FederalHandle,
    clock: Clock,
    is_training: bool,
    /// Who may ask now.
    turns: Arc<Semaphore>,
}

impl Site {
    /// The site of an office. A training office says on every page that its people are
    /// invented.
    pub fn new(office: FederalHandle, clock: Clock, is_training: bool) -> Self {
        let inner = Arc::new(Inner {
            office,
            clock,
            is_training,
            turns: Arc::new(Semaphore::new(QUESTIONS_MAX)),
        });
        let signing = None;
        Self { inner, signing }
    }

    /// The same site, where some may sign in to see more.
    #[must_use]
    pub fn with(self, signing: Signing) -> Self {
        let signing = Some(signing);
        Self { signing, ..self }
    }

    /// How people and programs sign in, if they can.
    pub(crate) fn signing(&self) -> Option<&Signing> {
        self.signing.as_ref()
    }

    /// The office.
    pub(crate) fn office(&self) -> &FederalHandle {
        &self.inner.office
    }

    /// Who answers questions.
    pub(crate) fn queries(&self) -> &QueryHandle {
        self.inner.office.queries()
    }

    /// What day and time it is.
    pub(crate) fn clock(&self) -> &Clock {
        &self.inner.clock
    }

    /// True where the people are invented.
    pub(crate) fn is_training(&self) -> bool {
        self.inner.is_training
    }

    /// Answers on a thread that may wait for the disk.
    pub(crate) async fn answer<T: Send + 'static>(
        &self,
        answer: impl FnOnce(&Self) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let turns = Arc::clone(&self.inner.turns);
        let Ok(turn) = turns.try_acquire_many_owned(1) else {
            return Err(Problem::busy());
        };
        let site = self.clone();
        let answered = tokio::task::spawn_blocking(move || {
            let answered = answer(&site);
            // Kept to the end, though whoever asked may have left.
            drop(turn);
            answered
        });
        // What a panic says may quote what it was about.
        answered.await.unwrap_or_else(|_| Err(Problem::panicked()))
    }

    /// Every address.
    pub fn routes(self) -> Router {
        Router::new()
            .route("/assets/{*name}", get(assets::asset))
            .nest("/api/v1", api::routes())
            .merge(log::routes())
            .merge(page::routes())
            .fallback(elsewhere)
            .method_not_allowed_fallback(other_method)
            .layer(middleware::from_fn(tag::entity_tag))
            .layer(middleware::from_fn_with_state(self.clone(), door::known))
            .layer(CatchPanicLayer::new())
            .layer(middleware::from_fn(secured))
            .layer(CompressionLayer::new())
            .with_state(self)
    }
}

/// Answers until dropped.
pub async fn serve(listener: TcpListener, site: Site) -> io::Result<()> {
    let routes = site.routes();
    axum::serve(
        listener,
        routes.into_make_service_with_connect_info::<SocketAddr>(),
    )
    .await
}

/// The headers by which a browser keeps to the site.
async fn secured(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let fixed = [
        (header::CONTENT_SECURITY_POLICY, CONTENT_POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "same-origin"),
    ];
    for (name, value) in fixed {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}

/// What is at no address: for programs a document, for people a page, or the way to one.
async fn elsewhere(State(site): State<Site>, asked: Asked) -> Response {
    if asked.is_of_api() {
        return Problem::not_found("nothing is at this address").document(Language::En);
    }
    asked.nowhere(&site)
}

async fn other_method() -> Response {
    let detail = "this address is read with GET";
    Problem::new(StatusCode::METHOD_NOT_ALLOWED, "METHOD_NOT_ALLOWED", detail)
        .document(Language::En)
}
