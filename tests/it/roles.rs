//! Who may see what: each field of an entry by each role, each address by each role, and the
//! record that a look at what is not public leaves.

use std::collections::BTreeSet;

use medreg_domain::visibility::{self, Audience};
use serde_json::Value;

use crate::sign_in::{Browser, add};
use crate::site::{Reply, Shown};

/// Every role with what of an entry it may see (privacy: the judge's question, the federal
/// office's audit; analysts and operators see of an entry what everybody does).
const ROLES: [(&str, Audience); 4] = [
    ("judge", Audience::Judge),
    ("analyst", Audience::Public),
    ("auditor", Audience::Federal),
    ("operator", Audience::Public),
];

/// What stands around an entry in an answer.
const ENVELOPE: [&str; 4] = ["as_of", "as_at", "position", "disclaimer"];

/// Everybody, and somebody of each role.
fn everybody_and_each(shown: &Shown) -> Vec<(&'static str, Audience, Browser)> {
    let mut all = vec![("everybody", Audience::Public, Browser::default())];
    for (role, audience) in ROLES {
        let password = add(&shown.office(), role, role);
        all.push((role, audience, Browser::signed_in(shown, role, &password)));
    }
    all
}

fn fields(reply: &Reply) -> BTreeSet<String> {
    assert_eq!(reply.status, 200, "{}", reply.text);
    let answer = reply.json();
    let fields = answer.as_object().unwrap().keys().cloned();
    fields
        .filter(|field| !ENVELOPE.contains(&field.as_str()))
        .collect()
}

#[test]
fn each_role_gets_the_fields_of_an_entry_that_it_may_see_and_no_other() {
    let shown = &Shown::lived();
    let path = format!("/api/v1/entries/{}", shown.some_entry());
    let mut roles = everybody_and_each(shown);
    let answers: Vec<(&str, Audience, BTreeSet<String>)> = roles
        .iter_mut()
        .map(|(role, audience, browser)| (*role, *audience, fields(&browser.get(shown, &path))))
        .collect();
    // What an answer can carry is what whoever sees most of it gets.
    let carried: BTreeSet<&str> = answers
        .iter()
        .flat_map(|(_, _, fields)| fields)
        .map(String::as_str)
        .collect();
    assert!(carried.len() >= 30, "{carried:?}");
    for field in ["name", "standing", "sanctions", "person_key", "complaints"] {
        assert!(
            carried.contains(field),
            "{field} is not in the answer at all"
        );
    }
    let known: Vec<(&str, Audience)> = visibility::all().collect();
    for field in &carried {
        assert!(
            known.iter().any(|(name, _)| name == field),
            "{field} is in no table"
        );
    }
    for (role, audience, fields) in &answers {
        for (field, least) in known.iter().filter(|(field, _)| carried.contains(field)) {
            let (may, does) = (least <= audience, fields.contains(*field));
            assert_eq!(
                does, may,
                "{role}: {field}, which is shown to {least} and more"
            );
        }
    }
}

/// Who asks, in the order of the statuses of [`ROUTES`].
pub(crate) const ASKERS: [&str; 5] = ["everybody", "judge", "analyst", "auditor", "operator"];

/// What is asked, and the status for each of [`ASKERS`].
pub(crate) const ROUTES: &[(&str, [u16; 5])] = &[
    ("/api/v1/entries?limit=1", [200, 200, 200, 200, 200]),
    ("/en/courts", [200, 200, 200, 200, 200]),
    ("/api/v1/entries?as_at=10", [401, 403, 200, 200, 403]),
    ("/en/entries?as_at=10", [401, 403, 200, 200, 403]),
    ("/api/v1/access-records", [401, 403, 403, 200, 403]),
    ("/en/audit/reads", [401, 403, 403, 200, 403]),
    (
        "/api/v1/candidates?court=KZ-75-304",
        [401, 200, 403, 200, 403],
    ),
    ("/en/judge/list?court=KZ-75-304", [401, 200, 403, 200, 403]),
    ("/api/v1/events?limit=1", [401, 403, 200, 200, 403]),
    ("/api/v1/sync", [401, 403, 403, 200, 200]),
    ("/en/federal/sync", [401, 403, 403, 200, 200]),
    ("/api/v1/quarantine", [401, 403, 403, 200, 200]),
    ("/en/federal/quarantine", [401, 403, 403, 200, 200]),
    ("/api/v1/findings", [401, 403, 403, 200, 403]),
    ("/en/audit/findings", [401, 403, 403, 200, 403]),
    ("/api/v1/referrals/deadlines", [401, 403, 403, 200, 403]),
    ("/en/deadlines", [401, 403, 403, 200, 403]),
    ("/api/v1/fees", [401, 403, 403, 200, 403]),
    ("/en/federal/fees", [401, 403, 403, 200, 403]),
    ("/api/v1/fees/KZ-75-304", [401, 403, 403, 200, 403]),
    ("/en/federal/fees/KZ-75-304", [401, 403, 403, 200, 403]),
];

