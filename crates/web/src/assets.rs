//! What pages need beside their own text, embedded in the binary: no request to another host.

use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse, Response};

use crate::problem::Problem;

/// An asset is of this build: a browser asks again, and is told that nothing changed.
const CACHED: &str = "public, max-age=3600";

const CSS: &str = "text/css; charset=utf-8";
const SCRIPT: &str = "text/javascript; charset=utf-8";
const FONT: &str = "font/woff2";
const DRAWING: &str = "image/svg+xml";

macro_rules! assets {
    ($($name:literal: $kind:expr,)+) => {
        /// Every asset: its name, media type and bytes.
        const ASSETS: &[(&str, &str, &[u8])] = &[
            $(($name, $kind, include_bytes!(concat!("../assets/", $name))),)+
        ];
    };
}

assets! {
    "site.css": CSS,
    "govuk-frontend-6.6.0.min.css": CSS,
    "htmx-4.0.1.min.js": SCRIPT,
    "site.js": SCRIPT,
    "theme.js": SCRIPT,
    "emblem.svg": DRAWING,
    "fonts/noto-sans-latin.woff2": FONT,
    "fonts/noto-sans-latin-kk.woff2": FONT,
    "fonts/noto-sans-cyrillic.woff2": FONT,
    "fonts/noto-sans-kazakh.woff2": FONT,
}

/// One asset.
pub(crate) async fn asset(Path(name): Path<String>) -> Response {
    let found = ASSETS.iter().find(|(known, ..)| *known == name);
    match found {
        Some((_, kind, bytes)) => {
            let headers = [
                (header::CONTENT_TYPE, *kind),
                (header::CACHE_CONTROL, CACHED),
            ];
            (headers, *bytes).into_response()
        }
        None => {
            Problem::not_found("there is no such asset").document(crate::language::Language::En)
        }
    }
}
