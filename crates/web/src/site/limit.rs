//! So many requests from one address, then a pause: nobody takes the site from the others.

use std::net::{IpAddr, SocketAddr};
use std::num::NonZeroU32;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use governor::clock::{Clock, DefaultClock};
use governor::middleware::StateInformationMiddleware;
use governor::state::keyed::DashMapStateStore;
use governor::{Quota, RateLimiter};

use super::asker;
use crate::language::Language;
use crate::problem::Problem;

/// The span a number of requests is given for.
const SPAN: Duration = Duration::from_mins(5);

/// Requests between two looks at which addresses are idle, so that memory is bounded.
const SWEEP_EVERY: u32 = 10_000;

/// The names of the header fields (draft-ietf-httpapi-ratelimit-headers).
const POLICY: HeaderName = HeaderName::from_static("ratelimit-policy");
const LEFT: HeaderName = HeaderName::from_static("ratelimit");

type Counters =
    RateLimiter<IpAddr, DashMapStateStore<IpAddr>, DefaultClock, StateInformationMiddleware>;

/// How many requests an address may make.
#[derive(Clone, Debug)]
pub(super) struct Limit(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    counters: Counters,
    requests: NonZeroU32,
    proxy: Option<IpAddr>,
    since_sweep: AtomicU32,
}

impl Limit {
    /// So many requests from an address in five minutes. Behind a proxy, the address is the one
    /// the proxy says it was asked from.
    pub(super) fn of(requests: NonZeroU32, proxy: Option<IpAddr>) -> Self {
        let every = SPAN / requests.get();
        let quota = Quota::with_period(every).unwrap_or(Quota::per_second(requests));
        let counters = RateLimiter::keyed(quota.allow_burst(requests));
        Self(Arc::new(Inner {
            counters: counters.with_middleware(),
            requests,
            proxy,
            since_sweep: AtomicU32::new(0),
        }))
    }

    fn sweep(&self) {
        let before = self.0.since_sweep.fetch_add(1, Ordering::Relaxed);
        if before == SWEEP_EVERY {
            self.0.since_sweep.store(0, Ordering::Relaxed);
            self.0.counters.retain_recent();
        }
    }
}

/// Lets a request through, or says when to come again (RFC 6585).
pub(super) async fn limited(
    State(limit): State<Limit>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    request: Request,
    next: Next,
) -> Response {
    if request.uri().path().starts_with("/assets/") {
        return next.run(request).await;
    }
    limit.sweep();
    let asker = asker(peer, request.headers(), limit.0.proxy);
    let (mut response, left, seconds) = match limit.0.counters.check_key(&asker) {
        Ok(state) => (next.run(request).await, state.remaining_burst_capacity(), 0),
        Err(until) => {
            let wait = until.wait_time_from(DefaultClock::default().now());
            let seconds = wait.as_secs() + 1;
            let language = Language::of_request(&request);
            (too_many(seconds, language), 0, seconds)
        }
    };
    let (requests, span) = (limit.0.requests, SPAN.as_secs());
    let fields = [
        (POLICY, format!("\"address\";q={requests};w={span}")),
        (LEFT, format!("\"address\";r={left};t={seconds}")),
    ];
    for (name, value) in fields {
        if let Ok(value) = HeaderValue::from_str(&value) {
            response.headers_mut().insert(name, value);
        }
    }
    response
}

fn too_many(seconds: u64, language: Language) -> Response {
    let problem = Problem::too_many(seconds).document(language);
    ([(header::RETRY_AFTER, seconds.to_string())], problem).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_its_number_and_no_more_and_others_have_theirs() {
        let limit = Limit::of(NonZeroU32::new(3).unwrap(), None);
        let [one, two] = ["192.0.2.1", "192.0.2.2"].map(|it| it.parse::<IpAddr>().unwrap());
        let allowed = |who| limit.0.counters.check_key(&who).is_ok();
        assert_eq!([allowed(one), allowed(one), allowed(one)], [true; 3]);
        assert!(!allowed(one));
        assert!(allowed(two));
    }
}
