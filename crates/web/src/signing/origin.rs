//! Whether a form was sent from a page of this site, by what the browser says of itself.

use axum::http::{HeaderMap, Uri, header};

/// True if the browser says that one of this site's own pages sent the form.
///
/// `Sec-Fetch-Site` cannot be set by a page; older browsers say `Origin`. Whoever says neither
/// is no browser that other pages could lead here.
pub(crate) fn is_own(headers: &HeaderMap, address: Option<&str>) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = text("sec-fetch-site") {
        return site == "same-origin";
    }
    match (headers.get(header::ORIGIN), address) {
        (None, _) => true,
        (Some(origin), Some(address)) => origin.as_bytes() == address.as_bytes(),
        (Some(origin), None) => {
            let origin = origin.to_str().ok().and_then(|it| it.parse::<Uri>().ok());
            let host = origin.and_then(|origin| origin.authority().map(ToString::to_string));
            host.is_some() && host.as_deref() == text("host")
        }
    }
}

/// A path of this site and its query, if that is what it is: a place to return to.
pub(crate) fn local(path: &str) -> Option<&str> {
    let is_plain = path
        .bytes()
        .all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    let is_local = path.starts_with('/') && !path.starts_with("//");
    (is_plain && is_local && path.parse::<Uri>().is_ok()).then_some(path)
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderName, HeaderValue};

    use super::*;

    fn check(given: &[(&'static str, &'static str)], address: Option<&str>, own: bool) {
        let mut headers = HeaderMap::new();
        for (name, value) in given {
            let name = HeaderName::from_static(name);
            headers.insert(name, HeaderValue::from_static(value));
        }
        assert_eq!(is_own(&headers, address), own, "{given:?} at {address:?}");
    }

    #[test]
    fn a_form_from_elsewhere_is_told_by_its_browser() {
        let site = Some("https://register.example");
        check(&[("sec-fetch-site", "same-origin")], site, true);
        for other in ["same-site", "cross-site", "none"] {
            check(&[("sec-fetch-site", other)], site, false);
        }
        check(&[("origin", "https://register.example")], site, true);
        for other in ["https://evil.example", "http://register.example", "null"] {
            check(&[("origin", other)], site, false);
        }
        let host = ("host", "127.0.0.1:8080");
        check(&[host, ("origin", "http://127.0.0.1:8080")], None, true);
        check(&[host, ("origin", "http://127.0.0.1:8081")], None, false);
        check(&[("origin", "null")], None, false);
        check(&[host], None, true);
    }

    #[test]
    fn only_a_path_of_this_site_is_returned_to() {
        for path in ["/", "/ru/entries?q=a%20b&page=2", "/en/courts/KZ-10-011"] {
            assert_eq!(local(path), Some(path));
        }
        let elsewhere = [
            "",
            "entries",
            "//evil.example",
            "/\\evil.example",
            "https://evil.example",
            "/a\r\nset-cookie: x",
            "/a b",
            "/\tb",
            "javascript:alert(1)",
            "/ә",
        ];
        for path in elsewhere {
            assert_eq!(local(path), None, "{path}");
        }
    }
}
