//! What went wrong, for a person or a program: one list of faults for both (RFC 9457).

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use medreg_domain::Rejection;
use medreg_node::federal::service::ServeError;
use medreg_node::published::PublishedError;
use medreg_node::query::QueryError;
use serde_json::json;

use crate::language::Language;
use crate::parameters::FieldError;
use crate::viewer::Role;

/// The codes that are the site's own, with their status; a rule's refusal is a 422.
pub(crate) const OWN: [(&str, u16); 25] = [
    ("QUERY_INVALID", 400),
    ("PATH_INVALID", 400),
    ("FORM_INVALID", 400),
    ("SIGN_IN_UNKNOWN", 400),
    ("SIZES_OUT_OF_RANGE", 400),
    ("SIGN_IN", 401),
    ("TOKEN_EXPECTED", 401),
    ("TOKEN_INVALID", 401),
    ("FORBIDDEN", 403),
    ("FORM_FOREIGN", 403),
    ("NO_ROLE", 403),
    ("SIGN_IN_REFUSED", 403),
    ("SIGN_IN_UNSOUND", 403),
    ("NOT_FOUND", 404),
    ("METHOD_NOT_ALLOWED", 405),
    ("ENCODING_UNKNOWN", 406),
    ("TOO_MANY_REQUESTS", 429),
    ("INTERNAL", 500),
    ("PROVIDER_UNREACHABLE", 502),
    ("BUSY", 503),
    ("NOT_COVERED", 503),
    ("NOT_RECORDED", 503),
    ("NOT_YET", 503),
    ("RELEASE_UNREADABLE", 503),
    ("STOPPING", 503),
];

/// Why a request is not answered.
#[derive(Clone, Debug)]
pub(crate) struct Problem {
    /// The status.
    pub(crate) status: StatusCode,
    /// Stable, for programs.
    pub(crate) code: String,
    /// One sentence, in English.
    pub(crate) detail: String,
    /// What is wrong with parameters.
    pub(crate) errors: Vec<FieldError>,
    /// Where the rule stands, if a rule said no.
    pub(crate) article: Option<&'static str>,
}

impl Problem {
    /// A problem without parameters.
    pub(crate) fn new(status: StatusCode, code: &str, detail: impl Into<String>) -> Self {
        Self {
            status,
            code: code.to_owned(),
            detail: detail.into(),
            errors: Vec::new(),
            article: None,
        }
    }

    /// There is no such thing.
    pub(crate) fn not_found(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, "NOT_FOUND", detail)
    }

    /// Whoever asks has no role that may.
    pub(crate) fn forbidden(roles: &[Role]) -> Self {
        let detail = format!("this is for {}", named(roles));
        Self::new(StatusCode::FORBIDDEN, "FORBIDDEN", detail)
    }

    /// Whoever asks has to sign in first.
    pub(crate) fn signed_out(roles: &[Role]) -> Self {
        let detail = format!("this is for {}: sign in first", named(roles));
        Self::new(StatusCode::UNAUTHORIZED, "SIGN_IN", detail)
    }

    /// Somebody asks too often.
    pub(crate) fn too_many(seconds: u64) -> Self {
        let detail = format!("too many requests from one address: ask again in {seconds} s");
        Self::new(StatusCode::TOO_MANY_REQUESTS, "TOO_MANY_REQUESTS", detail)
    }

    /// What is asked about is not known yet.
    pub(crate) fn not_yet(wanted: u64, known: u64) -> Self {
        let detail = format!("position {wanted} is not in the views yet: {known} events are");
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "NOT_YET", detail)
    }

    /// The office failed; what happened is in its log, not in the answer.
    pub(crate) fn internal(error: &dyn std::error::Error) -> Self {
        tracing::error!(error = %error, "Could not answer a request: {error}");
        let detail = "the office could not answer; it has written down why";
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "INTERNAL", detail)
    }

    /// The tables of a release are missing or were changed; the office makes them again.
    pub(crate) fn unreadable(error: &dyn std::error::Error) -> Self {
        tracing::error!(error = %error, "Could not read a release: {error}");
        let detail =
            "the released tables cannot be read: the office makes them again when it starts";
        Self::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "RELEASE_UNREADABLE",
            detail,
        )
    }

    /// More is asked than can be answered at once.
    pub(crate) fn busy() -> Self {
        let detail = "more is asked than can be answered at once: ask again in a second";
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "BUSY", detail)
    }

    /// A question came to no end.
    pub(crate) fn panicked() -> Self {
        tracing::error!("A question panicked");
        let detail = "the office could not answer; it has written down that it could not";
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "INTERNAL", detail)
    }

    /// The sentence in a language: by its code where that has one.
    pub(crate) fn said(&self, language: Language) -> String {
        let by_rule = language.find(&format!("code-{}", self.code), None);
        let by_site = || language.find(&format!("problem-{}", self.code), None);
        by_rule
            .or_else(by_site)
            .unwrap_or_else(|| self.detail.clone())
    }

    /// The document for programs.
    pub(crate) fn document(&self, language: Language) -> Response {
        let body = json!({
            "type": format!("/problems/{}", self.code),
            "title": self.status.canonical_reason(),
            "status": self.status.as_u16(),
            "code": self.code,
            "detail": self.detail,
            "message": self.said(language),
            "errors": self.errors,
            "article": self.article,
        });
        let kind = HeaderValue::from_static("application/problem+json");
        let mut response = (self.status, axum::Json(body)).into_response();
        response.headers_mut().insert(header::CONTENT_TYPE, kind);
        if self.status == StatusCode::SERVICE_UNAVAILABLE {
            let second = HeaderValue::from_static("1");
            response.headers_mut().insert(header::RETRY_AFTER, second);
        }
        response
    }
}

