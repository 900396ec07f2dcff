//! What a browser holds for the site: a session, and what ties a form to who opened it.

use axum::http::{HeaderMap, HeaderValue, header};

use super::session::Token;

/// Bytes of a token as text.
const TOKEN_BYTES: usize = 43;

/// The cookies of a site.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cookies {
    /// True where the site is reached by https alone.
    secure: bool,
}

/// One of them.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Cookie {
    /// The session of who signed in.
    Session,
    /// Whoever is about to sign in.
    Visit,
}

impl Cookies {
    pub(super) fn of(secure: bool) -> Self {
        Self { secure }
    }

    /// Browsers take a `__Host-` cookie from this very host alone, and over https (RFC 6265bis).
    fn name(self, cookie: Cookie) -> &'static str {
        match (cookie, self.secure) {
            (Cookie::Session, true) => "__Host-medreg",
            (Cookie::Session, false) => "medreg",
            (Cookie::Visit, true) => "__Host-medreg-visit",
            (Cookie::Visit, false) => "medreg-visit",
        }
    }

    /// What a request holds.
    pub(crate) fn given(self, cookie: Cookie, headers: &HeaderMap) -> Option<Token> {
        let name = self.name(cookie);
        let given = headers.get_all(header::COOKIE).iter();
        let mut pairs = given
            .filter_map(|header| header.to_str().ok())
            .flat_map(|header| header.split(';'))
            .filter_map(|pair| pair.trim().split_once('='));
        let (_, value) = pairs.find(|(other, _)| *other == name)?;
        (value.len() == TOKEN_BYTES).then(|| Token::given(value))
    }

    /// The header that gives a token to a browser until it closes.
    pub(crate) fn set(self, cookie: Cookie, token: &Token) -> Option<HeaderValue> {
        self.written(cookie, token.reveal(), "")
    }

    /// The header that takes it back.
    pub(crate) fn clear(self, cookie: Cookie) -> Option<HeaderValue> {
        self.written(cookie, "", "; Max-Age=0")
    }

    fn written(self, cookie: Cookie, value: &str, age: &str) -> Option<HeaderValue> {
        let (name, secure) = (self.name(cookie), if self.secure { "; Secure" } else { "" });
        let text = format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax{secure}{age}");
        let mut header = HeaderValue::from_str(&text).ok()?;
        header.set_sensitive(true);
        Some(header)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(cookies: &str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, HeaderValue::from_str(cookies).unwrap());
        headers
    }

    #[test]
    fn a_cookie_comes_back_as_it_was_given() {
        let token = Token::made().unwrap();
        for (secure, name) in [(true, "__Host-medreg="), (false, "medreg=")] {
            let cookies = Cookies::of(secure);
            let set = cookies.set(Cookie::Session, &token).unwrap();
            let set = set.to_str().unwrap();
            assert!(set.starts_with(name), "{set}");
            assert_eq!(set.contains("; Secure"), secure);
            for part in ["; Path=/", "; HttpOnly", "; SameSite=Lax"] {
                assert!(set.contains(part), "{set}");
            }
            let held = set.split(';').next().unwrap();
            let given = headers(&format!("a=b; {held}; medreg-visit=x"));
            assert_eq!(cookies.given(Cookie::Session, &given), Some(token.clone()));
            assert_eq!(cookies.given(Cookie::Visit, &given), None);
        }
    }

    #[test]
    fn a_cookie_set_over_http_is_not_taken_where_the_site_is_https() {
        let token = Token::made().unwrap();
        let given = headers(&format!("medreg={}", token.reveal()));
        assert_eq!(Cookies::of(true).given(Cookie::Session, &given), None);
    }
}
