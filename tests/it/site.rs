//! The site as everybody reads it: every page in three languages, the same facts for programs
//! as on the command line, and an answer for whatever is asked.

use std::path::{Path, PathBuf};

use serde_json::Value;
use tempfile::TempDir;

use crate::process::Process;
use crate::trial::{self, Knobs, Trial, succeed, text};

pub(crate) const KNOBS: Knobs = Knobs {
    courts: 3,
    years: 1,
    procedures: 200,
    seed: 31,
};

/// A court that takes part, and is not heard of.
const COURT: &str = "KZ-10-011";

/// Shown at any address that is free, to whoever asks however often.
const ANYWHERE: &str = "listen = '127.0.0.1:0'\nrate_limit = 1000000\n";

const LANGUAGES: [&str; 3] = ["kk", "ru", "en"];

/// An office that shows its site.
pub(crate) struct Shown {
    pub(crate) address: String,
    trial: Trial,
    office: Process,
    _folder: TempDir,
}

pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) text: String,
}

impl Reply {
    pub(crate) fn header(&self, name: &str) -> &str {
        let found = self.headers.iter().find(|(other, _)| other == name);
        found.map_or("", |(_, value)| value)
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {}", self.text))
    }
}

impl Shown {
    pub(crate) fn lived() -> Self {
        Self::lived_with(|_| ANYWHERE.to_owned())
    }

    /// The same, by settings that say where it listens and more.
    pub(crate) fn lived_with(settings: impl FnOnce(&Path) -> String) -> Self {
        Self::lived_of(KNOBS, settings)
    }

    /// The same, where a federation of these knobs lived.
    pub(crate) fn lived_of(knobs: Knobs, settings: impl FnOnce(&Path) -> String) -> Self {
        let mut shown = Self::begun_with(knobs, settings);
        let lived = shown.trial.live_except(COURT).finish();
        assert_eq!(lived.code, Some(0), "{lived:?}");
        let office = shown.trial.office();
        trial::wait_until(&mut shown.office, &office, "all is in", |status| {
            let stream = &status["stream"];
            stream["taken"] == stream["last_sequence"] && status["position"].as_u64() > Some(500)
        });
        shown
    }

    /// An office that has just begun: the facts all courts share, and no court's yet.
    pub(crate) fn begun() -> Self {
        Self::begun_with(KNOBS, |_| ANYWHERE.to_owned())
    }

    fn begun_with(knobs: Knobs, settings: impl FnOnce(&Path) -> String) -> Self {
        let folder = TempDir::new().unwrap();
        let trial = Trial::begin(folder.path(), knobs);
        let config = trial.office().join("federal.toml");
        let before = std::fs::read_to_string(&config).unwrap();
        let settings = settings(&trial.office());
        std::fs::write(&config, before + &settings).unwrap();
        let mut office = trial.serve_ready();
        let address = office.wait_between("site: ", "/\n");
        Self {
            address,
            trial,
            office,
            _folder: folder,
        }
    }

    pub(crate) fn get(&self, path: &str) -> Reply {
        self.get_with(path, &[])
    }

    /// Where it is shown.
    pub(crate) fn address(&self) -> &str {
        &self.address
    }

    /// The office's folder.
    pub(crate) fn office(&self) -> PathBuf {
        self.trial.office()
    }

    pub(crate) fn get_with(&self, path: &str, headers: &[(&str, &str)]) -> Reply {
        let mut request = agent().get(format!("{}{path}", self.address));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        Reply::of(request.call().unwrap())
    }

    /// Sends a form.
    pub(crate) fn post_with(&self, path: &str, headers: &[(&str, &str)], form: &str) -> Reply {
        let mut request = agent().post(format!("{}{path}", self.address));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.header("content-type", "application/x-www-form-urlencoded");
        Reply::of(request.send(form).unwrap())
    }

    /// What the command line answers to the office that serves.
    pub(crate) fn ask(&self, question: &str) -> Value {
        let office = self.trial.office();
        let mut arguments: Vec<&str> = question.split(' ').collect();
        arguments.extend(["--json", "--data", text(&office)]);
        succeed(&arguments).json()
    }

