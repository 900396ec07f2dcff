//! Signing in at a provider of identities: the whole code flow against a provider of its own
//! process, and its tokens brought by programs.

use std::path::Path;

use crate::harness;
use crate::process::Process;
use crate::sign_in::Browser;
use crate::site::{Reply, Shown, agent};

/// A provider with some people.
struct Provider {
    address: String,
    _running: Process,
}

impl Provider {
    fn start() -> Self {
        let people = [
            r#"{"sub":"aigul","roles":["medreg-audit","staff"]}"#,
            r#"{"sub":"nobody","roles":["staff"]}"#,
        ];
        let mut arguments = vec!["--port", "0", "--require-nonce"];
        for person in people {
            arguments.extend(["--user-claims", person]);
        }
        let mut running = Process::start(&harness::oidc_provider(), arguments);
        let address = running.wait_between("Uvicorn running on ", " (");
        Self {
            address,
            _running: running,
        }
    }

    /// The lines of a configuration that trusts it. The site is known by what it listens at.
    fn settings(&self, office: &Path, port: u16) -> String {
        let secret = office.join("oidc.secret");
        std::fs::write(&secret, "not very secret\n").unwrap();
        let (issuer, secret) = (&self.address, secret.display());
        format!(
            "listen = '127.0.0.1:{port}'\naddress = 'http://127.0.0.1:{port}'\n\
             oidc_issuer = '{issuer}'\noidc_client_id = 'medreg'\n\
             oidc_client_secret_file = '{secret}'\nroles = 'medreg-audit=auditor'\n\
             token_audience = 'medreg'\n"
        )
    }

    /// Somebody signs in there: where they are sent back to.
    fn sign_in(&self, authorize: &str, sub: &str) -> String {
        assert!(authorize.starts_with(&self.address), "{authorize}");
        let form = format!("sub={sub}");
        let request = agent().post(authorize);
        let request = request.header("content-type", "application/x-www-form-urlencoded");
        let reply = Reply::of(request.send(form).unwrap());
        assert_eq!(reply.status, 302, "{}", reply.text);
        reply.header("location").to_owned()
    }
}

fn shown_with(provider: &Provider) -> Shown {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    Shown::lived_with(|office| {
        drop(listener);
        provider.settings(office, port)
    })
}

/// Goes to the provider: where that is.
fn leave(shown: &Shown, browser: &mut Browser) -> String {
    let page = browser.get(shown, "/en/sign-in?return_to=%2Fen%2Faudit%2Freads");
    assert!(
        page.text
            .contains("/en/sign-in/provider?return_to=%2Fen%2Faudit%2Freads")
    );
    let reply = browser.get(
        shown,
        "/en/sign-in/provider?return_to=%2Fen%2Faudit%2Freads",
    );
    assert_eq!(reply.status, 303, "{}", reply.text);
    let to = reply.header("location").to_owned();
    for part in [
        "code_challenge_method=S256",
        "state=",
        "nonce=",
        "response_type=code",
    ] {
        assert!(to.contains(part), "{to}");
    }
    to
}

/// Comes back from the provider.
fn come_back(shown: &Shown, browser: &mut Browser, to: &str) -> Reply {
    let path = to.strip_prefix(shown.address()).expect("back at the site");
    browser.get(shown, path)
}

fn code(reply: &Reply) -> String {
    let (_, rest) = reply
        .text
        .split_once("<p class=\"mr-small mr-muted\">")
        .unwrap_or_else(|| panic!("{}", reply.text));
    rest.split("</a>")
        .next()
        .unwrap()
        .rsplit(' ')
        .next()
        .unwrap()
        .to_owned()
}

/// A part of a query.
fn part<'a>(address: &'a str, name: &str) -> &'a str {
    let (_, rest) = address.split_once(&format!("{name}=")).unwrap();
    rest.split('&').next().unwrap()
}

fn check(reply: &Reply, status: u16, refused: &str) {
    assert_eq!((reply.status, code(reply).as_str()), (status, refused));
    let session = reply
        .headers
        .iter()
        .filter(|(name, value)| name == "set-cookie" && value.starts_with("medreg="));
    assert_eq!(session.count(), 0);
}

