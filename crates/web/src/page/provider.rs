//! Signing in at the office's provider of identities: the way there, and back.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};

use super::problem;
use super::sign_in::{RETURN_CHARACTERS_MAX, give, way_on};
use crate::asked::Asked;
use crate::parameters::Parameters;
use crate::problem::Problem;
use crate::signing::cookie::Cookie;
use crate::signing::{Failed, Returned, Signing, Token};
use crate::site::Site;

/// The way there.
pub(super) async fn begin(State(site): State<Site>, asked: Asked) -> Response {
    let Some(signing) = of(&site).filter(|_| asked.language.is_some()) else {
        return asked.nowhere(&site);
    };
    let mut parameters = Parameters::of(asked.query());
    let return_to = parameters.text("return_to", RETURN_CHARACTERS_MAX);
    if let Err(faults) = parameters.finish() {
        return problem(&site, &asked, &faults.into());
    }
    let visit = match Token::made() {
        Ok(visit) => visit,
        Err(error) => return problem(&site, &asked, &Problem::internal(&error)),
    };
    let way = way_on(&asked, &return_to.unwrap_or_default());
    match signing.begin(visit.clone(), way).await {
        Ok(address) => {
            let mut response = Redirect::to(&address).into_response();
            give(&mut response, signing.cookies().set(Cookie::Visit, &visit));
            response
        }
        Err(failed) => problem(&site, &asked, &told(&failed)),
    }
}

/// The way back. Providers send more along than is needed.
pub(crate) async fn returned(
    State(site): State<Site>,
    asked: Asked,
    headers: HeaderMap,
) -> Response {
    let Some(signing) = of(&site) else {
        return asked.nowhere(&site);
    };
    let mut returned = Returned::default();
    for (name, value) in form_urlencoded::parse(asked.query().as_bytes()) {
        let field = match name.as_ref() {
            "code" => &mut returned.code,
            "state" => &mut returned.state,
            "error" => &mut returned.error,
            _ => continue,
        };
        *field = Some(value.into_owned());
    }
    let finished = match signing.cookies().given(Cookie::Visit, &headers) {
        Some(visit) => signing.finish(visit, returned).await,
        None => Err(Failed::Unknown),
    };
    let mut response = match finished {
        Ok((token, way)) => {
            let mut response = Redirect::to(&way).into_response();
            give(
                &mut response,
                signing.cookies().set(Cookie::Session, &token),
            );
            response
        }
        Err(failed) => problem(&site, &asked, &told(&failed)),
    };
    give(&mut response, signing.cookies().clear(Cookie::Visit));
    response
}

fn of(site: &Site) -> Option<&Signing> {
    site.signing().filter(|signing| signing.has_provider())
}

fn told(failed: &Failed) -> Problem {
    let (status, code) = match failed {
        Failed::Unreachable(_) => (StatusCode::BAD_GATEWAY, "PROVIDER_UNREACHABLE"),
        Failed::Unknown => (StatusCode::BAD_REQUEST, "SIGN_IN_UNKNOWN"),
        Failed::Refused(_) => (StatusCode::FORBIDDEN, "SIGN_IN_REFUSED"),
        Failed::Unsound => (StatusCode::FORBIDDEN, "SIGN_IN_UNSOUND"),
        Failed::NoRole => (StatusCode::FORBIDDEN, "NO_ROLE"),
    };
    Problem::new(status, code, failed.to_string())
}