    pub(crate) fn some_entry(&self) -> String {
        let found = self.get("/api/v1/entries?limit=1").json();
        found["items"][0]["entry_no"].as_str().unwrap().to_owned()
    }
}

/// A client that follows no redirect and takes every status for an answer.
pub(crate) fn agent() -> ureq::Agent {
    let config = ureq::Agent::config_builder().http_status_as_error(false);
    config.max_redirects(0).build().into()
}

impl Reply {
    pub(crate) fn of(mut answer: ureq::http::Response<ureq::Body>) -> Self {
        let text = answer.body_mut().read_to_string().unwrap();
        let named = answer.headers().iter();
        let headers = named.map(|(name, value)| {
            (
                name.to_string(),
                value.to_str().unwrap_or_default().to_owned(),
            )
        });
        Self {
            status: answer.status().as_u16(),
            headers: headers.collect(),
            text,
        }
    }
}

fn pages(shown: &Shown) -> Vec<String> {
    let entry = format!("/entries/{}", shown.some_entry());
    let fixed = [
        "",
        "/entries",
        "/entries?q=a&language=kk&standing=ACTIVE&sort=valid_to",
        "/entries?q=zzzzzzzz",
        "/entries?as_of=2024-06-01",
        "/courts",
        "/courts?region=10",
        "/courts/KZ-10-011",
        "/rules",
        "/rules?on=2015-06-01",
        "/rules/KZ-2021",
        "/rules/KZ-2011?year=2018",
        "/rules/calc",
        "/rules/calc?agreement_on=2025-01-31&extend=20@2025-02-20",
        "/help",
        "/about",
        "/data",
        "/accessibility",
        "/problems",
        "/problems/QUERY_INVALID",
        "/problems/EXTENSION_AFTER_EXPIRY",
        "/statistics",
        "/statistics/S16?by=region&period=2024-Q1..2024-Q4",
        "/statistics/S23?period=2024",
        "/statistics/S27?period=2024",
        "/statistics/S23",
        "/statistics/S13?period=2024-Q1..2024-Q4",
        "/statistics/S11?by=category&period=2024",
        "/statistics/S9?by=court&period=2024",
        "/statistics/releases",
        "/statistics/compare",
        "/statistics/compare?court=KZ-10-011&court=KZ-10-001&period=2024&indicator=S9&indicator=S13",
        "/statistics/cohort/2024-Q2",
        "/statistics/cohort/2024?region=10&channel=IN_COURT",
    ];
    let fixed = fixed.into_iter().map(str::to_owned);
    fixed.chain([entry]).collect()
}

#[test]
fn every_page_stands_in_three_languages_with_the_disclaimer_and_a_strict_policy() {
    let shown = &Shown::lived();
    for language in LANGUAGES {
        for page in pages(shown) {
            let path = format!("/{language}{page}");
            let reply = shown.get(&path);
            assert_eq!(reply.status, 200, "{path}: {}", reply.text);
            assert_eq!(reply.header("content-language"), language);
            let policy = reply.header("content-security-policy");
            assert!(policy.starts_with("default-src 'none'"), "{path}: {policy}");
            assert!(!policy.contains("unsafe"), "{path}: {policy}");
            assert!(reply.text.contains("mr-disclaimer"), "{path}");
            assert!(
                reply.text.contains(&format!("<html lang=\"{language}\"")),
                "{path}"
            );
            for forbidden in [
                " style=",
                "<style",
                " onclick=",
                "javascript:",
                "http://",
                "https://",
            ] {
                assert!(!reply.text.contains(forbidden), "{path} has `{forbidden}`");
            }
        }
    }
}

#[test]
fn an_address_without_language_leads_to_the_readers_own() {
    let shown = &Shown::lived();
    for (accepted, language) in [
        ("ru-RU,ru;q=0.9,en;q=0.8", "ru"),
        ("de,en;q=0.5", "en"),
        ("de", "kk"),
    ] {
        let reply = shown.get_with("/entries?q=a", &[("accept-language", accepted)]);
        assert_eq!(reply.status, 303);
        assert_eq!(reply.header("location"), format!("/{language}/entries?q=a"));
    }
}