#[test]
fn each_address_answers_the_roles_it_is_for() {
    let shown = &Shown::lived();
    for (at, (role, _, mut browser)) in everybody_and_each(shown).into_iter().enumerate() {
        assert_eq!(role, ASKERS[at]);
        for (path, statuses) in ROUTES {
            let reply = browser.get(shown, path);
            assert_eq!(reply.status, statuses[at], "{role}: {path}: {}", reply.text);
            let challenge = reply.header("www-authenticate");
            assert_eq!(challenge == "Bearer", reply.status == 401, "{role}: {path}");
            if path.starts_with("/api/") && reply.status > 400 {
                assert_eq!(reply.header("content-type"), "application/problem+json");
            }
        }
    }
    let page = shown.get("/en/audit/reads").text;
    assert!(
        page.contains("/en/sign-in?return_to=%2Fen%2Faudit%2Freads"),
        "{page}"
    );
}

fn reads(shown: &Shown, auditor: &mut Browser, query: &str) -> Value {
    let reply = auditor.get(shown, &format!("/api/v1/access-records{query}"));
    assert_eq!(reply.status, 200, "{}", reply.text);
    reply.json()
}

#[test]
fn a_look_at_what_is_not_public_is_on_record_before_it_is_answered() {
    let shown = &Shown::lived();
    let entry = shown.some_entry();
    let [_, mut judge, mut analyst, mut auditor, _]: [Browser; 5] = everybody_and_each(shown)
        .into_iter()
        .map(|(_, _, browser)| browser)
        .collect::<Vec<_>>()
        .try_into()
        .unwrap_or_else(|_| panic!("everybody and four roles"));
    judge.get(shown, &format!("/api/v1/entries/{entry}"));
    judge.get(shown, "/en/entries?q=secretname&region=10");
    judge.get(shown, "/api/v1/entries/KZ-10-011-2024-99999");
    analyst.get(shown, &format!("/api/v1/entries/{entry}"));
    analyst.get(shown, "/api/v1/entries?as_at=10&q=secretname");
    analyst.get(shown, "/api/v1/access-records");
    let told = reads(shown, &mut auditor, "");
    let seen: Vec<[&str; 3]> = told["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| ["account", "role", "route"].map(|field| item[field].as_str().unwrap()))
        .collect();
    assert_eq!(
        seen,
        [
            ["judge", "judge", "/api/v1/entries/{entry_no}"],
            ["judge", "judge", "/{language}/entries"],
            ["analyst", "analyst", "/api/v1/entries"],
        ]
    );
    assert_eq!(told["items"][0]["subject"]["entry_no"], entry.as_str());
    assert_eq!(
        told["items"][1]["subject"],
        serde_json::json!({"region": "10"})
    );
    assert_eq!(
        told["items"][2]["subject"],
        serde_json::json!({"as_at": "10"})
    );
    assert_eq!((&told["total"], &told["next"]), (&3.into(), &Value::Null));
    assert!(!told.to_string().contains("secretname"));
    // Who reads the records is on record as well.
    let told = reads(shown, &mut auditor, "?from=4&limit=1");
    assert_eq!(told["items"][0]["route"], "/api/v1/access-records");
    assert_eq!(told["items"][0]["no"], 4);
    let page = auditor.get(shown, "/en/audit/reads").text;
    assert!(page.contains(&format!("entry_no={entry}")), "{page}");
    let folder = shown.office().join("access");
    let file = std::fs::read_dir(folder).unwrap().next().unwrap().unwrap();
    let lines = std::fs::read_to_string(file.path()).unwrap();
    assert_eq!(lines.lines().count(), 6, "{lines}");
    assert!(
        auditor
            .get(shown, "/en")
            .text
            .contains("href=\"/en/audit/reads\"")
    );
    assert!(!judge.get(shown, "/en").text.contains("/audit/reads"));
}

/// Pages that rest on no history, or on what is known now alone.
const OF_NOW: [&str; 13] = [
    "/sync",
    "/federal/sync",
    "/federal/quarantine",
    "/audit",
    "/audit/reads",
    "/about",
    "/help",
    "/data",
    "/accessibility",
    "/problems",
    "/problems/SIGN_IN",
    "/api",
    "/rules/calc",
];

#[test]
fn what_is_of_now_alone_is_not_shown_as_of_an_earlier_state() {
    let shown = &Shown::lived();
    let password = add(&shown.office(), "auditor", "auditor");
    let mut auditor = Browser::signed_in(shown, "auditor", &password);
    for page in OF_NOW {
        assert_eq!(auditor.get(shown, &format!("/en{page}")).status, 200);
        let refused = auditor.get(shown, &format!("/en{page}?as_at=10"));
        assert_eq!(refused.status, 400, "{page}");
    }
    for path in [
        "/sync",
        "/sync.csv",
        "/quarantine",
        "/access-records",
        "/events",
    ] {
        let path = format!("/api/v1{path}");
        assert_eq!(auditor.get(shown, &path).status, 200, "{path}");
        let refused = auditor.get(shown, &format!("{path}?as_at=10"));
        assert_eq!(refused.status, 400, "{path}");
        let code = &refused.json()["errors"][0]["code"];
        assert_eq!(*code, "PARAMETER_UNKNOWN", "{path}");
    }
    let part = "/api/v1/referrals/deadlines?as_of=2024-10-01&limit=1";
    let part = auditor.get(shown, part);
    let next = part.header("link");
    assert!(next.starts_with("</api/v1/referrals/deadlines?"), "{next}");
    let kept = auditor.get(shown, "/api/v1/quarantine?min_position=1");
    assert_eq!(kept.status, 200, "{}", kept.text);
}

#[test]
fn an_earlier_state_of_knowledge_is_kept_from_page_to_page() {
    let shown = &Shown::lived();
    let password = add(&shown.office(), "auditor", "auditor");
    let mut auditor = Browser::signed_in(shown, "auditor", &password);
    let hidden = "<input type=\"hidden\" name=\"as_at\" value=\"10\">";
    for (page, action) in [
        ("", "/entries"),
        ("/entries", "/entries"),
        ("/courts", "/courts"),
        ("/rules", "/rules"),
        ("/check", "/check"),
        ("/judge/list", "/judge/list"),
        ("/deadlines", "/deadlines"),
        ("/audit/findings", "/audit/findings"),
        ("/statistics/S7", "/statistics/S7"),
        ("/statistics/compare", "/statistics/compare"),
        ("/statistics/cohort/2024", "/statistics/cohort/2024"),
    ] {
        let text = auditor.get(shown, &format!("/en{page}?as_at=10")).text;
        let main = text.split("<main").nth(1).unwrap();
        let mut forms = main.split("<form ").skip(1);
        let is_of = |form: &&str| form.contains(&format!("action=\"/en{action}"));
        let form = forms
            .find(is_of)
            .unwrap_or_else(|| panic!("{page}: {main}"));
        let form = form.split("</form>").next().unwrap();
        assert!(form.contains(hidden), "{page}: {form}");
    }
    let list = auditor.get(shown, "/en/entries?region=10&as_at=10");
    assert_eq!(list.status, 200, "{}", list.text);
    for said in [
        "You see what was known after 10 events of the history",
        "href=\"/en/courts?as_at=10\"",
        "href=\"/en/statistics?as_at=10\"",
        "href=\"/en/help\"",
        "href=\"/en/sync\"",
    ] {
        assert!(list.text.contains(said), "no {said}: {}", list.text);
    }
    let both = auditor.get(
        shown,
        "/en/courts?as_of=2024-12-01&as_at=2024-12-31T10:00:00Z",
    );
    let kept = "href=\"/en/entries?as_of=2024-12-01&#38;as_at=2024-12-31T10%3A00%3A00Z\"";
    assert!(both.text.contains(kept), "{}", both.text);
    let desk = auditor.get(shown, "/en/federal/fees?as_at=10").text;
    for said in [
        "href=\"/en/audit/findings?as_at=10\"",
        "href=\"/en/federal/sync\"",
    ] {
        assert!(desk.contains(said), "no {said}: {desk}");
    }
}

#[test]
fn who_may_look_back_finds_the_way_on_every_page_and_nobody_else_does() {
    let shown = &Shown::lived();
    let entry = format!("/entries/{}", shown.some_entry());
    let position = shown.get("/api/v1/regions").json()["position"].clone();
    let position = position.as_u64().unwrap();
    let pages = ["", "/entries?q=a", "/courts", "/statistics", &entry];
    for (role, _, mut browser) in everybody_and_each(shown) {
        let may = ["analyst", "auditor"].contains(&role);
        for page in pages {
            let text = browser.get(shown, &format!("/en{page}")).text;
            assert_eq!(text.contains("name=\"as_at\""), may, "{role}: {page}");
        }
        for page in OF_NOW {
            let text = browser.get(shown, &format!("/en{page}")).text;
            assert!(!text.contains("name=\"as_at\""), "{role}: {page}");
        }
        if !may {
            continue;
        }
        let page = browser.get(shown, "/en/entries?q=a&as_of=2024-12-01&as_at=10");
        assert_eq!(page.status, 200, "{}", page.text);
        for said in [
            "You see what was known after 10 events of the history",
            "You see the register as it stood on",
            "href=\"/en/entries?q=a&#38;as_of=2024-12-01\"",
            "name=\"as_at\" type=\"text\" value=\"10\"",
            "<input type=\"hidden\" name=\"q\" value=\"a\">",
            "<input type=\"hidden\" name=\"as_at\" value=\"10\">",
        ] {
            assert!(page.text.contains(said), "{role}: no {said}: {}", page.text);
        }
        let chart = "/en/statistics/S7.svg?by=source&period=2024";
        let chart = browser.get(shown, &format!("{chart}&as_at={}", position - 1));
        let asked = format!("&amp;as_at={}", position - 1);
        for said in [asked.as_str(), "You see what was known after"] {
            assert!(chart.text.contains(said), "{role}: {}", chart.text);
        }
        let day = browser.get(shown, "/en/entries?as_at=2024-06-01").text;
        assert!(
            day.contains("You see what was known on 2 Jun 2024"),
            "{day}"
        );
        assert!(
            !browser
                .get(shown, "/en/entries")
                .text
                .contains("what was known on")
        );
    }
}
