//! Signing in with an account of the office: who gets in, who does not, and what is left when
//! they have gone.

use std::path::Path;

use crate::harness;
use crate::site::{Reply, Shown};
use crate::trial::{succeed, text};

/// Adds an account; its password.
pub(crate) fn add(office: &Path, name: &str, role: &str) -> String {
    let account = ["federal", "account", "add", name, "--role", role];
    let made = [&account[..], &["--generate", "--data", text(office)]].concat();
    let made = succeed(&made).json();
    made["password"].as_str().expect("a password").to_owned()
}

/// A browser: what it holds for the site.
#[derive(Default)]
pub(crate) struct Browser {
    cookies: Vec<(String, String)>,
}

impl Browser {
    /// One that signed in at a site.
    pub(crate) fn signed_in(shown: &Shown, name: &str, password: &str) -> Self {
        let mut browser = Self::default();
        let reply = browser.sign_in(shown, name, password);
        assert_eq!(reply.status, 303, "{}", reply.text);
        browser
    }

    /// What it sends along.
    pub(crate) fn cookie(&self) -> String {
        let pairs = self
            .cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"));
        pairs.collect::<Vec<_>>().join("; ")
    }

    fn keep(&mut self, reply: &Reply) {
        for (_, set) in reply
            .headers
            .iter()
            .filter(|(name, _)| name == "set-cookie")
        {
            let (name, value) = set.split(';').next().unwrap().split_once('=').unwrap();
            self.cookies.retain(|(other, _)| other != name);
            if !value.is_empty() {
                self.cookies.push((name.to_owned(), value.to_owned()));
            }
        }
    }

    /// Opens a page or asks as a program on it would.
    pub(crate) fn get(&mut self, shown: &Shown, path: &str) -> Reply {
        let reply = shown.get_with(path, &[("cookie", &self.cookie())]);
        self.keep(&reply);
        reply
    }

    /// Sends a form from one of the site's own pages.
    fn post(&mut self, shown: &Shown, path: &str, form: &str) -> Reply {
        self.post_from(shown, path, form, &[("sec-fetch-site", "same-origin")])
    }

    fn post_from(
        &mut self,
        shown: &Shown,
        path: &str,
        form: &str,
        headers: &[(&str, &str)],
    ) -> Reply {
        let cookie = self.cookie();
        let headers = [headers, &[("cookie", cookie.as_str())]].concat();
        let reply = shown.post_with(path, &headers, form);
        self.keep(&reply);
        reply
    }

    fn sign_in(&mut self, shown: &Shown, name: &str, password: &str) -> Reply {
        let page = self.get(shown, "/en/sign-in?return_to=%2Fen%2Fcourts");
        let form = form_of(&page, name, password);
        self.post(shown, "/en/sign-in", &form)
    }
}

/// The form of a sign-in page, filled in.
fn form_of(page: &Reply, name: &str, password: &str) -> String {
    let (token, way) = (hidden(page, "form"), hidden(page, "return_to"));
    format!("name={name}&password={password}&form={token}&return_to={way}")
}

fn hidden(page: &Reply, name: &str) -> String {
    let before = format!("name=\"{name}\" value=\"");
    let (_, rest) = page
        .text
        .split_once(&before)
        .expect("the form has the field");
    rest.split('"').next().unwrap().to_owned()
}

#[test]
fn who_signs_in_is_shown_what_their_role_may_see_until_they_sign_out() {
    let shown = &Shown::lived();
    let password = add(&shown.office(), "aigul", "auditor");
    assert!(
        shown
            .get("/en/courts")
            .text
            .contains("/en/sign-in?return_to=%2Fen%2Fcourts")
    );
    let mut browser = Browser::default();
    let reply = browser.sign_in(shown, "aigul", &password);
    assert_eq!(
        (reply.status, reply.header("location")),
        (303, "/en/courts")
    );
    let set = reply.header("set-cookie");
    assert!(set.contains("; HttpOnly; SameSite=Lax"), "{set}");
    let page = browser.get(shown, "/en/courts");
    assert!(page.text.contains("aigul · auditor"), "{}", page.text);
    assert_eq!(page.header("cache-control"), "private, no-store");
    assert_eq!(page.header("etag"), "");
    let varies: Vec<&str> = page
        .headers
        .iter()
        .filter(|(name, _)| name == "vary")
        .map(|(_, value)| value.as_str())
        .collect();
    assert!(varies.contains(&"Cookie, Authorization"), "{varies:?}");
    assert_eq!(
        browser
            .get(shown, "/api/v1/entries?as_at=10&limit=1")
            .status,
        200
    );
    let out = format!("form={}", hidden(&page, "form"));
    let foreign = browser.post_from(
        shown,
        "/en/sign-out",
        &out,
        &[("sec-fetch-site", "cross-site")],
    );
    assert_eq!(foreign.status, 403);
    let held = browser.cookies.clone();
    let gone = browser.post(shown, "/en/sign-out", &out);
    assert_eq!((gone.status, gone.header("location")), (303, "/en"));
    assert!(browser.cookies.is_empty());
    let mut kept = Browser { cookies: held };
    assert_eq!(
        kept.get(shown, "/api/v1/entries?as_at=10&limit=1").status,
        401
    );
}