#[test]
fn an_address_with_a_slash_at_its_end_leads_to_the_page() {
    let shown = &Shown::begun();
    for (path, leads_to) in [
        ("/kk/", "/kk"),
        ("/en/entries/?q=a", "/en/entries?q=a"),
        ("/ru//", "/ru"),
    ] {
        let reply = shown.get(path);
        assert_eq!((reply.status, reply.header("location")), (308, leads_to));
    }
    assert_eq!(shown.get("//example.org/").status, 404);
    assert_eq!(shown.get("/api/v1/entries/").status, 404);
}

#[test]
fn programs_are_told_what_the_command_line_tells() {
    let shown = &Shown::lived();
    let cases = [
        (
            "/api/v1/entries?as_of=2024-12-01&limit=200",
            "register find --as-of 2024-12-01 --limit 200",
            &["total", "position", "disclaimer"][..],
        ),
        (
            "/api/v1/entries?as_of=2024-12-01&q=a&language=kk&sort=name_kk",
            "register find --as-of 2024-12-01 --q a --language kk --sort name_kk",
            &["total", "matched"],
        ),
        (
            "/api/v1/statistics/S9?by=region&period=2024-Q1..2024-Q4",
            "statistics S9 --by region --period 2024-Q1..2024-Q4 --public",
            &["rows", "definition", "position"],
        ),
    ];
    for (path, question, fields) in cases {
        let (answer, told) = (shown.get(path).json(), shown.ask(question));
        for field in fields {
            assert!(!answer[field].is_null(), "{path}: no {field} in {answer}");
            assert_eq!(answer[field], told[field], "{path}, {field}");
        }
        let entries = |answer: &Value| -> Vec<Value> {
            let items = answer["items"].as_array().cloned().unwrap_or_default();
            let fields = [
                "entry_no",
                "name",
                "court",
                "standing",
                "valid_to",
                "categories",
            ];
            let shown = items
                .iter()
                .map(|item| fields.map(|field| item[field].clone()).into());
            shown.collect()
        };
        assert_eq!(entries(&answer), entries(&told), "{path}");
        // What else befell an entry is for whoever runs the office.
        for item in answer["items"].as_array().into_iter().flatten() {
            assert_eq!(item["source_events"].as_array().unwrap().len(), 1, "{item}");
        }
    }
}

#[test]
fn a_page_shows_the_figures_that_programs_get() {
    let shown = &Shown::lived();
    let question = "statistics/S10?by=region&period=2024-Q1..2024-Q4";
    let answer = shown.get(&format!("/api/v1/{question}")).json();
    let page = shown.get(&format!("/en/{question}")).text;
    let rows = answer["rows"].as_array().unwrap();
    assert!(!rows.is_empty());
    for row in rows {
        let figure = match row["value"].as_f64() {
            Some(value) => format!("<td class=\"n\">{value}</td>"),
            None => "<td class=\"n\"><span class=\"mr-flag\">[c]<".to_owned(),
        };
        assert!(page.contains(&figure), "{figure} is not on the page");
    }
    let found = shown
        .get("/api/v1/entries?q=a&standing=ACTIVE,SUSPENDED")
        .json();
    let page = shown.get("/en/entries?q=a").text;
    let total = found["total"].as_u64().unwrap();
    let said = if total == 1 { "entry" } else { "entries" };
    assert!(
        page.contains(&format!("<h2>{total} {said}</h2>")),
        "{total}"
    );
}

