//! Signing in with an account of the office, and signing out: the only forms that change
//! something here.

use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

use askama::Template;
use axum::body::to_bytes;
use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};

use super::frame::Frame;
use super::{problem, written};
use crate::asked::Asked;
use crate::parameters::Parameters;
use crate::problem::Problem;
use crate::signing::cookie::Cookie;
use crate::signing::{Signing, SigningError, Token, Tried, origin};
use crate::site::Site;

/// Bytes of a form, by bound.
const FORM_BYTES_MAX: usize = 8 << 10;

/// Characters of an address to return to, by bound.
pub(super) const RETURN_CHARACTERS_MAX: usize = 2_048;

#[derive(Template)]
#[template(path = "sign_in.html")]
struct SignInPage {
    frame: Frame,
    /// Shows that this site gave the form to whoever sends it.
    form: String,
    return_to: String,
    name: String,
    fault: Option<String>,
    /// Where to sign in at the provider of identities, if there is one.
    provider: Option<String>,
}

/// What was sent in a form.
#[derive(Default)]
struct Sent {
    name: String,
    password: String,
    form: String,
    return_to: String,
}

impl Sent {
    fn of(bytes: &[u8]) -> Self {
        let mut form = Self::default();
        for (name, value) in form_urlencoded::parse(bytes) {
            let field = match name.as_ref() {
                "name" => &mut form.name,
                "password" => &mut form.password,
                "form" => &mut form.form,
                "return_to" => &mut form.return_to,
                _ => continue,
            };
            *field = value.into_owned();
        }
        form
    }

    /// Where whoever sent it wants to go on.
    fn way_on(&self, asked: &Asked) -> String {
        way_on(asked, &self.return_to)
    }
}

/// The page to go on with: the one that was asked for, or the start.
pub(super) fn way_on(asked: &Asked, return_to: &str) -> String {
    let start = format!("/{}", asked.language().code());
    origin::local(return_to).map_or(start, str::to_owned)
}

/// The form.
pub(super) async fn form(State(site): State<Site>, asked: Asked, headers: HeaderMap) -> Response {
    let Some(signing) = site.signing().filter(|_| asked.language.is_some()) else {
        return asked.nowhere(&site);
    };
    let mut parameters = Parameters::of(asked.query());
    let return_to = parameters.text("return_to", RETURN_CHARACTERS_MAX);
    if let Err(faults) = parameters.finish() {
        return problem(&site, &asked, &faults.into());
    }
    let empty = Sent {
        return_to: return_to.unwrap_or_default(),
        ..Sent::default()
    };
    shown(&site, signing, &asked, (&headers, &empty), None)
}

/// Checks what was sent.
pub(super) async fn sign_in(State(site): State<Site>, asked: Asked, request: Request) -> Response {
    let Some(signing) = site.signing().filter(|_| asked.language.is_some()) else {
        return asked.nowhere(&site);
    };
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
    let nowhere = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
    let peer = peer.map_or(nowhere, |peer| peer.0);
    let (headers, form) = match sent(request).await {
        Ok(sent) => sent,
        Err(refused) => return problem(&site, &asked, &refused),
    };
    let visit = signing.cookies().given(Cookie::Visit, &headers);
    let is_own = visit.is_some_and(|visit| signing.is_own_form(&visit, &form.form))
        && origin::is_own(&headers, signing.address());
    if !is_own {
        let fault = Fault::Foreign;
        return shown(&site, signing, &asked, (&headers, &form), Some(fault));
    }
    let from = site.asker(peer, &headers);
    let tried = (form.name.clone(), form.password.clone());
    let fault = match signing.try_password(tried, from).await {
        Ok(Tried::SignedIn(token)) => return signed_in(signing, &asked, &form, &token),
        Ok(Tried::Wrong) => Fault::Wrong,
        Ok(Tried::TooOften(wait)) => Fault::TooOften(wait),
        Ok(Tried::Busy) => return problem(&site, &asked, &Problem::busy()),
        Err(error) => return failed(&site, &asked, &error),
    };
    shown(&site, signing, &asked, (&headers, &form), Some(fault))
}

/// Ends the session.
pub(super) async fn sign_out(State(site): State<Site>, asked: Asked, request: Request) -> Response {
    let Some(signing) = site.signing().filter(|_| asked.language.is_some()) else {
        return asked.nowhere(&site);
    };
    let (headers, form) = match sent(request).await {
        Ok(sent) => sent,
        Err(refused) => return problem(&site, &asked, &refused),
    };
    let start = format!("/{}", asked.language().code());
    let mut response = Redirect::to(&start).into_response();
    let Some(session) = signing.cookies().given(Cookie::Session, &headers) else {
        return response;
    };
    let is_own =
        signing.is_own_form(&session, &form.form) && origin::is_own(&headers, signing.address());
    if !is_own {
        return problem(&site, &asked, &foreign());
    }
    signing.end(&session);
    give(&mut response, signing.cookies().clear(Cookie::Session));
    response
}