#[test]
fn whoever_the_provider_knows_with_a_role_is_signed_in_once() {
    let provider = Provider::start();
    let shown = &shown_with(&provider);
    let mut browser = Browser::default();
    let to = leave(shown, &mut browser);
    let back = provider.sign_in(&to, "aigul");
    let mut other = Browser::default();
    leave(shown, &mut other);
    check(&come_back(shown, &mut other, &back), 400, "SIGN_IN_UNKNOWN");
    let reply = come_back(shown, &mut browser, &back);
    assert_eq!(
        (reply.status, reply.header("location")),
        (303, "/en/audit/reads"),
        "{}",
        reply.text
    );
    let page = browser.get(shown, "/en/audit/reads");
    assert!(page.text.contains("aigul · auditor"), "{}", page.text);
    let mut again = Browser::default();
    check(&come_back(shown, &mut again, &back), 400, "SIGN_IN_UNKNOWN");
    // The code of before, with the state of now.
    let fresh = leave(shown, &mut again);
    let replayed = back.replace(part(&back, "state"), part(&fresh, "state"));
    check(
        &come_back(shown, &mut again, &replayed),
        403,
        "SIGN_IN_REFUSED",
    );
}

#[test]
fn a_state_or_nonce_that_is_not_this_browsers_and_an_unknown_role_sign_nobody_in() {
    let provider = Provider::start();
    let shown = &shown_with(&provider);
    let mut browser = Browser::default();
    let to = leave(shown, &mut browser);
    let back = provider.sign_in(&to, "aigul");
    let forged = back.replace(part(&back, "state"), "forged");
    check(
        &come_back(shown, &mut browser, &forged),
        400,
        "SIGN_IN_UNKNOWN",
    );
    check(
        &come_back(shown, &mut browser, &back),
        400,
        "SIGN_IN_UNKNOWN",
    );
    let to = leave(shown, &mut browser);
    let back = provider.sign_in(&to.replace(part(&to, "nonce"), "forged"), "aigul");
    check(
        &come_back(shown, &mut browser, &back),
        403,
        "SIGN_IN_UNSOUND",
    );
    let to = leave(shown, &mut browser);
    let back = provider.sign_in(&to, "nobody");
    check(&come_back(shown, &mut browser, &back), 403, "NO_ROLE");
    let to = leave(shown, &mut browser);
    let denied = format!(
        "{}/sign-in/return?error=access_denied&state={}",
        shown.address(),
        part(&to, "state")
    );
    check(
        &come_back(shown, &mut browser, &denied),
        403,
        "SIGN_IN_REFUSED",
    );
    assert_eq!(browser.get(shown, "/en/audit/reads").status, 401);
}

/// A token by the provider for its client, as a program would have it.
fn token(provider: &Provider, sub: &str) -> String {
    let (address, back) = (&provider.address, "http%3A%2F%2F127.0.0.1%2Fback");
    let authorize = format!(
        "{address}/oauth2/authorize?response_type=code&client_id=medreg&scope=openid&nonce=n-{sub}&redirect_uri={back}"
    );
    let returned = provider.sign_in(&authorize, sub);
    let code = part(&returned, "code");
    let form = format!(
        "grant_type=authorization_code&code={code}&redirect_uri={back}&client_id=medreg&client_secret=x"
    );
    let request = agent().post(format!("{address}/oauth2/token"));
    let request = request.header("content-type", "application/x-www-form-urlencoded");
    let reply = Reply::of(request.send(form).unwrap());
    reply.json()["id_token"]
        .as_str()
        .unwrap_or_else(|| panic!("{}", reply.text))
        .to_owned()
}

#[test]
fn a_program_is_known_by_its_token_and_never_answered_as_everybody_with_a_bad_one() {
    let provider = Provider::start();
    let shown = &shown_with(&provider);
    let ask =
        |path: &str, credentials: &str| shown.get_with(path, &[("authorization", credentials)]);
    let sound = format!("Bearer {}", token(&provider, "aigul"));
    let reply = ask("/api/v1/access-records", &sound);
    assert_eq!(reply.status, 200, "{}", reply.text);
    assert_eq!(reply.header("cache-control"), "private, no-store");
    let seen = ask("/api/v1/access-records", &sound).json();
    assert_eq!(seen["items"][0]["account"], "aigul");
    assert_eq!(seen["items"][0]["by"], "token");
    let cut = &sound[..sound.len() - 4];
    let roleless = format!("Bearer {}", token(&provider, "nobody"));
    for (credentials, status, code, challenge) in [
        (cut, 401, "TOKEN_INVALID", "Bearer error=\"invalid_token\""),
        (
            "Bearer x",
            401,
            "TOKEN_INVALID",
            "Bearer error=\"invalid_token\"",
        ),
        ("Basic YTpi", 401, "TOKEN_EXPECTED", "Bearer"),
        (
            roleless.as_str(),
            403,
            "NO_ROLE",
            "Bearer error=\"insufficient_scope\"",
        ),
    ] {
        for path in ["/api/v1/access-records", "/api/v1/entries", "/en/entries"] {
            let reply = ask(path, credentials);
            assert_eq!(reply.status, status, "{path}: {}", reply.text);
            assert_eq!(reply.json()["code"], code, "{path}");
            assert_eq!(reply.header("www-authenticate"), challenge, "{path}");
        }
    }
}