/// What is asked, and the status, the code and the first faulty parameter's code of the answer.
const FAULTY: &[(&str, u16, &str, &str)] = &[
    ("/entries?limit=0", 400, "QUERY_INVALID", "OUT_OF_RANGE"),
    (
        "/entries?company_name=x",
        400,
        "QUERY_INVALID",
        "PARAMETER_UNKNOWN",
    ),
    (
        "/entries?as_of=2024-02-31",
        400,
        "QUERY_INVALID",
        "DATE_INVALID",
    ),
    (
        "/entries?as_of=2999-01-01",
        400,
        "QUERY_INVALID",
        "DATE_AHEAD",
    ),
    (
        "/entries?q=850101300123",
        400,
        "QUERY_INVALID",
        "IIN_NOT_SEARCHED",
    ),
    ("/entries?court=KZ-1", 400, "QUERY_INVALID", "INVALID"),
    ("/entries?q=a&q=b", 400, "QUERY_INVALID", "GIVEN_TWICE"),
    // A name as Windows-1251 writes it.
    ("/entries?q=%EA%E5%ED", 400, "QUERY_INVALID", "NOT_TEXT"),
    ("/entries?q=a%00b", 400, "QUERY_INVALID", "NOT_TEXT"),
    ("/entries?standing=GONE", 400, "QUERY_INVALID", "INVALID"),
    ("/entries?sort=shoe", 400, "QUERY_INVALID", "INVALID"),
    ("/entries?cursor=here", 400, "QUERY_INVALID", "INVALID"),
    ("/entries?as_at=yesterday", 400, "QUERY_INVALID", "INVALID"),
    ("/entries?as_at=10", 401, "SIGN_IN", ""),
    (
        "/entries?min_position=x",
        400,
        "QUERY_INVALID",
        "OUT_OF_RANGE",
    ),
    ("/entries/%FF", 400, "PATH_INVALID", ""),
    ("/entries/KZ-1", 404, "NOT_FOUND", ""),
    ("/entries/KZ-10-011-2024-99999", 404, "NOT_FOUND", ""),
    ("/courts/KZ-99-999", 404, "NOT_FOUND", ""),
    ("/statistics/S99", 404, "NOT_FOUND", ""),
    (
        "/statistics/S16?period=yesterday",
        400,
        "QUERY_INVALID",
        "INVALID",
    ),
    (
        "/statistics/S16?period=2024-Q4..2024-Q1",
        400,
        "QUERY_INVALID",
        "PERIOD_BACKWARD",
    ),
    (
        "/statistics/S16?period=2000-01..2199-12",
        400,
        "QUERY_INVALID",
        "OUT_OF_RANGE",
    ),
    ("/statistics/S16?by=shoe", 400, "QUERY_INVALID", "INVALID"),
    (
        "/statistics/S16?as_of=2025-01-01",
        400,
        "QUERY_INVALID",
        "NOT_OFFERED",
    ),
    ("/rulesets/KZ-1999", 404, "NOT_FOUND", ""),
    ("/rulesets/a%20b", 404, "NOT_FOUND", ""),
    ("/entries?foo=", 400, "QUERY_INVALID", "PARAMETER_UNKNOWN"),
    ("/nothing", 404, "NOT_FOUND", ""),
];

#[test]
fn whatever_is_asked_gets_an_answer_with_a_code() {
    let shown = &Shown::lived();
    for (path, status, code, fault) in FAULTY.iter().copied() {
        let reply = shown.get_with(&format!("/api/v1{path}"), &[("accept-language", "ru")]);
        assert_eq!(reply.status, status, "{path}: {}", reply.text);
        assert_eq!(
            reply.header("content-type"),
            "application/problem+json",
            "{path}"
        );
        let problem = reply.json();
        assert_eq!(problem["code"], code, "{path}");
        let first = problem["errors"][0]["code"].as_str().unwrap_or_default();
        assert_eq!(first, fault, "{path}: {problem}");
        assert!(!problem["detail"].as_str().unwrap().is_empty());
        assert!(!problem["message"].as_str().unwrap().is_empty());
        // What is true of rulesets stands on the pages of the rules.
        if path != "/nothing" && !path.starts_with("/rulesets") {
            let page = shown.get(&format!("/en{path}"));
            assert!((400..500).contains(&page.status), "{path}: {}", page.status);
            assert!(page.text.contains("mr-disclaimer"), "{path}");
        }
    }
}