/// What is wrong with what was sent.
#[derive(Clone, Copy)]
enum Fault {
    Wrong,
    TooOften(Duration),
    Foreign,
}

impl Fault {
    fn status(self) -> StatusCode {
        match self {
            Self::Wrong => StatusCode::UNPROCESSABLE_ENTITY,
            Self::TooOften(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::Foreign => StatusCode::FORBIDDEN,
        }
    }

    fn said(self, frame: &Frame) -> String {
        match self {
            Self::Wrong => frame.t("sign-in-wrong"),
            Self::TooOften(wait) => {
                let seconds = usize::try_from(whole_seconds(wait)).unwrap_or(usize::MAX);
                frame.n("sign-in-too-often", seconds)
            }
            Self::Foreign => frame.t("problem-FORM_FOREIGN"),
        }
    }
}

fn whole_seconds(wait: Duration) -> u64 {
    wait.as_secs() + u64::from(wait.subsec_nanos() > 0)
}

fn foreign() -> Problem {
    let detail = "the form was not sent from a page of this site that was opened here";
    Problem::new(StatusCode::FORBIDDEN, "FORM_FOREIGN", detail)
}

fn failed(site: &Site, asked: &Asked, error: &SigningError) -> Response {
    problem(site, asked, &Problem::internal(error))
}

/// The headers and the form of a request.
async fn sent(request: Request) -> Result<(HeaderMap, Sent), Problem> {
    let (head, body) = request.into_parts();
    let kind = head.headers.get(header::CONTENT_TYPE);
    let is_form = kind.is_some_and(|kind| {
        kind.as_bytes()
            .starts_with(b"application/x-www-form-urlencoded")
    });
    let bytes = to_bytes(body, FORM_BYTES_MAX).await.unwrap_or_default();
    if !is_form || bytes.is_empty() {
        let detail = format!("a form of at most {FORM_BYTES_MAX} bytes is sent here");
        return Err(Problem::new(
            StatusCode::BAD_REQUEST,
            "FORM_INVALID",
            detail,
        ));
    }
    Ok((head.headers, Sent::of(&bytes)))
}

/// The page with the form, for whoever is about to sign in.
fn shown(
    site: &Site,
    signing: &Signing,
    asked: &Asked,
    (headers, sent): (&HeaderMap, &Sent),
    fault: Option<Fault>,
) -> Response {
    let held = signing.cookies().given(Cookie::Visit, headers);
    let visit = match held.clone().map_or_else(Token::made, Ok) {
        Ok(visit) => visit,
        Err(error) => return failed(site, asked, &error.into()),
    };
    let frame = Frame::of(site, asked, asked.today, "sign-in").bare();
    let form = signing.form_token(&visit);
    let page = SignInPage {
        form: form.map_or_else(String::new, |form| form.reveal().to_owned()),
        return_to: sent.way_on(asked),
        name: sent.name.chars().take(64).collect(),
        fault: fault.map(|fault| fault.said(&frame)),
        provider: signing.has_provider().then(|| {
            let mut query = form_urlencoded::Serializer::new(String::new());
            query.append_pair("return_to", &sent.way_on(asked));
            format!("{}?{}", frame.bare_to("/sign-in/provider"), query.finish())
        }),
        frame,
    };
    let status = fault.map_or(StatusCode::OK, Fault::status);
    let mut response = written(status, &page, asked.language());
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Some(Fault::TooOften(wait)) = fault {
        headers.insert(header::RETRY_AFTER, whole_seconds(wait).into());
    }
    if held.is_none() {
        give(&mut response, signing.cookies().set(Cookie::Visit, &visit));
    }
    response
}

fn signed_in(signing: &Signing, asked: &Asked, form: &Sent, token: &Token) -> Response {
    let mut response = Redirect::to(&form.way_on(asked)).into_response();
    give(&mut response, signing.cookies().set(Cookie::Session, token));
    give(&mut response, signing.cookies().clear(Cookie::Visit));
    response
}

/// Has a browser hold, or let go of, a cookie.
pub(super) fn give(response: &mut Response, cookie: Option<HeaderValue>) {
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Some(cookie) = cookie {
        headers.append(header::SET_COOKIE, cookie);
    }
}