#[test]
fn a_wrong_password_and_an_unknown_name_get_the_same_answer_and_then_a_wait() {
    let shown = &Shown::lived();
    let password = add(&shown.office(), "aigul", "auditor");
    let mut texts = Vec::new();
    for (name, wrong) in [("aigul", "not the password"), ("nobody", password.as_str())] {
        let mut browser = Browser::default();
        let replies: Vec<Reply> = (0..4)
            .map(|_| browser.sign_in(shown, name, wrong))
            .collect();
        let statuses: Vec<u16> = replies.iter().map(|reply| reply.status).collect();
        assert_eq!(statuses, [422, 422, 422, 429], "{name}");
        let wait = replies[3].header("retry-after");
        assert!(["1", "2"].contains(&wait), "{wait}");
        let said = replies[0].text.split("role=\"alert\"").nth(1).unwrap();
        texts.push(said.split("</ul>").next().unwrap().to_owned());
    }
    assert_eq!(texts[0], texts[1]);
    let mut browser = Browser::default();
    let early = browser.sign_in(shown, "aigul", &password);
    assert_eq!(early.status, 429, "the right one has to wait as well");
    assert!(early.text.contains("<title>Error: "), "{}", early.text);
}

#[test]
fn a_form_that_is_not_this_sites_signs_nobody_in() {
    let shown = &Shown::lived();
    let password = add(&shown.office(), "aigul", "auditor");
    let own = ("sec-fetch-site", "same-origin");
    let (mut browser, mut other) = (Browser::default(), Browser::default());
    let form = form_of(&browser.get(shown, "/en/sign-in"), "aigul", &password);
    let others = form_of(&other.get(shown, "/en/sign-in"), "aigul", &password);
    let cases: &[(&str, &[(&str, &str)])] = &[
        (&form, &[("sec-fetch-site", "cross-site")]),
        (&form, &[("origin", "https://evil.example")]),
        (&others, &[own]),
        ("name=aigul&password=x", &[own]),
    ];
    for (form, headers) in cases {
        let reply = browser.post_from(shown, "/en/sign-in", form, headers);
        assert_eq!(reply.status, 403, "{form} {headers:?}: {}", reply.text);
        assert!(browser.cookies.iter().all(|(name, _)| name != "medreg"));
    }
    let reply = browser.post_from(shown, "/en/sign-in", &form, &[own]);
    assert_eq!(reply.status, 303, "{}", reply.text);
}

#[test]
fn nobody_is_led_to_another_site() {
    let shown = &Shown::lived();
    let password = add(&shown.office(), "aigul", "auditor");
    for elsewhere in [
        "https%3A%2F%2Fevil.example",
        "%2F%2Fevil.example",
        "%2F%5Cevil.example",
    ] {
        let mut browser = Browser::default();
        let page = browser.get(shown, &format!("/en/sign-in?return_to={elsewhere}"));
        let form = form_of(&page, "aigul", &password);
        let (form, _) = form.split_once("&return_to").unwrap();
        let form = format!("{form}&return_to={elsewhere}");
        let reply = browser.post(shown, "/en/sign-in", &form);
        assert_eq!(
            (reply.status, reply.header("location")),
            (303, "/en"),
            "{elsewhere}"
        );
    }
}

#[test]
fn an_account_that_is_removed_or_made_anew_ends_its_sessions() {
    let shown = &Shown::lived();
    let office = shown.office();
    let password = add(&office, "aigul", "auditor");
    let mut browser = Browser::signed_in(shown, "aigul", &password);
    let asked = "/api/v1/entries?as_at=10&limit=1";
    assert_eq!(browser.get(shown, asked).status, 200);
    succeed(&[
        "federal",
        "account",
        "remove",
        "aigul",
        "--data",
        text(&office),
    ]);
    assert_eq!(browser.get(shown, asked).status, 401);
    add(&office, "aigul", "auditor");
    assert_eq!(browser.get(shown, asked).status, 401);
    let listed = [
        "federal",
        "account",
        "list",
        "--json",
        "--data",
        text(&office),
    ];
    assert_eq!(
        succeed(&listed).json(),
        serde_json::json!([{"account": "aigul", "role": "auditor"}])
    );
}

#[test]
fn an_account_is_added_with_a_password_from_a_pipe_and_never_one_that_is_weak() {
    let shown = &Shown::lived();
    let office = shown.office();
    let arguments = [
        "federal",
        "account",
        "add",
        "serik",
        "--role",
        "judge",
        "--data",
        text(&office),
    ];
    let piped = |password: &str| harness::run_with(&harness::medreg(), arguments, password);
    assert_eq!(piped("short\n").code, Some(2));
    assert_eq!(piped("fifteen letters at least\n").code, Some(0));
    assert_eq!(piped("fifteen letters at least\n").code, Some(2), "taken");
    Browser::signed_in(shown, "serik", "fifteen+letters+at+least");
}