#[test]
fn who_holds_an_answer_is_told_that_nothing_changed() {
    let shown = &Shown::lived();
    for path in [
        "/en/courts",
        "/api/v1/entries?as_of=2024-12-01",
        "/assets/site.css",
    ] {
        let first = shown.get(path);
        assert_eq!(first.status, 200, "{path}");
        let tag = first.header("etag").to_owned();
        let again = shown.get_with(path, &[("if-none-match", &tag)]);
        assert_eq!((again.status, again.text.as_str()), (304, ""), "{path}");
        let other = shown.get_with(path, &[("if-none-match", "\"other\"")]);
        assert_eq!(other.status, 200, "{path}");
    }
}

#[test]
fn a_list_names_what_follows_it_until_nothing_does() {
    let shown = &Shown::lived();
    let mut path = "/api/v1/entries?limit=7&sort=name_ru&as_of=2024-12-01".to_owned();
    let mut seen = Vec::new();
    let total = loop {
        let reply = shown.get(&path);
        let answer = reply.json();
        for item in answer["items"].as_array().unwrap() {
            seen.push(item["entry_no"].as_str().unwrap().to_owned());
        }
        let link = reply.header("link").to_owned();
        match link
            .strip_prefix('<')
            .and_then(|link| link.strip_suffix(">; rel=\"next\""))
        {
            Some(next) => path = next.to_owned(),
            None => break answer["total"].as_u64().unwrap(),
        }
    };
    assert_eq!(seen.len() as u64, total);
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len() as u64, total);
}

#[test]
fn each_encoding_of_an_answer_has_a_tag_of_its_own() {
    let shown = &Shown::lived();
    let path = "/en/courts";
    let of = |encoding: &str| {
        let reply = shown.get_with(path, &[("accept-encoding", encoding)]);
        reply.header("etag").to_owned()
    };
    let (plain, gzip) = (of("identity"), of("gzip"));
    assert!(
        plain.starts_with('"') && gzip.starts_with('"'),
        "{plain} {gzip}"
    );
    assert_ne!(plain, gzip);
    for tag in [&plain, &gzip] {
        let again = shown.get_with(path, &[("if-none-match", tag), ("accept-encoding", "gzip")]);
        assert_eq!(again.status, 304, "{tag}");
    }
}

#[test]
fn who_takes_no_encoding_is_told_so_in_its_language() {
    let shown = &Shown::begun();
    for (path, language, message) in [
        ("/api/v1/regions", "ru-RU", "кодировок"),
        ("/en/courts", "kk", "encoding"),
    ] {
        let headers = [
            ("accept-encoding", "identity;q=0, *;q=0"),
            ("accept-language", language),
        ];
        let refused = shown.get_with(path, &headers);
        assert_eq!(refused.status, 406, "{path}");
        let problem = refused.json();
        assert_eq!(problem["code"], "ENCODING_UNKNOWN", "{path}");
        let said = problem["message"].as_str().unwrap();
        assert!(said.contains(message), "{said}");
        assert!(!refused.header("content-security-policy").is_empty());
    }
}

/// What an answer in an encoding says before its body, and how many bytes follow.
fn head(method: &str, address: &str, encoding: &str) -> (u16, Vec<String>, usize) {
    let request = ureq::http::Request::builder()
        .method(method)
        .uri(address)
        .header("accept-encoding", encoding);
    let mut answer = agent().run(request.body(()).unwrap()).unwrap();
    let bytes = answer.body_mut().read_to_vec().unwrap().len();
    let said = [
        "etag",
        "content-encoding",
        "content-length",
        "vary",
        "content-type",
    ]
    .map(|name| {
        let values = answer.headers().get_all(name).iter();
        let values: Vec<_> = values.map(|it| it.to_str().unwrap().to_owned()).collect();
        format!("{name}: {}", values.join(", "))
    });
    (answer.status().as_u16(), said.to_vec(), bytes)
}

#[test]
fn who_asks_for_the_head_alone_gets_the_head_of_the_whole() {
    let shown = &Shown::lived();
    for path in [
        "/en/courts",
        "/api/v1/regions",
        "/assets/site.css",
        "/en/nowhere",
    ] {
        let address = format!("{}{path}", shown.address);
        for encoding in ["identity", "gzip"] {
            let (status, whole, bytes) = head("GET", &address, encoding);
            assert!(bytes > 0, "{path}, {encoding}");
            let is_encoded = whole.contains(&format!("content-encoding: {encoding}"));
            assert_eq!(is_encoded, encoding == "gzip", "{path}: {whole:?}");
            assert_eq!(
                head("HEAD", &address, encoding),
                (status, whole, 0),
                "{path}"
            );
        }
    }
}