fn named(roles: &[Role]) -> String {
    let names: Vec<&str> = roles.iter().map(Into::into).collect();
    names.join(", ")
}

impl From<Vec<FieldError>> for Problem {
    fn from(errors: Vec<FieldError>) -> Self {
        let details: Vec<&str> = errors.iter().map(|error| error.detail.as_str()).collect();
        let detail = details.join("; ");
        Self {
            errors,
            ..Self::new(StatusCode::BAD_REQUEST, "QUERY_INVALID", detail)
        }
    }
}

impl From<Rejection> for Problem {
    fn from(rejection: Rejection) -> Self {
        let article = Some(rejection.code.article());
        let code = rejection.code.to_string();
        Self {
            article,
            ..Self::new(StatusCode::UNPROCESSABLE_ENTITY, &code, rejection.detail)
        }
    }
}

impl From<PublishedError> for Problem {
    fn from(error: PublishedError) -> Self {
        Self::internal(&error)
    }
}

impl From<ServeError> for Problem {
    fn from(error: ServeError) -> Self {
        match error {
            ServeError::Query(error) => error.into(),
            ServeError::Stopped => {
                let detail = "the office is stopping: ask again in a moment";
                Self::new(StatusCode::SERVICE_UNAVAILABLE, "STOPPING", detail)
            }
            ServeError::Federal(_)
            | ServeError::Link(_)
            | ServeError::Keyring(_)
            | ServeError::ReaderStopped => Self::internal(&error),
        }
    }
}

impl From<QueryError> for Problem {
    fn from(error: QueryError) -> Self {
        match error {
            QueryError::NotFound(detail) => Self::not_found(detail),
            QueryError::Malformed(detail) => {
                Self::new(StatusCode::BAD_REQUEST, "QUERY_INVALID", detail)
            }
            QueryError::Refused(rejection) => rejection.into(),
            QueryError::Release(error) => Self::unreadable(&error),
            QueryError::Views(error) => Self::internal(&error),
            QueryError::Federal(error) => Self::internal(&error),
        }
    }
}

#[cfg(test)]
mod tests {
    use strum::VariantArray;

    use super::*;
    use crate::parameters::FAULTS;

    /// The text of every file of this crate, without its tests.
    fn sources(folder: &std::path::Path, texts: &mut Vec<String>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                sources(&path, texts);
            } else if path.extension().is_some_and(|kind| kind == "rs") {
                let text = std::fs::read_to_string(&path).unwrap();
                let code = text.split("#[cfg(test)]").next().unwrap();
                texts.push(code.to_owned());
            }
        }
    }

    /// The first text in capitals behind each call.
    fn codes(text: &str, call: &str) -> Vec<String> {
        let is_code = |text: &&str| {
            text.len() > 3 && text.bytes().all(|b| b.is_ascii_uppercase() || b == b'_')
        };
        let calls = text.split(call).skip(1);
        let codes = calls.filter_map(|rest| {
            let arguments = rest.split(';').next()?;
            arguments.split('"').skip(1).step_by(2).find(is_code)
        });
        codes.map(str::to_owned).collect()
    }

    #[test]
    fn every_code_of_the_site_is_listed_and_said_in_every_language() {
        let mut texts = Vec::new();
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src");
        sources(folder.as_ref(), &mut texts);
        let said = |call: &str| -> Vec<String> {
            texts.iter().flat_map(|text| codes(text, call)).collect()
        };
        let own = [said("Problem::new("), said("Self::new(")].concat();
        assert!(own.len() > 10, "{own:?}");
        for code in own {
            let is_listed = OWN.iter().any(|(known, _)| *known == code);
            assert!(is_listed, "{code} is not in the list of codes");
        }
        let faults = said("refuse(");
        assert!(faults.len() > 10, "{faults:?}");
        for code in faults {
            assert!(FAULTS.contains(&code.as_str()), "{code} is not in the list");
        }
        for language in Language::VARIANTS {
            let is_said = |id: String| language.find(&id, None).is_some();
            for (code, _) in OWN {
                assert!(is_said(format!("problem-{code}")), "{code}");
            }
            for code in FAULTS {
                assert!(is_said(format!("fault-{code}")), "{code}");
                assert!(is_said(format!("fault_code-{code}")), "{code}");
            }
        }
    }
}
