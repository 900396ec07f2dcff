//! The door of the site: each request is known once, before anything answers it, and what it
//! says of who asks decides who may keep the answer. A read of what is not public is recorded
//! before it goes out.

use std::collections::BTreeMap;

use axum::extract::{FromRequestParts, MatchedPath, RawPathParams, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;
use chrono::Utc;

use super::Refused;
use super::cookie::Cookie;
use super::record::Read;
use super::session::Who;
use crate::asked::Asked;
use crate::language::Language;
use crate::problem::Problem;
use crate::site::Site;
use crate::viewer::Viewer;

/// Parameters that say what was looked at and hold no words of a search.
const SUBJECTS: [&str; 12] = [
    "as_of",
    "as_at",
    "category",
    "court",
    "entry_no",
    "federal_no",
    "from",
    "indicator",
    "period",
    "referral_no",
    "region",
    "rule",
];

/// Bytes of what was looked for, by bound.
const SUBJECT_BYTES_MAX: usize = 128;

/// Finds out who asks, records what they see beyond what everybody may, and has nobody keep
/// the answer.
pub(crate) async fn known(State(site): State<Site>, request: Request, next: Next) -> Response {
    if request.uri().path().starts_with("/assets/") {
        return next.run(request).await;
    }
    let (mut parts, body) = request.into_parts();
    let viewer = match viewer(&site, &parts.headers).await {
        Ok(viewer) => viewer,
        Err(refused) => return told(refused),
    };
    let mut response = if viewer.role.is_some() {
        parts.headers.remove(header::IF_NONE_MATCH);
        parts.extensions.insert(viewer.clone());
        let read = read(&mut parts, &viewer).await;
        let asked = asked(&mut parts, &site).await;
        let response = next.run(Request::from_parts(parts, body)).await;
        let mut response = recorded(&site, &viewer, read, response)
            .await
            .unwrap_or_else(|problem| asked.told(&site, &problem));
        let headers = response.headers_mut();
        let private = HeaderValue::from_static("private, no-store");
        headers.insert(header::CACHE_CONTROL, private);
        headers.remove(header::ETAG);
        response
    } else {
        next.run(Request::from_parts(parts, body)).await
    };
    if response.status() == StatusCode::UNAUTHORIZED {
        let bearer = HeaderValue::from_static("Bearer");
        response
            .headers_mut()
            .insert(header::WWW_AUTHENTICATE, bearer);
    }
    let varies = HeaderValue::from_static("Cookie, Authorization");
    response.headers_mut().append(header::VARY, varies);
    response
}

async fn asked(parts: &mut Parts, site: &Site) -> Asked {
    match Asked::from_request_parts(parts, site).await {
        Ok(asked) => asked,
        Err(never) => match never {},
    }
}

/// Who asks, by what a request carries.
async fn viewer(site: &Site, headers: &HeaderMap) -> Result<Viewer, Refused> {
    let Some(signing) = site.signing() else {
        return Ok(Viewer::EVERYBODY);
    };
    if let Some(brought) = signing.bearer(headers).await {
        return brought.map(Viewer::of);
    }
    let session = signing.cookies().given(Cookie::Session, headers);
    let who = session.and_then(|token| Some((signing.who(&token)?, token)));
    let Some((who, token)) = who else {
        return Ok(Viewer::EVERYBODY);
    };
    let mut viewer = Viewer::of(who);
    viewer.form = signing.form_token(&token);
    Ok(viewer)
}

/// Why credentials are not taken (RFC 6750, 3.1). Nobody who brought some is answered as
/// everybody.
fn told(refused: Refused) -> Response {
    let (status, code, challenge) = match refused {
        Refused::NotTaken => (StatusCode::UNAUTHORIZED, "TOKEN_EXPECTED", "Bearer"),
        Refused::Invalid => (
            StatusCode::UNAUTHORIZED,
            "TOKEN_INVALID",
            "Bearer error=\"invalid_token\"",
        ),
        Refused::NoRole => (
            StatusCode::FORBIDDEN,
            "NO_ROLE",
            "Bearer error=\"insufficient_scope\"",
        ),
        Refused::NoKeys => (StatusCode::SERVICE_UNAVAILABLE, "BUSY", "Bearer"),
    };
    let problem = Problem::new(status, code, refused.to_string());
    let mut response = problem.document(Language::En);
    let headers = response.headers_mut();
    let challenge = HeaderValue::from_static(challenge);
    headers.insert(header::WWW_AUTHENTICATE, challenge);
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// What is about to be read, and by whom.
async fn read(parts: &mut Parts, viewer: &Viewer) -> Option<Read> {
    let Who {
        account, by, role, ..
    } = viewer.who()?;
    let route = parts.extensions.get::<MatchedPath>()?.as_str().to_owned();
    let mut subject = BTreeMap::new();
    if let Ok(named) = RawPathParams::from_request_parts(parts, &()).await {
        let named = named.iter().filter(|(name, _)| *name != "language");
        subject.extend(named.map(|(name, value)| (name.to_owned(), value.to_owned())));
    }
    let query = parts.uri.query().unwrap_or_default();
    let pairs = form_urlencoded::parse(query.as_bytes()).into_owned();
    subject.extend(pairs.filter(|(name, value)| {
        SUBJECTS.contains(&name.as_str()) && value.len() <= SUBJECT_BYTES_MAX
    }));
    Some(Read {
        at: Utc::now(),
        account: account.as_ref().to_owned(),
        by: *by,
        role: *role,
        route,
        subject,
    })
}

/// The answer, once it is on record where it must be. Without its record it does not go out.
async fn recorded(
    site: &Site,
    viewer: &Viewer,
    read: Option<Read>,
    response: Response,
) -> Result<Response, Problem> {
    if !viewer.saw_more() || !response.status().is_success() {
        return Ok(response);
    }
    let kept = match (site.signing(), read) {
        (Some(signing), Some(read)) => signing.record(read).await.is_ok(),
        (None, _) | (_, None) => false,
    };
    if kept {
        return Ok(response);
    }
    let detail = "the read could not be recorded, and without a record nothing is shown";
    let unavailable = StatusCode::SERVICE_UNAVAILABLE;
    Err(Problem::new(unavailable, "NOT_RECORDED", detail))
}
