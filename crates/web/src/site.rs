//! The public site and its API: addresses, and what every answer carries.

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::num::NonZeroU32;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, Method, Request, StatusCode, header};
use axum::middleware;
use axum::response::Response;
use axum::routing::get;
use chrono::{DateTime, NaiveDate, Utc};
use medreg_node::federal::service::FederalHandle;
use medreg_node::query::{EVENTS_MAX, QueryHandle, RecordedEvent};
use tokio::net::TcpListener;
use tokio::sync::{Semaphore, watch};
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;

use crate::asked::Asked;
use crate::language::Language;
use crate::problem::Problem;
use crate::signing::{RETURN_PATH, Signing, door};
use crate::{api, assets, connections, log, page};

mod asker;
mod encoding;
mod kept;
mod limit;
mod reading;
mod tag;

pub use crate::page::ADDRESSES;
use asker::asker;
use kept::Kept;
use limit::Limit;

/// What the pages may load, and from where: themselves alone.
const CONTENT_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
    img-src 'self'; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; \
    frame-ancestors 'none'";

/// Questions that are answered at once; more are sent away for a moment.
const QUESTIONS_MAX: usize = 32;

/// Readers who follow the history at once.
const STREAMS_MAX: usize = 64;

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
pub struct Site(Arc<Inner>);

/// How a site is shown.
#[derive(Clone, Debug)]
pub struct Showing {
    /// What day it is.
    pub clock: Clock,
    /// A training office says on every page that its people are invented.
    pub is_training: bool,
    /// Where people find the site, as cards print it; where it answers if absent. It is never
    /// taken from a request, which may name another site.
    pub address: Option<String>,
    /// Requests from one address in five minutes; as many as it likes if absent.
    pub requests: Option<NonZeroU32>,
    /// The proxy that says for whom it asks.
    pub proxy: Option<IpAddr>,
    /// How people and programs sign in, if they can.
    pub signing: Option<Signing>,
}

#[derive(Debug)]
struct Inner {
    office: FederalHandle,
    showing: Showing,
    /// Where it answers, once it does.
    answers_at: OnceLock<String>,
    /// Who may ask now.
    turns: Arc<Semaphore>,
    /// Who may follow the history.
    streams: Arc<Semaphore>,
    /// Figures that were counted lately.
    kept: Kept,
}

impl Site {
    /// The site of an office.
    pub fn new(office: FederalHandle, showing: Showing) -> Self {
        Self(Arc::new(Inner {
            office,
            showing,
            answers_at: OnceLock::new(),
            turns: Arc::new(Semaphore::new(QUESTIONS_MAX)),
            streams: Arc::new(Semaphore::new(STREAMS_MAX)),
            kept: Kept::default(),
        }))
    }

    /// How people and programs sign in, if they can.
    pub(crate) fn signing(&self) -> Option<&Signing> {
        self.0.showing.signing.as_ref()
    }

    /// Where people find the site, such as `https://register.example`.
    pub(crate) fn address(&self) -> &str {
        let told = self.0.showing.address.as_deref();
        let answers_at = self.0.answers_at.get().map(String::as_str);
        told.or(answers_at).unwrap_or_default()
    }

    /// The office.
    pub(crate) fn office(&self) -> &FederalHandle {
        &self.0.office
    }

    /// The address of who asks.
    pub(crate) fn asker(&self, peer: SocketAddr, headers: &HeaderMap) -> IpAddr {
        asker(peer, headers, self.0.showing.proxy)
    }

    /// Who answers questions.
    pub(crate) fn queries(&self) -> &QueryHandle {
        self.0.office.queries()
    }

    /// What day and time it is.
    pub(crate) fn clock(&self) -> &Clock {
        &self.0.showing.clock
    }

    /// True where the people are invented.
    pub(crate) fn is_training(&self) -> bool {
        self.0.showing.is_training
    }

    /// The places of those who follow the history.
    pub(crate) fn streams(&self) -> &Arc<Semaphore> {
        &self.0.streams
    }

