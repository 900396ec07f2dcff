//! The door of the site: each request is known once, before anything answers it, and what it
//! says of who asks decides who may keep the answer.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;

use super::cookie::Cookie;
use super::session::Who;
use crate::site::Site;
use crate::viewer::Viewer;

/// Finds out who asks, and has nobody keep what somebody who signed in was answered.
pub(crate) async fn known(State(site): State<Site>, mut request: Request, next: Next) -> Response {
    if request.uri().path().starts_with("/assets/") {
        return next.run(request).await;
    }
    let viewer = viewer(&site, request.headers());
    let is_signed_in = viewer.role.is_some();
    if is_signed_in {
        request.headers_mut().remove(header::IF_NONE_MATCH);
    }
    request.extensions_mut().insert(viewer);
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers.append(
        header::VARY,
        HeaderValue::from_static("Cookie, Authorization"),
    );
    if is_signed_in {
        let private = HeaderValue::from_static("private, no-store");
        headers.insert(header::CACHE_CONTROL, private);
        headers.remove(header::ETAG);
    }
    response
}

/// Who asks, by what a request carries.
fn viewer(site: &Site, headers: &HeaderMap) -> Viewer {
    let Some(signing) = site.signing() else {
        return Viewer::EVERYBODY;
    };
    let Some(token) = signing.cookies().given(Cookie::Session, headers) else {
        return Viewer::EVERYBODY;
    };
    let Some(Who {
        account, role, by, ..
    }) = signing.who(&token)
    else {
        return Viewer::EVERYBODY;
    };
    let mut viewer = Viewer::of(account, role, by);
    viewer.form = signing.form_token(&token);
    viewer
}