#[test]
fn whatever_the_answer_is_a_browser_is_told_to_keep_to_the_site() {
    let shown = &Shown::lived_with(|_| "listen = '127.0.0.1:0'\nrate_limit = 5\n".to_owned());
    let path = "/api/v1/regions";
    let found = shown.get(path);
    let tag = found.header("etag").to_owned();
    let mut replies = vec![
        found,
        shown.get_with(path, &[("if-none-match", &tag)]),
        shown.get("/en/nowhere"),
        shown.post_with(path, &[], "a=b"),
        shown.get("/en/courts"),
        shown.get(path),
    ];
    // What an address needs beside a page is not counted, and is no exception.
    replies.push(shown.get("/assets/site.css"));
    let statuses: Vec<u16> = replies.iter().map(|reply| reply.status).collect();
    assert_eq!(statuses, [200, 304, 404, 405, 200, 429, 200]);
    for reply in &replies {
        let policy = reply.header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'"), "{}", reply.status);
        assert_eq!(reply.header("x-content-type-options"), "nosniff");
        assert_eq!(reply.header("referrer-policy"), "same-origin");
    }
}

#[test]
fn an_answer_is_not_older_than_the_position_that_is_asked_for() {
    let shown = &Shown::lived();
    let position = shown.get("/api/v1/regions").json()["position"]
        .as_u64()
        .unwrap();
    for path in ["/api/v1/entries?limit=1", "/en/entries?limit=1"] {
        let known = shown.get(&format!("{path}&min_position={position}"));
        assert_eq!(known.status, 200, "{path}");
        let ahead = format!("{path}&within_ms=20&min_position={}", position + 1);
        assert_eq!(shown.get(&ahead).status, 503, "{path}");
    }
    let ahead = (position + 1).to_string();
    let headers = [("medreg-min-position", ahead.as_str())];
    let reply = shown.get_with("/api/v1/regions?within_ms=20", &headers);
    assert_eq!((reply.status, reply.header("retry-after")), (503, "1"));
    let problem = reply.json();
    assert_eq!(problem["code"], "NOT_YET");
    let detail = problem["detail"].as_str().unwrap();
    assert!(detail.contains(&position.to_string()), "{detail}");
}

#[test]
fn who_asks_too_often_is_told_when_to_come_again() {
    let shown = &Shown::lived_with(|_| {
        "listen = '127.0.0.1:0'\nrate_limit = 4\nproxy = '127.0.0.1'\n".to_owned()
    });
    let ask = |from: &str| {
        let headers = [("x-forwarded-for", from), ("accept-language", "kk")];
        shown.get_with("/api/v1/regions", &headers)
    };
    let replies: Vec<Reply> = (0..6).map(|_| ask("192.0.2.7")).collect();
    let statuses: Vec<u16> = replies.iter().map(|reply| reply.status).collect();
    assert_eq!(statuses, [200, 200, 200, 200, 429, 429]);
    assert_eq!(replies[0].header("ratelimit"), "\"address\";r=3;t=0");
    assert_eq!(
        replies[0].header("ratelimit-policy"),
        "\"address\";q=4;w=300"
    );
    let last = &replies[5];
    assert_eq!(last.json()["code"], "TOO_MANY_REQUESTS");
    let said = last.json()["message"].as_str().unwrap().to_owned();
    assert!(said.contains("сұрау"), "{said}");
    let seconds: u64 = last.header("retry-after").parse().unwrap();
    assert!((1..=75).contains(&seconds), "{seconds}");
    // Others are not kept waiting, and what a page needs beside its text comes at once.
    assert_eq!(ask("192.0.2.8").status, 200);
    let headers = [("x-forwarded-for", "192.0.2.7")];
    assert_eq!(shown.get_with("/assets/site.css", &headers).status, 200);
}