    /// Waits until a position is in the views; none once the office has stopped.
    pub(crate) async fn comes_to(&self, position: u64) -> Option<()> {
        self.0.office.reached(position).await.ok()
    }

    /// Events from a position on; none where they cannot be read. Who follows the history has a
    /// place of its own, and takes no turn.
    pub(crate) async fn events(&self, from: u64) -> Option<Vec<RecordedEvent>> {
        let site = self.clone();
        let read = move || site.queries().events(from, EVENTS_MAX);
        match tokio::task::spawn_blocking(read).await {
            Ok(Ok((events, _))) => Some(events),
            Ok(Err(error)) => {
                tracing::error!(error = %error, "Could not read the history: {error}");
                None
            }
            Err(_) => None,
        }
    }

    /// Waits until a position is in the views, for a while.
    pub(crate) async fn reached(&self, position: u64, within: Duration) -> Result<(), Problem> {
        let reached = tokio::time::timeout(within, self.0.office.reached(position)).await;
        match reached {
            Ok(Ok(())) => Ok(()),
            Ok(Err(error)) => Err(Problem::internal(&error)),
            Err(_) => Err(Problem::not_yet(position, self.0.office.position())),
        }
    }

    /// Answers on a thread that may wait for the disk.
    pub(crate) async fn answer<T: Send + 'static>(
        &self,
        answer: impl FnOnce(&Self) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let turns = Arc::clone(&self.0.turns);
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
        let Showing {
            requests, proxy, ..
        } = self.0.showing;
        let site = Router::new()
            .route("/assets/{*name}", get(assets::asset))
            .nest("/api/v1", api::routes())
            .merge(api::description())
            .merge(log::routes())
            .merge(page::routes().route_layer(middleware::from_fn_with_state(
                self.clone(),
                kept::for_a_minute,
            )))
            .route(RETURN_PATH, get(page::returned_from_provider))
            .fallback(elsewhere)
            .method_not_allowed_fallback(other_method)
            .layer(
                ServiceBuilder::new()
                    .layer(middleware::from_fn_with_state(self.clone(), door::known))
                    .layer(middleware::from_fn(tag::entity_tag))
                    .layer(middleware::from_fn_with_state(
                        self.clone(),
                        reading::readable,
                    )),
            )
            .with_state(self);
        let limit = requests.map(|requests| Limit::of(requests, proxy));
        let limited = |limit| middleware::from_fn_with_state(limit, limit::limited);
        // What stands around a route is copied for each request: this stands around the router.
        Router::new().fallback_service(site).layer(
            ServiceBuilder::new()
                .layer(middleware::map_response(secured))
                .layer(middleware::from_fn(encoding::encoded))
                .layer(CompressionLayer::new())
                .layer(CatchPanicLayer::custom(|_| {
                    Problem::panicked().document(Language::En)
                }))
                .option_layer(limit.map(limited))
                .layer(middleware::map_request(in_full)),
        )
    }
}

/// Answers until dropped.
pub async fn serve(listener: TcpListener, site: Site) -> io::Result<()> {
    let at = format!("http://{}", listener.local_addr()?);
    site.0.answers_at.get_or_init(|| at);
    connections::serve(listener, site.routes()).await
}

/// Asks the pages for the whole where only the head is asked for (RFC 9110, 9.3.2): what encodes
/// an answer has to see it, and the body is left out after that.
async fn in_full<B>(mut request: Request<B>) -> Request<B> {
    if request.method() == Method::HEAD {
        *request.method_mut() = Method::GET;
    }
    request
}

/// The headers by which a browser keeps to the site.
async fn secured<B>(mut response: Response<B>) -> Response<B> {
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
        return Problem::not_found("nothing is at this address").document(asked.told_in());
    }
    asked.nowhere(&site)
}

async fn other_method(State(site): State<Site>, asked: Asked) -> Response {
    let detail = "this address is not answered in this way";
    let problem = Problem::new(StatusCode::METHOD_NOT_ALLOWED, "METHOD_NOT_ALLOWED", detail);
    asked.told(&site, &problem)
}
